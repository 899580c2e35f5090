"""The jobs of the glossary for other programs: the same terms as JSON, CSV and TBX."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from microsite.model.cards import text_for
from microsite.model.digests import digest_of_words
from microsite.model.entries import Entry
from microsite.model.kinds import KINDS
from microsite.model.parts import Given, Part, make_part, same
from microsite.model.site import Page
from microsite.pages.jobs import Job
from microsite.pages.plot import Plot, plain_part, shared_parts
from microsite.pages.views import absolute
from microsite.site.targets import Extra

if TYPE_CHECKING:
    from microsite.glossary.exchange import Concept, TermSheet


def export_jobs(plot: Plot) -> Iterator[Job]:
    """The entries of a kind as files at the root of the site, as its row says, if there are any.

    What a language shows instead of a translation is not among them. The CSV holds texts as they are written, figures
    and all, for it comes back; the others what readers see.
    """
    for kind in (kind for kind in KINDS.values() if kind.tables):
        shown = [page for page in plot.site.pages.values() if page.group.kind == kind.name]
        pages = [page for page in shown if not page.is_fallback]
        glance = digest_of_words(plot.setting, *[plot.facts[kind.name, page.group.key].glance for page in pages])
        shown_terms = Given.later(partial(_find_terms, plot, pages, _as_shown))
        is_same = all(_as_written(page) is page.entry for page in pages)  # as of most sites: no term has a figure
        written_terms = shown_terms if is_same else Given.later(partial(_find_terms, plot, pages, _as_written))
        for form, _ in kind.tables if shown else ():
            write, find_parts = FORMATS[form]
            target = plot.extras[Extra("table", "", kind.name, form)]
            yield Job(target, partial(find_parts, plot, shown_terms, written_terms), write=write, glance=glance)


_Terms = Given[tuple["Concept", ...]]
"""The terms of a kind with their addresses."""


def _csv_parts(plot: Plot, _shown: _Terms, written: _Terms) -> tuple[Part, ...]:
    locales = plain_part("locales", tuple(locale.key for locale in plot.config.languages))
    return (*shared_parts(plot, None, ""), make_part("terms", written, make=same), locales)


def _tbx_parts(plot: Plot, shown: _Terms, written: _Terms) -> tuple[Part, ...]:
    config = plot.config
    source = config.locale(config.source_language)
    site = text_for(config.title, source.key), source.tag, absolute(config, config.base_path)
    return (*_json_parts(plot, shown, written), plain_part("site", site))


def _json_parts(plot: Plot, shown: _Terms, _written: _Terms) -> tuple[Part, ...]:
    return (*shared_parts(plot, None, ""), make_part("terms", shown, make=same))


def _find_terms(plot: Plot, pages: Sequence[Page], entry_of: Callable[[Page], Entry]) -> tuple[Concept, ...]:
    """The terms with their addresses; the body of a term is not part of them."""
    from microsite.glossary.exchange import Concept, make_sheet  # only where a term may have moved

    tags = {locale.key: locale.tag for locale in plot.config.languages}
    sheets: dict[str, list[TermSheet]] = {}
    for page in pages:
        sheet = make_sheet(entry_of(page), tags[page.locale], absolute(plot.config, page.target.url))
        sheets.setdefault(page.group.key, []).append(sheet)
    return tuple([Concept(key, tuple(found)) for key, found in sheets.items()])


def _as_shown(page: Page) -> Entry:
    return page.entry


def _as_written(page: Page) -> Entry:
    return page.text.entry or page.entry


def write_json(terms: Sequence[Concept]) -> bytes:
    """The bytes of `glossary.json`."""
    from microsite.glossary import exchange

    return exchange.write_json(terms).encode()


def write_csv(terms: Sequence[Concept], locales: Sequence[str]) -> bytes:
    """The bytes of `glossary.csv`."""
    from microsite.glossary import exchange

    return exchange.write_csv(terms, locales).encode()


def write_tbx(terms: Sequence[Concept], site: tuple[str, str, str]) -> bytes:
    """The bytes of `glossary.tbx`; `site` is its title, the language of that, and its address."""
    from microsite.glossary import exchange

    return exchange.write_tbx(terms, *site).encode()


FORMATS: Mapping[str, tuple[Callable[..., bytes], Callable[[Plot, _Terms, _Terms], tuple[Part, ...]]]] = {
    "CSV": (write_csv, _csv_parts),
    "TBX": (write_tbx, _tbx_parts),
    "JSON": (write_json, _json_parts),
}
"""What writes each format, and the parts that it is made from."""
