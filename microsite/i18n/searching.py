"""What the entries of the glossary's index are found by, folded as `templates/assets/glossary.js` folds a query."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable

from microsite.i18n import collate
from microsite.i18n.letters import as_typed, letters_of
from microsite.i18n.spelling import alike


def search_text(wordings: Iterable[tuple[str, str]]) -> str:
    """All that finds an entry, from its (wording, Babel locale) in every language: each folded once, by line.

    One in Chinese also by its pinyin: plain and with the digits of its tones, which are both there as one with raised
    digits (chong²qing⁴), and with v for ü. One in a language whose table of letters says what is typed without their
    keys, also by that: ae for ä.
    """
    found = dict.fromkeys(form for text, babel in wordings for form in _forms(text, babel))
    return "\n".join(form for form in found if form)


@functools.lru_cache(maxsize=1 << 14)  # the index of each language has the wordings of all
def _forms(text: str, babel: str) -> tuple[str, ...]:
    spelled = [fold(form) for form in collate.spell(text, babel)]  # all without tones, then the same with them
    with_tones = [
        _raise(*pair) for pair in zip(spelled[: len(spelled) // 2], spelled[len(spelled) // 2 :], strict=True)
    ]
    return fold(text), *with_tones, fold(as_typed(text, letters_of(babel)))


_RAISED = str.maketrans("12345", "¹²³⁴⁵")
"""Signs that no folded text has: NFKD makes digits of them."""


def _raise(plain: str, toned: str) -> str:
    """The second text with those digits raised without which it is the first."""
    written, rest = "", list(reversed(plain))
    for character in toned:
        if rest and character == rest[-1]:
            written += rest.pop()
        else:
            written += character.translate(_RAISED)
    return written


def fold(text: str) -> str:
    """A text without what readers leave out when they type: accents, capitals, punctuation; a dash is a space.

    What nobody sees goes, too, and letters that Unicode does not take apart become those that they are variants of.
    """
    text = unicodedata.normalize("NFKD", alike(text)).lower()
    return " ".join(text.translate(_FOLDED).split())


class _Folded(dict[int, str]):
    """What becomes of a character, worked out once for each."""

    def __missing__(self, point: int) -> str:
        category = unicodedata.category(chr(point))
        found = " " if category == "Pd" else "" if category[0] in "MP" or category == "Cf" else chr(point)
        self[point] = found
        return found


_FOLDED = _Folded({ord(letter): plain for letter, plain in {**collate.FOLDED, "ß": "ss"}.items()})
