"""The jobs of lists: of each kind that has one, in each language, and of their years and topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from microsite.model.cards import text_for
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import NONE
from microsite.model.images import Image
from microsite.model.kinds import KINDS, LISTINGS, Listing
from microsite.model.parts import Given, Part, make_part
from microsite.model.records import Card, Division, ListPage, Version, Versions
from microsite.model.site import Page, list_key
from microsite.pages import structured, views
from microsite.pages.contacts import site_contact_view
from microsite.pages.heads import crumbs_to, head_values, list_crumb, page_view, share_view
from microsite.pages.jobs import Frame, Job, Json, View
from microsite.pages.order import initial_of, sort_text
from microsite.pages.plot import Plot, cards_part, plain_part, shared_parts, thumbnails_part
from microsite.site.targets import JSON_FEED, Extra, find_url

_LETTER_IDS = {"#": "_symbols", "0–9": "_digits"}
"""Of the headings that are no letter: a “#” cannot stand in a fragment (RFC 3986)."""


def list_jobs(plot: Plot, kind: str, locale: str) -> Iterator[Job]:
    """A kind's list in a language, and its divisions: the pages of years and topics."""
    listing, extra = LISTINGS[kind], Extra("list", locale, kind)
    if extra not in plot.extras:
        return
    pages, divided = plot.lists.of(kind, locale), plot.lists.divided[kind, locale]
    yield _list_job(plot, extra, pages[: plot.config.page_size] if listing.has_years else pages)
    for year, found in divided.years.items():
        division = extra._replace(role="year", number=year)
        if division in plot.extras:
            yield _list_job(plot, division, found)
    for topic, found in divided.topics.items():
        yield _list_job(plot, extra._replace(role="topic", topic=topic), found)


def _list_job(plot: Plot, extra: Extra, shown: Sequence[Page]) -> Job:
    listing, place = LISTINGS[extra.kind], _find_place(plot, extra, shown)
    glance = digest_of_words(plot.setting, digest_of(place), *_find_glances(plot, listing, shown))
    held = partial(_list_parts, plot, extra, place, shown)
    frame = plot.shared[extra.locale].frame
    return Job(plot.extras[extra], held, listing.template, frame, list_view, glance=glance)


def _find_glances(plot: Plot, listing: Listing, shown: Sequence[Page]) -> list[str]:
    """Digests that change with anything that a list shows of these pages; a filter finds them in all languages."""
    if listing.has_filter:
        return [plot.facts[page.group.kind, page.group.key].glance for page in shown]
    return [page.glance for page in shown]


def _list_parts(plot: Plot, extra: Extra, place: ListPage, shown: Sequence[Page]) -> tuple[Part, ...]:
    listing = LISTINGS[extra.kind]
    parts = [*shared_parts(plot, plot.shared[extra.locale], listing.template), cards_part(listing.cards, shown)]
    if listing.has_letters:
        sorted_by, babel = tuple([sort_text(page.entry) for page in shown]), plot.config.locale(extra.locale).babel
        parts.append(make_part("letters", Given(sorted_by), Given(babel), make=_make_letters))
    if listing.has_filter:
        wordings = [plot.facts[page.group.kind, page.group.key].wordings for page in shown]
        parts.append(make_part("searches", wordings, make=_make_searches))
    if listing.has_pictures:
        parts += thumbnails_part(plot, shown)
    return (*parts, plain_part("versions", list_versions(plot, extra)), plain_part("place", place))


def _find_place(plot: Plot, extra: Extra, shown: Sequence[Page]) -> ListPage:
    """Where a page of a list leads.

    That of a year leads to itself and to the years before, of which nothing new is told: so it stays as it is when the
    next one begins, and however much that brings. The list and the topics lead to everything.
    """
    kind, locale = extra.kind, extra.locale
    whole, divided = plot.lists.of(kind, locale), plot.lists.divided[kind, locale]
    years = [
        Division(str(year), find_url(plot.extras, extra._replace(role="year", number=year)), len(found))
        for year, found in divided.years.items()
        if extra.role == "list" or (extra.role == "year" and year <= extra.number)
    ]
    topics = [
        Division(_topic_name(plot, topic, locale), _topic_url(plot, extra, topic), len(found))
        for topic, found in divided.topics.items()
        if extra.role != "year"
    ]
    rest = whole[len(shown) :] if extra.role == "list" else ()
    older = next((page.entry.date.year for page in rest if page.entry.date), 0)
    return ListPage(
        kind=kind,
        url=plot.extras[extra].url,
        listed=len(whole) if extra.role == "list" else len(shown),
        year=extra.number,
        topic=_topic_name(plot, extra.topic, locale) if extra.topic else "",
        years=tuple(division for division in years if division.url),
        topics=tuple(topics),
        older=find_url(plot.extras, extra._replace(role="year", number=older)),
        feeds=_find_feeds(plot, extra),
        tables=tuple((form, find_url(plot.extras, Extra("table", "", kind, form))) for form, _ in KINDS[kind].tables),
        card=plot.cards.get(list_key(kind, locale, extra.topic)),
    )


def _find_feeds(plot: Plot, extra: Extra) -> tuple[str, str]:
    of = Extra("feed", extra.locale, extra.kind, topic=extra.topic)
    found = (find_url(plot.extras, one) for one in (of, of._replace(form=JSON_FEED)) if extra.topic)
    return next(found, ""), next(found, "")


def _topic_name(plot: Plot, topic: str, locale: str) -> str:
    return text_for(plot.config.topics[topic], locale)


def _topic_url(plot: Plot, extra: Extra, topic: str) -> str:
    return plot.extras[extra._replace(role="topic", number=0, topic=topic)].url


def list_versions(plot: Plot, extra: Extra) -> Versions:
    """The same list, year or topic in all languages that have it."""
    found = ((locale.key, find_url(plot.extras, extra._replace(locale=locale.key))) for locale in plot.config.languages)
    return Versions(tuple(Version(locale, url) for locale, url in found if url))


def _make_letters(sorted_by: Sequence[str], babel: str) -> tuple[str, ...]:
    """The letter of each entry, in their order: its own, so that a list is sorted only to be rendered."""
    return tuple(initial_of(text, babel) for text in sorted_by)


def _make_searches(wordings: Sequence[Sequence[tuple[str, str]]]) -> tuple[str, ...]:
    """What each entry is found by, in their order: its wordings in all languages."""
    from microsite.i18n.searching import search_text  # only to render a list with a filter

    return tuple(search_text(of_entry) for of_entry in wordings)


def list_view(
    frame: Frame,
    versions: Versions,
    place: ListPage,
    letters: Sequence[str] = (),
    searches: Sequence[str] = (),
    thumbnails: Mapping[str, Image] = NONE,
    **cards: Sequence[Card],
) -> View:
    """What the template of a list reads: its `cards` by the name that the kind's row gives them.

    `letters` and `searches` are those of the cards, in a list that has them; `thumbnails` are by their URLs.
    """
    listing, (name, first) = LISTINGS[place.kind], list_crumb(frame, place.kind)
    url, shown = place.url, cards[listing.cards]
    found = zip(shown, searches or [""] * len(shown), strict=True)
    views_of = [views.card_view(card, search, thumbnails.get(card.url)) for card, search in found]
    year = views.year_text(frame, place.year) if place.year else ""
    division = year or place.topic
    crumbs = crumbs_to(frame, (name, first), *([(division, url)] if division else []))
    title = division or name
    page = page_view(frame, url, f"{place.kind}-list", title, versions)
    if place.card:
        page["image"] = share_view(frame, place.card, place.topic or name)
    described = (
        structured.LISTS[listing.schema](frame.config, frame.locale, shown, title, url) if listing.schema else []
    )
    return head_values(frame, page, views.urls(versions), crumbs) | {
        listing.cards: list[Json](views_of),
        "letters": _letters_view(letters, views_of) if letters else [],
        "count": place.listed,
        "year": year,
        "topic": place.topic,
        "years": [_division_view(one, url) | {"title": views.year_text(frame, int(one.name))} for one in place.years],
        "topics": [_division_view(one, url) for one in place.topics],
        "older": place.older,
        "feed": {"url": place.feeds[0], "json_url": place.feeds[1]},
        "contact": site_contact_view(frame, place.kind),
        "tables": [{"name": form, "url": url} for form, url in place.tables],
        "structured": [*described, *structured.breadcrumbs(frame.config, crumbs)],
    }


def _division_view(division: Division, url: str) -> View:
    return {
        "title": division.name,
        "url": division.url,
        "count": division.size,
        "current": division.url == url,
    }


def _letters_view(letters: Sequence[str], cards: Sequence[View]) -> list[Json]:
    """The cards under their letters, in order; `terms` are the cards of a letter in any list."""
    cards_by_letter: dict[str, list[Json]] = {}
    for letter, card in zip(letters, cards, strict=True):
        cards_by_letter.setdefault(letter, []).append(card)
    return [
        {"letter": letter, "id": _LETTER_IDS.get(letter, f"_{letter}"), "terms": found}
        for letter, found in cards_by_letter.items()
    ]
