"""Mistakes in the figures of one text: decimal signs of another language, weekdays that do not fit their dates."""

from __future__ import annotations

import calendar
import datetime
import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from microsite.checks.facts.notation import Notation
from microsite.checks.facts.reader import Fact, Facts
from microsite.checks.findings import Finding
from microsite.i18n.formats import formats

RULE = "fact-mismatch"
_DAY = re.compile(r"([0-9]{4}|\?)-([0-9]{2})-([0-9]{2})")
_LEAP, _MONTHS = 2000, 12
QUANTITIES = ("number", "percent", "points", "money", "measure")
_GAP = 7
"""How many characters may stand between a day and its date: “, dem ”."""
_GAP_BEHIND = 3
"""The same of a day behind its date: “ (”, “, ”; what is farther is the end of a range, “, to Sunday”."""


def check_consistency(facts: Facts, notation: Notation, day: datetime.date | None = None) -> list[Finding]:
    """The findings of a text of that day, if it has one, that needs no other to be compared with."""
    return [*_check_separators(facts, notation), *_check_days(facts, notation, day), *_check_existence(facts)]


def _check_separators(facts: Facts, notation: Notation) -> Iterator[Finding]:
    """Numbers that are written as another language does, though their value is plain: 3.5 Millionen in German."""
    own, other = notation.decimal, "." if notation.decimal == "," else ","
    if other in notation.decimals:
        return
    decimal = re.compile(rf"[0-9]+{re.escape(other)}[0-9]{{1,2}}(?![0-9]|[.,][0-9])")
    grouped = re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(own)}[0-9]{{3}}){{2,}}(?![0-9])")
    for fact in facts.facts:
        if fact.kind not in QUANTITIES:
            continue
        if other in fact.text and (written := decimal.search(fact.text)):
            message = f"{written[0]} has the decimal sign of another language"
            yield _tell_written(fact, written, message, written[0].replace(other, own))
        elif fact.text.count(own) > 1 and (written := grouped.search(fact.text)):
            right = formats(notation.locale).number(Decimal(written[0].replace(own, "")))
            yield _tell_written(fact, written, f"{written[0]} has the separators of another language", right)


def _tell_written(fact: Fact, written: re.Match[str], message: str, right: str) -> Finding:
    column = fact.column + written.start()
    return Finding(RULE, "warning", fact.line, column, len(written[0]), message, f"write {right}")


def _check_days(facts: Facts, notation: Notation, published: datetime.date | None) -> Iterator[Finding]:
    """Days of the week beside a date that is another day; one without a year is near the day of the text."""
    if all(fact.kind != "weekday" for fact in facts.facts):
        return
    for one, two in itertools.pairwise(facts.facts):
        if {one.kind, two.kind} != {"weekday", "date"} or one.line != two.line or one.block != two.block:
            continue
        day, date = (one, two) if one.kind == "weekday" else (two, one)
        days = _find_days(date.value, published)
        is_beside = two.column - one.column - one.length <= (_GAP if day is one else _GAP_BEHIND)
        if not days or not is_beside or day.value in {f"day {on.isoweekday()}" for on in days}:
            continue
        on = days[0]
        right = _name(on.isoweekday(), day, notation)
        message = f"{date.text} is a {right}, not a {day.text}" if right else f"{date.text} is not a {day.text}"
        hint = f"write {right}, or correct the date" if right else "correct the day or the date"
        severity = "warning" if "?" in date.value else "error"
        yield Finding(RULE, severity, day.line, day.column, day.length, message, hint, is_plain=True)


def _check_existence(facts: Facts) -> Iterator[Finding]:
    """Dates that no calendar has: 31 April. What has no word may be something else: a version, a paragraph."""
    for fact in facts.facts:
        if fact.kind == "date" and is_impossible(fact):
            is_said = re.search(r"[^\W\d_]", fact.text) is not None
            place, message = (fact.line, fact.column, fact.length), f"there is no {fact.text}"
            hint = f"correct the day: that month has {count_days(fact)} days"
            yield Finding(RULE, "error" if is_said else "warning", *place, message, hint, is_plain=is_said)


def count_days(fact: Fact) -> int:
    """How many days the month of a date has; 0 of what is no date with a day and a month."""
    match = _DAY.fullmatch(fact.value) if fact.kind == "date" else None
    if match is None or not 1 <= int(match[2]) <= _MONTHS:
        return 0
    return calendar.monthrange(_LEAP if match[1] == "?" else max(1, int(match[1])), int(match[2]))[1]


def is_impossible(fact: Fact) -> bool:
    """True of a date that no calendar has."""
    return 0 < count_days(fact) < int(fact.value[-2:])


def _find_days(value: str, published: datetime.date | None) -> list[datetime.date]:
    """The days that a date may mean, the likeliest first: without a year that of the text’s, or the nearest one."""
    if not value.startswith("?"):
        return [day] if (day := day_of(value)) else []
    if published is None:
        return []
    days = [day for more in (0, 1, -1) if (day := day_of(f"{published.year + more}{value[1:]}"))]
    nearest = sorted(days, key=lambda day: abs((day - published).days))[:1]
    return [*(day for day in days if day.year == published.year), *nearest]


def _name(day: int, written: Fact, notation: Notation) -> str:
    """The day of that number as the text calls days; "" if it is written shortly or in Chinese numerals."""
    names = notation.words.days
    if notation.han or written.text not in names:
        return ""
    plain = next(name for name, value in names.items() if value == names[written.text])
    right = next(name for name, value in names.items() if value == day)
    return right + written.text[len(plain) :] if written.text.startswith(plain) else right


def day_of(value: str) -> datetime.date | None:
    """The day of a whole date that exists."""
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None
