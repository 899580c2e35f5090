"""Where a picture stands in clean HTML: alone in its place, or within a line."""

from __future__ import annotations

import re

OPENING = r"<(?:p|li|dd|t[dh])(?: [^\s=>]+=\"[^\"]*\")*>"
CLOSING = r"</(?:p|li|dd|t[dh])>"
"""The tags around a picture that has a paragraph, an item or a cell for its own: it may be a figure with a caption."""

_OPENING, _CLOSING = re.compile(OPENING), re.compile(CLOSING)


def stands_alone(text: str, start: int, end: int) -> bool:
    """True of the picture at that place of clean HTML if nothing stands beside it in its paragraph, item or cell."""
    before = text.rfind("<", 0, start)
    return bool(_OPENING.fullmatch(text, max(before, 0), start) and _CLOSING.match(text, end))
