"""The pages of the preview itself: what they show of texts is text, and what there is not is not there."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from test_project import make, preview
from whole_sites import Files, edit, read_site, write_files

from microsite.commands.desk import Desk
from microsite.preview.html import Html, tag
from microsite.preview.words import find_words

SITE = read_site("trilingual")
OPENING = "press/2025-09-30-eröffnung"
ENGLISH = f"content/{OPENING}.en.md"
HOSTILE = """</p><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)"""
WORDS = tomllib.loads((Path(__file__).parent.parent / "microsite/preview/words.toml").read_text("utf-8"))


def make_desk(root: Path, files: Files) -> Desk:
    """What answers once a site has been built, or could not be."""
    desk = Desk(root.as_posix())
    desk.take(make(preview(write_files(root, files))), 7)
    return desk


class _Reader(HTMLParser):
    """The names of all elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names = set[str]()
        self.told: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.told.append(data)


def read(html: str | None) -> tuple[set[str], str]:
    """The names in a page, and its text."""
    assert html
    reader = _Reader()
    reader.feed(html)
    return reader.names, "".join(reader.told)


def test_the_source_stands_on_the_left_and_the_language_that_is_asked_for_beside_it(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, SITE)
    for asked, chosen in (
        ({}, ["de", "en"]),
        ({"second": "zh"}, ["de", "zh"]),
        ({"first": "en", "second": "de"}, ["en", "de"]),
        ({"first": "en", "second": "zh"}, ["en", "zh"]),
        ({"first": "fr", "second": "de"}, ["de", "en"]),
    ):
        html = desk.answer(f"compare/{OPENING}", asked)
        assert re.findall(r'<option value="(\w+)" lang="[\w-]+" selected="">', html or "") == chosen
        _, text = read(html)
        assert text.index("Die Förderung beträgt" if "de" in chosen else "The funding amounts to")


def test_what_the_checks_find_stands_there_with_a_link_that_opens_the_file(tmp_path: Path) -> None:
    desk = make_desk(
        tmp_path, edit(SITE, ENGLISH, "landstrom.md) already serves {{ share }}", "landstrom.md) already serves 45.5%")
    )
    for asked in ({}, {"first": "en", "second": "de"}):
        html = desk.answer(f"compare/{OPENING}", asked) or ""
        assert "expected 71.8%" in html
        assert f'href="vscode://file{tmp_path}/content/press/2025-09-30-er%C3%B6ffnung.en.md:10:' in html


def test_a_language_that_is_missing_is_said_to_be(tmp_path: Path) -> None:
    html = make_desk(tmp_path, SITE).answer("compare/press/2025-06-02-programm", {"second": "zh", "lang": "de"})
    assert '<p class="none">fehlt</p>' in (html or "")


def test_what_there_is_not_has_no_page(tmp_path: Path) -> None:
    assert Desk(tmp_path.as_posix()).answer("status", {}) is None
    desk = make_desk(tmp_path, SITE)
    for path in (
        "",
        "compare",
        "compare/",
        "compare/press/nothing",
        "compare/status",
        "compare/../../etc/passwd",
        "statuses",
    ):
        assert desk.answer(path, {}) is None


def test_the_status_leads_to_pages_and_to_both_languages(tmp_path: Path) -> None:
    html = make_desk(tmp_path, SITE).answer("status", {"lang": "de"}) or ""
    assert 'href="/de/press/er%C3%B6ffnung/"' in html
    assert 'href="/_/compare/press/2025-09-30-er%C3%B6ffnung?second=en&amp;lang=de"' in html
    assert "Hafentage Klima eröffnet: 1,2\xa0Mio. Gäste" in html  # with its figures written out
    assert "{{" not in html


def test_a_draft_is_there_and_is_said_not_to_be_public(tmp_path: Path) -> None:
    html = make_desk(tmp_path, edit(SITE, ENGLISH, "---\ntitle", "---\ndraft: true\ntitle")).answer(
        "status", {"lang": "en"}
    )
    assert "<b>not public: </b><span>draft (English)</span>" in (html or "")


def test_the_pages_speak_the_language_of_the_source_where_none_is_asked_for(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, SITE)
    for asked, language in (({}, "de"), ({"lang": ""}, "de"), ({"lang": "fr"}, "fr"), ({"lang": "fi"}, "en")):
        for path in ("status", f"compare/{OPENING}"):
            assert f'<html lang="{language}"' in (desk.answer(path, asked) or "")


def test_code_and_addresses_keep_their_order_in_a_text_from_right_to_left(tmp_path: Path) -> None:
    html = make_desk(tmp_path, edit(SITE, ENGLISH, "landstrom.md) already", "landstrom.md) `a/b` already")).answer(
        f"compare/{OPENING}", {"second": "en"}
    )
    for code in ("../glossary/landstrom.md", "`a/b`"):
        assert f'<bdi dir="ltr">{code}</bdi>' in (html or "")


def test_a_file_that_was_saved_just_now_is_waited_for(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, SITE)
    (tmp_path / ENGLISH).write_text("another", "utf-8")
    for path in ("status", f"compare/{OPENING}"):
        names, text = read(desk.answer(path, {}))
        assert "data-at" in names
        assert text.strip().endswith("…")


def test_a_broken_configuration_leaves_no_page(tmp_path: Path) -> None:
    assert make_desk(tmp_path, SITE | {"content/site.yaml": b"{"}).answer("status", {}) is None


def test_nothing_in_a_text_becomes_an_element(tmp_path: Path) -> None:
    hostile = edit(SITE, ENGLISH, "---\ntitle: ", f"---\ntitle: '{HOSTILE}'\nremoved: ")
    hostile = edit(hostile, ENGLISH, "[Shore power]", f"{HOSTILE} [Shore power]")
    desk = make_desk(tmp_path, hostile)
    for path in (f"compare/{OPENING}", "status"):
        names, text = read(desk.answer(path, {"first": HOSTILE, "lang": HOSTILE}))
        assert names.isdisjoint({"img", "onerror", "onmouseover"})
        assert (HOSTILE in text) is (path != "status")
        assert "script" not in names


@given(st.text(), st.text())
def test_whatever_is_put_into_an_element_is_text_there(text: str, value: str) -> None:
    inner = tag("b", text, title=value)
    for html in (inner, tag("p", inner), tag("p", [inner])):
        reader = _Reader()
        reader.feed(html.replace("\r", ""))  # which the parser reads as a line break
        reader.close()
        assert reader.names <= {"b", "p", "title"}
        assert "".join(reader.told) == text.replace("\r", "")
    assert isinstance(inner, Html)


# ---- words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", WORDS)
def test_a_language_has_all_words_and_the_plural_forms_that_it_needs(language: str) -> None:
    assert WORDS[language].keys() == WORDS["en"].keys()
    wanted = Locale.parse(language, sep="-").plural_form.tags | {"other"}
    for name in ("error", "warning"):
        assert WORDS[language][name].keys() == wanted
    for name, word in WORDS[language].items():
        written, english = (one if isinstance(one, str) else one["other"] for one in (word, WORDS["en"][name]))
        assert re.findall(r"\{\w+\}", written) == re.findall(r"\{\w+\}", english)
        assert not {'"', "'"} & set(written)


def test_there_are_words_in_the_languages_of_the_theme() -> None:
    tags = "ar de en es fr it ja ko nl pl pt-BR ru tr zh-Hans zh-Hant"
    assert sorted(WORDS) == tags.split()


@pytest.mark.parametrize(
    ("asked", "tag", "direction"),
    [
        ("de-CH", "de", "ltr"),
        ("zh", "zh-Hans", "ltr"),
        ("zh-TW", "zh-Hant", "ltr"),
        ("pt", "pt-BR", "ltr"),
        ("pt-PT", "en", "ltr"),
        ("ar-EG", "ar", "rtl"),
        ("fi", "en", "ltr"),
        ("", "en", "ltr"),
        ("../../x", "en", "ltr"),
    ],
)
def test_a_page_gets_the_words_of_its_language_or_english(asked: str, tag: str, direction: str) -> None:
    words = find_words(asked)
    assert (words.tag, words.direction) == (tag, direction)
