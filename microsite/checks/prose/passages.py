"""Markdown → the blocks of prose in it, each where it stands, with spaces for what is no prose."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from microsite.markup.blanks import blank_hidden

_CELL_BOUND = 60
"""Nobody writes more cells in a row than this; such a row is one passage, so that it takes no more than its size."""

_ELEMENT = re.compile(r"<(script|style|pre|code|kbd|samp)\b", re.IGNORECASE)
_NO_PROSE = re.compile(  # all begin with the same class of characters: the search for it is what takes the time
    r"[\[\]<{&](?:"
    r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)"  # the target of a link
    r"|(?<=\])\[[^\[\]\n]*\]"  # or its name
    r"|(?<![^\n].)(?<=\[)[^\[\]\n^][^\[\]\n]*\]:[^\n]*"  # the line that gives such a name its target
    r"|(?<=\[)\^[^\[\]\s]+\]:?"  # a footnote's mark
    r"|(?<=<)[A-Za-z/!?][^<>\n]*(?:\n[^<>\n]+)*>"  # a tag, or a URL or address in angle brackets
    r"|(?<=\{)(?:\{[^{}]*\}\}|[:#.][^{}\n]*(?:\n[^{}\n]+)*\})"  # a figure; attributes
    r"|(?<=&)(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'|，。；：！？、（）《》“”]*")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_MARKER = re.compile(
    r"(?P<indent>[ \t]*)(?:"
    r"(?P<hashes>\#{1,6})(?=[ \t])"
    r"|(?P<rule>(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){2,}+|(?:_[ \t]*+){3,}+|=+[ \t]*)$"
    r"|(?P<bullet>[*+-]|:(?=[ ]{2}))[ \t]+"
    r"|(?P<number>[0-9]{1,9})[.)][ \t]+"
    r")"
)
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
_CELL_END = re.compile(r"(?<!\\)\|")


class Passage(NamedTuple):
    """A block of prose as it stands in a Markdown text.

    `text` is the source's characters from column 1 of the `line` (1-based) on, with its line breaks, and with spaces
    of the same length for what is no prose: so an offset in it tells line and column.
    """

    kind: str
    """heading, paragraph, item, cell or quote."""
    level: int
    """Of a heading 1 to 6, of an item its depth from 1; else 0."""
    line: int
    text: str


def read_passages(markdown: str) -> list[Passage]:
    """The passages of a Markdown text in their order, each cell of a table one; in linear time.

    Of a row of a table all cells are told, empty ones too; other passages have some prose.
    """
    scan = _Scan(blank_what_is_no_prose(markdown).split("\n"))
    scan.run()
    return scan.passages


def blank_what_is_no_prose(markdown: str) -> str:
    """The text with spaces for code, comments, tags, URLs and other targets, attributes, figures and entities."""
    text = blank_hidden(markdown)
    if "<" in text:
        text = _blank_elements(text)
    text = _NO_PROSE.sub(_spaces, text)
    if "://" in text or "www." in text:
        text = _URL.sub(_spaces, text)
    return _ADDRESS.sub(_spaces, text) if "@" in text else text


def _spaces(match: re.Match[str]) -> str:
    found = match[0]
    return re.sub(r"[^\n]", " ", found) if "\n" in found else " " * len(found)


def _blank_elements(text: str) -> str:
    """Blank elements that hold code, with all that is in them."""
    pieces, done, lower, unclosed = [], 0, "", set()
    for match in _ELEMENT.finditer(text):
        name = match[1].lower()
        if match.start() < done or name in unclosed:
            continue
        lower = lower or text.lower()
        end = lower.find(f"</{name}>", match.end()) if len(lower) == len(text) else -1
        if end < 0:
            unclosed.add(name)
            continue
        pieces += [text[done : match.start()], re.sub(r"[^\n]", " ", text[match.start() : end])]
        done = end
    return "".join([*pieces, text[done:]])


class _Scan:
    """One walk over the lines; what is open is the passage that the next line may go on with."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.passages: list[Passage] = []
        self._open: list[str] = []
        self._kind, self._level, self._line = "paragraph", 0, 0
        self._indents: list[int] = []

    def run(self) -> None:
        number, count = 0, len(self.lines)
        while number < count:
            line = self.lines[number]
            if not line or line.isspace():
                self._close()
                number += 1
            elif "|" in line and number + 1 < count and self._is_table(number):
                self._close()
                number = self._table(number)
            else:
                self._add(line, number)
                number += 1
        self._close()

    def _close(self) -> None:
        if self._open:
            text = "\n".join(self._open)
            if not text.isspace():
                self.passages.append(Passage(self._kind, self._level, self._line, text))
            self._open = []

    def _begin(self, kind: str, level: int, number: int, text: str) -> None:
        self._close()
        self._kind, self._level, self._line, self._open = kind, level, number + 1, [text]

    def _add(self, line: str, number: int) -> None:
        if line[0].isalpha():
            self._plain(line, number, is_quoted=False)
            return
        quoted = _QUOTE.match(line) if ">" in line else None
        if quoted:
            line = " " * quoted.end() + line[quoted.end() :]
        mark = _MARKER.match(line, quoted.end() if quoted else 0)
        if mark is None or not self._marked(mark, line, number):
            self._plain(line, number, is_quoted=quoted is not None)

    def _marked(self, mark: re.Match[str], line: str, number: int) -> bool:
        """Take a line that begins with a mark; False if the mark means nothing here."""
        rest = " " * mark.end() + line[mark.end() :]
        if mark["hashes"]:
            self._indents = []
            self._begin("heading", len(mark["hashes"]), number, rest)
            self._close()
        elif mark["rule"]:
            if self._kind == "paragraph" and len(self._open) == 1 and mark["rule"][0] in "=-":
                self._kind, self._level = "heading", 1 if mark["rule"][0] == "=" else 2
            self._close()
        else:
            is_in_list = bool(self._indents) and self._kind == "item"
            if mark["number"] and self._open and not is_in_list:
                return False  # “… bis zum / 16. November”, broken before the day
            self._begin("item", self._depth(len(mark["indent"].expandtabs(4))), number, rest)
        return True

    def _depth(self, indent: int) -> int:
        while self._indents and indent < self._indents[-1] + 2:
            self._indents.pop()
        self._indents.append(indent)
        return len(self._indents)

    def _plain(self, line: str, number: int, *, is_quoted: bool) -> None:
        if self._open and (self._kind == "quote") == is_quoted:
            self._open.append(line)
            return
        if not line.startswith((" ", "\t")):
            self._indents = []
        self._begin("quote" if is_quoted else "paragraph", 0, number, line)

    def _is_table(self, number: int) -> bool:
        below = self.lines[number + 1]
        return "-" in below and "|" in below and _DELIMITERS.fullmatch(below) is not None

    def _table(self, number: int) -> int:
        """Take the rows of a table; the number of the line after it."""
        start = number
        while number < len(self.lines) and "|" in self.lines[number]:
            if number != start + 1:
                self.passages.extend(_cells(self.lines[number], number + 1))
            number += 1
        return number


def _cells(row: str, line: int) -> list[Passage]:
    ends = [match.start() for match in _CELL_END.finditer(row)]
    if not ends or len(ends) > _CELL_BOUND:
        return [Passage("cell", 0, line, row.replace("|", " "))]
    edges = [-1, *ends, len(row)]
    spans = [(start + 1, end) for start, end in itertools.pairwise(edges)]
    if not row[: ends[0]].strip():
        del spans[0]
    if spans and not row[ends[-1] + 1 :].strip():
        del spans[-1]
    return [Passage("cell", 0, line, " " * start + row[start:end]) for start, end in spans]
