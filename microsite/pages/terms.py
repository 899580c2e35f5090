"""The parts of pages that come of the glossary: which terms a body leads to, and what a term's page shows of others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import NOTE_ID, Group, Page
from microsite.pages.jobs import Part, TermLink, TermLinks, TermVersion
from microsite.pages.plot import Plot, cards_part


def terms_part(plot: Plot, page: Page) -> Part:
    """The terms that the body of a page leads to, and its mentions of them.

    The digest moves with the links and what is shown of their terms; of where the mentions are, that of the scan tells.
    """
    locale = page.entry.locale
    found = plot.terms.keys_by_page.get((page.group.kind, page.group.key, locale), ())
    scan = plot.terms.scans.get(page.text.digest)
    tag = plot.site.locale(locale).tag if page.is_fallback else ""
    terms = [plot.site.pages["glossary", key, locale] for key in found]
    claimed = page.text.claimed
    digest = digest_of_words(scan.digest if scan else "", tag, digest_of(claimed), *(term.card for term in terms))
    return Part("terms", digest, _make_terms, (terms, claimed, scan.mentions if scan else (), tag))


def _make_terms(terms: Sequence[Page], claimed: str, mentions: Sequence[tuple[int, int, str]], tag: str) -> TermLinks:
    taken = frozenset(claimed.split("\n"))
    return TermLinks(tuple([_make_link(term, taken) for term in terms]), tuple(mentions), tag)


def _make_link(term: Page, taken: Collection[str]) -> TermLink:
    """What a page shows of a term. An anchor of the page may have taken the name that the term's popover would have."""
    id_ = NOTE_ID + term.group.key
    while id_ in taken:
        id_ += "_"
    short = term.entry.summary
    return TermLink(term.group.key, id_ if short else "", term.entry.title, short, term.target.url)


def term_parts(plot: Plot, page: Page) -> tuple[Part, ...]:
    """What the page of a term shows of other pages: who mentions it, what else is worth a look, other languages."""
    others = (("glossary", key, page.locale) for key in (page.entry.term.see_also if page.entry.term else ()))
    see_also = [found for other in others if (found := plot.site.pages.get(other))]
    return (
        cards_part(plot, "mentioned_in", mentioning(plot, page)),
        cards_part(plot, "see_also", see_also),
        Part("translations", translations_digest(page), _make_translations, (page.group,)),
    )


def mentioning(plot: Plot, page: Page) -> Sequence[Page]:
    """The pages that lead to a term's page; none to one on which another language stands in."""
    return () if page.is_fallback else plot.mentioning.get((page.group.key, page.locale), ())


def translations_digest(page: Page) -> str:
    """The digest of what a term's page shows of its other languages."""
    return digest_of_words(page.group.digest, *(f"{key} {text.front}" for key, text in page.group.texts.items()))


def _make_translations(group: Group) -> Mapping[str, TermVersion]:
    return {key: TermVersion(entry.title, entry.summary, entry.forms) for key, entry in group.entries.items()}


def term_glance(plot: Plot, page: Page) -> tuple[str, ...]:
    """Digests that move if one of `term_parts` does."""
    cards = digest_of_words(*(found.card for found in mentioning(plot, page)))
    return plot.settings[page.locale], translations_digest(page), cards
