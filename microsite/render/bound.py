"""Headings in which a number stays on the line of what it counts: 3,944名, 第15届, 28万人."""

from __future__ import annotations

import functools
import re

from markupsafe import Markup, escape

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_DIGIT = "[0-9\uff10-\uff19]"
_NUMBER = rf"(?<!{_DIGIT})(?<!{_DIGIT}[.,:]){_DIGIT}(?:[.,:]?{_DIGIT})*+"
"""The whole of a number: what begins inside of one, or gives digits back, would take the square of its length."""
_COUNTED = re.compile(
    r'<(?!data )[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>|&[^&;]*+;|'
    rf"第?(?:(?P<data><data [^<>]*+>[^<]*+</data>)|{_NUMBER})"
    rf"[%\uff05\u00a0 ]?[万亿千百十萬億]*[{_HAN}]"
)
"""A number with the Han character behind it, a measure or the first of a noun, and what goes before that one. What is
in tags and what is escaped comes first, so that no number in it is found."""

_PLAIN = "[^<0-9\uff10-\uff19]*+"
_HEADING = re.compile(
    rf"(<h([2-6])\b[^>]*+>)(?={_PLAIN}(?:<(?!/h\2>)[^<>]*+>{_PLAIN})*+(?!</h\2>))(.*?)(</h\2>)", re.DOTALL
)
"""A heading with a digit in its words. Most have none, and are passed over."""


@functools.lru_cache(maxsize=1 << 12, typed=True)  # a title stands on its page, its neighbours’ and lists; Markup apart
def bind(text: str) -> Markup:
    """A title with its numbers bound to what they count, escaped unless it is markup.

    Between a digit and a Han character a line may break (UAX 14), in a heading of large letters it should not.
    """
    return Markup(_bind(str(escape(text))))  # noqa: S704 (escaped)


def bind_headings(body: str) -> str:
    """The HTML of a text with the numbers in its headings bound so."""
    if body.isascii():
        return body
    return _HEADING.sub(lambda match: f"{match[1]}{_bind(match[3])}{match[4]}", body)


def _bind(text: str) -> str:
    if text.isascii():
        return text  # nothing in it is a Han character
    return _COUNTED.sub(_wrap, text)


def _wrap(match: re.Match[str]) -> str:
    is_other = match[0][0] in "<&" and not match["data"]
    return match[0] if is_other else f'<span class="bound">{match[0]}</span>'
