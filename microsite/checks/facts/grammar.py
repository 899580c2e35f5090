"""Patterns of dates and times, as CLDR writes them, → one regular expression.

Beyond CLDR’s: “–” is any mark or word of a range or pair, [ ] what may lack, 'a|b' either word, {ending} that of any
ordinal, {decade} its first year, {century} what names the century before it, {hour} the hour and {minutes} the minutes
in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from microsite.checks.facts.characters import Han
from microsite.checks.facts.expressions import GAP, NO_LETTER, SPACE, Pattern, either
from microsite.i18n.tables import Table

_FIELD = re.compile(r"'[^']*'|MMMM|MM?|dd?|y+|HH?|hh?|mm|ss|a(?![a-z])|\{[a-z]+\}|[\[\]–]| |.", re.DOTALL)
_FIELD_NAMES = {"yyyy": "y", "yy": "y", "HH": "H", "hh": "h", "MM": "M", "dd": "d"}
_LITERALS = {
    "[": "(?:",
    "]": ")?",
    " ": GAP,
    ":": "[:：]",
    ".": r"[*_]{0,3}\.",
    "’": "['’]",
}
# Days and hours that do not exist, too: whoever writes 18:75 means a time.
_DIGIT_FIELDS = dict.fromkeys("dMHh", "[0-9]{1,2}") | {"mm": "[0-9]{2}", "ss": "[0-9]{2}"}


class Blanks(NamedTuple):
    """What a language writes in the fields of its patterns."""

    between: str
    """The expression of what may stand in a range or pair."""
    months: Iterable[str]
    halves: Sequence[str]
    hours: Iterable[str]
    minutes: Iterable[str]
    centuries: Iterable[str]
    endings: Iterable[str]


class Grammar:
    """Makes one regular expression of all patterns; each is a group of its own, and so is each of its fields."""

    def __init__(self, blanks: Blanks, han: Han | None) -> None:
        """Take what is written in the fields, and the numerals of a language that has characters for them."""
        self.fields: dict[str, tuple[tuple[str, str], ...]] = {}
        """The fields of each alternative: (name as in CLDR, group)."""
        self._between = f"{SPACE}{{0,3}}(?:{blanks.between}|/){SPACE}{{0,3}}"
        self._end = "" if han else NO_LETTER
        self._around = f"{SPACE}{{0,2}}" if han else ""  # 2017 年 3 月 31 日
        self._ending = f"(?:{either(blanks.endings)})"
        self._bodies = {
            **_DIGIT_FIELDS,
            "y": "[12][0-9]{3}(?![0-9])",
            "MMMM": rf"(?:{either(blanks.months)}){NO_LETTER}\.?",
            "a": rf"(?:{either(blanks.halves)}){self._end}",
            "{decade}": "(?:[12][0-9])?[0-9]0(?![0-9])",
            "{century}": either(blanks.centuries),
            "{hour}": f"(?:{either(blanks.hours)}){NO_LETTER}",
            "{minutes}": f"(?:{either(blanks.minutes)}){self._end}",
        }
        self._guard = ""
        if han:
            # Most numerals begin no date, and to try all patterns takes long: each has one of the signs, behind no more
            # than numerals, spaces, halves of the day and what stands in a range.
            digits, tens = "".join(han.digits), han.tens
            before = {*"0123456789 ", *tens, *han.before, *han.digits, *"".join(blanks.halves), *blanks.between}
            self._guard = rf"(?=[{re.escape(''.join(sorted(before)))}\s\u00a0*_]{{0,40}}[{han.signs}])"
            self._bodies |= {name: f"(?:{self._bodies[name]}|[{digits}{tens}]{{1,3}})" for name in "dMH"}
            self._bodies["y"] = f"(?:[0-9]{{4}}(?![0-9])|[{digits}]{{4}})"
            self._bodies["{decade}"] = f"(?:{self._bodies['{decade}']}|[{han.ones}][{tens}])"

    def build(self, table: Table, patterns: Sequence[str]) -> Pattern:
        """The expression for a language’s table; the patterns of dates are for one that has none."""
        families = (
            ("decade", table.get("decades", {}).get("patterns", [])),
            ("date", ["y-MM-dd", *(table.get("dates", {}).get("patterns") or patterns)]),
            ("time", table.get("times", {}).get("patterns", ["H:mm–H:mm", "H:mm[:ss]"])),
        )
        alternatives = [
            self._alternative(family, f"{family}{number}", pattern)
            for family, own in families
            for number, pattern in enumerate(own)
        ]
        return re.compile(f"{self._guard}(?:{'|'.join(alternatives)})")

    def _alternative(self, family: str, name: str, pattern: str) -> str:
        pieces: list[str] = []
        fields: list[tuple[str, str]] = []
        parts = _FIELD.findall(pattern)
        for part in parts:
            field = _FIELD_NAMES.get(part, part)
            if field in self._bodies:
                group = f"{name}_{len(fields)}"
                fields.append((field, group))
                pieces.append(self._field(field, group, is_padded=part in ("MM", "dd")))
            else:
                pieces.append(self._literal(part))
        self.fields[name] = tuple(fields)
        end = self._end if parts[-1][0] in "'a" else ""
        is_closed = family == "date" and parts[-1] != "]" and _FIELD_NAMES.get(parts[-1], parts[-1]) not in self._bodies
        no_more = "(?![0-9])" if is_closed else "(?![.:]?[0-9])"  # 16.11.2025 is no 16.11., but 11月 ends
        return f"(?P<{name}>{''.join(pieces)}{end}{no_more})"

    def _field(self, field: str, group: str, *, is_padded: bool) -> str:
        body = "[0-9]{2}" if is_padded else self._bodies[field]
        guard = "(?![0-9])" if field in ("d", "M", "H", "h", "mm") else ""
        return f"{self._around}(?P<{group}>{body}){guard}{self._around}"

    def _literal(self, part: str) -> str:
        if part in _LITERALS:
            return _LITERALS[part]
        if part == "–":
            return self._between
        if part == "{ending}":
            return self._ending
        return f"(?:{either(part[1:-1].split('|'))})" if part[0] == "'" else re.escape(part)
