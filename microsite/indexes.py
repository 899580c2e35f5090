"""The jobs of what the site makes of all its entries: lists, feeds, sitemap, redirects, pages of no language."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from microsite import structured, views
from microsite.collate import initial
from microsite.frames import (
    Frame,
    Plot,
    asset_part,
    catalog_part,
    crumbs_to,
    default_version,
    head_values,
    list_crumb,
    make_job,
    make_part,
    page_view,
)
from microsite.kinds import HOME
from microsite.link import page_target, text_for
from microsite.listing import list_path, list_url, sort_text
from microsite.model import Entry, Job, Json, Site
from microsite.views import View, absolute

_LETTER_IDS = {"#": "_symbols", "0–9": "_digits"}
"""Of the headings that are no letter: a “#” cannot stand in a fragment (RFC 3986)."""

AROUND = 2
"""How many pages of a list before and after one are linked from it, beside the first and the last."""


def press_jobs(plot: Plot, frame: Frame) -> Iterator[Job]:
    """The pages of a language's press list."""
    site, config, locale = plot.site, plot.config, frame.locale
    releases = plot.lists.releases[locale.key]
    total = -(-len(releases) // config.page_size)

    def url(number: int) -> str:
        return list_url(site, plot.lists, "press", locale.key, number) if number else ""

    for number in range(1, total + 1):
        shown = {
            other.key: found
            for other in config.languages
            if (found := list_url(site, plot.lists, "press", other.key, number))
        }
        target = page_target(config, list_path("press", locale.key, number))
        name, first = list_crumb(plot, frame, "press")
        crumbs = crumbs_to(plot, frame, (name, first), *([(str(number), target.url)] if number > 1 else []))
        view = page_view(site, locale, target, "press-list", name, shown)
        values = head_values(plot, frame, view, shown, crumbs)
        begin = (number - 1) * config.page_size
        values |= {
            "releases": [views.card_view(site, page) for page in releases[begin : begin + config.page_size]],
            "count": len(releases),
            "pagination": {
                "number": number,
                "total": total,
                "previous": url(number - 1),
                "next": url(number + 1),
                "pages": [{"number": n, "url": url(n), "current": n == number} for n in page_numbers(number, total)],
            },
            "structured": structured.breadcrumbs(site, crumbs),
        }
        yield make_job(plot, target, "press.html", frame.parts, values)


def page_numbers(number: int, total: int) -> list[int]:
    """The pages that a page of a list leads to: the first, the last, and those around it."""
    return sorted({1, total, *range(max(1, number - AROUND), min(total, number + AROUND) + 1)})


def glossary_jobs(plot: Plot, frame: Frame) -> Iterator[Job]:
    """The glossary's index in a language, under its letters."""
    site, locale = plot.site, frame.locale
    terms = plot.lists.terms[locale.key]
    if not terms:
        return
    letters: dict[str, list[Json]] = {}
    for page in terms:
        letter = initial(sort_text(page.entry), locale.babel)
        letters.setdefault(letter, []).append(views.card_view(site, page))
    shown = {
        other.key: url for other in plot.config.languages if (url := list_url(site, plot.lists, "glossary", other.key))
    }
    target = page_target(plot.config, list_path("glossary", locale.key, 1))
    name, url = list_crumb(plot, frame, "glossary")
    crumbs = crumbs_to(plot, frame, (name, url))
    values = head_values(plot, frame, page_view(site, locale, target, "glossary-list", name, shown), shown, crumbs)
    members = structured.term_set(site, locale, terms, name, url)
    values |= {
        "letters": [
            {"letter": letter, "id": _LETTER_IDS.get(letter, f"_{letter}"), "terms": cards}
            for letter, cards in letters.items()
        ],
        "count": len(terms),
        "structured": [*members, *structured.breadcrumbs(site, crumbs)],
    }
    yield make_job(plot, target, "glossary.html", frame.parts, values)


def not_found_job(plot: Plot, frame: Frame) -> Job:
    """The page of a wrong address: the switcher leads to the other languages' root pages."""
    target = page_target(plot.config, f"{frame.locale.key}/404.html")
    view = page_view(plot.site, frame.locale, target, "404", "", {}) | {"noindex": True, "canonical": ""}
    values = head_values(plot, frame, view, views.roots(plot.config))
    return make_job(plot, target, "404.html", frame.parts, values | {"structured": []})


# ---- what is for machines, and for all languages --------------------------------------------------------------


def _timestamp(entry: Entry) -> str:
    """When an entry was last changed (RFC 3339). Editors give a day; it begins at midnight UTC."""
    return f"{views.last_change(entry)}T00:00:00Z"


def feed_jobs(plot: Plot, frame: Frame) -> Iterator[Job]:
    """A language's feed (Atom, RFC 4287), if it has releases."""
    site, locale = plot.site, frame.locale
    releases = plot.lists.releases[locale.key][: plot.config.feed_size]
    if not releases:
        return
    target = page_target(plot.config, f"{locale.key}/feed.xml")
    publisher = plot.config.organization
    entries: list[Json] = [
        {
            "title": page.entry.title,
            "url": absolute(site, page.target.url),
            "id": absolute(site, page.target.url),
            "published": f"{views.iso(page.entry.date)}T00:00:00Z",
            "updated": _timestamp(page.entry),
            "summary": page.entry.summary,
            "tag": site.locale(page.entry.locale).tag,
        }
        for page in releases
    ]
    values: View = {
        "feed": {
            "title": text_for(plot.config.title, locale.key),
            "subtitle": text_for(plot.config.motto, locale.key),
            "url": absolute(site, target.url),
            "home": absolute(site, page_target(plot.config, f"{locale.key}/").url),
            "id": absolute(site, target.url),
            "updated": max(_timestamp(page.entry) for page in releases),
        },
        "author": text_for(publisher.name if publisher else plot.config.title, locale.key),
        "entries": entries,
    }
    yield make_job(plot, target, "feed.xml", frame.parts, values)


def sitemap_job(plot: Plot) -> Job:
    """Every page that search engines may show, with its versions (sitemaps.org; Google's xhtml:link)."""
    site, config = plot.site, plot.config
    homes = views.translated_urls(site, "page", HOME)
    found = list(_sitemap_urls(site, homes, config.base_path, {}))
    if len(config.languages) > 1:
        alternates = views.alternates_view(site, homes, config.base_path)
        found.insert(0, {"url": absolute(site, config.base_path), "updated": "", "alternates": alternates})
    for lists in _list_urls(plot):
        found.extend(_sitemap_urls(site, lists, default_version(site, lists), {}))
    for group in site.groups:
        shown = views.translated_urls(site, group.kind, group.key)
        if (group.kind, group.key) != ("page", HOME):
            updated = {key: views.last_change(group.entries[key]) for key in shown}
            found.extend(_sitemap_urls(site, shown, default_version(site, shown, group.source), updated))
    return make_job(plot, page_target(config, "sitemap.xml"), "sitemap.xml", (), {"urls": found})


def _list_urls(plot: Plot) -> Iterator[dict[str, str]]:
    """The pages of the lists: for each the URL by locale, of the languages that have so many."""
    keys = [locale.key for locale in plot.config.languages]
    for kind in ("press", "glossary"):
        for number in itertools.count(1):
            found = {key: url for key in keys if (url := list_url(plot.site, plot.lists, kind, key, number))}
            if not found:
                break
            yield found


def _sitemap_urls(
    site: Site, url_by_locale: Mapping[str, str], default: str, updated: Mapping[str, str]
) -> Iterator[Json]:
    alternates = views.alternates_view(site, url_by_locale, default)
    for key, url in url_by_locale.items():
        yield {"url": absolute(site, url), "updated": updated.get(key, ""), "alternates": alternates}


def robots_job(plot: Plot) -> Job:
    """What tells robots where the sitemap is (RFC 9309)."""
    sitemap = absolute(plot.site, plot.config.base_path + "sitemap.xml")
    return make_job(plot, page_target(plot.config, "robots.txt"), "robots.txt", (), {"sitemap": sitemap})


def _all_languages(plot: Plot, path: str, template: str, kind: str, more: View) -> Job:
    """A page that speaks every language, and belongs to none."""
    site, config = plot.site, plot.config
    urls = views.roots(config)
    choices: list[Json] = [
        views.lang_view(locale)
        | {
            "url": urls[locale.key],
            "title": text_for(config.title, locale.key),
            "motto": text_for(config.motto, locale.key),
        }
        for locale in config.languages
    ]
    first = site.locale(config.source_language)
    target = page_target(config, path)
    view = page_view(site, first, target, kind, text_for(config.title, first.key), {}) | more
    parts = (
        make_part("lang", views.lang_view(first)),
        asset_part(config, plot.design),
        catalog_part("catalog", plot.catalogs.values()),
    )
    return make_job(plot, target, template, parts, {"page": view, "choices": choices, "structured": []})


def root_job(plot: Plot) -> Job:
    """The page at the root: every language, none of them forced on anybody. A site of one language leads there."""
    homes = views.translated_urls(plot.site, "page", HOME)
    if len(plot.config.languages) == 1:
        [frame] = plot.frames.values()
        title = text_for(plot.config.title, frame.locale.key)
        return _redirect(plot, frame, "", views.roots(plot.config)[frame.locale.key], "", title)
    alternates = views.alternates_view(plot.site, homes, plot.config.base_path)
    return _all_languages(plot, "", "chooser.html", "chooser", {"alternates": alternates})


def root_not_found_job(plot: Plot) -> Job:
    """The page of a wrong address on hosts that know only one such page."""
    return _all_languages(plot, "404.html", "404-root.html", "404", {"noindex": True, "canonical": ""})


def redirect_jobs(plot: Plot) -> Iterator[Job]:
    """A small page at each former address (`aliases`) that leads to the new one."""
    for page in plot.site.pages.values():
        if page.is_fallback:
            continue
        for alias in page.entry.aliases:
            path = alias.lstrip("/")
            path = path if path.endswith((".html", ".htm", "/")) else path + "/"
            yield _redirect(plot, plot.frames[page.locale], path, page.target.url, page.entry.path)


def _redirect(plot: Plot, frame: Frame, path: str, url: str, origin: str, title: str = "") -> Job:
    values: View = {"title": title, "target": url, "canonical": absolute(plot.site, url)}
    return make_job(plot, page_target(plot.config, path), "redirect.html", frame.parts, values, origin=origin)
