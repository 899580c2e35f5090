"""Blocks of the usual kinds that stand between blank lines: read at once, where nothing in them can be anything more.

Where that is not sure, the lines are read one by one, and come to the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from microsite.markup.leaves import read_sides, split_row
from microsite.markup.tree import CELLS, TangleError, TextNode

_MORE = r"(?:[\s#>=_:|{<~^+\-]|`{3}|\*(?!\*?[^\W\d_])|[0-9]+[.)](?:[ \t\n]|\Z)|\[\^)"
_LATER_LINE = re.compile(rf"\n{_MORE}")
"""What may be more than the next line of a paragraph."""

_BEGINS_MORE = re.compile(_MORE)

_BEGINNINGS = frozenset(" \t>#~<=|:{^-+_")
"""What may begin something else than a paragraph."""

_PARAGRAPH = re.compile(
    r"[^*`\[0-9]|`{1,2}(?!`)|\*{1,2}[^\W\d_]|\[[^\]\[^\\]+\](?!:)|[0-9]+(?![0-9]|[.)](?:[ \t\n]|\Z))"
)
"""How a paragraph begins, of what begins one that is not a letter."""

_HEADING = re.compile(
    r"(#{1,6})[ \t]+([^\s{}#<](?:[^\n{}#<]*[^\s{}#<])?)[ \t]*(?:(?<!\\)\{(#[A-Za-z][A-Za-z0-9-]*)\}[ \t]*)?(?:\n|\Z)"
)
_INDENTED = re.compile(r"\n+[ \t]")
"""What goes on with the item before it, be it behind a blank line."""


def read_whole(text: str, at: int, blocks: list[TextNode], *, has_comments: bool) -> tuple[int, int]:
    """Read the blocks that begin outside of all others at a place, as many as can be read at once, into `blocks`.

    Returns where the next line begins, and up to where the lines have to be read one by one.
    """
    end = len(text)
    while at < end:
        first = text[at]
        if first == "\n":
            at += 1
        elif first == "#":
            heading = _HEADING.match(text, at)
            if heading is None:
                return at, at
            blocks.append(_make_heading(heading))
            at = heading.end()
        else:
            stop = text.find("\n\n", at)
            chunk = text[at:stop] if stop >= 0 else text[at:].rstrip("\n")
            stop = at + len(chunk)
            block = None if has_comments and "<!--" in chunk else _read_chunk(chunk, at, blocks)
            if block is None or (block.kind == "list" and _INDENTED.match(text, stop)):
                return at, stop
            blocks.append(block)
            at = stop + 1
    return at, at


def _read_chunk(chunk: str, start: int, before: Sequence[TextNode]) -> TextNode | None:
    """The block that some lines are between blank ones."""
    if _is_paragraph(chunk):
        block = TextNode("paragraph", start)
        block.text = chunk.rstrip(" \t")
        return block
    read = _READERS.get(chunk[0])
    return read(chunk, start) if read and not (before and before[-1].kind == "list") else None


def _make_heading(match: re.Match[str]) -> TextNode:
    block = TextNode("heading", match.start())
    block.info, block.text, attributes = match.groups()
    block.level, block.starts = len(block.info), [match.start(2)]
    if attributes:
        block.attributes = attributes
    return block


def _is_paragraph(chunk: str) -> bool:
    """True if some lines are one paragraph, and can be nothing else."""
    first = chunk[0]
    if not first.isalpha() and (first in _BEGINNINGS or not _PARAGRAPH.match(chunk)):
        return False
    return "\n" not in chunk or not _LATER_LINE.search(chunk)


def _read_quote(chunk: str, start: int) -> TextNode | None:
    """A quotation of paragraphs of one line, each line of which begins with its mark."""
    found = TextNode("quote", start)
    is_between = True
    for line in chunk.split("\n"):
        said = line[2:]
        if line == ">":
            is_between = True
        elif line[:2] != "> " or not is_between or not said or not _is_paragraph(said):
            return None
        else:
            block = TextNode("paragraph", start + 2)
            block.text = said.rstrip(" \t")
            found.append(block)
            is_between = False
        start += len(line) + 1
    return found


def _read_list(chunk: str, start: int) -> TextNode | None:
    """A list of items of a paragraph each, whose later lines are indented."""
    if "|" in chunk:
        return None
    beginning = chunk[0] + " "
    found = TextNode("list", start)
    found.marker, found.level, found.is_tight = chunk[0], -1, True
    for row in chunk.split("\n"):
        if row[:2] == beginning:
            if not row[2:] or not _is_paragraph(row[2:]):
                return None
            item, said = TextNode("item", start), TextNode("paragraph", start + 2)
            item.level, item.children = 2, [said]
            found.append(item)
            said.text = row[2:]
        else:
            line = row.lstrip(" ")
            indent = len(row) - len(line)
            if indent < 2 or not line or _BEGINS_MORE.match(line):
                return None
            if not said.parts:
                said.add(said.text, said.start)
            said.add(line, start + indent)
        start += len(row) + 1
    for item in found.children:
        said = item.children[0]
        said.text = ("\n".join(said.parts) or said.text).rstrip(" \t")
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


_READERS: Mapping[str, Callable[[str, int], TextNode | None]] = {
    "-": _read_list,
    "*": _read_list,
    "+": _read_list,
    "|": _read_table,
    ">": _read_quote,
}
