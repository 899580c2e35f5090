"""Floors: an ordinal or a number of a storey → the fact that it is, as languages count them.

The third floor of a house is 4楼 in Chinese, and the fourth one in the United States; no number beside it is.
"""

from __future__ import annotations

from microsite.checks.facts.fields import Raw
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.sums import NEXT_WORD

_FLOOR = " floor"


def as_floor(fact: Raw, text: str, end: int, notation: Notation) -> Raw:
    """The fact, of a floor if a word for that follows its number, or the list of it, that ends at `end`."""
    place = fact.value.rstrip(".")
    if not notation.words.floors or not place.isdigit() or not _is_at(text, end, notation):
        return fact
    above = "" if notation.han else f"|{int(place) + 1}.{_FLOOR}"
    return fact._replace(value=f"{place}.{_FLOOR}", maybe=f"{place}.|{place}{above}")


def _is_at(text: str, end: int, notation: Notation) -> bool:
    if notation.han:
        return text[end : end + 1] in notation.words.floors
    following = NEXT_WORD.match(text, end)
    return following is not None and following[1] in notation.words.floors


def floor_of(value: str) -> int:
    """Which floor the value of a fact is, as it is counted there; 0 of what is none."""
    return int(value.partition(".")[0]) if value.endswith(_FLOOR) else 0
