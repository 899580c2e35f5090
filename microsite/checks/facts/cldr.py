"""What CLDR knows of a language’s figures, by way of Babel, as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from babel.core import Locale, get_global
from babel.numbers import get_currency_name

from microsite.i18n.cldr import ZERO_BY_SYSTEM, interval_patterns
from microsite.i18n.locales import parse_locale
from microsite.i18n.spelling import spell
from microsite.values.named import NamedTuple

_ARABIC = {"٫": ".", "٬": ","}
_ARABIC_SIGNS = {ord("٫"): ".", ord("٬"): ",", ord("٪"): "%"}
_GROUPS = ".,'’٬ \u00a0\u202f"
_UNSEEN = frozenset("\u200e\u200f\u061c\u00a0\u202f\u2009")
"""What may as well be a space, or lack, in the patterns of dates."""


_BEFORE_FIELDS = re.compile(r"^(?:'[^']*'|[^dMy'])+(?=[dMy])")
"""Words before the first field, which say nothing that counts: ngày 31 tháng 3."""


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
    plain: dict[int, str]
    """Those of ASCII for a language’s own digits and the signs that go with them, as `str.translate` takes them."""
    currencies: dict[str, str]
    """The codes of currencies by their names, of one and of many."""


def read_names(babel_locale: str, *, has_table: bool) -> Names:
    """The names of a locale that Babel knows: de_DE, zh_Hans_CN; few patterns if a table has its own."""
    locale = parse_locale(babel_locale)
    symbols = locale.number_symbols[locale.default_numbering_system]
    short = locale.date_formats["short"].pattern
    months = _names(locale.months, 0, ("wide", "abbreviated"))
    patterns = (_plain(locale.date_formats["medium"].pattern, locale, {}),) if has_table else _patterns(locale)
    if not has_table:
        patterns, months = _inflected(patterns, months)
    return Names(
        language=locale.language,
        months=months,
        days=_names(locale.days, 1, ("wide",)),
        short_days=_names(locale.days, 1, ("abbreviated",)),
        decimal=_ARABIC.get(symbols.get("decimal", "."), symbols.get("decimal", ".")),
        group=symbols.get("group", ","),
        percent=symbols.get("percentSign", "%"),
        patterns=patterns,
        is_day_first=short.find("d") < short.find("M"),
        plain=_plain_signs(locale, symbols.get("group", ",")),
        currencies=_currencies(locale),
    )


def _plain_signs(locale: Locale, group: str) -> dict[int, str]:
    """What stands for ASCII: digits, also where they are only usual (Hindi), and signs."""
    native = str(locale.other_numbering_systems.get("native", ""))
    found: dict[int, str] = {}
    for system in (locale.default_numbering_system, native):
        if zero := ZERO_BY_SYSTEM.get(system):
            found |= {ord(zero) + digit: str(digit) for digit in range(10)} | _ARABIC_SIGNS
    if group not in _GROUPS:
        found[ord(group[0])] = ","
    return found


def _names(tables: object, offset: int, widths: tuple[str, ...]) -> dict[str, int]:
    """Values by name, of those that are words; Babel counts days from Monday as 0."""
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in widths:
            for value, name in tables[context][width].items():  # type: ignore[index]
                if not re.search(r"[0-9]", name):
                    found.setdefault(spell(name).text, value + offset)
    return found


def _patterns(locale: Locale) -> tuple[str, ...]:
    """The patterns of dates, longest first: two days, one, and those that say less, as `formats` and people write them.

    A word for “year” at the end may lack (16 листопада 2025 р.), and the word that joins month and year may stand in
    whole dates, too (31 tháng 3 năm 2018).
    """
    skeletons = locale.datetime_skeletons
    intervals = locale.interval_formats
    joined = ["".join(interval_patterns(locale, field)) for field in "yMd"]
    joined += ["".join(pair) for name in ("MMMMd", "MMMd") for pair in intervals.get(name, {}).values()]
    whole = [locale.date_formats[style].pattern for style in ("long", "full", "medium", "short")]
    days = [skeletons[name].pattern for name in ("MMMMd", "MMMd") if name in skeletons]
    years = [skeletons[name].pattern for name in ("yMMMM", "yMMM") if name in skeletons]
    months = {width: _month_field(locale, width) for width in ("wide", "abbreviated")}
    days, years = ([_plain(pattern, locale, months) for pattern in some] for some in (days, years))
    composed = [
        text for day in days for year in years for month in months.values() if (text := _compose(day, year, month))
    ]
    written = [*(_plain(pattern, locale, months) for pattern in (*joined, *whole)), *composed]
    shorter = [re.sub(r"(?<=y)\s*'[^']*'\.?\Z", "", pattern) for pattern in written]
    begun = (_BEFORE_FIELDS.sub("", pattern) for pattern in (*written, *shorter, *days, *years))
    return tuple(dict.fromkeys(pattern for pattern in begun if "y" in pattern or "d" in pattern))


def _compose(day: str, year: str, month: str) -> str:
    """A pattern of day and month and one of month and year → one of all three; "" if the month is not between."""
    if day.endswith(month) and year.startswith(month):
        return day + year.removeprefix(month)
    if year.endswith(month) and day.startswith(month):
        return year + day.removeprefix(month)
    return ""


def _month_field(locale: Locale, width: str) -> str:
    """What a pattern has in the place of a month: M with words around it if months have numbers (7월), else MMMM."""
    names = locale.months["format"][width]
    match = re.fullmatch(r"(\D*)(0?1)(\D*)", names[1])
    if not match:
        return "MMMM"
    before, first, after = match.groups()
    if any(name != f"{before}{number:0{len(first)}}{after}" for number, name in names.items()):
        return "MMMM"
    return "M".join(f"'{words}'" if words else "" for words in (before, after))


def _plain(pattern: str, locale: Locale, months: Mapping[str, str]) -> str:
    """A pattern with its month’s name as in `months`, its era as a word, and without the day’s name and marks.

    A dot behind a month is its own.
    """
    pieces = re.split("('[^']*')", "".join(" " if one in _UNSEEN else one for one in pattern))
    pieces[::2] = [_plain_fields(piece, locale, months) for piece in pieces[::2]]  # the others are words
    return spell("".join(pieces)).text.rstrip(" ,،、").replace("MMMM.", "MMMM")


def _plain_fields(fields: str, locale: Locale, months: Mapping[str, str]) -> str:
    if "E" in fields or "c" in fields:
        fields = re.sub(r"[,،]?\s*\(?(?:E+|c+)\)?[.,،]?\s*", " ", fields)
    fields = re.sub(r"(?<!M)MM\.", "M.", re.sub(r"(?<![ML])LL?(?![ML])", "M", fields.replace("dd", "d")))
    fields = re.sub("G+", f"'{locale.eras['abbreviated'][1]}'", fields)
    widths = {3: "abbreviated", 4: "wide"}
    return re.sub(r"(?<![ML])(?:MMMM?|LLLL?)(?![ML])", lambda month: months.get(widths[len(month[0])], "MMMM"), fields)


def _inflected(patterns: Iterable[str], months: Mapping[str, int]) -> tuple[tuple[str, ...], dict[str, int]]:
    """The patterns with no letters right behind a month’s name, and the names with them: azaroa in azaroaren."""
    found, names = [], dict(months)
    for pattern in patterns:
        if match := re.search(r"(?<=MMMM)'(\w+)[^']*'", pattern):
            names |= {f"{name.rstrip('.')}{match[1]}": month for name, month in months.items()}
        found.append(re.sub(r"(?<=MMMM)'\w+", "'", pattern).replace("''", ""))
    return tuple(found), names


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
