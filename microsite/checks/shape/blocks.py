"""Differences between the blocks of a section and of its translation."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from microsite.checks.findings import Finding
from microsite.checks.shape.alignment import Pair, Piece, align, unlikeness
from microsite.checks.shape.shape import Shape
from microsite.values.named import NamedTuple

_TINY = 40
"""A paragraph of fewer bytes says little, unless it leads somewhere: “That is all.”"""

_IS_NAME = re.compile("[(`]")
"""A token that is a target or code."""


SHORT, LONG = 0.35, 2.8
"""What a block's size may be of its source's before one of them has lost something."""

_NAMES = {
    "p": ("paragraph", "paragraphs"),
    "q": ("quotation", "quotations"),
    "i": ("list item", "list items"),
    "t": ("table", "tables"),
    "h": ("heading", "headings"),
    "picture": ("picture", "pictures"),
    "code": ("code block", "code blocks"),
}

LONGER = 1.2
"""How much longer than its source a translation may be in the ordinary way."""


class Chapter(NamedTuple):
    """A heading with what stands below it, from block `start` to before `end`; the first one has no heading."""

    start: int
    end: int
    title: str
    level: int


def in_words(count: int, kind: str) -> str:
    """So many of a kind, as a message says it."""
    return f"a {_NAMES[kind][0]}" if count == 1 else f"{count} {_NAMES[kind][1]}"


def be(count: int) -> str:
    """The verb that goes with so many."""
    return "is" if count == 1 else "are"


def differs(severity: str, line: int, source_line: int, message: str, hint: str) -> Finding:
    """A finding at a line of the translation, and at the line of the source that has more there; 0 for none."""
    return Finding("structure-differs", severity, line, 1, 0, message, hint, source_line, 1 if source_line else 0)


def make_piece(shape: Shape, start: int, end: int) -> Piece:
    """The blocks from `start` to before `end` as one piece, with their tokens."""
    tokens = frozenset(token for block in shape.tokens[start:end] for token in block.split(" ") if token)
    return Piece(shape.kinds[start] if start < end else "", sum(shape.sizes[start:end]), tokens)


def _size(shape: Shape, section: Chapter) -> int:
    return sum(shape.sizes[section.start : section.end])


def _block_cost(piece: Piece, other: Piece) -> float:
    kinds = piece.kind[:1] + other.kind[:1]
    if "h" in kinds:
        return 3.0
    if kinds[0] != kinds[1]:
        return 1.2 + unlikeness(piece, other) if "t" in kinds else 0.4 + unlikeness(piece, other)
    return unlikeness(piece, other) * (0.3 if kinds == "tt" else 1) + (0.2 if piece.kind != other.kind else 0)


def compare_section(source: Shape, translation: Shape, section: Chapter, other: Chapter, ratio: float) -> list[Finding]:
    """The differences between a section and its source; `ratio` is how large texts are to their sources here."""
    findings: list[Finding] = []
    if section.level != other.level:
        message = f"“{other.title}” is a heading of level {other.level}; in the source it has level {section.level}"
        hint = f"write {'#' * section.level} {other.title}"
        findings.append(differs("warning", translation.lines[other.start], source.lines[section.start], message, hint))
    start, other_start = section.start + bool(section.level), other.start + bool(other.level)
    kinds, other_kinds = source.kinds[start : section.end], translation.kinds[other_start : other.end]
    if kinds == other_kinds:
        steps = [Pair(number, number + 1, number, number + 1) for number in range(len(kinds))]
    else:
        pieces = [make_piece(source, number, number + 1) for number in range(start, section.end)]
        other_pieces = [make_piece(translation, number, number + 1) for number in range(other_start, other.end)]
        other_pieces = [piece._replace(size=round(piece.size / ratio)) for piece in other_pieces]
        aligned = align(pieces, other_pieces, _block_cost, gap=0.9, merge=0.4)
        if aligned is None:
            return [*findings, *_compare_counts(source, translation, section, other)]
        steps = aligned
    pairs = [Pair(a + start, b + start, c + other_start, d + other_start) for a, b, c, d in steps]
    is_shorter = _size(translation, other) < 0.9 * _size(source, section)
    has_items = any(kind[0] == "i" for kind in other_kinds)
    for kind, group in itertools.groupby(pairs, lambda pair: _unpaired(source, pair)):
        if kind:
            lost = list(group)
            is_certain = is_shorter or (has_items and kind == "i") or _is_gone(source, translation, pairs, lost, ratio)
            findings.append(_lost_blocks(source, translation, lost, is_certain=is_certain))
    swallowed = _find_swallowed(source, translation, pairs, ratio)
    findings += (_lost_blocks(source, translation, [pair], is_certain=True) for pair in swallowed)
    findings += _compare_kinds(source, translation, pairs)
    findings += _added(translation, pairs)
    return [*findings, *compare_sizes(source, translation, pairs)]


def _compare_counts(source: Shape, translation: Shape, section: Chapter, other: Chapter) -> Iterator[Finding]:
    """The differences of a section that has too many blocks to align."""
    counts = Counter(kind[0] for kind in source.kinds[section.start : section.end])
    counts.subtract(kind[0] for kind in translation.kinds[other.start : other.end])
    places = _line(translation, other.start), _line(source, section.start)
    for kind, count in counts.items():
        if count > 0:
            message = f"{in_words(count, kind)} of the source {be(count)} missing in this section"
            yield differs("warning", *places, message, "translate what is missing")
        elif count < 0:
            yield differs("info", *places, f"the source has {in_words(-count, kind)} fewer here", "")


def _line(shape: Shape, block: int) -> int:
    """The line of a block; 0 where a text has none."""
    return shape.lines[block] if block < len(shape.lines) else 0


def _unpaired(source: Shape, pair: Pair) -> str:
    """The kind of a block of the source that has no counterpart, in a letter."""
    return source.kinds[pair.start][0] if pair.start < pair.end and pair.other_start == pair.other_end else ""


def _is_gone(source: Shape, translation: Shape, pairs: list[Pair], lost: list[Pair], ratio: float) -> bool:
    """True if what is lost is no part of the blocks beside it: they have neither its tokens nor the size for it."""
    first, last = pairs.index(lost[0]), pairs.index(lost[-1])
    beside = [pair for pair in pairs[max(0, first - 1) : first] + pairs[last + 1 : last + 2] if _is_pair(pair)]
    if not beside:
        return False
    own = make_piece(source, lost[0].start, lost[-1].end)
    before = _gather([make_piece(source, pair.start, pair.end) for pair in beside])
    after = _gather([make_piece(translation, pair.other_start, pair.other_end) for pair in beside])
    tokens = {token for token in own.tokens - before.tokens if _IS_NAME.search(token)}
    if tokens & after.tokens:
        return False
    least, most = ratio * before.size, ratio * (before.size + own.size)
    return after.size < (most if tokens else math.sqrt(least * most))  # nearer to it without than with what is lost


def _find_swallowed(source: Shape, translation: Shape, pairs: Iterable[Pair], ratio: float) -> Iterator[Pair]:
    """The lesser of two blocks whose one counterpart is nearer in size to the greater one than to both."""
    for start, end, other_start, other_end in pairs:
        if end - start == 2 and other_end - other_start == 1:
            least, most = sorted(source.sizes[start:end])
            number = start if source.sizes[start] == least else start + 1
            is_worth = least >= max(_TINY, most / 3)  # sizes vary by as much as smaller ones would add
            if is_worth and translation.sizes[other_start] < ratio * math.sqrt(most * (most + least)):
                yield Pair(number, number + 1, other_end, other_end)


def _gather(pieces: list[Piece]) -> Piece:
    """All of these as one."""
    return Piece("", sum(piece.size for piece in pieces), frozenset().union(*(piece.tokens for piece in pieces)))


def _is_pair(pair: Pair) -> bool:
    return pair.start < pair.end and pair.other_start < pair.other_end


def _lost_blocks(source: Shape, translation: Shape, pairs: list[Pair], *, is_certain: bool) -> Finding:
    """Blocks of one kind without counterparts. Paragraphs may have become part of those around them."""
    first, last = pairs[0], pairs[-1]
    kind, count = source.kinds[first.start][0], len(pairs)
    line = translation.lines[max(0, first.other_start - 1)] if translation.lines else 0
    if kind == "t":
        severity = "error"
    else:
        piece = make_piece(source, first.start, last.end)
        is_worth = kind == "i" or piece.size >= _TINY or any(map(_IS_NAME.search, piece.tokens))
        severity = "warning" if is_certain and is_worth else "info"
    message = f"{in_words(count, kind)} of the source {be(count)} missing below here"
    return differs(severity, line, source.lines[first.start], message, "translate what the source has there")


def _added(translation: Shape, pairs: list[Pair]) -> Iterator[Finding]:
    for kind, group in itertools.groupby(
        (pair.other_start for pair in pairs if pair.start == pair.end), lambda number: translation.kinds[number][0]
    ):
        places = list(group)
        these = f"these {in_words(len(places), kind)}" if len(places) > 1 else f"this {_NAMES[kind][0]}"
        yield differs("info", translation.lines[places[0]], 0, f"the source does not have {these}", "")


def _compare_kinds(source: Shape, translation: Shape, pairs: Iterable[Pair]) -> Iterator[Finding]:
    told = set()
    for start, end, other_start, other_end in pairs:
        if start == end or other_start == other_end:
            continue
        kind, other = source.kinds[start], translation.kinds[other_start]
        places = (translation.lines[other_start], source.lines[start])
        if kind[0] == other[0] == "t" and kind != other:
            size, other_size = (" rows and ".join(name[1:].split("x")) + " columns" for name in (kind, other))
            message = f"this table has {other_size}; in the source it has {size}"
            yield differs("warning", *places, message, "make the tables alike")
        elif kind[0] != other[0] and (kind[0], other[0]) not in told:
            told.add((kind[0], other[0]))
            message = f"this {_NAMES[other[0]][0]} is a {_NAMES[kind[0]][0]} in the source"
            yield differs("info", *places, message, "")


def compare_sizes(source: Shape, translation: Shape, pairs: Iterable[Pair]) -> Iterator[Finding]:
    """Blocks that are far longer or shorter than what they stand for: something may be missing in one of them."""
    for start, end, other_start, other_end in pairs:
        size, other = sum(source.sizes[start:end]), sum(translation.sizes[other_start:other_end])
        if min(size, other) == 0 or max(size, other) < 5 * _TINY or source.kinds[start][0] == "t":
            continue
        if not SHORT < other / size < LONG:
            name = _NAMES[translation.kinds[other_start][0]][0]
            message = f"this {name} is much {'shorter' if other < size else 'longer'} than in the source"
            places = (translation.lines[other_start], source.lines[start])
            yield differs("info", *places, message, "check whether something is missing")
