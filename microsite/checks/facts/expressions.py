"""Pieces of the regular expressions in which notations are written."""

from __future__ import annotations

import re
from collections.abc import Iterable

Pattern = re.Pattern[str]

SPACE = "[\\s*_\u00a0]"
"""What may stand inside a figure: emphasis, too."""
GAP = f"{SPACE}{{0,4}}"
MARKS = "[-–—~～‑−]"
"""Of ranges."""
NO_LETTER = r"(?![^\W\d_])"
"""The end of a word."""


def split_names(names: str) -> list[str]:
    """The names of a line of a table."""
    return [name for name in names.split(", ") if name]


def either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first; one that matches nothing if there are none."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", f"{SPACE}{{1,2}}") for word in longest_first) or "(?!)"


def either_word(words: Iterable[str], *, is_han: bool) -> str:
    """The same of whole words, where a language has spaces between them."""
    return either(words) if is_han else rf"(?<![^\W\d_])(?:{either(words)}){NO_LETTER}"
