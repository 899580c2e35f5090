"""The number itself, by the separators of its locale; or a token, such as a version, if they make no number."""

from __future__ import annotations

import re
from fractions import Fraction

from microsite.checks.facts.characters import han_scale
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import VULGAR, read_decimal
from microsite.checks.facts.surroundings import NONE, Amount, read_suffix
from microsite.values.named import NamedTuple

_SPACED = re.compile(
    r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009'’][0-9]{3}){1,6}(?![0-9])(?:[.,][0-9]{1,20}(?![0-9]|[.,][0-9]))?"
)
_SPACES = frozenset(" \u00a0\u202f\u2009'’")
_CLUSTER = re.compile(r"[0-9]+(?:[.,][0-9]+){0,12}")
_FRACTION = re.compile(
    r"/(?:([1-9][0-9]?[.,][0-9]{1,2})(?![0-9/]|[.,][0-9])|([1-9]0{3,6}|[1-9][0-9]{0,2}(?:[.,][0-9]{3}){0,2})(?![0-9/]))"
)
_LETTERS = re.compile("[a-z]{2,6}")
_MIXED = re.compile(r"[ \u00a0\u2009]([1-9])/([2-9]|1[0-6])(?![0-9/])")
_GROUP = 3
_WITH_DECIMALS = ("percent", "points", "money", "minor", "unit")


class Core(NamedTuple):
    """A number without what belongs to it."""

    value: Amount | None
    """None of a token, of which `raw` is compared."""
    end: int
    raw: str
    strength: int = 2
    is_year: bool = False
    """True of four digits that may be one."""


def read_core(text: str, start: int, notation: Notation) -> Core:
    """The number whose digits begin at `start`."""
    match = _CLUSTER.match(text, start)
    if match is None:
        part = VULGAR.get(text[start])
        return Core(Fraction(*part), start + 1, text[start]) if part else Core(None, start, "")
    spaced = _SPACED.match(text, start) if text[match.end() : match.end() + 1] in _SPACES else None
    if spaced and not text[max(0, start - 2) : start - 1].isdecimal():
        whole, _, decimals = re.sub("[^0-9.]", "", spaced[0].replace(",", ".")).partition(".")
        return Core(read_decimal(whole, decimals), spaced.end(), spaced[0])
    raw = match[0]
    if text.startswith(".x", match.end()):
        return Core(None, match.end(), raw)  # 3.20.x
    if raw.isdigit():
        return _whole(text, raw, match.end(), notation)
    parts = re.split("[.,]", raw)
    is_address = _is_address(parts, raw) and read_suffix(text, match.end(), notation)[0] == NONE
    is_none = is_address or ("." not in raw and _is_list(text, start, match.end(), parts))
    value = None if is_none else _by_separators(parts, re.sub("[0-9]", "", raw), notation)
    if value is None and "." not in raw:
        return _foreign_or_list(text, start, parts, notation)
    return Core(value, match.end(), raw)


def _is_list(text: str, start: int, end: int, parts: list[str]) -> bool:
    """True of {2,6}, and of the rest of 3,5,7; but not of 500,000,000."""
    before = text[max(0, start - 2) : start]
    if all(len(part) == 3 for part in parts):
        return False
    return (before[-1:] == "{" and text[end : end + 1] == "}") or (before[-1:] == "," and before[0].isdecimal())


def _foreign_or_list(text: str, start: int, parts: list[str], notation: Notation) -> Core:
    """1,2 % in English, as another language writes it; or the first of 1,2,3."""
    raw = ",".join(parts)
    end = start + len(raw)
    if len(parts) > 2 and _is_grouped(parts):
        return Core(None, end, raw)  # 1,500,000 in German
    is_decimal = len(parts) == 2 and len(parts[1]) <= 2
    if is_decimal and read_suffix(text, end, notation)[0].kind in _WITH_DECIMALS:
        return Core(read_decimal(*parts), end, raw)
    return _whole(text, parts[0], start + len(parts[0]), notation)


def _by_separators(parts: list[str], separators: str, notation: Notation) -> Amount | None:
    """The value of digits between separators; None if they are not set as numbers are."""
    decimal = notation.decimal
    group = "," if decimal == "." else "."
    last = separators[-1]
    if set(separators) == {group}:
        if len(parts) == 2 and group in notation.decimals and not _is_grouped(parts):
            return read_decimal(*parts)
        return read_decimal("".join(parts)) if _is_grouped(parts) or _is_round(parts) else None
    if len(separators) == 1 or (separators.count(last) == 1 and len(set(separators)) == 2):
        if last == decimal and not _is_grouped(parts[:-1]):
            return None
        return read_decimal("".join(parts[:-1]), parts[-1])
    return None


def _is_grouped(parts: list[str]) -> bool:
    """True of 1 · 234 · 567 and, as in India, 12 · 34 · 567; and of a number without separators."""
    if len(parts) == 1:
        return True
    sizes = {len(part) for part in parts[1:-1]}
    is_first = len(parts[0]) <= (2 if sizes == {2} else 3) and parts[0][0] != "0"
    return is_first and len(parts[-1]) == 3 and sizes in ({3}, {2}, set())


def _is_round(parts: list[str]) -> bool:
    """True of thousands with a digit too many in front, 6400.000; other digits may be a code."""
    return len(parts[0]) > _GROUP and {*parts[1:]} == {"000"}


def _is_address(parts: list[str], raw: str) -> bool:
    """True of 192.168.100.200, though German might group a number so."""
    if len(parts) != 4 or raw.count(".") != 3 or len(raw) > len("255.255.255.255"):
        return False
    return all(part == str(int(part)) and int(part) < 256 for part in parts)


def _parts_of(match: re.Match[str]) -> Fraction:
    """What a fraction is divided by: 2.4 of 1/2.4, and 1000 of 1/1,000."""
    return Fraction(match[1].replace(",", ".") if match[1] else re.sub("[.,]", "", match[2]))


def _part_end(text: str, end: int, notation: Notation) -> int:
    """Where a fraction ends, with its ending if it has one: 1/10th, 1/100stel."""
    word = _LETTERS.match(text, end)
    return word.end() if word and word[0] in notation.units.part_endings else end


def _whole(text: str, raw: str, end: int, notation: Notation) -> Core:
    """A number of digits alone, with what may be a fraction of one behind it."""
    value = read_decimal(raw)
    if value is None or (raw[0] == "0" and len(raw) > 1):
        return Core(None, end, raw)
    after = text[end : end + 1]
    if after in VULGAR:
        return Core(value + Fraction(*VULGAR[after]), end + 1, raw)
    if after in (" ", "\u00a0", "\u2009") and (match := _MIXED.match(text, end)) and int(match[1]) < int(match[2]):
        return Core(value + Fraction(int(match[1]), int(match[2])), match.end(), raw)  # 3 1/2
    if after == "/" and len(raw) <= 3 and (match := _FRACTION.match(text, end)) and value < _parts_of(match):
        return Core(value / _parts_of(match), _part_end(text, match.end(), notation), raw)
    han = notation.han
    if han and after in han.units and (match := han.mixed.match(text, end)):
        large, small = (10 ** han_scale(match[group] or "", han) for group in (1, 3))
        return Core(value * large + int(match[2]) * small, match.end(), raw)
    return Core(value, end, raw, is_year=len(raw) == 4 and "1000" <= raw < "2200")
