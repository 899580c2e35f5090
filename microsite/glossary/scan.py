"""What a text says of the glossary: where it mentions terms, and what it says instead of them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from microsite.engine.bodies import read_body
from microsite.engine.crew import Crew, share
from microsite.engine.packing import Plain
from microsite.glossary.sought import Sought, seek
from microsite.markup.places import Finder
from microsite.model.digests import digest_of_words
from microsite.model.entries import Prose, Text
from microsite.model.kinds import LINKED
from microsite.model.policies import GlossaryUse
from microsite.model.site import Group, Site
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.glossary.mentions import Mention


_TAG = re.compile("<[^>]*>")

_LETTER = "[A-Za-z\xc0-\u024f]"


class Search(NamedTuple):
    """A text to be searched. `own` is its key if it is a term's: that does not lead to itself, and may say anything."""

    path: str
    locale: str
    own: str
    title: str
    summary: str
    written: bytes


class Misuse(NamedTuple):
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
    they only stand elsewhere since the text around them moved. `used` are the terms that it has anywhere, `implied`
    those that it has only within longer words or in forms that nobody has written down.
    """

    mentions: tuple[tuple[int, int, str], ...] = ()
    digest: str = ""
    used: tuple[str, ...] = ()
    misuses: tuple[tuple[str, int, str, int, int, int], ...] = ()
    implied: tuple[str, ...] = ()


def search_texts(
    site: Site,
    groups: Sequence[Group],
    unknown: Sequence[tuple[str, Text]],
    crew: Crew,
    fetch: Callable[[Text], bytes],
    find_prose: Callable[[Text], Prose | None],
) -> dict[str, Scan]:
    """What is in texts of these languages, by the digest of the text."""
    languages = {key for key, _ in unknown}
    sought = {key: seek(groups, key, site.locale(key).tag) for key in sorted(languages)}

    def make_search(wanted: tuple[str, Text]) -> Search:
        key, text = wanted
        return _make_search(key, text, fetch(text))

    common = sought, site.config.glossary
    found = share(crew, scan_texts, unknown, make=make_search, common=common, label=_path)
    scans: dict[str, Scan] = {}
    for (_, text), plain in zip(unknown, found, strict=True):
        scan = Scan._make(plain)
        scans[text.digest] = scan._replace(misuses=_place(scan, text, find_prose)) if scan.misuses else scan
    return scans


def _make_search(locale: str, text: Text, written: bytes) -> Search:
    entry = text.entry
    own = entry.key if entry and entry.kind in LINKED else ""
    title, summary = (entry.title, entry.summary) if entry else ("", "")
    return Search(text.path, locale, own, title, summary, written)


def _path(wanted: tuple[str, Text]) -> str:
    return wanted[1].path


def scan_texts(searches: Sequence[Search], common: tuple[Mapping[str, Sought], GlossaryUse]) -> Iterator[Plain]:
    """The fields of a `Scan` for each search, one after the other: what a worker process is sent.

    Slips have no place yet: of those above the body, the line is -2 (title) or -1 (summary).
    """
    sought, use = common
    for search in searches:
        yield _scan(search, sought[search.locale], use)


def _scan(search: Search, sought: Sought, use: GlossaryUse) -> Plain:
    from microsite.glossary.mentions import find_mentions, find_wordings, read_text  # see `wordings_of`

    body = read_body(search.written)[0] if search.written else ""
    mentions: tuple[Mention, ...] = ()
    if use.mentions != "off" and body:
        mentions = find_mentions(body, sought.leading, own=search.own, per=use.mentions, in_headings=use.headings)
    used = {mention.key for mention in mentions}
    misuses = []
    title, summary = _escaped(search.title), _escaped(search.summary)
    for text in (body, title + summary):
        for mention in find_wordings(text, sought.watched):
            key, dot, number = mention.key.partition(".")
            if not dot:
                used.add(key)
            elif not search.own:
                line = 0 if text is body else -2 if mention.start < len(title) else -1
                written = html.unescape(_TAG.sub("", text[mention.start : mention.end]))
                misuses.append((key, int(number), " ".join(written.split()), line, 0, 0))
    used.discard(search.own)
    find = sought.in_any_form.find
    implied = {*find(read_text(body)), *find(f"{search.title}\n\n{search.summary}")} - used - {search.own}
    places = tuple(tuple(mention) for mention in mentions)
    return places, _mentions_digest(body, mentions), tuple(sorted(used)), tuple(misuses), tuple(sorted(implied))


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
    """The misuses of a text with lines and columns, as far as its author wrote what readers get."""
    entry, prose = text.entry, find_prose(text)
    above = {-2: entry.title_line, -1: entry.summary_line} if entry else {}
    body = Finder(prose) if prose else None
    placed = []
    for misuse in map(Misuse._make, scan.misuses):
        if misuse.line:
            placed.append(misuse._replace(line=above.get(misuse.line, 1), column=1))
        elif body:
            span = body.find(_pattern(misuse.written))
            placed.append(misuse._replace(line=span.line, column=span.column, length=span.length))
    return tuple((*misuse,) for misuse in placed)


def _pattern(written: str) -> str:
    """What finds a wording in Markdown: not in an address, nor, if it has letters at its ends, in a longer word."""
    words = r"\s+".join(map(re.escape, written.split()))
    before = f"(?<!{_LETTER})" if re.match(_LETTER, written) else ""
    after = f"(?!{_LETTER})" if re.match(_LETTER, written[-1]) else ""
    return f"(?<![/#]){before}{words}{after}"
