"""Numbers in words, and what is written with them → facts: two hundred and fifty, ein Drittel, half an hour."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from microsite.checks.facts.codes import Found
from microsite.checks.facts.counting import maybe_age
from microsite.checks.facts.fields import Raw, of_quarters
from microsite.checks.facts.floors import as_floor
from microsite.checks.facts.joined import read_word
from microsite.checks.facts.measures import Name
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import ROMAN, canonical
from microsite.checks.facts.spelling import HUNDRED, MILLION, THOUSAND
from microsite.checks.facts.sums import NEXT_WORD, add_up
from microsite.checks.facts.surroundings import NONE, Amount, Suffix, dimension, dimensions, may_be_place, read_suffix

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})[\s\u00a0]\Z")
_SECOND = re.compile(r"[\s\u00a0][^\W\d_]{2,4}[\s\u00a0]([^\W\d_]+)")
"""What two ordinals end in: and second."""
_REACH, _FAR = 8, 48
"""How many characters before a word are looked at for an article, and for “an hour and a”."""
_QUARTER = Fraction(1, 4)
_YEAR, _NONE = Name("unit", "year"), Name("")
_PARTED = ("unit", "money", "percent", "points")
"""What one can have half of."""
_ROUND = frozenset({HUNDRED, THOUSAND})
"""Of these there are “several”."""
_CENTURIES, _YEARS = range(15, 21), range(10, 100)
"""Of years that are said as two numbers."""
_SURE = 12
"""Numbers above are hardly ever put into other words."""


def _has_article(text: str, start: int, notation: Notation) -> bool:
    return _find_article(text, start, notation) is not None


def _find_article(text: str, start: int, notation: Notation) -> re.Match[str] | None:
    return notation.words.article.search(text[max(0, start - _REACH - _REACH) : start])


def _is_vague(text: str, start: int, notation: Notation) -> bool:
    return notation.words.vague.search(text[max(0, start - _REACH - _REACH) : start]) is not None


def _read_ordinal(text: str, start: int, word: str, notation: Notation) -> Found:
    words, end = notation.words, start + len(word)
    value = words.spelling.ordinals[word]
    is_of = words.of.match(text, end)
    may_be_part = words.has_ordinal_parts and value > 2 and text[end : end + 1] not in ("-", "‑")
    article = _find_article(text, start, notation) if may_be_part else None
    if article and (value < HUNDRED or is_of):
        part, last = _read_part(text, start, end, Fraction(1, value), notation)  # a third
        following, is_rough = NEXT_WORD.match(text, end), " " in article[0].strip()  # “a third time” is none
        is_sure = is_of or last > end or following is None or following[1] in words.than or is_rough
        return (part if is_sure else [part[0]._replace(strength=0)]), last
    found, last = _ordinal(text, start, end, value, notation)
    is_adverb = value == 1 and words.is_determined.search(text[max(0, start - _REACH) : start]) is None
    return [found[0]._replace(strength=0)] if is_adverb else found, last


def _ordinal(text: str, start: int, end: int, value: Amount, notation: Notation) -> Found:
    """An ordinal; “for the first time” is as like as not one word elsewhere."""
    following = NEXT_WORD.match(text, end)
    after = following[1] if following else ""
    words = notation.words
    is_weak = (value == 1 and after in words.after_weak_first) or (value == 2 and after in words.after_weak_ordinals)
    last = _end_of_list(text, end, notation)
    return [as_floor(Raw("ordinal", f"{value}.", 0 if is_weak else 1, start, end), text, last, notation)], end


def _end_of_list(text: str, end: int, notation: Notation) -> int:
    """Where the second ordinal of two ends, the first of which ends at `end`: the first and second floors."""
    second = _SECOND.match(text, end) if notation.words.floors else None
    return second.end() if second and second[1] in notation.words.spelling.ordinals else end


def _read_rank(text: str, start: int, word: str, notation: Notation) -> Found:
    return _ordinal(text, start, start + len(word), notation.words.ranks[word], notation)


def _read_fraction(text: str, start: int, word: str, notation: Notation) -> Found:
    value, end = notation.words.spelling.fractions[word], start + len(word)
    if value > 1:  # anderthalb
        return _worded(text, start, end, value, notation)
    found, last = _read_part(text, start, end, value, notation)
    is_sure = last > end or value == Fraction(1, 2) or _has_article(text, start, notation)  # a Viertel is of towns, too
    return (found if is_sure else [found[0]._replace(strength=0)]), last


def _read_part(text: str, start: int, end: int, value: Fraction, notation: Notation) -> Found:
    """Half, and of what: half an hour, half a million; or more than that: an hour and a half."""
    words = notation.words
    if _has_article(text, start, notation) and (before := words.one_and.search(text[max(0, start - _FAR) : start])):
        begin = max(0, start - _FAR) + before.start()
        name = notation.units.names.get(before["unit"] or "")
        if not before["unit"]:
            return _worded(text, begin, end, 1 + value, notation)
        if name and name.kind == "unit":
            kind, written = dimension(1 + value, Suffix(0, *name), notation)
            return [Raw(kind, written, 1, begin, end)], end
    across = words.across.match(text, end)
    following = across and _WORD.match(text, across.end())
    if across and following:
        multiple = words.spelling.scales.get(following[0]) or words.spelling.groups.get(following[0])
        if multiple:
            return _worded(text, start, following.end(), value * multiple, notation)
        suffix, stop = read_suffix(text, across.end(), notation)
        if suffix.kind in _PARTED and text[stop : stop + 1] not in ("-", "‑"):
            kind, written = dimension(value * 10**suffix.power, suffix, notation)
            return [Raw(kind, written, 1, start, stop)], stop
    return [Raw("fraction", canonical(value), 1, start, end)], end


def _read_factor(text: str, start: int, word: str, notation: Notation) -> Found:
    """Doubled, twofold, but not of “double-decker”."""
    end = start + len(word)
    if text[end : end + 1] in ("-", "‑"):
        return [], end
    return [Raw("factor", f"{canonical(notation.words.spelling.factors[word])}×", 1, start, end)], end


def _read_scale(text: str, start: int, word: str, notation: Notation) -> Found:
    """A million; “several million” and “millions of” are rough."""
    value, end = notation.words.spelling.scales[word], start + len(word)
    if not _has_article(text, start, notation) or text[end : end + 1] in ("-", "‑"):  # a billion-euro project
        return _read_roughly(text, start, end, value, notation)
    return _read_sum(text, start, end, value, notation)


def _read_group(text: str, start: int, word: str, notation: Notation) -> Found:
    """A dozen; that of eggs and “several dozen” are rough."""
    value, end = notation.words.spelling.groups[word], start + len(word)
    if not _has_article(text, start, notation):
        return _read_roughly(text, start, end, value, notation)
    return [Raw("number", str(value), 1, start, end)], end


def _read_rough(text: str, start: int, word: str, notation: Notation) -> Found:
    """Dozens of, hundreds of thousands."""
    rough, end = notation.words.spelling.rough, start + len(word)
    value, of = rough[word], notation.words.of.match(text, end)
    following = of and NEXT_WORD.match(text, of.end())
    if following and (times := rough.get(following[1])):
        value, end = value * times, following.end()
    return _read_roughly(text, start, end, value, notation)


def _read_roughly(text: str, start: int, end: int, value: int, notation: Notation) -> Found:
    """A number that may be any of its size; with what it counts, which does not count either."""
    of = notation.words.of.match(text, end)
    suffix, stop = read_suffix(text, of.end() if of else end, notation)
    if not suffix.kind:
        return [Raw("number", str(value), 0, start, end)], end
    kind, written = dimension(value * 10**suffix.power, suffix, notation)
    return [Raw(kind, written, 0, start, stop)], stop


def _read_cardinal(text: str, start: int, word: str, notation: Notation) -> Found:
    """A number in words, of several words if the language writes it so, with what belongs to it."""
    found = read_word(word, notation.words.spelling)
    if found is None:
        return [], start + len(word)
    value, end = found.value, start + found.end
    if found.kind == "cardinal" and found.end < len(word):
        return _read_glued(text, start, end, word[found.end :], value, notation)
    if found.kind == "cardinal" and isinstance(value, Fraction):
        return _worded(text, start, end, value, notation)
    if found.kind != "cardinal":
        return _OTHERS[found.kind](text, start, end, Fraction(value), notation)
    is_rough = value in _ROUND and _is_vague(text, start, notation)
    return (_read_roughly if is_rough else _read_sum)(text, start, end, int(value), notation)


def _read_glued(text: str, start: int, end: int, unit: str, value: Amount, notation: Notation) -> Found:
    """What is one word with its number: Dreiviertelstunde, dreijährig."""
    name = notation.units.names.get(unit) or notation.units.names.get(unit.title())
    if name is None:
        return _worded(text, start, end, value, notation)
    kind, written = dimension(value, Suffix(0, *name), notation)
    return [Raw(kind, written, 1, start, end + len(unit))], end + len(unit)


def _read_sum(text: str, start: int, end: int, first: int, notation: Notation) -> Found:
    """The number that begins with a value whose word ends at `end`."""
    value, end, is_ordinal = add_up(text, end, first, notation.words.spelling)
    if year := _read_year(text, start, end, value, notation):
        return year
    return (_ordinal if is_ordinal else _worded)(text, start, end, value, notation)


def _read_year(text: str, start: int, end: int, century: int, notation: Notation) -> Found | None:
    """A year in two numbers: nineteen ninety-nine, twenty twenty-five; not twenty thirty-minute films."""
    spelling = notation.words.spelling
    following = NEXT_WORD.match(text, end) if century in _CENTURIES and not spelling.joining.is_one_word else None
    first = spelling.cardinals.get(following[1], 0) if following and text[end] not in "-‑" else 0
    if following is None or first not in _YEARS:
        return None
    years, last, is_ordinal = add_up(text, following.end(), first, spelling)
    is_counted = is_ordinal or text[last : last + 1] in ("-", "‑") or read_suffix(text, last, notation)[0] != NONE
    return None if is_counted or years not in _YEARS else ([Raw("year", f"{century}{years}", 1, start, last)], last)


def _read_roman(text: str, start: int, word: str, notation: Notation) -> Found:
    """Ludwig XIV., Phase II: only behind a name, and I, V and X only behind what is counted so."""
    end = start + len(word)
    name = _NAME.search(text[max(0, start - _REACH - _REACH) : start])
    is_counted = name and name[1] in notation.words.before_lone_romans
    is_numeral = is_counted or (name and len(word) > 1 and not name[1][0].islower())
    return ([Raw("ordinal", f"{ROMAN[word]}.", 1, start, end)] if is_numeral else []), end


def _worded(text: str, start: int, end: int, value: Amount, notation: Notation) -> Found:
    """The fact of a number in words, with a part that is added to it and with what it counts."""
    words = notation.words
    spelling = words.spelling
    following = NEXT_WORD.match(text, end)
    if following and following[1] in spelling.joining.links:
        value, end = _add_part(text, end, value, notation)
        following = NEXT_WORD.match(text, end)
    if following and following[1] in spelling.groups:
        value, end = value * spelling.groups[following[1]], following.end()
    elif following and following[1] in spelling.fractions and value * spelling.fractions[following[1]] < 1:
        return _read_parts(text, start, following.end(), (value, spelling.fractions[following[1]]), notation)
    suffix, stop = read_suffix(text, end, notation)
    if value != 1 and may_be_place(text, end, stop, notation):
        suffix, stop = NONE, end
    if following and following[1] == spelling.joining.scales and value % MILLION == 0:
        behind, last = read_suffix(text, following.end(), notation)
        suffix, stop = (behind, last) if behind.kind else (suffix, stop)
    if suffix.kind == "unit" and words.mixed.match(text, stop):
        value, stop = _add_part(text, stop, value, notation)
    strength = 2 if value > _SURE or suffix.power > 2 else 1 if value > 1 else 0
    if suffix != NONE:
        strength = max(strength, 1 if value != 1 else 0)
    value *= 10**suffix.power
    kind, written = dimension(value, suffix, notation)
    fact = Raw(kind, written, strength, start, stop, dimensions(value, suffix, notation))
    return [maybe_age(fact, text, notation)], stop


def _read_parts(text: str, start: int, end: int, parts: tuple[Amount, Fraction], notation: Notation) -> Found:
    """Three quarters, as a part of something; or of a year, the first three."""
    number, part = parts
    is_counted = part == _QUARTER and text[max(0, start - _REACH) : start].rstrip().endswith(notation.years.counted)
    if is_counted and isinstance(number, int) and not _is_of_other(text, end, notation):
        return [of_quarters(number, start, end)], end
    return _read_part(text, start, end, number * part, notation)


def _is_of_other(text: str, end: int, notation: Notation) -> bool:
    """True of quarters of what is no year: the last three quarters of an hour, of a mile, of the match."""
    of = notation.words.of.match(text, end)
    if of is None:
        return False
    names = notation.units.names
    years = [name for name in _WORD.findall(text, of.end(), of.end() + _FAR // 2) if names.get(name, _NONE) == _YEAR]
    return not years and re.search("[0-9]{2,4}", text[of.end() : of.end() + _FAR // 2]) is None


def _add_part(text: str, end: int, value: Amount, notation: Notation) -> tuple[Amount, int]:
    """The number with “and a half” or “and three quarters” behind it, and where that ends."""
    spelling = notation.words.spelling
    mixed = notation.words.mixed.match(text, end) if isinstance(value, int) else None
    if mixed is None:
        return value, end
    article, times, part = mixed["article"], spelling.cardinals.get(mixed["times"] or "", 1), mixed["part"]
    fraction = spelling.fractions.get(part)
    if fraction is None or spelling.joining.is_one_word:
        if not article and times == 1:
            return value, end
        fraction = fraction or Fraction(1, spelling.ordinals[part])
    return (value + times * fraction, mixed.end()) if times * fraction < 1 else (value, end)


_OTHERS: dict[str, Callable[[str, int, int, Fraction, Notation], Found]] = {
    "fraction": _read_part,
    "ordinal": _ordinal,
}
NUMBERS: dict[str, Callable[[str, int, str, Notation], Found]] = {
    "cardinal": _read_cardinal,
    "factor": _read_factor,
    "fraction": _read_fraction,
    "group": _read_group,
    "ordinal": _read_ordinal,
    "rank": _read_rank,
    "roman": _read_roman,
    "rough": _read_rough,
    "scale": _read_scale,
}
