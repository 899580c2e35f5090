"""The jobs of what the site makes of all its entries: lists, feeds, sitemap, redirects, pages of no language."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from microsite.model.cards import text_for
from microsite.model.digests import digest_of_words
from microsite.model.entries import Page
from microsite.model.kinds import HOME
from microsite.model.parts import Given, Part, make_part
from microsite.model.records import Card, Version, Versions
from microsite.pages import structured, views
from microsite.pages.exports import TABLES
from microsite.pages.heads import crumbs_to, default_version, head_values, list_crumb, page_view
from microsite.pages.jobs import Frame, Job, Json, Told, View, tell
from microsite.pages.order import initial_of, list_path, list_url, sort_text
from microsite.pages.plot import (
    Plot,
    Shared,
    cards_part,
    make_job,
    make_shared,
    plain_part,
    shared_parts,
    versions_part,
)
from microsite.pages.views import absolute
from microsite.site.groups import page_target

_LETTER_IDS = {"#": "_symbols", "0–9": "_digits"}
"""Of the headings that are no letter: a “#” cannot stand in a fragment (RFC 3986)."""

AROUND = 2
"""How many pages of a list before and after one are linked from it, beside the first and the last."""

_NO_VERSIONS = Versions(())


# ---- lists ----------------------------------------------------------------------------------------------------


def press_jobs(plot: Plot, locale: str) -> Iterator[Job]:
    """The pages of a language's press list."""
    releases, size = plot.lists.releases[locale], plot.config.page_size
    total = -(-len(releases) // size)
    for number in range(1, total + 1):
        target = page_target(plot.config, list_path("press", locale, number))
        shown = releases[(number - 1) * size : number * size]
        glance = digest_of_words(plot.setting, *[page.glance for page in shown])
        held = partial(_press_parts, plot, locale, number, total, shown)
        yield Job(target, held, "press.html", plot.shared[locale].frame, press_view, glance=glance)


def _press_parts(plot: Plot, locale: str, number: int, total: int, shown: Sequence[Page]) -> tuple[Part, ...]:
    return (
        *shared_parts(plot, plot.shared[locale], "press.html"),
        cards_part("releases", shown),
        plain_part("versions", _list_versions(plot, "press", number)),
        plain_part("place", (number, total, len(plot.lists.releases[locale]))),
    )


def press_view(frame: Frame, releases: Sequence[Card], versions: Versions, place: tuple[int, int, int]) -> View:
    """What the template of a press list reads; `place` is the number of the page, of how many, and of all releases."""
    (number, total, count), config, locale = place, frame.config, frame.locale

    def url(number: int) -> str:
        path = list_path("press", locale.key, number)
        return page_target(config, path).url if 1 <= number <= total else ""

    name, first = list_crumb(frame, "press")
    crumbs = crumbs_to(frame, (name, first), *([(str(number), url(number))] if number > 1 else []))
    page = page_view(frame, url(number), "press-list", name, versions)
    return head_values(frame, page, views.urls(versions), crumbs) | {
        "releases": [views.card_view(card) for card in releases],
        "count": count,
        "pagination": {
            "number": number,
            "total": total,
            "previous": url(number - 1),
            "next": url(number + 1),
            "pages": [{"number": n, "url": url(n), "current": n == number} for n in page_numbers(number, total)],
        },
        "structured": structured.breadcrumbs(config, crumbs),
    }


def page_numbers(number: int, total: int) -> list[int]:
    """The pages that a page of a list leads to: the first, the last, and those around it."""
    return sorted({1, total, *range(max(1, number - AROUND), min(total, number + AROUND) + 1)})


def _list_versions(plot: Plot, kind: str, number: int = 1) -> Versions:
    """The page of that number in the lists of all languages that have one."""
    found = (
        (locale.key, list_url(plot.site, plot.lists, kind, locale.key, number)) for locale in plot.config.languages
    )
    return Versions(tuple(Version(locale, url) for locale, url in found if url))


def glossary_jobs(plot: Plot, locale: str) -> Iterator[Job]:
    """The glossary's index in a language, under its letters."""
    terms = plot.lists.terms[locale]
    if terms:
        target = page_target(plot.config, list_path("glossary", locale, 1))
        glance = digest_of_words(plot.setting, *[plot.facts["glossary", term.group.key].glance for term in terms])
        held, frame = partial(_glossary_parts, plot, locale, terms), plot.shared[locale].frame
        yield Job(target, held, "glossary.html", frame, glossary_view, glance=glance)


def _glossary_parts(plot: Plot, locale: str, terms: Sequence[Page]) -> tuple[Part, ...]:
    babels = {locale.key: locale.babel for locale in plot.config.languages}
    sorted_by = tuple([sort_text(term.entry) for term in terms])
    wordings = tuple([tuple([(word, babels[key]) for key, word in _wordings(term)]) for term in terms])
    return (
        *shared_parts(plot, plot.shared[locale], "glossary.html"),
        cards_part("terms", terms),
        make_part("letters", Given(sorted_by), Given(babels[locale]), make=_make_letters),
        make_part("searches", Given(wordings), make=_make_searches),
        plain_part("versions", _list_versions(plot, "glossary")),
    )


def _make_letters(sorted_by: Sequence[str], babel: str) -> tuple[str, ...]:
    """The letter of each term, in their order: its own, so that a list is sorted only to be rendered."""
    return tuple(initial_of(text, babel) for text in sorted_by)


def _wordings(term: Page) -> Iterator[tuple[str, str]]:
    """The wordings of a term in all languages, as (locale, wording)."""
    for locale, entry in term.group.entries.items():
        for wording in (entry.title, *entry.forms, *(entry.term.inflections if entry.term else ())):
            yield locale, wording


def _make_searches(wordings: Sequence[Sequence[tuple[str, str]]]) -> tuple[str, ...]:
    """What each term is found by, in their order: its wordings in all languages."""
    from microsite.i18n.searching import search_text  # only to render the index

    return tuple(search_text(of_term) for of_term in wordings)


def glossary_view(
    frame: Frame, terms: Sequence[Card], letters: Sequence[str], searches: Sequence[str], versions: Versions
) -> View:
    """What the template of the glossary's index reads; `letters` and `searches` are those of the terms."""
    cards_by_letter: dict[str, list[Json]] = {}
    for letter, card, search in zip(letters, terms, searches, strict=True):
        cards_by_letter.setdefault(letter, []).append(views.card_view(card, search))
    name, url = list_crumb(frame, "glossary")
    crumbs = crumbs_to(frame, (name, url))
    page = page_view(frame, url, "glossary-list", name, versions)
    members = structured.term_set(frame.config, frame.locale, terms, name, url)
    return head_values(frame, page, views.urls(versions), crumbs) | {
        "letters": [
            {"letter": letter, "id": _LETTER_IDS.get(letter, f"_{letter}"), "terms": cards}
            for letter, cards in cards_by_letter.items()
        ],
        "count": len(terms),
        "tables": [{"name": name, "url": page_target(frame.config, path).url} for name, path in TABLES.items()],
        "structured": [*members, *structured.breadcrumbs(frame.config, crumbs)],
    }


def not_found_job(plot: Plot, locale: str) -> Job:
    """The page of a wrong address: the switcher leads to the other languages' root pages."""
    target = page_target(plot.config, f"{locale}/404.html")
    return make_job(plot, target, "404.html", plot.shared[locale], not_found_view, ())


def not_found_view(frame: Frame) -> View:
    """What the template of the page of a wrong address reads."""
    target = page_target(frame.config, f"{frame.locale.key}/404.html")
    page = page_view(frame, target.url, "404", "", _NO_VERSIONS) | {"noindex": True, "canonical": ""}
    return head_values(frame, page, views.roots(frame.config)) | {"structured": []}


# ---- what is for machines -------------------------------------------------------------------------------------


def feed_jobs(plot: Plot, locale: str) -> Iterator[Job]:
    """A language's feed (Atom, RFC 4287), if it has releases."""
    releases = plot.lists.releases[locale][: plot.config.feed_size]
    if releases:
        target = page_target(plot.config, f"{locale}/feed.xml")
        parts = (cards_part("releases", releases),)
        yield make_job(plot, target, "feed.xml", plot.shared[locale], feed_view, parts)


def feed_view(frame: Frame, releases: Sequence[Card]) -> View:
    """What the template of a feed reads."""
    config, key = frame.config, frame.locale.key
    url, publisher = absolute(config, frame.lists["feed"]), config.organization
    entries: list[Json] = [
        {
            "title": card.title,
            "url": absolute(config, card.url),
            "id": absolute(config, card.url),
            "published": _timestamp(card.date),
            "updated": _timestamp(card.updated),
            "summary": card.summary,
            "tag": card.tag,
        }
        for card in releases
    ]
    return {
        "feed": {
            "title": text_for(config.title, key),
            "subtitle": text_for(config.motto, key),
            "url": url,
            "home": absolute(config, views.home_url(config, key)),
            "id": url,
            "updated": max(_timestamp(card.updated) for card in releases),
        },
        "author": text_for(publisher.name if publisher else config.title, key),
        "entries": entries,
    }


def _timestamp(day: str) -> str:
    """A day as a moment (RFC 3339). Editors give a day; it begins at midnight UTC."""
    return f"{day}T00:00:00Z"


def sitemap_job(plot: Plot) -> Job:
    """Every page that search engines may show, with its versions (sitemaps.org; Google's xhtml:link)."""
    facts = plot.facts.values()
    glance = digest_of_words(plot.setting, *[one.glance for one in facts])
    target, held = page_target(plot.config, "sitemap.xml"), partial(_sitemap_parts, plot)
    return Job(target, held, "sitemap.xml", glance=glance)


def _sitemap_parts(plot: Plot) -> tuple[Part, ...]:
    facts = [one for key, one in plot.facts.items() if key != ("page", HOME)]
    given = (
        Given(tell(plot.config)),
        plot.homes,
        Given(tuple(_all_list_versions(plot))),
        [one.versions for one in facts],
        Given([one.updated for one in facts]),
    )
    return (*shared_parts(plot, None, "sitemap.xml"), make_part("urls", *given, make=_sitemap_urls))


def _all_list_versions(plot: Plot) -> Iterator[Versions]:
    """The pages of the lists, each in the languages that have so many."""
    for kind in ("press", "glossary"):
        for number in itertools.count(1):
            found = _list_versions(plot, kind, number)
            if not found.of:
                break
            yield found


def _sitemap_urls(
    config: Told,
    homes: Versions,
    lists: Sequence[Versions],
    groups: Sequence[Versions],
    days: Sequence[Mapping[str, str]],
) -> list[Json]:
    home = views.translated_urls(homes)
    found = list(_sitemap_versions(config, home, config.base_path, {}))
    if len(config.languages) > 1:
        alternates = views.alternates_view(config, home, config.base_path)
        found.insert(0, {"url": absolute(config, config.base_path), "updated": "", "alternates": alternates})
    for versions in lists:
        shown = views.translated_urls(versions)
        found.extend(_sitemap_versions(config, shown, default_version(config, shown), {}))
    for versions, updated in zip(groups, days, strict=True):
        shown = views.translated_urls(versions)
        default = default_version(config, shown, versions.source)
        found.extend(_sitemap_versions(config, shown, default, updated))
    return found


def _sitemap_versions(
    config: Told, url_by_locale: Mapping[str, str], default: str, updated: Mapping[str, str]
) -> Iterator[Json]:
    alternates = views.alternates_view(config, url_by_locale, default)
    for key, url in url_by_locale.items():
        yield {"url": absolute(config, url), "updated": updated.get(key, ""), "alternates": alternates}


def robots_job(plot: Plot) -> Job:
    """What tells robots where the sitemap is (RFC 9309)."""
    part = plain_part("sitemap", absolute(plot.config, plot.config.base_path + "sitemap.xml"))
    return make_job(plot, page_target(plot.config, "robots.txt"), "robots.txt", None, None, (part,))


# ---- what belongs to all languages, and what has moved --------------------------------------------------------


def root_jobs(plot: Plot) -> Iterator[Job]:
    """The page at the root, and that of a wrong address on hosts that know only one such page.

    At the root stands every language, none of them forced on anybody. A site of one language leads there.
    """
    config = plot.config
    first = config.locale(config.source_language)
    told = Given(tell(config))
    every = make_shared(plot.site, plot.lists, plot.design, told, first, plot.catalogs, has_menu=False)
    if len(config.languages) == 1:
        title = plain_part("title", text_for(config.title, first.key))
        yield _redirect(plot, plot.shared[first.key], "", views.roots(config)[first.key], "", title)
    else:
        parts = (versions_part(plot.homes),)
        yield make_job(plot, page_target(config, ""), "chooser.html", every, chooser_view, parts)
    yield make_job(plot, page_target(config, "404.html"), "404-root.html", every, root_not_found_view, ())


def chooser_view(frame: Frame, versions: Versions) -> View:
    """What the template of the page at the root reads."""
    homes = views.translated_urls(versions)
    alternates = views.alternates_view(frame.config, homes, frame.config.base_path)
    return _all_languages(frame, "", "chooser", {"alternates": alternates})


def root_not_found_view(frame: Frame) -> View:
    """What the template of the root's page of a wrong address reads."""
    return _all_languages(frame, "404.html", "404", {"noindex": True, "canonical": ""})


def _all_languages(frame: Frame, path: str, kind: str, more: View) -> View:
    """What a page reads that speaks every language, and belongs to none."""
    config, key = frame.config, frame.locale.key
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
    page = page_view(frame, page_target(config, path).url, kind, text_for(config.title, key), _NO_VERSIONS) | more
    return {"page": page, "choices": choices, "structured": []}


def redirect_jobs(plot: Plot) -> Iterator[Job]:
    """A small page at each former address (`aliases`) that leads to the new one."""
    untitled = plain_part("title", "")
    for page in plot.site.pages.values():
        for alias in page.entry.aliases if not page.is_fallback else ():
            path = alias.lstrip("/")
            path = path if path.endswith((".html", ".htm", "/")) else path + "/"
            yield _redirect(plot, plot.shared[page.locale], path, page.target.url, page.entry.path, untitled)


def _redirect(plot: Plot, shared: Shared, path: str, url: str, origin: str, title: Part) -> Job:
    target, parts = page_target(plot.config, path), (plain_part("target", url), title)
    return make_job(plot, target, "redirect.html", shared, redirect_view, parts, origin=origin)


def redirect_view(frame: Frame, target: str, title: str) -> View:
    """What the template of a page reads that leads to another."""
    return {"title": title, "target": target, "canonical": absolute(frame.config, target)}
