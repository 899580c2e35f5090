"""The page that tells how far the translations are, with links to the pages and to both languages of each. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from microsite.model.entries import Locale
from microsite.preview.html import Html, make_page, tag
from microsite.preview.words import Speech
from microsite.translation.freshness import NO_TEXT
from microsite.translation.status import Progress, Survey


def render_status(
    survey: Survey,
    locales: Sequence[Locale],
    urls: Mapping[tuple[str, str], str],
    held: Mapping[str, str],
    words: Speech,
    at: int,
) -> str:
    """The page. `urls` are those of pages, by entry and language; `held` says why entries are not public."""
    said = words.said
    totals = {total.locale: f"{total.counts.get('fresh', 0)}/{total.wanted}" for total in survey.totals if total.wanted}
    names = [
        tag("th", tag("span", one.name, lang=one.tag, dir=one.direction), *_small(totals.get(one.key, "")), scope="col")
        for one in locales
    ]
    tags = {one.key: one for one in locales}
    rows = [_render_row(row, tags, urls, held.get(row.name, ""), words) for row in survey.rows]
    head = tag("thead", tag("tr", tag("th", said["entry"], scope="col"), names))
    table = tag("table", head, tag("tbody", rows), class_="states")
    return make_page(
        words,
        at,
        said["status"],
        tag("h1", said["status"]),
        tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=said["status"]),
    )


def _render_row(
    row: Progress, locales: Mapping[str, Locale], urls: Mapping[tuple[str, str], str], held: str, words: Speech
) -> Html:
    written = (
        row.source
        if row.states.get(row.source) == "source"
        else next((key for key, state in row.states.items() if state not in NO_TEXT), row.source)
    )
    url, source = urls.get((row.name, written)), locales.get(written)
    title = tag("span", row.title, lang=source.tag if source else None, dir="auto")
    reason = tag("span", held)
    private = [tag("p", tag("b", words.said["private"] + words.said["colon"]), reason)]
    head = (tag("a", title, href=url) if url else title, *_small(row.name), private if held else ())
    cells = [_render_cell(row, key, words) for key in locales]
    return tag("tr", tag("th", *head, scope="row"), cells)


def _render_cell(row: Progress, key: str, words: Speech) -> Html:
    """The state of a language, with a link to it beside its source, or to the source alone beside nothing."""
    state = row.states[key]
    name = words.said.get("original" if state == "source" else state, "–")
    text = f"{name} ({row.moved[key]})" if key in row.moved else name
    if state in ("source", "unknown", *NO_TEXT):
        return tag("td", text, class_=state)
    asked = urlencode({"second": key, "lang": words.tag})
    return tag("td", tag("a", text, href=f"/_/compare/{quote(row.name)}?{asked}"), class_=state)


def _small(text: str) -> tuple[Html, ...]:
    return (tag("small", text, dir="ltr"),) if text else ()
