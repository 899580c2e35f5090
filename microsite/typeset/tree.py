"""HTML of a page → a tree that a template of Typst reads: blocks and what stands in them, without anything to run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from microsite.pages.jobs import Json
from microsite.typeset.elements import HtmlElement, cells_of, find_side, lay_out, read_elements
from microsite.values.named import NamedTuple


class Illustration(NamedTuple):
    """A picture that a tree may name: the file, and its size in pixels."""

    file: str
    width: int
    height: int


Find = Callable[[str], Illustration | None]
"""What gives the picture of an absolute URL, if there is one."""

_NUMBER = re.compile("[0-9]{1,6}")

_LEFT_OUT = frozenset("col colgroup rp source wbr".split())  # noqa: SIM905
_BLOCKS = frozenset(
    "blockquote dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section summary table ul".split()  # noqa: SIM905
)
_DEEPEST = 16
"""So many elements stand in each other at most; of what is deeper, the text stands there."""

_WIDEST, _HIGHEST = 160.0, 120.0
"""Millimetres that a picture may have, and as many pixels has each of them."""

_PIXELS = 6.0


def read_tree(written: str, url: str, find: Find, languages: Mapping[str, str]) -> list[Json]:
    """The blocks of some HTML with absolute addresses, on a page of that URL; `find` gives the pictures to show.

    A node is a text, or a list of a name, of attributes and of nodes. Notes stand where they are cited first.
    `languages` are the codes of Typst by the tags of `lang` (BCP 47).
    """
    root = read_elements(written)
    notes = {one.attributes["id"]: one for one in root.find("li") if "id" in one.attributes}
    return _Writer(f"{url}#", find, languages, notes).write_blocks(root.children, 0)


class _Writer:
    def __init__(self, own: str, find: Find, languages: Mapping[str, str], notes: Mapping[str, HtmlElement]) -> None:
        self._own, self._find, self._languages, self._notes = own, find, languages, notes
        self._level = 1
        self._lined = False
        self._cited: set[str] = set()
        headings = dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), self._write_heading)
        self._by_tag: dict[str, Callable[[HtmlElement, int], Json]] = {
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

    def write_blocks(self, children: Sequence[HtmlElement | str], depth: int) -> list[Json]:
        """Blocks; what stands beside them is a paragraph."""
        found: list[Json] = []
        line: list[HtmlElement | str] = []
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

    def _write_block(self, element: HtmlElement, depth: int) -> list[Json]:
        if depth > _DEEPEST:
            return [["p", {}, [element.text]]]
        if "footnote" in element.attributes.get("class", "").split():
            return []
        if write := self._by_tag.get(element.tag):
            return [write(element, depth)]
        inner = self.write_blocks(element.children, depth)
        return [["blockquote", self._tell(element), inner]] if element.tag == "blockquote" else inner

    def _write_paragraph(self, element: HtmlElement, depth: int) -> Json:
        return [element.tag, self._tell(element), self._write_line(element.children, depth)]

    def _write_heading(self, element: HtmlElement, depth: int) -> Json:
        """A heading, one level below the last one at most, as readers of PDF/UA want it."""
        if not element.text.strip():
            return ["p", {}, []]
        self._level = min(int(element.tag[1]), self._level + 1)
        return ["heading", {"level": self._level}, self._write_line(element.children, depth)]

    def _write_list(self, element: HtmlElement, depth: int) -> Json:
        start = element.attributes.get("start", "")
        items = [one for one in element.children if not isinstance(one, str) and one.tag == "li"]
        number = int(start) if _NUMBER.fullmatch(start) else 1
        return [element.tag, {"start": number}, [self._write_place(one, depth) for one in items]]

    def _write_code(self, element: HtmlElement, _depth: int) -> Json:
        return ["pre", {}, [element.text.rstrip("\n")]]

    def _write_rule(self, _element: HtmlElement, _depth: int) -> Json:
        return ["hr", {}, []]

    def _write_definitions(self, element: HtmlElement, depth: int) -> Json:
        return ["dl", {}, list(self._write_terms(element, depth))]

    def _write_place(self, element: HtmlElement, depth: int) -> Json:
        """What stands in an item or a cell: a line of its own is no paragraph."""
        blocks = self.write_blocks(element.children, depth)
        first = blocks[0] if len(blocks) == 1 else None
        if isinstance(first, list) and first[0] == "p":
            return first[2]
        return blocks

    def _write_terms(self, element: HtmlElement, depth: int) -> Iterator[Json]:
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

    def _write_figure(self, element: HtmlElement, depth: int) -> Json:
        captions = list(element.find("figcaption"))
        rest = [one for one in element.children if isinstance(one, str) or one.tag != "figcaption"]
        caption = [node for one in captions for node in self._write_caption(one, depth)]
        inner = self.write_blocks(rest, depth)
        shown = [one for part in rest if not isinstance(part, str) for one in (part, *part.find("img"))]
        alts = [one.attributes.get("alt", "") for one in shown if one.tag == "img"]
        alt = " ".join(filter(None, alts)) or "".join(one.text for one in captions).strip()
        if alts and alt:
            return ["figure", {"caption": caption, "alt": alt}, inner]
        return ["group", {}, [*inner, ["p", {}, caption]]]  # what has no other text can have none (PDF/UA)

    def _write_caption(self, element: HtmlElement, depth: int) -> list[Json]:
        """What stands below a picture, and on a line of its own, as on pages, who took it."""
        found: list[Json] = []
        for child in element.children:
            if found and not isinstance(child, str) and child.tag == "small":
                found.append(["br", {}, []])
            found += self._write_line([child], depth)
        return found

    def _write_table(self, element: HtmlElement, depth: int) -> Json:
        caption = [node for one in element.find("caption") for node in self._write_line(one.children, depth)]
        rows = [cells_of(row) for row in element.find("tr")]
        head = sum(1 for _ in (row for part in element.find("thead") for row in part.find("tr")))
        if not head and rows and all(cell.tag == "th" for cell in rows[0]):
            head = 1
        placed, columns = lay_out(rows, head)
        cells: list[Json] = [
            [x, y, wide, tall, cell.tag == "th", find_side(cell), self._write_place(cell, depth)]
            if cell
            else [x, y, 1, 1, False, "", []]
            for x, y, wide, tall, cell in placed
        ]
        return ["table", {"columns": columns, "head": head, "caption": caption}, cells]

    def _write_line(self, children: Sequence[HtmlElement | str], depth: int) -> list[Json]:
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

    def _write_inline(self, element: HtmlElement, depth: int) -> list[Json]:
        tag, is_lined = element.tag, self._lined
        self._lined = is_lined or tag in _LINED
        inner = self._write_line(element.children, depth)
        self._lined = is_lined
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
        elif tag in _LINED and self._lined:
            pass  # one line through or below a text is all that PDF/UA knows
        elif tag in _MARKED or self._tell(element):
            inner = [[tag if tag in _MARKED else "span", self._tell(element), inner]]
        return inner

    def _write_note(self, element: HtmlElement, note: str, depth: int) -> list[Json]:
        """A note where it is cited first, later its number alone."""
        if note in self._cited:
            return [["sup", {}, [element.text]]]
        self._cited.add(note)
        return [["note", {}, self._write_place(self._notes[note], depth)]]

    def _find_note(self, element: HtmlElement) -> str:
        """The id of the note that an element cites, if that is on the page."""
        links = (one.attributes.get("href", "") for one in element.find("a"))
        cited = (href.removeprefix(self._own) for href in links if href.startswith(self._own))
        return next((one for one in cited if one in self._notes), "")

    def _write_picture(self, element: HtmlElement) -> Json:
        alt = element.attributes.get("alt", "")
        found = self._find(element.attributes.get("src", ""))
        if not found:
            return alt
        width = min(found.width / _PIXELS, _WIDEST, _HIGHEST * found.width / found.height)
        return ["img", {"file": found.file, "width": round(width, 1), "alt": alt}, []]

    def _tell(self, element: HtmlElement) -> dict[str, Json]:
        """The language and the direction of an element that has its own."""
        language = self._languages.get(element.attributes.get("lang", "").lower(), "")
        direction = element.attributes.get("dir", "")
        told: dict[str, Json] = {"lang": language} if language else {}
        return told | ({"dir": direction} if direction in ("ltr", "rtl") else {})


_LINED = frozenset(("del", "s", "ins", "u"))
_MARKED = frozenset("strong b em i cite dfn var sub sup del s ins u mark small q".split())  # noqa: SIM905
