"""What each language lists, in which order, and where its lists lie."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from microsite.engine.memory import Memory
from microsite.glossary.terms import Terms
from microsite.model.digests import digest_of
from microsite.model.entries import Config, Entry, Locale, Page, Site
from microsite.model.kinds import KINDS
from microsite.site.targets import page_target

MENTIONING = 100
"""How many of the pages that mention a term are named by its own: all would make it anew with every release."""


class Lists(NamedTuple):
    """What each language lists: releases newest first, terms as the language sorts them, by locale."""

    releases: Mapping[str, tuple[Page, ...]]
    terms: Mapping[str, tuple[Page, ...]]
    places: Mapping[tuple[str, str], int]
    """Where a release stands in the list of a language, from 0, by (locale, key)."""

    def of(self, kind: str, locale: str) -> tuple[Page, ...]:
        """The listed pages of a kind ("press" or "glossary") in a language."""
        return {"press": self.releases, "glossary": self.terms}[kind].get(locale, ())


def make_lists(site: Site, memory: Memory) -> Lists:
    """Sort what each language shows."""
    releases: dict[str, tuple[Page, ...]] = {}
    terms: dict[str, tuple[Page, ...]] = {}
    shown: dict[tuple[str, str], list[Page]] = {}
    for (kind, _, key), page in site.pages.items():
        shown.setdefault((kind, key), []).append(page)
    for locale in site.config.languages:
        releases[locale.key] = tuple(sorted(shown.get(("press", locale.key), ()), key=_place_of_release, reverse=True))
        terms[locale.key] = _sort_terms(shown.get(("glossary", locale.key), ()), locale, memory)
    places = {(locale, page.group.key): n for locale, pages in releases.items() for n, page in enumerate(pages)}
    return Lists(releases, terms, places)


def _place_of_release(page: Page) -> tuple[datetime.date, str]:
    return page.entry.date or datetime.date.min, page.group.key


def begin_sorting(config: Config, languages: Collection[str], memory: Memory) -> None:
    """Load what it will take to sort the terms of these languages, unless they have been sorted before."""
    for locale in config.languages:
        if locale.key in languages and not memory.has(_order(locale)):
            from microsite.i18n import collate  # what has been sorted needs none of it

            collate.load(locale.babel)


def _order(locale: Locale) -> str:
    return f"order {locale.key}"


def find_mentioning(site: Site, lists: Lists, terms: Terms) -> Mapping[tuple[str, str], Sequence[Page]]:
    """The pages that lead to a term in its language, by (key, locale): the newest releases first, then plain pages."""
    plain = [page for page in site.pages.values() if page.group.kind == "page"]
    found: dict[tuple[str, str], list[Page]] = {}
    for locale, releases in lists.releases.items():
        pages_by_key: dict[str, list[Page]] = {}
        for page in (*releases, *(page for page in plain if page.locale == locale)):
            for key in terms.keys_by_page.get((page.group.kind, page.group.key, locale), ()):
                pages = pages_by_key.get(key)
                if pages is None:
                    pages_by_key[key] = [page]
                elif len(pages) < MENTIONING:
                    pages.append(page)
        found |= {(key, locale): pages for key, pages in pages_by_key.items()}
    return found


def _sort_terms(pages: Sequence[Page], locale: Locale, memory: Memory) -> tuple[Page, ...]:
    """The terms as a language sorts them: remembered, for the readings of Chinese words take a while to load."""
    text_by_key = {page.group.key: sort_text(page.entry) for page in pages}
    name, digest = _order(locale), digest_of(text_by_key, locale.babel)
    keys: tuple[str, ...] | None = memory.recall(name, digest, tuple)
    if keys is None:
        from microsite.i18n import collate  # see `begin_sorting`

        keys = tuple(sorted(text_by_key, key=lambda key: (collate.sort_key(text_by_key[key], locale.babel), key)))
        memory.keep(name, digest, keys, keys)
    page_by_key = {page.group.key: page for page in pages}
    return tuple(page_by_key[key] for key in keys)


def initial_of(text: str, babel: str) -> str:
    """The letter of the glossary's index that a term stands under which is sorted by this text."""
    from microsite.i18n import collate  # only to render the index

    return collate.initial(text, babel)


def sort_text(entry: Entry) -> str:
    """What a term is sorted by."""
    return entry.sort or entry.title


def list_url(site: Site, lists: Lists, kind: str, locale: str, number: int = 1) -> str:
    """The URL of a page of a kind's list; "" if the language has nothing to list there."""
    size = site.config.page_size if kind == "press" else len(lists.of(kind, locale))
    if (number - 1) * size >= len(lists.of(kind, locale)):
        return ""
    return page_target(site.config, list_path(kind, locale, number)).url


def list_path(kind: str, locale: str, number: int) -> str:
    """Where a page of a kind's list lies below the root of the site; pages count from 1."""
    return f"{locale}/{KINDS[kind].folder}/" + (f"page/{number}/" if number > 1 else "")


def feed_url(site: Site, lists: Lists, locale: str) -> str:
    """The URL of a language's feed; "" if it has no releases."""
    return page_target(site.config, f"{locale}/feed.xml").url if lists.releases[locale] else ""
