"""Numerals → exact values, and values → the one way in which they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

_HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 10**8}
_TOO_LONG = 60
_SHORT_SCALE = 100


def canonical(value: int | Fraction) -> str:
    """A value as a decimal numeral without zeros at its ends, or as a fraction of whole numbers: 3944, 71.8, 1/3."""
    if isinstance(value, int) or value.denominator == 1:
        return str(int(value))
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def parse_canonical(text: str) -> int | Fraction | None:
    """What `canonical` wrote; None for anything else, such as a version."""
    if not re.fullmatch(r"-?[0-9]{1,60}(?:\.[0-9]{1,60}|/[1-9][0-9]{0,60})?", text):
        return None
    value = Fraction(text)
    return int(value) if value.denominator == 1 else value


def read_decimal(whole: str, decimals: str = "") -> int | Fraction | None:
    """The value of digits before and after the decimal sign; None if they are too many to mean a number."""
    if len(whole) + len(decimals) > _TOO_LONG:
        return None
    return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else int(whole)


def read_han(run: str, digits: Mapping[str, int]) -> int | None:
    """The value of Chinese numerals, by value (三千九百四十四) or by place (二〇二五); None if they are no number.

    Two digits side by side, 三四, mean “three or four”.
    """
    if all(character in digits for character in run):
        if len(run) == 2 and "0" not in (str(digits[character]) for character in run):
            return None
        return int("".join(str(digits[character]) for character in run)) if len(run) <= _TOO_LONG else None
    return _read_han_by_value(run, digits) if len(run) <= _TOO_LONG else None


def _read_han_by_value(run: str, digits: Mapping[str, int]) -> int | None:
    total = section = 0
    digit: int | None = None
    last = 0
    for character in run:
        unit = _HAN_UNITS.get(character)
        if unit is None:
            if character not in digits or digit:
                return None
            digit = digits[character]
        elif unit < 10_000:
            section += (1 if digit is None and not section else digit or 0) * unit
            digit, last = None, unit
        else:
            section += digit or 0
            if not section and not total:
                return None
            total = total + section * unit if section else total * unit
            section, digit, last = 0, None, unit
    if digit and last > 10 and run[-2:-1] in _HAN_UNITS:
        digit *= last // 10  # 一百二: 120
    return total + section + (digit or 0)


def han_scale(run: str) -> int:
    """The power of ten of scale words side by side: 万亿 is 12."""
    return sum(len(str(_HAN_UNITS[character])) - 1 for character in run)


def add_up(values: Iterable[int]) -> int | None:
    """The value of spelled-out numbers side by side: two hundred (and) fifty thousand. None for “two three”."""
    total = section = 0
    before = 0
    for value in values:
        if value in (100, 1000) or value >= 10**6:
            if value == _SHORT_SCALE:
                section = (section or 1) * value
            else:
                total, section = total + (section or 1) * value, 0
        elif before and not (before >= _SHORT_SCALE or (before % 10 == 0 and before >= 20 and value < 10)):
            return None
        else:
            section += value
        before = value
    return total + section


def join_words(words: Mapping[int, list[str]], link: str) -> dict[str, int]:
    """Cardinals written in one word, by word: from einundzwanzig to neunhundertneunundneunzigtausend."""
    ones = {value: names[0] for value, names in words.items() if 0 < value < 10}
    below: dict[int, list[str]] = {value: names for value, names in words.items() if 0 < value < 100}
    for tens in range(20, 100, 10):
        for one, name in ones.items():
            below[tens + one] = [name + link + ten for ten in words[tens]]
    hundred, thousand = words[100][0], words[1000][0]
    full = dict(below)
    for hundreds, name in ones.items():
        full[hundreds * 100] = [name + hundred] + ([hundred] if hundreds == 1 else [])
        for rest, names in below.items():
            full[hundreds * 100 + rest] = [
                start + middle + written
                for start in full[hundreds * 100]
                for middle in ("", link)
                for written in names[:1]
            ]
    found = {name: value for value, names in full.items() for name in names}
    for value, names in full.items():
        if value % 100 == 0 or value < 100:
            found[names[0] + thousand] = value * 1000
    found[thousand] = 1000
    return found | {name: value for value, names in words.items() for name in names}
