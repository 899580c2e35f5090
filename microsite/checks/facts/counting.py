"""A number and what belongs to it → the fact that they are: a quantity with its sign, or a place in an order."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from microsite.checks.facts.areas import find_area
from microsite.checks.facts.cores import Core
from microsite.checks.facts.fields import Raw
from microsite.checks.facts.floors import as_floor
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.surroundings import (
    NONE,
    Amount,
    Suffix,
    below_zero,
    dimension,
    dimensions,
    is_rise,
    may_fall,
    read_suffix,
    sign_before,
)
from microsite.checks.facts.wraps import SIGNS

_THIRDS: Mapping[Amount, str] = {3: "1/3", 7: "2/3"}
"""What so many tenths are about."""
_NEAR, _AGE, _FAR = 2, 8, 40
_HOUR = 3600
_HAN = "\u2e80"
_TIMES_OF = ("s", "month")


def read_fact(text: str, start: int, end: int, core: Core, suffix: Suffix, notation: Notation) -> Raw:
    """The fact of a number from `start` to `end` and what belongs to it; its sign is looked for here."""
    value = core.value or 0
    if suffix.power:
        value *= 10**suffix.power
    minus = sign_before(text, start, notation) if core.value and core.value > 0 else 0
    if not minus and suffix.kind == "unit" and (below := below_zero(text, end, notation)):
        end, value = below, -value
    elif minus:
        value = -value
    kind, written = dimension(value, suffix, notation)
    if core.is_year and suffix == NONE:
        kind = "year"
    maybe = _maybe_share(text, start, end, value, suffix, notation) or dimensions(value, suffix, notation)
    if kind in ("percent", "points") and may_fall(text, start, end, notation):
        if value > 0:
            maybe = "|".join(filter(None, (f"-{written}", maybe)))
        elif minus == 1 and text[max(0, start - 3) : start - 1].rstrip(" \u00a0")[-1:].isalpha():  # fell by -3%: twice
            maybe = written[1:]
    if not minus and value > 0 and _is_hyphened(text, start, notation):
        minus, maybe = 1, "|".join(filter(None, (maybe, f"-{written}")))
    strength = 2 if suffix.power > 1 else core.strength
    if core.value != 1 and is_rise(text, start, suffix, notation):
        strength, maybe = 1, f"{canonical(value + 1)}×"
    fact = Raw(kind, written, strength, start - minus, end, maybe, canonical(value) if kind == "measure" else "")
    return _beside(fact, text, notation)


def _is_hyphened(text: str, start: int, notation: Notation) -> bool:
    """True of a number behind a hyphen and a Chinese character, which is one of a name or a slip: 歼-20, 约-45人."""
    return notation.han is not None and text[start - 1] in SIGNS and text[max(0, start - 2)] >= _HAN


def _maybe_share(text: str, start: int, end: int, value: Amount, suffix: Suffix, notation: Notation) -> str:
    """What else a share may be: 5 ‰ are 5 of 1,000, and 近三成 is about a third."""
    if suffix.kind == "unit" and notation.units.units[suffix.name].base == "%":
        return canonical(value)
    if suffix.kind != "tenths" or notation.han is None or value not in _THIRDS:
        return ""
    is_near = notation.han.near.search(text[max(0, start - _NEAR) : start]) or notation.han.near_behind.match(text, end)
    return _THIRDS[value] if is_near else ""


def _beside(fact: Raw, text: str, notation: Notation) -> Raw:
    """The fact with what stands around it: a floor, an area, an hour."""
    if fact.kind == "number" and notation.han:
        return as_floor(fact, text, fact.end, notation)
    if fact.value[-2:] == " s":
        return _of_people(fact, text, notation) or _with_hour(fact, text, notation)
    return _by_area(fact, text, notation) if fact.value[-2:] == " g" else fact


def _of_people(fact: Raw, text: str, notation: Notation) -> Raw | None:
    """An age, which the seconds may be too: the under 18s."""
    years = text[fact.start : fact.end].removesuffix("s")
    if not years.isdecimal() or not text.endswith(notation.years.people_before, 0, fact.start - 1):
        return None
    return fact._replace(maybe=f"{12 * int(years)} month|{years}")


def maybe_age(fact: Raw, text: str, notation: Notation) -> Raw:
    """A number in words, which may be an age behind some words: children under twelve."""
    is_aged = fact.kind == "number" and notation.years.aged.search(text[max(0, fact.start - _AGE) : fact.start])
    return fact._replace(maybe=f"{12 * int(fact.value)} month") if is_aged and fact.value.isdigit() else fact


def _with_hour(fact: Raw, text: str, notation: Notation) -> Raw:
    """Minutes, with hours in words before them: an hour and 40 minutes."""
    before = notation.words.hour_and.search(text[max(0, fact.start - _FAR) : fact.start])
    name = notation.units.names.get(before["unit"]) if before else None
    if before is None or name is None or notation.units.units.get(name.key, ("", 0))[1] != _HOUR:
        return fact
    seconds = Fraction(fact.value[:-2])
    if not 0 < seconds < _HOUR or name.kind != "unit":
        return fact
    start = max(0, fact.start - _FAR) + before.start()
    hours = notation.words.spelling.cardinals.get((before["times"] or "").lower(), 1)
    return fact._replace(value=f"{canonical(seconds + hours * _HOUR)} s", start=start, amount="")


def _by_area(fact: Raw, text: str, notation: Notation) -> Raw:
    """A weight, by the area that it is told of if it is."""
    area = find_area(text, fact.start, fact.end, notation.units.areas)
    if area is None:
        return fact
    value = f"{canonical(Fraction(fact.value[:-2]) / area.size)} g/m2"
    return fact._replace(value=value, maybe=fact.value, start=area.start, end=area.end)


def read_place(text: str, place: int, start: int, end: int, notation: Notation) -> Raw:
    """An ordinal, with the unit of time that is counted so: the 70th minute is not the 70th hour."""
    suffix = read_suffix(text, end, notation)[0]
    if suffix.kind != "unit" or suffix.power or notation.units.units[suffix.name].base not in _TIMES_OF:
        return as_floor(Raw("ordinal", f"{place}.", 2, start, end), text, end, notation)
    value = dimension(1, suffix, notation)[1]
    return Raw("ordinal", f"{place}. {value}", 2, start, end, f"{place}.|{place}")
