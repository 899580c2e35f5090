"""Figures, dates, times and tokens by value: what each language may write, and what it means."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import partial

import pytest
from growth import find_excess, repeat
from hypothesis import assume, given
from hypothesis import strategies as st
from laws import up_to

from microsite.checks.facts.notation import Notation, notation_of
from microsite.checks.facts.reader import read_facts, read_text
from microsite.checks.prose.passages import read_passages
from microsite.i18n.formats import formats

LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_Hans_CN"}

GERMAN = """
3.944 Absolventinnen | 3944
3 944 Absolventen | 3944
3\u202f944 Absolventen | 3944
3'944 Absolventen | 3944
3944 Absolventen | 3944
1.234.567,89 Teile | 1234567.89
0,5 Punkte | 0.5
007 | 007
71,8 % der Stimmen | 71.8%
71,8% der Stimmen | 71.8%
71,8 Prozent | 71.8%
eine 50-prozentige Chance | 50%
um 2,5 Prozentpunkte höher | 2.5pp
um zwei Prozentpunkte | 2pp
5 Promille | 0.5%
10 bis 20 Prozent | 10%; 20%
10–20 % | 10%; 20%
10 und 20 Prozent | 10%; 20%
1,2 Mio. Menschen | 1200000
1,2 Millionen Menschen | 1200000
1,5 Mrd. Menschen | 1500000000
2 Billionen | 2000000000000
3 Billiarden | 3000000000000000
20 Tausend | 20000
eine Million Menschen | 1000000
Millionen von Menschen | 1000000
5 Mio. Euro | 5000000 EUR
€ 5 | 5 EUR
5 € | 5 EUR
12,50 EUR | 12.5 EUR
US$ 5 Mio. | 5000000 USD
300 Yuan | 300 CNY
10 bis 20 Mio. Dollar | 10000000 USD; 20000000 USD
16. November 2025 | 2025-11-16
am 16. November | ?-11-16
16.11.2025 | 2025-11-16
1.9.2025 | 2025-09-01
am 16.11. | ?-11-16
16. Nov. 2025 | 2025-11-16
3/5/2025 | 2025-05-03
1. Jänner 2025 | 2025-01-01
2025-11-16 | 2025-11-16
15.–16. November 2025 | 2025-11-15; 2025-11-16
15. bis 16. November | ?-11-15; ?-11-16
15. und 16. November 2025 | 2025-11-15; 2025-11-16
30. November bis 2. Dezember 2025 | 2025-11-30; 2025-12-02
15.11.–16.11.2025 | 2025-11-15; 2025-11-16
im November 2025 | 2025-11-?
im November | ?-11-?
seit 2021 | 2021
2021–2025 | 2021; 2025
Saison 2014/15 | 2014; 2015
in den 2010er-Jahren | 2010s
in den 90er Jahren | 1990s
14:30 Uhr | 14:30
14.30 Uhr | 14:30
um 14 Uhr | 14:00
9 bis 17 Uhr | 09:00; 17:00
9:00–17:30 Uhr | 09:00; 17:30
um Mitternacht | 00:00
am Montag, dem 3. März | day 1; ?-03-03
am Sonnabend | day 6
Do., 16.11.2025 | day 4; 2025-11-16
So, das waren 5 | 5
15. Fünfjahresplan | 15.
der zweite Preis | 2.
der zwölfte Preis | 12.
zwölf Teams | 12
einundzwanzig Teams | 21
zweihundertfünfzig Gäste | 250
zweihunderteins Gäste | 201
Zweitausendfünfhundert Gäste | 2500
Tausendfüßler |
dreitausend Gäste | 3000
zwei Millionen Gäste | 2000000
ein Haus |
zwei Drittel | 2/3
ein Drittel | 1/3
die Hälfte | 0.5
2½ Stunden | 9000 s
1/3 der Zeit | 1/3
5 km | 5000 m
5 Kilometer | 5000 m
12 kg | 12000 g
42.300 m² | 42300 m2
100 Mu | 200000/3 m2
148 Hektar | 1480000 m2
24 Stunden | 86400 s
ein 15-jähriges Mädchen | 180 month
3 Wochen | 1814400 s
100 km/h | 100 km/h
–7 °C | -7 °C
minus 7 Grad | -7 °C
-5 Punkte | -5
Ruby 2.2.2 | 2.2.2
Ruby 2.4. Danach | 2.4
die 2.3er-Serie | 2.3
SHA-256 | 256
CVE-2015-1855 | 2015-1855
HTTP/2 | 2
1.9.3-p125 | 1.9.3; 125
192.168.1.1 | 192.168.1.1
192.168.100.200 | 192.168.100.200
1.000.000.000 | 1000000000
1.100.100.100 € | 1100100100 EUR
+49 30 123456-78 | 493012345678
Tel. 030/1234567 | 0301234567
5G | 5g
64-Bit-Systeme | 64 bit
1,500 Aufträge | 1.5
3.5 Millionen Aufträge | 3500000
**15**. November | ?-11-15
1, 2 und 3 | 1; 2; 3
"""

ENGLISH = """
3,944 graduates | 3944
3 944 graduates | 3944
3\u202f944 graduates | 3944
3944 graduates | 3944
1,234,567.89 parts | 1234567.89
0.5 points | 0.5
71.8% of votes | 71.8%
71.8 percent | 71.8%
71.8 per cent | 71.8%
twenty percent | 20%
2.5 percentage points | 2.5pp
10 to 20 percent | 10%; 20%
10–20% | 10%; 20%
10% to 20% | 10%; 20%
1.2 million people | 1200000
1.5 billion people | 1500000000
2 trillion | 2000000000000
three thousand people | 3000
a million people | 1000000
one million people | 1000000
millions of people | 1000000
€5 million | 5000000 EUR
€1.5bn | 1500000000 EUR
$5m | 5000000 USD
US$7.4 million | 7400000 USD
$10–20 million | 10000000 USD; 20000000 USD
5 million euros | 5000000 EUR
EUR 12.50 | 12.5 EUR
RMB 300 | 300 CNY
300 yuan | 300 CNY
£240,000 | 240000 GBP
November 16, 2025 | 2025-11-16
Nov. 16, 2025 | 2025-11-16
16 November 2025 | 2025-11-16
16 November | ?-11-16
November 16 | ?-11-16
November 16th, 2025 | 2025-11-16
16th of November 2025 | 2025-11-16
2025-11-16 | 2025-11-16
11/16/2025 | 2025-11-16
November 15–16, 2025 | 2025-11-15; 2025-11-16
15 to 16 November 2025 | 2025-11-15; 2025-11-16
15 and 16 November | ?-11-15; ?-11-16
November 30 to December 2, 2025 | 2025-11-30; 2025-12-02
from 30 November to 2 December | ?-11-30; ?-12-02
in November 2025 | 2025-11-?
in November | ?-11-?
in May | ?-05-?
It may rain. May I come? |
since 2021 | 2021
2021–2025 | 2021; 2025
the 2014–15 season | 2014; 2015
the 2010s | 2010s
the 1990's | 1990s
2:30 pm | 14:30
2:30 p.m. today | 14:30
2 pm | 14:00
12 am | 00:00
12 pm | 12:00
14:30 | 14:30
9 am to 5 pm | 09:00; 17:00
2–4 pm | 14:00; 16:00
at noon | 12:00
Monday, March 3 | day 1; ?-03-03
Thu, 23 Oct 2014 | day 4; 2014-10-23
Sat, it was. |
11 September (Sat) | ?-09-11; day 6
the 15th plan | 15.
the second prize | 2.
twelve teams | 12
twenty-one teams | 21
two hundred and fifty guests | 250
two hundred fifty thousand guests | 250000
two million guests | 2000000
five to ten days | 5; 864000 s
one of them |
two thirds | 2/3
a third of them | 1/3
half of them | 0.5
2½ hours | 9000 s
1/3 of it | 1/3
5 km | 5000 m
5 kilometres | 5000 m
10 miles | 16093.44 m
12 kg | 12000 g
42,300 m² | 42300 m2
148 hectares | 1480000 m2
100 mu | 200000/3 m2
24 hours | 86400 s
a 15-year-old girl | 180 month
18 months | 18 month
60 mph | 96.56064 km/h
−7 °C | -7 °C
minus 7 degrees | -7 °C
-5 points | -5
Ruby 2.2.2 | 2.2.2
Python 3.10 | 3.10
version 2.0 | 2.0
SHA-256 | 256
CVE-2015-1855 | 2015-1855
HTTP/2 | 2
1.9.3-p125 | 1.9.3; 125
127.0.0.1 | 127.0.0.1
ISBN 978-3-16-148410-0 | 9783161484100
+86 23 6790 0000 | 862367900000
5G | 5g
x86_64 | 86_64
Ruby 2.x | 2.x
**3,944** people | 3944
1,2 percent | 1.2%
1,2,3 | 1; 2; 3
in 2016 and 3 million people | 2016; 3000000
"""

CHINESE = """
3944名毕业生 | 3944
3,944名毕业生 | 3944
３９４４名毕业生 | 3944
三千九百四十四名 | 3944
1234567.89 | 1234567.89
71.8%的选票 | 71.8%
71.8％的选票 | 71.8%
百分之七十一点八 | 71.8%
百分之71.8 | 71.8%
提高2.5个百分点 | 2.5pp
10%至20% | 10%; 20%
10%—20% | 10%; 20%
10至20个百分点 | 10pp; 20pp
120万人 | 1200000
120万 | 1200000
120多万人 | 1200000
1.2亿人 | 120000000
15亿 | 1500000000
3万亿 | 3000000000000
2千万 | 20000000
1亿2000万 | 120000000
3万5000 | 35000
五千人 | 5000
三百万人 | 3000000
数十亿次 | 1000000000
500万元 | 5000000 CNY
人民币500万元 | 5000000 CNY
1.5亿美元 | 150000000 USD
100 万日元 | 1000000 JPY
100万至200万元 | 1000000 CNY; 2000000 CNY
8至15欧元 | 8 EUR; 15 EUR
¥300 | 300 CNY
2025年11月16日 | 2025-11-16
2025 年 11 月 16 日 | 2025-11-16
11月16日 | ?-11-16
11月16号 | ?-11-16
二〇二五年十一月十六日 | 2025-11-16
2025-11-16 | 2025-11-16
2025/11/16 | 2025-11-16
11月15日至16日 | ?-11-15; ?-11-16
2025年11月15日至16日 | 2025-11-15; 2025-11-16
11月15—16日 | ?-11-15; ?-11-16
15日至16日 | ?-?-15; ?-?-16
11月30日至12月2日 | ?-11-30; ?-12-02
2025年11月 | 2025-11-?
11月的会议 | ?-11-?
2021年以来 | 2021
2021—2025年 | 2021; 2025
20世纪90年代 | 1990s
上世纪九十年代 | 1990s
2010年代 | 2010s
21世纪20年代 | 2020s
下午2:30 | 14:30
下午两点半 | 14:30
下午2点30分 | 14:30
14:30 | 14:30
14时30分 | 14:30
上午10点 | 10:00
中午12点 | 12:00
9:00至17:30 | 09:00; 17:30
星期一 | day 1
周日 | day 7
礼拜天 | day 7
9月11日（六） | ?-09-11; day 6
（六）其他 |
第十五个计划 | 15.
第15届 | 15.
“十五五”规划 | 15.
“十四五”时期 | 14.
第3.1节 | 3.1
十二支队伍 | 12
两个中心 | 2
二十一世纪 | 21
一百二十人 | 120
两百五十人 | 250
三四个人 | 3; 4
三分之一 | 1/3
四分之三 | 0.75
一半 | 0.5
七成患者 | 70%
八折优惠 | 20%
5公里 | 5000 m
五公里 | 5000 m
12公斤 | 12000 g
42300平方米 | 42300 m2
100亩 | 200000/3 m2
24小时 | 86400 s
3个小时 | 10800 s
18个月 | 18 month
5年 | 60 month
100公里/小时 | 100 km/h
零下7℃ | -7 °C
零下七度 | -7 °C
-5分 | -5
十分重要 |
万一下雨 |
千万不要 |
四川和三亚 |
一些人 |
进一步 |
Ruby2.2.2版 | 2.2.2
Python 3.10 | 3.10
SHA-256 | 256
CVE-2015-1855 | 2015-1855
Windows11 | 11
5G网络 | 5g
**2025年**11月16日 | 2025-11-16
+86 23 6790 0000 | 862367900000
1、2和3 | 1; 2; 3
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [(text, values.strip()) for text, _, values in (row.partition(" | ") for row in table.strip().split("\n"))]


ROWS = [
    (lang, text.removesuffix(" |"), values)
    for lang, table in (("de", GERMAN), ("en", ENGLISH), ("zh", CHINESE))
    for text, values in rows(table)
]


def notation(lang: str) -> Notation:
    return notation_of(LOCALES[lang])


def values(text: str, lang: str) -> list[str]:
    return [fact.value for fact in read_text(text, notation(lang))]


@pytest.mark.parametrize(("lang", "text", "expected"), ROWS)
def test_a_text_has_the_facts_that_it_states(lang: str, text: str, expected: str) -> None:
    assert "; ".join(values(text, lang)) == expected


@pytest.mark.parametrize(("lang", "text", "expected"), ROWS)
def test_a_fact_is_the_same_amid_other_words(lang: str, text: str, expected: str) -> None:
    before, after = ("他们说，", "，而且如此。") if lang == "zh" else ("ab (", "); xy")
    assert "; ".join(values(f"{before}{text}{after}", lang)) == expected


@pytest.mark.parametrize(
    ("german", "english", "chinese"),
    [
        ("1,2 Mio. Euro", "€1.2m", "120万欧元"),
        ("1,5 Mrd.", "1.5 billion", "15亿"),
        ("der 15. Fünfjahresplan", "the 15th Plan", "“十五五”规划"),
        ("in den 2010er-Jahren", "in the 2010s", "2010年代"),
        ("vom 15. bis 16. November 2025", "November 15–16, 2025", "2025年11月15日至16日"),
        ("um 14:30 Uhr", "at 2:30 p.m.", "下午两点半"),
        ("zwölf", "twelve", "十二"),
        ("71,8 Prozent", "71.8 per cent", "百分之七十一点八"),
        ("6.670 Mu", "6,670 mu", "6670亩"),
        ("2,5 Prozentpunkte", "2.5 percentage points", "2.5个百分点"),
        ("–7 °C", "minus 7 degrees", "零下七度"),
        ("am Montag", "on Monday", "周一"),
        ("Version 2.2.2", "version 2.2.2", "2.2.2版"),
    ],
)
def test_what_says_the_same_has_the_same_value_in_every_language(german: str, english: str, chinese: str) -> None:
    assert values(german, "de") == values(english, "en") == values(chinese, "zh") != []


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("de", "2 Billionen", "2 Milliarden"),
        ("en", "2 billion", "2 million"),
        ("zh", "2亿", "2万"),
        ("de", "5 %", "5 Prozentpunkte"),
        ("en", "$5", "€5"),
        ("en", "5 km", "5 miles"),
        ("de", "16.11.2025", "11.16.2025"),
        ("en", "2 am", "2 pm"),
        ("en", "-5", "5"),
    ],
)
def test_what_says_something_else_has_another_value(lang: str, one: str, other: str) -> None:
    assert values(one, lang) != values(other, lang)


def test_a_fact_tells_its_block_line_column_and_text() -> None:
    text = "# Zahlen\n\nEs kamen viele,\nnämlich 3.944 Gäste.\n\n| a | 12 % |\n|---|---|\n| b | 5 |\n"
    found = read_facts(read_passages(text), notation("de"))
    assert [fact[3:8] for fact in found.facts] == [
        (1, 4, 9, 5, "3.944"),
        (2, 6, 7, 4, "12 %"),
        (3, 8, 7, 1, "5"),
    ]


def test_figures_in_code_links_and_comments_are_no_facts() -> None:
    text = "See [it](a-5.md), `port 80`, <!-- 7 --> and {{ graduates }}.\n\n    code 9\n"
    assert read_facts(read_passages(text), notation("en")).facts == ()


@pytest.mark.parametrize(
    ("lang", "text", "strengths"),
    [
        ("en", "on 1 December", [2]),
        ("en", "in December 2025", [2]),
        ("en", "in December", [1]),  # “may” is more often a word
        ("en", "in 2025", [2]),
        ("en", "before 1 December", [3]),
        ("en", "by 1 December", [3]),
        ("de", "bis zum 30. November", [3]),
        ("zh", "12月1日之前", [3]),
        ("zh", "12月1日", [2]),
        ("en", "in the 1990s", [2]),
        ("de", "um 14:30 Uhr", [2]),
        ("zh", "下午5点", [3]),
        ("zh", "5点左右", [0]),  # may be five points
    ],
)
def test_a_moment_says_how_much_its_absence_matters(lang: str, text: str, strengths: list[int]) -> None:
    assert [fact.strength for fact in read_text(text, notation(lang))] == strengths


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "29 February", ["date ?-02-29"]),  # there is one in some years
        ("en", "30 February 2025", ["date 2025-02-30"]),  # it is meant as a date
        ("en", "November 31", ["date ?-11-31"]),
        ("de", "31.4.2025", ["date 2025-04-31"]),
        ("de", "am 31.4.", ["token 31.4"]),
        ("zh", "11月31日", ["date ?-11-31"]),
        ("zh", "13月5日", ["date ?-13-05"]),
        ("en", "13/12/2025", ["date 2025-12-13"]),  # no month is the thirteenth
        ("en", "12/12/2025", ["date 2025-12-12"]),
        ("en", "12/11/2025", ["date 2025-12-11"]),
        ("en", "in 2025", ["year 2025"]),
        ("de", "am 2.4.", ["date ?-04-02"]),
        ("de", "Das ist Version 2.4.", ["token 2.4"]),
        ("de", "Das ist Version 12.4.", ["token 12.4"]),
        ("de", "Das ist Version 2.11.", ["token 2.11"]),
        ("de", "16.11.", ["date ?-11-16"]),
        ("en", "30 November to 2 December 2025", ["date 2025-11-30", "date 2025-12-02"]),
        ("en", "30 November 2025 to 2 January 2026", ["date 2025-11-30", "date 2026-01-02"]),
        ("zh", "2025年11月15日至16日", ["date 2025-11-15", "date 2025-11-16"]),
        ("en", "12 am", ["time 00:00"]),
        ("en", "12 pm", ["time 12:00"]),
        ("en", "0:15 am", ["time 00:15"]),
        ("en", "13:05 pm", ["time 13:05"]),
        ("en", "11:59 pm", ["time 23:59"]),
        ("en", "14:30:15", ["time 14:30:15"]),
        ("en", "2–4 pm", ["time 14:00", "time 16:00"]),
        ("de", "in den 80er-Jahren", ["decade 1980s"]),
        ("de", "in den 20er-Jahren", ["decade 1920s"]),
        ("de", "in den 10er-Jahren", ["decade 2010s"]),
        ("zh", "八十年代", ["decade 1980s"]),
        ("zh", "21世纪10年代", ["decade 2010s"]),
    ],
)
def test_a_moment_at_the_edge_of_its_rule_is_read(lang: str, text: str, expected: list[str]) -> None:
    assert [f"{fact.kind} {fact.value}" for fact in read_text(text, notation(lang))] == expected


def test_a_date_with_slashes_begins_with_what_the_locale_begins_with() -> None:
    assert values("3/5/2025", "en") == ["2025-03-05"]
    british = notation_of("en_GB")
    assert [fact.value for fact in read_text("3/5/2025", british)] == ["2025-05-03"]
    assert [fact.value for fact in read_text("12/11/2025", british)] == ["2025-11-12"]
    assert [fact.value for fact in read_text("12/13/2025", british)] == ["2025-12-13"]


def test_a_language_without_a_table_is_read_by_its_cldr_names() -> None:
    french = notation_of("fr_FR")
    assert [fact.value for fact in read_text("le 16 novembre 2025, 71,8 % de 3 944", french)] == [
        "2025-11-16",
        "71.8%",
        "3944",
    ]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr_FR", "le 1er novembre 2026"),
        ("es_ES", "el 1.º de noviembre de 2026"),
        ("es_MX", "el 1ro de noviembre de 2026"),
        ("pt_BR", "em 1º de novembro de 2026"),
        ("it_IT", "il 1º novembre 2026"),
    ],
)
def test_the_first_of_a_month_may_be_an_ordinal_in_a_language_without_a_table(locale: str, text: str) -> None:
    assert [fact.value for fact in read_text(text, notation_of(locale))] == ["2026-11-01"]


def test_a_month_that_is_called_by_its_number_is_read_in_a_date() -> None:
    assert [fact.value for fact in read_text("2025년 11월 16일에 열린다", notation_of("ko_KR"))] == ["2025-11-16"]
    assert [fact.value for fact in read_text("ngày 16 tháng 11, 2025", notation_of("vi_VN"))] == ["2025-11-16"]


@pytest.mark.parametrize("date", ["16 листопада 2025", "16 листопада 2025 року", "16 листопада 2025\u202fр."])
def test_the_word_for_year_behind_a_date_may_lack_or_be_another(date: str) -> None:
    assert [fact.value for fact in read_text(date, notation_of("uk_UA"))] == ["2025-11-16"]


def test_a_sign_of_percent_is_read_before_a_word_without_a_space() -> None:
    for locale, text in (("ja_JP", "アプリの100%のトラフィック"), ("ja_JP", "100％の"), ("ko_KR", "100%의 트래픽")):
        assert [fact.value for fact in read_text(text, notation_of(locale))] == ["100%"]


def test_a_language_with_digits_of_its_own_is_read_by_them() -> None:
    arabic = notation_of("ar_EG")
    written = formats("ar_EG")
    day = written.date(datetime.date(2025, 11, 16))
    text = f"{day}، {written.number(Decimal(3944))} {written.percent(Decimal('71.8'))}"
    assert [fact.value for fact in read_text(text, arabic)] == ["2025-11-16", "3944", "71.8%"]


def test_texts_that_state_the_same_have_the_same_signature() -> None:
    german = read_facts(read_passages("Es sind 3.944.\n\nAm 16.11.2025."), notation("de"))
    english = read_facts(read_passages("They are 3,944.\n\nOn November 16, 2025."), notation("en"))
    assert german.signature == english.signature


# ---- laws ------------------------------------------------------------------------------------------------------------

langs = st.sampled_from(sorted(LOCALES))
numbers = st.decimals(min_value=0, max_value=10**12, allow_nan=False, allow_infinity=False, places=2) | st.integers(
    0, 10**15
).map(Decimal)


@given(langs, numbers)
def test_a_number_as_the_locale_writes_it_is_read_back(lang: str, number: Decimal) -> None:
    written = formats(LOCALES[lang]).number(number)
    assume(not re.fullmatch(r"(?:[0-9]{1,3}\.){3}[0-9]{3}", written))  # may be an address of a computer
    [fact] = read_text(f" {written} ", notation(lang))
    assert Decimal(fact.value) == number


@given(langs, numbers)
def test_a_percentage_as_the_locale_writes_it_is_read_back(lang: str, number: Decimal) -> None:
    [fact] = read_text(f" {formats(LOCALES[lang]).percent(number)} ", notation(lang))
    assert fact.kind == "percent"
    assert Decimal(fact.value.removesuffix("%")) == number


@given(langs, st.integers(1, 10**14).map(Decimal), st.sampled_from(["EUR", "USD", "CNY", "GBP"]))
def test_a_sum_as_the_locale_writes_it_is_read_back(lang: str, number: Decimal, currency: str) -> None:
    [fact] = read_text(f" {formats(LOCALES[lang]).money(number, currency)} ", notation(lang))
    assert fact.value == f"{number} {currency}"


@given(langs, st.dates(datetime.date(1000, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from(["long", "medium"]))
def test_a_date_as_the_locale_writes_it_is_read_back(lang: str, day: datetime.date, style: str) -> None:
    own = formats(LOCALES[lang])
    [fact] = read_text(f" {own.date(day, 'long' if style == 'long' else 'medium')} ", notation(lang))
    assert fact.value == day.isoformat()


@given(langs, st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(1, 400))
def test_an_interval_as_the_locale_writes_it_is_read_back(lang: str, start: datetime.date, days: int) -> None:
    end = start + datetime.timedelta(days=days)
    found = read_text(f" {formats(LOCALES[lang]).interval(start, end)} ", notation(lang))
    assert [fact.value for fact in found] == [start.isoformat(), end.isoformat()]


PARTS = st.sampled_from(
    [
        *"0123456789",
        *"0123456789.,:;/-–%()+ \n",
        "Mai ",
        "may ",
        "two ",
        "zwei ",
        "zweihundert",
        "einhalb",
        "Dutzend ",
        "Mio. ",
        "half ",
        "and a ",
        "third ",
        "million ",
        "hour ",
        "Phase II ",
        *"½十三两几百万半成倍首第多个",
        "百分之",
        "年",
        "月",
        "日",
    ]
)


@given(langs, st.lists(PARTS, max_size=40).map("".join))
def test_facts_stand_in_order_and_apart_where_they_say(lang: str, text: str) -> None:
    end = 0
    for fact in read_text(text, notation(lang)):
        assert fact.start >= end - 1  # a sign may stand before digits that end another
        assert fact.end > fact.start
        end = fact.end
    assert end <= len(text)


@given(langs, st.lists(st.sampled_from(["5 km", "16.11.2025", "two", "十二", "x"]), max_size=12))
def test_facts_of_blocks_do_not_depend_on_the_order_of_blocks(lang: str, blocks: list[str]) -> None:
    own = notation(lang)
    one = read_facts(read_passages("\n\n".join(blocks)), own).facts
    other = read_facts(read_passages("\n\n".join(reversed(blocks))), own).facts
    assert sorted(fact.value for fact in one) == sorted(fact.value for fact in other)


@pytest.mark.law(every=4)
@pytest.mark.parametrize("lang", sorted(LOCALES))
@pytest.mark.parametrize(
    "text",
    [
        "1" * 9_000,
        ".".join(["1" * 5_000] * 4),
        f"1,{'0' * 9_000}",
        "十" * 5_000,
        f"1/{'3' * 9_000}",
        "零" * 9_000,
        "hundert " * 2_500,
        "one hundred and " * 2_500,
    ],
)
def test_numbers_longer_than_any_are_read_without_an_exception(lang: str, text: str) -> None:
    assert all(fact.end <= len(text) for fact in read_text(text, notation(lang)))


def test_the_longest_number_in_words_that_anybody_writes_is_one() -> None:
    text = "nine hundred and ninety-nine thousand nine hundred and ninety-nine"
    assert values(text, "en") == ["999999"]


@pytest.mark.law(every=4)
@pytest.mark.parametrize("lang", sorted(LOCALES))
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1.",
        "1,",
        "1 ",
        "123 ",
        "1.123.",
        "1-",
        "1:",
        "1/",
        "+1 ",
        "1a",
        "16.11.",
        "zwei ",
        "two ",
        "one thousand ",
        "十",
        "万1",
    ],
)
def test_hostile_texts_have_no_more_facts_than_characters(lang: str, piece: str) -> None:
    text = piece * (up_to(20_000, few=2_000) // len(piece))
    found = read_text(text, notation(lang))
    assert sum(fact.end - fact.start for fact in found) <= len(text) + len(found)


# ---- hostile texts ----------------------------------------------------------------------------------------------


@pytest.mark.law(every=4)
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("words", ["two hundred ", "hundert ", "million ", "3 Mio. ", "三" + "万" * 50])
def test_numbers_without_end_are_numbers_all_the_same(words: str, language: str) -> None:
    text = words * up_to(3_000, few=300)
    found = read_text(text, notation_of(LOCALES[language]))
    assert all(fact.end <= len(text) for fact in found)


@pytest.mark.parametrize(
    ("locale", "piece"), [("ja_JP", "11月1日"), ("ja_JP", "午後8時半"), ("ja_JP", "3階"), ("zh_Hans_CN", "一")]
)
def test_a_text_without_a_space_is_read_in_linear_time(locale: str, piece: str) -> None:
    notation = notation_of(locale)
    assert find_excess(partial(repeat, piece), lambda text: read_text(text, notation), 8_000, 32_000) == ""
