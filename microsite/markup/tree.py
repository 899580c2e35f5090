"""What a Markdown text is made of: blocks, and what it defines for itself.

A `TextNode` is a block of one of these kinds. Containers: document, quote, list, item, definitions, description, note.
Leaves: paragraph, heading, code (indented), fence, html, rule, table, term.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from microsite.values.named import NamedTuple

NESTING = 32
"""How deep elements may nest, and how many brackets, tags, fences and the like may be open at a time."""


CELLS = 10_000
"""How many cells a table may have that nobody wrote: beyond, a third of them must be there."""

TOO_DEEP = f"lists, quotations, brackets, emphasis or HTML nest deeper than {NESTING} levels"


class TangleError(Exception):
    """A text that nobody could follow: where (0-based), and what it is."""

    def __init__(self, place: int, what: str = TOO_DEEP) -> None:
        """Say where, and what."""
        super().__init__(place, what)
        self.place, self.what = place, what


class Comment(NamedTuple):
    """A `<!-- … -->`, by its place in the text; one that is not closed goes to the end of it."""

    start: int
    end: int
    is_closed: bool


class TextNode:
    """A block as it stands in the text. What a leaf says is `text`; `starts` are where its lines stand in the source.

    `level` is that of a heading, the first number of a list (-1 of bullets), the indentation of what stands in an item,
    or the kind of HTML (CommonMark 0.31, section 4.6). `info` is what a fence says, a note's name, or the marks that
    make a heading.
    """

    text = info = marker = attributes = ""
    level = 0
    is_tight = False
    sides: tuple[str, ...] = ()
    fences: tuple[tuple[int, int], ...] = ()  # where the lines of a fence begin and end
    parts: list[str] = []  # noqa: RUF012 (never changed: `add` makes one of the block's own)
    starts: list[int] = []  # noqa: RUF012
    children: list[TextNode] = []  # noqa: RUF012

    def __init__(self, kind: str, start: int) -> None:
        """Begin a block of a kind, which stands at `start`."""
        self.kind = kind
        self.start = self.place = start  # the place is that of the marks that make a heading

    def add(self, line: str, start: int) -> None:
        """Take another line, which stands at `start`."""
        if self.parts:
            self.parts.append(line)
            self.starts.append(start)
        else:
            self.parts, self.starts = [line], [start]

    def append(self, child: TextNode) -> None:
        """Take another block."""
        if self.children:
            self.children.append(child)
        else:
            self.children = [child]

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines of a leaf, each with its place in the source."""
        lines = self.text.split("\n")
        starts = self.starts or itertools.accumulate((len(line) + 1 for line in lines), initial=self.start)
        return zip(starts, lines, strict=False)

    def place_of(self, index: int) -> int:
        """Where a character of the text of a leaf stands in the source."""
        if not self.starts:
            return self.start + index
        if len(self.starts) == 1:
            return self.starts[0] + index
        number = self.text.count("\n", 0, index)
        return self.starts[number] + index - (self.text.rfind("\n", 0, index) + 1)

    def walk(self) -> Iterator[TextNode]:
        """The block and all that is in it, in the order of the text."""
        yield self
        for child in self.children:
            if child.children:
                yield from child.walk()
            else:
                yield child


class Reference:
    """What a link reference definition says, and where: the label and the address begin there."""

    __slots__ = ("is_used", "label", "place", "start", "title", "url")

    def __init__(self, label: str, url: str, title: str, start: int, place: int) -> None:
        """Know of no use yet."""
        self.label, self.url, self.title, self.start, self.place = label, url, title, start, place
        self.is_used = False


class TextTree:
    """A text in blocks; the references and notes that it defines stand apart, in their order.

    `depth` is how many blocks are in each other, at the deepest place.
    """

    __slots__ = ("comments", "depth", "has_html", "notes", "references", "repeated", "root")

    def __init__(self, root: TextNode) -> None:
        """Have nothing beside these blocks."""
        self.root, self.depth, self.has_html = root, 0, False
        self.notes: list[TextNode] = []
        self.references: dict[str, Reference] = {}
        self.repeated: list[Reference] = []
        self.comments: list[Comment] = []

    def forget_uses(self) -> None:
        """Begin anew to mark the references that are used."""
        for reference in self.references.values():
            reference.is_used = False

    def walk(self) -> Iterator[TextNode]:
        """All blocks, those of notes last."""
        yield from self.root.walk()
        for note in self.notes:
            yield from note.walk()


class InlineMark(NamedTuple):
    """A piece that is no text: an element that "open"s, "close"s or is "void", "code", "raw" HTML, or a "note".

    `text` is what code shows, what HTML says, or the name of a note. `place` is where in the text of the leaf the
    address of a link stands, and -1 of what is none; -2 - n, where the n-th character of the source does. Of code and
    HTML, `place` and `end` are its own.
    """

    kind: str
    name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    place: int = -1
    end: int = -1


Inline = str | InlineMark

PlaceOf = Callable[[int], int]
"""Where a character of a text stands in the source."""


EMPTY = TextTree(TextNode("document", 0))
"""The tree of a text that says nothing."""


class RawHtml(NamedTuple):
    """HTML that nobody has cleaned yet, its links as (address, place), and the tree of which it was made."""

    html: str
    links: Sequence[tuple[str, int]]
    tree: TextTree


_WHITE = re.compile(r"[ \t\r\n]+")


def as_label(text: str) -> str:
    """A label as it is compared: in one case, with one space for all white space."""
    text = _WHITE.sub(" ", text).strip()
    return text.lower() if text.isascii() else text.casefold()


class Lines:
    """The lines and columns of the places in a text."""

    def __init__(self, text: str) -> None:
        """Look nothing up yet: most places are asked for in their order, and counted from the last one."""
        self._text = text
        self._number = self._start = self._last = 0
        self._starts: list[int] = []

    def find(self, place: int) -> tuple[int, int]:
        """The line (0-based) and the column (1-based) of a place."""
        if not self._starts and place >= self._last:
            between = self._text.count("\n", self._last, place)
            if between:
                self._number += between
                self._start = self._text.rfind("\n", self._last, place) + 1
            self._last = place
            return self._number, place - self._start + 1
        if not self._starts:
            self._starts = [0, *itertools.accumulate(len(line) + 1 for line in self._text.split("\n"))]
        number = bisect.bisect_right(self._starts, place) - 1
        return number, place - self._starts[number] + 1


def plain_text(pieces: Iterable[Inline]) -> str:
    """What pieces say, without their marks: the text of a picture."""
    said = []
    for piece in pieces:
        if isinstance(piece, str):
            said.append(piece)
        elif piece.kind == "code":
            said.append(piece.text)
        elif piece.name == "img":
            said.append(dict(piece.attributes)["alt"])
    return "".join(said)


def last_text(pieces: Sequence[Inline], first: int, length: int) -> str:
    """What the last pieces say, from a first one on, behind marks and “@”; no more of them than a length takes."""
    said = ""
    for number in range(len(pieces) - 1, first - 1, -1):
        piece = pieces[number]
        if not isinstance(piece, str) or piece == "@":
            break
        said = piece + said
        if len(said) >= length:
            break
    return said
