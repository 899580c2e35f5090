"""Shares in words, one in five and every fifth; and which of two numbers is the part of the other one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from comparing import LOCALES, facts, tell
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.reader import read_text

HAN = "零一二三四五六七八九十"
WHOLES = st.integers(3, 10)


def read(text: str, lang: str) -> list[str]:
    return [fact.value for fact in read_text(text, notation_of(LOCALES[lang])) if fact.strength]


# ---- laws ------------------------------------------------------------------------------------------------------------


@given(WHOLES, st.data())
def test_a_share_is_one_fraction_however_it_is_told(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(1, whole - 1))
    english = ["zero", "one", *(num2words(number, lang="en") for number in range(2, 11))]
    german = ["null", "einer", *(num2words(number, lang="de") for number in range(2, 11))]
    people = "person" if part == 1 else "people"
    told = {
        "en": [
            f"{english[part]} in {english[whole]} smokes",
            f"{english[part]} {people} in {english[whole]} smoke",
            f"{english[part]} out of {english[whole]} smoke",
            f"{english[part]} out of every {english[whole]} smoke",
            f"{part} in {whole} smoke",
        ],
        "de": [f"{german[part]} von {german[whole]} raucht", f"{german[part]} Frauen von {german[whole]} rauchen"],
        "zh": [
            f"每{HAN[whole]}人中有{HAN[part]}人吸烟",
            f"{HAN[whole]}人中就有{HAN[part]}人吸烟",
            f"每{whole}个人里就有{part}个吸烟",
            f"{HAN[whole]}分之{HAN[part]}的人吸烟",
        ],
    }
    for lang, texts in told.items():
        assert [read(text, lang) for text in texts] == [[canonical(Fraction(part, whole))]] * len(texts)


@given(WHOLES)
def test_one_of_so_many_is_every_so_manyth(whole: int) -> None:
    share = [canonical(Fraction(1, whole))]
    assert read(f"every {num2words(whole, lang='en', to='ordinal')} firm grows", "en") == share
    assert read(f"Jede {num2words(whole, lang='de', to='ordinal')} Firma wächst", "de") == share


@given(st.integers(11, 999), st.integers(3000, 9999))
def test_a_part_and_its_whole_stand_in_any_order_and_must_not_change_places(part: int, whole: int) -> None:
    right = {
        "en": [f"In all, {part} of {whole} seats are free.", f"In all, {part} out of {whole} seats are free."],
        "de": [f"Es sind {part} von {whole} Plätzen frei.", f"Von den {whole} Plätzen sind {part} frei."],
        "zh": [f"{whole}个座位中有{part}个空着。", f"座位共{whole}个，空着{part}个。"],
    }
    wrong = {
        "en": f"In all, {whole} of {part} seats are free.",
        "de": f"Es sind {whole} von {part} Plätzen frei.",
        "zh": f"{part}个座位中有{whole}个空着。",
    }
    for lang, (text, _) in right.items():
        for other_lang, others in right.items():
            if other_lang != lang:
                assert [tell(lang, text, other_lang, other) for other in others] == [[], []]
                told = tell(lang, text, other_lang, wrong[other_lang])
                assert [one.partition(":")[0] for one in told] == ["warning", "warning"]


# ---- the rest --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("en", "One in five people lives alone.", "de", "Jeder Fünfte lebt allein."),
        ("en", "One in five people lives alone.", "zh", "五分之一的人独居。"),
        ("en", "Nine out of ten agree.", "zh", "90%的人表示同意。"),
        ("de", "Drei von vier Befragten stimmen zu.", "en", "75 per cent of respondents agree."),
        ("de", "Jede zweite Frau arbeitet.", "en", "Half of women work."),
        ("de", "Eine von fünf Städten wächst.", "zh", "五座城市之一在增长。"),  # or of these five
        ("en", "Every third year it is held here.", "de", "Alle drei Jahre findet sie hier statt."),
        ("en", "There are 60 beds per 10,000 people.", "zh", "每万人有60张床位。"),
    ],
)
def test_shares_that_are_told_otherwise_are_no_finding(lang: str, text: str, other_lang: str, other: str) -> None:
    assert tell(lang, text, other_lang, other) == []


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("en", "One in five people moved.", "zh", "四分之一的人搬家。"),
        ("en", "One in five people moved.", "de", "Jeder Vierte zog um."),
        ("de", "Jeder dritte Betrieb wächst.", "zh", "每四家企业中就有一家在增长。"),
        ("zh", "每五名儿童中就有一名超重。", "en", "One child in six is overweight."),
    ],
)
def test_another_share_is_a_warning(lang: str, text: str, other_lang: str, other: str) -> None:
    assert [one.partition(":")[0] for one in tell(lang, text, other_lang, other)] == ["warning"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "one in 2019"), ("en", "the 5th of every month"), ("de", "jedes dritte Jahr"), ("zh", "三人，有一人")],
)
def test_what_is_no_share_is_none(lang: str, text: str) -> None:
    assert "fraction" not in [fact.kind for fact in facts(text, lang).facts]
