"""The theme that the package brings: who has no templates uses it, who has some overrides it file by file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from whole_sites import REPOSITORY, SITES, call, read_files, read_site, without, write_files

from microsite.files.theme import find_theme, overlay, read_theme
from microsite.files.tree import read_tree
from microsite.i18n.words import find_catalog
from microsite.model.entries import Locale

HOME = "templates/home.html"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A site of content alone."""
    files = {path: data for path, data in read_site("trilingual").items() if path.startswith("content/")}
    return write_files(tmp_path / "bare", files)


def paths(root: Path) -> set[str]:
    return {path.relative_to(root / "output").as_posix() for path in (root / "output").rglob("*") if path.is_file()}


def test_a_site_of_content_alone_is_what_it_is_with_copies_of_the_theme(bare: Path, tmp_path: Path) -> None:
    copy = write_files(tmp_path / "copy", read_site("trilingual"))
    assert call("--strict", folder=bare).status == call("--strict", folder=copy).status
    assert paths(bare) == paths(copy)
    for path in paths(bare) - {".microsite.json"}:
        assert (bare / "output" / path).read_bytes() == (copy / "output" / path).read_bytes(), path
    assert ", 0 written" in call(folder=bare).out


def test_a_file_of_the_site_takes_the_place_of_its_namesake_and_gives_it_back(bare: Path) -> None:
    assert call(folder=bare).status == 0
    before = (bare / "output/de/index.html").read_bytes()
    write_files(bare, {HOME: b"<p>Mine</p>", "templates/assets/icon.svg": b"<svg/>"})
    assert call(folder=bare).status == 0
    assert (bare / "output/de/index.html").read_bytes() == b"<p>Mine</p>"
    assert b"style." in (bare / "output/de/404.html").read_bytes()
    [icon] = (bare / "output/assets").glob("icon.*.svg")
    assert icon.read_bytes() == b"<svg/>"
    shutil.rmtree(bare / "templates")
    assert call(folder=bare).status == 0
    assert (bare / "output/de/index.html").read_bytes() == before


def test_what_a_design_of_its_own_leaves_out_of_the_theme_is_asked_of_nobody(tmp_path: Path) -> None:
    """What machines alone read loads nothing, so it may be left to the theme."""
    files = without(read_files(SITES / "edited"), "templates/feed.json") | {"templates/search.html": b"<p>Search</p>"}
    root = write_files(tmp_path, files)
    assert call(folder=root).status == 0
    assert not any("chooser" in path or "terms" in path for path in paths(root) if path.startswith("assets/"))
    told = call("i18n", "check", folder=root).err
    assert "Breadcrumb" not in told
    assert "catalog-unused" not in call("-v", folder=root).err


def test_the_repository_is_its_own_theme() -> None:
    assert find_theme() == REPOSITORY
    assert read_theme(REPOSITORY).sources == ()


def test_only_looks_are_of_the_theme_and_sources_stay_in_order(bare: Path) -> None:
    theme = read_theme(bare)
    assert {source.path.partition("/")[0] for source in theme.sources} == {"locales", "templates"}
    assert not any(source.is_own for source in theme.sources)
    write_files(bare, {HOME: b"x"})
    sources = overlay(read_tree(bare), theme)
    assert [source.path for source in sources] == sorted(source.path for source in sources)
    assert [source.is_own for source in sources if source.path == HOME] == [True]


# ---- words ------------------------------------------------------------------------------------------------------

KNOWN = [f"locales/{name}/LC_MESSAGES/messages.po" for name in ("de", "pt-br", "zh-hans", "zh-hant", "sr-latn")]


@pytest.mark.parametrize(
    ("key", "tag", "expected"),
    [
        ("de", "de", "de"),
        ("at", "de-AT", "de"),
        ("zh", "zh-Hans", "zh-hans"),
        ("zh", "zh", "zh-hans"),
        ("zh", "zh-TW", "zh-hant"),
        ("hk", "zh-HK", "zh-hant"),
        ("pt", "pt", "pt-br"),
        ("pt", "pt-PT", ""),
        ("sr", "sr", ""),
        ("sr", "sr-Latn", "sr-latn"),
        ("fr", "fr", ""),
    ],
)
def test_words_are_found_by_language_and_script_whatever_the_key_is(key: str, tag: str, expected: str) -> None:
    found = find_catalog(Locale(key, tag, tag.replace("-", "_"), key), KNOWN)
    assert found == (f"locales/{expected}/LC_MESSAGES/messages.po" if expected else "")


def test_the_words_of_its_own_key_come_first() -> None:
    own = "locales/at/LC_MESSAGES/messages.po"
    assert find_catalog(Locale("at", "de-AT", "de_AT", "Deutsch"), [*KNOWN, own]) == own


def test_a_catalog_of_the_site_comes_first_and_the_theme_says_what_it_lacks(bare: Path) -> None:
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Glossary"\nmsgstr "Wörterbuch"\n'
    write_files(bare, {"locales/de/LC_MESSAGES/messages.po": po.encode()})
    done = call("--strict", "-v", folder=bare)
    assert "catalog-" not in done.err
    page = (bare / "output/de/index.html").read_text(encoding="utf-8")
    assert "Wörterbuch" in page
    assert "Pressemitteilungen" in page


def test_update_begins_with_what_the_theme_says(bare: Path) -> None:
    done = call("i18n", "update", folder=bare)
    assert done.status == 0
    assert 'msgstr "Pressemitteilungen"' in (bare / "locales/de/LC_MESSAGES/messages.po").read_text(encoding="utf-8")
    assert 'msgstr "跳到正文"' in (bare / "locales/zh/LC_MESSAGES/messages.po").read_text(encoding="utf-8")
    assert not (REPOSITORY / "locales/zh").exists()


# ---- the command ------------------------------------------------------------------------------------------------


def test_list_shows_all_files_and_those_that_the_site_has(bare: Path) -> None:
    write_files(bare, {HOME: b"x"})
    lines = call("theme", "list", folder=bare).out.splitlines()
    assert f"{HOME}  (the site has its own)" in lines
    assert "templates/assets/style.css" in lines
    assert "locales/de/LC_MESSAGES/messages.po" in lines


def test_copy_writes_a_file_or_a_folder_and_overwrites_nothing(bare: Path) -> None:
    assert call("theme", "copy", "home.html", "--dry-run", folder=bare).out == f"would write {HOME}\n"
    assert not (bare / "templates").exists()
    assert call("theme", "copy", "home.html", folder=bare).out == f"wrote {HOME}\n"
    assert (bare / HOME).read_bytes() == (REPOSITORY / HOME).read_bytes()
    write_files(bare, {HOME: b"mine"})
    done = call("theme", "copy", "home.html", folder=bare)
    assert (done.status, done.err.splitlines()[0]) == (
        2,
        f"error: “{HOME}” is there already, and nothing is overwritten",
    )
    assert (bare / HOME).read_bytes() == b"mine"
    assert call("theme", "copy", "assets", folder=bare).status == 0
    assert (bare / "templates/assets/style.css").exists()
    assert not (bare / "templates/base.html").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("copy",), "copy needs a name"),
        (("list", "home.html"), "list takes none"),
        (("copy", "hom.html"), "did you mean “home.html”?"),
        (("show",), "there is no action “show”"),
    ],
)
def test_what_cannot_be_copied_is_told(bare: Path, words: tuple[str, ...], message: str) -> None:
    done = call("theme", *words, folder=bare)
    assert done.status == 2
    assert message in done.err


# ---- the wheel --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_wheel_alone_builds_a_site_of_content_alone(bare: Path, tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("pyproject-build"), "--no-isolation", "--wheel", "--outdir", tmp_path]
    subprocess.run([*map(str, command), str(REPOSITORY)], check=True, capture_output=True)  # noqa: S603 (our own)
    [wheel] = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    run = [sys.executable, "-P", "-m", "microsite"]
    done = subprocess.run(  # noqa: S603 (our own)
        run, cwd=bare, env={"PYTHONPATH": str(tmp_path / "installed")}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, done.stderr)
    assert b"Pressemitteilungen" in (bare / "output/de/index.html").read_bytes()
