"""Figures that have been exchanged: years that have the shares of others, cells that have the values of others.

All of them are there, so no figure is missing; what tells is what each stands beside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from microsite.checks.facts.conversion import is_converted
from microsite.checks.facts.likeness import are_of_one_kind
from microsite.checks.facts.matching import Couple
from microsite.checks.facts.placing import ANCHORS, COUNTED
from microsite.checks.facts.reader import Fact

_LEAST = 4
"""So many facts are two that have been exchanged, with what they belong to."""
_VALUES = frozenset({"number", "percent", "points", "money", "measure"})


def find_crossed(sources: Sequence[Fact], others: Sequence[Fact]) -> list[Couple]:
    """Figures of two blocks of prose that belong to each other’s dates; each with what stands in its place."""
    if len(sources) < _LEAST or len(others) < _LEAST:
        return []
    bound, other_bound = _bind(sources), _bind(others)
    by_figure = {fact.value: anchor for anchor, fact in bound.items()}
    found = []
    for anchor, fact in bound.items():
        other = other_bound.get(anchor)
        if other is None or other.value == fact.value or not are_of_one_kind(fact, other):
            continue
        owner = by_figure.get(other.value)  # whose the figure is in the source
        if owner in other_bound and other_bound[owner].value == fact.value:
            found.append(Couple(fact, other))
    return sorted(found, key=lambda couple: (couple.translation.line, couple.translation.column))


def find_turned(sources: Sequence[Fact], others: Sequence[Fact]) -> list[Couple]:
    """Figures of two blocks of prose that change places in a sentence where all else keeps its own.

    Two of one unit stand there, and nothing else of theirs; 5 % in the north and 7 % in the south. What something was
    and what it became may stand in any order, and must not change parts.
    """
    if any(sum(fact.kind in COUNTED for fact in facts) < 2 for facts in (sources, others)):
        return []
    own, other = _by_sentence(sources), _by_sentence(others)
    by_values = {frozenset(fact.value for fact in sentence): sentence for sentence in other}
    found: list[Couple] = []
    for sentence in own:
        translated = by_values.get(frozenset(fact.value for fact in sentence))
        if translated is None or len(translated) != len(sentence):
            continue
        pairs = list(_pairs(sentence, translated))
        turned = [couple for couple in pairs if _is_turned(*couple)]
        moved = sum(pair[0].value != there[0].value for pair, there in pairs)  # with their clauses, if several
        rest = [[fact.value for fact in facts if fact.kind not in COUNTED] for facts in (sentence, translated)]
        if len(turned) == 1 >= moved and rest[0] == rest[1]:
            found += map(Couple, *turned[0])
    return found


def _by_sentence(facts: Sequence[Fact]) -> list[list[Fact]]:
    """The sentences in which no two facts have one value."""
    return [sentence for sentence in _sentences(facts) if len({fact.value for fact in sentence}) == len(sentence)]


def _pairs(sentence: list[Fact], translated: list[Fact]) -> Iterator[tuple[list[Fact], list[Fact]]]:
    """The two figures of each unit that has two, as they stand in the source and in the translation."""
    by_unit: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in sentence:
        by_unit[fact.kind, fact.value.partition(" ")[2]].append(fact)
    for (kind, _), pair in by_unit.items():
        values = {fact.value for fact in pair}
        there = [fact for fact in translated if fact.value in values]
        if kind in COUNTED and len(pair) == len(there) == 2 and not (kind == "measure" and is_converted(*pair)):
            yield pair, there


def _is_turned(pair: list[Fact], there: list[Fact]) -> bool:
    ends, ends_there = [fact.end for fact in pair], [fact.end for fact in there]
    if not any(ends + ends_there):
        return pair[0].value != there[0].value
    if set(ends) == set(ends_there) == {"from", "to"}:
        return (pair[0].value == there[0].value) != (ends == ends_there)
    return False


def _bind(facts: Sequence[Fact]) -> dict[str, Fact]:
    """The figure of each date, of sentences in which dates and figures take turns; none of what stands there twice."""
    found: dict[str, Fact] = {}
    seen: dict[str, int] = defaultdict(int)
    for sentence in _sentences(facts):
        anchors, values = sentence[::2], sentence[1::2]
        if sentence[0].kind not in ANCHORS:
            anchors, values = values, anchors
        is_in_turns = len(anchors) == len(values) and all(fact.kind in ANCHORS for fact in anchors)
        if not is_in_turns or not all(fact.kind in _VALUES for fact in values):
            anchors = [fact for fact in sentence if fact.kind in ANCHORS]
            values = []
        for anchor in anchors:
            seen[anchor.value] += 1
        found.update((anchor.value, fact) for anchor, fact in zip(anchors, values, strict=False))
    figures = Counter(fact.value for fact in found.values())
    return {key: fact for key, fact in found.items() if seen[key] == 1 and figures[fact.value] == 1}


def _sentences(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The facts in digits of each sentence."""
    sentence: list[Fact] = []
    for fact in facts:
        if fact.strength < 1:
            continue
        if sentence and (fact.block, fact.part) != (sentence[-1].block, sentence[-1].part):
            yield sentence
            sentence = []
        sentence.append(fact)
    if sentence:
        yield sentence


class TableRow(NamedTuple):
    """A row of a table in two languages: all facts, and those without counterparts in it."""

    sources: Sequence[Fact]
    others: Sequence[Fact]
    rest: Sequence[Fact]
    other_rest: Sequence[Fact]


class Crossed(NamedTuple):
    """A figure and what stands in its cell; `is_sure` if the rows belong together for another reason, too."""

    couple: Couple
    is_sure: bool


def find_crossed_cells(table: Sequence[TableRow]) -> list[Crossed]:
    """Figures of a table that stand in cells of others, of the same row or of another one.

    A column that was moved is none, nor is a row: there, what is beside a figure came with it.
    """
    within = [_crossed_within(row) for row in table]
    if 2 * sum(map(bool, within)) > max(2, sum(len(row.sources) > 1 for row in table)):
        within = []
    found = [Crossed(couple, is_sure=True) for couples in within for couple in couples]
    rows = {_values(row.others) for row in table}
    strange = [row for row in table if row.rest and row.other_rest]
    is_one_exchange = len(strange) == 2 < len(table) - 1
    for row in strange:
        is_sure = len(row.rest) < len(row.sources) and _values(row.sources) not in rows
        if is_sure or is_one_exchange:
            found += (Crossed(couple, is_sure) for couple in _in_one_cell(row.rest, row.other_rest))
    return found


def _values(facts: Sequence[Fact]) -> tuple[str, ...]:
    return tuple(sorted(fact.value for fact in facts))


def _in_one_cell(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Couple]:
    cells, other_cells = _cells(facts), _cells(others)
    pairs = [Couple(fact, other_cells[cell]) for cell, fact in cells.items() if cell in other_cells]
    return [pair for pair in pairs if pair.source.value != pair.translation.value and are_of_one_kind(*pair)]


def _crossed_within(row: TableRow) -> list[Couple]:
    """Figures of which each stands in the cell of another one of the row."""
    cells, other_cells = _cells(row.sources), _cells(row.others)
    changed = _in_one_cell(row.sources, row.others)
    exchanged = {(couple.source.value, couple.translation.value) for couple in changed}
    both = len(cells) > 1 and len(other_cells) > 1
    return [one for one in changed if both and (one.translation.value, one.source.value) in exchanged]


def _cells(facts: Sequence[Fact]) -> dict[int, Fact]:
    """The facts that are the only ones of their cells, by the numbers of these."""
    cells = defaultdict[int, list[Fact]](list)
    for fact in facts:
        cells[fact.part].append(fact)
    return {cell: own[0] for cell, own in cells.items() if len(own) == 1}
