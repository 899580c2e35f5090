"""Several words that are one number: two hundred and fifty, three million."""

from __future__ import annotations

import re

from microsite.checks.facts.cores import Core
from microsite.checks.facts.joined import read_word
from microsite.checks.facts.spelling import HUNDRED, Spelling, Sum, extend

NEXT_WORD = re.compile(r"(?:[\s*_\u00a0]{1,4}|[-‑])([^\W\d_]+)")
_MOST_WORDS = 30
"""How many words one number may have: 999 trillion and so on has 25. What goes on beyond is another one, since with
each “hundred” more a number would be longer, and take longer, without end."""


def add_up(text: str, end: int, first: int, spelling: Spelling) -> tuple[int, int, bool]:
    """The value of the words that belong together, where they end, and whether the last of them is an ordinal."""
    number = extend(Sum(), first) or Sum()
    place, before_link = end, None
    for _ in range(_MOST_WORDS):
        following = NEXT_WORD.match(text, place)
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


def with_group(text: str, core: Core, spelling: Spelling) -> Core:
    """The number of 3 dozen: what several are called multiplies what stands before it."""
    match = NEXT_WORD.match(text, core.end)
    times = spelling.groups.get(match[1]) if match else None
    if match is None or times is None or core.value is None:
        return core
    return core._replace(value=core.value * times, end=match.end(), is_year=False)
