"""Line breaks between Han characters: an author wraps lines, but no reader of Chinese wants a space there."""

from __future__ import annotations

import functools
import re

from microsite.values.named import NamedTuple

_HAN = (
    "\u2e80-\u2fdf\u2ff0-\u303f\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3200-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6\U00020000-\U0003ffff"
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4"
    "\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf"
    "\u2b1b\u2b1c\u2b50\u2b55\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff"
)
"""Characters of Chinese and Japanese: Han, kana, bopomofo, and what punctuation and symbols are as wide (UAX 11)."""

_SHARED = "“”‘’—…·\ue000\ue001"
"""What Chinese has in common with other scripts, and the marks of figures, which are Chinese in a Chinese text."""

_LANGUAGES = frozenset({"cdo", "cjy", "cmn", "gan", "hak", "hsn", "ja", "lzh", "nan", "wuu", "yue", "zh"})

_NAMES = (
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strong|sub|sup|time|u|var"
)
_TAG = rf'</?(?:{_NAMES})(?: [^\s=>]+="[^"]*")*>'
_FOOTNOTE = r'<sup id="fnref[^"]*"><a class="footnote-ref" href="[^"]*">[0-9]+</a></sup>'
_BREAK = rf"(\u200b?(?:(?:{_FOOTNOTE}|{_TAG})\u200b?)*)[ \t]*\n[ \t]*(\u200b?(?:{_TAG}\u200b?)*)"
"""A break, with the tags beside it, and U+200B, where a line may be broken without a space."""

_TAGS, _BEFORE = rf"(?:{_TAG})*", rf"(?:{_FOOTNOTE}|{_TAG})*"
_BESIDE_SPACE = (
    rf"(?<=\u200b)({_BEFORE})[ \t]*\n[ \t]*({_TAGS})(?=[^<\s])|(?<=[^>\s])({_BEFORE})[ \t]*\n[ \t]*({_TAGS})(?=\u200b)"
)
"""A break directly beside U+200B."""

_WIDE = "[^\0-\u2e7f]"
"""What may be Han. A text without any is the usual one, and needs none of the expressions below."""


class _Breaks(NamedTuple):
    """What to look for: breaks with nothing beside them, which nearly all are; what may be another; and those, in turn.

    A line break is found at once, and what may stand before one sooner than Han.
    """

    bare: re.Pattern[str]
    rest: re.Pattern[str]
    others: tuple[re.Pattern[str], ...]


@functools.cache
def _breaks(*, with_shared: bool) -> _Breaks:
    """What to look for; compiled when it is needed, since that takes ten milliseconds."""
    beside = _HAN + _SHARED if with_shared else _HAN
    bare = rf"\n(?:(?<=[{_HAN}]\n)(?=[{beside}])|(?<=[{beside}]\n)(?=[{_HAN}]))"
    rest = rf"\n(?<=[{beside} \t>\u200b]\n)[ \t]*(?:[{beside}\u200b]|</?(?:{_NAMES})[ >])"
    may_begin = r"(?=[\u200b< \t\n])"
    others = [rf"{may_begin}(?:(?<=[{_HAN}]){_BREAK}(?=[{beside}])|(?<=[{beside}]){_BREAK}(?=[{_HAN}]))"]
    if with_shared:
        others.append(rf"{may_begin}(?<=[{_HAN}][{_SHARED}]){_BREAK}(?=[{_SHARED}]+[{_HAN}])")
    return _Breaks(re.compile(bare), re.compile(rest), tuple(map(re.compile, others)))


@functools.cache
def _beside_space() -> re.Pattern[str]:
    return re.compile(_BESIDE_SPACE)


_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)


def join_han_lines(clean: str, language: str) -> str:
    """Clean HTML without the line breaks that stand between two Han characters, tags or not; `<pre>` keeps its own.

    Quotation marks, dashes and figures count as Han where `language` (the first part of a tag) is written so and a Han
    character is beside them. CSS Text 4, section 4.1.3, says the same of breaks between wide characters, and of those
    beside U+200B, whatever else stands there.
    """
    if clean.isascii() or (not re.search(_WIDE, clean) and "\u200b" not in clean):
        return clean
    pieces = _PRE.split(clean) if "<pre" in clean else [clean]
    pieces[::2] = [_join(piece, language) for piece in pieces[::2]]
    return "".join(pieces)


def _join(text: str, language: str) -> str:
    breaks = _breaks(with_shared=language in _LANGUAGES)
    text = breaks.bare.sub("", text)
    if breaks.rest.search(text):
        for pattern in breaks.others:
            text = pattern.sub(_without_break, text)
    return _beside_space().sub(r"\1\2\3\4", text) if "\u200b" in text else text


def _without_break(match: re.Match[str]) -> str:
    return "".join(filter(None, match.groups()))
