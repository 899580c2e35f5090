"""What the pages of a language share: a frame with menus, and the parts whose digests say whether it is as before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from microsite.i18n.words import translate
from microsite.model.cards import text_for
from microsite.model.config import MenuEntry
from microsite.model.digests import digest_of_words
from microsite.model.entries import Locale
from microsite.model.images import Image
from microsite.model.kinds import ENTRIES_IN_MENUS, LISTINGS, LISTS_IN_MENUS
from microsite.model.parts import Given, Part, gather, make_part
from microsite.model.records import MenuItem
from microsite.model.site import Site
from microsite.model.words import Catalog
from microsite.pages import structured
from microsite.pages.dress import Dress
from microsite.pages.jobs import Frame, Told
from microsite.site.targets import JSON_FEED, Extra, Extras, find_url
from microsite.values.named import NamedTuple

SEARCH, SEARCH_HEADING = "search", "Search"
"""The name of the search in a menu, and what it is called, as a msgid."""


class Design(NamedTuple):
    """Templates and catalogs as read: the digest of each template with its includes, the look, and words.

    `catalogs` are by locale; `engine` is the digest of the generator.
    """

    digest_by_template: Mapping[str, str]
    dress: Dress
    catalogs: Mapping[str, Catalog]
    engine: str


class Shared(NamedTuple):
    """What all pages of a language share: the frame, and the parts whose digests say whether it is as before."""

    frame: Frame
    parts: tuple[Part, ...]


def make_shared(
    site: Site,
    extras: Extras,
    design: Design,
    told: Given[Told],
    locale: Locale,
    catalogs: Mapping[str, Given[Catalog]],
    card: Image | None = None,
    *,
    has_menu: bool = True,
) -> Shared:
    """The frame of a language, or of pages in no language: then `catalogs` has all."""
    config, words = site.config, catalogs[locale.key].value
    urls = {kind: find_url(extras, Extra("list", locale.key, kind)) for kind in LISTINGS}
    feeds = {kind: find_url(extras, Extra("feed", locale.key, kind)) for kind, row in LISTINGS.items() if row.feed}
    json_feeds = {kind: find_url(extras, Extra("feed", locale.key, kind, JSON_FEED)) for kind in feeds}
    assets = {name: config.base_path + asset.path for name, asset in design.dress.assets.items()}
    menu, footer = (
        _menu(site, urls, words, names, locale) if has_menu else () for names in (config.navigation, config.footer)
    )
    if has_menu and (url := find_url(extras, Extra("search", locale.key))):
        menu = (*menu, MenuItem(SEARCH, translate(words, SEARCH_HEADING), url))
    given: dict[str, tuple[Given[Any], ...]] = {
        "config": (Given(locale), told),
        "lists": (Given(urls), Given(feeds), Given(json_feeds)),
        "assets": (Given(assets),),
        "theme": (Given(design.dress.shown),),
        "catalog": (gather(catalogs),),
        "menu": (Given(menu),),
        "footer": (Given(footer),),
        "card": (Given(card),),
    }
    parts = (make_part("engine", Given(design.engine)), *(make_part(name, *those) for name, those in given.items()))
    digest = digest_of_words(*(part.digest for part in parts))
    shown = (one.value for those in given.values() for one in those)  # so that a frame shows what its parts tell of
    said, look = (structured.organization, structured.event), design.dress.shown
    logo = look.logo.light or look.icon[0]
    of_all = (structured.in_each_language(told.value, logo, say) for say in said)
    return Shared(Frame(digest, *shown, *of_all), parts)


def _menu(
    site: Site, urls: Mapping[str, str], catalog: Catalog, entries: Sequence[MenuEntry], locale: Locale
) -> tuple[MenuItem, ...]:
    """A navigation, without what the language does not have."""
    items = []
    for entry in entries:
        name, label = entry.to, text_for(entry.label, locale.key)
        page = next(
            (site.pages[key] for kind in ENTRIES_IN_MENUS if (key := (kind, name, locale.key)) in site.pages), None
        )
        if name in LISTS_IN_MENUS:
            items.append(MenuItem(name, label or translate(catalog, LISTINGS[name].heading), urls[name]))
        elif page:
            tag = site.locale(page.entry.locale).tag if page.is_fallback and not label else ""
            items.append(MenuItem(name, label or page.entry.short_title or page.entry.title, page.target.url, tag))
        elif entry.is_address:
            items.append(MenuItem(name, label or name, name))
    return tuple(item for item in items if item.url)
