"""What the grammar matches → the facts that it says."""

from __future__ import annotations

import re
from collections.abc import Callable

from microsite.checks.facts.characters import read_han
from microsite.checks.facts.dates import read_dates
from microsite.checks.facts.fields import Moment, Raw, beside_part, find_moments, of_quarters, read_number, spaced
from microsite.checks.facts.floors import as_floor
from microsite.checks.facts.hours import read_spans, read_times
from microsite.checks.facts.joined import read_cardinal
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.surroundings import NONE, read_suffix
from microsite.checks.facts.years import EARLY

_TWENTIES = 20
_AGES = {"": range(1, 11), "early": range(1, 5), "mid": range(3, 8), "late": range(5, 11)}
"""The years that are meant by a decade of life, and by its parts."""
_YEAR = 4
_Reader = Callable[[re.Match[str], list[Moment], Notation], list[Raw]]


def read_moment(match: re.Match[str], notation: Notation) -> list[Raw]:
    """The facts of a match of the notation’s grammar; none if it is not a date or time after all."""
    name = match.lastgroup or ""
    parts = list(find_moments(match, notation.fields[name], notation))
    return _READERS[name.rstrip("0123456789")](match, parts, notation)


def _decades(match: re.Match[str], parts: list[Moment], notation: Notation) -> list[Raw]:
    """Decades by their first years. Without a century it is 1920s to 1990s, 2000s or 2010s."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    found: list[Raw] = []
    century = _century(parts[0], notation)
    for part in parts:
        word = part.text("{tens}")
        written = notation.years.tens[spaced(word)] if word else part.text("{decade}", "yy") or ""
        if len(written) == 2 and written.isascii() and century is None and notation.years.ages_before.search(before):
            return [_age(int(written), part.text("{part}"), match.start(), match.end(), notation)]
        strength = 1 if word or "yy" in part.fields else 2
        for value in _split_decades(written, notation):
            year = int(value)
            if len(value) == 2:
                first = century if century is not None else 2000 if year < _TWENTIES else 1900
                year += first
            found += beside_part(Raw("decade", f"{year}s", strength, part.start, part.end), part, notation)
    if len(found) == 2 and len(parts) == 1 and "{part}" not in parts[0].fields:  # 六七十年代
        middle = parts[0].fields["{decade}"].start + 1
        found = [found[0]._replace(end=middle), found[1]._replace(start=middle)]
    return found


def _century(part: Moment, notation: Notation) -> int | None:
    """The year before the first one of a century."""
    if name := part.text("{century}"):
        return notation.years.centuries[name] * 100
    number = read_number(part.text("d"), notation)
    return (number - 1) * 100 if number else None


def _split_decades(written: str, notation: Notation) -> list[str]:
    """The decades of 六七十, or one."""
    if "、" in written and written[0].isascii():
        return [f"{written[0]}0", written[2:]]
    if written.isascii() or not notation.han:
        return [written]
    digits, ten = [character for character in written if character in notation.han.digits], written[-1]
    return [str(read_han(digit + ten, notation.han)) for digit in digits]


def _years(match: re.Match[str], _: list[Moment], notation: Notation) -> list[Raw]:
    """A decade as ten years, if it is counted; or a jubilee."""
    years, word = notation.years, spaced(match[0])
    before = match.string[max(0, match.start() - 16) : match.start()]
    if word in years.spans and not years.spans_after.search(before):
        return []
    value = years.spans.get(word) or years.jubilees[word]
    return [Raw("measure", f"{value * 12} month", 1, match.start(), match.end())]


def _ages(match: re.Match[str], parts: list[Moment], notation: Notation) -> list[Raw]:
    """Mitte 40: an age in years, if nothing is counted."""
    if read_suffix(match.string, match.end(), notation)[0] != NONE:
        return []
    written = parts[0].text("{age}") or ""
    value = int(written) if written.isdigit() else read_cardinal(written.lower(), notation.words.spelling)
    return [_age(value or 0, parts[0].text("{part}"), match.start(), match.end(), notation)]


def _age(decade: int, part: str | None, start: int, end: int, notation: Notation) -> Raw:
    """An age by its decade, in her 40s: any of ten years, and the next; fewer of its early, mid or late ones."""
    years = _AGES[notation.years.parts[spaced(part)] if part else ""]
    maybe = "|".join(f"{12 * (decade + more)} month" for more in years)
    return Raw("measure", f"{12 * decade} month", 1, start, end, maybe)


def _numbered(kind: str, letter: str, most: int) -> _Reader:
    """The reader of quarters or halves of a year."""

    def read(match: re.Match[str], parts: list[Moment], notation: Notation) -> list[Raw]:
        if match.string[match.start() - 1 : match.start()] in notation.years.counted:  # 前三季度
            number = read_number(parts[0].text("d", "{ordinal}"), notation) or 0
            return [of_quarters(number, match.start(), match.end())] if number > 1 else []
        found = []
        for part in parts:
            value = _ordinal(part.text("{ordinal}", "d"), notation)
            if value is None or not 0 < value <= most:
                return []
            year = part.fields.get("y") or part.fields.get("yy")
            found.append(Raw(kind, f"{letter}{value}", 1, part.start, year.start if year else part.end))
            if year:
                found.append(Raw("year", f"20{year.text}"[-_YEAR:], 2, year.start, year.end))  # 2Q27
        return found

    return read


def _ordinals(match: re.Match[str], parts: list[Moment], notation: Notation) -> list[Raw]:
    """Ordinals in a list or range, or a century by its name."""
    found: list[Raw] = []
    for part in parts:
        if name := part.text("{century}"):
            return [Raw("ordinal", f"{notation.years.centuries[name] + 1}.", 1, part.start, part.end)]
        value = _ordinal(part.text("d", "{ordinal}"), notation)
        if value is None:
            return []
        fact = as_floor(Raw("ordinal", f"{value}.", 2, part.start, part.end), match.string, match.end(), notation)
        found += beside_part(fact, part, notation)
    return found


def _ordinal(written: str | None, notation: Notation) -> int | None:
    if written is None:
        return None
    if digits := re.search("[0-9]+", written):
        return int(digits[0])
    if notation.han:
        numerals = "".join(character for character in written if character in notation.han.numerals)
        return read_han(numerals, notation.han)
    return notation.words.spelling.ordinals.get(written)


def _seasons(match: re.Match[str], _: list[Moment], notation: Notation) -> list[Raw]:
    """A season, or a word for a part of the year."""
    value = notation.years.parts[spaced(match[0])]
    kind = "part" if value in EARLY else "half" if value in ("H1", "H2") else "season"
    return [Raw(kind, value, 1, match.start(), match.end())]


_READERS: dict[str, _Reader] = {
    "age": _ages,
    "date": read_dates,
    "decade": _decades,
    "half": _numbered("half", "H", 2),
    "ordinal": _ordinals,
    "quarter": _numbered("quarter", "Q", 4),
    "season": _seasons,
    "span": read_spans,
    "time": read_times,
    "years": _years,
}
