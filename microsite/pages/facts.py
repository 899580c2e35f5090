"""What lists, sitemaps and the pages of an entry tell of its group, made where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from microsite.engine.memory import Memory
from microsite.model.cards import last_change
from microsite.model.digests import digest_of_words
from microsite.model.parts import Given
from microsite.model.records import TermVersion, Version, Versions
from microsite.model.site import Group, Site
from microsite.values.named import NamedTuple


class GroupFacts(NamedTuple):
    """Of a group: the versions of its pages, the days of its last changes, and a digest of more than lists show of it.

    `terms` are what its entries say of a term, by language, and `wordings` all that it is found by, as (wording, Babel
    locale). The digest is of all that its entries come from, but for the site's configuration and addresses, and for
    their bodies.
    """

    versions: Given[Versions]
    updated: Given[Mapping[str, str]]
    terms: Given[Mapping[str, TermVersion]]
    wordings: Given[tuple[tuple[str, str], ...]]
    glance: str


def find_facts(site: Site, group: Group, memory: Memory) -> GroupFacts:
    """The facts of a group of the site."""
    key = group.kind, group.key
    languages = site.config.languages
    pages = [site.pages.get((*key, locale.key)) for locale in languages]
    found = tuple([page for page in pages if page])

    def find_versions() -> Versions:
        of = [Version(page.locale, page.target.url, page.is_fallback, page.entry.title) for page in found]
        return Versions(tuple(of), group.source)

    def find_updated() -> Mapping[str, str]:
        return {locale: last_change(entry) for locale, entry in group.entries.items()}

    def find_terms() -> Mapping[str, TermVersion]:
        return {key: TermVersion(entry.title, entry.summary, entry.forms) for key, entry in group.entries.items()}

    def find_wordings() -> tuple[tuple[str, str], ...]:
        babels = {locale.key: locale.babel for locale in languages}
        return tuple([(text, babels[locale]) for locale, text in _list_wordings(group)])

    def make() -> GroupFacts:
        glance = digest_of_words(group.digest, *[text.outline for text in group.texts.values()])
        of_entries = Given.later(find_terms), Given.later(find_wordings)
        return GroupFacts(Given.later(find_versions), Given.later(find_updated), *of_entries, glance)

    return memory.once(("facts", key), (found, languages), make)


def _list_wordings(group: Group) -> Iterator[tuple[str, str]]:
    """The wordings of a group in all languages, as (locale, wording), and its `sort`, with and without spaces."""
    for locale, entry in group.entries.items():
        yield from ((locale, text) for text in dict.fromkeys((entry.sort, "".join(entry.sort.split()))) if text)
        for wording in (entry.title, *entry.forms, *(entry.term.inflections if entry.term else ())):
            yield locale, wording
