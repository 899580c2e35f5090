"""Which terms of the glossary each text mentions, where, and what it says instead of them: worked out once a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from microsite.engine.crew import Crew
from microsite.engine.memory import Memory
from microsite.engine.packing import Plain
from microsite.glossary.scan import Scan, search_texts
from microsite.model.cards import make_naming
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import Prose, Text
from microsite.model.kinds import KINDS, LINKED
from microsite.model.policies import GlossaryUse
from microsite.model.site import Group, PageKey, Site
from microsite.site.addresses import Addresses
from microsite.values.named import NamedTuple


class Terms(NamedTuple):
    """What the texts of a site have to do with its glossary.

    `scans` by the digest of the text. `digest_by_locale` is of all wordings of a language, and of what is linked.
    `keys_by_page` are the terms that the body of a page leads to in its language: those that it mentions, then those
    that its author links to. Where a text stands in for another language, it is the page of the text that tells.
    """

    scans: Mapping[str, Scan]
    digest_by_locale: Mapping[str, str]
    keys_by_page: Mapping[PageKey, tuple[str, ...]]


_NOTHING = Scan()

_NOT_LINKED = frozenset(KINDS) - LINKED
"""The kinds whose names lead to no term."""


def find_terms(
    site: Site,
    addresses: Addresses,
    memory: Memory,
    crew: Crew,
    fetch: Callable[[Text], bytes],
    find_prose: Callable[[Text], Prose | None],
    languages: Iterable[str],
    *,
    is_asked: bool = False,
) -> Terms:
    """Search texts that were not searched yet for these wordings: linked, forbidden, or asked-for ones.

    `fetch` gives the converted body of a text, `find_prose` what its author wrote. Of `languages` that the site does
    not have now, what is known is kept.
    """
    known: dict[str, dict[str, Scan]] = {}
    digests: dict[str, str] = {}
    groups = [group for group in site.groups if group.kind in LINKED]
    for locale in site.config.languages:
        terms = [group for group in groups if locale.key in group.entries]
        digests[locale.key] = _wordings_digest(terms, locale.key, locale.tag, site.config.glossary)
        if (terms and is_asked) or _is_searched(terms, locale.key, site.config.glossary):
            name, digest = f"mentions {locale.key}", digests[locale.key]
            known[locale.key] = memory.recall(name, digest, _unpack) or {}
    for key in set(languages) - digests.keys():
        memory.retain(f"mentions {key}")
    texts = {key: {text.digest: text for group in site.groups if (text := group.texts.get(key))} for key in known}
    unknown = [(key, text) for key, found in texts.items() for text in found.values() if text.digest not in known[key]]
    fresh = search_texts(site, groups, unknown, crew, fetch, find_prose) if unknown else {}
    scans: dict[str, Scan] = {}
    for key, found in texts.items():
        before = known[key]
        now = {digest: before.get(digest) or fresh[digest] for digest in found}
        if now.keys() != before.keys():
            memory.keep(f"mentions {key}", digests[key], now, {digest: tuple(scan) for digest, scan in now.items()})
        scans |= now
    return Terms(scans, digests, _find_keys(site, addresses, scans, memory) if groups else {})


def _find_keys(
    site: Site, addresses: Addresses, scans: Mapping[str, Scan], memory: Memory
) -> Mapping[PageKey, tuple[str, ...]]:
    """The terms that each page leads to, if it does to any."""
    terms = (page for page in site.pages.values() if page.group.kind in LINKED and not page.is_fallback)
    key_by_address = {f"{page.locale} {page.target.url}": page.group.key for page in terms}
    key_by_name: dict[str, dict[str, str]] = {locale.key: {} for locale in site.config.languages}

    def find(_: str, place: PageKey, text: Text, scan: Scan) -> tuple[str, ...]:
        known, locale = key_by_name[place[2]], place[2]
        found = dict.fromkeys(key for _, _, key in scan.mentions)
        for name in text.names:
            key = known.get(name)
            if key is None:  # thousands of pages name the same
                address = "" if name.partition(":")[0] in _NOT_LINKED else addresses.describe(name, locale)
                is_here = address.startswith(f"{locale} ")
                key = known[name] = key_by_address.get(address, "") if is_here else ""
            if key and not (place[1] == key and place[0] in LINKED):
                found[key] = None
        return tuple(found)

    leading = digest_of_words(addresses.digest, *key_by_address)
    inputs = {
        place: (leading, place, page.text, scans.get(page.text.digest, _NOTHING))
        for place, page in site.pages.items()
        if not page.is_fallback
    }
    return {place: keys for place, keys in memory.each("keys", inputs, find).items() if keys}


def _is_searched(terms: Sequence[Group], locale: str, use: GlossaryUse) -> bool:
    """True if there is anything to find: terms that are linked, or wordings that are not to be used."""
    facts = (group.entries[locale].term for group in terms)
    return bool(terms) and (use.mentions != "off" or any(one.forbidden for one in facts if one))


def _unpack(plain: Plain) -> dict[str, Scan]:
    return {digest: Scan._make(scan) for digest, scan in plain.items()}


def _wordings_digest(terms: Sequence[Group], locale: str, tag: str, use: GlossaryUse) -> str:
    """The digest of the wordings that a language is searched for, and of the rule for mentions."""
    words = [tag, use.mentions, str(use.headings)]
    for group in terms:
        text, entry = group.texts[locale], group.entries[locale]
        written = text.entry
        shown = entry.title, entry.forms
        has_figures = written is not None and (written.title, written.forms) != shown  # they are written out by now
        words += group.key, digest_of(make_naming(entry)) if has_figures else text.wordings
    return digest_of_words(*words)
