"""What each language lists, and in which order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from microsite.engine.memory import Memory
from microsite.glossary.terms import Terms
from microsite.model.config import Config
from microsite.model.digests import digest_of
from microsite.model.entries import Entry, Locale
from microsite.model.kinds import KINDS, LISTINGS
from microsite.model.site import Page, PageKey, Site
from microsite.values.named import NamedTuple

MENTIONING = 100
"""How many of the pages that mention a term are named by its own: all would make it anew with every release."""


class Divided(NamedTuple):
    """The pages of a list by year, the newest first, and by the key of a topic, in the site's order of topics."""

    years: Mapping[int, tuple[Page, ...]]
    topics: Mapping[str, tuple[Page, ...]]


class Lists(NamedTuple):
    """What each language shows of each kind, by (kind, locale): in the order of the kind's list, if it has one."""

    pages: Mapping[tuple[str, str], tuple[Page, ...]]
    around: Mapping[PageKey, tuple[Page | None, Page | None]]
    """The pages before and after one in its list, if that is one by dates: the newer and the older one."""
    divided: Mapping[tuple[str, str], Divided]
    """Their years and topics, by (kind, locale) again."""

    def of(self, kind: str, locale: str) -> tuple[Page, ...]:
        """The pages of a kind in a language."""
        return self.pages.get((kind, locale), ())


def make_lists(site: Site, memory: Memory) -> Lists:
    """Sort what each language shows."""
    shown: dict[tuple[str, str], list[Page]] = {}
    for (kind, _, key), page in site.pages.items():
        shown.setdefault((kind, key), []).append(page)
    pages: dict[tuple[str, str], tuple[Page, ...]] = {}
    for locale in site.config.languages:
        for kind in KINDS:
            found = shown.get((kind, locale.key), ())
            pages[kind, locale.key] = _sort(kind, found, locale, memory) if kind in LISTINGS else tuple(found)
    dated = ((kind, locale, pages[kind, locale]) for kind, locale in pages if _is_by_dates(kind))
    around = {
        (kind, page.group.key, locale): (newer, older)
        for kind, locale, of in dated
        for page, newer, older in zip(of, (None, *of), (*of[1:], None), strict=False)
    }
    divided = {(kind, locale): _divide(kind, of, site.config) for (kind, locale), of in pages.items()}
    return Lists(pages, around, divided)


def _divide(kind: str, pages: Sequence[Page], config: Config) -> Divided:
    """The divisions of a list, each in its order."""
    listing = LISTINGS.get(kind)
    years: dict[int, list[Page]] = {}
    for page in pages if listing and listing.has_years else ():
        if page.entry.date:
            years.setdefault(page.entry.date.year, []).append(page)
    topics: dict[str, list[Page]] = {topic: [] for topic in config.topics}
    for page in pages if listing and listing.has_topics else ():
        for key in dict.fromkeys(use.key for use in page.group.data.topics):
            if key in topics:
                topics[key].append(page)
    return Divided(
        {year: tuple(years[year]) for year in sorted(years, reverse=True)},
        {topic: tuple(found) for topic, found in topics.items() if found},
    )


def _is_by_dates(kind: str) -> bool:
    return kind in LISTINGS and LISTINGS[kind].order == "newest"


def _sort(kind: str, pages: Sequence[Page], locale: Locale, memory: Memory) -> tuple[Page, ...]:
    if _is_by_dates(kind):
        return find_newest(pages)
    return _sort_by_letters(kind, pages, locale, memory)


def find_newest(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, the newest first."""
    return tuple(sorted(pages, key=_place_of, reverse=True))


def _place_of(page: Page) -> tuple[datetime.date, str]:
    return page.entry.date or datetime.date.min, page.group.key


def _order(kind: str, locale: Locale) -> str:
    return f"order {kind} {locale.key}"


def find_mentioning(site: Site, lists: Lists, terms: Terms) -> Mapping[tuple[str, str], Sequence[Page]]:
    """The pages that lead to a term in its language, by (key, locale): of dated kinds first, each in its order."""
    kinds = sorted((kind for kind in KINDS.values() if not kind.is_linked), key=lambda kind: not kind.is_dated)
    found: dict[tuple[str, str], list[Page]] = {}
    for locale in (locale.key for locale in site.config.languages):
        pages_by_key: dict[str, list[Page]] = {}
        for page in [page for kind in kinds for page in lists.of(kind.name, locale)]:
            for key in terms.keys_by_page.get((page.group.kind, page.group.key, locale), ()):
                pages = pages_by_key.get(key)
                if pages is None:
                    pages_by_key[key] = [page]
                elif len(pages) < MENTIONING:
                    pages.append(page)
        found |= {(key, locale): pages for key, pages in pages_by_key.items()}
    return found


def _sort_by_letters(kind: str, pages: Sequence[Page], locale: Locale, memory: Memory) -> tuple[Page, ...]:
    """Pages as a language sorts them: remembered, for what has not moved need not be sorted again."""
    text_by_key = {page.group.key: sort_text(page.entry) for page in pages}
    name, digest = _order(kind, locale), digest_of(text_by_key, locale.babel)
    keys: tuple[str, ...] | None = memory.recall(name, digest, tuple)
    if keys is None:
        from microsite.i18n import collate  # what has been sorted needs none of it

        keys = tuple(sorted(text_by_key, key=lambda key: (collate.sort_key(text_by_key[key], locale.babel), key)))
        memory.keep(name, digest, keys, keys)
    page_by_key = {page.group.key: page for page in pages}
    return tuple(page_by_key[key] for key in keys)


def initial_of(text: str, babel: str) -> str:
    """The letter of a list that an entry stands under which is sorted by this text."""
    from microsite.i18n import collate  # only to render a list with letters

    return collate.initial(text, babel)


def sort_text(entry: Entry) -> str:
    """What an entry is sorted by."""
    return entry.sort or entry.title
