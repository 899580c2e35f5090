"""Blocks of the usual kinds that stand between blank lines: read at once, where nothing in them can be anything more.

Where that is not sure, the lines are read one by one, and come to the same.
"""

from __future__ import annotations

import re

from microsite.markup.leaves import read_sides, split_row
from microsite.markup.tree import CELLS, TangleError, TextNode

_LATER_LINE = re.compile(r"\n(?:[\s#>=_:|{<`~^*+\-]|[0-9]+[.)]|\[\^)")
"""What may be more than the next line of a paragraph."""

_HEADING = re.compile(r"(#{1,6})[ \t]+([^\s{}#<](?:[^\n{}#<]*[^\s{}#<])?)[ \t]*(?:\n|\Z)")
_ITEM = re.compile(r"[-*+] \*{0,2}[^\W\d_]")
_INDENTED = re.compile(r"\n+[ \t]")
"""What goes on with the item before it, be it behind a blank line."""


def read_whole(text: str, at: int, *, has_comments: bool, is_after_list: bool) -> tuple[TextNode | None, int]:
    """The block that begins outside of all others at a place, and where the next line begins.

    None where there may be more to it, and up to where nothing can be read at once.
    """
    first = text[at]
    if first == "#":
        return _read_heading(text, at)
    end = text.find("\n\n", at)
    chunk = text[at:end] if end >= 0 else text[at:].rstrip("\n")
    block = None
    if not (has_comments and "<!--" in chunk):
        if first.isalpha():
            block = _read_paragraph(chunk, at)
        elif first in "-*+":
            block = None if is_after_list or _INDENTED.match(text, at + len(chunk)) else _read_list(chunk, at)
        elif first == "|":
            block = _read_table(chunk, at)
    return block, at + len(chunk) + (block is not None)


def _read_heading(text: str, at: int) -> tuple[TextNode | None, int]:
    match = _HEADING.match(text, at)
    if match is None:
        return None, at
    block = TextNode("heading", at)
    block.info, block.text = match.groups()
    block.level, block.starts = len(block.info), [match.start(2)]
    return block, match.end()


def _read_paragraph(chunk: str, start: int) -> TextNode | None:
    if "\n" in chunk and _LATER_LINE.search(chunk):
        return None
    block = TextNode("paragraph", start)
    block.text = chunk.rstrip(" \t")
    return block


def _read_list(chunk: str, start: int) -> TextNode | None:
    """A list of items of one line."""
    rows, mark = chunk.split("\n"), chunk[0]
    if "|" in chunk or not all(map(_ITEM.match, rows)) or any(row[0] != mark for row in rows):
        return None
    found = TextNode("list", start)
    found.marker, found.level, found.is_tight = mark, -1, True
    for row in rows:
        item, said = TextNode("item", start), TextNode("paragraph", start + 2)
        said.text = row[2:].rstrip(" \t")
        item.level, item.children = 2, [said]
        found.append(item)
        start += len(row) + 1
    return found


def _read_table(chunk: str, start: int) -> TextNode | None:
    """A table each of whose lines begins with a pipe."""
    head, *rows = chunk.split("\n")
    sides = read_sides(rows[0]) if rows and all(row[:1] == "|" for row in rows) else ()
    if not sides or len(split_row(head)) != len(sides):
        return None
    table = TextNode("table", start)
    table.sides = sides
    table.add(head, start)
    start += len(head) + 1 + len(rows[0]) + 1
    for row in rows[1:]:
        table.add(row, start)
        start += len(row) + 1
    check_cells(table)
    table.text = "\n".join(table.parts).rstrip(" \t")
    return table


def check_cells(table: TextNode) -> None:
    """A table becomes as many cells as its head has, times its rows: whatever these have. Raises `TangleError`."""
    cells = len(table.sides) * len(table.parts)
    if cells > CELLS and cells > 3 * sum(line.count("|") for line in table.parts):
        what = f"a table has {len(table.sides):,} columns, which hardly any of its rows fills"
        raise TangleError(table.start, what)
