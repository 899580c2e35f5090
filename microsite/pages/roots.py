"""The jobs of pages beside entries and lists: the chooser of languages, wrong addresses, former addresses."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.model.cards import text_for
from microsite.model.kinds import HOME
from microsite.model.parts import Given, Part
from microsite.model.records import NO_VERSIONS, Versions
from microsite.model.site import Target
from microsite.pages import structured, views
from microsite.pages.frames import Shared, make_shared
from microsite.pages.heads import head_values, page_view
from microsite.pages.jobs import Frame, Job, Json, View, tell
from microsite.pages.plot import Plot, make_job, plain_part, versions_part
from microsite.pages.views import absolute
from microsite.site.targets import CHOOSER, Extra, page_target


def not_found_job(plot: Plot, locale: str) -> Job:
    """The page of a wrong address: the switcher leads to the other languages' root pages."""
    target = plot.extras[Extra("lost", locale)]
    return make_job(plot, target, "404.html", plot.shared[locale], not_found_view, (plain_part("url", target.url),))


def not_found_view(frame: Frame, url: str) -> View:
    """What the template of the page of a wrong address reads."""
    page = page_view(frame, url, "404", "", NO_VERSIONS) | {"noindex": True, "canonical": ""}
    return head_values(frame, page, views.roots(frame.config)) | {"structured": []}


def root_jobs(plot: Plot) -> Iterator[Job]:
    """The page at the root, and the page for wrong addresses on hosts that know only one.

    At the root stands every language, none of them forced on anybody. A site of one language leads there.
    """
    config, root, lost = plot.config, plot.extras[CHOOSER], plot.extras[Extra("lost")]
    first = config.locale(config.source_language)
    told, card = Given(tell(config)), plot.cards.get((*HOME, first.key))
    every = make_shared(plot.site, plot.extras, plot.design, told, first, plot.catalogs, card, has_menu=False)
    if len(config.languages) == 1:
        title = plain_part("title", text_for(config.title, first.key))
        yield _redirect(plot, plot.shared[first.key], root, plot.extras[Extra("home", first.key)].url, "", title)
    else:
        parts = versions_part(plot.homes), plain_part("url", root.url)
        yield make_job(plot, root, "chooser.html", every, chooser_view, parts)
    yield make_job(plot, lost, "404-root.html", every, root_not_found_view, (plain_part("url", lost.url),))


def chooser_view(frame: Frame, versions: Versions, url: str) -> View:
    """What the template of the page at the root reads."""
    homes = views.translated_urls(versions)
    alternates = views.alternates_view(frame.config, homes, frame.config.base_path)
    shown = _all_languages(frame, url, "chooser", {"alternates": alternates})
    return shown | {"structured": structured.root(frame.config)}


def root_not_found_view(frame: Frame, url: str) -> View:
    """What the template of the root's page of a wrong address reads."""
    return _all_languages(frame, url, "404", {"noindex": True, "canonical": ""})


def _all_languages(frame: Frame, url: str, kind: str, more: View) -> View:
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
    page = page_view(frame, url, kind, text_for(config.title, key), NO_VERSIONS) | more
    return {"page": page, "choices": choices, "structured": []}


def redirect_jobs(plot: Plot) -> Iterator[Job]:
    """A small page at each former address, of an entry (`aliases`) or of a list, that leads to the new one."""
    untitled = plain_part("title", "")
    for page in plot.site.pages.values():
        for alias in page.entry.aliases if not page.is_fallback else ():
            path = alias.lstrip("/")
            path = path if path.endswith((".html", ".htm", "/")) else path + "/"
            target = page_target(plot.config, path)
            yield _redirect(plot, plot.shared[page.locale], target, page.target.url, page.entry.path, untitled)
    for extra, target in plot.extras.items():
        if extra.role == "former":
            url = plot.extras[Extra("list", extra.locale, extra.kind)].url
            yield _redirect(plot, plot.shared[extra.locale], target, url, "", untitled)


def _redirect(plot: Plot, shared: Shared, target: Target, url: str, origin: str, title: Part) -> Job:
    parts = plain_part("target", url), title
    return make_job(plot, target, "redirect.html", shared, redirect_view, parts, origin=origin)


def redirect_view(frame: Frame, target: str, title: str) -> View:
    """What the template of a page reads that leads to another."""
    return {"title": title, "target": target, "canonical": absolute(frame.config, target)}
