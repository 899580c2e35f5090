"""Readings of Chinese characters in the words that they stand in: the dictionaries of pypinyin, read as data.

To import pypinyin would load its 47,000 phrases as lists of lists, in 100 ms and 45 MB. To know where they stand in
their file takes 30 ms and 11 MB.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping

Syllable = tuple[str, int]
"""(letters, tone) of a character, with “v” for ü. Without a reading: itself, and 5, the tone of none."""

_PHRASE = re.compile(r'"([^"]{2,})":\s*\[')
_LONGEST = 20  # characters of a phrase: pypinyin 0.5x knows none of more than ten
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
"""The marks of the tones, as Unicode takes letters apart (NFD)."""


def read_characters(han: str) -> list[Syllable]:
    """The reading of each character of a text that has no others."""
    return [syllable for word in _words(han) for syllable in _read_word(word)]


def load() -> None:
    """Read what takes a while to read."""
    _phrases()


def _read_word(word: str) -> Iterator[Syllable]:
    if len(word) > 1:
        text, places = _phrases()
        syllables, _ = json.JSONDecoder().raw_decode(text, places[word])
        yield from (_parse(readings[0]) for readings in syllables)
    else:
        written = _characters().get(str(ord(word)), "").partition(",")[0]
        yield _parse(written) if written else (word, 5)


def _words(han: str) -> Iterator[str]:
    """The characters in the longest phrases that have a reading of their own, from the left; else one by one."""
    _, phrases = _phrases()
    start = 0
    while start < len(han):
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
def _phrases() -> tuple[str, Mapping[str, int]]:
    """The file of the phrases, which is JSON, and where in it the readings of each phrase begin."""
    text = _read_data("phrases_dict.json")
    return text, {match[1]: match.end() - 1 for match in _PHRASE.finditer(text)}


@functools.cache
def _characters() -> Mapping[str, str]:
    """The readings of each character, the usual one first, by its number in Unicode."""
    found: Mapping[str, str] = json.loads(_read_data("pinyin_dict.json"))
    return found


def _read_data(name: str) -> str:
    """A file of pypinyin, which is not imported: `pkgutil.get_data` would do that."""
    spec = importlib.util.find_spec("pypinyin")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("No module named 'pypinyin'", name="pypinyin")
    loader, [folder] = spec.loader, spec.submodule_search_locations
    data: bytes = loader.get_data(f"{folder}/{name}")  # type: ignore[union-attr]  # loaders of files have it (PEP 302)
    return data.decode()
