"""The parts of pages that come of the glossary: which terms a body leads to, and what a term's page shows of others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from microsite.model.entries import NOTE_ID
from microsite.model.kinds import TERMS
from microsite.model.parts import Given, Part, make_part, same
from microsite.model.records import Card, TermLink, TermLinks
from microsite.model.site import Page
from microsite.pages.plot import Plot, cards_part


def terms_part(plot: Plot, page: Page) -> Part:
    """The terms that the body of a page leads to.

    The digest of the scan is given so that this one moves with which mentions there are; where these stand comes with
    the body, and moves with that.
    """
    locale = page.entry.locale
    found = plot.terms.keys_by_page.get((page.group.kind, page.group.key, locale), ())
    scan = plot.terms.scans.get(page.text.digest)
    tag = plot.site.locale(locale).tag if page.is_fallback else ""
    own = Given((page.text.claimed, scan.digest if scan else "", tag))
    terms = [plot.site.pages[TERMS.name, key, locale].card for key in found]
    return make_part("terms", own, terms, make=_make_terms)


def _make_terms(own: tuple[str, str, str], terms: Sequence[Card]) -> TermLinks:
    claimed, _, tag = own
    taken = frozenset(claimed.split("\n"))
    return TermLinks(tuple([_make_link(term, taken) for term in terms]), tag)


def _make_link(term: Card, taken: Collection[str]) -> TermLink:
    """What a page shows of a term. An anchor of the page may have taken the name that the term's popover would have."""
    id_ = NOTE_ID + term.key
    while id_ in taken:
        id_ += "_"
    return TermLink(term.key, id_ if term.summary else "", term.title, term.summary, term.url)


def term_parts(plot: Plot, page: Page) -> tuple[Part, ...]:
    """What the page of a term shows of other pages: who mentions it, what else is worth a look, other languages."""
    others = ((page.group.kind, key, page.locale) for key in (page.entry.term.see_also if page.entry.term else ()))
    see_also = [found for other in others if (found := plot.site.pages.get(other))]
    translations = plot.facts[page.group.kind, page.group.key].terms
    return (
        cards_part("mentioned_in", mentioning(plot, page)),
        cards_part("see_also", see_also),
        make_part("translations", translations, make=same),
    )


def mentioning(plot: Plot, page: Page) -> Sequence[Page]:
    """The pages that lead to a term's page; none to one on which another language stands in."""
    return () if page.is_fallback else plot.mentioning.get((page.group.key, page.locale), ())


def term_glance(plot: Plot, page: Page) -> tuple[str, ...]:
    """Digests that move if one of `term_parts` does, beside those of all pages."""
    return plot.settings[page.locale], *[found.glance for found in mentioning(plot, page)]
