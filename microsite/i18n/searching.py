"""What the entries of the glossary's index are found by, folded as `templates/assets/glossary.js` folds a query."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from microsite.i18n import collate
from microsite.i18n.letters import as_typed, letters_of


def search_text(wordings: Iterable[tuple[str, str]]) -> str:
    """All that finds an entry, from its (wording, Babel locale) in every language: each folded once, by line.

    One in Chinese also by its pinyin: plain, with the digits of its tones, and with v for ü. One in a language whose
    table of letters says what is typed without their keys, also by that: ae for ä.
    """
    found = dict.fromkeys(form for text, babel in wordings for form in _forms(text, babel))
    return "\n".join(form for form in found if form)


def _forms(text: str, babel: str) -> Iterator[str]:
    yield fold(text)
    yield from map(fold, collate.spell(text, babel))
    yield fold(as_typed(text, letters_of(babel)))


def fold(text: str) -> str:
    """A text without what readers leave out when they type: accents, capitals, punctuation; a dash is a space."""
    text = unicodedata.normalize("NFKD", text).lower().replace("ß", "ss")
    return " ".join("".join(map(_fold_character, text)).split())


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    return " " if category == "Pd" else "" if category[0] in "MP" else character
