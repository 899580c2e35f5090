"""The columns of a table of terms: what they are called, and which one is meant by another name."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.content.fields.callings import find_meant, find_near
from microsite.glossary.exchange import COLUMNS
from microsite.model.tongues import find_meant_language

KEY = "key"
_TERM = COLUMNS[0]


def find_columns(languages: Sequence[str]) -> frozenset[str]:
    """What all columns may be called."""
    return frozenset({KEY, *(f"{column}.{language}" for language in languages for column in COLUMNS)})


def find_column(name: str, languages: Sequence[str]) -> str:
    """The column that is meant by a name, be it that of a language alone; "" if none is."""
    plain = name.strip().casefold().replace("_", ".").replace(" ", ".").replace("see.also", "see_also")
    if plain in ("id", "schlüssel", "slug", "键"):
        return KEY
    field, _, language = plain.rpartition(".")
    if not field and (alone := find_meant_language(plain, languages)):
        return f"{_TERM}.{alone}"
    if not field and (column := _find_field(plain)):
        return f"{column}.{languages[0]}"
    column, locale = _find_field(field), find_meant_language(language, languages)
    if column and locale:
        return f"{column}.{locale}"
    return find_near(name, find_columns(languages))


def advise_column(name: str, languages: Sequence[str]) -> str:
    """The hint for a column that a table has, and a glossary has not."""
    known = f"key, and for each language {', '.join(COLUMNS)}, such as {_TERM}.{languages[0]}"
    meant = find_column(name, languages)
    return f"did you mean “{meant}”?" if meant else f"delete the column; there are {known}"


def advise_header(names: Sequence[str], languages: Sequence[str]) -> str:
    """The hint for a first row that names no column: what it would be, or what belongs above it."""
    meant = [find_column(name, languages) for name in names]
    if any(meant):
        row = dict.fromkeys([KEY, *(column or name for column, name in zip(meant, names, strict=True))])
        return f"the first row names the columns: {','.join(row)}; {KEY} is what the file of a term is called"
    row = dict.fromkeys([KEY, *(f"{_TERM}.{language}" for language in languages[: max(len(names), 1)])])
    return f"put a row above it that names the columns: {','.join(row)}; {KEY} is what the file of a term is called"


def _find_field(name: str) -> str:
    return name if name in COLUMNS else find_meant(name, COLUMNS)
