"""Words that are figures by themselves, by a language’s table and CLDR: numbers, months, days, hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from microsite.checks.facts.cldr import Names
from microsite.checks.facts.expressions import (
    NO_LETTER,
    NOTHING,
    SPACE,
    STEP,
    Pattern,
    cased,
    either,
    names_by_value,
    split_names,
)
from microsite.checks.facts.joined import find_numerals
from microsite.checks.facts.measures import INFLECTED
from microsite.checks.facts.numerals import ROMAN
from microsite.checks.facts.spelling import Spelling, make_spelling
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

_WORD = re.compile(r"[^\W\d_]+")
_LAST_RANK = 12


class Words(NamedTuple):
    """Words that are figures by themselves."""

    word: Pattern
    """Any word; letters beyond Latin are looked for only if a language has them, since that takes twice as long."""
    kinds: Mapping[str, str]
    """By word: cardinal, ordinal, fraction, scale, month, day; phrase, which is nothing unless it begins a phrase."""
    phrases: frozenset[str]
    """The words that may begin a date, a time or the like, whatever else they are."""
    article: Pattern
    """What makes one of a scale or part, at the end of what stands before: a million, a third."""
    spelling: Spelling
    has_ordinal_parts: bool
    """True if “third” is a part, too, as in “a third of”."""
    before_lone_romans: frozenset[str]
    """What stands before I, V and X only if they are numerals: Phase I."""
    is_determined: Pattern
    """What makes of “first” and “second” what is counted, at the end of what stands before: the."""
    after_weak_first: tuple[str, ...]
    """What makes nothing to compare of “first” before it: for the first time."""
    after_weak_ordinals: tuple[str, ...]
    """What does so of “second”, too: a second later."""
    floors: frozenset[str]
    """What counts floors behind a number or an ordinal: the third one may be the fourth from the ground, 4楼."""
    ranks: Mapping[str, int]
    """Words for whom has a place: Tabellenvierter."""
    of: Pattern
    """What stands between a part and what it is of."""
    than: tuple[str, ...]
    """What says that a part is of something else, behind it: a fifth more."""
    across: Pattern
    """What may stand between a part and the unit or scale that it is of: half an, a quarter of a."""
    mixed: Pattern
    """What adds a part to a number before it: and a half."""
    one_and: Pattern
    """What adds a part to one or to a unit, at the end of what stands before: one and a, an hour and a."""
    hour_and: Pattern
    """What adds hours to minutes, at the end of what stands before: an hour and, two hours and."""
    vague: Pattern
    """What makes a rough number of a hundred or a million, at the end of what stands before: several."""
    months: Mapping[str, int]
    days: Mapping[str, int]
    short_days: Mapping[str, int]
    """Without their dots."""
    odd: tuple[str, ...]
    """Those that are no words to Python, since they have spaces, or vowels of Indic scripts; the longest first."""
    common_months: frozenset[str]
    before_months: frozenset[str]


def make_words(table: Table, names: Names) -> Words:
    """The words of a language."""
    ordinals = table.get("ordinals", {})
    determiners = either(split_names(ordinals.get("determiners", "")))
    style, signs = table.get("style"), table.get("signs", {})
    adjectives = table.get("adjectives", {})
    counting = split_names(adjectives.get("counting", ""))
    suffixes = [*names_by_value(table.get("units", {})), *split_names(signs.get("percent", "")), *counting]
    endings = ["", *split_names(adjectives.get("endings", ""))]
    suffixes = sorted({name.replace(INFLECTED, ending) for name in suffixes for ending in endings})
    spelling = make_spelling(table, [*suffixes, *split_names(signs.get("factor", ""))])
    dates = table.get("dates", {})
    months = names.months | {name: int(key) for name, key in names_by_value(dates.get("months", {})).items()}
    days = names.days | {name: int(key) for name, key in names_by_value(dates.get("days", {})).items()}
    ends = [form for end in split_names(dates.get("day-ends", "")) for form in (end, f"{end}s")]
    days |= {f"{name}{end}": day for name, day in {**days, **_uncapitalized(days)}.items() for end in ends}
    short_days = {name.rstrip("."): day for name, day in names.short_days.items() if len(name) > 1}
    if style == "han":
        months, days, short_days = {}, {}, {}
    months = {name.rstrip("."): value for name, value in months.items()}
    kinds = dict.fromkeys((name for name, value in spelling.cardinals.items() if value != 1), "cardinal")
    for kind, words in (
        ("scale", spelling.scales),
        ("group", spelling.groups),
        ("fraction", spelling.fractions),
        ("ordinal", spelling.ordinals),
        ("factor", spelling.factors),
        ("rough", spelling.rough),
        ("roman", [name for name in ROMAN if name.isascii() and "roman" in table]),
    ):
        kinds = dict.fromkeys(words, kind) | kinds
    ranks = _ranks(ordinals)
    kinds |= (
        dict.fromkeys(ranks, "rank")
        | dict.fromkeys(short_days, "short day")
        | dict.fromkeys(days, "day")
        | dict.fromkeys(months, "month")
    )
    is_latin = all(max(name) < "\u0250" for name in kinds)
    return Words(
        re.compile("[A-Za-z\u00c0-\u024f]+" if is_latin else r"[^\W\d_]+"),
        kinds,
        frozenset(),
        re.compile(rf"\b(?:{either(split_names(table.get('articles', '')))}){STEP}\Z", re.IGNORECASE),
        spelling,
        ordinals.get("parts", False),
        frozenset(cased(dict.fromkeys(split_names(table.get("roman", {}).get("before", ""))))),
        re.compile(rf"\b(?:{determiners}){STEP}\Z" if determiners != NOTHING else "", re.IGNORECASE),
        tuple(split_names(f"{ordinals.get('weak-first', '')}, {ordinals.get('weak-before', '')}")),
        tuple(split_names(ordinals.get("weak-before", ""))),
        frozenset(split_names(ordinals.get("floors", ""))),
        ranks,
        *_make_patterns(table, spelling),
        months,
        days,
        short_days,
        tuple(sorted((name for name in (*months, *days) if not _WORD.fullmatch(name)), key=len, reverse=True)),
        frozenset(name.title() for name in split_names(dates.get("common", ""))),
        frozenset(split_names(dates.get("before", ""))),
    )


def _ranks(ordinals: Table) -> dict[str, int]:
    names, endings = (split_names(ordinals.get(name, "")) for name in ("ranks", "inflections"))
    stems = {stem: int(value) for stem, value in names_by_value(ordinals).items() if value.isdigit()} if names else {}
    return {
        f"{name}{stem}{end}": value
        for name in names
        for stem, value in stems.items()
        for end in endings
        if value <= _LAST_RANK
    }


def _make_patterns(
    table: Table, spelling: Spelling
) -> tuple[Pattern, tuple[str, ...], Pattern, Pattern, Pattern, Pattern, Pattern]:
    """What stands around parts: of, than, across, mixed, one_and; hour_and; and what makes a number vague."""
    joining = spelling.joining
    articles = f"(?:{either(split_names(table.get('articles', '')))})"
    of = f"(?:{either(split_names(table.get('fractions', {}).get('of', '')))})"
    link = f"(?:{either(joining.links)})"
    parts = [*spelling.fractions, *(spelling.ordinals if table.get("ordinals", {}).get("parts") else ())]
    few, one = (
        [name for name, value in spelling.cardinals.items() if value in found] for found in (range(1, 10), (1,))
    )
    vague = either(split_names(table.get("rough", {}).get("before", "")))
    return (
        re.compile(f"{SPACE}{{1,4}}{of}{NO_LETTER}"),
        tuple(split_names(table.get("fractions", {}).get("than", ""))),
        re.compile(f"{STEP}(?:(?:{of}{STEP})?{articles}{STEP})?"),
        re.compile(
            f"{STEP}{link}{STEP}(?:(?P<article>{articles}){STEP})?"
            f"(?:(?P<times>{either(few)}){STEP})?(?P<part>{either(parts)}){NO_LETTER}"
        ),
        re.compile(
            rf"(?<![^\W\d_])(?:(?P<one>{either(one)})|{articles}{STEP}(?P<unit>(?!(?:{either(one)}){NO_LETTER})[^\W\d_]{{3,16}}))"
            rf"{STEP}{link}{STEP}{articles}{STEP}\Z"
        ),
        re.compile(
            rf"(?<![^\W\d_])(?<![-‑])(?:(?P<times>{either(few)})|{either(one)}|{articles}){STEP}(?P<unit>[^\W\d_]{{3,16}}){STEP}(?:{link}{STEP})?\Z",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![^\W\d_])(?:{vague}){SPACE}{{1,4}}\Z"),
    )


def _uncapitalized(words: Mapping[str, int]) -> dict[str, int]:
    return {name[:1].lower() + name[1:]: value for name, value in words.items()}


def add_phrases(words: Words, phrases: Iterable[str]) -> Words:
    """The same with what dates and times may begin with."""
    first = (re.match(r"[^\W\d_]+", phrase) for phrase in phrases)
    found = frozenset(match[0] for match in first if match)
    plain = found - set(find_numerals(found, words.spelling))  # dreiviertel is a number, too
    return words._replace(kinds=dict.fromkeys(plain, "phrase") | dict(words.kinds), phrases=found)
