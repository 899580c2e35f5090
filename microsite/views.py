"""What templates may read of a Site, as plain values: the views of languages, pages, entries and lists.

Dates are ISO 8601 strings, URLs carry the base path, and what is missing is "", None or []: a template never asks
whether a name exists.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping, Sequence

from microsite import formats
from microsite.catalog import translate
from microsite.kinds import HOME, KINDS
from microsite.link import page_target, text_for
from microsite.listing import Lists, feed_url, list_url
from microsite.model import (
    Catalog,
    Config,
    Contact,
    Entry,
    Figure,
    Json,
    LanguageText,
    Locale,
    Organization,
    Page,
    PageKey,
    Picture,
    Site,
)

View = dict[str, Json]

CONTENTS_FROM = 3
"""A text with so many headings of the second level gets a table of contents."""


def iso(date: object) -> str:
    """An ISO 8601 date, or "" for None."""
    return "" if date is None else str(date)


def last_change(entry: Entry) -> str:
    """The day on which an entry was last changed, not before it was published; "" if it has no date."""
    return max(iso(entry.updated), iso(entry.date))


def absolute(site: Site, url: str) -> str:
    """The absolute form of a URL that begins at the host's root, percent-encoded (RFC 3986)."""
    base = urllib.parse.urlsplit(site.config.base_url)
    encoded = urllib.parse.quote(url, safe="/%#?=&~!$'()*+,;:@")
    return f"{base.scheme}://{base.netloc}{encoded}"


# ---- languages and the frame of a page ------------------------------------------------------------------------


def lang_view(locale: Locale) -> View:
    """The language of a page."""
    return {
        "key": locale.key,
        "tag": locale.tag,
        "name": locale.name,
        "direction": locale.direction,
        "babel": locale.babel,
    }


def site_view(site: Site, lists: Lists, locale: Locale) -> View:
    """The site as one language names it; the URL of a list that the language does not have is ""."""
    return {
        "title": text_for(site.config.title, locale.key),
        "motto": text_for(site.config.motto, locale.key),
        "home": page_target(site.config, f"{locale.key}/").url,
        "feed": feed_url(site, lists, locale.key),
        "press": list_url(site, lists, "press", locale.key),
        "glossary": list_url(site, lists, "glossary", locale.key),
        "organization": organization_view(site.config.organization, locale.key),
    }


def organization_view(organization: Organization | None, locale: str) -> View | None:
    """Who publishes the site, in one language."""
    if organization is None:
        return None
    return {"name": text_for(organization.name, locale), "url": organization.url, "email": organization.email}


def menu_view(
    site: Site, lists: Lists, catalog: Catalog, names: Sequence[str], locale: Locale, current: str
) -> list[Json]:
    """A navigation, without what the language does not have. `current` is the URL of the page it stands on."""
    items: list[Json] = []
    for name in names:
        page = site.pages.get(("page", name, locale.key))
        if name in KINDS and KINDS[name].heading:
            url = list_url(site, lists, name, locale.key)
            item: View = {"title": translate(catalog, KINDS[name].heading), "url": url, "tag": ""}
        elif page:
            item = {"title": page.entry.title, "url": page.target.url, "tag": other_tag(site, page)}
        else:
            continue
        if item["url"]:
            url = str(item["url"])
            # All pages lie below the root page.
            items.append(item | {"current": current == url if name == HOME else current.startswith(url)})
    return items


def other_tag(site: Site, page: Page) -> str:
    """The language (BCP 47) of a page's text where it is not that of its readers, else ""."""
    return site.locale(page.entry.locale).tag if page.is_fallback else ""


def roots(config: Config) -> dict[str, str]:
    """The URL of each language's root page by locale."""
    return {locale.key: page_target(config, f"{locale.key}/").url for locale in config.languages}


def switcher_view(site: Site, url_by_locale: Mapping[str, str], current: Locale) -> list[Json]:
    """Every language with the URL of the same page in it; "" where there is no such page."""
    return [
        {
            "name": locale.name,
            "tag": locale.tag,
            "direction": locale.direction,
            "url": url_by_locale.get(locale.key, ""),
            "current": locale.key == current.key,
        }
        for locale in site.config.languages
    ]


def alternates_view(site: Site, url_by_locale: Mapping[str, str], default: str) -> list[Json]:
    """Hreflang links, absolute, each version with itself and x-default; none where there is one version alone.

    Only of versions in their own language: a source text under a notice is not the page in that language (Google,
    “Localized versions of your pages”).
    """
    if len(url_by_locale) < 2:
        return []
    links: list[Json] = [
        {"tag": locale.tag, "url": absolute(site, url_by_locale[locale.key])}
        for locale in site.config.languages
        if locale.key in url_by_locale
    ]
    return [*links, {"tag": "x-default", "url": absolute(site, default)}]


# ---- groups and entries ---------------------------------------------------------------------------------------


def versions(site: Site, kind: str, key: str) -> dict[str, Page]:
    """The pages of a group by locale, source texts under a notice among them."""
    found = {}
    for locale in site.config.languages:
        page = site.pages.get((kind, key, locale.key))
        if page:
            found[locale.key] = page
    return found


def translations(site: Site, kind: str, key: str) -> dict[str, Page]:
    """The pages of a group that are in their own language, by locale."""
    return {locale: page for locale, page in versions(site, kind, key).items() if not page.is_fallback}


def urls(site: Site, kind: str, key: str) -> dict[str, str]:
    """Where the pages of a group are, by locale; a language's root page is there even if nobody wrote a text for it."""
    if (kind, key) == ("page", HOME):
        return roots(site.config)
    return {locale: page.target.url for locale, page in versions(site, kind, key).items()}


def translated_urls(site: Site, kind: str, key: str) -> dict[str, str]:
    """Those of them that are in their own language: what search engines may take for versions of one page."""
    found = versions(site, kind, key)
    return {
        locale: url
        for locale, url in urls(site, kind, key).items()
        if not (locale in found and found[locale].is_fallback)
    }


def card_view(site: Site, page: Page) -> View:
    """A page as a list shows it; `tag` is set where title and summary are in another language than the list."""
    return {
        "title": page.entry.title,
        "url": page.target.url,
        "date": iso(page.entry.date),
        "place": place_text(page),
        "summary": page.entry.summary,
        "short": page.entry.summary,
        "tag": other_tag(site, page),
    }


def entry_view(site: Site, page: Page) -> View:
    """The fields of an entry, and what its group says of it.

    Where the source text stands in for a translation, what the group file has in the readers' language is in it.
    """
    entry, contact = page.entry, page.entry.contact
    if contact is None and entry.kind == "press":
        contact = site.config.contact
    return {
        "title": entry.title,
        "summary": entry.summary,
        "short": entry.summary,
        "date": iso(entry.date),
        "updated": iso(entry.updated),
        "place": place_text(page),
        "forms": list(entry.forms),
        "contact": contact_view(contact, page),
        "pictures": [picture_view(site, picture, page) for picture in page.group.data.pictures],
    }


def place_text(page: Page) -> str:
    """Where a release was given out: in its readers' language if the group file has it and the entry no other."""
    place = page.group.data.place
    is_of_group = page.entry.place == text_for(place, page.entry.locale)
    return (text_for(place, page.locale) if is_of_group else "") or page.entry.place


def contact_view(contact: Contact | None, page: Page) -> View | None:
    """Whom to ask, in the readers' language if it has a name in it."""
    if contact is None:
        return None
    name = text_for(contact.name, page.locale) or text_for(contact.name, page.entry.locale)
    return {"name": name, "email": contact.email, "phone": contact.phone}


def picture_view(site: Site, picture: Picture, page: Page) -> View:
    """A picture in the readers' language if it has all its texts; else in the text's, which `tag` then names.

    `url` is "" if the file is missing.
    """
    target, locale = site.media.get(picture.path), page.locale
    texts = [text for text in (picture.alt, picture.caption) if text]
    if not all(text_for(text, locale) for text in texts):
        locale = page.entry.locale
    return {
        "url": target.url if target else "",
        "alt": text_for(picture.alt, locale),
        "caption": text_for(picture.caption, locale),
        "credit": picture.credit,
        "tag": "" if locale == page.locale else site.locale(locale).tag,
    }


def notice_view(site: Site, page: Page) -> View | None:
    """What to tell readers who get the source text instead of a translation."""
    if not page.is_fallback:
        return None
    source = site.locale(page.entry.locale)
    original = site.pages[page.group.kind, page.group.key, source.key]
    return {"tag": source.tag, "name": source.name, "direction": source.direction, "url": original.target.url}


def body_view(site: Site, key: PageKey, page: Page) -> View:
    """What `assembly.assemble` needs to write a page's body."""
    document = site.documents[page.entry.path]
    locale = site.locale(page.entry.locale)
    writer = formats.formats(locale.babel) if document.figures else None
    figures: list[Json] = []
    for use in document.figures:
        figure = page.group.data.figures.get(use.name)
        figures.append(figure_view(figure, writer, use.style) if figure and writer else ["", "", False])
    headings = [heading for heading in document.headings if heading.level <= 3]
    is_long = sum(heading.level == 2 for heading in headings) >= CONTENTS_FROM
    return {
        "html": document.html,
        "links": {url: [found.url, found.tag] for url, found in site.links[key].items()},
        "figures": figures,
        "toc": [[heading.id, heading.level, heading.html] for heading in headings] if is_long else [],
    }


def figure_view(figure: Figure, writer: formats.Formats, style: str) -> list[Json]:
    """[text, value, is_date] of `assembly.FigureText`."""
    is_date = figure.kind == "date"  # HTML’s time element knows no intervals
    return [formats.format_figure(figure, writer, style), formats.plain_value(figure), is_date]


def key_figures_view(site: Site, locale: Locale) -> list[Json]:
    """The figures that the home page shows, those with a label first of all: [{label, text, value}]."""
    wanted = site.config.key_figures
    group = next(
        (group for group in site.groups if wanted and (group.kind, group.key) == (wanted.kind, wanted.key)), None
    )
    if wanted is None or group is None:
        return []
    writer = formats.formats(locale.babel)
    shown: list[Json] = []
    for name in wanted.names:
        figure = group.data.figures.get(name)
        if figure:
            label = text_for(figure.label, locale.key)
            text = formats.format_figure(figure, writer, "")
            shown.append({"label": label or name, "text": text, "value": formats.plain_value(figure)})
    return shown


def event_view(site: Site, locale: Locale) -> View | None:
    """The conference: when, as the language writes an interval, and where."""
    event = site.config.event
    if event is None:
        return None
    return {
        "name": text_for(event.name, locale.key),
        "start": iso(event.start),
        "end": iso(event.end),
        "interval": formats.formats(locale.babel).interval(event.start, event.end),
        "place": text_for(event.place, locale.key),
        "venue": text_for(event.venue, locale.key),
    }


def paragraphs(text: LanguageText, locale: str) -> list[Json]:
    """The paragraphs of a plain text: what stands between blank lines."""
    return [" ".join(block.split()) for block in text_for(text, locale).split("\n\n") if block.strip()]
