"""Where facts may begin: digits, words and characters that are figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.facts.expressions import WORD_END, find_words
from microsite.checks.facts.joined import find_numerals
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import VULGAR

_DIGITS = re.compile("[0-9]+")


def find_starts(text: str, notation: Notation) -> list[int]:
    """Where facts may begin."""
    if notation.han:
        return [match.start() for match in notation.han.start.finditer(text)]
    starts = [match.start() for match in _DIGITS.finditer(text)]
    for part in VULGAR:
        if part in text:  # to look for them with the digits takes longer
            starts += (match.start() for match in re.finditer(part, text))
    found = find_words(text, notation.words.word)
    words = notation.words.kinds.keys() & found
    if notation.words.odd:
        words |= {word for word in notation.words.odd if word in text}
    if notation.words.spelling.starts:
        words |= set(find_numerals(found - words, notation.words.spelling))
    if words:
        for word in words:
            starts += _find_word(text, word)
    return sorted(starts)


def _find_word(text: str, word: str) -> Iterator[int]:
    """Where a word stands by itself; sooner than to look at all words of the text."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[start - 1 : start].isalpha() and WORD_END.match(text, end):
            yield start
        start = text.find(word, end)
