"""Headings in which lines do not break anywhere in Chinese.

A number stays on the line of what it counts (3,944名, 第15届, 28万人), a short phrase between two marks stays together
(人才、技术、资本), and before a mark and at the end no character is parted from the one before it. Browsers break
between any two Han characters, and balance lines where they can. They know no words, and who knows them takes too long
to be asked for each heading.
"""

from __future__ import annotations

import functools
import re

from markupsafe import Markup, escape

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_DIGIT = "[0-9\uff10-\uff19]"
_NUMBER = rf"(?<!{_DIGIT})(?<!{_DIGIT}[.,:]){_DIGIT}(?:[.,:]?{_DIGIT})*+"
"""The whole of a number: what begins inside of one, or gives digits back, would take the square of its length."""
_MARK = "\\s，。：；、！？…—–·・“”‘’「」『』（）《》〈〉,.:;!?()"
_LETTER = f"[{_HAN}0-9A-Za-z]"
_END = rf"(?=[{_MARK}]{{0,3}}(?:</[^<>]{{1,9}}>){{0,3}}\Z)"
"""Before the end, or what belongs to it."""
_COUNTED = (
    rf"第?(?:(?P<data><data [^<>]*+>[^<]*+</data>)|{_NUMBER})[%\uff05\u00a0 ]?[万亿千百十萬億]*"
    rf"[{_HAN}](?:[{_HAN}](?:[{_HAN}]{{2}})?{_END})?"
)
"""A number with the Han character behind it, a measure or the first of a noun, and what goes before that one.

At the end, what is left of the noun belongs to it, unless it is two characters: they are a word.
"""
_ALONE = rf"(?![{_MARK}]{{1,3}}{_LETTER}{_END})"
"""Not before a mark and a single letter at the end, which wants what stands before the mark for itself."""
_PHRASE = (
    rf"(?:(?<=[{_MARK}>])|(?<![\s\S]))[{_HAN}]{{2,4}}[A-Za-z]?"
    rf"(?:(?=[{_MARK}]){_ALONE}|{_END})"
)
"""All that stands between two marks. A longer phrase may break, as nothing tells where its words begin."""
_LAST = (
    rf"(?:[{_HAN}][{_MARK}]{{0,3}}{_LETTER}|[A-Za-z][{_MARK}]{{0,3}}[{_HAN}]){_END}"
    rf"|[{_HAN}]{{2}}(?=[，：；。！？…—]){_ALONE}"
)
"""The last two characters of a title, or before a mark: mostly they are a word."""
_HELD = re.compile(
    rf'<(?!data )[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>|&[^&;]*+;|(?P<counted>{_COUNTED})|(?P<whole>{_PHRASE}|{_LAST})'
)
"""What is held together. What is in tags and what is escaped comes first, so that nothing in it is found."""

_PLAIN = "[^<0-9\uff10-\uff19]*+"
_HEADING = re.compile(
    rf"(<h([2-6])\b[^>]*+>)(?={_PLAIN}(?:<(?!/h\2>)[^<>]*+>{_PLAIN})*+(?!</h\2>))(.*?)(</h\2>)", re.DOTALL
)
"""A heading with a digit in its words. Most have none, and are passed over."""


@functools.lru_cache(maxsize=1 << 12, typed=True)  # a title stands on its page, its neighbours’ and lists; Markup apart
def bind(text: str) -> Markup:
    """A title with what belongs together held so, escaped unless it is markup.

    Between a digit and a Han character, and between two of these, a line may break (UAX 14); in a heading of large
    letters it should not do so anywhere.
    """
    return Markup(_bind(str(escape(text))))  # noqa: S704 (escaped)


def bind_headings(body: str) -> str:
    """The HTML of a text with what belongs together in its headings held so."""
    if body.isascii():
        return body
    return _HEADING.sub(lambda match: f"{match[1]}{_bind(match[3])}{match[4]}", body)


def _bind(text: str) -> str:
    if text.isascii():
        return text  # nothing in it is a Han character
    return _HELD.sub(_wrap, text)


def _wrap(match: re.Match[str]) -> str:
    if match["counted"]:
        return f'<span class="bound">{match[0]}</span>'
    return f'<span class="unbroken">{match[0]}</span>' if match["whole"] else match[0]
