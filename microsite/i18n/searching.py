"""What the entries of the glossary's index are found by, folded as `templates/assets/glossary.js` folds a query."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from microsite.i18n import collate

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def search_text(wordings: Iterable[tuple[str, str]]) -> str:
    """All that finds an entry, from its (wording, Babel locale) in every language: each folded once, by line.

    A Chinese one also by its pinyin: plain, with the digits of its tones, and with v for ü; a German one also with ae
    for ä, as on a keyboard without it.
    """
    found = dict.fromkeys(form for text, babel in wordings for form in _forms(text, babel))
    return "\n".join(form for form in found if form)


def _forms(text: str, babel: str) -> Iterator[str]:
    yield fold(text)
    yield from map(fold, collate.pinyin(text, babel))
    if babel.partition("_")[0] == "de":
        yield fold(unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS))


def fold(text: str) -> str:
    """A text without what readers leave out when they type: accents, capitals, punctuation; a dash is a space."""
    text = unicodedata.normalize("NFKD", text).lower().replace("ß", "ss")
    return " ".join("".join(map(_fold_character, text)).split())


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    return " " if category == "Pd" else "" if category[0] in "MP" else character
