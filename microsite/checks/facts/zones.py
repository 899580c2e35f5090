"""The time zone that is named beside a time of day: 20:00 in Beijing is 13:00 in Berlin in winter, 14:00 in summer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from microsite.checks.facts.expressions import GAP, Pattern, either, end_of, split_names
from microsite.checks.facts.measures import read_table
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

ANYWHERE = "?Z"
"""The reading of a time that is local, wherever that is."""
_REACH = 24
_DAY = 24 * 60


class Zones(NamedTuple):
    """How a language names time zones; make it with `make_zones`."""

    offsets: Mapping[str, tuple[str, ...]]
    """By name, how many minutes each zone of that name is ahead of UTC; “?” of local time."""
    behind: Pattern
    before: Pattern
    """A name in the same clause at the end of what stands before, maybe with a date in between."""


def make_zones(table: Table, *, is_han: bool) -> Zones:
    """The zones by the abbreviations that all languages use, and by the names of a language’s table."""
    offsets: dict[str, list[str]] = defaultdict(list)
    for rows in (read_table()["zones"], table.get("times", {}).get("zones", {})):
        for offset, names in rows.items():
            for name in split_names(names):
                offsets[name].append(offset)
    names = either(offsets)
    end = "(?![A-Za-z])" if is_han else end_of(offsets)
    return Zones(
        {name: tuple(found) for name, found in offsets.items()},
        re.compile(f"(?:{GAP}[(（,]?|[^.!?;。；\n\0(（]{{0,20}}[(（]){GAP}({names}){end}"),
        re.compile(f"({names})[^.!?。！？；，,\n\0]{{0,16}}\\Z") if is_han else re.compile("(?!)"),
    )


def find_zone(text: str, start: int, ends: Iterable[int], zones: Zones) -> tuple[str, ...]:
    """The offsets of the zone that is named behind one of the ends of a time, or before it; none if none is named."""
    behind = (zones.behind.match(text, end) for end in ends)
    match = next(filter(None, behind), None) or zones.before.search(text[max(0, start - _REACH) : start])
    return zones.offsets.get(re.sub(r"\s+", " ", match[1]), ()) if match else ()


def universal(times: str, offsets: Iterable[str]) -> str:
    """A time of day (08:15, or 08:15/20:15) of zones as it is in UTC, each reading with a Z, “|” between them."""
    return "|".join(
        ANYWHERE if offset == "?" else _shift(one, int(offset)) for one in times.split("/") for offset in offsets
    )


def _shift(time: str, offset: int) -> str:
    hours, minutes = int(time[:2]), int(time[3:5])
    there = (60 * hours + minutes - offset) % _DAY
    return f"{there // 60:02}:{there % 60:02}{time[5:]}Z"  # with its seconds


def may_be_at_once(one: str, two: str) -> bool:
    """True if readings of two times, as `universal` gives them, may be one moment of the day; not if one has none."""
    first, second = ({*readings.split("|")} - {""} for readings in (one, two))
    if ANYWHERE in first and ANYWHERE in second:  # both are of the place where it happens
        return False
    return bool(first & second) or (bool(first and second) and ANYWHERE in first | second)
