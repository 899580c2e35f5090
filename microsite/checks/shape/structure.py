"""Differences of structure between a translation and its source: sections, blocks, tables, pictures, ids."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from microsite.checks.findings import Finding
from microsite.checks.shape.alignment import Pair, Piece, align, unlikeness
from microsite.checks.shape.blocks import (
    LONG,
    LONGER,
    SHORT,
    Chapter,
    be,
    compare_section,
    compare_sizes,
    differs,
    in_words,
    make_piece,
)
from microsite.checks.shape.pointers import name_of
from microsite.checks.shape.shape import Shape

_ALIKE = 0.4
"""The unlikeness of sections that are the same beyond doubt."""

_LOST = 0.4
"""From this share of the sections on, it is the translation that is missing, not this section or that."""


_FEW, _MOST = 500.0, 1.6
"""So many bytes of both texts are supposed to be of one size, so that a few words alone say nothing of the language;
and no language needs so much more than another."""


def compare(source: Shape, translation: Shape) -> list[Finding]:
    """The differences of structure between a translation and its source (`structure-differs`)."""
    findings: list[Finding] = []
    if source.ids != translation.ids or source.pictures != translation.pictures or source.codes != translation.codes:
        findings += _compare_named(source, translation)
    if source.kinds == translation.kinds:
        both = enumerate(zip(source.sizes, translation.sizes, strict=True))
        unlike = [number for number, (size, other) in both if not SHORT * size < other < LONG * size]
        pairs = (Pair(number, number + 1, number, number + 1) for number in unlike)
        findings += compare_sizes(source, translation, pairs)
    else:
        findings += _compare_sections(source, translation)
    return sorted(findings, key=lambda finding: (finding.line, finding.source_line, finding.message))


# ---- ids, pictures, code --------------------------------------------------------------------------------------


def _compare_named(source: Shape, translation: Shape) -> Iterator[Finding]:
    for name, line in _missing(source.ids, translation.ids):
        hint = f"write {{#{name}}} after the heading that translates line {line} of the source"
        yield differs("warning", 0, line, f"the id “{name}” of the source is missing", hint)
    for name, line in _missing(translation.ids, source.ids):
        yield differs("info", line, 0, f"the source has no id “{name}”", "")
    lost = len(source.pictures) - len(translation.pictures)
    if lost > 0:
        lines = [line for _, line in _missing(source.pictures, translation.pictures)] or [source.pictures[-1][1]]
        message = f"{in_words(lost, 'picture')} of the source {be(lost)} missing"
        yield differs("warning", 0, lines[0], message, f"show {'it' if lost == 1 else 'them'} here, too")
    elif lost < 0:
        line = next(iter(_missing(translation.pictures, source.pictures)), translation.pictures[-1])[1]
        yield differs("info", line, 0, f"the source has {in_words(-lost, 'picture')} fewer", "")
    else:
        yield from _compare_pictures(source.pictures, translation.pictures)
    if source.codes > translation.codes:
        lost = source.codes - translation.codes
        message = f"{in_words(lost, 'code')} of the source {be(lost)} missing"
        yield differs("warning", 0, 0, message, "copy the code between ``` from the source")


def _compare_pictures(pictures: Iterable[tuple[str, int]], others: Iterable[tuple[str, int]]) -> Iterator[Finding]:
    """Pictures that differ from the source's: pictures may contain words."""
    wanted = [(name_of(url), line) for url, line in pictures]
    given = [(name_of(url), line) for url, line in others]
    pairs = zip(_missing(wanted, given), _missing(given, wanted), strict=True)
    for (name, source_line), (other, line) in pairs:
        yield differs("info", line, source_line, f"this picture is “{other}”; in the source it is “{name}”", "")


def _missing(named: Iterable[tuple[str, int]], others: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    left = Counter(name for name, _ in others)
    for name, line in named:
        left[name] -= 1
        if left[name] < 0:
            yield name, line


# ---- sections -------------------------------------------------------------------------------------------------


def _sections(shape: Shape) -> list[Chapter]:
    heads = [number for number, kind in enumerate(shape.kinds) if kind[0] == "h"]
    edges = [0, *heads, len(shape.kinds)]
    levels = [0, *(int(shape.kinds[number][1]) for number in heads)]
    return [
        Chapter(start, end, title, level)
        for (start, end), title, level in zip(itertools.pairwise(edges), ("", *shape.titles), levels, strict=True)
    ]


def _section_cost(piece: Piece, other: Piece) -> float:
    if (piece.kind[:1] == "h") != (other.kind[:1] == "h"):
        return 3.0
    return 0.6 * unlikeness(piece, other) + (0.3 if piece.kind != other.kind and piece.kind[:1] == "h" else 0)


def _compare_sections(source: Shape, translation: Shape) -> list[Finding]:
    sections, others = _sections(source), _sections(translation)
    pairs = _pair_sections(source, translation, sections, others)
    if pairs is None:
        message = f"the source has {len(sections) - 1} headings, the translation {len(others) - 1}"
        return [differs("warning", 0, 0, message, "translate what is missing")]
    lost = [pair.start for pair in pairs if pair.other_start == pair.other_end]
    if len(lost) >= 2 and len(lost) >= _LOST * len(sections):
        message = f"{len(lost)} of {len(sections) - 1} sections of the source are missing"
        findings = [differs("error", 0, source.lines[sections[lost[0]].start], message, "translate them")]
        lost = []
    else:
        findings = []
    added = [others[pair.other_start] for pair in pairs if pair.start == pair.end]
    ratio = _ratio(source, translation, sections, others, pairs)
    for stretch in _stretches(pairs):
        section, other = sections[stretch[0].start], others[stretch[0].other_start]
        end = others[stretch[-1].other_end - 1].end
        findings += compare_section(source, translation, section, other._replace(end=end), ratio)
        line = translation.lines[min(other.start, len(translation.lines) - 1)] if translation.lines else 0
        for pair in stretch:
            if pair.start in lost and pair.other_start == pair.other_end:
                missing = sections[pair.start]
                if _is_moved(source, translation, missing, added):
                    continue
                is_told = _is_told(
                    source, missing, make_piece(source, *section[:2]), make_piece(translation, other.start, end)
                )
                findings.append(_lost_section(missing, line, source.lines[missing.start], is_told=is_told))
    return findings


def _ratio(
    source: Shape, translation: Shape, sections: list[Chapter], others: list[Chapter], pairs: list[Pair]
) -> float:
    """How large texts are in this language to those in the source's, as the blocks of these two say on the average."""
    size = other_size = _FEW
    for pair in pairs:
        if pair.start < pair.end and pair.other_start < pair.other_end:
            section, other = sections[pair.start], others[pair.other_start]
            count, other_count = section.end - section.start, other.end - other.start
            least = min(count, other_count)
            weight = (least / max(1, count, other_count)) ** 4  # few of few blocks may have become one
            size += weight * sum(source.sizes[section.start : section.end]) / max(1, count) * least
            other_size += weight * sum(translation.sizes[other.start : other.end]) / max(1, other_count) * least
    return min(_MOST, max(1 / _MOST, other_size / size))


def _stretches(pairs: list[Pair]) -> list[list[Pair]]:
    """Sections that belong together, each with those behind it that have no counterpart."""
    stretches: list[list[Pair]] = []
    for pair in pairs:
        if pair.start < pair.end and pair.other_start < pair.other_end:
            stretches.append([pair])
        else:
            stretches[-1].append(pair)
    return stretches


def _is_moved(source: Shape, translation: Shape, missing: Chapter, added: list[Chapter]) -> bool:
    """True if one of the sections that seem to have no counterpart is the lost one, in another place."""
    piece = make_piece(source, missing.start, missing.end)
    others = (make_piece(translation, section.start, section.end) for section in added)
    return any(unlikeness(piece, other) < _ALIKE for other in others)


def _is_told(source: Shape, missing: Chapter, before: Piece, other: Piece) -> bool:
    """True if what stands below a lost heading may stand in the section before it (there: `other`)."""
    piece = make_piece(source, missing.start, missing.end)
    own = piece.tokens - before.tokens
    if own:
        return len(own & other.tokens) * 2 >= len(own)
    return other.size - LONGER * before.size > piece.size / 2


def _lost_section(section: Chapter, line: int, source_line: int, *, is_told: bool) -> Finding:
    """A section whose heading has no counterpart; what it says may be told below the heading before it."""
    if is_told or section.end == section.start + 1:
        message = f"the heading “{section.title}” of the source is missing"
        return differs("warning", line, source_line, message, "divide this text as the source is divided")
    message = f"the section “{section.title}” of the source is missing"
    return differs("error", line, source_line, message, "translate it, too")


def _pair_sections(
    source: Shape, translation: Shape, sections: list[Chapter], others: list[Chapter]
) -> list[Pair] | None:
    if [section.level for section in sections] == [section.level for section in others]:
        return [Pair(number, number + 1, number, number + 1) for number in range(len(sections))]
    pieces = [make_piece(source, section.start, section.end) for section in sections[1:]]
    other_pieces = [make_piece(translation, section.start, section.end) for section in others[1:]]
    pairs = align(pieces, other_pieces, _section_cost, gap=1.3, merge=float("inf"))
    return pairs and [Pair(0, 1, 0, 1), *(Pair(*(number + 1 for number in pair)) for pair in pairs)]
