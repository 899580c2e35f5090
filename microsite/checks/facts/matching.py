"""Facts of two languages → facts that say the same, that contradict each other, and that are alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from microsite.checks.facts.conversion import is_converted, readings
from microsite.checks.facts.kinship import is_same_moment, without_floors, without_scores
from microsite.checks.facts.likeness import (
    BARE,
    FAMILIES,
    are_in_words,
    are_of_kin,
    are_of_one_kind,
    digits_of,
    is_agreeing,
    is_alike,
    is_glued,
    is_hardly_said,
    is_in_short,
    may_be_one_name,
    numbers_of,
)
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.reader import Fact
from microsite.values.named import NamedTuple

_TIMES = frozenset({"factor", "fraction"})  # which may be a percentage elsewhere: half, doubled
_COUNTED_PARTS = frozenset({"quarter", "half"})
_OVER = re.compile("[0-9]/[0-9]")
_BOUND = 60
"""More facts than this on either side are not tried one by one, since time grows with the square."""
_FEW, _UNIT = 8, 0.6  # how much another unit says against a pair


class Couple(NamedTuple):
    """A fact of the source and what the translation has of it."""

    source: Fact
    translation: Fact


def match_far(sources: Sequence[Fact], others: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """What is left over of facts that need not stand in one place: what is the same but for its unit stays."""
    sources, others = _match_exactly(sources, others)
    if sources and others and len(sources) * len(others) < _BOUND**2:
        sources, others = _match_one_by_one(sources, others)
    return list(sources), list(others)


def match(sources: Sequence[Fact], others: Sequence[Fact]) -> tuple[list[Couple], list[Fact], list[Fact]]:
    """Facts that say the same otherwise (5 % and 5, 10 miles and 16 km), and facts left over, as multisets.

    Facts with the same value are matched first and told of no more; the strongest first.
    """
    sources, others = _match_exactly(sources, others)
    couples: list[Couple] = []
    if sources and others:
        sources, others = _match_by(sources, others, _loose_keys, _is_loosely_same, couples)
    if sources and others and len(sources) * len(others) < _BOUND**2:
        sources, others = _match_one_by_one(sources, others, couples)
    return couples, list(sources), list(others)


def _match_exactly(sources: Sequence[Fact], others: Sequence[Fact]) -> tuple[Sequence[Fact], Sequence[Fact]]:
    """What is left after facts of one value, and after those that may have it."""
    sources, others = without_floors(sources, others)
    sources, others = _match_by(sources, others, lambda fact: (fact.value,))
    if sources and others and any(fact.maybe for fact in (*sources, *others)):
        return _match_by(sources, others, readings, _is_one_of)
    return sources, others


def _is_one_of(fact: Fact, other: Fact) -> bool:
    """True if what one of them means is what the other may mean; two that are open need not be the same."""
    return fact.value in readings(other) or other.value in readings(fact)


def _match_by(
    sources: Sequence[Fact],
    others: Sequence[Fact],
    keys: Callable[[Fact], Iterable[str]],
    is_same: Callable[[Fact, Fact], bool] | None = None,
    couples: list[Couple] | None = None,
) -> tuple[list[Fact], list[Fact]]:
    waiting: dict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(others)), key=lambda number: others[number].strength):
        for key in keys(others[number]):
            waiting[key].append(number)
    taken: set[int] = set()
    left: set[int] = set()
    for number in sorted(range(len(sources)), key=lambda number: -sources[number].strength):
        fact = sources[number]
        found = next(
            (
                other
                for key in keys(fact)
                for other in _not_taken(waiting.get(key, []), taken)
                if is_same is None or is_same(fact, others[other])
            ),
            None,
        )
        if found is None:
            left.add(number)
            continue
        taken.add(found)
        if couples is not None:
            couples.append(Couple(fact, others[found]))
    return (
        [fact for number, fact in enumerate(sources) if number in left],
        [fact for number, fact in enumerate(others) if number not in taken],
    )


def _not_taken(numbers: list[int], taken: set[int]) -> list[int]:
    """The last few numbers that are not taken; taken ones at the end are dropped for good."""
    while numbers and numbers[-1] in taken:
        numbers.pop()
    return [number for number in reversed(numbers[-_FEW:]) if number not in taken]


def _loose_keys(fact: Fact) -> tuple[str, ...]:
    """The numbers that a fact may say; of a share and of a factor, also how many times that is: half more is 1.5."""
    numbers = numbers_of(fact)
    keys = tuple(map(canonical, numbers))
    if fact.kind == "percent":  # doubled: 200 % of what was, or 100 % more
        times = (Fraction(number) / 100 + more for number in numbers for more in (0, 1))
        return *keys, *(f"×{canonical(number)}" for number in times)
    more = [f"×{canonical(number + 1)}" for number in numbers if fact.kind == "fraction"]
    return (*keys, *more, *(f"×{key}" for key in keys)) if is_times(fact) else keys


def _is_loosely_same(fact: Fact, other: Fact) -> bool:
    kinds = {fact.kind, other.kind}
    if is_hardly_said(fact, other) or is_hardly_said(other, fact):
        return False
    if kinds == {"ordinal"} or ("time" in kinds and not (fact.strength and other.strength)):  # the 70th hour; one
        return False
    if "number" in kinds and kinds & _COUNTED_PARTS and (are_in_words(fact) or are_in_words(other)):  # both; Q2
        return False
    return bool(kinds & BARE) or kinds == _TIMES or ("percent" in kinds and (is_times(fact) or is_times(other)))


def is_times(fact: Fact) -> bool:
    """True of a fraction or a factor: half, doubled, 1/5."""
    return fact.kind in _TIMES or (fact.kind == "number" and _OVER.search(fact.text) is not None)


def _match_one_by_one(
    sources: Sequence[Fact], others: Sequence[Fact], couples: list[Couple] | None = None
) -> tuple[list[Fact], list[Fact]]:
    """Facts without counterparts, after pairing dates that say less and quantities that are converted."""
    rest, left = list(others), []
    for fact in sources:
        found = next((other for other in rest if _is_compatible(fact, other)), None)
        if found is None:
            left.append(fact)
        else:
            rest.remove(found)
            if couples is not None:
                couples.append(Couple(fact, found))
    return without_scores(left, rest)


def _is_compatible(fact: Fact, other: Fact) -> bool:
    if is_same_moment(fact, other):
        return True
    if is_in_short(fact, other):
        return digits_of(fact) == digits_of(other)
    if _is_measured(fact) and _is_measured(other):
        return is_converted(fact, other)
    return fact.kind == other.kind and fact.kind in _COMPATIBLE and _COMPATIBLE[fact.kind](fact, other)


def _is_measured(fact: Fact) -> bool:
    return fact.kind == "measure" or (fact.kind == "money" and bool(fact.maybe))  # pounds


def is_explained(fact: Fact, others: Sequence[Fact]) -> bool:
    """True if one of the facts of the other language, maybe matched with another one, says the same or more."""
    if len(others) > _BOUND:
        return False
    numbers = set(numbers_of(fact))
    return any(
        _is_compatible(fact, other)
        or (_is_loosely_same(fact, other) and not numbers.isdisjoint(numbers_of(other)))
        or _is_year_of(fact, other)
        or _is_year_of(other, fact)
        for other in others
    )


def drop_agreeing(facts: list[Fact], others: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Those of two lists that are not written as one of the other list is; long lists as they are."""
    if len(facts) * len(others) > _BOUND**2:
        return facts, others
    rest, left = list(others), []
    for fact in facts:
        found = next((other for other in rest if is_agreeing(fact, other)), None)
        if found is None:
            left.append(fact)
        else:
            rest.remove(found)
    return left, rest


def _is_year_of(fact: Fact, other: Fact) -> bool:
    """True of a year and a date in it, or a name that ends in its last two digits: SS19."""
    if fact.kind != "year":
        return False
    if is_glued(other):
        return other.value == fact.value[2:]
    return other.kind == "date" and other.value.startswith(fact.value)


def _is_from_abroad(fact: Fact, other: Fact) -> bool:
    """True of 030 1234567 and +49 30 1234567: the longer one begins with the code of a country."""
    short, long = sorted((fact.value.removeprefix("0"), other.value.removeprefix("0")), key=len)
    return 1 <= len(long) - len(short) <= 3 and long.endswith(short)


def _is_less_of_a_code(fact: Fact, other: Fact) -> bool:
    """True of 1855 and 2015-1855, and of 2.3 and 2.3er."""
    one, two = (re.sub(r"(?<=[0-9])[a-z]{1,2}\Z", "", token.value) for token in (fact, other))
    return one == two or _is_end(one, two) or _is_end(two, one)


def _is_end(short: str, long: str) -> bool:
    """True of 1855 and 2015-1855: a code without its beginning."""
    return 2 < len(short) < len(long) - 1 and long.endswith(f"-{short}")


_COMPATIBLE: dict[str, Callable[[Fact, Fact], bool]] = {
    "phone": _is_from_abroad,
    "token": _is_less_of_a_code,
}


# ---- contradictions -------------------------------------------------------------------------------------------------


def pair_up(sources: list[Fact], others: list[Fact]) -> tuple[list[Couple], list[Fact], list[Fact]]:
    """Pairs of facts that should be the same and are not, and the facts left over, of one block.

    The most alike are paired first; a fact that is like no other stays alone.
    """
    if len(sources) * len(others) > _BOUND**2:
        return [], sources, others
    prices = sorted(
        (price, number, other)
        for number, source in enumerate(sources)
        for other, translation in enumerate(others)
        if (price := _unlikeness(source, translation, _share(number, sources, other, others))) is not None
    )
    taken: set[int] = set()
    taken_others: set[int] = set()
    couples = []
    for _, number, other in prices:
        if number not in taken and other not in taken_others:
            taken.add(number)
            taken_others.add(other)
            couples.append(Couple(sources[number], others[other]))
    couples.sort(key=lambda couple: (couple.translation.line, couple.translation.column))
    return (
        couples,
        [fact for number, fact in enumerate(sources) if number not in taken],
        [fact for number, fact in enumerate(others) if number not in taken_others],
    )


def _unit_of(fact: Fact) -> str:
    return fact.value.partition(" ")[2] if fact.kind in ("measure", "money") else ""


def _share(number: int, sources: list[Fact], other: int, others: list[Fact]) -> float:
    """How far apart two facts stand in their blocks, from 0 to 1."""
    return abs((number + 0.5) / len(sources) - (other + 0.5) / len(others))


def _unlikeness(source: Fact, other: Fact, distance: float) -> float | None:
    """How unlikely it is that two facts should be the same; None if they should not."""
    kinds = {source.kind, other.kind}
    same_kind = are_of_one_kind(source, other) or kinds <= BARE or are_of_kin(source, other)
    families = {FAMILIES.get(fact.kind) for fact in (source, other)}
    if not may_be_one_name(source, other) or (len(families) > 1 and not same_kind):
        return None
    digits, other_digits = digits_of(source), digits_of(other)
    is_short = min(len(digits), len(other_digits)) < 2 and digits.rstrip("0") != other_digits.rstrip("0")
    same_digits = digits == other_digits
    if not same_kind and not same_digits and (is_short or not is_alike(source, other)):
        return None
    distance += not (source.strength and other.strength)  # “one” takes nothing from “two”
    apart = 0 if same_digits else 0.5 if is_alike(source, other) else 1.5
    apart += _UNIT if source.kind == other.kind and _unit_of(source) != _unit_of(other) else 0
    in_words = 0 if min(source.strength, 2) == min(other.strength, 2) else 0.5
    return (0 if same_kind else 2) + apart + in_words + distance
