"""What is found of dates and times: the match of a grammar → its fields, moment by moment, and facts as offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from microsite.checks.facts.characters import read_han
from microsite.checks.facts.expressions import SPACE
from microsite.checks.facts.joined import read_cardinal
from microsite.checks.facts.notation import Notation
from microsite.i18n.spelling import Spelled
from microsite.values.named import NamedTuple

DEADLINE = 3
"""The strength of a date after “before” or “until”: what is a day apart may be the same."""
SAID = 3
"""The strength of a time of which the half of the day is said: 8 p.m., 早上8点."""


class Raw(NamedTuple):
    """A fact within a text: `strength` and `amount` as in `facts.Fact`, `start` and `end` as offsets."""

    kind: str
    value: str
    strength: int
    start: int
    end: int
    maybe: str = ""
    amount: str = ""

    def moved(self, spelled: Spelled) -> Raw:
        """The same in the text that was spelled so."""
        start, end = spelled.origin(self.start, self.end)
        return self._replace(start=start, end=end)


class Slot(NamedTuple):
    """What is written in a field, and where."""

    text: str
    start: int
    end: int


class Moment(NamedTuple):
    """One of the moments of a range or list, by the fields that are written; where it stands."""

    fields: Mapping[str, Slot]
    start: int
    end: int

    def text(self, *names: str) -> str | None:
        """What is written in the first of these fields that is there."""
        return next((self.fields[name].text for name in names if name in self.fields), None)


def find_moments(match: re.Match[str], fields: tuple[tuple[str, str], ...], notation: Notation) -> Iterator[Moment]:
    """The moments of a match in their order; one has no field twice."""
    written: dict[str, Slot] = {}
    start = end = match.start()
    for field in _find_fields(match, fields, notation):
        name, place = field
        if name == "–":
            yield Moment(written, start, end)
            written, start = {}, -1
            continue
        if name in written:
            yield Moment(written, start, end)
            written, start = {}, place.start
        start = place.start if start < 0 else start
        written[name] = place
        end = place.end
    yield Moment(written, start, match.start() + len(match[0].rstrip(" \n\t\u00a0,")))


def _find_fields(
    match: re.Match[str], fields: tuple[tuple[str, str], ...], notation: Notation
) -> Iterator[tuple[str, Slot]]:
    """The fields that are written, by their names; each of those of a list."""
    for name, group in fields:
        if not group:
            yield name, Slot("", match.start(), match.start())
            continue
        text = match[group]
        if text is None:
            continue
        start = match.start(group)
        if name[-1] != "*":
            yield name, Slot(text, start, match.end(group))
            continue
        for item in notation.items[name[:-1]].finditer(text):
            own = "{day}" if item["day"] else name[:-1]
            yield own, Slot(item[0], start + item.start(), start + item.end())


def beside_part(fact: Raw, part: Moment, notation: Notation) -> Iterator[Raw]:
    """A fact, and early or late that stands before or behind it."""
    field = part.fields.get("{part}")
    if field is None:
        yield fact
        return
    named = Raw("part", notation.years.parts[spaced(field.text)], 1, field.start, field.end)
    others = [other for name, other in part.fields.items() if name != "{part}"]
    start = min(other.start for other in others)
    if field.start < start:
        yield named
        yield fact._replace(start=start)
    else:
        yield fact._replace(end=max(other.end for other in others))
        yield named


def spaced(text: str) -> str:
    """Words with one space between them, whatever stands there, in small letters."""
    return re.sub(f"{SPACE}+", " ", text).strip().lower()


def read_number(text: str | None, notation: Notation) -> int | None:
    """The number in a field, in digits, words or characters; None if it is none, or nothing is written."""
    if text is None or (text.isascii() and text.isdigit()):
        return None if text is None else int(text)
    return read_han(text, notation.han) if notation.han else read_cardinal(text, notation.words.spelling)


def of_quarters(number: int, start: int, end: int) -> Raw:
    """The first three quarters, which are as long as the first nine months."""
    return Raw("measure", f"{3 * number} month", 1, start, end)
