"""What is wrong with the charts of group files: figures that no bar and no share can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.figures import suggest_figure
from microsite.model.entries import SHARES, Chart, Figure, FigureName
from microsite.model.site import Site

MOST_BARS, MOST_SHARES = 12, 6
"""How many figures a chart may show: so many patterns can be told apart, and so many bars be taken in."""

_KINDS = {"number": "a number", "percent": "a percentage", "date": "a date", "interval": "an interval of days"}


def check_charts(site: Site) -> Iterator[Diagnostic]:
    """`chart-invalid`, `figure-unknown`, and `field-missing` of a figure that nothing says the meaning of."""
    for group in site.groups:
        for chart in group.data.charts:
            yield from _check_chart(chart, group.data.figures, group.data.path)


def _check_chart(chart: Chart, figures: Mapping[str, Figure], path: str) -> Iterator[Diagnostic]:
    seen: dict[str, Figure] = {}
    found = list(_check_names(chart.show, figures, path, seen))
    yield from found
    if found:
        return
    place = Span(path, chart.line, chart.column)
    most = MOST_SHARES if chart.form == SHARES else MOST_BARS
    if len(seen) < 2:
        hint = "name two figures or more under show, or take the chart out"
        yield problem("chart-invalid", "a chart of one figure compares nothing", place, hint=hint)
    elif len(seen) > most:
        things = "shares" if chart.form == SHARES else "bars"
        message = f"the chart has {len(seen)} {things}; nobody tells more than {most} apart"
        yield problem("chart-invalid", message, place, hint="put the small ones together into one figure")
    elif chart.form == SHARES:
        yield from _check_whole(seen, place)


def _check_names(
    names: Sequence[FigureName], figures: Mapping[str, Figure], path: str, seen: dict[str, Figure]
) -> Iterator[Diagnostic]:
    """What is wrong with single figures of a chart; those that are right are `seen` then."""
    for one in names:
        span, figure = Span(path, *one[1:]), figures.get(one.name)
        if figure is None:
            message = f"the chart shows “{one.name}”, which is not a figure"
            hint = suggest_figure(one.name, figures, "add it")
            yield problem("figure-unknown", message, span, hint=hint, cause=path)
        elif one.name in seen:
            yield problem("chart-invalid", f"the chart shows “{one.name}” twice", span, hint="take it out")
        elif flaw := _find_flaw(one.name, figure, seen):
            yield problem("chart-invalid", flaw, span, hint="take it out")
        elif not any(figure.label.values()):
            hint = f"say by `label` what “{one.name}” counts"
            yield problem("field-missing", f"the chart shows “{one.name}”, which has no label", span, hint=hint)
        else:
            seen[one.name] = figure


def _find_flaw(name: str, figure: Figure, seen: Mapping[str, Figure]) -> str:
    """What keeps a figure out of a chart beside those before it; "" if nothing does."""
    if figure.kind in ("date", "interval"):
        return f"“{name}” is {_KINDS[figure.kind]}, and a chart shows amounts"
    from decimal import Decimal  # few sites have charts

    if Decimal(figure.value) < 0:
        return f"“{name}” is {figure.value}, and nothing in a chart is smaller than 0"
    first, other = next(iter(seen.items()), (name, figure))
    if (figure.kind, figure.unit) != (other.kind, other.unit):
        return f"“{name}” is {_unit_of(figure)}, and “{first}” {_unit_of(other)}: a chart has one unit"
    return ""


def _unit_of(figure: Figure) -> str:
    return _KINDS.get(figure.kind) or f"in {figure.unit}"


def _check_whole(figures: Mapping[str, Figure], place: Span) -> Iterator[Diagnostic]:
    """Shares that are no shares of a whole; of percentages that are rounded, each may be half of its last digit off."""
    from decimal import Decimal  # see `_find_flaw`

    from microsite.content.fields.numerals import decimals_of

    values = [Decimal(figure.value) for figure in figures.values()]
    if not any(values):
        hint = "write how many there are, or take the chart out"
        yield problem("chart-invalid", "all shares of the chart are 0", place, hint=hint)
    is_percent = all(figure.kind == "percent" for figure in figures.values())
    slack = sum(Decimal(5).scaleb(-1 - decimals_of(figure.value)) for figure in figures.values())
    if is_percent and sum(values) > 100 + slack:
        message = f"the shares of the chart are {sum(values)} % in all"
        yield problem("chart-invalid", message, place, hint="write form: bars, or put the figures right")
