"""Lists without spaces that one language reads as a decimal: “lines 2,6” in German."""

from __future__ import annotations

import re
from collections import defaultdict

from microsite.checks.facts.reader import Fact

_LIST = re.compile("([0-9]+),([0-9]+)")


def drop_lists(left: list[Fact], others: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """What is left of a source and its translation, without lists of which the other side has each number."""
    left, others = _drop(left, others)
    others, left = _drop(others, left)
    return left, others


def _drop(facts: list[Fact], others: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The facts without those that are lists of others, and the others without what is in them."""
    waiting: dict[str, list[Fact]] = defaultdict(list)
    for other in reversed(others):
        waiting[other.value].append(other)
    kept: list[Fact] = []
    taken: set[int] = set()
    for fact in facts:
        match = _LIST.fullmatch(fact.text) if fact.kind == "number" else None
        found = [waiting[number].pop() for number in match.groups() if waiting.get(number)] if match else []
        if len(found) == 2:
            taken.update(map(id, found))
        else:
            kept.append(fact)
            for other in found:
                waiting[other.value].append(other)
    return kept, [other for other in others if id(other) not in taken]
