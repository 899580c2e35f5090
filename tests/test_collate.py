"""The order of words and the letters of an index."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import unicodedata

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import some
from pypinyin import phrases_dict, pinyin_dict

from microsite.i18n.collate import initial, sort_key
from microsite.i18n.pinyin import read_characters

LOCALES = ["de_DE", "en_US", "zh_Hans_CN", "zh_Hant_TW", "ar_EG", "ja_JP"]
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("重庆了地〇“” A"), max_size=6)
TEXTS = st.text(max_size=8) | HAN


def in_order(texts: list[str], locale: str) -> list[str]:
    return sorted(texts, key=lambda text: sort_key(text, locale))


def initials(texts: list[str], locale: str) -> list[str]:
    return [initial(text, locale) for text in texts]


# ---- Latin letters --------------------------------------------------------------------------------------------


def test_german_umlauts_stand_with_their_base_letters() -> None:
    assert in_order(["Zebra", "Äpfel", "Apfel", "Öl", "Ofen"], "de_DE") == ["Apfel", "Äpfel", "Ofen", "Öl", "Zebra"]


def test_a_sharp_s_is_two() -> None:
    words = ["Strasze", "Straße", "Strasse", "Strass"]
    assert in_order(words, "de_DE") == ["Strass", "Strasse", "Straße", "Strasze"]


def test_accents_count_only_between_words_of_the_same_letters() -> None:
    assert in_order(["côté", "coté", "côte", "cote", "cotf"], "fr_FR") == ["cote", "coté", "côte", "côté", "cotf"]


def test_case_counts_only_between_words_of_the_same_accents_and_small_comes_first() -> None:
    assert in_order(["über", "Uber", "uber", "Über"], "de_DE") == ["uber", "Uber", "über", "Über"]


def test_quotation_marks_and_other_punctuation_do_not_count() -> None:
    words = ["„Zirkel“", "15. Fünfjahresplan", "(Innovationszentrum)", "Xingyu Cup"]
    assert in_order(words, "de_DE") == ["15. Fünfjahresplan", "(Innovationszentrum)", "Xingyu Cup", "„Zirkel“"]
    assert initials(words, "de_DE") == ["Z", "0–9", "I", "X"]


def test_a_hyphen_is_a_space_and_a_space_comes_before_letters() -> None:
    words = ["Chengdua", "Chengdu Chongqing", "Chengdu-Chengdu", "Chengdu"]
    assert in_order(words, "de_DE") == ["Chengdu", "Chengdu-Chengdu", "Chengdu Chongqing", "Chengdua"]


def test_symbols_come_first_then_digits_then_letters() -> None:
    assert in_order(["a", "9", "€", "", "1"], "en_US") == ["", "€", "1", "9", "a"]
    assert initials(["", "€", "„“", "1", "９", "½"], "en_US") == ["#", "#", "#", "0–9", "0–9", "0–9"]


def test_letters_that_unicode_does_not_take_apart_are_folded() -> None:
    assert initials(["Łódź", "Ærø", "Øresund", "ﬁn", "éclair", "ßtest"], "en_US") == ["L", "A", "O", "F", "E", "S"]
    assert in_order(["Lodz", "Łódź", "Lodka"], "en_US") == ["Lodka", "Lodz", "Łódź"]


def test_composed_and_decomposed_letters_differ_in_nothing_but_the_text() -> None:
    assert sort_key("\u00e4", "de_DE")[:3] == sort_key("a\u0308", "de_DE")[:3]
    assert sort_key("\u00e4", "de_DE") != sort_key("a\u0308", "de_DE")


# ---- Arabic and others ----------------------------------------------------------------------------------------


def test_arabic_hamza_forms_stand_under_alef() -> None:
    words = ["أمل", "إبراهيم", "آسيا", "ابن", "باب"]
    assert initials(words, "ar_EG") == ["ا", "ا", "ا", "ا", "ب"]
    assert in_order(words, "ar_EG") == ["إبراهيم", "ابن", "آسيا", "أمل", "باب"]


def test_arabic_vowel_signs_count_like_accents() -> None:
    assert in_order(["كَتب", "كتاب", "كتب"], "ar_EG") == ["كتاب", "كتب", "كَتب"]


def test_vowel_signs_of_indian_scripts_are_no_accents() -> None:
    assert sort_key("की", "hi_IN")[0] != sort_key("कु", "hi_IN")[0]


def test_korean_stands_under_the_consonants_of_its_keyboard() -> None:
    words = ["가방", "까치", "나무", "하늘", "쓰레기", "ㄷ자"]
    assert initials(words, "ko") == ["ㄱ", "ㄱ", "ㄴ", "ㅎ", "ㅅ", "ㄷ"]


def test_an_initial_is_written_as_its_script_writes_it() -> None:
    assert initials(["κόσμος", "მაისი", "日本"], "en_US") == ["Κ", "მ", "日"]


# ---- Chinese --------------------------------------------------------------------------------------------------


def test_chinese_stands_under_the_first_letter_of_its_pinyin() -> None:
    terms = [
        "重庆国际人才交流大会",
        "成渝地区双城经济圈",
        "全球卓越工程师大赛",
        "“兴渝杯”国际创新创业项目大赛",
        "创新中心",
    ]
    assert initials(terms, "zh_Hans_CN") == ["C", "C", "Q", "X", "C"]
    assert in_order(terms, "zh_Hans_CN") == [terms[1], terms[0], terms[4], terms[2], terms[3]]


def test_a_character_is_read_as_its_word_says() -> None:
    assert initials(["重庆", "重要", "银行", "行走"], "zh_Hans_CN") == ["C", "Z", "Y", "X"]


def test_the_dictionaries_of_pypinyin_are_read_without_all_that_it_loads() -> None:
    lines = (
        "import sys",
        "from microsite.i18n.collate import initial",
        "assert initial('重庆', 'zh_Hans_CN') == 'C'",
        "assert 'pypinyin' not in sys.modules",
    )
    # In a process of its own: in this one, other tests may have loaded it.
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True)  # noqa: S603


def test_characters_are_read_as_pypinyin_reads_them() -> None:
    words = ["策略", "绿色", "女儿", "银行", "行走", "了解", "重庆", "重要", "龘", "𠀀", "𪚥", "成渝地区双城经济圈"]
    for word in words:
        known = pypinyin.lazy_pinyin(word, style=pypinyin.Style.TONE3, errors=list)  # type: ignore[arg-type]  # it takes what gives a list, too
        assert ["".join((letters, str(tone) if tone < 5 else "")) for letters, tone in read_characters(word)] == known


def bare(syllable: str) -> str:
    """The letters of a syllable that is written with its mark, with v for ü."""
    apart = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return unicodedata.normalize("NFC", re.sub("[\u0300\u0301\u0304\u030c]", "", apart))


def test_phrases_and_characters_are_found_wherever_they_stand_in_the_dictionaries() -> None:
    phrases, characters = phrases_dict.phrases_dict, pinyin_dict.pinyin_dict
    for phrase in [*some(phrases)[::50], list(phrases)[-1]]:
        assert [letters for letters, _ in read_characters(phrase)] == [bare(one[0]) for one in phrases[phrase]]
    for number in [*some(characters)[::50], list(characters)[-1]]:
        [(letters, _)] = read_characters(chr(number))
        assert letters == bare(characters[number].partition(",")[0])
    assert read_characters("\u3400\u3402\U0003ffff") == [("qiu", 1), ("\u3402", 5), ("\U0003ffff", 5)]


def test_latin_and_chinese_share_the_letters() -> None:
    words = ["峰会", "AI峰会", "爱心", "5G网络", "Bank"]
    assert in_order(words, "zh_Hans_CN") == ["5G网络", "AI峰会", "爱心", "Bank", "峰会"]
    assert initials(words, "zh_Hans_CN") == ["F", "A", "A", "0–9", "B"]


def test_tones_count_before_the_next_character_as_in_dictionaries() -> None:
    assert in_order(["爱国", "癌症", "爱心"], "zh_Hans_CN") == ["癌症", "爱国", "爱心"]
    assert in_order(["骂", "妈", "马", "麻", "吗"], "zh_Hans_CN") == ["妈", "麻", "马", "骂", "吗"]


def test_a_shorter_syllable_comes_first() -> None:
    assert in_order(["先", "西安"], "zh_Hans_CN") == ["西安", "先"]


def test_u_with_dots_comes_after_u_and_among_its_letters() -> None:
    assert in_order(["轮", "略", "乱", "绿", "路"], "zh_Hans_CN") == ["路", "绿", "乱", "略", "轮"]
    assert initial("女", "zh_Hans_CN") == "N"


@pytest.mark.parametrize("locale", ["zh_Hant_TW", "zh_TW", "zh_HK", "de_DE", "ja_JP"])
def test_elsewhere_chinese_characters_stand_for_themselves(locale: str) -> None:
    assert initial("重庆", locale) == "重"
    assert in_order(["重", "爱", "Z"], locale) == ["Z", "爱", "重"]


# ---- laws -----------------------------------------------------------------------------------------------------


@given(st.lists(TEXTS, max_size=6), st.sampled_from(LOCALES))
def test_the_order_does_not_depend_on_the_order_before(texts: list[str], locale: str) -> None:
    assert in_order(texts, locale) == in_order(texts[::-1], locale)


@given(TEXTS, TEXTS, st.sampled_from(LOCALES))
def test_only_the_same_text_has_the_same_key(first: str, second: str, locale: str) -> None:
    keys = sort_key(first, locale), sort_key(second, locale)
    assert (keys[0] == keys[1]) == (first == second)
    assert (keys[0] < keys[1]) + (keys[1] < keys[0]) + (first == second) == 1


@given(st.lists(TEXTS, max_size=8), st.sampled_from(LOCALES))
def test_what_shares_an_initial_stands_together(texts: list[str], locale: str) -> None:
    letters = [letter for letter, _ in itertools.groupby(initials(in_order(texts, locale), locale))]
    assert len(letters) == len(set(letters))


@given(TEXTS, st.sampled_from(LOCALES))
def test_an_initial_is_never_empty(text: str, locale: str) -> None:
    assert initial(text, locale).strip()


def test_a_reading_that_an_editor_gives_stands_among_the_characters_it_is_of() -> None:
    terms = ["重庆", "成都", "chong qing", "创新", "AI峰会", "安全"]
    assert sorted(terms, key=lambda term: sort_key(term, "zh_Hans_CN")) == [
        "AI峰会", "安全", "成都", "chong qing", "重庆", "创新",
    ]  # fmt: skip
