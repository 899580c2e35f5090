"""Digits with what belongs to them → facts: quantities, ordinals, ranges, versions, codes, telephone numbers."""

from __future__ import annotations

import re
from fractions import Fraction

from microsite.checks.facts.codes import Found, read_code
from microsite.checks.facts.cores import Core, read_core
from microsite.checks.facts.counting import read_fact, read_place
from microsite.checks.facts.fields import Raw
from microsite.checks.facts.mixed import read_feet, read_mixed
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import parse_canonical, read_decimal
from microsite.checks.facts.phones import read_phone
from microsite.checks.facts.simple import TIMES
from microsite.checks.facts.sums import with_group
from microsite.checks.facts.surroundings import (
    NONE,
    Suffix,
    currency_at,
    currency_before,
    currency_before_sign,
    may_be_place,
    maybe_before,
    read_before,
    read_suffix,
    seconds_before,
    sign_before,
)
from microsite.checks.facts.wraps import SIGNS

_SEASON = re.compile(r"[/–-]([0-9]{2})(?![0-9./:-])")
_BEFORE_POINT = frozenset(" \n\u00a0(（~≈<>=±$€£")
_LATIN = "\u0250"
"""Letters before this one are Latin, more or less."""
_GROUPED = re.compile("[0-9]{1,3}(?:[,.][0-9]{3})+(?![0-9.,])")
_REST = re.compile("[0-9]{1,2}(?![0-9.,])")
_MOST_SIDES = 4
_ORDINAL_DIGITS = 3
_RESOLUTIONS = frozenset({144, 240, 360, 480, 540, 576, 720, 1080, 1440, 2160, 4320})
"""How many lines pictures have: 1080p."""


def read_quantity(text: str, start: int, notation: Notation) -> Found:
    """The facts of the digits that begin at `start`."""
    currency, begin = currency_before(text, start, notation)
    is_negative = not currency and text[start - 1 : start] in SIGNS
    if is_negative:
        currency, begin = currency_before_sign(text, start - 1, notation)
    if not currency and _is_in_name(text, start) and not _is_number(text, start, notation):
        return read_code(text, start, notation)
    if plain := read_phone(text, start) or read_feet(text, start):
        return plain
    core = read_core(text, start, notation)
    if core.raw.isdigit() and _is_point(text, start, core.end, notation):
        core = core._replace(value=read_decimal("0", core.raw), is_year=False)  # .5 mm
        start = start - 1
        begin = min(begin, start)
    elif core.value is None:
        reading = parse_canonical(core.raw.replace(",", "" if core.raw.count(",") > 1 else "."))
        if reading is None or not _is_counted(text, core.end, notation):
            return read_code(text, start, notation)
        core = core._replace(value=reading)  # 3.5 Millionen or 1,500,000 t in German: plain, if not right
    core = with_group(text, core, notation.words.spelling)
    if currency and (is_negative or (minus := sign_before(text, begin, notation))):
        core = core._replace(value=-(core.value or 0))
        begin -= 0 if is_negative else minus
    found = _read_ordinal(text, start, core, notation)
    facts, end = found or _read_number(text, (start, begin), core, notation, currency)
    if facts and begin < facts[0].start:
        facts[0] = facts[0]._replace(start=begin)
    return facts, end


def _is_counted(text: str, end: int, notation: Notation) -> bool:
    """True if something says what a number counts, or a number says it to which it goes on: 20.00 bis 30.000 t."""
    if read_suffix(text, end, notation)[0] != NONE:
        return True
    between = notation.range.match(text, end)
    if between is None or not "0" <= text[between.end() : between.end() + 1] <= "9":
        return False
    second = read_core(text, between.end(), notation)
    return second.value is not None and bool(read_suffix(text, second.end, notation)[0].kind)


def _is_point(text: str, start: int, end: int, notation: Notation) -> bool:
    """True of a decimal sign that nothing stands before: .5 and .5mm, but not ..5 nor .5G."""
    before = text[max(0, start - 2) : start]
    if before[-1:] != "." or (len(before) == 2 and before[0] not in _BEFORE_POINT):
        return False
    return not text[end : end + 1].isalpha() or read_suffix(text, end, notation)[0] != NONE


def _read_ordinal(text: str, start: int, core: Core, notation: Notation) -> Found | None:
    match = notation.ordinal and notation.ordinal.match(text, core.end)
    if not match:
        return None
    is_short = len(core.raw) <= _ORDINAL_DIGITS or not core.raw.isdigit() or match[0][0].isalpha()
    if not isinstance(core.value, int) or not is_short or sign_before(text, start, notation):
        return None
    return [read_place(text, core.value, start, match.end(), notation)], match.end()


def _read_number(text: str, starts: tuple[int, int], core: Core, notation: Notation, currency: str) -> Found:
    start = starts[0]
    suffix, end = read_suffix(text, core.end, notation, is_money=bool(currency))
    if isinstance(core.value, int) and core.value != 1 and may_be_place(text, core.end, end, notation):
        suffix, end = NONE, core.end
    suffix = _rated(suffix, text, start, notation)
    if several := (
        _read_sides(text, start, core, suffix, end, notation) or read_mixed(text, start, core, suffix, end, notation)
    ):
        return several
    if _is_code(text, start, core, suffix, end):
        return read_code(text, start, notation)
    suffix, start = _with_before(text, starts, suffix, currency, notation)
    if not suffix.kind or currency:
        if pair := _read_pair(text, start, core, suffix, end, notation):
            return pair
        if core.is_year and (season := _SEASON.match(text, core.end)) and season[1] > core.raw[2:]:
            years = [
                Raw("year", core.raw, 2, start, core.end),
                Raw("year", core.raw[:2] + season[1], 2, *season.span(1)),
            ]
            return years, season.end()
        if suffix == NONE and _is_version(text, start, core, notation):
            return read_code(text, start, notation)
    if rest := _read_rest(text, end, suffix, notation):
        core, end = core._replace(value=(core.value or 0) + Fraction(f"0.{rest}")), end + len(rest)
    fact = read_fact(text, start, end, core, suffix, notation)
    if end == core.end + 1 and text[core.end] in notation.units.letters:  # 2p, which may be a name
        name = text[start:end].lower()
        fact = fact._replace(strength=1, maybe="|".join(filter(None, (fact.maybe, name))))
    return [fact], end


def _with_before(
    text: str, starts: tuple[int, int], suffix: Suffix, currency: str, notation: Notation
) -> tuple[Suffix, int]:
    """What follows a number with what stands before it, and where the number begins with that."""
    start, begin = starts
    if currency and suffix.kind in ("", "money") and currency != suffix.name:
        return suffix._replace(kind="money", name=currency, maybe=maybe_before(text, begin, start, notation)), start
    if not currency and not suffix.kind:
        before, first = read_before(text, start, notation)
        if before != NONE:
            begin = start if text[start - 1] in SIGNS else first  # elfu -5, -%25
            return before._replace(power=before.power or suffix.power), begin
    return suffix, start


def _read_rest(text: str, end: int, suffix: Suffix, notation: Notation) -> str:
    """The digits behind metres that count nothing by themselves: 1米75, but not 3米5人."""
    match = _REST.match(text, end) if suffix.name == "m" and notation.han else None
    if match is None or notation.han is None or text[match.end() : match.end() + 1] in notation.han.counters:
        return ""
    return match[0] if read_suffix(text, match.end(), notation)[0] == NONE else ""


def _is_code(text: str, start: int, core: Core, suffix: Suffix, end: int) -> bool:
    """True of 5G, 1.9.3rc1, of 1080p, which are no pence, and of a letter behind a name in other characters: 卡-52M."""
    after = text[end : end + 1]
    if end == core.end:
        return after.isascii() and after.isalpha()
    if end > core.end + 1:
        return False
    is_named = after.isascii() and text[max(0, start - 2) : start].rstrip("-‑")[-1:].isalpha()
    return (is_named and text[start - 1] in "-‑" and not suffix.kind) or (
        suffix.kind == "minor" and core.value in _RESOLUTIONS
    )


def _read_pair(text: str, start: int, core: Core, suffix: Suffix, end: int, notation: Notation) -> Found | None:
    """Both numbers of “10 to 20 percent”: what belongs to the second belongs to the first."""
    between = None if core.is_year else notation.range.match(text, end)
    if between is None:
        return None
    code, length = currency_at(text, between.end(), notation)
    if code and suffix.kind == "money" and code != suffix.name:
        return None  # 1 EUR to 7.9 CNY
    second_start = between.end() + length
    if not "0" <= text[second_start : second_start + 1] <= "9":
        return None
    second = read_core(text, second_start, notation)
    last, second_end = read_suffix(text, second.end, notation, is_money=suffix.kind == "money")
    if second.value is None or second.is_year or (last == NONE and not suffix.kind):
        return None
    if not last.kind:
        last = last._replace(kind=suffix.kind, name=suffix.name, maybe=suffix.maybe)
    last = _rated(last, text, start, notation)
    first = read_fact(text, start, core.end, core, last._replace(power=suffix.power or last.power), notation)
    if between["pair"] and last.power and not suffix.power:  # 5 and 10 million, or five of something and 10 million
        first = first._replace(maybe=read_fact(text, start, core.end, core, last._replace(power=0), notation).value)
    other = read_fact(text, second_start, second_end, second, last, notation)
    return [first, other._replace(start=between.end()) if length else other], second_end


def _read_sides(text: str, start: int, core: Core, suffix: Suffix, end: int, notation: Notation) -> Found | None:
    """The numbers of 5 × 3 cm, 1920x1080: what belongs to the last belongs to all."""
    sides = [(start, end, core, suffix)] if TIMES.match(text, end) else []
    while 0 < len(sides) < _MOST_SIDES and core.raw[:1] != "0" and (times := TIMES.match(text, end)):
        begin = times.end()
        core = read_core(text, begin, notation)
        if core.value is None:
            break
        suffix, end = read_suffix(text, core.end, notation)
        sides.append((begin, end, core, suffix))
    if len(sides) < 2 or (end == core.end and text[end : end + 1].isalpha() and text[end] < _LATIN):
        return None
    facts = [
        read_fact(text, first, last, number._replace(is_year=False), own if own.kind else suffix, notation)
        for first, last, number, own in sides
    ]
    if not suffix.kind and all(len(number.raw) == 1 for _, _, number, _ in sides):
        facts = [fact._replace(strength=1) for fact in facts]  # a 4x4, a 2x2
    return facts, end


def _rated(suffix: Suffix, text: str, start: int, notation: Notation) -> Suffix:
    """What follows a number with the time that stands before it: 时速350公里."""
    if suffix.kind != "unit" or suffix.seconds or notation.units.rates is None:
        return suffix
    return suffix._replace(seconds=seconds_before(text, start, notation))


def _is_in_name(text: str, start: int) -> bool:
    """True of digits right behind Latin letters, with or without a hyphen: SHA-256, v2, x86_64."""
    before = text[max(0, start - 2) : start]
    if before[-1:] == "_" or (before[-1:].isalpha() and before[-1] < _LATIN):
        return True
    return len(before) == 2 and before[1] in "-‑./" and _is_letter_or_digit(before[0])


def _is_number(text: str, start: int, notation: Notation) -> bool:
    """True of digits behind letters that are no name with them: 1-in-1,000, elfu5."""
    return _is_grouped(text, start) or _has_name_before(text, start, notation)


def _is_grouped(text: str, start: int) -> bool:
    """True of what no name has, digits in groups behind a hyphen: 1-in-1,000."""
    return text[start - 1] in "-‑" and _GROUPED.match(text, start) is not None


def _is_letter_or_digit(character: str) -> bool:
    """True of Latin letters and digits, of ½ not."""
    return character < _LATIN and (character.isalpha() or character.isdecimal())


def _has_name_before(text: str, start: int, notation: Notation) -> bool:
    """True of what belongs to a number though it is joined to it: elfu5."""
    return text[start - 1] in notation.units.wraps.before and read_before(text, start, notation)[0] != NONE


def _is_version(text: str, start: int, core: Core, notation: Notation) -> bool:
    """True of “Python 3.10” where a dot is the decimal sign, too."""
    if notation.decimal != "." or core.raw.count(".") != 1:
        return False
    return notation.version.search(text[max(0, start - 24) : start]) is not None
