"""What `formats` writes is read as what it says, in all languages of Babel, and `check --fix` leaves it alone."""

from __future__ import annotations

import datetime
import functools
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.core import Locale
from babel.localedata import locale_identifiers
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.checks.entry import review
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.reader import read_text
from microsite.checks.prose.languages import find_language
from microsite.checks.prose.typography import mend
from microsite.checks.sides import Case, Side
from microsite.content.texts import make_manuscript, read_bare_text
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Severity
from microsite.i18n.formats import Formats, formats, unit_names
from microsite.model.source import Source

WITH_TABLES = ("de", "en", "zh")

UNNAMED = "bal_Latn bo ckb dz en_Dsrt en_Shaw gv mgo mn_Mong nmg tok uz_Arab zh_Latn"
"""Languages of which CLDR has one name for two months, or names that nothing divides from digits."""
UNREAD = "ku blo ksh"
"""Languages whose days and years have endings that nothing here reads yet."""
OF_OTHER_LETTERS = "en_Dsrt en_Shaw zh_Latn"
"""Languages that take the table of another script, whose units it does not name."""
MANGLED = "eu ku sw mn dz kl kkj"
"""Languages whose intervals Babel takes apart within a word."""
IN_TWOS = "tok blo"
"""Languages that group digits otherwise than by three, or by two before the last three."""
SIGNED_LAST = "fy luy"
"""Languages that set the sign behind a sum, or apart from it."""
UNCLEAR = ("item", "night", "point", "degree", "generic", "century", "beaufort", "permillion", "portion-per-1e9")
"""Units whose names mean other things, too, or stand on both sides of their number."""
CONFUSED = "as bew es_US kab la sd"
"""Languages that have one word for two powers of ten, of which one is for money."""


def all_but(*names: str) -> list[str]:
    """The locales that Babel has, without those of some languages, or languages in a script."""
    left_out = {name for line in names for name in line.split()}
    return [one for one in sorted(locale_identifiers()) if not _names(one) & left_out]


def _names(identifier: str) -> set[str]:
    language, *others = identifier.split("_")
    return {language, *(f"{language}_{other}" for other in others)}


def read(text: str, locale: str) -> list[tuple[str, str]]:
    """Kinds and values; a year is a number of four digits."""
    facts = read_text(text, notation_of(locale))
    return [("number" if fact.kind == "year" else fact.kind, fact.value) for fact in facts]


def exact(value: Decimal) -> str:
    return canonical(Fraction(value))


VALUES = st.one_of(
    st.integers(-(10**4), 10**4).map(Decimal),
    st.integers(-(10**13), 10**13).map(Decimal),
    st.builds(lambda number, places: Decimal(number).scaleb(-places), st.integers(-(10**9), 10**9), st.integers(1, 3)),
)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
EXAMPLES = settings(max_examples=up_to(500, 20), deadline=None)


def rounded(own: Formats, value: Decimal, currency: str = "") -> Decimal:
    """What the compact form says: two digits, or whole units of its word."""
    families = own.locale.compact_currency_formats if currency else own.locale.compact_decimal_formats
    patterns = families["short"]["other"]
    if abs(value) < 1000:
        return value

    def power_of(number: Decimal) -> int:
        """As in CLDR: the zeros of the key that are not in the pattern."""
        key = str(10 ** min(number.adjusted(), max(len(one) - 1 for one in patterns)))
        found = patterns.get(key)
        if found is None or not re.search(r"[^\W0]", found.prefix[0] + found.suffix[0]):
            return 0
        return len(key) - max(1, str(found.number_pattern).count("0"))

    for _ in range(2):  # 999,999 is a million when it is rounded
        power = power_of(value)
        units = value.scaleb(-power)
        value = units.quantize(Decimal("0.1") if power and abs(units) < 10 else Decimal(1), "ROUND_HALF_UP").scaleb(
            power
        )
    return value


@EXAMPLES
@given(st.sampled_from(all_but(IN_TWOS)), VALUES)
def test_numbers_and_percentages_are_read(locale: str, value: Decimal) -> None:
    own = formats(locale)
    assert read(own.number(value), locale) == [("number", exact(value))]
    assert read(own.percent(value), locale) == [("percent", f"{exact(value)}%")]


@EXAMPLES
@given(st.sampled_from(all_but(IN_TWOS)), VALUES)
def test_compact_numbers_are_read(locale: str, value: Decimal) -> None:
    own = formats(locale)
    assert read(own.compact(value), locale) == [("number", exact(rounded(own, value)))]


CURRENCIES = ("EUR", "USD", "CNY", "JPY", "GBP", "CHF", "INR", "HKD", "KRW", "RUB", "PLN", "AMD", "BRL", "TRY", "TOP")


@EXAMPLES
@given(st.sampled_from(all_but(IN_TWOS, SIGNED_LAST)), VALUES, st.sampled_from(CURRENCIES))
def test_sums_are_read(locale: str, value: Decimal, currency: str) -> None:
    found = read_text(formats(locale).money(value, currency), notation_of(locale))
    assert [fact.kind for fact in found] == ["money"]
    assert f"{exact(value)} {currency}" in (found[0].value, *found[0].maybe.split("|"))  # ¥ may be of two countries


@EXAMPLES
@given(st.sampled_from(all_but(IN_TWOS, SIGNED_LAST, CONFUSED)), VALUES, st.sampled_from(CURRENCIES))
def test_compact_sums_are_read(locale: str, value: Decimal, currency: str) -> None:
    own = formats(locale)
    found = read_text(own.money(value, currency, compact=True), notation_of(locale))
    assert [fact.kind for fact in found] == ["money"]
    assert f"{exact(rounded(own, value, currency))} {currency}" in (found[0].value, *found[0].maybe.split("|"))


@functools.cache
def clear_units(locale: str) -> list[str]:
    """The units whose name stands beside a number, and means nothing else there."""
    own = formats(locale)
    names, single = (
        {unit: own.unit(value, unit).replace(own.number(value), "", 1).strip() for unit in unit_names()}
        for value in (5, 1)
    )
    counts = Counter(names.values())
    others = scale_names(locale) | calendar_names(locale)
    has_table = locale.partition("_")[0] in WITH_TABLES
    return [
        unit
        for unit, name in names.items()
        if counts[name] == 1
        and not {first_word(name), first_word(single[unit]), name.lower(), single[unit].lower()} & others
        and len(name) > (2 * name.isascii() + 1) * has_table
        and not re.search(r"\d", name)
        and unit not in UNCLEAR
    ]


def first_word(name: str) -> str:
    return name.lower().split(" ")[0].rstrip(".")


def scale_names(locale: str) -> set[str]:
    """What stands beside compact numbers, in small letters."""
    families = Locale.parse(locale).compact_decimal_formats.values()
    patterns = [one for family in families for powers in family.values() for one in powers.values()]
    return {*"kmbgt"} | {affix.strip(" \u00a0").lower() for one in patterns for affix in (*one.prefix, *one.suffix)}


def calendar_names(locale: str) -> set[str]:
    """The names of months and days of the week, in small letters."""
    tables = (Locale.parse(locale).months["format"], Locale.parse(locale).days["format"])
    return {
        name.lower().rstrip(".")
        for table in tables
        for width in ("wide", "abbreviated")
        for name in table[width].values()
    }


@EXAMPLES
@given(st.sampled_from(all_but(IN_TWOS, OF_OTHER_LETTERS)), VALUES, st.data())
def test_units_are_read(locale: str, value: Decimal, data: st.DataObject) -> None:
    own = formats(locale)
    unit = data.draw(st.sampled_from(clear_units(locale)))
    text = own.unit(value, unit)
    assume(value >= 0 and own.number(value) in text)  # the dual of Arabic says it without a number
    kinds = {kind for kind, _ in read(text, locale)}
    assert kinds <= {"measure", "percent", "money"}, text


@functools.cache
def has_names(locale: str) -> bool:
    """False if CLDR has no names for its months, or not for all: M06."""
    tables = Locale.parse(locale).months["format"]
    names = [name for width in ("wide", "abbreviated") for name in tables[width].values()]
    return not any(re.fullmatch("M[0-9]{2}", name) for name in names)


def days_in(text: str, locale: str) -> list[str]:
    """The days; a day of the week may be called as a month is (Breton Meurzh)."""
    return [value for kind, value in read(text, locale) if kind != "weekday" and not value.startswith("?")]


@EXAMPLES
@given(st.sampled_from(all_but(UNNAMED, UNREAD)), DAYS, st.sampled_from(("full", "long", "medium")))
def test_days_are_read(locale: str, day: datetime.date, style: str) -> None:
    assume(has_names(locale))
    text = formats(locale).date(day, style)  # type: ignore[arg-type]
    assert days_in(text, locale) == [day.isoformat()], text


@EXAMPLES
@given(st.sampled_from(all_but(UNNAMED, MANGLED)), DAYS, st.integers(1, 500))
def test_intervals_are_read(locale: str, day: datetime.date, length: int) -> None:
    assume(has_names(locale))
    last = day + datetime.timedelta(length)
    text = formats(locale).interval(day, last)
    assert [value for kind, value in read(text, locale) if kind != "weekday"] == [day.isoformat(), last.isoformat()], (
        text
    )


@EXAMPLES
@given(st.sampled_from([one for one in all_but() if one.split("_")[0] in WITH_TABLES]), VALUES, DAYS, st.data())
def test_what_is_written_is_left_alone(locale: str, value: Decimal, day: datetime.date, data: st.DataObject) -> None:
    own, language = formats(locale), find_language(locale.replace("_", "-"))
    if language is None:
        return
    written = [
        own.number(value),
        own.percent(value),
        own.compact(value),
        own.money(value, data.draw(st.sampled_from(CURRENCIES))),
        own.unit(value, data.draw(st.sampled_from(unit_names()))),
        own.date(day),
        own.interval(day, day + datetime.timedelta(data.draw(st.integers(1, 500)))),
    ]
    for text in written:
        assert mend(text, language) == text


# ---- pairs --------------------------------------------------------------------------------------------------------


def side(text: str, language: str, locale: str) -> Side:
    """A text as the checks take it."""
    source = Source(f"content/press/2026-01-05-a.{language}.md", "", f"---\ntitle: x\n---\n{text}\n".encode())
    manuscript = make_manuscript(source, "press", "2026-01-05-a", language, language, frozenset({language}))
    entry = read_bare_text(manuscript)[0].entry
    assert entry is not None
    return Side(entry, source, locale.replace("_", "-"), locale)


def told(one: tuple[str, str], other: tuple[str, str]) -> list[str]:
    """What `check --strict` tells as errors of the figures of two texts, each with its locale, the first the source."""
    case = Case("a", side(one[0], "s", one[1]), (side(other[0], "t", other[1]),))
    errors = (found for found in grade(review(case), {}, strict=True) if found.severity is Severity.ERROR)
    return [found.message for found in errors if found.rule == "fact-mismatch"]


@settings(max_examples=up_to(300, 15), deadline=None)
@given(
    st.sampled_from(("de_DE", "en_US", "zh_Hans_CN")),
    st.sampled_from([one for one in all_but(UNNAMED, MANGLED, IN_TWOS) if one.partition("_")[0] not in WITH_TABLES]),
    st.lists(st.one_of(VALUES, DAYS), min_size=1, max_size=4),
    st.lists(st.one_of(VALUES, DAYS), min_size=1, max_size=4),
)
def test_a_language_without_a_table_brings_no_error(
    source: str, locale: str, figures: list[Decimal | datetime.date], others: list[Decimal | datetime.date]
) -> None:
    """Not if the translation says the same, nor if it seems not to: nobody knows how else it may say it."""
    for said in (figures, others):
        texts = [
            "\n\n".join("– " + (own.number(one) if isinstance(one, Decimal) else own.date(one)) for one in some)
            for own, some in ((formats(source), figures), (formats(locale), said))
        ]
        assert told((texts[0], source), (texts[1], locale)) == []
        assert told((texts[1], locale), (texts[0], source)) == []


@pytest.mark.parametrize(
    "row",
    """
en_US | 1.2M guests | 1200000
en_US | 12K guests | 12000
en_US | $2.5M | 2500000 USD
en_US | -$5.50 | -5.5 USD
en_US | TOP 10 | 10
en_US | PEN 1 | 1
en_IN | 12,50,000 guests | 1250000
en_IN | 12,34,567.89 | 1234567.89
hi_IN | 12,50,000 अतिथि | 1250000
hi_IN | १२,५०० अतिथि | 12500
de_CH | EUR-42 | -42 EUR
tr_TR | önce %10, sonra %25 | 10%; 25%
ar_EG | ثم ٢٥٪ | 25%
ja_JP | 120万人 | 1200000
ko_KR | 120만 명 | 1200000
ko_KR | 2017년 3월 31일에 | 2017-03-31
vi_VN | ngày 31 tháng 3 năm 2020 | 2020-03-31
uk_UA | 26–28 лютого | ?-02-26; ?-02-28
ru_RU | 31 марта 2018 года | 2018-03-31
he_IL | ב-31 במרץ 2018 | 2018-03-31
ur_PK | یہ 31 مارچ 2018 کو | 2018-03-31
th_TH | วันที่ 31 มีนาคม 2018 | 2018-03-31
ja_JP | 摂氏 5 度 | 5 °C
""".strip().split("\n"),
)
def test_other_languages_say_what_they_state(row: str) -> None:
    locale, text, expected = (part.strip() for part in row.split(" | "))
    assert "; ".join(value for _, value in read(text, locale)) == expected
