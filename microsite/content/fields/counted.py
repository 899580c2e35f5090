"""Numbers of a group file with words beside them: the figure that is meant, in the words of who wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from microsite.content.fields.numerals import FORMS, find_number, is_twofold, read_numeral

_NUMBER = r"[+-]?[0-9](?:[0-9.,'’ \u00a0\u2009\u202f]*[0-9])?"
_COUNTED = re.compile(rf"(?P<before>[^0-9]*?)(?P<number>{_NUMBER})(?P<behind>[^0-9]*)")
_SCALES = {
    **dict.fromkeys(("k", "tsd", "tausend", "thousand", "千"), 3),
    **dict.fromkeys(("万", "萬"), 4),
    **dict.fromkeys(("m", "mio", "mill", "mn", "million", "millionen", "millions", "百万"), 6),
    **dict.fromkeys(("亿", "億"), 8),
    **dict.fromkeys(("mrd", "milliarde", "milliarden", "bn"), 9),
}


def find_counted(text: str, field: str, languages: Collection[str]) -> str:
    """The hint for a text in a field that holds one number among words; that which shows all forms if it does not."""
    is_part = field.endswith((".value", ".previous"))  # of a mapping that is there already
    name = (field.rpartition(".")[0] if is_part else field).rpartition(".")[2]
    match = _COUNTED.fullmatch(text)
    numeral = _read(match["number"]) if match else ""
    if not match or not numeral:
        return f"write one of: {FORMS}"
    before, behind = match["before"].strip(), match["behind"].strip()
    words = before or behind
    if before and behind:
        part = ""
    elif scale := _SCALES.get(words.rstrip(".").casefold()):
        whole = f"{Decimal(numeral).scaleb(scale):f}"
        return f"write {whole}; texts shorten it: {{{{ {name} | compact }}}}"
    else:
        part = _find_part(words, languages)
    if part:
        return f"write {numeral}; beside it, {part}" if is_part else f"write {{value: {numeral}, {part}}}"
    return f"write {numeral}; the texts say {text.replace(match['number'], f'{{{{ {name} }}}}')}"


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
