"""Dates, hours and parts of a year: how each language writes them, and what goes with what."""

from __future__ import annotations

import calendar
import datetime
import itertools
import re
from collections.abc import Callable, Iterator

import pytest
from babel.core import Locale
from babel.dates import get_day_names, get_month_names
from hypothesis import given
from hypothesis import strategies as st
from laws import some

from microsite.checks.facts.comparison import compare
from microsite.checks.facts.consistency import check_consistency
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.reader import read_facts, read_text
from microsite.checks.prose.passages import read_passages
from microsite.i18n.tables import find_table

LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_Hans_CN"}
LANGS = sorted(LOCALES)


def values(text: str, lang: str) -> list[str]:
    return [fact.value for fact in read_text(text, notation_of(LOCALES[lang]))]


def told(source: str, lang: str, translation: str, other: str) -> list[str]:
    """The severities of errors and warnings."""
    facts, others = (
        read_facts(read_passages(text), notation_of(LOCALES[own]))
        for text, own in ((source, lang), (translation, other))
    )
    found = compare(facts, others, lambda: notation_of(LOCALES[other]))
    return [finding.severity for finding in found if finding.severity != "info"]


def rows(table: str) -> list[tuple[str, str, str]]:
    """(language, text, values) by lines such as “de: um 8 Uhr | 08:00”."""
    pairs = (row.rsplit("|", 1) for row in table.strip().split("\n"))
    return [(text[:2], text[3:].strip(), expected.strip()) for text, expected in pairs]


def triples(table: str) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Pairs of languages by lines such as “de … | en … | zh …”, in both directions."""
    lines = [{text.strip()[:2]: text.strip()[3:] for text in row.split("|")} for row in table.strip().split("\n")]
    return [
        ({one: texts[one]}, {other: texts[other]}) for texts in lines for one, other in itertools.permutations(texts, 2)
    ]


def check_same(pair: tuple[dict[str, str], dict[str, str]]) -> None:
    [(lang, text)], [(other, translation)] = (side.items() for side in pair)
    assert told(text, lang, translation, other) == []


def name_pair(pair: tuple[dict[str, str], dict[str, str]]) -> str:
    return " → ".join(text for side in pair for text in side.values())


# ---- hours ------------------------------------------------------------------------------------------------------

HOURS = """
de: um halb neun | 08:30/20:30
de: um halb 9 abends | 20:30
de: um halb eins mittags | 12:30
de: um Viertel nach acht | 08:15/20:15
de: um Viertel vor acht | 07:45/19:45
de: um viertel neun | 08:15/20:15
de: um drei viertel neun | 08:45/20:45
de: um dreiviertel neun | 08:45/20:45
de: um fünf vor zwölf | 11:55/23:55
de: um acht Uhr morgens | 08:00
de: morgens um acht Uhr | 08:00
de: um 8 Uhr früh | 08:00
de: nachts um 3 Uhr | 03:00
de: um 12 Uhr nachts | 00:00
de: um 12 Uhr mittags | 12:00
de: am Abend gegen 8 Uhr | 20:00
de: gegen Mittag | 12:00
de: gegen Mitternacht | 00:00
de: um 0 Uhr | 00:00
de: um 24 Uhr | 00:00
de: um 24:00 Uhr | 00:00
de: um 18 Uhr 30 | 18:30
de: um 8.30 Uhr | 08:30
de: um 18h30 | 18:30
de: ab 16.15 h | 16:15
de: um 9 Uhr MEZ | 09:00
de: von 9.00 bis 17.00 Uhr | 09:00; 17:00
de: die halbe Strecke | 0.5
de: Am Abend öffnet ab 8 Uhr die Küche. | 08:00/20:00
en: at half past eight | 08:30/20:30
en: at half past 8 p.m. | 20:30
en: at a quarter to nine | 08:45/20:45
en: at quarter past nine in the evening | 21:15
en: at eight o’clock | 08:00/20:00
en: at 9am | 09:00
en: at 9 a.m. | 09:00
en: at 5.30pm | 17:30
en: at 12.45pm | 12:45
en: at 12 noon | 12:00
en: at 12 midnight | 00:00
en: at 8 in the evening | 20:00
en: at 11 at night | 23:00
en: tonight at 8 | 8
en: tonight at 8:30 | 20:30
en: at 8 tonight | 20:00
en: from 9 to 5 pm | 09:00; 17:00
en: from 2 to 4 p.m. | 14:00; 16:00
en: from 10 to 2 pm | 10:00; 14:00
en: at 8:15 | 08:15/20:15
en: at 08:15 | 08:15
en: from 8:00 to 17:30 | 08:00; 17:30
en: at 16:15h | 16:15
en: at 0200GMT | 02:00
en: a quarter of them | 0.25
en: five of them past the second post | 5; 2.
zh: 八点半 | 08:30/20:30
zh: 八点一刻 | 08:15/20:15
zh: 八点三刻 | 08:45/20:45
zh: 差一刻九点 | 08:45/20:45
zh: 两点三十分 | 02:30/14:30
zh: 晚八点半 | 20:30
zh: 20：30-21:30 | 20:30; 21:30
zh: 上午9点至下午5点 | 09:00; 17:00
zh: 下午2点至4点 | 14:00; 16:00
zh: 中午开饭 | 12:00
zh: 午夜之前 | 00:00
zh: 0100 GMT | 01:00
zh: 24时 | 00:00
"""


@pytest.mark.parametrize(("lang", "text", "expected"), rows(HOURS))
def test_an_hour_is_read_as_each_language_writes_it(lang: str, text: str, expected: str) -> None:
    assert "; ".join(values(text, lang)) == expected


def write_hour(lang: str, hour: int, minute: int, period: str) -> str:
    """With a part of the day: 下午3点05分."""
    twelve = hour % 12 or 12
    return {
        "de": f"um {twelve}.{minute:02} Uhr {period}",
        "en": f"at {twelve}:{minute:02} {period}",
        "zh": f"{period}{twelve}点{minute:02}分",
    }[lang]


def find_periods(lang: str) -> dict[int, str]:
    """CLDR's name of the part of the day by hour."""
    locale = Locale.parse(LOCALES[lang])
    names = locale.day_periods["format"]["wide"]
    periods: dict[int, str] = {}
    for name, rules in locale.day_period_rules[None].items():
        for rule in rules:
            if "at" not in rule:
                start, end = rule["from"] // 3600, rule["before"] // 3600
                periods |= {hour % 24: names[name] for hour in range(start, end if end > start else end + 24)}
    return periods


OWN_PERIODS = {
    "zh": {
        "凌晨": range(6), "清晨": range(4, 9), "早上": range(5, 12), "上午": range(6, 13), "中午": range(11, 14),
        "正午": [12], "午后": range(12, 18), "下午": range(12, 19), "傍晚": range(16, 20), "晚": range(18, 24),
        "晚上": range(18, 25), "晚间": range(18, 24), "今晚": range(18, 24), "深夜": [22, 23, 24, 25, 26],
        "半夜": [23, 24, 25, 26], "午夜": [24],
    },
    "de": {
        "morgens": range(4, 12), "früh": range(4, 10), "vormittags": range(8, 13), "mittags": range(11, 15),
        "nachmittags": range(12, 19), "abends": range(17, 25), "nachts": [*range(21, 30)],
        "am Morgen": [6], "am Vormittag": range(9, 12), "am Nachmittag": range(13, 18), "am Abend": [18, 20, 23],
        "in der Nacht": range(22, 29),
    },
    "en": {
        "in the morning": range(12), "this morning": range(1, 12), "in the afternoon": range(12, 18),
        "in the evening": range(17, 24), "at night": range(20, 29), "tonight": range(18, 25), "a.m.": range(12),
        "p.m.": range(12, 24), "am": range(12), "pm": range(12, 24), "AM": range(12), "PM": range(12, 24), "noon": [12],
        "midnight": [24],
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_every_hour_is_read_beside_every_part_of_the_day_that_it_may_be_in(lang: str) -> None:
    cases = [(hour, period) for period, hours in OWN_PERIODS[lang].items() for hour in hours]
    cases += find_periods(lang).items()
    wrong = [
        text
        for hour, period in cases
        if values(text := write_hour(lang, hour, 5, period), lang) != [f"{hour % 24:02}:05"]
    ]
    assert wrong == []


@given(st.sampled_from(LANGS), st.sampled_from(LANGS), st.integers(0, 23), st.integers(0, 59), st.data())
def test_an_hour_is_the_same_in_two_languages_and_another_is_told(
    lang: str, other: str, hour: int, minute: int, data: st.DataObject
) -> None:
    def write(own: str, hour: int) -> str:
        periods = [name for name, hours in OWN_PERIODS[own].items() if {hour, hour + 24} & {*hours}]
        return write_hour(own, hour, minute, data.draw(st.sampled_from(periods))) if periods else ""

    text, right, wrong = write(lang, hour), write(other, hour), write(other, (hour + 12) % 24)
    if text and right:
        assert told(text, lang, right, other) == []
    if text and wrong:
        assert told(text, lang, wrong, other) == ["error" if hour % 12 else "warning"]  # 12 a.m. may mean noon


SAME_HOURS = """
de Beginn ist um halb neun. | en It starts at half past eight. | zh 八点半开始。
de um Viertel nach acht | en at a quarter past eight | zh 八点一刻
de um Viertel vor neun | en at a quarter to nine | zh 差一刻九点
de um drei viertel neun | en at 8:45 | zh 八点三刻
de um halb zwei | en at half past one | zh 一点半
de um halb neun | en at 8:30 p.m. | zh 晚8:30
de um 20.30 Uhr | en at half past eight | zh 八点半
de um 12 Uhr mittags | en at 12 noon | zh 中午12点
de mittags | en at noon | zh 中午
de um Mitternacht | en at midnight | zh 午夜12点
de um 24 Uhr | en at midnight | zh 24时
de heute Abend um 8 | en tonight at 8 | zh 今晚8点
de heute Abend um 8 Uhr | en at 8 tonight | zh 今晚8点
de von 9 bis 17 Uhr | en 9 to 5 pm | zh 上午9点至下午5点
de von 14 bis 16 Uhr | en 2–4 p.m. | zh 下午2点至4点
de von 20:30 bis 21:30 Uhr | en 8:30–9:30 pm | zh 20：30-21:30
de um 18 Uhr | en at 18h | zh 18时
de bis 9 Uhr (0100 GMT) | en until 9 a.m. (0100GMT) | zh 至上午9点（0100 GMT）
de um 1 Uhr nachts | en at 1 a.m. | zh 凌晨1点
"""


@pytest.mark.parametrize("pair", triples(SAME_HOURS), ids=name_pair)
def test_an_hour_that_is_right_is_nothing_to_tell(pair: tuple[dict[str, str], dict[str, str]]) -> None:
    check_same(pair)


@pytest.mark.parametrize(
    ("lang", "text", "other", "translation", "severity"),
    [
        ("en", "It starts at 8 p.m. tonight.", "zh", "今晚5点开始。", "error"),
        ("de", "um halb neun", "en", "at half past nine", "warning"),
        ("de", "um Viertel nach acht", "zh", "八点三刻", "warning"),
        ("en", "at noon", "de", "um 13 Uhr", "warning"),
        ("en", "at 9 a.m.", "de", "um 21 Uhr", "error"),
        ("en", "at 12 a.m.", "de", "um 12 Uhr", "warning"),  # many take it for noon
        ("en", "at 8 p.m.", "de", "um 8 Uhr", "warning"),
        ("zh", "下午3点", "de", "um 3 Uhr morgens", "error"),
        ("en", "from 9 to 5 pm", "zh", "上午9点至下午6点", "error"),
    ],
)
def test_an_hour_that_is_wrong_is_told(lang: str, text: str, other: str, translation: str, severity: str) -> None:
    assert severity in told(text, lang, translation, other)


# ---- dates ------------------------------------------------------------------------------------------------------

DATES = """
zh: 7月25日10时 | ?-07-25; 10:00
zh: 9月8日12时 | ?-09-08; 12:00
zh: 2025年6月1日0时起 | 2025-06-01; 00:00
zh: 16日9:00—17:00 | ?-?-16; 09:00; 17:00
zh: 8日晚8点 | ?-?-08; 20:00
zh: 5月9日晚8:15 | ?-05-09; 20:15
zh: 5月3、4、5日 | ?-05-03; ?-05-04; ?-05-05
zh: 12月3、4日 | ?-12-03; ?-12-04
zh: 5月3日、4日和5日 | ?-05-03; ?-05-04; ?-05-05
zh: 7月17和7月22日 | ?-07-17; ?-07-22
zh: 2025.10.1-10.3 | 2025-10-01; 2025-10-03
de: vom 1. 10. bis 3. 10. 2025 | 2025-10-01; 2025-10-03
de: in den Nullerjahren | 2000s
zh: 1、2月 | ?-01-?; ?-02-?
zh: 2021.6.11 | 2021-06-11
zh: 2021-6-1 | 2021-06-01
zh: 2025-07-26 19:44:50 | 2025-07-26; 19:44:50
de: am 3., 4. und 5. Mai | ?-05-03; ?-05-04; ?-05-05
de: am 3., 4. und 5. Mai 2025 | 2025-05-03; 2025-05-04; 2025-05-05
de: am 15./16.11.2025 | 2025-11-15; 2025-11-16
de: am 16.11., 9 Uhr | ?-11-16; 09:00
de: am 5.1. | ?-01-05
de: am 12.1.21. | 2021-01-12
de: 12.01.98 | 1998-01-12
de: Version 12.1.21 | 12.1.21
de: am 28. Juli. Danach | ?-07-28
de: Am 6. und 7. Mai. | ?-05-06; ?-05-07
en: on 3, 4 and 5 May | ?-05-03; ?-05-04; ?-05-05
en: on May 3, 4, and 5, 2025 | 2025-05-03; 2025-05-04; 2025-05-05
en: We met on 6 and 7 May. | ?-05-06; ?-05-07
en: from the 5th to the 9th of August | ?-08-05; ?-08-09
en: On May 3, 12 people came. | ?-05-03; 12
en: October 5th 1970 | 1970-10-05
en: 5th of October, 1970 | 1970-10-05
en: 01/12/21 | 2021-01-12
en: Jan. 5 | ?-01-05
en: 5 Jan 2025 | 2025-01-05
en: 2021-6-1 | 2021-06-01
de: im 17. und 18. Jahrhundert | 17.; 18.
en: the 17th–18th century | 17.; 18.
en: the 15th, 16th and 17th centuries | 15.; 16.; 17.
zh: 15-16世纪 | 15.; 16.
zh: 20世纪80年代 | 1980s
zh: 20 世纪 60 年代 | 1960s
zh: 二十世纪八十年代 | 1980s
zh: 六七十年代 | 1960s; 1970s
zh: 上世纪6、70年代 | 1960s; 1970s
zh: 上世纪八十年代 | 1980s
zh: 80后和90后 | 1980s; 1990s
en: the eighties | 1980s
en: the 1990ies | 1990s
en: in her 40s | 480 month
en: in his early forties | 480 month
de: in den Achtzigern | 1980s
de: Mitte 20 | 240 month
de: Anfang vierzig | 480 month
de: Ende 40 Prozent | 40%
"""


@pytest.mark.parametrize(("lang", "text", "expected"), rows(DATES))
def test_a_date_is_read_as_each_language_writes_it(lang: str, text: str, expected: str) -> None:
    assert "; ".join(values(text, lang)) == expected


def month_name(lang: str, month: int) -> str:
    return str(get_month_names("wide", locale=LOCALES[lang])[month])


def write_days(lang: str, days: list[int], month: int) -> str:
    """Am 3., 4. und 5. Mai · on 3, 4 and 5 May · 5月3、4、5日."""
    *first, last = days
    return {
        "de": f"am {', '.join(f'{day}.' for day in first)} und {last}. {month_name('de', month)}",
        "en": f"on {', '.join(map(str, first))} and {last} {month_name('en', month)}",
        "zh": f"{month}月{'、'.join(map(str, days))}日",
    }[lang]


day_sets = st.sets(st.integers(1, 28), min_size=2, max_size=9)


@given(st.sampled_from(LANGS), st.integers(1, 12), day_sets)
def test_a_list_of_days_of_a_month_is_read_day_by_day(lang: str, month: int, days: set[int]) -> None:
    text = write_days(lang, sorted(days), month)
    assert values(text, lang) == [f"?-{month:02}-{day:02}" for day in sorted(days)]
    places = [text[fact.start : fact.end] for fact in read_text(text, notation_of(LOCALES[lang]))]
    assert [re.sub("[^0-9]", "", place) for place in places[1:-1]] == [str(day) for day in sorted(days)[1:-1]]


@given(
    st.sampled_from(LANGS),
    st.sampled_from(LANGS),
    st.integers(1, 12),
    st.sets(st.integers(1, 28), min_size=2, max_size=9),
    st.data(),
)
def test_of_a_list_of_days_the_one_that_differs_is_told(
    lang: str, other: str, month: int, days: set[int], data: st.DataObject
) -> None:
    right = sorted(days)
    text = write_days(lang, right, month)
    assert told(text, lang, write_days(other, right, month), other) == []
    place = data.draw(st.integers(0, len(right) - 1))
    wrong = [
        *right[:place],
        data.draw(st.sampled_from([day for day in range(1, 29) if day not in right])),
        *right[place + 1 :],
    ]
    assert told(text, lang, write_days(other, wrong, month), other) == ["error"]


@pytest.mark.parametrize("month", some(range(1, 13)))
def test_every_day_is_read_with_an_hour_right_behind_it(month: int) -> None:
    days = calendar.monthrange(2024, month)[1]
    wrong = [
        (day, hour)
        for day in range(1, days + 1)
        for hour in range(24)
        if values(f"{month}月{day}日{hour}时起", "zh") != [f"?-{month:02}-{day:02}", f"{hour:02}:00"]
    ]
    assert wrong == []


SAME_DATES = """
de am 3., 4. und 5. Mai | en on 3, 4 and 5 May | zh 5月3、4、5日
de vom 5. bis 9. August | en from the 5th to the 9th of August | zh 8月5日至9日
de am 7. März 1984 | en on March 7th 1984 | zh 1984年3月7日
de am 12.1.21 | en on 01/12/21 | zh 2021年1月12日
de am 12.1.21 | en on 12/01/21 | zh 2021.1.12
de am 11.6.2021 | en on 2021-6-11 | zh 2021.6.11
de am 9. Mai um 20:15 Uhr | en on 9 May at 8:15 p.m. | zh 5月9日晚8:15
de am 25. Juli, 10 Uhr | en at 10 a.m. on July 25 | zh 7月25日10时
de im 17. und 18. Jahrhundert | en in the 17th and 18th centuries | zh 17、18世纪
de 15.–16. Jahrhundert | en 15th–16th century | zh 15-16世纪
de in den 1960er-Jahren | en in the 1960s | zh 20 世纪 60 年代
de in den Achtzigern | en in the eighties | zh 上世纪八十年代
de in den 60er- und 70er-Jahren | en in the 1960s and 1970s | zh 六七十年代
de die 2020er-Jahre | en the 2020s | zh 20年代
de nach 1990 Geborene | en those born after 1990 | zh 90后
de die Neunziger-Generation | en the post-90s | zh 90后
de eine Frau Mitte 40 | en a woman in her 40s | zh 一名40多岁的女性
de ein Mann Anfang vierzig | en a man in his early forties | zh 一名40多岁的男子
de zwei Jahrzehnte | en two decades | zh 20年
de seit einem halben Jahrhundert | en for half a century | zh 半个世纪以来
de ein halbes Jahrhundert | en 50 years | zh 50年
de ein Vierteljahrhundert | en a quarter of a century | zh 25年
de fünf Jahrzehnte | en 5 decades | zh 50年
de vor einem Jahrzehnt | en a decade ago | zh 10年前
de 14 Tage Quarantäne | en a 14-day quarantine | zh 14日隔离
de eine Karte für 5 Tage | en a five-day pass | zh 五日通票
de ab 18 Jahren | en from 18 years | zh 年满18周岁
de vom 15. bis 16. November | en from 15 to 16 November | zh 11月15日至16日
"""


@pytest.mark.parametrize("pair", triples(SAME_DATES), ids=name_pair)
def test_a_date_that_is_right_is_nothing_to_tell(pair: tuple[dict[str, str], dict[str, str]]) -> None:
    check_same(pair)


@pytest.mark.parametrize(
    ("lang", "text", "other", "translation", "severity"),
    [
        ("de", "am 3., 4. und 5. Mai", "zh", "5月3、4、6日", "error"),
        ("en", "the 17th–18th century", "zh", "17-19世纪", "error"),
        ("en", "in the 1960s", "zh", "20世纪50年代", "error"),
        ("en", "half a century", "zh", "30年", "warning"),
        ("de", "in den Achtzigern", "en", "in the seventies", "warning"),
        ("zh", "80后", "en", "those born in the 1990s", "warning"),
        ("zh", "7月25日10时", "en", "11 a.m. on July 25", "error"),
        ("de", "vom 15. bis 16. November", "en", "from 15 to 17 November", "error"),  # no deadline
        ("de", "bis 16. November", "en", "by 17 November", "warning"),
        ("en", "on 2021-6-11", "zh", "2021.6.12", "error"),
        ("de", "am 13.1.21", "en", "on 01/14/21", "error"),
    ],
)
def test_a_date_that_is_wrong_is_told(lang: str, text: str, other: str, translation: str, severity: str) -> None:
    assert severity in told(text, lang, translation, other)


@given(st.dates(datetime.date(1991, 1, 1), datetime.date(2049, 12, 31)))
def test_the_order_of_a_date_with_slashes_and_two_digits_is_never_an_error(day: datetime.date) -> None:
    german = f"am {day.day}.{day.month}.{day.year}"
    for text in (f"on {day:%m/%d/%y}", f"on {day:%d/%m/%y}"):
        assert told(german, "de", text, "en") == []


# ---- days of the week -------------------------------------------------------------------------------------------

PARTS = ("morgen", "früh", "vormittag", "mittag", "nachmittag", "abend", "nacht")


@pytest.mark.parametrize("part", PARTS)
def test_a_day_of_the_week_is_read_with_a_part_of_the_day(part: str) -> None:
    for number, name in get_day_names("wide", locale="de_DE").items():
        for text in (f"am {name}{part}", f"{name.lower()}{part}s"):
            assert values(text, "de") == [f"day {number + 1}"]


SAME_DAYS = """
de am Samstagabend um 8 Uhr | en on Saturday evening at 8:00 | zh 周六晚8点
de am Sonntagvormittag | en on Sunday morning | zh 周日上午
de Di., 5. Mai | en Tue., 5 May | zh 5月5日（二）
"""


@pytest.mark.parametrize("pair", triples(SAME_DAYS), ids=name_pair)
def test_a_day_of_the_week_that_is_right_is_nothing_to_tell(pair: tuple[dict[str, str], dict[str, str]]) -> None:
    check_same(pair)


@pytest.mark.parametrize(
    ("lang", "text", "other", "translation"),
    [
        ("de", "Samstagvormittag um 10 Uhr", "zh", "周日上午10点"),
        ("en", "on Friday night", "de", "Samstagnacht"),
        ("zh", "周三晚", "de", "mittwochmittags und donnerstagabends"),
    ],
)
def test_a_day_of_the_week_that_is_wrong_in_a_compound_is_told(
    lang: str, text: str, other: str, translation: str
) -> None:
    found = told(text, lang, translation, other)
    assert found == (["error"] if text[0] != "周" else [])


def told_alone(lang: str, text: str, day: datetime.date | None) -> list[tuple[str, str]]:
    found = check_consistency(
        read_facts(read_passages(text), notation_of(LOCALES[lang])), notation_of(LOCALES[lang]), day
    )
    return [(finding.severity, finding.hint) for finding in found]


def test_the_day_of_a_date_without_a_year_is_that_of_the_release_and_of_no_year_of_the_text() -> None:
    german = "Gegründet wurde der Verein 1983. Er tagt am Samstagabend, 16. November."
    english = "It was founded in 1983. It meets on Saturday, November 16."
    for lang, text in (("de", german), ("en", english)):
        assert told_alone(lang, text, None) == []
        assert told_alone(lang, text, datetime.date(2024, 10, 1)) == []
        assert told_alone(lang, text, datetime.date(2024, 1, 10)) == []  # in 2024, though 2023 is nearer
    assert told_alone("de", german, datetime.date(2025, 10, 1)) == [
        ("warning", "write Sonntagabend, or correct the date")
    ]
    assert told_alone("en", english, datetime.date(2025, 10, 1)) == [("warning", "write Sunday, or correct the date")]


def test_the_day_of_a_date_without_a_year_may_be_that_of_the_nearest_one() -> None:
    text = "It opens on Friday, January 9."
    assert told_alone("en", text, datetime.date(2025, 12, 28)) == []  # 2026
    assert [severity for severity, _ in told_alone("en", text, datetime.date(2025, 6, 1))] == ["warning"]


# ---- hours that are none ----------------------------------------------------------------------------------------

SAME_FIGURES = """
de Die Zeit war 2:05. | en Her time was 2:05. | zh 成绩是2分05秒。
de nach 3 Minuten und 35 Sekunden | en after 3 minutes and 35 seconds | zh 3分35秒后
de nach 1 Stunde und 20 Minuten | en after 1 hour 20 minutes | zh 1小时20分后
de nach 80 Minuten | en after 80 minutes | zh 1小时20分钟后
de Sie verloren 16:32 (8:13). | en They lost 16-32 (8-13). | zh 以16：32（8：13）落败。
de 31:27 verloren | en lost 31-27 | zh 以31：27落败
de 31:27 verloren | en lost 31–27 | zh 27:31落败
de 3:1 verloren | en lost 3-1 | zh 1:3落败
de Sie gewannen 14½–13½. | en They won 14½-13½.
de in der zweiten Halbzeit | en in the second half | zh 下半场
de H2O | en H2O | zh H2O
"""


@pytest.mark.parametrize("pair", triples(SAME_FIGURES), ids=name_pair)
def test_what_only_looks_like_an_hour_is_compared_as_what_it_is(pair: tuple[dict[str, str], dict[str, str]]) -> None:
    check_same(pair)


@given(st.sampled_from(LANGS), st.integers(0, 40), st.integers(10, 59))
def test_a_score_is_no_time_however_it_is_written(lang: str, one: int, two: int) -> None:
    for text in (
        f"It ended {one}-{two}.",
        f"It ended {one}–{two}.",
        f"It ended {one}:{two}.",
        f"It ended {two}:{one:02}.",
    ):
        assert told(f"It ended {one}:{two}.", "en", text, lang) == []


@given(st.integers(1, 59), st.integers(1, 59))
def test_minutes_and_seconds_are_one_duration(minutes: int, seconds: int) -> None:
    assert values(f"{minutes}分{seconds:02}秒", "zh") == [f"{minutes * 60 + seconds} s"]
    assert values(f"{minutes} minutes {seconds} seconds", "en") == [f"{minutes * 60 + seconds} s"]
    assert values(f"{minutes} Minuten und {seconds} Sekunden", "de") == [f"{minutes * 60 + seconds} s"]
    assert values(f"{minutes}:{seconds:02} min", "de") == [f"{minutes * 60 + seconds} s"]


# ---- parts of a year --------------------------------------------------------------------------------------------

NUMBERED = {
    "de": ("ersten", "zweiten", "dritten", "vierten"),
    "en": ("first", "second", "third", "fourth"),
    "zh": ("一", "二", "三", "四"),
}


def write_quarters(lang: str, number: int) -> tuple[str, ...]:
    word, form = NUMBERED[lang][number - 1], ("st", "nd", "rd", "th")[number - 1]
    return {
        "de": (f"im {word} Quartal", f"im {number}. Quartal", f"im Q{number}"),
        "en": (f"in the {word} quarter", f"in the {number}{form} quarter", f"in Q{number}", f"{word}-quarter sales"),
        "zh": (f"第{word}季度", f"{word}季度", f"第{number}季度"),
    }[lang]


def write_halves(lang: str, number: int) -> tuple[str, ...]:
    word = NUMBERED[lang][number - 1]
    return {
        "de": (f"im {word} Halbjahr", f"im {number}. Halbjahr", f"in der {word} Jahreshälfte", f"im H{number}"),
        "en": (f"in the {word} half of the year", f"in the {word} half-year", f"in H{number}"),
        "zh": ("上半年", "下半年")[number - 1 : number],
    }[lang]


NAMED = {
    "early": {"de": "Anfang April", "en": "in early April", "zh": "4月上旬"},
    "mid": {"de": "Mitte April", "en": "in mid-April", "zh": "4月中旬"},
    "late": {"de": "Ende April", "en": "in late April", "zh": "4月下旬"},
    "end": {"de": "Ende 2025", "en": "in late 2025", "zh": "2025年底"},
    "beginning": {"de": "Anfang 2025", "en": "in early 2025", "zh": "2025年初"},
    "spring": {"de": "im Frühjahr", "en": "in spring", "zh": "春季"},
    "summer": {"de": "im Sommer", "en": "in summer", "zh": "夏天"},
    "autumn": {"de": "im Herbst", "en": "in autumn", "zh": "秋季"},
    "winter": {"de": "im Winter", "en": "in winter", "zh": "冬天"},
}
Names = dict[str, tuple[str, ...]]


def numbered(write: Callable[[str, int], tuple[str, ...]], most: int) -> list[Names]:
    return [{lang: write(lang, number) for lang in LANGS} for number in range(1, most + 1)]


def named(*names: str) -> list[Names]:
    return [{lang: (text,) for lang, text in NAMED[name].items()} for name in names]


FAMILIES = [
    numbered(write_quarters, 4),
    numbered(write_halves, 2),
    named("early", "mid", "late"),
    named("end", "beginning"),
    named("spring", "summer", "autumn", "winter"),
]
"""What is one thing in all languages, beside what it must not be taken for."""


@pytest.mark.parametrize(("lang", "other"), list(itertools.permutations(LANGS, 2)))
def test_a_part_of_a_year_is_told_only_if_it_is_another(lang: str, other: str) -> None:
    for family in FAMILIES:
        for one, two in itertools.product(family, repeat=2):
            expected = [] if one == two else ["warning"]
            for text, translation in itertools.product(one[lang], two[other]):
                assert (text, translation, told(text, lang, translation, other)) == (text, translation, expected)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh", "前三季度", ["9 month"]),
        ("zh", "第二、三季度", ["Q2", "Q3"]),
        ("de", "im ersten und zweiten Quartal", ["Q1", "Q2"]),
        ("en", "the second half", ["H2"]),  # of a year or a game
        ("en", "first half of 2025", ["H1", "2025"]),
        ("en", "H2O", ["2o"]),
        ("en", "at the end of the year", ["late"]),
        ("zh", "年底", ["late"]),
        ("de", "zum Jahresende", ["late"]),
        ("de", "Anfang der 80er-Jahre", ["early", "1980s"]),
        ("zh", "90年代初", ["1990s", "early"]),
        ("en", "the past decade", ["120 month"]),
        ("en", "the decade", []),
        ("en", "three decades", ["360 month"]),
        ("en", "the centenary", ["1200 month"]),
        ("de", "zwei Jahrhunderte", ["2400 month"]),
        ("de", "im 19. Jahrhundert", ["19."]),
    ],
)
def test_parts_of_a_year_are_read_as_each_language_writes_them(lang: str, text: str, expected: list[str]) -> None:
    assert values(text, lang) == expected


# ---- as press releases have it ----------------------------------------------------------------------------------

SAME_NOTES = """
de von Freitag, 3., bis Sonntag, 5. Mai | en from Friday 3 to Sunday 5 May | zh 5月3日（周五）至5日（周日）
de Mo–Fr 9–17 Uhr | en Mon–Fri 9 a.m.–5 p.m. | zh 周一至周五9:00-17:00
de 10 bis 18 Uhr, freitags bis 21 Uhr | en daily 10 a.m.–6 p.m., Fridays to 9 p.m. | zh 10:00至18:00，周五至21:00
de Einlass ab 18.30 Uhr, Beginn 19 Uhr | en Doors 6:30 pm, start 7 pm | zh 18:30入场，19:00开始
de am 1. und 2. Juni von 9.30 bis 16 Uhr | en on 1 and 2 June from 9.30am to 4pm | zh 6月1日至2日9:30至16:00
de am 17. August, 10-11.30 Uhr | en August 17, 10–11.30 a.m. | zh 8月17日上午10点至11点半
de um 8.00 und 20.00 Uhr | en at 8 a.m. and 8 p.m. | zh 早8点和晚8点
de täglich 8–12 und 14–18 Uhr | en daily 8 a.m.–noon and 2–6 p.m. | zh 每天8:00—12:00、14:00—18:00
de vom 28. Dezember bis 3. Januar 2026 | en from December 28 to January 3, 2026 | zh 2025年12月28日至2026年1月3日
de im Mai und Juni 2025 | en in May and June 2025 | zh 2025年5月和6月
de im April 2019 | en in 2019 | zh 2019年4月
de im März/April | en in March/April | zh 3、4月
de im Winter 2024/25 | en in the winter of 2024–25 | zh 2024—2025年冬季
de in den ersten drei Quartalen | en in the first three quarters | zh 前三季度
de Ende der 1990er-Jahre | en in the late 1990s | zh 20世纪90年代末
de Mitte des 19. Jahrhunderts | en in the mid-19th century | zh 19世纪中期
de im 20. Jahrhundert | en in the 20th century | zh 上世纪
de ein Mann in den Fünfzigern | en a man in his fifties | zh 一名五十多岁的男子
de im Jahr ’24 | en in ’24 | zh 2024年
de um Punkt zwölf | en at twelve sharp | zh 十二点整
de 9,58 Sekunden | en 9.58 seconds | zh 9秒58
de 1 Std. 20 Min. | en 1 hr 20 min | zh 1小时20分钟
de im Verhältnis 60:40 | en in a ratio of 60:40 | zh 比例为60：40
"""


@pytest.mark.parametrize("pair", triples(SAME_NOTES), ids=name_pair)
def test_a_note_that_is_right_is_nothing_to_tell(pair: tuple[dict[str, str], dict[str, str]]) -> None:
    check_same(pair)


def test_days_of_the_week_within_a_list_of_days_are_read() -> None:
    assert values("von Freitag, 3., bis Sonntag, 5. Mai", "de") == ["day 5", "?-05-03", "day 7", "?-05-05"]
    assert told("von Freitag, 3., bis Sonntag, 5. Mai", "de", "from Friday 3 to Saturday 5 May", "en") == ["error"]


# ---- whatever stands there --------------------------------------------------------------------------------------


def find_words(table: object) -> Iterator[str]:
    """All that a table of a language has for words."""
    if isinstance(table, str):
        yield from table.split(", ")
    elif isinstance(table, dict | list):
        for part in table.values() if isinstance(table, dict) else table:
            yield from find_words(part)


WORDS = {
    lang: [
        *{word for word in find_words(find_table(lang, "figures")) if len(word) < 12},
        *notation_of(locale).words.months,
    ]
    for lang, locale in LOCALES.items()
}
MARKS = ["3", "12", "2025", "08:15", "ſ", " ", ",", ".", ":", "–", "’", "、", "/", "*", "\n"]


@given(st.sampled_from(LANGS), st.data())
def test_whatever_is_made_of_the_words_of_a_language_is_read_without_an_exception(
    lang: str, data: st.DataObject
) -> None:
    pieces = st.lists(st.sampled_from(WORDS[lang]) | st.sampled_from(MARKS), max_size=12)
    text = data.draw(st.sampled_from(["", " "])).join(data.draw(pieces))
    assert told(text, lang, text, lang) == []
