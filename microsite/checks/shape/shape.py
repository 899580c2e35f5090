"""The shape of a text: its headings, paragraphs, lists, tables, pictures and ids, without their words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from microsite.checks.prose.passages import Passage
from microsite.markup.blanks import blank_hidden

_TOKEN = re.compile(  # all begin with the same class of characters: the search for it is what takes the time
    r"[0-9`(](?:(?<=[0-9])[0-9]*|(?<=`)[^`\n]{2,60}`|(?<=\]\()[^)\s]{2,200})"
)
_TOKENS = 8
_NAMED = ("![", "#", "<img", " id=")
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([ ]*<?([^)\s>]+)|<img\b[^<>]*?\bsrc=[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_ID = re.compile(r"\{(?<!\{\{):?[ ]*(?:[^{}\n#]*[ ])?#([\w:.-]+)[^{}\n]*\}")
_HTML_ID = re.compile(r"<[a-z][^<>\n]*?[ ]id=[\"']?([\w:.-]+)")
_FENCE = re.compile(r"^[ ]{0,3}(?:```|~~~)", re.MULTILINE)


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


def read_shape(markdown: str, passages: Sequence[Passage]) -> Shape:
    """The shape of a Markdown text of these passages."""
    blocks = list(_blocks(passages))
    lines = [line for _, line, _ in blocks]
    starts = [0, *(match.end() for match in re.finditer("\n", markdown))]
    edges = [*(starts[line - 1] for line in lines), len(markdown)]
    tokens = [
        " ".join(list(dict.fromkeys(_TOKEN.findall(markdown, start, end)))[:_TOKENS])
        for start, end in itertools.pairwise(edges)
    ]
    titles = (" ".join(passage.text.split()) for passage in passages if passage.kind == "heading")
    has_hidden = "`" in markdown or "<!--" in markdown
    text = blank_hidden(markdown) if has_hidden and any(map(markdown.__contains__, _NAMED)) else markdown
    return Shape(
        tuple(kind for kind, _, _ in blocks),
        tuple(lines),
        tuple(size for _, _, size in blocks),
        tuple(tokens),
        tuple(titles),
        tuple(_ids(text)),
        tuple(_find(_PICTURE, text)) if "![" in text or "<img" in text else (),
        len(_FENCE.findall(markdown)) // 2 if "```" in markdown or "~~~" in markdown else 0,
    )


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


def _ids(text: str) -> Iterator[tuple[str, int]]:
    if "{#" in text or "{:" in text:
        yield from _find(_ID, text)
    if " id=" in text:
        yield from _find(_HTML_ID, text)


def _find(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, int]]:
    line, done = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", done, match.start())
        done = match.start()
        yield next(filter(None, match.groups())), line
