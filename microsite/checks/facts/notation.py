"""How a language writes figures: its table and CLDR’s names, made into dictionaries and regular expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from microsite.checks.facts.alone import Alone, make_alone
from microsite.checks.facts.characters import Han, make_han
from microsite.checks.facts.cldr import Names, read_names
from microsite.checks.facts.clock import Clock, make_clock
from microsite.checks.facts.expressions import (
    HYPHEN,
    MARKS,
    NOTHING,
    SPACE,
    Pattern,
    cased,
    either,
    either_word,
    names_by_value,
    split_names,
)
from microsite.checks.facts.grammar import Blanks, Grammar, Layout, find_phrases
from microsite.checks.facts.measures import Units, make_units, read_table
from microsite.checks.facts.naming import NameTable, make_names
from microsite.checks.facts.shares import Shares, make_shares
from microsite.checks.facts.words import Words, add_phrases, make_words
from microsite.checks.facts.wraps import make_wraps
from microsite.checks.facts.years import Years, find_families, find_names, make_years
from microsite.checks.facts.zones import Zones, make_zones
from microsite.checks.prose.traditional import simplified
from microsite.engine.common import OfLanguages
from microsite.i18n.spelling import Spelled, spell
from microsite.i18n.tables import Table, find_table
from microsite.values.named import NamedTuple

_HOURS = 24
_AGES = range(20, 100, 10)


class Notation(NamedTuple):
    """One locale’s way to write figures; make it with `notation_of`."""

    locale: str
    language: str
    decimal: str
    group: str
    grammar: Pattern
    """Dates and times that begin with digits; in a language with characters for numbers, all of them."""
    phrases: Pattern
    """Those that begin with words."""
    fields: Mapping[str, Layout]
    """The fields of each alternative of both."""
    items: Mapping[str, Pattern]
    """The expressions of fields that lists may have."""
    alone: Alone
    """Numbers of which it is soon known that nothing else belongs to them."""
    units: Units
    words: Words
    han: Han | None
    ordinal: Pattern | None
    written_ordinals: Mapping[str, str]
    """How ordinals are written, {} for the number, by the plural form of ordinals that CLDR has for it."""
    range: Pattern
    minus: tuple[str, ...]
    either_sign: tuple[str, ...]
    """What says both signs at once, though it ends in minus: plus or minus."""
    version: Pattern
    endings: tuple[str, ...]
    """What a language may put at the end of a version or a code: 2.3er."""
    clock: Clock
    zones: Zones
    years: Years
    before_short_dates: Pattern
    """What tells “am 2.4.” from a version that ends a sentence, at the end of what stands before."""
    change: Pattern
    """What makes a figure behind it what something was (`from`) or became, at the end of what stands before."""
    limit: Pattern
    """What makes a date a deadline, before it or behind it."""
    limits_after: tuple[str, ...]
    after_counted_days: Pattern
    """What makes something else of a day of the month, behind it: 30日内, 3日元."""
    is_day_first: bool
    plain: Mapping[int, str]
    """For the language’s own digits and signs those that are read here, as `str.translate` takes them."""
    names: NameTable | None
    shares: Shares | None
    is_traditional: bool
    """True of Chinese that is read in Simplified characters, but written in others."""
    decimals: frozenset[str]
    """The decimal signs that may be used."""
    has_table: bool
    """False of a language of which only CLDR is known: not its scales, say, so that nothing is certain."""


MakeNotation = Callable[[], Notation]
"""What gives a notation. To make the first one of a language takes longer than to compare a text."""


@OfLanguages
def notation_of(babel_locale: str) -> Notation:
    """The notation of a locale: by the table of its language if there is one, by CLDR alone if not."""
    return make_notation(babel_locale, find_table(babel_locale, "figures"))


def make_notation(babel_locale: str, table: Table) -> Notation:
    """The same by a table that is given."""
    names = read_names(babel_locale, has_table=bool(table))
    words, clock = make_words(table, names), make_clock(table)
    signs, dates, ordinals = table.get("signs", {}), table.get("dates", {}), table.get("ordinals", {})
    is_han = table.get("style") == "han"
    table = _with_digits(table, names)
    ranges, pairs = (either_word(split_names(signs.get(name, "")), is_han=is_han) for name in ("range", "pair"))
    versions = either(split_names(table.get("words", {}).get("version", "Version")))
    fields, families = find_names(table) | _find_words(table, words, clock), find_families(table, names.patterns)
    ones = {name for name, value in words.spelling.cardinals.items() if value == 1}
    phrases = find_phrases(families, fields) - ones.difference(split_names(table.get("times", {}).get("one", "")))
    han = make_han(table, words.spelling, phrases) if is_han else None
    grammar = Grammar(_make_blanks(table, words, fields, f"{MARKS}|{ranges}|{pairs}"), han)
    by_digits, by_words = grammar.build(families)
    words = add_phrases(words, phrases)
    is_traditional = table.get("han", {}).get("characters") == "traditional"
    characters = simplified() if is_traditional else {}
    wraps = make_wraps(babel_locale, read_table(), table.get("units"), characters)
    units = make_units(table, names, wraps, han)
    return Notation(
        babel_locale,
        names.language,
        names.decimal,
        names.group,
        by_digits,
        by_words,
        grammar.fields,
        grammar.items,
        make_alone(
            units, names.decimal, words.spelling.groups, table.get("fractions", {}).get("before-unit", NOTHING), han
        ),
        units,
        words,
        han,
        re.compile(ordinals["suffix"]) if "suffix" in ordinals else None,
        ordinals.get("written", {"other": "{}."}),
        re.compile(
            f"{SPACE}{{0,3}}(?:(?:{HYPHEN}{SPACE}{{0,2}})?(?:{ranges}|(?P<pair>{pairs})){HYPHEN}?|{MARKS}){SPACE}{{0,3}}"
        ),
        tuple(split_names(signs.get("minus", ""))),
        tuple(split_names(signs.get("either", ""))),
        re.compile(rf"(?:[A-Z][A-Za-z+#]*|{versions})\s?\Z"),
        tuple(split_names(table.get("words", {}).get("endings", ""))),
        clock,
        make_zones(table, is_han=is_han),
        make_years(table),
        re.compile(rf"\b(?i:{either(split_names(dates.get('before-short', '')))})\W*\Z"),
        _change(signs, is_han=is_han),
        _limit(split_names(dates.get("limits", "")), han),
        tuple(split_names(dates.get("limits-after", ""))),
        re.compile(dates.get("after-counted", NOTHING)),
        names.is_day_first,
        names.plain | {ord(variant): usual for variant, usual in table.get("han", {}).get("variants", {}).items()},
        make_names(table, is_han=bool(han)),
        make_shares(table, [name for name, value in words.spelling.cardinals.items() if value == 1], is_han=bool(han)),
        is_traditional,
        frozenset([names.decimal, *split_names(signs.get("decimals", ""))]),
        bool(table),
    )


_FIRST_DAYS = ("er", "º", ".º", "°", "ro", "o")
"""What the number of the first day of a month ends in, in languages without a table."""


def _with_digits(table: Table, names: Names) -> Table:
    """The table with CLDR’s dates in digits and hyphens, as nobody writes English but in the Maldives."""
    dates = table.get("dates", {})
    in_digits = [pattern for pattern in names.patterns if re.fullmatch("[dM]+-[dM]+-y", pattern)]
    if not in_digits or not dates:
        return table
    return {**table, "dates": {**dates, "patterns": [*dates["patterns"], *in_digits]}}


def _make_blanks(table: Table, words: Words, fields: Mapping[str, Iterable[str]], between: str) -> Blanks:
    """What a language writes in the fields of its patterns, and `between` the two ends of a range."""
    signs = table.get("signs", {})
    return Blanks(
        between,
        split_names(f"{signs.get('range', '')}, {signs.get('pair', '')}"),
        fields,
        split_names(table["ordinals"].get("endings", "")) if "ordinals" in table else _FIRST_DAYS,
        table.get("han", {}).get("ordinal", ""),
        [name for name, value in words.spelling.cardinals.items() if value in _AGES],
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


def _find_words(table: Table, words: Words, clock: Clock) -> dict[str, Iterable[str]]:
    """The words of the fields of dates and times."""
    times = table.get("times", {})
    one = split_names(times.get("one", ""))
    months = words.months
    full = {value: max(len(name) for name in months if months[name] == value) for value in months.values()}
    short = [f"{name}." for name, value in words.months.items() if len(name) < full[value]]
    hours = {name for name, value in words.spelling.cardinals.items() if (2 if one else 1) <= value <= _HOURS}
    return {
        "MMMM": [*words.months, *short],
        "a": clock.names,
        **({"{day}": [*words.days, *words.short_days]} if words.days else {}),
        "{hour}": hours.union(one),
        "{minutes}": names_by_value(times.get("minutes", {})),
        "{moment}": names_by_value(times.get("words", {})),
        "{ordinal}": words.spelling.ordinals,
    }


def _change(signs: Table, *, is_han: bool) -> Pattern:
    """What something was, or became, right before the end of what is searched."""
    words = (cased(dict.fromkeys(split_names(signs.get(name, "")))) for name in ("from", "to"))
    was, became = (either_word(names, is_han=is_han) for names in words)
    return re.compile(f"(?:(?P<from>{was})|{became}){SPACE}{{0,2}}\\Z")


def _limit(words: list[str], han: Han | None) -> Pattern:
    """One of the words shortly before the end of what is searched, in the same sentence."""
    return re.compile(f"(?:{either_word(words, is_han=bool(han))})[^.;!?。；\\0]{{0,16}}\\Z")
