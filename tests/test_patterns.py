"""Each regular expression of the package takes time in proportion, or of its square at most, whatever it is given.

The patterns are found, not listed: all that modules of the package have compiled, also in tables and tuples. Each reads
texts made of its own letters, which are what it can go back and forth in.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache

import pytest

import microsite
from microsite.markup.clean import TAG
from microsite.publish.gleaning import _ATTRIBUTES

SMALL, LARGE = 100, 400
_SQUARE = (LARGE / SMALL) ** 2
"""So many times as long may the larger text take; a cube takes 64 times as long."""

_SLOW = 0.008
"""Seconds: a square takes less for the larger text, on any machine that runs these tests."""

BOUNDED = {"microsite.files.engine._METADATA.0": "the name of a folder of Python's, of 255 letters at most"}
"""What takes more, and why no text of a stranger comes there."""

NOT_IMPORTED = ("microsite.__main__", "microsite.engine.cluster")
"""What runs when it is imported, and what needs a package that not every machine has."""


@cache
def find_patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """All patterns of the package by where they stand."""
    found = {}
    for module in pkgutil.walk_packages(microsite.__path__, "microsite."):
        if not module.name.startswith(NOT_IMPORTED):
            for name, value in vars(importlib.import_module(module.name)).items():
                for number, pattern in enumerate(_find(value, 2)):
                    found[f"{module.name}.{name}.{number}"] = pattern
    return {place: pattern for place, pattern in found.items() if _is_first(place, pattern, found)}


def _find(value: object, depth: int) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, (tuple, list)):
        for one in value:
            yield from _find(one, depth - 1)
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from _find(one, depth - 1)


def _is_first(place: str, pattern: object, found: dict[str, re.Pattern[str] | re.Pattern[bytes]]) -> bool:
    return next(other for other, one in found.items() if one is pattern) == place


def list_pieces(pattern: re.Pattern[str] | re.Pattern[bytes]) -> list[str]:
    """What a pattern may stumble over: its own letters and words, what many patterns repeat, and pairs of these."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    own = re.sub(r"\\[wWsSdDbBAZ]|\(\?[a-zA-Z<!=:>-]*|[\[\](){}?*+|^$.]", " ", text).replace("\\", "")
    words = list(dict.fromkeys(word for word in own.split() if len(word) < 12))[:12]
    letters = list(dict.fromkeys(letter for letter in own if not letter.isalnum()))[:8]
    common = ["a", " ", "1", "\n", "-", "<", '"', "'", "字"]
    return [*words, *letters, *common, *(word + other for word in words[:6] for other in ("a", " ", "1"))]


def run(pattern: re.Pattern[str] | re.Pattern[bytes], text: str) -> float:
    """Seconds that a pattern takes for a text: as a whole, and to be sought all through."""
    begun = time.process_time()
    if isinstance(pattern.pattern, bytes):
        data = text.encode()
        pattern.fullmatch(data)
        sum(1 for _ in pattern.finditer(data))
    else:
        pattern.fullmatch(text)
        sum(1 for _ in pattern.finditer(text))
    return time.process_time() - begun


def test_all_patterns_are_found() -> None:
    places = find_patterns()
    assert len(places) > 250
    assert {id(one) for one in (TAG, _ATTRIBUTES)} <= {id(one) for one in places.values()}


def find_excess(place: str) -> str:
    """For which text a pattern takes more than the square of its length, "" if for none."""
    pattern = find_patterns()[place]
    for piece in list_pieces(pattern):
        for last in ("", "!"):
            large, small = ((piece * size)[:size] + last for size in (LARGE, SMALL))
            if run(pattern, large) < _SLOW:
                continue
            slow, quick = (min(run(pattern, text) for _ in range(3)) for text in (large, small))
            if slow > _SLOW and slow > 2 * _SQUARE * quick:
                return f"{piece!r}, {last!r}: {slow / quick:.0f} times as long"
    return ""


@pytest.mark.law(every=3)
@pytest.mark.parametrize("place", [place for place in find_patterns() if place not in BOUNDED])
def test_no_pattern_takes_more_than_the_square(place: str) -> None:
    assert find_excess(place) == ""


@pytest.mark.parametrize("place", BOUNDED)
def test_what_is_excused_has_a_reason_to_be(place: str) -> None:
    assert find_excess(place)
