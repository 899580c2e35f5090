"""The readers of a group file's figures and pictures: facts that every language writes its own way."""

from __future__ import annotations

import re
from typing import Any

from microsite.content.fields.callings import choice
from microsite.content.fields.counted import find_counted
from microsite.content.fields.days import read_day
from microsite.content.fields.items import in_one_line
from microsite.content.fields.numerals import FORMS, decimals_of, is_like_a_year, is_twofold, read_numeral
from microsite.content.fields.plain import make_plain
from microsite.content.fields.table import FieldType, Reading, is_empty, read_fields, read_record
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, shown
from microsite.diagnostics.problems import Span
from microsite.model.entries import Figure, Picture
from microsite.model.kinds import Field

FIGURE_FIELDS = (
    Field("value", "figure-value", "A number or a date; the percent of a percentage."),
    Field(
        "unit",
        "unit",
        "`percent`, or a unit of CLDR such as `kilometer`, by its name, its symbol (`km`) or a word for it.",
    ),
    Field("currency", "currency", "The currency of an amount, by its ISO 4217 code such as `CNY`."),
    Field("grouping", "flag", "`false`: the digits of the number are not grouped, as those of a year: 2027."),
    Field("decimals", "decimals", "How many decimals the number is written with; its own if absent."),
    Field("previous", "figure-value", "What the number was before; the home page shows it and how it has changed."),
    Field("from", "date", "First day of an interval."),
    Field("to", "date", "Last day of an interval, inclusive."),
    Field("label", "language-text", "What the figure counts, for the key figures of the home page."),
)
PICTURE_FIELDS = (
    Field("file", "file", "Name of the file in the folder `<key>/`.", required=True),
    Field("alt", "language-text", "What the picture shows, for readers who cannot see it."),
    Field("caption", "language-text", "Text below the picture."),
    Field("credit", "text", "Who made it."),
    Field("licence", "language-text", "How others may use it, such as `CC BY 4.0`.", also=("license",)),
)

_NAME = re.compile("[a-z][a-z0-9_]*")
_SHAPES = ({"value"}, {"value", "unit"}, {"value", "currency"}, {"from", "to"})
_STYLE = {"grouping", "decimals", "previous"}


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
        check_figure_name(key, reading, frozenset(other.text for other, _ in node.entries))
        figure = _read_figure(item, f"{name}.{key.text}", reading)
        if figure is not None:
            figures[key.text] = figure
    return figures


def check_figure_name(key: Scalar, reading: Reading, others: frozenset[str] = frozenset()) -> None:
    """Report `figure-invalid` for a name that is not valid, with the name that may be meant, if no other has it."""
    if not is_figure_name(key.text):
        suggestion = re.sub("[^a-z0-9]+", "_", make_plain(key.text, reading.languages)).strip("_")
        suggestion += "_2" if suggestion in others else ""
        hint = f"write {suggestion}" if is_figure_name(suggestion) else ""
        message = f"{shown(key.text)} cannot name a figure: lower-case letters a to z, digits and “_”, a letter first"
        reading.tell("figure-invalid", message, key.span, hint)


def _read_figure(node: Node, name: str, reading: Reading) -> Figure | None:
    if not isinstance(node, Fields):
        figure = read_figure_value(node, name, reading)
        return figure and _sure(figure, node, name, reading)
    names = [part.name for part in FIGURE_FIELDS]
    for key, _ in node.entries:
        if key.text not in names:  # no warning: the figure may mean another number without it
            if key.text.isdigit():
                _tell_comma(node, key.text, name, reading)
            else:
                hint = choice(key.text, names)
                reading.tell("figure-invalid", f"“{name}” has an unknown part {shown(key.text)}", key.span, hint)
            return None
    values = read_fields(node, FIGURE_FIELDS, reading, f"{name}.")
    parts = set(names) - {"label"}
    shape = parts & {key.text for key, item in node.entries if not is_empty(item)}
    if shape - _STYLE not in _SHAPES or ("from" in shape and shape & _STYLE):
        parts_given = " and ".join(f"“{part}”" for part in sorted(shape)) or "a label"
        message = (
            f"“{name}” is not a figure: {parts_given} {'do not go together' if len(shape) > 1 else 'is not enough'}"
        )
        reading.tell("figure-invalid", message, node.span, f"write one of: {FORMS}")
        return None
    if not shape <= values.keys():  # what is wrong with a part has been told
        return None
    figure = _interval(values, node, name, reading) if "from" in shape else _counted(values, node, name, reading)
    return figure._replace(label=values.get("label", {})) if figure else None


def _tell_comma(node: Fields, rest: str, name: str, reading: Reading) -> None:
    """Report a comma in a number, which ends it between braces: 71,8 and 1,200."""
    kept = tuple((key, item) for key, item in node.entries if not key.text.isdigit())
    begin = next((item.text.strip() for key, item in kept if key.text == "value" and isinstance(item, Scalar)), "")
    is_grouped = len(rest) == 3
    last, number = name.rpartition(".")[2], f"{begin}{'' if is_grouped else '.'}{rest}"
    hint = "digits alone" if is_grouped else "decimals follow a point"
    written = _written(node._replace(entries=kept), last, value=number)
    message = f"“{name}” has a comma in its number, which ends there: {shown(f'{begin},{rest}')}"
    reading.tell("figure-invalid", message, node.span, f"write {written}; {hint}")


def _interval(values: dict[str, Any], node: Node, name: str, reading: Reading) -> Figure | None:
    first, last = values["from"], values["to"]
    if first > last:
        hint = f"exchange the two days: from: {last.isoformat()}, to: {first.isoformat()}"
        reading.tell("figure-invalid", f"“{name}” ends before it begins", node.span, hint)
        return None
    return Figure("interval", first.isoformat(), until=last.isoformat())


def _counted(values: dict[str, Any], node: Fields, name: str, reading: Reading) -> Figure | None:
    figure: Figure = values["value"]
    unit, currency = values.get("unit", ""), values.get("currency", "")
    if figure.kind != "number" and values.keys() & {"unit", "currency", *_STYLE}:
        parts = " and no ".join(sorted(values.keys() & {"unit", "currency", *_STYLE}))
        reading.tell("figure-invalid", f"“{name}” is a date, and a date has no {parts}", node.span, "write a number")
        return None
    if figure.kind != "number":
        return figure
    if "decimals" in values:
        surplus = decimals_of(figure.value) - values["decimals"]
        if surplus > 0:
            message = f"“{name}” has {decimals_of(figure.value)} decimals, and “decimals” is {values['decimals']}"
            hint = f"write decimals: {decimals_of(figure.value)}"
            reading.tell("figure-invalid", message, _place_of("decimals", node), hint)
            return None
        point = "" if "." in figure.value or not surplus else "."
        figure = figure._replace(value=figure.value + point + "0" * -surplus)
    previous = _previous(values, node, name, reading)
    if previous is None:
        return None
    figure = figure._replace(grouping=values.get("grouping", True), previous=previous)
    if currency:
        figure = figure._replace(kind="money", unit=currency)
    elif unit:
        figure = figure._replace(kind="percent") if unit == "percent" else figure._replace(kind="unit", unit=unit)
    return _sure(figure, node, name, reading, frozenset(values))


def _previous(values: dict[str, Any], node: Fields, name: str, reading: Reading) -> str | None:
    """The number that a figure was before, "" if it says none; None after it has told what is wrong."""
    figure: Figure | None = values.get("previous")
    span = _place_of("previous", node)
    if figure and figure.kind != "number":
        message, hint = f"“{name}.previous” is a date, and “{name}” a number", "write a number"
        reading.tell("figure-invalid", message, span, hint)
        return None
    if figure and is_twofold(figure.value) and "decimals" not in values:
        whole = figure.value.replace(".", "")
        message = f"“{name}.previous” is {figure.value}, which many languages read as {whole}"
        reading.tell("figure-invalid", message, span, f"write previous: {whole}")
        return None
    return figure.value if figure else ""


def _sure(
    figure: Figure, node: Node, name: str, reading: Reading, given: frozenset[str] = frozenset()
) -> Figure | None:
    """The figure, unless it is a number that people read in two ways. Tells of one that may be a year.

    `given` are the parts that were written.
    """
    last = name.rpartition(".")[2]
    if is_twofold(figure.value) and figure.kind not in ("date", "interval") and "decimals" not in given:
        whole = figure.value.replace(".", "")
        message = f"“{name}” is {figure.value}, which many languages read as {whole}"
        if _is_block(node):
            hint = f"write value: {whole}, or add decimals: 3 if three decimals are meant"
        else:
            more = _written(node, last, value=figure.value, decimals="3")
            hint = f"write {_written(node, last, value=whole)}, or {more} if three decimals are meant"
        reading.tell("figure-invalid", message, _place_of("value", node) if _is_block(node) else node.span, hint)
        return None
    if figure.kind == "number" and is_like_a_year(figure.value) and "grouping" not in given:
        message = f"“{name}” is like a year, and most languages group the digits of a number"
        ways = [_written(node, last, value=figure.value, grouping=flag) for flag in ("false", "true")]
        verb, ways = ("add", ["grouping: false", "grouping: true"]) if _is_block(node) else ("write", ways)
        hint = f"{verb} {ways[0]} if it is a year, {ways[1]} if it is a count"
        reading.tell("figure-year", message, node.span, hint)
    return figure


def _is_block(node: Node) -> bool:
    """True of a mapping whose parts have lines of their own."""
    return isinstance(node, Fields) and not node.written.startswith("{")


def _place_of(part: str, node: Node) -> Span:
    """Where a part of a figure stands; of one that is no mapping, or lacks it, where the figure does."""
    entries = node.entries if isinstance(node, Fields) else ()
    return next((item.span for key, item in entries if key.text == part), node.span)


def _written(node: Node, name: str, **parts: str) -> str:
    """A figure as its file has it, but with other parts: `name: value`, or its mapping."""
    if not isinstance(node, Fields):
        inner = ", ".join(f"{part}: {text}" for part, text in parts.items())
        return f"{name}: {parts['value']}" if len(parts) == 1 else f"{name}: {{{inner}}}"
    others = {key.text: in_one_line(item) for key, item in node.entries if key.text not in parts}
    inner = ", ".join(f"{part}: {text}" for part, text in (*parts.items(), *others.items()) if text)
    return f"{name}: {{{inner}}}"


def read_figure_value(node: Node, name: str, reading: Reading) -> Figure | None:
    """Read a number (a plain decimal numeral, its decimals as written) or a date. Reports `figure-invalid`."""
    if not isinstance(node, Scalar):
        reading.tell_type("figure-value", node, name)
        return None
    text = node.text.strip()
    if re.match("[0-9]{4}-[0-9]", text):
        date = read_day(node, name, reading)
        return Figure("date", date.isoformat()) if date else None
    numeral, complaint, hint = read_numeral(text)
    if not numeral:
        if hint.endswith(FORMS) and text:
            hint = find_counted(text, name, reading.languages)
        if name.endswith(".value"):  # of a mapping that is there
            hint = re.sub(r"^write \{value: (.*), unit: percent\}$", r"write \1; beside it, unit: percent", hint)
        reading.tell("figure-invalid", f"“{name}” {complaint}{f': {shown(text)}' if text else ''}", node.span, hint)
        return None
    return Figure("number", numeral)


def read_decimals(node: Node, name: str, reading: Reading) -> int | None:
    """Read how many decimals a number has."""
    if isinstance(node, Scalar) and re.fullmatch("[0-9]", node.text):
        return int(node.text)
    reading.tell_type("decimals", node, name)
    return None


def read_pictures(node: Node, name: str, reading: Reading) -> tuple[Picture, ...] | None:
    """Read a list of pictures, in the order written. Where no `alt` is written it is empty."""
    if not isinstance(node, Items):
        reading.tell_type("pictures", node, name)
        return None
    first: dict[str, Span] = {}
    pictures = []
    for number, item in enumerate(node.items, start=1):
        picture = read_picture(item, f"{name}[{number}]", reading)
        if picture:
            pictures.append(picture)
            before = first.setdefault(picture.path, item.span)
            if before != item.span:
                message = f"readers see {shown(picture.path.rpartition('/')[2])} twice: it is named above already"
                reading.tell("picture-repeated", message, item.span, "delete one of the two", (before,))
    return tuple(pictures)


def read_picture(node: Node, name: str, reading: Reading) -> Picture | None:
    """Read one picture of a list; where no `alt` is written it is empty."""
    if isinstance(node, Scalar) and not node.is_empty:
        reading.tell_type("picture", node, name, f"{{file: {node.written}}}")
        return None
    values = read_record(node, name, reading, "picture", PICTURE_FIELDS)
    if values is None:
        return None
    path = values.pop("file")
    return Picture(path, values.pop("alt", {}), line=node.span.line, **values)


TYPES: dict[str, FieldType] = {
    "figures": FieldType("a mapping of names to figures", "{visitors: 3944}", read_figures),
    "figure-value": FieldType("a number or a date", "3944", read_figure_value),
    "decimals": FieldType("a whole number from 0 to 9", "3", read_decimals),
    "pictures": FieldType("a list of pictures with their files", "[{file: hall.jpg, alt: The hall}]", read_pictures),
    "picture": FieldType("a picture with its file", "{file: hall.jpg, alt: The hall}", read_picture),
}
