"""Shares in a text → fractions; and which of two numbers side by side is the whole."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from microsite.checks.facts.fields import Raw
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.shares import Shares
from microsite.checks.facts.surroundings import read_suffix

_WHOLES = frozenset(map(str, (*range(2, 13), 15, 20, 25, 50, 100, 1000, 10_000, 100_000, 1_000_000)))
"""What a share is told of; of other numbers as many are counted as there are."""
_REACH, _NEAR = 40, 12
_LEAST, _FEW = 3, 10
"""“Every second” may be one of 60."""


def with_shares(found: Sequence[Raw], text: str, notation: Notation, shares: Shares) -> list[Raw]:
    """The facts with those that are shares in the place of the numbers in which they are told."""
    kept: list[Raw] = []
    for fact in found:
        share = None
        if fact.kind == "ordinal":
            share = _read_every(fact, text, notation, shares)
        elif fact.kind == "number":
            before = kept[-1] if kept and kept[-1].kind == "number" else None
            share = _read_among(before, fact, text, shares)
            if share and share.start < fact.start and before and share.start == before.start:
                kept.pop()
        kept.append(share or fact)
    return kept


def _read_every(fact: Raw, text: str, notation: Notation, shares: Shares) -> Raw | None:
    """Every fifth; but not every 5th, nor what counts time."""
    place = fact.value.rstrip(".")
    if not place.isdigit() or text[fact.start].isdigit() or int(place) < _LEAST:
        return None
    if not shares.every.search(text[max(0, fact.start - _NEAR) : fact.start]):
        return None
    if read_suffix(text, fact.end, notation)[0].kind == "unit":
        return None
    return fact._replace(kind="fraction", value=canonical(Fraction(1, int(place))), maybe=f"{fact.value}|{place}")


def _read_among(before: Raw | None, fact: Raw, text: str, shares: Shares) -> Raw | None:
    """Three in ten, 每十家企业中有三家, of the second number; or one in ten, whose “one” is no fact of its own."""
    whole, part = (before, fact) if shares.is_whole_first else (fact, before)
    if whole is None or whole.value not in _WHOLES:
        return None
    if part and part.value.isdigit() and 0 < int(part.value) < min(int(whole.value), _FEW):
        first, second = (whole, part) if shares.is_whole_first else (part, whole)
        if shares.between.fullmatch(text, first.end, second.start):
            return _share(int(part.value), int(whole.value), first.start, second.end)
    one = None if shares.is_whole_first else shares.one.search(text[max(0, fact.start - _REACH) : fact.start])
    return _share(1, int(whole.value), max(0, fact.start - _REACH) + one.start(), fact.end) if one else None


def _share(part: int, whole: int, start: int, end: int) -> Raw:
    return Raw("fraction", canonical(Fraction(part, whole)), 1, start, end, str(whole))


def portions_of(found: Sequence[Raw], text: str, begin: int, shares: Shares) -> dict[int, str]:
    """Which of two numbers side by side is the part and which the whole, by where they start: 9 of 14, 14个中有9个.

    `begin` is where the text begins in that in which the facts were found.
    """
    ends = ("whole", "part") if shares.is_whole_first else ("part", "whole")
    sides: dict[int, str] = {}
    for one, two in itertools.pairwise(found):
        is_near = one.kind == two.kind == "number" and two.start - one.end < _REACH
        if is_near and shares.counted.fullmatch(text, one.end - begin, two.start - begin):
            sides |= {one.start: ends[0], two.start: ends[1]}
    return sides
