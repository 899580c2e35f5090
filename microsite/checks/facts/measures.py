"""What may follow a number or stand before it, by tables and CLDR: scales, percent, currencies, units, rates."""

from __future__ import annotations

import functools
import pkgutil
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from microsite.checks.facts.areas import Areas, make_areas
from microsite.checks.facts.characters import Han
from microsite.checks.facts.cldr import Names
from microsite.checks.facts.expressions import (
    GAP,
    NO_LETTER,
    Pattern,
    cased,
    cased_words,
    either,
    names_by_value,
    split_names,
    tree,
)
from microsite.checks.facts.suffixes import Counts, Suffixes, find_letters, make_suffixes
from microsite.checks.facts.wraps import Wraps
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

INFLECTED = "~"
"""Ends a word of a table that takes the endings of adjectives: britisch~ Pfund."""
_SIDES = ("before", "behind")


class Unit(NamedTuple):
    """A unit by what it is counted in, and how many of them it is."""

    base: str
    factor: Fraction


class Name(NamedTuple):
    """What a name behind a number means; `key` is a unit’s, or the code of a currency."""

    kind: str
    """points, basis (hundredths of them), percent, money, minor (hundredths of it), unit, factor, tenths, discount."""
    key: str = ""


_NO_NAME = Name("")


class Units(NamedTuple):
    """What may follow a number, or stand before it."""

    suffixes: Suffixes
    names: Mapping[str, Name]
    maybe: Mapping[str, tuple[Name, ...]]
    """What else a name may mean: pounds of weight, dollars of other countries, degrees Fahrenheit."""
    units: Mapping[str, Unit]
    scales: Mapping[str, int]
    glued: frozenset[str]
    """Scales that may stand right behind digits without a currency: 30K."""
    before: Mapping[str, str]
    before_ends: frozenset[str]
    amounts: frozenset[str]
    """Letters that are a currency only before what looks like an amount: N585 million, but N95."""
    percents: frozenset[str]
    letters: frozenset[str]
    """Names of one letter right behind digits, which may be the end of a name as well: 2p, 30C."""
    seconds: Mapping[str, Fraction]
    """How long what a rate is counted by takes, by what names it: pro Stunde, 时速."""
    rates: Pattern | None
    """What makes a rate of a number behind it, at the end of what stands before: 时速达."""
    below: Pattern | None
    """What makes a measure before it negative: below zero."""
    falls: Pattern | None
    """What says that something is less: fell, 下降."""
    part_endings: tuple[str, ...]
    """What may end a fraction: 1/10th."""
    areas: Areas
    """By which areas something is counted: pro Hektar, 亩产."""
    wraps: Wraps
    """What CLDR knows beside, and of a language without a table all that is known."""


@functools.cache
def read_table() -> Table:
    """The table of units, part of the program as a module is."""
    return tomllib.loads((pkgutil.get_data(__package__, "units.toml") or b"").decode())


@functools.cache
def read_units() -> Mapping[str, tuple[str, Fraction]]:
    """All units by their names in the tables of languages: what they are counted in, and how many of that they are."""
    return {key: (row[0], Fraction(row[1])) for key, row in read_table().items() if isinstance(row, list)}


def make_units(table: Table, names: Names, wraps: Wraps, han: Han | None) -> Units:
    """The measures of a language, by its table and what CLDR puts around numbers."""
    shared = read_table()
    units = {key: Unit(*row) for key, row in read_units().items()}
    endings = split_names(table.get("adjectives", {}).get("endings", ""))
    written = _names(table, shared, units, _currency_names(names, endings), names.percent)
    if not table:
        written |= {" ".join(sign.split()): Name("money", code) for sign, code in wraps.currencies.items()}
    found = inflect(written, endings)
    scales = cased({name: int(power) for name, power in names_by_value(table.get("scales", {})).items()})
    glued = {name: int(power) for name, power in names_by_value(shared["scales-glued"]).items()}
    after = {name: int(power) for name, power in names_by_value(table.get("scales-after-currency", {})).items()} | glued
    before = names_by_value(shared["currencies"]) | names_by_value(table.get("currencies-before", {}))
    before = wraps.currencies | before if table else before | wraps.currencies  # ¥ is the yen in Japan
    amounts = names_by_value(shared["currencies-before-amounts"])
    rates, signs = table.get("rates", {}), table.get("signs", {})
    falls, below = (split_names(signs.get(name, "")) for name in ("falls", "below"))
    percents = [name for name, meaning in found.items() if meaning.kind == "percent"]
    times = {name: units[meaning.key].factor for name, meaning in found.items() if _is_time(meaning, units)}
    named = {
        side: {
            name: units[key].factor
            for name, key in names_by_value(rates.get(side, {})).items()
            if units[key].base == "s"
        }
        for side in _SIDES
    }
    kinds = {name: meaning.kind for name, meaning in found.items()}
    return Units(
        make_suffixes(table, kinds, before, Counts(scales, after, times, named["behind"]), han),
        found,
        _maybe(table, shared, found, units),
        {key: Unit(*unit) for key, unit in wraps.units.items()} | units,
        scales | after,
        frozenset(glued),
        before | amounts,
        frozenset(name[-1] for name in before | amounts),
        frozenset(amounts),
        frozenset([*percents, *split_names(signs.get("percent-before", ""))]),
        find_letters(table, kinds),
        times | named["behind"] | named["before"],
        re.compile(rf"({either(named['before'])})[^0-9\s，。；、]{{0,6}}\Z") if named["before"] else None,
        re.compile(f"{GAP}(?:{either(below)}){NO_LETTER}") if below else None,
        re.compile(tree(dict.fromkeys(falls, ""))) if falls else None,
        tuple(split_names(table.get("ordinals", {}).get("part-endings", ""))),
        make_areas(table, units, _plain_symbols(shared)),
        wraps,
    )


# ---- names ----------------------------------------------------------------------------------------------------------


def _names(
    table: Table, shared: Table, units: Mapping[str, Unit], currencies: Mapping[str, str], percent: str
) -> dict[str, Name]:
    """What each name behind a number means; of one with two meanings, the last of the kinds here counts."""
    signs = table.get("signs", {})
    percents = [*split_names(signs.get("percent", "%")), "％", percent]
    currencies = dict(currencies) | names_by_value(shared["currencies"]) | names_by_value(table.get("currencies", {}))
    words = names_by_value(table.get("units", {}))
    symbols = _any_case(names_by_value(shared["symbols"]), words)
    factors = split_names(signs.get("factor", ""))
    kinds: list[tuple[str, Mapping[str, str]]] = [
        ("factor", dict(zip(factors, factors, strict=True))),
        ("discount", dict.fromkeys(split_names(signs.get("discount", "")), "")),
        ("tenths", dict.fromkeys(split_names(signs.get("tenths", "")), "")),
        ("unit", symbols),
        ("unit", words),
        ("minor", names_by_value(table.get("hundredths", {}))),
        ("unit", names_by_value(table.get("letters", {}))),
        ("money", currencies),
        ("percent", dict.fromkeys(percents, "")),
        ("points", dict.fromkeys(split_names(signs.get("points", "")), "")),
        ("basis", dict.fromkeys(split_names(signs.get("basis-points", "")), "")),
    ]
    found: dict[str, Name] = {}
    for kind, keys in kinds:
        meanings = {name: Name(kind, key) for name, key in keys.items()}
        found |= meanings if keys is symbols or kind == "factor" else cased_words(meanings)
    return {name: meaning for name, meaning in found.items() if meaning.kind != "unit" or meaning.key in units}


def inflect(words: Mapping[str, Name], endings: Iterable[str]) -> dict[str, Name]:
    """The words by all forms that they may have: prozentig~ is prozentige, prozentigen and so on."""
    found: dict[str, Name] = {}
    for word, value in words.items():
        if INFLECTED in word:
            found |= {word.replace(INFLECTED, ending): value for ending in ("", *endings)}
        else:
            found[word] = value
    return found


def _currency_names(names: Names, endings: list[str]) -> dict[str, str]:
    """What CLDR calls currencies, with all endings of adjectives: Britisches Pfund, britischen Pfund."""
    found: dict[str, str] = {}
    by_length = sorted(endings, key=len, reverse=True)
    for name, code in names.currencies.items():
        first, gap, rest = name.partition(" ")
        ending = next((one for one in by_length if gap and first.endswith(one) and first[0].isupper()), "")
        if ending:
            stem = first.removesuffix(ending)
            found |= {f"{word}{INFLECTED} {rest}": code for word in (stem, stem[0].lower() + stem[1:])}
        else:
            found[name] = code
    return found


def _any_case(symbols: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    """The symbols, and how people write those of several letters: MHZ, Mhz and mhz, kw, ML; MW is no mW."""
    found: dict[str, str] = {}
    for change in (str.lower, str.upper, str.capitalize):
        for symbol, key in symbols.items():
            if len(symbol) > 1 and symbol.isalpha() and change(symbol) not in words:
                found.setdefault(change(symbol), key)
    return found | dict(symbols)


def _maybe(
    table: Table, shared: Table, names: Mapping[str, Name], units: Mapping[str, Unit]
) -> dict[str, tuple[Name, ...]]:
    """What else names may mean: what the tables say, and all currencies whose names end with one that is short."""
    found: dict[str, list[Name]] = defaultdict(list)
    for rows in (shared["maybe"], table.get("maybe", {})):
        for key, line in rows.items():
            for name in cased_words(dict.fromkeys(split_names(line))):
                kind = "unit" if key in units else "minor" if names.get(name, _NO_NAME).kind == "minor" else "money"
                found[name].append(Name(kind, key))
    for name, meaning in names.items():
        _, gap, last = name.rpartition(" ")
        short = names.get(last) if gap and meaning.kind == "money" else None
        if short and short.kind == "money" and short != meaning and meaning not in found[last]:
            found[last].append(meaning)
    return {name: tuple(meanings) for name, meanings in found.items() if meanings}


def _plain_symbols(shared: Table) -> dict[str, str]:
    """The symbols that are letters alone, and what unit each is: t/ha."""
    return {name: key for name, key in names_by_value(shared["symbols"]).items() if name.isalpha()}


def _is_time(meaning: Name, units: Mapping[str, Unit]) -> bool:
    return meaning.kind == "unit" and units[meaning.key].base == "s"
