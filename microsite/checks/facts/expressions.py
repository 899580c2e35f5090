"""Pieces of the regular expressions in which notations are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from microsite.i18n.tables import Table

Pattern = re.Pattern[str]
_Value = TypeVar("_Value")

SPACE = "[\\s*_\u00a0]"
"""What may stand inside a figure: emphasis, too."""
GAP = f"{SPACE}{{0,4}}"
HYPHEN = "[-‑]"
STEP = f"(?:{SPACE}{{1,4}}|{HYPHEN})"
"""What stands between the words of a number."""
MARKS = "[-–—~～‑−]"
"""Of ranges."""
NOTHING = "(?!)"
"""What matches no text."""
NO_LETTER = r"(?![^\W\d_])"
"""The end of a word in Latin, Greek and Cyrillic letters, and of what is none."""
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u0670"
    + "".join(
        f"{chr(block)}-{chr(block + 3)}{chr(block + 0x3A)}-{chr(block + 0x57)}" for block in range(0x900, 0xE00, 0x80)
    )
    + "\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd\u0f71-\u0fbc\u102b-\u103e\u17b4-\u17d3"
)
"""Signs that belong to a letter before them, which `\\w` leaves out: accents, the points of Hebrew and Arabic, the
vowels of India, which stand at the same places of each block of Unicode, and those from Thai to Khmer."""
WORD = rf"(?:[^\W_]|[{_SIGNS}])+"
WORD_END = re.compile(rf"(?![^\W\d_]|[{_SIGNS}])")
"""The end of a word in all scripts."""

_MANY = 12
_FIRST_SIGN = "\u0590"


def split_names(names: str) -> list[str]:
    """The names of a line of a table."""
    return [name for name in names.split(", ") if name]


def find_words(text: str, word: Pattern) -> set[str]:
    """What an expression of words finds, each once; none of it has a space, and plain letters between spaces are one.

    So most of a text need not be looked through.
    """
    pieces = set(text.split())
    found = set(filter(str.isascii, filter(str.isalpha, pieces)))
    found.update(word.findall(" ".join(pieces - found)))
    return found


def names_by_value(table: Table) -> dict[str, str]:
    """The keys of a table by the names that its lines give them."""
    return {name: key for key, names in table.items() if isinstance(names, str) for name in split_names(names)}


def cased(words: Mapping[str, _Value]) -> dict[str, _Value]:
    """The words, and those in small letters with a capital too."""
    return {word[:1].upper() + word[1:]: value for word, value in words.items() if word[:1].islower()} | dict(words)


def cased_words(words: Mapping[str, _Value]) -> dict[str, _Value]:
    """The same, with single letters as they are: c is a cent, and C is not."""
    return dict(words) | cased({word: value for word, value in words.items() if len(word) > 1})


def either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first; one that matches nothing if there are none.

    Many are put together by their common beginnings: what makes expressions takes as long as these are.
    """
    words = set(words)
    if len(words) > _MANY:
        return tree(dict.fromkeys(words, ""), {" ": f"{SPACE}{{1,2}}"})
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", f"{SPACE}{{1,2}}") for word in longest_first) or NOTHING


def end_of(words: Iterable[str]) -> str:
    """The end of any of these words; June in Burmese, ဇွန်, does not end within a spoon, ဇွန်း."""
    return NO_LETTER if max("".join(words), default="") < _FIRST_SIGN else WORD_END.pattern


def either_word(words: Iterable[str], *, is_han: bool) -> str:
    """The same of whole words, where a language has spaces between them."""
    return either(words) if is_han else rf"(?<![^\W\d_])(?:{either(words)}){NO_LETTER}"


def tree(words: Mapping[str, str], pieces: Mapping[str, str] | None = None) -> str:
    """The same, each with the expression that must follow it, by their common beginnings: hundreds take no time.

    `pieces` are expressions for characters that stand for something else; a space may be two, emphasis or a hyphen.
    """
    pieces = {" ": f"(?:{SPACE}{{1,2}}|{HYPHEN})"} | dict(pieces or {})
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {words[word]: {}}
    return _branch(root, pieces) if words else "(?!)"


def _branch(node: Mapping[str, Any], pieces: Mapping[str, str]) -> str:
    found: list[str] = []
    by_rest: dict[str, str] = {}
    for character, inner in sorted(node.items()):
        rest = _branch(inner, pieces) if character else ""
        if character in pieces:
            found.append(pieces[character] + rest)
        elif character:
            by_rest[rest] = by_rest.get(rest, "") + character
    found += [f"{_one_of(characters)}{rest}" for rest, characters in by_rest.items()]
    ends = [*node.get("", ())]
    if ends == [""] and len(found) == 1 and "" in by_rest:
        return f"{found[0]}?"  # Abend, Abends
    found += ends
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _one_of(characters: str) -> str:
    return re.escape(characters) if len(characters) == 1 else f"[{re.escape(characters)}]"
