"""One folding for all: what is one to readers is one to the glossary, facts, digests, the filter and sorting."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.reader import read_text
from microsite.checks.prose.languages import find_language
from microsite.checks.prose.typography import mend
from microsite.content.sections import digest_sections
from microsite.glossary.wordings import Wording, make_glossary
from microsite.i18n.collate import initial, sort_key
from microsite.i18n.searching import fold
from microsite.i18n.spelling import APOSTROPHES, HYPHENS, INTERPUNCTS, QUOTATION_MARKS, alike, is_odd, respell, spell
from microsite.i18n.units import find_units

EXAMPLES = settings(max_examples=up_to(1500, 60), deadline=None)

RADICALS = {unicodedata.normalize("NFKC", chr(point)): chr(point) for point in range(0x2F00, 0x2FD6)}
WIDE = {chr(point): chr(point + 0xFEE0) for point in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))}
HALF = {"カ": "ｶ", "ン": "ﾝ", "ガ": "ｶﾞ", "パ": "ﾊﾟ", "ー": "ｰ"}


def respelled(places: dict[str, str]) -> Callable[[str], str]:
    """A way to write some characters otherwise."""
    return lambda text: "".join(places.get(character, character) for character in text)


def between_letters(unseen: str) -> Callable[[str], str]:
    """A way to put what nobody sees behind every letter and digit that another follows."""
    return lambda text: "".join(
        one + unseen * (one.isalnum() and after.isalnum()) for one, after in zip(text, f"{text[1:]} ", strict=True)
    )


WAYS: dict[str, Callable[[str], str]] = {
    "in decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    **{f"with U+{ord(one):04X} inside": between_letters(one) for one in "\u00ad\u200b\u200d\u2060\u200e\ufeff\ufe0f"},
    "in wide letters and digits": respelled(WIDE),
    "in half-width katakana": respelled(HALF),
    "with radicals": respelled(RADICALS),
}
"""Level 1: it is the same to facts, too."""

MARKED: dict[str, Callable[[str], str]] = {
    **{f"with apostrophes U+{ord(one):04X}": respelled({"'": one}) for one in APOSTROPHES},
    **{f"with marks U+{ord(one):04X}": respelled({'"': one}) for one in QUOTATION_MARKS},
    **{f"with hyphens U+{ord(one):04X}": respelled({"-": one}) for one in HYPHENS},
    **{f"with interpuncts U+{ord(one):04X}": respelled({"·": one}) for one in INTERPUNCTS},
    **{f"with spaces U+{ord(one):04X}": respelled({" ": one}) for one in "\u00a0\u2007\u2009\u202f"},
}
"""Level 2."""

NAMES = """
Gründerzentrum Ångström naïve café Rock'n'Roll Chengdu-Chongqing 约翰·史密斯 重庆 人工智能 カンファレンス ガイド 한국
"Hub" K3 Straße ИИ Й 2025 AI
"""
WORDS = st.sampled_from(NAMES.split())
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@EXAMPLES
@given(TEXTS, st.sampled_from(list((WAYS | MARKED).values())))
def test_a_spelling_is_one_to_all_who_compare_texts(text: str, way: Callable[[str], str]) -> None:
    other = way(text)
    assert alike(other) == alike(text)
    assert digest_sections(other, "", other) == digest_sections(text, "", text)
    assert fold(other) == fold(text)
    assert sort_key(other, "de_DE")[:3] == sort_key(text, "de_DE")[:3]
    assert initial(other, "zh_Hans_CN") == initial(text, "zh_Hans_CN")


@EXAMPLES
@given(WORDS, st.sampled_from(list((WAYS | MARKED).values())), st.sampled_from(["de", "zh-Hans", "ja"]))
def test_the_glossary_finds_a_term_however_it_is_spelled(term: str, way: Callable[[str], str], tag: str) -> None:
    for wording, written in ((term, way(term)), (way(term), term)):
        text = f"({written})"
        [match] = make_glossary([Wording("a", wording)], tag).find(text)
        assert text[match.start : match.end] == written


FIGURES = {
    "de_DE": ["3.944 Absolventen", "1,2 Millionen", "16. März 2025", "fünfundzwanzig Jahre", "71,8 Prozent", "5 km"],
    "en_US": ["3,944 graduates", "1.2 million", "March 16, 2025", "twenty-five years", "71.8 percent", "$5", "5 km"],
    "zh_Hans_CN": ["三千九百四十四人", "120万人", "2025年3月16日", "百分之七十一", "5公里", "星期一"],
}


@EXAMPLES
@given(
    st.sampled_from([(locale, text) for locale, texts in FIGURES.items() for text in texts]),
    st.sampled_from(list(WAYS.values())),
)
def test_a_figure_is_read_however_it_is_spelled(figure: tuple[str, str], way: Callable[[str], str]) -> None:
    locale, text = figure
    notation, other = notation_of(locale), way(text)
    found = read_text(other, notation)
    assert [fact[:3] for fact in found] == [fact[:3] for fact in read_text(text, notation)]
    assert all(0 <= fact.start < fact.end <= len(other) for fact in found)


@EXAMPLES
@given(
    st.text(
        st.sampled_from(
            "abÄé ßﬁ　'’“·・•-‐ａＡ５ｶﾞﾊﾟガ重⾦한ㄱ\u1112\u1161\u11ab\u0301\u00ad\u200b\u0915\u093c\u0958\u212b。，\n"
        )
    )
)
def test_a_spelling_knows_where_it_comes_from(text: str) -> None:
    spelled = spell(text)
    assert respell(text) == spelled.text
    assert not is_odd(spelled.text)
    assert is_odd(text) == (spelled.text != text)
    for place in range(len(spelled.text)):
        start, end = spelled.origin(place, place + 1)
        assert spelled.text[place] in spell(text[start:end]).text


PIECES = """
Wort word 词语 他 2025 71,8 3.944 10:30 z.B. km % € Ｔｅｘｔ ５％ 約 , . ... … 。。。 ! ? ; : ( ) （ ） ， 。
" ' “ ” „ « » ‘ ’ - -- – — · ・ • ～ ** * _ ` # >
"""
PROSE = st.lists(st.sampled_from([*PIECES.split(), *"  \n\u00a0", " - ", "\n\n"]), max_size=25).map("".join)


@settings(max_examples=up_to(2000, 100), deadline=None)
@given(PROSE, st.sampled_from(["de", "en", "zh-Hans", "de-CH", "en-GB"]))
def test_what_is_mended_keeps_its_digest(text: str, tag: str) -> None:
    language = find_language(tag)
    assert language is not None
    assert digest_sections("", "", mend(text, language)) == digest_sections("", "", text)


@pytest.mark.parametrize(
    ("one", "other"), [("KILIÇ", "kılıç"), ("İstanbul", "istanbul"), ("SEIDENSTRASSE", "Seidenstraße"), ("ﬁt", "fit")]
)
def test_capitals_and_letters_that_have_none_are_one_to_who_searches(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert sort_key(one, "de_DE")[0] == sort_key(other, "de_DE")[0]


@pytest.mark.parametrize(("term", "text"), [("kılıç", "KILIÇ"), ("İstanbul", "istanbul"), ("Straße", "STRASSE")])
def test_capitals_and_letters_that_have_none_are_one_to_the_glossary(term: str, text: str) -> None:
    assert [match.start for match in make_glossary([Wording("a", term)], "de").find(text)] == [0]


def test_a_unit_is_found_however_it_is_spelled() -> None:
    assert find_units("Kilo\u00admeter", ["de"]) == find_units("Ｋｉｌｏｍｅｔｅｒ", ["de"]) == ("kilometer",)
