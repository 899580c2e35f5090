"""The word that somebody may have meant, out of as many as there are."""

from __future__ import annotations

import functools
from collections import Counter

_FEW = 100
"""So many words are all compared."""

_CHOSEN = 20
"""Of more, those that share most with the one that is looked for."""

_LOOKS = 2_000
"""How many words are looked at to choose these, by what is rarest in them first."""

_LONGEST = 200
_ALIKE = 0.6


@functools.lru_cache(maxsize=4096)
def find_nearest(word: str, words: frozenset[str]) -> str:
    """The one of the words that is most like this one, "" if none is; the time does not grow with their number.

    One that differs in the case of its letters alone is meant, whatever else is like it.
    """
    if len(word) > _LONGEST:
        return ""
    same = _folded(words).get(word.casefold())
    if same:
        return same
    import difflib  # hardly ever needed

    near = words if len(words) <= _FEW else _index(words).choose(word)
    close = difflib.get_close_matches(word, sorted(near), n=1, cutoff=_ALIKE)
    return close[0] if close else ""


class _Index:
    """Words by what they are made of, two and three letters at a time: a short word may share no three."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words_by_piece: dict[str, list[str]] = {}
        for word in sorted(words):
            if len(word) <= 3 * _LONGEST:
                for piece in _pieces(word):
                    self._words_by_piece.setdefault(piece, []).append(word)

    def choose(self, word: str) -> list[str]:
        """The words that share most with one."""
        shared: Counter[str] = Counter()
        looks = 0
        for found in sorted((self._words_by_piece.get(piece, []) for piece in _pieces(word)), key=len):
            shared.update(found[: _LOOKS - looks])
            looks += len(found)
            if looks >= _LOOKS:
                break
        length = len(word)
        return sorted(shared, key=lambda other: (-shared[other] / (length + len(other)), other))[:_CHOSEN]


def _pieces(word: str) -> set[str]:
    padded = f"\0{word}\0"
    return {padded[at : at + size] for size in (2, 3) for at in range(len(padded) - size + 1)}


@functools.lru_cache(maxsize=16)
def _folded(words: frozenset[str]) -> dict[str, str]:
    return {word.casefold(): word for word in sorted(words, reverse=True) if word}


@functools.lru_cache(maxsize=16)
def _index(words: frozenset[str]) -> _Index:
    return _Index(words)
