"""What is told by the area: 500公斤/亩 and 7,5 Tonnen pro Hektar are as much."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from microsite.checks.facts.expressions import GAP, SPACE, Pattern, either, names_by_value, split_names
from microsite.i18n.tables import Table

_REACH = 12


class Areas(NamedTuple):
    """How a language says by which area something is counted; make it with `make_areas`."""

    sizes: Mapping[str, Fraction]
    """Square metres by the names of units."""
    behind: str
    before: str
    """The expressions of a name behind a number, and at the end of what stands before it: 亩产. Few texts need them."""


def make_areas(table: Table, units: Mapping[str, tuple[str, Fraction]]) -> Areas:
    """Those of a language’s table, by what all units are counted in."""
    squares = {key: size for key, (base, size) in units.items() if base == "m2"}
    rates = table.get("rates", {})
    behind, before = (
        {name: squares[key] for name, key in names_by_value(names).items() if key in squares}
        for names in (table.get("units", {}), rates.get("before", {}))
    )
    noun = "" if table.get("style") == "han" else rf"(?:{SPACE}[^\W\d_]+){{0,2}}?"  # of rice
    per = either(split_names(rates.get("per", "")))
    return Areas(
        behind | before,
        f"{noun}{GAP}(?:/|(?:{per})){GAP}({either(behind)})",
        f"({either(before)})[^0-9，。；、\\s]{{0,6}}\\Z",
    )


@functools.cache
def _compile(expression: str) -> Pattern:
    return re.compile(expression)


def find_area(text: str, start: int, end: int, areas: Areas) -> Fraction | None:
    """By how many square metres a number from `start` to `end` counts; None if it does not."""
    match = _compile(areas.behind).match(text, end) or _compile(areas.before).search(
        text[max(0, start - _REACH) : start]
    )
    return areas.sizes.get(re.sub(r"\s+", " ", match[1])) if match else None
