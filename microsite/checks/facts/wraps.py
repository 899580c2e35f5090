"""What CLDR puts around numbers: words of compact numbers, signs of percent and money, names of units.

`i18n.formats` writes by the same patterns, so that what it writes is read in every language that Babel knows. A
language’s own table says more of it, and comes first; here is what it does not say.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from babel.core import Locale
from babel.numbers import NumberPattern

from microsite.i18n.cldr import unit_keys, unit_patterns
from microsite.i18n.formats import is_currency
from microsite.i18n.locales import parse_locale
from microsite.i18n.spelling import spell
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

_BLANKS = " \u00a0\u202f"
_BARE = range(0x0E00, 0x10A0)
"""Scripts from Thai to Myanmar, which have no spaces between words; those from Hangul and CJK on are like them."""
_BARE_FROM = 0x2E80
_LATIN_UNTIL = "\u0370"
WIDE_BLANKS = frozenset("\u00a0\u202f")
SIGNS = frozenset("-−–")
_SPACE = re.compile("[\u00a0\u202f]")
_PLAIN_GAPS = ("", " ", "  ")
_NUMBER = "\0"
_CODE = re.compile("[A-Z]{3}(?![A-Za-z])")
_CODE_BEFORE = re.compile("(?<![A-Za-z])[A-Z]{3}\\Z")


class Wrap(NamedTuple):
    """A name beside a number. `kind` is scale, percent, money or unit."""

    name: str
    kind: str
    key: str = ""
    """The ISO 4217 code, or the unit as the table of units or else CLDR calls it."""
    power: int = 0
    other: str = ""
    """What stands on the other side of the number: 摂氏 5 度."""
    is_glued: bool = False
    """True of 5M, which is no “5 M”."""


class Wraps(NamedTuple):
    """The names of one locale; make it with `wraps_of`."""

    behind: Mapping[str, tuple[tuple[str, ...], tuple[Wrap, ...]]]
    """By their first character, the longest first: the names alone, and the same with what they mean."""
    before: Mapping[str, tuple[tuple[str, ...], tuple[Wrap, ...]]]
    """By their last character."""
    units: dict[str, tuple[str, Fraction]]
    """The base and the factor of each unit that is named, by its key."""
    currencies: dict[str, str]
    """The codes of currencies by their signs."""
    is_code_glued: bool
    """True of EUR-42: codes of currencies stand right before a sign."""


def make_wraps(babel_locale: str, shared: Table, named: Table | None, characters: Mapping[int, str]) -> Wraps:
    """The names of a locale; `shared` is the table of units, whose keys are meant, `named` those that have names.

    `characters` are those that the text is read in, for others.

    Of a language with a table only what `formats` writes: its table knows better what else is written.
    """
    locale = parse_locale(babel_locale)
    own = locale.currency_symbols.items()
    symbols = {_clean(symbol): str(code) for code, symbol in own if symbol not in (code, "¤")}  # PEN and TOP are words
    symbols.pop("", None)
    units, unit_wraps = _find_units(str(locale), shared, named)
    behind: dict[str, dict[str, list[Wrap]]] = defaultdict(lambda: defaultdict(list))
    before: dict[str, dict[str, list[Wrap]]] = defaultdict(lambda: defaultdict(list))
    signs = [Wrap(symbol, "money", code) for symbol, code in symbols.items()]
    percents = _split(_written(locale.percent_formats[None]), Wrap("", "percent"))
    found = (*percents, *_find_scales(locale), *((side, one) for one in signs for side in "<>"), *unit_wraps)
    for side, one in found:
        wrap = one._replace(name=one.name.translate(characters), other=one.other.translate(characters))
        if side == ">":
            behind[wrap.name[0]][wrap.name].append(wrap)
        else:
            before[wrap.name[-1]][wrap.name].append(wrap)
    return Wraps(
        _sorted(behind), _sorted(before), units, symbols, locale.currency_formats["standard"].prefix[1] == "¤-"
    )


_SHORTEST = 3


def _sorted(
    names: Mapping[str, Mapping[str, list[Wrap]]],
) -> dict[str, tuple[tuple[str, ...], tuple[Wrap, ...]]]:
    """The longest first, and what asks for something on the other side before what does not."""
    found = {}
    for character, by_name in names.items():
        wraps = sorted(
            (one for own in by_name.values() for one in own), key=lambda one: (-len(one.name), -len(one.other))
        )
        found[character] = tuple(by_name), tuple(wraps)
    return found


def _clean(text: str) -> str:
    return spell(text).text.strip(_BLANKS)


def _split(pattern: str, meant: Wrap) -> Iterator[tuple[str, Wrap]]:
    """The name in a pattern, < before the number or > behind it, with spaces as CLDR has them, and with plain ones."""
    first, _, last = pattern.partition(_NUMBER)
    before, after = _clean(first), _clean(last)
    side, name, other = (">", after, before) if after else ("<", before, "")
    is_glued = name.isascii() and name.isalpha() and first == before and last == after
    if name:
        yield side, meant._replace(name=name, other=other, is_glued=is_glued and meant.kind == "scale")
    if "\u00a0" in name or "\u202f" in name:
        yield side, meant._replace(name=_SPACE.sub(" ", name), other=other)


def _written(pattern: NumberPattern) -> str:
    return f"{pattern.prefix[0]}{_NUMBER}{pattern.suffix[0]}".replace("'", "")  # which quotes letters


def _find_scales(locale: Locale) -> Iterator[tuple[str, Wrap]]:
    """The words of compact numbers, short and long, in every plural form."""
    for length in ("short", "long"):
        forms = locale.compact_decimal_formats.get(length, {})
        for patterns in forms.values():
            for size, pattern in patterns.items():
                power = len(size) - max(1, (pattern.number_pattern or "").count("0"))
                if power:
                    yield from _split(_written(pattern), Wrap("", "scale", power=power))
    for patterns in locale.compact_currency_formats.get(
        "short", {}
    ).values():  # some are written otherwise beside money
        for size, pattern in patterns.items():
            power = len(size) - max(1, (pattern.number_pattern or "").count("0"))
            if power:
                yield from _split(_written(pattern).replace("¤", ""), Wrap("", "scale", power=power))


def _find_units(
    identifier: str, shared: Table, named: Table | None
) -> tuple[dict[str, tuple[str, Fraction]], list[tuple[str, Wrap]]]:
    """The bases of units by their keys, and their names: the long ones, then short ones that mean nothing else.

    In a language with a table letters alone, and single characters, are left out: 5G, 5节 are no measures as a rule.
    """
    own, keys = unit_patterns(identifier), shared["cldr"]
    is_short_too, named = named is None, named or {}
    measures = [(unit, key, keys.get(unit, unit)) for unit, key in unit_keys().items()]
    bases: dict[str, tuple[str, Fraction]] = {}
    measures = [measure for measure in measures if measure[2] and not named.get(measure[2])]
    meant: dict[tuple[str, str], str] = {}
    wraps: dict[tuple[str, Wrap], None] = {}
    for length in ("long", "short") if is_short_too else ("long",):
        for unit, category, key in sorted(measures, key=lambda measure: measure[2] not in shared):
            base, factor = shared.get(key, (unit, 1))
            bases[key] = base, Fraction(factor)
            forms = own.get(category, {})
            wrap = Wrap("", "percent") if unit == "percent" else Wrap("", "unit", key)
            for pattern in _plural_forms(forms, length) or _plural_forms(forms, "short"):
                for side, found in _split(pattern.replace("{0}", _NUMBER), wrap):
                    is_odd = not is_short_too and len(found.name) < (_SHORTEST if found.name.isascii() else 2)
                    if not is_odd and meant.setdefault((found.name, found.other), key) == key:
                        wraps[side, found] = None
    return bases, list(wraps)


def _plural_forms(forms: Mapping[str, Mapping[str, str]], length: str) -> set[str]:
    """The patterns of a length that have a number: in Arabic the dual needs none, and “per” is no form."""
    return {pattern for form, pattern in dict(forms.get(length, {})).items() if form != "per" and "{0}" in pattern}


# ---- finding ------------------------------------------------------------------------------------------------------


def is_followed(text: str, end: int, wraps: Wraps) -> bool:
    """False if no name stands behind a number that ends at `end`, as behind most; soon known."""
    first = text[end : end + 1]
    if first == " ":
        end += 1
        first = text[end : end + 1]
    if found := wraps.behind.get(first):
        return text.startswith(found[0], end)
    return first in WIDE_BLANKS


def is_led(text: str, start: int, wraps: Wraps) -> bool:
    """False if no name stands before a number that begins at `start`; soon known."""
    start -= text[start - 1 : start] in SIGNS
    start -= text[start - 1 : start] == " "
    last = text[start - 1 : start]
    return last in wraps.before or last in WIDE_BLANKS or wraps.is_code_glued


def find_behind(text: str, end: int, wraps: Wraps, kinds: Iterable[str]) -> tuple[Wrap, int] | None:
    """What follows a number that ends at `end`, of some kinds, and where that ends."""
    place, size = end, len(text)
    while place < size and place < end + 2 and text[place] in _BLANKS:
        place += 1
    names, found = wraps.behind.get(text[place : place + 1], ((), ()))
    if names and text.startswith(names, place):
        for wrap in found:
            stop = place + len(wrap.name)
            if wrap.kind not in kinds or not text.startswith(wrap.name, place) or not _is_end(text, stop):
                continue
            if not (wrap.is_glued and place > end) and (not wrap.other or _stands_before(text, end, wrap.other)):
                return wrap, stop
    is_apart = text[end:place] not in _PLAIN_GAPS or not text[end - 1].isascii()
    if "money" in kinds and is_apart and (code := _CODE.match(text, place)):
        return (Wrap(code[0], "money", code[0]), code.end()) if is_currency(code[0]) else None
    return None


def _stands_before(text: str, end: int, other: str) -> bool:
    start = end
    while start > 0 and (text[start - 1].isdigit() or text[start - 1] in ".,'’+-−" + _BLANKS):
        start -= 1
    return text.endswith(other, 0, start)


def find_before(text: str, start: int, wraps: Wraps, kinds: Iterable[str]) -> tuple[Wrap, int] | None:
    """What stands before a number that begins at `start`, of some kinds, and where that begins."""
    place = start
    while place > 0 and text[place - 1] in _BLANKS and place > start - 2:
        place -= 1
    names, found = wraps.before.get(text[place - 1 : place], ((), ()))
    if names and text.endswith(names, 0, place):
        for wrap in found:
            begin = place - len(wrap.name)
            if wrap.kind in kinds and text.endswith(wrap.name, 0, place) and _is_start(text, begin):
                return wrap, begin
    is_apart = text[place:start] not in _PLAIN_GAPS or wraps.is_code_glued or not text[start : start + 1].isascii()
    if "money" in kinds and is_apart and (code := _CODE_BEFORE.search(text[:place][-4:])):
        return (Wrap(code[0], "money", code[0]), place - 3) if is_currency(code[0]) else None
    return None


def _is_end(text: str, end: int) -> bool:
    """True where a name may end: not within a word, but for scripts without spaces."""
    return _is_border(text[end - 1 : end], text[end : end + 1])


def _is_start(text: str, start: int) -> bool:
    return _is_border(text[start : start + 1], text[start - 1 : start] if start else "")


def _is_border(inner: str, outer: str) -> bool:
    if not inner.isalnum() or not outer.isalnum() or (inner < _LATIN_UNTIL) != (outer < _LATIN_UNTIL):
        return not (inner.isalnum() and outer and unicodedata.category(outer)[0] == "M")
    return ord(inner) >= _BARE_FROM or ord(inner) in _BARE
