"""The job of a language's root page, and what its template reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from microsite.model.cards import text_for
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import NONE, Figure
from microsite.model.images import Image
from microsite.model.kinds import HOME, LISTINGS
from microsite.model.parts import Part
from microsite.model.records import Card, TermLinks, Versions
from microsite.model.site import Page
from microsite.pages import structured, views
from microsite.pages.contacts import site_contact_view
from microsite.pages.entries import own_glance, shown_values
from microsite.pages.heads import head_values, page_view
from microsite.pages.jobs import Frame, Job, Json, Sheet, View
from microsite.pages.plot import (
    Plot,
    body_part,
    cards_part,
    entry_part,
    find_mentions,
    plain_part,
    shared_parts,
    thumbnails_part,
    versions_part,
)
from microsite.pages.terms import terms_part
from microsite.site.targets import Extra


def home_job(plot: Plot, locale: str) -> Job:
    """The job of a language's root page, which is there even if no editor wrote a text for it."""
    page = plot.site.pages.get((*HOME, locale))
    excerpts = {name: plot.lists.of(kind, locale)[:count] for name, (kind, count, _) in _EXCERPTS.items()}
    figures = _key_figures(plot), _key_figures_url(plot, locale)
    glance = digest_of_words(
        *(own_glance(plot, page) if page else (plot.setting,)),
        plot.homes.digest,
        digest_of(figures),
        *[shown.glance for pages in excerpts.values() for shown in pages],
    )
    held, frame = partial(_list_parts, plot, locale, page, excerpts, *figures), plot.shared[locale].frame
    origin, mentions = (page.entry.path, find_mentions(plot, page)) if page else ("", ())
    target = plot.extras[Extra("home", locale)]
    return Job(target, held, _TEMPLATE, frame, home_view, page, "", origin, glance, mentions)


_TEMPLATE = "home.html"

_EXCERPTS = {row.excerpt[1]: (kind, row.excerpt[0], row.has_pictures) for kind, row in LISTINGS.items() if row.excerpt}
"""What the page shows of lists, by what its template calls that: (kind, how many of its entries, with pictures)."""


def _list_parts(
    plot: Plot,
    locale: str,
    page: Page | None,
    excerpts: Mapping[str, Sequence[Page]],
    figures: Sequence[tuple[str, Figure]],
    figures_from: str,
) -> tuple[Part, ...]:
    own: tuple[Part, ...] = (plain_part("entry", None),)
    if page:
        own = entry_part(plot, page), body_part(plot, page), terms_part(plot, page)
    pictured = [shown for name, (_, _, has_pictures) in _EXCERPTS.items() if has_pictures for shown in excerpts[name]]
    return (
        *shared_parts(plot, plot.shared[locale], _TEMPLATE),
        *own,
        versions_part(plot.homes),
        *(cards_part(name, pages) for name, pages in excerpts.items()),
        *thumbnails_part(plot, pictured),
        plain_part("figures", figures),
        plain_part("figures_from", figures_from),
    )


def _key_figures(plot: Plot) -> tuple[tuple[str, Figure], ...]:
    """The figures that the home page shows, with their names."""
    wanted = plot.config.key_figures
    if wanted is None:
        return ()
    groups = (group for group in plot.site.groups if (group.kind, group.key) == (wanted.kind, wanted.key))
    known = {name: figure for group in groups for name, figure in group.data.figures.items()}
    return tuple((name, known[name]) for name in wanted.names if name in known)


def _key_figures_url(plot: Plot, locale: str) -> str:
    """Where these come from, "" if that is the page itself or the language has it not."""
    wanted = plot.config.key_figures
    page = plot.site.pages.get((wanted.kind, wanted.key, locale)) if wanted else None
    return page.target.url if page and (page.group.kind, page.group.key) != HOME else ""


# ---- what its template reads ------------------------------------------------------------------------------------


def home_view(
    frame: Frame,
    entry: Sheet | None,
    versions: Versions,
    figures: Sequence[tuple[str, Figure]],
    figures_from: str,
    terms: TermLinks | None = None,  # noqa: ARG001 (of the body alone)
    thumbnails: Mapping[str, Image] = NONE,
    **excerpts: Sequence[Card],
) -> View:
    """What the template of a language's root page reads; the `excerpts` of lists by what it calls them."""
    config, key = frame.config, frame.locale.key
    if entry:
        values = shown_values(frame, entry, versions, [])
    else:
        title, url = text_for(config.title, key), views.home_url(config, key)
        page = page_view(frame, url, "home", title, versions)
        page["alternates"] = views.alternates_view(config, views.translated_urls(versions), config.base_path)
        values = head_values(frame, page, views.roots(config))
        values |= {"entry": {"title": title, "summary": "", "charts": []}}
    shown: View = {
        name: [views.card_view(card, picture=thumbnails.get(card.url)) for card in cards]
        for name, cards in excerpts.items()
    }
    return values | {
        **shown,
        "figures": _write_figures(frame, figures, figures_from),
        "event": views.event_view(frame),
        "contact": site_contact_view(frame),
        "structured": structured.home(frame),
    }


def _write_figures(frame: Frame, figures: Sequence[tuple[str, Figure]], url: str) -> list[Json]:
    if not figures:
        return []
    from microsite.pages.figures import key_figures_view  # with all of CLDR, which few pages need

    return key_figures_view(frame, figures, url)
