"""What templates may read, as plain values: the views of languages, pages, entries and lists.

Dates are ISO 8601 strings, URLs carry the base path, and what is missing is "", None or []: a template never asks
whether a name exists. A view sees its frame and the parts of its job, and nothing else of the site.
"""

from __future__ import annotations

import functools
import urllib.parse
from collections.abc import Iterable, Mapping

from microsite.i18n.words import translate
from microsite.model.cards import find_text, iso, text_for
from microsite.model.config import Config, FooterNote, Organization
from microsite.model.entries import Figure, FigureText, LanguageText, Locale
from microsite.model.images import SIZES, Image
from microsite.model.kinds import HOME, LISTINGS
from microsite.model.records import Card, MenuItem, Version, Versions
from microsite.model.theme import FAVICON, MANIFEST, TOUCH_ICON, ByScreen, Dressed
from microsite.pages.jobs import Frame, Json, Meanings, Told, View
from microsite.pages.rows import ViewRow
from microsite.site.targets import Based, home_target

CONTENTS_FROM = 3
"""A text with so many headings of the second level gets a table of contents."""


SAFE = "/%#?=&~!$'()*+,;:@"
"""What stands in a URL as it is, beside letters, digits and what is unreserved (RFC 3986)."""


@functools.lru_cache(maxsize=4096)  # a page names some addresses often, and its neighbours the same ones
def _absolute(base_url: str, url: str) -> str:
    base = urllib.parse.urlsplit(base_url)
    encoded = urllib.parse.quote(url, safe=SAFE)
    return f"{base.scheme}://{base.netloc}{encoded}"


def absolute(config: Based, url: str) -> str:
    """The absolute form of a URL that begins at the host's root, percent-encoded (RFC 3986)."""
    return _absolute(config.base_url, url)


# ---- languages and the frame of a page ------------------------------------------------------------------------


def shared_view(frame: Frame) -> View:
    """What every page of a language may read."""
    return {
        "lang": lang_view(frame.locale),
        "site": site_view(frame),
        "feeds": feeds_view(frame),
        "assets": dict[str, Json](frame.assets),
        "theme": theme_view(frame.theme),
    }


def lang_view(locale: Locale) -> View:
    """The language of a page."""
    return {
        "key": locale.key,
        "tag": locale.tag,
        "name": locale.name,
        "direction": locale.direction,
        "babel": locale.babel,
    }


def theme_view(theme: Dressed) -> View:
    """The look of the site: `paper` is what browsers paint around a page."""
    return {
        "paper": {"light": theme.paper.light, "dark": theme.paper.dark},
        "icon": {"url": theme.icon[0], "type": theme.icon[1]},
        "icons": {"favicon": theme.root + FAVICON, "touch": theme.root + TOUCH_ICON, "manifest": theme.root + MANIFEST}
        if theme.root
        else None,
        "logo": {**_themed(theme.logo), "alone": theme.logo_alone} if theme.logo.light else None,
        "artwork": {**_themed(theme.artwork), "is_picture": theme.is_picture, "srcset": _themed(theme.srcset)}
        if theme.artwork.light
        else None,
    }


def _themed(files: ByScreen) -> View:
    return {"light": files.light, "dark": files.dark}


def site_view(frame: Frame) -> View:
    """The site as one language names it: its lists by kind, and the first of its feeds.

    The URL of a list that the language does not have is "".
    """
    key = frame.locale.key
    return {
        "title": text_for(frame.config.title, key),
        "motto": text_for(frame.config.motto, key),
        "home": home_url(frame.config, key),
        "feed": next(iter(frame.feeds.values()), ""),
        **frame.lists,
        "organization": organization_view(frame.config.organization, key),
        "notes": notes_view(frame.config.footer_notes, key),
    }


def feeds_view(frame: Frame) -> list[Json]:
    """The feeds that a language has, each called as its list is."""
    words = frame.catalogs[frame.locale.key]
    feeds = ((LISTINGS[kind].heading, url, frame.json_feeds[kind]) for kind, url in frame.feeds.items() if url)
    return [{"title": translate(words, heading), "url": url, "json_url": json} for heading, url, json in feeds]


def home_url(config: Based, locale: str) -> str:
    """The URL of a language's root page."""
    return home_target(config, locale).url


def organization_view(organization: Organization | None, locale: str) -> View | None:
    """Who publishes the site, in one language."""
    if organization is None:
        return None
    return {"name": text_for(organization.name, locale), "url": organization.url, "email": organization.email}


def notes_view(notes: Iterable[FooterNote], locale: str) -> list[Json]:
    """What stands at the foot of each page of a language."""
    return [{"text": text, "url": note.url} for note in notes if (text := text_for(note.text, locale))]


def menu_view(items: Iterable[MenuItem], current: str) -> list[Json]:
    """A navigation. `current` is the URL of the page it stands on."""
    # All pages lie below the root page.
    return [
        _item_view(item, current == item.url if item.name == HOME[1] else current.startswith(item.url))
        for item in items
    ]


@functools.lru_cache(maxsize=1 << 10)
def _item_view(item: MenuItem, is_current: bool) -> ViewRow:  # noqa: FBT001 (it is what it is called)
    return ViewRow({"title": item.title, "url": item.url, "tag": item.tag, "current": is_current})


def other_tag(frame: Frame, locale: str) -> str:
    """The language (BCP 47) of a text if it is not its readers' language, else ""."""
    return "" if locale == frame.locale.key else frame.config.locale(locale).tag


def roots(config: Told | Config) -> dict[str, str]:
    """The URL of each language's root page by locale."""
    return {locale.key: home_url(config, locale.key) for locale in config.languages}


def switcher_view(config: Told, url_by_locale: Mapping[str, str], current: Locale) -> list[Json]:
    """Every language with the URL of the same page in it; "" where it does not exist."""
    return [
        _language_view(locale, url_by_locale.get(locale.key, ""), locale.key == current.key)
        for locale in config.languages
    ]


@functools.lru_cache(maxsize=1 << 12)  # the versions of a page name each other
def _language_view(locale: Locale, url: str, is_current: bool) -> ViewRow:  # noqa: FBT001 (it is what it is called)
    own: View = {"name": locale.name, "tag": locale.tag, "direction": locale.direction}
    return ViewRow(own | {"url": url, "current": is_current})


def alternates_view(config: Told, url_by_locale: Mapping[str, str], default: str) -> list[Json]:
    """Hreflang links, absolute, each version with itself and x-default; none where there is one version alone.

    Only of versions in their own language: a source text under a notice is not the page in that language (Google,
    “Localized versions of your pages”).
    """
    if len(url_by_locale) < 2:
        return []
    links: list[Json] = [
        {"tag": locale.tag, "url": absolute(config, url_by_locale[locale.key])}
        for locale in config.languages
        if locale.key in url_by_locale
    ]
    return [*links, {"tag": "x-default", "url": absolute(config, default)}]


# ---- groups and entries ---------------------------------------------------------------------------------------


def urls(versions: Versions) -> dict[str, str]:
    """Where the pages of a group are, by locale."""
    return {version.locale: version.url for version in versions.of}


def translations(versions: Versions) -> dict[str, Version]:
    """The pages of a group that are in their own language, by locale: what search engines may take for one page."""
    return {version.locale: version for version in versions.of if not version.is_fallback}


def translated_urls(versions: Versions) -> dict[str, str]:
    """Where those are."""
    return {version.locale: version.url for version in versions.of if not version.is_fallback}


@functools.lru_cache(maxsize=1 << 12)  # a release stands in several lists, and on the pages beside its own
def card_view(card: Card, search: str = "", picture: Image | None = None) -> ViewRow:
    """A page as a list shows it; `tag` is set where title and summary are in another language than the list.

    `search` is what the list's filter finds it by; `language` what the text's own is called there, if that is another.
    The picture stands beside the title, and says nothing of its own.
    """
    return ViewRow(
        {
            "title": card.short_title or card.title,
            "url": card.url,
            "date": card.date,
            "place": card.place,
            "place_tag": "" if card.is_place_own else card.tag,
            "summary": card.summary,
            "short": card.summary,
            "tag": card.tag if card.is_fallback else "",
            "search": search,
            "language": card.language,
            "picture": ViewRow(image_view(picture) | {"is_first": False, "alt": ""}) if picture else None,
        }
    )


def image_view(image: Image) -> View:
    """Where a picture lies in which sizes, as HTML has it."""
    return {
        "url": image.url,
        "width": image.width,
        "height": image.height,
        "srcset": image.srcset,
        "webp": image.webp,
        "sizes": SIZES,
    }


def year_text(frame: Frame, year: int) -> str:
    """A year in the digits of a language."""
    return _write_year(frame.locale.babel, year)


@functools.lru_cache(maxsize=1 << 10)  # every page of a list names all of its years
def _write_year(babel: str, year: int) -> str:
    from microsite.i18n import formats  # most pages show none of CLDR, which takes a while to load

    return formats.format_figure(Figure("number", str(year), grouping=False), formats.formats(babel))


def write_figures(body: Meanings, frame: Frame) -> list[FigureText]:
    """The figures of a body as the language of its text writes them; days for HTML's time element, no intervals."""
    if not body.figures:
        return []
    from microsite.i18n import formats  # as above

    writer = formats.formats(frame.config.locale(body.locale).babel)
    return [
        FigureText(formats.format_figure(figure, writer, style), formats.plain_value(figure), figure.kind == "date")
        if figure
        else FigureText("", "")
        for figure, style in body.figures
    ]


def event_view(frame: Frame) -> View | None:
    """The conference: when, as the language writes an interval, and where.

    `place_tag` and `venue_tag` are set where these are in another language.
    """
    event, key = frame.config.event, frame.locale.key
    if event is None:
        return None
    from microsite.i18n import formats  # as above

    place, place_in = find_text(event.place, key, frame.config.source_language)
    venue, venue_in = find_text(event.venue, key, frame.config.source_language)
    return {
        "name": text_for(event.name, key),
        "start": iso(event.start),
        "end": iso(event.end),
        "interval": formats.formats(frame.locale.babel).interval(event.start, event.end),
        "place": place,
        "place_tag": other_tag(frame, place_in),
        "venue": venue,
        "venue_tag": other_tag(frame, venue_in),
    }


def paragraphs(text: LanguageText, locale: str) -> list[Json]:
    """The paragraphs of a plain text: what stands between blank lines."""
    return [" ".join(block.split()) for block in text_for(text, locale).split("\n\n") if block.strip()]
