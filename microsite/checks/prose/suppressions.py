"""`<!-- check: ignore -->` in a body: which findings an editor does not want to hear of again."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from microsite.checks.findings import Finding
from microsite.checks.prose.passages import Passage
from microsite.markup.blanks import find_comments

COMMENT = "<!-- check: ignore -->"
"""What an editor writes to hear no more of a block."""

_COMMENT = re.compile(r"<!--[ \t]*check:[ \t]*ignore(?P<rules>(?:[ \t]+[a-z-]+)*)[ \t]*-->")


class Suppression(NamedTuple):
    """A comment that suppresses findings: in a block those of the block, on its own those of the block after it."""

    line: int
    column: int
    length: int
    first: int
    """The first line of what it is about, and the last."""
    last: int
    rules: tuple[str, ...]
    """Those it names; all if it names none."""


def read_suppressions(markdown: str, passages: Sequence[Passage]) -> list[Suppression]:
    """The suppressions of a body, whose passages are given; a table is one block if the comment stands above it."""
    if "check:" not in markdown:
        return []
    lines = [passage.line for passage in passages]
    found = []
    line, done = 1, 0
    for start, end, _ in find_comments(markdown):
        match = _COMMENT.fullmatch(markdown, start, end)
        if match is None:
            continue
        line += markdown.count("\n", done, start)
        done = start
        first, last = _block(line, passages, lines)
        column = start - markdown.rfind("\n", 0, start)
        found.append(Suppression(line, column, end - start, first, last, tuple(match["rules"].split())))
    return found


def _block(line: int, passages: Sequence[Passage], lines: list[int]) -> tuple[int, int]:
    """The first and the last line of the passage that goes over a line, or of the next one; (0, 0) if there is none."""
    number = bisect.bisect_right(lines, line) - 1
    if number >= 0 and line <= _last(passages[number]):
        return passages[number].line, _last(passages[number])
    number += 1
    if number == len(passages):
        return 0, 0
    last = number
    if passages[number].kind == "cell":
        while last + 1 < len(passages) and passages[last + 1].kind == "cell" and lines[last + 1] <= lines[last] + 2:
            last += 1
    return lines[number], _last(passages[last])


def _last(passage: Passage) -> int:
    return passage.line + passage.text.count("\n")


def suppress(
    findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], list[Suppression]]:
    """The findings that are left, and the suppressions that suppress nothing."""
    kept, used = [], set[int]()
    for finding in findings:
        hits = [number for number, suppression in enumerate(suppressions) if _is_meant(finding, suppression)]
        used.update(hits)
        if not hits:
            kept.append(finding)
    return kept, [suppression for number, suppression in enumerate(suppressions) if number not in used]


def _is_meant(finding: Finding, suppression: Suppression) -> bool:
    is_named = not suppression.rules or finding.rule in suppression.rules
    return is_named and suppression.first <= finding.line <= suppression.last
