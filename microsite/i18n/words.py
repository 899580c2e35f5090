"""A word of a Catalog in its language: all that a page needs of catalogs, where they lie, and nothing of Babel."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.entries import Locale
from microsite.model.words import BEGIN, END, Catalog

_CATALOG = re.compile("locales/([A-Za-z0-9-]+)/LC_MESSAGES/messages.po")

UPDATE = "run: python build.py i18n update"
"""The hint that brings all words of the templates into the PO files."""


def catalog_path(locale: Locale) -> str:
    """The path of a locale's PO file, relative to the root."""
    return f"locales/{locale.key}/LC_MESSAGES/messages.po"


def find_catalog(locale: Locale, paths: Iterable[str]) -> str:
    """The path of the PO file that a locale takes, of those there are: its own, else one of its language; "" if none.

    A folder that is called by a tag is for all whom `tags.find_fitting` names.
    """
    own, known = catalog_path(locale), tuple(paths)
    if own in known:
        return own
    tags = {match[1]: path for path in known if (match := _CATALOG.fullmatch(path))}
    if not tags:
        return ""
    from microsite.i18n.tags import find_fitting  # with Babel: only for a site that takes the words of others

    return tags.get(find_fitting(locale.tag, tags), "")


_NAMED = 4
"""So many languages are named in one line."""


def is_that_of_templates(locale: Locale) -> bool:
    """True of English, which the words of the templates are."""
    return locale.tag.partition("-")[0] == "en"


def needs_words(catalog: Catalog, locale: Locale) -> bool:
    """True of a language without any words for the templates, unless it is theirs."""
    return not catalog.messages and not is_that_of_templates(locale)


def tell_wordless(locales: Sequence[Locale]) -> Diagnostic:
    """The one diagnostic for all languages without any words for the templates."""
    first, *others = locales
    path = catalog_path(first)
    if others:
        names = _join([locale.name for locale in locales])
        what = f"{names} have no words for the templates: their PO files, such as {path}, do not exist, or are empty"
    else:
        what = f"{first.name} has no words for the templates: {path} does not exist, or is empty"
    return problem("catalog-missing", what, Span(path), hint=f"{UPDATE}, then translate")


def _join(names: Sequence[str]) -> str:
    """Two names or more, the first few of many."""
    rest = len(names) - _NAMED
    if rest > 1:
        return f"{', '.join(names[:_NAMED])} and {rest} more languages"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def translate(catalog: Catalog, message: str, *, context: str = "", plural: str = "", n: int | None = None) -> str:
    """The translation of a message, or the message itself where there is none: between marks if it `is_foreign`.

    With `plural`, the form for the number `n`; untranslated, the message for 1 and `plural` for all others.
    """
    forms = catalog.messages.get((context, message), ())
    form = _find_form(catalog.plural_rule, n) if plural and n is not None else 0
    if 0 <= form < len(forms) and forms[form]:
        return forms[form]
    own = plural if plural and n not in (1, None) else message
    return f"{BEGIN}{own}{END}" if catalog.is_foreign else own


def _find_form(rule: str, n: int) -> int:
    """The number of the plural form; -1 where a rule fails beyond all numbers that it was tried with."""
    try:
        return plural_function(rule)(n)
    except ArithmeticError:
        return -1


@functools.cache
def plural_function(rule: str) -> Callable[[int], int]:
    """The number of the plural form for a number, by a C expression. Raises ValueError."""
    import gettext  # for the plural forms of a language alone

    return gettext.c2py(rule)
