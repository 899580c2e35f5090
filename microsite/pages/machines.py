"""The jobs of what machines read of a site: feeds, and the files that it has once, such as the sitemap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from microsite.i18n.words import translate
from microsite.model.cards import text_for
from microsite.model.digests import digest_of_words
from microsite.model.kinds import HOME, LISTINGS
from microsite.model.parts import Given, Part, make_part
from microsite.model.records import Card, Versions
from microsite.pages import views
from microsite.pages.heads import default_version
from microsite.pages.jobs import Frame, Job, Json, Told, View, tell
from microsite.pages.lists import list_versions
from microsite.pages.order import find_newest
from microsite.pages.plot import Plot, cards_part, make_job, plain_part, shared_parts
from microsite.pages.views import absolute
from microsite.site.targets import ROBOTS, SITEMAP, Extra


def feed_jobs(plot: Plot, kind: str, locale: str) -> Iterator[Job]:
    """The feed of a kind in a language (Atom, RFC 4287), if it has one."""
    listing, target = LISTINGS[kind], plot.extras.get(Extra("feed", locale, kind))
    if listing.feed and target:
        pages = plot.lists.of(kind, locale)
        newest = pages if listing.order == "newest" else find_newest(pages)
        parts = plain_part("kind", kind), cards_part(listing.cards, newest[: plot.config.feed_size])
        yield make_job(plot, target, listing.feed.template, plot.shared[locale], feed_view, parts)


def feed_view(frame: Frame, kind: str, **cards: Sequence[Card]) -> View:
    """What the template of a kind's feed reads."""
    config, key, listing = frame.config, frame.locale.key, LISTINGS[kind]
    url, publisher, shown = absolute(config, frame.feeds[kind]), config.organization, cards[listing.cards]
    heading = listing.feed.heading if listing.feed else ""
    of = f"{translate(frame.catalogs[key], heading)} – " if heading else ""
    entries: list[Json] = [
        {
            "title": card.title,
            "url": absolute(config, card.url),
            "id": absolute(config, card.url),
            "published": _timestamp(card.date),
            "updated": _timestamp(card.updated),
            "summary": card.summary,
            "tag": card.tag,
        }
        for card in shown
    ]
    return {
        "feed": {
            "title": of + text_for(config.title, key),
            "subtitle": text_for(config.motto, key),
            "url": url,
            "home": absolute(config, views.home_url(config, key)),
            "id": url,
            "updated": max(_timestamp(card.updated) for card in shown),
        },
        "author": text_for(publisher.name if publisher else config.title, key),
        "entries": entries,
    }


def _timestamp(day: str) -> str:
    """A day as a moment (RFC 3339). Editors give a day; it begins at midnight UTC."""
    return f"{day}T00:00:00Z"


def sitemap_job(plot: Plot) -> Job:
    """Every page that search engines may show, with its versions (sitemaps.org; Google's xhtml:link)."""
    facts = plot.facts.values()
    glance = digest_of_words(plot.setting, *[one.glance for one in facts])
    target, held = plot.extras[SITEMAP], partial(_sitemap_parts, plot)
    return Job(target, held, "sitemap.xml", glance=glance)


def _sitemap_parts(plot: Plot) -> tuple[Part, ...]:
    facts = [one for key, one in plot.facts.items() if key != HOME]
    given = (
        Given(tell(plot.config)),
        plot.homes,
        Given(tuple(_all_list_versions(plot))),
        [one.versions for one in facts],
        Given([one.updated for one in facts]),
    )
    return (*shared_parts(plot, None, "sitemap.xml"), make_part("urls", *given, make=_sitemap_urls))


def _all_list_versions(plot: Plot) -> Iterator[Versions]:
    """The lists, their years and their topics, each in the languages that have it."""
    listed = (extra for extra in plot.extras if extra.role in ("list", "year", "topic"))
    for extra in dict.fromkeys(extra._replace(locale="") for extra in listed):
        yield list_versions(plot, extra)


def _sitemap_urls(
    config: Told,
    homes: Versions,
    lists: Sequence[Versions],
    groups: Sequence[Versions],
    days: Sequence[Mapping[str, str]],
) -> list[Json]:
    home = views.translated_urls(homes)
    found = list(_sitemap_versions(config, home, config.base_path, {}))
    if len(config.languages) > 1:
        alternates = views.alternates_view(config, home, config.base_path)
        found.insert(0, {"url": absolute(config, config.base_path), "updated": "", "alternates": alternates})
    for versions in lists:
        shown = views.translated_urls(versions)
        found.extend(_sitemap_versions(config, shown, default_version(config, shown), {}))
    for versions, updated in zip(groups, days, strict=True):
        shown = views.translated_urls(versions)
        default = default_version(config, shown, versions.source)
        found.extend(_sitemap_versions(config, shown, default, updated))
    return found


def _sitemap_versions(
    config: Told, url_by_locale: Mapping[str, str], default: str, updated: Mapping[str, str]
) -> Iterator[Json]:
    alternates = views.alternates_view(config, url_by_locale, default)
    for key, url in url_by_locale.items():
        yield {"url": absolute(config, url), "updated": updated.get(key, ""), "alternates": alternates}


def robots_job(plot: Plot) -> Job:
    """What tells robots where the sitemap is (RFC 9309)."""
    part = plain_part("sitemap", absolute(plot.config, plot.extras[SITEMAP].url))
    return make_job(plot, plot.extras[ROBOTS], "robots.txt", None, None, (part,))


SITE_JOBS: tuple[Callable[[Plot], Job], ...] = (sitemap_job, robots_job)
"""The files that a site has once, in the order of writing. Each has its address in `targets`."""
