"""The jobs of entries, and what their templates read: by the views of their kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from microsite.i18n.words import translate
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import NONE
from microsite.model.images import Image
from microsite.model.kinds import HOME, KINDS, LISTINGS
from microsite.model.kits import Kit
from microsite.model.parts import Part
from microsite.model.records import NO_VERSIONS, Card, TermLink, TermLinks, TermVersion, Versions
from microsite.model.site import Page
from microsite.pages import sheets, structured, views
from microsite.pages.heads import crumbs_to, head_values, list_crumb, page_view, share_view
from microsite.pages.jobs import Frame, Job, Sheet, View
from microsite.pages.plot import (
    Plot,
    body_part,
    card_part,
    cards_part,
    entry_part,
    find_card,
    find_mentions,
    plain_part,
    shared_parts,
    thumbnails_part,
    versions_part,
)
from microsite.pages.sheets import entry_view, notice_view, picture_view
from microsite.pages.terms import term_glance, term_parts, terms_part
from microsite.pages.views import absolute
from microsite.site.targets import Extra, find_url
from microsite.values.named import NamedTuple


class Sight(NamedTuple):
    """How the pages of a kind are seen: what their template reads, and what they show of other pages.

    `parts` tell of those others; `glance` gives digests that move if one of them does, beside those of all pages.
    """

    view: Callable[..., View]
    parts: Callable[[Plot, Page], tuple[Part, ...]] = lambda _plot, _page: ()
    glance: Callable[[Plot, Page], tuple[str, ...]] = lambda _plot, _page: ()


def page_job(plot: Plot, page: Page) -> Job:
    """The job of an entry's page in one language."""
    kind = KINDS[page.group.kind]
    sight = VIEWS[kind.view]
    glance = digest_of_words(*own_glance(plot, page), *sight.glance(plot, page))
    held, frame = partial(_list_parts, plot, page, sight), plot.shared[page.locale].frame
    origin, mentions = page.entry.path, find_mentions(plot, page)
    return Job(page.target, held, kind.template, frame, sight.view, page, "", origin, glance, mentions)


def own_glance(plot: Plot, page: Page) -> tuple[str, str, str, str]:
    """Digests that move with anything that a page shows of its own entry, with its body, or with the site's setting."""
    key, beside = (page.group.kind, page.group.key), ""
    if plot.cards or plot.papers:
        beside = digest_of(find_card(plot, page), plot.papers.get((*key, page.locale)))
    return plot.settings[page.entry.locale], plot.facts[key].glance, page.text.digest, beside


def _list_parts(plot: Plot, page: Page, sight: Sight) -> tuple[Part, ...]:
    return (
        *shared_parts(plot, plot.shared[page.locale], KINDS[page.group.kind].template),
        entry_part(plot, page),
        body_part(plot, page),
        terms_part(plot, page),
        versions_part(plot.facts[page.group.kind, page.group.key].versions),
        *sight.parts(plot, page),
    )


def _neighbours(plot: Plot, page: Page) -> tuple[Page | None, Page | None]:
    """The entries after and before one in the list of its language, which begins with the newest."""
    return plot.lists.around[page.group.kind, page.group.key, page.locale]


def _related(plot: Plot, page: Page) -> list[Page]:
    kind, locale, pages = page.group.kind, page.locale, plot.site.pages
    return [pages[kind, other, locale] for other in plot.related.get((kind, page.group.key, locale), ())]


def _release_parts(plot: Plot, page: Page) -> tuple[Part, ...]:
    newer, older = _neighbours(plot, page)
    related, kit = _related(plot, page), plain_part("kit", plot.kits.find(page) if plot.kits else None)
    around = card_part("previous", older), card_part("next", newer), cards_part("related", related)
    return (*around, *thumbnails_part(plot, related), kit)


def _release_glance(plot: Plot, page: Page) -> tuple[str, ...]:
    newer, older = _neighbours(plot, page)
    around = [newer.glance if newer else "", older.glance if older else ""]
    around += [other.glance for other in _related(plot, page)]
    return (*around, *(plot.kits.find_originals(page) if plot.kits else ()))


def _term_parts(plot: Plot, page: Page) -> tuple[Part, ...]:
    """What the glossary is called in the language of the text, where it is, and what a term's page shows of others."""
    kind, locale = page.group.kind, page.entry.locale
    name = translate(plot.catalogs[locale].value, LISTINGS[kind].heading)
    glossary = plain_part("glossary", (name, find_url(plot.extras, Extra("list", locale, kind))))
    return (glossary, *term_parts(plot, page))


# ---- what their templates read --------------------------------------------------------------------------------


def text_view(frame: Frame, entry: Sheet, terms: TermLinks, versions: Versions) -> View:
    """What the template of any entry reads; what describes its `terms` is put together by `render`."""
    return _entry_values(frame, entry, versions, terms.of)


def release_view(
    frame: Frame,
    entry: Sheet,
    terms: TermLinks,
    versions: Versions,
    previous: Card | None,
    next: Card | None,  # noqa: A002 (what templates call it)
    related: Sequence[Card],
    thumbnails: Mapping[str, Image] = NONE,
    kit: Kit | None = None,
) -> View:
    """What the template of a release reads: beside what all do, other releases, and what the press may take along."""
    return _entry_values(frame, entry, versions, terms.of) | {
        "previous": views.card_view(previous) if previous else None,
        "next": views.card_view(next) if next else None,
        "related": [views.card_view(card, picture=thumbnails.get(card.url)) for card in related],
        "boilerplate": views.paragraphs(frame.config.boilerplate, frame.locale.key),
        "kit": sheets.kit_view(frame, entry, kit) if kit else None,
    }


def term_view(
    frame: Frame,
    entry: Sheet,
    terms: TermLinks,  # noqa: ARG001 (of the body, which is not part of the definition)
    versions: Versions,
    glossary: tuple[str, str],
    mentioned_in: Sequence[Card],
    see_also: Sequence[Card],
    translations: Mapping[str, TermVersion],
) -> View:
    """What the template of a term reads; `glossary` are its name and URL in the language of the text."""
    return _entry_values(frame, entry, versions, glossary) | {
        **sheets.term_facts_view(entry.entry),
        "translations": sheets.translations_view(frame, entry, versions, translations),
        "mentioned_in": [views.card_view(card) for card in mentioned_in],
        "see_also": [views.card_view(card) | {"term": card.title} for card in see_also],
    }


VIEWS: Mapping[str, Sight] = {
    "text": Sight(text_view),
    "release": Sight(release_view, _release_parts, _release_glance),
    "term": Sight(term_view, _term_parts, term_glance),
}
"""How the pages of a kind may be seen, by the name that its row has for it."""


def _entry_values(
    frame: Frame, sheet: Sheet, versions: Versions, related: Sequence[TermLink] | tuple[str, str]
) -> View:
    """What the templates of all entries read, but that of the root page; `related` goes to the structured data."""
    kind = KINDS[sheet.kind]
    above = [list_crumb(frame, kind.name)] if kind.listing else []
    crumbs = crumbs_to(frame, *above, (sheet.entry.short_title or sheet.entry.title, sheet.url))
    data = structured.SCHEMAS[kind.schema](frame, sheet, versions, _canonical(sheet, versions), related)
    more: View = {"structured": [*data, *structured.breadcrumbs(frame.config, crumbs)]}
    return shown_values(frame, sheet, versions, crumbs) | more


def shown_values(frame: Frame, sheet: Sheet, versions: Versions, crumbs: Sequence[tuple[str, str]]) -> View:
    """What the templates of all entries read, but for structured data; the body is put together by `render`."""
    config, entry = frame.config, sheet.entry
    is_home = (sheet.kind, sheet.key) == HOME
    own = NO_VERSIONS if sheet.is_fallback else versions
    page = page_view(frame, sheet.url, "home" if is_home else sheet.kind, entry.title, own)
    if is_home:
        page["alternates"] = views.alternates_view(config, views.translated_urls(own), config.base_path)
    page |= {
        "description": entry.summary or page["description"],
        "canonical": absolute(config, _canonical(sheet, versions)),
        "published": entry.date,
        "updated": entry.updated,
        "og_type": KINDS[sheet.kind].og_type,
        "og_locale": config.locale(entry.locale).og,
        "image": _image(frame, sheet),
    }
    values = head_values(frame, page, views.urls(versions), crumbs)
    return values | {"notice": notice_view(frame, sheet, versions), "entry": entry_view(frame, sheet)}


def _canonical(sheet: Sheet, versions: Versions) -> str:
    """The URL that stands for a page: of a source text under a notice, the source itself."""
    return views.urls(versions)[sheet.entry.locale]


def _image(frame: Frame, sheet: Sheet) -> View | None:
    """The picture that goes with a shared link: the share card, else the first picture of the group."""
    if sheet.card:
        return share_view(frame, sheet.card, sheet.entry.title)
    for picture in sheet.pictures:
        if image := sheet.images.get(picture.path):
            size: View = {"width": image.width, "height": image.height}
            return size | {"url": absolute(frame.config, image.url), "alt": picture_view(frame, picture, sheet)["alt"]}
    return None
