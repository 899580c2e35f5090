"""What other programs make of a text without quotation marks: YAML 1.2, 10.3 (Core Schema).

Here `2025`, `no` and `1.20` are texts, for dates, digests and figures are read as they are written. Most programs take
some of them for numbers, and write 1.2 where 1.20 was.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN)"
)
_KEPT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_DIGITS = 15
"""A double holds every number of so many digits (IEEE 754)."""


def is_number(text: str) -> bool:
    """True of what other programs take for a number."""
    return bool(_NUMBER.fullmatch(text))


def is_flag(text: str) -> bool:
    """True of what other programs take for true or false."""
    return text in ("true", "True", "TRUE", "false", "False", "FALSE")


def is_rewritten(text: str) -> bool:
    """True of a number that programs which count with doubles write otherwise: 1.20, 007, 1234e567."""
    digits = sum(character.isdigit() for character in text)
    return is_number(text) and (not _KEPT.fullmatch(text) or digits > _DIGITS or text == "-0")
