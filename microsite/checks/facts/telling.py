"""What is told of figures that differ, each written as the translation’s language writes it."""

from __future__ import annotations

import re
from decimal import Decimal
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


class Voice(NamedTuple):
    """The way to tell findings: figures as the translation writes them, beside the source’s."""

    own: Notation
    source: str


def tell_contradiction(severity: str, couple: Couple, voice: Voice) -> Finding:
    """That a translation says another figure than its source."""
    source, other = couple
    message = f"expected {tell_expected(source, voice)}, found {in_one_line(other)}"
    found = make_finding(severity, other, message, _hint(source, voice.own), source)
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


def _hint(fact: Fact, notation: Notation) -> str:
    return f"write {write(fact, notation)}, or {COMMENT} in this paragraph if it is meant"


def in_one_line(fact: Fact) -> str:
    """What is written, though it goes over two lines; no-break spaces stay."""
    return re.sub("[ \t\n]+", " ", fact.text)


def tell_expected(fact: Fact, voice: Voice) -> str:
    """What the translation should say, and what the source says if that is not the same."""
    own, written = write(fact, voice.own), in_one_line(fact)
    return own if own.replace("\u00a0", " ") == written.replace("\u00a0", " ") else f"{own} ({voice.source}: {written})"


def write(fact: Fact, notation: Notation) -> str:
    """A fact as the locale writes it, as far as that is one thing; else as it stands in the source."""
    if fact.kind == "year":
        return fact.value
    if fact.kind == "date":
        day = day_of(fact.value)
        return formats(notation.locale).date(day) if day else fact.text
    return {"measure": _measure, "money": _money, "time": _time}.get(fact.kind, _number)(fact, notation)


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
