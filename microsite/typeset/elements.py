"""Clean HTML → elements in each other, and the cells of its tables where they come to stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser

_VOID = frozenset("br col hr img source wbr".split())  # noqa: SIM905


class HtmlElement:
    """An element of HTML, with what stands in it."""

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An empty one."""
        self.tag, self.attributes = tag, attributes
        self.children: list[HtmlElement | str] = []

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.children)

    def find(self, *tags: str) -> Iterator[HtmlElement]:
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
        self.root = HtmlElement("div", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = HtmlElement(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_elements(written: str) -> HtmlElement:
    """An element with all that some HTML holds, whose tags are balanced."""
    reader = _Reader()
    reader.feed(written)
    reader.close()
    return reader.root


def cells_of(row: HtmlElement) -> list[HtmlElement]:
    """The cells of a row of a table."""
    return [one for one in row.children if not isinstance(one, str) and one.tag in ("td", "th")]


def find_side(cell: HtmlElement) -> str:
    """Where the text of a cell stands: end or center; "" where lines begin."""
    classes = cell.attributes.get("class", "").split()
    return next((side for side in ("end", "center") if f"align-{side}" in classes), "")


def _span(cell: HtmlElement, name: str) -> int:
    written = cell.attributes.get(name, "")
    return max(1, min(int(written), 100)) if written.isascii() and written.isdigit() else 1


Placed = tuple[int, int, int, int, HtmlElement | None]
"""A cell: its column and row, 0-based, of how many it is, and the element, None for one that is lacking."""


def lay_out(rows: Sequence[Sequence[HtmlElement]], head: int) -> tuple[list[Placed], int]:
    """The cells of a table row by row, and how many columns there are.

    No cell lies over another, and none goes from the head, which has so many rows, into the body.
    """
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            tall = min(_span(cell, "rowspan"), (head if y < head else len(rows)) - y)
            wide = next((n for n in range(1, _span(cell, "colspan")) if (x + n, y) in taken), _span(cell, "colspan"))
            taken.update((x + right, y + below) for right in range(wide) for below in range(tall))
            placed.append((x, y, wide, tall, cell))
    columns = max((x for x, _ in taken), default=0) + 1
    lacking = ((x, y) for y in range(len(rows)) for x in range(columns) if (x, y) not in taken)
    placed += ((x, y, 1, 1, None) for x, y in lacking)
    return sorted(placed, key=lambda one: (one[1], one[0])), columns
