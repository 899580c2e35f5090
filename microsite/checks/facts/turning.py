"""Figures of prose that have changed places: in a sentence, from one end of a change to the other, part and whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from microsite.checks.facts.conversion import is_converted
from microsite.checks.facts.likeness import BARE, are_in_words, numbers_of
from microsite.checks.facts.matching import Couple
from microsite.checks.facts.placing import ANCHORS, COUNTED
from microsite.checks.facts.reader import Fact

_PAIRS = (("from", "to"), ("part", "whole"))
_PART = 2


def find_turned(sources: Sequence[Fact], others: Sequence[Fact], otherwise: Sequence[Couple]) -> list[Couple]:
    """Figures of two blocks of prose that have changed places; each with what stands in its own.

    `otherwise` is what both say, but not in one way: a unit may have gone from one figure to the other.
    """
    if min(len(sources), len(others)) < _PART or (not otherwise and _are_in_order(sources, others)):
        return []
    return _find_ends(sources, others) or _find_units(otherwise) or _find_in_sentences(sources, others, otherwise)


def _are_in_order(sources: Sequence[Fact], others: Sequence[Fact]) -> bool:
    """True of the same figures in the same order and parts, as most texts have them."""
    return len(sources) == len(others) and all(
        one.value == two.value and (one.end == two.end or not (one.end and two.end))
        for one, two in zip(sources, others, strict=True)
    )


def _find_ends(sources: Sequence[Fact], others: Sequence[Fact]) -> list[Couple]:
    """Changes from 5 to 7 that go from 7 to 5, and 9 of 14 that are 14 of 9."""
    found: list[Couple] = []
    if not any(fact.end for fact in sources) or not any(fact.end for fact in others):
        return found
    for ends in _PAIRS:
        changes, other_changes = list(_find_changes(sources, ends)), list(_find_changes(others, ends))
        for one, two in changes:
            same = [pair for pair in other_changes if _say_the_same(one, pair[0]) and _say_the_same(two, pair[1])]
            turned = [pair for pair in other_changes if _say_the_same(one, pair[1]) and _say_the_same(two, pair[0])]
            if turned and not same and not _say_the_same(one, two):
                found += [Couple(one, turned[0][0]), Couple(two, turned[0][1])]
    return found


def _find_changes(facts: Sequence[Fact], ends: tuple[str, str]) -> Iterator[tuple[Fact, Fact]]:
    """The two ends of each sentence that has just these."""
    for sentence in sentences(facts):
        both = [[fact for fact in sentence if fact.end == end] for end in ends]
        if all(len(one) == 1 for one in both):
            yield both[0][0], both[1][0]


def _say_the_same(fact: Fact, other: Fact) -> bool:
    """True of figures of one value, and of those of one number of which one has no unit."""
    if fact.value == other.value:
        return True
    return bool({fact.kind, other.kind} & BARE) and not set(numbers_of(fact)).isdisjoint(numbers_of(other))


def _find_units(otherwise: Sequence[Couple]) -> list[Couple]:
    """3.6 million euros and 1.2 million that have become 1.2 million euros and 3.6 million."""
    lost = [couple for couple in otherwise if couple.source.kind in COUNTED and couple.translation.kind == "number"]
    won = [couple for couple in otherwise if couple.translation.kind in COUNTED and couple.source.kind == "number"]
    found: list[Couple] = []
    for one in lost:
        for two in won:
            facts, others = (one.source, two.source), (one.translation, two.translation)
            is_unit = _unit_of(one.source) == _unit_of(two.translation)
            is_turned = (_place(facts[0]) < _place(facts[1])) != (_place(others[0]) < _place(others[1]))
            if is_unit and is_turned and _is_beside(*facts) and _is_beside(*others):
                found += [Couple(one.source, two.translation), Couple(two.source, one.translation)]
    return found if len(found) == _PART else []


def _place(fact: Fact) -> tuple[int, int]:
    return fact.line, fact.column


def _is_beside(fact: Fact, other: Fact) -> bool:
    return (fact.block, fact.part) == (other.block, other.part)


def _unit_of(fact: Fact) -> tuple[str, str]:
    return fact.kind, fact.value.partition(" ")[2]


def _find_in_sentences(sources: Sequence[Fact], others: Sequence[Fact], otherwise: Sequence[Couple]) -> list[Couple]:
    """5 % in the north and 7 % in the south, in sentences where all else keeps its place.

    What something was and what it became may stand in any order, and must not change parts.
    """
    own, other = _once(sources), _once(others)
    there = {id(fact): other[value] for value, fact in own.items() if value in other}
    loose = (couple for couple in otherwise if _counted(couple) and "number" in {fact.kind for fact in couple})
    there |= {id(fact): two for fact, two in loose if fact.value in own and two.value in other}
    found: list[Couple] = []
    for sentence in sentences(sources):
        both = [Couple(fact, there[id(fact)]) for fact in sentence if id(fact) in there]
        groups = _by_unit(both)
        moved = sum(_is_moved(group) for group in groups)  # with their clauses, if several
        turned = [couple for group in groups for couple in _turned(group)]
        rest = [couple for couple in both if not _counted(couple) and _is_firm(couple.source)]
        if len(turned) == _PART and moved < _PART and not _is_moved(rest):
            found += turned
    return found


def _once(facts: Sequence[Fact]) -> dict[str, Fact]:
    """The facts whose values stand there once, in their order."""
    counts = Counter(fact.value for fact in facts)
    return {fact.value: fact for fact in facts if counts[fact.value] == 1 and fact.strength}


def _is_firm(fact: Fact) -> bool:
    return fact.strength > 1 or fact.kind in ANCHORS


def _counted(couple: Couple) -> tuple[str, str] | None:
    """What two facts count, though one may leave that to another figure; None of what counts nothing."""
    return next((_unit_of(fact) for fact in couple if fact.kind in COUNTED), None)


def _by_unit(couples: Iterable[Couple]) -> list[list[Couple]]:
    """The figures of each unit that has several."""
    found: dict[tuple[str, str], list[Couple]] = defaultdict(list)
    for couple in couples:
        if unit := _counted(couple):
            found[unit].append(couple)
    return [group for group in found.values() if len(group) > 1]


def _is_moved(couples: Sequence[Couple]) -> bool:
    """True if the translations stand in another order."""
    places = [_place(couple.translation) for couple in couples]
    return places != sorted(places)


def _turned(group: list[Couple]) -> list[Couple]:
    """Two figures of one unit that have changed places; none if more has changed, or if it may be told so, too."""
    facts = [couple.source for couple in group]
    others = [couple.translation for couple in group]
    if len({fact.part for fact in others}) > 1 or _are_converted(facts) or _keep_units(facts, others):
        return []
    ends, other_ends = ([fact.end == "to" for fact in one] for one in (facts, others))
    if sum(ends) != sum(other_ends) or (any(ends) and ends == other_ends):
        return []
    falls, other_falls = ([fact.maybe.startswith("-") for fact in one] for one in (facts, others))
    if sum(falls) == sum(other_falls) == 1 and falls == other_falls:  # what falls says which is which
        return []
    found = map(Couple, facts, sorted(others, key=_place))
    changed = [couple for couple in found if all(couple is not one and couple != one for one in group)]
    are_alike = all(are_in_words(couple.source) == are_in_words(couple.translation) for couple in changed)
    return changed if len(changed) == _PART and are_alike else []  # half an hour is hardly exchanged with 45 minutes


def _are_converted(facts: Sequence[Fact]) -> bool:
    """True of one measure in two units."""
    return all(fact.kind == "measure" for fact in facts[:2]) and is_converted(*facts[:2])


def _keep_units(facts: Sequence[Fact], others: Sequence[Fact]) -> bool:
    """True of hectares beside square metres: each goes with its unit, wherever that stands."""
    return all(len({_size(fact) for fact in one}) > 1 for one in (facts, others))


def _size(fact: Fact) -> Fraction:
    """How many of the base unit the unit of a measure is, as it is written."""
    number = Fraction(fact.amount or 0)
    return Fraction(fact.value.partition(" ")[0]) / number if number else number


def sentences(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The facts in digits of each sentence, or in words that say as much."""
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
