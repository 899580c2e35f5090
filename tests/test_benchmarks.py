"""The benchmark's corpus: what it promises, and that this generator builds it without a complaint."""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from whole_sites import build, read_files, write_files

from benchmarks import (
    bench,
    census,
    convert,
    corpus,
    markdown_suite,
    measure,
    peers,
    plot,
    report,
    rounds,
    scale,
    sites,
)
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


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("en/press/index.html", "lists"),
        ("en/press/2014/index.html", "lists of a year"),
        ("pt-br/press/topic/talent/index.html", "lists of a topic"),
        ("en/press/page/2/index.html", "lists that have moved"),
        ("en/press/2014-02-10-fair/index.html", "releases"),
        ("en/press/a-page/index.html", "releases"),
        ("en/glossary/index.html", "glossaries"),
        ("en/glossary/press/index.html", "terms"),
        ("en/index.html", "home pages"),
        ("en/about/index.html", "pages"),
        ("en/feed.json", "feeds"),
        ("en/feed.xml", "feeds"),
        ("en/404.html", "other pages"),
    ],
)
def test_every_page_is_counted_as_what_it_is(path: str, kind: str, tmp_path: Path) -> None:
    write_files(tmp_path, {path: b"<p>A page.</p>"})
    assert {name: number for name, number in census.count(tmp_path).counts.items() if number} == {kind: 1}


def test_the_seeded_site_has_every_kind_that_is_asked_for(tmp_path: Path) -> None:
    corpus.write_corpus(tmp_path / "site", 25, seed=1)
    write_files(tmp_path / "output", build(read_files(tmp_path / "site")).files)
    counts = census.count(tmp_path / "output").counts
    assert {kind for kind in census.COMPARED if not counts[kind]} == set(census.UNSEEDED)


def test_generators_that_make_different_sites_are_told() -> None:
    one = census.Census(dict.fromkeys(census.COMPARED, 3), 9, 100, {"en/a": ("x y x", "x y")})
    two = replace(one, counts={**one.counts, "lists": 4})
    assert census.disagreements({"ours": one, "hugo": one}) == []
    assert census.disagreements({"ours": one, "hugo": two}) == ["lists: ours 3, hugo 4"]


def test_a_whole_site_need_not_have_every_kind() -> None:
    one = census.Census({**dict.fromkeys(census.COMPARED, 3), "terms": 0}, 9, 100, {})
    two = replace(one, counts={**one.counts, "terms": 1})
    assert census.disagreements({"ours": one, "hugo": one}) == [
        "terms: ours 0, hugo 0",
        "notes of terms: ours 0, hugo 0",
    ]
    assert census.differences({"ours": one, "hugo": one}) == []
    assert census.differences({"ours": one, "hugo": two}) == ["terms: ours 0, hugo 1"]


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
    assert features["terms in it"] == features["notes of terms"]
    assert (features["citation"], features["feed links"]) == (1, 2)
    assert found.related == sum(
        census.read_features(path)["related releases"] for path in (tmp_path / "output").glob("*/press/*/index.html")
    )
    assert found.related > 0


FOREIGN = {
    "content/site.yaml": """\
title: {en: Elsewhere, pt-br: Algures}
base_url: https://elsewhere.example/
languages: {pt-br: {name: Português}, en: {name: English}}
source_language: en
navigation: [press, glossary]
missing: {press: omit, glossary: omit, page: omit}
page_size: 5
""",
    "content/press/2020-02-29-leap.en.md": """\
---
title: A "leap"
---

The [cell](../glossary/cell.md), [help](../pages/help.md#first), [a friend][1], [lost](lost.md).

Seen {{ when }}.

[1]: ../glossary/cell.md
""",
    "content/press/2020-02-29-leap.yaml": "figures: {when: {value: 2020-03-01}}\n",
    "content/press/bad.en.md": "---\ntitle: Bad\n---\n[Run](javascript:run\\(\\))\n",
    "content/glossary/cell.en.md": "---\nterm: Cell\nshort: A room.\nforms: [Cells]\n---\n\nSmall rooms.\n",
    "content/glossary/cell.pt-br.md": "---\nterm: Cela\n---\n\n- Um [texto](../press/2020-02-29-leap.md).\n",
    "content/pages/help.en.md": "---\ntitle: Help\nupdated: 2021-05-06\n---\n\n<div>Help.</div>\n",
}
"""A site of somebody else: a link of it leads nowhere, and a text has one that no rule lets pass."""


def write_foreign(root: Path) -> Path:
    return write_files(root, {path: text.encode() for path, text in FOREIGN.items()})


def test_a_whole_site_is_built_but_for_the_texts_that_are_refused(tmp_path: Path) -> None:
    write_foreign(tmp_path / "site")
    assert sites.write_ours(tmp_path / "site", tmp_path / "ours", peers.make_ours()) == ["content/press/bad.en.md"]
    found = build(read_files(tmp_path / "ours"))
    assert "en/press/2020-02-29-leap/index.html" in found.files
    assert {"link-broken"} < set(found.rules())
    assert [told.severity.word for told in found.diagnostics if told.rule == "link-broken"] == ["warning"]


def test_settings_that_a_whole_site_has_already_stay(tmp_path: Path) -> None:
    write_foreign(tmp_path / "site")
    config = tmp_path / "site" / "content" / "site.yaml"
    config.write_text(config.read_text() + "glossary: {mentions: page}")
    sites.write_ours(tmp_path / "site", tmp_path / "ours", peers.make_ours())
    written = (tmp_path / "ours" / "content" / "site.yaml").read_text()
    assert written.count("glossary: {") == 1
    assert "\nrules: {" in written


def test_hugo_gets_the_same_bodies_with_links_from_the_root(tmp_path: Path) -> None:
    site = sites.read_site(write_foreign(tmp_path / "site"))
    sites.write_hugo(site, tmp_path / "hugo")
    content = tmp_path / "hugo" / "content"
    release = (content / "press" / "2020-02-29-leap.en.md").read_text()
    assert release.startswith('---\ndate: 2020-02-29\ntitle: "A \\"leap\\""\nterms: ["cell"]\n---\n')
    assert "[cell](/glossary/cell.md), [help](/help.md#first), [a friend][1], [lost](/press/lost.md)" in release
    assert "Seen March 1, 2020." in release
    assert "\n[1]: /glossary/cell.md\n" in release
    assert 'updated: "2021-05-06"' in (content / "help.en.md").read_text()
    assert {path.relative_to(content).as_posix() for path in content.rglob("_index.*")} == {
        "_index.en.md",
        "_index.pt-br.md",
        "press/_index.en.md",
        "glossary/_index.en.md",
        "glossary/_index.pt-br.md",
    }


def test_hugo_makes_a_feed_where_there_are_releases_alone(tmp_path: Path) -> None:
    sites.write_hugo(sites.read_site(write_foreign(tmp_path / "site")), tmp_path / "hugo")
    homes = {path.name: path.read_text() for path in (tmp_path / "hugo" / "content").glob("_index.*")}
    assert 'outputs: ["html", "feed", "jsonfeed"]' in homes["_index.en.md"]
    assert 'outputs: ["html"]' in homes["_index.pt-br.md"]


def test_hugo_makes_lists_of_years_where_this_generator_does(tmp_path: Path) -> None:
    root = write_foreign(tmp_path / "site")
    others = {f"content/press/2021-01-0{day}-more.en.md": b"---\ntitle: More\n---\nMore.\n" for day in range(1, 7)}
    write_files(root, others)
    sites.write_hugo(sites.read_site(root), tmp_path / "hugo")
    press = tmp_path / "hugo" / "content" / "press"
    assert 'years: ["2020"]' in (press / "2020-02-29-leap.en.md").read_text()
    assert 'aliases: ["/press/page/2/"]' in (press / "_index.en.md").read_text()
    sites.write_ours(root, tmp_path / "ours", peers.make_ours())
    found = build(read_files(tmp_path / "ours")).files
    assert {"en/press/2020/index.html", "en/press/2021/index.html", "en/press/page/2/index.html"} <= found.keys()
    assert "en/press/page/3/index.html" not in found


def test_hugo_gets_the_languages_in_their_order(tmp_path: Path) -> None:
    sites.write_hugo(sites.read_site(write_foreign(tmp_path / "site")), tmp_path / "hugo")
    settings = tomllib.loads((tmp_path / "hugo" / "hugo.toml").read_text())
    assert settings["languages"] == {
        "pt-br": {"label": "Português", "locale": "pt-BR", "weight": 1},
        "en": {"label": "English", "locale": "en", "weight": 2},
    }
    assert settings["defaultContentLanguage"] == "en"
    assert json.loads((tmp_path / "hugo" / "data" / "site.json").read_text())["en"]["page_size"] == 5
    assert settings["params"]["lenient"]


def test_the_short_way_is_counted_text_by_text(tmp_path: Path) -> None:
    assert sites.count_short(sites.read_site(write_foreign(tmp_path / "site"))) == 4
    (tmp_path / "site" / "content" / "pages" / "odd.en.md").write_text(
        "---\ntitle: x\n---\n<a href='javascript:x'>x</a>\n"
    )
    assert sites.count_short(sites.read_site(tmp_path / "site")) == 4


def test_an_edit_of_a_whole_site_shows_on_its_page(tmp_path: Path) -> None:
    sites.write_ours(write_foreign(tmp_path / "site"), tmp_path / "ours", peers.make_ours())
    edit = sites.make_edit(sites.read_site(tmp_path / "ours"))
    edit.apply(tmp_path / "ours", "a mark")
    assert "This is a mark." in build(read_files(tmp_path / "ours")).text(edit.output)


def test_the_conference_of_the_tests_is_among_the_whole_ones(tmp_path: Path) -> None:
    write_foreign(tmp_path / "elsewhere")
    assert list(sites.find_sites(tmp_path)) == ["conference", "elsewhere"]
    assert len(sites.read_site(sites.find_sites(None)["conference"]).texts) > 30


def test_a_site_that_is_not_there_is_no_site_to_measure(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--site", "nowhere"])
    assert "--site names one of conference" in capsys.readouterr().err


def test_links_are_added_that_lead_nowhere_or_somewhere(tmp_path: Path) -> None:
    for name in ("broken", "whole"):
        corpus.write_corpus(tmp_path / name, 10, seed=1)
        rounds.add_links(tmp_path / name, 130, is_broken=name == "broken")
    assert build(read_files(tmp_path / "broken")).rules() == ["link-broken"] * 132
    assert build(read_files(tmp_path / "whole")).rules() == []


def make_measured(texts: int, short: int, seconds: float) -> report.Measured:
    """A whole site on which Hugo takes a second and 100 MB, and each work of ours the same part of that."""
    one = census.Census({**dict.fromkeys(census.COMPARED, 0), "terms": 7}, 9, 100, {})
    works = {"ours": seconds, "hugo": 1.0, "nothing": seconds / 10, "body": seconds / 10, "linked": seconds}
    return report.Measured(
        texts,
        2,
        short,
        1,
        seconds={name: [taken] for name, taken in works.items()},
        cpu={name: [taken] for name, taken in works.items()},
        memory={"ours": 30_000_000, "hugo": 100_000_000, "check": 40_000_000},
        census={"ours": one, "hugo": one},
        written={"nothing": 0, "body": 1},
        is_same_as_clean=True,
    )


@pytest.mark.parametrize(("texts", "bound", "verdict"), [(999, "0.15", "ok"), (1000, "0.10", "**not**")])
def test_a_whole_site_has_a_bound_of_its_own(texts: int, bound: str, verdict: str) -> None:
    text = report.render((), report.Results(sites={"elsewhere": make_measured(texts, texts, 1.2)}))
    assert "## The site “elsewhere”" in text
    assert "Left out, since this generator refuses them: 1." in text
    assert "| first build, empty cache | 1.20 s | 1.20 s | 1.20 × | ≤ 1.00 × | **not** |" in text
    assert f"1 written | 120 ms | 120 ms | 0.120 × | ≤ {bound} × | {verdict} |" in text
    assert "| 100.0% |  |  | ≥ 95% | ok |" in text
    assert "Both made the same: terms 7." in text


def test_the_conference_of_the_tests_has_a_bound_for_its_first_build_alone() -> None:
    text = report.render((), report.Results(sites={"conference": make_measured(40, 1, 1.2)}))
    assert "| first build, empty cache | 1.20 s | 1.20 s | 1.20 × | ≤ 1.30 × | ok |" in text
    assert text.count("≤") == 1
    assert "**not**" not in text


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


def test_a_program_that_only_finds_something_has_not_failed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "exit(1)"]
    assert measure.run_for_memory(command, tmp_path, os.environ, tmp_path / "log", fine=(0, 1)) >= 0
    with pytest.raises(measure.RunError, match="ended with 1"):
        measure.run_for_memory(command, tmp_path, os.environ, tmp_path / "log")


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
    (tmp_path / "long.md").write_text("A text.\n\n<a href='javascript:x'>HTML</a>\n")
    (tmp_path / "other.txt").write_text("A text.\n")
    monkeypatch.setattr(sys, "argv", ["markdown_suite", str(tmp_path)])
    assert markdown_suite.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "files: 2, 1 by the short way, 0 differ",
        "blocks: 4, 3 by the short way, 0 differ",
    ]


def test_what_is_sent_to_other_machines_is_counted_and_comes_to_the_same(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))  # a user’s first site
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
