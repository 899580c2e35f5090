"""What stands before and behind a number and belongs to it: signs, scales, percent, currencies, units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from microsite.checks.facts.characters import han_scale
from microsite.checks.facts.expressions import SPACE
from microsite.checks.facts.measures import Name
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.suffixes import find_suffix, plain_name
from microsite.checks.facts.wraps import SIGNS, WIDE_BLANKS, find_before, find_behind, is_followed, is_led
from microsite.values.named import NamedTuple

Amount = int | Fraction

_BEFORE_SIGN = frozenset(' \t\n\u00a0(（[:：*_|"“„=≈≥≤，。、；')
_REACH = 12
"""How many characters before a number are looked at."""
_FAR = 24
_HAN = "\u2e80"
_CHANGES = ("percent", "points")
_COLD = ("°C", "°F", "degree")
_KMH, _WHOLE = Fraction(36, 10), 100
_AMOUNT = re.compile("[0-9]{1,3}(?:[,.][0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?")
_BEHIND = ("percent", "money", "unit")


class Suffix(NamedTuple):
    """What follows a number: a scale, as a power of ten, and what it counts."""

    power: int = 0
    kind: str = ""
    """As in `measures.Name`, whose key is `name`."""
    name: str = ""
    maybe: tuple[Name, ...] = ()
    """What else that may be; or what else the scale may be: 10K, ten kilometres."""
    seconds: Fraction | None = None
    """How long that takes, of a rate."""
    is_half_more: bool = False
    """True of 个半小时, 年半 and 两成半."""


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
    power, kind, name = own[:3]
    scale = find_behind(text, end, wraps, ("scale",))
    if scale and scale[1] >= stop + (notation.has_table and not scale[0].is_glued):
        power, kind, name, stop = scale[0].power, "", "", scale[1]
    if not kind and power and (unit := find_behind(text, stop, wraps, _BEHIND)):
        kind, name, stop = unit[0].kind, unit[0].key, unit[1]
    elif (unit := find_behind(text, end, wraps, _BEHIND)) and unit[1] > stop:
        power, kind, name, stop = 0, unit[0].kind, unit[0].key, unit[1]
    return own if (power, kind, name) == own[:3] else Suffix(power, kind, name), stop


def _read_own_suffix(text: str, end: int, notation: Notation, *, is_money: bool) -> Behind:
    """What follows by the language’s table."""
    units = notation.units
    found = find_suffix(text, end, units.suffixes)
    if found.short and (short := _read_short(text, end, found.short, notation, is_money=is_money)):
        return short
    if found.end == end:
        return NONE, end
    power, stop = 0, end
    if found.scale:
        power = han_scale(found.scale, notation.han) if notation.han else _read_scale(_plain(found.scale), units.scales)
        stop = found.scale_end
    name = plain_name(found.name, units.names)
    if not name:
        return Suffix(power), stop
    kind, key = units.names[name]
    stop, seconds = found.name_end, None
    if kind == "unit" and units.units[key].base == "m" and found.per:
        seconds, stop = units.seconds[_plain(found.per)], found.end
    is_half_more = kind in ("unit", "tenths") and found.is_half_more
    if is_half_more and found.behind_end >= 0:
        stop = found.behind_end
    maybe = units.maybe.get(name, ())
    if name == found.short:
        maybe = (*maybe, Name("scale", str(units.scales[name])))  # 3m people
    return Suffix(power, kind, key, maybe, seconds, is_half_more), stop


def may_be_place(text: str, end: int, stop: int, notation: Notation) -> bool:
    """True if the unit behind a number is an ordinal, too: two second prizes, but two-second delays."""
    return text[end : end + 1].isspace() and text[end:stop].strip() in notation.words.spelling.ordinals


def _read_scale(written: str, scales: Mapping[str, int]) -> int:
    """The power of ten of one or two words: lakh crore."""
    if written in scales:
        return scales[written]
    place = next(place for place, sign in enumerate(written) if sign in " -‑" and written[:place] in scales)
    return scales[written[:place]] + scales[written[place + 1 :].lstrip(" -‑")]


def _read_short(text: str, end: int, short: str, notation: Notation, *, is_money: bool) -> tuple[Suffix, int] | None:
    """A scale right behind digits: €5m, 5m euros, 30K; else None, or a unit that it may be, too."""
    units = notation.units
    power, stop = units.scales[short], end + len(short)
    found = find_suffix(text, stop, units.suffixes)
    name = "" if found.scale else plain_name(found.name, units.names)
    kind, key = units.names.get(name, ("", ""))
    if kind in ("money", "unit") and (is_money or len(name) > 1 or kind == "money"):  # 3m barrels
        return Suffix(power, kind, key, units.maybe.get(name, ())), found.name_end
    if is_money or short in units.glued:
        return Suffix(power, maybe=units.maybe.get(short, ())), stop
    return None


def _plain(written: str) -> str:
    """A name as the tables write it, with one space where there are several, or emphasis."""
    return re.sub(f"{SPACE}+", " ", written) if not written.isalnum() else written


def dimension(value: Amount, suffix: Suffix, notation: Notation) -> tuple[str, str]:
    """Kind and canonical value of a number (its scale already applied) with what follows it."""
    if suffix.kind == "factor":
        value = 2 if notation.han and value == 1 and not suffix.name.isascii() else value  # 增长1倍: it doubled
        return "factor", f"{canonical(value)}×"
    value = value + Fraction(1, 2) if suffix.is_half_more else value
    return _measure(value, Name(suffix.kind, suffix.name), suffix.seconds, notation)


def dimensions(value: Amount, suffix: Suffix, notation: Notation) -> str:
    """The other values that it may have, with “|” between them."""
    if not suffix.maybe and not suffix.seconds:
        return ""
    number = value if suffix.kind else Fraction(value) / 10**suffix.power  # 10K: the scale is none
    found = [_measure(number, name, suffix.seconds, notation)[1] for name in suffix.maybe]
    if suffix.seconds:  # 50 mm of rain per hour
        found.append(_measure(number, Name(suffix.kind, suffix.name), None, notation)[1])
    return "|".join(found)


def _measure(value: Amount, name: Name, seconds: Fraction | None, notation: Notation) -> tuple[str, str]:
    """Kind and canonical value of a number (its scale already applied) by what it counts."""
    if name.kind in ("money", "minor"):
        return "money", f"{canonical(Fraction(value, 100) if name.kind == 'minor' else value)} {name.key}"
    if name.kind == "unit":
        base, factor = notation.units.units[name.key]
        if seconds and base == "m":
            base, factor = "km/h", factor * _KMH / seconds
        number = canonical(Fraction(value) * factor)
        return ("percent", f"{number}%") if base == "%" else ("measure", f"{number} {base}")  # 5 ‰
    if name.kind == "scale":
        return "number", canonical(value * 10 ** int(name.key))
    if name.kind in ("points", "basis"):
        return "points", f"{canonical(Fraction(value, 100) if name.kind == 'basis' else value)}pp"
    if name.kind == "tenths":
        value *= 10
    elif name.kind == "discount" and value < _WHOLE:  # 八折, 75折: a fifth, a quarter less
        value = 100 - value * (10 if value < 10 else 1)
    elif name.kind != "percent":
        return "number", canonical(value)
    return "percent", f"{canonical(value)}%"


def is_rise(text: str, start: int, suffix: Suffix, notation: Notation) -> bool:
    """True of a factor that may be meant as one more: 增长两倍, three times as much, or two."""
    rises = notation.han.rises if notation.han and suffix.kind == "factor" else None
    return rises is not None and rises.search(text[max(0, start - _REACH) : start]) is not None


def currency_before(text: str, start: int, notation: Notation) -> tuple[str, int]:
    """The ISO 4217 code of the currency that stands before a number, and where that begins; "" if none does."""
    before = text[max(0, start - _REACH) : start].rstrip(" \u00a0*_")
    if before[-1:] not in notation.units.before_ends:
        return "", start
    units = notation.units
    for size in range(min(5, len(before)), 0, -1):
        sign = before[-size:]
        code = units.before.get(sign, "")
        if (
            not code
            or before[-size - 1 : -size].isdecimal()
            or (sign[0].isascii() and sign[0].isalpha() and before[-size - 1 : -size].isalpha())
        ):
            continue
        if sign not in units.amounts or _is_amount(text, start, notation):
            return code, max(0, start - _REACH) + len(before) - size
    return "", start


def maybe_before(text: str, begin: int, start: int, notation: Notation) -> tuple[Name, ...]:
    """What else the currency that stands before a number may be."""
    return notation.units.maybe.get(text[begin:start].strip(" \u00a0*_-−–"), ())


def _is_amount(text: str, start: int, notation: Notation) -> bool:
    """True of digits in groups, or with a scale behind them."""
    match = _AMOUNT.match(text, start)
    if match is None or re.search("[,.][0-9]{3}", match[0]):
        return match is not None
    return bool(find_suffix(text, match.end(), notation.units.suffixes).scale)


def seconds_before(text: str, start: int, notation: Notation) -> Fraction | None:
    """How long takes what a number counts, if something before it says so: 时速350公里, 每秒30米."""
    rates = notation.units.rates
    match = rates.search(text[max(0, start - _REACH) : start]) if rates else None
    return notation.units.seconds[match[1]] if match else None


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
    power, kind, name, begin = *NONE[:3], start - (start > 0 and text[start - 1] in SIGNS)
    if scale := find_before(text, begin, wraps, ("scale",)):
        power, begin = scale[0].power, scale[1]
    if unit := find_before(text, begin, wraps, _BEHIND):
        kind, name, begin = unit[0].kind, unit[0].key, unit[1]
    return (Suffix(power, kind, name), begin) if power or kind else (NONE, start)


def currency_at(text: str, start: int, notation: Notation) -> tuple[str, int]:
    """The code of the currency that stands at `start`, and its length with a space behind it; "" and 0 of none."""
    for size in range(4, 0, -1):
        if code := notation.units.before.get(text[start : start + size]):
            return code, size + (text[start + size : start + size + 1] in (" ", "\u00a0"))
    return "", 0


def sign_before(text: str, start: int, notation: Notation) -> int:
    """How many characters before a number make it negative; 0 if none do."""
    before = text[max(0, start - _FAR) : start]
    if before[-1:] and before[-1] in SIGNS:
        if len(before) == 1 or (before[-2] in _BEFORE_SIGN and not before[:-1].rstrip()[-1:].isdigit()):
            return 1
        return int(notation.han is not None and before[-2] >= _HAN and _is_change(text, start, notation))
    words = before.rstrip()
    if words.endswith(notation.either_sign):
        return 0
    for word in notation.minus:
        ahead = words[: -len(word)]
        if words.endswith(word) and not (ahead.rstrip()[-1:].isdigit() if notation.han else ahead[-1:].isalpha()):
            # 5负1平: a defeat
            return len(before) - len(words) + len(word)
    return 0


def below_zero(text: str, end: int, notation: Notation) -> int:
    """Where the words end that make a measure negative: 5 degrees below zero; 0 if there are none."""
    match = notation.units.below.match(text, end) if notation.units.below else None
    return match.end() if match else 0


def _is_change(text: str, start: int, notation: Notation) -> bool:
    """True of what may be less than nothing, behind a sign that may be a hyphen: 增长-4.2%, but not 中文-5."""
    match = _AMOUNT.match(text, start)
    if match is None:
        return False
    suffix = read_suffix(text, match.end(), notation)[0]
    if suffix == NONE and (between := notation.range.match(text, match.end())):
        second = _AMOUNT.match(text, between.end())
        suffix = read_suffix(text, second.end(), notation)[0] if second else NONE
    return suffix.kind in _CHANGES or "." in match[0] or suffix.name in _COLD


def may_fall(text: str, start: int, end: int, notation: Notation) -> bool:
    """True if words beside a percentage say that something falls: a fall of 3%, −3%."""
    falls = notation.units.falls
    return falls is not None and bool(
        falls.search(text, max(0, start - _FAR), start) or falls.search(text, end, end + _FAR)
    )
