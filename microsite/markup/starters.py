"""What begins a block, by the character with which its line begins."""

from __future__ import annotations

import re
from collections.abc import Mapping

from microsite.markup import elements, leaves
from microsite.markup.attributes import BEGIN, is_attributes, read_attribute_line
from microsite.markup.reader import Read, Reader, Starter, quoted
from microsite.markup.references import take_references
from microsite.markup.tree import TextNode

_MARKER = re.compile(r"(?:([*+-])|([0-9]{1,9})([.)]))(?=[ \t]|\Z)")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|\Z)")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*\Z")
_FENCE = re.compile(r"(`{3,})([^`]*)\Z|(~{3,})(.*)\Z")
_NOTE = re.compile(r"\[\^([^\s\[\]]+)\]:")
_DESCRIPTION = re.compile(r":([ \t]+)(?=\S)")
_CLOSING = re.compile(r"(?:\A|[ \t]+)#+[ \t]*\Z")
_LAST_ATTRIBUTES = re.compile(rf"\s*(?<!\\){BEGIN}([^{{}}\n]*)\}}[ \t]*\Z")
_LEADING_ATTRIBUTES = re.compile(r"\{:([^{}\n]*)\}[ \t]+(?=[^ \t])")
_COMMENTS = re.compile(r"(?:(?:<!-- *-->|<!--?->)[ \t]*)+")


def _quote(reader: Reader, line: str, base: int, column: int, _indent: int) -> Read:
    reader.close()
    rest, moved, column = quoted(line, column)
    block = TextNode("quote", base)
    reader.append(block)
    reader.push(block)
    return rest, base + 1 + moved, column


def _heading(reader: Reader, line: str, base: int, _column: int, _indent: int) -> Read:
    match = _HEADING.match(line)
    if match is None:
        return None
    reader.close()
    line = reader.without_comments(line, base)
    block = reader.add("heading", base)
    block.level, block.info = len(match[1]), match[1]
    block.text, attributes = _split_heading(line[match.end() :])
    block.attributes = f"{block.attributes} {attributes}".strip()
    block.starts = [base + match.end()]
    return True


def _fence(reader: Reader, line: str, base: int, _column: int, indent: int) -> Read:
    match = _FENCE.match(line)
    if match is None or "<!--" in line:
        return None
    reader.close()
    block = reader.leaf = reader.add("fence", base)
    block.info, block.marker, block.level = (match[2] or match[4] or "").strip(), match[1] or match[3], indent
    block.fences = ((base, base + len(line)),)
    return True


def _html(reader: Reader, line: str, base: int, column: int, _indent: int) -> Read:
    kind = leaves.html_kind(line)
    if not kind or (kind == 7 and (elements.is_inside(reader) or _is_paragraph(reader.leaf))):
        return None
    reader.close()
    line = reader.without_comments(line, base)
    block = reader.add("html", base)
    block.level, reader.tree.has_html = kind, True
    if kind == 2 and (comments := _COMMENTS.match(line)):
        block.text, moved = comments[0], comments.end()
        return (line[moved:], base + moved, column + moved) if line[moved:].strip(" \t") else True
    opened = leaves.find_markdown(line) if kind >= 6 else None
    if opened:
        return elements.open_element(reader, block, line, base, column, opened)
    reader.leaf = block
    block.add(line, base)
    if leaves.ends_html(kind, line):
        reader.close_leaf()
    return True


def _is_paragraph(leaf: TextNode | None) -> bool:
    return leaf is not None and leaf.kind == "paragraph"


def _equals(reader: Reader, line: str, base: int, _column: int, _indent: int) -> Read:
    return _setext(reader, line, base)


def _setext(reader: Reader, line: str, base: int) -> Read:
    leaf = reader.paragraph
    if leaf is None or not _SETEXT.match(line):
        return None
    take_references(leaf, reader.tree)
    if not leaf.parts:
        reader.drop_leaf()
        return None
    leaf.kind, leaf.level, leaf.info, leaf.place = "heading", 1 if line[0] == "=" else 2, line.rstrip(" \t"), base
    leaf.text, attributes = _split_heading("\n".join(leaf.parts), is_closed=False)
    leaf.attributes = f"{leaf.attributes} {attributes}".strip()
    reader.leaf = None
    return True


def _dash(reader: Reader, line: str, base: int, column: int, indent: int) -> Read:
    if "|" in line and _table(reader, line):
        return True
    if line[0] == "-" and (read := _setext(reader, line, base)):
        return read
    if line[0] != "+" and _RULE.match(line):
        reader.close()
        reader.add("rule", base)
        return True
    return _marker(reader, line, base, column, indent) if line[0] != "_" else None


def _marker(reader: Reader, line: str, base: int, column: int, indent: int) -> Read:
    match = _MARKER.match(line)
    if match is None:
        return None
    length = match.end()
    rest = line[length:]
    stripped = rest.lstrip(" \t")
    if reader.paragraph is not None and (not stripped or (match[2] and int(match[2]) != 1)):
        return None
    reader.close()
    spaces = leaves.width(rest[: len(rest) - len(stripped)], column + length)
    container, kind = reader.open[-1], match[1] or match[3]
    last = container.children[-1] if container.children else None
    if last is None or last is reader.ended or last.kind != "list" or last.marker != kind:
        last = reader.add("list", base)
        last.marker, last.level, last.is_tight = kind, int(match[2]) if match[2] else -1, True
    elif reader.after_blank:
        last.is_tight = False
    reader.after_blank = False
    item = TextNode("item", base)
    last.append(item)
    item.marker = match[2] or ""
    step = 1 if not stripped or spaces > 4 else spaces
    item.level = indent + length + step
    reader.push(item)
    if not stripped:
        return True
    rest, moved, column = leaves.consume(rest, column + length, step)
    return rest, base + length + moved, column


def _pipe(reader: Reader, line: str, _base: int, _column: int, _indent: int) -> Read:
    return True if _table(reader, line) else None


def _table(reader: Reader, line: str) -> bool:
    """Make a table of the paragraph's last line, if this line is the one below its head."""
    leaf = reader.paragraph
    sides = leaves.read_sides(line) if leaf else ()
    if leaf is None or not sides or len(leaves.split_row(leaf.parts[-1])) != len(sides):
        return False
    table = TextNode("table", leaf.starts[-1])
    table.sides = sides
    table.add(leaf.parts.pop(), leaf.starts.pop())
    if leaf.parts:
        reader.close_leaf()
    else:
        reader.drop_leaf()
        table.attributes = leaf.attributes
    reader.append(table)
    reader.leaf = table
    return True


def _colon(reader: Reader, line: str, base: int, column: int, indent: int) -> Read:
    if "|" in line and _table(reader, line):
        return True
    match = _DESCRIPTION.match(line)
    if match is None or (reader.matched < len(reader.open) and reader.open[reader.matched].kind != "description"):
        return None
    is_tight = not reader.after_blank
    found = _definitions(reader)
    if found is None:
        return None
    block = TextNode("description", base)
    spaces = leaves.width(match[1], column + 1)
    step = spaces if spaces <= 4 else 1
    block.level, block.is_tight = indent + 1 + step, is_tight
    found.append(block)
    reader.after_blank = False
    reader.push(block)
    rest, moved, column = leaves.consume(line[1:], column + 1, step)
    return rest, base + 1 + moved, column


def _definitions(reader: Reader) -> TextNode | None:
    """The definition list that a description belongs to, be it new; None where nothing stands to be defined."""
    if reader.matched < len(reader.open):
        reader.close()
    container = reader.open[-1]
    last = container.children[-1] if container.children else None
    if last is None or last.kind != "paragraph":
        return last if last is not None and last.kind == "definitions" else None
    if reader.leaf is last:
        reader.close_leaf()
    if container.children[-1:] != [last]:
        return None
    container.children.pop()
    before = container.children[-1] if container.children else None
    if before is None or before.kind != "definitions":
        reader.after_blank = False
        before = reader.add("definitions", last.start)
    for start, term in last.lines():
        block = TextNode("term", start)
        block.text, block.starts = term.strip(), [start]
        before.append(block)
    return before


def _bracket(reader: Reader, line: str, base: int, column: int, _indent: int) -> Read:
    match = _NOTE.match(line)
    if match is None:
        return None
    reader.close()
    reader.end_list()
    note = TextNode("note", base)
    note.info, note.level = match[1], 4
    reader.tree.notes.append(note)
    reader.push(note)
    reader.after_blank = False
    rest = line[match.end() :].lstrip(" \t")
    moved = len(line) - len(rest)
    return (rest, base + moved, column + moved) if rest else True


def _brace(reader: Reader, line: str, base: int, column: int, _indent: int) -> Read:
    item, leading = reader.open[-1], _LEADING_ATTRIBUTES.match(line)
    if item.kind == "item" and not item.children and leading and is_attributes(leading[1]):
        item.attributes = f"{item.attributes} {leading[1]}".strip()
        return line[leading.end() :], base + leading.end(), column + leading.end()
    attributes = read_attribute_line(line)
    if not attributes:
        return None
    block = reader.paragraph
    reader.close()
    if block is None and reader.open[-1].children and not reader.after_blank:
        block = reader.open[-1].children[-1]
    if (block is None or _is_end(block)) and line[1] != ":":
        return None  # what waits for a block without a colon may be meant to be read
    if block is None or _is_end(block):
        reader.pending = attributes
        reader.end_list()
    else:
        block.attributes = f"{block.attributes} {attributes}".strip()
    return True


def _is_end(block: TextNode) -> bool:
    """True of kramdown’s mark that a block ends, which has no element for attributes."""
    return block.kind == "html" and block.level == 2 and not block.text


def _caret(reader: Reader, line: str, base: int, _column: int, _indent: int) -> Read:
    """Read kramdown's mark that a block ends: it stands between two lists, say, as an empty comment would."""
    if line.rstrip(" \t") != "^":
        return None
    reader.close()
    reader.add("html", base).level = 2
    return True


def _split_heading(line: str, *, is_closed: bool = True) -> tuple[str, str]:
    """The text of a heading, without the marks at its end, and the inside of its attribute list."""
    text, attributes = line.strip(" \t"), ""
    match = _LAST_ATTRIBUTES.search(text) if text[-1:] == "}" else None
    if match and is_attributes(match[1]):
        text, attributes = text[: match.start()], match[1].strip()
    if is_closed and text[-1:] == "#":
        text = _CLOSING.sub("", text)
    return text.strip(" \t"), attributes


STARTERS: Mapping[str, Starter] = {
    ">": _quote,
    "#": _heading,
    "`": _fence,
    "~": _fence,
    "<": _html,
    "=": _equals,
    "|": _pipe,
    ":": _colon,
    "[": _bracket,
    "{": _brace,
    "^": _caret,
    **dict.fromkeys("*+-_", _dash),
    **dict.fromkeys("0123456789", _marker),
}
