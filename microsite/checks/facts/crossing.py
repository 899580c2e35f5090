"""Figures that have been exchanged: years that have the shares of others, cells that have the values of others.

All of them are there, so no figure is missing; what tells is what each stands beside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from microsite.checks.facts.conversion import is_converted
from microsite.checks.facts.likeness import are_of_one_kind
from microsite.checks.facts.matching import Couple
from microsite.checks.facts.placing import ANCHORS, COUNTED
from microsite.checks.facts.reader import Fact
from microsite.checks.facts.wraps import SIGNS

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

    Such are 5 % in the north and 7 % in the south. What something was and what it became may stand in any order, and
    must not change parts.
    """
    if any(sum(fact.kind in COUNTED for fact in facts) < 2 for facts in (sources, others)):
        return []
    own, other = _once(sources), _once(others)
    found: list[Couple] = []
    for sentence in _sentences(sources):
        both = [fact for fact in sentence if fact.value in own and fact.value in other]
        groups = [(group, [other[value] for value in _in_order(group, other)]) for group in _by_unit(both)]
        moved = sum(
            [fact.value for fact in group] != [fact.value for fact in there] for group, there in groups
        )  # with their clauses, if several
        turned = [couple for group, there in groups for couple in _turned(group, there)]
        rest = [fact for fact in both if fact.kind not in COUNTED]
        if len(turned) == 2 and moved < 2 and _in_order(rest, other) == [fact.value for fact in rest]:
            found += turned
    return found


def find_signed(sources: Sequence[Fact], others: Sequence[Fact]) -> list[Couple]:
    """Figures of a translation behind a hyphen, without which the source has them, and in no name."""
    known = {fact.value: fact for fact in sources}
    return [
        Couple(known[fact.value], fact)
        for fact in others
        if _is_signed(fact) and fact.value in known and not known[fact.value].name and not _is_signed(known[fact.value])
    ]


def _is_signed(fact: Fact) -> bool:
    return fact.text[:1] in SIGNS and f"-{fact.value}" in fact.maybe.split("|")


def _once(facts: Sequence[Fact]) -> dict[str, Fact]:
    """The facts whose values stand there once, in their order."""
    counts = Counter(fact.value for fact in facts)
    return {fact.value: fact for fact in facts if counts[fact.value] == 1 and fact.strength}


def _by_unit(facts: Iterable[Fact]) -> list[list[Fact]]:
    """The figures of each unit that has several."""
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind in COUNTED:
            found[fact.kind, fact.value.partition(" ")[2]].append(fact)
    return [group for group in found.values() if len(group) > 1]


def _in_order(facts: Iterable[Fact], other: Mapping[str, Fact]) -> list[str]:
    """Their values in the order of the other language."""
    values = {fact.value for fact in facts}
    return [value for value in other if value in values]


def _turned(group: list[Fact], there: list[Fact]) -> list[Couple]:
    """Two figures of one unit that have changed places, or parts; none if more than that has changed."""
    if len({fact.part for fact in there}) > 1 or (group[0].kind == "measure" and is_converted(*group[:2])):
        return []
    ends = {fact.end: fact for fact in group}
    if len(group) == 2 and ends.keys() == {fact.end for fact in there} == {"from", "to"}:
        couples = [Couple(ends[fact.end], fact) for fact in there]
    elif [fact.end for fact in group] == [fact.end for fact in there]:
        couples = list(map(Couple, group, there))
    else:
        return []
    changed = [couple for couple in couples if couple.source.value != couple.translation.value]
    return changed if len(changed) == 2 else []


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
