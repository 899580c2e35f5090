"""The jobs of feeds: of kinds and topics, in each language, as Atom (RFC 4287) and as JSON Feed 1.1."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from microsite.i18n.words import translate
from microsite.model.cards import iso, text_for
from microsite.model.config import Config
from microsite.model.digests import digest_of_words
from microsite.model.entries import Correction
from microsite.model.kinds import LISTINGS
from microsite.model.parts import Part
from microsite.model.records import Card, FeedPlace
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
    """The feeds of a kind in a language and those of its topics, if it has some."""
    extra = Extra("feed", locale, kind)
    if extra in plot.extras:
        yield from _jobs_of(plot, extra, plot.lists.of(kind, locale))
        for topic, found in plot.lists.divided[kind, locale].topics.items():
            yield from _jobs_of(plot, extra._replace(topic=topic), found)


def _jobs_of(plot: Plot, extra: Extra, pages: tuple[Page, ...]) -> Iterator[Job]:
    kind, listing, feed = extra.kind, LISTINGS[extra.kind], LISTINGS[extra.kind].feed
    newest = (pages if listing.order == "newest" else find_newest(pages))[: plot.config.feed_size]
    glances = [(plot.facts[kind, page.group.key].glance, page.text.digest) for page in newest]
    glance = digest_of_words(plot.setting, *chain.from_iterable(glances))
    frame = plot.shared[extra.locale].frame
    for form, template in (("", feed.template), (JSON_FEED, feed.json_template)) if feed else ():
        held = partial(_list_parts, plot, extra, template, newest)
        target = plot.extras[extra._replace(form=form)]
        yield Job(target, held, template, frame, feed_view, glance=glance, stories=newest)


def _list_parts(plot: Plot, extra: Extra, template: str, newest: Sequence[Page]) -> tuple[Part, ...]:
    kind = extra.kind
    return (
        *shared_parts(plot, plot.shared[extra.locale], template),
        plain_part("kind", kind),
        plain_part("place", _find_place(plot, extra)),
        plain_part("ids", tuple([find_id(plot.config, page) for page in newest])),
        cards_part(LISTINGS[kind].cards, newest),
        plain_part("corrections", tuple([page.group.data.corrections for page in newest])),
        bodies_part(plot, newest),
    )


def _find_place(plot: Plot, extra: Extra) -> FeedPlace:
    """Where a feed is; no day of it stays, as older entries may be added, so its address in site.yaml names it."""
    config, locale, target = plot.config, extra.locale, plot.extras[extra]
    about = extra._replace(role="topic")
    return FeedPlace(
        url=target.url,
        json_url=plot.extras[extra._replace(form=JSON_FEED)].url,
        home=plot.extras[about].url if extra.topic else views.home_url(config, locale),
        topic=text_for(config.topics[extra.topic], locale) if extra.topic else "",
        id=site_address(config) + target.path,
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
    frame: Frame,
    kind: str,
    place: FeedPlace,
    ids: Sequence[str],
    corrections: Sequence[Sequence[Correction]],
    **cards: Sequence[Card],
) -> View:
    """What the templates of a kind's feeds read; `ids` are those of its entries."""
    config, key, listing = frame.config, frame.locale.key, LISTINGS[kind]
    publisher, shown = config.organization, cards[listing.cards]
    heading = listing.feed.heading if listing.feed else ""
    of = [translate(frame.catalogs[key], heading)] if heading else []
    named = [*of, place.topic] if place.topic else of
    return {
        "feed": {
            "title": " – ".join([*named, text_for(config.title, key)]),
            "subtitle": text_for(config.motto, key),
            "url": absolute(config, place.url),
            "json_url": absolute(config, place.json_url),
            "home": absolute(config, place.home),
            "id": place.id,
            "updated": max(_timestamp(card.updated) for card in shown),
        },
        "author": text_for(publisher.name if publisher else config.title, key),
        "entries": [_entry_view(frame, *one) for one in zip(shown, ids, corrections, strict=True)],
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
