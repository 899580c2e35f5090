"""What of a text is no prose, and where it stands: the reader of inlines is followed step by step, without any HTML."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from microsite.markup.blanks import find_html, find_spoken, read_tree
from microsite.markup.destinations import Context, make_context
from microsite.markup.emphasis import pair
from microsite.markup.figures import find_braces
from microsite.markup.inlines import _READERS, _Inlines
from microsite.markup.signs import special_of
from microsite.markup.tree import Inline, InlineMark, PlaceOf, TangleError, TextTree
from microsite.values.named import NamedTuple

Range = tuple[int, int]
"""A place, and where what begins there has ended."""

_TAG = r"<[A-Za-z/!?](?:(?:\"[^\"]*\"|'[^']*'|[^\"'<>])*>|[^<>]*>|.*\Z)"
"""A tag as browsers may read it, which goes on to the end if it does not end."""

_IN_HTML = re.compile(rf"{_TAG}|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_FIGURE = re.compile("\ue000[0-9]*\ue001")
_STOPS = re.compile("[?!.,:;]*")
_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_CODE = frozenset({"script", "style", "pre", "code", "kbd", "samp"})
"""Elements of which the text is code."""


class Spans(NamedTuple):
    """A text as it is read: its tree; what in its leaves is no prose; and the marks of all leaves.

    `labels` is prose by which something is found, too: the text of a link that is its name. `brackets` are where those
    of links and pictures open. Places are of the source.
    """

    tree: TextTree
    hidden: Sequence[Range]
    labels: Sequence[Range]
    brackets: Collection[int]
    marks: Sequence[tuple[InlineMark, PlaceOf]]


def read_spans(text: str) -> Spans:
    """What of a text is no prose: code, comments, addresses, names, attributes, HTML, entities and figures."""
    tree = read_tree(text)
    context = make_context(tree)
    hidden, labels = list[Range](), list[Range]()
    brackets = set[int]()
    marks = list[tuple[InlineMark, PlaceOf]]()
    for said, place_of in find_spoken(tree):
        traced = _trace(said, context)
        if traced:
            hidden += _placed(traced.hidden, place_of)
            labels += _placed(traced.labels, place_of)
            brackets.update(map(place_of, traced.brackets))
            marks += [(piece, place_of) for piece in traced.pieces if isinstance(piece, InlineMark)]
    for written, place_of in find_html(tree):
        hidden += _placed(_find_in_html(written), place_of)
        marks.append((InlineMark("raw", text=written, place=0, end=len(written)), place_of))
    return Spans(tree, hidden, labels, brackets, marks)


def _find_in_html(text: str) -> list[Range]:
    """What is no prose in a block of HTML."""
    code = _Code()
    for match in _IN_HTML.finditer(text):
        code.hidden.append(match.span())
        code.follow(match[0], *match.span())
    return code.hidden


def _placed(ranges: Iterable[Range], place_of: PlaceOf) -> Iterator[Range]:
    return ((place_of(start), place_of(end - 1) + 1) for start, end in ranges)


class _Traced(NamedTuple):
    """The pieces of one leaf, and places in it, as those of `Spans`."""

    pieces: Sequence[Inline]
    hidden: Sequence[Range]
    labels: Sequence[Range]
    brackets: Sequence[int]


def find_hidden(text: str) -> Iterator[Range]:
    """What is no prose in a text without blocks, such as a title."""
    traced = _trace(text, Context())
    yield from traced.hidden if traced else ()
    yield from (match.span() for match in find_braces(text))


def _trace(text: str, context: Context) -> _Traced | None:
    """A leaf as it is read, and what in it is no prose: all of it where nobody can follow. None if all of it is."""
    special = special_of(text)
    if special.search(text) is None and "\ue000" not in text:
        return None
    figures = [match.span() for match in _FIGURE.finditer(text)]
    reader = _Tracer(text, context)
    try:
        pieces = reader.read(special)
    except TangleError:
        return _Traced([text], [(0, len(text))], [], [])
    return _Traced(pieces, figures + reader.hidden, reader.labels, reader.links)


class _Code:
    """What is hidden, and the element of code that is open."""

    def __init__(self) -> None:
        self.hidden: list[Range] = []
        self._name, self._start = "", 0

    def follow(self, tag: str, start: int, end: int) -> None:
        """Hide all from a tag that begins code to that which ends it; `tag` stands from `start` to before `end`."""
        match = _NAME.match(tag)
        name = match[2].lower() if match else ""
        if match and not match[1] and not self._name and name in _CODE:
            self._name, self._start = name, start
        elif match and match[1] and name and name == self._name:
            self.hidden.append((self._start, end))
            self._name = ""


class _Tracer(_Inlines):
    """A reader that notes what it takes."""

    def __init__(self, text: str, context: Context) -> None:
        super().__init__(text, context)
        self.labels: list[Range] = []
        self.links: list[int] = []
        self._code = _Code()
        self.hidden = self._code.hidden

    def read(self, special: re.Pattern[str]) -> list[Inline]:
        """The pieces of the text."""
        text, out = self.text, self.out
        while match := special.search(text, self.at):
            start = match.start()
            self.is_after_text = start > self.at
            if self.is_after_text:
                out.append(text[self.at : start])
                self.at = start
            bracket = self.brackets[-1].start if self.brackets else 0
            _READERS[text[start]](self, text[start])
            self._note(text[start], start, bracket)
        if self.at < len(text):
            out.append(text[self.at :])
        pair(self.delimiters, out)
        return out

    def _note(self, sign: str, start: int, bracket: int) -> None:
        """Note what a sign has taken, from where it stands on; `bracket` is where the last one that is open begins."""
        text, end = self.text, self.at
        if sign in "*_~":
            if text[end - 1] == "}":
                self.hidden.append((text.index("{", start), end))
        elif sign == "]":
            self._note_link(start, end, bracket)
        elif sign == "`":
            if isinstance(self.out[-1], InlineMark):
                self.hidden.append((start, end))
        elif end > start + 1 and sign in "w:@":  # an address, in which the sign stands
            link = self.out[-3]
            place = link.place if isinstance(link, InlineMark) else start
            self.hidden.append((place, _STOPS.match(text, end).end()))  # type: ignore[union-attr] # it matches any text
        elif end > start + 1 and sign in "[&<":
            self.hidden.append((start, end))
            self._code.follow(text[start:end], start, end)

    def _note_link(self, start: int, end: int, bracket: int) -> None:
        """Note what stands behind the text of a link or a picture; and that text, if it names where it leads."""
        if end > start + 1:
            self.hidden.append((start, end))
        if isinstance(self.out[-1], InlineMark):
            self.links.append(bracket - 1)
            if end == start + 1 or self.text.startswith(("[]", "{"), start + 1):
                self.labels.append((bracket, start))
