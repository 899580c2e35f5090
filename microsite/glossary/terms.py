"""Which terms of the glossary each text mentions, where, and what it says instead of them: worked out once a text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from microsite.engine.bodies import read_body
from microsite.engine.crew import Crew, share
from microsite.engine.digests import digest_of, digest_of_words
from microsite.engine.memory import Memory
from microsite.engine.packing import Plain
from microsite.markup.places import Body
from microsite.model.entries import Entry, Group, PageKey, Prose, Site, Text
from microsite.model.policies import GlossaryUse
from microsite.site.linker import Linker

if TYPE_CHECKING:
    from microsite.glossary.mentions import Mention
    from microsite.glossary.wordings import Glossary, Wording

_TAG = re.compile("<[^>]*>")
_LETTER = "[A-Za-z\xc0-\u024f]"


class Sought(NamedTuple):
    """What the texts of a language are searched for: wordings that lead to terms, and these with those not to be used.

    A wording that is not to be used has the key of its term, a dot, and its number there.
    """

    leading: Glossary
    watched: Glossary


class Order(NamedTuple):
    """A text to be searched. `own` is its key if it is a term's: that does not lead to itself, and may say anything."""

    path: str
    locale: str
    own: str
    title: str
    summary: str
    written: bytes


class Slip(NamedTuple):
    """A wording that is not to be used: the term's key, its number there, how it is written, and where."""

    key: str
    number: int
    written: str
    line: int
    column: int
    length: int


class Scan(NamedTuple):
    """What was found in a text.

    `mentions` become links: (start, end, key) in the HTML. `digest` moves if others do in the same text, and not if
    they only stand elsewhere since the text around them moved. `used` are the terms that it has anywhere.
    """

    mentions: tuple[tuple[int, int, str], ...] = ()
    digest: str = ""
    used: tuple[str, ...] = ()
    slips: tuple[tuple[str, int, str, int, int, int], ...] = ()


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


def find_terms(
    site: Site,
    linker: Linker,
    memory: Memory,
    crew: Crew,
    fetch: Callable[[Text], bytes],
    find_prose: Callable[[Text], Prose | None],
    languages: Iterable[str],
    *,
    is_asked: bool = False,
) -> Terms:
    """Search the texts that nobody has searched yet for these wordings: if they are linked, forbidden, or asked for.

    `fetch` gives the converted body of a text, `find_prose` what its author wrote. Of `languages` that the site does
    not have now, what is known is kept.
    """
    known: dict[str, dict[str, Scan]] = {}
    digests: dict[str, str] = {}
    groups = [group for group in site.groups if group.kind == "glossary"]
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
    fresh = _search(site, groups, unknown, crew, fetch, find_prose) if unknown else {}
    scans: dict[str, Scan] = {}
    for key, found in texts.items():
        before = known[key]
        now = {digest: before.get(digest) or fresh[digest] for digest in found}
        if now.keys() != before.keys():
            memory.keep(f"mentions {key}", digests[key], now, {digest: tuple(scan) for digest, scan in now.items()})
        scans |= now
    return Terms(scans, digests, _find_keys(site, linker, scans, memory) if groups else {})


def _find_keys(
    site: Site, linker: Linker, scans: Mapping[str, Scan], memory: Memory
) -> Mapping[PageKey, tuple[str, ...]]:
    """The terms that each page leads to, if it does to any."""
    terms = (page for page in site.pages.values() if page.group.kind == "glossary" and not page.is_fallback)
    key_by_address = {f"{page.locale} {page.target.url}": page.group.key for page in terms}
    key_by_name: dict[str, dict[str, str]] = {locale.key: {} for locale in site.config.languages}

    def find(_: str, place: PageKey, text: Text, scan: Scan) -> tuple[str, ...]:
        known, locale = key_by_name[place[2]], place[2]
        found = dict.fromkeys(key for _, _, key in scan.mentions)
        for name in text.names:
            key = known.get(name)
            if key is None:  # thousands of pages name the same
                address = "" if linker.is_elsewhere(name) else linker.address(name, locale)
                is_here = address.startswith(f"{locale} ")
                key = known[name] = key_by_address.get(address, "") if is_here else ""
            if key and place[:2] != ("glossary", key):
                found[key] = None
        return tuple(found)

    leading = digest_of_words(linker.book, *key_by_address)
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
    """The digest of all that the texts of a language are searched for, and of which mentions are linked."""
    words = [tag, use.mentions, str(use.headings)]
    for group in terms:
        text, entry = group.texts[locale], group.entries[locale]
        written = text.entry
        shown = entry.title, entry.forms
        has_figures = written is not None and (written.title, written.forms) != shown  # they are written out by now
        words += group.key, text.wordings, digest_of(shown) if has_figures else ""
    return digest_of_words(*words)


# ---- what is searched for ---------------------------------------------------------------------------------------


def wordings_of(entry: Entry) -> Iterator[Wording]:
    """The wordings that lead to a term; none if it is deprecated."""
    from microsite.glossary.wordings import Wording  # what is known of all texts needs no regular expressions

    facts = entry.term
    if facts and facts.status != "deprecated":
        for text in dict.fromkeys((entry.title, *entry.forms, *facts.inflections)):
            yield Wording(entry.key, text, _is_exact(text, facts.case), facts.compounds)


def forbidden_of(entry: Entry) -> Iterator[Wording]:
    """The wordings that are not to be used for a term, under its key, a dot, and their number."""
    from microsite.glossary.wordings import Wording  # see `wordings_of`

    for number, (text, _) in enumerate(entry.term.forbidden if entry.term else ()):
        yield Wording(f"{entry.key}.{number}", text, _is_exact(text, ""))


def _is_exact(text: str, case: str) -> bool:
    """True if small and capital letters matter: of abbreviations, unless their term says otherwise."""
    if case:
        return case == "exact"
    letters = [character for character in text if character.isalpha()]
    is_small = any(map(str.islower, letters))
    return len(letters) > 1 and not is_small and any(map(str.isupper, letters))


def _seek(groups: Sequence[Group], locale: str, tag: str) -> Sought:
    from microsite.glossary.wordings import make_glossary  # see `wordings_of`

    entries = [group.entries[locale] for group in groups if locale in group.entries]
    leading = [wording for entry in entries for wording in wordings_of(entry)]
    forbidden = [wording for entry in entries for wording in forbidden_of(entry)]
    glossary = make_glossary(leading, tag)
    return Sought(glossary, make_glossary([*leading, *forbidden], tag) if forbidden else glossary)


# ---- searching --------------------------------------------------------------------------------------------------


def _search(
    site: Site,
    groups: Sequence[Group],
    unknown: Sequence[tuple[str, Text]],
    crew: Crew,
    fetch: Callable[[Text], bytes],
    find_prose: Callable[[Text], Prose | None],
) -> dict[str, Scan]:
    """What is in texts of these languages, by the digest of the text."""
    languages = {key for key, _ in unknown}
    sought = {key: _seek(groups, key, site.locale(key).tag) for key in sorted(languages)}

    def make_order(wanted: tuple[str, Text]) -> Order:
        key, text = wanted
        return _make_order(key, text, fetch(text))

    common = sought, site.config.glossary
    found = share(crew, scan_texts, unknown, make=make_order, common=common, label=_path)
    scans: dict[str, Scan] = {}
    for (_, text), plain in zip(unknown, found, strict=True):
        scan = Scan._make(plain)
        scans[text.digest] = scan._replace(slips=_place(scan, text, find_prose)) if scan.slips else scan
    return scans


def _make_order(locale: str, text: Text, written: bytes) -> Order:
    entry = text.entry
    kind, key, title, summary = (entry.kind, entry.key, entry.title, entry.summary) if entry else ("", "", "", "")
    return Order(text.path, locale, key if kind == "glossary" else "", title, summary, written)


def _path(wanted: tuple[str, Text]) -> str:
    return wanted[1].path


def scan_texts(orders: Sequence[Order], common: tuple[Mapping[str, Sought], GlossaryUse]) -> Iterator[Plain]:
    """The fields of a `Scan` for each order, one after the other: what a worker process is sent.

    Slips have no place yet: of those above the body, the line is -2 (title) or -1 (summary).
    """
    sought, use = common
    for order in orders:
        yield _scan(order, sought[order.locale], use)


def _scan(order: Order, sought: Sought, use: GlossaryUse) -> Plain:
    from microsite.glossary.mentions import find_mentions, find_wordings  # see `wordings_of`

    body = read_body(order.written)[0] if order.written else ""
    mentions: tuple[Mention, ...] = ()
    if use.mentions != "off" and body:
        mentions = find_mentions(body, sought.leading, own=order.own, per=use.mentions, in_headings=use.headings)
    used = {mention.key for mention in mentions}
    slips = []
    title, summary = _escaped(order.title), _escaped(order.summary)
    for text in (body, title + summary):
        for mention in find_wordings(text, sought.watched):
            key, dot, number = mention.key.partition(".")
            if not dot:
                used.add(key)
            elif not order.own:
                line = 0 if text is body else -2 if mention.start < len(title) else -1
                written = html.unescape(_TAG.sub("", text[mention.start : mention.end]))
                slips.append((key, int(number), " ".join(written.split()), line, 0, 0))
    used.discard(order.own)
    places = tuple(tuple(mention) for mention in mentions)
    return places, _mentions_digest(body, mentions), tuple(sorted(used)), tuple(slips)


def _escaped(text: str) -> str:
    return f"<p>{html.escape(text, quote=False)}</p>" if text else ""


def _mentions_digest(body: str, mentions: Sequence[Mention]) -> str:
    """The digest of which mentions of a text become links; "" if none does.

    Each is named by how it is written, and by how often that stands before it: of one text, that is as exact as its
    offset, and does not move with every edit above it.
    """
    words: list[str] = []
    for mention in mentions:
        written = body[mention.start : mention.end]
        words += mention.key, written, str(body.count(written, 0, mention.start))
    return digest_of_words(*words) if words else ""


def _place(
    scan: Scan, text: Text, find_prose: Callable[[Text], Prose | None]
) -> tuple[tuple[str, int, str, int, int, int], ...]:
    """The slips of a text with lines and columns, as far as its author wrote what readers get."""
    entry, prose = text.entry, find_prose(text)
    above = {-2: entry.title_line, -1: entry.summary_line} if entry else {}
    body = Body(prose) if prose else None
    placed = []
    for slip in map(Slip._make, scan.slips):
        if slip.line:
            placed.append(slip._replace(line=above.get(slip.line, 1), column=1))
        elif body:
            span = body.find(_pattern(slip.written))
            placed.append(slip._replace(line=span.line, column=span.column, length=span.length))
    return tuple((*slip,) for slip in placed)


def _pattern(written: str) -> str:
    """What finds a wording in Markdown: not in an address, nor, if it has letters at its ends, in a longer word."""
    words = r"\s+".join(map(re.escape, written.split()))
    before = f"(?<!{_LETTER})" if re.match(_LETTER, written) else ""
    after = f"(?!{_LETTER})" if re.match(_LETTER, written[-1]) else ""
    return f"(?<![/#]){before}{words}{after}"
