"""What is a language’s own about its letters: how they are typed without their keys, sorted, and found."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from microsite.i18n.tables import Table, find_table
from microsite.values.named import NamedTuple


class Letters(NamedTuple):
    """The letters of one language; make it with `letters_of`."""

    typed: Mapping[str, str]
    """What is typed for a small letter without its key: ae for ä."""
    own: re.Pattern[str] | None
    """Letters that count as their own, as NFKD takes them apart; None of a language that has none."""
    places: Mapping[str, str]
    """By such a letter, in lower case, what it is sorted as: n and what comes after it for ñ."""
    names: Mapping[str, str]
    """The letter that is so sorted: it has a place of its own in an index."""
    is_by_pinyin: bool
    """True if Chinese characters are sorted, and found, by their readings."""
    compounds: bool
    """True if words are put together without a space, so that readers look for what a word ends in."""


@functools.cache
def letters_of(identifier: str) -> Letters:
    """The letters of a language, named as BCP 47 or Babel do; as Unicode has them if there is no table of them."""
    return make_letters(find_table(identifier, "letters"))


def make_letters(table: Table) -> Letters:
    """The letters that a table describes."""
    places: dict[str, str] = {}
    names: dict[str, str] = {}
    for base, letters in table.get("after", {}).items():
        for number, letter in enumerate(letters, 1):
            apart, place = unicodedata.normalize("NFKD", letter), base + chr(number)
            places[apart], names[place] = place, letter
    longest_first = sorted(map(re.escape, places), key=len, reverse=True)
    own = re.compile(f"(?:{'|'.join(longest_first)})(?![\u0300-\u036f])", re.IGNORECASE) if places else None
    return Letters(
        table.get("typed", {}), own, places, names, table.get("pinyin", False), table.get("compounds", False)
    )


def as_typed(text: str, letters: Letters) -> str:
    """A text in small letters, with what is typed for those that a keyboard may lack."""
    text = unicodedata.normalize("NFC", text).lower()
    for letter, typed in letters.typed.items():
        text = text.replace(letter, typed)
    return text
