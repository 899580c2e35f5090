"""Words that are figures by themselves, by a language’s table and CLDR: numbers, months, days, hours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from microsite.checks.facts.cldr import Names
from microsite.checks.facts.expressions import SPACE, Pattern, cased, either, names_by_value, split_names
from microsite.i18n.tables import Table

_HUNDRED, _THOUSAND = 100, 1000
_WORD = re.compile(r"[^\W\d_]+")


class Joining(NamedTuple):
    """How the words of a number are put together."""

    is_one_word: bool
    """True of einundzwanzig, false of twenty-one."""
    is_ones_first: bool
    """True of einundzwanzig, too."""
    tens: str
    """What stands between tens and ones: treinta y cinco."""
    hundreds: str
    """What may stand after a hundred or thousand: two hundred and fifty."""


class Words(NamedTuple):
    """Words that are figures by themselves."""

    word: Pattern
    """Any word; letters beyond Latin are looked for only if a language has them, since that takes twice as long."""
    kinds: Mapping[str, str]
    """By word: cardinal, ordinal, fraction, scale, month, day, hour; phrase, which begins a date or time."""
    article: Pattern
    """What makes one of a scale or part, at the end of what stands before: a million, a third."""
    cardinals: Mapping[str, int]
    joining: Joining
    thousand: str
    """The word within longer ones that no table can hold all of, zweitausendfünfhundert; "" if numbers are not one."""
    ordinals: Mapping[str, int]
    has_ordinal_parts: bool
    """True if “third” is a part, too, as in “a third of”."""
    fractions: Mapping[str, Fraction]
    months: Mapping[str, int]
    days: Mapping[str, int]
    short_days: Mapping[str, int]
    """Without their dots."""
    hours: Mapping[str, str]
    odd: tuple[str, ...]
    """Those that are no words to Python, since they have spaces, or vowels of Indic scripts; the longest first."""
    common_months: frozenset[str]
    before_months: frozenset[str]


def make_words(table: Table, names: Names) -> Words:
    """The words of a language."""
    by_value = {int(value): split_names(words) for value, words in table.get("cardinals", {}).items()}
    style, own = table.get("style"), table.get("joining", {})
    joining = Joining(style == "joined", own.get("ones-first", False), own.get("tens", ""), own.get("hundreds", ""))
    joined = join_words(by_value, joining) if joining.is_one_word else {n: v for v, ns in by_value.items() for n in ns}
    cardinals = cased(joined)
    ordinals = cased(
        {name: int(value) for name, value in names_by_value(table.get("ordinals", {})).items() if value.isdigit()}
    )
    fractions = cased({name: Fraction(value) for name, value in names_by_value(table.get("fractions", {})).items()})
    dates, times = table.get("dates", {}), table.get("times", {})
    months = names.months | {name: int(key) for name, key in names_by_value(dates.get("months", {})).items()}
    days = names.days | {name: int(key) for name, key in names_by_value(dates.get("days", {})).items()}
    short_days = {name.rstrip("."): day for name, day in names.short_days.items() if len(name) > 1}
    if style == "han":
        months, days, short_days = {}, {}, {}
    months = {name.rstrip("."): value for name, value in months.items()}
    hours = names_by_value(times.get("words", {}))
    scales = [name for name in cased(names_by_value(table.get("scales", {}))) if len(name) > 4]
    kinds = dict.fromkeys((name for name, value in cardinals.items() if value != 1), "cardinal")
    for kind, words in (("scale", scales), ("fraction", fractions), ("ordinal", ordinals), ("hour", hours)):
        kinds = dict.fromkeys(words, kind) | kinds
    kinds |= dict.fromkeys(short_days, "short day") | dict.fromkeys(days, "day") | dict.fromkeys(months, "month")
    if style != "han":
        kinds = dict.fromkeys(_find_phrases(dates, times, table.get("decades", {})), "phrase") | kinds
    is_latin = all(max(name) < "\u0250" for name in kinds)
    return Words(
        re.compile("[A-Za-z\u00c0-\u024f]+" if is_latin else r"[^\W\d_]+"),
        kinds,
        re.compile(rf"\b(?:{either(split_names(table.get('articles', '')))}){SPACE}+\Z", re.IGNORECASE),
        cardinals,
        joining,
        by_value[_THOUSAND][0] if joining.is_one_word else "",
        ordinals,
        table.get("ordinals", {}).get("parts", False),
        fractions,
        months,
        days,
        short_days,
        hours,
        tuple(sorted((name for name in (*months, *days) if not _WORD.fullmatch(name)), key=len, reverse=True)),
        frozenset(name.title() for name in split_names(dates.get("common", ""))),
        frozenset(split_names(dates.get("before", ""))),
    )


def _find_phrases(*families: Table) -> list[str]:
    """The first words of the patterns that begin with words: 'las|la' {hour}."""
    literals = (re.match("'([^']+)'", pattern) for family in families for pattern in family.get("patterns", []))
    return list(cased({words.split()[0]: None for found in literals if found for words in found[1].split("|")}))


def join_words(words: Mapping[int, list[str]], joining: Joining) -> dict[str, int]:
    """Cardinals written in one word, by word: from einundzwanzig to neunhundertneunundneunzigtausend."""
    ones = {value: names[0] for value, names in words.items() if 0 < value < 10}
    below: dict[int, list[str]] = {value: names for value, names in words.items() if 0 < value < _HUNDRED}
    for tens in range(20, _HUNDRED, 10):
        for one, name in ones.items():
            pairs = ((name, ten) if joining.is_ones_first else (ten, name) for ten in words[tens])
            below.setdefault(tens + one, [joining.tens.join(pair) for pair in pairs])
    hundred, thousand = words[_HUNDRED][0], words[_THOUSAND][0]
    full = dict(below)
    for hundreds, name in ones.items():
        full[hundreds * _HUNDRED] = [name + hundred] + ([hundred] if hundreds == 1 else [])
        for rest, names in below.items():
            full[hundreds * _HUNDRED + rest] = [
                start + middle + written
                for start in full[hundreds * _HUNDRED]
                for middle in ("", joining.hundreds)
                for written in (names if rest == 1 else names[:1])
            ]
    found = {name: value for value, names in full.items() for name in names}
    for value, names in full.items():
        if value % _HUNDRED == 0 or value < _HUNDRED:
            found[names[0] + thousand] = value * _THOUSAND
    found[thousand] = _THOUSAND
    return found | {name: value for value, names in words.items() for name in names}


def read_cardinal(word: str, words: Words) -> int | None:
    """The value of a word, which may be a number above a thousand in one: zweitausendfünfhundert; None of any other."""
    value = words.cardinals.get(word)
    if value is not None or not words.thousand or words.thousand not in word.lower():
        return value
    before, _, after = (word[0].lower() + word[1:]).partition(words.thousand)
    thousands = words.cardinals.get(before, 0) if before else 1
    rest = words.cardinals.get(after.removeprefix(words.joining.hundreds), 0)
    return thousands * _THOUSAND + rest if 0 < thousands < _THOUSAND and 0 < rest < _THOUSAND else None


def is_link(word: str, before: int, words: Words) -> bool:
    """True of a word that may stand after a number, and before what goes on with it."""
    if before >= _HUNDRED:
        return word == words.joining.hundreds
    return word == words.joining.tens and before >= 20 and before % 10 == 0
