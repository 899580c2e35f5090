"""The words of the templates in a locale: what a site says, and the theme where it says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.diagnostics.problems import Diagnostic
from microsite.i18n.catalog import Vocabulary, check_catalog, make_catalog, parse_catalog
from microsite.model.entries import Locale
from microsite.model.source import Source
from microsite.model.words import Catalog, Message


def read_catalog(
    source: Source | None,
    base: Vocabulary | None,
    locale: Locale,
    messages: Sequence[Message],
    *,
    is_copy: bool = False,
) -> tuple[Catalog, tuple[Diagnostic, ...]]:
    """The words of a locale: those of its own PO file and, where that lacks one, of the theme’s; and what is wrong.

    Of the theme’s, nobody can delete what is too much. One’s own that is a copy of it need not be read again.
    """
    if base and is_copy:
        own = make_catalog(base, locale)
        return own, check_catalog(own, locale, messages)
    own, told = parse_catalog(source, locale)
    if base is None:
        return own, (*told, *check_catalog(own, locale, messages))
    found = make_catalog(base, locale)
    if source:
        is_alike = own.plural_rule == found.plural_rule
        added = {key: forms for key, forms in found.messages.items() if is_alike or len(forms) == 1}
        said = {key: forms for key, forms in own.messages.items() if any(forms) or key not in added}
        found = own._replace(messages=added | said)
    lacks = [one for one in check_catalog(found, locale, messages) if one.rule != "catalog-unused"]
    unused = [one for one in check_catalog(own, locale, messages) if one.rule == "catalog-unused"] if source else []
    return found, (*told, *lacks, *unused)
