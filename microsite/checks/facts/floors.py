"""Floors: an ordinal or a number of a storey → the fact that it is, as languages count them.

The third floor of a house is 4楼 in Chinese, and the fourth one in the United States; no number beside it is.
"""

from __future__ import annotations

import functools
import re

from microsite.checks.facts.expressions import Pattern, either
from microsite.checks.facts.fields import Raw
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.sums import NEXT_WORD

_FLOOR = " floor"
_MOST = 200
"""No house has more."""


def as_floor(fact: Raw, text: str, end: int, notation: Notation) -> Raw:
    """The fact, of a floor if a word for that follows its number, or the list of it, that ends at `end`."""
    place = fact.value.rstrip(".")
    if not notation.words.floors or not place.isdigit() or not _is_at(text, end, notation):
        return fact
    above = "" if notation.han else f"|{int(place) + 1}.{_FLOOR}"
    return fact._replace(value=f"{place}.{_FLOOR}", maybe=f"{place}.|{place}{above}")


def with_floors(found: list[Raw], text: str, notation: Notation) -> list[Raw]:
    """The facts with the numbers of a list of floors as what they are: floors 2 and 3, Etage 4; 2至4楼."""
    words = notation.words.floors
    if not any(word in text for word in words):
        return found
    begins = set() if notation.han else {match.end() for match in _behind(words).finditer(text)}
    order = range(len(found))
    floors = list(found)
    listed: Raw | None = None
    for place in reversed(order) if notation.han else order:
        fact = floors[place]
        first, second = (fact, listed) if notation.han else (listed, fact)
        if fact.start in begins or (first and second and _is_list(text, first.end, second.start, notation)):
            floors[place] = fact = _number_as_floor(fact, notation)
        listed = fact if floor_of(fact.value) else None
    return floors


def _is_list(text: str, end: int, start: int, notation: Notation) -> bool:
    """True of what stands between two figures of a list: a comma, and, to, –."""
    between = notation.range.match(text, end)
    return text[end:start].strip() in (",", "、") or (between is not None and between.end() == start)


@functools.cache
def _behind(words: frozenset[str]) -> Pattern:
    """A word for floors and the space behind it."""
    return re.compile(rf"(?<!\w)(?:{either(words)})[ \u00a0](?=\d)")


def _number_as_floor(fact: Raw, notation: Notation) -> Raw:
    """A bare number as a floor; any other fact as it is."""
    place = int(fact.value) if fact.kind in ("number", "token") and fact.value.isdigit() else 0
    if not 0 < place < _MOST:
        return fact
    kind, above = ("number", "") if notation.han else ("ordinal", f"|{place + 1}.{_FLOOR}")
    return fact._replace(kind=kind, value=f"{place}.{_FLOOR}", maybe=f"{place}.|{place}{above}")


def _is_at(text: str, end: int, notation: Notation) -> bool:
    if notation.han:
        return text[end : end + 1] in notation.words.floors
    following = NEXT_WORD.match(text, end)
    return following is not None and following[1] in notation.words.floors


def floor_of(value: str) -> int:
    """Which floor the value of a fact is, as it is counted there; 0 of what is none."""
    return int(value.partition(".")[0]) if value.endswith(_FLOOR) else 0
