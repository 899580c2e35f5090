"""Marks of Git where two versions of a file met, and nobody has chosen."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from microsite.diagnostics.problems import Diagnostic, Span, problem

_MARK = re.compile(r"^(?:<{7} \S.*|\|{7} .*|={7}|>{7} \S.*)$", re.MULTILINE)
_WHOLE = re.compile(r"<[=|]*=>")  # a version may have a heading that is underlined with as many signs
_REST = re.compile("=>|<>?")
_OF_GIT = re.compile(
    r"[<>]{7} (?:HEAD(?:[:~^@]\S*)?|(?:origin|upstream)/\S+|Updated upstream|Stashed changes|parent of [0-9a-f]{7}.*"
    r"|(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}|[0-9a-f]{7,40} \(.*)"
)
"""A mark with a name that Git gives to a version, and nobody to anything else."""
_EDGE = re.compile(
    r"^ {0,3}(`{3,}+(?!.*`)|~{3,}+)(.*)$|^ {0,3}(?:(?!<pre\b)<[^<>\n]*>)*+(<!--|<pre\b)|(-->|</pre>)",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSED_BY = {"<!--": "-->", "<pre": "</pre>"}
_SHOWN = 60
_LINES = 4  # with the version that both come from

_Marks = list[tuple[str, int]]  # each with its place


def find_conflict(text: str, path: str) -> Diagnostic | None:
    """`conflict-unresolved`: the first place where both versions stand in a text; None if there is none.

    In code, comments and `<pre>` of Markdown, the marks are what is shown. Quotations and headings look like single
    marks: of a conflict that is mended by half, those are told that name a version as Git does.
    """
    marks = [(mark[0], mark.start()) for mark in _MARK.finditer(text)]
    code = list(_find_code(text)) if path.endswith(".md") else []
    of_it = next(_find_whole(marks, code), None) or next(_find_rest(marks, code), None)
    if not of_it:
        return None
    message = "two versions of this file met here, and nobody has chosen between them"
    written = [mark[:_SHOWN] for mark, _ in of_it[:_LINES]]
    lines = " and ".join([*([", ".join(written[:-1])] if written[1:] else []), written[-1]])
    hint = f"keep what is right, and delete the line{'s' * (len(written) > 1)} {lines}"
    spans = [_span(text, path, mark, place) for mark, place in of_it[:_LINES]]
    return problem("conflict-unresolved", message, spans[0], hint=hint, related=tuple(spans[1:]))


def _find_whole(marks: _Marks, code: list[tuple[int, int]]) -> Iterator[_Marks]:
    """The marks of each conflict that has all of its lines; a fence of code may be in one version alone."""
    for match in _WHOLE.finditer(_signs(marks)):
        if not _is_within(code, marks[match.start()][1]):
            yield marks[match.start() : match.end()]


def _find_rest(marks: _Marks, code: list[tuple[int, int]]) -> Iterator[_Marks]:
    """The marks of each conflict of which somebody has deleted some."""
    marks = [mark for mark in marks if not _is_within(code, mark[1])]
    for match in _REST.finditer(_signs(marks)):
        found = marks[match.start() : match.end()]
        if any(_OF_GIT.fullmatch(mark) for mark, _ in found):
            yield found


def _signs(marks: _Marks) -> str:
    return "".join(mark[0] for mark, _ in marks)


def _is_within(code: list[tuple[int, int]], place: int) -> bool:
    at = bisect.bisect(code, (place,))
    return at > 0 and place < code[at - 1][1]


def _find_code(text: str) -> Iterator[tuple[int, int]]:
    """Where what is shown as it stands, or not at all, begins and ends: between fences, in comments, in `<pre>`."""
    start, closing = 0, ""
    for match in _EDGE.finditer(text):
        mark = (match[1] or match[3] or match[4]).lower()
        if not closing and not match[4]:
            start, closing = match.start(), _CLOSED_BY.get(mark, mark)
        elif closing and mark.startswith(closing) and not (match[2] or "").strip():
            yield start, match.start()
            closing = ""


def _span(text: str, path: str, mark: str, place: int) -> Span:
    return Span(path, text.count("\n", 0, place) + 1, 1, len(mark))
