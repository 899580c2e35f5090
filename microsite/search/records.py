"""What an index is told of the pages of a language: their texts as readers see them, and what else finds them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

from microsite.engine.bodies import read_body, read_uses
from microsite.model.cards import text_for
from microsite.model.entries import Entry, Text
from microsite.model.kinds import LINKED
from microsite.model.site import Group, Page
from microsite.pages.jobs import Meanings
from microsite.pages.plot import Plot
from microsite.pages.views import write_figures
from microsite.render.assemble import write_marks
from microsite.search.words import find_forms, find_name, find_parts, space_out
from microsite.values.named import NamedTuple

END = "‖"
"""Stands between what readers see of a text and what else finds it; see search.js."""

UNSHOWN = "⁞"
"""Stands before what only an index has: parts of words need not be loaded with a page that is found."""

_TAG = re.compile(r'</?([a-z][a-z0-9]*)[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_PARTING = re.compile(
    "address|article|aside|blockquote|br|caption|d[dlt]|details|div|fig.*|h[1-6r]|li|ol|p|pre|section|summary|t(?!ime).*|ul"
)
"""Elements that part words; all others stand within a line."""


class Findable(NamedTuple):
    """A page as an index knows it; `names` are what it is called in any language, `others` what it mentions."""

    url: str
    title: str
    text: str
    names: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    babel: str

    def as_plain(self) -> dict[str, object]:
        """The same as Pagefind wants it: all words apart, and what finds the page beside its own."""
        of_names = dict.fromkeys(form for name in self.names for form in find_name(*name))
        said = f"{self.title} {self.text}"
        more = dict.fromkeys(find_forms(said, self.babel))
        more |= dict.fromkeys(form for name in self.others for form in find_name(*name))
        parts = dict.fromkeys(find_parts(said, self.babel))
        others = " ".join(form for form in more if form not in of_names)
        unshown = " ".join(part for part in parts if part not in of_names and part not in more)
        content = f"{space_out(self.text)} {END} {others} {UNSHOWN} {unshown}"
        meta = {"title": space_out(self.title), "names": " ".join(of_names)}
        return {"url": self.url, "content": content, "meta": meta}


def make_records(plot: Plot, locale: str, fetch: Callable[[Text], bytes]) -> Iterator[Findable]:
    """The pages that a language has of its own, in the site's order: what stands in for a translation is not one."""
    terms = {group.key: group for group in plot.site.groups if group.kind in LINKED}
    for page in find_pages(plot, locale):
        yield _make_record(plot, page, fetch(page.text), terms)


def find_pages(plot: Plot, locale: str) -> Iterator[Page]:
    """The pages that an index of a language has, in the site's order."""
    return (page for page in plot.site.pages.values() if page.locale == locale and not page.is_fallback)


def _make_record(plot: Plot, page: Page, written: bytes, terms_by_key: Mapping[str, Group]) -> Findable:
    group, entry = page.group, page.entry
    keys = plot.terms.keys_by_page.get((group.kind, group.key, page.locale), ())
    terms = [terms_by_key[key] for key in keys if key in terms_by_key]
    body = _read_text(plot, page, written)
    captions = (text_for(text, page.locale) for one in group.data.pictures for text in (one.alt, one.caption))
    text = " ".join(filter(None, (entry.summary, entry.place, body, *captions)))
    names = tuple(dict.fromkeys(find_names(plot, group)))
    others = tuple(dict.fromkeys(name for term in terms for name in find_names(plot, term)))
    return Findable(page.target.url, entry.title, text, names, others, plot.config.locale(page.locale).babel)


def _read_text(plot: Plot, page: Page, written: bytes) -> str:
    """The body of a page as readers see it, without marks."""
    known = page.group.data.figures
    uses = tuple((known.get(use.name), use.style) for use in read_uses(written).figures)
    body, _ = read_body(written)
    frame = plot.shared[page.locale].frame
    shown = write_marks(body, write_figures(Meanings(page.entry.locale, {}, uses), frame))
    return html.unescape(_TAG.sub(lambda tag: " " if _PARTING.fullmatch(tag[1]) else "", shown))


def find_names(plot: Plot, group: Group) -> Iterator[tuple[str, str]]:
    """What an entry is called in each language, with that."""
    for locale in plot.config.languages:
        if entry := group.entries.get(locale.key):
            yield from ((name, locale.babel) for name in _names_of(entry))


def _names_of(entry: Entry) -> Iterator[str]:
    """With those that it should not be called: readers do not know that."""
    facts = entry.term.inflections + tuple(word for word, _ in entry.term.forbidden) if entry.term else ()
    return filter(None, (entry.title, entry.sort, *entry.forms, *facts))
