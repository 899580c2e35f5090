"""What may follow a number: a scale, a half, a name of what is counted and the time that a rate is counted by.

Expressions find what is short. Names are hundreds, with all their forms: they are looked up word by word, since to
make an expression of them takes longer than to build a small site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from microsite.checks.facts.characters import Han
from microsite.checks.facts.expressions import (
    GAP,
    HYPHEN,
    NOTHING,
    SPACE,
    WORD,
    Pattern,
    either,
    names_by_value,
    split_names,
    tree,
)
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

NO_AMOUNT = f"(?!{SPACE}?[0-9])"
"""Behind a sign that may belong to the next number: in 2020 $5 million."""
_HAN = r"\u4e00-\u9fff"
_END, _HAN_END = r"(?![^\W_]|\$)", "(?![A-Za-z0-9²³$])"
_BETWEEN = r"[\s*_\u00a0.\-‑/'’·&]{1,3}"
_BLANK = re.compile(f"{SPACE}+")
_HYPHEN = re.compile(HYPHEN)


_LONGEST = 80
"""Letters of a word that is looked up: in Japanese a whole page may have no space."""


class Suffixes(NamedTuple):
    """What a language may write behind a number; make it with `make_suffixes`."""

    head: Pattern
    """A scale, and `short`, one right behind the digits that may be something else, too."""
    gap: Pattern
    """What stands before a name: blanks, a hyphen, a half."""
    linked_gap: Pattern
    """The same behind a scale: un millón de euros."""
    signs: Pattern
    """Names that are no words, or that only what is behind them tells from a part of one."""
    words: frozenset[str]
    firsts: Mapping[str, int]
    """By the first word of a name, how many words the longest such name has."""
    word: Pattern
    next_word: Pattern
    end: Pattern
    """What must follow a name that is a word."""
    tail: Pattern
    """A half behind the name, and what makes a rate of it."""


class Following(NamedTuple):
    """What follows a number."""

    end: int
    short: str = ""
    scale: str = ""
    scale_end: int = -1
    name: str = ""
    name_end: int = -1
    is_half_more: bool = False
    behind_end: int = -1
    """Where a half ends that stands behind the name."""
    per: str = ""
    """The time that a rate is counted by."""


class Counts(NamedTuple):
    """What may stand between a number and the name of what it counts, or behind that."""

    scales: Iterable[str]
    short: Iterable[str]
    times: Iterable[str]
    behind: Iterable[str]
    """What makes a rate behind a unit: 时速 is before it."""


def make_suffixes(
    table: Table, kinds: Mapping[str, str], guarded: Iterable[str], counts: Counts, han: Han | None
) -> Suffixes:
    """The suffixes of a language by its table.

    `kinds` are those of all names in all their forms, as in `measures.Name`; `guarded` may stand before a number, too.
    """
    more, end = (f"[{table['han']['more']}]?", _HAN_END) if han else ("", _END)
    scale = _han_scale(table, kinds, han) if han else _scale(counts.scales)
    of = split_names(table.get("joining", {}).get("scales", ""))
    parts = table.get("fractions", {})
    gap = f"{more}{GAP}{HYPHEN}?(?P<half>{parts.get('before-unit', NOTHING)})?"
    signs = _signs(table, kinds, set(guarded), han)
    words = frozenset(name for name in kinds if name not in signs)
    word = re.compile(f"{'[A-Za-z0-9]' if han else WORD.removesuffix('+')}{{1,{_LONGEST}}}")
    next_word = re.compile(f"{_BETWEEN}{word.pattern}")
    firsts: dict[str, int] = {}
    for name in words:
        first = word.match(name)
        if first:
            firsts[first[0]] = max(firsts.get(first[0], 0), len(word.findall(name)))
    per = either(split_names(table.get("rates", {}).get("per", "")))
    return Suffixes(
        re.compile(
            f"(?:(?=(?P<short>{either(counts.short)}){end}))?"
            f"(?:{more}{GAP}{HYPHEN}?(?P<scale>{scale}){'' if han else end})?"
        ),
        re.compile(gap),
        re.compile(f"(?:{GAP}(?:{either(of)}){end})?{gap}" if of else gap),
        re.compile(tree(signs)),
        words,
        firsts,
        word,
        next_word,
        re.compile(end),
        re.compile(
            f"(?P<behind>{parts.get('behind-unit', NOTHING)})?"
            f"(?:{GAP}{HYPHEN}?(?:/|{per}){GAP}{HYPHEN}?(?P<per>{tree(dict.fromkeys(counts.times, ''))}){end}"
            f"|(?P<rate>{either(counts.behind)}))?"
        ),
    )


def find_suffix(text: str, end: int, suffixes: Suffixes) -> Following:
    """What follows a number that ends at `end`."""
    head = suffixes.head.match(text, end)
    if head is None:
        return Following(end)
    stop, scale = head.end(), head["scale"] or ""
    begins = (head["short"] or "", scale, head.end("scale"))
    gap = (suffixes.linked_gap if scale else suffixes.gap).match(text, stop)
    if gap is None:
        return Following(stop, *begins)
    half = gap.end() if gap["half"] else -1
    for begin in dict.fromkeys((stop, gap.end(), gap.start("half"))):  # 2多米尼加比索: no “more than 2 m”
        end = _find_name(text, begin, suffixes) if begin >= 0 else -1
        if end >= 0:
            named = (*begins, text[begin:end], end)
            tail = suffixes.tail.match(text, end)
            if tail is None or tail.end() == end:
                return Following(end, *named, begin == half)
            is_half_more, per = begin == half or tail["behind"] is not None, tail["per"] or tail["rate"] or ""
            return Following(tail.end(), *named, is_half_more, tail.end("behind"), per)
    return Following(stop, *begins)


def _find_name(text: str, start: int, suffixes: Suffixes) -> int:
    """Where the name ends that begins at `start`; -1 if none does."""
    sign = suffixes.signs.match(text, start)
    if sign:
        return sign.end()
    word = suffixes.word.match(text, start)
    most = suffixes.firsts.get(word[0], 0) if word else 0
    if word is None or not most:
        return -1
    found, end = -1, word.end()
    for number in range(most):
        if number:
            word = suffixes.next_word.match(text, end)
            if word is None:
                break
            end = word.end()
        if plain_name(text[start:end], suffixes.words) and suffixes.end.match(text, end):
            found = end
    return found


def plain_name(written: str, names: frozenset[str] | Mapping[str, object]) -> str:
    """A name as the tables write it, with one space for several, emphasis or a hyphen; "" if it is none."""
    if written in names:
        return written
    if written.isalnum():
        return ""
    name = _BLANK.sub(" ", written)
    if name in names:
        return name
    name = _HYPHEN.sub(" ", name)
    return name if name in names else ""


# ---- expressions ----------------------------------------------------------------------------------------------------


def _scale(scales: Iterable[str]) -> str:
    """One scale or two: lakh crore, hundred million."""
    one = tree(dict.fromkeys(scales, ""))
    return f"{one}(?:{_END}{GAP}{HYPHEN}?{one})?"


def _han_scale(table: Table, names: Iterable[str], han: Han) -> str:
    own = [name for name in names if name[0] in han.multiples and len(name) > 1]  # 千卡 is no thousand of anything
    own += split_names(table["han"].get("no-scales", ""))
    return f"(?!{tree(dict.fromkeys(own, ''))})(?:{han.scale})"


def _signs(table: Table, kinds: Mapping[str, str], guarded: set[str], han: Han | None) -> dict[str, str]:
    """What is no word among the names, each with what must follow it."""
    end = _HAN_END if han else _END
    guards = {name: end + NO_AMOUNT for name, kind in kinds.items() if kind == "factor"} | dict(_guards(table, han))
    signs = {
        name: guards.get(name, end if name[-1].isascii() and name[-1].isalpha() else "")
        for name in kinds
        if name in guards or not _is_word(name, han)
    }
    signs |= {name: f"(?<=[0-9]{name}){end}" for name in find_letters(table, kinds)}
    closed = {name for name in guarded if name in kinds and not re.match(f"[{_HAN}]", name)}
    return signs | {name: (end if name[-1].isalpha() else "") + NO_AMOUNT for name in closed}


def find_letters(table: Table, kinds: Mapping[str, str]) -> frozenset[str]:
    """The names that are one letter right behind digits: p, C."""
    cents = (name for name, kind in kinds.items() if kind == "minor" and len(name) == 1)
    return frozenset([*cents, *names_by_value(table.get("letters", {}))])


def _is_word(name: str, han: Han | None) -> bool:
    """True of a name of letters, which no letter may follow."""
    return name[0].isalpha() and name[-1].isalpha() and (not han or name.isascii())


def _guards(table: Table, han: Han | None) -> Iterator[tuple[str, str]]:
    """What must follow some names, which begin other words, too: 里 is no unit in 里斯本."""
    for name, characters in table.get("guards", {}).items():
        yield name, f"(?=[{characters}]|[^{_HAN}]|\\Z)" if han else f"(?=[{characters}])"
    if han:
        yield from ((name, f"(?![{han.no_tenths}])") for name in split_names(table["signs"].get("tenths", "")))
