"""A body as its author wrote it, and where things stand in it."""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.blanks import blank_hidden, read_tree
from microsite.markup.spans import read_spans
from microsite.markup.tree import Comment, TextTree
from microsite.model.entries import Prose

PLACEHOLDER = re.compile(r"\[\[((?:[^\[\]\n]|\n(?![ \t]*\n))+)\]\]")
"""What only the operator can fill in."""

_HTML_HEADING = re.compile(r"<h([1-6])\b", re.IGNORECASE)
_BEFORE_LINK = re.compile(r"\]\(\s*<?|\]:[ \t]*<?|\b(?:href|src)\s*=\s*[\"']?|<(?=[^\s<>]*[:@])", re.IGNORECASE)
_ENDS = " \t\n)>\"'"
_BEGINNING = re.compile(f"[^{_ENDS}]*")
_SOUGHT = 300
_ESCAPED_BOUND = 500
_SHOWN = 20


class Finder:
    """The prose of an entry, in which things are looked up: each is found after the one that was found before it."""

    def __init__(self, prose: Prose) -> None:
        """Have looked for nothing yet."""
        self.prose = prose
        self._next: dict[str, int] = {}
        self._followed: dict[str, tuple[int, int]] = {}

    @cached_property
    def tree(self) -> TextTree:
        """What the text is made of."""
        return read_tree(self.prose.text)

    @property
    def comments(self) -> Sequence[Comment]:
        """What the author wrote for authors alone."""
        return self.tree.comments

    @cached_property
    def text(self) -> str:
        """What readers get as prose: spaces stand in the place of code and of comments."""
        return blank_hidden(self.prose.text, self.tree)

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

    def find(self, *patterns: str) -> Span:
        """The next match of a regular expression, in letters of either case; the body's first line if there is none.

        Of several, the first that is found counts; of one with a group, the group. After the first few hundred
        expressions there are no more matches: each looks through the whole text.
        """
        for pattern in patterns:
            if pattern not in self._next and len(self._next) >= _SOUGHT:
                return self.start
            match = re.compile(pattern, re.IGNORECASE).search(self.text, self._next.get(pattern, 0))
            self._next[pattern] = match.end() if match else len(self.text)
            if match:
                start, end = match.span(match.lastindex or 0)
                return self.span(start, end - start)
        return self.start

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
        places = self._links.get(_BEGINNING.match(url)[0], ())  # type: ignore[index] # it matches any text
        number, last = self._followed.get(url, (0, -1))
        while number < len(places):
            start, number = places[number], number + 1
            end = start + len(url)
            if self.text.startswith(url, start) and (end == len(self.text) or self.text[end] in _ENDS):
                last = start
                break
        self._followed[url] = number, last
        return last

    @cached_property
    def _links(self) -> dict[str, list[int]]:
        """Where URLs begin, by what of them stands before the first character that may end one."""
        places: dict[str, list[int]] = {}
        for match in _BEFORE_LINK.finditer(self.text):
            beginning = _BEGINNING.match(self.text, match.end())
            if beginning and beginning[0]:
                places.setdefault(beginning[0], []).append(match.end())
        return places

    def headings(self) -> Iterator[tuple[int, Span]]:
        """What may be headings, in order: their levels, and where the marks stand that make them one."""
        found = [(block.place, block.level, len(block.info)) for block in self.tree.walk() if block.kind == "heading"]
        if "<h" in self.prose.text or "<H" in self.prose.text:
            found += [(match.start(), int(match[1]), len(match[0])) for match in _HTML_HEADING.finditer(self.text)]
            found.sort()
        for start, level, length in found:
            yield level, self.span(start, length)


def find_placeholders(prose: Prose) -> Iterator[Diagnostic]:
    """`placeholder`: each `[[…]]` of a body that waits for the operator; in code and in links it is only brackets."""
    if "[[" in prose.text:
        body = Finder(prose)
        links = read_spans(prose.text).brackets if "]:" in prose.text or "](" in prose.text else ()
        for match in PLACEHOLDER.finditer(body.text):
            if match.start() not in links and match.start() + 1 not in links:
                yield _unlinked(match, body) or unfilled(match[1], body.span(match.start(), len(match[0])))


def _unlinked(match: re.Match[str], body: Finder) -> Diagnostic | None:
    """`markup-visible`: what is a picture in a wiki, or a link to a file there; None of what is to be filled in."""
    name, _, said = match[1].partition("|")
    is_picture = match.string[match.start() - 1 : match.start()] == "!"
    if not is_picture and not name.endswith(".md"):
        return None
    written = f"{'!' * is_picture}{match[0]}"
    hint = (
        f"write {'!' * is_picture}[{said.strip() or '…'}]({name.strip().replace(' ', '%20')}), with the file’s folder"
    )
    span = body.span(match.start() - is_picture, len(written))
    return problem("markup-visible", say_seen(written), span, hint=hint)


def say_seen(what: str) -> str:
    """The message about a mark that readers see."""
    what = " ".join(what.split())
    return f"readers see “{what[:_SHOWN]}{'…' if len(what) > _SHOWN else ''}”, which marks nothing here"


def unfilled(text: str, span: Span) -> Diagnostic:
    """The diagnostic for what stands between the brackets of a placeholder."""
    hint = "put the real text here, without the brackets"
    return problem("placeholder", f"“{' '.join(text.split())}” still has to be filled in", span, hint=hint)
