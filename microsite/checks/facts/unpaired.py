"""Facts that only one of two texts has: which are worth telling, and which are a slip of another one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from statistics import median

from microsite.checks.facts.conversion import is_of_other_units, unit_of
from microsite.checks.facts.likeness import (
    BARE,
    FAMILIES,
    are_of_one_kind,
    digits_of,
    is_alike,
    is_glued,
    letters_of,
    may_be_one_name,
    significant,
)
from microsite.checks.facts.matching import Couple
from microsite.checks.facts.numerals import are_one_slip_apart
from microsite.checks.facts.reader import Fact

_COUNTS = frozenset({"number", "measure", "ordinal"})
_DAY = re.compile(r"(?:[0-9]{4}|\?)-([0-9]{2})-([0-9]{2}|\?)")
_OPEN_DAY = re.compile(r"\?-\?-([0-9]+)")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_VERSION = re.compile("[0-9]+(?:[.-][0-9]+)+")
_EXACT = 3
"""With so many digits that count a number is no round one, and hardly said without need."""
_SEVERAL, _ROUNDED = 3, Fraction(15, 100)
"""So many amounts tell a rate, and how far from it one may be that is rounded."""
_TELLING = 2
"""Figures of one digit are added without much thought: Level 1."""


def may_be_slip(fact: Fact, other: Fact) -> bool:
    """True of two facts of one kind that are a slip apart, though each stands elsewhere."""
    if not are_of_one_kind(fact, other) or fact.kind in FAMILIES or not may_be_one_name(fact, other):
        return False
    one, two = sorted((digits_of(fact), digits_of(other)), key=len)
    return one != two and len(two) > 1 and are_one_slip_apart(one, two)


def is_meant_by(couple: Couple, added: Fact) -> bool:
    """True if an added fact is what the source’s fact of a couple should have become, rather than the other one.

    A date has lost its day or its year; a measure is converted, and stands there in its own unit, too.
    """
    source, other = couple
    if source.kind == other.kind == "date":
        return source.value.count("?") < other.value.count("?") and added.kind in BARE
    if source.kind == added.kind == "measure":
        return (
            digits_of(source) != digits_of(other) and is_alike(source, added) and not is_of_other_units(source, added)
        )
    return False


def is_worth_telling(fact: Fact) -> bool:
    """True of a fact that a translation hardly leaves out or adds on purpose: what is exact and no part of a name."""
    kind = fact.kind
    if kind in ("percent", "points", "money", "phone"):
        return kind != "money" or not fact.value.startswith("1 ")  # one pound is 9.2 yuan
    if kind == "date":
        return not fact.value.endswith("?") and not fact.value.startswith("?-?")
    if kind == "time":
        return not fact.value.endswith(":00")
    if kind == "token":
        return not fact.name and _VERSION.fullmatch(fact.value) is not None
    if kind == "year":
        return True
    digits = significant(fact) if kind != "measure" else digits_of(fact).rstrip("0")
    return kind in _COUNTS and not fact.name and len(digits.lstrip("0")) >= _EXACT


def is_of_name(fact: Fact) -> bool:
    """True of a figure that a name goes with, but for years: RubyConf-2013 is RubyConf 2013."""
    return is_glued(fact) and _YEAR.fullmatch(fact.value) is None


def is_worth_adding(fact: Fact) -> bool:
    """True of a fact that a translation hardly adds on purpose; it may leave out more than it may make up."""
    if is_worth_telling(fact) or fact.value[0] == "-" or _VERSION.fullmatch(fact.value):
        return True
    is_count = fact.kind in _COUNTS and not fact.name and significant(fact) != "1"  # 5 ‰ are 5 of 1,000
    return is_count and len(re.sub("[^0-9]", "", fact.text)) >= _TELLING


class FigureNames:
    """The names with figures that a translation has, by which one that got another figure is known."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Gather them."""
        self._figures = defaultdict[str, Counter[str]](Counter)
        for fact in facts:
            if is_glued(fact) and (letters := letters_of(fact)):
                self._figures[letters][fact.value] += 1

    def is_slip(self, fact: Fact) -> bool:
        """True of COVID-91 in a text that has COVID-19 more often."""
        figures = self._figures.get(letters_of(fact)) if is_glued(fact) and len(fact.value) >= _TELLING else None
        return figures is not None and any(
            count > figures[fact.value] and are_one_slip_apart(fact.value, one) for one, count in figures.items()
        )


def find_strange_months(couples: Sequence[Couple], sources: Iterable[Fact]) -> Iterator[Couple]:
    """Days that got a month which the source does not name, though it names others; `sources` are all of its facts.

    What was on the 31st may have been a month before the 1st of August.
    """
    open_days = [couple for couple in couples if couple.source.kind == couple.translation.kind == "date"]
    open_days = [couple for couple in open_days if _OPEN_DAY.fullmatch(couple.source.value)]
    if not open_days:
        return
    named = [match.groups() for fact in sources if fact.kind == "date" and (match := _DAY.fullmatch(fact.value))]
    for couple in open_days:
        match = _DAY.fullmatch(couple.translation.value)
        if match and named and not any(_may_be_near(match[1], match[2], *one) for one in named):
            yield couple


def _may_be_near(month: str, day: str, other_month: str, other_day: str) -> bool:
    """True of a day of one month, and of one of the month before or after that is less than a month away."""
    apart = (int(month) - int(other_month)) % 12
    if other_day == "?":
        return apart in (0, 1, 11)
    return apart == 0 or (apart == 11 and day > other_day) or (apart == 1 and day < other_day)


def pair_money(sources: Iterable[Fact], added: Iterable[Fact]) -> list[Couple]:
    """The amounts of a block with those in another currency that a translation adds for its readers."""
    amounts, others = ([fact for fact in facts if fact.kind == "money"] for facts in (sources, added))
    others = [fact for fact in others if all(unit_of(fact) != unit_of(one) for one in amounts)]
    return [Couple(*pair) for pair in zip(amounts, others, strict=True)] if len(amounts) == len(others) else []


def find_odd_rates(couples: Iterable[Couple]) -> Iterator[Couple]:
    """Amounts that a text converts by another rate than several others of the same two currencies."""
    by_currency = defaultdict[tuple[str, str], list[tuple[Fraction, Couple]]](list)
    for couple in couples:
        amounts = [Fraction(fact.value.partition(" ")[0]) for fact in couple]
        if all(amounts):
            units = unit_of(couple.source), unit_of(couple.translation)
            by_currency[units].append((amounts[1] / amounts[0], couple))
    for rates in by_currency.values():
        middle = median([rate for rate, _ in rates])
        if len(rates) >= _SEVERAL:
            yield from (couple for rate, couple in rates if abs(rate - middle) > _ROUNDED * abs(middle))
