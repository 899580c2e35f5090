"""The jobs of the glossary for other programs: the same terms as JSON, CSV and TBX."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from microsite.model.cards import text_for
from microsite.model.digests import digest_of_words
from microsite.model.entries import Entry, Page
from microsite.model.parts import Part
from microsite.pages.jobs import Frame, Job, View
from microsite.pages.plot import Plot, plain_part, shared_parts
from microsite.pages.views import absolute
from microsite.site.targets import page_target

if TYPE_CHECKING:
    from microsite.glossary.exchange import Concept, TermSheet

TABLES = {"CSV": "glossary.csv", "TBX": "glossary.tbx", "JSON": "glossary.json"}
"""Where they stand below the site, by what readers call them."""


def export_jobs(plot: Plot) -> Iterator[Job]:
    """`glossary.json`, `.csv` and `.tbx` at the root of the site, if it has terms.

    What a language shows instead of a translation is not among them. The CSV holds texts as they are written, figures
    and all, for it comes back; the others what readers see.
    """
    pages = [page for page in plot.site.pages.values() if page.group.kind == "glossary" and not page.is_fallback]
    if not pages:
        return
    glance = digest_of_words(plot.setting, *[plot.facts["glossary", page.group.key].glance for page in pages])
    files: dict[str, tuple[Callable[..., View], Callable[[], tuple[Part, ...]]]] = {
        "CSV": (csv_view, partial(_csv_parts, plot, pages)),
        "TBX": (tbx_view, partial(_tbx_parts, plot, pages)),
        "JSON": (json_view, partial(_json_parts, plot, pages)),
    }
    for name, (view, parts) in files.items():
        yield Job(page_target(plot.config, TABLES[name]), parts, view=view, glance=glance)


def _csv_parts(plot: Plot, pages: Sequence[Page]) -> tuple[Part, ...]:
    locales = plain_part("locales", tuple(locale.key for locale in plot.config.languages))
    return (*shared_parts(plot, None, ""), _terms_part(plot, pages, _as_written), locales)


def _tbx_parts(plot: Plot, pages: Sequence[Page]) -> tuple[Part, ...]:
    config = plot.config
    source = config.locale(config.source_language)
    site = text_for(config.title, source.key), source.tag, absolute(config, config.base_path)
    return (*_json_parts(plot, pages), plain_part("site", site))


def _json_parts(plot: Plot, pages: Sequence[Page]) -> tuple[Part, ...]:
    return (*shared_parts(plot, None, ""), _terms_part(plot, pages, _as_shown))


def _terms_part(plot: Plot, pages: Sequence[Page], entry_of: Callable[[Page], Entry]) -> Part:
    """The terms with their addresses; the body of a term is not part of them."""
    from microsite.glossary.exchange import Concept, make_sheet  # only where a term may have moved

    tags = {locale.key: locale.tag for locale in plot.config.languages}
    sheets: dict[str, list[TermSheet]] = {}
    for page in pages:
        sheet = make_sheet(entry_of(page), tags[page.locale], absolute(plot.config, page.target.url))
        sheets.setdefault(page.group.key, []).append(sheet)
    return plain_part("terms", tuple([Concept(key, tuple(found)) for key, found in sheets.items()]))


def _as_shown(page: Page) -> Entry:
    return page.entry


def _as_written(page: Page) -> Entry:
    return page.text.entry or page.entry


def json_view(_: Frame | None, terms: Sequence[Concept]) -> View:
    """The text of `glossary.json`."""
    from microsite.glossary import exchange

    return {"text": exchange.write_json(terms)}


def csv_view(_: Frame | None, terms: Sequence[Concept], locales: Sequence[str]) -> View:
    """The text of `glossary.csv`."""
    from microsite.glossary import exchange

    return {"text": exchange.write_csv(terms, locales)}


def tbx_view(_: Frame | None, terms: Sequence[Concept], site: tuple[str, str, str]) -> View:
    """The text of `glossary.tbx`; `site` is its title, the language of that, and its address."""
    from microsite.glossary import exchange

    return {"text": exchange.write_tbx(terms, *site)}
