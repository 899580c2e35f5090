"""What stands in the leaves of a Markdown text: code, HTML, rows of tables."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator

from microsite.markup.endings import show_endless, swallows
from microsite.markup.tree import PlaceOf, TextNode

RAW = frozenset({"code", "fence", "html"})
"""Leaves whose lines mean nothing else."""

_NAMES = """
address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu
menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul
"""
_BLOCK_NAMES = frozenset(_NAMES.split())
_RAW_NAMES = frozenset({"script", "pre", "style", "textarea"})
ATTRIBUTE = r"(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)"
TAG = rf"<(?:[A-Za-z][A-Za-z0-9-]*{ATTRIBUTE}*\s*/?|/[A-Za-z][A-Za-z0-9-]*\s*)>"
_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s>]|(/>)|\Z)", re.ASCII)
_WHOLE_TAG = re.compile(rf"{TAG}\s*\Z", re.ASCII)
_BEGINNINGS = {2: "<!--", 3: "<?", 5: "<![CDATA["}
_HTML_ENDS = {
    1: re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    2: re.compile("-->|<!-*>"),
    3: re.compile(r"\?>"),
    4: re.compile(">"),
    5: re.compile(r"\]\]>"),
}
_SIDE = re.compile(r"\s*(:?)-+(:?)\s*")
_RAW_LINK = re.compile(
    r"<(?:a|img)\b[^<>]*?\s(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE
)
_MARKDOWN = re.compile(
    r"(<[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*?)?)\s+markdown(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?(?=[\s/>])"
)
_TASK = re.compile(r"\[([ xX])\][ \t]+\n?(?=\S)")
_BOXES = {" ": "☐ ", "x": "☑ ", "X": "☑ "}
_TICKS = re.compile(r"`+|\\\||\|")


# ---- columns --------------------------------------------------------------------------------------------------

_WITH_MARKDOWN = re.compile(
    r"<([A-Za-z][A-Za-z0-9]*)((?:\s+(?!markdown\s*=)[^\s<>=]+(?:\s*=\s*(?:\"[^<>\"]*\"|'[^<>']*'|[^\s<>\"']+))?)*+)"
    r"\s+markdown\s*=\s*(?:\"[^<>\"]*\"|'[^<>']*'|[^\s<>\"']+)([^<>]*+)>",
    re.IGNORECASE,
)
"""A tag that says so, attribute by attribute: nothing is taken back."""


def width(white: str, column: int) -> int:
    """How many columns some white space takes that begins in a column (0-based)."""
    if "\t" not in white:
        return len(white)
    start = column
    for character in white:
        column += 4 - column % 4 if character == "\t" else 1
    return column - start


def consume(rest: str, column: int, count: int) -> tuple[str, int, int]:
    """A line without the first columns of its white space: (what is left, how far that moved, its column)."""
    if "\t" not in rest[:count]:
        return rest[count:], count, column + count
    index = 0
    while count and index < len(rest) and rest[index] in " \t":
        step = 4 - column % 4 if rest[index] == "\t" else 1
        index += 1
        if step > count:
            return " " * (step - count) + rest[index:], index - (step - count), column + count
        column, count = column + step, count - step
    return rest[index:], index, column


# ---- code and HTML --------------------------------------------------------------------------------------------


def add_raw(block: TextNode, rest: str, base: int, column: int) -> str:
    """Read a line where code or HTML is open: "taken", "last" if it ends there, "" if it has ended before."""
    if block.kind == "fence":
        stripped = rest.lstrip(" ")
        mark = block.marker
        is_close = len(rest) - len(stripped) < 4 and stripped.startswith(mark)
        if is_close and not stripped.rstrip(" \t\u3000").strip(mark[0]):
            return "last"
        indent = min(block.level, len(rest) - len(stripped))
        block.add(rest[indent:], base + indent)
        return "taken"
    is_blank = not rest.strip(" \t")
    if block.kind == "code":
        stripped = rest.lstrip(" \t")
        if not is_blank and width(rest[: len(rest) - len(stripped)], column) < 4:
            return ""
        rest, moved, _ = consume(rest, column, 4)
        block.add(rest, base + moved)
        return "taken"
    if block.level >= 6 and (is_blank or find_markdown(rest)):
        return ""
    block.add(rest, base)
    return "last" if ends_html(block.level, rest) else "taken"


def html_kind(line: str) -> int:
    """The kind of block of HTML that a line begins; 0 if it begins none."""
    for kind, beginning in _BEGINNINGS.items():
        if line.startswith(beginning):
            return kind
    if line[:2] == "<!":
        return 4 if line[2:3].isascii() and line[2:3].isalpha() else 0
    match = _NAME.match(line)
    name = match[2].lower() if match else ""
    if name in _RAW_NAMES and match and not (match[1] or match[3]):
        return 1
    if name in _BLOCK_NAMES:
        return 6
    return 7 if _WHOLE_TAG.match(line) else 0


def find_markdown(line: str) -> re.Match[str] | None:
    """The tag with which a line begins, if Markdown stands in its element; farther in, a line would begin code."""
    stripped = line.lstrip(" ")
    if "markdown" not in line or len(line) - len(stripped) > 3 or swallows(stripped):
        return None
    return _WITH_MARKDOWN.match(stripped)


def ends_html(kind: int, line: str) -> bool:
    """True if a block of HTML of one of the first kinds ends in the line."""
    return kind < 6 and _HTML_ENDS[kind].search(line) is not None


def close_raw(block: TextNode) -> None:
    """Set the text of code or HTML that has ended."""
    if block.kind == "code":
        while block.parts and not block.parts[-1].strip(" \t"):
            block.parts.pop()
            block.starts.pop()
    block.text = "\n".join(block.parts)
    if block.kind == "html":
        block.text = show_endless(block.text)


# ---- tables ---------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=256)
def read_sides(line: str) -> tuple[str, ...]:
    """On which side each column of a table stands, of the line below its head; () if it is none."""
    cells = [line[start:end] for start, end in split_row(line)]
    found = [_SIDE.fullmatch(cell) for cell in cells]
    if "|" not in line or not all(found):
        return ()
    return tuple(
        "center" if side[1] and side[2] else "start" if side[1] else "end" if side[2] else "" for side in found if side
    )


def split_row(line: str) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end: at pipes, but not at those in code, nor behind a backslash."""
    if "`" not in line and "\\" not in line:
        return _split_plain(line)
    pipes = list(_pipes(line))
    start, end = len(line) - len(line.lstrip(" \t")), len(line.rstrip(" \t"))
    if pipes and pipes[0] == start:
        start = pipes.pop(0) + 1
    if pipes and pipes[-1] == end - 1:
        end = pipes.pop()
    return list(zip([start, *(pipe + 1 for pipe in pipes)], [*pipes, end], strict=True))


def _split_plain(line: str) -> list[tuple[int, int]]:
    """The same of a row without code and backslashes."""
    at, cells = 0, list[tuple[int, int]]()
    for cell in line.split("|"):
        cells.append((at, at + len(cell)))
        at += len(cell) + 1
    if len(cells) > 1 and not line[: cells[0][1]].strip(" \t"):
        del cells[0]
    if len(cells) > 1 and not line[cells[-1][0] :].strip(" \t"):
        del cells[-1]
    return cells


def _pipes(line: str) -> Iterator[int]:
    runs: dict[int, list[int]] = {}
    tokens = list(_TICKS.finditer(line))
    for number, token in enumerate(tokens):
        if token[0][0] == "`":
            runs.setdefault(len(token[0]), []).append(number)
    for alike in runs.values():
        alike.reverse()
    skip = -1
    for number, token in enumerate(tokens):
        if number <= skip:
            continue
        if token[0] == "|":
            yield token.start()
        elif token[0][0] == "`":
            alike = runs[len(token[0])]
            while alike and alike[-1] <= number:
                alike.pop()
            skip = alike.pop() if alike else skip


def unescape_cell(line: str, begin: int, end: int, start: int) -> tuple[str, PlaceOf]:
    """The text of a cell between two places in a row, and where its characters stand; the row begins at `start`."""
    cell = line[begin:end]
    text = cell.strip(" \t")
    start += begin + len(cell) - len(cell.lstrip(" \t"))
    if "\\|" not in text:
        return text, lambda index: start + index
    ends = [match.end() - number - 1 for number, match in enumerate(re.finditer(r"\\\|", text))]
    return text.replace("\\|", "|"), lambda index: start + index + sum(end <= index for end in ends)


# ---- tasks ----------------------------------------------------------------------------------------------------


def read_task(item: TextNode) -> tuple[str, int]:
    """The box of an item that begins as a task, and how long its mark is in the text; "" and 0 of any other."""
    first = item.children[0] if item.kind == "item" and item.children else None
    match = _TASK.match(first.text) if first is not None and first.kind == "paragraph" else None
    return (_BOXES[match[1]], match.end()) if match else ("", 0)


# ---- raw HTML -------------------------------------------------------------------------------------------------


def find_raw_links(text: str) -> Iterator[tuple[str, int]]:
    """The addresses of links and pictures in some HTML, and where they stand in it."""
    for match in _RAW_LINK.finditer(text):
        yield html.unescape(match[match.lastindex or 0]), match.start(match.lastindex or 0)


def is_comment(block: TextNode) -> bool:
    """True of a block of HTML that is a comment, of which readers get nothing."""
    return block.level == 2 and re.fullmatch(r"\s*(?:<!-- *-->\s*|<!--?->\s*)*", block.text) is not None


def without_markdown(text: str) -> str:
    """HTML without the attributes that say that Markdown stands in an element."""
    return _MARKDOWN.sub(r"\1", text) if "markdown" in text else text
