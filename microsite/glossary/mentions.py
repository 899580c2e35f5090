"""Where the HTML of a Document mentions the terms of a glossary.

Matching runs over the text of a block, without its tags: a wording that an inline tag cuts is no mention, but hides the
shorter ones in it as any other does. So does a wording where no link may be, and one of the page's own term.
"""

from __future__ import annotations

import functools
import html as entities
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

from microsite.content.references import SCHEME, parse_address
from microsite.glossary.wordings import BORDER, Glossary
from microsite.markup.clean import read_attributes
from microsite.model.kinds import KIND_BY_FOLDER
from microsite.values.named import NamedTuple

_TOKEN = re.compile(
    r"(</?[A-Za-z][^\"<>]*(?:\"[^\"]*\"[^\"<>]*)*>"  # a tag
    r"|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][0-9A-Za-z]*);"  # a character
    "|\ue000[0-9]+\ue001)"  # a figure
)
_TAG = re.compile(r"</?([A-Za-z][\w-]*)([^>]*)")
_HREF = re.compile(r' href="([^"]*)"')
_INLINE_NAMES = (
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u "
    "var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})

_BLOCK_NAMES = "p ul ol li blockquote table thead tbody tr th td div hr pre"

_NEVER, _LINK, _HEADING, _APART = 1, 2, 4, 8
_OPENS, _CLOSES, _ALONE = range(3)
_Tag = tuple[int, bool, int]
_ZONES = {
    **dict.fromkeys(("code", "pre", "kbd", "samp", "script", "style", "textarea", "svg", "math"), _NEVER),
    **dict.fromkeys(("rt", "rp"), _NEVER | _APART),  # a reading stands in the middle of what is read
    **dict.fromkeys(_HEADINGS, _HEADING),
    "a": _LINK,
    "summary": _LINK,  # a control, in which no other may be
}


class Mention(NamedTuple):
    """A term in the HTML of a Document, in code points."""

    start: int
    end: int
    key: str


class _Stretch(NamedTuple):
    """Some text of a page: where it begins there, where it stands in the HTML, and what holds in it."""

    at: int
    start: int
    run: int  # differs where a tag stands between
    zones: int
    section: int
    written: int  # of one character that is written as an entity, how many it has here; else 0


_Plain = tuple[int, int, int, int, int, int]
"""A stretch without its class: a page has a hundred."""


class _Page(NamedTuple):
    text: str
    stretches: list[_Plain]
    links: list[tuple[int, str]]  # section and address


class _Place(NamedTuple):
    start: int
    end: int
    key: str
    zones: int
    section: int
    is_cut: bool


def find_mentions(
    html: str,
    glossary: Glossary,
    *,
    own: str = "",
    per: Literal["section", "page"] = "section",
    in_headings: bool = False,
) -> tuple[Mention, ...]:
    """The first mention of each term in each section, or on the page, where a link may be; none of the term `own`.

    A section begins at each heading. Where an author has linked to a term, nothing else mentions it.
    """
    if not glossary:
        return ()
    page, places = _read(html), _find(html, glossary)
    whole = per != "section"
    seen = {(0 if whole else section, key) for section, url in page.links if (key := _linked_term(url, own))}
    barred = _NEVER | _LINK | (0 if in_headings else _HEADING)
    mentions = []
    for place in places:
        if place.is_cut or place.zones & barred or place.key == own:
            continue
        first = (0 if whole else place.section, place.key)
        if first not in seen:
            seen.add(first)
            mentions.append(Mention(place.start, place.end, place.key))
    return tuple(mentions)


def find_wordings(html: str, glossary: Glossary) -> tuple[Mention, ...]:
    """Every occurrence outside code and `.no-terms`: in links and headings too, and with tags in it."""
    if not glossary:
        return ()
    places = _find(html, glossary)
    return tuple(Mention(place.start, place.end, place.key) for place in places if not place.zones & _NEVER)


def read_text(html: str) -> str:
    """What readers read, with borders between its blocks."""
    return _read(html).text


@functools.lru_cache(maxsize=1)  # one text is searched for several things, one after the other
def _find(html: str, glossary: Glossary) -> tuple[_Place, ...]:
    return tuple(_places(_read(html), glossary))


def _places(page: _Page, glossary: Glossary) -> Iterator[_Place]:
    stretches = page.stretches
    for found in glossary.find(page.text):
        first, last = (bisect_left(stretches, (at,)) - 1 for at in (found.start + 1, found.end))
        head, tail = _Stretch(*stretches[first]), _Stretch(*stretches[last])
        zones = 0
        for stretch in stretches[first : last + 1]:
            zones |= stretch[3]
        end = tail.start + (tail.written or found.end - tail.at)
        yield _Place(head.start + found.start - head.at, end, found.key, zones, head.section, head.run != tail.run)


@functools.lru_cache(maxsize=4096)  # texts link to the same terms
def _linked_term(url: str, own: str) -> str:
    """The key of the term that an address in a text names; "" if it is none. Terms name each other by file alone."""
    if ".md" not in url or SCHEME.match(url):
        return ""
    folder, _, name = parse_address(url).path.rpartition("/")
    kind = KIND_BY_FOLDER.get(folder.rpartition("/")[2])
    if not name.endswith(".md") or not ((kind and kind.is_linked) or (own and folder in ("", "."))):
        return ""
    return name.partition(".")[0]


@functools.lru_cache(maxsize=1)  # see above
def _read(html: str) -> _Page:
    """The text of the HTML with what is known of each of its stretches."""
    out: list[str] = []
    stretches: list[_Plain] = []
    links: list[tuple[int, str]] = []
    stack: list[int] = []
    at = place = run = section = zones = 0
    pieces = _TOKEN.split(html)
    for text, token in zip(pieces[::2], (*pieces[1::2], ""), strict=True):
        if text and not zones & _APART:
            out.append(text)
            stretches.append((at, place, run, zones, section, 0))
            at += len(text)
        place += len(text)
        if token[:1] == "<":
            run += 1
            kind, is_inline, inner = _TAGS.get(token) or _tag(token)
            if not is_inline:
                out.append(BORDER)
                at += 1
            if kind == _CLOSES:
                zones = stack.pop() if stack else 0
            elif kind == _OPENS:
                stack.append(zones)
                zones |= inner
                section += inner & _HEADING == _HEADING
                if inner & _LINK:
                    links += [(section, entities.unescape(url)) for url in _HREF.findall(token)]
        elif token and not zones & _APART:
            out.append(BORDER if token[0] == "\ue000" else entities.unescape(token)[:1])
            stretches.append((at, place, run, zones, section, len(token)))
            at += 1
        place += len(token)
    return _Page("".join(out), stretches, links)


def _tag(token: str) -> _Tag:
    """What a tag does: (kind, is it within a line, what holds in it)."""
    name, attributes = _TAG.match(token).groups()  # type: ignore[union-attr] # a token that begins with <
    if token[1] == "/":
        return _CLOSES, name in _INLINE, 0
    zones = _ZONES.get(name, 0)
    if attributes:
        zones |= _attribute_zones(name, attributes)
    return _ALONE if name in _VOID else _OPENS, name in _INLINE, zones


_TAGS = {
    tag: _tag(tag) for name in (*_INLINE, *_HEADINGS, *_BLOCK_NAMES.split()) for tag in (f"<{name}>", f"</{name}>")
}
"""The tags without attributes that most texts are made of, so that they are looked at once."""


def _attribute_zones(name: str, attributes: str) -> int:
    """What the attributes of an element say of what is in it."""
    values = dict(read_attributes(attributes)) if "no-terms" in attributes or "fnref" in attributes else {}
    is_reference = name == "sup" and values.get("id", "").startswith("fnref")
    never = is_reference or "no-terms" in values.get("class", "").split()
    return _NEVER * never | _APART * is_reference
