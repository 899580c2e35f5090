"""The readers of a group file's charts."""

from __future__ import annotations

from microsite.content.fields.figures import check_figure_name
from microsite.content.fields.table import FieldType, Reading, read_record, read_text
from microsite.content.yaml.nodes import Items, Node, Scalar
from microsite.model.entries import BARS, SHARES, Chart, FigureName
from microsite.model.kinds import Field

CHART_FORMS = (BARS, SHARES)
CHART_FIELDS = (
    Field("title", "language-text", "What the chart shows.", required=True),
    Field("show", "chart-figures", "Names of `figures`, in the order in which they are drawn.", required=True),
    Field("form", "chart-form", "`bars` (if absent), or `shares` of a whole."),
    Field("description", "language-text", "What one can see in it, in a sentence."),
)


def read_charts(node: Node, name: str, reading: Reading) -> tuple[Chart, ...] | None:
    """Read a list of charts, in the order written."""
    if not isinstance(node, Items):
        reading.tell_type("charts", node, name)
        return None
    found = [read_chart(item, f"{name}[{number}]", reading) for number, item in enumerate(node.items, start=1)]
    return tuple(one for one in found if one)


def read_chart(node: Node, name: str, reading: Reading) -> Chart | None:
    """Read one chart of a list."""
    values = read_record(node, name, reading, "chart", CHART_FIELDS)
    return None if values is None else Chart(**values, line=node.span.line, column=node.span.column)


def read_chart_figures(node: Node, name: str, reading: Reading) -> tuple[FigureName, ...] | None:
    """Read names of figures, and where they stand. Reports `figure-invalid`."""
    if not isinstance(node, Items):
        reading.tell_type("chart-figures", node, name)
        return None
    names = []
    for number, item in enumerate(node.items, start=1):
        text = read_text(item, f"{name}[{number}]", reading)
        if text is not None and isinstance(item, Scalar):
            check_figure_name(item, reading)
            names.append(FigureName(text, item.span.line, item.span.column, item.span.length))
    return tuple(names)


def read_chart_form(node: Node, name: str, reading: Reading) -> str | None:
    """Read the form of a chart."""
    word = read_text(node, name, reading)
    if word is None or word in CHART_FORMS:
        return word
    reading.tell_type("chart-form", node, name)
    return None


TYPES: dict[str, FieldType] = {
    "charts": FieldType("a list of charts", "[{title: Where guests come from, show: [asia, europe]}]", read_charts),
    "chart": FieldType(
        "a title and the names of figures", "{title: Where guests come from, show: [asia, europe]}", read_chart
    ),
    "chart-figures": FieldType("a list of names of figures", "[asia, europe]", read_chart_figures),
    "chart-form": FieldType("bars or shares", "bars", read_chart_form),
}
