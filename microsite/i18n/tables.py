"""What is known of single languages beyond CLDR: tables beside this module, a folder for each language or variant."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

Table = Mapping[str, Any]


def find_table(identifier: str, name: str) -> Table:
    """The table of that name for a BCP 47 tag or a Babel locale (zh-Hans, zh_Hans_CN); empty if it does not exist.

    `not_for` in it are the scripts and regions in which the language is written otherwise. `variants` are the tables
    that are laid over it where it is written a little otherwise, each with its scripts and regions, in their order.
    """
    return _find(*_take_apart(identifier), name)


def has_table(identifier: str, name: str) -> bool:
    """True if that table exists. It is only parsed where it may be for others: that takes longer than to compare."""
    language, others = _take_apart(identifier)
    data = _read_data(language, name)
    return bool(data) and (not others or b"not_for" not in data or bool(_find(language, others, name)))


def _take_apart(identifier: str) -> tuple[str, frozenset[str]]:
    """The language, and its scripts and regions, in small letters."""
    first, *others = identifier.replace("_", "-").split("-")
    return first.lower(), frozenset(other.lower() for other in others)


@functools.cache
def _find(language: str, others: frozenset[str], name: str) -> Table:
    table = _read(language, name)
    if others & {part.lower() for part in table.get("not_for", ())}:
        return {}
    for variant, parts in table.get("variants", {}).items():
        if others & {part.lower() for part in parts}:
            table = _lay_over(table, _read(f"{language}-{variant}", name))
    return table


def _lay_over(table: Table, variant: Table) -> Table:
    """A table with the rows of a variant in the place of its own; of lists the variant's come first."""
    laid = dict(table)
    for key, value in variant.items():
        own = table.get(key)
        laid[key] = (
            _lay_over(own, value) if isinstance(own, dict) else [*value, *own] if isinstance(own, list) else value
        )
    return laid


@functools.cache
def _read(language: str, name: str) -> Table:
    data = _read_data(language, name)
    if not data:
        return {}
    import tomllib  # late, as the other: a build that reads no table needs neither

    return tomllib.loads(data.decode())


@functools.cache
def _read_data(language: str, name: str) -> bytes:
    """A table as it is written, which is part of the program as its modules are; empty if there is none."""
    if not re.fullmatch("[a-z]{2,3}(?:-[A-Za-z]{2,4})?", language):
        return b""
    import pkgutil

    try:
        return pkgutil.get_data(__package__, f"languages/{language}/{name}.toml") or b""
    except FileNotFoundError:
        return b""
