"""Moments that may mean the same though their values differ: what is written leaves open which of them is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from microsite.checks.facts.floors import floor_of
from microsite.checks.facts.reader import Fact
from microsite.checks.facts.zones import may_be_at_once

_COLONS = re.compile(r"([0-9]{1,3})[:：]([0-9]{2})(?:[:：]([0-9]{2}))?(?:\s?h)?\Z")
_SLASHED = re.compile("[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?")
_DAY, _MINUTE = 86_400, 60
_NUMBERS = ("number", "token")


def is_same_moment(fact: Fact, other: Fact) -> bool:
    """True if each may mean the other."""
    for one, two in ((fact, other), (other, fact)):
        rule = _RULES.get((one.kind, two.kind))
        if rule and rule(one, two):
            return True
    return False


def _is_less_of_a_date(fact: Fact, other: Fact) -> bool:
    """True of 16 November and 16 November 2025; and of 12/1/2021 and 1/12/2021, since readers differ in that."""
    parts, other_parts = (one.value.split("-") for one in (fact, other))
    if all(one == two or "?" in (one, two) for one, two in zip(parts, other_parts, strict=True)):
        return True
    is_slashed = any(_SLASHED.fullmatch(one.text) for one in (fact, other))
    years = {parts[0], other_parts[0]}
    return is_slashed and (len(years) == 1 or "?" in years) and parts[1:] == other_parts[:0:-1]


def _is_month_of(fact: Fact, other: Fact) -> bool:
    """True of April 2019 and 2019."""
    return fact.value == f"{other.value}-{fact.value[5:7]}-?"


def _is_half_open(fact: Fact, other: Fact) -> bool:
    """True of “8:15” and 20:15, of one moment in two zones, and of two scores that are told from either side."""
    if set(fact.value.split("/")) & set(other.value.split("/")) or may_be_at_once(fact.maybe, other.maybe):
        return True
    score, other_score = read_score(fact), read_score(other)
    return score is not None and other_score is not None and score == other_score[::-1]


def read_score(fact: Fact) -> tuple[int, ...] | None:
    """The numbers of what colons alone make look like a time of day: 16:32 may be a score."""
    match = _COLONS.match(fact.text) if fact.kind == "time" else None
    return tuple(int(number) for number in match.groups() if number) if match else None


def without_scores(facts: list[Fact], others: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The same without scores that one of them writes as two numbers: 16:32, 16-32."""
    _drop_scores(facts, others)
    _drop_scores(others, facts)
    return facts, others


def without_floors(sources: Sequence[Fact], others: Sequence[Fact]) -> tuple[Sequence[Fact], Sequence[Fact]]:
    """The same without floors that both have, counted from the ground or from the one above, as fits more of them."""
    floors, other_floors = (
        [(number, fact) for number, fact in enumerate(facts) if floor_of(fact.value)] for facts in (sources, others)
    )
    if not floors or not other_floors:
        return sources, others
    taken, other_taken = max(
        (_pair_floors(floors, other_floors, more) for more in (1, -1, 0)), key=lambda one: len(one[0])
    )
    return (
        [fact for number, fact in enumerate(sources) if number not in taken],
        [fact for number, fact in enumerate(others) if number not in other_taken],
    )


_Numbered = Sequence[tuple[int, Fact]]


def _pair_floors(floors: _Numbered, others: _Numbered, more: int) -> tuple[set[int], set[int]]:
    """Which facts of two lists are the same floors if the second counts so many more of them."""
    waiting: dict[int, list[int]] = defaultdict(list)
    for number, fact in others:
        if more >= 0 or _is_from_ground(fact):
            waiting[floor_of(fact.value)].append(number)
    taken: set[int] = set()
    other_taken: set[int] = set()
    for number, fact in floors:
        same = waiting.get(floor_of(fact.value) + more)
        if same and (more <= 0 or _is_from_ground(fact)):
            taken.add(number)
            other_taken.add(same.pop())
    return taken, other_taken


def _is_from_ground(fact: Fact) -> bool:
    """True if the first floor may be the one above the ground."""
    return floor_of(fact.maybe.rpartition("|")[2]) > 0


def _drop_scores(facts: list[Fact], others: list[Fact]) -> None:
    for fact, score in [(fact, score) for fact in facts if (score := read_score(fact))]:
        rest: list[Fact] = list(others)
        for number in score:
            same = next((other for other in rest if other.kind in _NUMBERS and other.value == str(number)), None)
            if same is None:
                break
            rest.remove(same)
        else:
            facts.remove(fact)
            others[:] = rest


def _is_short_decade(fact: Fact, other: Fact) -> bool:
    """True of the twenties and the 2020s."""
    is_short = any(len(re.sub("[^0-9]", "", one.text)) <= 2 for one in (fact, other))
    return is_short and fact.value[2:] == other.value[2:]


def _is_generation(fact: Fact, other: Fact) -> bool:
    """True of those who were born after 1990, and of that year."""
    return fact.strength < 2 and fact.value == f"{other.value}s"


def _is_age(fact: Fact, other: Fact) -> bool:
    """True of the fifties and 50 years: a man in his fifties."""
    return fact.strength < 2 and other.value == f"{int(fact.value[2:4]) * 12} month"


def _is_short_year(fact: Fact, other: Fact) -> bool:
    """True of ’24 and 2024."""
    return fact.text.isdigit() and len(fact.text) == 2 and other.value[2:] == fact.text


def _is_round_the_clock(fact: Fact, other: Fact) -> bool:
    return fact.value == "24/7" and other.value == f"{_DAY} s"


def _is_count_of_days(fact: Fact, other: Fact) -> bool:
    """True of 14日 and 14 days."""
    _, month, day = fact.value.split("-")
    return fact.value.startswith("?-") and month == "?" and other.value == f"{int(day) * _DAY} s"


def _is_duration(fact: Fact, other: Fact) -> bool:
    """True of 2:05 and two minutes and five seconds, or two hours and five minutes; and of 18:00 and 18h."""
    amount, base = other.value.split(" ")
    if base != "s":
        return False
    if re.fullmatch(r"[0-9]{1,2}\s?h", other.text):
        return any(str(int(half[:2]) * 3600) == amount and half[3:] == "00" for half in fact.value.split("/"))
    score = read_score(fact)
    if score is None:
        return False
    seconds = 0
    for number in score:
        seconds = seconds * _MINUTE + number
    return amount in (str(seconds), str(seconds * _MINUTE))


_RULES: dict[tuple[str, str], Callable[[Fact, Fact], bool]] = {
    ("date", "date"): _is_less_of_a_date,
    ("date", "year"): _is_month_of,
    ("date", "measure"): _is_count_of_days,
    ("decade", "measure"): _is_age,
    ("decade", "decade"): _is_short_decade,
    ("decade", "year"): _is_generation,
    ("number", "measure"): _is_round_the_clock,
    ("number", "year"): _is_short_year,
    ("time", "measure"): _is_duration,
    ("time", "time"): _is_half_open,
}
