"""How prose of a language is set: quotation marks, spaces, dashes, ellipses, punctuation; finding slips, mending."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from microsite.checks.findings import Finding
from microsite.checks.prose.languages import Fault, Language
from microsite.checks.prose.passages import Passage, find_passages
from microsite.checks.prose.quotes import find_marks
from microsite.markup.places import PLACEHOLDER
from microsite.markup.spans import Range, read_spans
from microsite.values.named import NamedTuple

RULE = "typography"

_APART = "\n\n"
_ROUNDS = 8
_WORD, _CONTEXT = 40, 12
"""How long a word may be that a hint repeats, and how much it repeats of what is longer."""


class _Edit(NamedTuple):
    """Wrong characters of the joined text, and their replacement."""

    start: int
    end: int
    severity: str
    message: str
    replacement: str | None


def check(passages: Sequence[Passage], language: Language) -> list[Finding]:
    """What a language would set otherwise (`typography`), in the order of the text."""
    text = _APART.join(passage.text for passage in passages)
    edits = [edit for edit in _find(_without_gaps(text), language) if text[edit.start - 1 : edit.start] != "\\"]
    if not edits:
        return []
    edits.sort(key=lambda edit: edit[:4])
    starts = list(itertools.accumulate((len(passage.text) + len(_APART) for passage in passages), initial=0))
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    findings = []
    for number, edit in enumerate(edits):
        row = bisect.bisect_right(lines, edit.start) - 1
        place = bisect.bisect_right(starts, edit.start) - 1
        line = passages[place].line + row - bisect.bisect_left(lines, starts[place])
        column, length = edit.start - lines[row] + 1, edit.end - edit.start
        told = (RULE, edit.severity, line, column, length, edit.message, _hint(edits, number, text))
        findings.append(Finding(*told, replacement=edit.replacement))
    return findings


def _without_gaps(text: str) -> str:
    """The text with letters for each `[[…]]`, which says in any language what to write there."""
    return PLACEHOLDER.sub(lambda gap: re.sub(r"[^\n]", "x", gap[0]), text) if "[[" in text else text


def mend(
    markdown: str, language: Language, choose: Callable[[Sequence[Passage]], Sequence[Passage]] = lambda every: every
) -> str:
    """The body with everything corrected that needs no thought: `check` finds no replacement in it any more.

    What is no prose stays as it is, and a body without slips is the same. So does the text of a link that is its name:
    with another one it would lead nowhere. `choose` leaves out passages that are in another language.
    """
    for _ in range(_ROUNDS):  # what one replacement leads to is seen in the next round
        spans = read_spans(markdown)
        findings = check(choose(find_passages(markdown, spans)), language)
        mended = _apply(markdown, findings, sorted(spans.labels))
        if mended == markdown:
            break
        markdown = mended
    return markdown


def _apply(markdown: str, findings: list[Finding], kept: Sequence[Range]) -> str:
    starts = [0, *itertools.accumulate(len(line) + 1 for line in markdown.split("\n"))]
    ends = [*itertools.accumulate((end for _, end in kept), max)]
    pieces, done = [], 0
    for finding in findings:
        start = starts[finding.line - 1] + finding.column - 1
        end = start + finding.length
        before = bisect.bisect_left(kept, end, key=lambda one: one[0])  # how many begin before it ends
        is_kept = before > 0 and ends[before - 1] > start
        if start >= done and finding.replacement is not None and not is_kept:
            pieces += [markdown[done:start], finding.replacement]
            done = end
    return "".join([*pieces, markdown[done:]])


def _find(text: str, language: Language) -> Iterator[_Edit]:
    for slip in language.slips:
        if not slip.near or any(map(text.__contains__, slip.near)):
            yield from _slips(text, slip)
    for mark in find_marks(text, *language[:4]):
        yield _Edit(mark.start, mark.start + 1, mark.severity, mark.message, mark.replacement)


def _slips(text: str, slip: Fault) -> Iterator[_Edit]:
    told = (slip.severity, slip.message)
    for match in slip.pattern.finditer(text):
        if not slip.letters:
            replacement = None if slip.write is None else match.expand(slip.write)
            yield _Edit(match.start(), match.end(), *told, replacement)
            continue
        start = end = -1
        replacement = ""
        for group in range(1, slip.pattern.groups + 1):
            if not match[group]:
                continue
            if match.start(group) != end:
                if start >= 0:
                    yield _Edit(start, end, *told, replacement)
                start, replacement = match.start(group), ""
            replacement += match[group].translate(slip.letters)
            end = match.end(group)
        yield _Edit(start, end, *told, replacement)


def _hint(edits: list[_Edit], number: int, text: str) -> str:
    """The corrected text, with enough around it to show the place."""
    edit = edits[number]
    if edit.replacement is None:
        return ""
    before = text[max(0, edit.start - _WORD) : edit.start].rpartition("\n")[2].rpartition(" ")[2]
    after = text[edit.end : edit.end + _WORD].partition("\n")[0].partition(" ")[0]
    if len(before) + len(after) > _WORD:  # Chinese, in which no space ends a word
        before, after = before[-_CONTEXT:], after[:_CONTEXT]
    done, end = edit.start - len(before), edit.end + len(after)
    first = bisect.bisect_left(edits, done, key=lambda edit: edit.start)
    pieces = []
    for other in itertools.takewhile(lambda other: other.start < end, edits[first : first + _CONTEXT]):
        if other.start >= done and other.replacement is not None:
            pieces += [text[done : other.start], other.replacement]
            done = other.end
    written = "".join([*pieces, text[done:end]]).strip(" ")
    return f"write {written}" + (" with a no-break space (U+00A0)" if "\u00a0" in edit.replacement else "")
