"""Numbers that are alone → facts, sooner than `quantities` reads them, and as it does: 790 experts, 41.3 percent."""

from __future__ import annotations

import re

from microsite.checks.facts.codes import Found
from microsite.checks.facts.fields import Raw
from microsite.checks.facts.floors import as_floor
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.surroundings import currency_before, may_fall, sign_before
from microsite.checks.facts.wraps import is_led

TIMES = re.compile("[ \u00a0]{0,2}×[ \u00a0]{0,2}(?=[0-9])|(?P<gap>[ \u00a0]?)[xX](?P=gap)(?=[0-9])")


def read_simple(text: str, start: int, notation: Notation) -> Found | None:
    """The fact of the digits that begin at `start`; None if there may be more to them."""
    found = _read_number(text, start, notation) or _read_percent(text, start, notation)
    if found is None or currency_before(text, start, notation)[0] or sign_before(text, start, notation):
        return None
    return [found], found.end


def _read_number(text: str, start: int, notation: Notation) -> Raw | None:
    alone = notation.alone
    match = alone.number.match(text, start)
    if match is None:
        return None
    name, end = match[2], match.end(1)
    if name and (name in alone.names or name[0] in alone.firsts):
        return None
    if notation.range.match(text, end) or (notation.ordinal and notation.ordinal.match(text, end)):
        return None
    if is_led(text, start, notation.units.wraps):
        return None
    fact = Raw("number", match[1], 2, start, end)
    return as_floor(fact, text, end, notation) if notation.han else fact


def _read_percent(text: str, start: int, notation: Notation) -> Raw | None:
    match = notation.alone.percent.match(text, start)
    if match is None or TIMES.match(text, match.end()):
        return None
    whole, decimals = match[1], (match[2] or "").rstrip("0")
    if whole == "0" and not decimals:
        return None
    value, end = f"{whole}.{decimals}%" if decimals else f"{whole}%", match.end()
    return Raw("percent", value, 2, start, end, f"-{value}" if may_fall(text, start, end, notation) else "")
