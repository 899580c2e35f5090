"""HTML of a page → a tree that a template of Typst reads: blocks and what stands in them, without anything to run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from microsite.pages.jobs import Json


class Illustration(NamedTuple):
    """A picture that a tree may name: the file, and its size in pixels."""

    file: str
    width: int
    height: int


Find = Callable[[str], Illustration | None]
"""What gives the picture of an absolute URL, if there is one."""

_VOID = frozenset("br col hr img source wbr".split())  # noqa: SIM905
_LEFT_OUT = frozenset("col colgroup rp source wbr".split())  # noqa: SIM905
_BLOCKS = frozenset(
    "blockquote dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section summary table ul".split()  # noqa: SIM905
)
_DEEPEST = 16
"""So many elements stand in each other at most; of what is deeper, the text stands there."""

_WIDEST, _HIGHEST = 160.0, 120.0
"""Millimetres that a picture may have, and as many pixels has each of them."""

_PIXELS = 6.0


class _Element:
    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[_Element | str] = []

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.children)

    def find(self, *tags: str) -> Iterator[_Element]:
        """The elements of these names in it, in order."""
        for child in self.children:
            if not isinstance(child, str):
                if child.tag in tags:
                    yield child
                yield from child.find(*tags)


class _Reader(HTMLParser):
    """Clean HTML, whose tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Element("div", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_tree(written: str, url: str, find: Find, languages: Mapping[str, str]) -> list[Json]:
    """The blocks of some HTML with absolute addresses, on a page of that URL; `find` gives the pictures to show.

    A node is a text, or a list of a name, of attributes and of nodes. Notes stand where they are cited first.
    `languages` are the codes of Typst by the tags of `lang` (BCP 47).
    """
    reader = _Reader()
    reader.feed(written)
    reader.close()
    notes = {one.attributes["id"]: one for one in reader.root.find("li") if "id" in one.attributes}
    return _Writer(f"{url}#", find, languages, notes).write_blocks(reader.root.children, 0)


class _Writer:
    def __init__(self, own: str, find: Find, languages: Mapping[str, str], notes: Mapping[str, _Element]) -> None:
        self._own, self._find, self._languages, self._notes = own, find, languages, notes
        self._level = 1
        self._cited: set[str] = set()
        headings = dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), self._write_heading)
        self._by_tag: dict[str, Callable[[_Element, int], Json]] = {
            **headings,
            "p": self._write_paragraph,
            "summary": self._write_paragraph,
            "ul": self._write_list,
            "ol": self._write_list,
            "dl": self._write_definitions,
            "pre": self._write_code,
            "hr": self._write_rule,
            "table": self._write_table,
            "figure": self._write_figure,
        }

    def write_blocks(self, children: Sequence[_Element | str], depth: int) -> list[Json]:
        """Blocks; what stands beside them is a paragraph."""
        found: list[Json] = []
        line: list[_Element | str] = []
        for child in (*children, None):
            if child is None or (not isinstance(child, str) and child.tag in _BLOCKS):
                if any(not isinstance(one, str) or one.strip() for one in line):
                    found.append(["p", {}, self._write_line(line, depth)])
                line = []
                if child is not None:
                    found += self._write_block(child, depth + 1)
            else:
                line.append(child)
        return found

    def _write_block(self, element: _Element, depth: int) -> list[Json]:
        if depth > _DEEPEST:
            return [["p", {}, [element.text]]]
        if "footnotes" in element.attributes.get("class", ""):
            return []
        if write := self._by_tag.get(element.tag):
            return [write(element, depth)]
        inner = self.write_blocks(element.children, depth)
        return [["blockquote", self._tell(element), inner]] if element.tag == "blockquote" else inner

    def _write_paragraph(self, element: _Element, depth: int) -> Json:
        return [element.tag, self._tell(element), self._write_line(element.children, depth)]

    def _write_heading(self, element: _Element, depth: int) -> Json:
        """A heading, one level below the last one at most, as readers of PDF/UA want it."""
        self._level = min(int(element.tag[1]), self._level + 1)
        return ["heading", {"level": self._level}, self._write_line(element.children, depth)]

    def _write_list(self, element: _Element, depth: int) -> Json:
        start = element.attributes.get("start", "")
        items = [one for one in element.children if not isinstance(one, str) and one.tag == "li"]
        number = int(start) if start.isascii() and start.isdigit() else 1
        return [element.tag, {"start": number}, [self._write_place(one, depth) for one in items]]

    def _write_code(self, element: _Element, _depth: int) -> Json:
        return ["pre", {}, [element.text.rstrip("\n")]]

    def _write_rule(self, _element: _Element, _depth: int) -> Json:
        return ["hr", {}, []]

    def _write_definitions(self, element: _Element, depth: int) -> Json:
        return ["dl", {}, list(self._write_terms(element, depth))]

    def _write_place(self, element: _Element, depth: int) -> Json:
        """What stands in an item or a cell: a line of its own is no paragraph."""
        blocks = self.write_blocks(element.children, depth)
        first = blocks[0] if len(blocks) == 1 else None
        if isinstance(first, list) and first[0] == "p":
            return first[2]
        return blocks

    def _write_terms(self, element: _Element, depth: int) -> Iterator[Json]:
        """Terms with what is said of each: [term, blocks]."""
        term: list[Json] = []
        said: list[Json] = []
        for one in element.find("dt", "dd"):
            if one.tag == "dt":
                if term:
                    yield [term, said]
                term, said = self._write_line(one.children, depth), []
            else:
                said += self.write_blocks(one.children, depth)
        if term:
            yield [term, said]

    def _write_figure(self, element: _Element, depth: int) -> Json:
        captions = list(element.find("figcaption"))
        rest = [one for one in element.children if isinstance(one, str) or one.tag != "figcaption"]
        caption = [node for one in captions for node in self._write_line(one.children, depth)]
        return ["figure", {"caption": caption}, self.write_blocks(rest, depth)]

    def _write_table(self, element: _Element, depth: int) -> Json:
        caption = [node for one in element.find("caption") for node in self._write_line(one.children, depth)]
        rows = [_cells(row) for row in element.find("tr")]
        head = sum(1 for _ in (row for part in element.find("thead") for row in part.find("tr")))
        if not head and rows and all(cell.tag == "th" for cell in rows[0]):
            head = 1
        grid, columns = _lay_out(rows)
        written: list[Json] = [
            [
                [_span(cell, "colspan"), _span(cell, "rowspan"), cell.tag == "th", self._write_place(cell, depth)]
                if cell
                else [1, 1, False, []]
                for cell in row
            ]
            for row in grid
        ]
        return ["table", {"columns": columns, "head": head, "caption": caption}, written]

    def _write_line(self, children: Sequence[_Element | str], depth: int) -> list[Json]:
        """What stands in a line; elements that only mark something are what is in them."""
        found: list[Json] = []
        for child in children:
            if isinstance(child, str):
                found.append(" ".join(child.split("\n")))
            elif child.tag in _LEFT_OUT:
                continue
            elif depth > _DEEPEST:
                found.append(child.text)
            elif child.tag in ("code", "kbd", "samp"):
                found.append(["code", {}, [child.text]])
            elif child.tag == "img":
                found.append(self._write_picture(child))
            else:
                found += self._write_inline(child, depth + 1)
        return found

    def _write_inline(self, element: _Element, depth: int) -> list[Json]:
        tag, inner = element.tag, self._write_line(element.children, depth)
        href = element.attributes.get("href", "")
        if tag == "a" and "backref" in element.attributes.get("class", ""):
            return []
        if tag == "sup" and (note := self._find_note(element)):
            inner = self._write_note(element, note, depth)
        elif tag == "br":
            inner = [["br", {}, []]]
        elif tag == "rt":
            inner = ["(", *inner, ")"]
        elif tag == "a" and href.startswith(("https:", "http:", "mailto:", "tel:")):
            inner = [["a", {"href": href}, inner]]
        elif tag in _MARKED or self._tell(element):
            inner = [[tag, self._tell(element), inner]]
        return inner

    def _write_note(self, element: _Element, note: str, depth: int) -> list[Json]:
        """A note where it is cited first, later its number alone."""
        if note in self._cited:
            return [["sup", {}, [element.text]]]
        self._cited.add(note)
        return [["note", {}, self._write_place(self._notes[note], depth)]]

    def _find_note(self, element: _Element) -> str:
        """The id of the note that an element cites, if that is on the page."""
        links = (one.attributes.get("href", "") for one in element.find("a"))
        cited = (href.removeprefix(self._own) for href in links if href.startswith(self._own))
        return next((one for one in cited if one in self._notes), "")

    def _write_picture(self, element: _Element) -> Json:
        alt = element.attributes.get("alt", "")
        found = self._find(element.attributes.get("src", ""))
        if not found:
            return alt
        width = min(found.width / _PIXELS, _WIDEST, _HIGHEST * found.width / found.height)
        return ["img", {"file": found.file, "width": round(width, 1), "alt": alt}, []]

    def _tell(self, element: _Element) -> dict[str, Json]:
        """The language and the direction of an element that has its own."""
        language = self._languages.get(element.attributes.get("lang", "").lower(), "")
        direction = element.attributes.get("dir", "")
        told: dict[str, Json] = {"lang": language} if language else {}
        return told | ({"dir": direction} if direction in ("ltr", "rtl") else {})


_MARKED = frozenset("strong b em i cite dfn var sub sup del s ins u mark small q".split())  # noqa: SIM905


def _cells(row: _Element) -> list[_Element]:
    return [one for one in row.children if not isinstance(one, str) and one.tag in ("td", "th")]


def _span(cell: _Element, name: str) -> int:
    written = cell.attributes.get(name, "")
    return max(1, min(int(written), 100)) if written.isascii() and written.isdigit() else 1


def _lay_out(rows: Sequence[Sequence[_Element]]) -> tuple[list[list[_Element | None]], int]:
    """The cells of each row, with None for those that it lacks; and how many columns there are."""
    taken: dict[int, int] = {}
    widths = []
    for at, row in enumerate(rows):
        widths.append(taken.get(at, 0) + sum(_span(cell, "colspan") for cell in row))
        for cell in row:
            for below in range(at + 1, at + _span(cell, "rowspan")):
                taken[below] = taken.get(below, 0) + _span(cell, "colspan")
    columns = max(widths, default=1)
    grid: list[list[_Element | None]] = [
        [*row, *[None] * (columns - width)] for row, width in zip(rows, widths, strict=True)
    ]
    return grid, max(columns, 1)
