"""Lists without spaces that one language reads as a decimal: “lines 2,6” in German."""

from __future__ import annotations

import re

from microsite.checks.facts.reader import Fact

_LIST = re.compile("([0-9]+),([0-9]+)")


def drop_lists(left: list[Fact], others: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """What is left of a source and its translation, without lists of which the other side has each number."""
    left, others = _drop(left, others)
    others, left = _drop(others, left)
    return left, others


def _drop(facts: list[Fact], others: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The facts without those that are lists of others, and the others without what is in them."""
    kept, rest = [], list(others)
    for fact in facts:
        match = _LIST.fullmatch(fact.text) if fact.kind == "number" else None
        found = (
            [next((other for other in rest if other.value == number), None) for number in match.groups()]
            if match
            else []
        )
        if len(found) == 2 and all(found) and found[0] is not found[1]:
            rest = [other for other in rest if other is not found[0] and other is not found[1]]
        else:
            kept.append(fact)
    return kept, rest
