"""Every address of a site beside those of entries: declared here alone, for links and for the jobs that fill them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal, Protocol

from microsite.model.config import Config
from microsite.model.entries import Contact
from microsite.model.kinds import HOME, KINDS, LISTINGS, Feed
from microsite.model.kits import FORMS
from microsite.model.site import Page, PageKey, Target
from microsite.values.named import NamedTuple

Role = Literal[
    "chooser",
    "home",
    "list",
    "year",
    "topic",
    "former",
    "feed",
    "table",
    "search",
    "contact",
    "kit",
    "lost",
    "status",
    "status data",
    "sitemap",
    "robots",
]


class Extra(NamedTuple):
    """What a target is for. `locale`, `kind` and `form`, a format, are "" where it is of none; a feed without is Atom.

    `number` is the year, `topic` the key of a topic, also of a feed of that alone, `key` that of the entry beside which
    it lies. "former" are the addresses, by number, of pages that lists were cut into before they had years. "lost" is
    what hosts show at wrong addresses: nobody links to it.
    """

    role: Role
    locale: str = ""
    kind: str = ""
    form: str = ""
    number: int = 0
    topic: str = ""
    key: str = ""


Extras = Mapping[Extra, Target]

CHOOSER, STATUS, STATUS_DATA = Extra("chooser"), Extra("status"), Extra("status data")
SITEMAP, ROBOTS = Extra("sitemap"), Extra("robots")

NEWS_SITEMAP = "news-sitemap.xml"
"""The path of what comes and goes with the days, so that nothing can lead there."""

VCARD = "contact.vcf"
"""What the vCard of a contact is called, at a language's root or beside the page of an entry."""

JSON_FEED = "JSON"
"""The format of a feed that is not Atom."""


class Based(Protocol):
    """What says where the site will stand: its configuration, or what pages know of that."""

    @property
    def base_url(self) -> str:
        """The address of its root, which ends in a slash."""

    @property
    def base_path(self) -> str:
        """The path of that: begins and ends in a slash."""


def page_target(config: Based, path: str) -> Target:
    """The target of a page at `path` below the root of the site; "" and a final slash stand for index.html."""
    file = path + "index.html" if path == "" or path.endswith("/") else path
    return Target(file, config.base_path + path)


def home_target(config: Based, locale: str) -> Target:
    """The target of a language's root page."""
    return page_target(config, f"{locale}/")


def find_extras(config: Config, pages: Mapping[PageKey, Page]) -> dict[Extra, Target]:
    """All targets of a site beside those of entries, by what they are for, as far as these pages ask for them.

    A language has a list of a kind, and its feeds, if it shows an entry of it; and likewise of each topic.
    """
    return {extra: page_target(config, path) for extra, path in _find_paths(config, pages)}


def _find_paths(config: Config, pages: Mapping[PageKey, Page]) -> Iterator[tuple[Extra, str]]:
    shown: dict[tuple[str, str], list[Page]] = {}
    for (kind, _, locale), page in pages.items():
        shown.setdefault((kind, locale), []).append(page)
    divided = {kind for kind, row in LISTINGS.items() if row.has_years and _is_divided(config, kind, shown)}
    yield CHOOSER, ""
    yield Extra("lost"), "404.html"
    for key in (locale.key for locale in config.languages):
        yield Extra("home", key), f"{key}/"
        yield Extra("lost", key), f"{key}/404.html"
        if config.search:
            yield Extra("search", key), f"{key}/search/"
        for kind, listing in LISTINGS.items():
            found = shown.get((kind, key), ())
            if found:
                yield Extra("list", key, kind), f"{key}/{listing.url}"
                yield from _find_divisions(config, kind, key, found, has_years=kind in divided)
                yield from _find_feeds(listing.feed, Extra("feed", key, kind), f"{key}/")
    if config.press_kit:
        yield from _find_contacts(config, pages)
        yield from _find_kits(pages)
    kinds = {kind for kind, _ in shown}
    for kind, row in KINDS.items():
        yield from ((Extra("table", "", kind, form), path) for form, path in row.tables if kind in kinds)
    if config.translations.dashboard:
        yield from ((STATUS, "status/"), (STATUS_DATA, "status.json"))
    yield from ((SITEMAP, "sitemap.xml"), (ROBOTS, "robots.txt"))


def _find_contacts(config: Config, pages: Mapping[PageKey, Page]) -> Iterator[tuple[Extra, str]]:
    """Where vCards lie: that of the site's contact in each language, others beside the pages that show them."""
    if is_reachable(config.contact):
        yield from ((Extra("contact", locale.key), f"{locale.key}/{VCARD}") for locale in config.languages)
    for (kind, key, locale), page in pages.items():
        if is_reachable(page.entry.contact) and (kind, key) != HOME:
            folder = page.target.path.removesuffix("index.html")
            yield Extra("contact", locale, kind, key=key), folder + VCARD


def _find_kits(pages: Mapping[PageKey, Page]) -> Iterator[tuple[Extra, str]]:
    """Where press kits lie: beside the pages of releases in their own languages."""
    for (kind, key, locale), page in pages.items():
        if KINDS[kind].has_kit and not page.is_fallback:
            folder = page.target.path.removesuffix("index.html")
            for form in FORMS:
                name = f"{page.entry.slug or key}.{locale}.{form.ending}"
                yield Extra("kit", locale, kind, form.name, key=key), folder + name


def is_reachable(contact: Contact | None) -> bool:
    """True of a contact whom one can mail or call."""
    return contact is not None and bool(contact.email or contact.phone)


def _is_divided(config: Config, kind: str, shown: Mapping[tuple[str, str], Collection[Page]]) -> bool:
    """True if any language has entries of several years, or more than its list shows.

    One answer for all of them: if each had its own, a release of this year could give a language its first pages by
    year, and those of past years in the others would have to name them.
    """
    of_kind = [found for (other, _), found in shown.items() if other == kind]
    return any(len(found) > config.page_size or len(find_years(found)) > 1 for found in of_kind)


def find_years(pages: Collection[Page]) -> set[int]:
    """The years that pages are of."""
    return {page.entry.date.year for page in pages if page.entry.date}


def _find_divisions(
    config: Config, kind: str, locale: str, pages: Collection[Page], *, has_years: bool
) -> Iterator[tuple[Extra, str]]:
    listing = LISTINGS[kind]
    root = f"{locale}/{listing.url}"
    for year in sorted(find_years(pages), reverse=True) if has_years else ():
        yield Extra("year", locale, kind, number=year), f"{root}{year}/"
    used = {use.key for page in pages for use in page.group.data.topics} if listing.has_topics else ()
    for topic in config.topics:
        if topic in used:
            yield Extra("topic", locale, kind, topic=topic), f"{root}topic/{topic}/"
            yield from _find_feeds(listing.feed, Extra("feed", locale, kind, topic=topic), f"{root}topic/{topic}/")
    for number in range(2, -(-len(pages) // config.page_size) + 1) if has_years else ():
        yield Extra("former", locale, kind, number=number), f"{root}page/{number}/"


def _find_feeds(feed: Feed | None, extra: Extra, folder: str) -> Iterator[tuple[Extra, str]]:
    if feed:
        yield extra, folder + feed.url
        yield extra._replace(form=JSON_FEED), folder + feed.json_url


def find_url(extras: Extras, extra: Extra) -> str:
    """The URL of what the site may have; "" if it has not."""
    found = extras.get(extra)
    return found.url if found else ""
