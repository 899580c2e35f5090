"""What pages are found by beside their own words: as they are typed, what they are put together of, how they are read.

Pagefind knows the endings of words in many languages, and finds words by how they begin. It is fed what it does not
know. `templates/assets/search.js` takes queries apart in the same way.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from microsite.i18n import pinyin
from microsite.i18n.letters import as_typed, letters_of
from microsite.i18n.searching import fold

UNSPACED = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of scripts without spaces: of Chinese and Japanese. Each is a word of its own in an index."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")
_WORD = re.compile(rf"[^\W\d_{UNSPACED}]+")
_GROUPED = re.compile("(?<![0-9])[0-9]{1,3}(?:([.,’' \u00a0\u2009\u202f])[0-9]{3})(?:\\1[0-9]{3})*(?![0-9])")
"""Digits in groups of three, as any language sets them apart."""

_NO_START = re.compile("[aeiou]{2}|.(?:[lmnr][b-df-hj-np-tv-z]|([^aeiou])\\1)")
"""Where no word begins: in the midst of vowels, at sounds that only end a syllable, at doubled letters."""

_SHORTEST = 4
"""Letters of a part of a word that is found, and of a word that can be misspelt."""
_SYLLABLES = 6
"""How many characters are read on from each: people type the beginning of a name."""


def space_out(text: str) -> str:
    """A text with its words apart, and those of scripts without spaces character by character."""
    return " ".join(_UNSPACED.sub(r" \g<0> ", text).split())


def find_forms(text: str, babel: str) -> Iterator[str]:
    """How the words of a text in a language (of Babel) may be typed otherwise: 3944 and Qualitaet, and Orsted."""
    yield from ("".join(filter(str.isdigit, match[0])) for match in _GROUPED.finditer(text))
    for word in dict.fromkeys(_WORD.findall(text)):
        yield from _typed(word, babel)[1:]


def find_parts(text: str, babel: str) -> Iterator[str]:
    """All that the longer words of a text end in, if its language puts words together: zentrum, of Innovationszentrum.

    Nobody knows where a word is put together. So each letter counts with which a word may begin.
    """
    if letters_of(babel).compounds:
        for word in dict.fromkeys(_WORD.findall(text)):
            yield from _find_parts(word, babel)


@functools.lru_cache(maxsize=1 << 16)  # texts have many words in common
def _typed(word: str, babel: str) -> tuple[str, ...]:
    """A word in small letters, and what people type for it."""
    return tuple(dict.fromkeys((word.lower(), as_typed(word, letters_of(babel)), fold(word))))


@functools.lru_cache(maxsize=1 << 16)
def _find_parts(word: str, babel: str) -> tuple[str, ...]:
    forms = (form for form in _typed(word, babel) if len(form) >= _SHORTEST + 3)
    starts = ((form, range(3, len(form) - _SHORTEST + 1)) for form in forms)
    found = (form[start:] for form, at in starts for start in at if not _NO_START.match(form, start - 1))
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=1 << 12)  # the pages of a term have it, and all that mention it
def find_name(name: str, babel: str) -> tuple[str, ...]:
    """What a name in a language is found by in every other: itself, its other forms, a Chinese one by its pinyin."""
    found = space_out(name), *find_forms(name, babel), *find_parts(name, babel), *_readings(name, babel)
    return tuple(dict.fromkeys(found))


def _readings(name: str, babel: str) -> Iterator[str]:
    """How a Chinese name is typed without tones, from each of its characters on; ü is u or v."""
    if not letters_of(babel.partition("_")[0]).is_by_pinyin:
        return
    for han in _HAN.finditer(name):
        syllables = [letters for letters, _ in pinyin.read_characters(han[0])]
        for start in range(len(syllables)):
            read = "".join(syllables[start : start + _SYLLABLES])
            yield from dict.fromkeys((read.replace("v", "u"), read))


def find_vocabulary(names: Iterable[tuple[str, str]]) -> list[str]:
    """The words of names in languages (of Babel) that a misspelt word may have been meant for, sorted."""
    found: set[str] = set()
    for name, babel in names:
        words = [*_WORD.findall(name), *_readings(name, babel)]
        found.update(form for word in words for form in (fold(word), fold(as_typed(word, letters_of(babel)))))
    return sorted(word for word in found if len(word) >= _SHORTEST)
