"""Marks of Git where two versions of a file met, and nobody has chosen."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator

from microsite.diagnostics.problems import Diagnostic, Span, problem

_MARK = re.compile(r"^(?:<{7} \S.*|\|{7} .*|={7}|>{7} \S.*)$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$", re.MULTILINE)
_SHOWN = 60
_LINES = 4  # with the version that both come from


def find_conflict(text: str, path: str) -> Diagnostic | None:
    """`conflict-unresolved`: the first place where both versions stand in a text; None if there is none.

    In a block of code of Markdown, the marks are what is shown.
    """
    marks = _find_marks(text, is_markdown=path.endswith(".md"))
    signs = [mark[0] for mark, _ in marks]
    opening = signs.index("<") if "<" in signs else _find_end(signs)
    if opening < 0:
        return None
    closing = signs.index(">", opening) if ">" in signs[opening:] else opening
    of_it = marks[opening : closing + 1]
    message = "two versions of this file met here, and nobody has chosen between them"
    written = [mark[:_SHOWN] for mark, _ in of_it[:_LINES]]
    lines = " and ".join([*([", ".join(written[:-1])] if written[1:] else []), written[-1]])
    hint = f"keep what is right, and delete the line{'s' * (len(written) > 1)} {lines}"
    spans = [_span(text, path, mark, place) for mark, place in of_it[:_LINES]]
    return problem("conflict-unresolved", message, spans[0], hint=hint, related=tuple(spans[1:]))


def _find_end(signs: list[str]) -> int:
    """Where a conflict stands whose first line somebody has deleted; its other lines alone may mean something else."""
    return next((number for number, pair in enumerate(itertools.pairwise(signs)) if pair == ("=", ">")), -1)


def _find_marks(text: str, *, is_markdown: bool) -> list[tuple[str, int]]:
    """Each mark with its place, outside of blocks of code."""
    code = list(_find_code(text)) if is_markdown else []
    starts = [start for start, _ in code]
    found = ((match[0], match.start()) for match in _MARK.finditer(text))
    return [one for one in found if not ((at := bisect.bisect(starts, one[1])) and one[1] < code[at - 1][1])]


def _find_code(text: str) -> Iterator[tuple[int, int]]:
    """Where the blocks of code begin and end that stand between two lines of marks."""
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            opened = match
        elif match[1].startswith(opened[1]) and not match[2].strip():
            yield opened.start(), match.start()
            opened = None


def _span(text: str, path: str, mark: str, place: int) -> Span:
    return Span(path, text.count("\n", 0, place) + 1, 1, len(mark))
