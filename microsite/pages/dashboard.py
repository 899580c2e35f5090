"""The jobs of the page, and of the file for programs, that tell how far the translations of a site are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from microsite.model.records import NO_VERSIONS
from microsite.pages import views
from microsite.pages.heads import crumbs_to, head_values, page_view
from microsite.pages.jobs import Frame, Job, Json, View
from microsite.pages.plot import Plot, make_job, plain_part, shared_parts
from microsite.site.targets import STATUS, STATUS_DATA
from microsite.translation import status
from microsite.translation.freshness import NO_TEXT, Standing
from microsite.translation.status import Progress, Survey, Total


def status_jobs(plot: Plot, standings: Sequence[Standing]) -> Iterator[Job]:
    """`status.json`, and the page in the source language; nothing of what is not public."""
    config = plot.config
    groups = {(group.kind, group.key): group for group in plot.site.groups}
    public = [_as_public(standing) for standing in standings if (standing.kind, standing.key) in groups]
    survey = status.make_table(config, public, {}, [locale.key for locale in config.languages])
    rows, places, written = [], {}, {}
    for standing, row in zip(public, survey.rows, strict=True):
        group = groups[standing.kind, standing.key]
        rows.append(row._replace(title=group.entries[group.source].title))
        pages = {key: plot.site.pages[standing.kind, standing.key, key] for key in group.entries}
        written[row.name] = group.source
        places[row.name] = {key: page.target.url for key, page in pages.items()}
    part = plain_part("survey", survey._replace(rows=tuple(rows)))
    yield Job(plot.extras[STATUS_DATA], (*shared_parts(plot, None, ""), part), write=write_json)
    target = plot.extras[STATUS]
    parts = (part, plain_part("url", target.url), plain_part("places", places), plain_part("written", written))
    shared = plot.shared[config.source_language]
    yield make_job(plot, target, "status.html", shared, status_view, parts)


def _as_public(standing: Standing) -> Standing:
    """What readers may know of it: a draft is as good as missing."""
    states = {locale: "missing" if state in NO_TEXT else state for locale, state in standing.states.items()}
    return standing._replace(states=states)


def write_json(survey: Survey) -> bytes:
    """The bytes of `status.json`."""
    return status.render_json(survey).encode()


def status_view(
    frame: Frame, survey: Survey, url: str, places: Mapping[str, Mapping[str, str]], written: Mapping[str, str]
) -> View:
    """What the template of the page reads; `places` are URLs by entry and locale, `written` the locales of titles."""
    config = frame.config
    page = page_view(frame, url, "survey", "", NO_VERSIONS) | {"noindex": True, "canonical": ""}
    return head_values(frame, page, views.roots(config), crumbs_to(frame, ("", url))) | {
        "languages": [_total_view(total, frame) for total in survey.totals],
        "rows": [_row_view(row, places[row.name], written[row.name], frame) for row in survey.rows],
        "structured": [],
    }


def _total_view(total: Total, frame: Frame) -> Json:
    locale = frame.config.locale(total.locale)
    return views.lang_view(locale) | {
        "fresh": total.counts.get("fresh", 0),
        "wanted": total.wanted,
        "percent": total.percent,
        "budget": total.budget,
        "missed": total.is_missed,
    }


def _row_view(row: Progress, urls: Mapping[str, str], written: str, frame: Frame) -> Json:
    cells: list[Json] = [
        {
            "state": state,
            "moved": row.moved.get(key, 0),
            "url": urls.get(key, ""),
            "lang": frame.config.locale(key).tag,
        }
        for key, state in row.states.items()
    ]
    return {"key": row.name, "title": row.title, "tag": views.other_tag(frame, written), "cells": cells}
