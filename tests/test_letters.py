"""What a table says of a language's letters: the order that the index goes by, and what is typed for them."""

from __future__ import annotations

import pytest

from microsite.i18n.letters import letters_of, make_letters


def test_a_letter_of_its_own_is_known_in_both_cases_and_with_no_further_mark() -> None:
    letters = make_letters({"after": {"n": ["ñ"], "z": ["å", "ä", "ö"]}})
    assert letters.own is not None
    assert letters.own.findall("n\u0303 N\u0303 n a\u030a n\u0303\u0304") == ["n\u0303", "N\u0303", "a\u030a"]
    assert letters.names == {"n\x01": "ñ", "z\x01": "å", "z\x02": "ä", "z\x03": "ö"}
    assert letters.places["a\u0308"] == "z\x02"


def test_a_language_without_a_table_has_the_letters_of_unicode() -> None:
    assert letters_of("sv_SE") == make_letters({})


@pytest.mark.parametrize(
    ("identifier", "is_by_pinyin"), [("zh_Hans_CN", True), ("zh-SG", True), ("zh_Hant", False), ("zh-TW", False)]
)
def test_simplified_chinese_alone_is_sorted_by_pinyin(identifier: str, is_by_pinyin: bool) -> None:  # noqa: FBT001
    assert letters_of(identifier).is_by_pinyin is is_by_pinyin


@pytest.mark.parametrize("identifier", ["de", "de-AT", "de_CH"])
def test_german_umlauts_are_typed_with_an_e(identifier: str) -> None:
    assert letters_of(identifier).typed["ä"] == "ae"
