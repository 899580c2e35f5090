"""Numbers in words and characters, whatever their length, against those who spell them."""

from __future__ import annotations

import re
from fractions import Fraction

import cn2an
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from num2words import num2words

from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.reader import read_text

LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_Hans_CN"}


def values(text: str, lang: str) -> str:
    return "; ".join(fact.value for fact in read_text(text, notation_of(LOCALES[lang])))


def said(text: str, lang: str) -> str:
    """What a text says, with how much of it says nothing by itself in brackets."""
    found = read_text(text, notation_of(LOCALES[lang]))
    return "; ".join(fact.value if fact.strength else f"({fact.value})" for fact in found)


# ---- laws ------------------------------------------------------------------------------------------------------------

MOST = 10**13
counts = (
    st.integers(2, 9_999)
    | st.integers(2, MOST)
    | st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(1, 999), st.integers(1, 10))
)


def german(number: int, kind: str = "cardinal") -> str:
    """As German writes it: a Million is a noun."""
    return re.sub(r"\b[mb]illi", lambda match: match[0].title(), str(num2words(number, lang="de", to=kind)))


def german_ordinal(number: int) -> str:
    """The same; a Million is none in an ordinal that ends in it: der zweimillionste."""
    written = german(number, "ordinal")
    if number % 10**6:
        return written
    glued = re.sub(r"(en|e)?ste\Z", "ste", written)
    return re.sub(r" ?(?:eine )?(\w*) ?([MB]illi\w+)\Z", lambda match: f" {match[1]}{match[2].lower()}", glued).strip()


def english(number: int, kind: str = "cardinal") -> str:
    return str(num2words(number, lang="en", to=kind)).replace(",", "")


def american(number: int) -> str:
    return english(number).replace(" and ", " ").replace("-", " ")


@given(counts)
def test_a_german_cardinal_is_read_back(number: int) -> None:
    assert values(f"({german(number)})", "de") == str(number)


@given(counts)
def test_a_german_cardinal_that_says_one_and_and_is_the_same(number: int) -> None:
    written = re.sub(r"(?<![a-zß])(?=hundert|tausend)|(?<=tausend)(?=hundert)", "ein", german(number))
    assert values(written, "de") == str(number)
    assert values(re.sub("(?<=hundert)(?=[a-zäöü]+\\Z)(?!tausend)", "und", written), "de") == str(number)


@given(counts, st.sampled_from(["e", "en", "er", "es", "em"]))
def test_a_german_ordinal_is_read_back(number: int, ending: str) -> None:
    written = german_ordinal(number).removesuffix("e") + ending
    assert values(f"({written})", "de") == f"{number}."
    assert values(written[0].upper() + written[1:], "de") == f"{number}."


@given(counts)
def test_an_english_cardinal_is_read_back(number: int) -> None:
    assert values(f"({english(number)})", "en") == values(american(number), "en") == str(number)


@given(counts)
def test_an_english_ordinal_is_read_back(number: int) -> None:
    assert values(f"(the {english(number, 'ordinal')})", "en") == f"{number}."


@given(counts)
def test_a_chinese_number_is_read_back(number: int) -> None:
    written = cn2an.an2cn(number, "low")
    assert values(f"共{written}名", "zh") == str(number)
    assert values(f"第{written}届", "zh") == f"{number}."
    assert values(f"共{written.replace('万', '萬').replace('亿', '億')}名", "zh") == str(number)


@given(st.integers(10, MOST))
def test_a_chinese_number_as_banks_write_it_is_read_back(number: int) -> None:
    written = cn2an.an2cn(number, "up")
    assume(not re.fullmatch(".[万亿]", written))  # 陆万: one alone may be a word
    assert values(f"共{written}名", "zh") == str(number)


halves = st.integers(1, 99)


@given(halves, st.sampled_from([("Jahre", "month", 12), ("Stunden", "s", 3600), ("Kilometer", "m", 1000)]))
def test_a_number_and_a_half_is_read_in_every_notation(number: int, unit: tuple[str, str, int]) -> None:
    name, base, factor = unit
    amount = (2 * number + 1) * factor // 2
    one = "ein" if number == 1 else german(number)
    assert values(f"{one}einhalb {name}", "de") == values(f"{number}½ {name}", "de") == f"{amount} {base}"
    name = {"Jahre": "years", "Stunden": "hours", "Kilometer": "kilometres"}[name]
    for written in (f"{english(number)} and a half {name}", f"{number} 1/2 {name}", f"{number}.5 {name}"):
        assert values(f"({written})", "en") == f"{amount} {base}"
    between = {"years": "年半", "hours": "个半小时", "kilometres": "公里半"}[name]
    two = "两" if number == 2 else cn2an.an2cn(number, "low")
    assert values(f"{two}{between}", "zh") == values(f"{number}{between}", "zh") == f"{amount} {base}"


@given(st.integers(1, 19), st.integers(3, 20))
def test_a_fraction_is_read_in_every_notation(above: int, below: int) -> None:
    assume(above < below and str(Fraction(above, below)) == f"{above}/{below}")
    expected = canonical(Fraction(above, below))
    part = german(below, "ordinal").removesuffix("e") + "el"
    assert values(f"{'ein' if above == 1 else german(above)} {part}", "de") == expected
    part = english(below, "ordinal") + ("s" if above > 1 else "")
    assert values(f"({english(above)} {part})", "en") == values(f"({english(above)}-{part})", "en") == expected
    assert values(f"{cn2an.an2cn(below, 'low')}分之{cn2an.an2cn(above, 'low')}", "zh") == expected


@given(st.integers(2, 12))
def test_a_factor_is_read_in_every_notation(number: int) -> None:
    one = german(number)
    for word in (
        f"{one}fach",
        f"das {one.title()}fache",
        f"ver{one}facht",
        f"{one}mal",
        f"{number}-fach",
        f"{number}-mal",
    ):
        assert values(word, "de") == f"{number}×"
    for word in (f"{english(number)}fold", f"{number}-fold", f"{number}x as much", f"{english(number)} times"):
        assert values(word, "en") == f"{number}×"
    assert values(f"是去年的{number}倍", "zh") == f"{number}×"


# ---- what else is written of them ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    """
half a million visitors | eine halbe Million Gäste | 五十万游客 | 500000
one and a half million euros | anderthalb Millionen Euro | 一百五十万欧元 | 1500000 EUR
an hour and a half | eineinhalb Stunden | 一个半小时 | 5400 s
two years and a half | zweieinhalb Jahre | 两年半 | 30 month
half an hour | eine halbe Stunde | 半小时 | 1800 s
a half-hour talk | ein halbstündiger Vortrag | 半个小时的演讲 | 1800 s
half a year | ein halbes Jahr | 半年 | 6 month
three quarters of an hour | eine Dreiviertelstunde | 三刻钟 | 2700 s
a quarter of an hour | eine Viertelstunde | 一刻钟 | 900 s
two-thirds of them | zwei Drittel davon | 其中三分之二 | 2/3
three quarters | drei Viertel | 四分之三 | 0.75
three quarters full | dreiviertel voll | 四分之三 | 0.75
half of them | die Hälfte davon | 其中一半 | 0.5
two and three quarters | zwei und drei Viertel | 2¾ | 2.75
sales doubled | der Umsatz verdoppelte sich | 销售额翻了一番 | 2×
twice as many | doppelt so viele | 是原来的两倍 | 2×
it grew to twice its size | er wuchs auf das Doppelte | 增长一倍 | 2×
quadrupled | vervierfacht | 翻两番 | 4×
halved | halbiert | 减半 | 0.5×
2.4x | 2,4-fach | 2.4倍 | 2.4×
2.5-fold | 2,5fach | 2.5倍 | 2.5×
two and a half times as many | das Zweieinhalbfache | 2.5倍 | 2.5×
two dozen stalls | zwei Dutzend Stände | 24个展位 | 24
half a dozen | ein halbes Dutzend | 六个 | 6
a three-year contract | ein dreijähriger Vertrag | 三年的合同 | 36 month
a five percent rise | ein fünfprozentiges Plus | 增长百分之五 | 5%
""".strip().split("\n"),
)
def test_what_is_written_of_numbers_is_the_same_in_every_language(row: str) -> None:
    in_english, in_german, in_chinese, expected = row.split(" | ")
    assert values(in_english, "en") == values(in_german, "de") == values(in_chinese, "zh") == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "dozens of guests", "(12)"),
        ("en", "hundreds of thousands of people", "(100000)"),
        ("en", "millions of dollars", "(1000000 USD)"),
        ("en", "several hundred", "(100)"),
        ("en", "one hundred", "100"),
        ("de", "Hunderte Euro", "(100 EUR)"),
        ("de", "mehrere tausend Menschen", "(1000)"),
        ("de", "einige Millionen", "(1000000)"),
        ("de", "Dutzende Stände", "(12)"),
        ("zh", "百余名学者", "(100)"),
        ("zh", "三四十人", "(30); (40)"),
        ("zh", "近百人", "(100)"),
        ("zh", "数千人", "(1000)"),
        ("zh", "十几个", "(10)"),
        ("zh", "十七八岁", "(204 month); (216 month)"),
        ("zh", "百年老店", "(1200 month)"),
        ("zh", "上百家", "(100)"),
        ("zh", "几十万人", "(100000)"),
        ("zh", "每万人", "(10000)"),
        ("zh", "增长两倍", "2×"),  # three times as much, or two
        ("zh", "增长到两倍", "2×"),
        ("zh", "增长1倍", "2×"),
        ("zh", "一百名", "100"),
        ("zh", "120多万人", "1200000"),
        ("zh", "九成", "90%"),
    ],
)
def test_a_rough_number_says_nothing_that_contradicts(lang: str, text: str, expected: str) -> None:
    assert said(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "Bauabschnitt III beginnt", "3."),
        ("de", "König Ludwig XIV. kam", "14."),
        ("de", "Phase I und Phase II", "1.; 2."),
        ("de", "I. Müller und X", ""),
        ("de", "wie viele II", ""),
        ("en", "World War II", "2."),
        ("en", "construction phase II", "2."),
        ("en", "Phase I", "1."),
        ("en", "Then I said", ""),
        ("en", "Malcolm X", ""),
        ("en", "Washington DC and a CD", ""),
        ("zh", "第II阶段", "2."),
        ("zh", "Ⅲ级响应", "3."),
        ("zh", "IX", ""),
        ("zh", "IVF和DC", ""),
    ],
)
def test_roman_numerals_are_read_behind_names(lang: str, text: str, expected: str) -> None:
    assert values(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "einfach einmal vereinfacht"),
        ("de", "Verfahren, Zweifel, Achtung, Einheit"),
        ("de", "Für eine Rolle, und ein Haus"),
        ("en", "a double-decker"),
        ("en", "at a loss"),
        ("zh", "大陆人和队伍"),
        ("zh", "百度公司"),
        ("zh", "周末的半决赛"),
        ("zh", "两两结对"),
    ],
)
def test_a_word_that_only_looks_like_a_number_says_nothing(lang: str, text: str) -> None:
    assert said(text, lang) == ""


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "one hundred and three hundred", "100; 300"),
        ("en", "two million and three million", "2000000; 3000000"),
        ("en", "seven and eight", "7; 8"),
        ("en", "three thousand million", "3000000000"),
        ("en", "twenty-five hundred", "2500"),
        ("en", "a hundredth of it", "0.01"),
        ("de", "Für zwei Millionen eine neue Halle", "2000000"),
        ("de", "neunzehnhundertneunundneunzig", "1999"),
        ("de", "tausendundeine Nacht", "1001"),
        ("de", "zwanzig drei", "20; 3"),
    ],
)
def test_words_side_by_side_are_one_number_only_if_they_go_on(lang: str, text: str, expected: str) -> None:
    assert values(text, lang) == expected


@pytest.mark.parametrize("lang", sorted(LOCALES))
@pytest.mark.parametrize(
    "piece",
    [
        "zweihundert",
        "hundertund",
        "verdrei",
        "einhalb",
        "dreiviertel ",
        "and a half ",
        "half a ",
        "two and ",
        "百几",
        "半",
    ],
)
def test_words_without_end_are_read_without_an_exception(lang: str, piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(fact.end <= len(text) for fact in read_text(text, notation_of(LOCALES[lang])))
