"""Measures of two units: whether one is the other, converted and rounded as people do."""

from __future__ import annotations

import functools
import re
from fractions import Fraction

from microsite.checks.facts.measures import read_units
from microsite.checks.facts.numerals import are_one_slip_apart, canonical, parse_canonical
from microsite.checks.facts.reader import Fact
from microsite.values.named import NamedTuple

_NEAR = Fraction(2, 100)
"""How far from the exact value any measure may be that is converted."""
_LEAST, _ROUND = Fraction(15, 100), Fraction(5, 100)
"""The same for one that is rounded to a single digit, such as 2 m for 6 feet, and for one that ends in zeros."""
_WARM, _ABOUT = 40, 5
_SCALES = 6
"""How many zeros are mistaken at most."""
_TELLING, _ENDLESS = 3, 99
"""Of fewer digits one that differs says nothing of a slip; and how many a number has that needs no end of them."""
_BINARY = tuple(Fraction(1024, 1000) ** power for power in (1, 2, 3))
_DEGREES = ("°C", "°F")
_WITH_UNITS = frozenset({"measure", "money"})
_WRITTEN = re.compile(r"([0-9]+(?:[.,][0-9]+)*)(?:/([1-9][0-9]*(?:[.,][0-9]+)?))?")
_THOUSANDS = re.compile(r"[.,](?=[0-9]{3}\Z)")
_CODE = 3
"""Letters of the code of a currency."""


class _Measure(NamedTuple):
    """A number, and what one of its unit is in the base unit."""

    number: Fraction
    size: Fraction


def readings(fact: Fact) -> tuple[str, ...]:
    """All values that a fact may have, the likeliest first."""
    return (fact.value, *fact.maybe.split("|")) if fact.maybe else (fact.value,)


def in_one_unit(fact: Fact, other: Fact) -> tuple[Fact, Fact]:
    """The same by readings that count one thing, if they do not: cents of euros and of dollars, pounds and 磅."""
    if not (fact.maybe or other.maybe) or not {fact.kind, other.kind} <= _WITH_UNITS or unit_of(fact) == unit_of(other):
        return fact, other
    for value in readings(fact):
        for second in readings(other):
            unit = value.partition(" ")[2]
            if unit and unit == second.partition(" ")[2]:
                kind = "money" if unit.isalpha() and unit.isupper() and len(unit) == _CODE else "measure"
                return fact._replace(kind=kind, value=value), other._replace(kind=kind, value=second)
    return fact, other


def unit_of(fact: Fact) -> str:
    """The base unit that a measure is in, as its value names it; "" of what is none."""
    return fact.value.partition(" ")[2]


def _measures(fact: Fact) -> list[Fact]:
    """A fact by each measure that it may be: pounds of weight, degrees Fahrenheit."""
    found = (fact._replace(value=value) for value in readings(fact))
    bases = {base for base, _ in read_units().values()}
    return [one for one in found if unit_of(one).removesuffix("/m2") in bases]


def is_converted(fact: Fact, other: Fact) -> bool:
    """True of 30 yards and 27 m, 80 °F and 27 °C: other units, and either is the other one, rounded."""
    if fact.maybe or other.maybe:
        return any(_is_as_much(one, two) for one in _measures(fact) for two in _measures(other))
    return _is_as_much(fact, other)


def _is_as_much(fact: Fact, other: Fact) -> bool:
    value, base = fact.value.split(" ", 1)
    second, second_base = other.value.split(" ", 1)
    if base in _DEGREES and second_base in _DEGREES:
        return _is_warm_as(Fraction(value), fact, Fraction(second), other)
    if base != second_base:
        return False
    if base == "bit" and _is_binary(fact, other):
        return True
    one, two = _measure(fact, Fraction(value), base), _measure(other, Fraction(second), base)
    if not one.number or not two.number or _is_same_unit(one, two):
        return False
    return _is_rounded(one.number * one.size / two.size, two.number) or _is_rounded(
        two.number * two.size / one.size, one.number
    )


def _is_binary(fact: Fact, other: Fact) -> bool:
    """True of 1,024 MB and 1 GB, which have other scales."""
    value, second = (Fraction(one.value.split(" ")[0]) for one in (fact, other))
    if value <= 0 or second <= 0:
        return False
    sizes = [exact / Fraction(one.amount or 1) for one, exact in ((fact, value), (other, second))]
    return sizes[0] != sizes[1] and max(value / second, second / value) in _BINARY


def is_of_other_units(fact: Fact, other: Fact) -> bool:
    """True of measures of one thing in units that are no tenfold of each other, such as miles and metres.

    Also of two temperatures of which one is about the other in °F, since “degrees” may be either.
    """
    if fact.maybe or other.maybe:
        return any(_are_of_other_units(one, two) for one in _measures(fact) for two in _measures(other))
    return _are_of_other_units(fact, other)


def _are_of_other_units(fact: Fact, other: Fact) -> bool:
    value, base = fact.value.split(" ", 1)
    second, second_base = other.value.split(" ", 1)
    if base in _DEGREES and second_base in _DEGREES:
        warm, cold = sorted((Fraction(value), Fraction(second)), reverse=True)
        if base != second_base:
            warm, cold = (Fraction(value), Fraction(second))[:: 1 if base == "°F" else -1]
        elif warm < _WARM:
            return False
        return abs((warm - 32) * Fraction(5, 9) - cold) < _ABOUT
    if base != second_base:
        return False
    one, two = _measure(fact, Fraction(value), base), _measure(other, Fraction(second), base)
    return bool(one.number and two.number) and not _is_same_unit(one, two) and not _are_near(one.size / two.size)


def _are_near(ratio: Fraction) -> bool:
    """True of hp and PS, which hardly anybody converts."""
    return abs(ratio - 1) < _NEAR


def is_slip_of_conversion(fact: Fact, other: Fact) -> bool:
    """True of measures in other units of which neither is the other, but a digit or a power of ten apart from that."""
    (value, base), (second, second_base) = (one.value.split(" ", 1) for one in (fact, other))
    if fact.maybe or other.maybe or base != second_base or base in _DEGREES:
        return False
    one, two = _measure(fact, Fraction(value), base), _measure(other, Fraction(second), base)
    if not one.number or not two.number or _is_same_unit(one, two):
        return False
    ratio = one.size / two.size
    return _is_slip_of(abs(one.number * ratio), abs(two.number)) or _is_slip_of(
        abs(two.number / ratio), abs(one.number)
    )


def _is_slip_of(exact: Fraction, written: Fraction) -> bool:
    digits = _count_digits(written)
    for power in (*range(-_SCALES, 0), *range(1, _SCALES + 1)):
        moved = exact * Fraction(10) ** power
        if moved == written or (digits > 1 and _is_rounded(moved, written)):
            return True
    if not _TELLING <= digits < _ENDLESS:
        return False
    as_long, number = (f"{float(one):.{digits - 1}e}".split("e") for one in (exact, written))
    return as_long[1] == number[1] and are_one_slip_apart(as_long[0].replace(".", ""), number[0].replace(".", ""))


def written_number(fact: Fact) -> Fraction | None:
    """The number that stands in digits in a measure, without its unit and scale; None if it is in words."""
    written = _WRITTEN.search(fact.text)
    number = parse_canonical(written[1].replace(",", ".")) if written else None
    if written is None or number is None:
        return None
    below = Fraction(re.sub(_THOUSANDS, "", written[2]).replace(",", ".")) if written[2] else 1
    return Fraction(-number if fact.value.startswith("-") else number) / below


def numbers_of_measure(fact: Fact) -> tuple[Fraction, ...]:
    """The numbers with their scale that a measure may have beside its unit: 82万千瓦 has 820,000."""
    value, base = fact.value.split(" ", 1)
    if fact.amount:
        return (Fraction(fact.amount),)
    written, exact = written_number(fact), Fraction(value)
    if not written:
        return ()
    numbers = {exact / size for size in _sizes(base) or (Fraction(1),)}  # what CLDR alone knows is its own base: cups
    if written in numbers:  # without a scale: 85 m are no 850 dm
        return (written,)
    return tuple(sorted(number for number in numbers if _is_tenfold(number / written) and abs(number) >= abs(written)))


def _measure(fact: Fact, value: Fraction, base: str) -> _Measure:
    """A measure as it is written; one in words in the unit in which it is the roundest."""
    number = written_number(fact)
    if number:
        size = value / number
        if not _systems(base):  # of no unit that has a name: 500公斤/亩
            return _Measure(number, size)
        known = next((one for one in _systems(base) if _is_tenfold(size / one)), None)
        if known:
            return _Measure(value / known, known)
    size = min(_systems(base), key=lambda one: _count_digits(value / one), default=Fraction(1))
    return _Measure(value / size, size)


@functools.cache
def _sizes(base: str) -> tuple[Fraction, ...]:
    """The sizes of the units that are counted in a base unit."""
    return tuple(sorted({size for own, size in read_units().values() if own == base}))


@functools.cache
def _systems(base: str) -> tuple[Fraction, ...]:
    """The same without those that are a tenfold of another one."""
    found: list[Fraction] = []
    for size in _sizes(base):
        if not any(_is_tenfold(size / one) for one in found):
            found.append(size)
    return tuple(found)


def _is_same_unit(one: _Measure, two: _Measure) -> bool:
    return _is_tenfold(one.size / two.size)


def _is_tenfold(ratio: Fraction) -> bool:
    """True of a power of ten."""
    small, large = sorted((ratio.numerator, ratio.denominator))
    return small == 1 and str(large).strip("0") == "1"


def _count_digits(number: Fraction) -> int:
    """How many digits a number needs; many if it needs no end of them."""
    written = canonical(number)
    return _ENDLESS if "/" in written else len(written.replace(".", "").strip("0-"))


def _is_rounded(exact: Fraction, written: Fraction) -> bool:
    """True if what is written may stand for the exact value: half of its last digit that is not 0 is left open."""
    apart, size = abs(exact - written), abs(written)
    if apart <= _NEAR * size:
        return True
    digits = canonical(size)
    whole, _, decimals = digits.partition(".")
    if "/" in digits:
        return False
    last = Fraction(1, 10 ** len(decimals)) if decimals else Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))
    most = _LEAST if not whole.endswith("0") and _count_digits(size) == 1 else _ROUND
    return apart <= min(last / 2, most * size)


def _is_warm_as(one: Fraction, fact: Fact, two: Fraction, other: Fact) -> bool:
    """True of a temperature in °F and in °C, and of a difference if both are named; “degrees” alone may be either."""
    are_named = fact.value[-1] != other.value[-1]
    for warm, cold, named in ((one, two, fact), (two, one, other)):
        if named.value.endswith("C") and (are_named or "C" in named.text.upper() or "℃" in named.text):
            continue
        exact = [(warm - 32) * Fraction(5, 9), *([warm * Fraction(5, 9)] if are_named else [])]
        if any(abs(value - cold) <= Fraction(1, 2) or _is_rounded(value, cold) for value in exact):
            return True
    return False
