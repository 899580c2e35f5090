"""What lists, sitemaps and the pages of an entry tell of its group, made where it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from microsite.engine.memory import Memory
from microsite.model.cards import last_change
from microsite.model.digests import digest_of_words
from microsite.model.parts import Given
from microsite.model.records import TermVersion, Version, Versions
from microsite.model.site import Group, Site
from microsite.values.named import NamedTuple


class GroupFacts(NamedTuple):
    """Of a group: the versions of its pages, the days of its last changes, and a digest of more than lists show of it.

    `terms` are what its entries say of a term, by language. The digest is of all that its entries come from, but for
    the site's configuration and addresses, and for their bodies.
    """

    versions: Given[Versions]
    updated: Given[Mapping[str, str]]
    terms: Given[Mapping[str, TermVersion]]
    glance: str


def find_facts(site: Site, group: Group, memory: Memory) -> GroupFacts:
    """The facts of a group of the site."""
    key = group.kind, group.key
    pages = [site.pages.get((*key, locale.key)) for locale in site.config.languages]
    found = tuple([page for page in pages if page])

    def find_versions() -> Versions:
        of = [Version(page.locale, page.target.url, page.is_fallback, page.entry.title) for page in found]
        return Versions(tuple(of), group.source)

    def find_updated() -> Mapping[str, str]:
        return {locale: last_change(entry) for locale, entry in group.entries.items()}

    def find_terms() -> Mapping[str, TermVersion]:
        return {key: TermVersion(entry.title, entry.summary, entry.forms) for key, entry in group.entries.items()}

    def make() -> GroupFacts:
        glance = digest_of_words(group.digest, *[text.outline for text in group.texts.values()])
        return GroupFacts(Given.later(find_versions), Given.later(find_updated), Given.later(find_terms), glance)

    return memory.once(("facts", key), found, make)
