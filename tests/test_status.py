"""The table of translations: as text, as JSON, on the site's own page; budgets; and what has moved, side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from built_pages import website_of
from whole_sites import Files, build, call, edit, read_site, with_plain_looks, write_files

from microsite.build.wishes import Wishes

Golden = Callable[[str, str], None]

CONFIG = "content/site.yaml"
KEY = "press/2025-09-30-eröffnung"
GERMAN, ENGLISH, CHINESE = (f"content/{KEY}.{locale}.md" for locale in ("de", "en", "zh"))
WANTED = "translations: {min_fresh: {en: 20, zh: 80}, dashboard: true}\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The trilingual site with a page of its status: some translations are fresh, one is stale."""
    site = edit(read_site("trilingual"), CONFIG, "page_size: 1\n", f"page_size: 1\n{WANTED}")
    root = write_files(tmp_path_factory.mktemp("site"), site)
    assert call("ack", KEY, "landstrom", "über-uns", folder=root).status == 0
    site = {path: (root / path).read_bytes() for path in site}
    text = site[CHINESE].decode()
    digest = text.split("translated_from: [")[1][10:18]
    return edit(site, CHINESE, digest, "00000000")


@pytest.fixture
def root(files: Files, tmp_path: Path) -> Path:
    """That site on disk."""
    return write_files(tmp_path, files)


# ---- on a terminal ----------------------------------------------------------------------------------------------


def test_the_table_has_a_line_an_entry_and_the_totals_of_each_language(root: Path) -> None:
    done = call("status", folder=root)
    assert done.out.splitlines() == [
        "                                de      en                          zh",
        "press/2025-06-02-programm       source  unconfirmed                 missing",
        "press/2025-09-30-eröffnung      source  fresh                       stale 1",
        "glossary/landstrom              source  fresh                       fresh",
        "glossary/schweres-nutzfahrzeug  source  unconfirmed                 unconfirmed",
        "glossary/ökobonus               source  unconfirmed                 missing",
        "pages/home                      source  unconfirmed                 unconfirmed",
        "pages/imprint                   source  missing                     missing",
        "pages/über-uns                  source  fresh                       fresh",
        "fresh                           –       3 of 8, 37 % (20 % wanted)  2 of 8, 25 % (80 % wanted)",
    ]


def test_a_file_that_cannot_be_read_is_there_and_so_is_a_draft(root: Path) -> None:
    (root / "content/glossary/landstrom.en.md").write_text("---\nterm: A: b\n---\nText.\n", encoding="utf-8")
    (root / "content/glossary/landstrom.zh.md").write_bytes(b"x" * 3_000_000)
    draft = root / "content/pages/über-uns.en.md"
    draft.write_text(draft.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")
    config = root / CONFIG
    config.write_text(config.read_text("utf-8") + "gate: {glossary: {}, page: {languages: [en]}}\n", encoding="utf-8")
    out = call("status", "landstrom", "über-uns", folder=root).out.splitlines()
    assert [line.split()[-3:] for line in out[1:3]] == [
        ["source", "unreadable", "unreadable"],
        ["source", "draft", "fresh"],
    ]
    assert out[-2:] == [
        (
            "* glossary/landstrom is not public: it cannot be read in en: content/glossary/landstrom.en.md:2:8: "
            "a colon and a space stand inside a text without quotation marks; "
            "it cannot be read in zh: “content/glossary/landstrom.zh.md” has 3.0 MB; a text may have 2 MB"
        ),
        "* pages/über-uns is not public: it is a draft in en",
    ]


def test_readers_are_not_told_of_drafts(files: Files) -> None:
    path = "content/glossary/landstrom.en.md"
    draft = files[path].replace(b"---\n", b"---\ndraft: true\n", 1)
    site = build(files | {path: draft}, wishes=Wishes())
    [row] = [one for one in json.loads(site.files["status.json"])["entries"] if one["key"] == "glossary/landstrom"]
    assert row["states"] == {"de": "source", "en": "missing", "zh": "fresh"}
    assert "translation-missing" not in [
        one.rule for one in site.diagnostics if one.span and "landstrom" in one.span.path
    ]


def test_a_language_that_misses_its_budget_fails(root: Path) -> None:
    done = call("status", folder=root)
    assert done.status == 1
    assert "error[translation-budget]: 25 % of 简体中文 is fresh (2 of 8); min_fresh asks for 80 %" in done.err
    assert done.err.count("translation-budget") == 1
    assert call("status", "--lang", "en", folder=root).status == 0
    assert call("status", "press", folder=root).status == 0, "budgets are of the whole site"
    assert call(folder=root).status == 0, "a build goes on"
    write_files(root, {CONFIG: (root / CONFIG).read_bytes() + b"rules: {translation-budget: warning}\n"})
    assert call("status", folder=root).status == 0


@pytest.mark.parametrize(("budget", "status"), [(37, 0), (38, 1), (0, 0), (100, 1)])
def test_a_budget_is_met_by_whole_percents(budget: int, status: int, root: Path) -> None:
    text = (root / CONFIG).read_text("utf-8").replace("{en: 20, zh: 80}", f"{{en: {budget}}}")
    write_files(root, {CONFIG: text.encode()})
    assert call("status", folder=root).status == status


def test_some_entries_can_be_asked_for(root: Path) -> None:
    out = call("status", "content/press", "über-uns", GERMAN, "--lang=zh", folder=root).out
    assert [line.split() for line in out.splitlines()] == [
        ["zh"],
        ["press/2025-06-02-programm", "missing"],
        ["press/2025-09-30-eröffnung", "stale", "1"],
        ["pages/über-uns", "fresh"],
        ["fresh", "1", "of", "3,", "33", "%", "(80", "%", "wanted)"],
    ]
    done = call("status", "press/2025-06-02-programme", folder=root)
    assert (done.status, "did you mean “press/2025-06-02-programm”?" in done.err) == (2, True)


def test_what_is_held_back_has_a_star_and_its_reasons(root: Path) -> None:
    text = (root / CONFIG).read_text("utf-8") + "gate: {press: {fresh: true}}\n"
    write_files(root, {CONFIG: text.encode()})
    out = call("status", "press", folder=root).out
    assert f"\n{KEY} *  source" in out
    assert f"* {KEY} is not public: zh is stale\n" in out


def test_programs_get_the_same_as_json(root: Path) -> None:
    done = call("status", "--format", "json", folder=root)
    found = json.loads(done.out)
    assert (done.status, found["version"], found["summary"]["error"]) == (1, 1, 1)
    assert found["diagnostics"][0]["rule"] == "translation-budget"
    assert found["languages"]["zh"] == {
        "counts": {"fresh": 2, "missing": 3, "stale": 1, "unconfirmed": 2},
        "translations": 8,
        "fresh_percent": 25,
        "min_fresh": 80,
    }
    [entry] = [entry for entry in found["entries"] if entry["key"] == KEY]
    assert entry["states"] == {"de": "source", "en": "fresh", "zh": "stale"}
    assert (entry["source"], entry["moved"], entry["held"]) == ("de", {"zh": 1}, [])


def test_status_is_told_as_annotations_too(root: Path) -> None:
    done = call("status", "--format", "github", folder=root)
    assert done.out.startswith("::error file=content/site.yaml,title=translation-budget::")


# ---- what has moved ---------------------------------------------------------------------------------------------


def test_the_diff_shows_each_section_that_has_moved_above_that_of_the_translation(root: Path) -> None:
    out = call("status", "--diff", KEY, folder=root).out
    assert out.startswith(f"{KEY} zh: the beginning changed\n  de │ ")
    assert out.count("\n  zh │ ") >= 1
    assert call("status", "--diff", "über-uns", folder=root).out == "pages/über-uns: no translation is stale\n"


def test_a_section_of_the_translation_is_found_by_its_anchor_or_by_its_number(root: Path) -> None:
    source = "---\ntitle: Fest\n---\nEins.\n\n## B {{#b}}\n\n{b}\n\n## C\n\n{c}\n"
    path = "content/pages/fest"
    write_files(
        root,
        {
            f"{path}.de.md": source.format(b="Zwei.", c="Drei.").encode(),
            f"{path}.en.md": b"---\ntitle: Feast\n---\n## C\n\nThree.\n\n## B {#b}\n\nTwo.\n",
        },
    )
    call("ack", "fest", folder=root)
    write_files(root, {f"{path}.de.md": source.format(b="Zwei!", c="Drei!").encode()})
    found = json.loads(call("status", "--diff", "fest", "--format=json", folder=root).out)["differences"]
    assert found == [
        {
            "key": "pages/fest",
            "locale": "en",
            "change": "changed",
            "section": "“B”",
            "former": "",
            "source": "## B {#b}\n\nZwei!",
            "translation": "## B {#b}\n\nTwo.",
        },
        {
            "key": "pages/fest",
            "locale": "en",
            "change": "changed",
            "section": "“C”",
            "former": "",
            "source": "## C\n\nDrei!",
            "translation": "",
        },
    ]


def test_what_is_new_has_no_translation_and_what_is_gone_no_source(root: Path) -> None:
    path = "content/pages/fest"
    texts = {f"{path}.{key}.md": f"---\ntitle: F\n---\n## A\n\n{key} a\n\n## B\n\n{key} b\n" for key in ("de", "en")}
    write_files(root, {name: text.encode() for name, text in texts.items()})
    call("ack", "fest", folder=root)
    write_files(root, {f"{path}.de.md": b"---\ntitle: F\n---\n## B\n\nde b\n\n## New\n\nde new\n"})
    out = call("status", "--diff", "fest", folder=root).out
    assert (
        out
        == (
            "pages/fest en: a section removed\n  en │ ## A\n  en │ \n  en │ en a\n\n"
            "pages/fest en: “New” added\n  de │ ## New\n  de │ \n  de │ de new\n\n"
        ).rstrip("\n")
        + "\n"
    )


# ---- on the site ------------------------------------------------------------------------------------------------


def test_the_page_and_the_file_look_as_they_did(files: Files, golden: Golden) -> None:
    site = build(with_plain_looks(files))
    golden("sites/status/index.html", site.text("status/index.html"))
    golden("sites/status/status.json", site.text("status.json"))


def test_nothing_leads_to_the_page_and_no_search_engine_is_to_show_it(files: Files) -> None:
    website = website_of(build(files))
    page = website.pages["status/index.html"]
    assert not page.is_indexable()
    assert page.links("canonical") == []
    assert page.alternates() == {}
    naming = [path for path, data in website.built.files.items() if b"/status/" in data]
    assert naming == []


def test_its_table_names_rows_columns_and_itself(files: Files) -> None:
    page = website_of(build(files)).pages["status/index.html"]
    [table] = page.all("table")
    heads = table.all("th", scope="col")
    assert [head.text for head in heads[1:]] == ["Deutsch", "English", "简体中文"]
    assert [head.language for head in heads[1:]] == ["de", "en", "zh-Hans"]
    assert len(table.all("th", scope="row")) == 8
    assert len(table.all("td")) == 24
    assert len(table.all("caption")) == 1
    assert "Eröffnung: 1,2\u00a0Mio. Gäste &" not in page.text
    stale = table.all("td", class_="stale")
    assert [cell.text for cell in stale] == ["veraltet: 1 Abschnitt"]


def test_a_site_that_does_not_want_it_has_no_such_page() -> None:
    made = build(read_site("trilingual")).files
    assert [path for path in made if "status" in path] == []


def test_what_is_not_public_is_not_told_to_the_public(files: Files) -> None:
    held = files | {f"content/{KEY}.yaml": files[f"content/{KEY}.yaml"] + b"embargo: 2999-01-01T00:00Z\n"}
    for path, data in build(held).files.items():
        assert "2025-09-30-eröffnung".encode() not in data, path
    assert KEY in build(held, wishes=Wishes(drafts=True)).text("status.json")
    draft = files | {"content/pages/own.de.md": b"---\ntitle: Own\ndraft: true\n---\nText.\n"}
    assert "pages/own" not in build(draft).text("status.json")


def test_a_page_that_wants_its_address_is_told_so(files: Files) -> None:
    site = build(files | {"content/pages/own.de.md": b"---\ntitle: Own\naliases: [/status/]\n---\nText.\n"})
    assert "target-duplicate" in site.rules()
