"""Dates, numbers, units, money, lists and quotation marks in the languages."""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from microsite.i18n.days import make_days
from microsite.i18n.formats import (
    Formats,
    format_figure,
    formats,
    is_currency,
    is_unit,
    language,
    plain_value,
    unit_names,
)
from microsite.i18n.locales import is_locale
from microsite.model.entries import Figure

NBSP, NNBSP, RLM, ALM = "\u00a0", "\u202f", "\u200f", "\u061c"
LOCALES = (
    "de_DE de_CH en_US en_GB zh_Hans_CN zh_Hant_TW ar_EG ar_AE fr_FR es_ES pl_PL cs_CZ sv_SE sw_KE fa_IR hi_IN he_IL"
)
locales = st.sampled_from(LOCALES.split())
numbers = st.decimals(min_value=-(10**18), max_value=10**18, places=4) | st.integers(-(10**18), 10**18)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# ---- dates ----------------------------------------------------------------------------------------------------


@given(st.sampled_from(locale_identifiers()), st.dates())
def test_days_of_a_table_are_written_as_cldr_has_them(locale: str, written: datetime.date) -> None:
    found = make_days(locale)
    assert found is None or found.write(written) == formats(locale).date(written)


def test_nearly_all_locales_have_a_table_of_days() -> None:
    without = {locale for locale in locale_identifiers() if make_days(locale) is None}
    assert without == {"la", "la_VA", "th", "th_TH"}  # which tell the era, too


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", "16. November 2025"),
        ("en_US", "November 16, 2025"),
        ("zh_Hans_CN", "2025年11月16日"),
        ("fr_FR", "16 novembre 2025"),
        ("ar_EG", "١٦ نوفمبر ٢٠٢٥"),
    ],
)
def test_a_date_is_written_with_its_month_in_full(locale: str, text: str) -> None:
    assert formats(locale).date(day("2025-11-16")) == text


def test_a_date_can_be_written_in_other_styles() -> None:
    assert formats("de_DE").date(day("2025-11-16"), "full") == "Sonntag, 16. November 2025"
    assert formats("en_US").date(day("2025-11-16"), "short") == "11/16/25"


@pytest.mark.parametrize(
    ("locale", "within_month", "within_year", "across_years"),
    [
        (
            "de_DE",
            "15.–16. November 2025",
            "30. November – 2. Dezember 2025",
            "30. Dezember 2025 – 2. Januar 2026",
        ),
        ("en_US", "November 15–16, 2025", "November 30 – December 2, 2025", "December 30, 2025 – January 2, 2026"),
        ("zh_Hans_CN", "2025年11月15日至16日", "2025年11月30日至12月2日", "2025年12月30日至2026年1月2日"),
        ("fr_FR", "15–16 novembre 2025", "30 novembre – 2 décembre 2025", "30 décembre 2025 – 2 janvier 2026"),
        ("ar_EG", "١٥–١٦ نوفمبر ٢٠٢٥", "٣٠ نوفمبر – ٢ ديسمبر ٢٠٢٥", "٣٠ ديسمبر ٢٠٢٥ – ٢ يناير ٢٠٢٦"),
        ("es_ES", "15–16 de noviembre de 2025", "30 de noviembre – 2 de diciembre de 2025", None),
        ("pl_PL", "15–16 listopada 2025", "30 listopada – 2 grudnia 2025", None),
        ("cs_CZ", "15.–16. listopadu 2025", "30. listopadu – 2. prosince 2025", None),
        ("ja_JP", "2025年11月15日～16日", None, None),
    ],
)
def test_an_interval_names_once_what_its_days_share(
    locale: str, within_month: str, within_year: str | None, across_years: str | None
) -> None:
    write = formats(locale).interval
    assert write(day("2025-11-15"), day("2025-11-16")) == within_month
    assert within_year in (None, write(day("2025-11-30"), day("2025-12-02")))
    assert across_years in (None, write(day("2025-12-30"), day("2026-01-02")))


@pytest.mark.parametrize("locale", ["it_IT", "it_CH", "hr_HR", "sr_Latn_RS", "nl_NL", "ru_RU", "tr_TR", "ja_JP"])
def test_the_days_of_an_interval_have_no_more_zeros_than_a_date(locale: str) -> None:
    written, date = (
        formats(locale).interval(day("2027-05-04"), day("2027-05-06")),
        formats(locale).date(day("2027-05-04")),
    )
    assert "0" not in written.replace("2027", "")
    assert "0" not in date.replace("2027", "")


def test_an_interval_of_one_day_is_a_date() -> None:
    assert formats("de_DE").interval(day("2025-11-16"), day("2025-11-16")) == "16. November 2025"


# ---- numbers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", "3.944"),
        ("en_US", "3,944"),
        ("zh_Hans_CN", "3,944"),
        ("fr_FR", f"3{NNBSP}944"),
        ("ar_EG", "٣٬٩٤٤"),
        ("ar_AE", "3,944"),
        ("de_CH", "3’944"),
        ("es_ES", "3944"),
        ("pl_PL", "3944"),
        ("es_MX", "3,944"),
    ],
)
def test_a_number_is_grouped_as_the_locale_groups_four_digits(locale: str, text: str) -> None:
    assert formats(locale).number(3944) == text


def test_five_digits_are_grouped_where_four_are_not() -> None:
    assert formats("es_ES").number(13944) == "13.944"


def test_a_number_is_not_rounded_and_keeps_the_decimals_it_was_given() -> None:
    german = formats("de_DE")
    assert (
        german.number(Decimal("1234567.123456789012345678901234567890")) == "1.234.567,123456789012345678901234567890"
    )
    assert german.number(Decimal("2.50")) == "2,50"
    assert german.number(Decimal("1E+3")) == "1.000"


def test_a_minus_sign_is_the_locales() -> None:
    assert formats("de_DE").number(-5) == "-5"
    assert formats("sv_SE").number(-5) == "\u22125"
    assert formats("ar_EG").number(-5) == f"{ALM}-٥"


def test_zero_has_no_sign() -> None:
    assert formats("de_DE").number(Decimal("-0")) == "0"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", f"71,8{NBSP}%"),
        ("en_US", "71.8%"),
        ("zh_Hans_CN", "71.8%"),
        ("fr_FR", f"71,8{NBSP}%"),
        ("ar_EG", f"٧١٫٨٪{ALM}"),
    ],
)
def test_a_percentage_is_spaced_and_signed_as_the_locale_does(locale: str, text: str) -> None:
    assert formats(locale).percent(Decimal("71.8")) == text


def test_a_percentage_is_not_rounded() -> None:
    assert formats("de_DE").percent(Decimal("12.5")) == f"12,5{NBSP}%"
    assert formats("en_US").percent(Decimal("-0.125")) == "-0.125%"
    assert formats("en_US").percent(1234) == "1,234%"


# ---- short forms ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "german", "english", "chinese"),
    [
        ("999.5", "999,5", "999.5", "999.5"),
        ("3944", "3.944", "3.9K", "3,944"),
        ("12345.6", "12.346", "12K", "1.2万"),
        ("999949", "999.949", "1M", "100万"),
        ("999999.7", f"1{NBSP}Mio.", "1M", "100万"),
        ("1200000", f"1,2{NBSP}Mio.", "1.2M", "120万"),
        ("1250000", f"1,3{NBSP}Mio.", "1.3M", "125万"),
        ("-12345678", f"-12{NBSP}Mio.", "-12M", "-1235万"),
        ("7000000000", f"7{NBSP}Mrd.", "7B", "70亿"),
        ("1E+18", f"1.000.000{NBSP}Bio.", "1,000,000T", "1,000,000万亿"),
    ],
)
def test_a_short_form_has_two_digits_or_whole_units(value: str, german: str, english: str, chinese: str) -> None:
    assert [formats(locale).compact(Decimal(value)) for locale in ("de_DE", "en_US", "zh_Hans_CN")] == [
        german,
        english,
        chinese,
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("28580000000000", ["28,58 Billionen", "28.58 trillion", "28.58万亿"]),
        ("2500000", ["2,5 Millionen", "2.5 million", "250万"]),
        ("1000000", ["1 Million", "1 million", "100万"]),
        ("940", ["940", "940", "940"]),
    ],
)
def test_a_number_with_the_word_for_its_size_is_not_rounded(value: str, expected: list[str]) -> None:
    assert [formats(locale).exact(Decimal(value)) for locale in ("de_DE", "en_US", "zh_Hans_CN")] == expected


def test_a_short_form_that_stands_before_its_number_counts_right() -> None:
    assert formats("sw_KE").compact(26000) == f"elfu{NBSP}26"


def test_a_short_form_uses_the_locales_digits() -> None:
    assert formats("ar_EG").compact(1200000) == f"١٫٢{NBSP}مليون"


# ---- units ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "one", "twelve", "more"),
    [
        ("de_DE", "1 Tag", "12 Tage", "2,5 Kilometer"),
        ("en_US", "1 day", "12 days", "2.5 kilometers"),
        ("zh_Hans_CN", "1天", "12天", "2.5公里"),
        ("fr_FR", f"1{NBSP}jour", f"12{NBSP}jours", f"2,5{NBSP}kilomètres"),
        ("ar_EG", "يوم", "١٢ يومًا", "٢٫٥ كيلومتر"),
        ("pl_PL", "1 dzień", "12 dni", "2,5 kilometra"),
    ],
)
def test_a_unit_stands_in_the_plural_of_its_number(locale: str, one: str, twelve: str, more: str) -> None:
    write = formats(locale)
    assert [write.unit(1, "day"), write.unit(12, "day"), write.unit(Decimal("2.5"), "kilometer")] == [one, twelve, more]


def test_arabic_has_six_plurals() -> None:
    write = formats("ar_AE")
    assert [write.unit(number, "day") for number in (0, 1, 2, 3, 11, 100)] == [
        "0 يوم",
        "يوم",
        "يومان",
        "3 أيام",
        "11 يومًا",
        "100 يوم",
    ]


def test_a_unit_is_not_rounded_and_its_plural_is_that_of_what_is_shown() -> None:
    assert formats("en_US").unit(Decimal("1.0"), "day") == "1.0 days"
    assert formats("de_DE").unit(Decimal("1.23456"), "hectare") == "1,23456 Hektar"


def test_a_unit_can_have_a_short_number() -> None:
    assert formats("de_DE").unit(1200000, "kilometer", compact=True) == f"1,2{NBSP}Mio. Kilometer"
    assert formats("zh_Hans_CN").unit(1200000, "kilometer", compact=True) == "120万公里"


def test_units_are_known_by_their_plain_names() -> None:
    assert is_unit("day")
    assert is_unit("square-kilometer")
    assert {"day", "hectare", "kilometer", "kilogram"} <= set(unit_names())
    assert list(unit_names()) == sorted(unit_names())


@pytest.mark.parametrize("name", ["days", "er", "duration-day", "", "Day", "horse"])
def test_other_names_are_no_units(name: str) -> None:
    assert not is_unit(name)


@pytest.mark.parametrize("locale", ["de_DE", "zh_Hans_CN", "ar_EG", "fr_FR"])
def test_every_unit_has_a_name_in_every_language(locale: str) -> None:
    texts = {name: formats(locale).unit(3, name) for name in unit_names()}
    assert [name for name, text in texts.items() if len(name) > 4 and text.endswith(f" {name}")] == []


# ---- money ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "whole", "cents", "short"),
    [
        ("de_DE", f"2.500.000{NBSP}CN¥", f"12,50{NBSP}€", f"2,5{NBSP}Mio.{NBSP}CN¥"),
        ("en_US", "CN¥2,500,000", "€12.50", "CN¥2.5M"),
        ("zh_Hans_CN", "¥2,500,000", "€12.50", "¥250万"),
        ("fr_FR", f"2{NNBSP}500{NNBSP}000{NBSP}CNY", f"12,50{NBSP}€", f"2,5{NBSP}M{NBSP}CNY"),
        ("ar_EG", f"{RLM}٢٬٥٠٠٬٠٠٠{NBSP}CN¥", f"{RLM}١٢٫٥٠{NBSP}€", f"٢٫٥{NBSP}مليون{NBSP}CN¥"),
    ],
)
def test_a_whole_sum_has_no_decimals_and_others_have_the_currencys(
    locale: str, whole: str, cents: str, short: str
) -> None:
    write = formats(locale)
    assert write.money(Decimal("2500000.00"), "CNY") == whole
    assert write.money(Decimal("12.5"), "EUR") == cents
    assert write.money(2500000, "CNY", compact=True) == short


def test_a_sum_is_not_rounded() -> None:
    assert formats("en_US").money(Decimal("0.1234"), "EUR") == "€0.1234"
    assert formats("en_US").money(Decimal("12.5"), "JPY") == "¥12.5"


@pytest.mark.parametrize("locale", ["de_DE", "en_US", "zh_Hans_CN", "fr_FR", "es_ES", "hi_IN", "ar_AE"])
@pytest.mark.parametrize("style", ["", "compact"])
def test_a_figure_without_grouping_has_its_digits_together_in_every_language_and_style(locale: str, style: str) -> None:
    for figure in (Figure("number", "2027"), Figure("unit", "12027", unit="day"), Figure("percent", "2027")):
        text = format_figure(figure._replace(grouping=False), formats(locale), style)
        assert figure.value in text
    assert format_figure(Figure("number", "20270", grouping=False), formats("ar_EG"), style) == "٢٠٢٧٠"


def test_letters_of_a_currency_keep_off_the_digits() -> None:
    assert formats("en_US").money(2500, "CHF") == f"CHF{NBSP}2,500"
    assert formats("en_US").money(2500, "CHF", compact=True) == f"CHF{NBSP}2.5K"
    assert formats("es_ES").money(2500000, "CNY", compact=True) == f"2,5{NBSP}M{NBSP}CNY"


def test_a_sum_without_a_short_form_is_rounded_to_whole_ones() -> None:
    assert formats("de_DE").money(Decimal("2500.49"), "EUR", compact=True) == f"2.500{NBSP}€"
    assert formats("de_DE").money(Decimal("12.50"), "EUR", compact=True) == f"12,50{NBSP}€"


def test_currencies_are_known_by_their_codes() -> None:
    assert is_currency("CNY")
    assert not any(map(is_currency, ["cny", "RMB", "¥", ""]))


# ---- words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", "a, b und c"),
        ("en_US", "a, b, and c"),
        ("en_GB", "a, b and c"),
        ("zh_Hans_CN", "a、b和c"),
        ("ar_EG", "a وb وc"),
        ("fr_FR", "a, b et c"),
    ],
)
def test_a_list_is_joined_as_the_language_joins(locale: str, text: str) -> None:
    assert formats(locale).conjunction(["a", "b", "c"]) == text


def test_short_lists_are_joined_too() -> None:
    write = formats("de_DE").conjunction
    assert [write([]), write(["a"]), write(["{a}", "{0}"])] == ["", "a", "{a} und {0}"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", "„a“"),
        ("de_CH", "«a»"),
        ("en_US", "“a”"),
        ("zh_Hans_CN", "“a”"),
        ("zh_TW", "「a」"),
        ("fr_FR", f"«{NBSP}a{NBSP}»"),
        ("ar_EG", "”a“"),
        ("pt_BR", "“a”"),
        ("pt_PT", "«a»"),
        ("sr_Latn_RS", "„a”"),
        ("vi", "“a”"),
    ],
)
def test_a_text_is_quoted_with_the_languages_marks(locale: str, text: str) -> None:
    assert formats(locale).quoted("a") == text


# ---- figures --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "full", "compact", "plain"),
    [
        (Figure("number", "1200000"), "1.200.000", f"1,2{NBSP}Mio.", "1200000"),
        (Figure("percent", "71.8"), f"71,8{NBSP}%", f"71,8{NBSP}%", "71.8"),
        (Figure("unit", "1500000", unit="day"), "1.500.000 Tage", f"1,5{NBSP}Mio. Tage", "1500000"),
        (Figure("money", "2500000", unit="CNY"), f"2.500.000{NBSP}CN¥", f"2,5{NBSP}Mio.{NBSP}CN¥", "2500000"),
        (Figure("date", "2025-11-16"), "16. November 2025", "16. November 2025", "2025-11-16"),
        (
            Figure("interval", "2025-11-15", until="2025-11-16"),
            "15.–16. November 2025",
            "15.–16. November 2025",
            "2025-11-15/2025-11-16",
        ),
    ],
)
def test_a_figure_is_written_in_full_in_short_and_for_machines(
    figure: Figure, full: str, compact: str, plain: str
) -> None:
    write = formats("de_DE")
    assert [format_figure(figure, write), format_figure(figure, write, "compact"), plain_value(figure)] == [
        full,
        compact,
        plain,
    ]


# ---- locales --------------------------------------------------------------------------------------------------


def test_a_locale_is_known_by_its_identifier() -> None:
    assert all(map(is_locale, ["de_DE", "zh_Hans_CN", "ar_EG", "en", "zh_TW"]))
    assert not any(map(is_locale, ["", "de-DE", "xx", "de_XX", "../de", "Deutsch", "de_DE.UTF-8"]))


@given(st.text(max_size=12))
def test_any_text_may_be_asked_for_as_a_locale(text: str) -> None:
    assert is_locale(text) in (True, False)


def test_a_language_is_the_locales_first_part() -> None:
    assert [language(locale) for locale in ("zh_Hans_CN", "de_DE", "ar")] == ["zh", "de", "ar"]


def test_a_locale_is_made_once() -> None:
    assert formats("de_DE") is formats("de_DE")


# ---- laws -----------------------------------------------------------------------------------------------------


def digits_of(text: str) -> str:
    return "".join(str(unicodedata.digit(character)) for character in text if character.isdecimal())


def written(write: Formats, number: Decimal | int) -> list[str]:
    return [
        write.number(number),
        write.percent(number),
        write.compact(number),
        write.unit(number, "day"),
        write.unit(number, "hectare", compact=True),
        write.money(number, "CNY"),
        write.money(number, "CHF", compact=True),
    ]


@given(locales, numbers)
def test_a_number_of_any_size_can_be_written(locale: str, number: Decimal | int) -> None:
    assert all(written(formats(locale), number))


@given(locales, numbers)
def test_no_digit_is_lost_and_none_is_added(locale: str, number: Decimal | int) -> None:
    plain = digits_of(f"{number:f}" if isinstance(number, Decimal) else str(number))
    assert digits_of(formats(locale).number(number)) == plain
    assert digits_of(formats(locale).percent(number)) == plain


@given(locales, st.integers(1000, 10**15))
def test_a_short_form_is_off_by_less_than_a_twentieth(locale: str, number: int) -> None:
    short = formats("en_US").compact(number)
    size = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}[short[-1]]
    assert abs(Decimal(short[:-1]) * size - number) <= Decimal(number) / 20
    assert formats(locale).compact(number) == formats(locale).compact(Decimal(number))


@given(locales, st.dates(), st.dates())
def test_any_two_days_can_be_written_without_thin_spaces(locale: str, start: datetime.date, end: datetime.date) -> None:
    text = formats(locale).interval(start, end)
    assert "\u2009" not in text
    assert {str(start.day), str(end.day)} <= set(re.findall("[0-9]+", "".join(map(ascii_digit, text))))


def ascii_digit(character: str) -> str:
    return digits_of(character) or character
