"""Recording that translations are up to date: what is written, what stays, what is refused."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import Files, as_sources, call, edit, read_site, write_files

from microsite.build.intake import read_config
from microsite.content.reading import find_content
from microsite.content.texts import read_bare_text
from microsite.model.source import Source
from microsite.translation.acks import plan_acks
from microsite.translation.freshness import find_standings

LANGUAGES = frozenset({"de", "en", "zh"})
SITE = {path: data for path, data in read_site("trilingual").items() if path.startswith("content/")}
KEY = "press/2025-09-30-eröffnung"
GERMAN, ENGLISH, CHINESE = (f"content/{KEY}.{locale}.md" for locale in ("de", "en", "zh"))
SENTENCE = "Der Wind steht gut"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The trilingual site on disk."""
    return write_files(tmp_path / "site", SITE)


def read(root: Path, path: str) -> str:
    return (root / path).read_bytes().decode()


def changes(before: str, after: str) -> list[str]:
    """The lines that are another."""
    found = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\r\n") for line in found if line[0] in "+-"]


def status(root: Path, *words: str) -> str:
    done = call("status", *words, folder=root)
    assert done.status == 0, done.err
    return done.out


def states(root: Path) -> list[str]:
    [line] = [line for line in status(root, KEY).splitlines() if line.startswith(KEY)]
    return re.split("  +", line)[1:]


# ---- what is written --------------------------------------------------------------------------------------------


def test_what_is_acknowledged_is_fresh_and_only_one_line_is_new(root: Path) -> None:
    assert states(root) == ["source", "unconfirmed", "unconfirmed"]
    assert call("ack", KEY, "--lang", "en", folder=root).out == f"recorded in {ENGLISH}\n"
    assert states(root) == ["source", "fresh", "unconfirmed"]
    [line] = changes(SITE[ENGLISH].decode(), read(root, ENGLISH))
    assert re.fullmatch(r"\+ translated_from: \[[0-9a-f]{8}(?:, [0-9a-f]{8})*\]", line)
    assert {path: data for path, data in SITE.items() if path != ENGLISH} == {
        path: (root / path).read_bytes() for path in SITE if path != ENGLISH
    }


def test_a_record_is_written_over_the_one_before_and_twice_is_once(root: Path) -> None:
    call("ack", KEY, folder=root)
    before = read(root, ENGLISH)
    write_files(root, edit(SITE, GERMAN, SENTENCE, "Der Wind frischt auf") | {ENGLISH: before.encode()})
    assert states(root)[1].startswith("stale 1")
    assert call("ack", ENGLISH, folder=root).status == 0
    old, new = changes(before, read(root, ENGLISH))
    assert (old[:18], new[:18]) == ("- translated_from:", "+ translated_from:")
    assert states(root)[1] == "fresh"
    assert call("ack", ENGLISH, folder=root).out == "nothing to record\n"


def test_a_path_means_its_language_and_a_key_all_of_them(root: Path) -> None:
    assert call("ack", CHINESE, folder=root).out == f"recorded in {CHINESE}\n"
    assert call("ack", KEY, folder=root).out == f"recorded in {ENGLISH}\n"
    done = call("ack", "--all", "--lang=zh", folder=root)
    assert (done.status, ".en.md" in done.out, CHINESE in done.out) == (0, False, False)
    assert call("ack", "--all", folder=root).status == 0
    assert "unconfirmed" not in status(root)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("---\ntitle", "---\ndraft: true\ntitle", "it is a draft"),
        ("title: ", 'title: "[[Hafentage]]" #', "title not yet written"),
        ("The wind", "[[The wind]]", "it still has [[gaps]] where the source has none"),
    ],
)
def test_what_is_not_finished_is_refused_and_left_out_of_all(before: str, after: str, why: str, root: Path) -> None:
    files = edit(SITE, ENGLISH, before, after)
    write_files(root, files)
    done = call("ack", KEY, "--lang", "en", folder=root)
    assert (
        done.status,
        f"error[translation-unconfirmed]: this translation cannot be up to date: {why}" in done.err,
    ) == (
        1,
        True,
    )
    assert read(root, ENGLISH).encode() == files[ENGLISH]
    done = call("ack", "--all", "--strict", folder=root)
    assert f"{ENGLISH}: warning[translation-unconfirmed]: this translation is left out: {why}" in done.err
    assert (done.status, CHINESE in done.out, ENGLISH in done.out) == (0, True, False)


def test_a_passage_of_the_source_is_not_recorded_as_its_translation(root: Path) -> None:
    [line] = [line for line in SITE[GERMAN].decode().splitlines() if SENTENCE in line]
    text = SITE[ENGLISH].decode() + f"\n{line}\n"
    write_files(root, {ENGLISH: text.encode()})
    done = call("ack", ENGLISH, folder=root)
    assert (done.status, f"line {text.count(chr(10))} is not translated" in done.err) == (1, True)
    write_files(root, {ENGLISH: text.replace(line, f"<!-- check: ignore untranslated -->\n{line}").encode()})
    assert call("ack", ENGLISH, folder=root).status == 0


FRONTS = [
    "title: Messe\n",
    "title: Messe # why\n# a comment\nslug: x\n",
    "'title' : 'Messe'\nmine: {a: 1}\n\n# end\n",
    "title: >-\n  Messe\n  heute\nsummary: Kurz.\n",
    "title: Messe\ntranslated_from: [00000000, 11111111] # old\nslug: x\n",
    "title: Messe\ntranslated_from:\n  # first\n  - 00000000\n  - 11111111\nslug: x\n",
    "title: Messe\ntranslated_from:\nslug: x\n",
    "translated_from: [00000000,\n  11111111]\ntitle: Messe\n",
]


@given(
    st.sampled_from(FRONTS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
    st.lists(st.sampled_from(["## A\n", "Text.\n", "---\n", "translated_from: [x]\n", "\n"]), max_size=5).map("".join),
    st.lists(st.sampled_from(["## A\n", "Text.\n", "Mehr.\n"]), max_size=20).map("".join),
)
def test_ack_changes_the_lines_of_its_field_alone_and_makes_fresh(
    front: str, end: str, mark: str, body: str, source: str
) -> None:
    files: Files = {"content/site.yaml": SITE["content/site.yaml"]}
    text = mark + f"---\n{front}---\n{body}".replace("\n", end)
    files["content/press/2025-01-01-messe.de.md"] = f"---\ntitle: Fair\n---\n{source}".encode()
    path = "content/press/2025-01-01-messe.en.md"
    files[path] = text.encode()
    edits, problems = acknowledged(files)
    assert problems == ()
    new = edits[path].decode()
    others = [
        line for line in changes(text, new) if not re.match(r"[+-] (translated_from:|  ?(# first|- \w|\w{8}))", line)
    ]
    assert others == []
    assert new.endswith(end + "---" + end + body.replace("\n", end))
    assert acknowledged(files | edits)[0] == {}


def acknowledged(files: Files) -> tuple[Files, tuple[object, ...]]:
    sources = as_sources(files)
    config, _ = read_config(sources)
    assert config
    content = find_content(config, sources, frozenset())
    texts = [read_bare_text(one)[0] for one in content.unread.values()]
    standings = find_standings(config, ["de", "en", "zh"], texts, {})
    by_path: dict[str, Source] = {source.path: source for source in sources}
    return plan_acks(standings, LANGUAGES, by_path, LANGUAGES)


# ---- trivial edits ----------------------------------------------------------------------------------------------


def moved(root: Path, old: str, new: str) -> None:
    """Change the German text, which must hold the old words."""
    text = read(root, GERMAN)
    assert old in text
    write_files(root, {GERMAN: text.replace(old, new).encode()})


def test_a_trivial_edit_is_noted_in_the_source_and_the_next_edit_is_not_covered(root: Path) -> None:
    call("ack", KEY, folder=root)
    moved(root, SENTENCE, "Der Wind steht gutt")
    assert states(root)[1:] == ["stale 1", "stale 1"]
    before = read(root, GERMAN)
    assert call("ack", KEY, "--trivial", folder=root).out == f"recorded in {GERMAN}\n"
    assert states(root)[1:] == ["fresh", "fresh"]
    [line] = changes(before, read(root, GERMAN))
    assert re.fullmatch(r"\+ unchanged_since: \[[0-9a-f]{8}=[0-9a-f]{8}\]", line)
    moved(root, "steht gutt", "dreht")
    assert states(root)[1:] == ["stale 1", "stale 1"]
    call("ack", KEY, "--trivial", folder=root)
    assert states(root)[1:] == ["fresh", "fresh"]


def test_translations_of_different_texts_are_not_declared_the_same(root: Path) -> None:
    call("ack", KEY, folder=root)
    moved(root, SENTENCE, "Der Sturm kommt")
    call("ack", ENGLISH, folder=root)
    moved(root, "Der Sturm kommt", "Der Sturm kommt!")
    before = read(root, GERMAN)
    done = call("ack", KEY, "--trivial", folder=root)
    assert (done.status, "follow different versions" in done.err, read(root, GERMAN)) == (1, True, before)
    assert call("ack", KEY, "--trivial", "--lang", "en", folder=root).status == 0
    assert states(root)[1:] == ["fresh", "stale 1"]


def test_a_new_section_is_no_trivial_edit(root: Path) -> None:
    call("ack", KEY, folder=root)
    write_files(root, {GERMAN: (read(root, GERMAN) + "\n## Neu\n\nEin Satz.\n").encode()})
    done = call("ack", KEY, "--trivial", folder=root)
    assert (done.status, "a section was added" in done.err) == (1, True)


# ---- what is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "ack needs keys, or --all"),
        ((KEY, "--all"), "ack needs keys, or --all"),
        (("press/2025-09-30-eröfnung",), "there is no entry “press/2025-09-30-eröfnung”"),
        ((KEY, "--lang", "fr"), "--lang names “fr”"),
        ((KEY, "--lang", "eng"), "did you mean “en”?"),
    ],
)
def test_what_the_site_does_not_have_is_wrong_usage(words: tuple[str, ...], told: str, root: Path) -> None:
    done = call("ack", *words, folder=root)
    assert (done.status, told in done.err) == (2, True), done.err
    assert {path: (root / path).read_bytes() for path in SITE} == SITE


def test_nothing_is_written_if_something_is_wrong(root: Path) -> None:
    write_files(root, {CHINESE: b"---\n{title: x}\n---\nText.\n"})
    done = call("ack", KEY, folder=root)
    assert (done.status, "cannot be written without changing other lines" in done.err) == (1, True)
    assert read(root, ENGLISH) == SITE[ENGLISH].decode()


def test_a_text_without_source_cannot_be_its_translation(root: Path) -> None:
    (root / GERMAN).unlink()
    done = call("ack", KEY, folder=root)
    assert (done.status, "has no text in de" in done.err) == (1, True)
