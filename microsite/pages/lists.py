"""The jobs of lists: of each kind that has one, in each language, whole or page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from microsite.model.digests import digest_of_words
from microsite.model.kinds import KINDS, LISTINGS, Listing
from microsite.model.parts import Given, Part, make_part
from microsite.model.records import Card, ListPage, Version, Versions
from microsite.model.site import Page
from microsite.pages import structured, views
from microsite.pages.heads import crumbs_to, head_values, list_crumb, page_view
from microsite.pages.jobs import Frame, Job, Json, View
from microsite.pages.order import initial_of, sort_text
from microsite.pages.plot import Plot, cards_part, plain_part, shared_parts
from microsite.site.targets import Extra, find_list, find_url

_LETTER_IDS = {"#": "_symbols", "0–9": "_digits"}
"""Of the headings that are no letter: a “#” cannot stand in a fragment (RFC 3986)."""

AROUND = 2
"""How many pages of a list before and after one are linked from it, beside the first and the last."""


def list_jobs(plot: Plot, kind: str, locale: str) -> Iterator[Job]:
    """The pages of a kind's list in a language."""
    listing, pages = LISTINGS[kind], plot.lists.of(kind, locale)
    size = plot.config.page_size if listing.is_paged else len(pages)
    for number, target in enumerate(find_list(plot.extras, kind, locale), 1):
        shown = pages[(number - 1) * size : number * size]
        glance = digest_of_words(plot.setting, *_find_glances(plot, listing, shown))
        held = partial(_list_parts, plot, kind, locale, number, shown)
        yield Job(target, held, listing.template, plot.shared[locale].frame, list_view, glance=glance)


def _find_glances(plot: Plot, listing: Listing, shown: Sequence[Page]) -> list[str]:
    """Digests that change with anything that a list shows of these pages; a filter finds them in all languages."""
    if listing.has_filter:
        return [plot.facts[page.group.kind, page.group.key].glance for page in shown]
    return [page.glance for page in shown]


def _list_parts(plot: Plot, kind: str, locale: str, number: int, shown: Sequence[Page]) -> tuple[Part, ...]:
    listing = LISTINGS[kind]
    parts = [*shared_parts(plot, plot.shared[locale], listing.template), cards_part(listing.cards, shown)]
    babels = {locale.key: locale.babel for locale in plot.config.languages}
    if listing.has_letters:
        sorted_by = tuple([sort_text(page.entry) for page in shown])
        parts.append(make_part("letters", Given(sorted_by), Given(babels[locale]), make=_make_letters))
    if listing.has_filter:
        wordings = tuple([tuple([(word, babels[key]) for key, word in _wordings(page)]) for page in shown])
        parts.append(make_part("searches", Given(wordings), make=_make_searches))
    versions = plain_part("versions", list_versions(plot, kind, number))
    return (*parts, versions, plain_part("place", _find_place(plot, kind, locale, number)))


def _find_place(plot: Plot, kind: str, locale: str, number: int) -> ListPage:
    targets = find_list(plot.extras, kind, locale)
    near = {number - 1, number + 1, *page_numbers(number, len(targets))}
    urls = {n: targets[n - 1].url for n in sorted(near) if 1 <= n <= len(targets)}
    tables = [(form, find_url(plot.extras, Extra("table", "", kind, form))) for form, _ in KINDS[kind].tables]
    return ListPage(kind, number, len(targets), len(plot.lists.of(kind, locale)), urls, tuple(tables))


def page_numbers(number: int, total: int) -> list[int]:
    """The pages that a page of a list leads to: the first, the last, and those around it."""
    return sorted({1, total, *range(max(1, number - AROUND), min(total, number + AROUND) + 1)})


def list_versions(plot: Plot, kind: str, number: int = 1) -> Versions:
    """The page of that number in the lists of all languages that have one."""
    found = (
        (locale.key, find_url(plot.extras, Extra("list", locale.key, kind, number=number)))
        for locale in plot.config.languages
    )
    return Versions(tuple(Version(locale, url) for locale, url in found if url))


def _make_letters(sorted_by: Sequence[str], babel: str) -> tuple[str, ...]:
    """The letter of each entry, in their order: its own, so that a list is sorted only to be rendered."""
    return tuple(initial_of(text, babel) for text in sorted_by)


def _wordings(page: Page) -> Iterator[tuple[str, str]]:
    """The wordings of an entry in all languages, as (locale, wording), and its `sort`, with and without spaces."""
    for locale, entry in page.group.entries.items():
        yield from ((locale, text) for text in dict.fromkeys((entry.sort, "".join(entry.sort.split()))) if text)
        for wording in (entry.title, *entry.forms, *(entry.term.inflections if entry.term else ())):
            yield locale, wording


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
    **cards: Sequence[Card],
) -> View:
    """What the template of a list reads: its `cards` by the name that the kind's row gives them.

    `letters` and `searches` are those of the cards, in a list that has them.
    """
    listing, (name, first) = LISTINGS[place.kind], list_crumb(frame, place.kind)
    number, url, shown = place.number, place.urls[place.number], cards[listing.cards]
    found = zip(shown, searches or [""] * len(shown), strict=True)
    views_of = [views.card_view(card, search) for card, search in found]
    crumbs = crumbs_to(frame, (name, first), *([(str(number), url)] if number > 1 else []))
    page = page_view(frame, url, f"{place.kind}-list", name, versions)
    described = structured.LISTS[listing.schema](frame.config, frame.locale, shown, name, url) if listing.schema else []
    return head_values(frame, page, views.urls(versions), crumbs) | {
        listing.cards: list[Json](views_of),
        "letters": _letters_view(letters, views_of) if letters else [],
        "count": place.listed,
        "pagination": _pagination_view(place),
        "tables": [{"name": form, "url": url} for form, url in place.tables],
        "structured": [*described, *structured.breadcrumbs(frame.config, crumbs)],
    }


def _pagination_view(place: ListPage) -> Json:
    return {
        "number": place.number,
        "total": place.total,
        "previous": place.urls.get(place.number - 1, ""),
        "next": place.urls.get(place.number + 1, ""),
        "pages": [
            {"number": number, "url": place.urls[number], "current": number == place.number}
            for number in page_numbers(place.number, place.total)
        ],
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
