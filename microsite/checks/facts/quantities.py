"""Digits with what belongs to them → facts: quantities, ordinals, ranges, versions, codes, telephone numbers."""

from __future__ import annotations

import re

from microsite.checks.facts.cores import Core, read_core
from microsite.checks.facts.moments import Raw
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import VULGAR, parse_canonical
from microsite.checks.facts.surroundings import (
    NONE,
    Suffix,
    currency_before,
    currency_length,
    dimension,
    is_rise,
    read_suffix,
    sign_before,
)

Found = tuple[list[Raw], int]
"""Facts, and where the text goes on."""

_CODE = re.compile(r"[0-9]+(?:[A-Za-z]+[0-9]+)*[A-Za-z]*(?:[._-][0-9]+(?:[A-Za-z]+[0-9]+)*[A-Za-z]*)*(?:\.x)*")
_SERIAL = re.compile(r"[0-9]+(?:[-‑–][0-9]+){2,}")
_PHONE = re.compile(
    r"(?<=\+)[1-9][0-9 ()/.–-]{6,20}[0-9](?![0-9])"
    r"|0[0-9]{2,4}(?:[/ –-]|[)] ?)[0-9][0-9 –-]{4,12}[0-9](?![0-9]|[.:][0-9])"
)
_SEASON = re.compile(r"[/–-]([0-9]{2})(?![0-9./:-])")
_LATIN = "\u0250"
"""Letters before this one are Latin, more or less."""
_PHONE_DIGITS = 6
_ORDINAL_DIGITS = 3


def read_quantity(text: str, start: int, notation: Notation) -> Found:
    """The facts of the digits that begin at `start`."""
    currency, begin = currency_before(text, start, notation)
    if not currency and _is_in_name(text, start):
        return _read_token(text, start, notation)
    is_phone = text[start] == "0" or text[start - 1 : start] == "+"
    if match := _SERIAL.match(text, start) or (_PHONE.match(text, start) if is_phone else None):
        digits = re.sub("[^0-9]", "", match[0])
        return [Raw("phone" if len(digits) > _PHONE_DIGITS else "token", digits, 2, *match.span())], match.end()
    core = read_core(text, start, notation)
    if core.value is None:
        reading = parse_canonical(core.raw.replace(",", "."))
        if reading is None or read_suffix(text, core.end, notation)[0] == NONE:
            return _read_token(text, start, notation)
        core = core._replace(value=reading)  # 3.5 Millionen in German: plain, if not right
    facts, end = _read_ordinal(text, start, core, notation) or _read_number(text, start, core, notation, currency)
    return [fact._replace(start=min(begin, fact.start)) for fact in facts[:1]] + facts[1:], end


def _read_ordinal(text: str, start: int, core: Core, notation: Notation) -> Found | None:
    match = notation.ordinal and notation.ordinal.match(text, core.end)
    if not match:
        return None
    # A year at the end of a sentence is none; 1,234th and „der 1.234. Gast“ are.
    is_short = len(core.raw) <= _ORDINAL_DIGITS or not core.raw.isdigit() or match[0].isalpha()
    if not isinstance(core.value, int) or not is_short or sign_before(text, start, notation):
        return None
    return [Raw("ordinal", f"{core.value}.", 2, start, match.end())], match.end()


def _read_number(text: str, start: int, core: Core, notation: Notation, currency: str) -> Found:
    suffix, end = read_suffix(text, core.end, notation, is_money=bool(currency))
    after = text[end : end + 1]
    if end == core.end and after.isascii() and after.isalpha():
        return _read_token(text, start, notation)  # 5G, 1.9.3rc1
    if currency and not suffix.kind:
        suffix = suffix._replace(kind="money", name=currency)
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
            return _read_token(text, start, notation)
    return [read_fact(text, start, end, core, suffix, notation)], end


def _read_pair(text: str, start: int, core: Core, suffix: Suffix, end: int, notation: Notation) -> Found | None:
    """Both numbers of “10 to 20 percent”: what belongs to the second belongs to the first."""
    between = None if core.is_year else notation.range.match(text, end)
    if between is None:
        return None
    second_start = between.end() + currency_length(text, between.end(), notation)
    if not "0" <= text[second_start : second_start + 1] <= "9":
        return None
    second = read_core(text, second_start, notation)
    last, second_end = read_suffix(text, second.end, notation, is_money=suffix.kind == "money")
    if second.value is None or second.is_year or (last == NONE and not suffix.kind):
        return None
    if not last.kind:
        last = last._replace(kind=suffix.kind, name=suffix.name)
    is_range = between["pair"] is None and not suffix.power
    first = last if is_range else last._replace(power=suffix.power)
    facts = [
        read_fact(text, start, core.end, core, first, notation),
        read_fact(text, second_start, second_end, second, last, notation),
    ]
    return facts, second_end


def read_fact(text: str, start: int, end: int, core: Core, suffix: Suffix, notation: Notation) -> Raw:
    """The fact of a number from `start` to `end` and what belongs to it; its sign is looked for here."""
    value = (core.value or 0) * 10**suffix.power
    minus = sign_before(text, start, notation)
    kind, written = dimension(-value if minus else value, suffix, notation)
    if core.is_year and suffix == NONE:
        kind = "year"
    strength = (
        0 if core.value != 1 and is_rise(text, start, suffix, notation) else 2 if suffix.power > 1 else core.strength
    )
    return Raw(kind, written, strength, start - minus, end)


def _read_token(text: str, start: int, notation: Notation) -> Found:
    """A version or code as it stands, without letters before it: SHA-256 and SHA256 are one."""
    match = _CODE.match(text, start)
    if match is None:
        return [], start + 1
    raw = match[0].lower()
    for ending in notation.endings:
        if raw.endswith(ending) and raw[-len(ending) - 1].isdigit():
            raw = raw.removesuffix(ending)
    minus = sign_before(text, start, notation)
    value = f"-{raw}" if minus else raw
    is_name = len(raw) == 1 or (raw.isalnum() and not raw.isdigit())  # IPv4, k8s: as like as not, one can do without
    return [Raw("token", value, 1 if is_name else 2, start - minus, match.end())], match.end()


def _is_in_name(text: str, start: int) -> bool:
    """True of digits right behind Latin letters, with or without a hyphen: SHA-256, v2, x86_64."""
    before = text[max(0, start - 2) : start]
    if before[-1:] == "_" or (before[-1:].isalpha() and before[-1] < _LATIN):
        return True
    if len(before) < 2 or before[0] in VULGAR:  # 9½-8½
        return False
    return before[1] in "-‑./" and before[0].isalnum() and before[0] < _LATIN


def _is_version(text: str, start: int, core: Core, notation: Notation) -> bool:
    """True of “Python 3.10” where a dot is the decimal sign, too."""
    if notation.decimal != "." or core.raw.count(".") != 1:
        return False
    return notation.version.search(text[max(0, start - 24) : start]) is not None
