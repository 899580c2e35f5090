"""What an entry of the glossary's index is found by."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from whole_sites import build, read_site

from microsite.i18n.collate import FOLDED, spell
from microsite.i18n.searching import fold, search_text

REPOSITORY = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fünfjahresplan", "funfjahresplan"),
        ("Straße", "strasse"),
        ("Chengdu–Chongqing", "chengdu chongqing"),
        ("“十五五”规划", "十五五规划"),
        ("ＡＩ峰会", "ai峰会"),
        ("  15. Plan ", "15 plan"),
        ("Gründer\u00adzentrum", "grunderzentrum"),
        ("Gründer\u200bzentrum", "grunderzentrum"),
        ("Łódź, Ærø, Œuvre", "lodz aero oeuvre"),
        ("STRAẞE", "strasse"),
        ("…", ""),
    ],
)
def test_folding_leaves_out_what_readers_do_not_type(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_pinyin_is_that_of_whole_words_with_and_without_tones() -> None:
    assert spell("重庆", "zh_Hans_CN") == ("chongqing", "chong2qing4")
    assert spell("AI峰会", "zh_Hans_CN") == ("AIfenghui", "AIfeng1hui4")


def test_the_vowel_of_green_is_typed_as_u_or_v() -> None:
    assert {"lüse".replace("ü", "u"), "lvse"} <= set(spell("绿色", "zh_Hans_CN"))
    assert spell("策略", "zh_Hans_CN") == ("celue", "celve", "ce4lue4", "ce4lve4")


def test_traditional_chinese_is_found_by_pinyin_though_it_is_not_sorted_so() -> None:
    assert spell("閘道器", "zh_Hant_TW") == ("zhadaoqi", "zha2dao4qi4")


def test_what_is_not_chinese_has_no_pinyin() -> None:
    assert spell("hub", "zh_Hans_CN") == spell("重庆", "de_DE") == ()


def test_german_umlauts_are_typed_with_or_without_an_e() -> None:
    assert search_text([("Übergänge", "de_AT")]) == "ubergange\nuebergaenge"
    assert search_text([("U\u0308bung", "de")]) == "ubung\nuebung"
    assert search_text([("naïve", "en_GB"), ("Öl", "sv_SE")]) == "naive\nol"


def test_pinyin_is_there_once_with_its_tones_as_raised_digits() -> None:
    assert search_text([("重庆", "zh_Hans_CN")]) == "重庆\nchong²qing⁴"
    assert search_text([("策略", "zh_Hans_CN")]) == "策略\nce⁴lue⁴\nce⁴lve⁴"
    assert search_text([("G5峰会 11", "zh_Hans_CN")]) == "g5峰会 11\ng5feng¹hui⁴ 11"


@given(
    st.lists(st.sampled_from(["峰", "重庆", "绿", "1", "4", "51", "g", "ü", " ", "·", "〇"]), max_size=8).map("".join)
)
@settings(max_examples=up_to(200))
def test_raised_digits_give_pinyin_back_without_tones_and_with_them(text: str) -> None:
    lines = search_text([(text, "zh_Hans_CN")]).split("\n")
    given_back = {
        *(unicodedata.normalize("NFKD", line) for line in lines),
        *(re.sub("[¹²³⁴⁵]", "", line) for line in lines),
    }
    assert {fold(form) for form in (text, *spell(text, "zh_Hans_CN"))} == given_back


def test_each_wording_is_there_once() -> None:
    assert search_text([("Hub", "de_DE"), ("hub", "en_GB"), ("…", "en_GB")]) == "hub"


def test_the_script_of_the_page_folds_the_same_letters() -> None:
    script = (REPOSITORY / "templates/assets/glossary.js").read_text(encoding="utf-8")
    [table] = re.findall(r"const plain = \{(.*)\};", script)
    pairs = dict(re.findall(r'(\S): "(\w*)"', table))
    assert pairs == {**FOLDED, "ß": "ss"}
    [signs] = re.findall(r"\.replace\(/\[(\w+)\]/gu, \(letter\)", script.replace("ـ", "ـ"))
    assert set(signs) == set(pairs)


def test_how_a_term_is_read_finds_it_with_and_without_spaces() -> None:
    files = read_site("minimal") | {
        "content/glossary/hall.en.md": "---\nterm: 曾氏宗祠\nsort: zēng shì\n---\n".encode()
    }
    assert 'data-search="zeng shi\nzengshi\n曾氏宗祠"' in build(files).text("en/glossary/index.html")
