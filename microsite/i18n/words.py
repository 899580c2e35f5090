"""A word of a Catalog in its language: all that a page needs of catalogs, where they lie, and nothing of Babel."""

from __future__ import annotations

import functools
import gettext
from collections.abc import Callable

from microsite.model.entries import Locale
from microsite.model.words import Catalog


def catalog_path(locale: Locale) -> str:
    """The path of a locale's PO file, relative to the root."""
    return f"locales/{locale.key}/LC_MESSAGES/messages.po"


def translate(catalog: Catalog, message: str, *, context: str = "", plural: str = "", n: int | None = None) -> str:
    """The translation of a message, or the message itself where there is none.

    With `plural`, the form for the number `n`; untranslated, the message for 1 and `plural` for all others.
    """
    forms = catalog.messages.get((context, message), ())
    form = _find_form(catalog.plural_rule, n) if plural and n is not None else 0
    if 0 <= form < len(forms) and forms[form]:
        return forms[form]
    return plural if plural and n not in (1, None) else message


def _find_form(rule: str, n: int) -> int:
    """The number of the plural form; -1 where a rule fails beyond all numbers that it was tried with."""
    try:
        return plural_function(rule)(n)
    except ArithmeticError:
        return -1


@functools.cache
def plural_function(rule: str) -> Callable[[int], int]:
    """The number of the plural form for a number, by a C expression. Raises ValueError."""
    return gettext.c2py(rule)
