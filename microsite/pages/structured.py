"""Structured data for search engines: schema.org as JSON-LD 1.1, one graph a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from microsite.model.cards import iso, text_for
from microsite.model.config import PostalAddress
from microsite.model.entries import Correction, Locale
from microsite.model.records import Card, TermLink, Version, Versions
from microsite.pages import views
from microsite.pages.jobs import Frame, Json, Sheet, Told, View
from microsite.pages.sheets import correction_text
from microsite.pages.views import absolute, home_url

_CONTEXT: View = {"@context": "https://schema.org"}


def _without_empty(item: View) -> View:
    return {key: value for key, value in item.items() if value not in ("", None, [], {})}


def organization(config: Told, locale: Locale, logo: str) -> View | None:
    """Who publishes the site; `logo` is the URL of the site's logo or icon."""
    found = config.organization
    if found is None:
        return None
    item: View = {
        "@type": "Organization",
        "name": text_for(found.name, locale.key),
        "url": found.url,
        "email": found.email,
        "logo": logo and absolute(config, logo),
        "address": _postal_address(found.address, locale.key),
    }
    return _without_empty(item)


def _postal_address(address: PostalAddress | None, key: str, city: str = "") -> View:
    """Where somebody is; `city` is known without an address. Empty if nothing is."""
    found = address or _NO_ADDRESS
    item = _without_empty(
        {
            "streetAddress": text_for(found.street, key),
            "postalCode": found.postal_code,
            "addressLocality": text_for(found.city, key) or city,
            "addressRegion": text_for(found.region, key),
            "addressCountry": found.country,
        }
    )
    return {"@type": "PostalAddress", **item} if item else {}


_NO_ADDRESS = PostalAddress()


def event(config: Told, locale: Locale, logo: str) -> View | None:
    """The conference; `logo` is that of who organises it."""
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
        "location": {
            "@type": "Place",
            "name": text_for(found.venue, locale.key) or place,
            "address": _postal_address(found.address, locale.key, place),
        },
        "organizer": organization(config, locale, logo),
    }
    return _without_empty(item)


def in_each_language(config: Told, logo: str, say: Callable[[Told, Locale, str], View | None]) -> dict[str, View]:
    """What `organization` or `event` says in each language, by locale; nothing if the site has none."""
    found = ((locale.key, say(config, locale, logo)) for locale in config.languages)
    return {key: item for key, item in found if item}


def home(frame: Frame) -> list[Json]:
    """Of a language's root page: the site, who publishes it, and what it is about."""
    config, locale = frame.config, frame.locale
    website: View = {
        "@type": "WebSite",
        "name": text_for(config.title, locale.key),
        "url": absolute(config, home_url(config, locale.key)),
        "inLanguage": locale.tag,
    }
    found = (website, frame.organization.get(locale.key), frame.event.get(locale.key))
    return [_CONTEXT | item for item in found if item]


def root(config: Told) -> list[Json]:
    """Of the root page of all languages: the site, whose name search engines show (Google, “Site names”)."""
    keys = config.source_language, *(locale.key for locale in config.languages)
    name, *others = dict.fromkeys(text_for(config.title, key) for key in keys)
    website: View = {
        "@type": "WebSite",
        "name": name,
        "alternateName": list[Json](others),
        "url": absolute(config, config.base_path),
        "inLanguage": [locale.tag for locale in config.languages],
    }
    return [_CONTEXT | _without_empty(website)]


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
        tag, url = config.locale(other.locale).tag, absolute(config, other.url)
        return {"@type": kind, "@id": url, "url": url, _NAMES[kind]: other.title, "inLanguage": tag}

    if sheet.entry.locale == versions.source:
        return {"workTranslation": [reference(other) for key, other in others.items() if key != versions.source]}
    return {"translationOfWork": reference(others[versions.source])} if versions.source in others else {}


_NAMES = {"NewsArticle": "headline", "WebPage": "name"}
"""What the title of a text is called, by its type."""


def _images(config: Told, sheet: Sheet) -> list[Json]:
    """The pictures that a text is shown with."""
    found = (sheet.images[picture.path] for picture in sheet.pictures if picture.path in sheet.images)
    return [absolute(config, image.url) for image in found]


def _mentions(config: Told, terms: Sequence[TermLink]) -> list[Json]:
    """The terms that a text leads to, as their own pages describe them."""
    return [{"@type": "DefinedTerm", "@id": absolute(config, term.url), "name": term.term} for term in terms]


def _correction(correction: Correction, key: str) -> Json:
    _, text = correction_text(correction, key)
    return {"@type": "CorrectionComment", "text": text, "datePublished": iso(correction.date)}


def release(frame: Frame, sheet: Sheet, versions: Versions, url: str, terms: Sequence[TermLink] = ()) -> list[Json]:
    """A NewsArticle with its translations linked; `url` is the canonical one, `terms` are what it mentions."""
    config, entry = frame.config, sheet.entry
    locale = config.locale(entry.locale)
    publisher = frame.organization.get(locale.key)
    address = absolute(config, url)
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
        "image": _images(config, sheet),
        "contentLocation": {"@type": "Place", "name": entry.place} if entry.place else None,
        "author": publisher,
        "publisher": publisher,
        "correction": [_correction(correction, locale.key) for correction in sheet.corrections],
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
        "image": _images(config, sheet),
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
