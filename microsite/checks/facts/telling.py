"""What is told of figures that differ, each written as the translation’s language writes it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from microsite.checks.facts.consistency import RULE, day_of
from microsite.checks.facts.likeness import are_plain, digits_of, numbers_of
from microsite.checks.facts.matching import Couple
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical, parse_canonical
from microsite.checks.facts.reader import Fact
from microsite.checks.findings import Finding
from microsite.checks.prose.suppressions import COMMENT
from microsite.i18n.formats import formats, is_currency

_NUMBER = re.compile("[0-9]+(?:[.,\u00a0\u202f][0-9]+)*")


class Voice(NamedTuple):
    """The way to tell findings: figures as the translation writes them, beside the source’s."""

    own: Notation
    source: str


def tell_contradiction(severity: str, couple: Couple, voice: Voice) -> Finding:
    """That a translation says another figure than its source."""
    source, other = couple
    own = _write_like(couple, voice.own)
    message = f"expected {_beside_source(own, source, voice)}, found {in_one_line(other)}"
    if source.kind == "points" and own == source.text:  # which is in the other language
        hint = f"say that these are percentage points, or write {COMMENT} in this paragraph if it is meant"
    else:
        hint = f"write {own}, or {COMMENT} in this paragraph if it is meant"
    found = make_finding(severity, other, message, hint, source)
    return found._replace(is_plain=are_plain(couple))


def says_the_same(couple: Couple, voice: Voice) -> bool:
    """True if what is expected is what stands there: nobody could follow that."""
    own, found = write(couple.source, voice.own), in_one_line(couple.translation)
    is_number = couple.source.kind != "token" and re.search("[0-9][.,][0-9]", own)
    is_sure = own != couple.source.text or not is_number  # which may mean two things
    return is_sure and own.replace("\u00a0", " ") == found.replace("\u00a0", " ")


def tell_separators(couple: Couple, notation: Notation) -> Finding:
    """That a figure is written with the separators of another language."""
    source, other = couple
    expected = write(source._replace(kind="number") if source.kind == "year" else source, notation)
    message = f"{in_one_line(other)} is written with the separators of another language: expected {expected}"
    return make_finding("error", other, message, f"write {expected}", source)


def make_finding(severity: str, place: Fact, message: str, hint: str, source: Fact) -> Finding:
    """A finding at the place of a fact; `source` is what it is compared with."""
    return Finding(RULE, severity, place.line, place.column, place.length, message, hint, source.line, source.column)


def in_one_line(fact: Fact) -> str:
    """What is written, though it goes over two lines; no-break spaces stay."""
    return re.sub("[ \t\n]+", " ", fact.text)


def tell_expected(fact: Fact, voice: Voice) -> str:
    """What the translation should say, and what the source says if that is not the same."""
    return _beside_source(write(fact, voice.own), fact, voice)


def _beside_source(own: str, fact: Fact, voice: Voice) -> str:
    written = in_one_line(fact)
    return own if own.replace("\u00a0", " ") == written.replace("\u00a0", " ") else f"{own} ({voice.source}: {written})"


def write(fact: Fact, notation: Notation) -> str:
    """A fact as the locale writes it, as far as that is one thing; else as it stands in the source."""
    if fact.kind == "year":
        return fact.value
    if fact.kind == "date":
        day = day_of(fact.value)
        return formats(notation.locale).date(day) if day else fact.text
    writers = {"measure": _measure, "money": _money, "time": _time, "weekday": _weekday}
    return writers.get(fact.kind, _number)(fact, notation)


def _write_like(couple: Couple, notation: Notation) -> str:
    """The source’s fact as the locale writes it; a measure of the same unit with the words that stand there for it."""
    source, other = couple
    own, number = write(source, notation), _NUMBER.findall(other.text)
    if {fact.kind for fact in couple} != {"measure"} or len(number) != 1:
        return own
    (said, unit), (found, other_unit) = (_said_and_unit(fact) for fact in couple)
    if not said or not found or unit != other_unit:
        return own
    return other.text.replace(number[0], formats(notation.locale).number(Decimal(canonical(said))))


def _said_and_unit(fact: Fact) -> tuple[Fraction, tuple[Fraction, str]]:
    """The number that a measure says, 0 if that is not sure, and its unit: how many of the base unit one is."""
    amount, _, base = fact.value.partition(" ")
    value = parse_canonical(amount)
    said = next((one for one in numbers_of(fact) if re.sub("[^0-9]", "", canonical(one)) == digits_of(fact)), None)
    if not value or not said or said < 0 or value < 0:
        return Fraction(0), (Fraction(0), base)
    return Fraction(said), (Fraction(value) / Fraction(said), base)


def _weekday(fact: Fact, notation: Notation) -> str:
    """A day of the week as CLDR calls it."""
    names: dict[int, str] = formats(notation.locale).locale.days["format"]["wide"]
    day = re.fullmatch("day ([1-7])", fact.value)
    return names[int(day[1]) - 1] if day else fact.text


def _number(fact: Fact, notation: Notation) -> str:
    number = parse_canonical(fact.value.rstrip("%p.")) if fact.kind in ("number", "percent", "ordinal") else None
    if number is None or "/" in fact.value or not fact.strength:  # rough
        return fact.text
    own, value = formats(notation.locale), Decimal(fact.value.rstrip("%p."))
    if fact.kind == "percent":
        return own.percent(value)
    return _ordinal(int(value), notation) if fact.kind == "ordinal" else own.number(value)


def _measure(fact: Fact, notation: Notation) -> str:
    """A measure with its unit as it stands in the source, and its number as the locale writes it."""
    number = next((one for one in numbers_of(fact) if re.sub("[^0-9]", "", canonical(one)) == digits_of(fact)), None)
    if number is None or not re.search("[0-9][.,][0-9]", fact.text):
        return fact.text
    written = formats(notation.locale).number(abs(Decimal(canonical(number))))
    return re.sub("[0-9]+(?:[.,][0-9]+)+", written, fact.text, count=1)


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
    hours, clock = int(match[1]), notation.clock
    halves = clock.afternoon if 12 <= hours < 24 else clock.morning
    fields = {"H": str(hours), "h": str(hours % 12 or 12), "mm": match[2], "a": halves[0] if halves else ""}
    return re.sub(r"'([^']*)'|\b(?:H|h|mm|a)\b", lambda part: part[1] or fields[part[0]], clock.written)


def _ordinal(value: int, notation: Notation) -> str:
    written = notation.written_ordinals
    form = formats(notation.locale).locale.ordinal_form(value)
    return written.get(form, written["other"]).replace("{}", str(value))
