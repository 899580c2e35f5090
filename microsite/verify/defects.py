"""What is wrong with a built file, with its place as an offset, until the line and the column are wanted."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from microsite.diagnostics.problems import Diagnostic, Severity, Span, problem
from microsite.values.named import NamedTuple

_NEAR = 4_000
"""So far behind the beginning of a tag what is marked may stand."""


_LINE_END = re.compile(r"\r\n?|\n")


class At(NamedTuple):
    """Where in a file: code points from 0, -1 for all of it. `mark` is what stands there, or soon behind it."""

    path: str
    offset: int = -1
    mark: str = ""


class Defect(NamedTuple):
    """A problem that is not placed yet; `others` are where it is found again, or what it is about, as `related`."""

    rule: str
    message: str
    place: At
    hint: str = ""
    others: tuple[At, ...] = ()
    related: tuple[At, ...] = ()
    severity: Severity | None = None


class TextLines:
    """The lines of a text, for those who know an offset."""

    def __init__(self, text: str) -> None:
        """Find where each line begins."""
        self._text = text
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def span(self, place: At) -> Span:
        """The place with its line and column."""
        if place.offset < 0:
            return Span(place.path)
        at = self._text.find(place.mark, place.offset, place.offset + len(place.mark) + _NEAR) if place.mark else -1
        start = place.offset if at < 0 else at
        line = bisect.bisect_right(self._starts, start)
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        length = len(place.mark) if at >= 0 else 1
        return Span(place.path, line, start - self._starts[line - 1] + 1, max(1, min(length, end - start)))


def place_defects(defects: Iterable[Defect], read: Callable[[str], str], prefix: str = "") -> Iterator[Diagnostic]:
    """The diagnostics; `read` gives the text of a file. Each file that has something is read once.

    `prefix` stands before the paths in the diagnostics.
    """
    defects = list(defects)
    places = {place for defect in defects for place in (defect.place, *defect.others, *defect.related)}
    spans: dict[At, Span] = {}
    for path, group in groupby(sorted(places), key=attrgetter("path")):
        together = list(group)
        lines = TextLines(read(path) if any(place.offset >= 0 for place in together) else "")
        for place in together:
            span = lines.span(place)
            spans[place] = span._replace(path=prefix + span.path)
    for defect in defects:
        found = problem(
            defect.rule,
            defect.message,
            spans[defect.place],
            hint=defect.hint,
            related=tuple(spans[place] for place in defect.related),
        )
        found = found._replace(consequences=tuple(spans[place] for place in defect.others))
        yield found if defect.severity is None else found._replace(severity=defect.severity)
