"""Dates as they are written → as they are compared."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping

from microsite.checks.facts.fields import DEADLINE, Moment, Raw, Slot, beside_part, read_number
from microsite.checks.facts.notation import Notation

_FUTURE = 50
"""From here on two digits are a year of the last century."""
_BEHIND = re.compile(r"[,;:)/–-]|\s(?P<word>[^\W\d_])")
"""What no sentence ends before, if it is no capital letter."""
_LISTED = re.compile(r"[0-9]\.[0-9]{1,2}\.(?:,\s?|\s(?P<word>[^\W\d_]))[^.!?0-9]{0,20}\Z")
"""A day and a month before another one of a list."""
_REACH = 30


def read_dates(match: re.Match[str], parts: list[Moment], notation: Notation) -> list[Raw]:
    """The dates of a match, each with what the others say for it; none if one of them is no date after all."""
    parts = [one for part in parts for one in _each_month(part, notation)] if notation.han else parts
    found: list[Raw] = []
    may_be_versions = not notation.han and "/" not in match[0] and not _is_day_and_month(match, parts[-1], notation)
    for number, part in enumerate(parts):
        fields = {name: field.text for name, field in part.fields.items()}
        others = [other.fields for place, other in enumerate(parts) if place != number]
        shared = {name: field.text for other in reversed(others) for name, field in other.items()}
        shared.pop("{part}", None)
        if fields.keys() & {"M", "MMMM"}:
            shared = {name: text for name, text in shared.items() if name in ("y", "yy")}
        elif "d" in fields or "d" not in shared:
            shared.pop("d", None)
        is_month_first = next(iter(fields)) == "M"
        if number == 0 and len(parts) == 2 and "y" not in fields and _is_year_before(parts, notation):
            shared["y"] = str(int(shared["y"]) - 1)
        if {*fields, *shared} == {"d"} and notation.after_counted_days.match(match.string, match.end()):
            return []  # 30日内
        date = _date(shared | fields, notation, is_slashed="/" in match[0], is_month_first=is_month_first)
        if date is None:
            return []
        is_short = part is parts[-1] and "d" in fields and not {"y", "MMMM"} & {*fields, *shared}
        is_open = is_short and (match[0].endswith(".") or "yy" in fields)
        if is_open and may_be_versions and not (match[0].endswith(".") and _goes_on(match)):
            return []
        strength = 2 if "y" in fields or ("d" in fields and (shared | fields).keys() & {"M", "MMMM"}) else 1
        if strength == 2 and len(parts) == 1 and _is_deadline(match, notation):
            strength = DEADLINE
        kind, value = ("year", date.removesuffix("-?-?")) if date.endswith("-?-?") else ("date", date)
        day = part.fields.get("{day}")
        end = part.fields["d"].end if day else part.end
        maybe = _as_version(part) if may_be_versions else ""
        found += beside_part(Raw(kind, value, strength, part.start, end, maybe), part, notation)
        if day:  # that of the next date: 3., und Samstag, 4. Mai
            words = notation.words
            own = words.days.get(day.text) or words.short_days.get(day.text) or words.days.get(day.text.lower())
            found += [Raw("weekday", f"day {own}", 1, day.start, day.end)] if own else []
    return found


def _each_month(part: Moment, notation: Notation) -> Iterator[Moment]:
    """The month of a date, or each of two side by side: 七八月."""
    months = part.fields.get("M")
    both = notation.han.about.fullmatch(months.text) if notation.han and months else None
    if months is None or both is None:
        yield part
        return
    tens, start, middle, end = both[1] or "", months.start, months.end - 1, months.end
    yield Moment({**part.fields, "M": Slot(f"{tens}{both[2]}", start, middle)}, part.start, middle)
    yield Moment({"M": Slot(f"{tens}{both[3]}", middle, end)}, middle, part.end)


def _is_year_before(parts: list[Moment], notation: Notation) -> bool:
    """True of 28 December to 3 January 2026."""
    months = [notation.words.months.get((part.text("MMMM") or "").rstrip("."), 0) for part in parts]
    return months[0] > months[1] > 0 and "y" in parts[1].fields


def _is_deadline(match: re.Match[str], notation: Notation) -> bool:
    text = match.string
    if any(text.startswith(word, match.end()) for word in notation.limits_after):
        return True
    return notation.limit.search(text[max(0, match.start() - 30) : match.start()]) is not None


def _is_day_and_month(match: re.Match[str], part: Moment, notation: Notation) -> bool:
    """True of “16.11.”, and of “am 2.4.”; a version at the end of a sentence looks the same."""
    if len(part.text("d") or "") == 2 and len(part.text("M") or "") == 2:
        return True
    before = match.string[max(0, match.start() - 6) : match.start()]
    return notation.before_short_dates.search(before) is not None


def _goes_on(match: re.Match[str]) -> bool:
    """True of “3.2.” that ends no sentence, or is in a list with one: 3.2., 4.2. und 5.2."""
    before = match.string[max(0, match.start() - _REACH) : match.start()]
    beside = (_BEHIND.match(match.string, match.end()), _LISTED.search(before))
    return any(found is not None and (not found["word"] or found["word"].islower()) for found in beside)


def _as_version(part: Moment) -> str:
    """What a day and a month may be, too: the number of a version or a chapter."""
    return "" if part.fields.keys() != {"d", "M"} else f"{part.fields['d'].text}.{part.fields['M'].text}"


def _date(fields: Mapping[str, str], notation: Notation, *, is_slashed: bool, is_month_first: bool) -> str | None:
    """The date of some fields. In 11/5 the locale decides the order: English has both, its pattern one."""
    year = read_number(fields.get("y"), notation)
    if year is None and "yy" in fields:
        short = int(fields["yy"])
        year = short + (1900 if short >= _FUTURE else 2000)
    month = read_number(fields.get("M"), notation)
    day = read_number(fields.get("d"), notation)
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
