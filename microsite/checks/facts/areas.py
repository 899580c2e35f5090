"""What is told by the area: 500公斤/亩 and 7,5 Tonnen pro Hektar are as much."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from microsite.checks.facts.expressions import GAP, NOTHING, SPACE, Pattern, either, names_by_value, split_names
from microsite.i18n.tables import Table

_REACH = 12


class Areas(NamedTuple):
    """How a language says by which area something is counted; make it with `make_areas`."""

    sizes: Mapping[str, Fraction]
    """Square metres by the names of units."""
    behind: Pattern
    before: Pattern
    """A name at the end of what stands before a number: 亩产."""


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
        re.compile(f"{noun}{GAP}(?:/|(?:{per})){GAP}({either(behind)})") if behind else re.compile(NOTHING),
        re.compile(f"({either(before)})[^0-9，。；、\\s]{{0,6}}\\Z") if before else re.compile(NOTHING),
    )


def find_area(text: str, start: int, end: int, areas: Areas) -> Fraction | None:
    """By how many square metres a number from `start` to `end` counts; None if it does not."""
    match = areas.behind.match(text, end) or areas.before.search(text[max(0, start - _REACH) : start])
    return areas.sizes.get(re.sub(r"\s+", " ", match[1])) if match else None
