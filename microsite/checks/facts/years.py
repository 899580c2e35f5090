"""Parts of time from a month to a century, as a language names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from microsite.checks.facts.expressions import SPACE, Pattern, cased, either, names_by_value, split_names
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

Families = list[tuple[str, Sequence[str]]]

_SHARED = ("y-M-d", "y.M.d", "y/M/d")
"""Dates of every language. Years stand first in them, so that they mean one day."""
_ZONED = "{clock} 'GMT|UTC'"
EARLY = ("early", "mid", "late")
"""The parts of a month, a year or a decade."""


class Years(NamedTuple):
    """How a language names what is longer than a day. Words are in small letters."""

    centuries: Mapping[str, int]
    """The first two digits of years, by what names a century before a decade."""
    tens: Mapping[str, str]
    """The last two digits of a decade’s first year, by its name: eighties."""
    ages_before: Pattern
    """What makes an age of a decade: her 40s."""
    aged: Pattern
    """What may make an age of a number in words behind it: under twelve."""
    people_before: tuple[str, ...]
    """What makes those of an age of a number behind it and a hyphen: under-18s."""
    spans: Mapping[str, int]
    """Words that are so many years behind what `spans_after` looks for: a decade."""
    spans_after: Pattern
    jubilees: Mapping[str, int]
    parts: Mapping[str, str]
    """What words for parts of a year are compared as: early, mid, late, a season, H1, H2."""
    counted: tuple[str, ...]
    """What makes “three quarters” of “third quarter”, before it: 前三季度."""


def make_years(table: Table) -> Years:
    """What the table of a language has of them."""
    decades, parts = table.get("decades", {}), table.get("parts", {})
    named = names_by_value(parts) | names_by_value(parts.get("alone", {}))
    early = either(names for key in EARLY for names in split_names(parts.get(key, "")))
    own = either(split_names(decades.get("ages", "")))
    return Years(
        {name: int(key) for name, key in names_by_value(decades.get("centuries", {})).items()},
        {name.lower(): key for name, key in names_by_value(decades.get("words", {})).items()},
        re.compile(rf"\b(?:{own})(?:{SPACE}{{1,2}}(?:{early}))?[-{SPACE[1:-1]}]{{0,2}}\Z", re.IGNORECASE),
        _after(decades.get("aged", "")),
        tuple(cased(dict.fromkeys(split_names(decades.get("people", ""))))),
        _numbers(decades.get("years", {})),
        _after(decades.get("years-after", "")),
        _numbers(decades.get("jubilees", {})),
        {name.lower(): key for name, key in named.items()},
        tuple(split_names(parts.get("counted", ""))),
    )


def _numbers(table: Table) -> dict[str, int]:
    return {name.lower(): int(number) for name, number in names_by_value(table).items()}


def _after(names: str) -> Pattern:
    return re.compile(rf"\b(?:{either(split_names(names))}){SPACE}{{1,2}}\Z", re.IGNORECASE)


def find_names(table: Table) -> dict[str, Iterable[str]]:
    """The words of the fields that stand for parts of time."""
    decades, parts = table.get("decades", {}), table.get("parts", {})
    early = {name for key in EARLY for name in split_names(parts.get(key, ""))}
    return {
        "{century}": names_by_value(decades.get("centuries", {})),
        "{tens}": names_by_value(decades.get("words", {})),
        "{part}": early,
        "{years}": names_by_value(decades.get("years", {})) | names_by_value(decades.get("jubilees", {})),
        "{season}": (names_by_value(parts).keys() - early - {*split_names(parts.get("counted", ""))})
        | names_by_value(parts.get("alone", {})).keys(),
    }


def _with_ending(pattern: str) -> str:
    """A pattern of CLDR with what people write behind the first day of a month: 1er novembre, 1.º de mayo."""
    return re.sub("(?<![a-z'])d(?= (?:'[^']*' )?MMMM)", "d[{ending}]", pattern)


def find_families(table: Table, patterns: Sequence[str]) -> Families:
    """The patterns by what they mean; `patterns` are the dates of a language that has no table."""
    decades, dates, parts, times = (table.get(name, {}) for name in ("decades", "dates", "parts", "times"))
    return [
        ("decade", [*decades.get("patterns", []), "{tens}"]),
        ("quarter", parts.get("quarters", [])),
        ("half", parts.get("halves", [])),
        ("date", [*(dates.get("patterns") or map(_with_ending, patterns)), *_SHARED]),
        ("age", decades.get("age-patterns", [])),
        ("season", ["{season}"]),
        ("years", ["{years}"]),
        ("span", times.get("spans", [])),
        ("time", [_ZONED, *times.get("patterns", ["H:mm–H:mm", "H:mm[:ss]"]), "{moment}"]),
        ("ordinal", table.get("ordinals", {}).get("lists", [])),
    ]
