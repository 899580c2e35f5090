"""Dates, times and decades as they are written → as they are compared."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from typing import NamedTuple

from microsite.checks.facts.characters import read_han
from microsite.checks.facts.joined import read_cardinal
from microsite.checks.facts.notation import Notation
from microsite.i18n.spelling import Spelled

DEADLINE = 3
"""The strength of a date after “before” or “until”: what is a day apart may be the same."""


class Raw(NamedTuple):
    """A fact within a text: `strength` as in `facts.Fact`, `start` and `end` as offsets."""

    kind: str
    value: str
    strength: int
    start: int
    end: int
    maybe: str = ""

    def moved(self, spelled: Spelled) -> Raw:
        """The same in the text that was spelled so."""
        start, end = spelled.origin(self.start, self.end)
        return self._replace(start=start, end=end)


class _Part(NamedTuple):
    """One of the two moments of a range, by the fields that are written; where it stands."""

    fields: Mapping[str, str]
    start: int
    end: int


def read_moment(match: re.Match[str], notation: Notation) -> list[Raw]:
    """The facts of a match of the notation’s grammar; none if it is not a date or time after all."""
    family = match.lastgroup or ""
    parts = _parts(match, notation.fields[family])
    if family.startswith("decade"):
        return _decade(match, parts[0], notation)
    facts = _dates(match, parts, notation) if family.startswith("date") else _times(match, parts, notation)
    return facts if all(facts) else []


def _parts(match: re.Match[str], fields: tuple[tuple[str, str], ...]) -> list[_Part]:
    parts: list[_Part] = []
    written: dict[str, str] = {}
    start = end = match.start()
    for field, group in fields:
        text = match[group]
        if text is None:
            continue
        if field in written:
            parts.append(_Part(written, start, end))
            written, start = {}, match.start(group)
        written[field] = text
        end = match.end(group)
    return [*parts, _Part(written, start, match.end())]


def _dates(match: re.Match[str], parts: list[_Part], notation: Notation) -> list[Raw]:
    found = []
    for number, part in enumerate(parts):
        other = parts[1 - number].fields if len(parts) == 2 else {}
        fields = dict(part.fields)
        if "M" in fields or "MMMM" in fields:
            shared = {"y": other["y"]} if "y" in other else {}
        else:
            shared = {name: text for name, text in other.items() if name != "d"}
        is_month_first = list(fields)[:1] == ["M"]
        date = _date(shared | fields, notation, is_slashed="/" in match[0], is_month_first=is_month_first)
        if date is None:
            return []
        is_short = part is parts[-1] and "d" in fields and not {"y", "MMMM"} & {*fields, *other}
        if is_short and match[0].endswith(".") and not _is_day_and_month(match, part, notation):
            return []
        strength = 2 if fields.keys() & {"d", "y"} else 1
        if strength == 2 and _is_deadline(match, notation):
            strength = DEADLINE
        kind, value = ("year", date.removesuffix("-?-?")) if date.endswith("-?-?") else ("date", date)
        found.append(Raw(kind, value, strength, part.start, part.end))
    return found


def _is_deadline(match: re.Match[str], notation: Notation) -> bool:
    text = match.string
    if any(text.startswith(word, match.end()) for word in notation.limits_after):
        return True
    return notation.limit.search(text[max(0, match.start() - 30) : match.start()]) is not None


def _is_day_and_month(match: re.Match[str], part: _Part, notation: Notation) -> bool:
    """True of “16.11.”, and of “am 2.4.”; a version at the end of a sentence looks the same."""
    if len(part.fields["d"]) == 2 and len(part.fields.get("M", "")) == 2:
        return True
    before = match.string[max(0, match.start() - 6) : match.start()]
    return notation.before_short_dates.search(before) is not None


def _date(fields: Mapping[str, str], notation: Notation, *, is_slashed: bool, is_month_first: bool) -> str | None:
    """The date of some fields. In 11/5 the locale decides the order: English has both, its pattern one."""
    year = _number(fields.get("y"), notation)
    month = _number(fields.get("M"), notation)
    day = _number(fields.get("d"), notation)
    if "MMMM" in fields:
        month = notation.words.months.get(fields["MMMM"].rstrip("."))
    if is_slashed and is_month_first and notation.is_day_first and month and day and day <= 12:
        month, day = day, month
    if is_slashed and month and day and month > 12 >= day:
        month, day = day, month
    exists = 0 < (month or 1) <= 12 and 0 < (day or 1) <= calendar.monthrange(year or 2000, month or 1)[1]
    if not exists and not (day and ("MMMM" in fields or (month and (year or notation.han)))):
        return None  # with the month’s name or a year, it is meant as a date, even if it does not exist
    return f"{year or '?'}-{_two(month)}-{_two(day)}"


def _two(value: int | None) -> str:
    return "?" if value is None else f"{value:02}"


def _number(text: str | None, notation: Notation) -> int | None:
    if text is None or (text.isascii() and text.isdigit()):
        return None if text is None else int(text)
    return read_han(text, notation.han) if notation.han else read_cardinal(text, notation.words.spelling)


def _times(match: re.Match[str], parts: list[_Part], notation: Notation) -> list[Raw]:
    clock, half = notation.clock, parts[-1].fields.get("a")
    if clock.is_half_first:
        before = match.string[max(0, match.start() - 5) : match.start()].rstrip()
        half = next((word for word in clock.morning + clock.afternoon if before.endswith(word)), half)
    found = []
    for part in parts:
        fields = part.fields
        hour = _number(fields.get("H") or fields.get("h") or fields.get("{hour}"), notation)
        minute = _number(fields.get("mm"), notation) or clock.minutes.get(fields.get("{minutes}", ""), 0)
        second = int(fields.get("ss") or 0)
        if hour is None:
            return []
        own = fields.get("a") or half
        if own and 0 < hour <= 12:
            hour = hour % 12 + (12 if own in clock.afternoon else 0)
        if minute < 0:  # a quarter to three
            hour, minute = hour - 1, minute + 60
        is_vague = not own and match[0].endswith(clock.rough)
        value = f"{hour:02}:{minute:02}" + (f":{second:02}" if second else "")
        found.append(Raw("time", value, 0 if is_vague else 2, part.start, part.end))
    return found


def _decade(match: re.Match[str], part: _Part, notation: Notation) -> list[Raw]:
    """The decade by its first year. Without a century it is 1920s to 1990s, 2000s or 2010s."""
    century, written = part.fields.get("{century}"), part.fields["{decade}"]
    if not written.isascii() and notation.han:
        written = str(read_han(written, notation.han))
    if len(written) == 2:
        written = f"{notation.clock.centuries[century] if century else 20 if int(written) < 20 else 19}{written}"
    return [Raw("decade", f"{written}s", 2, match.start(), match.end())]
