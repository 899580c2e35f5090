"""`<!-- check: ignore -->` in a body: the findings that an editor does not want to see."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence

from microsite.checks.findings import Finding
from microsite.checks.prose.passages import Passage
from microsite.markup.blanks import find_comments
from microsite.values.named import NamedTuple

COMMENT = "<!-- check: ignore -->"
"""What an editor writes to hear no more of a block."""

_COMMENT = re.compile(r"<!--[ \t]*check:[ \t]*ignore(?P<rules>(?:[ \t]+[a-z-]+)*)[ \t]*-->")


_ALL = ""
"""What stands for all rules."""


class Suppression(NamedTuple):
    """A comment that suppresses findings: of the block that it is in, or, on its own, of the block after it."""

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
    comments: list[tuple[int, int, int, tuple[str, ...]]] = []
    line, done, line_start = 1, 0, 0
    for start, end, _ in find_comments(markdown):
        match = _COMMENT.fullmatch(markdown, start, end)
        if match is None:
            continue
        line += markdown.count("\n", done, start)
        line_start = markdown.rfind("\n", done, start) + 1 or line_start
        done = start
        comments.append((line, start - line_start + 1, end - start, tuple(match["rules"].split())))
    blocks = _Blocks(passages, {line for line, *_ in comments})
    return [Suppression(line, column, length, *blocks.find(line), rules) for line, column, length, rules in comments]


class _Blocks:
    """The passages, by line; and where tables end that begin with them, or go on: at the latest before a comment."""

    def __init__(self, passages: Sequence[Passage], comments: set[int]) -> None:
        self._lines = [passage.line for passage in passages]
        self._ends = [passage.line + passage.text.count("\n") for passage in passages]
        self._tables = list(self._ends)
        for number in range(len(passages) - 2, -1, -1):
            line, following = self._lines[number : number + 2]
            is_cell = passages[number].kind == passages[number + 1].kind == "cell"
            if is_cell and following <= line + 2 and not (line + 1 < following and line + 1 in comments):
                self._tables[number] = self._tables[number + 1]

    def find(self, line: int) -> tuple[int, int]:
        """The first and the last line of the block at a line, or of the next block; (0, 0) if there is none."""
        number = bisect.bisect_right(self._lines, line) - 1
        if number >= 0 and line <= self._ends[number]:
            return self._lines[number], self._ends[number]
        number += 1
        return (self._lines[number], self._tables[number]) if number < len(self._lines) else (0, 0)


def suppress(
    findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], list[Suppression]]:
    """The findings that are left, and the suppressions that suppress nothing."""
    if not suppressions:
        return list(findings), []
    rules_by_block: dict[tuple[int, int], set[str]] = {}
    for suppression in suppressions:
        rules_by_block.setdefault(suppression[3:5], set()).update(suppression.rules or [_ALL])
    blocks_by_line: dict[int, list[tuple[int, int]]] = {}
    for first, last in rules_by_block:
        for line in range(first, last + 1):
            blocks_by_line.setdefault(line, []).append((first, last))
    kept: list[Finding] = []
    hits = set[tuple[tuple[int, int], str]]()
    for finding in findings:
        blocks = blocks_by_line.get(finding.line, ())
        meant = [(block, rule) for block in blocks for rule in (finding.rule, _ALL) if rule in rules_by_block[block]]
        hits.update(meant)
        if not meant:
            kept.append(finding)
    idle = [one for one in suppressions if not any((one[3:5], rule) in hits for rule in one.rules or [_ALL])]
    return kept, idle
