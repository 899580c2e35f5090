"""What strangers may write is told with its place and leaves the site as it was, or makes pages: never more than that.

What those pages do is looked at in a browser, by `test_browser_hostile`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hostile_inputs import (
    BESIDE,
    ENTRY,
    ON_DISK,
    SAYING,
    Row,
    build_bodies,
    build_field,
    build_file,
    build_media,
    build_value,
    count,
    key_of,
    list_all,
    make_site,
    read_rows,
    read_values,
    write_hostile,
    write_neighbours,
)
from whole_sites import Built, build, call, output, read_site, write_files

from microsite.content.fields.config import CONFIG_FIELDS
from microsite.content.fields.known import FIELDS_BY_TYPE
from microsite.diagnostics.problems import Diagnostic
from microsite.files.ownership import parse_list
from microsite.model.kinds import KINDS

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def find_rules(found: Iterable[Diagnostic], path: str) -> list[str]:
    return [one.rule for one in found if one.span and one.span.path == path]


def check_whole(site: Built) -> None:
    """An error comes with its place and leaves nothing; without one, there are pages."""
    wrong = [one for one in site.diagnostics if one.severity.word == "error"]
    assert bool(wrong) is not bool(site.files)
    assert all(one.span and one.span.path for one in wrong)
    for path, data in site.files.items():
        if path.endswith((".html", ".xml", ".json", ".txt", ".vcf", ".md")):
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", data.decode()), path


def test_there_are_as_many_as_were_promised() -> None:
    assert count() >= 250
    for name in ("bodies", "fields", "files", "words", "tables", "commands", "lists"):
        assert len(set(read_rows(name))) == len(read_rows(name))


# ---- texts ----------------------------------------------------------------------------------------------------------


def test_each_body_is_told_as_its_row_says_or_makes_a_page() -> None:
    site, refused = build_bodies()
    check_whole(site)
    for number, (rule, text) in enumerate(read_rows("bodies")):
        path = ENTRY.format(f"b{number:03}")
        if path in refused:
            assert rule, text
        else:
            assert f"en/press/{path[14:-6]}/index.html" in site.files, text


def test_a_body_that_is_refused_is_refused_by_its_rule() -> None:
    _, refused = build_bodies()
    files = {path: text.encode() for path, text in refused.items()}
    site = build(make_site() | files)
    check_whole(site)
    for number, (rule, text) in enumerate(read_rows("bodies")):
        path = ENTRY.format(f"b{number:03}")
        assert path not in files or rule in find_rules(site.diagnostics, path), text


@pytest.mark.law(every=4)
@pytest.mark.parametrize("row", read_rows("fields"), ids=lambda row: " ".join(row)[:60])
def test_each_value_is_told_at_its_field_or_makes_a_page(row: Row) -> None:
    rule, file, name, value = row
    site, path = build_field(file, name, value)
    check_whole(site)
    found = find_rules(site.diagnostics, path)
    assert rule in found if rule else not found


SAID = "{}".join(SAYING.values())
TEXTS = {"text", "texts", "language-text", "paragraphs"}


def list_texts() -> Iterator[str]:
    """The names of all fields that hold a text."""
    tables = [*FIELDS_BY_TYPE.values(), CONFIG_FIELDS]
    tables += [fields for kind in KINDS.values() for fields in (kind.front_matter, kind.group_file)]
    yield from {field.name for fields in tables for field in fields if field.type in TEXTS}


@pytest.mark.parametrize("name", sorted(list_texts()))
def test_each_field_with_a_text_gets_the_hostile_ones(name: str) -> None:
    # What is related is a key, and a term that forbids its own wording is an error.
    assert re.search(rf"\b{name}: \[?VALUE", SAID) or name in {"see_also", "wording"}


@pytest.mark.law(every=4)
@pytest.mark.parametrize("value", read_values(), ids=lambda value: value[:40])
def test_a_text_in_all_fields_makes_pages_in_which_it_is_a_text(value: str) -> None:
    site = build_value(value)
    check_whole(site)
    told = {one.rule for one in site.diagnostics if one.severity.word == "error"}
    assert told == ({"figure-unknown"} if "{{" in value else set())


# ---- files ----------------------------------------------------------------------------------------------------------


def test_each_file_beside_a_text_is_told_as_its_row_says_or_is_published() -> None:
    site, pages = build_media()
    check_whole(site)
    for page, (rule, path, _, _) in pages.items():
        is_published = f"en/{key_of(page)[14:]}/index.html" in site.files
        assert is_published or rule, path
    unsafe = re.compile(r"\.(?:svgz?|x?html?|php|m?js|xml|swf|hta|mht|exe|shtml)$", re.IGNORECASE)
    own = build(read_site("minimal")).files.keys()
    assert [path for path in site.files.keys() - own if unsafe.search(path) and not path.endswith("/index.html")] == []


@pytest.mark.law(every=3)
@pytest.mark.parametrize(
    "row",
    [row for row in read_rows("files") if row[2] not in ON_DISK and not row[1].startswith(BESIDE)],
    ids=lambda row: ascii(row[1])[:60],
)
def test_each_file_elsewhere_is_told_as_its_row_says_or_makes_pages(row: Row) -> None:
    rule, path, kind, data = row
    site = build_file(path, kind, data)
    check_whole(site)
    rules = [one.rule for one in site.diagnostics if one.rule != "held-back"]
    assert rule in rules if rule else not rules


@pytest.mark.parametrize("row", [row for row in read_rows("files") if row[2] in ON_DISK], ids=lambda row: row[1])
def test_what_is_no_file_is_not_followed(row: Row, tmp_path: Path) -> None:
    rule, path, kind, data = row
    root = write_hostile(tmp_path / "site", path, kind, data)
    before = list_all(tmp_path, "site/.cache")
    done = call(folder=root)
    assert done.status == 1
    assert f"error[{rule}]" in done.err
    assert list_all(tmp_path, "site/.cache") == before


# ---- words and tables -----------------------------------------------------------------------------------------------


@pytest.mark.law(every=2)
@pytest.mark.parametrize("row", read_rows("words"), ids=lambda row: row[1][:60])
def test_each_catalog_is_told_as_its_row_says_or_makes_pages(row: Row) -> None:
    rule, text = row
    path = "locales/en/LC_MESSAGES/messages.po"
    site = build(read_site("minimal") | {path: text.encode()})
    check_whole(site)
    found = find_rules(site.diagnostics, path)
    assert rule in found if rule else not found


def test_each_table_is_told_as_its_row_says_or_writes_terms_alone(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", read_site("minimal"))
    for rule, text in read_rows("tables"):
        write_files(tmp_path, {"terms.csv": text.encode()})
        before = list_all(tmp_path, "site/content/glossary", "site/.cache")
        done = call("glossary", "import", str(tmp_path / "terms.csv"), folder=root)
        assert list_all(tmp_path, "site/content/glossary", "site/.cache") == before
        assert done.status == int("error" in done.err), text
        assert f"[{rule}]" in done.err or not rule, text
        assert not CONTROL.search(done.out + done.err), text
    assert call(folder=root).status == 0


# ---- commands -------------------------------------------------------------------------------------------------------


def test_no_command_ends_in_a_traceback_or_touches_what_it_does_not_own(tmp_path: Path) -> None:
    root = write_neighbours(tmp_path)
    before = list_all(tmp_path, "site/")
    for status, *words in read_rows("commands"):
        built = output(root)
        done = call(*words, folder=root)
        assert done.status == status, (words, done)
        assert "Traceback" not in done.err, words
        assert not CONTROL.search(done.err), words
        assert list_all(tmp_path, "site/") == before, words
        assert status == 0 or output(root) == built, words


@pytest.mark.parametrize("row", read_rows("lists"), ids=lambda row: row[0][:60])
def test_a_list_of_files_that_says_more_than_ours_is_damaged(row: Row) -> None:
    assert parse_list(row[0].encode()) is None


def test_a_list_that_names_files_of_others_removes_none(tmp_path: Path) -> None:
    root = write_neighbours(tmp_path)
    before = list_all(tmp_path, "site/")
    for (text,) in read_rows("lists"):
        write_files(root, {"output/.microsite.json": text.encode()})
        assert call(folder=root).status == 2, text
        assert call("publish", "plan", str(tmp_path / "public"), folder=root).status == 2, text
        assert list_all(tmp_path, "site/") == before
