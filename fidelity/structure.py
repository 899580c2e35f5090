"""HTML → what a reader has of it: the pieces of a page in their order, each with its shape and its text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

_LEVELS = {f"h{level}": "#" * level for level in range(1, 7)}
_BLOCK_NAMES = (
    "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_INLINE_NAMES = "a b br code del em i img input kbd mark s strong sub sup"
_INLINES = frozenset(_INLINE_NAMES.split())
_VOID = frozenset({"br", "hr", "img", "input"})
_ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "code": {"class"},
    "div": {"class"},
    "hr": {"class"},
    "img": {"src", "alt", "title"},
    "input": {"type", "checked"},
    "mark": {"class"},
    "ol": {"start"},
    "pre": {"class"},
    "section": {"class"},
}
_LANGUAGE = re.compile(r"\blanguage-(\S+)")
_NOTE = re.compile(r"#fn[-:]?(?!ref)")
_BACK = re.compile(r"\b(?:footnote-backref|reversefootnote)\b")
_NOTES = re.compile(r"\bfootnotes?(?:-sep)?\b")


class Piece(NamedTuple):
    """A block of text without blocks in it.

    `shape` says what it is as Markdown would: `+ ` and `- ` for the first and a later item of a list, `+1. ` and `2. `
    of one with numbers, `> ` for a quotation, `^ ` for the footnotes, `: ` for a definition, `|| ` and `| ` for the
    first and a later cell of a row (`|=` if it is of the head), two spaces for what goes on in an item or a cell; then
    `##` for a heading, ```` ``` ```` and a language for code, `=` for a term, `---` for a rule.
    In `text`, elements stand between ⟨ and ⟩.
    """

    shape: str
    text: str


def read_structure(html: str) -> tuple[Piece, ...]:
    """The pieces of a page. White space counts as a space, or as a line break if it holds one; code keeps its own.

    Elements that are no structure are gone. Ids, classes, the side of a cell, and whether the items of a list are
    apart are not told.
    """
    builder = _Builder()
    builder.feed(_cleaner().clean(html))
    builder.close()
    return tuple(_blocks(builder.root, []))


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={*_BLOCKS, *_INLINES},
        attributes=_ATTRIBUTES,
        url_schemes={"ftp", "http", "https", "irc", "mailto", "tel", "xmpp"},
        link_rel=None,
    )


# ---- the tree -------------------------------------------------------------------------------------------------


@dataclass
class _Node:
    """An element, with text and elements in it."""

    tag: str
    values: dict[str, str]
    inside: list[_Node | str] = field(default_factory=list)
    has_blocks: bool = False


class _Builder(HTMLParser):
    """The tree of clean HTML: every element that may is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("", {}, has_blocks=True)
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(node)
        if tag in _BLOCKS:
            for one in self._open:
                one.has_blocks = True
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


# ---- blocks ---------------------------------------------------------------------------------------------------


@dataclass
class _Mark:
    """What stands before the pieces of a block: `first` before the first one, then `later`."""

    first: str
    later: str
    is_used: bool = False


def _shape(around: Sequence[_Mark], leaf: str = "") -> str:
    shape = "".join(mark.later if mark.is_used else mark.first for mark in around) + leaf
    for mark in around:
        mark.is_used = True
    return shape


def _blocks(node: _Node, around: list[_Mark], leaf: str = "") -> Iterator[Piece]:
    """The pieces of what stands in an element; text that stands beside blocks is a piece of its own."""
    run: list[_Node | str] = []
    for one in [*node.inside, None]:
        if one is not None and (isinstance(one, str) or (one.tag not in _BLOCKS and not one.has_blocks)):
            run.append(one)
            continue
        text = _squeezed("".join(_inline(run)))
        run = []
        if text:
            yield Piece(_shape(around, leaf), text)
        if one is not None:
            yield from _block(one, around, leaf)


def _block(node: _Node, around: list[_Mark], leaf: str) -> Iterator[Piece]:
    tag = node.tag
    if tag == "hr" and not _NOTES.search(node.values.get("class", "")):
        yield Piece(_shape(around, "---"), "")
    elif tag == "pre":
        text = "".join(_plain(node))
        yield Piece(_shape(around, f"```{_language(node)}"), text.rstrip("\n"))
    elif tag in ("ul", "ol"):
        yield from _items(node, around)
    elif tag in ("blockquote", "dd"):
        mark = "> " if tag == "blockquote" else ": "
        yield from _blocks(node, [*around, _Mark(mark, mark)])
    elif tag == "li":
        yield from _held(node, [*around, _Mark("+ ", "  ")])
    elif tag == "tr":
        yield from _cells(node, around)
    elif _NOTES.search(node.values.get("class", "")):
        for piece in _blocks(node, [*around, _Mark("^ ", "^ ")]):
            if not piece.shape.endswith("---"):
                yield piece
    else:
        yield from _blocks(node, around, _LEVELS.get(tag, "=" if tag == "dt" else leaf))


def _items(node: _Node, around: list[_Mark]) -> Iterator[Piece]:
    start = node.values.get("start", "")
    number = int(start) if re.fullmatch("-?[0-9]{1,9}", start) else 1
    is_first = True
    for one in node.inside:
        if isinstance(one, _Node) and one.tag == "li":
            mark = f"{'+' if is_first else ''}{number}. " if node.tag == "ol" else "+ " if is_first else "- "
            yield from _held(one, [*around, _Mark(mark, "  ")])
            number += 1
            is_first = False
        elif isinstance(one, _Node):
            yield from _block(one, around, "")
        elif one.strip():
            yield Piece(_shape(around), _squeezed(one))


def _cells(node: _Node, around: list[_Mark]) -> Iterator[Piece]:
    cells = [cell for cell in node.inside if isinstance(cell, _Node)]
    for number, cell in enumerate(cells):
        mark = ("| " if number else "|| ") if cell.tag == "td" else ("|= " if number else "||= ")
        yield from _held(cell, [*around, _Mark(mark, "  ")])


def _held(node: _Node, around: list[_Mark]) -> Iterator[Piece]:
    """The pieces of an item or a cell, which is told even if nothing stands in it."""
    yield from _blocks(node, around)
    if not around[-1].is_used:
        yield Piece(_shape(around), "")


def _language(node: _Node) -> str:
    """The language of code, of whichever element is marked with it."""
    match = _LANGUAGE.search(node.values.get("class", ""))
    if match:
        return match[1]
    return next((name for one in node.inside if isinstance(one, _Node) and (name := _language(one))), "")


def _plain(node: _Node) -> Iterator[str]:
    for one in node.inside:
        if isinstance(one, str):
            yield one
        else:
            yield from _plain(one)


# ---- text -----------------------------------------------------------------------------------------------------


def _inline(nodes: Sequence[_Node | str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag in _VOID:
            yield _void(node)
        elif node.tag == "a" and _BACK.search(node.values.get("class", "")):
            continue
        elif node.tag == "a" and _NOTE.match(node.values.get("href", "")):
            yield "⟨note⟩"
        elif node.tag == "mark" and node.values.get("class") == "placeholder":
            yield from ("[[", *_inline(node.inside), "]]")
        else:
            address = f" {_address('href', node)}" if node.tag == "a" else ""
            yield from (f"⟨{node.tag}{address}⟩", *_inline(node.inside), f"⟨/{node.tag}⟩")


def _void(node: _Node) -> str:
    if node.tag == "input":
        return "☑ " if "checked" in node.values else "☐ "
    if node.tag == "img":
        return f"⟨img {_address('src', node)} “{node.values.get('alt', '')}”⟩"
    return f"⟨{node.tag}⟩"


def _address(name: str, node: _Node) -> str:
    title = node.values.get("title", "")
    return node.values.get(name, "") + (f" “{title}”" if title else "")


def _squeezed(text: str) -> str:
    text = re.sub(r"[ \t\r]*\n\s*", "\n", text)
    return re.sub(r"[ \t]+", " ", text).strip(" \n\xa0")
