"""The search: what pages are found by, when an index is made anew, and a site without one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from searching import QUERIES, RELEASE, searched, with_search
from whole_sites import Files, as_sources, build, call, edit, output, read_site, without, write_files

from microsite.build.looks import Options
from microsite.build.project import Project
from microsite.build.wishes import Wishes
from microsite.engine.crew import ALONE, Crew
from microsite.engine.pagefind import find_indexer, make_files
from microsite.files.disk import UsageError
from microsite.search.words import find_forms, find_name, find_parts, find_vocabulary, space_out

# ---- words ------------------------------------------------------------------------------------------------------


def test_characters_of_scripts_without_spaces_stand_apart() -> None:
    assert space_out("重庆2025年：AI人才  大会") == "重 庆 2025 年 ：AI 人 才 大 会"
    assert space_out("東京タワー") == "東 京 タ ワ ー"
    assert space_out("Das  Innovationszentrum\n") == "Das Innovationszentrum"


@given(st.text())
@settings(max_examples=up_to(100))
def test_words_apart_are_the_same_words(text: str) -> None:
    apart = space_out(text)
    assert apart.split() == space_out(apart).split()
    assert "".join(apart.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "babel", "form"),
    [
        ("3,944 graduates", "en_US", "3944"),
        ("3.944 Teilnehmende", "de_DE", "3944"),
        ("1 234 567 participants", "fr_FR", "1234567"),
        ("1’234 Personen", "de_CH", "1234"),
        ("Qualität", "de_DE", "qualitaet"),
        ("Straße", "de_DE", "strasse"),
        ("Ørsted", "en_US", "orsted"),
    ],
)
def test_a_word_is_found_as_it_is_typed(text: str, babel: str, form: str) -> None:
    assert form in list(find_forms(text, babel))


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("Innovationszentrum", "zentrum"),
        ("Gründungswettbewerb", "wettbewerb"),
        ("Universitätsstädte", "staedte"),
        ("Industriepark", "park"),
        ("Spitzenkräfte", "kräfte"),
    ],
)
def test_a_word_is_found_by_what_it_ends_in(word: str, part: str) -> None:
    found = list(find_parts(word, "de_DE"))
    assert part in found
    assert min(map(len, found)) >= 4
    assert list(find_parts(word, "en_US")) == []


@pytest.mark.parametrize(
    ("text", "babel"),
    [("innovation centre", "en_US"), ("3.9 and 12,5 of 2025", "en_US"), ("人才", "zh_Hans_CN"), ("Tag", "de_DE")],
)
def test_other_words_have_no_other_form(text: str, babel: str) -> None:
    assert list(find_forms(text, babel)) == []


def test_a_chinese_name_is_read_from_each_of_its_characters_on() -> None:
    assert find_name("经济圈", "zh_Hans_CN") == ("经 济 圈", "jingjiquan", "jiquan", "quan")
    assert set(find_name("战略", "zh_Hans_CN")) == {"战 略", "zhanlue", "zhanlve", "lue", "lve"}
    assert find_name("経済圏", "ja_JP") == ("経 済 圏",)


def test_the_vocabulary_has_the_words_of_names_that_can_be_misspelt() -> None:
    names = [("Chengdu-Chongqing-Wirtschaftskreis", "de_DE"), ("Grüße am 15.", "de_DE"), ("规划", "zh_Hans_CN")]
    words = ["chengdu", "chongqing", "gruesse", "grusse", "guihua", "wirtschaftskreis"]
    assert find_vocabulary(names) == words


# ---- what an index is told --------------------------------------------------------------------------------------


Told = dict[str, dict[str, Mapping[str, Any]]]
"""What indexes are told of pages, by the tag of their language and by address."""


def make_index(found: Told, records: Iterable[Mapping[str, Any]], tag: str) -> dict[str, bytes]:
    """An index that is what it is told, which `found` gets, too."""
    found[tag] = {str(record["url"]): record for record in records}
    return {"an-index": repr(found[tag]).encode()}


def told(files: Files) -> Told:
    """What the indexes of a site are told."""
    found: Told = {}
    site = build(files, wishes=Wishes(make_index=partial(make_index, found)))
    assert site.files, site.diagnostics
    return found


FILES = with_search(read_site("conference"))


def test_an_index_is_told_what_readers_see_and_then_what_else_finds_it() -> None:
    found = told(FILES)["de"][f"/de/{RELEASE}/"]
    seen, others = str(found["content"]).split(" ‖ ")
    assert "hat 3.944 herausragende Absolventinnen und Absolventen" in seen
    assert "<" not in seen
    assert {"zentren", "schluesselfelder", "jingjiquan"} <= {
        *others.split(),
        "innovation hub",
    }
    assert "innovation hub" in others
    assert str(found["meta"]["title"]).startswith("Talentkonferenz in Chongqing: 3.944 ")
    assert "重 庆 国 际 人 才 交 流 大 会" in found["meta"]["names"]


def test_a_stand_in_for_a_translation_is_not_in_the_index_of_the_language() -> None:
    path = "content/glossary/innovation-hub.zh.md"
    before, after = told(FILES), told(without(FILES, path))
    assert before["zh-Hans"].keys() - after["zh-Hans"].keys() == {"/zh/glossary/innovation-hub/"}
    assert before["de"].keys() == after["de"].keys()


def test_an_index_is_made_anew_where_texts_of_its_language_move(tmp_path: Path) -> None:
    @contextmanager
    def hire(_sources: int, _engine: str) -> Iterator[Crew]:
        yield ALONE

    def remake(files: Files) -> set[str]:
        """Build once more; the languages whose indexes were made anew."""
        found: Told = {}
        wishes = Wishes(make_index=partial(make_index, found))
        project = Project(
            write_files(tmp_path, files), tmp_path / "output", Options(), lambda config, _: (config, wishes)
        )
        assert project.build(hire, ALONE).done
        return set(found)

    assert remake(FILES) == {"de", "en", "zh-Hans"}
    edited = edit(FILES, "content/pages/about.en.md", "Every year, the", "Each year, the")
    assert remake(edited) == {"en"}
    assert remake(edit(edited, "templates/404.html", "lost", "gone")) == set()
    renamed = edit(edited, "content/glossary/innovation-hub.en.md", "term: innovation hub", "term: hub of innovation")
    assert remake(renamed) == {"de", "en", "zh-Hans"}


# ---- the files --------------------------------------------------------------------------------------------------


def test_the_same_texts_give_the_same_bytes_in_any_order_of_files() -> None:
    site = searched()
    wishes = Wishes(make_index=find_indexer())
    sources = tuple(reversed(as_sources(FILES)))
    assert build(FILES, base_url="https://forum.example", wishes=wishes, sources=sources).files == site.files
    assert sum(path.startswith("de/search/fragment/") for path in site.files) == len(told(FILES)["de"])


def test_a_build_keeps_makes_and_mends_an_index_on_the_disk(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    assert call(folder=tmp_path).status == 0
    first = output(tmp_path)
    (tmp_path / "output/de/search/words.json").unlink()
    assert "de/search/words.json: output missing" in call("--explain", folder=tmp_path).out
    assert output(tmp_path) == first
    path = "content/pages/about.de.md"
    write_files(tmp_path, {path: FILES[path].replace(b"Kontakt ", b"Kontakte ")})
    done = call("--explain", folder=tmp_path)
    assert "de/search/pagefind-entry.json: index" in done.out
    assert "en/search" not in done.out
    entries = [path for path in output(tmp_path) if path.startswith("de/search/index/")]
    assert len(entries) == 1  # the former one is gone


def test_a_program_that_fails_is_told_with_a_remedy() -> None:
    with pytest.raises(UsageError, match="was not made by Pagefind") as caught:
        make_files(sys.executable, [], "de")
    assert caught.value.hint == 'install it again: pip install "microsite[search]"'


# ---- sites without a search -------------------------------------------------------------------------------------


@pytest.mark.parametrize("files", [FILES, read_site("conference")], ids=["without Pagefind", "not asked for"])
def test_a_site_without_a_search_has_no_page_of_it_and_no_link_to_it(files: Files) -> None:
    make_index = None if files is FILES else find_indexer()
    site = build(files, wishes=Wishes(make_index=make_index))
    assert [path for path in site.files if "/search/" in path] == []
    assert "/search/" not in site.text("de/index.html")


def test_what_is_lacking_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    write_files(tmp_path, FILES)
    lacking = '; without a search, which needs Pagefind: pip install "microsite[search]"'
    assert lacking in call(folder=tmp_path).out
    (tmp_path / "output/robots.txt").unlink()
    again = call(folder=tmp_path).out
    assert "1 written" in again
    assert "Pagefind" not in again


def test_a_page_at_the_address_of_the_search_is_told() -> None:
    files = edit(FILES, "content/pages/about.en.md", "title: About", "slug: search\ntitle: About")
    assert "target-duplicate" in build(files, wishes=Wishes(make_index=find_indexer())).rules()


def test_there_are_enough_queries() -> None:
    assert sum(map(len, QUERIES.values())) >= 80
