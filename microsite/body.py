"""A body as its author wrote it: what in it is code, and where things stand."""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from microsite.diagnostics import Diagnostic, Span, problem
from microsite.model import Prose

PLACEHOLDER = re.compile(r"\[\[([^\[\]]+)\]\]")
"""What only the operator can fill in."""

_FENCE = re.compile(r"(~{3,}|`{3,}) *(?:\{.*\}|\.?[\w#.+-]* *(?:hl_lines=(?:\".*\"|'.*') *)?)")
_CLOSING_FENCE = re.compile(r"(~{3,}|`{3,}) *")
_TICKS = re.compile("`+")
_LIST_ITEM = re.compile(r" {0,3}(?:[*+-]|[0-9]+\.|:|\[\^[^\]\n]*\]:)[ \t]")
_HEADING = re.compile(
    r"^[ \t>]*(?:(?:[*+-]|[0-9]+\.)[ \t]+)*(?P<hashes>#{1,6})[^#\n]"
    r"|(?:\A|\n[ \t>]*\n)[ \t>]*[^\s#>][^\n]*\n[ \t>]*(?P<line>=+|-+)[ ]*$"
    r"|<h(?P<html>[1-6])\b",
    re.MULTILINE | re.IGNORECASE,
)
_BEFORE_LINK = re.compile(r"(?:\]\(\s*<?|\]:[ \t]*<?|\b(?:href|src)\s*=\s*[\"']?)\Z", re.IGNORECASE)
_BEFORE_LINK_BOUND = 40
_ESCAPED_BOUND = 500


@dataclass
class Body:
    """The prose of an entry, in which things are looked up: each is found after the one that was found before it."""

    prose: Prose
    _next: dict[str, int] = field(default_factory=dict)

    @cached_property
    def without_code(self) -> str:
        """The body with spaces in the place of code."""
        return blank_code(self.prose.text)

    @cached_property
    def text(self) -> str:
        """The body with spaces in the place of code and comments: what readers get."""
        return blank_comments(self.without_code) if "<!--" in self.without_code else self.without_code

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.prose.text))]

    @property
    def start(self) -> Span:
        """Where the body begins: the place of what is found nowhere."""
        return Span(self.prose.path, self.prose.line, 1)

    def span(self, start: int, length: int) -> Span:
        """The place of the characters from `start` (0-based) on."""
        number = bisect.bisect_right(self._starts, start)
        return Span(self.prose.path, self.prose.line + number - 1, start - self._starts[number - 1] + 1, length)

    def find(self, pattern: str) -> Span:
        """The next match of a regular expression, in letters of either case; the body's first line if there is none."""
        match = re.compile(pattern, re.IGNORECASE).search(self.text, self._next.get(pattern, 0))
        if match is None:
            return self.start
        self._next[pattern] = match.end()
        return self.span(match.start(), match.end() - match.start())

    def find_link(self, url: str) -> Span:
        """The next place where a link or picture has this URL; the body's first line if it is written otherwise.

        A URL that is given once, at the end of the text, and used more often is found there each time.
        """
        for written in dict.fromkeys((url, url.removeprefix("mailto:"), html.escape(url, quote=False))):
            start = self._next_link(written)
            if start >= 0:
                return self.span(start, len(written))
        if len(url) > _ESCAPED_BOUND:
            return self.start
        return self.find("".join(rf"\\?{re.escape(character)}" for character in url) if url else r"(?<=\])\(\s*\)")

    def _next_link(self, url: str) -> int:
        """Where the URL begins; -1 if nowhere."""
        key = f"<{url}"
        start = self.text.find(url, self._next.get(key, 0)) if url else -1
        while start >= 0:
            end = start + len(url)
            is_whole = end == len(self.text) or self.text[end] in " \t\n)>\"'"
            before = self.text[max(0, start - _BEFORE_LINK_BOUND) : start]
            is_autolink = before.endswith("<") and (":" in url or "@" in url)
            if is_whole and (is_autolink or _BEFORE_LINK.search(before)):
                self._next[key] = end
                return start
            start = self.text.find(url, start + 1)
        return self._next[key] - len(url) if key in self._next else -1

    def headings(self) -> Iterator[tuple[int, Span]]:
        """What may be headings, in order: their levels, and where the marks stand that make them one."""
        for match in _HEADING.finditer(self.text):
            if match["hashes"]:
                yield len(match["hashes"]), self.span(match.start("hashes"), len(match["hashes"]))
            elif match["line"]:
                yield 1 if match["line"][0] == "=" else 2, self.span(match.start("line"), len(match["line"]))
            else:
                yield int(match["html"]), self.span(match.start(), len(match[0]))


@dataclass(slots=True)
class Places:
    """Lines and columns in a prose of indexes that never grow less: each is counted on from the one before it."""

    prose: Prose
    _index: int = 0
    _newlines: int = 0

    def find(self, index: int) -> tuple[int, int]:
        """The line of the file, and the column, of a 0-based index."""
        text = self.prose.text
        self._newlines += text.count("\n", self._index, index)
        self._index = index
        return self.prose.line + self._newlines, index - text.rfind("\n", 0, index)


def find_placeholders(prose: Prose) -> Iterator[Diagnostic]:
    """`placeholder`: each `[[…]]` of a body that waits for the operator; in code it is only brackets."""
    if "[[" in prose.text:
        body = Body(prose)
        for match in PLACEHOLDER.finditer(body.text):
            yield unfilled(match[1], body.span(match.start(), len(match[0])))


def unfilled(text: str, span: Span) -> Diagnostic:
    """The diagnostic for what stands between the brackets of a placeholder."""
    hint = "write the real text here, without the brackets"
    return problem("placeholder", f"“{' '.join(text.split())}” still has to be filled in", span, hint=hint)


def blank_code(text: str) -> str:
    """The text with spaces for every character of code, as Python-Markdown sees it."""
    text = blank_fences(text)
    if "\n    " in text or "\n\t" in text or text.startswith(("    ", "\t")):
        text = _blank_indented(text)
    return _blank_spans(text) if "`" in text else text


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def blank_fences(text: str) -> str:
    """The text with spaces for blocks of code between ``` and ```, or ~~~ and ~~~; one that does not end is none."""
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    closing: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if match := _CLOSING_FENCE.fullmatch(line):
            closing.setdefault(match[1], []).append(number)
    number = 0
    while number < len(lines):
        opening = _FENCE.fullmatch(lines[number])
        ends = closing.get(opening[1], []) if opening else []
        place = bisect.bisect_right(ends, number)
        if place < len(ends):
            lines[number : ends[place] + 1] = [" " * len(line) for line in lines[number : ends[place] + 1]]
            number = ends[place]
        number += 1
    return "\n".join(lines)


def _blank_indented(text: str) -> str:
    """Blank blocks that are indented by four spaces or a tab, unless they belong to a list, definition or footnote."""
    lines = text.split("\n")
    is_in_item = is_in_code = False
    is_after_blank = True
    for number, line in enumerate(lines):
        if not line.strip(" \t"):
            is_after_blank, is_in_code = True, False
            continue
        is_indented = line.startswith(("    ", "\t"))
        if not is_indented and is_after_blank:
            is_in_item = False
        if _LIST_ITEM.match(line):
            is_in_item = True
        is_in_code = is_indented and (is_in_code or (is_after_blank and not is_in_item))
        if is_in_code:
            lines[number] = " " * len(line)
        is_after_blank = False
    return "\n".join(lines)


def _blank_spans(text: str) -> str:
    """Blank code spans: from a run of backticks to the next that is as long, in the same paragraph."""
    paragraphs = re.split(r"(\n[ \t]*\n)", text)
    return "".join(_blank_spans_of_paragraph(part) if "`" in part else part for part in paragraphs)


def _blank_spans_of_paragraph(text: str) -> str:
    runs = [match.span() for match in _TICKS.finditer(text)]
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


def blank_comments(text: str) -> str:
    """Blank `<!-- … -->`; one that nobody closed is text."""
    pieces, end = [], 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start)) >= 0:
        pieces += [text[end:start], _blank(text[start : close + 3])]
        end = close + 3
    return "".join([*pieces, text[end:]])
