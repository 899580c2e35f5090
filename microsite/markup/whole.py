"""Blocks of the usual kinds that stand between blank lines: read at once, where nothing in them can be anything more.

Each function gives False where it cannot be sure. Then the lines are read one by one, and come to the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from microsite.markup.leaves import read_sides, split_row
from microsite.markup.tree import CELLS, TangleError, TextNode

if TYPE_CHECKING:
    from microsite.markup.reader import Reader

_LATER_LINE = re.compile(r"\n(?:[\s#>=_:|{<`~*+\-]|[0-9]+[.)]|\[\^)")
"""What may be more than the next line of a paragraph."""

_HEADING = re.compile(r"(#{1,6})[ \t]+([^\s{}#<](?:[^\n{}#<]*[^\s{}#<])?)[ \t]*(?:\n|\Z)")
_ITEM = re.compile(r"[-*+] \*{0,2}[^\W\d_]")
_INDENTED = re.compile(r"\n+[ \t]")
"""What goes on with the item before it, be it behind a blank line."""


def read_whole(reader: Reader, first: str) -> bool:
    """Read what begins outside of all blocks with that character."""
    if first.isalpha():
        return _read_paragraph(reader)
    if first == "#":
        return _read_heading(reader)
    if first in "-*+":
        return _read_list(reader)
    return first == "|" and _read_table(reader)


def _chunk(reader: Reader) -> str:
    """All that stands up to a line without anything."""
    end = reader.text.find("\n\n", reader.at)
    return reader.text[reader.at : end] if end >= 0 else reader.text[reader.at :].rstrip("\n")


def _read_paragraph(reader: Reader) -> bool:
    start, chunk = reader.at, _chunk(reader)
    if (reader.has_comments and "<!--" in chunk) or ("\n" in chunk and _LATER_LINE.search(chunk)):
        reader.tried = start + len(chunk)
        return False
    reader.add("paragraph", start).text = chunk.rstrip(" \t")
    reader.at = start + len(chunk) + 1
    return True


def _read_heading(reader: Reader) -> bool:
    match = _HEADING.match(reader.text, reader.at)
    if match is None:
        return False
    block = reader.add("heading", reader.at)
    block.info, block.text = match.groups()
    block.level, block.starts = len(block.info), [match.start(2)]
    reader.at = match.end()
    return True


def _read_list(reader: Reader) -> bool:
    """Read a list of items of one line."""
    start, chunk = reader.at, _chunk(reader)
    reader.tried = start + len(chunk)
    rows, mark = chunk.split("\n"), chunk[0]
    last = reader.root.children[-1] if reader.root.children else None
    if reader.has_comments or "|" in chunk or (last is not None and last.kind == "list"):
        return False
    if not all(map(_ITEM.match, rows)) or any(row[0] != mark for row in rows):
        return False
    if _INDENTED.match(reader.text, start + len(chunk)):
        return False
    found = reader.add("list", start)
    found.marker, found.level, found.is_tight = mark, -1, True
    for row in rows:
        item, said = TextNode("item", start), TextNode("paragraph", start + 2)
        said.text = row[2:].rstrip(" \t")
        item.level, item.children = 2, [said]
        found.append(item)
        start += len(row) + 1
    reader.tree.depth = max(reader.tree.depth, 2)
    reader.at = start
    return True


def _read_table(reader: Reader) -> bool:
    """Read a table each of whose lines begins with a pipe."""
    start, chunk = reader.at, _chunk(reader)
    reader.tried = start + len(chunk)
    head, *rows = chunk.split("\n")
    if not rows or reader.has_comments or any(row[:1] != "|" for row in rows):
        return False
    sides = read_sides(rows[0])
    if not sides or len(split_row(head)) != len(sides):
        return False
    table = reader.add("table", start)
    table.sides = sides
    table.add(head, start)
    start += len(head) + 1 + len(rows[0]) + 1
    for row in rows[1:]:
        table.add(row, start)
        start += len(row) + 1
    check_cells(table)
    table.text = "\n".join(table.parts).rstrip(" \t")
    reader.at = start
    return True


def check_cells(table: TextNode) -> None:
    """A table becomes as many cells as its head has, times its rows: whatever these have. Raises `TangleError`."""
    cells = len(table.sides) * len(table.parts)
    if cells > CELLS and cells > 3 * sum(line.count("|") for line in table.parts):
        what = f"a table has {len(table.sides):,} columns, which hardly any of its rows fills"
        raise TangleError(table.start, what)
