"""A kind or a language that has lost all of its texts: its pages stay until somebody says that they shall go."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from previews import free_port
from whole_sites import REPOSITORY, SITES, Done, call, read_files, read_site, write_files

SITE = read_files(SITES / "edited")
CONFIG = "content/site.yaml"
ENGLISH, FRENCH = "languages:\n  en: {locale: en_GB, name: English}", "  fr: {locale: fr_FR, name: Français}"
DAY = b"---\ntitle: Canal Day\ndate: 2025-05-05\n---\nText.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that has been built."""
    folder = write_files(tmp_path / "site", SITE)
    assert call(folder=folder).status == 0
    return folder


def texts(root: Path, pattern: str) -> list[Path]:
    """The texts of a kind, or of a language."""
    found = sorted((root / "content").glob(pattern))
    assert found
    return found


def remove_folder(root: Path) -> None:
    shutil.rmtree(root / "content/glossary")


def remove_texts(root: Path) -> None:
    for path in texts(root, "glossary/*.md"):
        path.unlink()
    write_files(root, {"content/glossary/gull.yaml": b"", "content/glossary/gull/gull.png": b"x"})


def rename_folder(root: Path) -> None:
    (root / "content/glossary").rename(root / "content/Glossary")


def rename_texts(root: Path) -> None:
    for path in texts(root, "glossary/*.md"):
        path.rename(path.with_suffix(".orig"))


def stop(root: Path, *words: str) -> Done:
    """See that a build is stopped, and leaves the output as it is."""
    before = read_files(root / "output")
    done = call(*words, folder=root)
    assert done.status == 1
    assert read_files(root / "output") == before
    return done


def go(root: Path, *words: str) -> Done:
    """See that a build is done without a word, and comes to what one into a new folder does."""
    done = call(*words, folder=root)
    assert done.status == 0, done.err
    assert "output-emptied" not in done.err
    assert call(*words, "--output-dir", "new", folder=root).status == 0
    assert read_files(root / "new") == read_files(root / "output")
    shutil.rmtree(root / "new")
    return done


@pytest.mark.law(every=3)
@pytest.mark.parametrize("cache", ["with a cache", ""])
@pytest.mark.parametrize("lose", [remove_folder, remove_texts, rename_folder, rename_texts])
def test_a_kind_that_has_lost_all_its_texts_keeps_its_pages(
    lose: Callable[[Path], None], cache: str, root: Path
) -> None:
    lose(root)
    if not cache:
        shutil.rmtree(root / ".cache")
    for _ in range(2):
        told = stop(root).err
        assert "content/glossary: error[output-emptied]: there are no texts in content/glossary/ any more" in told
        assert "pages, such as de/glossary/" in told
        assert "hint: put the texts back; if you mean it, build once with --allow-removal" in told
    assert "de/glossary/gull/index.html" not in go(root, "--allow-removal").out
    assert not (root / "output/de/glossary").exists()
    go(root)


def test_a_kind_whose_texts_are_put_back_goes_on(root: Path) -> None:
    before = read_files(root / "output")
    remove_folder(root)
    stop(root)
    write_files(root, SITE)
    go(root)
    assert read_files(root / "output") == before


def bilingual(folder: Path, *more: str) -> Path:
    """A site of a release in two languages, which has been built; with more lines in its site.yaml."""
    lines = ["title: Canal Day", "base_url: https://canal-day.example/", ENGLISH, FRENCH, *more]
    files = read_site("minimal") | {CONFIG: "\n".join(lines).encode()}
    root = write_files(
        folder / "bilingual",
        files | {f"content/press/{name}.{key}.md": DAY for key in ("en", "fr") for name in ("day", "night")},
    )
    go(root)
    return root


@pytest.mark.parametrize("is_configured", ["still in site.yaml", ""])
def test_a_language_that_has_lost_all_its_texts_keeps_its_pages(is_configured: str, tmp_path: Path) -> None:
    root = bilingual(tmp_path)
    for path in texts(root, "*/*.fr.md"):
        path.unlink()
    if not is_configured:
        config = (root / CONFIG).read_text("utf-8")
        (root / CONFIG).write_text(config.replace(FRENCH, ""), "utf-8")
    told = stop(root).err
    assert (
        "content: error[output-emptied]: there are no texts in the language “fr” any more, so 2 pages, such as fr/"
        in told
    )
    go(root, "--allow-removal")
    assert not (root / "output/fr/press").exists()


def test_a_file_in_the_place_of_a_kinds_folder_is_told_and_nothing_is_removed(root: Path) -> None:
    remove_folder(root)
    write_files(root, {"content/glossary": b"../shared/glossary"})
    assert "content/glossary: error[folder-expected]" in stop(root, "--allow-removal").err


def hide(root: Path) -> None:
    for path in texts(root, "glossary/*.md"):
        path.write_bytes(path.read_bytes().replace(b"---\n", b"---\ndraft: true\n", 1))


def hold_back(root: Path) -> None:
    for path in texts(root, "press/*.md"):
        path.write_bytes(path.read_bytes().replace(b"---\n", b"---\nembargo: 2222-01-01T00:00Z\n", 1))


def lose_most(root: Path) -> None:
    for path in texts(root, "glossary/*.md")[1:]:
        path.unlink()


def replace_all(root: Path) -> None:
    for path in texts(root, "glossary/*.md"):
        path.rename(path.with_name(f"another-{path.name}"))


@pytest.mark.parametrize("change", [hide, hold_back, lose_most, replace_all])
def test_texts_that_are_drafts_or_held_back_or_others_are_texts(change: Callable[[Path], None], root: Path) -> None:
    change(root)
    go(root)


def test_the_only_text_of_a_kind_may_be_deleted_but_not_with_its_folder(tmp_path: Path) -> None:
    for lose in (Path.unlink, lambda path: shutil.rmtree(path.parent)):
        root = write_files(tmp_path / "site", read_site("minimal"))
        go(root)
        (path,) = texts(root, "press/*.md")
        lose(path)
        if path.parent.exists():
            go(root)
        else:
            told = stop(root).err
            assert (
                "there are no texts in content/press/ any more, so the page en/press/2025-05-04-canal-day/index.html"
                in told
            )


def test_languages_that_are_not_asked_for_go_and_come_back(root: Path) -> None:
    for words in (("--lang", "de"), ("--lang", "en,zh"), ()):
        go(root, *words)


def test_the_pages_of_a_language_without_texts_move_with_those_of_the_others(tmp_path: Path) -> None:
    root = bilingual(tmp_path, "missing: {press: source}")
    for path in texts(root, "*/*.fr.md"):
        path.unlink()
    go(root)
    for path in texts(root, "*/*.en.md"):
        path.rename(path.with_name(path.name.replace(".en.", "-again.en.")))
    go(root)
    assert (root / "output/fr/press/night-again").is_dir()
    assert not (root / "output/fr/press/night").exists()


def test_a_first_build_of_a_site_without_a_kind_tells_nothing(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", {path: data for path, data in SITE.items() if "/glossary/" not in path})
    assert "output-emptied" not in call(folder=root).err


def test_all_else_that_is_wrong_is_told_with_it(root: Path) -> None:
    remove_folder(root)
    write_files(root, {"content/pages/about.en.md": b"---\ntitle: About\n---\n[Gone](gone.md)\n"})
    told = stop(root).err
    assert "error[output-emptied]" in told
    assert "warning[link-broken]" in told


def test_the_preview_shows_what_is_left_and_the_site_stays(root: Path) -> None:
    command = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--root", str(root), "--port", str(free_port())]
    assert call("--output-dir", ".preview", folder=root).status == 0
    remove_folder(root)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as preview:  # noqa: S603 - our own program
        assert preview.stdout
        told = ""
        while "Preview: http" not in told:
            line = preview.stdout.readline()
            assert line, told
            told += line
        os.kill(preview.pid, signal.SIGINT)
        preview.communicate(timeout=60)
    assert preview.returncode == 0
    assert not (root / ".preview/de/glossary").exists()
    assert "error[output-emptied]" in stop(root).err
