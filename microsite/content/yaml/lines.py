"""Front matter → the same with other values: only the lines of fields that change are written anew.

What an editor wrote around them stays: comments, order, unknown fields, quotation marks, line ends, the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from microsite.content.yaml.core import is_rewritten
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar
from microsite.content.yaml.tree import compose
from microsite.values.named import NamedTuple

Written = str | Sequence[str | Mapping[str, str]]
"""A value as YAML can hold it: a text, or a list of texts and of mappings of texts."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n?|\n")
_FENCE_END = re.compile(r"(?:---|\.\.\.)[^\S\r\n]*(?:\r\n?|\n)?")
_QUOTED = re.compile(r"""(?<![^\s\[{,:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_COMMENT = re.compile(r"(?:^|\s)#[^\r\n]*")
_WIDTH = 120


class _Block(NamedTuple):
    """A field: its name and node, and its lines from `start` to before `end` without the comments that follow."""

    name: Scalar
    node: Node
    start: int
    end: int


class _Front(NamedTuple):
    """The lines of a file with their ends; the front matter is from 1 to before `fence`."""

    lines: list[str]
    table: Fields
    fence: int

    def block(self, names: Sequence[str]) -> _Block | None:
        """The field of that name, or of its other spelling."""
        entries = self.table.entries
        for n, (name, node) in enumerate(entries):
            if name.text in names:
                limit = entries[n + 1][0].span.line - 1 if n + 1 < len(entries) else self.fence
                start = name.span.line - 1
                return _Block(name, node, start, self._last(start, limit, node))
        return None

    def _last(self, start: int, limit: int, node: Node) -> int:
        """Where a field's own lines end. In a text that keeps its lines, what is indented is no comment."""
        is_kept = isinstance(node, Scalar) and node.style in ("|", ">")
        while limit > start + 1:
            line = self.lines[limit - 1]
            if line.strip() and not (line if is_kept else line.lstrip()).startswith("#"):
                break
            limit -= 1
        return limit


def read_front(text: str) -> Fields | None:
    """The table of a file's front matter; None if it is missing or cannot be read."""
    front = _open(text)
    return front.table if front else None


def _open(text: str) -> _Front | None:
    lines = _LINE.findall(text.removeprefix("\ufeff"))
    fence = next((n for n, line in enumerate(lines[1:], start=1) if _FENCE_END.fullmatch(line)), 0)
    if not fence or lines[0].rstrip() != "---":
        return None
    node, _ = compose("".join(_LINE_END.sub("\n", line) for line in lines[1:fence]), "", first_line=2)
    return _Front(lines, node, fence) if isinstance(node, Fields) else None


def write_front(values: Mapping[str, Written]) -> str:
    """A file of front matter alone, with those fields that hold something."""
    return "---\n" + "".join(f"{_field(name, value)}\n" for name, value in values.items() if value) + "---\n"


def change_front(text: str, values: Mapping[str, Written], spellings: Mapping[str, Sequence[str]]) -> str | None:
    """The text with these values in its front matter, None if that would touch more; empty ones leave their fields.

    `spellings` are all fields with their names, in the order in which new ones stand.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    for name, value in values.items():
        front = _open(text)
        if front is None or front.table.written.startswith("{"):
            return None
        block = front.block(spellings[name])
        if block:
            front.lines[block.start : block.end] = _changed(front.lines[block.start : block.end], block, value)
        elif value:
            _insert(front, name, value, spellings)
        text = mark + "".join(front.lines)
    return text


def _insert(front: _Front, name: str, value: Written, spellings: Mapping[str, Sequence[str]]) -> None:
    """Put a field in after those that stand before it by the order of the fields."""
    order = list(spellings)
    before = (front.block(spellings[other]) for other in reversed(order[: order.index(name)]))
    after = next((block for block in before if block), None)
    at = after.end if after else 1
    indent = " " * (front.table.entries[0][0].span.column - 1)
    line = f"{indent}{_field(name, value)}".replace("\n", f"\n{indent}")
    end = _end_of(front.lines[at - 1])
    front.lines[at:at] = [line.replace("\n", end) + end]


# ---- the lines of a field -------------------------------------------------------------------------------------


def _changed(lines: Sequence[str], block: _Block, value: Written) -> list[str]:
    """The lines of a field with another value."""
    first, end = lines[0], _end_of(lines[0])
    after_name = first.index(":", block.name.span.column - 1 + block.name.span.length) + 1
    if len(lines) == 1:
        return _changed_line(first, after_name, block.node, value)
    if isinstance(block.node, Items):
        items = _changed_items(lines, block, value) if not isinstance(value, str) and value else None
        if items:
            return [first, *items]
        beside = _comment(first[after_name:])
        comments = [
            line if line.lstrip() == f"{found}{end}" else f"  {found}{end}"
            for line in lines[1:]
            if (found := _comment(line))
        ]
        if value or beside or comments:
            return [f"{first[:after_name]} {_flow(value or ())}{beside and f' {beside}'}{end}", *comments]
        return []
    return [f"{first[:after_name]} {_flow(value)}{end}"] if value else []


def _comment(line: str) -> str:
    """The comment of a line in a list, if it has one."""
    found = _COMMENT.search(_QUOTED.sub(lambda match: "-" * len(match[0]), line))
    return line[found.start() :].strip() if found else ""


def _changed_line(line: str, after_name: int, node: Node, value: Written) -> list[str]:
    """A field of one line: what follows the value stays, and the line goes if nothing is left."""
    style = node.style if isinstance(node, Scalar) else ""
    if not node.written:  # nothing but the name
        return [f"{line[:after_name]} {_flow(value)}{line[after_name:]}"]
    start = node.span.column - 1
    rest = line[start + node.span.length :]
    if not value:
        empty = '""' if isinstance(value, str) else "[]"
        return [line[:start] + empty + rest] if rest.strip() else []
    return [line[:start] + _flow(value, style) + rest]


def _changed_items(lines: Sequence[str], block: _Block, value: Sequence[str | Mapping[str, str]]) -> list[str] | None:
    """The lines below a field's name for a list with an item a line: what stays keeps its line, and what is above it.

    None if the items are not such ones.
    """
    chunks: dict[str, list[str]] = {}
    at = 1
    for item in block.node.items if isinstance(block.node, Items) else ():
        end = item.span.line - block.start
        chunk = lines[at:end]
        is_alone = all(not line.strip() or line.lstrip().startswith("#") for line in chunk[:-1])
        if not isinstance(item, Scalar) or not is_alone or not chunk or not chunk[-1].lstrip().startswith("- "):
            return None
        chunks.setdefault(item.text.strip(), []).extend(chunk)
        at = end
    if at != len(lines) or not all(isinstance(text, str) for text in value):
        return None
    last = next(reversed(chunks.values()))[-1]
    indent = last[: len(last) - len(last.lstrip())]
    written: list[str] = []
    for text in value:
        kept = chunks.pop(str(text), None)
        written += kept or [f"{indent}- {_scalar(str(text), '- {}')}{_end_of(last)}"]
    return written + [line for chunk in chunks.values() for line in chunk[:-1]]


def _end_of(line: str) -> str:
    """The line end of a line, or the one to give a line without."""
    found = _LINE_END.search(line)
    return found[0] if found else "\n"


# ---- values ---------------------------------------------------------------------------------------------------


def _field(name: str, value: Written) -> str:
    """A new field: a list that is too long for a line has an item a line."""
    line = f"{name}: {_flow(value)}"
    if isinstance(value, str) or len(line) <= _WIDTH:
        return line
    return f"{name}:" + "".join(f"\n  - {write_item(item, '- {}')}" for item in value)


def _flow(value: Written, style: str = "") -> str:
    """A value on one line."""
    if isinstance(value, str):
        return _scalar(value, "x: {}", style)
    return "[" + ", ".join(write_item(item, "x: [{}]") for item in value) + "]"


def write_item(item: str | Mapping[str, str], within: str = "- {}") -> str:
    """A text or a mapping of texts on one line, as it may stand `within` others: in the place of the braces."""
    if isinstance(item, str):
        return _scalar(item, within)
    return "{" + ", ".join(f"{name}: {_scalar(text, 'x: {y: {}}')}" for name, text in item.items()) + "}"


def _scalar(text: str, within: str, style: str = "") -> str:
    """A text so that YAML gives it back where it stands: in the quotation marks that it had, if that can be.

    A digest such as 1234e567 gets some, since other programs would take it for a number and write another one.
    """
    by_style = {"": text, '"': f'"{text}"', "'": "'" + text.replace("'", "''") + "'"}
    styles = [style if style in by_style else "", "", '"', "'"]
    for written in (by_style[one] for one in styles if one or not is_rewritten(text)):
        node, _ = compose(within.replace("{}", written) + "\n", "")
        if _only_scalar(node) == text:
            return written
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _only_scalar(node: Node | None) -> str | None:
    """The only text in a tree; None if there are more, or if YAML does not read it as a text."""
    while isinstance(node, Items | Fields):
        inner = node.items if isinstance(node, Items) else tuple(value for _, value in node.entries)
        if len(inner) != 1:
            return None
        node = inner[0]
    return None if node is None or node.is_empty else node.text
