"""The editor in a real browser: what people write in its forms is what the site is built from, and nothing is lost."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ORIGIN
from editing import SCRIPT, Editor, editing
from playwright.sync_api import Browser
from whole_sites import SITES, Built, Files, call, edit, output, read_files, read_site, write_files

from microsite.content.cms import TYPEFACES
from microsite.content.parse import parse_config, parse_entry, parse_group
from microsite.model.kinds import KINDS
from microsite.model.source import Source

PICTURE = SITES / "trilingual/content/press/2025-09-30-eröffnung/crane.png"
GROUP = "content/press/2025-11-16-talent-conference"
ODD: Files = {
    "content/glossary/quay.de.md": b"---\n# Kai\nterm: Kai\nforms: [1.10, Kais]\nforbidden: [Kaje, {wording: Pier, "
    b"reason: aus Holz}]\ncompounds: yes\ncheck_ignore: {typography: so gemeint}\n---\n\nEin *Kai*  \n\n+ a\n\n  b\n",
    "content/pages/odd.de.md": b"---\r\ntitle: 2025\r\nlastmod: 2025-11-02\r\nslug: 007\r\n---\r\nText\r\n",
    "content/pages/odd.yaml": b"contact: {name: Presse, phone: 0301234}\nfigures: {share: 1.20, parts: {value: 12}}\n"
    b"pictures:\n  - {file: crane.png, alt: Kran, caption: {de: Ein Kran, zh: crane}}\n",
    "content/pages/odd/crane.png": PICTURE.read_bytes(),
    "content/pages/odd.en.md": b"---\ntitle: Odd\ntranslated_from: [1234e567, 01234567, 12345678]\n"
    b"draft: on\n---\nText\n",
}
"""Files that are right here, and that forms would not keep as they are."""


@functools.cache
def site() -> tuple[Built, Files]:
    """A built site with the editor, and its sources: those of the conference, and odd ones that were mended."""
    with tempfile.TemporaryDirectory() as name:
        sources = edit(read_site("conference"), "content/site.yaml", "page_size: 20", "cms: true\npage_size: 20")
        root = write_files(Path(name) / "site", sources | ODD)
        done = call("cms", "--repository", "test", "--script", str(SCRIPT), "--fix", folder=root)
        assert (done.status, call("--base-url", f"{ORIGIN}/", folder=root).status) == (0, 0)
        files = {path: data for path, data in read_files(root).items() if path.startswith(("content/", "admin/"))}
        config, _ = parse_config(Source("content/site.yaml", "", files["content/site.yaml"]))
        assert config
        return Built(config._replace(base_url=f"{ORIGIN}/"), output(root), ()), files


@pytest.fixture
def editor(browser: Browser) -> Iterator[Editor]:
    """Give the editor of the site, opened on its sources; it asks nobody but for its typefaces."""
    built, files = site()
    asked = list[str]()
    with editing(browser, built, {path: files[path] for path in files if path.startswith("content/")}, asked) as found:
        yield found
    hosts = {url.split("/")[2] for url in asked}
    assert hosts <= {TYPEFACES.removeprefix("https://")}


def changed(editor: Editor) -> Files:
    """What the editor has written."""
    _, before = site()
    return {path: data for path, data in editor.read().items() if before.get(path) != data}


@pytest.mark.slow
def test_what_is_written_in_the_editor_is_built_and_passes_the_checks(editor: Editor, tmp_path: Path) -> None:
    paths = [f"{GROUP}.yaml", f"{GROUP}/crane.png", "content/press/2025-11-20-nachtrag.de.md"]
    terms = [f"content/glossary/xingyu-cup.{key}.md" for key in ("de", "en", "zh")]
    editor.open("press/new")
    editor.fill("title", "Nachtrag zur Konferenz")
    editor.name("2025-11-20-nachtrag")
    editor.fill("summary", "Die Konferenz endet: mit einem Nachtrag.")
    body = "Ein **Satz** mit einem [Link](2025-11-16-talent-conference.md).\n\n## Mehr {#mehr}\n\n1. Eins\n2. Zwei"
    editor.fill("body", body)
    editor.save(paths[2])
    editor.open("glossary/entries/xingyu-cup")
    editor.fill("inflections", "Xingyu-Pokals")
    editor.save(terms[0])
    editor.open("press-groups/entries/2025-11-16-talent-conference")
    editor.add_picture(PICTURE, {"de": "Ein Kran am Ufer", "en": "A crane", "zh": "起重机"})
    editor.save(paths[0])
    written = changed(editor)
    assert set(paths) <= set(written) <= {*paths, *terms}
    assert written[f"{GROUP}/crane.png"] == PICTURE.read_bytes()
    assert written["content/press/2025-11-20-nachtrag.de.md"].decode().endswith(f"---\n\n{body}\n")
    root = write_files(tmp_path / "site", {**read_site("conference"), **written})
    told = call("--strict", folder=root)
    assert (told.status, told.err.count("\n")) == (0, 1)
    assert "2025-11-20-nachtrag.de.md: info[held-back]: not public: it does not exist in en, zh" in told.err
    assert call("check", "--strict", folder=root).status == 0
    page = output(root)["de/press/2025-11-16-talent-conference/index.html"].decode()
    assert "Ein Kran am Ufer" in page
    assert "Xingyu-Pokals" in written[terms[0]].decode()


@pytest.mark.law(every=3)
@pytest.mark.parametrize(
    ("form", "field", "paths"),
    [
        ("glossary/entries/quay", "short", ["content/glossary/quay.de.md"]),
        ("pages/entries/odd", "summary", ["content/pages/odd.de.md", "content/pages/odd.en.md"]),
        ("pages-groups/entries/odd", "contact.email", ["content/pages/odd.yaml"]),
    ],
)
def test_a_form_that_is_saved_changes_what_somebody_typed_and_nothing_else(
    form: str, field: str, paths: list[str], editor: Editor
) -> None:
    editor.open(form)
    editor.fill(field, "kai@hafen.example")
    editor.save(paths[0])
    _, before = site()
    written = editor.read()
    assert {path for path in written if written[path] != before[path]} == set(paths)
    said = {path: meaning(path, written[path]) for path in paths}
    assert said == {path: meaning(path, before[path]) for path in paths}
    assert b"kai@hafen.example" in written[paths[0]]


def meaning(path: str, data: bytes) -> object:
    """What a file says to the site, wherever it says so, without what these tests type."""
    source, languages = Source(path, "", data), frozenset({"de", "en", "zh"})
    kind = next(kind for kind in KINDS.values() if path.startswith(f"content/{kind.folder}/"))
    if path.endswith(".yaml"):
        group, found = parse_group(source, kind, "odd", languages)
        assert group
        assert found == ()
        contact = group.contact and group.contact._replace(email="")
        pictures = tuple(picture._replace(line=0) for picture in group.pictures)
        return group._replace(contact=contact, pictures=pictures, days=())
    parsed, found = parse_entry(source, kind, "odd", path.split(".")[1], languages)
    assert parsed
    assert found == ()
    entry, prose = parsed
    term = entry.term and entry.term._replace(places=())
    entry = entry._replace(digest="", summary="", summary_line=0, title_line=0, days=(), term=term)
    return entry, prose.text.strip()
