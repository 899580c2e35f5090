"""What CLDR knows of a language’s figures, by way of Babel, as plain values."""

from __future__ import annotations

import re
from typing import NamedTuple

from babel.core import Locale, get_global
from babel.numbers import get_currency_name

from microsite.i18n.formats import formats

_ARABIC = {"٫": ".", "٬": ","}


class Names(NamedTuple):
    """A locale’s names of months (1 to 12) and days (Monday is 1), its signs, and its patterns of dates."""

    language: str
    months: dict[str, int]
    days: dict[str, int]
    short_days: dict[str, int]
    decimal: str
    group: str
    percent: str
    patterns: tuple[str, ...]
    is_day_first: bool
    digits: str
    """Of a language with digits of its own those from 0 to 9, then its signs for “.”, “,” and “%”; else ""."""
    currencies: dict[str, str]
    """The codes of currencies by their names, of one and of many."""


def read_names(babel_locale: str) -> Names:
    """The names of a locale that Babel knows: de_DE, zh_Hans_CN."""
    locale = Locale.parse(babel_locale)
    symbols = locale.number_symbols[locale.default_numbering_system]
    short = locale.date_formats["short"].pattern
    return Names(
        language=locale.language,
        months=_names(locale.months, 0, ("wide", "abbreviated")),
        days=_names(locale.days, 1, ("wide",)),
        short_days=_names(locale.days, 1, ("abbreviated",)),
        decimal=_ARABIC.get(symbols.get("decimal", "."), symbols.get("decimal", ".")),
        group=symbols.get("group", ","),
        percent=symbols.get("percentSign", "%"),
        patterns=_patterns(locale),
        is_day_first=short.find("d") < short.find("M"),
        digits="".join(digits.values()) + "٫٬٪" if (digits := formats(babel_locale).digits) else "",
        currencies=_currencies(locale),
    )


def _names(tables: object, offset: int, widths: tuple[str, ...]) -> dict[str, int]:
    """Values by name, of those that are words; Babel counts days from Monday as 0."""
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in widths:
            for value, name in tables[context][width].items():  # type: ignore[index]
                if not re.search(r"[0-9]", name):
                    found.setdefault(name, value + offset)
    return found


def _patterns(locale: Locale) -> tuple[str, ...]:
    """The patterns of dates, longest first, with the word for “year” behind them (16 листопада 2025 р.) or without."""
    written = (_plain(locale.date_formats[style].pattern) for style in ("long", "medium"))
    full = [pattern.replace("MMMM", _month_field(locale)) for pattern in written]
    return tuple(dict.fromkeys([*full, *(re.sub(r"(?<=y)\s*'[^']*'\.?\Z", "", pattern) for pattern in full)]))


def _month_field(locale: Locale) -> str:
    """What a pattern has in the place of a month: M with words around it if months have numbers (7월), else MMMM."""
    names = locale.months["format"]["wide"]
    before, found, after = names[1].partition("1")
    if not found or any(name != f"{before}{number}{after}" for number, name in names.items()):
        return "MMMM"
    return "M".join(f"'{words}'" if words else "" for words in (before, after))


def _plain(pattern: str) -> str:
    """A pattern with its month’s name as MMMM, and without the day’s name and the era."""
    pattern = re.sub(r"\b(?:EEEE|E|G+)\b[, ]*", "", pattern)
    return re.sub(r"(?<![ML])(?:MMM|LLLL?)(?![ML])", "MMMM", re.sub(r"\b(?:dd)\b", "d", pattern.replace("MM.", "M.")))


def _currencies(locale: Locale) -> dict[str, str]:
    """Codes by name, of the money that is legal somewhere today; CLDR has three hundred others, with years."""
    rows = (row for rows in get_global("territory_currencies").values() for row in rows)
    found: dict[str, str] = {}
    for code in sorted({code for code, _, end, is_tender in rows if end is None and is_tender}):
        for count in (1, 2, 5):
            name = get_currency_name(code, count, locale)
            if name != code and not re.search(r"[0-9()]", name):
                found.setdefault(name, code)
    return found
