"""Passages → facts: figures, dates, times, versions and the like by value, so that languages can be compared."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from microsite.checks.facts.han import read_han_quantity
from microsite.checks.facts.joined import find_numerals
from microsite.checks.facts.moments import Raw, read_moment
from microsite.checks.facts.notation import Notation, prepare
from microsite.checks.facts.numerals import VULGAR
from microsite.checks.facts.placing import NAMED, SENTENCE_END, may_be_crossed, name_of, with_names
from microsite.checks.facts.quantities import Found, read_quantity
from microsite.checks.facts.worded import NUMBERS
from microsite.checks.prose.passages import Passage

_DIGITS = re.compile("[0-9]+")
_JOINED = re.compile("[\u0590-\u05ff]-")
"""A word of one letter before digits, as Hebrew has them."""
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_DATE = re.compile(r"[.,]{0,2}\s{0,2}(?:[0-9]|[A-Z][a-z]{2,8}\.? [0-9])")
_BETWEEN = "\n\0\n"
"""Stands between passages that are looked through at once; nothing goes over it."""


class Fact(NamedTuple):
    """Something that must be the same in every language, by its value.

    `kind` is number, fraction (in words), factor (doubled, 2.4x), year, ordinal, percent, points (of percent), money,
    measure, date, time, decade, weekday, phone or token (a version, a code). `strength` is 2 if its absence matters, 1
    if only a contradiction does (a number that is spelled out), 0 if neither says much (“beide”, “hundreds”); 3 of
    dates that are deadlines.
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
    """Other values that it may have, with “|” between them: dollars of another country, pounds of weight."""
    part: int = 0
    """Which sentence of its block it stands in, or which cell of its row."""
    name: str = ""
    """What it may be part of the name of, as it stands beside the figure: COVID-, Windows, Street."""


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

    It does not tell ordinals from numbers, since “15.” in German may be either.
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
            values = sorted([fact.value.rstrip(".") for fact in found if fact.strength])
            signature.append(f"{len(blocks)}: {' '.join(values)}")
        start = end + len(_BETWEEN)
    return Facts(tuple(blocks), tuple(facts), "\n".join(signature), notation.language)


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
    for start in _starts(text, notation):
        if start < end:
            continue
        facts, end = _read_at(text, start, notation)
        found += facts
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
    for kind, value, strength, first, last, maybe in found:
        start, end = first - begin, last - begin
        if not is_one_line and done < start:  # facts come in order
            line += text.count("\n", done, start)
            line_start = text.rfind("\n", done, start) + 1 or line_start
            done = start
        if has_sentences and SENTENCE_END.search(text, before, start):
            part += 1
        before = end
        name = name_of(kind, start, end, text, notation) if kind in NAMED else ""
        column = start - line_start + 1
        yield Fact(kind, value, strength, block, line, column, end - start, text[start:end], maybe, part, name)


def _starts(text: str, notation: Notation) -> list[int]:
    """Where facts may begin."""
    if notation.han:
        return [match.start() for match in notation.han.start.finditer(text)]
    starts = [match.start() for match in _DIGITS.finditer(text)]
    for part in VULGAR:
        if part in text:  # to look for them with the digits takes longer
            starts += (match.start() for match in re.finditer(part, text))
    found = set(notation.words.word.findall(text))
    words = notation.words.kinds.keys() & found
    if notation.words.odd:
        words |= {word for word in notation.words.odd if word in text}
    if notation.words.spelling.starts:
        words |= set(find_numerals(found - words, notation.words.spelling))
    if words:
        for word in words:
            starts += _find_word(text, word)
    return sorted(starts)


def _find_word(text: str, word: str) -> Iterator[int]:
    """Where a word stands by itself; sooner than to look at all words of the text."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[start - 1 : start].isalpha() and not text[end : end + 1].isalpha():
            yield start
        start = text.find(word, end)


def _read_at(text: str, start: int, notation: Notation) -> Found:
    character = text[start]
    if "0" <= character <= "9" or character in VULGAR:
        before = text[start - 1 : start]
        is_joined = before == "-" and _JOINED.match(text, start - 2) is None
        if not (before.isalpha() and before.isascii()) and before not in (".", "_") and not is_joined:
            match = notation.grammar.match(text, start)
            if match and (facts := read_moment(match, notation)):
                return facts, match.end()
        return read_quantity(text, start, notation)
    if notation.han:
        match = notation.grammar.match(text, start)
        if match and (facts := read_moment(match, notation)):
            return facts, match.end()
        return read_han_quantity(text, start, notation)
    return _read_word(text, start, notation)


def _read_word(text: str, start: int, notation: Notation) -> Found:
    match = _WORD.match(text, start)
    word = match[0] if match else ""
    if notation.words.odd:
        word = next((one for one in notation.words.odd if text.startswith(one, start)), word)
    return _READERS[notation.words.kinds.get(word, "cardinal")](text, start, word, notation)


def _read_plain_word(_: str, start: int, word: str, notation: Notation) -> Found:
    """A day, an hour: what a word is by itself."""
    words, kind = notation.words, notation.words.kinds[word]
    if kind == "day":
        kind, value, strength = "weekday", f"day {words.days[word]}", 1
    else:
        kind, value, strength = "time", words.hours[word], 1
    return [Raw(kind, value, strength, start, start + len(word))], start + len(word)


def _read_phrase(text: str, start: int, word: str, notation: Notation) -> Found:
    """What begins a date or time, if one follows."""
    match = notation.grammar.match(text, start)
    facts = read_moment(match, notation) if match else []
    return (facts, match.end()) if match and facts else ([], start + len(word))


def _read_short_day(text: str, start: int, word: str, notation: Notation) -> Found:
    """Thu, 16 November, or (Thu): only so, since “So” and “Sat” are words."""
    end = start + len(word)
    if _BEFORE_DATE.match(text, end) or (text[start - 1 : start] == "(" and text[end : end + 1] in (")", ".")):
        return [Raw("weekday", f"day {notation.words.short_days[word]}", 1, start, end)], end
    return [], end


def _read_month(text: str, start: int, word: str, notation: Notation) -> Found:
    match = notation.grammar.match(text, start)
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
    "day": _read_plain_word,
    "hour": _read_plain_word,
    "month": _read_month,
    "phrase": _read_phrase,
    "short day": _read_short_day,
}
