"""Numerals → exact values, and values → the one way in which they are compared."""

from __future__ import annotations

import re
from fractions import Fraction

_TOO_LONG = 60
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
"""Fractions of one character, as numerator and denominator."""


ROMAN = {
    "X" * (value // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[value % 10]: value
    for value in range(1, 40)
}
ROMAN |= {chr(0x215F + value): value for value in range(1, 13)}
"""Roman numerals, as letters or as one character, without those of L, C, D and M: DC and CD are hardly ever numbers."""


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


def are_one_slip_apart(one: str, two: str) -> bool:
    """True of digits of which one is another, of which two are swapped, or that end in more zeros."""
    if len(one) != len(two):
        return one.rstrip("0") == two.rstrip("0")
    apart = sum(first != second for first, second in zip(one, two, strict=True))
    return apart == 1 or (apart == 2 and sorted(one) == sorted(two))
