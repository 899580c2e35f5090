"""What is told by the area: 500公斤/亩 and 7,5 Tonnen pro Hektar are as much."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from fractions import Fraction

from microsite.checks.facts.expressions import GAP, SPACE, Pattern, either, names_by_value, split_names
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

_REACH = 12


class Areas(NamedTuple):
    """How a language says by which area something is counted; make it with `make_areas`."""

    sizes: Mapping[str, Fraction]
    """Square metres by the names of units."""
    behind: str
    before: str
    """The expressions of a name behind a number, and at the end of what stands before it: 亩产. Few texts need them."""


def make_areas(table: Table, units: Mapping[str, tuple[str, Fraction]], symbols: dict[str, str]) -> Areas:
    """Those of a language’s table and of the symbols, by what all units are counted in."""
    squares = {key: size for key, (base, size) in units.items() if base == "m2"}
    rates = table.get("rates", {})
    behind, before = (
        {name: squares[key] for name, key in names.items() if key in squares}
        for names in (symbols | names_by_value(table.get("units", {})), names_by_value(rates.get("before", {})))
    )
    noun = "" if table.get("style") == "han" else rf"(?:{SPACE}[^\W\d_]+){{0,2}}?"  # of rice
    per = either(split_names(rates.get("per", "")))
    return Areas(
        behind | before,
        f"{noun}{GAP}(?:/|(?:{per})){GAP}({either(behind)})(?![A-Za-z0-9])",
        f"({either(before)})[^0-9，。；、\\s]{{0,6}}\\Z",
    )


@functools.cache
def _compile(expression: str) -> Pattern:
    return re.compile(expression)


class Area(NamedTuple):
    """By how many square metres a number counts, and where the number starts and ends with that."""

    size: Fraction
    start: int
    end: int


def find_area(text: str, start: int, end: int, areas: Areas) -> Area | None:
    """By which area a number from `start` to `end` counts; None if it does not."""
    begin = max(0, start - _REACH)
    if behind := _compile(areas.behind).match(text, end):
        return _area(behind, areas, start, behind.end())
    before = _compile(areas.before).search(text[begin:start])
    return _area(before, areas, begin + before.start(), end) if before else None


def _area(match: re.Match[str], areas: Areas, start: int, end: int) -> Area | None:
    size = areas.sizes.get(re.sub(r"\s+", " ", match[1]))
    return Area(size, start, end) if size else None
