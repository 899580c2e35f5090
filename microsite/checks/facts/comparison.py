"""Facts of a source and of its translation → what contradicts, is missing, is added."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from microsite.checks.facts.blocks import Places
from microsite.checks.facts.consistency import QUANTITIES, RULE, is_impossible
from microsite.checks.facts.conversion import in_one_unit
from microsite.checks.facts.crossing import TableRow, find_crossed, find_crossed_cells, find_signed
from microsite.checks.facts.likeness import BARE
from microsite.checks.facts.matching import Couple, drop_agreeing, is_times, match_far, pair_up
from microsite.checks.facts.meetings import Meeting, is_too_short_to_cross, meet, pair_blocks, take_days
from microsite.checks.facts.notation import MakeNotation
from microsite.checks.facts.numerals import canonical, parse_canonical
from microsite.checks.facts.reader import Fact, Facts, read_text
from microsite.checks.facts.severity import (
    are_of_other_size,
    is_plain,
    may_be_meant_roughly,
    severity_of,
    severity_of_last,
    severity_of_sign,
)
from microsite.checks.facts.telling import (
    Voice,
    in_one_line,
    make_finding,
    says_the_same,
    tell_contradiction,
    tell_expected,
    tell_month,
    tell_rate,
    tell_separators,
    tell_sign,
    write,
)
from microsite.checks.facts.turning import find_turned
from microsite.checks.facts.unpaired import (
    FigureNames,
    find_odd_rates,
    find_strange_months,
    is_meant_by,
    is_of_name,
    is_worth_adding,
    is_worth_telling,
    may_be_slip,
    pair_money,
)
from microsite.checks.findings import Finding
from microsite.checks.prose.suppressions import COMMENT

_SWAP = str.maketrans(".,", ",.")
_SEPARATED = frozenset({*QUANTITIES, "token"})
_PERCENTS = frozenset({"percent", "points"})
_GROUP = 1000
_THOUSANDS = re.compile("[0-9][.,][0-9]{3}(?![0-9])")
_FRESH = 0.3
"""A translation that misses no more of the source’s figures is one of this source, and no older one."""


def compare(source: Facts, translation: Facts, notation: MakeNotation) -> list[Finding]:
    """The findings of a translation, whose `notation` is made if there is something to tell, in the order of its lines.

    An error says that two figures contradict each other; a warning, that one has no counterpart, or that a spelled-out
    number contradicts; an info is a guess.
    """
    voice = Voice(notation, source.language)
    if source.signature == translation.signature and len(source.blocks) == len(translation.blocks):
        return [] if is_too_short_to_cross(source) else _sorted(_crossed(pair_blocks(source, translation), voice))
    places = Places(source, translation)
    meetings = [meet(sides) for sides in places.sorted_facts()]
    found = list(_crossed(meetings, voice))
    for meeting in meetings:
        signed = find_signed(meeting.sources, meeting.others)
        found += (tell_sign(severity_of_sign(couple), couple, voice) for couple in signed)
        found += (tell_contradiction("error", couple, voice) for couple in take_days(meeting))
        found += _loose_findings(meeting, voice)
        found += map(tell_month, find_strange_months(meeting.otherwise, source.facts))
    found += _match_page(meetings, places, voice)
    money = (couple for meeting in meetings for couple in pair_money(meeting.sources, meeting.added))
    found += map(tell_rate, find_odd_rates(money))
    strong = sum(fact.strength > 1 for fact in source.facts)
    missed = sum(fact.strength > 1 for meeting in meetings for fact in meeting.rest)
    is_fresh = places.is_same_shape or missed <= max(2, strong * _FRESH)
    for meeting in meetings:
        if meeting.left or meeting.added:
            is_sure = is_fresh or len(meeting.rest) < len(meeting.sources)
            found += _tell(meeting, places, voice, is_sure=is_sure)
    return _sorted(found)


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: (finding.line, finding.column, finding.message))


def _match_page(meetings: list[Meeting], places: Places, voice: Voice) -> list[Finding]:
    """Leave to each meeting what stands in no other one; a “two” or “一” far away says nothing."""
    left = [fact for meeting in meetings for fact in meeting.rest if fact.strength > 1]
    others = [fact for meeting in meetings for fact in meeting.other_rest if fact.strength > 1]
    signed = [tell_sign("warning", couple, voice) for couple in find_signed(left, others)]
    found, left, others = _misread(*match_far(left, others), voice)
    left += [fact for meeting in meetings for fact in meeting.rest if fact.strength < 2]
    others += [fact for meeting in meetings for fact in meeting.other_rest if fact.strength < 2]
    by_group = {meeting.group: meeting for meeting in meetings}
    for fact in left:
        by_group[places.group_of_source[fact.block]].left.append(fact)
    for fact in others:
        by_group[places.group_of_translation[fact.block]].added.append(fact)
    return signed + found


def _crossed(meetings: Sequence[Meeting], voice: Voice) -> Iterator[Finding]:
    """Figures that were exchanged; those of a table are left over no more."""
    for is_table, table in itertools.groupby(meetings, key=lambda meeting: meeting.is_row):
        if not is_table:
            for meeting in table:
                couples = find_crossed(meeting.sources, meeting.others)
                if not couples:
                    turned = find_turned(meeting.sources, meeting.others, meeting.otherwise)
                    yield from (tell_contradiction("warning", couple, voice) for couple in turned)
                for couple in couples:
                    is_share = couple.source.kind == couple.translation.kind == "percent"
                    yield tell_contradiction("error" if is_share else "warning", couple, voice)
            continue
        rows = list(table)
        crossed = find_crossed_cells([TableRow(*row.sides()) for row in rows])
        told = {id(fact) for couple, _ in crossed for fact in couple}
        for couple, is_sure in crossed:
            yield tell_contradiction("error" if is_sure else "warning", couple, voice)
        for row in rows:
            row.rest = [fact for fact in row.rest if id(fact) not in told]
            row.other_rest = [fact for fact in row.other_rest if id(fact) not in told]


def _tell(meeting: Meeting, places: Places, voice: Voice, *, is_sure: bool) -> Iterator[Finding]:
    contradictions, missing, extra = pair_up(meeting.left, meeting.added)
    contradictions = [
        Couple(*in_one_unit(*couple)) for couple in contradictions if not is_impossible(couple.source)
    ]  # which is told there
    missing = [fact for fact in missing if not is_impossible(fact)]
    is_only = _are_alone(missing, extra, meeting, places) and sum(map(is_plain, contradictions)) == 1
    for couple in contradictions:
        if couple.source.strength and couple.translation.strength and not says_the_same(couple, voice):
            yield tell_contradiction(severity_of(couple, is_only=is_only, is_sure=is_sure), couple, voice)
        elif are_of_other_size(couple):
            yield tell_contradiction("warning", couple, voice)
        elif not (says_the_same(couple, voice) or may_be_meant_roughly(couple)):  # “one” answers for no 200
            missing.append(couple.source)
            extra.append(couple.translation)
    yield from _tell_alone(missing, extra, meeting, places, voice)


def _are_alone(missing: list[Fact], extra: list[Fact], meeting: Meeting, places: Places) -> bool:
    """True if nothing else of a place is left over: what is said again in another unit is not."""
    return not any(
        fact.strength > 1 and not is_said(fact, meeting.group)
        for facts, is_said in ((missing, places.is_in_block), (extra, places.is_in_source_block))
        for fact in facts
    )


# ---- what is told ---------------------------------------------------------------------------------------------------


def _loose_findings(meeting: Meeting, voice: Voice) -> Iterator[Finding]:
    """A figure that lost or gained its percent sign, unless the next one has it for both: from 5 to 7 percent.

    An amount of money is no place in an order, either.
    """
    shared = {*_before_percents(meeting.sources), *_before_percents(meeting.others)} if meeting.otherwise else ()
    for couple in meeting.otherwise:
        kinds = {fact.kind for fact in couple}
        is_percent = kinds & _PERCENTS and all(fact.strength == 2 and not is_times(fact) for fact in couple)
        is_percent = is_percent and not any(fact.kind in BARE and id(fact) in shared for fact in couple)
        if is_percent or kinds == {"money", "ordinal"}:
            yield tell_contradiction("warning", couple, voice)


def _before_percents(facts: Sequence[Fact]) -> Iterator[int]:
    """The facts right before one with a percent sign, by their `id`."""
    return (id(one) for one, two in itertools.pairwise(facts) if two.kind in _PERCENTS)


def _misread(left: list[Fact], others: list[Fact], voice: Voice) -> tuple[list[Finding], list[Fact], list[Fact]]:
    """Figures with the separators of another language, by which the source has them; and what else is left."""
    if not left:
        return [], left, others
    meant: dict[str, list[Fact]] = defaultdict(list)
    for fact in left:
        meant[fact.value].append(fact)
    found, other_rest, taken = [], [], set()
    for fact in others:
        again = [value for value in _reread(fact, voice) if value != fact.value and meant.get(value)]
        if not again:
            other_rest.append(fact)
            continue
        couple = Couple(meant[again[0]].pop(0), fact)
        taken.add(id(couple.source))
        found.append(tell_separators(couple, voice.own))
    return found, [fact for fact in left if id(fact) not in taken], other_rest


def _reread(fact: Fact, voice: Voice) -> Iterator[str]:
    """The values of a fact read with the separators of the other custom: 1,500 in German as 1500."""
    if fact.kind not in _SEPARATED or not re.search("[0-9][.,][0-9]", fact.text):
        return
    again = read_text(fact.text.translate(_SWAP), voice.own)
    if len(again) == 1:
        yield again[0].value
    amount, _, unit = fact.value.partition(" ")
    number = parse_canonical(amount)
    if (
        unit and number is not None and _THOUSANDS.search(fact.text)
    ):  # which may stand behind the next figure: 600,000 bis 700.000 Jahre
        yield f"{canonical(number * _GROUP)} {unit}"


def _tell_alone(
    missing: list[Fact], extra: list[Fact], meeting: Meeting, places: Places, voice: Voice
) -> Iterator[Finding]:
    """What is told of the figures of a block that are like none of the other language.

    One that is added casts doubt on what is said otherwise there: on 18 July, said as July, beside a strange 180.
    """
    group = meeting.group
    lost, added = drop_agreeing(*([fact for fact in facts if fact.strength > 1] for facts in (missing, extra)))
    open_lost = [fact for fact in lost if not is_of_name(fact) and not places.is_in_block(fact, group)]
    open_added = [fact for fact in added if not is_of_name(fact) and not places.is_in_source_block(fact, group)]
    if len(open_added) == 1 and not open_lost:
        meant = (couple.source for couple in meeting.otherwise if is_meant_by(couple, open_added[0]))
        open_lost = [*meant, *(fact for fact in meeting.moved() if may_be_slip(fact, open_added[0]))][:1]
    elif len(open_lost or lost) == 1 and not open_added:
        open_lost = open_lost or lost
        meant = (two for one, two in meeting.otherwise if is_meant_by(Couple(two, one), open_lost[0]))
        open_added = [*meant, *(fact for fact in meeting.moved_in() if may_be_slip(open_lost[0], fact))][:1]
    if len(open_lost) == len(open_added) == 1:
        couple = Couple(open_lost[0], open_added[0])
        if not says_the_same(couple, voice):
            yield tell_contradiction(severity_of_last(couple), couple, voice)
        lost = [fact for fact in lost if fact is not couple.source]
        added = [fact for fact in added if fact is not couple.translation]
    line = min([fact.line for fact in extra], default=places.lines[group])  # as near to it as can be said
    yield from _missing(lost, places, group, line, voice)
    yield from _added(added, places, group, voice)


def _missing(facts: list[Fact], places: Places, group: int, line: int, voice: Voice) -> Iterator[Finding]:
    """One finding for everything that a block lacks, in the line that stands for it."""
    if not facts:
        return
    is_plain = not any(is_worth_telling(fact) and not places.is_in_translation(fact, group) for fact in facts)
    named = ", ".join(tell_expected(fact, voice) for fact in facts[:5])
    more = f" and {len(facts) - 5} more" if len(facts) > 5 else ""
    message = f"{named}{more} of the source is missing"
    hint = f"add it, or write {COMMENT} in this paragraph if it is meant"
    severity = "info" if is_plain else "warning"
    yield Finding(RULE, severity, line, 1, 0, message, hint, facts[0].line, facts[0].column)


def _added(facts: list[Fact], places: Places, group: int, voice: Voice) -> Iterator[Finding]:
    is_alone = not places.is_aligned(group)
    names = FigureNames(places.translation.facts)
    for fact in facts:
        is_worth = is_worth_adding(fact) or names.is_slip(fact)
        is_plain = is_alone or not is_worth or places.is_in_source(fact, group)
        is_half = fact.kind == "date" and not re.search(r"[^\W\d_]|[0-9]\W+[0-9]+\W+[0-9]", fact.text)
        message = f"{write(fact, voice.own) if is_half else in_one_line(fact)} is not in the source"
        hint = f"remove it, or write {COMMENT} in this paragraph if it is meant"
        yield make_finding("info" if is_plain else "warning", fact, message, hint, fact._replace(line=0, column=0))
