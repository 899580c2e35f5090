"""A folder of sites → the Markdown of each page, and the pieces that our converter makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fidelity.structure import Piece, read_structure
from microsite.markup.convert import convert
from microsite.model.entries import Document, FigureUse, Prose

_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIGURE = re.compile("\ue000([0-9]+)\ue001")
_LANGUAGE = re.compile(r"\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\.md\Z")


class Page(NamedTuple):
    """A file of Markdown. `line` is the one on which its text begins, 1-based; `tag` is its language."""

    path: str
    tag: str
    text: str
    line: int

    def find_line(self, words: str) -> int:
        """The first line that holds the beginning of some words, best as much of it as there is; else the first."""
        for length in (40, 20, 8):
            start = self.text.find(words[:length])
            if start >= 0:
                return self.line + self.text.count("\n", 0, start)
        return self.line


def read_sites(folder: Path) -> dict[str, list[Page]]:
    """The pages of each site: each folder in `folder`, or `folder` itself if it has a folder `content`."""
    folders = [folder] if (folder / "content").is_dir() else sorted(one for one in folder.iterdir() if one.is_dir())
    sites = {one.resolve().name: [*_read(one)] for one in folders}
    return {name: pages for name, pages in sites.items() if pages}


def _read(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.rglob("*.md")):
        text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
        front = _FRONT.match(text)
        end = front.end() if front else 0
        language = _LANGUAGE.search(path.name)
        tag = language[1] if language else "en"
        yield Page(path.relative_to(folder).as_posix(), tag, text[end:], text.count("\n", 0, end) + 1)


def convert_page(page: Page) -> tuple[Piece, ...]:
    """The pieces of a page as this generator converts it, with figures as they are written."""
    document, _ = convert(Prose(page.path, page.text, page.line), page.tag)
    lines = page.text.split("\n")

    def as_written(use: FigureUse) -> str:
        return lines[use.line - page.line][use.column - 1 :][: use.length]

    return read_structure(_with_figures(document, [as_written(use) for use in document.figures]))


def _with_figures(document: Document, written: list[str]) -> str:
    escaped = [one.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for one in written]
    return _FIGURE.sub(lambda match: escaped[int(match[1])], document.html)
