"""Figures that have changed places in a sentence, hyphens before figures, and units of another kind."""

from __future__ import annotations

import pytest
from comparing import facts, tell
from hypothesis import assume, given
from hypothesis import strategies as st

AMOUNTS = st.integers(11, 899)


def levels(lang: str, text: str, other_lang: str, other: str) -> list[str]:
    return [one.partition(":")[0] for one in tell(lang, text, other_lang, other)]


# ---- laws ------------------------------------------------------------------------------------------------------------


@given(AMOUNTS, AMOUNTS, st.sets(st.sampled_from(["en", "de", "zh"])))
def test_amounts_that_change_places_are_told_whichever_has_the_unit(one: int, two: int, fully: set[str]) -> None:
    assume(one != two)

    def texts(first: int, second: int) -> dict[str, str]:
        units = {"en": " euros", "de": " Euro", "zh": "欧元"}
        euros, euro, yuan = (unit if lang in fully else "" for lang, unit in units.items())
        return {
            "en": f"The hall cost {first} million euros, of which the city pays {second} million{euros}.",
            "de": f"Die Halle kostete {first} Millionen Euro, davon zahlt die Stadt {second} Millionen{euro}.",
            "zh": f"大厅耗资{first}00万欧元，其中{second}00万{yuan}由市政府承担。",
        }

    right, wrong = texts(one, two), texts(two, one)
    for lang, text in right.items():
        for other_lang in right.keys() - {lang}:
            assert levels(lang, text, other_lang, right[other_lang]) == []
            assert levels(lang, text, other_lang, wrong[other_lang]) == ["warning", "warning"]


@given(AMOUNTS, AMOUNTS, st.sampled_from(["%", "kg", ""]))
def test_what_something_was_and_became_must_not_change_places(one: int, two: int, unit: str) -> None:
    assume(one != two)
    right = {
        "en": f"It went from {one}{unit} to {two}{unit}.",
        "de": f"Es stieg von {one} {unit} auf {two} {unit}.",
        "zh": f"由{one}{unit}改为{two}{unit}。",
    }
    wrong = {
        "en": f"It went from {two}{unit} to {one}{unit}.",
        "de": f"Es stieg von {two} {unit} auf {one} {unit}.",
        "zh": f"由{two}{unit}改为{one}{unit}。",
    }
    for lang, text in right.items():
        for other_lang in right.keys() - {lang}:
            assert levels(lang, text, other_lang, right[other_lang]) == []
            assert levels(lang, text, other_lang, wrong[other_lang]) == ["warning", "warning"]


@given(st.integers(11, 9999), st.sampled_from(["辆", "万辆", "人", "公斤", "万欧元", "个月"]))
def test_a_hyphen_before_a_figure_among_han_is_an_error(number: int, counted: str) -> None:
    assert levels("zh", f"共有{number}{counted}。", "zh", f"共有-{number}{counted}。") == ["error"]


UNITS = {
    "kg": ("kg", "kg", "公斤"),
    "day": ("days", "Tage", "天"),
    "percent": ("%", "%", "%"),
    "euro": ("euros", "Euro", "欧元"),
    "gigabyte": ("GB", "GB", "GB"),
}


@given(st.integers(11, 9999), st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)))
def test_another_unit_behind_the_same_number_is_an_error(number: int, unit: str, other: str) -> None:
    for place, lang in enumerate(("en", "de", "zh")):
        wanted = [] if unit == other else ["error"]
        text = f"{number} {UNITS[other][place]}" + ("。" if lang == "zh" else ".")
        assert levels("en", f"{number} {UNITS[unit][0]}.", lang, text) == wanted


# ---- the rest --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("en", "Coordinates have 64 bits instead of 32.", "de", "Koordinaten haben 64 statt 32 Bit."),
        ("de", "Sie stieg auf 7 %, nach zuvor 5 %.", "zh", "由5%升至7%。"),
        (
            "de",
            "Sie wuchs um 0,8 Prozent, nachdem sie um 0,3 Prozent geschrumpft war.",
            "en",
            "After shrinking by 0.3 per cent, it grew by 0.8 per cent in the next three months.",
        ),
        ("zh", "57位艺术家的50件作品", "en", "50 works by 57 artists"),
        ("en", "a tolerance of plus or minus 5%", "zh", "误差为正负5%"),
        ("en", "the J-20 fighter", "zh", "歼-20战斗机"),
        ("en", "It is open from 9 to 12.", "zh", "9点-12点开放。"),
    ],
)
def test_what_stands_in_another_order_and_is_right_is_no_finding(
    lang: str, text: str, other_lang: str, other: str
) -> None:
    assert tell(lang, text, other_lang, other) == []


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other", "severities"),
    [
        ("de", "Sie wuchs um 0,8 % nach 0,3 %.", "en", "It grew by 0.3% after 0.8%.", ["warning"] * 2),
        ("zh", "一等奖50万元；三等奖20万元。", "de", "Erster Preis 200.000 Yuan, dritter 500.000.", ["warning"] * 2),
        ("de", "Sie sank auf 4,7 Prozent.", "zh", "降至-4.7%。", ["warning"]),
        ("en", "Imports fell by 2.1%.", "zh", "进口额下降-2.1%。", ["warning"]),
        ("en", "It opens at 10 am.", "de", "Geöffnet wird um -10 Uhr.", ["error"]),
        ("en", "It opens at 10 am.", "zh", "上午-10点开门。", ["error"]),
        ("en", "The best time is 2:06:41.", "zh", "最好成绩为2小时2分41秒。", ["error"]),
        ("en", "It has 5,000,000 books.", "de", "Sie hat 6000.000 Bücher.", ["error"]),
        ("de", "Das 3D-Bild ist neu.", "en", "The 2D picture is new.", ["error"]),
        ("en", "at one o’clock in the afternoon", "de", "um 15 Uhr", ["error"]),
        ("de", "Bis 1 Uhr fahren alle Viertelstunde Busse.", "zh", "至凌晨2点每隔一刻钟有一班公交车。", ["error"]),
        ("en", "There are 85 metres to climb.", "de", "Es sind 850 Höhenmeter.", ["error"]),
        ("en", "It covers 42.195 kilometres (26.2 miles).", "de", "Es sind 42,194 Kilometer.", ["error"]),
        ("zh", "二等奖两名，各50万元。", "en", "There are two second prizes of 530,000 yuan.", ["error"]),
        ("en", "The lake is 100 yards long.", "de", "Der See ist 19 Meter lang.", ["warning"]),
    ],
)
def test_what_is_wrong_is_told(lang: str, text: str, other_lang: str, other: str, severities: list[str]) -> None:
    assert levels(lang, text, other_lang, other) == severities


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("zh", "一点五倍", "1.5×"),
        ("zh", "两点五万人", "25000"),
        ("en", "a one-and-a-half-hour film", "5400 s"),
        ("en", "one o’clock", "01:00/13:00"),
        ("de", "um ein Uhr nachts", "01:00"),
        ("en", "two second prizes", "2 2."),
        ("en", "a two-second delay", "2 s"),
        ("de", "6400.000 Bücher", "6400000"),
        ("zh", "$290折扣", "290"),
    ],
)
def test_what_is_easily_misread_is_read(lang: str, text: str, value: str) -> None:
    assert " ".join(fact.value for fact in facts(text, lang).facts) == value
