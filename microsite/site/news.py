"""Which pages are news at a moment, and how long these are: what search engines of news are told of."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterable
from functools import partial

from microsite.files.zones import find_moments
from microsite.model.config import Config
from microsite.model.kinds import NEWS
from microsite.model.site import Page
from microsite.values.named import NamedTuple

DAYS = 2
"""News is what is not older (Google, “Create a news sitemap”): of this day and of the one before."""

_BOUNDS = datetime.date(1970, 1, 1), datetime.date(9990, 1, 1)


class Recent(NamedTuple):
    """Pages, the newest first: from `since` until before `until` (POSIX seconds; None for ever) the same ones."""

    pages: tuple[Page, ...] = ()
    since: int | None = None
    until: int | None = None


def find_news(config: Config, pages: Iterable[Page], now: float) -> Recent:
    """The pages in their own language that are news at a moment (POSIX seconds), by their days in the site's zone."""
    dated = [
        (page.entry.date, page)
        for page in pages
        if page.group.kind in NEWS and page.entry.date and _BOUNDS[0] <= page.entry.date < _BOUNDS[1]
    ]
    lasting, begin = datetime.timedelta(DAYS), partial(_begin, zone=config.timezone)
    days = {day for day, _ in dated}
    edges = sorted(days | {day + lasting for day in days})
    at = bisect.bisect_right(edges, now, key=begin)
    today = edges[at - 1] if at else _BOUNDS[0] - lasting  # as good as it: nothing begins or ends in between
    shown = [(day, page) for day, page in dated if today - lasting < day <= today and not page.is_fallback]
    shown.sort(key=lambda one: one[0], reverse=True)
    since, until = begin(edges[at - 1]) if at else None, begin(edges[at]) if at < len(edges) else None
    return Recent(tuple([page for _, page in shown]), since, until)


def _begin(day: datetime.date, zone: str) -> int:
    """When a day begins in a time zone, or by UTC."""
    moment = find_moments(f"{day}T00:00", zone).moments[0] if zone else f"{day}T00:00+00:00"
    return int(datetime.datetime.fromisoformat(moment).timestamp())


def narrow(span: tuple[int, int], news: Recent) -> tuple[int, int]:
    """From when until when all is the same that is so within a span, and what is news."""
    since, until = span
    return (
        since if news.since is None else max(since, news.since),
        until if news.until is None else min(until, news.until),
    )
