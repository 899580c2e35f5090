"""Markdown → where its links lead, and which addresses and telephone numbers it gives."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator, Sequence

from microsite.checks.prose.passages import Passage
from microsite.markup.blanks import blank_hidden
from microsite.markup.spans import Spans
from microsite.values.named import NamedTuple

_HTML_LINK = re.compile(r"<a\b[^<>]*?\shref\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_LETTER = r"0-9A-Za-z_\xc0-\u024f"
"""What makes a longer word of an address or a number; Han characters beside it do not."""

_BEFORE_AT = re.compile(rf"(?<![{_LETTER}.+-])(?<!://)[{_LETTER}.+-]{{1,64}}\Z")
_AFTER_AT = re.compile(rf"@[{_LETTER}-]{{1,64}}(?:\.[{_LETTER}-]{{1,64}}){{1,5}}")
_PHONE = re.compile(  # DIN 5008 has no-break spaces in it
    rf"[+(（048](?<![{_LETTER}./:+-].)(?:(?<=\+)[1-9]|(?<=[(（])0|(?<=0)[1-9]|(?<=[48])00-)"
    rf"[0-9 \xa0\u2009\u202f()（）/\u2011–-]{{5,24}}(?<=[0-9])(?![{_LETTER}])"
)
_NAME_BOUND = 64
"""The longest name before the @ of an e-mail address (RFC 5321)."""

_DATE = re.compile(r"[0-9]{2}([/ -])[0-9]{2}\1[0-9]{4}.*")
_LANGUAGE_BEFORE_ENDING = re.compile(r"\.[a-z]{2,3}(?:-[A-Za-z]{2,8})*(?=\.[a-z0-9]{2,4}$)")


class Pointer(NamedTuple):
    """Where something leads, and where that is written (from 1, in code points)."""

    kind: str
    """link, mail or phone."""
    name: str
    """What all ways to write it have in common: `https://www.example.org/` and `http://example.org` are one."""
    written: str
    line: int
    column: int


class Pointers(NamedTuple):
    """All pointers of a text, as plain values: texts with the same names have nothing that differs."""

    names: tuple[str, ...]
    places: tuple[Pointer, ...]


def read_pointers(markdown: str, passages: Sequence[Passage], spans: Spans) -> Pointers:
    """The pointers of a Markdown text, in its order. Its own anchors and pictures are none."""
    text = blank_hidden(markdown, spans.tree)
    found = sorted({*_links(spans), *_mails(text)})
    places = list(_place(found, text))
    if _PHONE.search("\n".join([passage.text for passage in passages])):  # sooner than to search each
        for passage in passages:
            places += _phones(passage)
    places.sort(key=lambda pointer: pointer[3:])
    return Pointers(tuple(sorted({pointer.name for pointer in places})), tuple(places))


def _links(spans: Spans) -> Iterator[tuple[int, str, str]]:
    for mark, place_of in spans.marks:
        if mark.kind == "raw":
            for match in _HTML_LINK.finditer(mark.text):
                yield from _link(html.unescape(match[1]), place_of(mark.place + match.start(1)))
        elif mark.kind == "open" and mark.name == "a":
            place = place_of(mark.place) if mark.place >= 0 else -2 - mark.place
            yield from _link(dict(mark.attributes)["href"], place)


def _link(url: str, place: int) -> Iterator[tuple[int, str, str]]:
    if url and not url.startswith(("#", "mailto:")):
        yield place, "phone" if url.startswith("tel:") else "link", url


def _mails(text: str) -> Iterator[tuple[int, str, str]]:
    if "@" in text:
        for match in _AFTER_AT.finditer(text):
            before = _BEFORE_AT.search(text, max(0, match.start() - _NAME_BOUND), match.start())
            if before:
                yield before.start(), "mail", before[0] + match[0]


def _place(found: list[tuple[int, str, str]], text: str) -> Iterator[Pointer]:
    line, done, newline = 1, 0, -1
    for start, kind, written in found:
        count = text.count("\n", done, start)
        if count:
            line, newline = line + count, text.rfind("\n", done, start)
        done = start
        name = digits_of(written) if kind == "phone" else written.lower() if kind == "mail" else name_of(written)
        yield Pointer(kind, name, written, line, start - newline)


def _phones(passage: Passage) -> Iterator[Pointer]:
    for match in _PHONE.finditer(passage.text):
        digits = digits_of(match[0])
        if len(digits) >= 7 and not _DATE.fullmatch(match[0]):
            line = passage.line + passage.text.count("\n", 0, match.start())
            column = match.start() - passage.text.rfind("\n", 0, match.start())
            yield Pointer("phone", digits, match[0], line, column)


def digits_of(phone: str) -> str:
    """The digits of a telephone number, without the 0 that is dialled only at home: +49 (0)30 1234 → 49301234."""
    return re.sub(r"[^0-9]", "", phone.replace("(0)", "")).removeprefix("00").removeprefix("0")


@functools.lru_cache(maxsize=4096)  # the languages of a text link to the same
def name_of(url: str) -> str:
    """A URL without what does not matter: scheme, www., the slash at the end, the fragment, a file's language."""
    url = url.partition("#")[0].strip()
    _, separator, rest = url.partition("://")
    if separator:
        host, slash, path = rest.partition("/")
        return f"//{host.lower().removeprefix('www.')}{slash}{path}".rstrip("/")
    url = url.removeprefix("./")
    if url.startswith("//"):
        return url.rstrip("/")
    return _LANGUAGE_BEFORE_ENDING.sub("", url) if "." in url else url.rstrip("/") or "/"
