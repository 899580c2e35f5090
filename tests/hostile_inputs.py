"""Hostile inputs: tables of what strangers may write, and the sites that they are written into."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from edit_scripts import with_field
from picture_files import draw
from whole_sites import Built, Files, build, call, read_site, write_files

TABLES = Path(__file__).parent / "hostile"

Row = Sequence[Any]
"""What a table says of an input: what is told of it, "" if nothing need be, and then what it is."""

ENTRY = "content/press/2025-03-01-{}.en.md"
LENIENT = (
    "rules: {alt-missing: ignore, link-broken: warning, anchor-broken: warning, picture-missing: warning,"
    " see-also-unknown: warning,"
    " topic-unknown: warning}\npress_kit: true\n"
)
"""What an operator may let pass, so that as much as possible comes onto pages."""


@cache
def read_rows(name: str) -> Sequence[Row]:
    """The rows of a table."""
    return [tuple(row) for row in _read(name)["rows"]]


@cache
def read_values() -> Sequence[str]:
    """Texts that each field gets."""
    return list(_read("fields")["values"])


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((TABLES / f"{name}.toml").read_text("utf-8"))


def count() -> int:
    """How many inputs there are."""
    return len(read_values()) + sum(len(read_rows(path.stem)) for path in TABLES.glob("*.toml"))


# ---- texts ----------------------------------------------------------------------------------------------------------


def make_site() -> Files:
    """The site that hostile inputs are written into."""
    files = read_site("minimal")
    files["content/site.yaml"] += LENIENT.encode()
    return files


@cache
def build_bodies() -> tuple[Built, Mapping[str, str]]:
    """A site with all bodies that can be built, each as a release; and those that cannot, with what is told of them."""
    files = make_site()
    bodies = {ENTRY.format(f"b{n:03}"): _make_body(text) for n, (_, text) in enumerate(read_rows("bodies"))}
    first = build(files | bodies)
    wrong = {one.span.path for one in first.diagnostics if one.span and one.severity.word == "error"}
    refused = {path: text.decode() for path, text in bodies.items() if path in wrong}
    return build(files | {path: text for path, text in bodies.items() if path not in wrong}), refused


def _make_body(text: str) -> bytes:
    return f"---\ntitle: x\n---\nBefore.\n\n{text}\n\nAfter.\n".encode()


FIELDS = {
    "entry": (ENTRY.format("x"), "---\ntitle: x\n---\nText.\n"),
    "group": (ENTRY.format("x").replace(".en.md", ".yaml"), ""),
    "term": ("content/glossary/x.en.md", "---\nterm: x\n---\nText.\n"),
    "site": ("content/site.yaml", read_site("minimal")["content/site.yaml"].decode()),
}
"""Files that a field may stand in, each with what else it says."""


def build_field(file: str, name: str, value: str) -> tuple[Built, str]:
    """A site with a field in a file, and the path of that."""
    path, text = FIELDS[file]
    others = {other: said.encode() for other, said in FIELDS.values() if other != "content/site.yaml"}
    return build(read_site("minimal") | others | {path: with_field(text, name, value).encode()}), path


SAYING = {
    "content/site.yaml": """\
title: VALUE
motto: VALUE
base_url: https://canal-day.example/
languages: {en: {name: English}}
navigation: [{to: home, label: VALUE}]
footer: [{to: imprint, label: VALUE}]
footer_notes: [VALUE, {text: VALUE, url: "https://a.example/"}]
organization: {name: VALUE, address: {street: VALUE, city: VALUE, postal_code: VALUE, region: VALUE}}
event: {name: VALUE, start: 2025-03-01, place: VALUE, venue: VALUE, address: {street: VALUE, city: VALUE}}
contact: {name: VALUE, email: a@b.example}
boilerplate: VALUE
topics: {harbour: VALUE}
key_figures: {from: press/2025-03-01-x, show: [guests]}
translations: {dashboard: true}
""",
    "content/press/2025-03-01-x.en.md": """\
---
title: VALUE
short_title: VALUE
summary: VALUE
place: VALUE
contact: {name: VALUE, email: a@b.example}
---
{{ guests }} guests, {{ opened }}. ![](2025-03-01-x/a.png)
""",
    "content/press/2025-03-01-x.yaml": """\
topics: [harbour]
place: VALUE
contact: {name: VALUE, phone: +49 30 1}
pictures: [{file: a.png, alt: VALUE, caption: VALUE, credit: VALUE, licence: VALUE}]
figures: {guests: {value: 12, label: VALUE}, opened: 2025-03-01, berths: {value: 7, label: VALUE}}
charts: [{title: VALUE, show: [guests, berths], description: VALUE}]
corrections: [{date: 2025-03-02, text: VALUE}]
""",
    "content/pages/imprint.en.md": "---\ntitle: VALUE\nshort_title: VALUE\nsummary: VALUE\n---\nText.\n",
    "content/glossary/x.en.md": """\
---
term: VALUE
short: VALUE
forms: [VALUE]
inflections: [VALUE]
not_in: [VALUE]
forbidden: [{wording: unsaid, reason: VALUE}]
sort: VALUE
---
Text.
""",
}
"""A site that says one text wherever a text may stand."""


@cache
def build_value(value: str) -> Built:
    """A site that says a text wherever it may."""
    written = "".join(f"\\u{ord(sign):04x}" if sign in '"\\' or not sign.isprintable() else sign for sign in value)
    said = {path: text.replace("VALUE", f'"{written}"').encode() for path, text in SAYING.items()}
    said["content/site.yaml"] += LENIENT.encode()
    return build(read_site("minimal") | said | {"content/press/2025-03-01-x/a.png": draw(4)})


# ---- files ----------------------------------------------------------------------------------------------------------

PICTURES = (".svg", ".png", ".gif", ".jpg", ".webp", ".avif", ".tiff", ".bmp", ".ico", ".heic", ".svgz")
BESIDE = "content/pages/x/"
"""Where files lie that the text of a page shows or leads to."""

ON_DISK = ("link", "pipe", "folder")
"""What is no file."""


@cache
def build_media() -> tuple[Built, Mapping[str, Row]]:
    """A site with all files that may be shown or led to; and the paths of the pages that do so, with their rows."""
    rows = [row for row in read_rows("files") if row[1].startswith(BESIDE) and row[2] not in ON_DISK]
    pages = {f"content/pages/f{n:03}.en.md": row for n, row in enumerate(rows)}
    files = make_site()
    for page, (_, path, kind, data) in pages.items():
        key, name = page[14:18], path.removeprefix(BESIDE)
        text = f"![a quay]({key}/{name})" if name.lower().endswith(PICTURES) else f"[the plan]({key}/{name})"
        files |= {page: f"---\ntitle: x\n---\n{text}\n".encode(), f"content/pages/{key}/{name}": read_data(kind, data)}
    first = build(files)
    wrong = {key_of(one.span.path) for one in first.diagnostics if one.span and one.severity.word == "error"} - {""}
    return build({path: data for path, data in files.items() if key_of(path) not in wrong}), pages


def key_of(path: str) -> str:
    """The page that a file belongs to, "" of those of the site itself."""
    return path[:18] if path.startswith("content/pages/f") else ""


def build_file(path: str, kind: str, data: str) -> Built:
    """A site with a hostile file in some other place; one of the theme is named by it."""
    head = b"---\ntitle: x\n---\n" if kind == "many" and not data.startswith("-") else b""
    files = read_site("minimal") | {path: head + read_data(kind, data)}
    if path.startswith("content/theme/"):
        name = path.rpartition("/")[2]
        files["content/site.yaml"] += f"theme: {{logo: {name}, icon: {name}, artwork: {name}}}\n".encode()
    return build(files)


def read_data(kind: str, data: str) -> bytes:
    """What a table says that a file holds."""
    if kind == "many":
        piece, number = data.rsplit("*", 1)
        return piece.encode() * int(number)
    return bytes.fromhex(data) if kind == "hex" else data.encode()


def write_hostile(root: Path, path: str, kind: str, data: str) -> Path:
    """A site on the disk with what is no file."""
    write_files(root, read_site("minimal") | {f"{BESIDE[:-1]}.en.md": b"---\ntitle: x\n---\n[a](x/x.pdf)\n"})
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    match kind:
        case "link":
            target.symlink_to(data)
        case "pipe":
            os.mkfifo(target)
        case _:
            target.mkdir()
    return root


def write_neighbours(folder: Path) -> Path:
    """A built site below a folder, with a neighbour whose file is nobody else's, and a link to it."""
    root = write_files(folder / "site", read_site("minimal"))
    write_files(folder, {"neighbour/mine": b"mine"})
    (root / "link").symlink_to("../neighbour")
    assert call(folder=root).status == 0
    return root


def list_all(folder: Path, *but: str) -> Mapping[str, bytes | str]:
    """What lies below a folder, links as where they lead, but for some folders."""
    return dict(_list_all(folder, but))


def _list_all(folder: Path, but: tuple[str, ...]) -> Iterator[tuple[str, bytes | str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(but):
            continue
        if path.is_symlink():
            yield name, f"-> {path.readlink()}"
        elif path.is_file():
            yield name, path.read_bytes()
        else:
            yield name, "folder"
