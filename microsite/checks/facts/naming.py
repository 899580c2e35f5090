"""Which names figures are part of: COVID-19, the 737 MAX, Windows 11, 125th Street."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from microsite.checks.facts.expressions import NO_LETTER, Pattern, either, names_by_value
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

_REACH = 24
"""How many characters before a figure are looked at."""
_HYPHENS, _HAN = frozenset("-‑./_"), "\u2e80"
_GLUED = re.compile(r"([^\W\d_\u2e80-\uffff]{1,20}[-‑./_]?)\Z")
_ENDS = frozenset(".!?:;。！？“”\"'(")
"""What a sentence begins behind, and with it a word with a capital letter that need be no name."""
_BREAKS = frozenset(',;:!?)”“»"')
"""What ends a clause, and with it a name: 3 Millionen Euro; 1,2 Millionen davon."""
_CAPITAL_BEHIND = re.compile(r"(\s[A-Z]\w{1,20})")


class NameTable(NamedTuple):
    """What a language calls without its figure, or with it in another way than by its numerals."""

    pattern: Pattern
    said: Mapping[str, tuple[str, str, str]]
    """Kind, value and name of the fact that each says: 新冠 is COVID-19, Achtelfinale the round of 16."""


def make_names(table: Table, *, is_han: bool) -> NameTable | None:
    """The names of a language’s table, by what they say: a date, or letters and a number, or that alone."""
    said = {name: _read_key(key) for name, key in names_by_value(table.get("names", {})).items()}
    if not said:
        return None
    ends = "" if is_han else NO_LETTER
    start = "" if is_han else r"(?<![\w/.·])"
    return NameTable(re.compile(f"{start}(?:{either(said)}){ends}(?![/·0-9])"), said)


def _read_key(key: str) -> tuple[str, str, str]:
    name, number = re.fullmatch("(.*?)([0-9]*)", key, re.DOTALL).groups()  # type: ignore[union-attr]
    if name.startswith("?"):
        return "date", key, ""
    return ("token" if name else "number"), number, name


def find_names(text: str, names: NameTable) -> Iterator[tuple[str, str, int, int, int]]:
    """Kind, value, strength, start and end of what the names in a text say: nothing is missing where none stands."""
    if not any(name in text for name in names.said):  # sooner than to look for all of them at each place
        return
    for match in names.pattern.finditer(text):
        kind, value, _ = names.said[match[0]]
        yield kind, value, int(kind != "number"), *match.span()


def find_name(text: str, start: int, end: int, kind: str, months: Container[str]) -> str:
    """What a figure may be part of the name of: letters that it is glued to, or a word with a capital beside it."""
    before = text[start - 1 : start]
    if kind == "ordinal":
        match = _CAPITAL_BEHIND.match(text, end)
    elif before == " ":
        name = _capital_before(text, start)
        return "" if name[:-1] in months else name
    elif before in _HYPHENS or (before.isalpha() and before < _HAN):
        match = _GLUED.search(text, max(0, start - _REACH), start)
    else:
        return ""
    return match[1] if match else ""


def _capital_before(text: str, start: int) -> str:
    """The word before a space and a figure, with that space, if it has a capital and does not begin a sentence."""
    reach = max(0, start - _REACH)
    begin = max(text.rfind(" ", reach, start - 1) + 1, reach)
    if text[begin] >= _HAN:  # 使用Windows 11
        begin = next((place for place in range(begin, start) if text[place] < _HAN), start - 1)
        return text[begin:start] if text[begin].isupper() else ""
    is_word = text[begin].isupper() and text[start - 2] not in _BREAKS
    is_name = is_word and begin > 1 and text[begin - 1] == " " and text[begin - 2] not in _ENDS
    return text[begin:start] if is_name else ""
