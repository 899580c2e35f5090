"""Readings of Chinese characters in the words that they stand in: the dictionaries of pypinyin, read as data.

To import pypinyin would load its 47,000 phrases as lists of lists, in 100 ms and 45 MB. They stand in their order, so
that a word is looked up as people do: the file is opened in the middle, then in the middle of what is left.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import islice

Syllable = tuple[str, int]
"""(letters, tone) of a character, with “v” for ü. Without a reading: itself, and 5, the tone of none."""

_PHRASE = re.compile(rb'"([^"\n]{6,})":')
"""A phrase; lists of readings for each of its characters follow, the usual one first."""
_FIRST = re.compile(rb'\[\s*"([^"]*)')
_CHARACTER = re.compile(rb'"([0-9]+)":\s*"([^",]*)')
"""The number of a character in Unicode, and its usual reading."""
_DIGITS = 7
_BEHIND_ALL = b"\xff"
"""What comes after any text in UTF-8, whose bytes are in the order of its characters."""
_LONGEST = 20  # characters of a phrase: pypinyin 0.5x knows none of more than ten
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
"""The marks of the tones, as Unicode takes letters apart (NFD)."""


def read_characters(han: str) -> list[Syllable]:
    """The reading of each character of a text that has no others."""
    return [syllable for word in _words(han) for syllable in _read_word(word)]


def _read_word(word: str) -> Iterator[Syllable]:
    if len(word) > 1:
        rows = _FIRST.finditer(_read_data("phrases_dict.json"), _find_phrases(word[0])[word])
        yield from (_parse(row[1].decode()) for row in islice(rows, len(word)))
    else:
        written = _find_usual(word)
        yield _parse(written) if written else (word, 5)


def _words(han: str) -> Iterator[str]:
    """The characters in the longest phrases that have a reading of their own, from the left; else one by one."""
    start = 0
    while start < len(han):
        phrases = _find_phrases(han[start])
        ends = range(min(len(han), start + _LONGEST), start + 1, -1)
        end = next((end for end in ends if han[start:end] in phrases), start + 1)
        yield han[start:end]
        start = end


def _parse(written: str) -> Syllable:
    """The syllable that is written with its mark, such as zhòng."""
    apart = unicodedata.normalize("NFD", written)
    tone = next((_TONES[mark] for mark in apart if mark in _TONES), 5)
    plain = "".join(mark for mark in apart if mark not in _TONES).replace("u\u0308", "v")
    return unicodedata.normalize("NFC", plain), tone


@functools.cache
def _find_phrases(first: str) -> Mapping[str, int]:
    """The phrases that begin with a character, and where their readings stand."""
    data, begun, found = _read_data("phrases_dict.json"), first.encode(), {}
    for row in _PHRASE.finditer(data, _find_place(data, _PHRASE, begun)):
        if not row[1].startswith(begun):
            break
        found[row[1].decode()] = row.end()
    return found


@functools.cache
def _find_usual(character: str) -> str:
    """The usual reading of a character by itself; "" if it has none."""
    data, number = _read_data("pinyin_dict.json"), str(ord(character)).encode()
    row = _CHARACTER.search(data, _find_place(data, _CHARACTER, number, _DIGITS))
    return row[2].decode() if row and row[1] == number else ""


def _find_place(data: bytes, row: re.Pattern[bytes], wanted: bytes, digits: int = 0) -> int:
    """A place from which on the first row is the first that does not come before what is wanted.

    Rows are in the order of what they begin with: of texts, or of numbers with so many `digits` at most.
    """

    def find_key(place: int) -> bytes:
        found = row.search(data, place)
        return found[1].zfill(digits) if found else _BEHIND_ALL

    return bisect_left(range(len(data)), wanted.zfill(digits), key=find_key)


@functools.cache
def _read_data(name: str) -> bytes:
    """A file of pypinyin, which is not imported: `pkgutil.get_data` would do that."""
    spec = importlib.util.find_spec("pypinyin")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("No module named 'pypinyin'", name="pypinyin")
    loader, [folder] = spec.loader, spec.submodule_search_locations
    data: bytes = loader.get_data(f"{folder}/{name}")  # type: ignore[union-attr]  # loaders of files have it (PEP 302)
    return data
