"""Structured data for search engines: schema.org as JSON-LD 1.1, one graph a page."""

from __future__ import annotations

from collections.abc import Sequence

from microsite import views
from microsite.link import page_target, text_for
from microsite.listing import Lists, list_url
from microsite.model import Json, Locale, Page, Site
from microsite.views import View, absolute

_CONTEXT: View = {"@context": "https://schema.org"}


def _without_empty(item: View) -> View:
    return {key: value for key, value in item.items() if value not in ("", None, [], {})}


def organization(site: Site, locale: Locale) -> View | None:
    """Who publishes the site."""
    found = site.config.organization
    if found is None:
        return None
    item: View = {
        "@type": "Organization",
        "name": text_for(found.name, locale.key),
        "url": found.url,
        "email": found.email,
    }
    return _without_empty(item)


def event(site: Site, locale: Locale) -> View | None:
    """The conference."""
    found = site.config.event
    if found is None:
        return None
    place = text_for(found.place, locale.key)
    item: View = {
        "@type": "Event",
        "name": text_for(found.name, locale.key),
        "startDate": found.start.isoformat(),
        "endDate": found.end.isoformat(),
        "inLanguage": locale.tag,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "url": absolute(site, page_target(site.config, f"{locale.key}/").url),
        "location": {"@type": "Place", "name": text_for(found.venue, locale.key) or place, "address": place},
        "organizer": organization(site, locale),
    }
    return _without_empty(item)


def home(site: Site, locale: Locale) -> list[Json]:
    """Of a language's root page: the site, who publishes it, and what it is about."""
    website: View = {
        "@type": "WebSite",
        "name": text_for(site.config.title, locale.key),
        "url": absolute(site, page_target(site.config, f"{locale.key}/").url),
        "inLanguage": locale.tag,
    }
    found = (website, organization(site, locale), event(site, locale))
    return [_CONTEXT | item for item in found if item]


def breadcrumbs(site: Site, crumbs: Sequence[tuple[str, str]]) -> list[Json]:
    """The way from the root page to this one as (name, url); none for a root page itself."""
    if len(crumbs) < 2:
        return []
    items: list[Json] = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(site, url)}
        for position, (name, url) in enumerate(crumbs, 1)
    ]
    return [_CONTEXT | {"@type": "BreadcrumbList", "itemListElement": items}]


def _language_versions(site: Site, page: Page, kind: str) -> View:
    """How the versions of a text belong together: of the source its translations, of a translation its source."""
    group = page.group
    others = views.translations(site, group.kind, group.key)

    def reference(other: Page) -> Json:
        return {"@type": kind, "@id": absolute(site, other.target.url), "inLanguage": site.locale(other.locale).tag}

    if page.entry.locale == group.source:
        return {"workTranslation": [reference(other) for key, other in others.items() if key != group.source]}
    return {"translationOfWork": reference(others[group.source])} if group.source in others else {}


def release(site: Site, page: Page, url: str) -> list[Json]:
    """A NewsArticle with its translations linked; `url` is the canonical one."""
    entry = page.entry
    locale = site.locale(entry.locale)
    pictures = [site.media[picture.path].url for picture in page.group.data.pictures if picture.path in site.media]
    item: View = {
        "@type": "NewsArticle",
        "@id": absolute(site, url),
        "url": absolute(site, url),
        "mainEntityOfPage": absolute(site, url),
        "headline": entry.title,
        "description": entry.summary,
        "inLanguage": locale.tag,
        "datePublished": views.iso(entry.date),
        "dateModified": views.last_change(entry),
        "image": [absolute(site, picture) for picture in pictures],
        "contentLocation": {"@type": "Place", "name": entry.place} if entry.place else None,
        "author": organization(site, locale),
        "publisher": organization(site, locale),
        "about": event(site, locale),
    }
    return [_CONTEXT | _without_empty(item | _language_versions(site, page, "NewsArticle"))]


def term(site: Site, lists: Lists, page: Page, url: str, set_name: str) -> list[Json]:
    """A DefinedTerm in its DefinedTermSet."""
    entry = page.entry
    others = views.translations(site, page.group.kind, page.group.key)
    item: View = {
        "@type": "DefinedTerm",
        "@id": absolute(site, url),
        "url": absolute(site, url),
        "name": entry.title,
        "alternateName": list(entry.forms),
        "description": entry.summary,
        "inLanguage": site.locale(entry.locale).tag,
        "sameAs": [absolute(site, other.target.url) for key, other in others.items() if key != entry.locale],
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": absolute(site, list_url(site, lists, "glossary", entry.locale)),
            "name": set_name,
        },
    }
    return [_CONTEXT | _without_empty(item)]


def term_set(site: Site, locale: Locale, terms: Sequence[Page], name: str, url: str) -> list[Json]:
    """The DefinedTermSet of a language, with its terms."""
    members: list[Json] = [
        {"@type": "DefinedTerm", "@id": absolute(site, page.target.url), "name": page.entry.title}
        for page in terms
        if not page.is_fallback
    ]
    item: View = {
        "@type": "DefinedTermSet",
        "@id": absolute(site, url),
        "url": absolute(site, url),
        "name": name,
        "inLanguage": locale.tag,
        "hasDefinedTerm": members,
    }
    return [_CONTEXT | _without_empty(item)]


def web_page(site: Site, page: Page, url: str) -> list[Json]:
    """A plain page (WebPage) with its translations linked."""
    item: View = {
        "@type": "WebPage",
        "@id": absolute(site, url),
        "url": absolute(site, url),
        "name": page.entry.title,
        "description": page.entry.summary,
        "inLanguage": site.locale(page.entry.locale).tag,
        "dateModified": views.iso(page.entry.updated),
        "publisher": organization(site, site.locale(page.entry.locale)),
    }
    return [_CONTEXT | _without_empty(item | _language_versions(site, page, "WebPage"))]
