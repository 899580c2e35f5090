"""Passages → facts: figures, dates, times, versions and the like by value, so that languages can be compared."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence

from microsite.checks.facts.codes import Found
from microsite.checks.facts.fields import Raw
from microsite.checks.facts.floors import with_floors
from microsite.checks.facts.han import read_han_quantity
from microsite.checks.facts.moments import read_moment
from microsite.checks.facts.notation import Notation, prepare
from microsite.checks.facts.numerals import VULGAR
from microsite.checks.facts.placing import NAMED, SENTENCE_END, end_of_change, may_be_crossed, name_of, with_names
from microsite.checks.facts.portions import portions_of, with_shares
from microsite.checks.facts.quantities import read_quantity
from microsite.checks.facts.simple import read_simple
from microsite.checks.facts.starts import find_starts
from microsite.checks.facts.worded import NUMBERS
from microsite.checks.facts.wraps import SIGNS
from microsite.checks.prose.passages import Passage
from microsite.values.named import NamedTuple

_JOINED = re.compile("[\u0590-\u05ff]-")
"""A word of one letter before digits, as Hebrew has them."""
_HAN = "\u2e80"
_SIGNED = ("date", "time")
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_DATE = re.compile(r"[.,]{0,2}\s{0,2}(?:[0-9]|[A-Z][a-z]{2,8}\.? [0-9])")
_BETWEEN = "\n\0\n"
"""Stands between passages that are looked through at once; nothing goes over it."""


class Fact(NamedTuple):
    """Something that must be the same in every language, by its value.

    `kind` is number, fraction (in words), factor (doubled, 2.4x), year, ordinal, percent, points (of percent), money,
    measure, date, time (08:15/20:15 if it may be either), decade, weekday, phone or token (a version, a code); of a
    year quarter (Q1), half (H1), season and part (early, mid, late: of a month, too). `strength` is 2 if its absence
    matters, 1 if only a contradiction does (a number that is spelled out), 0 if neither says much (“beide”,
    “hundreds”); 3 of dates that are deadlines, and of times with their half of the day.
    """

    kind: str
    value: str
    strength: int
    block: int
    """Which of the blocks it stands in."""
    line: int
    column: int
    length: int
    text: str
    maybe: str = ""
    """Other values that it may have, with “|” between them: dollars of another country, pounds of weight; what the time
    of a zone is in UTC, as `zones.universal` says it."""
    part: int = 0
    """Which sentence of its block it stands in, or which cell of its row."""
    name: str = ""
    """What it may be part of the name of, as it stands beside the figure: COVID-, Windows, Street."""
    end: str = ""
    """Which end of a change it is, if that is said, “from” or “to”, or which of two numbers is a “part” of the “whole”;
    only where two figures may be exchanged."""
    amount: str = ""
    """What a measure counts, with its scale: 820000 of 82万千瓦; "" of what is no number with a unit behind it."""


class Block(NamedTuple):
    """A passage, or a row of cells, as far as it is aligned with one of another language."""

    kind: str
    level: int
    line: int
    size: int
    """Of its prose, in bytes of UTF-8."""
    check: int
    """A checksum of its prose: a block that is still in the language of the source says the same."""


class Facts(NamedTuple):
    """All facts of a text, in their order. Two texts with the same `signature` have nothing to tell of each other.

    It does not tell ordinals from numbers, since “15.” in German may be either; and of what says little it has only
    rough numbers, such as hundreds.
    """

    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]
    signature: str
    language: str


def read_facts(passages: Sequence[Passage], notation: Notation) -> Facts:
    """The facts of a text’s passages, as the notation of its locale reads them; in linear time."""
    facts: list[Fact] = []
    blocks: list[Block] = []
    signature: list[str] = []
    waiting = read_text(_BETWEEN.join([passage.text for passage in passages]), notation)[::-1]
    start = cell = 0
    for passage in passages:
        cell = _add_block(blocks, passage, cell)
        end = start + len(passage.text)
        found = []
        while waiting and waiting[-1].start < end:
            found.append(waiting.pop())
        if found:
            facts.extend(_placed(found, len(blocks) - 1, passage, start, cell, notation))
            values = sorted([_sign(fact) for fact in found if fact.strength or fact.value[1:2] == "0"])  # hundreds
            signature.append(f"{len(blocks)}: {' '.join(values)}")
        start = end + len(_BETWEEN)
    return Facts(tuple(blocks), tuple(facts), "\n".join(signature), notation.language)


def _sign(fact: Raw) -> str:
    """What a fact adds to a signature; a hyphen before it counts."""
    value = fact.value.rstrip(".")
    return f"±{value}" if fact.maybe and fact.maybe.endswith(f"-{value}") else value


def _add_block(blocks: list[Block], passage: Passage, cell: int) -> int:
    """Make a block of a passage, or of a row’s first cell; of the other ones the number, by that of the one before."""
    kind, level, line, text = passage
    prose = text.strip().encode("utf-8", "surrogatepass")
    size, check = len(prose), zlib.crc32(prose)
    if kind == "cell" and blocks and blocks[-1].kind == "cell" and blocks[-1].line == line:
        before = blocks[-1]
        blocks[-1] = Block(kind, before.level, line, before.size + size, before.check * 31 + check)
        return cell + 1
    blocks.append(Block(kind, level, line, size, check))
    return 0


def read_text(text: str, notation: Notation) -> list[Raw]:
    """The facts of a text without Markdown, with offsets in it."""
    prepared = prepare(text, notation)
    found: list[Raw] = []
    text = prepared.text
    end = 0
    for start in find_starts(text, notation):
        if start < end:
            continue
        facts, end = _read_at(text, start, end, notation)
        if found and facts and facts[0].start <= found[-1].start:  # two hours and 40 minutes
            found.pop()
        found += facts
    if notation.words.floors:
        found = with_floors(found, text, notation)
    if notation.shares:
        found = with_shares(found, text, notation, notation.shares)
    if notation.names:
        found = with_names(found, text, notation.names)
    return [fact.moved(prepared) for fact in found] if prepared.starts else found


def _placed(
    found: list[Raw], block: int, passage: Passage, begin: int, cell: int, notation: Notation
) -> Iterator[Fact]:
    """The facts of a passage that begins at an offset of the text in which they were found."""
    text, line, part = passage.text, passage.line, cell
    has_sentences = passage.kind != "cell" and may_be_crossed(found)
    is_one_line = "\n" not in text
    line_start = done = before = 0
    sides = portions_of(found, text, begin, notation.shares) if has_sentences and notation.shares else {}
    for kind, value, strength, first, last, maybe, amount in found:
        start, end = first - begin, last - begin
        if not is_one_line and done < start:  # facts come in order
            line += text.count("\n", done, start)
            line_start = text.rfind("\n", done, start) + 1 or line_start
            done = start
        if has_sentences and SENTENCE_END.search(text, before, start):
            part += 1
        before = end
        name = name_of(kind, start, end, text, notation) if kind in NAMED else ""
        side = sides.get(first) or (end_of_change(text, start, notation) if has_sentences else "")
        column = start - line_start + 1
        own = text[start:end]
        yield Fact(kind, value, strength, block, line, column, end - start, own, maybe, part, name, side, amount)


def _read_at(text: str, start: int, done: int, notation: Notation) -> Found:
    character = text[start]
    if "0" <= character <= "9" or character in VULGAR:
        before = text[start - 1 : start]
        if before and before in SIGNS and (signed := _read_signed(text, start, done, notation)):
            return signed
        is_joined = before == "-" and _JOINED.match(text, start - 2) is None
        if not (before.isalpha() and before.isascii()) and before not in (".", "_") and not is_joined:
            match = notation.grammar.match(text, start)
            if match and (facts := read_moment(match, notation)):
                return facts, match.end()
        return read_simple(text, start, notation) or read_quantity(text, start, notation)
    if notation.han:
        match = notation.grammar.match(text, start)
        if match and (facts := read_moment(match, notation)):
            return facts, match.end()
        return read_han_quantity(text, start, notation)
    return _read_word(text, start, notation)


def _read_signed(text: str, start: int, done: int, notation: Notation) -> Found | None:
    """A time or date behind a hyphen that joins it to nothing before, as a slip makes it: um -10 Uhr, 上午-10点."""
    before = text[max(0, start - 2) : start - 1]
    is_apart = before in (" ", "\u00a0") or (notation.han is not None and before >= _HAN)
    if not is_apart or not text[done : start - 1].strip():
        return None
    match = notation.grammar.match(text, start)
    facts = read_moment(match, notation) if match else []
    if not match or not facts or facts[0].kind not in _SIGNED:
        return None
    maybe = "|".join(filter(None, (facts[0].maybe, f"-{facts[0].value}")))
    return [facts[0]._replace(start=start - 1, maybe=maybe), *facts[1:]], match.end()


def _read_word(text: str, start: int, notation: Notation) -> Found:
    match = _WORD.match(text, start)
    word = match[0] if match else ""
    if notation.words.odd:
        word = next((one for one in notation.words.odd if text.startswith(one, start)), word)
    if word in notation.words.phrases:
        phrase = notation.phrases.match(text, start)
        if phrase and (facts := read_moment(phrase, notation)):
            return facts, phrase.end()
    return _READERS[notation.words.kinds.get(word, "cardinal")](text, start, word, notation)


def _read_day(_: str, start: int, word: str, notation: Notation) -> Found:
    end = start + len(word)
    return [Raw("weekday", f"day {notation.words.days[word]}", 1, start, end)], end


def _read_nothing(_: str, start: int, word: str, __: Notation) -> Found:
    """What would only begin a date or time."""
    return [], start + len(word)


def _read_short_day(text: str, start: int, word: str, notation: Notation) -> Found:
    """Thu, 16 November, or (Thu): only so, since “So” and “Sat” are words."""
    end = start + len(word)
    if _BEFORE_DATE.match(text, end) or (text[start - 1 : start] == "(" and text[end : end + 1] in (")", ".")):
        return [Raw("weekday", f"day {notation.words.short_days[word]}", 1, start, end)], end
    return [], end


def _read_month(text: str, start: int, word: str, notation: Notation) -> Found:
    match = notation.phrases.match(text, start)
    if match and (facts := read_moment(match, notation)):
        return facts, match.end()
    end = start + len(word)
    words = notation.words
    if len(word) <= 3 or word in words.common_months:
        before = _WORD.findall(text, max(0, start - 12), start)
        if not before or before[-1].lower() not in words.before_months:
            return [], end
    return [Raw("date", f"?-{words.months[word]:02}-?", 1, start, end)], end


_READERS: dict[str, Callable[[str, int, str, Notation], Found]] = {
    **NUMBERS,
    "day": _read_day,
    "month": _read_month,
    "phrase": _read_nothing,
    "short day": _read_short_day,
}
