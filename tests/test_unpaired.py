"""Figures that only one of two texts has: signs, months and names that are made up, words that answer for none."""

from __future__ import annotations

import pytest
from comparing import find, tell
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other", "told"),
    [
        ("en", "The 2.3 series.", "de", "Die -2.3er-Serie.", "error: expected 2.3er (en: 2.3), found -2.3er"),
        ("en", "The Ruby 2.3 series.", "de", "Die -2.3er-Serie.", "error: expected 2.3er (en: 2.3), found -2.3er"),
        (
            "en",
            "On November 13 it begins.",
            "de",
            "Am -13. November beginnt es.",
            "error: expected 13. November (en: November 13), found -13. November",
        ),
        ("en", "On August 9 and 10.", "de", "Am -9. und 10. August.", "error: expected 9 (en: August 9), found -9"),
        ("de", "Kurz vor 6 Uhr.", "en", "Shortly before -6.", "warning: expected 6:00 am (de: 6 Uhr), found -6"),
        ("de", "Im Achtelfinale.", "en", "In the round of -16.", "warning: -16 is not in the source"),
        ("en", "Since 9/11 it is shut.", "zh", "-911事件后关闭。", "warning: -911 is not in the source"),
        ("zh", "这里全天开放。", "en", "It is open for -24 hours.", "warning: -24 hours is not in the source"),
    ],
)
def test_a_sign_that_a_translation_made_up_is_told(
    lang: str, text: str, other_lang: str, other: str, told: str
) -> None:
    [one] = tell(lang, text, other_lang, other)
    assert one == told


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("en", "It fell by 4.3%.", "de", "−4,3 %."),
        ("en", "It ended 11-5, with one draw.", "zh", "成绩为11胜5负1平。"),
        ("zh", "歼-20首飞。", "en", "The J-20 flew."),
        ("de", "Es sind minus 5 Grad.", "en", "It is −5 degrees."),
        ("en", "On 13-14 November.", "de", "Am 13.–14. November."),
    ],
)
def test_a_hyphen_that_belongs_there_is_no_sign(lang: str, text: str, other_lang: str, other: str) -> None:
    assert tell(lang, text, other_lang, other) == []


@given(st.integers(2, 9), st.integers(1, 28), st.sampled_from(["am", "ab dem", "bis zum"]))
def test_no_date_is_below_zero(month: int, day: int, word: str) -> None:
    names = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September"]
    right = f"Es beginnt {word} {day}. {names[month - 1]}."
    assert tell("zh", f"{month}月{day}日开始。", "de", right) == []
    assert len(tell("zh", f"{month}月{day}日开始。", "de", right.replace(f" {day}.", f" -{day}."))) == 1


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("zh", "一天能喷3000亩。", "en", "It sprays 3,000 mu (500 hectares)."),
        ("en", "It is one of the last of 1.9.3.", "zh", "这是最后一个版本，将保持30年。"),
        ("en", "Only one of them came.", "de", "Nur einer kam, mit 27 Gästen."),
    ],
)
def test_a_word_such_as_one_answers_for_no_figure(lang: str, text: str, other_lang: str, other: str) -> None:
    assert [one.split(":")[0] for one in tell(lang, text, other_lang, other)][-1:] == ["warning"]


def test_a_rough_number_answers_for_what_is_of_its_size() -> None:
    assert tell("en", "Thousands came.", "de", "Es kamen 5.000.") == []
    assert tell("en", "Thousands came.", "de", "Es kamen 50.000.") == ["warning: 50.000 is not in the source"]
    assert tell("zh", "十余家公司。", "en", "More than -10 companies.") == ["warning: -10 is not in the source"]


@pytest.mark.parametrize(
    ("text", "english", "count"),
    [
        ("7月26日电，截至25日。", "July 26: by the 25th.", 0),
        ("7月26日电，截至25日。", "July 26: by July 25.", 0),
        ("7月26日电，截至25日。", "July 26: by May 25.", 1),
        ("8月1日电，截至31日。", "August 1: by July 31.", 0),
        ("8月1日电，截至31日。", "August 1: by August 31.", 0),
        ("8月1日电，截至31日。", "August 1: by October 31.", 1),
        ("1月2日电，截至30日。", "January 2: by December 30.", 0),
        ("截至25日。", "By May 25.", 0),
    ],
)
def test_a_month_is_told_that_the_source_names_nowhere(text: str, english: str, count: int) -> None:
    assert len(tell("zh", text, "en", english)) == count


@pytest.mark.parametrize(
    ("text", "german", "severity"),
    [
        ("On March 10, 2017.", "Am 10. März 7017.", "error"),
        ("From February 26 to 28, 2014.", "Vom 260. bis zum 28. Februar 2014.", "error"),
        ("From February 26 to 28, 2014.", "Vom 62. bis zum 28. Februar 2014.", "error"),
        ("On March 10, 2017.", "Mit 88 Gästen.", "warning"),
    ],
)
def test_a_date_whose_year_or_day_became_a_number_is_an_error(text: str, german: str, severity: str) -> None:
    assert tell("en", text, "de", german)[0].startswith(severity)


@pytest.mark.parametrize(
    ("euros", "told"),
    [
        ("260 €, 430 €, 4.350 €", []),
        ("250 €, 430 €, 4.350 €", []),
        ("26 €, 430 €, 4.350 €", ["26 €"]),
        ("260 €, 430 €, 43.500 €", ["43.500 €"]),
        ("260 €, 430 €", []),
        ("26 €, 430 €", []),
    ],
)
def test_an_amount_is_told_that_is_converted_by_another_rate(euros: str, told: list[str]) -> None:
    pairs = list(zip(("30,000", "50,000", "500,000"), euros.split(", "), strict=False))
    english = "\n\n".join(f"It is worth {yen} yen." for yen, _ in pairs)
    german = "\n\n".join(f"Der Wert ist {yen.replace(',', '.')} Yen (ca. {one})." for yen, one in pairs)
    found = tell("en", english, "de", german)
    assert found == [
        f"warning: {one} is converted by another rate than the other amounts ({yen} yen)"
        for yen, one in pairs
        if one in told
    ]


@pytest.mark.parametrize(
    ("english", "count"),
    [
        ("The COVID-19 pandemic. It is COVID-19.", 0),
        ("It is COVID-19, and not COVID-91.", 0),
        ("The COVID-19 pandemic. It is COVID-19, no COVID-91.", 1),
        ("The COVID-19 pandemic. It is COVID-19, no COVID-12.", 1),
        ("The COVID-19 pandemic. It is a G20 country.", 0),
    ],
)
def test_a_name_is_told_that_a_text_has_with_another_figure(english: str, count: int) -> None:
    assert len(tell("zh", "疫情期间。", "en", english)) == count


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other", "told"),
    [
        ("en", "The rooms are on floors 2 and 3.", "de", "Die Räume sind im 1. und 2. Stock.", ""),
        ("en", "The rooms are on floors 2 and 3.", "de", "Die Räume sind auf den Etagen 2 und 3.", ""),
        ("en", "It is on floors 2, 3 and 5.", "de", "Es ist im 1., 2. und 4. Stock.", ""),
        ("de", "Auf den Etagen 1 bis 3.", "zh", "2至4楼。", ""),
        ("de", "Auf Etage 3, mit 20 Gästen.", "zh", "在4楼，有20位客人。", ""),
        ("en", "A level 3 rule.", "zh", "三级规定。", ""),
        ("zh", "从2层到6层。", "en", "From floors 2 to 8.", "expected 6, found 8"),
        ("en", "It is on floors 2, 3 and 5.", "de", "Es ist im 1., 2. und 3. Stock.", "expected 5, found 3."),
        ("de", "Termine: 3.2., 4.2. und 5.2.", "en", "Dates: 3, 4 and 5 February.", ""),
        ("de", "Am 3.2. und 4.2. wird gebaut.", "zh", "2月3日、4日施工。", ""),
        ("de", "Am 3. und 4.2. wird gebaut.", "en", "Work is on February 3 and 4.", ""),
        ("de", "Mo, 3.2., Di, 4.2., je 9 Uhr.", "en", "Mon, 3 Feb, Tue, 4 Feb, 9 am each.", ""),
        ("de", "Siehe Kapitel 3.2., 4.2. und 5.1.", "en", "See chapters 3.2, 4.2 and 5.1.", ""),
        ("de", "Wir werden Ruby 2.1.10 veröffentlichen.", "en", "We will release Ruby 2.1.10 soon.", ""),
        ("de", "Es läuft auf 3.2. Und 4.2 kommt.", "en", "It runs on 3.2. And 4.2 will come.", ""),
        (
            "de",
            "Termine: 3.2., 4.2.",
            "en",
            "Dates: 3 and 6 February.",
            "expected February 4 (de: 4.2.), found 6 February",
        ),
    ],
)
def test_floors_and_days_of_lists_are_what_they_are(
    lang: str, text: str, other_lang: str, other: str, told: str
) -> None:
    assert [one.partition(": ")[2] for one in tell(lang, text, other_lang, other)] == [told] * bool(told)


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("en", "At two percent.", "zh", "支持率为2美元。"),
        ("zh", "增长近四成。", "en", "It grew by 40 minutes."),
        ("en", "It took three minutes.", "zh", "用时3日元。"),
        ("de", "Das sind vier Prozentpunkte mehr.", "en", "That is four percent more."),
        ("zh", "武直卡-52列装。", "en", "The Ka-12 was commissioned."),
        ("en", "A 2-0 loss for the top four.", "de", "Eine 2:2-Niederlage der ersten vier."),
        ("en", "They lost 3-2.", "zh", "3:8告负。"),
        ("zh", "今天是21周年。", "en", "It is the 22nd."),
        ("en", "It is its 21st birthday.", "zh", "今天是21日元岁生日。"),
        ("en", "It needs DNS-01 challenges.", "zh", "需要某一个DNS-10验证。"),
        ("en", "It is planned for 1 year, the last of 3.", "zh", "计划保持3年，最后一个是3。"),
        ("en", "See the RubyConf 2013 talk.", "de", "Siehe den RubyConf-2014-Vortrag."),
        ("en", "It is worth 30,000 yen.", "de", "Der Wert beträgt 30.000 Yen (ca. -260 €)."),
        ("en", "Ruby 1.9.3 is the last release.", "zh", "Ruby 1.9.3 是 Ruby 1.9.6 的最后一个版本。"),
        (
            "en",
            "Use 2.1 or 2.1 here.\n\nUse 2.2, since 2.2 is safe.",
            "de",
            "Nutzen Sie hier 2.1.\n\nNutzen Sie 2.2, da 2.1 sicher ist.",
        ),
        ("en", "The 2.3 series.\n\nIt is out.", "de", "Es ist da.\n\nDie -2.3er-Serie ist da."),
    ],
)
def test_what_is_the_same_but_for_one_thing_is_told(lang: str, text: str, other_lang: str, other: str) -> None:
    told = [one.severity for one in find(lang, text, other_lang, other)]
    assert {"warning", "error"} & set(told)
