"""What of a Markdown text readers do not get as prose, code and comments, and the text with spaces in its place.

What begins first goes before: a comment in code is code, and code in a comment is part of the comment.
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# These are compiled where they are used: most texts have neither code nor comments.
_FENCE = r"(~{3,}|`{3,}) *(?:\{.*\}|\.?[\w#.+-]* *(?:hl_lines=(?:\".*\"|'.*') *)?)"
_CLOSING_FENCE = r"(~{3,}|`{3,}) *"
_TICKS = "`+"
_QUOTATION = r"(?: {0,3}> ?)+"
_LIST_ITEM = r" *(?:[*+-]|[0-9]+\.|:|\[\^[^\]\n]*\]:) "
_OPENING = "(?m:<!--|`+|^~{3,})"
_SPAN_END = r"\n(?=[ \t]*(?:[#>:*+=<-]|[0-9]+[.)]|\n|\Z)|[^\n|]*\|)|\Z"
"""Where no code span goes on: at the line of another block, of a row of a table, or of HTML."""

NOTHING = "\x02"
"""What stands for a comment that is too short to be empty, as `<!-->`: Python-Markdown drops it where it is."""

_INDENTS = ("    ", "\t")


class Comment(NamedTuple):
    """A `<!-- … -->`, by its place in the text; one that is not closed goes to the end of it."""

    start: int
    end: int
    is_closed: bool


# ---- comments -------------------------------------------------------------------------------------------------


def find_comments(text: str) -> tuple[Comment, ...]:
    """The comments of a text in order, wherever they stand but in code; `<!-->` and `<!--->` are whole ones.

    HTML hides all that follows one that is not closed, and so do blocks of CommonMark (0.31, HTML blocks of type 2);
    here it does within a line, too, since what somebody meant for authors is never to be read by others.
    """
    if "<!--" not in text:
        return ()
    code, opening = _Code(text), re.compile(_OPENING)
    found: list[Comment] = []
    at = 0
    while match := opening.search(text, at):
        if match[0] != "<!--":
            at = code.end(match)
        elif code.is_indented(match.start()):
            at = match.end()
        else:
            close = text.find("-->", match.start() + 2)
            at = close + 3 if close >= 0 else len(text)
            found.append(Comment(match.start(), at, close >= 0))
    return tuple(found)


class _Code:
    """Where the code of a text ends that is in no comment."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._indented = _blank_indented(text)
        self._ends_by_fence: dict[str, list[int]] = {}
        for match in re.finditer(r"^(~{3,}|`{3,}) *$", text, re.MULTILINE):
            self._ends_by_fence.setdefault(match[1], []).append(match.end())
        self._runs_by_length: dict[int, list[int]] = {}
        for match in re.finditer(_TICKS, text):
            self._runs_by_length.setdefault(len(match[0]), []).append(match.start())
        self._span_ends = [match.start() for match in re.finditer(_SPAN_END, text)]

    def is_indented(self, place: int) -> bool:
        """True in a block of code that is indented."""
        return self._indented[place] != self._text[place]

    def end(self, opening: re.Match[str]) -> int:
        """Where the code ends that a fence or a run of backticks begins; the end of that, if it begins none."""
        return self._block_end(opening) or self._span_end(opening) or opening.end()

    def _block_end(self, opening: re.Match[str]) -> int:
        start, line_end = opening.start(), self._text.find("\n", opening.end())
        if line_end < 0 or (start and self._text[start - 1] != "\n"):
            return 0
        fence = re.compile(_FENCE).fullmatch(self._text, start, line_end)
        ends = self._ends_by_fence.get(fence[1], []) if fence else []
        place = bisect.bisect_right(ends, line_end)
        return ends[place] if place < len(ends) else 0

    def _span_end(self, opening: re.Match[str]) -> int:
        length = len(opening[0]) - _is_escaped(self._text, opening.start())
        if opening[0][0] == "~" or not length:
            return 0
        limit = self._span_ends[bisect.bisect_left(self._span_ends, opening.start())]
        runs = self._runs_by_length.get(length, [])
        place = bisect.bisect_left(runs, opening.end())
        return runs[place] + length if place < len(runs) and runs[place] < limit else 0


def empty_comments(text: str, comments: Sequence[Comment]) -> str:
    """The text with nothing in its comments, each on one line, and nothing behind one that is not closed."""
    pieces, done = [], 0
    for start, end, is_closed in comments:
        length = end - start
        empty = f"<!--{' ' * (length - 7)}-->" if length >= 7 else NOTHING * length
        pieces += [text[done:start], empty if is_closed else ""]
        done = end
    return "".join([*pieces, text[done:]]) if comments else text


def blank_comments(text: str) -> str:
    """The text, on the same lines, with spaces for its comments."""
    pieces, done = [], 0
    for start, end, _ in find_comments(text):
        pieces += [text[done:start], _blank(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def blank_hidden(text: str) -> str:
    """The text, on the same lines, with spaces for its comments and for every character of code."""
    return blank_code(blank_comments(text))


# ---- code -----------------------------------------------------------------------------------------------------


def blank_code(text: str) -> str:
    """The text with spaces for every character of code, as Python-Markdown sees it."""
    return blank_spans_of_paragraphs(blank_blocks(text))


def blank_blocks(text: str) -> str:
    """The text with spaces for its blocks of code, be they between fences or indented."""
    text = blank_fences(text)
    if text.startswith(_INDENTS) or any(f"{edge}{indent}" in text for edge in "\n>" for indent in _INDENTS):
        text = _blank_indented(text)
    return text


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def find_fences(text: str) -> Iterator[tuple[int, int]]:
    """Where blocks of code between ``` and ```, or ~~~ and ~~~, begin and end; one that does not end is none."""
    if "```" not in text and "~~~" not in text:
        return
    lines = text.split("\n")
    starts = [0, *itertools.accumulate(len(line) + 1 for line in lines)]
    closing: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if match := re.fullmatch(_CLOSING_FENCE, line):
            closing.setdefault(match[1], []).append(number)
    number = 0
    while number < len(lines):
        opening = re.fullmatch(_FENCE, lines[number])
        ends = closing.get(opening[1], []) if opening else []
        place = bisect.bisect_right(ends, number)
        if place < len(ends):
            yield starts[number], starts[ends[place] + 1] - 1
            number = ends[place]
        number += 1


def blank_fences(text: str) -> str:
    """The text with spaces for what `find_fences` finds."""
    pieces, done = [], 0
    for start, end in find_fences(text):
        pieces += [text[done:start], _blank(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def _blank_indented(text: str) -> str:
    """Blank what is indented by four spaces or a tab more than the item, definition or footnote that it belongs to."""
    lines = text.split("\n")
    quotation, item = re.compile(_QUOTATION), re.compile(_LIST_ITEM)
    depth = 0
    is_in_code = False
    is_after_blank = True
    for number, line in enumerate(lines):
        inner = line.expandtabs(4) if "\t" in line else line
        if ">" in line and (marks := quotation.match(inner)):
            inner = inner[marks.end() :]
        stripped = inner.lstrip(" ")
        if not stripped:
            is_after_blank, is_in_code = True, False
            continue
        indent = (len(inner) - len(stripped)) // 4
        if is_after_blank:
            depth = min(depth, indent)
        is_in_code = indent > depth and (is_in_code or is_after_blank)
        if is_in_code:
            lines[number] = " " * len(line)
        elif item.match(inner):
            depth = indent + 1
        is_after_blank = False
    return "\n".join(lines)


def blank_spans_of_paragraphs(text: str) -> str:
    """Blank code spans: from a run of backticks to the next that is as long, in the same paragraph."""
    if "`" not in text:
        return text
    paragraphs = re.split(r"(\n[ \t]*\n)", text)
    return "".join(blank_spans(part) if "`" in part else part for part in paragraphs)


def blank_spans(text: str) -> str:
    """Blank code spans of one paragraph, or of one row of a table."""
    runs = [match.span() for match in re.finditer(_TICKS, text)]
    numbers_by_length: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(runs):
        numbers_by_length.setdefault(end - start, []).append(number)
    pieces, done, number = [], 0, 0
    while number < len(runs):
        start, end = runs[number]
        if _is_escaped(text, start):
            start += 1
        alike = numbers_by_length.get(end - start, [])
        place = bisect.bisect_right(alike, number)
        if place < len(alike):
            number = alike[place]
            pieces += [text[done:start], _blank(text[start : runs[number][1]])]
            done = runs[number][1]
        number += 1
    return "".join([*pieces, text[done:]])


def _is_escaped(text: str, start: int) -> bool:
    before = start
    while before and text[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 1
