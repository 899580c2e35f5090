"""Markdown of any shape → HTML that nobody has cleaned yet. The only module that knows Python-Markdown.

Its parser is replaced by one that makes elements of our tree, so that there is one answer to what a text means; what
Python-Markdown does itself is to run its treeprocessors over them, to write them, and to put raw HTML back.
"""

from __future__ import annotations

import functools
import re
import xml.etree.ElementTree as etree  # noqa: N813 (as Python-Markdown calls it)
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from microsite.markup.attributes import find_language, read_attributes
from microsite.markup.blocks import parse
from microsite.markup.destinations import make_context
from microsite.markup.inlines import read_inlines
from microsite.markup.leaves import find_raw_links, is_comment, read_task, split_row, unescape_cell, without_markdown
from microsite.markup.notes import note_id, order_notes
from microsite.markup.tree import EMPTY, NESTING, InlineMark, PlaceOf, RawHtml, TangleError, TextNode, TextTree

_STASHED = re.compile("\x02([0-9]+)\x03")


class _Elements(BlockParser):
    """Makes elements of a text; `links` are the links that it has, each as (address, place)."""

    def parseDocument(self, lines: Iterable[str]) -> etree.ElementTree:  # noqa: N802
        self.tree = tree = parse("\n".join(lines))
        self.stash: list[str] = []
        self.links: list[tuple[str, int]] = []
        self._cited: dict[str, int] = {}
        self._count_by_note: dict[str, int] = {}
        self._context = make_context(tree)
        self.root = etree.Element(self.md.doc_tag)
        self.blocks(self.root, tree.root.children)
        self.notes(self.root, tree)
        return etree.ElementTree(self.root)

    # ---- blocks ---------------------------------------------------------------------------------------------

    def blocks(self, parent: etree.Element, blocks: Sequence[TextNode]) -> None:
        """Add blocks to an element, each on a line of its own."""
        for block in blocks:
            _WRITERS[block.kind](self, parent, block)

    def add(self, parent: etree.Element, name: str, given: str = "", **attributes: str) -> etree.Element:
        """A new element, on a line of its own."""
        _say(parent, "\n")
        return etree.SubElement(parent, name, _escaped({**read_attributes(given), **attributes}))

    def paragraph(self, parent: etree.Element, block: TextNode) -> None:
        if block.marker:
            _say(parent, "\n")
            self.inline(parent, block.text, block.place_of)
        else:
            self.inline(self.add(parent, "p", block.attributes), block.text, block.place_of)

    def heading(self, parent: etree.Element, block: TextNode) -> None:
        self.inline(self.add(parent, f"h{block.level}", block.attributes), block.text, block.place_of)

    def quote(self, parent: etree.Element, block: TextNode) -> None:
        element = self.add(parent, "blockquote", block.attributes)
        self.blocks(element, block.children)
        _say(element, "\n")

    def list(self, parent: etree.Element, block: TextNode) -> None:
        start = {"start": str(block.level)} if block.level >= 0 and block.level != 1 else {}
        element = self.add(parent, "ol" if block.level >= 0 else "ul", block.attributes, **start)
        for item in block.children:
            self.item(self.add(element, "li", item.attributes), item, is_tight=block.is_tight)
        _say(element, "\n")

    def item(self, element: etree.Element, block: TextNode, *, is_tight: bool) -> None:
        """Fill an item or a description: text that is alone stands in no paragraph."""
        is_after_block = False
        box, length = read_task(block)
        for child in block.children:
            if is_tight and child.kind == "paragraph" and not child.attributes:
                _say(element, "\n" if is_after_block else "")
                self.text_of_item(element, child, box, length)
                is_after_block = False
            else:
                is_after_block = True
                if box and not child.marker:
                    self.text_of_item(self.add(element, "p", child.attributes), child, box, length)
                else:
                    self.blocks(element, [child])
            box, length = "", 0
        _say(element, "\n" if is_after_block else "")

    def text_of_item(self, element: etree.Element, block: TextNode, box: str, length: int) -> None:
        _say(element, box)
        self.inline(element, block.text[length:], lambda index: block.place_of(index + length))

    def code(self, parent: etree.Element, block: TextNode) -> None:
        language, attributes = find_language(block)
        element = self.add(parent, "pre", **attributes)
        code = etree.SubElement(element, "code", {"class": _escape(f"language-{language}")} if language else {})
        code.text = _escape(f"{block.text}\n" if block.parts else "")

    def html(self, parent: etree.Element, block: TextNode) -> None:
        if not is_comment(block):
            _say(parent, f"\n{self.put_aside(block.text, block.place_of)}")

    def rule(self, parent: etree.Element, block: TextNode) -> None:
        self.add(parent, "hr", block.attributes)

    def table(self, parent: etree.Element, block: TextNode) -> None:
        table = self.add(parent, "table", block.attributes)
        part = self.add(table, "thead")
        for number, (start, line) in enumerate(block.lines()):
            if number == 1:
                _say(part, "\n")
                part = self.add(table, "tbody")
            row = self.add(part, "tr")
            cells = split_row(line)
            for side, cell in zip(block.sides, (*cells, *[(0, 0)] * len(block.sides)), strict=False):
                given = {"class": f"align-{side}"} if side else {}
                element = self.add(row, "td" if number else "th", **given, **({} if number else {"scope": "col"}))
                text, place_of = unescape_cell(line, *cell, start)
                self.inline(element, text, place_of)
            _say(row, "\n")
        _say(part, "\n")
        _say(table, "\n")

    def definitions(self, parent: etree.Element, block: TextNode) -> None:
        element = self.add(parent, "dl", block.attributes)
        for child in block.children:
            if child.kind == "term":
                self.inline(self.add(element, "dt"), child.text, child.place_of)
            else:
                self.item(self.add(element, "dd", child.attributes), child, is_tight=child.is_tight)
        _say(element, "\n")

    def notes(self, parent: etree.Element, tree: TextTree) -> None:
        """Write the footnotes in the order in which the text cites them; those that it does not cite come last."""
        if not tree.notes:
            return
        division = self.add(parent, "div", **{"class": "footnote"})
        self.add(division, "hr")
        list_ = self.add(division, "ol")
        for name, note in order_notes(tree.notes, self._cited):
            item = self.add(list_, "li", id=f"fn-{name}")
            self.blocks(item, note.children)
            if name in self._cited:
                is_last = len(item) and item[-1].tag == "p" and not (item[-1].tail or "").strip()
                paragraph = item[-1] if is_last else self.add(item, "p")
                _say(paragraph, "\xa0" if is_last else "")
                for count in range(1, self._count_by_note[name] + 1):
                    link = {
                        "class": "footnote-backref",
                        "href": f"#{note_id(name, count)}",
                        "title": str(self._cited[name]),
                    }
                    etree.SubElement(paragraph, "a", _escaped(link)).text = "↩"
            _say(item, "\n")
        _say(list_, "\n")
        _say(division, "\n")

    # ---- inlines --------------------------------------------------------------------------------------------

    def inline(self, element: etree.Element, text: str, place_of: PlaceOf) -> None:
        """Add the pieces of a text to an element."""
        open_, said = [element], list[str]()
        try:
            pieces = read_inlines(text, self._context)
        except TangleError as tangle:
            raise TangleError(place_of(tangle.place), tangle.what) from None
        for piece in pieces:
            if isinstance(piece, str):
                said.append(piece)
                continue
            if piece.kind == "raw":
                said.append(self.put_aside(piece.text, functools.partial(_moved, place_of, piece.place)))
                continue
            _say(open_[-1], "".join(said))
            said.clear()
            if piece.kind == "close":
                open_.pop()
                continue
            made = self.piece(open_[-1], piece, place_of)
            if piece.kind == "open":
                open_.append(made)
            if len(open_) > NESTING + 1:
                raise TangleError(place_of(0))
        _say(open_[-1], "".join(said))

    def piece(self, element: etree.Element, piece: InlineMark, place_of: PlaceOf) -> etree.Element:
        """Add what is no text to an element; the one that it becomes."""
        if piece.kind == "note":
            return self.cite(element, piece.text)
        made = etree.SubElement(element, piece.name, _escaped(dict(piece.attributes)))
        if piece.attributes:
            self.note_link(piece, place_of)
        if piece.kind == "code":
            made.text = _escape(piece.text)
        return made

    def note_link(self, mark: InlineMark, place_of: PlaceOf) -> None:
        url = dict(mark.attributes).get({"a": "href", "img": "src"}.get(mark.name, ""))
        if url is not None:
            self.links.append((url, place_of(mark.place) if mark.place >= 0 else -2 - mark.place))

    def cite(self, element: etree.Element, name: str) -> etree.Element:
        number = self._cited.setdefault(name, len(self._cited) + 1)
        count = self._count_by_note[name] = self._count_by_note.get(name, 0) + 1
        raised = etree.SubElement(element, "sup", _escaped({"id": note_id(name, count)}))
        etree.SubElement(raised, "a", {"class": "footnote-ref", "href": _escape(f"#fn-{name}")}).text = str(number)
        return raised

    def put_aside(self, text: str, place_of: PlaceOf) -> str:
        """What stands for HTML until all is written, when it comes back."""
        self.links += ((url, place_of(index)) for url, index in find_raw_links(text))
        self.stash.append(without_markdown(text))
        return f"\x02{len(self.stash) - 1}\x03"


_WRITERS: Mapping[str, Callable[[_Elements, etree.Element, TextNode], None]] = {
    "paragraph": _Elements.paragraph,
    "heading": _Elements.heading,
    "quote": _Elements.quote,
    "list": _Elements.list,
    "code": _Elements.code,
    "fence": _Elements.code,
    "html": _Elements.html,
    "rule": _Elements.rule,
    "table": _Elements.table,
    "definitions": _Elements.definitions,
}


def _moved(place_of: PlaceOf, start: int, index: int) -> int:
    return place_of(start + index)


def _escape(text: str) -> str:
    """A text of which Python-Markdown escapes the rest: what looks like a reference would stay one."""
    return text.replace("&", "&amp;")


def _escaped(attributes: dict[str, str]) -> dict[str, str]:
    return {name: _escape(value) for name, value in attributes.items()}


def _say(element: etree.Element, text: str) -> None:
    """Add text behind all that an element holds."""
    if not text:
        return
    text = _escape(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


class _Raw(Postprocessor):
    """Puts raw HTML back where it stood."""

    def run(self, text: str) -> str:
        stash: list[str] = self.md.parser.stash  # type: ignore[attr-defined] # it is ours
        return _STASHED.sub(lambda match: stash[int(match[1])], text)


class _DialectExtension(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.parser = _Elements(md)
        for name in ("normalize_whitespace", "html_block"):
            md.preprocessors.deregister(name)
        for name in ("inline", "prettify", "unescape"):
            md.treeprocessors.deregister(name)
        for name in ("raw_html", "amp_substitute"):
            md.postprocessors.deregister(name)
        md.postprocessors.register(_Raw(md), "raw_html", 30)


@functools.cache
def _converter() -> markdown.Markdown:
    """One converter a process: making one costs as much as converting a short text."""
    return markdown.Markdown(extensions=[_DialectExtension()], output_format="html")


def to_html(text: str, _braces: Sequence[str]) -> RawHtml:
    """The HTML of a text. Raises `TangleError`."""
    converter = _converter()
    parser: Any = converter.parser
    parser.links, parser.tree = [], EMPTY
    return RawHtml(converter.convert(text), parser.links, parser.tree)
