"""Lines that are meant as a table and make none, so that readers see their pipes: what is missing there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from microsite.content.marks import IN_HTML
from microsite.diagnostics.problems import Diagnostic, problem
from microsite.markup.leaves import read_sides, split_row
from microsite.markup.places import Finder, say_seen
from microsite.markup.tree import TextNode
from microsite.model.entries import Document, Prose

_ROW = re.compile(
    r"^\|.*\|$|\|[ ]*:?-{3,}|^:?-{3,}:?[ ]*\||^[ :]*[—–=]{2,}[ :]*\|[—–=:| -]*$"
    r"|｜[^｜\n]*｜(?=(?:[^｜\n]{0,99}｜){1,30}$)|^｜.*｜$|^\+(?:[-=:]{3,}\+)+$"
)
_RULE = re.compile(r"(?=.*[|｜])(?=.*[-—–=－＝])[|｜:\-—–=－＝+ \t]+")
_DIVIDES = re.compile(r"[ \t]*:?[-=]{3,}(?:[+:]+[-=]{3,})*:?[ \t]*")
"""A cell of a line that parts rows elsewhere, hyphens or equals signs: kramdown’s, or a second line below the head."""

_AMOUNT = r"\|++[^|\s][^|]*+(?<!\s)\|++"
_FORMULA = re.compile(rf"{_AMOUNT}(?:(?=\s)[^|]++(?<=\s){_AMOUNT})+")
_LEAVES = ("paragraph", "heading", "html", "table")
_BELOW = ", which has a cell below each of the row above"
_HALF_WIDTH = "write the lines of a table half-width: |"
_APART = "take the empty lines out that stand between the rows of the table"
_CUT = "the table ends there, and this row belongs to it"
_DIVIDED = "take it out: a table has one line below its head, and none between its rows or around it"
_GRID = "write each row as | a | b |, with | --- | --- | below the head and no other lines"
_MOST = 30  # columns
_SIGNS = ("|", "｜", ">---", ">===", ">:--")
"""Of which one is in the HTML of each table that is none: pipes, or the first cell of a line that parts rows."""


_Lines = Sequence[tuple[int, str]]


def check_tables(prose: Prose, document: Document) -> Iterator[Diagnostic]:
    """`markup-visible`: the first line of each table that is none; rows with empty lines between them are told once."""
    if not any(sign in document.html for sign in _SIGNS):
        return
    body = Finder(prose)
    leaves = [block for block in body.tree.walk() if block.kind in _LEAVES]
    rows = [_read(block, body) for block in leaves]
    is_told = False
    for number, block in enumerate(leaves):
        following = rows[number + 1] if number + 1 < len(rows) else ()
        found = _find_divider(block, leaves[number + 1 : number + 2], body) or _find(block, rows[number], following)
        empty = _count_empty(leaves[number - 1], block, rows[number], body) if found and number else 0
        if found and not empty and _is_formula(block, rows[number], following):
            found = None
        is_next = is_told and leaves[number - 1].kind == block.kind and _are_rows(rows[number - 1])
        is_told = found is not None
        if found and not is_next:
            place, what, hint = found
            hint = f"take the empty line{'s' * (empty > 1)} above out: {_CUT}" if empty else hint
            yield problem("markup-visible", say_seen(what.replace("\\|", "|")), body.span(place, len(what)), hint=hint)


def _read(block: TextNode, body: Finder) -> _Lines:
    """The lines of what may be meant as a table, without code, each with its place."""
    if block.kind == "table" or (block.kind == "html" and block.level < 6) or not {"|", "｜"} & set(block.text):
        return ()
    lines = [(start, body.text[start : start + len(line)]) for start, line in block.lines()]
    return [(start + len(line) - len(line.lstrip()), line.strip()) for start, line in lines]


def _match(line: str) -> re.Match[str] | None:
    """What looks like a row of a table; a pipe behind a backslash is text of a cell."""
    return _ROW.search(line.replace("\\|", "\\ "))


def _are_rows(lines: _Lines) -> bool:
    return bool(lines) and all(_match(line) for _, line in lines)


def _is_formula(block: TextNode, lines: _Lines, following: _Lines) -> bool:
    """True of amounts between their bars, |x| or ||x|| ≤ ||y||, rather than of cells."""
    if block.kind != "paragraph":
        return False
    rows = [line for _, line in lines if _match(line)]
    is_ruled = any(_RULE.fullmatch(line) for _, line in (*lines, *following[:1]))
    is_alone = len(rows) == 1 and "｜" not in rows[0] and len(split_row(rows[0])) == 1
    return bool(rows) and not is_ruled and (is_alone or all(map(_FORMULA.fullmatch, rows)))


def _find_divider(block: TextNode, following: Sequence[TextNode], body: Finder) -> tuple[int, str, str] | None:
    """The same as `_find` of a line that was meant to part the rows of a table, and is a row, or stands above it."""
    lines = [(start, body.text[start : start + len(line)]) for start, line in block.lines()]
    if block.kind == "table":
        lines = lines[2:]
    elif block.kind != "paragraph" or len(lines) != 1 or not following or following[0].kind != "table":
        return None
    for start, line in lines:
        if "|" in line and all(_DIVIDES.fullmatch(line, *cell) for cell in split_row(line)):
            return start, line, _DIVIDED
    return None


def _count_empty(table: TextNode, block: TextNode, lines: _Lines, body: Finder) -> int:
    """How many empty lines part a table from rows below it that have as many cells, and no rule of their own; or 0."""
    if table.kind != "table" or block.kind != "paragraph" or not _are_rows(lines):
        return 0
    if any(_RULE.fullmatch(line) or len(split_row(line)) != len(table.sides) for _, line in lines):
        return 0
    *_, (start, last) = table.lines()
    between = [line.strip(" \t>") for line in body.text[start + len(last) : lines[0][0]].split("\n")[1:-1]]
    return 0 if any(line and not _RULE.fullmatch(line) for line in between) else between.count("")


def _find(block: TextNode, lines: _Lines, following: _Lines) -> tuple[int, str, str] | None:
    """(the place, what readers see there, the hint) of what is wrong with a table; None if none is meant."""
    at = next((number for number, (_, line) in enumerate(lines) if _match(line)), -1)
    if block.kind == "heading" and block.info[:1] == "-" and lines and (at >= 0 or _has_pipe(following)):
        return block.place, block.info, f"write {_make_rule(lines[-1][1])}{_BELOW}"
    rule = next((number for number, (_, line) in enumerate(lines) if _RULE.fullmatch(line)), -1)
    if at < 0 and block.kind == "paragraph" and _are_alike(lines):
        return *lines[0], f"put a line below it, with as many cells: {_make_rule(lines[0][1])}"
    if at < 0 or not (match := _match(lines[at][1])):
        return None
    if lines[at][1].startswith("+"):
        return *lines[at], _GRID
    if rule > 0 and block.kind != "html" and not any("｜" in line for _, line in lines):
        above, written = lines[rule - 1][1], lines[rule][1]
        if len(read_sides(written)) != len(split_row(above)):
            return lines[rule][0], written, f"write {_make_rule(above)}{_BELOW}"
    return (
        lines[at][0] + match.start(),
        lines[at][1][match.start() : match.end()],
        _advise(block, lines[at:], rule - at, following),
    )


def _are_alike(lines: _Lines) -> bool:
    """True of rows without pipes at their ends: as many in each, two lines with two of them, or more."""
    counts = {line.count(" | ") for _, line in lines}
    return len(counts) == 1 and len(lines) > 1 and min(counts) * len(lines) > 2


def _has_pipe(lines: _Lines) -> bool:
    return bool(lines) and "|" in lines[0][1]


def _advise(block: TextNode, lines: _Lines, rule: int, following: _Lines) -> str:
    """The hint at the first row of a table; `rule` is which of the lines parts its head from its body."""
    if block.kind == "html":
        return IN_HTML
    if any("｜" in line for _, line in lines):
        return _HALF_WIDTH
    if rule > 0:
        return "leave an empty line before the table"
    row = lines[0][1]
    if rule == 0:
        return f"write the first row above it, with what stands in each column: {_make_rule(row, '…')}"
    is_apart = bool(following) and _RULE.fullmatch(following[0][1])
    return _APART if is_apart else f"put a line below it, with as many cells: {_make_rule(row)}"


def _make_rule(row: str, cell: str = "---") -> str:
    return f"|{f' {cell} |' * min(len(split_row(row)), _MOST)}"
