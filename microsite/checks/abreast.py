"""An entry in two languages, paragraph by paragraph: aligned as the checks align, with all that they know of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from microsite.checks.facts.blocks import Places
from microsite.checks.sides import Case, ReadSide, read_side
from microsite.content.sections import Section
from microsite.diagnostics.problems import Diagnostic
from microsite.translation.moves import Move
from microsite.values.named import NamedTuple

_NAMED = re.compile(r"\{\{\s*(\w+)[^{}\n]*\}\}")
"""A figure of the group file, by its name."""

FindTerms = Callable[[str], Iterable[tuple[int, int, str]]]
"""What finds the terms of a language in a text: start, end and key of each."""


class Highlight(NamedTuple):
    """A figure or a term in a paragraph, in code points; `says` is its value or its key."""

    start: int
    end: int
    kind: str
    says: str


class Paragraph(NamedTuple):
    """A block as its author wrote it: `kind` and `level` as of a `Passage`, `line` of its file, 1-based."""

    kind: str
    level: int
    line: int
    text: str
    marks: tuple[Highlight, ...]


class Aligned(NamedTuple):
    """Paragraphs that belong together, what is found in them, and if the source has changed there since."""

    sources: tuple[Paragraph, ...]
    others: tuple[Paragraph, ...]
    found: tuple[Diagnostic, ...]
    is_moved: bool


class Abreast(NamedTuple):
    """Two languages of an entry; `found` is about the whole of one of them."""

    rows: tuple[Aligned, ...]
    found: tuple[Diagnostic, ...]


def set_abreast(
    case: Case,
    terms: tuple[FindTerms, FindTerms],
    found: Iterable[Diagnostic],
    moves: Sequence[Move] = (),
    sections: Sequence[Section] = (),
) -> Abreast | None:
    """The source of a case beside its first translation; None if one of the files cannot be read any more.

    `terms` are those of both languages, `found` what is known of their files. `moves` are the `sections` of the source
    that have changed since it was translated.
    """
    if case.source is None:
        return None
    source, other = read_side(case.source, case), read_side(case.translations[0], case)
    if source is None or other is None:
        return None
    sides = [_read_paragraphs(one, find) for one, find in zip((source, other), terms, strict=True)]
    pairs = Places(source.facts, other.facts).pairs
    starts = [[one.line for one in side] for side in sides]
    groups = ([pair.start for pair in pairs], [pair.other_start for pair in pairs])
    rows: list[list[Diagnostic]] = [[] for _ in pairs]
    whole: list[Diagnostic] = []
    paths = (source.entry.path, other.entry.path)
    for one in found:
        if one.span and one.span.path in paths:
            side = paths.index(one.span.path)
            block = bisect_right(starts[side], one.span.line) - 1
            (whole if block < 0 or not pairs else rows[_row_of(groups[side], block)]).append(one)
    moved = _moved_lines(moves, sections)
    return Abreast(
        tuple(
            Aligned(left, tuple(sides[1][pair.other_start : pair.other_end]), tuple(told), _is_moved(left, moved))
            for pair, told in zip(pairs, rows, strict=True)
            for left in [tuple(sides[0][pair.start : pair.end])]
        ),
        tuple(whole),
    )


def _row_of(starts: Sequence[int], block: int) -> int:
    """The number of the pair that a block is in; an empty pair begins where the next one does."""
    return max(0, bisect_right(starts, block) - 1)


def _moved_lines(moves: Sequence[Move], sections: Sequence[Section]) -> list[tuple[int, int]]:
    """The lines of the source that have changed, from the first to before the last; title and summary are a section."""
    ends = [section.line for section in sections[1:]] + [1 << 30]
    return [
        (0 if move.present == 0 else sections[move.present].line, ends[move.present])
        for move in moves
        if 0 <= move.present < len(sections) and not move.is_same
    ]


def _is_moved(paragraphs: Sequence[Paragraph], moved: Sequence[tuple[int, int]]) -> bool:
    return any(start <= one.line < end for one in paragraphs for start, end in moved)


# ---- one side -------------------------------------------------------------------------------------------------


def _read_paragraphs(reading: ReadSide, find_terms: FindTerms) -> list[Paragraph]:
    """The blocks of a text in their order, title and summary first."""
    lines, entry = reading.markdown.split("\n"), reading.entry
    above = [text for text in (entry.title, entry.summary) if text]
    below = reading.facts.blocks[len(above) :]
    ends = [*(block.line for block in below[1:]), len(lines) + 1]
    written = [
        _cut(lines, block.line, block.line + 1 if block.kind == "cell" else end)
        for block, end in zip(below, ends[: len(below)], strict=True)
    ]
    return [_make_paragraph(reading, number, text, find_terms) for number, text in enumerate((*above, *written))]


def _cut(lines: Sequence[str], start: int, end: int) -> str:
    """The lines of a block, to the first blank one, or to before the next block."""
    taken = [lines[start - 1]]
    for line in lines[start : end - 1]:
        if not line.strip():
            break
        taken.append(line)
    return "\n".join(taken)


def _make_paragraph(reading: ReadSide, number: int, text: str, find_terms: FindTerms) -> Paragraph:
    block = reading.facts.blocks[number]
    named = [Highlight(*one.span(), "figure", one[1]) for one in _NAMED.finditer(text)]
    figures = _find_figures(reading, number, text)
    terms = [Highlight(start, end, "term", key) for start, end, key in find_terms(text)]
    return Paragraph(block.kind, block.level, block.line, text, tuple(_apart([*named, *figures, *terms])))


def _find_figures(reading: ReadSide, number: int, text: str) -> Iterator[Highlight]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    first = reading.facts.blocks[number].line
    for fact in reading.facts.facts:
        if fact.block == number and fact.strength and 0 <= fact.line - first < len(starts) - 1:
            start = starts[fact.line - first] + fact.column - 1
            yield Highlight(start, min(start + fact.length, len(text)), "figure", f"{fact.kind} {fact.value}")


def _apart(marks: Iterable[Highlight]) -> Iterator[Highlight]:
    """Marks in their order without those that lie over another one."""
    end = 0
    for mark in sorted(marks):
        if end <= mark.start < mark.end:
            yield mark
            end = mark.end
