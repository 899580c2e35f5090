"""How a language writes figures: its table and CLDR’s names, made into dictionaries and regular expressions."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple

from microsite.checks.facts.characters import Han, make_han
from microsite.checks.facts.cldr import read_names
from microsite.checks.facts.expressions import (
    HYPHEN,
    MARKS,
    SPACE,
    Pattern,
    either,
    either_word,
    names_by_value,
    split_names,
)
from microsite.checks.facts.grammar import Blanks, Grammar
from microsite.checks.facts.measures import Units, make_units, read_table
from microsite.checks.facts.naming import NameTable, make_names
from microsite.checks.facts.words import Words, make_words
from microsite.checks.facts.wraps import make_wraps
from microsite.checks.prose.traditional import simplified
from microsite.i18n.spelling import Spelled, spell
from microsite.i18n.tables import Table, find_table

_HOURS = 24


class Clock(NamedTuple):
    """How a language tells the time."""

    written: str
    """The pattern by which a time is written."""
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    is_half_first: bool
    """True if the half of the day may stand before the hour."""
    minutes: Mapping[str, int]
    """What is said for minutes, also of those that the hour lacks yet: y media, menos cuarto."""
    rough: tuple[str, ...]
    """The endings of what is as like as not no time: 三点, three points."""
    centuries: Mapping[str, int]
    """The first two digits of years, by what names a century before a decade."""


class Notation(NamedTuple):
    """One locale’s way to write figures; make it with `notation_of`."""

    locale: str
    language: str
    decimal: str
    group: str
    grammar: Pattern
    fields: Mapping[str, tuple[tuple[str, str], ...]]
    """The fields of each alternative of the grammar: (name as in CLDR, group)."""
    units: Units
    words: Words
    han: Han | None
    ordinal: Pattern | None
    written_ordinals: Mapping[str, str]
    """How ordinals are written, {} for the number, by the plural form of ordinals that CLDR has for it."""
    range: Pattern
    minus: tuple[str, ...]
    version: Pattern
    endings: tuple[str, ...]
    """What a language may put at the end of a version or a code: 2.3er."""
    clock: Clock
    before_short_dates: Pattern
    """What tells “am 2.4.” from a version that ends a sentence, at the end of what stands before."""
    limit: Pattern
    """What makes a date a deadline, before it or behind it."""
    limits_after: tuple[str, ...]
    is_day_first: bool
    plain: Mapping[int, str]
    """For the language’s own digits and signs those that are read here, as `str.translate` takes them."""
    names: NameTable | None
    is_traditional: bool
    """True of Chinese that is read in Simplified characters, but written in others."""
    decimals: frozenset[str]
    """The decimal signs that may be used."""
    has_table: bool
    """False of a language of which only CLDR is known: not its scales, say, so that nothing is certain."""


@functools.cache
def notation_of(babel_locale: str) -> Notation:
    """The notation of a locale: by the table of its language if there is one, by CLDR alone if not."""
    return make_notation(babel_locale, find_table(babel_locale, "figures"))


def make_notation(babel_locale: str, table: Table) -> Notation:
    """The same by a table that is given."""
    names = read_names(babel_locale, has_table=bool(table))
    words, clock = make_words(table, names), _clock(table)
    han = (
        make_han(table, words.spelling.fractions, list(words.spelling.factors)) if table.get("style") == "han" else None
    )
    signs, dates, ordinals = table.get("signs", {}), table.get("dates", {}), table.get("ordinals", {})
    ranges, pairs = (either_word(split_names(signs.get(name, "")), is_han=bool(han)) for name in ("range", "pair"))
    between = f"{MARKS}|{ranges}|{pairs}"
    versions = either(split_names(table.get("words", {}).get("version", "Version")))
    blanks = Blanks(
        between,
        words.months,
        clock.morning + clock.afternoon,
        [name for name, value in words.spelling.cardinals.items() if 0 < value <= _HOURS],
        clock.minutes,
        clock.centuries,
        split_names(ordinals.get("endings", "")),
    )
    grammar = Grammar(blanks, han)
    in_digits = [pattern for pattern in names.patterns if re.fullmatch("[dM]+-[dM]+-y", pattern)]
    if in_digits and dates:  # as nobody writes English but in the Maldives
        table = {**table, "dates": {**dates, "patterns": [*dates["patterns"], *in_digits]}}
    is_traditional = table.get("han", {}).get("characters") == "traditional"
    characters = simplified() if is_traditional else {}
    expression = grammar.build(table, names.patterns)
    return Notation(
        babel_locale,
        names.language,
        names.decimal,
        names.group,
        expression,
        grammar.fields,
        make_units(table, names, make_wraps(babel_locale, read_table(), table.get("units"), characters), han),
        words,
        han,
        re.compile(ordinals["suffix"]) if "suffix" in ordinals else None,
        ordinals.get("written", {"other": "{}."}),
        re.compile(
            f"{SPACE}{{0,3}}(?:(?:{HYPHEN}{SPACE}{{0,2}})?(?:{ranges}|(?P<pair>{pairs})){HYPHEN}?|{MARKS}){SPACE}{{0,3}}"
        ),
        tuple(split_names(signs.get("minus", ""))),
        re.compile(rf"(?:[A-Z][A-Za-z+#]*|{versions})\s?\Z"),
        tuple(split_names(table.get("words", {}).get("endings", ""))),
        clock,
        re.compile(rf"\b(?:{either(split_names(dates.get('before-short', '')))})\W*\Z"),
        _limit(split_names(dates.get("limits", "")), han),
        tuple(split_names(dates.get("limits-after", ""))),
        names.is_day_first,
        names.plain | {ord(variant): usual for variant, usual in table.get("han", {}).get("variants", {}).items()},
        make_names(table, is_han=bool(han)),
        is_traditional,
        frozenset([names.decimal, *split_names(signs.get("decimals", ""))]),
        bool(table),
    )


def prepare(text: str, notation: Notation) -> Spelled:
    """A text as it is looked through: in one spelling, with the digits and signs of ASCII."""
    spelled = spell(text)
    text = spelled.text
    if notation.plain and any(chr(own) in text for own in notation.plain):  # to translate takes longer than to look
        text = text.translate(notation.plain)
    if notation.is_traditional:
        text = text.translate(simplified())
    if notation.han:
        text = _WIDE_GROUP.sub(",", text)
    return spelled._replace(text=text)


_WIDE_GROUP = re.compile(r"，(?<=[0-9]，)(?=[0-9]{3}(?![0-9]))")
"""A comma as a Chinese keyboard gives it, in 12，500."""


def _clock(table: Table) -> Clock:
    times = table.get("times", {})
    return Clock(
        times.get("written", "H:mm"),
        tuple(split_names(times.get("am", ""))),
        tuple(split_names(times.get("pm", ""))),
        any(pattern.startswith("[a]") for pattern in times.get("patterns", [])),
        {name: int(minutes) for name, minutes in names_by_value(times.get("minutes", {})).items()},
        tuple(split_names(times.get("rough", ""))),
        {name: int(key) for name, key in names_by_value(table.get("decades", {}).get("centuries", {})).items()},
    )


def _limit(words: list[str], han: Han | None) -> Pattern:
    """One of the words shortly before the end of what is searched, in the same sentence."""
    return re.compile(f"(?:{either_word(words, is_han=bool(han))})[^.;!?。；\\0]{{0,16}}\\Z")
