"""The benchmark's corpus: what it promises, and that this generator builds it without a complaint."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from whole_sites import build, read_files

from benchmarks import census, convert, corpus, markdown_suite, measure, plot, scale
from benchmarks.corpus import LANGUAGES, Text
from benchmarks.edits import make_edits

HAN = re.compile(r"[\u3400-\u9fff]")
CHINESE = re.compile(r"[\u3400-\u9fff0-9.%·，。；：、！？“”《》（）]+")

TEXTS = tuple(corpus.make_texts(10, seed=1))


def plain_paragraphs(text: Text) -> list[str]:
    """The paragraphs of a body without markup: no headings, lists, tables and quotations, and of links the text."""
    blocks = [block for block in text.body.strip().split("\n\n") if block[0] not in "#-|>"]
    return [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", block).replace("**", "") for block in blocks]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        corpus.write_corpus(tmp_path / name, 10, seed=1)
    assert read_files(tmp_path / "one") == read_files(tmp_path / "two")


def test_another_seed_gives_other_texts() -> None:
    assert [text.body for text in TEXTS] != [text.body for text in corpus.make_texts(10, seed=2)]


def test_every_text_exists_in_every_language() -> None:
    by_key = {(text.folder, text.key, text.language) for text in TEXTS}
    keys = {(text.folder, text.key) for text in TEXTS}
    assert by_key == {(*key, language) for key in keys for language in LANGUAGES}
    assert len(TEXTS) == 3 * (10 + 10 + 2)


def test_a_thousand_terms_have_a_thousand_keys_and_names() -> None:
    terms = [corpus.make_term(number) for number in range(2100)]
    assert len({term.key for term in terms}) == 2100
    assert all(len({term.name[at] for term in terms}) == 2100 for at in range(3))


def test_chinese_paragraphs_are_chinese() -> None:
    paragraphs = [block for text in TEXTS if text.language == "zh" for block in plain_paragraphs(text)]
    assert len(paragraphs) > 100
    assert [block for block in paragraphs if not CHINESE.fullmatch(block)] == []


def test_german_and_english_paragraphs_have_no_chinese() -> None:
    others = [block for text in TEXTS if text.language != "zh" for block in plain_paragraphs(text)]
    assert [block for block in others if HAN.search(block)] == []


@pytest.mark.parametrize(("language", "least"), [("de", 3600), ("en", 3500), ("zh", 2800)])
def test_a_release_has_about_four_kilobytes(language: str, least: int) -> None:
    sizes = [
        len(corpus.render_text(text).encode()) for text in TEXTS if (text.folder, text.language) == ("press", language)
    ]
    assert len(sizes) == 10
    assert all(least < size < 4900 for size in sizes)


def test_a_release_has_every_kind_of_markup_in_every_language() -> None:
    for text in (text for text in TEXTS if text.folder == "press"):
        assert text.body.count("\n## ") == 5
        assert text.body.count("\n### ") == 2
        for mark in ("**", "\n- ", "\n|---|---|---:|\n", "\n> ", "](../glossary/", "](https://archive.example/"):
            assert mark in text.body, (text.path, mark)
        assert re.search(r"\]\(\d{4}-[^)]+\.md(#figures)?\)", text.body)


def test_longer_bodies_leave_the_front_matter_as_it_is() -> None:
    longer = list(corpus.make_texts(10, seed=1, length=4))
    assert [text.fields for text in longer] == [text.fields for text in TEXTS]
    assert 3.5 < len(longer[0].body) / len(TEXTS[0].body) < 4.5


def test_the_corpus_builds_without_a_complaint(tmp_path: Path) -> None:
    corpus.write_corpus(tmp_path / "site", 10, seed=1)
    found = build(read_files(tmp_path / "site"))
    assert found.rules() == []
    assert "en/press/index.html" in found.files


@pytest.mark.parametrize("name", sorted(convert.WRITERS))
def test_the_peers_get_every_text(name: str, tmp_path: Path) -> None:
    convert.WRITERS[name](tmp_path / "site", 10, 1, 1)
    written = [path for path in (tmp_path / "site" / "content").rglob("*.md") if "_index." not in path.name]
    indexes = {"hugo": -3, "pelican": 3}.get(
        name, 0
    )  # Hugo's home pages are _index; Pelican has a page for its glossary
    assert len(written) == len(TEXTS) + indexes


def test_links_become_addresses_where_a_peer_cannot_resolve_them(tmp_path: Path) -> None:
    convert.write_eleventy(tmp_path / "site", 10, 1)
    release = next((tmp_path / "site" / "content" / "press").glob("*.zh.md")).read_text(encoding="utf-8")
    assert "](/zh/glossary/" in release
    assert ".md)" not in release


def test_generators_that_make_different_sites_are_told() -> None:
    one = census.Census(dict.fromkeys(census.COMPARED, 3), 9, 100, {"en/a": ("x y x", "x y")})
    two = replace(one, counts={**one.counts, "lists": 4})
    assert census.disagreements({"ours": one, "hugo": one}) == []
    assert census.disagreements({"ours": one, "hugo": two}) == ["lists: ours 3, hugo 4"]


@pytest.mark.parametrize("other", [{}, {"en/a": ("x y x", "y x")}, {"en/a": ("x y", "x y")}])
def test_generators_that_describe_other_terms_are_told(other: dict[str, tuple[str, str]]) -> None:
    one = census.Census(dict.fromkeys(census.COMPARED, 3), 9, 100, {"en/a": ("x y x", "x y"), "en/b": ("z", "z")})
    two = replace(one, terms_by_page={**other, "en/b": ("z", "z")})
    notes = 3 if other else 1
    told = f"notes of terms: ours 3, hugo {notes}; pages that differ: 1, first en/a"
    assert census.disagreements({"ours": one, "hugo": two}) == [told]


def test_generators_none_of_which_writes_a_note_are_told() -> None:
    one = census.Census(dict.fromkeys(census.COMPARED, 3), 9, 100, {})
    assert census.disagreements({"ours": one, "hugo": one}) == ["notes of terms: ours 0, hugo 0"]


def test_the_census_reads_what_our_pages_say_of_terms(tmp_path: Path) -> None:
    corpus.write_corpus(tmp_path, 10, seed=1)
    for name, data in build(read_files(tmp_path)).files.items():
        path = tmp_path / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    found = census.count(tmp_path / "output")
    assert {name.split("/")[0] for name in found.terms_by_page} == set(LANGUAGES)
    assert all(
        tuple(dict.fromkeys(links.split())) == tuple(notes.split()) for links, notes in found.terms_by_page.values()
    )
    page = next(name for name in found.terms_by_page if name.startswith("en/press/"))
    features = census.read_features(tmp_path / "output" / page)
    assert features["links to terms"] == features["described links"] == len(found.terms_by_page[page][0].split())
    assert features["notes of terms"] == len(found.terms_by_page[page][1].split())


def test_labels_of_a_plot_do_not_touch_each_other() -> None:
    drawn = plot.draw({"one": [(330, 1.0), (3300, 9.0)], "two": [(330, 1.1), (3300, 9.1)]}, "Time & pages")
    assert "Time &amp; pages" in drawn
    one, two = (float(re.findall(rf'y="([\d.]+)"[^>]*>{name}<', drawn)[0]) for name in ("one", "two"))
    assert abs(one - two) >= 14


def test_a_run_has_its_time_and_its_largest_process(tmp_path: Path) -> None:
    made = measure.run([sys.executable, "-c", "bytearray(b'x' * 50_000_000)"], tmp_path, os.environ, tmp_path / "log")
    assert made.cpu > 0
    assert made.seconds > 0
    assert made.largest > 100_000_000


def test_a_run_that_fails_says_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(measure.RunError, match="ended with 3:\nthe reason"):
        measure.run([sys.executable, "-c", "print('the reason'); exit(3)"], tmp_path, os.environ, tmp_path / "log")


def test_edits_change_what_they_are_named_for(tmp_path: Path) -> None:
    corpus.write_corpus(tmp_path / "site", 10, seed=1)
    before = read_files(tmp_path / "site")
    for edit in make_edits(tmp_path / "site"):
        edit.apply(tmp_path / "site", "a mark")
        after = read_files(tmp_path / "site")
        assert [path for path in before if before[path] != after[path]] == [edit.path]
        assert b"a mark" in after[edit.path]
        before = after


def test_both_ways_of_markdown_are_compared_file_by_file_and_block_by_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plain.md").write_text("---\ntitle: x\n---\nA text.\n\nAnother *one*.\n")
    (tmp_path / "long.md").write_text("A text.\n\n<blink>HTML</blink>\n")
    (tmp_path / "other.txt").write_text("A text.\n")
    monkeypatch.setattr(sys, "argv", ["markdown_suite", str(tmp_path)])
    assert markdown_suite.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "files: 2, 1 by the short way, 0 differ",
        "blocks: 4, 3 by the short way, 0 differ",
    ]


def test_what_is_sent_to_other_machines_is_counted_and_comes_to_the_same(tmp_path: Path) -> None:
    corpus.write_corpus(tmp_path, 30, seed=1)
    shares = scale.measure_shares(tmp_path)
    assert read_files(tmp_path / "output").keys() == build(read_files(tmp_path)).files.keys() | {".microsite.json"}
    assert set(shares.workers) == {"read_templates", "read_texts", "render_all"}
    assert shares.texts == 126
    assert shares.sent > sum(path.stat().st_size for path in (tmp_path / "content").rglob("*.md"))
    assert shares.received > shares.output / 2
    assert min(shares.parent, *shares.workers.values(), shares.cache) > 0


def test_a_million_pages_take_what_takes_longest() -> None:
    shares = scale.Shares(1000, 0.5, {"render_all": 0.8}, 10_000, 20_000_000, 1, 1)
    rows = [line.strip("| ").split(" | ") for line in scale.render_outlook(shares)][2:]
    assert [(row[0], row[-1]) for row in rows] == [("1", "1,300 s"), ("8", "500 s"), ("64", "500 s"), ("256", "500 s")]
