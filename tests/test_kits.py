"""Press kits: what readers may take along of a release, what pages tell of it, and when it is made anew."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from built_pages import Page, Website, website, website_of
from hypothesis import given
from hypothesis import strategies as st
from picture_files import draw
from whole_sites import Built, Files, as_sources, build, built, call, edit, read_site, write_files

from microsite.build.wishes import Wishes
from microsite.engine.memory import HeldBodies, Memory
from microsite.engine.typesetter import find_typesetter
from microsite.files.archive import find_size, write_archive
from microsite.i18n.formats import formats
from microsite.model.kits import FORMS

SITE, GROUP = "content/site.yaml", "content/press/2025-09-30-eröffnung"
STEM = "de/press/eröffnung/eröffnung.de"
ARCHIVE = f"{STEM}.zip"


TEXTS = ("eröffnung.de.txt", "eröffnung.de.md")
SET = Wishes(typeset=find_typesetter())


def with_photos() -> Files:
    """A site whose release has a photograph with a licence, and a picture that moves."""
    files = read_site("trilingual")
    more = "  - {file: hall.jpg, alt: Die Halle, caption: {de: In der Halle}, licence: {de: Frei für die Presse}}\n"
    more += "  - {file: gull.gif, alt: Eine Möwe}\n"
    group = files[f"{GROUP}.yaml"].decode()
    assert "\npictures:\n" in group
    return files | {
        f"{GROUP}.yaml": group.replace("\npictures:\n", f"\npictures:\n{more}").encode(),
        f"{GROUP}/hall.jpg": draw(1600, 1000, "JPEG", comment=b"Secret"),
        f"{GROUP}/gull.gif": draw(40, 30, "GIF", mode="P"),
    }


def kits(site: Built) -> dict[str, bytes]:
    """The files of press kits by path, but vCards and pictures."""
    endings = tuple(f".{form.ending}" for form in FORMS)
    return {path: data for path, data in site.files.items() if path.endswith(endings) and path != "robots.txt"}


def offered(site: Website, page: Page) -> dict[str, str]:
    """The paths of the files that a page offers, and how."""
    [kit] = page.all("section", class_="kit")
    return {site.path(site.origin + link.attributes["href"]): link.text for link in kit.all("a")}


def archive(site: Built, path: str = ARCHIVE) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(site.files[path]))


# ---- what there is ----------------------------------------------------------------------------------------------


def test_a_release_has_a_kit_in_each_of_its_languages_and_no_other_page_has_one() -> None:
    stems = {
        *(STEM, "en/press/opening/opening.en", "zh/press/开幕/开幕.zh"),
        *(f"{locale}/press/2025-06-02-programm/2025-06-02-programm.{locale}" for locale in ("de", "en")),
    }
    assert set(kits(built("trilingual"))) == {f"{stem}.{ending}" for stem in stems for ending in ("zip", "txt", "md")}


def test_a_site_that_does_not_ask_for_it_has_none() -> None:
    files = edit(read_site("trilingual"), SITE, "press_kit: true\n", "")
    site = build(files)
    assert kits(site) == {}
    assert "-print." not in " ".join(site.files)
    assert 'class="kit"' not in site.text("de/press/eröffnung/index.html")


def test_texts_have_figures_and_whole_addresses_and_say_who_made_the_pictures() -> None:
    site = build(with_photos())
    plain, markdown = site.text(f"{STEM}.txt"), site.text(f"{STEM}.md")
    for text in (plain, markdown):
        assert "1.234.567 Gäste" in text
        assert "{{" not in text
        assert "https://hafentage.example/de/glossary/landstrom/" in text
        assert "Bild: Ole Petersen" in text
        assert "Frei für die Presse" in text
        assert "koehler@hafenbund.example" in text
    assert plain.startswith("Hafentage Klima eröffnet: 1,2\u00a0Mio. Gäste & viele Ideen\n\n")
    assert markdown.startswith("# Hafentage Klima eröffnet: 1,2\u00a0Mio. Gäste & viele Ideen\n\n")
    assert re.findall(r"\]\((?!<?(?:https:|mailto:))", markdown) == []
    for text in (*(site.text(path) for path in kits(site) if not path.endswith(".zip")), plain):
        assert "\n\n\n" not in text
        assert text.endswith(("/\n", "/>\n"))


def test_texts_have_the_figures_of_charts_and_corrections_as_lines() -> None:
    more = "charts:\n  - {title: Wer kam, description: Laut Hafen., show: [visitors, crossing_guests], form: shares}\n"
    more += "corrections:\n  - {date: 2025-10-02, text: {de: Es waren mehr., en: There were more., zh: 人数有误。}}\n"
    files = read_site("trilingual")
    files = edit(
        files, f"{GROUP}.yaml", "figures:\n", f"{more}figures:\n  crossing_guests: {{value: 100, label: An Bord}}\n"
    )
    site = build(files)
    plain, markdown = site.text(f"{STEM}.txt"), site.text(f"{STEM}.md")
    rows = "\n\n- Gäste im Hafen · 1.234.567 · 100\u00a0%\n- An Bord · 100 · 0\u00a0%\n\n"
    assert f"\n\nWer kam\nLaut Hafen.{rows}" in plain
    assert f"\n\n**Wer kam**\n\nLaut Hafen.{rows}" in markdown
    assert "Berichtigung · 2. Oktober 2025\nEs waren mehr.\n\n" in plain
    assert "> **更正** · 2025年10月2日\n>\n> 人数有误。\n\n" in site.text("zh/press/开幕/开幕.zh.md")
    assert all("\n\n\n" not in text for text in (plain, markdown))


def test_a_page_tells_what_each_file_is_and_how_large() -> None:
    site = website_of(build(with_photos()))
    page = site.pages["de/press/eröffnung/index.html"]
    found = offered(site, page)
    assert [*found][:3] == [ARCHIVE, f"{STEM}.txt", f"{STEM}.md"]
    size = formats("de_DE").size
    for path, text in found.items():
        assert text.endswith(f", {size(len(site.built.files[path]))})"), path
    pictures = [text.replace("\u00a0", " ") for path, text in found.items() if path.startswith("media/")]
    assert re.sub("[0-9]+ kB", "… kB", "\n".join(pictures)).splitlines() == [
        "Fürs Web (JPEG, 1280 × 800, … kB)",
        "Für den Druck (JPEG, 1600 × 1000, … kB)",
        "Fürs Web (PNG, 40 × 30, … kB)",
        "Fürs Web (PNG, 4 × 3, … kB)",
        "Für den Druck (PNG, 4 × 3, … kB)",
    ]
    assert "Frei für die Presse" in page.all("section", class_="kit")[0].text


def test_a_picture_for_print_says_nothing_of_its_maker() -> None:
    site = build(with_photos())
    [path] = [path for path in site.files if re.search(r"hall-print\.[0-9a-f]{8}\.jpg$", path)]
    assert b"Secret" not in site.files[path]


def test_a_stand_in_offers_the_kit_of_the_language_that_it_shows() -> None:
    site = website("trilingual")
    found = offered(site, site.pages["zh/press/2025-06-02-programm/index.html"])
    stem = "de/press/2025-06-02-programm/2025-06-02-programm.de"
    assert [*found] == [f"{stem}.{ending}" for ending in ("zip", "txt", "md")]
    assert all(re.search("[\u4e00-\u9fff]", text) for text in found.values())


# ---- archives ---------------------------------------------------------------------------------------------------


def test_an_archive_holds_all_files_of_a_kit_under_names_of_their_own() -> None:
    site = build(with_photos())
    found = archive(site)
    assert found.testzip() is None
    assert found.namelist() == [
        f"eröffnung.de/{name}"
        for name in (
            *("eröffnung.de.txt", "eröffnung.de.md", "contact.vcf"),
            *("01-hall-web.jpg", "01-hall-print.jpg", "02-gull-web.png", "03-pier-web.png", "03-pier-print.png"),
        )
    ]
    in_site = {data for path, data in site.files.items() if not path.endswith(".html")}
    for name in found.namelist():
        assert found.read(name) in in_site, name
    assert {one.date_time for one in found.infolist()} == {(2025, 9, 30, 0, 0, 0)}
    assert {one.compress_type for one in found.infolist()} == {zipfile.ZIP_STORED}


def test_an_archive_holds_the_release_as_a_pdf_where_the_site_has_it() -> None:
    site = build(edit(with_photos(), SITE, "press_kit: true\n", "press_kit: true\npdf: true\n"), wishes=SET)
    found = archive(site)
    assert found.read("eröffnung.de/eröffnung.de.pdf") == site.files[f"{STEM}.pdf"]
    assert found.namelist()[:4] == [f"eröffnung.de/{name}" for name in (*TEXTS, "eröffnung.de.pdf", "contact.vcf")]
    page = website_of(site).pages["de/press/eröffnung/index.html"]
    assert offered(website_of(site), page)[ARCHIVE].endswith(f", {formats('de_DE').size(len(site.files[ARCHIVE]))})")


def test_a_paper_that_has_moved_moves_its_archive(tmp_path: Path) -> None:
    name = "2025-05-04-canal-day.en"
    path = f"en/press/2025-05-04-canal-day/{name}"
    root = write_files(tmp_path, edit(read_site("minimal"), SITE, "title:", "press_kit: true\npdf: true\ntitle:"))
    written(root)
    assert written(root) == set()
    write_files(root, {SITE: (root / SITE).read_bytes() + b"theme: {colors: {accent: navy}}\n"})
    assert {path for path in written(root) if path.endswith((".zip", ".txt", ".pdf"))} == {
        f"{path}.{ending}" for ending in ("zip", "pdf")
    }
    found = zipfile.ZipFile(root / "output" / f"{path}.zip")
    assert found.read(f"{name}/{name}.pdf") == (root / "output" / f"{path}.pdf").read_bytes()


def test_a_name_that_is_no_ascii_says_that_it_is_utf_8() -> None:
    for path in kits(built("trilingual")):
        for one in archive(built("trilingual"), path).infolist() if path.endswith(".zip") else ():
            assert bool(one.flag_bits & 0x800) == (not one.filename.isascii()), one.filename


def test_the_same_site_comes_to_the_same_archives_whatever_is_remembered() -> None:
    files = with_photos()
    first, memory = kits(build(files)), Memory(HeldBodies())
    assert kits(build(files, sources=as_sources(files)[::-1])) == first
    assert kits(build(files, memory=memory)) == first
    assert kits(build(files, memory=memory.next())) == first


NAMES = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=9), unique=True, max_size=5
)


@given(NAMES, st.binary(max_size=99), st.dates(datetime.date(1700, 1, 1)))
def test_an_archive_is_what_other_programs_read(names: list[str], data: bytes, day: datetime.date) -> None:
    names = [name.replace("/", "_").replace("\\", "_") for name in names]
    fetches: list[tuple[str, Callable[[], bytes]]] = [
        (name, partial(bytes, data * at)) for at, name in enumerate(names)
    ]
    written = b"".join(write_archive(fetches, day))
    assert len(written) == find_size([(name, len(data) * at) for at, name in enumerate(names)])
    found = zipfile.ZipFile(io.BytesIO(written))
    assert found.testzip() is None
    assert [one.filename for one in found.infolist()] == names
    assert [found.read(one) for one in found.infolist()] == [data * at for at in range(len(names))]
    known = day if 1980 <= day.year <= 2107 else datetime.date(1980, 1, 1)
    assert {one.date_time[:3] for one in found.infolist()} <= {(known.year, known.month, known.day)}


def test_a_file_of_an_archive_is_read_when_its_turn_comes() -> None:
    read: list[str] = []

    def fetch(name: str) -> bytes:
        read.append(name)
        return b"."

    chunks = write_archive([(name, partial(fetch, name)) for name in "ab"], datetime.date(2025, 1, 1))
    next(chunks)
    assert read == ["a"]
    assert len(list(chunks)) == 4
    assert read == ["a", "b"]


# ---- on the disk ------------------------------------------------------------------------------------------------


def written(root: Path) -> set[str]:
    """The files that the next build writes anew."""
    before = {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*") if path.is_file()}
    done = call("-q", folder=root)
    assert done.status == 0, done.err
    found = {path for path in (root / "output").rglob("*") if path.is_file()}
    moved = {path for path in found if before.get(path) != path.stat().st_mtime_ns}
    return {path.relative_to(root / "output").as_posix() for path in moved} - {".microsite.json"}


def test_an_edit_of_a_body_writes_the_kit_of_its_release_alone(tmp_path: Path) -> None:
    files = with_photos()
    root = write_files(tmp_path, files)
    written(root)
    assert written(root) == set()
    path = f"{GROUP}.de.md"
    write_files(root, edit(files, path, "Der Wind steht gut", "Der Wind steht günstig"))
    found = written(root)
    assert {path for path in found if path.endswith((".zip", ".txt", ".md", ".vcf"))} == {
        f"{STEM}.{ending}" for ending in ("zip", "txt", "md")
    }
    assert not any(path.startswith(("media/", "en/", "zh/")) for path in found)
    (root / "output" / ARCHIVE).unlink()
    assert written(root) == {ARCHIVE}
    assert (root / "output" / ARCHIVE).read_bytes() == build(files_of(root)).files[ARCHIVE]


def files_of(root: Path) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("content", "templates", "locales")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


# ---- what can be wrong ------------------------------------------------------------------------------------------


def test_an_error_in_the_template_of_a_text_is_told_once_with_its_place() -> None:
    files = read_site("trilingual") | {"templates/release.txt": b"{{ entry.title }}\n{{ entry.nothing }}\n"}
    site = build(files)
    assert site.files == {}
    [found] = [one for one in site.diagnostics if one.rule == "template-error"]
    assert found.span
    assert (found.span.path, found.span.line) == ("templates/release.txt", 2)


def test_a_file_of_a_kit_has_an_address_that_nothing_else_may_have() -> None:
    alias = "de/press/eröffnung/eröffnung.de.txt"
    files = edit(read_site("trilingual"), f"{GROUP}.en.md", "\n---\n", f"\naliases: [/{alias}/]\n---\n")
    assert "target-duplicate" in build(files).rules()


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_a_text_may_lead_to_a_file_of_a_kit(form: object) -> None:
    path = next(f"/{STEM}.{one.ending}" for one in FORMS if one == form)
    name = "content/pages/über-uns.de.md"
    files = read_site("trilingual")
    site = build(files | {name: files[name] + f"\n\n[Datei]({path})\n".encode()})
    assert "link-broken" not in site.rules()
