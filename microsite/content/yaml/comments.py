"""What stands behind a value and is a comment to YAML: where an editor may have meant text.

A number sign after a space begins a comment: of “Platz #1 in Leipzig” YAML reads “Platz”. Where a space follows the
sign, too, it is a comment to editors as well, unless a number follows: “Platz # 1”.
"""

from __future__ import annotations

import re

_BEHIND = re.compile(r"[ \t]*(?P<mark>#[^\n]*)")
_BELOW = re.compile(r"[ \t]*\n(?P<indent> *)(?P<mark>#\w[^\n]*)")
_NAME = re.compile(r"#[\w-]+:(?:\s|$)")
_MEANT = re.compile(r"#(?:[^\s#!/-]|[ \t]+[0-9])")


def find_behind(text: str, start: int, end: int) -> str:
    """The comment behind a value, "" if there is none.

    Behind a text that may go on in the next line, a line there that begins with “#” is one, too: if it stands further
    right than the text's first line, and does not hide a field.
    """
    behind = _BEHIND.match(text, end)
    if behind:
        return behind["mark"].rstrip()
    below = _BELOW.match(text, end) if end > start else None
    if below and not _NAME.match(below["mark"]) and len(below["indent"]) > _indent(text, start):
        return below["mark"].rstrip()
    return ""


def is_meant(comment: str) -> bool:
    """True of a comment that an editor may have meant as text."""
    return bool(_MEANT.match(comment))


def _indent(text: str, at: int) -> int:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return len(line) - len(line.lstrip(" "))
