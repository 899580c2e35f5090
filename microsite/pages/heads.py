"""What every page of a language says beside its content: its head, its navigation, and the way that leads to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microsite.i18n.words import translate
from microsite.model.cards import text_for
from microsite.model.images import Image
from microsite.model.kinds import LISTINGS
from microsite.model.records import Versions
from microsite.pages import views
from microsite.pages.jobs import Frame, Told, View


def page_view(frame: Frame, url: str, kind: str, title: str, versions: Versions) -> View:
    """What the head of a page says of it; `versions` in their own language are named for hreflang."""
    config, locale = frame.config, frame.locale
    translated = views.translated_urls(versions)
    return {
        "kind": kind,
        "title": title,
        "description": text_for(config.motto, locale.key),
        "url": url,
        "canonical": views.absolute(config, url),
        "noindex": False,
        "alternates": views.alternates_view(config, translated, default_version(config, translated, versions.source)),
        "published": "",
        "updated": "",
        "og_type": "website",
        "og_locale": locale.og,
        "og_locale_alternates": [other.og for other in config.languages if other != locale and other.key in translated],
        "image": share_view(frame, frame.card, text_for(config.title, locale.key)),
    }


def share_view(frame: Frame, card: Image | None, alt: str) -> View | None:
    """A share card as the head of a page names it; `alt` is what it says."""
    if card is None:
        return None
    return {"width": card.width, "height": card.height, "url": views.absolute(frame.config, card.url), "alt": alt}


def default_version(config: Told, url_by_locale: Mapping[str, str], source: str = "") -> str:
    """The URL of x-default: the version in the language that the others are translations of."""
    return url_by_locale.get(source or config.source_language) or next(iter(url_by_locale.values()), "")


def head_values(frame: Frame, page: View, shown: Mapping[str, str], crumbs: Sequence[tuple[str, str]] = ()) -> View:
    """What the layout of a page in a language reads.

    `page` is its `page_view`; `shown` are the URLs of the same page by locale, for the switcher; `crumbs` (name,
    url) lead from the root page to this one.
    """
    url = str(page["url"])
    return {
        "page": page,
        "menu": views.menu_view(frame.menu, url),
        "footer": views.menu_view(frame.footer, url),
        "switcher": views.switcher_view(frame.config, shown, frame.locale),
        "breadcrumbs": [{"title": name, "url": url} for name, url in crumbs[:-1]],
        "notice": None,
    }


def crumbs_to(frame: Frame, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the language's root page as (name, url)."""
    key = frame.locale.key
    return [(text_for(frame.config.title, key), views.home_url(frame.config, key)), *more]


def list_crumb(frame: Frame, kind: str) -> tuple[str, str]:
    """The list of a kind as a step on that way."""
    return translate(frame.catalogs[frame.locale.key], LISTINGS[kind].heading), frame.lists[kind]
