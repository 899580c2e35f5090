"""The jobs of the glossary for other programs: the same terms as JSON, CSV and TBX."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import Entry, Page
from microsite.pages.jobs import Frame, Job, Part, View
from microsite.pages.plot import Plot, make_job, plain_part
from microsite.pages.views import absolute
from microsite.site.groups import page_target, text_for

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
    config = plot.config
    locales = tuple(locale.key for locale in config.languages)
    source = config.locale(config.source_language)
    title, url = text_for(config.title, source.key), absolute(config, config.base_path)
    shown, written = (_terms_part(plot, pages, entry_of) for entry_of in (_as_shown, _as_written))
    files: dict[str, tuple[Callable[..., View], tuple[Part, ...]]] = {
        "CSV": (csv_view, (written, plain_part("locales", locales))),
        "TBX": (tbx_view, (shown, plain_part("site", (title, source.tag, url)))),
        "JSON": (json_view, (shown,)),
    }
    for name, (view, parts) in files.items():
        yield make_job(plot, page_target(config, TABLES[name]), "", None, view, parts)


def _terms_part(plot: Plot, pages: Sequence[Page], entry_of: Callable[[Page], Entry]) -> Part:
    """The terms with their addresses; the body of a term is not part of them."""
    config = plot.config
    tags = {locale.key: locale.tag for locale in config.languages}
    settings = digest_of(config.base_url, tags)
    digests = (
        word
        for page in pages
        for word in (page.text.front, page.text.wordings, page.group.digest, page.group.key, page.target.url)
    )
    locales = ",".join(page.locale for page in pages)
    urls = [absolute(config, page.target.url) for page in pages]
    given = (pages, urls, tags, entry_of)
    return Part("terms", digest_of_words(settings, locales, *digests), _make_concepts, given)


def _make_concepts(
    pages: Sequence[Page], urls: Sequence[str], tags: dict[str, str], entry_of: Callable[[Page], Entry]
) -> tuple[Concept, ...]:
    from microsite.glossary.exchange import Concept, make_sheet  # only where one of them is made anew

    sheets: dict[str, list[TermSheet]] = {}
    for page, url in zip(pages, urls, strict=True):
        sheets.setdefault(page.group.key, []).append(make_sheet(entry_of(page), tags[page.locale], url))
    return tuple(Concept(key, tuple(found)) for key, found in sheets.items())


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
