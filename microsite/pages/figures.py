"""What templates may read of figures that stand outside of texts: those that the home page shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from microsite.i18n import changes, formats
from microsite.model.cards import find_text
from microsite.model.entries import Figure
from microsite.pages.jobs import Frame, Json
from microsite.pages.views import other_tag

_UNIT = re.compile("\u00a0(?=\\D)")
"""The space before a unit or a currency: in large letters, lines break there rather than in words and numbers."""


def key_figures_view(frame: Frame, figures: Sequence[tuple[str, Figure]], url: str) -> list[Json]:
    """The (name, figure) that the home page shows, in order, each with the `url` that they are all from.

    `tag` is set where the label is in another language, for want of one in the readers'. `previous` is "", and `change`
    None, where there is none.
    """
    writer = formats.formats(frame.locale.babel)
    found: list[Json] = []
    for name, figure in figures:
        label, locale = find_text(figure.label, frame.locale.key, frame.config.source_language)
        before, change = figure._replace(value=figure.previous), changes.write_change(figure, writer)
        found.append(
            {
                "label": label or name,
                "tag": other_tag(frame, locale),
                "text": _UNIT.sub(" ", formats.format_figure(figure, writer, "")),
                "value": formats.plain_value(figure),
                "url": url,
                "previous": formats.format_figure(before, writer, "") if figure.previous else "",
                "change": {**change._asdict()} if change else None,
            }
        )
    return found
