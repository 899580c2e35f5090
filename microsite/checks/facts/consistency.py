"""Mistakes in the figures of one text: decimal signs of another language, weekdays that do not fit their dates."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator

from microsite.checks.facts.notation import Notation
from microsite.checks.facts.reader import Fact, Facts
from microsite.checks.findings import Finding

RULE = "fact-mismatch"
QUANTITIES = ("number", "percent", "points", "money", "measure")
_YEAR = re.compile("[0-9]{4}")
_GAP = 7
"""How many characters may stand between a day and its date: “, dem ”."""


def check_consistency(facts: Facts, notation: Notation) -> list[Finding]:
    """The findings of a text that needs no other to be compared with."""
    return [*_check_separators(facts, notation), *_check_days(facts, notation)]


def _check_separators(facts: Facts, notation: Notation) -> Iterator[Finding]:
    """Decimals that are written as another language does, though their value is plain: 3.5 Millionen in German."""
    other = "." if notation.decimal == "," else ","
    for fact in facts.facts if other not in notation.decimals else ():
        if fact.kind in QUANTITIES and other in fact.text:
            written = re.search(rf"[0-9]+{re.escape(other)}[0-9]{{1,2}}(?![0-9]|[.,][0-9])", fact.text)
            if written:
                right = written[0].replace(other, notation.decimal)
                message = f"{written[0]} has the decimal sign of another language"
                column = fact.column + written.start()
                yield Finding(RULE, "warning", fact.line, column, len(written[0]), message, f"write {right}")


def _check_days(facts: Facts, notation: Notation) -> Iterator[Finding]:
    """Days of the week beside a date that is another day; one without a year is of the only year of the text."""
    years = {match[0] for fact in facts.facts if (match := _YEAR.match(fact.value)) and fact.kind in ("date", "year")}
    year = years.pop() if len(years) == 1 else "?"
    for one, two in itertools.pairwise(facts.facts):
        if {one.kind, two.kind} != {"weekday", "date"} or one.line != two.line or one.block != two.block:
            continue
        day, date = (one, two) if one.kind == "weekday" else (two, one)
        on = day_of(date.value.replace("?", year, 1))
        if on is None or two.column - one.column - one.length > _GAP or day.value == f"day {on.isoweekday()}":
            continue
        right = _name(on.isoweekday(), day, notation)
        message = f"{date.text} is a {right}, not a {day.text}" if right else f"{date.text} is not a {day.text}"
        hint = f"write {right}, or correct the date" if right else "correct the day or the date"
        severity = "warning" if "?" in date.value else "error"
        yield Finding(RULE, severity, day.line, day.column, day.length, message, hint)


def _name(day: int, written: Fact, notation: Notation) -> str:
    """The day of that number as the language calls it; "" if it is written shortly or in Chinese numerals."""
    if notation.han or written.text not in notation.words.days:
        return ""
    return next(name for name, value in notation.words.days.items() if value == day)


def day_of(value: str) -> datetime.date | None:
    """The day of a whole date that exists."""
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None
