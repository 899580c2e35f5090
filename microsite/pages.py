"""The jobs of entries: releases, terms, pages, and the page at a language's root."""

from __future__ import annotations

from collections.abc import Sequence

from microsite import structured, views
from microsite.catalog import translate
from microsite.frames import (
    Frame,
    Plot,
    crumbs_to,
    default_version,
    head_values,
    list_crumb,
    make_job,
    og_locale,
    page_view,
)
from microsite.kinds import HOME, KINDS
from microsite.link import page_target, text_for
from microsite.model import Job, Json, Page, PageKey, Site
from microsite.views import View, absolute

LATEST = 3
"""How many releases the home page shows."""

SOME_TERMS = 12
"""How many terms it shows, in the order of the glossary."""


def page_job(plot: Plot, key: PageKey, page: Page) -> Job:
    """The job of a release, a term or a page in one language."""
    frame, kind = plot.frames[page.locale], KINDS[page.group.kind]
    parents = [list_crumb(plot, frame, kind.name)] if kind.heading else []
    crumbs = crumbs_to(plot, frame, *parents, (page.entry.title, page.target.url))
    values = _entry_head(plot, frame, page, crumbs)
    values |= {"entry": views.entry_view(plot.site, page), "body": views.body_view(plot.site, key, page)}
    canonical = _canonical(plot.site, page)
    more = {"press": _release_values, "glossary": _term_values, "page": _plain_values}[kind.name]
    values |= more(plot, frame, page, canonical)
    values["structured"] = [*_list(values["structured"]), *structured.breadcrumbs(plot.site, crumbs)]
    return make_job(plot, page.target, kind.template, frame.parts, values, origin=page.entry.path)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _canonical(site: Site, page: Page) -> str:
    """The URL that stands for a page: of a source text under a notice, the source itself."""
    if not page.is_fallback:
        return page.target.url
    return site.pages[page.group.kind, page.group.key, page.entry.locale].target.url


def _entry_head(plot: Plot, frame: Frame, page: Page, crumbs: Sequence[tuple[str, str]]) -> View:
    site, entry, group = plot.site, page.entry, page.group
    is_home = (group.kind, group.key) == ("page", HOME)
    versions = {} if page.is_fallback else views.translated_urls(site, group.kind, group.key)
    kind = "home" if is_home else group.kind
    view = page_view(site, frame.locale, page.target, kind, entry.title, versions)
    default = plot.config.base_path if is_home else default_version(site, versions, group.source)
    view |= {
        "description": entry.summary or view["description"],
        "canonical": absolute(site, _canonical(site, page)),
        "noindex": page.is_fallback,
        "alternates": views.alternates_view(site, versions, default),
        "published": views.iso(entry.date),
        "updated": views.iso(entry.updated),
        "og_type": "article" if group.kind == "press" else "website",
        "og_locale": og_locale(site.locale(entry.locale)),
        "image": _image(site, page),
    }
    shown = views.urls(site, group.kind, group.key)
    return head_values(plot, frame, view, shown, crumbs) | {"notice": views.notice_view(site, page)}


def _image(site: Site, page: Page) -> View | None:
    """The picture that goes with a shared link: the first of the group."""
    for picture in page.group.data.pictures:
        if picture.path in site.media:
            url = absolute(site, site.media[picture.path].url)
            return {"url": url, "alt": views.picture_view(site, picture, page)["alt"]}
    return None


def _release_values(plot: Plot, frame: Frame, page: Page, canonical: str) -> View:
    releases = plot.lists.releases[frame.locale.key]
    at = plot.lists.places[frame.locale.key, page.group.key]
    newer, older = releases[at - 1] if at else None, releases[at + 1] if at + 1 < len(releases) else None
    return {
        "previous": views.card_view(plot.site, older) if older else None,
        "next": views.card_view(plot.site, newer) if newer else None,
        "boilerplate": views.paragraphs(plot.config.boilerplate, page.locale),
        "structured": structured.release(plot.site, page, canonical),
    }


def _term_values(plot: Plot, _frame: Frame, page: Page, canonical: str) -> View:
    site = plot.site
    others = views.translations(site, page.group.kind, page.group.key)
    heading = translate(plot.catalogs[page.entry.locale], KINDS["glossary"].heading)
    return {
        "translations": [
            views.lang_view(site.locale(key)) | {"title": other.entry.title, "url": other.target.url}
            for key, other in others.items()
            if key != page.entry.locale
        ],
        "structured": structured.term(site, plot.lists, page, canonical, heading),
    }


def _plain_values(plot: Plot, _frame: Frame, page: Page, canonical: str) -> View:
    return {"structured": structured.web_page(plot.site, page, canonical)}


def home_job(plot: Plot, frame: Frame) -> Job:
    """The job of a language's root page, which is there even if no editor wrote a text for it."""
    site, locale = plot.site, frame.locale
    page = site.pages.get(("page", HOME, locale.key))
    target = page_target(plot.config, f"{locale.key}/")
    if page:
        values = _entry_head(plot, frame, page, [])
        values |= {"entry": views.entry_view(site, page)}
        values |= {"body": views.body_view(site, ("page", HOME, locale.key), page)}
    else:
        title, versions = text_for(plot.config.title, locale.key), views.translated_urls(site, "page", HOME)
        view = page_view(site, locale, target, "home", title, versions)
        view["alternates"] = views.alternates_view(site, versions, plot.config.base_path)
        values = head_values(plot, frame, view, views.roots(plot.config))
        values |= {"entry": {"title": title, "summary": ""}, "body": None}
    values |= {
        "figures": views.key_figures_view(site, locale),
        "releases": [views.card_view(site, release) for release in plot.lists.releases[locale.key][:LATEST]],
        "terms": [views.card_view(site, term) for term in plot.lists.terms[locale.key][:SOME_TERMS]],
        "event": views.event_view(site, locale),
        "structured": structured.home(site, locale),
    }
    return make_job(plot, target, "home.html", frame.parts, values, origin=page.entry.path if page else "")
