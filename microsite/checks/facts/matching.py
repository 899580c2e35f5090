"""Facts of two languages → facts that say the same, that contradict each other, and that are alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from microsite.checks.facts.numerals import canonical, parse_canonical
from microsite.checks.facts.reader import Fact

BARE = frozenset({"number", "year", "ordinal", "token"})
"""Kinds of facts that say no more than how many, or which."""
_TIMES = frozenset({"factor", "fraction"})  # which may be a percentage elsewhere: half, doubled
_FAMILIES = {
    "date": "date",
    "time": "time",
    "decade": "decade",
    "weekday": "weekday",
    "phone": "phone",
}
_NEAR = Fraction(2, 100)
_FAR = Fraction(30, 100)
_BOUND = 60
"""More facts than this on either side are not tried one by one, since time grows with the square."""
_FEW = 8


class Couple(NamedTuple):
    """A fact of the source and what the translation has of it."""

    source: Fact
    translation: Fact


def match(sources: Sequence[Fact], others: Sequence[Fact]) -> tuple[list[Couple], list[Fact], list[Fact]]:
    """Facts that are the same except for their unit (such as 5 % and 5), and facts left over, as multisets.

    Facts with the same value are matched first and told of no more; the strongest first.
    """
    sources, others = _match_by(sources, others, lambda fact: (fact.value,))
    couples: list[Couple] = []
    if sources and others and any(fact.maybe for fact in (*sources, *others)):
        sources, others = _match_by(sources, others, readings, _is_one_of)
    if sources and others:
        sources, others = _match_by(sources, others, _loose_keys, _is_loosely_same, couples)
    if sources and others and len(sources) * len(others) < _BOUND**2:
        sources, others = _match_one_by_one(sources, others)
    return couples, list(sources), list(others)


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


def readings(fact: Fact) -> tuple[str, ...]:
    """All values that a fact may have, the likeliest first."""
    return (fact.value, *fact.maybe.split("|")) if fact.maybe else (fact.value,)


def _is_one_of(fact: Fact, other: Fact) -> bool:
    """True if what one of them means is what the other may mean; two that are open need not be the same."""
    return fact.value in readings(other) or other.value in readings(fact)


def _loose_keys(fact: Fact) -> tuple[str, ...]:
    """The bare number of a fact, or of its day or hour if it says nothing else."""
    if fact.kind == "date":
        return (str(int(fact.value[4:])),) if fact.value.startswith("?-?-") else ()
    if fact.kind == "time":
        return (str(int(fact.value[:2])),) if fact.value.endswith(":00") else ()
    number = bare_number(fact)
    if number is None:
        return ()
    if fact.kind == "percent":  # doubled: 200 % of what was, or 100 % more
        return canonical(number), f"×{canonical(Fraction(number) / 100)}", f"×{canonical(Fraction(number) / 100 + 1)}"
    return (canonical(number), f"×{canonical(number)}") if fact.kind in _TIMES else (canonical(number),)


def _is_loosely_same(fact: Fact, other: Fact) -> bool:
    is_place = fact.kind == other.kind == "ordinal"  # the 70th minute, hour
    kinds = {fact.kind, other.kind}
    return not is_place and (bool(kinds & BARE) or ("percent" in kinds and bool(kinds & _TIMES)))


def bare_number(fact: Fact) -> int | Fraction | None:
    """The number of a fact as it is written, without its unit; None if it has none."""
    if fact.kind == "measure":
        written = re.search(r"[0-9]+(?:[.,][0-9]+)*(?:/[1-9][0-9]*)?", fact.text)
        number = parse_canonical(written[0].replace(",", ".")) if written else None
        return -number if number and fact.value.startswith("-") else number
    value = re.sub(r"(?:%|pp|×|\.(?: .*)?| [A-Z]{3})\Z", "", fact.value)
    return parse_canonical(value)


def _match_one_by_one(sources: list[Fact], others: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Facts without counterparts, after pairing dates that say less and quantities that are converted."""
    rest, left = list(others), []
    for fact in sources:
        found = next((other for other in rest if _is_compatible(fact, other)), None)
        if found is None:
            left.append(fact)
        else:
            rest.remove(found)
    return left, rest


def _is_compatible(fact: Fact, other: Fact) -> bool:
    if {fact.kind, other.kind} == {"token", "measure"}:
        return digits_of(fact) == digits_of(other)  # 1M, 1 MB
    if _is_measured(fact) and _is_measured(other):
        return _is_converted(fact, other)
    return fact.kind == other.kind and fact.kind in _COMPATIBLE and _COMPATIBLE[fact.kind](fact, other)


def _is_measured(fact: Fact) -> bool:
    return fact.kind == "measure" or bool(fact.maybe)


def _is_less_of_a_date(fact: Fact, other: Fact) -> bool:
    parts = zip(fact.value.split("-"), other.value.split("-"), strict=True)
    return all(one == two or "?" in (one, two) for one, two in parts)


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


def _is_converted(fact: Fact, other: Fact) -> bool:
    """True of 10 miles and 16 km: other figures for as much, as people round; of degrees, to the nearest."""
    written, second_written = bare_number(fact), bare_number(other)
    if not written or not second_written or _difference(written, second_written) <= _FAR:
        return False
    return any(_is_near(one, two) for one in readings(fact) for two in readings(other))


def _is_near(one: str, two: str) -> bool:
    """True of two measures that are about the same, in one base."""
    (value, _, base), (second, _, second_base) = one.partition(" "), two.partition(" ")
    number, second_number = parse_canonical(value), parse_canonical(second)
    if base != second_base or _is_currency(base) or number is None or second_number is None:
        return False
    if base == "°C":
        return abs(Fraction(number) - second_number) < 1
    return bool(number and second_number) and _difference(number, second_number) < _NEAR


def _is_currency(base: str) -> bool:
    """True of the code of a currency, whose amounts are exact."""
    return len(base) == len("EUR") and base.isupper()


_COMPATIBLE: dict[str, Callable[[Fact, Fact], bool]] = {
    "date": _is_less_of_a_date,
    "phone": _is_from_abroad,
    "token": _is_less_of_a_code,
}


def _difference(one: int | Fraction, two: int | Fraction) -> Fraction:
    return abs(Fraction(one) - two) / max(abs(Fraction(one)), abs(Fraction(two)))


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


def _share(number: int, sources: list[Fact], other: int, others: list[Fact]) -> float:
    """How far apart two facts stand in their blocks, from 0 to 1."""
    return abs((number + 0.5) / len(sources) - (other + 0.5) / len(others))


def _unlikeness(source: Fact, other: Fact, distance: float) -> float | None:
    """How unlikely it is that two facts should be the same; None if they should not."""
    if _FAMILIES.get(source.kind) != _FAMILIES.get(other.kind):
        return None
    same_kind = source.kind == other.kind or {source.kind, other.kind} <= BARE
    same_digits = digits_of(source) == digits_of(other)
    is_short = min(len(digits_of(source)), len(digits_of(other))) < 2
    if not same_kind and not same_digits and (is_short or not is_alike(source, other)):
        return None
    distance += not (source.strength and other.strength)  # “one” takes nothing from “two”
    return (0 if same_kind else 2) + (0 if same_digits else 0.5 if is_alike(source, other) else 1.5) + distance


def digits_of(fact: Fact) -> str:
    """The digits of what is written, or of the value if it is written in words."""
    written = re.sub("[^0-9]", "", fact.text)
    return written or re.sub("[^0-9]", "", fact.value)


def is_alike(fact: Fact, other: Fact) -> bool:
    """True if a slip may have made one of the other: a digit changed, dropped, added, moved, or zeros.

    Looks at what is written and at the values, since 3.6亿 and 360 million have other digits.
    """
    if fact.kind == other.kind and fact.kind in _FAMILIES:
        return True
    return _are_alike(digits_of(fact), digits_of(other)) or _are_alike(_significant(fact), _significant(other))


def _significant(fact: Fact) -> str:
    return re.sub("[^0-9]", "", fact.value).rstrip("0")


def _are_alike(one: str, two: str) -> bool:
    if one.rstrip("0") == two.rstrip("0") or sorted(one) == sorted(two):
        return True
    if len(one) == len(two):
        return sum(first != second for first, second in zip(one, two, strict=True)) <= max(1, len(one) // 3)
    short, long = sorted((one, two), key=len)
    is_longer_by_one = len(long) - len(short) == 1
    return is_longer_by_one and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def is_slip(fact: Fact, other: Fact) -> bool:
    """True of long figures that differ by one digit or by two swapped ones: hardly a coincidence."""
    one, two = digits_of(fact), digits_of(other)
    if min(len(one), len(two)) < 4:
        return False
    if len(one) != len(two):
        return one.rstrip("0") == two.rstrip("0")
    return sum(first != second for first, second in zip(one, two, strict=True)) == 1 or (
        sorted(one) == sorted(two) and sum(first != second for first, second in zip(one, two, strict=True)) == 2
    )
