"""The jobs of the sitemap: one file, or as many as its limits ask for, and an index that names them."""

from __future__ import annotations

import html
import string
from collections.abc import Iterator, Mapping, Sequence
from functools import partial, reduce
from typing import TypeVar

from microsite.model.digests import digest_of_words
from microsite.model.entries import NONE
from microsite.model.kinds import HOME
from microsite.model.parts import Given, Part, make_part
from microsite.model.records import NO_VERSIONS, Versions
from microsite.model.site import Target
from microsite.pages import views
from microsite.pages.facts import GroupFacts
from microsite.pages.heads import default_version
from microsite.pages.jobs import Job, Told, View, tell
from microsite.pages.lists import list_versions
from microsite.pages.plot import Plot, plain_part, shared_parts
from microsite.pages.views import absolute
from microsite.site.targets import SITEMAP, Extra, page_target
from microsite.values.named import NamedTuple

One = TypeVar("One")


class Load(NamedTuple):
    """What is in a sitemap: so many addresses, in so many bytes."""

    urls: int = 0
    size: int = 0

    def plus(self, other: Load) -> Load:
        """Both together."""
        return Load(self.urls + other.urls, self.size + other.size)

    def fits(self, most: Load) -> bool:
        """True if it is not more in any respect."""
        return self.urls <= most.urls and self.size <= most.size


MOST = Load(50_000, 50 * 1024 * 1024)
"""What a sitemap may have (sitemaps.org, “Sitemap file requirements”)."""

PIECE = Load(10_000, 5 * 1024 * 1024)
"""What each has where one does not do: a file of 50 MB takes ten times as much memory, and an edit makes one again."""

_Subject = Extra | GroupFacts
"""What a sitemap names in all of its languages: the root pages, the list of a kind or a division of it, a group."""

FRAME = (
    len('<?xml version="1.0" encoding="utf-8"?>\n')
    + len('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n')
    + len("</urlset>\n")
)
_EMPTY = Load(0, FRAME)
_URL = len("  <url>\n    <loc></loc>\n  </url>\n")
_DAY = len("    <lastmod></lastmod>\n")
_LINK = len('    <xhtml:link rel="alternate" hreflang="" href=""/>\n')
"""The bytes that the theme's template writes around what it is given."""


_PLAIN = str.maketrans("", "", f"{string.ascii_letters}{string.digits}/-._")


def sitemap_jobs(plot: Plot, most: Load = MOST, piece: Load = PIECE) -> Iterator[Job]:
    """Every page that search engines may show, with its versions (sitemaps.org; Google's xhtml:link).

    What is more than `most` is in several files, none with more than a `piece`, and the address of the sitemap is that
    of their index. All versions of a page are in one file. These files come and go, so nothing can lead there.
    """
    subjects = _find_subjects(plot)
    loads = [] if _estimate(plot).fits(most) else [_weigh(plot, one) for one in subjects]
    if reduce(Load.plus, loads, _EMPTY).fits(most):
        yield _make_job(plot, plot.extras[SITEMAP], subjects)
        return
    pieces = cut(subjects, loads, piece)
    targets = [page_target(plot.config, f"sitemap-{number}.xml") for number in range(1, len(pieces) + 1)]
    for target, chosen in zip(targets, pieces, strict=True):
        yield _make_job(plot, target, chosen)
    named = plain_part("sitemaps", tuple([absolute(plot.config, target.url) for target in targets]))
    yield Job(plot.extras[SITEMAP], (*shared_parts(plot, None, ""), named), write=write_index)


def write_index(sitemaps: Sequence[str]) -> bytes:
    """The index of the sitemaps at these URLs (sitemaps.org, “Using sitemap index files”)."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines.append('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for url in sitemaps:
        lines += ("  <sitemap>", f"    <loc>{html.escape(url)}</loc>", "  </sitemap>")
    return "\n".join([*lines, "</sitemapindex>", ""]).encode()


def cut(subjects: Sequence[One], loads: Sequence[Load], most: Load) -> list[Sequence[One]]:
    """The subjects in order, in as few pieces as may be, none of which has more, unless it is a single one."""
    starts, held = [0], _EMPTY
    for index, load in enumerate(loads):
        if not held.plus(load).fits(most) and index > starts[-1]:
            starts.append(index)
            held = _EMPTY
        held = held.plus(load)
    return [subjects[start:end] for start, end in zip(starts, [*starts[1:], len(subjects)], strict=True)]


def _find_subjects(plot: Plot) -> list[_Subject]:
    listed = (extra for extra in plot.extras if extra.role in ("list", "year", "topic"))
    lists = dict.fromkeys(extra._replace(locale="") for extra in listed)
    return [_ROOTS, *lists, *(one for key, one in plot.facts.items() if key != HOME)]


_ROOTS = Extra("home")


def _make_job(plot: Plot, target: Target, subjects: Sequence[_Subject]) -> Job:
    facts = _facts_of(subjects)
    lists = [repr(one) for one in subjects if isinstance(one, Extra)]
    homes = plot.homes.digest if _ROOTS in subjects else ""
    glance = digest_of_words(plot.setting, homes, *lists, *[one.glance for one in facts])
    held = partial(_find_parts, plot, subjects)
    return Job(target, held, "sitemap.xml", glance=glance)


def _facts_of(subjects: Sequence[_Subject]) -> list[GroupFacts]:
    return [one for one in subjects if isinstance(one, GroupFacts)]


def _find_parts(plot: Plot, subjects: Sequence[_Subject]) -> tuple[Part, ...]:
    return (*shared_parts(plot, None, "sitemap.xml"), make_part("urls", *_find_given(plot, subjects), make=_make_urls))


_Given = tuple[Given[Told], Given[tuple["_Named", ...]]]


def _find_given(plot: Plot, subjects: Sequence[_Subject]) -> _Given:
    """What is shown of subjects, and no more: titles, which versions have too, come and go."""
    config, facts = tell(plot.config), _facts_of(subjects)
    lists = [list_versions(plot, one) for one in subjects if isinstance(one, Extra) and one != _ROOTS]
    homes = plot.homes.value if _ROOTS in subjects else NO_VERSIONS
    groups, days = [one.versions.value for one in facts], [one.updated.value for one in facts]
    return Given(config), Given(tuple(_name(config, homes, lists, groups, days)))


# ---- how much it comes to ---------------------------------------------------------------------------------------


def _estimate(plot: Plot) -> Load:
    """No less than all subjects come to, and known at once: few sites are as large as that."""
    languages, targets = len(plot.config.languages), plot.extras.values()
    urls = len(plot.site.pages) + len(targets)
    of_pages = [one.target.url for one in plot.site.pages.values()]
    longest = _find_most_room([*of_pages, *(target.url for target in targets)])
    link = _LINK + max(len(locale.tag) for locale in plot.config.languages) + len("x-default")
    link += len(plot.config.base_url) + longest
    return Load(urls, FRAME + urls * (_URL + _DAY + len("2025-11-16") + (languages + 2) * link))


def _find_most_room(urls: Sequence[str]) -> int:
    """No less than each URL takes: of what is not written as it is, four bytes a character in percent-encoding."""
    if not "".join(urls).translate(_PLAIN):  # as in most sites
        return max(map(len, urls))
    return max(len(url) + 11 * len(url.translate(_PLAIN)) for url in urls)


def _weigh(plot: Plot, subject: _Subject) -> Load:
    """What a subject comes to, if it is written as by the template of the theme."""
    told, found = _find_given(plot, [subject])
    config, load = told.value, Load()
    for named in found.value:
        urls = {key: _length(config, url) for key, url in named.url_by_locale.items()}
        links = sum(_LINK + len(config.locale(key).tag) + length for key, length in urls.items())
        links += _LINK + len("x-default") + _length(config, named.default)
        lengths = [*urls.values(), *[_length(config, named.default)] * named.has_chooser]
        around = _URL + (links if len(urls) > 1 else 0)
        changes = [named.updated.get(key, "") for key in urls]
        size = sum([around + length for length in lengths]) + sum([_DAY + len(day) for day in changes if day])
        load = load.plus(Load(len(lengths), size))
    return load


def _length(config: Told, url: str) -> int:
    return len(html.escape(absolute(config, url)))


# ---- what the template reads ------------------------------------------------------------------------------------


class _Named(NamedTuple):
    """What a sitemap says of a subject: where it is, where x-default leads, when it changed; `has_chooser` of roots."""

    url_by_locale: Mapping[str, str]
    default: str
    updated: Mapping[str, str] = NONE
    has_chooser: bool = False


def _name(
    config: Told,
    homes: Versions,
    lists: Sequence[Versions],
    groups: Sequence[Versions],
    days: Sequence[Mapping[str, str]],
) -> Iterator[_Named]:
    if homes.of:
        yield _Named(views.translated_urls(homes), config.base_path, has_chooser=len(config.languages) > 1)
    for versions in lists:
        shown = views.translated_urls(versions)
        yield _Named(shown, default_version(config, shown))
    for versions, updated in zip(groups, days, strict=True):
        shown = views.translated_urls(versions)
        yield _Named(shown, default_version(config, shown, versions.source), updated)


def _make_urls(config: Told, subjects: Sequence[_Named]) -> list[View]:
    found: list[View] = []
    for named in subjects:
        alternates = views.alternates_view(config, named.url_by_locale, named.default)
        if named.has_chooser:
            found.append({"url": absolute(config, named.default), "updated": "", "alternates": alternates})
        for key, url in named.url_by_locale.items():
            updated = named.updated.get(key, "")
            found.append({"url": absolute(config, url), "updated": updated, "alternates": alternates})
    return found
