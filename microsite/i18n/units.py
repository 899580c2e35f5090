"""Units and currencies by what people call them: symbols, and words of the site's languages (CLDR via Babel)."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from babel.core import Locale
from babel.numbers import get_currency_name

from microsite.i18n.cldr import unit_keys, unit_patterns
from microsite.i18n.locales import is_locale, parse_locale
from microsite.i18n.spelling import alike

_INTERNATIONAL = "en"
"""The language whose symbols are used everywhere: kWh, km², MB."""

_LENGTHS = (("long", "short"), ("narrow",))
"""Where the same sign means several units, that counts which is not cut as short as can be: m is meter, not month."""


def find_units(written: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The CLDR units that a symbol or a word means in the languages (keys, or BCP 47) or everywhere, sorted.

    A word is found in any case, a symbol in its own: MW is no mW.
    """
    found = [_names_in(str(locale)) for locale in _find_locales(languages)]
    plain = _plain(written)
    for lengths in _LENGTHS:
        exact = {unit for names in found for length in lengths for unit in names[length].get(plain, ())}
        if exact:
            return tuple(sorted(exact))
    folded = plain.casefold()
    words = (pair for names in found for pair in names["long"].items())
    return tuple(sorted({unit for word, units in words if word.casefold() == folded for unit in units}))


def find_symbols(written: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The symbols of CLDR units that differ from what is written in the case of their letters alone, sorted."""
    folded = _plain(written).casefold()
    symbols = (name for locale in _find_locales(languages) for name in _names_in(str(locale))["short"])
    return tuple(sorted({name for name in symbols if name.casefold() == folded}))


def _find_locales(languages: Iterable[str]) -> Iterator[Locale]:
    for language in sorted({_INTERNATIONAL, *languages}):
        identifier = language.replace("-", "_")
        if is_locale(identifier):
            yield parse_locale(identifier)


@functools.cache
def _names_in(babel_locale: str) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """What each unit is called in a language, by the length of the name: in every plural form, without its number."""
    names: dict[str, dict[str, frozenset[str]]] = {"long": {}, "short": {}, "narrow": {}}
    patterns = unit_patterns(babel_locale)
    for unit, key in unit_keys().items():
        for length, by_name in names.items():
            for pattern in dict(patterns.get(key, {}).get(length, {})).values():
                name = _plain(str(pattern).replace("{0}", ""))
                if name:
                    by_name[name] = by_name.get(name, frozenset()) | {unit}
    return names


def find_currencies(written: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The codes of the currencies that a symbol or a word means in the languages or everywhere, sorted."""
    found: set[str] = set()
    folded = _plain(written).casefold()
    for locale in _find_locales(languages):
        names = [*locale.currency_symbols.items(), *locale.currencies.items()]
        names += [(code, get_currency_name(str(code), 2, locale)) for code in locale.currencies]
        found |= {str(code) for code, name in names if folded == _plain(str(name)).casefold()}
    return tuple(sorted(found))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", alike(text)).strip()
