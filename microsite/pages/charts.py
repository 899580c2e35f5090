"""What templates may read of charts: their bars or shares, measured, and what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from microsite.i18n.formats import Formats, format_figure, formats, plain_value
from microsite.model.cards import find_text
from microsite.model.entries import SHARES, Figure, LanguageText
from microsite.pages.jobs import Frame, Json, Sheet, ShownChart, View
from microsite.pages.views import other_tag

_HUNDRED = Decimal(100)


def charts_view(frame: Frame, sheet: Sheet) -> list[Json]:
    """The charts of a page; `id` begins the ids of what belongs to one."""
    return [_chart_view(frame, sheet, chart, f"_chart{number}") for number, chart in enumerate(sheet.charts, start=1)]


def _chart_view(frame: Frame, sheet: Sheet, chart: ShownChart, id_: str) -> View:
    """A chart with its texts in the readers' language if it has them, else in one that the tags name.

    Lengths are percent of what there is: of the whole of shares, or of the widest bar. `start` is where a share begins.
    `in_words` are all of them, for who cannot see the drawing.
    """
    writer = formats(frame.locale.babel)
    values = [max(Decimal(figure.value), Decimal(0)) for _, figure in chart.figures]
    whole = _find_whole(chart, values)
    rows: list[View] = []
    for number, ((name, figure), value) in enumerate(zip(chart.figures, values, strict=True), start=1):
        label, label_tag = _say(frame, sheet, figure.label)
        rows.append(
            {
                "number": number,
                "label": label or name,
                "tag": label_tag,
                "text": format_figure(figure, writer),
                "value": plain_value(figure),
                "start": _length(sum(values[: number - 1], Decimal(0)), whole),
                "length": _length(value, whole),
                "share": _share(figure, value, whole, writer) if chart.form == SHARES else "",
            }
        )
    title, title_tag = _say(frame, sheet, chart.title)
    description, description_tag = _say(frame, sheet, chart.description)
    return {
        "id": id_,
        "form": chart.form,
        "title": title,
        "tag": title_tag,
        "description": description,
        "description_tag": description_tag,
        "rows": list[Json](rows),
        "in_words": writer.conjunction([f"{row['label']} {row['share'] or row['text']}" for row in rows]),
    }


def _say(frame: Frame, sheet: Sheet, text: LanguageText) -> tuple[str, str]:
    """A text in the readers' language, or else in the one that comes nearest; and that one's tag, if it is another."""
    found, locale = find_text(text, frame.locale.key, sheet.entry.locale, frame.config.source_language)
    return found, other_tag(frame, locale)


def _find_whole(chart: ShownChart, values: Sequence[Decimal]) -> Decimal:
    """What is drawn as long as there is room: of bars the largest, of shares all of them, and of percentages 100."""
    if chart.form != SHARES:
        return max(values, default=Decimal(0))
    total = sum(values, Decimal(0))
    return max(total, _HUNDRED) if chart.figures and chart.figures[0][1].kind == "percent" else total


def _length(value: Decimal, whole: Decimal) -> str:
    """In percent, to a hundredth of them, which is less than a pixel."""
    share = value * _HUNDRED / whole if whole else Decimal(0)
    return f"{share.quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}"


def _share(figure: Figure, value: Decimal, whole: Decimal, writer: Formats) -> str:
    """A share as a language writes it, in whole percents; "" of what is a percentage itself."""
    if figure.kind == "percent" or not whole:
        return ""
    return writer.percent((value * _HUNDRED / whole).quantize(Decimal(1), ROUND_HALF_UP))
