"""What is told of figures that differ, each written as the translation’s language writes it."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from fractions import Fraction

from microsite.checks.facts.consistency import RULE, day_of
from microsite.checks.facts.conversion import is_of_other_units, unit_of
from microsite.checks.facts.expressions import split_names
from microsite.checks.facts.floors import floor_of
from microsite.checks.facts.likeness import are_plain, digits_of, numbers_of
from microsite.checks.facts.matching import Couple
from microsite.checks.facts.measures import read_table, read_units
from microsite.checks.facts.notation import MakeNotation, Notation
from microsite.checks.facts.numerals import canonical, parse_canonical
from microsite.checks.facts.reader import Fact
from microsite.checks.facts.wraps import SIGNS
from microsite.checks.findings import Finding
from microsite.checks.prose.suppressions import COMMENT
from microsite.i18n.formats import formats, is_currency, unit_names
from microsite.values.named import NamedTuple

_WITH_UNITS = frozenset({"measure", "money"})
_THOUSAND, _MILLION = 1000, 1_000_000
_HECTARE = 10
"""How many kilograms per hectare a gram per square metre is."""
_LEAP = "2000"
"""A year that has all days."""
_EVENING = 18
"""From this hour on the half of the day has several names."""
_DIRECTIONS = dict.fromkeys((0x200E, 0x200F, 0x061C))
_GROUPED = re.compile("[0-9][^0-9][0-9]{3}(?![0-9])")
_NUMBER = re.compile("[0-9]+(?:[.,\u00a0\u202f][0-9]+)*")


class Voice(NamedTuple):
    """The way to tell findings: figures as the translation writes them, beside the source’s."""

    make_own: MakeNotation
    source: str

    @property
    def own(self) -> Notation:
        """The notation of the translation."""
        return self.make_own()


def tell_contradiction(severity: str, couple: Couple, voice: Voice) -> Finding:
    """That a translation says another figure than its source."""
    source, other = couple
    own = _write_like(couple, voice.own)
    message = f"expected {_beside_source(own, source, voice)}, found {in_one_line(other)}"
    if source.kind == "points" and own == source.text:  # which is in the other language
        hint = f"say that these are percentage points, or write {COMMENT} in this paragraph if it is meant"
    elif own == source.text and (floor_of(source.value) or re.fullmatch(r"[^0-9]*[^\W\d_][^0-9]*", own)):  # doubled
        hint = f"say what the source says, or write {COMMENT} in this paragraph if it is meant"
    else:
        hint = f"write {own}, or {COMMENT} in this paragraph if it is meant"
    found = make_finding(severity, other, message, hint, source)
    return found._replace(is_plain=are_plain(couple))


def tell_sign(severity: str, couple: Couple, voice: Voice) -> Finding:
    """That a figure of the source has got a sign before it: what stands behind that is right."""
    source, other = couple
    own = in_one_line(other).lstrip("".join(SIGNS))
    message = f"expected {_beside_source(own, source, voice)}, found {in_one_line(other)}"
    return make_finding(severity, other, message, f"write {own}, or {COMMENT} in this paragraph if it is meant", source)


def tell_month(couple: Couple) -> Finding:
    """That a day has got a month that the source does not name."""
    source, other = couple
    message = f"{in_one_line(other)} is in a month that the source does not name ({in_one_line(source)})"
    return make_finding("warning", other, message, f"correct the month, or write {COMMENT} here if it is meant", source)


def tell_rate(couple: Couple) -> Finding:
    """That an amount is converted by another rate than the others of its text."""
    source, other = couple
    message = f"{in_one_line(other)} is converted by another rate than the other amounts ({in_one_line(source)})"
    hint = f"correct the amount, or write {COMMENT} in this paragraph if it is meant"
    return make_finding("warning", other, message, hint, source)


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
    """A fact as the locale writes it, as far as that is one thing; else as it stands in the source.

    The marks that say which way it runs are left out: nobody sees them.
    """
    return _write(fact, notation).translate(_DIRECTIONS)


def _write(fact: Fact, notation: Notation) -> str:
    if fact.kind == "year":
        return fact.value
    if fact.kind == "date":
        day = day_of(fact.value)
        return formats(notation.locale).date(day) if day else _day_without_year(fact, notation)
    if fact.kind == "fraction":  # 3/4 in every language
        return str(Fraction(fact.value))
    writers = {"measure": _measure, "money": _money, "time": _time, "weekday": _weekday}
    return writers.get(fact.kind, _number)(fact, notation)


def _day_without_year(fact: Fact, notation: Notation) -> str:
    """16. November, November 16, 11月16日; anything else as it stands in the source."""
    own, day = formats(notation.locale), day_of(fact.value.replace("?", _LEAP, 1))
    pattern = own.locale.datetime_skeletons.get("MMMMd")
    return pattern.apply(day, own.locale).translate(own.digits) if day and pattern else fact.text


def _write_like(couple: Couple, notation: Notation) -> str:
    """The source’s fact as the locale writes it, with the scale and the unit that stand there if it can be said so."""
    source, other = couple
    own, number = formats(notation.locale), _NUMBER.findall(other.text)
    said, found = (parse_canonical(fact.value.partition(" ")[0]) or 0 for fact in couple)
    written = _read_own(number[0], notation) if len(number) == 1 else Decimal(0)
    if own.is_sparse and _GROUPED.search(other.text) and source.kind == "number" and source.value.isdigit():
        return own._replace(is_sparse=False).number(Decimal(source.value))  # as this text has them
    if source.kind == other.kind == "time" and any(sign in other.text for sign in notation.clock.rough):
        return _time(source, notation, notation.clock.spoken)
    is_of_one_kind = source.kind == other.kind and source.kind in _WITH_UNITS and unit_of(source) == unit_of(other)
    if not is_of_one_kind or said <= 0 or found <= 0 or not written or _has_small_scale(other, written, notation):
        return write(source, notation)
    exact = Fraction(said) * Fraction(written) / Fraction(found)
    digits, most = canonical(exact), max(map(len, map(digits_of, couple)))
    is_exact = "/" not in digits and len(re.sub("[^0-9]", "", digits)) <= most + 1
    if source.kind == "measure" and is_of_other_units(*couple):
        digits = canonical(_rounded(exact, most))
    if not is_exact or not 1 <= exact < _THOUSAND + written or Fraction(digits) == written:
        return write(source, notation)
    has_cents = source.kind == "money" and written == found and re.fullmatch("[0-9]+[.][0-9]", digits)
    return other.text.replace(number[0], own.number(Decimal(f"{digits}0" if has_cents else digits)))


def _has_small_scale(fact: Fact, written: Decimal, notation: Notation) -> bool:
    """True of 20 Tausend Meilen, as nobody writes what is no round number."""
    number = parse_canonical((fact.amount if fact.kind == "measure" else "") or fact.value.partition(" ")[0])
    return notation.han is None and 1 < Fraction(number or 1) / Fraction(written) < _MILLION


def _rounded(number: Fraction, digits: int) -> Fraction:
    """A number with no more digits than that: what is converted is no more exact than what it is converted from."""
    return Fraction(f"{float(number):.{digits - 1}e}")


def _read_own(number: str, notation: Notation) -> Decimal:
    """The value of digits as the locale writes them; 0 of others, which may mean another one."""
    written = re.sub("[^0-9.]", "", number.replace(notation.decimal, "#").replace(".", "").replace("#", "."))
    if written.count(".") > 1:
        return Decimal(0)
    return Decimal(written) if number in (written, formats(notation.locale).number(Decimal(written))) else Decimal(0)


def _weekday(fact: Fact, notation: Notation) -> str:
    """A day of the week as CLDR calls it."""
    names: dict[int, str] = formats(notation.locale).locale.days["format"]["wide"]
    day = re.fullmatch("day ([1-7])", fact.value)
    return names[int(day[1]) - 1] if day else fact.text


def _number(fact: Fact, notation: Notation) -> str:
    digits = fact.value.rstrip("%p.")
    number = parse_canonical(digits) if fact.kind in ("number", "percent", "ordinal") else None
    if number is None or "/" in fact.value or not fact.strength or floor_of(fact.value):  # rough, or counted otherwise
        return fact.text
    own, value = formats(notation.locale), Decimal(digits)
    if fact.kind == "percent":
        return own.percent(_permille(fact)).replace("%", "‰") if _permille(fact) else own.percent(value)
    return _ordinal(int(value), notation) if fact.kind == "ordinal" else own.number(value)


def _permille(fact: Fact) -> Decimal:
    """The 5 of 5 ‰ and of 5 per mille, which may be 5 of 1,000; 0 of percentages."""
    number = fact.maybe.rpartition("|")[2]
    return Decimal(number) if parse_canonical(number) == 10 * Decimal(fact.value.rstrip("%")) else Decimal(0)


def _measure(fact: Fact, notation: Notation) -> str:
    """A measure as the locale writes it; of a unit that CLDR does not know, or a symbol, as it stands in the source."""
    if unit_of(fact) == "g/m2":
        weight = parse_canonical(canonical(Fraction(fact.value.partition(" ")[0]) * _HECTARE))
        return f"{formats(notation.locale).number(weight)} kg/ha" if isinstance(weight, int) else fact.text
    name = _unit_name(fact)
    if name:
        own, value = formats(notation.locale), Decimal(fact.amount)
        is_short = abs(value) >= _MILLION or notation.han is not None
        return own.unit(value, name).replace(own.number(value), own.exact(value)) if is_short else own.unit(value, name)
    number = next((one for one in numbers_of(fact) if re.sub("[^0-9]", "", canonical(one)) == digits_of(fact)), None)
    if number is None or not re.search("[0-9][.,][0-9]", fact.text):
        return fact.text
    written = formats(notation.locale).number(abs(Decimal(canonical(number))))
    return re.sub("[0-9]+(?:[.,][0-9]+)+", written, fact.text, count=1)


def _unit_name(fact: Fact) -> str:
    """What CLDR calls the unit of a measure that is written in words; "" if it does not know it."""
    number = parse_canonical(fact.amount) if fact.amount else None
    if not number or "/" in fact.amount or re.sub(r"[\W\d_]", "", fact.text) in _read_symbols():
        return ""
    value, _, base = fact.value.partition(" ")
    return _read_unit_names().get((base, Fraction(value) / Fraction(number)), "")


@functools.cache
def _read_symbols() -> frozenset[str]:
    """The letters of the symbols that are the same in every language."""
    symbols = (name for names in read_table()["symbols"].values() for name in split_names(names))
    return frozenset(re.sub(r"[\W\d_]", "", symbol) for symbol in symbols)


@functools.cache
def _read_unit_names() -> dict[tuple[str, Fraction], str]:
    """CLDR’s names of units by what they are counted in, and how many of that they are."""
    keys = read_table()["cldr"]
    return {read_units()[key]: name for name in unit_names() if (key := keys.get(name, name)) in read_units()}


def _money(fact: Fact, notation: Notation) -> str:
    amount, _, currency = fact.value.partition(" ")
    if not is_currency(currency) or parse_canonical(amount) is None or "/" in amount:
        return fact.text
    return formats(notation.locale).money(Decimal(amount), currency)


def _time(fact: Fact, notation: Notation, pattern: str = "") -> str:
    """A time of day, by a pattern of CLDR; what says other than hours and minutes as it stands in the source."""
    match = re.fullmatch("([0-9]{1,2}):([0-9]{2})", fact.value)
    if not match:
        return fact.text
    hours, clock = int(match[1]), notation.clock
    halves = clock.afternoon if 12 <= hours < 24 else clock.morning
    fields = {"H": str(hours), "h": str(hours % 12 or 12), "mm": match[2], "a": halves[0] if halves else ""}
    if pattern:
        own = pattern if hours < _EVENING else pattern.replace("ah", "H")
        own = re.sub(r"\[(.*)\]", "" if match[2] == "00" else r"\1", own)
        return re.sub("H|h|mm|a", lambda part: fields[part[0]], own)
    return re.sub(r"'([^']*)'|\b(?:H|h|mm|a)\b", lambda part: part[1] or fields[part[0]], clock.written)


def _ordinal(value: int, notation: Notation) -> str:
    written = notation.written_ordinals
    form = formats(notation.locale).locale.ordinal_form(value)
    return written.get(form, written["other"]).replace("{}", str(value))
