"""Facts of a source and of its translation → what contradicts, is missing, is added."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from microsite.checks.facts.blocks import Places
from microsite.checks.facts.consistency import QUANTITIES, RULE, day_of
from microsite.checks.facts.lists import drop_lists
from microsite.checks.facts.matching import BARE, Couple, digits_of, is_alike, is_slip, match, pair_up
from microsite.checks.facts.moments import DEADLINE
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import parse_canonical
from microsite.checks.facts.reader import Fact, Facts, read_text
from microsite.checks.facts.telling import (
    Voice,
    in_one_line,
    make_finding,
    tell_contradiction,
    tell_expected,
    tell_separators,
)
from microsite.checks.findings import Finding
from microsite.checks.prose.suppressions import COMMENT

_SWAP = str.maketrans(".,", ",.")
_FEW = 12
"""Larger numbers are seldom words, so that digits for them are as like as not about something else than a word."""
_FRESH = 0.3
"""A translation that misses no more of the source’s figures is one of this source, and no older one."""


def compare(source: Facts, translation: Facts, notation: Notation) -> list[Finding]:
    """The findings of a translation, whose `notation` is given, in the order of its lines.

    An error says that two figures contradict each other; a warning, that one has no counterpart, or that a spelled-out
    number contradicts; an info is a guess.
    """
    if source.signature == translation.signature:
        return []
    places, voice = Places(source, translation), Voice(notation, source.language)
    found: list[Finding] = []
    left: list[Fact] = []
    others: list[Fact] = []
    supported: set[int] = set()
    strong = missed = 0
    for group, sources, translations in places.sorted_facts():
        couples, rest, other_rest = match(sources, translations)
        if rest and other_rest:
            rest, other_rest = drop_lists(rest, other_rest)
        days, rest, other_rest = _contradicting_days(rest, other_rest)
        found += (tell_contradiction("error", couple, voice) for couple in days)
        if len(rest) < len(sources):
            supported.add(group)
        strong += sum(fact.strength > 1 for fact in sources)
        missed += sum(fact.strength > 1 for fact in rest)
        found += _loose_findings(couples, voice)
        left += rest
        others += other_rest
    left, others = _match_page(left, others)
    misread, left, others = _misread(source, left, others, notation)
    found += misread
    is_fresh = places.is_same_shape or missed <= max(2, strong * _FRESH)
    lonely, added = defaultdict[int, list[Fact]](list), defaultdict[int, list[Fact]](list)
    for fact in left:
        lonely[places.group_of_source[fact.block]].append(fact)
    for fact in others:
        added[places.group_of_translation[fact.block]].append(fact)
    for group in sorted({*lonely, *added}):
        contradictions, missing, extra = pair_up(lonely[group], added[group])
        is_only = len(contradictions) == 1 and not missing and not extra
        sure = is_fresh or group in supported
        found += (
            _contradiction(couple, voice, is_only=is_only, is_supported=sure)
            for couple in contradictions
            if couple.source.strength and couple.translation.strength
        )
        found += _missing(missing, places, group, voice)
        found += _added(extra, places, group)
    return sorted(found, key=lambda finding: (finding.line, finding.column, finding.message))


def _match_page(left: list[Fact], others: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """What is left of all blocks without what only stands in another one; a “two” or “一” far away says nothing."""
    strong, strong_others = ([fact for fact in facts if fact.strength > 1] for facts in (left, others))
    _, strong, strong_others = match(strong, strong_others)
    weak, weak_others = ([fact for fact in facts if fact.strength < 2] for facts in (left, others))
    return strong + weak, strong_others + weak_others


# ---- blocks that belong together ------------------------------------------------------------------------------------


def _contradicting_days(left: list[Fact], others: list[Fact]) -> tuple[list[Couple], list[Fact], list[Fact]]:
    """Days of the week that contradict each other in one block, though each may stand in another one, too."""
    days, other_days = ([fact for fact in facts if fact.kind == "weekday"] for facts in (left, others))
    if len(days) != len(other_days):
        return [], left, others
    couples = [Couple(*pair) for pair in zip(days, other_days, strict=True)]
    rest, other_rest = ([fact for fact in facts if fact.kind != "weekday"] for facts in (left, others))
    return couples, rest, other_rest


# ---- what is told ---------------------------------------------------------------------------------------------------


def _loose_findings(couples: Iterable[Couple], voice: Voice) -> Iterator[Finding]:
    """A figure that lost or gained its percent sign."""
    for couple in couples:
        kinds = {couple.source.kind, couple.translation.kind}
        if (
            kinds & {"percent", "points"}
            and "factor" not in kinds
            and couple.source.strength == couple.translation.strength == 2
        ):
            yield tell_contradiction("warning", couple, voice)


def _contradiction(couple: Couple, voice: Voice, *, is_only: bool, is_supported: bool) -> Finding:
    source, other = couple
    weakest = min(source.strength, other.strength)
    if source.kind == other.kind == "weekday":
        return tell_contradiction("error" if is_supported else "warning", couple, voice)
    if weakest < 2 and not (_has_digits(couple) or source.kind == other.kind == "date"):
        return tell_contradiction("warning" if _are_one_thing(couple) else "info", couple, voice)
    if source.kind == other.kind == "date" and _is_deadline(couple):
        return tell_contradiction("warning", couple, voice)
    if (source.maybe or other.maybe) and source.value.endswith("°C") and other.value.endswith("°C"):
        return tell_contradiction("warning", couple, voice)  # degrees of a scale that is not named
    if source.kind == other.kind == "ordinal" and digits_of(source) == digits_of(other):
        return tell_contradiction("warning", couple, voice)  # the 70th minute, hour
    is_obvious = is_only and "token" not in {source.kind, other.kind}
    is_certain = is_alike_in_kind(couple) and (is_obvious or is_alike(source, other))
    is_certain = is_certain or (bool(BARE & {source.kind, other.kind}) and is_alike(source, other))
    is_certain = is_certain or digits_of(source) == digits_of(other)
    is_certain = is_certain and (is_supported or is_slip(source, other))
    return tell_contradiction("error" if is_certain else "warning", couple, voice)


def _are_one_thing(couple: Couple) -> bool:
    """True of words of one kind, “second” and “dritte”, and of a word and digits that it may stand for."""
    if couple.source.kind != couple.translation.kind:
        return False
    values = [parse_canonical(fact.value.rstrip(".")) for fact in couple]
    words = [value for value, fact in zip(values, couple, strict=True) if not re.search("[0-9]", fact.text)]
    return (
        len(words) == 2
        or any((value or 0) > _FEW for value in words)
        or not any((value or 0) > _FEW for value in values)
    )


def _has_digits(couple: Couple) -> bool:
    return all(re.search("[0-9]", fact.text) for fact in couple)


def is_alike_in_kind(couple: Couple) -> bool:
    """True if both are of one kind, or bare numbers of any."""
    kinds = {couple.source.kind, couple.translation.kind}
    return len(kinds) == 1 or kinds <= BARE


def _reread(fact: Fact, notation: Notation) -> str | None:
    """The value of a fact read with the separators of the other custom: 1,500 in German as 1500."""
    if fact.kind not in QUANTITIES or not re.search("[0-9][.,][0-9]", fact.text):
        return None
    again = read_text(fact.text.translate(_SWAP), notation)
    return again[0].value if len(again) == 1 else None


def _misread(
    source: Facts, left: list[Fact], others: list[Fact], notation: Notation
) -> tuple[list[Finding], list[Fact], list[Fact]]:
    """Figures whose separators are of another language, if so read they are in the source; and what else is left."""
    found, rest, other_rest = [], list(left), []
    known = {fact.value: fact for fact in source.facts if fact.strength > 1}
    for fact in others:
        value = _reread(fact, notation)
        if value is None or value not in known or value == fact.value:
            other_rest.append(fact)
            continue
        meant = next((other for other in rest if other.value == value), None)
        if meant is not None:
            rest.remove(meant)
        found.append(tell_separators(Couple(meant or known[value], fact), notation))
    return found, rest, other_rest


def _is_deadline(couple: Couple) -> bool:
    """True of “before 1 December” and “bis 30. November”: a day apart, and the same."""
    days = [day_of(fact.value.replace("?", "2000", 1)) for fact in couple]
    if max(fact.strength for fact in couple) < DEADLINE or days[0] is None or days[1] is None:
        return False
    return abs((days[0] - days[1]).days) == 1


def _missing(facts: list[Fact], places: Places, group: int, voice: Voice) -> Iterator[Finding]:
    """One finding for everything that a block lacks."""
    facts = [fact for fact in facts if fact.strength > 1]
    if not facts:
        return
    is_plain = all(fact.value in places.translated_values or _is_small(fact) for fact in facts)
    named = ", ".join(tell_expected(fact, voice) for fact in facts[:5])
    more = f" and {len(facts) - 5} more" if len(facts) > 5 else ""
    message = f"{named}{more} of the source is missing"
    hint = f"add it, or write {COMMENT} in this paragraph if it is meant"
    severity = "info" if is_plain else "warning"
    yield Finding(RULE, severity, places.lines[group], 1, 0, message, hint, facts[0].line, facts[0].column)


def _added(facts: list[Fact], places: Places, group: int) -> Iterator[Finding]:
    is_alone = not places.is_aligned(group)
    for fact in facts:
        if fact.strength > 1:
            is_known = is_alone or fact.value in places.source_values
            is_plain = is_known or _is_small(fact) or places.is_conversion(fact)
            message = f"{in_one_line(fact)} is not in the source"
            hint = f"remove it, or write {COMMENT} in this paragraph if it is meant"
            yield make_finding("info" if is_plain else "warning", fact, message, hint, fact._replace(line=0, column=0))


def _is_small(fact: Fact) -> bool:
    """True of whole numbers that a language may as well put into words: 2, “beide”, “paarweise”."""
    value = parse_canonical(fact.value.rstrip("."))
    return fact.kind in ("number", "ordinal") and isinstance(value, int) and abs(value) <= 3
