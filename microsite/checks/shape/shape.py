"""The shape of a text: its headings, paragraphs, lists, tables, pictures and ids, without their words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from microsite.checks.prose.passages import Passage
from microsite.markup.attributes import read_attributes
from microsite.markup.spans import Spans
from microsite.markup.tree import InlineMark, Lines, PlaceOf, TextNode
from microsite.values.named import NamedTuple

_TOKEN = re.compile(  # all begin with the same class of characters: the search for it is what takes the time
    r"[0-9`(#](?:(?<=[0-9])[0-9]*|(?<=`)[^`\n]{2,60}`|(?<=\]\()[^)\s]{2,200}|(?<=\{#)[^}\s]{1,60}\})"
)
_PICTURES = re.compile(r"\s*(?:!\[[^\[\]]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])(?:\{[^{}\n]*\})?\s*)+")
"""A paragraph of pictures alone: these are compared as such."""
_TOKENS = 8
_HTML_ID = re.compile(r"<[a-z][^<>]*?\sid\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_HTML_PICTURE = re.compile(r"<img\b[^<>]*?\ssrc\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)


class Shape(NamedTuple):
    """The shape of a text, as plain values: of each block its kind, line (from 1), size and tokens."""

    kinds: tuple[str, ...]
    """h1 to h6, p, q, i1 (an item, by depth), t3x4 (a table, rows × columns)."""
    lines: tuple[int, ...]
    sizes: tuple[int, ...]
    tokens: tuple[str, ...]
    titles: tuple[str, ...]
    """The texts of the headings, in order."""
    ids: tuple[tuple[str, int], ...]
    pictures: tuple[tuple[str, int], ...]
    """Targets with their lines, as `ids`."""
    codes: int
    """How many blocks of code there are between fences."""


def read_shape(markdown: str, passages: Sequence[Passage], spans: Spans) -> Shape:
    """The shape of a Markdown text, which has been read, and of which these are the passages."""
    nodes = list(spans.tree.walk())
    starts = [0, *(match.end() for match in re.finditer("\n", markdown)), len(markdown)]
    blocks = list(_blocks([one for one in passages if not _is_of_pictures(one, markdown, starts)]))
    kinds, lines, sizes = zip(*blocks, strict=True) if blocks else ((), (), ())
    tokens = _tokens(markdown, lines, starts)
    titles = (" ".join(passage.text.split()) for passage in passages if passage.kind == "heading")
    return Shape(
        kinds,
        lines,
        sizes,
        tuple(tokens),
        tuple(titles),
        _on_lines(markdown, _ids(nodes, spans)),
        _on_lines(markdown, _pictures(spans)),
        sum(node.kind == "fence" for node in nodes),
    )


def _tokens(markdown: str, lines: Sequence[int], starts: Sequence[int]) -> Iterator[str]:
    """The first tokens of each block, which goes from its line to that of the next one; no token goes over a line.

    `starts` are where the lines begin.
    """
    edges = [*(starts[line - 1] for line in lines), len(markdown)]
    found = [(match.start(), match[0]) for match in _TOKEN.finditer(markdown, edges[0])]
    done = 0
    for end in edges[1:]:
        first = done
        while done < len(found) and found[done][0] < end:
            done += 1
        yield " ".join([*dict.fromkeys([token for _, token in found[first:done]])][:_TOKENS])


def _is_of_pictures(passage: Passage, markdown: str, starts: Sequence[int]) -> bool:
    """True of a paragraph that has nothing but pictures."""
    if passage.kind != "paragraph" or not passage.text.startswith("!["):
        return False
    end = min(passage.line + passage.text.count("\n"), len(starts) - 1)
    return _PICTURES.fullmatch(markdown, starts[passage.line - 1], starts[end]) is not None


def _blocks(passages: Sequence[Passage]) -> Iterator[tuple[str, int, int]]:
    """Kind, line and size of each block; the cells of a table are one."""
    for is_cell, group in itertools.groupby(passages, lambda passage: passage.kind == "cell"):
        if is_cell:
            yield from _tables(list(group))
            continue
        for passage in group:
            kind = passage.kind[0] + (str(passage.level) if passage.level else "")
            yield kind, passage.line, _size(passage.text)


def _size(text: str) -> int:
    return len(text.encode()) - text.count(" ")


def _tables(cells: list[Passage]) -> Iterator[tuple[str, int, int]]:
    """A table goes on as long as its rows follow each other; below the first one is the line of dashes."""
    rows = [list(group) for _, group in itertools.groupby(cells, lambda cell: cell.line)]
    start = 0
    for number in range(1, len(rows) + 1):
        far = 2 if number == start + 1 else 1
        if number == len(rows) or rows[number][0].line - rows[number - 1][0].line > far:
            table = rows[start:number]
            size = sum(_size(cell.text) for row in table for cell in row)
            yield f"t{len(table)}x{len(table[0])}", table[0][0].line, size
            start = number


def _ids(blocks: Iterable[TextNode], spans: Spans) -> Iterator[tuple[str, int]]:
    """The ids that the author gives, with their places."""
    for block in blocks:
        if block.attributes and (id_ := read_attributes(block.attributes).get("id")):
            yield id_, block.start
    for mark, place_of in spans.marks:
        if mark.kind == "raw":
            yield from _in_html(_HTML_ID, mark, place_of)
        elif mark.attributes and (id_ := dict(mark.attributes).get("id")):
            yield id_, _place(mark, place_of)


def _pictures(spans: Spans) -> Iterator[tuple[str, int]]:
    """The addresses of pictures, with their places."""
    for mark, place_of in spans.marks:
        if mark.name == "img":
            yield dict(mark.attributes)["src"], _place(mark, place_of)
        elif mark.kind == "raw":
            yield from _in_html(_HTML_PICTURE, mark, place_of)


def _in_html(pattern: re.Pattern[str], mark: InlineMark, place_of: PlaceOf) -> Iterator[tuple[str, int]]:
    for match in pattern.finditer(mark.text):
        yield match[1], place_of(mark.place + match.start())


def _place(mark: InlineMark, place_of: PlaceOf) -> int:
    """Where a mark stands, if it is known, else where its leaf does."""
    return place_of(max(0, mark.place))


def _on_lines(text: str, found: Iterator[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """The same in the order of the text, with lines (from 1) in the place of places."""
    places = sorted(found, key=lambda pair: pair[1])
    lines = Lines(text if places else "")
    return tuple((name, lines.find(place)[0] + 1) for name, place in places)
