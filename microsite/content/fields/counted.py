"""Numbers of a group file with words beside them: the figure that is meant, in the words of who wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from microsite.content.fields.numerals import FORMS, find_number, is_twofold, read_numeral
from microsite.content.yaml.nodes import shown
from microsite.values.named import NamedTuple

_NUMBER = r"[+-]?[0-9](?:[0-9.,'’ \u00a0\u2009\u202f]*[0-9])?"
_COUNTED = re.compile(rf"(?P<before>[^0-9]*?)(?P<number>{_NUMBER})(?P<behind>[^0-9]*)")
_SCALES = {
    **dict.fromkeys(("k", "tsd", "tausend", "thousand", "千"), 3),
    **dict.fromkeys(("万", "萬"), 4),
    **dict.fromkeys(("m", "mio", "mill", "mn", "million", "millionen", "millions", "百万"), 6),
    **dict.fromkeys(("千万",), 7),
    **dict.fromkeys(("亿", "億"), 8),
    **dict.fromkeys(("mrd", "milliarde", "milliarden", "bn", "billion", "billions"), 9),
    **dict.fromkeys(("billionen", "tn", "trillion", "trillions", "万亿"), 12),
}
_HAN_SCALES = sorted((scale for scale in _SCALES if not scale.isascii()), key=len, reverse=True)
_SCALED = re.compile(rf"\s*(?:(?P<han>{'|'.join(_HAN_SCALES)})|(?P<word>[^\W\d_]+)\.?(?=\W|$))")
_GERMAN_ONE = "Billion"
"""What is 10 to the 12th in German, and in English 10 to the 9th; several are Billionen in German."""


class _Counted(NamedTuple):
    """A number among words: its numeral, those it may be times a power of ten, the word for that, what is around."""

    numeral: str
    wholes: tuple[str, ...]
    word: str
    before: str
    behind: str


def find_counted(text: str, field: str, languages: Collection[str]) -> str:
    """The hint for a text in a field that holds one number among words; that which shows all forms if it does not."""
    is_part = field.endswith((".value", ".previous"))  # of a mapping that is there already
    name = (field.rpartition(".")[0] if is_part else field).rpartition(".")[2]
    counted = _find(text, languages)
    if counted is None or not all(read_numeral(whole)[0] for whole in counted.wholes):
        return f"write one of: {FORMS}"
    before, behind = counted.before.strip(), counted.behind.strip()
    part = "" if before and behind else _find_part(before or behind, languages)
    either = " or ".join(_written(whole, part, is_part=is_part) for whole in counted.wholes)
    if part:
        return f"write {either}"
    call = f"{{{{ {name}{' | compact' if counted.word else ''} }}}}"
    is_all = not before and not behind
    says = f"texts shorten it: {call}" if is_all else f"the texts say {counted.before}{call}{counted.behind}"
    unit = _find_part(counted.word, languages)  # 5 m, 5 K
    also = f", or {_written(counted.numeral, unit, is_part=is_part)} if {shown(counted.word)} is no number"
    return f"write {either}; {says}{also if unit else ''}"


def _written(numeral: str, part: str, *, is_part: bool) -> str:
    if not part:
        return numeral
    return f"{numeral}; beside it, {part}" if is_part else f"{{value: {numeral}, {part}}}"


def _find(text: str, languages: Collection[str]) -> _Counted | None:
    match = _COUNTED.fullmatch(text)
    numeral = _read(match["number"]) if match else ""
    if not match or not numeral:
        return None
    before, behind = match["before"], match["behind"]
    scaled = _SCALED.match(behind)
    word = (scaled["han"] or scaled["word"]) if scaled else ""
    power = _SCALES.get(word.casefold())
    rest = behind[scaled.end() :] if scaled else ""
    if power is None or (rest and _find_part(behind.strip(), languages)):  # 千瓦
        return _Counted(numeral, (numeral,), "", before, behind)
    powers = (power, 12) if word == _GERMAN_ONE and numeral == "1" else (power,)
    numerals = dict.fromkeys((numeral, match["number"]) if is_twofold(match["number"]) else (numeral,))
    wholes = tuple(f"{Decimal(one).scaleb(power):f}" for one in numerals for power in powers)
    return _Counted(numeral, wholes, word, before, rest)


def _read(written: str) -> str:
    numeral = read_numeral(written)[0]
    return (numeral.replace(".", "") if is_twofold(numeral) else numeral) or find_number(written)


def _find_part(words: str, languages: Collection[str]) -> str:
    """What is written of a unit or a currency that words name for sure; "" of anything else."""
    from microsite.i18n.units import find_currencies, find_units  # of few files

    currencies = find_currencies(words, frozenset(languages))
    if len(currencies) == 1:
        return f"currency: {currencies[0]}"
    units = find_units(words, frozenset(languages))
    return f"unit: {units[0]}" if len(units) == 1 else ""
