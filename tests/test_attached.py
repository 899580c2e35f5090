"""What languages write onto words is none of them: particles of Korean, articles and prepositions of Arabic."""

from __future__ import annotations

import re

import pytest
from growth import find_excess, repeat
from whole_sites import Files, build, read_site

from microsite.glossary.attached import find_attached
from microsite.glossary.forms import InAnyForm
from microsite.glossary.wordings import ATTACHED, Wording, make_glossary

FOUND = {
    "ko": (
        "인증서",
        "‹인증서›를 ‹인증서›가 ‹인증서›에서는 ‹인증서›들의 ‹인증서›입니다 ‹인증서›로부터 인증서관리 새인증서 ‹인증서›",
    ),
    "ar": ("شهادة", "ال‹شهادة› وبال‹شهادة› لل‹شهادة› و‹شهادة› استشهادة ‹شهادة›"),
    "he": ("תעודה", "ה‹תעודה› ושה‹תעודה› ל‹תעודה› מה‹תעודה› גתעודה ‹תעודה›"),
    "en": ("hub", "the ‹hub›, thehub, hubs"),
}


@pytest.mark.parametrize("tag", FOUND)
def test_a_term_is_found_with_what_is_attached_to_it_and_not_in_other_words(tag: str) -> None:
    term, marked = FOUND[tag]
    text = re.sub("[‹›]", "", marked)
    found, out, done = make_glossary([Wording("k", term)], tag).find(text), "", 0
    for one in found:
        out += f"{text[done : one.start]}‹{text[one.start : one.end]}›"
        done = one.end
    assert out + text[done:] == marked


@pytest.mark.parametrize(
    ("tag", "term", "text"), [("ko", "서버", "서버에서는"), ("ar", "ملف", "وبالملف"), ("he", "דוח", "שהדוח")]
)
def test_a_translation_uses_a_term_to_which_something_is_attached(tag: str, term: str, text: str) -> None:
    assert InAnyForm([Wording("k", term)], tag).find(text) == {"k"}


@pytest.mark.parametrize(("tag", "term", "text"), [("ko", "표", "표를"), ("ar", "تب", "كتب"), ("he", "לב", "הלב")])
def test_beside_a_word_of_few_letters_the_same_is_more_often_another_word(tag: str, term: str, text: str) -> None:
    assert make_glossary([Wording("k", term)], tag).find(text) == ()


@pytest.mark.parametrize("tag", ["ko", "ar", "he"])
def test_no_language_attaches_more_than_is_looked_at(tag: str) -> None:
    for side in find_attached(tag):
        if side:
            parts = re.sub(r"[()?]|\?:", "", re.sub(r"\[[^]]*\]", "x", side.pattern)).split("|")
            assert max(map(len, parts)) < ATTACHED


def test_a_site_in_korean_links_its_terms() -> None:
    files = read_site("minimal") | {
        "content/site.yaml": b"title: T\nbase_url: https://t.example/\nlanguages: {ko: {name: K}}\n",
        "content/glossary/c.ko.md": "---\nterm: 인증서\n---\n글.\n".encode(),
        "content/pages/home.ko.md": "---\ntitle: T\n---\n우리는 인증서를 발급합니다.\n".encode(),
    }
    files = {path: data for path, data in files.items() if not path.endswith(".en.md")}
    assert ">인증서</a>를" in build(files).text("ko/index.html")


@pytest.mark.parametrize(("tag", "term"), [("ko", "서버"), ("ar", "ملف")])
def test_terms_in_long_words_are_found_in_proportion(tag: str, term: str) -> None:
    glossary = make_glossary([Wording("k", term)], tag)
    assert find_excess(lambda size: repeat(term, size), glossary.find, largest=200_000) == ""


# ---- words of their own -----------------------------------------------------------------------------------------


def site(**terms: str) -> Files:
    """A site in Chinese whose home page is about servers, with terms by key and the rest of their front matter."""
    files = {path: data for path, data in read_site("minimal").items() if not path.endswith(".en.md")}
    files["content/site.yaml"] = b"title: T\nbase_url: https://t.example/\nlanguages: {zh: {tag: zh-Hans, name: Z}}\n"
    files["content/pages/home.zh.md"] = "---\ntitle: T\n---\n应用服务器提供服务。\n".encode()
    return files | {
        f"content/glossary/{key}.zh.md": f"---\n{front}\n---\n文。\n".encode() for key, front in terms.items()
    }


def test_a_term_is_not_in_words_of_which_it_says_so() -> None:
    assert "提供<a" not in build(site(service="term: 服务")).text("zh/index.html"), "the first of a section alone"
    assert "服务器提供<a" in build(site(service="term: 服务\nnot_in: [服务器]")).text("zh/index.html")


def test_another_term_is_linked_where_one_says_that_it_is_none() -> None:
    found = build(site(service="term: 服务\nnot_in: [服务器]", server="term: 服务器")).text("zh/index.html")
    assert "应用<a" in found
    assert ">服务器</a>提供<a" in found


def test_a_word_that_texts_cannot_be_searched_for_is_told() -> None:
    told = build(site(service="term: 服务\nnot_in: [。]")).diagnostics
    assert [(one.rule, one.span and one.span.line) for one in told if one.rule == "term-unmatchable"] == [
        ("term-unmatchable", 3)
    ]
