"""A YAML file → the same with one more entry in a mapping: no other line changes, however the file is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from microsite.content.yaml.nodes import Fields, Items, Node, Scalar
from microsite.content.yaml.tree import compose

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n?|\n")


def add_entry(text: str, path: Sequence[str], name: str, written: str) -> str | None:
    """The text with `name: written` at the end of the mapping that these names lead to.

    None if there is no such mapping, if it is empty, or if no way to write it leaves all else as it was: each way is
    tried, and what it says is read again.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _LINE.findall(text.removeprefix(mark))
    before = _read("".join(lines))
    table = find_mapping(before, path)
    added = _read(f"{name}: {written}\n")
    if before is None or table is None or not table.entries or not isinstance(added, Fields):
        return None
    wanted = _plain(_with_entries(before, path, added))
    ways = _in_braces if table.written.startswith("{") else _on_a_line
    for changed in ways(lines, table, f"{name}: {written}"):
        after = _read(changed)
        if after is not None and _plain(after) == wanted:
            return mark + changed
    return None


def find_mapping(node: Node | None, path: Sequence[str]) -> Fields | None:
    """The mapping that names lead to from another; None if there is none."""
    for name in path:
        entries = node.entries if isinstance(node, Fields) else ()
        node = next((value for key, value in entries if key.text == name), None)
    return node if isinstance(node, Fields) else None


def _read(text: str) -> Node | None:
    return compose(_LINE_END.sub("\n", text), "")[0]


def _on_a_line(lines: Sequence[str], table: Fields, entry: str) -> Iterator[str]:
    """The text with the entry on a line of its own, behind those of the last one."""
    last = table.entries[-1][0].span
    margin, end = last.column - 1, last.line
    for number in range(last.line, len(lines)):
        line = lines[number]
        depth = len(line) - len(line.lstrip(" "))
        if line.strip() and depth <= margin and not (depth == margin and line[depth:].startswith("- ")):
            break
        end = number + 1 if line.strip() else end
    before = "".join(lines[:end])
    ending = next((found[0] for line in lines if (found := _LINE_END.search(line))), "\n")
    gap = "" if before.endswith(("\n", "\r")) else ending
    yield f"{before}{gap}{' ' * margin}{entry}{ending if lines[end:] or not gap else ''}{''.join(lines[end:])}"


def _in_braces(lines: Sequence[str], table: Fields, entry: str) -> Iterator[str]:
    """The texts with the entry before each brace that may close the mapping."""
    text, last = "".join(lines), table.entries[-1][0].span
    start = sum(map(len, lines[: last.line - 1])) + last.column - 1
    for brace in re.finditer(r",?\s*\}", text[start:]):
        at = start + brace.start()
        yield f"{text[:at]}, {entry}{text[at:].removeprefix(',')}"


def _plain(node: Node | None) -> object:
    """What a tree says, wherever it stands."""
    if isinstance(node, Scalar):
        return "" if node.is_empty else node.text
    if isinstance(node, Items):
        return [_plain(item) for item in node.items]
    return [(key.text, _plain(value)) for key, value in node.entries] if node else None


def _with_entries(node: Node, path: Sequence[str], added: Fields) -> Node:
    """A tree with what is added to the mapping at a path."""
    if not isinstance(node, Fields):
        return node
    if not path:
        return node._replace(entries=(*node.entries, *added.entries))
    first, *rest = path
    entries = ((key, _with_entries(value, rest, added) if key.text == first else value) for key, value in node.entries)
    return node._replace(entries=tuple(entries))
