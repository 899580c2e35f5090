"""What stands before and behind a number and belongs to it: signs, scales, percent, currencies, units."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from microsite.checks.facts.characters import han_scale
from microsite.checks.facts.expressions import SPACE
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.wraps import SIGNS, WIDE_BLANKS, find_before, find_behind, is_followed, is_led

Amount = int | Fraction

_BEFORE_SIGN = frozenset(' \t\n\u00a0(（[:：*_|"“„=≈≥≤，。、；')
_REACH = 12
"""How many characters before a number are looked at."""
_BEHIND = ("percent", "money", "unit")
_KINDS = ("points", "percent", "currency", "unit", "tenths", "discount")


class Suffix(NamedTuple):
    """What follows a number: a scale, as a power of ten; a kind, one of `_KINDS` but money for currency; its name."""

    power: int = 0
    kind: str = ""
    name: str = ""


NONE = Suffix()
Behind = tuple[Suffix, int]
"""What follows, and where that ends."""


def read_suffix(text: str, end: int, notation: Notation, *, is_money: bool = False) -> tuple[Suffix, int]:
    """What follows a number that ends at `end`, and where that ends; after a currency, m is a million."""
    own, stop = _read_own_suffix(text, end, notation, is_money=is_money)
    return _extend(text, end, own, stop, notation)


def _extend(text: str, end: int, own: Suffix, stop: int, notation: Notation) -> Behind:
    """The same with what CLDR knows, where that is more: K in English, and all of a language without a table."""
    wraps = notation.units.wraps
    if not is_followed(text, end, wraps):
        return own, stop
    power, kind, name = own
    scale = find_behind(text, end, wraps, ("scale",))
    if scale and scale[1] >= stop + (notation.has_table and not scale[0].is_glued):
        power, kind, name, stop = scale[0].power, "", "", scale[1]
    if not kind and power and (unit := find_behind(text, stop, wraps, _BEHIND)):
        kind, name, stop = unit[0].kind, unit[0].key, unit[1]
    elif (unit := find_behind(text, end, wraps, _BEHIND)) and unit[1] > stop:
        power, kind, name, stop = 0, unit[0].kind, unit[0].key, unit[1]
    return Suffix(power, kind, name), stop


def _read_own_suffix(text: str, end: int, notation: Notation, *, is_money: bool) -> Behind:
    """What follows by the language’s table."""
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
    return Suffix(power, "money" if kind == "currency" else kind, re.sub(f"{SPACE}+", " ", match[kind])), match.end()


def dimension(value: Amount, suffix: Suffix, notation: Notation) -> tuple[str, str]:
    """Kind and canonical value of a number (its scale already applied) with what follows it."""
    name = suffix.name
    if suffix.kind == "money":
        return "money", f"{canonical(value)} {notation.units.currencies.get(name, name)}"
    if suffix.kind == "unit":
        base, factor = notation.units.units[name]
        return "measure", f"{canonical(Fraction(value) * factor)} {base}"
    if suffix.kind == "points":
        return "points", f"{canonical(value)}pp"
    if suffix.kind == "tenths":
        value *= 10
    elif suffix.kind == "discount":  # 八折, 75折: a fifth, a quarter less
        value = 100 - value * (10 if value < 10 else 1)
    elif suffix.kind != "percent":
        return "number", canonical(value)
    return "percent", f"{canonical(value)}%"


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


def currency_before_sign(text: str, sign: int, notation: Notation) -> tuple[str, int]:
    """The same before the sign of a number: EUR-42, € −42, PLN -42 with a no-break space."""
    wraps = notation.units.wraps
    last = text[sign - 1 : sign] if text[sign - 1 : sign] != " " else text[sign - 2 : sign - 1]
    if last not in notation.units.before_ends and last not in WIDE_BLANKS and not wraps.is_code_glued:
        return "", sign + 1
    currency, begin = currency_before(text, sign, notation)
    if not currency and (code := find_before(text, sign, wraps, ("money",))):
        return code[0].key, code[1]
    return currency, begin


def read_before(text: str, start: int, notation: Notation) -> tuple[Suffix, int]:
    """What stands before a number instead of behind it, and where that begins: %25, kilomita 5."""
    wraps = notation.units.wraps
    if not is_led(text, start, wraps):
        return NONE, start
    power, kind, name, begin = *NONE, start - (start > 0 and text[start - 1] in SIGNS)
    if scale := find_before(text, start, wraps, ("scale",)):
        power, begin = scale[0].power, scale[1]
    if unit := find_before(text, begin, wraps, _BEHIND):
        kind, name, begin = unit[0].kind, unit[0].key, unit[1]
    return (Suffix(power, kind, name), begin) if power or kind else (NONE, start)


def currency_length(text: str, start: int, notation: Notation) -> int:
    """The length of the currency that stands at `start`, with a space behind it; 0 if there is none."""
    for size in range(4, 0, -1):
        if text[start : start + size] in notation.units.before:
            return size + (text[start + size : start + size + 1] in (" ", "\u00a0"))
    return 0


def sign_before(text: str, start: int, notation: Notation) -> int:
    """How many characters before a number make it negative; 0 if none do."""
    before = text[max(0, start - _REACH) : start]
    if before[-1:] and before[-1] in SIGNS:
        is_sign = len(before) == 1 or (before[-2] in _BEFORE_SIGN and not before[:-1].rstrip()[-1:].isdigit())
        return int(is_sign)
    words = before.rstrip()
    for word in notation.minus:
        if words.endswith(word) and (notation.han or not words[: -len(word)][-1:].isalpha()):
            return len(before) - len(words) + len(word)
    return 0
