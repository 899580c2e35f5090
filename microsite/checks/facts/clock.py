"""Times of day: how a language tells them → a clock, and what is written → as it is compared.

An hour of twelve without its half of the day is compared as both: 08:15/20:15.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from microsite.checks.facts.expressions import GAP, SPACE, Pattern, either, names_by_value, split_names
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

_HALF, _DAY = 12, 24
_REACH = 30
_NEAR = 60
"""How many characters around an hour its half of the day is looked for; in the same sentence."""
_SENTENCE = re.compile(r"[.!?。！？；\n\0](?=\s|[^\x00-\x7f]|\Z)")


class Clock(NamedTuple):
    """How a language tells the time."""

    written: str
    """The pattern by which a time is written."""
    spoken: str
    """The same in words: 上午8点."""
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    names: tuple[str, ...]
    """All that names a part of the day beside an hour."""
    periods: Mapping[str, int]
    """The first of the twelve hours that go with a part of the day: 12 for the afternoon, so that 12 is noon."""
    before: Pattern
    """A part of the day at the end of what stands before an hour."""
    near: Pattern
    """One anywhere."""
    minutes: Mapping[str, int]
    """What is said for minutes, also of those that the hour lacks yet: y media, menos cuarto."""
    moments: Mapping[str, str]
    """Words for a time: noon."""
    rough: tuple[str, ...]
    """The endings of what is as like as not no time: 三点, three points."""
    rough_in_words: tuple[str, ...]
    """The same of hours in words alone: 一时, for a moment."""
    sure: tuple[str, ...]
    """What makes it a time all the same, before it: 5日三点."""


class Hour(NamedTuple):
    """One time as it is written: `hour` and `minute` as numbers, `period` the part of the day beside it."""

    hour: int
    minute: int
    second: int
    period: str | None
    is_open: bool
    """True if it has twelve hours and may be of either half of the day."""


def make_clock(table: Table) -> Clock:
    """The clock of a language’s table."""
    times = table.get("times", {})
    am, pm = (tuple(split_names(times.get(name, ""))) for name in ("am", "pm"))
    own = {name: int(first) for name, first in names_by_value(times.get("periods", {})).items()}
    is_first = any(pattern.startswith("[a]") for pattern in times.get("patterns", []))
    spoken = [*own, *(am + pm if is_first else ())]
    periods = dict.fromkeys(am, 0) | dict.fromkeys(pm, 12) | own
    links = either(split_names(times.get("before", "")))
    return Clock(
        times.get("written", "H:mm"),
        times.get("spoken", times.get("written", "H:mm")),
        am,
        pm,
        tuple(periods),
        {name.lower(): first for name, first in periods.items()},
        re.compile(rf"({either(spoken)}),?{GAP}(?:(?:{links}){GAP})?\Z", re.IGNORECASE),
        re.compile(rf"(?:{either(spoken)})", re.IGNORECASE),
        {name.lower(): int(minutes) for name, minutes in names_by_value(times.get("minutes", {})).items()},
        {name.lower(): time for name, time in names_by_value(times.get("words", {})).items()},
        tuple(split_names(times.get("rough", ""))),
        tuple(split_names(times.get("rough-in-words", ""))),
        tuple(split_names(times.get("sure", ""))),
    )


def find_period(text: str, start: int, clock: Clock) -> str | None:
    """The part of the day that stands before an hour."""
    match = clock.before.search(text[max(0, start - _REACH) : start])
    return match[1] if match and _plain(match[1]) in clock.periods else None  # ſ is an s to expressions alone


def start_of_period(text: str, start: int, clock: Clock) -> int:
    """Where the part of the day begins that stands right before an hour; where that does if none does."""
    match = clock.before.search(text[max(0, start - _REACH) : start])
    return max(0, start - _REACH) + match.start() if match and match.end() == match.end(1) else start


def is_period_near(text: str, start: int, end: int, clock: Clock) -> bool:
    """True if the sentence names a part of the day elsewhere."""
    before = _SENTENCE.split(text[max(0, start - _NEAR) : start])[-1]
    return clock.near.search(before + "\0" + _SENTENCE.split(text[end : end + _NEAR])[0]) is not None


def place(hours: Sequence[Hour], clock: Clock) -> list[str]:
    """One or two times of day as they are compared; what belongs to one of a range belongs to the other, too."""
    whole = [_place(hour, hour.period, clock) for hour in hours]
    if len(hours) == 2:
        first, second = hours
        if second.period and not first.period:  # 2–4 pm, 9 to 5 pm
            early = _place(first, second.period, clock)
            whole[0] = early if _is_before(early, whole[1], hours) else first.hour
        elif first.period and not second.period:
            late = _place(second, first.period, clock)
            whole[1] = late if _is_before(whole[0], late, hours) or second.hour > _HALF else late + _HALF
    is_placed = any(hour.period for hour in hours)
    return [_write(own, hour, is_placed=is_placed) for own, hour in zip(whole, hours, strict=True)]


def _is_before(early: int, late: int, hours: Sequence[Hour]) -> bool:
    return (early, hours[0].minute) < (late, hours[1].minute)


def _place(hour: Hour, period: str | None, clock: Clock) -> int:
    """The hour of 24 in a part of the day; more if that goes on after midnight."""
    if period is None or not 0 < hour.hour <= _HALF:
        return hour.hour
    first = clock.periods[_plain(period)]
    return first + (hour.hour - first) % _HALF


def _plain(period: str) -> str:
    """As in `Clock.periods`."""
    return re.sub(f"{SPACE}+", " ", period).strip().lower()


def _write(whole: int, hour: Hour, *, is_placed: bool) -> str:
    whole, minute = (whole, hour.minute) if hour.minute >= 0 else (whole - 1, hour.minute + 60)
    if is_placed or whole == _DAY or whole < 0:
        whole %= _DAY
    after = f":{minute:02}" + (f":{hour.second:02}" if hour.second else "")
    if hour.is_open and not is_placed and 0 < hour.hour <= _HALF:
        return "/".join(f"{half:02}{after}" for half in (whole % _HALF, whole % _HALF + _HALF))
    return f"{whole:02}{after}"
