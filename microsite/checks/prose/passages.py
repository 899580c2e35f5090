"""Markdown → the blocks of prose in it, each where it stands, with spaces for what is no prose."""

from __future__ import annotations

import re

from microsite.markup.blanks import blank
from microsite.markup.leaves import split_row
from microsite.markup.spans import Spans, find_hidden, read_spans
from microsite.markup.tree import Lines, TextNode
from microsite.values.named import NamedTuple

_CELL_BOUND = 60
"""Nobody writes more cells in a row than this; such a row is one passage, so that it takes no more than its size."""

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'|，。；：！？、（）《》“”]*")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""What is no link, and an address to readers all the same: https://localhost/."""

_ITEMS = frozenset({"item", "description"})


class Passage(NamedTuple):
    """A block of prose as it stands in a Markdown text.

    `text` is the source's characters from column 1 of the `line` (1-based) on, with its line breaks, and with spaces
    of the same length for what is no prose: so an offset in it tells line and column.
    """

    kind: str
    """heading, paragraph, item, cell or quote."""
    level: int
    """Of a heading 1 to 6, of an item its depth from 1; else 0."""
    line: int
    text: str


def read_passages(markdown: str) -> list[Passage]:
    """The passages of a Markdown text in their order, each cell of a table one; in linear time.

    Of a row of a table all cells are told, empty ones too; other passages have some prose.
    """
    return find_passages(markdown, read_spans(markdown))


def find_passages(markdown: str, spans: Spans) -> list[Passage]:
    """The same of a text that has been read."""
    scan = _Scan(_without_addresses(blank(markdown, spans.hidden)), Lines(markdown))
    for container in (spans.tree.root, *spans.tree.notes):
        scan.walk(container, 0, is_quoted=False)
    scan.found.sort(key=lambda found: found[0])
    return [passage for _, passage in scan.found]


def blank_what_is_no_prose(markdown: str) -> str:
    """The text, on the same lines, with spaces for all that stands in none of its passages."""
    lines = [" " * len(line) for line in markdown.split("\n")]
    for passage in read_passages(markdown):
        for number, text in enumerate(passage.text.split("\n"), passage.line - 1):
            start = len(text) - len(text.lstrip(" "))
            lines[number] = lines[number][:start] + text[start:] + lines[number][len(text) :]
    return "\n".join(lines)


def blank_phrase(text: str) -> str:
    """A text without blocks, such as a title, with spaces for what is no prose."""
    return _without_addresses(blank(text, find_hidden(text)))


def _without_addresses(text: str) -> str:
    if "://" in text or "www." in text:
        text = _URL.sub(_spaces, text)
    return _ADDRESS.sub(_spaces, text) if "@" in text else text


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_said(container: TextNode) -> bool:
    """True of a list of which the marker is part of what its only item says: 6. Januar 2026."""
    return container.kind == "list" and container.level > 1 and container.marker == "." and len(container.children) == 1


class _Scan:
    """One walk over the blocks of a text, which is given with spaces for what is no prose."""

    def __init__(self, text: str, lines: Lines) -> None:
        self._text, self._lines = text, lines
        self.found: list[tuple[int, Passage]] = []

    def walk(self, container: TextNode, depth: int, *, is_quoted: bool, marker: int = -1) -> None:
        """Find the passages in a container, which stands in so many items; what it says may begin at its `marker`."""
        for number, block in enumerate(container.children):
            if block.kind == "heading":
                self._take("heading", block.level, block)
            elif block.kind == "paragraph" and number == 0 and container.kind in _ITEMS:
                self._take("item", depth, block, marker)
            elif block.kind in ("paragraph", "html", "term"):
                self._take("quote" if is_quoted else "paragraph", 0, block)
            elif block.kind == "table":
                for start, line in block.lines():
                    self._take_row(start, line)
            elif block.children:
                own = block.start if _is_said(container) else -1
                is_in_quote = is_quoted or block.kind == "quote"
                self.walk(block, depth + (block.kind in _ITEMS), is_quoted=is_in_quote, marker=own)

    def _take(self, kind: str, level: int, block: TextNode, marker: int = -1) -> None:
        """Take the lines of a leaf for a passage; of a single line with the `marker` before it."""
        said = self._text
        if "\n" not in block.text and len(block.starts) < 2 and block.kind != "html":
            start = block.starts[0] if block.starts else block.start
            end, start = start + len(block.text), start if marker < 0 else marker
            number, column = self._lines.find(start)
            self._add(block.start, kind, level, number + 1, " " * (column - 1) + said[start:end])
            return
        is_html = block.kind == "html" and block.parts  # of which the text may be otherwise than it is written
        (start, first), *others = zip(block.starts, block.parts, strict=True) if is_html else block.lines()
        number, column = self._lines.find(start)
        pieces, end = [" " * (column - 1), said[start : start + len(first)]], start + len(first)
        for begin, line in others:
            before = said.rfind("\n", end, begin)
            pieces += ["\n" * said.count("\n", end, begin), " " * (begin - before - 1), said[begin : begin + len(line)]]
            end = begin + len(line)
        self._add(block.start, kind, level, number + 1, "".join(pieces))

    def _add(self, start: int, kind: str, level: int, line: int, text: str) -> None:
        if not text.isspace():
            self.found.append((start, Passage(kind, level, line, text)))

    def _take_row(self, start: int, line: str) -> None:
        """Take each cell of a row for a passage."""
        number, column = self._lines.find(start)
        cells = split_row(line)
        if len(cells) > _CELL_BOUND:
            text = " " * (column - 1) + self._text[start : start + len(line)].replace("|", " ")
            self.found.append((start, Passage("cell", 0, number + 1, text)))
            return
        for begin, end in cells:
            text = " " * (column - 1 + begin) + self._text[start + begin : start + end]
            self.found.append((start + begin, Passage("cell", 0, number + 1, text)))
