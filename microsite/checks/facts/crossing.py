"""Figures that have been exchanged: years that have the shares of others, cells that have the values of others.

All of them are there, so no figure is missing; what tells is what each stands beside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from microsite.checks.facts.likeness import BARE, are_of_one_kind, numbers_of
from microsite.checks.facts.matching import Couple
from microsite.checks.facts.placing import ANCHORS
from microsite.checks.facts.reader import Fact
from microsite.checks.facts.turning import sentences
from microsite.checks.facts.wraps import SIGNS
from microsite.values.named import NamedTuple

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


def find_signed(sources: Sequence[Fact], others: Sequence[Fact]) -> list[Couple]:
    """Figures of a translation behind a hyphen, without which the source has them; one may join them to a name."""
    signed = [fact for fact in others if _is_signed(fact)]
    return [
        Couple(plain, fact)
        for fact in signed
        if (plain := next((one for one in sources if _is_same_number(one, fact)), None))
        and (not plain.name or fact.value[0] == "-")
    ]


def _is_same_number(fact: Fact, other: Fact) -> bool:
    """True of a figure without a hyphen and one behind one that are the same, or of which one has no unit."""
    if _is_signed(fact):
        return False
    if fact.kind == other.kind == "time":
        return not {*fact.value.split("/")}.isdisjoint(other.value.split("/"))
    if other.value[0] == "-":
        return fact.value == other.maybe
    is_bare = bool({fact.kind, other.kind} & BARE)
    return fact.value == other.value or (is_bare and not set(numbers_of(fact)).isdisjoint(numbers_of(other)))


def _is_signed(fact: Fact) -> bool:
    """True of what is behind a hyphen that may be a minus, and of what falls by less than nothing."""
    if fact.text[:1] not in SIGNS:
        return False
    return f"-{fact.value}" in fact.maybe.split("|") or fact.value == f"-{fact.maybe}"


def _bind(facts: Sequence[Fact]) -> dict[str, Fact]:
    """The figure of each date, of sentences in which dates and figures take turns; none of what stands there twice."""
    found: dict[str, Fact] = {}
    seen: dict[str, int] = defaultdict(int)
    for sentence in sentences(facts):
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
    if [(fact.part, fact.value) for fact in facts] == [(fact.part, fact.value) for fact in others]:
        return []
    cells, other_cells = _cells(facts), _cells(others)
    pairs = [Couple(fact, other_cells[cell]) for cell, fact in cells.items() if cell in other_cells]
    return [pair for pair in pairs if pair.source.value != pair.translation.value and are_of_one_kind(*pair)]


def _crossed_within(row: TableRow) -> list[Couple]:
    """Figures of which each stands in the cell of another one of the row."""
    changed = _in_one_cell(row.sources, row.others)
    exchanged = {(couple.source.value, couple.translation.value) for couple in changed}
    return [one for one in changed if (one.translation.value, one.source.value) in exchanged]


def _cells(facts: Sequence[Fact]) -> dict[int, Fact]:
    """The facts that are the only ones of their cells, by the numbers of these."""
    cells = defaultdict[int, list[Fact]](list)
    for fact in facts:
        cells[fact.part].append(fact)
    return {cell: own[0] for cell, own in cells.items() if len(own) == 1}
