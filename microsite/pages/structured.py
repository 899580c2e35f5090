"""Structured data for search engines: schema.org as JSON-LD 1.1, one graph a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from microsite.model.cards import text_for
from microsite.model.entries import Locale
from microsite.model.records import Card, TermLink, Version, Versions
from microsite.pages import views
from microsite.pages.jobs import Frame, Json, Sheet, Told, View
from microsite.pages.views import absolute, home_url

_CONTEXT: View = {"@context": "https://schema.org"}


def _without_empty(item: View) -> View:
    return {key: value for key, value in item.items() if value not in ("", None, [], {})}


def organization(config: Told, locale: Locale) -> View | None:
    """Who publishes the site."""
    found = config.organization
    if found is None:
        return None
    item: View = {
        "@type": "Organization",
        "name": text_for(found.name, locale.key),
        "url": found.url,
        "email": found.email,
    }
    return _without_empty(item)


def event(config: Told, locale: Locale) -> View | None:
    """The conference."""
    found = config.event
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
        "url": absolute(config, home_url(config, locale.key)),
        "location": {"@type": "Place", "name": text_for(found.venue, locale.key) or place, "address": place},
        "organizer": organization(config, locale),
    }
    return _without_empty(item)


def in_each_language(config: Told, say: Callable[[Told, Locale], View | None]) -> dict[str, View]:
    """What `organization` or `event` says in each language, by locale; nothing if the site has none."""
    found = ((locale.key, say(config, locale)) for locale in config.languages)
    return {key: item for key, item in found if item}


def home(config: Told, locale: Locale) -> list[Json]:
    """Of a language's root page: the site, who publishes it, and what it is about."""
    website: View = {
        "@type": "WebSite",
        "name": text_for(config.title, locale.key),
        "url": absolute(config, home_url(config, locale.key)),
        "inLanguage": locale.tag,
    }
    found = (website, organization(config, locale), event(config, locale))
    return [_CONTEXT | item for item in found if item]


def breadcrumbs(config: Told, crumbs: Sequence[tuple[str, str]]) -> list[Json]:
    """The way from the root page to this one as (name, url); none for a root page itself."""
    if len(crumbs) < 2:
        return []
    items: list[Json] = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(config, url)}
        for position, (name, url) in enumerate(crumbs, 1)
    ]
    return [_CONTEXT | {"@type": "BreadcrumbList", "itemListElement": items}]


def _language_versions(config: Told, sheet: Sheet, versions: Versions, kind: str) -> View:
    """How the versions of a text belong together: of the source its translations, of a translation its source."""
    others = views.translations(versions)

    def reference(other: Version) -> Json:
        tag = config.locale(other.locale).tag
        return {"@type": kind, "@id": absolute(config, other.url), "inLanguage": tag}

    if sheet.entry.locale == versions.source:
        return {"workTranslation": [reference(other) for key, other in others.items() if key != versions.source]}
    return {"translationOfWork": reference(others[versions.source])} if versions.source in others else {}


def _mentions(config: Told, terms: Sequence[TermLink]) -> list[Json]:
    """The terms that a text leads to, as their own pages describe them."""
    return [{"@type": "DefinedTerm", "@id": absolute(config, term.url), "name": term.term} for term in terms]


def release(frame: Frame, sheet: Sheet, versions: Versions, url: str, terms: Sequence[TermLink] = ()) -> list[Json]:
    """A NewsArticle with its translations linked; `url` is the canonical one, `terms` are what it mentions."""
    config, entry = frame.config, sheet.entry
    locale = config.locale(entry.locale)
    publisher = frame.organization.get(locale.key)
    address = absolute(config, url)
    pictures = [sheet.images[picture.path].url for picture in sheet.pictures if picture.path in sheet.images]
    item: View = {
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": entry.title,
        "description": entry.summary,
        "inLanguage": locale.tag,
        "datePublished": entry.date,
        "dateModified": max(entry.updated, entry.date),
        "image": [absolute(config, picture) for picture in pictures],
        "contentLocation": {"@type": "Place", "name": entry.place} if entry.place else None,
        "author": publisher,
        "publisher": publisher,
        "about": frame.event.get(locale.key),
        "mentions": _mentions(config, terms),
    }
    return [_CONTEXT | _without_empty(item | _language_versions(config, sheet, versions, "NewsArticle"))]


def term(frame: Frame, sheet: Sheet, versions: Versions, url: str, terms: tuple[str, str]) -> list[Json]:
    """A DefinedTerm in its DefinedTermSet; `terms` are the name and the URL of that."""
    config, entry = frame.config, sheet.entry
    others = views.translations(versions)
    item: View = {
        "@type": "DefinedTerm",
        "@id": absolute(config, url),
        "url": absolute(config, url),
        "name": entry.title,
        "alternateName": list(entry.forms),
        "description": entry.summary,
        "inLanguage": config.locale(entry.locale).tag,
        "sameAs": [absolute(config, other.url) for key, other in others.items() if key != entry.locale],
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": absolute(config, terms[1]), "name": terms[0]},
    }
    return [_CONTEXT | _without_empty(item)]


def term_set(config: Told, locale: Locale, terms: Sequence[Card], name: str, url: str) -> list[Json]:
    """The DefinedTermSet of a language, with its terms."""
    members: list[Json] = [
        {"@type": "DefinedTerm", "@id": absolute(config, card.url), "name": card.title}
        for card in terms
        if not card.is_fallback
    ]
    item: View = {
        "@type": "DefinedTermSet",
        "@id": absolute(config, url),
        "url": absolute(config, url),
        "name": name,
        "inLanguage": locale.tag,
        "hasDefinedTerm": members,
    }
    return [_CONTEXT | _without_empty(item)]


def collection(config: Told, locale: Locale, cards: Sequence[Card], name: str, url: str) -> list[Json]:
    """The CollectionPage of a list, or of a year or topic of it, with the addresses of its entries in order."""
    members: list[Json] = [
        {"@type": "ListItem", "position": position, "url": absolute(config, card.url)}
        for position, card in enumerate(cards, 1)
    ]
    item: View = {
        "@type": "CollectionPage",
        "@id": absolute(config, url),
        "url": absolute(config, url),
        "name": name,
        "inLanguage": locale.tag,
        "mainEntity": {"@type": "ItemList", "itemListElement": members},
    }
    return [_CONTEXT | item]


def web_page(frame: Frame, sheet: Sheet, versions: Versions, url: str, terms: Sequence[TermLink] = ()) -> list[Json]:
    """A plain page (WebPage) with its translations linked."""
    config = frame.config
    locale = config.locale(sheet.entry.locale)
    item: View = {
        "@type": "WebPage",
        "@id": absolute(config, url),
        "url": absolute(config, url),
        "name": sheet.entry.title,
        "description": sheet.entry.summary,
        "inLanguage": locale.tag,
        "dateModified": sheet.entry.updated,
        "publisher": frame.organization.get(locale.key),
        "mentions": _mentions(config, terms),
    }
    return [_CONTEXT | _without_empty(item | _language_versions(config, sheet, versions, "WebPage"))]


SCHEMAS: Mapping[str, Callable[..., list[Json]]] = {"NewsArticle": release, "DefinedTerm": term, "WebPage": web_page}
"""What describes the page of an entry, by the type that its kind's row names.

Each takes the frame, the sheet, the versions, the canonical URL, and what else it tells of: the terms that the text
mentions; of a term, its list.
"""

LISTS: Mapping[str, Callable[..., list[Json]]] = {"CollectionPage": collection, "DefinedTermSet": term_set}
"""What describes a list, likewise: of the configuration, the language, the cards, the list's name and its URL."""
