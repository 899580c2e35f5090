"""Every address of a site beside those of entries: declared here alone, for links and for the jobs that fill them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, Protocol

from microsite.model.config import Config
from microsite.model.kinds import KINDS, LISTINGS
from microsite.model.site import PageKey, Target

Role = Literal[
    "chooser", "home", "list", "feed", "table", "search", "lost", "status", "status data", "sitemap", "robots"
]


class Extra(NamedTuple):
    """What a target is for. `locale`, `kind` and `form`, a format, are "" where it is of none; a feed without is Atom.

    The pages of a list have numbers, from 1. "lost" is what hosts show at wrong addresses: nobody links to it.
    """

    role: Role
    locale: str = ""
    kind: str = ""
    form: str = ""
    number: int = 1


Extras = Mapping[Extra, Target]

CHOOSER, STATUS, STATUS_DATA = Extra("chooser"), Extra("status"), Extra("status data")
SITEMAP, ROBOTS = Extra("sitemap"), Extra("robots")

NEWS_SITEMAP = "news-sitemap.xml"
"""The path of what comes and goes with the days, so that nothing can lead there."""

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


def find_extras(config: Config, pages: Iterable[PageKey]) -> dict[Extra, Target]:
    """All targets of a site beside those of entries, by what they are for, as far as these pages ask for them.

    A language has a list of a kind, and its feed, if it shows an entry of it.
    """
    counts = Counter([(kind, locale) for kind, _, locale in pages])
    return {extra: page_target(config, path) for extra, path in _find_paths(config, counts)}


def _find_paths(config: Config, counts: Mapping[tuple[str, str], int]) -> Iterator[tuple[Extra, str]]:
    yield CHOOSER, ""
    yield Extra("lost"), "404.html"
    for locale in config.languages:
        key = locale.key
        yield Extra("home", key), f"{key}/"
        yield Extra("lost", key), f"{key}/404.html"
        if config.search:
            yield Extra("search", key), f"{key}/search/"
        for kind, listing in LISTINGS.items():
            count = counts.get((kind, key), 0)
            size = config.page_size if listing.is_paged else count
            for number in range(1, -(-count // size) + 1 if count else 1):
                rest = f"page/{number}/" if number > 1 else ""
                yield Extra("list", key, kind, number=number), f"{key}/{listing.url}{rest}"
            if count and listing.feed:
                yield Extra("feed", key, kind), f"{key}/{listing.feed.url}"
                yield Extra("feed", key, kind, JSON_FEED), f"{key}/{listing.feed.json_url}"
    shown = {kind for kind, _ in counts}
    for kind, row in KINDS.items():
        yield from ((Extra("table", "", kind, form), path) for form, path in row.tables if kind in shown)
    if config.translations.dashboard:
        yield from ((STATUS, "status/"), (STATUS_DATA, "status.json"))
    yield from ((SITEMAP, "sitemap.xml"), (ROBOTS, "robots.txt"))


def find_url(extras: Extras, extra: Extra) -> str:
    """The URL of what the site may have; "" if it has not."""
    found = extras.get(extra)
    return found.url if found else ""


def find_list(extras: Extras, kind: str, locale: str) -> tuple[Target, ...]:
    """The pages of a list in a language, in order; none if the language has no such list."""
    found: list[Target] = []
    while target := extras.get(Extra("list", locale, kind, number=len(found) + 1)):
        found.append(target)
    return tuple(found)
