"""Numbers in characters, and what is written with them: 百分之七十一, 第三届, “十五五”, 星期一."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from microsite.checks.facts.characters import Han, read_han
from microsite.checks.facts.cores import Core, read_core
from microsite.checks.facts.moments import Raw
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical, read_decimal
from microsite.checks.facts.quantities import Found, read_fact
from microsite.checks.facts.surroundings import NONE, Amount, read_suffix

_SURE = 12


def read_han_quantity(text: str, start: int, notation: Notation) -> Found:
    """The facts of numerals in characters that begin at `start`, and where the text goes on."""
    han = notation.han
    match = han.grammar.match(text, start) if han else None
    if han is None or match is None:
        return [], start + 1
    return _READERS[match.lastgroup or "idiom"](match, han, notation)


def _read_idiom(match: re.Match[str], _: Han, __: Notation) -> Found:
    return [], match.end()


def _read_plan(match: re.Match[str], han: Han, _: Notation) -> Found:
    value = read_han(match[0][:-1], han)
    return [Raw("ordinal", f"{value}.", 2, *match.span())], match.end()


def _read_ordinal(match: re.Match[str], han: Han, _: Notation) -> Found:
    written = match["ordinal_number"]
    if written.isascii():
        return [Raw("ordinal", f"{int(written)}.", 2, *match.span())], match.end()
    value = read_han(written, han)
    if value is None:
        return [], match.end()
    return [Raw("ordinal", f"{value}.", _strength(value, 3), *match.span())], match.end()


def _read_percent(match: re.Match[str], han: Han, notation: Notation) -> Found:
    written = match["percent_number"]
    if written[0].isascii():
        core = read_core(match.string, match.start("percent_number"), notation)
    else:
        core = Core(_value(written, han), match.end(), written)
    if core.value is None:
        return [], match.end()
    return [Raw("percent", f"{canonical(core.value)}%", 2, match.start(), core.end)], core.end


def _read_fraction(match: re.Match[str], han: Han, _: Notation) -> Found:
    below, above = (read_han(written, han) for written in match[0].split(han.over))
    if not below or not above:
        return [], match.end()
    value = Fraction(above, below)
    return [Raw("number", canonical(value), 0, *match.span())], match.end()


def _read_part(match: re.Match[str], _: Han, notation: Notation) -> Found:
    return [Raw("number", canonical(notation.words.spelling.fractions[match[0]]), 0, *match.span())], match.end()


def _read_weekday(match: re.Match[str], han: Han, _: Notation) -> Found:
    day = han.days[match[0].rstrip("）)")[-1]]
    return [Raw("weekday", f"day {day}", 1, *match.span())], match.end()


def _read_number(match: re.Match[str], han: Han, notation: Notation) -> Found:
    text, start, end = match.string, match.start(), match.end()
    value = _value(match[0], han)
    if value is None or text[start - 1 : start] in han.vague:
        return [], end
    suffix, stop = read_suffix(text, end, notation)
    if len(match[0]) == 1 and not (suffix != NONE or text[end : end + 1] in han.counters):
        return [], end
    if match[0] in han.multiples:
        return [], end
    strength = _strength(value, 1 if suffix.kind else 2)
    core = Core(value, end, match[0], strength)
    return [read_fact(text, start, stop, core, suffix, notation)], stop


def _value(written: str, han: Han) -> Amount | None:
    """The value of numerals in characters, with decimals after the sign for them."""
    whole, _, decimals = written.partition(han.point)
    value = read_han(whole, han)
    if value is None or not decimals:
        return value
    return read_decimal(str(value), "".join(str(han.digits[character]) for character in decimals))


def _strength(value: Amount, weak: int) -> int:
    return 0 if value <= weak else 1 if value <= _SURE else 2


_READERS: dict[str, Callable[[re.Match[str], Han, Notation], Found]] = {
    "idiom": _read_idiom,
    "plan": _read_plan,
    "ordinal": _read_ordinal,
    "percent": _read_percent,
    "part": _read_part,
    "fraction": _read_fraction,
    "weekday": _read_weekday,
    "number": _read_number,
}
