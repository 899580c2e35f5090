"""The readers of a group file's figures and pictures: facts that every language writes its own way."""

from __future__ import annotations

import re
from typing import Any

from microsite.content.fields.days import read_day
from microsite.content.fields.table import (
    FieldType,
    Reading,
    choice,
    is_empty,
    read_fields,
    read_record,
    read_text,
)
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, shown
from microsite.diagnostics.problems import did_you_mean
from microsite.model.entries import Figure, Picture
from microsite.model.kinds import Field

DIGITS_BOUND = 18  # more is no fact that a reader takes in, and would be rounded on the way to the page

FIGURE_FIELDS = (
    Field("value", "figure-value", "A number or a date; the percent of a percentage."),
    Field("unit", "unit", "The unit: `percent`, or one of CLDR such as `day` or `kilometer`."),
    Field("currency", "currency", "The currency of an amount, by its ISO 4217 code such as `CNY`."),
    Field("from", "date", "First day of an interval."),
    Field("to", "date", "Last day of an interval, inclusive."),
    Field("label", "language-text", "What the figure counts, for the key figures of the home page."),
)
PICTURE_FIELDS = (
    Field("file", "file", "Name of the file in the folder `<key>/`.", required=True),
    Field("alt", "language-text", "What the picture shows, for readers who cannot see it."),
    Field("caption", "language-text", "Text below the picture."),
    Field("credit", "text", "Who made it."),
)

_NAME = re.compile("[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+)(?P<decimals>\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:(?P<mark>[,.'’_ \u00a0\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_SHAPES = ({"value"}, {"value", "unit"}, {"value", "currency"}, {"from", "to"})
_FORMS = "3944 · {value: 71.8, unit: percent} · {value: 2500000, currency: CNY} · {from: 2025-11-15, to: 2025-11-16}"


def is_figure_name(text: str) -> bool:
    """True of a name that `{{ name }}` can call: lower-case ASCII letters, digits and underscores, a letter first."""
    return bool(_NAME.fullmatch(text))


def read_figures(node: Node, name: str, reading: Reading) -> dict[str, Figure] | None:
    """Read figures by name, in the order written. Reports `figure-invalid`."""
    if not isinstance(node, Fields):
        reading.tell_type("figures", node, name)
        return None
    figures: dict[str, Figure] = {}
    for key, item in node.entries:
        check_figure_name(key, reading)
        figure = _read_figure(item, f"{name}.{key.text}", reading)
        if figure is not None:
            figures[key.text] = figure
    return figures


def check_figure_name(key: Scalar, reading: Reading) -> None:
    """Report `figure-invalid` for a name that is not valid, with the name that may be meant."""
    if not is_figure_name(key.text):
        suggestion = re.sub("[^a-z0-9]+", "_", key.text.lower()).strip("_")
        hint = f"write {suggestion}" if is_figure_name(suggestion) else ""
        message = f"{shown(key.text)} cannot name a figure: lower-case letters a to z, digits and “_”, a letter first"
        reading.tell("figure-invalid", message, key.span, hint)


def _read_figure(node: Node, name: str, reading: Reading) -> Figure | None:
    if not isinstance(node, Fields):
        return read_figure_value(node, name, reading)
    names = [part.name for part in FIGURE_FIELDS]
    for key, _ in node.entries:
        if key.text not in names:  # no warning: the figure may mean another number without it
            is_decimals = key.text.isdigit()
            hint = "decimals follow a point: write 71.8" if is_decimals else choice(key.text, names)
            reading.tell("figure-invalid", f"“{name}” has an unknown part {shown(key.text)}", key.span, hint)
            return None
    values = read_fields(node, FIGURE_FIELDS, reading, f"{name}.")
    parts = set(names) - {"label"}
    shape = parts & {key.text for key, item in node.entries if not is_empty(item)}
    if shape not in _SHAPES:
        parts_given = " and ".join(f"“{part}”" for part in sorted(shape)) or "a label"
        message = (
            f"“{name}” is not a figure: {parts_given} {'do not go together' if len(shape) > 1 else 'is not enough'}"
        )
        reading.tell("figure-invalid", message, node.span, f"write one of: {_FORMS}")
        return None
    if not shape <= values.keys():  # what is wrong with a part has been told
        return None
    figure = _interval(values, node, name, reading) if "from" in shape else _counted(values, node, name, reading)
    return figure._replace(label=values.get("label", {})) if figure else None


def _interval(values: dict[str, Any], node: Node, name: str, reading: Reading) -> Figure | None:
    first, last = values["from"], values["to"]
    if first > last:
        hint = f"write from: {last.isoformat()} and to: {first.isoformat()}"
        reading.tell("figure-invalid", f"“{name}” ends before it begins", node.span, hint)
        return None
    return Figure("interval", first.isoformat(), until=last.isoformat())


def _counted(values: dict[str, Any], node: Node, name: str, reading: Reading) -> Figure | None:
    figure: Figure = values["value"]
    unit, currency = values.get("unit", ""), values.get("currency", "")
    if not unit and not currency:
        return figure
    if figure.kind != "number":
        reading.tell("figure-invalid", f"“{name}” is a date, and a date has no unit", node.span, "write a number")
        return None
    if currency:
        return figure._replace(kind="money", unit=currency)
    return figure._replace(kind="percent") if unit == "percent" else figure._replace(kind="unit", unit=unit)


def read_figure_value(node: Node, name: str, reading: Reading) -> Figure | None:
    """Read a number (a plain decimal numeral, its decimals as written) or a date. Reports `figure-invalid`."""
    if not isinstance(node, Scalar):
        reading.tell_type("figure-value", node, name)
        return None
    text = node.text.strip()
    if re.match("[0-9]{4}-[0-9]", text):
        date = read_day(node, name, reading)
        return Figure("date", date.isoformat()) if date else None
    match = _NUMBER.fullmatch(text)
    complaint, hint = "", ""
    if not text:
        complaint, hint = "is empty", f"write one of: {_FORMS}"
    elif not match:
        complaint, hint = f"is not a number or a date: {shown(text)}", _number_hint(text)
    elif sum(character.isdigit() for character in text) > DIGITS_BOUND:
        complaint, hint = f"has more than {DIGITS_BOUND} digits", "round it"
    elif match["whole"].startswith("0") and match["whole"] != "0":
        complaint, hint = f"begins with a zero: {shown(text)}", "write it without the zero"
    if match is None or complaint:
        reading.tell("figure-invalid", f"“{name}” {complaint}", node.span, hint)
        return None
    numeral = match["whole"] + (match["decimals"] or "")
    is_negative = match["sign"] == "-" and numeral.strip("0.")
    return Figure("number", f"-{numeral}" if is_negative else numeral)


def _number_hint(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return f"write {re.sub('[^0-9+-]', '', text)}: digits alone; each language groups them its own way"
    if re.fullmatch("[+-]?[0-9]+,[0-9]+", text):
        return f"write {text.replace(',', '.')}: a point here; each language has its own mark"
    percent = re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?)\s*%", text)
    if percent:
        return f"write {{value: {percent[1].replace(',', '.')}, unit: percent}}"
    return f"write one of: {_FORMS}"


def read_unit(node: Node, name: str, reading: Reading) -> str | None:
    """Read "percent" or a unit of CLDR. Reports `figure-invalid`."""
    from microsite.i18n.formats import is_unit, unit_names

    unit = read_text(node, name, reading)
    if unit is None or unit == "percent" or is_unit(unit):
        return unit
    hint = did_you_mean(unit, ["percent", *unit_names()]) or "write a unit of CLDR: percent, day, kilometer, hectare …"
    reading.tell("figure-invalid", f"“{name}”: there is no unit {shown(unit)}", node.span, hint)
    return None


def read_currency(node: Node, name: str, reading: Reading) -> str | None:
    """Read the code of a currency (ISO 4217). Reports `figure-invalid`."""
    from microsite.i18n.formats import is_currency

    code = read_text(node, name, reading)
    if code is None or is_currency(code):
        return code
    form = "write its code of three letters, such as CNY, EUR or USD"
    hint = f"did you mean “{code.upper()}”?" if is_currency(code.upper()) else form
    reading.tell("figure-invalid", f"“{name}”: there is no currency {shown(code)}", node.span, hint)
    return None


def read_pictures(node: Node, name: str, reading: Reading) -> tuple[Picture, ...] | None:
    """Read a list of pictures, in the order written. Where no `alt` is written it is empty."""
    if not isinstance(node, Items):
        reading.tell_type("pictures", node, name)
        return None
    pictures = [read_picture(item, f"{name}[{number}]", reading) for number, item in enumerate(node.items, start=1)]
    return tuple(picture for picture in pictures if picture)


def read_picture(node: Node, name: str, reading: Reading) -> Picture | None:
    """Read one picture of a list; where no `alt` is written it is empty."""
    values = read_record(node, name, reading, "picture", PICTURE_FIELDS)
    if values is None:
        return None
    path = values.pop("file")
    return Picture(path, values.pop("alt", {}), line=node.span.line, **values)


TYPES: dict[str, FieldType] = {
    "figures": FieldType("a mapping of names to figures", "{visitors: 3944}", read_figures),
    "figure-value": FieldType("a number or a date", "3944", read_figure_value),
    "unit": FieldType("percent, or a unit of CLDR", "day", read_unit),
    "currency": FieldType("the code of a currency (ISO 4217)", "CNY", read_currency),
    "pictures": FieldType("a list of pictures with their files", "[{file: hall.jpg, alt: The hall}]", read_pictures),
    "picture": FieldType("a picture with its file", "{file: hall.jpg, alt: The hall}", read_picture),
}
