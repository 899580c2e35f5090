"""The jobs of feeds: of each kind that has one, in each language, as Atom (RFC 4287) and as JSON Feed 1.1."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator, Sequence
from functools import partial

from microsite.i18n.words import translate
from microsite.model.cards import iso, text_for
from microsite.model.config import Config
from microsite.model.digests import digest_of_words
from microsite.model.entries import Correction
from microsite.model.kinds import LISTINGS
from microsite.model.parts import Part
from microsite.model.records import Card
from microsite.model.site import Page
from microsite.pages import views
from microsite.pages.jobs import Frame, Job, Json, View
from microsite.pages.order import find_newest
from microsite.pages.plot import Plot, bodies_part, cards_part, plain_part, shared_parts
from microsite.pages.sheets import correction_text
from microsite.pages.views import absolute
from microsite.site.groups import date_of_key
from microsite.site.targets import JSON_FEED, Extra


def feed_jobs(plot: Plot, kind: str, locale: str) -> Iterator[Job]:
    """The feeds of a kind in a language, if it has some."""
    listing = LISTINGS[kind]
    if not listing.feed:
        return
    pages = plot.lists.of(kind, locale)
    newest = (pages if listing.order == "newest" else find_newest(pages))[: plot.config.feed_size]
    glance = digest_of_words(plot.setting, *[plot.facts[kind, page.group.key].glance for page in newest])
    for form, template in (("", listing.feed.template), (JSON_FEED, listing.feed.json_template)):
        target = plot.extras.get(Extra("feed", locale, kind, form))
        if target:
            held, frame = partial(_list_parts, plot, kind, locale, template, newest), plot.shared[locale].frame
            yield Job(target, held, template, frame, feed_view, glance=glance, stories=newest)


def _list_parts(plot: Plot, kind: str, locale: str, template: str, newest: Sequence[Page]) -> tuple[Part, ...]:
    feed = LISTINGS[kind].feed
    own = site_address(plot.config) + f"{locale}/{feed.url if feed else ''}"
    return (
        *shared_parts(plot, plot.shared[locale], template),
        plain_part("kind", kind),
        plain_part("ids", (own, *[find_id(plot.config, page) for page in newest])),
        cards_part(LISTINGS[kind].cards, newest),
        plain_part("corrections", tuple([page.group.data.corrections for page in newest])),
        bodies_part(plot, newest),
    )


def site_address(config: Config) -> str:
    """Where site.yaml says that the site stands, wherever it is built for now."""
    return config.also_at or config.base_url


def find_id(config: Config, page: Page) -> str:
    """What names an entry of a feed for ever: a tag (RFC 4151) of the host, a day, and what no edit of the text moves.

    The day is one on which the host was the site's: that which the key begins with, else that of the source.
    """
    address, group = urllib.parse.urlsplit(site_address(config)), page.group
    host = re.sub("[^a-z0-9.-]+", "-", address.hostname or "").strip("-.")
    day = iso(date_of_key(group.key) or group.entries[group.source].date)
    name = urllib.parse.quote(f"{group.kind}/{group.key}/{page.locale}", safe=_SAFE)
    return f"tag:{host},{day}:{address.path}{name}"


_SAFE = "/~!$&'()*+,;=:@"
"""What stands in the last part of a tag as it is, beside letters, digits and what else is unreserved."""


def feed_view(
    frame: Frame, kind: str, ids: Sequence[str], corrections: Sequence[Sequence[Correction]], **cards: Sequence[Card]
) -> View:
    """What the templates of a kind's feeds read; `ids` are the feed's own and those of its entries."""
    config, key, listing = frame.config, frame.locale.key, LISTINGS[kind]
    publisher, shown = config.organization, cards[listing.cards]
    heading = listing.feed.heading if listing.feed else ""
    of = f"{translate(frame.catalogs[key], heading)} – " if heading else ""
    return {
        "feed": {
            "title": of + text_for(config.title, key),
            "subtitle": text_for(config.motto, key),
            "url": absolute(config, frame.feeds[kind]),
            "json_url": absolute(config, frame.json_feeds[kind]),
            "home": absolute(config, views.home_url(config, key)),
            "id": ids[0],
            "updated": max(_timestamp(card.updated) for card in shown),
        },
        "author": text_for(publisher.name if publisher else config.title, key),
        "entries": [_entry_view(frame, *one) for one in zip(shown, ids[1:], corrections, strict=True)],
    }


def _entry_view(frame: Frame, card: Card, id_: str, corrections: Sequence[Correction]) -> Json:
    """An entry of a feed; its body is one of the `bodies` that `render` puts together."""
    url = absolute(frame.config, card.url)
    own = next(locale for locale in frame.config.languages if locale.tag == card.tag)
    found = [(iso(one.date), *correction_text(one, frame.locale.key, own.key)) for one in corrections]
    return {
        "title": card.title,
        "url": url,
        "id": id_,
        "published": _timestamp(card.date),
        "updated": _timestamp(card.updated),
        "summary": card.summary,
        "tag": card.tag,
        "direction": own.direction,
        "corrections": [
            {"date": date, "text": text, "tag": (frame.config.locale(key) if key else own).tag}
            for date, key, text in found
        ],
    }


def _timestamp(day: str) -> str:
    """A day as a moment (RFC 3339). Editors give a day; it begins at midnight UTC."""
    return f"{day}T00:00:00Z"
