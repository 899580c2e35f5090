"""The sites that are built while something fails: each before and after an edit, and what is right for both."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import write_corpus

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = ("content", "locales", "templates")
_CONFERENCE = REPOSITORY / "tests" / "sites" / "conference"
_RELEASES = 40
_SEED = 1

Files = Mapping[str, bytes]
"""Data by POSIX path below a folder."""


class Site(NamedTuple):
    """The sources of a site before and after an edit."""

    name: str
    old: Files
    new: Files


def read_files(folder: Path) -> dict[str, bytes]:
    """All files below a folder that are there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_sources(root: Path) -> dict[str, bytes]:
    """The files that editors of a site write."""
    return {f"{folder}/{path}": data for folder in SOURCES for path, data in read_files(root / folder).items()}


def change_sources(root: Path, files: Files) -> None:
    """Let a root have these sources, and touch nothing that is the same."""
    known = read_sources(root)
    for path in known.keys() - files.keys():
        (root / path).unlink()
    for path, data in files.items():
        if known.get(path) != data:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)


def read_conference(*, is_set: bool = False) -> Site:
    """The frozen site of a conference; one that `is_set` has share cards, PDFs and a search, too."""
    files = {f"content/{path}": data for path, data in read_files(_CONFERENCE / "content").items()}
    for folder in SOURCES[1:]:
        files |= {f"{folder}/{path}": data for path, data in read_files(REPOSITORY / folder).items()}
    if is_set:
        files["content/site.yaml"] += b"\ncards: true\npdf: true\nsearch: true\n"
    return _with_edit("conference, set" if is_set else "conference", files, "content/pages/about.de.md")


def read_forum() -> Site:
    """A site of some 130 texts, as the benchmark has them."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "forum"
        write_corpus(root, _RELEASES, _SEED)
        files = read_sources(root)
    first = min(path for path in files if path.startswith("content/press/") and path.endswith(".de.md"))
    return _with_edit("forum", files, first)


def _with_edit(name: str, files: Files, body: str) -> Site:
    """The site before and after an edit: of a body, of all pages (a style), with a page in place of another one."""
    new = dict(files)
    new[body] += b"\nEin Satz mehr.\n"
    new["templates/assets/style.css"] += b"\nbody { color: navy }\n"
    gone = _write_page("weather", {"de": "Wetter", "en": "Weather", "zh": "天气"})
    come = _write_page("travel", {"de": "Anreise", "en": "Getting there", "zh": "交通"})
    return Site(name, {**files, **gone}, {**new, **come})


def _write_page(key: str, titles: Mapping[str, str]) -> Files:
    text = "---\ntitle: {0}\n---\n{0}.\n"
    return {f"content/pages/{key}.{language}.md": text.format(title).encode() for language, title in titles.items()}


def put_away(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
