"""Blocks of two languages that belong together, and what of their facts is left over."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from microsite.checks.facts.lists import drop_lists
from microsite.checks.facts.matching import Couple, match
from microsite.checks.facts.reader import Fact, Facts
from microsite.values.named import NamedTuple


@dataclass
class Meeting:
    """Blocks of two languages that belong together, by the number of their group, and what became of their facts."""

    group: int
    sources: list[Fact]
    others: list[Fact]
    otherwise: list[Couple]
    """What both have, but not in the same way."""
    rest: list[Fact]
    other_rest: list[Fact]
    """What only one of them has."""
    is_row: bool = False
    left: list[Fact] = field(default_factory=list)
    added: list[Fact] = field(default_factory=list)
    """What of that stands nowhere else, either."""

    def moved(self) -> list[Fact]:
        """Facts of the source that the translation has in another block."""
        return _without(self.rest, self.left)

    def moved_in(self) -> list[Fact]:
        """Facts of the translation that the source has in another block."""
        return _without(self.other_rest, self.added)

    def sides(self) -> tuple[list[Fact], list[Fact], list[Fact], list[Fact]]:
        """All facts of both, and those that only one of them has."""
        return self.sources, self.others, self.rest, self.other_rest


def _without(facts: list[Fact], others: list[Fact]) -> list[Fact]:
    known = {id(fact) for fact in others}
    return [fact for fact in facts if id(fact) not in known]


class Sides(NamedTuple):
    """The facts of two blocks that belong together, by the number of their group."""

    group: int
    sources: list[Fact]
    others: list[Fact]
    is_row: bool
    """True of a row of a table in both languages."""


def meet(sides: Sides) -> Meeting:
    """What becomes of them by themselves; mostly both have the same."""
    values, others = [fact.value for fact in sides.sources], [fact.value for fact in sides.others]
    if len(values) == len(others) and (values == others or sorted(values) == sorted(others)):
        return Meeting(sides.group, sides.sources, sides.others, [], [], [], sides.is_row)
    couples, rest, other_rest = match(sides.sources, sides.others)
    if rest and other_rest:
        rest, other_rest = drop_lists(rest, other_rest)
    return Meeting(sides.group, sides.sources, sides.others, couples, rest, other_rest, sides.is_row)


def pair_blocks(source: Facts, translation: Facts) -> list[Meeting]:
    """All blocks of two texts of which each has the same facts as the one beside it, in whatever order."""
    facts, others = defaultdict[int, list[Fact]](list), defaultdict[int, list[Fact]](list)
    for own, text in ((facts, source), (others, translation)):
        for fact in text.facts:
            own[fact.block].append(fact)
    pairs = zip(source.blocks, translation.blocks, strict=True)
    return [
        Meeting(number, facts[number], others[number], [], [], [], one.kind == two.kind == "cell")
        for number, (one, two) in enumerate(pairs)
    ]


_CROSSED = 2


def is_too_short_to_cross(text: Facts) -> bool:
    """True of a text without a block in which figures can have been exchanged."""
    counts = Counter(fact.block for fact in text.facts)
    return all(count < _CROSSED for count in counts.values())


def take_days(meeting: Meeting) -> list[Couple]:
    """Days of the week that contradict each other in one block, though each may stand in another one, too."""
    if not meeting.rest or not meeting.other_rest:
        return []
    days, other_days = (
        [fact for fact in facts if fact.kind == "weekday"] for facts in (meeting.rest, meeting.other_rest)
    )
    if not days or len(days) != len(other_days):
        return []
    meeting.rest = [fact for fact in meeting.rest if fact.kind != "weekday"]
    meeting.other_rest = [fact for fact in meeting.other_rest if fact.kind != "weekday"]
    return [Couple(*pair) for pair in zip(days, other_days, strict=True)]
