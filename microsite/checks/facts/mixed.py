"""Measures of two units that are one together: 5 feet 11 inches, 5′11″, 12 pounds 3 ounces, 10 stone 4."""

from __future__ import annotations

import re
from fractions import Fraction

from microsite.checks.facts.cores import Core
from microsite.checks.facts.fields import Raw
from microsite.checks.facts.measures import read_units
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.surroundings import Suffix, read_suffix
from microsite.values.named import NamedTuple

_FEET = re.compile(r"([0-9]{1,2})['’′]\s?([0-9]{1,2})(?:[\"”″]|''|′′|’’)")
_NEXT = re.compile(r"(?:,?\s{0,2}(?:and |und )?|-)([0-9]{1,2})(?![0-9.,:/])")
_ABBREVIATED = re.compile(r"\s?(?:in|ins|lb|lbs|oz)(?![^\W_])\.?")


class _Part(NamedTuple):
    """The unit that a larger one is divided into, and how many of it that is."""

    unit: str
    number: int


_PARTS = {"foot": _Part("inch", 12), "pound": _Part("ounce", 16), "stone": _Part("pound", 14)}
"""British and American measures; what is metric has decimals, and times have spans of their own."""


def read_feet(text: str, start: int) -> tuple[list[Raw], int] | None:
    """Feet and inches by their signs: 5′11″."""
    match = _FEET.match(text, start)
    if match is None or int(match[2]) >= _PARTS["foot"].number:
        return None
    return [_sum_up("foot", int(match[1]), int(match[2]), start, match.end())], match.end()


def read_mixed(
    text: str, start: int, core: Core, suffix: Suffix, end: int, notation: Notation
) -> tuple[list[Raw], int] | None:
    """The measure that begins with a number of a unit and goes on with its parts behind `end`; None if it does not."""
    if not suffix.name and not suffix.maybe:
        return None
    if not isinstance(core.value, int):
        return None
    whole = next((name for name in (suffix.name, *(one.key for one in suffix.maybe)) if name in _PARTS), None)
    following = _NEXT.match(text, end) if whole and not suffix.power else None
    if whole is None or following is None:
        return None
    unit, most = _PARTS[whole]
    rest, last = int(following[1]), following.end()
    behind, stop = read_suffix(text, last, notation)
    if unit in (behind.name, *(one.key for one in behind.maybe)):
        last = stop
    elif abbreviated := _ABBREVIATED.match(text, last):
        last = abbreviated.end()
    else:
        return None
    return ([_sum_up(whole, core.value, rest, start, last)], last) if rest < most else None


def _sum_up(whole: str, number: int, rest: int, start: int, end: int) -> Raw:
    base, size = read_units()[whole]
    value = Fraction(number) * size + Fraction(rest) * size / _PARTS[whole].number
    return Raw("measure", f"{canonical(value)} {base}", 2, start, end)
