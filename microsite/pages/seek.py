"""The job of the page on which readers search all texts of a language."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.i18n.words import translate
from microsite.model.records import Version, Versions
from microsite.pages import structured, views
from microsite.pages.frames import SEARCH_HEADING
from microsite.pages.heads import crumbs_to, head_values, page_view
from microsite.pages.jobs import Frame, Job, View
from microsite.pages.plot import Plot, make_job, plain_part
from microsite.site.targets import Extra, find_url


def search_jobs(plot: Plot, locale: str) -> Iterator[Job]:
    """The page of the search in a language, if the site has one: its index lies beside it."""
    if target := plot.extras.get(Extra("search", locale)):
        found = ((one.key, find_url(plot.extras, Extra("search", one.key))) for one in plot.config.languages)
        versions = Versions(tuple(Version(key, url) for key, url in found if url))
        parts = plain_part("versions", versions), plain_part("url", target.url)
        yield make_job(plot, target, "search.html", plot.shared[locale], search_view, parts)


def search_view(frame: Frame, versions: Versions, url: str) -> View:
    """What the template of the page of the search reads. Search engines shall not show one page of another search."""
    name = translate(frame.catalogs[frame.locale.key], SEARCH_HEADING)
    crumbs = crumbs_to(frame, (name, url))
    page = page_view(frame, url, "search", name, versions) | {
        "noindex": True,
        "alternates": [],
        "og_locale_alternates": [],
    }
    return head_values(frame, page, views.urls(versions), crumbs) | {
        "structured": structured.breadcrumbs(frame.config, crumbs)
    }
