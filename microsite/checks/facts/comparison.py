"""Facts of a source and of its translation → what contradicts, is missing, is added."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from microsite.checks.facts.consistency import QUANTITIES, RULE, day_of
from microsite.checks.facts.matching import BARE, Couple, digits_of, is_alike, is_slip, match, pair_up
from microsite.checks.facts.moments import DEADLINE
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import parse_canonical
from microsite.checks.facts.reader import Fact, Facts, read_text
from microsite.checks.findings import Finding
from microsite.checks.prose.suppressions import COMMENT
from microsite.checks.shape.alignment import Pair, Piece, align, unlikeness
from microsite.i18n.formats import formats, is_currency

_SWAP = str.maketrans(".,", ",.")
_SENTENCE = 40
_FRESH = 0.3
"""A translation that misses no more of the source’s figures is one of this source, and no older one."""


class _Voice(NamedTuple):
    """How findings are told: as the translation writes figures, beside those of the source’s language."""

    own: Notation
    source: str


def compare(source: Facts, translation: Facts, notation: Notation) -> list[Finding]:
    """The findings of a translation, whose `notation` is given, in the order of its lines.

    An error says that two figures contradict each other; a warning, that one has no counterpart, or that a spelled-out
    number contradicts; an info is a guess.
    """
    if source.signature == translation.signature:
        return []
    places, voice = _Places(source, translation), _Voice(notation, source.language)
    found: list[Finding] = []
    left: list[Fact] = []
    others: list[Fact] = []
    supported: set[int] = set()
    strong = missed = 0
    for group, sources, translations in places.sorted_facts():
        couples, rest, other_rest = match(sources, translations)
        days, rest, other_rest = _contradicting_days(rest, other_rest)
        found += (_told("error", couple, voice) for couple in days)
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
    """What is left of all blocks without what only stands in another one; a “both” or “一” far away says nothing."""
    strong, strong_others = ([fact for fact in facts if fact.strength] for facts in (left, others))
    _, strong, strong_others = match(strong, strong_others)
    return strong + [fact for fact in left if not fact.strength], strong_others + [
        fact for fact in others if not fact.strength
    ]


# ---- blocks that belong together ------------------------------------------------------------------------------------


class _Places:
    """Which blocks of the two texts belong together, by the number of their group."""

    def __init__(self, source: Facts, translation: Facts) -> None:
        self.source, self.translation = source, translation
        self.is_same_shape = _shape(source) == _shape(translation)
        self.pairs = _align(source, translation)
        self.group_of_source = {block: n for n, pair in enumerate(self.pairs) for block in range(pair.start, pair.end)}
        self.group_of_translation = {
            block: n for n, pair in enumerate(self.pairs) for block in range(pair.other_start, pair.other_end)
        }

        self.lines = list(self._lines())
        self.source_values = {fact.value for fact in source.facts}
        self.translated_values = {fact.value for fact in translation.facts}
        self.currencies = defaultdict[int, set[str]](set)
        for fact in translation.facts:
            if fact.kind == "money":
                self.currencies[fact.block].add(fact.value[-3:])

    def sorted_facts(self) -> Iterator[tuple[int, list[Fact], list[Fact]]]:
        facts, others = defaultdict[int, list[Fact]](list), defaultdict[int, list[Fact]](list)
        for fact in self.source.facts:
            facts[self.group_of_source[fact.block]].append(fact)
        for fact in self.translation.facts:
            others[self.group_of_translation[fact.block]].append(fact)
        for group in sorted({*facts, *others}):
            if self._is_untranslated(self.pairs[group]):
                facts[group], others[group] = [], []
            yield group, facts[group], others[group]

    def _is_untranslated(self, pair: Pair) -> bool:
        """True of a paragraph that is still in the source’s language; a short block may be the same in both."""
        block, other = (
            self.source.blocks[pair.start : pair.end],
            self.translation.blocks[pair.other_start : pair.other_end],
        )
        is_one = len(block) == len(other) == 1 and block[0].size >= _SENTENCE
        return is_one and block[0].check == other[0].check

    def is_aligned(self, group: int) -> bool:
        pair = self.pairs[group]
        return pair.start < pair.end and pair.other_start < pair.other_end

    def is_conversion(self, fact: Fact) -> bool:
        """True of money that stands beside money of another currency: an amount that is added for readers."""
        return fact.kind == "money" and len(self.currencies[fact.block]) > 1

    def _lines(self) -> Iterator[int]:
        """Of each group the line of the translation’s block, or of the one before it; 0 if there is none."""
        line = 0
        for pair in self.pairs:
            if pair.other_start < pair.other_end:
                line = self.translation.blocks[pair.other_start].line
            yield line


def _align(source: Facts, translation: Facts) -> list[Pair]:
    shape, other_shape = _shape(source), _shape(translation)
    if shape == other_shape:
        return [Pair(number, number + 1, number, number + 1) for number in range(len(shape))]
    pairs = align(_parts(source), _parts(translation), _cost, gap=0.9, merge=0.3)
    return pairs or [Pair(0, len(shape), 0, len(other_shape))]


def _shape(facts: Facts) -> list[tuple[str, int]]:
    return [block[:2] for block in facts.blocks]


def _parts(facts: Facts) -> list[Piece]:
    tokens = defaultdict[int, set[str]](set)
    for fact in facts.facts:
        if fact.strength > 1:
            tokens[fact.block].add(fact.value)
    return [
        Piece(f"{block.kind}{block.level}", block.size, frozenset(tokens[number]))
        for number, block in enumerate(facts.blocks)
    ]


def _cost(part: Piece, other: Piece) -> float:
    price = unlikeness(part, other)
    if part.kind == other.kind:
        return price
    return price + (1.5 if "heading" in part.kind + other.kind else 0.4)


def _contradicting_days(left: list[Fact], others: list[Fact]) -> tuple[list[Couple], list[Fact], list[Fact]]:
    """Days of the week that contradict each other in one block, though each may stand in another one, too."""
    days, other_days = ([fact for fact in facts if fact.kind == "weekday"] for facts in (left, others))
    if len(days) != len(other_days):
        return [], left, others
    couples = [Couple(*pair) for pair in zip(days, other_days, strict=True)]
    rest, other_rest = ([fact for fact in facts if fact.kind != "weekday"] for facts in (left, others))
    return couples, rest, other_rest


# ---- what is told ---------------------------------------------------------------------------------------------------


def _loose_findings(couples: Iterable[Couple], voice: _Voice) -> Iterator[Finding]:
    """A figure that lost or gained its percent sign."""
    for couple in couples:
        kinds = {couple.source.kind, couple.translation.kind}
        if kinds & {"percent", "points"} and couple.source.strength == couple.translation.strength == 2:
            yield _told("warning", couple, voice)


def _contradiction(couple: Couple, voice: _Voice, *, is_only: bool, is_supported: bool) -> Finding:
    source, other = couple
    weakest = min(source.strength, other.strength)
    if source.kind == other.kind == "weekday":
        return _told("error" if is_supported else "warning", couple, voice)
    if weakest < 2 and not (_has_digits(couple) or source.kind == other.kind == "date"):
        return _told("warning" if is_alike_in_kind(couple) else "info", couple, voice)
    if source.kind == other.kind == "date" and _is_deadline(couple):
        return _told("warning", couple, voice)
    is_obvious = is_only and "token" not in {source.kind, other.kind}
    is_certain = is_alike_in_kind(couple) and (is_obvious or is_alike(source, other))
    is_certain = is_certain or (bool(BARE & {source.kind, other.kind}) and is_alike(source, other))
    is_certain = is_certain or digits_of(source) == digits_of(other)
    is_certain = is_certain and (is_supported or is_slip(source, other))
    return _told("error" if is_certain else "warning", couple, voice)


def _has_digits(couple: Couple) -> bool:
    return all(re.search("[0-9]", fact.text) for fact in couple)


def is_alike_in_kind(couple: Couple) -> bool:
    """True if both are of one kind, or bare numbers of any."""
    kinds = {couple.source.kind, couple.translation.kind}
    return len(kinds) == 1 or kinds <= BARE


def _reread(fact: Fact, notation: Notation) -> str | None:
    """The value of a fact if its separators were those of the other custom: 1,500 in German read as 1500."""
    if fact.kind not in QUANTITIES or not re.search("[0-9][.,][0-9]", fact.text):
        return None
    again = read_text(fact.text.translate(_SWAP), notation)
    return again[0].value if len(again) == 1 else None


def _misread(
    source: Facts, left: list[Fact], others: list[Fact], notation: Notation
) -> tuple[list[Finding], list[Fact], list[Fact]]:
    """Figures whose separators are of another language, if so read they are in the source; and what else is left."""
    found, rest, other_rest = [], list(left), []
    known = {fact.value: fact for fact in source.facts}
    for fact in others:
        value = _reread(fact, notation)
        if value is None or value not in known or value == fact.value:
            other_rest.append(fact)
            continue
        meant = next((other for other in rest if other.value == value), None)
        if meant is not None:
            rest.remove(meant)
        found.append(_separators(Couple(meant or known[value], fact), notation))
    return found, rest, other_rest


def _told(severity: str, couple: Couple, voice: _Voice) -> Finding:
    source, other = couple
    message = f"expected {_expected(source, voice)}, found {_one_line(other)}"
    return _finding(severity, other, message, _hint(source, voice.own), source)


def _separators(couple: Couple, notation: Notation) -> Finding:
    source, other = couple
    expected = write(source._replace(kind="number") if source.kind == "year" else source, notation)
    message = f"{_one_line(other)} is written with the separators of another language: expected {expected}"
    return _finding("error", other, message, f"write {expected}", source)


def _is_deadline(couple: Couple) -> bool:
    """True of “before 1 December” and “bis 30. November”: a day apart, and the same."""
    days = [day_of(fact.value.replace("?", "2000", 1)) for fact in couple]
    if max(fact.strength for fact in couple) < DEADLINE or days[0] is None or days[1] is None:
        return False
    return abs((days[0] - days[1]).days) == 1


def _finding(severity: str, place: Fact, message: str, hint: str, source: Fact) -> Finding:
    return Finding(RULE, severity, place.line, place.column, place.length, message, hint, source.line, source.column)


def _hint(fact: Fact, notation: Notation) -> str:
    return f"write {write(fact, notation)}, or {COMMENT} in this paragraph if it is meant"


def _missing(facts: list[Fact], places: _Places, group: int, voice: _Voice) -> Iterator[Finding]:
    """One finding for all that a block lacks."""
    facts = [fact for fact in facts if fact.strength > 1]
    if not facts:
        return
    is_plain = all(fact.value in places.translated_values or _is_small(fact) for fact in facts)
    named = ", ".join(_expected(fact, voice) for fact in facts[:5])
    more = f" and {len(facts) - 5} more" if len(facts) > 5 else ""
    message = f"{named}{more} of the source is missing"
    hint = f"add it, or write {COMMENT} in this paragraph if that is meant"
    severity = "info" if is_plain else "warning"
    yield Finding(RULE, severity, places.lines[group], 1, 0, message, hint, facts[0].line, facts[0].column)


def _added(facts: list[Fact], places: _Places, group: int) -> Iterator[Finding]:
    is_alone = not places.is_aligned(group)
    for fact in facts:
        if fact.strength > 1:
            is_known = is_alone or fact.value in places.source_values
            is_plain = is_known or _is_small(fact) or places.is_conversion(fact)
            message = f"{_one_line(fact)} is not in the source"
            hint = f"take it out, or write {COMMENT} in this paragraph if it is meant"
            yield _finding("info" if is_plain else "warning", fact, message, hint, fact._replace(line=0, column=0))


def _is_small(fact: Fact) -> bool:
    """True of whole numbers that a language may as well put into words: 2, “beide”, “paarweise”."""
    value = parse_canonical(fact.value.rstrip("."))
    return fact.kind in ("number", "ordinal") and isinstance(value, int) and abs(value) <= 3


def _one_line(fact: Fact) -> str:
    """What is written, though it goes over two lines; no-break spaces stay."""
    return re.sub("[ \t\n]+", " ", fact.text)


def _expected(fact: Fact, voice: _Voice) -> str:
    """What the translation should say, and what the source says if that is not the same."""
    own, written = write(fact, voice.own), _one_line(fact)
    return own if own == fact.text else f"{own} ({voice.source}: {written})"


def write(fact: Fact, notation: Notation) -> str:
    """A fact as the locale writes it, as far as that is one thing; else as it stands in the source."""
    if fact.kind == "year":
        return fact.value
    if fact.kind == "date":
        day = day_of(fact.value)
        return formats(notation.locale).date(day) if day else fact.text
    return {"money": _money, "time": _time}.get(fact.kind, _number)(fact, notation)


def _number(fact: Fact, notation: Notation) -> str:
    number = parse_canonical(fact.value.rstrip("%p.")) if fact.kind in ("number", "percent", "ordinal") else None
    if number is None or "/" in fact.value:
        return fact.text
    own, value = formats(notation.locale), Decimal(fact.value.rstrip("%p."))
    if fact.kind == "percent":
        return own.percent(value)
    return _ordinal(int(value), notation) if fact.kind == "ordinal" else own.number(value)


def _money(fact: Fact, notation: Notation) -> str:
    amount, _, currency = fact.value.partition(" ")
    if not is_currency(currency) or parse_canonical(amount) is None or "/" in amount:
        return fact.text
    return formats(notation.locale).money(Decimal(amount), currency)


def _time(fact: Fact, notation: Notation) -> str:
    """A time of day; what says other than hours and minutes as it stands in the source."""
    match = re.fullmatch("([0-9]{1,2}):([0-9]{2})", fact.value)
    if not match:
        return fact.text
    hours = int(match[1])
    if notation.language == "en":
        return f"{hours % 12 or 12}:{match[2]} {'pm' if 12 <= hours < 24 else 'am'}"
    return f"{hours}:{match[2]}" + (" Uhr" if notation.language == "de" else "")


def _ordinal(value: int, notation: Notation) -> str:
    if notation.language == "en":
        is_teen = value % 100 in (11, 12, 13)
        return f"{value}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"
    return f"第{value}" if notation.han else f"{value}."
