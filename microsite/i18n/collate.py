"""The order in which a language lists words, and the letter that a word stands under in an index.

Texts are compared in levels, as by the Unicode Collation Algorithm (UTS 10): base letters, then accents, then case
(small before capital), then the text itself, so that no two texts are equal. Punctuation is ignored, a hyphen is a
space, symbols come before digits and digits before letters. ß is ss, æ is ae, Ä stands under A, أ under ا.

Letters that a language counts as its own come where its table says (`languages/*/letters.toml`). If it says so,
Chinese characters are ordered as in dictionaries: one by one by pinyin, tone included, among the Latin letters; the
readings are those of whole words (重庆 is chóng qìng).

Not covered: letters of their own in languages without a table (Swedish å ä ö, Turkish ı), the order of strokes and
radicals (Traditional Chinese, and Chinese characters of one reading), Japanese readings, Thai and Lao vowels; other
scripts come in the order of Unicode. An editor's `sort` field stands in for all of these.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator

from microsite.i18n import pinyin
from microsite.i18n.letters import Letters, letters_of
from microsite.i18n.spelling import alike

SortKey = tuple[tuple["Element", ...], tuple[str, ...], tuple[bool, ...], str]
Element = tuple[int, str, int, str]
"""What counts at the first level: (group, letters, tone, Chinese character)."""

_GAP, _SYMBOL, _DIGIT, _LETTER = range(4)
_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")
# Letters that Unicode does not take apart, but that are variants of others in its collation table (DUCET).
FOLDED = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ء": "ا", "ٱ": "ا", "ـ": ""}
_FIRST_CONSONANT = 0x1100  # NFKD takes Korean syllables apart into these: no font shows them by themselves
_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # an index has no doubled ones (CLDR)
_VIRAMA = 9  # the combining class of a mark that ends a consonant: a letter of its own, no accent


def sort_key(text: str, babel_locale: str) -> SortKey:
    """A key to sort texts by in a language; keys of one locale compare with each other, and differ if texts do."""
    elements: list[Element] = []
    accents: list[str] = []
    capitals: list[bool] = []
    own = letters_of(babel_locale)
    for element, accent, is_capital in _weights(alike(text), own):
        if element is None:
            if accents:
                accents[-1] += accent
        elif element[0] != _GAP or (elements and elements[-1][0] != _GAP):
            elements.append(element)
            accents.append(accent)
            capitals.append(is_capital)
    if own.is_by_pinyin:
        elements = _syllables(elements)
    return tuple(elements), tuple(accents), tuple(capitals), text


def _syllables(elements: list[Element]) -> list[Element]:
    """The elements with the letters of a Latin word as one, so that “chong qing” stands where 重庆 does.

    For the same reason a gap between words counts for nothing.
    """
    joined: list[Element] = []
    is_open = False
    for group, letters, tone, han in elements:
        if is_open and group == _LETTER and not han:
            joined[-1] = (group, joined[-1][1] + letters, tone, han)
        elif group != _GAP:
            joined.append((group, letters, tone, han))
        is_open = group == _LETTER and not han
    return joined


def initial(text: str, babel_locale: str) -> str:
    """The letter of an index that a text stands under: "A" of “Äpfel” and “AI峰会”, "C" of “重庆”, "ا" of “أمل”.

    Digits stand under "0–9", and what has neither letter nor digit under "#". Texts in the order of `sort_key` have
    their initials together.
    """
    own = letters_of(babel_locale)
    if own.is_by_pinyin:
        found = iter(sort_key(text, babel_locale)[0])
    else:  # what comes behind the first does not matter
        found = (element for element, _, _ in _weights(alike(text), own) if element and element[0] != _GAP)
    first = next(found, None)
    if first is None or first[0] == _SYMBOL:
        return "#"
    group, letters, _, _ = first
    return "0–9" if group == _DIGIT else own.names.get(letters, _shown(letters[0])).title()


def _shown(letter: str) -> str:
    """A letter as it stands alone: of Korean the consonant, not doubled (ㄱ), and no part of a syllable."""
    at = ord(letter) - _FIRST_CONSONANT
    return _CONSONANTS[at] if 0 <= at < len(_CONSONANTS) else letter


def _weights(text: str, own: Letters) -> Iterator[tuple[Element | None, str, bool]]:
    """(what counts first, accent, is it a capital) of each character; a mark has no element, but is an accent."""
    text = unicodedata.normalize("NFKD", text)
    end = 0
    apart = _HAN if own.is_by_pinyin else own.own
    for match in apart.finditer(text) if apart else ():
        yield from itertools.chain.from_iterable(map(_weigh, text[end : match.start()]))
        if place := own.places.get(match[0].lower()):
            yield (_LETTER, place, 0, ""), "", match[0] != match[0].lower()
        else:
            for character, reading in zip(match[0], _readings(match[0]), strict=True):
                yield (_LETTER, *reading, character), "", False
        end = match.end()
    yield from itertools.chain.from_iterable(map(_weigh, text[end:]))


@functools.lru_cache(maxsize=1 << 12)  # of the texts of a site, most characters are the same ones
def _weigh(character: str) -> tuple[tuple[Element | None, str, bool], ...]:
    return tuple(_find_weights(character))


def _find_weights(character: str) -> Iterator[tuple[Element | None, str, bool]]:
    category = unicodedata.category(character)
    if unicodedata.combining(character) not in (0, _VIRAMA):
        yield None, character, False
    elif category[0] == "Z" or category in ("Cc", "Pd", "Pc"):
        yield (_GAP, "", 0, ""), "", False
    elif category[0] == "S":
        yield (_SYMBOL, character, 0, ""), "", False
    elif category == "Nd":
        yield (_DIGIT, str(unicodedata.digit(character)), 0, ""), "", False
    elif category[0] not in "PC":
        folded = unicodedata.normalize("NFKD", character.casefold())
        plain = [base for letter in folded for base in FOLDED.get(letter, letter)]
        variant = "" if folded == "".join(plain) else folded
        for letter in plain:
            if unicodedata.combining(letter) in (0, _VIRAMA):
                yield (_LETTER, letter, 0, ""), variant, character != character.lower()


def _readings(han: str) -> Iterator[tuple[str, int]]:
    """The same as elements have it: ü is u, and comes after it among the same letters: lu, lü, luan, lüe, lun."""
    for letters, tone in pinyin.read_characters(han):
        yield letters.replace("v", "u") + "\x01" * ("v" in letters), tone


def spell(text: str, babel_locale: str) -> tuple[str, ...]:
    """How a text is typed by its readings: without tones, with their digits, and with v for ü; () if it has none."""
    language = babel_locale.partition("_")[0]  # people type so whatever they sort by, as in Taiwan
    if not letters_of(language).is_by_pinyin or not _HAN.search(text):
        return ()
    forms = zip(*(_spell(text, vowel) for vowel in "uv"), strict=True)
    return tuple(dict.fromkeys(spelling for form in forms for spelling in form))


def _spell(text: str, vowel: str) -> tuple[str, str]:
    """How a text is typed without tones and with them, by people who type that vowel for ü."""
    plain, toned, end = "", "", 0
    for han in _HAN.finditer(text):
        syllables = [(letters.replace("v", vowel), tone) for letters, tone in pinyin.read_characters(han[0])]
        between = text[end : han.start()]
        plain += between + "".join(letters for letters, _ in syllables)
        toned += between + "".join(f"{letters}{tone}" for letters, tone in syllables)
        end = han.end()
    return plain + text[end:], toned + text[end:]
