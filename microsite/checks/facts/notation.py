"""How a language writes figures: its table and CLDR’s names, made into dictionaries and regular expressions."""

from __future__ import annotations

import functools
import pkgutil
import re
import tomllib
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from microsite.checks.facts.cldr import Names, read_names
from microsite.checks.facts.expressions import GAP, MARKS, NO_LETTER, SPACE, Pattern, either, either_word, split_names
from microsite.checks.facts.grammar import Grammar
from microsite.checks.facts.numerals import join_words
from microsite.i18n.formats import language
from microsite.i18n.tables import Table, find_table

_PLAIN = "0123456789.,%"
_FULL_WIDTH = {ord(wide): plain for wide, plain in zip("０１２３４５６７８９．％", "0123456789.%", strict=True)}


class Units(NamedTuple):
    """What may follow a number, or stand before it."""

    suffix: Pattern
    scales: Mapping[str, int]
    units: Mapping[str, tuple[str, Fraction]]
    currencies: Mapping[str, str]
    before: Mapping[str, str]
    before_ends: frozenset[str]
    percents: frozenset[str]


class Words(NamedTuple):
    """Words that are figures by themselves."""

    word: Pattern
    """Any word; letters beyond Latin are looked for only if a language has them, since that takes twice as long."""
    kinds: Mapping[str, str]
    """By word: cardinal, ordinal, fraction, scale, month, day, hour."""
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    has_ordinal_parts: bool
    """True if “third” is a part, too, as in “a third of”."""
    fractions: Mapping[str, Fraction]
    months: Mapping[str, int]
    days: Mapping[str, int]
    short_days: Mapping[str, int]
    """Without their dots."""
    hours: Mapping[str, str]
    link: str
    """What may stand between two words of a number: two hundred and fifty."""
    common_months: frozenset[str]
    before_months: frozenset[str]


class Han(NamedTuple):
    """Chinese numerals."""

    digits: Mapping[str, int]
    start: Pattern
    """Where a fact may begin."""
    grammar: Pattern
    """What it then may be: idiom (no fact), plan, ordinal, percent, part (一半), fraction, weekday, number."""
    counters: frozenset[str]
    vague: frozenset[str]
    """What makes a number before which it stands a rough one: 数十亿."""


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
    range: Pattern
    minus: tuple[str, ...]
    version: Pattern
    endings: tuple[str, ...]
    """What a language may put at the end of a version or a code: 2.3er."""
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    limit: Pattern
    """What makes a date a deadline, before it or behind it."""
    limits_after: tuple[str, ...]
    is_day_first: bool
    plain: Mapping[int, str]
    """For the language’s own digits and signs those that are read here, as `str.translate` takes them."""
    has_table: bool
    """False of a language of which only CLDR is known: not its scales, say, so that nothing is certain."""


@functools.cache
def notation_of(babel_locale: str) -> Notation:
    """The notation of a locale: by the table of its language if there is one, by CLDR alone if not."""
    return make_notation(babel_locale, find_table(language(babel_locale), "figures"))


def make_notation(babel_locale: str, table: Table) -> Notation:
    """The same by a table that is given."""
    names = read_names(babel_locale)
    words = _words(table, names)
    han = _han(table) if table.get("style") == "han" else None
    signs, times = table.get("signs", {}), table.get("times", {})
    ranges, pairs = (either_word(split_names(signs.get(name, "")), is_han=bool(han)) for name in ("range", "pair"))
    between = f"{MARKS}|{ranges}|{pairs}"
    versions = either(split_names(table.get("words", {}).get("version", "Version")))
    halves = split_names(times.get("am", "")) + split_names(times.get("pm", ""))
    grammar = Grammar(words.months, halves, between, "".join(han.digits) if han else "")
    expression = grammar.build(table, names.patterns)
    return Notation(
        babel_locale,
        names.language,
        names.decimal,
        names.group,
        expression,
        grammar.fields,
        _units(table, _read_units(), names, han),
        words,
        han,
        re.compile(table["ordinals"]["suffix"]) if "suffix" in table.get("ordinals", {}) else None,
        re.compile(f"{SPACE}{{0,3}}(?:{MARKS}|{ranges}|(?P<pair>{pairs})){SPACE}{{0,3}}"),
        tuple(split_names(signs.get("minus", ""))),
        re.compile(rf"(?:[A-Z][A-Za-z+#]*|{versions})\s?\Z"),
        tuple(split_names(table.get("words", {}).get("endings", ""))),
        tuple(split_names(times.get("am", ""))),
        tuple(split_names(times.get("pm", ""))),
        _limit(split_names(table.get("dates", {}).get("limits", "")), han),
        tuple(split_names(table.get("dates", {}).get("limits-after", ""))),
        names.is_day_first,
        _FULL_WIDTH
        if han
        else {ord(digit): ascii_digit for ascii_digit, digit in zip(_PLAIN, names.digits, strict=False)},
        bool(table),
    )


@functools.cache
def _read_units() -> Table:
    """The table of units, part of the program as a module is."""
    return tomllib.loads((pkgutil.get_data(__package__, "units.toml") or b"").decode())


def _limit(words: list[str], han: Han | None) -> Pattern:
    """One of the words shortly before the end of what is searched, in the same sentence."""
    return re.compile(f"(?:{either_word(words, is_han=bool(han))})[^.;!?。；\\0]{{0,16}}\\Z")


def _cased(words: Mapping[str, Any]) -> dict[str, Any]:
    """The words, and those in small letters with a capital too."""
    return {word[:1].upper() + word[1:]: value for word, value in words.items() if word[:1].islower()} | dict(words)


def _reversed(table: Table) -> dict[str, str]:
    return {name: key for key, names in table.items() if isinstance(names, str) for name in split_names(names)}


# ---- words ------------------------------------------------------------------------------------------------------


def _words(table: Table, names: Names) -> Words:
    by_value = {int(value): split_names(words) for value, words in table.get("cardinals", {}).items()}
    link, style = table.get("link", ""), table.get("style")
    cardinals = join_words(by_value, link) if style == "joined" else {n: v for v, ns in by_value.items() for n in ns}
    ordinals = {name: int(value) for name, value in _reversed(table.get("ordinals", {})).items() if value.isdigit()}
    fractions = {name: Fraction(value) for name, value in _reversed(table.get("fractions", {})).items()}
    dates = table.get("dates", {})
    months = names.months | {name: int(key) for name, key in _reversed(dates.get("months", {})).items()}
    days = names.days | {name: int(key) for name, key in _reversed(dates.get("days", {})).items()}
    short_days = {name.rstrip("."): day for name, day in names.short_days.items() if len(name) > 1}
    if style == "han":
        months, days, short_days = {}, {}, {}
    months = {name.rstrip("."): value for name, value in months.items()}
    hours = _reversed(table.get("times", {}).get("words", {}))
    cardinals, ordinals, fractions = _cased(cardinals), _cased(ordinals), _cased(fractions)
    scales = [] if style == "han" else [name for name in _cased(_reversed(table.get("scales", {}))) if len(name) > 4]
    kinds = dict.fromkeys((name for name, value in cardinals.items() if value != 1), "cardinal")
    for kind, own in (("scale", scales), ("fraction", fractions), ("ordinal", ordinals), ("hour", hours)):
        kinds = dict.fromkeys(own, kind) | kinds
    kinds |= dict.fromkeys(short_days, "short day") | dict.fromkeys(days, "day") | dict.fromkeys(months, "month")
    is_latin = all(max(name) < "\u0250" for name in kinds)
    return Words(
        re.compile("[A-Za-z\u00c0-\u024f]+" if is_latin else r"[^\W\d_]+"),
        kinds,
        cardinals,
        ordinals,
        table.get("ordinals", {}).get("parts", False),
        fractions,
        months,
        days,
        short_days,
        hours,
        link,
        frozenset(name.title() for name in split_names(dates.get("common", ""))),
        frozenset(split_names(dates.get("before", ""))),
    )


def _han(table: Table) -> Han:
    own = table["han"]
    digits = {character: value for value, character in enumerate(own["digits"])}
    digits |= dict.fromkeys(own["zero"], 0) | dict.fromkeys(own["two"], 2)
    figures = "".join(digits)
    numerals = f"[{figures}十百千万亿]+"
    decimals = f"(?:点[{figures}]+(?![分点]))?"
    day = f"(?:{either(split_names(own['weekdays']))})[一二三四五六日天]|(?<=[日号])[（(][一二三四五六日][）)]"
    percent = either(split_names(table["signs"]["percent-before"]))
    grammar = (
        f"(?P<idiom>{either(split_names(own['idioms']))})"
        f"|(?P<plan>(?:{own['plans']})(?={own['plans-after']}))"
        f"|(?P<ordinal>{own['ordinal']}{SPACE}?(?P<ordinal_number>[0-9]{{1,4}}(?![0-9.])|{numerals}))"
        f"|(?P<percent>{percent}(?P<percent_number>[0-9]|{numerals}{decimals}))"
        f"|(?P<part>{either(_reversed(table.get('fractions', {})))})"
        f"|(?P<fraction>[{figures}十百]+分之[{figures}十百]+)"
        f"|(?P<weekday>{day})"
        f"|(?P<number>{numerals}{decimals})"
    )
    return Han(
        digits,
        re.compile(f"[0-9{figures}十百千万亿{own['ordinal']}]|{day}"),
        re.compile(grammar),
        frozenset(own["counters"]),
        frozenset(own["vague"]),
    )


# ---- units ------------------------------------------------------------------------------------------------------


def _units(table: Table, shared: Table, names: Names, han: Han | None) -> Units:
    bases = {key: (value[0], Fraction(value[1])) for key, value in shared.items() if isinstance(value, list)}
    named = _reversed(table.get("units", {}))
    units = {name: bases[key] for name, key in (_reversed(shared["symbols"]) | _cased(named)).items() if key in bases}
    currencies = _cased(_reversed(shared["currencies"]) | _reversed(table.get("currencies", {})))
    before = _reversed(shared["currencies"]) | _reversed(table.get("currencies-before", {}))
    scales = _cased({name: int(power) for name, power in _reversed(table.get("scales", {})).items()})
    after = {name: int(power) for name, power in _reversed(table.get("scales-after-currency", {})).items()}
    signs = table.get("signs", {})
    percents = _cased(dict.fromkeys([*split_names(signs.get("percent", "%")), "％", names.percent]))
    points = _cased(dict.fromkeys(split_names(signs.get("points", ""))))
    if han:
        more, end, link = f"[{table['han']['more']}]?", r"(?![A-Za-z])", ""
        scale = "[十百千]?万?亿|[十百千]?万|[百千]"
    else:
        more, end, link = "", NO_LETTER, "[-‑]?"
        scale = either(scales)
    suffix = (
        f"(?:{more}{GAP}(?P<scale>{scale}){end})?"
        f"(?:(?P<short>{either(after)}){end})?"
        f"(?:{more}{GAP}{link}(?:"
        f"(?P<points>{either(points)}){end}|(?P<percent>{either(percents)}){end}"
        f"|(?P<currency>{either(currencies)}){end}|(?P<unit>{either(units)}){end}"
        f"|(?P<tenths>{either(split_names(signs.get('tenths', '')))})(?![为立都员功果本长])"
        f"|(?P<discount>{either(split_names(signs.get('discount', '')))})))?"
    )
    return Units(
        re.compile(suffix),
        scales | after,
        units,
        currencies,
        before,
        frozenset(name[-1] for name in before),
        frozenset([*percents, *split_names(signs.get("percent-before", ""))]),
    )
