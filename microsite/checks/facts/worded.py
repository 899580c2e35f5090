"""Numbers in words, and what is written with them → facts: two hundred and fifty, ein Drittel, half an hour."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from microsite.checks.facts.moments import Raw
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.quantities import Found
from microsite.checks.facts.spelling import HUNDRED, MILLION, Spelling, Sum, extend, read_word
from microsite.checks.facts.surroundings import NONE, Amount, dimension, read_suffix

_NEXT_WORD = re.compile(r"(?:[\s*_\u00a0]{1,4}|[-‑])([^\W\d_]+)")
_REACH = 8
"""How many characters before a word are looked at for an article."""
_MOST_WORDS = 30
"""How many words one number may have: 999 trillion and so on has 25. What goes on beyond is another one, since with
each “hundred” more a number would be longer, and take longer, without end."""
_SURE = 12
"""Numbers above are hardly ever put into other words."""


def _has_article(text: str, start: int, notation: Notation) -> bool:
    return notation.words.article.search(text[max(0, start - _REACH) : start]) is not None


def _read_ordinal(text: str, start: int, word: str, notation: Notation) -> Found:
    words, end = notation.words, start + len(word)
    value = words.spelling.ordinals[word]
    is_small = value < HUNDRED or words.of.match(text, end)
    if value > 2 and is_small and words.has_ordinal_parts and _has_article(text, start, notation):
        return [Raw("number", canonical(Fraction(1, value)), 0, start, end)], end  # a third
    return _ordinal(value, start, end)


def _ordinal(value: Amount, start: int, end: int) -> Found:
    return [Raw("ordinal", f"{value}.", 0 if value < 4 else 1, start, end)], end


def _read_fraction(_: str, start: int, word: str, notation: Notation) -> Found:
    end = start + len(word)
    return [Raw("number", canonical(notation.words.spelling.fractions[word]), 0, start, end)], end


def _read_scale(text: str, start: int, word: str, notation: Notation) -> Found:
    """A million; “millions of” says nothing."""
    if not _has_article(text, start, notation):
        return [], start + len(word)
    return _read_sum(text, start, start + len(word), notation.words.spelling.scales[word], notation)


def _read_cardinal(text: str, start: int, word: str, notation: Notation) -> Found:
    """A number in words, of several words if the language writes it so, with what belongs to it."""
    found = read_word(word, notation.words.spelling)
    if found is None:
        return [], start + len(word)
    end = start + found.end
    if found.kind == "ordinal":
        return _ordinal(found.value, start, end)
    if found.kind == "fraction":
        return [Raw("number", canonical(found.value), 0, start, end)], end
    if isinstance(found.value, Fraction) or found.end < len(word):
        return _worded(text, start, end, found.value, notation)
    return _read_sum(text, start, end, found.value, notation)


def _read_sum(text: str, start: int, end: int, first: int, notation: Notation) -> Found:
    """The number that begins with a value whose word ends at `end`."""
    value, end, is_ordinal = _add_up(text, end, first, notation.words.spelling)
    return _ordinal(value, start, end) if is_ordinal else _worded(text, start, end, value, notation)


def _add_up(text: str, end: int, first: int, spelling: Spelling) -> tuple[int, int, bool]:
    """The value of the words that belong together, where they end, and whether the last of them is an ordinal."""
    number = extend(Sum(), first) or Sum()
    place, before_link = end, None
    for _ in range(_MOST_WORDS):
        following = _NEXT_WORD.match(text, place)
        if following is None:
            break
        word, place = following[1], following.end()
        value, is_ordinal = _read_next(word, spelling)
        if value is None:
            if before_link or not _is_link(word, number, spelling):
                break
            before_link = number, end
            continue
        longer = _go_on(number, word, spelling, value, is_ordinal=is_ordinal)
        if longer is None:
            if before_link and value >= HUNDRED:  # one hundred and three hundred
                number, end = before_link
            break
        if is_ordinal:
            return longer.value, place, True
        number, end = longer, place
        before_link = before_link if value < HUNDRED else None
    return number.value, end, False


def _read_next(word: str, spelling: Spelling) -> tuple[int | None, bool]:
    """The value of a word that may go on with a number, and whether it is an ordinal; None if it is none of these."""
    value = spelling.cardinals.get(word) or spelling.scales.get(word)
    if value is None and (ordinal := spelling.ordinals.get(word)):
        return ordinal, True
    if value is None and (found := read_word(word, spelling)) and isinstance(found.value, int):
        is_whole = found.end == len(word) and found.kind in ("cardinal", "ordinal")
        return (found.value, found.kind == "ordinal") if is_whole else (None, False)
    return value, False


def _go_on(number: Sum, word: str, spelling: Spelling, value: int, *, is_ordinal: bool) -> Sum | None:
    joining = spelling.joining
    is_article = value == 1 and not is_ordinal and word not in joining.lone
    is_apart = joining.is_one_word and number.below and value < HUNDRED
    return None if is_article or is_apart else extend(number, value)


def _is_link(word: str, number: Sum, spelling: Spelling) -> bool:
    """True of a word that may stand after a number, and before what goes on with it."""
    room = number.below % HUNDRED
    if not room:
        return word == spelling.joining.hundreds
    return word == spelling.joining.tens and room >= 20 and room % 10 == 0


def _worded(text: str, start: int, end: int, value: Amount, notation: Notation) -> Found:
    fractions = notation.words.spelling.fractions
    following = _NEXT_WORD.match(text, end)
    if following and following[1] in fractions:
        fraction = Fraction(value) * fractions[following[1]]
        return [Raw("number", canonical(fraction), 0, start, following.end())], following.end()
    suffix, stop = read_suffix(text, end, notation)
    if following and following[1] == notation.words.spelling.joining.scales and value % MILLION == 0:
        behind, last = read_suffix(text, following.end(), notation)
        suffix, stop = (behind, last) if behind.kind else (suffix, stop)
    strength = 2 if value > _SURE or suffix.power > 2 else 1 if value > 2 else 0
    kind, written = dimension(value * 10**suffix.power, suffix, notation)
    if suffix != NONE:
        strength = max(strength, 1 if value > 1 else 0)
    return [Raw(kind, written, strength, start, stop)], stop


NUMBERS: dict[str, Callable[[str, int, str, Notation], Found]] = {
    "cardinal": _read_cardinal,
    "fraction": _read_fraction,
    "ordinal": _read_ordinal,
    "scale": _read_scale,
}
