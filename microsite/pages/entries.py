"""The jobs of entries, and what their templates read: releases, terms, pages, and the page at a language's root."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from microsite.i18n.words import translate
from microsite.model.cards import text_for
from microsite.model.digests import digest_of_words
from microsite.model.entries import Figure, Page
from microsite.model.kinds import HOME, KINDS
from microsite.model.parts import Part
from microsite.model.records import NO_VERSIONS, Card, TermLinks, TermVersion, Versions
from microsite.pages import structured, views
from microsite.pages.heads import crumbs_to, head_values, list_crumb, og_locale, page_view
from microsite.pages.jobs import Frame, Job, Sheet, View
from microsite.pages.order import list_url
from microsite.pages.plot import (
    Plot,
    body_part,
    card_part,
    cards_part,
    entry_part,
    find_mentions,
    make_job,
    plain_part,
    shared_parts,
    versions_part,
)
from microsite.pages.sheets import entry_view, notice_view, picture_view, term_facts_view, translations_view
from microsite.pages.terms import term_glance, term_parts, terms_part
from microsite.pages.views import absolute
from microsite.site.targets import page_target

LATEST = 3
"""How many releases the home page shows."""

SOME_TERMS = 12
"""How many terms it shows, in the order of the glossary."""


def page_job(plot: Plot, page: Page) -> Job:
    """The job of a release, a term or a page in one language."""
    group = page.group
    view: Callable[..., View] = plain_view
    newer = older = None
    others: tuple[str, ...] = ()
    if group.kind == "press":
        view, (newer, older) = release_view, _neighbours(plot, page)
        others = newer.glance if newer else "", older.glance if older else ""
    elif group.kind == "glossary":
        view, others = term_view, term_glance(plot, page)
    own = plot.facts[group.kind, group.key].glance
    glance = digest_of_words(plot.settings[page.entry.locale], own, *others)
    held, frame = partial(_list_parts, plot, page, newer, older), plot.shared[page.locale].frame
    template, origin, mentions = KINDS[group.kind].template, page.entry.path, find_mentions(plot, page)
    return Job(page.target, held, template, frame, view, page, "", origin, glance, mentions)


def _list_parts(plot: Plot, page: Page, newer: Page | None, older: Page | None) -> tuple[Part, ...]:
    group = page.group
    parts = [entry_part(plot, page), body_part(plot, page), terms_part(plot, page)]
    parts.append(versions_part(plot.facts[group.kind, group.key].versions))
    if group.kind == "press":
        parts += card_part("previous", older), card_part("next", newer)
    elif group.kind == "glossary":
        parts += _glossary_of_text(plot, page), *term_parts(plot, page)
    return (*shared_parts(plot, plot.shared[page.locale], KINDS[group.kind].template), *parts)


def _neighbours(plot: Plot, page: Page) -> tuple[Page | None, Page | None]:
    """The releases after and before one in the list of its language."""
    releases = plot.lists.releases[page.locale]
    at = plot.lists.places[page.locale, page.group.key]
    return releases[at - 1] if at else None, releases[at + 1] if at + 1 < len(releases) else None


def _glossary_of_text(plot: Plot, page: Page) -> Part:
    """What the glossary is called in the language of the text, and where it is."""
    locale = page.entry.locale
    name = translate(plot.catalogs[locale], KINDS["glossary"].heading)
    return plain_part("glossary", (name, list_url(plot.site, plot.lists, "glossary", locale)))


def home_job(plot: Plot, locale: str) -> Job:
    """The job of a language's root page, which is there even if no editor wrote a text for it."""
    page = plot.site.pages.get(("page", HOME, locale))
    own: tuple[Part, ...] = (plain_part("entry", None),)
    if page:
        own = entry_part(plot, page), body_part(plot, page), terms_part(plot, page)
    parts = (
        *own,
        versions_part(plot.homes),
        cards_part("releases", plot.lists.releases[locale][:LATEST]),
        cards_part("first_terms", plot.lists.terms[locale][:SOME_TERMS]),
        plain_part("figures", _key_figures(plot)),
    )
    target, origin = page_target(plot.config, f"{locale}/"), page.entry.path if page else ""
    return make_job(plot, target, "home.html", plot.shared[locale], home_view, parts, page=page, origin=origin)


def _key_figures(plot: Plot) -> tuple[tuple[str, Figure], ...]:
    """The figures that the home page shows, with their names."""
    wanted = plot.config.key_figures
    if wanted is None:
        return ()
    groups = (group for group in plot.site.groups if (group.kind, group.key) == (wanted.kind, wanted.key))
    known = {name: figure for group in groups for name, figure in group.data.figures.items()}
    return tuple((name, known[name]) for name in wanted.names if name in known)


# ---- what their templates read --------------------------------------------------------------------------------


def release_view(
    frame: Frame,
    entry: Sheet,
    terms: TermLinks,
    versions: Versions,
    previous: Card | None,
    next: Card | None,  # noqa: A002 (what templates call it)
) -> View:
    """What the template of a release reads; what describes its `terms` is put together by `render`."""
    data = structured.release(frame, entry, versions, _canonical(entry, versions), terms.of)
    crumbs = crumbs_to(frame, list_crumb(frame, "press"), (entry.entry.title, entry.url))
    return _entry_values(frame, entry, versions, crumbs) | {
        "previous": views.card_view(previous) if previous else None,
        "next": views.card_view(next) if next else None,
        "boilerplate": views.paragraphs(frame.config.boilerplate, frame.locale.key),
        "structured": [*data, *structured.breadcrumbs(frame.config, crumbs)],
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
    config = frame.config
    data = structured.term(config, entry, versions, _canonical(entry, versions), glossary)
    crumbs = crumbs_to(frame, list_crumb(frame, "glossary"), (entry.entry.title, entry.url))
    return _entry_values(frame, entry, versions, crumbs) | {
        **term_facts_view(entry.entry),
        "translations": translations_view(frame, entry, versions, translations),
        "mentioned_in": [views.card_view(card) for card in mentioned_in],
        "see_also": [views.card_view(card) | {"term": card.title} for card in see_also],
        "structured": [*data, *structured.breadcrumbs(config, crumbs)],
    }


def plain_view(frame: Frame, entry: Sheet, terms: TermLinks, versions: Versions) -> View:
    """What the template of a plain page reads."""
    data = structured.web_page(frame, entry, versions, _canonical(entry, versions), terms.of)
    crumbs = crumbs_to(frame, (entry.entry.title, entry.url))
    more: View = {"structured": [*data, *structured.breadcrumbs(frame.config, crumbs)]}
    return _entry_values(frame, entry, versions, crumbs) | more


def home_view(
    frame: Frame,
    entry: Sheet | None,
    versions: Versions,
    releases: Sequence[Card],
    first_terms: Sequence[Card],
    figures: Sequence[tuple[str, Figure]],
    terms: TermLinks | None = None,  # noqa: ARG001 (of the body alone)
) -> View:
    """What the template of a language's root page reads."""
    config, key = frame.config, frame.locale.key
    if entry:
        values = _entry_values(frame, entry, versions, [])
    else:
        title, url = text_for(config.title, key), views.home_url(config, key)
        page = page_view(frame, url, "home", title, versions)
        page["alternates"] = views.alternates_view(config, views.translated_urls(versions), config.base_path)
        values = head_values(frame, page, views.roots(config))
        values |= {"entry": {"title": title, "summary": ""}}
    return values | {
        "figures": views.key_figures_view(frame, figures) if figures else [],
        "releases": [views.card_view(card) for card in releases],
        "first_terms": [views.card_view(card) for card in first_terms],
        "event": views.event_view(frame),
        "structured": structured.home(config, frame.locale),
    }


def _entry_values(frame: Frame, sheet: Sheet, versions: Versions, crumbs: Sequence[tuple[str, str]]) -> View:
    """What the templates of all entries read; the body is put together by `render`."""
    config, entry = frame.config, sheet.entry
    is_home = (sheet.kind, sheet.key) == ("page", HOME)
    own = NO_VERSIONS if sheet.is_fallback else versions
    page = page_view(frame, sheet.url, "home" if is_home else sheet.kind, entry.title, own)
    if is_home:
        page["alternates"] = views.alternates_view(config, views.translated_urls(own), config.base_path)
    page |= {
        "description": entry.summary or page["description"],
        "canonical": absolute(config, _canonical(sheet, versions)),
        "noindex": sheet.is_fallback,
        "published": entry.date,
        "updated": entry.updated,
        "og_type": "article" if sheet.kind == "press" else "website",
        "og_locale": og_locale(config.locale(entry.locale)),
        "image": _image(frame, sheet),
    }
    values = head_values(frame, page, views.urls(versions), crumbs)
    return values | {"notice": notice_view(frame, sheet, versions), "entry": entry_view(frame, sheet)}


def _canonical(sheet: Sheet, versions: Versions) -> str:
    """The URL that stands for a page: of a source text under a notice, the source itself."""
    return views.urls(versions)[sheet.entry.locale]


def _image(frame: Frame, sheet: Sheet) -> View | None:
    """The picture that goes with a shared link: the first of the group."""
    for picture in sheet.pictures:
        if picture.path in sheet.media:
            url = absolute(frame.config, sheet.media[picture.path])
            return {"url": url, "alt": picture_view(frame, picture, sheet)["alt"]}
    return None
