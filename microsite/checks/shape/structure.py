"""What of the structure of its source a translation has otherwise: sections, blocks, tables, pictures, ids."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from microsite.checks.findings import Finding
from microsite.checks.shape.alignment import Pair, Piece, align, unlikeness
from microsite.checks.shape.pointers import name_of
from microsite.checks.shape.shape import Shape

_TINY = 40
"""A paragraph of fewer bytes says little: “That is all.”"""

_NAMES = {
    "p": ("paragraph", "paragraphs"),
    "q": ("quotation", "quotations"),
    "i": ("list item", "list items"),
    "t": ("table", "tables"),
    "h": ("heading", "headings"),
    "picture": ("picture", "pictures"),
    "code": ("block of code", "blocks of code"),
}

_SHORT, _LONG = 0.35, 2.8
"""What a block's size may be of its source's before one of them has lost something."""

_LONGER = 1.2
"""How much longer than its source a translation may be in the ordinary way."""

_ALIKE = 0.4
"""The unlikeness of sections that are the same beyond doubt."""

_LOST = 0.4
"""From this share of the sections on, it is the translation that is missing, not this section or that."""


class _Section(NamedTuple):
    """A heading with what stands below it, from block `start` to before `end`; the first one has no heading."""

    start: int
    end: int
    title: str
    level: int


def compare(source: Shape, translation: Shape) -> list[Finding]:
    """What of the source's structure a translation has otherwise (`structure-differs`)."""
    findings: list[Finding] = []
    if source.ids != translation.ids or source.pictures != translation.pictures or source.codes != translation.codes:
        findings += _compare_named(source, translation)
    if source.kinds == translation.kinds:
        both = enumerate(zip(source.sizes, translation.sizes, strict=True))
        unlike = [number for number, (size, other) in both if not _SHORT * size < other < _LONG * size]
        pairs = (Pair(number, number + 1, number, number + 1) for number in unlike)
        findings += _compare_sizes(source, translation, pairs)
    else:
        findings += _compare_sections(source, translation)
    return sorted(findings, key=lambda finding: (finding.line, finding.source_line, finding.message))


def _count(count: int, kind: str) -> str:
    return f"a {_NAMES[kind][0]}" if count == 1 else f"{count} {_NAMES[kind][1]}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _differs(severity: str, line: int, source_line: int, message: str, hint: str) -> Finding:
    return Finding("structure-differs", severity, line, 1, 0, message, hint, source_line, 1 if source_line else 0)


# ---- ids, pictures, code --------------------------------------------------------------------------------------


def _compare_named(source: Shape, translation: Shape) -> Iterator[Finding]:
    for name, line in _missing(source.ids, translation.ids):
        hint = f"write {{#{name}}} behind the heading that stands for line {line} of the source"
        yield _differs("warning", 0, line, f"the id “{name}” of the source is missing", hint)
    for name, line in _missing(translation.ids, source.ids):
        yield _differs("info", line, 0, f"the source has no id “{name}”", "")
    lost = len(source.pictures) - len(translation.pictures)
    if lost > 0:
        lines = [line for _, line in _missing(source.pictures, translation.pictures)] or [source.pictures[-1][1]]
        message = f"{_count(lost, 'picture')} of the source {_is(lost)} missing"
        yield _differs("warning", 0, lines[0], message, "show here what the source shows")
    elif lost < 0:
        line = next(iter(_missing(translation.pictures, source.pictures)), translation.pictures[-1])[1]
        yield _differs("info", line, 0, f"the source has {_count(-lost, 'picture')} less", "")
    else:
        yield from _compare_pictures(source.pictures, translation.pictures)
    if source.codes > translation.codes:
        lost = source.codes - translation.codes
        message = f"{_count(lost, 'code')} of the source {_is(lost)} missing"
        yield _differs("warning", 0, 0, message, "copy what stands between ``` in the source")


def _compare_pictures(pictures: Iterable[tuple[str, int]], others: Iterable[tuple[str, int]]) -> Iterator[Finding]:
    """Other pictures than those of the source, which have its words in them perhaps."""
    wanted = [(name_of(url), line) for url, line in pictures]
    given = [(name_of(url), line) for url, line in others]
    pairs = zip(_missing(wanted, given), _missing(given, wanted), strict=True)
    for (name, source_line), (other, line) in pairs:
        yield _differs("info", line, source_line, f"this picture is “{other}”, that of the source “{name}”", "")


def _missing(named: Iterable[tuple[str, int]], others: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    left = Counter(name for name, _ in others)
    for name, line in named:
        left[name] -= 1
        if left[name] < 0:
            yield name, line


# ---- sections -------------------------------------------------------------------------------------------------


def _sections(shape: Shape) -> list[_Section]:
    heads = [number for number, kind in enumerate(shape.kinds) if kind[0] == "h"]
    edges = [0, *heads, len(shape.kinds)]
    levels = [0, *(int(shape.kinds[number][1]) for number in heads)]
    return [
        _Section(start, end, title, level)
        for (start, end), title, level in zip(itertools.pairwise(edges), ("", *shape.titles), levels, strict=True)
    ]


def _piece(shape: Shape, start: int, end: int) -> Piece:
    tokens = frozenset(token for block in shape.tokens[start:end] for token in block.split(" ") if token)
    return Piece(shape.kinds[start] if start < end else "", sum(shape.sizes[start:end]), tokens)


def _section_cost(piece: Piece, other: Piece) -> float:
    if (piece.kind[:1] == "h") != (other.kind[:1] == "h"):
        return 3.0
    return 0.6 * unlikeness(piece, other) + (0.3 if piece.kind != other.kind and piece.kind[:1] == "h" else 0)


def _compare_sections(source: Shape, translation: Shape) -> list[Finding]:
    sections, others = _sections(source), _sections(translation)
    pairs = _pair_sections(source, translation, sections, others)
    if pairs is None:
        message = f"the source has {len(sections) - 1} headings, the translation {len(others) - 1}"
        return [_differs("warning", 0, 0, message, "translate what is missing")]
    lost = [pair.start for pair in pairs if pair.other_start == pair.other_end]
    if len(lost) >= 2 and len(lost) >= _LOST * len(sections):
        message = f"{len(lost)} of {len(sections) - 1} sections of the source are missing"
        findings = [_differs("error", 0, source.lines[sections[lost[0]].start], message, "translate them")]
        lost = []
    else:
        findings = []
    added = [others[pair.other_start] for pair in pairs if pair.start == pair.end]
    for stretch in _stretches(pairs):
        section, other = sections[stretch[0].start], others[stretch[0].other_start]
        end = others[stretch[-1].other_end - 1].end
        findings += _compare_section(source, translation, section, other._replace(end=end))
        line = translation.lines[min(other.start, len(translation.lines) - 1)] if translation.lines else 0
        for pair in stretch:
            if pair.start in lost and pair.other_start == pair.other_end:
                missing = sections[pair.start]
                if _is_moved(source, translation, missing, added):
                    continue
                is_told = _is_told(source, missing, _piece(source, *section[:2]), _piece(translation, other.start, end))
                findings.append(_lost_section(missing, line, source.lines[missing.start], is_told=is_told))
    return findings


def _stretches(pairs: list[Pair]) -> list[list[Pair]]:
    """Sections that belong together, each with those behind it that have no counterpart."""
    stretches: list[list[Pair]] = []
    for pair in pairs:
        if pair.start < pair.end and pair.other_start < pair.other_end:
            stretches.append([pair])
        else:
            stretches[-1].append(pair)
    return stretches


def _is_moved(source: Shape, translation: Shape, missing: _Section, added: list[_Section]) -> bool:
    """True if one of the sections that seem to have no counterpart is the lost one, in another place."""
    piece = _piece(source, missing.start, missing.end)
    others = (_piece(translation, section.start, section.end) for section in added)
    return any(unlikeness(piece, other) < _ALIKE for other in others)


def _is_told(source: Shape, missing: _Section, before: Piece, other: Piece) -> bool:
    """True if what stands below a lost heading may stand in the section before it (there: `other`)."""
    piece = _piece(source, missing.start, missing.end)
    own = piece.tokens - before.tokens
    if own:
        return len(own & other.tokens) * 2 >= len(own)
    return other.size - _LONGER * before.size > piece.size / 2


def _lost_section(section: _Section, line: int, source_line: int, *, is_told: bool) -> Finding:
    """A section whose heading has no counterpart; what it says may be told below the heading before it."""
    if is_told or section.end == section.start + 1:
        message = f"the heading “{section.title}” of the source is missing"
        return _differs("warning", line, source_line, message, "divide the text as the source does")
    message = f"the section “{section.title}” of the source is missing"
    return _differs("error", line, source_line, message, "translate it, too")


def _pair_sections(
    source: Shape, translation: Shape, sections: list[_Section], others: list[_Section]
) -> list[Pair] | None:
    if [section.level for section in sections] == [section.level for section in others]:
        return [Pair(number, number + 1, number, number + 1) for number in range(len(sections))]
    pieces = [_piece(source, section.start, section.end) for section in sections[1:]]
    other_pieces = [_piece(translation, section.start, section.end) for section in others[1:]]
    pairs = align(pieces, other_pieces, _section_cost, gap=1.3, merge=float("inf"))
    return pairs and [Pair(0, 1, 0, 1), *(Pair(*(number + 1 for number in pair)) for pair in pairs)]


def _size(shape: Shape, section: _Section) -> int:
    return sum(shape.sizes[section.start : section.end])


# ---- blocks ---------------------------------------------------------------------------------------------------


def _block_cost(piece: Piece, other: Piece) -> float:
    kinds = piece.kind[:1] + other.kind[:1]
    if "h" in kinds:
        return 3.0
    if kinds[0] != kinds[1]:
        return 1.2 + unlikeness(piece, other) if "t" in kinds else 0.4 + unlikeness(piece, other)
    return unlikeness(piece, other) * (0.3 if kinds == "tt" else 1) + (0.2 if piece.kind != other.kind else 0)


def _compare_section(source: Shape, translation: Shape, section: _Section, other: _Section) -> list[Finding]:
    findings: list[Finding] = []
    if section.level != other.level:
        message = f"“{other.title}” is a heading of level {other.level}, in the source of level {section.level}"
        hint = f"write {'#' * section.level} {other.title}"
        findings.append(_differs("warning", translation.lines[other.start], source.lines[section.start], message, hint))
    start, other_start = section.start + bool(section.level), other.start + bool(other.level)
    kinds, other_kinds = source.kinds[start : section.end], translation.kinds[other_start : other.end]
    if kinds == other_kinds:
        steps = [Pair(number, number + 1, number, number + 1) for number in range(len(kinds))]
    else:
        pieces = [_piece(source, number, number + 1) for number in range(start, section.end)]
        other_pieces = [_piece(translation, number, number + 1) for number in range(other_start, other.end)]
        aligned = align(pieces, other_pieces, _block_cost, gap=0.9, merge=0.4)
        if aligned is None:
            return [*findings, *_compare_counts(source, translation, section, other)]
        steps = aligned
    pairs = [Pair(a + start, b + start, c + other_start, d + other_start) for a, b, c, d in steps]
    is_shorter = _size(translation, other) < 0.9 * _size(source, section)
    has_items = any(kind[0] == "i" for kind in other_kinds)
    for is_lost, group in itertools.groupby(pairs, lambda pair: _unpaired(source, pair)):
        if is_lost:
            findings.append(
                _lost_blocks(source, translation, list(group), is_certain=is_shorter or (has_items and is_lost == "i"))
            )
    findings += _compare_kinds(source, translation, pairs)
    findings += _added(translation, pairs)
    return [*findings, *_compare_sizes(source, translation, pairs)]


def _compare_counts(source: Shape, translation: Shape, section: _Section, other: _Section) -> Iterator[Finding]:
    """What can be said of a section of so many blocks that nobody could align them."""
    counts = Counter(kind[0] for kind in source.kinds[section.start : section.end])
    counts.subtract(kind[0] for kind in translation.kinds[other.start : other.end])
    places = (translation.lines[other.start], source.lines[section.start])
    for kind, count in counts.items():
        if count > 0:
            message = f"{_count(count, kind)} of the source {_is(count)} missing in this section"
            yield _differs("warning", *places, message, "translate what is missing")
        elif count < 0:
            yield _differs("info", *places, f"the source has {_count(-count, kind)} less here", "")


def _unpaired(source: Shape, pair: Pair) -> str:
    """The kind of a block of the source that has no counterpart, in a letter."""
    return source.kinds[pair.start][0] if pair.start < pair.end and pair.other_start == pair.other_end else ""


def _lost_blocks(source: Shape, translation: Shape, pairs: list[Pair], *, is_certain: bool) -> Finding:
    """Blocks of one kind without counterparts. Paragraphs may have become part of those around them."""
    first, last = pairs[0], pairs[-1]
    kind, count = source.kinds[first.start][0], len(pairs)
    line = translation.lines[max(0, first.other_start - 1)] if translation.lines else 0
    if kind == "t":
        severity = "error"
    else:
        is_worth = kind == "i" or sum(source.sizes[first.start : last.end]) >= _TINY
        severity = "warning" if is_certain and is_worth else "info"
    message = f"{_count(count, kind)} of the source {_is(count)} missing below here"
    return _differs(severity, line, source.lines[first.start], message, "translate what the source has there")


def _added(translation: Shape, pairs: list[Pair]) -> Iterator[Finding]:
    for kind, group in itertools.groupby(
        (pair.other_start for pair in pairs if pair.start == pair.end), lambda number: translation.kinds[number][0]
    ):
        places = list(group)
        these = f"these {_count(len(places), kind)}" if len(places) > 1 else f"this {_NAMES[kind][0]}"
        yield _differs("info", translation.lines[places[0]], 0, f"the source does not have {these}", "")


def _compare_kinds(source: Shape, translation: Shape, pairs: Iterable[Pair]) -> Iterator[Finding]:
    told = set()
    for start, end, other_start, other_end in pairs:
        if start == end or other_start == other_end:
            continue
        kind, other = source.kinds[start], translation.kinds[other_start]
        places = (translation.lines[other_start], source.lines[start])
        if kind[0] == other[0] == "t" and kind != other:
            size, other_size = (" rows and ".join(name[1:].split("x")) + " columns" for name in (kind, other))
            message = f"the table has {other_size}, that of the source {size}"
            yield _differs("warning", *places, message, "make the tables alike")
        elif kind[0] != other[0] and (kind[0], other[0]) not in told:
            told.add((kind[0], other[0]))
            message = f"this {_NAMES[other[0]][0]} is a {_NAMES[kind[0]][0]} in the source"
            yield _differs("info", *places, message, "")


def _compare_sizes(source: Shape, translation: Shape, pairs: Iterable[Pair]) -> Iterator[Finding]:
    """Blocks that are far longer or shorter than what they stand for: something may be missing in one of them."""
    for start, end, other_start, other_end in pairs:
        size, other = sum(source.sizes[start:end]), sum(translation.sizes[other_start:other_end])
        if min(size, other) == 0 or max(size, other) < 5 * _TINY or source.kinds[start][0] == "t":
            continue
        if not _SHORT < other / size < _LONG:
            name = _NAMES[translation.kinds[other_start][0]][0]
            message = f"this {name} is much {'shorter' if other < size else 'longer'} than that of the source"
            places = (translation.lines[other_start], source.lines[start])
            yield _differs("info", *places, message, "look whether something is missing")
