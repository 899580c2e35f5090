"""Patterns of dates and times, as CLDR writes them, → one regular expression.

Beyond CLDR’s: “–” is any mark or word of a range or pair, [ ] what may lack, 'a|b' either word, 'th' the ending of any
ordinal, {decade} its first year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from microsite.checks.facts.expressions import GAP, NO_LETTER, SPACE, Pattern, either

_FIELD = re.compile(r"'[^']*'|MMMM|MM?|dd?|y+|HH?|hh?|mm|ss|a(?![a-z])|\{decade\}|[\[\]–]| |.", re.DOTALL)
_FIELD_NAMES = {"yyyy": "y", "yy": "y", "HH": "H", "hh": "h", "MM": "M", "dd": "d"}
_LITERALS = {
    "'th'": "(?:st|nd|rd|th)",
    "[": "(?:",
    "]": ")?",
    " ": GAP,
    ":": "[:：]",
    ".": r"[*_]{0,3}\.",
    "’": "['’]",
}
_HAN_SIGNS = "年月日号点时:：/-"
# Days and hours that do not exist, too: whoever writes 18:75 means a time.
_DIGIT_FIELDS = dict.fromkeys("dMHh", "[0-9]{1,2}") | {"mm": "[0-9]{2}", "ss": "[0-9]{2}"}


class Grammar:
    """Makes one regular expression of all patterns; each is a group of its own, and so is each of its fields."""

    def __init__(self, months: Iterable[str], halves: Sequence[str], between: str, han_digits: str) -> None:
        """Take the names of months and of halves of the day, what may stand in a range, and Chinese digits if any."""
        self.fields: dict[str, tuple[tuple[str, str], ...]] = {}
        """The fields of each alternative: (name as in CLDR, group)."""
        self._between = f"{SPACE}{{0,3}}(?:{between}|/){SPACE}{{0,3}}"
        self._end = "" if han_digits else NO_LETTER
        self._around = f"{SPACE}{{0,2}}" if han_digits else ""  # 2017 年 3 月 31 日
        self._bodies = {
            **_DIGIT_FIELDS,
            "y": "[12][0-9]{3}(?![0-9])",
            "MMMM": rf"(?:{either(months)}){NO_LETTER}\.?",
            "a": rf"(?:{either(halves)}){NO_LETTER}",
            "{decade}": "(?:[12][0-9])?[0-9]0(?![0-9])",
        }
        self._guard = ""
        if han_digits:
            # Most numerals begin no date, and to try all patterns takes long: each has one of the signs, behind no more
            # than numerals, spaces, halves of the day and what stands in a range.
            before = "".join(sorted({*"0123456789 十上世纪", *han_digits, *"".join(halves), *between}))
            self._guard = rf"(?=[{re.escape(before)}\s\u00a0*_]{{0,40}}[{_HAN_SIGNS}])"
            self._bodies |= {name: f"(?:{self._bodies[name]}|[{han_digits}十]{{1,3}})" for name in "dMH"}
            self._bodies["y"] = f"(?:[0-9]{{4}}(?![0-9])|[{han_digits}]{{4}})"
            self._bodies["{decade}"] = f"(?:{self._bodies['{decade}']}|[一二三四五六七八九]十)"

    def build(self, table: Mapping[str, Any], patterns: Sequence[str]) -> Pattern:
        """The expression for a language’s table; the patterns of dates are for one that has none."""
        families = (
            ("decade", table.get("decades", {}).get("patterns", [])),
            ("date", ["y-MM-dd", *(table.get("dates", {}).get("patterns") or patterns)]),
            ("time", table.get("times", {}).get("patterns", ["H:mm–H:mm", "H:mm[:ss]"])),
        )
        alternatives = [
            self._alternative(f"{family}{number}", pattern)
            for family, own in families
            for number, pattern in enumerate(own)
        ]
        return re.compile(f"{self._guard}(?:{'|'.join(alternatives)})")

    def _alternative(self, name: str, pattern: str) -> str:
        pieces: list[str] = []
        fields: list[tuple[str, str]] = []
        for part in _FIELD.findall(pattern):
            field = _FIELD_NAMES.get(part, part)
            if field in self._bodies:
                group = f"{name}_{len(fields)}"
                fields.append((field, group))
                pieces.append(self._field(field, group, is_padded=part in ("MM", "dd")))
            else:
                pieces.append(self._literal(part))
        self.fields[name] = tuple(fields)
        end = self._end if pattern[-1] in "'ra" else ""
        is_short = pattern[-1] in ".月年" or pattern.endswith("日|号'")
        no_more = "(?![0-9])" if is_short else "(?![.:]?[0-9])"
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
        return f"(?:{either(part[1:-1].split('|'))})" if part[0] == "'" else re.escape(part)
