"""How sure it is that two facts contradict each other, and which are worth telling if they are alone."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction

from microsite.checks.facts.consistency import day_of
from microsite.checks.facts.conversion import is_of_other_units, is_slip_of_conversion, readings
from microsite.checks.facts.fields import DEADLINE, SAID
from microsite.checks.facts.kinship import read_score
from microsite.checks.facts.likeness import (
    BARE,
    FAMILIES,
    are_counts,
    are_in_words,
    are_of_one_kind,
    digits_of,
    is_alike,
    is_glued,
    is_slip,
    kind_of,
    numbers_of,
    significant,
    whole_of,
)
from microsite.checks.facts.matching import Couple
from microsite.checks.facts.numerals import are_one_slip_apart
from microsite.checks.facts.reader import Fact

_FAR = 100
"""Numbers that are so many times as large as others, with the same digits, differ by a scale that was not read."""
_FEW_ZEROS = 2
_CLOCK = 3
"""Hours, minutes and seconds."""
_LONG = 4
"""So many digits are written by themselves, with no scale behind them."""
_LEAST_ROUGH, _OTHER_SIZE = 10, 8
"""The smallest rough number, and how many times as large another one is that differs: dozens, hundreds."""
_TIMES = frozenset({"s", "month"})
_OVER = re.compile("[0-9]/[0-9]")
_HALF_DAY, _HOUR = 12 * 60, 60
_WORDED = 12
"""Larger numbers are seldom words, so that digits for them are as like as not about something else than a word."""
_KINDS_IN_WORDS = ({"factor", "number"}, {"fraction", "percent"}, {"ordinal", "number"}, {"factor", "fraction"})
"""Kinds that two languages may use for one thing in words: twice and 三次, a third and 三成, third and Platz 3."""
_AMOUNTS = frozenset({"measure", "money", "percent"})
_VAGUE = frozenset({"decade", "half", "part", "quarter", "season", "time"})
"""Kinds of which a contradiction is sure only if both say so by their strength, digits or not."""


def severity_of(couple: Couple, *, is_only: bool, is_sure: bool) -> str:
    """How much it matters that two facts of one place differ.

    An error is two figures in digits of one kind that are nothing else: the only ones left over of both places, or so
    alike that one is a slip of the other. What may have been read amiss on one side is a warning. `is_sure` says that
    the places belong together.
    """
    source, other = couple
    kinds = {source.kind, other.kind}
    if kinds == {"weekday"}:
        return "error" if is_sure else "warning"
    if not is_plain(couple):
        return "warning" if _are_one_thing(couple) else "info"
    if not is_sure and not is_slip(source, other):
        return "warning"
    if not are_of_one_kind(*couple):
        return "error" if _is_slip_of_unit(couple) or (is_only and _is_slip_of_one(couple)) else "warning"
    if kinds == {"measure"} and is_slip_of_conversion(*couple):
        return "error"
    is_obvious = is_only and "token" not in kinds and _has_digits(couple)
    return "error" if not _is_doubtful(couple) and (is_obvious or is_alike(source, other)) else "warning"


def severity_of_sign(couple: Couple) -> str:
    """How much a hyphen matters that stands before a figure: one digit may be a name’s, and what falls is negative."""
    fact = couple.translation
    is_name = fact.kind == "number" and len(re.sub(r"\W", "", fact.text)) == 1
    is_fall = fact.value[0] == "-" and couple.source.maybe == fact.value
    return "warning" if is_name or is_fall else "error"


def severity_of_last(couple: Couple) -> str:
    """How much it matters that the only figures that are left over of two places are like no other ones there."""
    is_sure = {fact.kind for fact in couple} == {"measure"} and is_slip(*couple)
    return "error" if is_sure or _is_slip_of_duration(couple) or _is_broken_date(*couple) else "warning"


def is_plain(couple: Couple) -> bool:
    """True of figures in digits, of dates, and of what both say by their strength."""
    source, other = couple
    kinds = {source.kind, other.kind}
    is_figure = (_has_digits(couple) and not kinds & _VAGUE) or kinds == {"date"}
    return is_figure or min(source.strength, other.strength) > 1


def _is_of_other_unit(couple: Couple) -> bool:
    """True of one number with two units that nobody takes for each other: 18 kg and 18 days, 79 € and 79 %."""
    kinds = {fact.kind for fact in couple}
    is_said = all(fact.strength > 1 and len(set(map(_kind_of_value, readings(fact)))) == 1 for fact in couple)
    return is_said and kinds <= _AMOUNTS and digits_of(couple.source) == digits_of(couple.translation)


def _is_of_other_sign(couple: Couple) -> bool:
    """True of figures of which one is the other below nothing; not of names."""
    is_signed = len({fact.value[0] == "-" for fact in couple}) > 1 and "token" not in {fact.kind for fact in couple}
    return is_signed and digits_of(couple.source) == digits_of(couple.translation)


def _is_slip_of_duration(couple: Couple) -> bool:
    """True of 2:06:41 and 2 hours, 6 minutes and 14 seconds."""
    score = next((score for fact in couple if (score := read_score(fact))), ())
    spans = [fact.value.split(" ") for fact in couple if fact.kind == "measure"]
    if len(score) != _CLOCK or not spans or spans[0][1] != "s" or not spans[0][0].isdigit():
        return False
    seconds = int(spans[0][0])
    parts = seconds // 3600, seconds // 60 % 60, seconds % 60
    return sum(one != two for one, two in zip(score, parts, strict=True)) == 1


def _is_broken_date(fact: Fact, other: Fact) -> bool:
    """True of a date, and of a number that its year or its day has become, so that it is none: March 7017, 260. Mai."""
    if fact.kind != "date" or other.kind not in ("number", "ordinal", "token"):
        return False
    year, _, day = fact.value.split("-")
    digits = digits_of(other)
    return (year.isdigit() and len(digits) == len(year) and are_one_slip_apart(year, digits)) or digits == f"{day}0"


def _kind_of_value(value: str) -> str:
    """Whether a value is a percentage, an amount of a currency, or one of a base unit."""
    unit = value.partition(" ")[2]
    return "percent" if value[-1] == "%" else "money" if re.fullmatch("[A-Z]{3}", unit) else unit


def _is_slip_of_unit(couple: Couple) -> bool:
    """True of figures of two kinds of which nothing explains one by the other."""
    return _is_of_other_unit(couple) or _is_of_other_sign(couple)


def _is_slip_of_one(couple: Couple) -> bool:
    """True of a bare number and one with a unit that are a slip apart: the unit of the other was not read."""
    kinds = {kind_of(fact) for fact in couple}
    if any("|" in fact.maybe for fact in couple):  # in her late 50s
        return False
    if not kinds & (BARE - {"token"}) or kinds & {"token", *FAMILIES}:
        return False
    for digits in (map(digits_of, couple), map(significant, couple), map(whole_of, couple)):
        one, two = digits
        if min(len(one), len(two)) > 1 and are_one_slip_apart(one, two) and abs(len(one) - len(two)) < _FEW_ZEROS:
            return True
    bare = next(fact for fact in couple if kind_of(fact) in BARE)  # 25,000 and 2.5亿美元
    return len(digits_of(bare)) > _LONG and significant(couple.source) == significant(couple.translation)


def _are_one_thing(couple: Couple) -> bool:
    """True of words of one kind, “second” and “dritte”, and of a word and digits that it may stand for."""
    kinds = {kind_of(fact) for fact in couple}
    if len(kinds) > 1 and kinds <= _AMOUNTS | {"points"}:  # two percent, 2美元
        return not set(numbers_of(couple.source)).isdisjoint(numbers_of(couple.translation))
    if (
        len(kinds) > 1
        and not are_counts(*couple)
        and (kinds not in _KINDS_IN_WORDS or are_in_words(*couple) == ("date" in {fact.kind for fact in couple}))
    ):
        return False
    values = [next(iter(numbers_of(fact)), 0) if {kind_of(fact)} <= BARE else 0 for fact in couple]
    words = [value for value, fact in zip(values, couple, strict=True) if not re.search("[0-9]", fact.text)]
    is_large = any(value > _WORDED for value in words)
    return len(words) == 2 or is_large or all(isinstance(value, int) and value <= _WORDED for value in values)


def _has_digits(couple: Couple) -> bool:
    return all(re.search("[0-9]", fact.text) for fact in couple)


def _is_doubtful(couple: Couple) -> bool:
    """True of two facts of one kind that may say the same after all, or of which one may have been read amiss."""
    source, other = couple
    if source.kind == other.kind in ("date", "time"):
        is_zoned = bool(source.maybe) != bool(other.maybe)  # 20:00 in Beijing, and 13:00 here
        return is_zoned or _is_deadline(couple) or _is_other_half(source, other) or _are_of_other_moments(source, other)
    is_fraction = len({bool(_OVER.search(fact.text)) for fact in couple}) > 1  # 1½ and 1 1/2
    is_place = source.kind == "ordinal" and digits_of(source) == digits_of(other)  # the 70th minute, hour
    if source.kind == "measure":
        return is_fraction or (_are_of_other_units(source, other) and not _is_of_other_unit(couple))
    if source.kind == "money" and source.value.partition(" ")[2] != other.value.partition(" ")[2]:
        return significant(source) != significant(other)  # about as much in another currency
    if source.kind == "token":
        return is_glued(source) != is_glued(other)
    return is_fraction or is_place or _is_year_in_short(couple) or _is_without_scale(couple)


def _is_year_in_short(couple: Couple) -> bool:
    """True of 1990 and of 90, which may say so in two digits."""
    years, numbers = ([fact.value for fact in couple if fact.kind == kind] for kind in ("year", "number"))
    return bool(years and numbers) and years[0][2:] == numbers[0]


def _are_of_other_units(one: Fact, two: Fact) -> bool:
    """True of what may be a conversion, or a unit read amiss; not of times, which nobody converts."""
    bases = {fact.value.split(" ")[1] for fact in (one, two)}
    return not bases <= _TIMES and (len(bases) > 1 or is_of_other_units(one, two))


def _are_of_other_moments(one: Fact, two: Fact) -> bool:
    """True of two dates or times of which more than one part differs: a slip changes one."""
    halves = itertools.product(one.value.split("/"), two.value.split("/"))
    is_turned = one.kind == "date" and one.value.split("-")[1:] == two.value.split("-")[:0:-1]  # 3.2., 2 March
    return all(_count_differences(*pair) > 1 for pair in halves) and not is_turned and not _are_next(one, two)


def _count_differences(one: str, two: str) -> int:
    parts, others = (re.split("[-:]", value) for value in (one, two))
    known = [pair for pair in zip(parts, others, strict=False) if "?" not in pair]
    return sum(first != second for first, second in known)


def _is_deadline(couple: Couple) -> bool:
    """True of “before 1 December” and “bis 30. November”: a day apart, and the same."""
    return max(fact.strength for fact in couple) >= DEADLINE and _are_next(*couple)


def _are_next(one: Fact, two: Fact) -> bool:
    days = [day_of(fact.value.replace("?", "2000", 1)) for fact in (one, two)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) == 1


def _is_other_half(one: Fact, two: Fact) -> bool:
    """True of 8 Uhr and 8 p.m., which one may not have said; not of 20 Uhr, nor of what says both halves or neither."""
    if one.kind != "time" or "/" in one.value + two.value or digits_of(one) != digits_of(two):
        return False
    hours, others = (60 * int(fact.value[:2]) + int(fact.value[3:5]) for fact in (one, two))
    is_said = min(one.strength, two.strength) >= SAID and hours % _HALF_DAY >= _HOUR  # many take 12 a.m. for noon
    return abs(hours - others) == _HALF_DAY and not is_said


def _is_without_scale(couple: Couple) -> bool:
    """True of 14 and 1.4 million: the word behind one of them is a scale, too, but of no language that is known."""
    if significant(couple.source) != significant(couple.translation):
        return False
    numbers = [abs(Fraction(next(iter(numbers_of(fact)), 0))) for fact in couple]
    if not all(numbers) or max(numbers) < _FAR * min(numbers):
        return False
    return any(len(digits_of(fact)) < _LONG and not re.search(r"[^\W\d_]", fact.text) for fact in couple)


def are_of_other_size(couple: Couple) -> bool:
    """True of rough numbers of which one is many times the other: dozens and hundreds, 数千 and Hunderte."""
    if any(fact.strength for fact in couple) or not are_in_words(*couple) or not are_of_one_kind(*couple):
        return False
    numbers = [Fraction(next(iter(numbers_of(fact)), 0)) for fact in couple]
    return min(numbers) >= _LEAST_ROUGH and max(numbers) >= _OTHER_SIZE * min(numbers)


def may_be_meant_roughly(couple: Couple) -> bool:
    """True of a rough number and one of its size: thousands, and 5,000 of the same."""
    numbers = [Fraction(next(iter(numbers_of(fact)), 0)) for fact in couple]
    return min(numbers) >= _LEAST_ROUGH and max(numbers) < _LEAST_ROUGH * min(numbers)
