"""What stands before and behind a number and belongs to it: signs, scales, percent, currencies, units."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from microsite.checks.facts.characters import han_scale
from microsite.checks.facts.expressions import SPACE
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical

Amount = int | Fraction

_SIGNS = "-−–"
_BEFORE_SIGN = frozenset(' \t\n\u00a0(（[:：*_|"“„=≈≥≤，。、；')
_REACH = 12
"""How many characters before a number are looked at."""
_KINDS = ("points", "percent", "currency", "unit", "factor", "tenths", "discount")


class Suffix(NamedTuple):
    """What follows a number: a scale, as a power of ten; a kind, one of `_KINDS` but money for currency; its name."""

    power: int = 0
    kind: str = ""
    name: str = ""
    is_half_more: bool = False
    """True of 个半小时 and 年半."""


NONE = Suffix()


def read_suffix(text: str, end: int, notation: Notation, *, is_money: bool = False) -> tuple[Suffix, int]:
    """What follows a number that ends at `end`, and where that ends; after a currency, m is a million."""
    match = notation.units.suffix.match(text, end)
    if match is None or match.end() == end:
        return NONE, end
    power, stop = 0, end
    if scale := match["scale"]:
        power = han_scale(scale, notation.han) if notation.han else notation.units.scales[" ".join(scale.split())]
        stop = match.end("scale")
    if short := match["short"]:
        if not is_money:
            return (Suffix(0, "unit", short), match.end("short")) if short in notation.units.units else (NONE, end)
        power, stop = notation.units.scales[short], match.end("short")
    kind = next((kind for kind in _KINDS if match[kind]), "")
    if not kind:
        return Suffix(power), stop
    name, is_half_more = re.sub(f"{SPACE}+", " ", match[kind]), bool(match["half"] or match["more"])
    return Suffix(power, "money" if kind == "currency" else kind, name, is_half_more), match.end()


def dimension(value: Amount, suffix: Suffix, notation: Notation) -> tuple[str, str]:
    """Kind and canonical value of a number (its scale already applied) with what follows it."""
    name = suffix.name
    if suffix.kind == "money":
        return "money", f"{canonical(value)} {notation.units.currencies.get(name, name)}"
    if suffix.kind == "unit":
        base, factor = notation.units.units[name]
        value += Fraction(suffix.is_half_more, 2)
        return "measure", f"{canonical(Fraction(value) * factor)} {base}"
    if suffix.kind == "factor":
        value = 2 if notation.han and value == 1 and not name.isascii() else value  # 增长1倍 says that it doubled
        return "factor", f"{canonical(value)}×"
    if suffix.kind == "points":
        return "points", f"{canonical(value)}pp"
    if suffix.kind == "tenths":
        value *= 10
    elif suffix.kind == "discount":  # 八折, 75折: a fifth, a quarter less
        value = 100 - value * (10 if value < 10 else 1)
    elif suffix.kind != "percent":
        return "number", canonical(value)
    return "percent", f"{canonical(value)}%"


def is_rise(text: str, start: int, suffix: Suffix, notation: Notation) -> bool:
    """True of a factor that may be meant as one more: 增长两倍, three times as much, or two."""
    if suffix.kind != "factor" or notation.han is None:
        return False
    return notation.han.rises.search(text[max(0, start - _REACH) : start]) is not None


def currency_before(text: str, start: int, notation: Notation) -> tuple[str, int]:
    """The ISO 4217 code of the currency that stands before a number, and where that begins; "" if none does."""
    before = text[max(0, start - _REACH) : start].rstrip(" \u00a0*_")
    if before[-1:] not in notation.units.before_ends:
        return "", start
    for size in range(min(5, len(before)), 0, -1):
        code = notation.units.before.get(before[-size:], "")
        if code and not (before[-size].isascii() and before[-size].isalpha() and before[-size - 1 : -size].isalpha()):
            return code, max(0, start - _REACH) + len(before) - size
    return "", start


def currency_length(text: str, start: int, notation: Notation) -> int:
    """The length of the currency that stands at `start`, with a space behind it; 0 if there is none."""
    for size in range(4, 0, -1):
        if text[start : start + size] in notation.units.before:
            return size + (text[start + size : start + size + 1] in (" ", "\u00a0"))
    return 0


def sign_before(text: str, start: int, notation: Notation) -> int:
    """How many characters before a number make it negative; 0 if none do."""
    before = text[max(0, start - _REACH) : start]
    if before[-1:] and before[-1] in _SIGNS:
        is_sign = len(before) == 1 or (before[-2] in _BEFORE_SIGN and not before[:-1].rstrip()[-1:].isdigit())
        return int(is_sign)
    words = before.rstrip()
    for word in notation.minus:
        if words.endswith(word) and (notation.han or not words[: -len(word)][-1:].isalpha()):
            return len(before) - len(words) + len(word)
    return 0
