"""Quotation marks and apostrophes: which a language writes, and which stand there instead."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from microsite.values.named import NamedTuple

_DOUBLE = '"“”„‟«»「」〝〞〟＂'
_SINGLE = "'´‘’‚‛‹›『』＇"
_STRAIGHT = frozenset("\"'")
"""What keyboards have for all of them: one habit, and one finding."""

_OPENING = frozenset("„「〝«")
_CLOSING = frozenset("」〞〟")
"""What opens, and what closes, wherever it stands. “ opens in English and closes in German; » and ” go both ways."""


class QuoteMark(NamedTuple):
    """A mark that the language writes otherwise, at a 0-based place."""

    start: int
    severity: str
    message: str
    replacement: str | None


def find_marks(
    text: str, styles: Sequence[str], accepted: str, apostrophe: str, elision: re.Pattern[str]
) -> Iterator[QuoteMark]:
    """The marks in passages (parted by blank lines) that are not the language's, or not the text's.

    Each of the `styles` is an outer pair and an inner one. A text has one of them throughout: that of most of its
    quotations, in doubt the first. `elision` is what an apostrophe may stand before. Where the marks of a passage do
    not open and close by turns, no replacement is told: what is meant can only be found out by reading.
    """
    quotes = styles[0]
    if any(style[0] in text for style in styles[1:]):
        quotes = max(styles, key=lambda style: len(_pairs(style).findall(text)))
        yield from _of_other_styles(text, quotes[:2], [style[:2] for style in styles if style[0] in accepted])
        accepted = "".join(mark for mark in accepted if mark not in quotes[:2])
    message = f"the quotation marks of this {'language' if quotes == styles[0] else 'text'} are {quotes[0]}…{quotes[1]}"
    inner = f"{quotes[2]}…{quotes[3]}"
    names = f"{quotes[0]}…{quotes[1]}, {inner} or {apostrophe}" if apostrophe else f"{quotes[0]}…{quotes[1]} or {inner}"
    for mark in _of_passages(text, quotes, accepted, apostrophe, elision, message):
        is_straight = text[mark.start] in _STRAIGHT and mark.replacement is not None
        yield mark._replace(message=f"straight marks stand for {names}") if is_straight else mark


def _of_passages(
    text: str, quotes: str, accepted: str, apostrophe: str, elision: re.Pattern[str], message: str
) -> Iterator[QuoteMark]:
    for places in _by_passage(text, _DOUBLE, quotes[:2], accepted):
        yield from _double(text, places, quotes[:2], message)
    for places in _by_passage(text, _SINGLE, apostrophe or quotes[2:], accepted):
        yield from _single(text, places, quotes[2:], apostrophe, elision)


def _by_passage(text: str, marks: str, right: str, accepted: str) -> Iterator[list[int]]:
    """The places of marks by passage; none in a text whose marks are right as they are."""
    every, wrong = _expressions(marks, right, accepted)
    if len(right) != 2 and not wrong.search(text):
        return
    places: list[int] = []
    end = -1
    for match in every.finditer(text):
        if match.start() > end:
            if places:
                yield places
            places, end = [], text.find("\n\n", match.start())
            end = len(text) if end < 0 else end
        places.append(match.start())
    if places:
        yield places


@functools.cache
def _pairs(style: str) -> re.Pattern[str]:
    r"""A quotation in a style; no arrow, which has a space beside it: « back."""
    return re.compile(rf"{style[0]}(?!\s)[^{style[:2]}]*(?<!\s){style[1]}")


def _of_other_styles(text: str, pair: str, others: Iterable[str]) -> Iterator[QuoteMark]:
    """The marks of passages that have quotations of another style alone: accepted, but not beside those of the text."""
    if not _pairs(pair).search(text):
        return
    message = f"the quotation marks of this text are {pair[0]}…{pair[1]}"
    for other in others:
        for places in _by_passage(text, other, "", "") if other != pair else ():
            start, end = text.rfind("\n\n", 0, places[0]) + 1, text.find("\n\n", places[-1])
            passage = text[start : end if end >= 0 else len(text)]
            is_own = pair[0] in passage or pair[1] in passage  # then they are the inner ones
            if not is_own and 2 * len(_pairs(other).findall(passage)) == len(places):
                for place, mark in zip(places, itertools.cycle(pair), strict=False):
                    yield QuoteMark(place, "warning", message, mark)


@functools.cache
def _expressions(marks: str, right: str, accepted: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    every = "".join(sorted(set(marks) - set(accepted)))
    wrong = "".join(sorted(set(every) - set(right)))
    return re.compile(f"[{every}]"), re.compile(f"[{wrong}]")


def _alternate(text: str, places: list[int], pair: str) -> bool:
    """True if every mark is one of the pair, and each opening one is followed by a closing one."""
    return len(places) % 2 == 0 and all(text[place] == pair[number % 2] for number, place in enumerate(places))


def _double(text: str, places: list[int], pair: str, message: str) -> Iterator[QuoteMark]:
    if _alternate(text, places, pair):
        return
    marks = [text[place] for place in places]
    if _go_by_turns(text, places, marks, pair):
        for number, (place, mark) in enumerate(zip(places, marks, strict=True)):
            if mark != pair[number % 2]:
                yield QuoteMark(place, "warning", message, pair[number % 2])
        return
    wrong = [place for place, mark in zip(places, marks, strict=True) if mark not in pair]
    if wrong:
        yield QuoteMark(wrong[0], "info", message, None)
    else:
        yield QuoteMark(places[-1], "info", "opening and closing quotation marks do not alternate", None)


def _go_by_turns(text: str, places: list[int], marks: list[str], pair: str) -> bool:
    """True if every second mark closes what the one before it opens, and none can mean anything else."""
    if len(places) % 2:
        return False
    for start, end, opening, closing in zip(places[::2], places[1::2], marks[::2], marks[1::2], strict=True):
        if end == start + 1 or (opening + closing != pair and not _may_be_pair(opening, closing)):
            return False
        if _is_latin(text[start - 1 : start]) or _is_latin(text[end + 1 : end + 2]):
            return False  # inches, or a mark that belongs to another
    return True


def _may_be_pair(opening: str, closing: str) -> bool:
    if opening in _CLOSING or closing in _OPENING or (opening == "”" and closing != "”"):
        return False
    return closing != "“" or opening in '„"“'


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"


def _single(text: str, places: list[int], pair: str, apostrophe: str, elision: re.Pattern[str]) -> Iterator[QuoteMark]:
    is_open: int | None = None
    for place in places:
        left, right = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
        if _is_latin(left) and _is_latin(right):
            if not left.isdigit():
                yield from _apostrophe(text, place, apostrophe)
        elif is_open is not None and not left.isspace():
            yield from _pair(text, is_open, place, pair)
            is_open = None
        elif not _is_latin(left) and not right.isspace():
            if elision.match(text, place + 1):
                yield from _apostrophe(text, place, apostrophe)
            else:
                is_open = place
        elif left.isalpha() and _is_latin(left):
            yield from _apostrophe(text, place, apostrophe)
    if is_open is not None and text[is_open] not in pair:
        yield QuoteMark(is_open, "info", f"the inner quotation marks of this language are {pair[0]}…{pair[1]}", None)


def _apostrophe(text: str, place: int, apostrophe: str) -> Iterator[QuoteMark]:
    if apostrophe and text[place] != apostrophe:
        yield QuoteMark(place, "warning", f"the apostrophe of this language is {apostrophe}", apostrophe)


def _pair(text: str, start: int, end: int, pair: str) -> Iterator[QuoteMark]:
    message = f"the inner quotation marks of this language are {pair[0]}…{pair[1]}"
    for place, mark in zip((start, end), pair, strict=True):
        if text[place] != mark:
            yield QuoteMark(place, "warning", message, mark)
