"""Dates, numbers, units, money, lists and quotation marks as a language writes them (CLDR via Babel)."""

from __future__ import annotations

import copy
import datetime
import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Literal

from babel.core import Locale
from babel.dates import format_date, parse_pattern
from babel.lists import format_list
from babel.numbers import (
    NumberPattern,
    get_currency_precision,
    get_currency_symbol,
    get_minus_sign_symbol,
    list_currencies,
)

from microsite.i18n.cldr import (
    SPARSE_LANGUAGES,
    SPARSE_LOCALES,
    ZERO_BY_SYSTEM,
    interval_patterns,
    quotes_of,
    unit_keys,
    unit_patterns,
)
from microsite.i18n.locales import parse_locale
from microsite.model.entries import Figure
from microsite.values.named import NamedTuple

DateStyle = Literal["full", "long", "medium", "short"]

_SHORT_FROM = 1000
_EXACT = Context(prec=200)  # so that nothing is rounded on the way


class Formats(NamedTuple):
    """How one locale writes; make it with `formats`. Nothing is rounded but what is `compact`.

    Numbers are finite and have at most 60 digits. They are written with the digits of the locale's default numbering
    system: ar_EG writes ٣٬٩٤٤, ar_AE 3,944.
    """

    locale: Locale
    digits: Mapping[int, str]
    is_sparse: bool
    quotes: tuple[str, str]
    is_grouping: bool = True

    def date(self, day: datetime.date, style: DateStyle = "long") -> str:
        """A day: 16. November 2025 · November 16, 2025 · 2025年11月16日 (Gregorian calendar)."""
        return format_date(day, style, locale=self.locale).translate(self.digits)

    def interval(self, start: datetime.date, end: datetime.date) -> str:
        """From a day to a day, both included, months in full: 15.–16. November 2025 · November 15–16, 2025."""
        if start == end:
            return self.date(start)
        field = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        first, second = interval_patterns(self.locale, field)
        text = parse_pattern(first).apply(start, self.locale) + parse_pattern(second).apply(end, self.locale)
        return text.translate(self.digits)

    def number(self, value: Decimal | int) -> str:
        """A number with its digits grouped and as many decimals as it was given: 3.944 · 3,944 · 3 944."""
        return self._written(Decimal(value), self.locale.decimal_formats[None])

    def percent(self, value: Decimal | int) -> str:
        """A percentage, given as percent, not as ratio: 71,8 % (with U+00A0) · 71.8%."""
        return self._written(Decimal(value), self.locale.percent_formats[None], scale=-2)

    def ungrouped(self) -> Formats:
        """The same, with the digits of every number together, as those of a year: 2027."""
        return self._replace(is_grouping=False)

    def compact(self, value: Decimal | int) -> str:
        """A number in short, rounded to two digits or whole units of its word: 1,2 Mio. · 12M · 120万.

        Where the language has no short word (below 1,000; German below a million) it is the number, rounded to a
        whole one if it is 1,000 or more.
        """
        value = Decimal(value)
        return self._short(value, self.locale.compact_decimal_formats["short"]) or self.number(_rounded(value, 0))

    def exact(self, value: Decimal | int) -> str:
        """A number with the word for its size, not rounded: 28,58 Billionen · 28.58 trillion · 28.58万亿."""
        value, forms = Decimal(value), self.locale.compact_decimal_formats
        return self._short(value, forms["long" if "long" in forms else "short"], is_exact=True) or self.number(value)

    def unit(self, value: Decimal | int, unit: str, *, compact: bool = False) -> str:
        """So much of a unit of `unit_names`, in words and in the right plural: 12 Tage · 12 days · 12天."""
        value, number = Decimal(value), self.compact(value) if compact else self.number(value)
        patterns = unit_patterns(str(self.locale)).get(unit_keys().get(unit, unit), {})
        form = self.locale.plural_form(value)
        # In CLDR's root the long form is an alias of the short one, which Babel does not follow: zh has “天” as short
        # only. A missing plural form is "other" (UTS 35, lateral inheritance).
        for forms in (patterns.get("long", {}), patterns.get("short", {})):
            if pattern := forms.get(form) or forms.get("other"):
                return pattern.replace("{0}", number)
        return f"{number} {unit}"

    def money(self, value: Decimal | int, currency: str, *, compact: bool = False) -> str:
        """A sum in an ISO 4217 currency, a whole one without decimals: 2.500.000 CN¥ · CN¥2,500,000 · ¥2,500,000.

        In short: 2,5 Mio. CN¥ · CN¥2.5M · ¥250万.
        """
        value = Decimal(value)
        if compact:
            short = self._short(value, self.locale.compact_currency_formats["short"], currency)
            return short or self.money(_rounded(value, 0), currency)
        decimals = 0 if _is_whole(value) else max(get_currency_precision(currency), _decimals(_EXACT.normalize(value)))
        return self._written(value, self.locale.currency_formats["standard"], currency=currency, decimals=decimals)

    def size(self, count: int) -> str:
        """The size of a file in whole kilobytes, at least one, or in megabytes: 12 kB · 3,4 MB (with U+00A0)."""
        kilobytes = max(Decimal(1), (Decimal(count) / 1000).quantize(Decimal(1), ROUND_HALF_UP))
        name, value = ("digital-kilobyte", kilobytes) if kilobytes < _SHORT_FROM else ("digital-megabyte", kilobytes)
        value = value if kilobytes < _SHORT_FROM else _rounded(Decimal(count), 6).scaleb(-6)
        forms = unit_patterns(str(self.locale))[name]["short"]
        pattern = forms.get(self.locale.plural_form(value)) or forms["other"]
        return pattern.replace("{0}", self.number(value)).replace(" ", "\u00a0")

    def conjunction(self, items: Sequence[str]) -> str:
        """All of them: a, b und c · a, b, and c · a、b和c."""
        return format_list(items, locale=self.locale)

    def quoted(self, text: str) -> str:
        """A text in quotation marks: „…“ · “…” · « … »."""
        return text.join(self.quotes)

    def _written(
        self, value: Decimal, pattern: NumberPattern, *, scale: int = 0, currency: str = "", decimals: int | None = None
    ) -> str:
        """By a pattern, with as many decimals as the value has; all text of a number comes from here."""
        percent = self.locale.number_symbols[self.locale.default_numbering_system].get("percentSign", "%")
        minus = get_minus_sign_symbol(self.locale, numbering_system="default")
        decimals = _decimals(value) if decimals is None else decimals
        own = copy.copy(pattern)  # the locale's is shared
        own.frac_prec = (decimals, decimals)
        own.prefix, own.suffix = (
            (plain.replace("%", percent), negative.replace("%", percent).replace("-", minus))
            for plain, negative in (pattern.prefix, pattern.suffix)
        )
        with localcontext(_EXACT):
            text = own.apply(
                (value or abs(value)).scaleb(scale),
                self.locale,
                currency=currency or None,
                currency_digits=False,
                group_separator=self.is_grouping and (not self.is_sparse or abs(value) >= 10_000),
                numbering_system="default",
            )
        text = str(text).translate(self.digits)
        return _spaced(text, get_currency_symbol(currency, self.locale)) if currency else text

    def _short(
        self,
        value: Decimal,
        patterns: Mapping[str, Mapping[str, NumberPattern]],
        currency: str = "",
        *,
        is_exact: bool = False,
    ) -> str:
        """The short form, or "" where the locale has none."""
        value = value if is_exact else _rounded(value, _short_power(value, patterns["other"]))
        power = _short_power(value, patterns["other"])
        if not power:
            return ""
        units = value.scaleb(-power, _EXACT)
        units = units.quantize(Decimal(1), context=_EXACT) if _is_whole(units) else _EXACT.normalize(units)
        size = _short_size(value, patterns["other"])
        pattern = copy.copy(patterns.get(self.locale.plural_form(abs(units)), {}).get(size) or patterns["other"][size])
        if abs(units) >= 10_000:
            pattern.grouping = self.locale.decimal_formats[None].grouping
        return self._written(units, pattern, currency=currency)


@functools.cache
def formats(babel_locale: str) -> Formats:
    """How a locale that `is_locale` knows writes."""
    locale = parse_locale(babel_locale)
    zero = ord(ZERO_BY_SYSTEM.get(locale.default_numbering_system, "0"))
    digits = {} if zero == ord("0") else {ord("0") + digit: chr(zero + digit) for digit in range(10)}
    is_sparse = locale.language in SPARSE_LANGUAGES.split() or str(locale) in SPARSE_LOCALES.split()
    return Formats(locale, digits, is_sparse, quotes_of(locale))


def format_figure(figure: Figure, formats: Formats, style: str = "") -> str:
    """A figure as a language writes it.

    The style "compact" shortens numbers, sums and units, and leaves the rest, and what is not grouped, such as a year.
    """
    if not figure.grouping:
        formats, style = formats.ungrouped(), ""
    if figure.kind == "date":
        return formats.date(datetime.date.fromisoformat(figure.value))
    if figure.kind == "interval":
        return formats.interval(datetime.date.fromisoformat(figure.value), datetime.date.fromisoformat(figure.until))
    value, compact = Decimal(figure.value), style == "compact"
    if figure.kind == "percent":
        return formats.percent(value)
    if figure.kind == "unit":
        return formats.unit(value, figure.unit, compact=compact)
    if figure.kind == "money":
        return formats.money(value, figure.unit, compact=compact)
    return formats.compact(value) if compact else formats.number(value)


def plain_value(figure: Figure) -> str:
    """A figure for machines: a decimal numeral, an ISO 8601 date, or an interval "2025-11-15/2025-11-16".

    HTML's `<time datetime>` takes the date, but not the interval: that is for `<data value>`, as numbers are.
    """
    return f"{figure.value}/{figure.until}" if figure.kind == "interval" else figure.value


def language(babel_locale: str) -> str:
    """The language alone: "zh" of "zh_Hans_CN"."""
    return babel_locale.partition("_")[0].lower()


def unit_names() -> tuple[str, ...]:
    """The names of units that every language can write, sorted: acre, …, day, …, kilometer (CLDR unit identifiers)."""
    return tuple(sorted(unit_keys()))


def is_unit(name: str) -> bool:
    """True of a name in `unit_names`."""
    return name in unit_keys()


def is_currency(code: str) -> bool:
    """True of an ISO 4217 code in capitals: CNY, EUR."""
    return code in list_currencies()


# ---- how it is found ------------------------------------------------------------------------------------------


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value(context=_EXACT)


def _rounded(value: Decimal, power: int) -> Decimal:
    """The value in whole units of a power of ten, below ten of them in tenths; halves up. Below 1,000 it stays."""
    if abs(value) < _SHORT_FROM:
        return value
    units = value.scaleb(-power, _EXACT)
    step = Decimal("0.1") if power and abs(units) < 10 else Decimal(1)
    return units.quantize(step, ROUND_HALF_UP, _EXACT).scaleb(power, _EXACT)


def _short_size(value: Decimal, patterns: Mapping[str, NumberPattern]) -> str:
    """The key of the short form that a value of 1,000 or more has: "1000000" for 1,2 Mio."""
    return str(10 ** min(value.adjusted(), max(len(key) - 1 for key in patterns)))


def _short_power(value: Decimal, patterns: Mapping[str, NumberPattern]) -> int:
    """The power of ten that the short form of a value counts in: 6 for 1,2 Mio.; 0 where it has none."""
    if abs(value) < _SHORT_FROM:
        return 0
    size = _short_size(value, patterns)
    pattern = patterns.get(size)
    if not pattern or not re.search(r"[^\W0]", pattern.prefix[0] + pattern.suffix[0]):
        return 0
    return len(size) - max(1, (pattern.number_pattern or "").count("0"))


def _spaced(text: str, symbol: str) -> str:
    """Put a no-break space between a currency's letters and the digits beside them (CLDR currencySpacing)."""
    before, found, after = text.partition(symbol)
    left = "\u00a0" if before[-1:].isalnum() and unicodedata.category(symbol[0])[0] not in "SZ" else ""
    right = "\u00a0" if after[:1].isdigit() and unicodedata.category(symbol[-1])[0] not in "SZ" else ""
    return f"{before}{left}{found}{right}{after}"
