"""Months by what people call them, in the languages of a site (CLDR via Babel)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from microsite.i18n.locales import is_locale, parse_locale

_INTERNATIONAL = "en"
_FEWEST = 3
"""Fewer letters are no month for sure."""


def find_month(written: str, languages: Iterable[str]) -> int:
    """The month (1 to 12) that a word means in the languages (keys, or BCP 47) or in English, also cut short; else 0.

    0 too, if it means several.
    """
    word, found = _plain(written), set[int]()
    for language in sorted({_INTERNATIONAL, *languages}):
        identifier = language.replace("-", "_")
        if is_locale(identifier):
            for context in parse_locale(identifier).months.values():
                for names in context.values():
                    found |= {number for number, name in names.items() if _is_meant(word, _plain(name))}
    return found.pop() if len(found) == 1 else 0


def _is_meant(word: str, name: str) -> bool:
    return len(word) >= _FEWEST and name.startswith(word)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(" .").casefold()
