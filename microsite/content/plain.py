"""Marks of Markdown and HTML in texts that are plain, such as titles: readers see them."""

from __future__ import annotations

import html
import re

_MARKS = (
    (r"!?\[(?P<text>[^\[\]\n]+)\](?:\([^()\s]+(?:\s+\"[^\"\n]*\")?\)|\[[^\[\]\n]*\])", "["),
    (r"(?<![\w*])(?P<mark>\*{1,3})(?![\s*])(?P<text>[^*\n]*[^\s*])(?P=mark)(?![\w*])", "*"),
    (r"(?<![\w_])(?P<mark>_{1,3})(?![\s_])(?P<text>[^_\n]*[^\s_])(?P=mark)(?![\w_])", "_"),
    (r"\*\*(?=\S)(?P<text>[^*\n]*[^\s*])\*\*", "*"),
    (r"~~(?=\S)(?P<text>[^~\n]*[^\s~])~~", "~"),
    (r"(?P<mark>`{1,2})(?!`)(?P<text>[^`\n]+)(?P=mark)(?!`)", "`"),
    (r"\A#{1,6}[ \t]+(?P<text>\S)", "#"),
    (
        r"<(?:br|wbr)\s*/?>(?P<text>)|</?(?:a|abbr|b|del|em|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>",
        "<",
    ),
    (r"\\(?P<text>[*_`\[\]#<>&~|!])", "\\"),
    (r"\{[ \t]*[:#][^{}\n]*\}\Z", "{"),
)
_SIGNS = frozenset("[*_~`#<\\{&")


def find_plain(text: str) -> str:
    """A text as it is meant, without marks; the same if it has none."""
    if _SIGNS.isdisjoint(text):
        return text
    plain = text
    for pattern, sign in _MARKS:
        if sign in plain:
            plain = re.sub(pattern, _inner, plain)
    if "&" in plain:
        plain = re.sub(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});", _character, plain)
    return plain if plain == text else " ".join(plain.split())


def _inner(match: re.Match[str]) -> str:
    return match.groupdict().get("text") or ("" if "br" not in match[0][:4] else " ")


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0])
