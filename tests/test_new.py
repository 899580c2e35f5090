"""New entries: what is written, that it is held back until it is finished, and that nothing is overwritten."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import call, read_files, read_site, write_files

from microsite.content.drafting import draft_entry, draft_translation, is_untouched, make_key
from microsite.content.starter import READY
from microsite.content.texts import make_manuscript, read_text
from microsite.model.entries import Locale
from microsite.model.kinds import KINDS
from microsite.model.layout import find_place
from microsite.model.source import Source

DAY = datetime.date(2026, 11, 29)
GERMAN = Locale("de", "de", "de_DE", "Deutsch")
CHINESE = Locale("zh", "zh-Hans", "zh_Hans_CN", "中文")
TODAY = ("--now", "2026-11-29T12:00+00:00")


@pytest.fixture
def conference(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", read_site("conference"))


def test_a_release_is_written_in_all_languages_and_shows_once_it_is_no_draft(conference: Path) -> None:
    done = call("new", "press", "Die Häfen öffnen: 2. Runde", *TODAY, folder=conference)
    stem = "content/press/2026-11-29-die-haefen-oeffnen-2-runde"
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [f"wrote {stem}.{ending}" for ending in ("yaml", "de.md", "en.md", "zh.md")]
    assert 'title: "Die Häfen öffnen: 2. Runde"\n' in (conference / f"{stem}.de.md").read_text(encoding="utf-8")
    assert 'title: "[[Die Häfen öffnen: 2. Runde]]"\n' in (conference / f"{stem}.zh.md").read_text(encoding="utf-8")
    before = call("--strict", folder=conference)
    assert before.status == 0
    assert f"{stem}.de.md: info[held-back]: not public: a draft (de, en, zh)" in before.err
    assert call("--drafts", folder=conference).status == 0
    assert (conference / "output/de/press/2026-11-29-die-haefen-oeffnen-2-runde/index.html").exists()


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (("term", "Hafenstrom"), "content/glossary/hafenstrom.de.md"),
        (("glossary", "岸电", "--lang", "zh"), "content/glossary/andian.zh.md"),
        (("page", "Anreise"), "content/pages/anreise.en.md"),
        (("press", "Open", "--lang", "en", "--now", "2027-01-05T12:00+00:00"), "content/press/2027-01-05-open.en.md"),
    ],
)
def test_every_kind_can_be_written_in_any_language(words: tuple[str, ...], path: str, conference: Path) -> None:
    assert f"wrote {path}\n" in call("new", *words, folder=conference).out
    assert call("--strict", "--drafts", folder=conference).status in (0, 1)
    assert "field-" not in call("check", path, folder=conference).err


def test_what_is_to_be_written_is_told_in_its_language(conference: Path) -> None:
    call("new", "term", "Hafenstrom", folder=conference)
    texts = {
        locale: (conference / f"content/glossary/hafenstrom.{locale}.md").read_text("utf-8")
        for locale in ["de", "en", "zh"]
    }
    assert texts["de"] == (
        '---\nterm: Hafenstrom\nshort: "[[Ein einfacher Satz, der sagt, was gemeint ist]]"\n'
        "draft: true  # nur die Vorschau zeigt diesen Text; zum Veröffentlichen diese Zeile löschen\n"
        "---\n[[Der Text]]\n"
    )
    assert "[[One plain sentence that says what it means]]" in texts["en"]
    assert texts["zh"].endswith("# 只有预览会显示这篇文字；要发布它，请删去这一行\n---\n[[正文]]\n")
    call("new", "glossary/hafenstrom", "--lang", "zh", folder=conference)
    assert (
        (conference / "content/glossary/hafenstrom.zh.md")
        .read_text("utf-8")
        .endswith("请删去这一行\n---\n[[Der Text]]\n")
    )


@pytest.mark.parametrize("tag", [*READY, "sw"])
def test_a_draft_says_so_in_every_language_and_reads_as_one(tag: str) -> None:
    locale, languages = Locale(tag, tag, "en", ""), frozenset({tag, "x"})
    files = draft_entry(KINDS["press"], "2026-11-29-a", "Messe: „Öffnung“", "x", [locale])
    text = files[f"content/press/2026-11-29-a.{tag}.md"]
    source = Source(f"content/press/2026-11-29-a.{tag}.md", "", text)
    read, _ = read_text(make_manuscript(source, "press", "2026-11-29-a", tag, tag, languages))
    assert read.entry
    assert read.entry.draft
    assert {one.rule for one in (*read.problems, *read.body_problems)} == {"placeholder"}
    assert is_untouched(text, tag)
    assert not is_untouched(text + b"More.\n", tag)


def test_a_translation_begins_with_the_source_and_is_held_back(conference: Path) -> None:
    path = conference / "content/press/2025-11-16-talent-conference.en.md"
    path.unlink()
    done = call("new", "press/2025-11-16-talent-conference", "--lang", "en", folder=conference)
    assert done.out == "wrote content/press/2025-11-16-talent-conference.en.md\n"
    text = path.read_text(encoding="utf-8")
    source = path.with_name("2025-11-16-talent-conference.de.md").read_text(encoding="utf-8")
    assert text.split("\n---\n", 1)[1].startswith(source.split("\n---\n", 1)[1].split("\n\n")[0])
    told = call(folder=conference).err
    assert "2025-11-16-talent-conference.en.md: info[held-back]: not public: a draft (en)" in told
    assert call("--drafts", folder=conference).status == 0
    again = call("new", "press/2025-11-16-talent-conference", "--lang", "en", folder=conference)
    assert again.status == 2
    assert path.read_text(encoding="utf-8") == text


def test_a_translation_takes_the_place_of_a_draft_that_nobody_has_touched(conference: Path) -> None:
    call("new", "press", "Die Häfen öffnen", *TODAY, folder=conference)
    key = "press/2026-11-29-die-haefen-oeffnen"
    source = conference / f"content/{key}.de.md"
    source.write_text(source.read_text(encoding="utf-8").replace("[[Der Text]]", "Am Kai."), encoding="utf-8")
    assert call("new", key, "--lang", "en", folder=conference).out == f"wrote content/{key}.en.md\n"
    assert "Am Kai." in (conference / f"content/{key}.en.md").read_text(encoding="utf-8")
    done = call("new", key, "--lang", "en", folder=conference)
    assert (done.status, done.err.splitlines()[-1]) == (2, "hint: go on with that file, or delete it")


TEXT = """---
title: Messe
---
# Erstes #

Text.

Zweites
-------

```
# kein Titel
```

## Drittes {#third}
"""


def test_headings_take_the_anchors_of_the_source() -> None:
    source = Source("content/pages/a.de.md", "", TEXT.encode())
    manuscript = make_manuscript(source, "page", "a", "de", "de", frozenset({"de", "en"}))
    drafted = (draft_translation(manuscript, "en") or b"").decode()
    assert drafted.startswith('---\ntitle: "[[Messe]]"\ndraft: true')
    for line in ("# Erstes {#erstes} #", "Zweites {#zweites}\n-------", "\n# kein Titel\n", "## Drittes {#third}\n"):
        assert line in drafted
    again = make_manuscript(source._replace(held=drafted.encode()), "page", "a", "en", "en", frozenset({"de", "en"}))
    assert read_text(again)[0].problems == ()


def test_the_gaps_of_a_source_are_marked_once_in_its_translation() -> None:
    text = '---\ntitle: "Messe mit [[Zahl]] Ständen"\nsummary: "[[Zwei Sätze]]"\n---\nText.\n'
    manuscript = make_manuscript(
        Source("content/pages/a.de.md", "", text.encode()), "page", "a", "de", "de", frozenset({"de"})
    )
    drafted = (draft_translation(manuscript, "en") or b"").decode()
    assert drafted.startswith('---\ntitle: "[[Messe mit Zahl Ständen]]"\nsummary: "[[Zwei Sätze]]"\n')


# ---- keys -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "locale", "expected"),
    [
        ("Größe & Übermut in Łódź!", GERMAN, "groesse-uebermut-in-lodz"),
        ("重庆大会开幕", CHINESE, "chongqingdahuikaimu"),
        ("Новости", GERMAN, "новости"),
        ("a" * 100, GERMAN, "a" * 60),
        ("Ein " * 40, GERMAN, "-".join(["ein"] * 15)),
    ],
)
def test_a_key_is_made_of_the_letters_of_the_title(title: str, locale: Locale, expected: str) -> None:
    assert make_key(title, locale, KINDS["page"], DAY) == expected
    assert make_key(title, locale, KINDS["press"], DAY) == f"2026-11-29-{expected}"


@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=30).map(str.strip).filter(bool))
def test_the_key_of_any_title_with_letters_is_one(title: str) -> None:
    key = make_key(title, GERMAN, KINDS["page"], DAY)
    if any(character.isalnum() and character.isascii() for character in title):
        place, problems = find_place(f"content/pages/{key}.de.md", ("de",))
        assert (place and place.key, problems) == (key, ())


# ---- what cannot be -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("pres", "Titel"), "there is no kind “pres”\nhint: did you mean “press”?"),
        (("press",), "a new entry needs a title"),
        (("press", " "), "a new entry needs a title"),
        (("press", "x", "--lang", "de,en"), "in one language"),
        (("press", "x", "--lang", "fr"), "a language that the site does not have"),
        (("press/2025-11-16-talent-conference",), "a translation needs a language"),
        (("press/2025-11-16-talent", "--lang", "en"), "there is no entry “press/2025-11-16-talent”"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(words: tuple[str, ...], message: str, conference: Path) -> None:
    before = read_files(conference)
    done = call("new", *words, folder=conference)
    assert done.status == 2
    assert message in done.err
    assert read_files(conference) == before


def test_a_dry_run_writes_nothing(conference: Path) -> None:
    before = read_files(conference)
    assert call("new", "page", "Anreise", "--dry-run", folder=conference).out.startswith("would write content/pages/")
    assert read_files(conference) == before
