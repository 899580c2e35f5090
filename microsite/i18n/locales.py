"""Locales of CLDR as Babel has them, of whose data only that is put together which is asked for.

Babel lays all that it knows of a locale over all that this inherits, names of units and cities included.
"""

from __future__ import annotations

import functools
import pickle
import pkgutil
import re
from collections.abc import Mapping, Sequence
from typing import Any

from babel.core import Locale, UnknownLocaleError, get_global
from babel.localedata import LocaleDataDict, merge

_LAYERS = 3
"""Of so many files is most of what a locale has: its own, that of its language, and `root`."""

_SCRIPT = 4
"""The length of the code of a script: Hant."""


_SELDOM = frozenset(
    (
        *("compact_currency_formats", "compact_decimal_formats", "compound_unit_patterns", "currency_names"),
        *("currency_names_plural", "date_fields", "datetime_skeletons", "interval_formats", "languages", "meta_zones"),
        *("scripts", "territories", "time_zones", "unit_display_names", "unit_patterns", "variants"),
    )
)
"""Nine tenths of a file, for which hardly a page asks: where somebody does, it is read again."""


class _Locale(Locale):
    @property
    def _data(self) -> LocaleDataDict:
        return data_of(str(self).partition("@")[0])


class _Inherited(dict[Any, Any]):
    """The data of locales, from the most general to the last one's own, by its keys; of those that were asked for."""

    def __init__(self, layers: Sequence[str]) -> None:
        super().__init__()
        self._layers = layers

    def __missing__(self, key: str) -> Any:  # noqa: ANN401 (whatever CLDR has)
        found: dict[Any, Any] = {}
        read = _read_whole if key in _SELDOM else _read
        for layer in self._layers:
            merge(found, {key: read(layer).get(key)})
        return self.setdefault(key, found[key])


@functools.cache
def parse_locale(identifier: str, sep: str = "_") -> Locale:
    """The locale of an identifier, as Babel finds it. Raises ValueError, and `UnknownLocaleError` if CLDR has none."""
    return _Locale.parse(identifier, sep)


def is_locale(identifier: str) -> bool:
    """True of an identifier that CLDR via Babel has data for, parts joined by underscores: de_DE, zh_Hans_CN."""
    if not re.fullmatch(r"[A-Za-z]+(_[A-Za-z0-9]+)*", identifier):  # Babel lets an encoding follow: de_DE.UTF-8
        return False
    try:
        parse_locale(identifier)
    except (UnknownLocaleError, ValueError):
        return False
    return True


@functools.cache
def data_of(identifier: str) -> LocaleDataDict:
    """What CLDR knows of a locale that is one of Babel's files, or `root`."""
    layers = [identifier]
    while layers[0] != "root":
        layers.insert(0, _find_parent(layers[0]))
    return LocaleDataDict(_Inherited(layers))


def _find_parent(identifier: str) -> str:
    """What a locale inherits from: less and less of itself, but not where it is written in another script."""
    named = get_global("parent_exceptions").get(identifier)
    if named:
        return str(named)
    parts = identifier.split("_")
    likely = str(get_global("likely_subtags").get(parts[0]))
    is_other = len(parts) == 2 and len(parts[1]) == _SCRIPT and parts[1] not in likely.split("_")
    return "_".join(parts[:-1]) if len(parts) > 1 and not is_other else "root"


@functools.cache
def _read(identifier: str) -> Mapping[str, Any]:
    """One of Babel's files, without what is seldom asked for."""
    return {key: value for key, value in _read_whole(identifier).items() if key not in _SELDOM}


@functools.lru_cache(maxsize=_LAYERS)  # who asks for one of the large parts asks for others
def _read_whole(identifier: str) -> Mapping[str, Any]:
    """One of Babel's files, which are part of the program as its modules are."""
    data: Mapping[str, Any] = pickle.loads(pkgutil.get_data("babel", f"locale-data/{identifier}.dat") or b"")  # noqa: S301
    return data
