"""The readers of what a figure counts: units and currencies, by their names in CLDR and by what people call them."""

from __future__ import annotations

from collections.abc import Iterable

from microsite.content.fields.table import FieldType, Reading, read_text
from microsite.content.yaml.nodes import Node, shown
from microsite.diagnostics.problems import did_you_mean


def read_unit(node: Node, name: str, reading: Reading) -> str | None:
    """Read "percent" or a unit of CLDR, by its name, its symbol, or a word of the site. Reports `figure-invalid`."""
    from microsite.i18n.formats import is_unit, unit_names

    unit = read_text(node, name, reading)
    if unit is None or unit == "percent" or is_unit(unit):
        return unit
    from microsite.i18n.units import find_units

    found = find_units(unit, reading.languages)
    if len(found) == 1:
        return found[0]
    if found:
        message, hint = f"{shown(unit)} means more than one unit", _choose("unit", found)
    else:
        message = f"there is no unit {shown(unit)}"
        hint = _meant(unit, unit_names(), reading) or _in_words(unit, name)
    reading.tell("figure-invalid", f"“{name}”: {message}", node.span, hint)
    return None


def _meant(unit: str, names: Iterable[str], reading: Reading) -> str:
    """A hint at a symbol in another case, or at a name that begins with the same letter: others are alike by chance."""
    from microsite.i18n.units import find_symbols

    symbols = find_symbols(unit, reading.languages)
    if len(symbols) == 1:
        return f"did you mean “{symbols[0]}”?"
    return did_you_mean(unit, [name for name in ("percent", *names) if name[0] == unit[0].lower()])


def _in_words(unit: str, name: str) -> str:
    """What to do about something that is counted, and no unit that every language can write."""
    figure = name.removesuffix(".unit").rpartition(".")[2]
    units = "units are those of CLDR: percent, day, kilometer, kWh …"
    return f"leave the unit out, and write {{{{ {figure} }}}} {unit} in the texts; {units}"


def read_currency(node: Node, name: str, reading: Reading) -> str | None:
    """Read the code of a currency (ISO 4217). Reports `figure-invalid`."""
    from microsite.i18n.formats import is_currency

    code = read_text(node, name, reading)
    if code is None or is_currency(code):
        return code
    from microsite.i18n.units import find_currencies

    found = (code.upper(),) if is_currency(code.upper()) else find_currencies(code, reading.languages)
    hint = _choose("currency", found) if found else "write its code of three letters, such as CNY, EUR or USD"
    reading.tell("figure-invalid", f"“{name}”: there is no currency {shown(code)}", node.span, hint)
    return None


def _choose(part: str, names: tuple[str, ...]) -> str:
    return "write " + " or ".join(f"{part}: {name}" for name in names)


TYPES: dict[str, FieldType] = {
    "unit": FieldType("percent, or a unit of CLDR by its name or symbol", "day", read_unit),
    "currency": FieldType("the code of a currency (ISO 4217)", "CNY", read_currency),
}
