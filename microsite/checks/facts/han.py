"""Numbers in characters, and what is written with them: 百分之七十一, 第三届, “十五五”, 星期一."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from microsite.checks.facts.characters import Han, han_scale, read_han
from microsite.checks.facts.codes import Found
from microsite.checks.facts.cores import Core, read_core
from microsite.checks.facts.counting import read_fact, read_place
from microsite.checks.facts.fields import Raw
from microsite.checks.facts.floors import as_floor
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import ROMAN, canonical, read_decimal
from microsite.checks.facts.surroundings import NONE, Amount, Suffix, dimension, read_suffix

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


def _read_grade(match: re.Match[str], han: Han, _: Notation) -> Found:
    return [Raw("ordinal", f"{read_han(match[0], han)}.", 1, *match.span())], match.end()


def _read_ordinal(match: re.Match[str], han: Han, notation: Notation) -> Found:
    written = match["ordinal_number"]
    if written.isascii():
        place = int(written.replace(",", ""))
        return [read_place(match.string, place, match.start(), match.end(), notation)], match.end()
    value = read_han(written, han)
    if value is None:
        return [], match.end()
    fact = Raw("ordinal", f"{value}.", _is_ordinal_sure(match, notation) * _strength(value, 0), *match.span())
    return [as_floor(fact, match.string, match.end(), notation)], match.end()


def _read_first(match: re.Match[str], _: Han, notation: Notation) -> Found:
    """首届; 首次 is as like as not an adverb elsewhere."""
    return [Raw("ordinal", "1.", int(_is_ordinal_sure(match, notation)), *match.span())], match.end()


def _is_ordinal_sure(match: re.Match[str], notation: Notation) -> bool:
    return not match.string.startswith(notation.words.after_weak_first, match.end())


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
    return [Raw("fraction", canonical(value), 1, *match.span())], match.end()


def _read_part(match: re.Match[str], _: Han, notation: Notation) -> Found:
    return [Raw("fraction", canonical(notation.words.spelling.fractions[match[0]]), 1, *match.span())], match.end()


def _read_factor(match: re.Match[str], _: Han, notation: Notation) -> Found:
    return [Raw("factor", f"{canonical(notation.words.spelling.factors[match[0]])}×", 1, *match.span())], match.end()


def _read_rough(match: re.Match[str], _: Han, notation: Notation) -> Found:
    return [Raw("number", str(notation.words.spelling.rough[match[0]]), 0, *match.span())], match.end()


def _read_roman(match: re.Match[str], _: Han, __: Notation) -> Found:
    """第II阶段, Phase II; nothing that stands by itself."""
    before = match.string[max(0, match.start() - 2) : match.start()].rstrip()[-1:]
    value = ROMAN.get(match[0]) if before.isalpha() or not match[0].isascii() else None
    return ([Raw("ordinal", f"{value}.", 1, *match.span())] if value else []), match.end()


def _read_half(match: re.Match[str], _: Han, notation: Notation) -> Found:
    """半年, 半个小时; nothing if no unit follows."""
    suffix, stop = read_suffix(match.string, match.end(), notation)
    if suffix.kind != "unit":
        return [], match.end()
    kind, written = dimension(Fraction(1, 2), suffix, notation)
    return [Raw(kind, written, 1, match.start(), stop)], stop


def _read_weekday(match: re.Match[str], han: Han, _: Notation) -> Found:
    day = han.days[match[0].rstrip("）)")[-1]]
    return [Raw("weekday", f"day {day}", 1, *match.span())], match.end()


def _read_number(match: re.Match[str], han: Han, notation: Notation) -> Found:
    text, written, start, end = match.string, match[0], match.start(), match.end()
    suffix, stop = read_suffix(text, end, notation)
    after = text[end : end + 1]
    if suffix.kind == "tenths" and han.digits.get(text[stop : stop + 1]):
        return _read_tenths(match, stop, han)
    if suffix.kind == "discount" and len(written) == 2 and not {*written} & han.units.keys():
        return _read_discount(match, suffix, stop, han, notation)
    is_counting = suffix != NONE or after in han.counters
    if about := han.about.fullmatch(text, start, end):
        return _read_about(about, han, suffix, stop, notation) if is_counting or after in han.more else ([], end)
    is_round = written in han.multiples  # 百年, 万人
    value = 10 ** han_scale(written, han) if is_round else _value(written, han)
    if value is None:
        return [], end
    is_rough = text[start - 1 : start] in han.vague or (after in han.more and written in han.tens)
    if (len(written) == 1 or is_round) and not (is_counting or is_rough or after in han.more):
        return [], end
    strength = _strength(value, 1)
    if is_rough or is_round:
        strength = 0
    elif after in han.more:
        strength = min(strength, 1)
    elif suffix.is_half_more:
        strength = max(strength, 1)
    core = Core(value, end, written, strength)
    fact = read_fact(text, start, stop, core, suffix, notation)
    return [fact._replace(strength=strength) if strength == 0 else fact], stop


def _read_tenths(match: re.Match[str], stop: int, han: Han) -> Found:
    """七成五: 75 percent."""
    value, hundredths = read_han(match[0], han), han.digits[match.string[stop]]
    if value is None:
        return [], stop
    return [Raw("percent", f"{canonical(value * 10 + hundredths)}%", 1, match.start(), stop + 1)], stop + 1


def _read_discount(match: re.Match[str], suffix: Suffix, stop: int, han: Han, notation: Notation) -> Found:
    """七五折: a quarter off; 七八折 is about that much."""
    tens, ones = (han.digits[character] for character in match[0])
    kind, written = dimension(10 * tens + ones, suffix, notation)
    return [Raw(kind, written, int(ones != tens + 1), match.start(), stop)], stop


def _read_about(about: re.Match[str], han: Han, suffix: Suffix, stop: int, notation: Notation) -> Found:
    """三四十公里: either of the two, or what is between."""
    before, one, two, unit = about.groups(default="")
    if han.digits[one] >= han.digits[two]:  # 两两, 三三两两
        return [], about.end()
    found = []
    for digit, group in ((one, 2), (two, 3)):
        value = read_han(f"{before}{digit}{unit}", han)
        if value is None:
            return [], about.end()
        kind, written = dimension(value * 10**suffix.power, suffix, notation)
        found.append(Raw(kind, written, 0, about.start(group), about.end(group)))
    return [found[0]._replace(start=about.start()), found[1]._replace(end=stop)], stop


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
    "grade": _read_grade,
    "plan": _read_plan,
    "ordinal": _read_ordinal,
    "percent": _read_percent,
    "part": _read_part,
    "rough": _read_rough,
    "roman": _read_roman,
    "first": _read_first,
    "factor": _read_factor,
    "fraction": _read_fraction,
    "half": _read_half,
    "weekday": _read_weekday,
    "number": _read_number,
}
