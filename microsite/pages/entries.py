"""The jobs of entries, and what their templates read: by the views of their kinds; and of a language's root page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from microsite.i18n.words import translate
from microsite.model.cards import text_for
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import NONE, Figure
from microsite.model.images import Image
from microsite.model.kinds import HOME, KINDS, LISTINGS
from microsite.model.kits import Kit
from microsite.model.parts import Part
from microsite.model.records import NO_VERSIONS, Card, TermLink, TermLinks, TermVersion, Versions
from microsite.model.site import Page
from microsite.pages import sheets, structured, views
from microsite.pages.contacts import site_contact_view
from microsite.pages.heads import crumbs_to, head_values, list_crumb, page_view, share_view
from microsite.pages.jobs import Frame, Job, Json, Sheet, View
from microsite.pages.plot import (
    Plot,
    body_part,
    card_part,
    cards_part,
    entry_part,
    find_card,
    find_mentions,
    make_job,
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
    group, locale = page.group, page.locale
    kind = KINDS[group.kind]
    sight = VIEWS[kind.view]
    own = plot.facts[group.kind, group.key].glance, page.text.digest
    card, paper = find_card(plot, page), plot.papers.get((group.kind, group.key, locale))
    beside = digest_of(card, paper) if card or paper else ""  # as of nearly all
    glance = digest_of_words(plot.settings[page.entry.locale], *own, beside, *sight.glance(plot, page))
    held, frame = partial(_list_parts, plot, page, sight), plot.shared[locale].frame
    origin, mentions = page.entry.path, find_mentions(plot, page)
    return Job(page.target, held, kind.template, frame, sight.view, page, "", origin, glance, mentions)


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
    name = translate(plot.catalogs[locale], LISTINGS[kind].heading)
    glossary = plain_part("glossary", (name, find_url(plot.extras, Extra("list", locale, kind))))
    return (glossary, *term_parts(plot, page))


def home_job(plot: Plot, locale: str) -> Job:
    """The job of a language's root page, which is there even if no editor wrote a text for it."""
    page = plot.site.pages.get((*HOME, locale))
    own: tuple[Part, ...] = (plain_part("entry", None),)
    if page:
        own = entry_part(plot, page), body_part(plot, page), terms_part(plot, page)
    excerpts = [
        (row.excerpt[1], row, plot.lists.of(kind, locale)[: row.excerpt[0]])
        for kind, row in LISTINGS.items()
        if row.excerpt
    ]
    pictured = [page for _, row, pages in excerpts for page in pages if row.has_pictures]
    parts = (
        *own,
        versions_part(plot.homes),
        *(cards_part(name, pages) for name, _, pages in excerpts),
        *thumbnails_part(plot, pictured),
        plain_part("figures", _key_figures(plot)),
        plain_part("figures_from", _key_figures_url(plot, locale)),
    )
    target, origin = plot.extras[Extra("home", locale)], page.entry.path if page else ""
    return make_job(plot, target, "home.html", plot.shared[locale], home_view, parts, page=page, origin=origin)


def _key_figures(plot: Plot) -> tuple[tuple[str, Figure], ...]:
    """The figures that the home page shows, with their names."""
    wanted = plot.config.key_figures
    if wanted is None:
        return ()
    groups = (group for group in plot.site.groups if (group.kind, group.key) == (wanted.kind, wanted.key))
    known = {name: figure for group in groups for name, figure in group.data.figures.items()}
    return tuple((name, known[name]) for name in wanted.names if name in known)


def _key_figures_url(plot: Plot, locale: str) -> str:
    """Where these come from, "" if that is the page itself or the language has it not."""
    wanted = plot.config.key_figures
    page = plot.site.pages.get((wanted.kind, wanted.key, locale)) if wanted else None
    return page.target.url if page and (page.group.kind, page.group.key) != HOME else ""


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


def home_view(
    frame: Frame,
    entry: Sheet | None,
    versions: Versions,
    figures: Sequence[tuple[str, Figure]],
    figures_from: str,
    terms: TermLinks | None = None,  # noqa: ARG001 (of the body alone)
    thumbnails: Mapping[str, Image] = NONE,
    **excerpts: Sequence[Card],
) -> View:
    """What the template of a language's root page reads; the `excerpts` of lists by what it calls them."""
    config, key = frame.config, frame.locale.key
    if entry:
        values = _shown_values(frame, entry, versions, [])
    else:
        title, url = text_for(config.title, key), views.home_url(config, key)
        page = page_view(frame, url, "home", title, versions)
        page["alternates"] = views.alternates_view(config, views.translated_urls(versions), config.base_path)
        values = head_values(frame, page, views.roots(config))
        values |= {"entry": {"title": title, "summary": "", "charts": []}}
    shown: View = {
        name: [views.card_view(card, picture=thumbnails.get(card.url)) for card in cards]
        for name, cards in excerpts.items()
    }
    return values | {
        **shown,
        "figures": _write_figures(frame, figures, figures_from),
        "event": views.event_view(frame),
        "contact": site_contact_view(frame),
        "structured": structured.home(frame),
    }


def _write_figures(frame: Frame, figures: Sequence[tuple[str, Figure]], url: str) -> list[Json]:
    if not figures:
        return []
    from microsite.pages.figures import key_figures_view  # with all of CLDR, which few pages need

    return key_figures_view(frame, figures, url)


def _entry_values(
    frame: Frame, sheet: Sheet, versions: Versions, related: Sequence[TermLink] | tuple[str, str]
) -> View:
    """What the templates of all entries read, but that of the root page; `related` goes to the structured data."""
    kind = KINDS[sheet.kind]
    above = [list_crumb(frame, kind.name)] if kind.listing else []
    crumbs = crumbs_to(frame, *above, (sheet.entry.short_title or sheet.entry.title, sheet.url))
    data = structured.SCHEMAS[kind.schema](frame, sheet, versions, _canonical(sheet, versions), related)
    more: View = {"structured": [*data, *structured.breadcrumbs(frame.config, crumbs)]}
    return _shown_values(frame, sheet, versions, crumbs) | more


def _shown_values(frame: Frame, sheet: Sheet, versions: Versions, crumbs: Sequence[tuple[str, str]]) -> View:
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
