"""Edits of a site as an editor makes them, and what a new build takes after each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of one file of a site: `change` gives its new text, with a mark that the output must show."""

    name: str
    path: str
    output: str
    change: Callable[[str, str], str]

    def apply(self, root: Path, mark: str) -> None:
        """Change the file as a save in an editor does."""
        path = root / self.path
        path.write_text(self.change(path.read_text(encoding="utf-8"), mark), encoding="utf-8")


def _change_body(text: str, mark: str) -> str:
    front, body = text.split("\n---\n", 1)
    first, rest = body.split("\n\n", 1)
    return f"{front}\n---\n{first} This is {mark}.\n\n{rest}"


def _change_title(text: str, mark: str) -> str:
    return re.sub(r'^title: "(.*)"$', rf'title: "\1: {mark}"', text, count=1, flags=re.MULTILINE)


def _change_template(text: str, mark: str) -> str:
    return text.replace("</footer>", f"<!-- {mark} --></footer>")


def make_edits(root: Path) -> tuple[Edit, Edit, Edit]:
    """A body, a title and a template that can be edited; the release is one in the middle of the lists."""
    releases = sorted((root / "content" / "press").glob("*.en.md"))
    source = releases[len(releases) // 2].relative_to(root).as_posix()
    page = f"en/press/{Path(source).name.removesuffix('.en.md')}/index.html"
    return (
        Edit("body", source, page, _change_body),
        Edit("title", source, page, _change_title),
        Edit("template", "templates/base.html", page, _change_template),
    )
