"""What is fuzzed: readers of what others write, some inputs to begin with, and what must hold whatever is read.

Each target takes bytes, and raises what its reader raises, or `Broken`.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree

from PIL import Image

from microsite.checks.entry import review
from microsite.checks.sides import Case, Side
from microsite.content.fields.addresses import parse_base_url
from microsite.content.parse import parse_config, parse_entry, parse_group
from microsite.content.texts import make_manuscript, read_bare_text
from microsite.diagnostics.problems import RULES, Diagnostic
from microsite.diagnostics.reports import render_github
from microsite.diagnostics.terminal import render_text
from microsite.glossary.imports import plan_import
from microsite.glossary.table import guard, read_rows, unguard
from microsite.i18n.catalog import parse_catalog
from microsite.markup.clean import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, UNSAFE_SCHEMES, URL_ATTRIBUTES
from microsite.markup.convert import convert
from microsite.model.drawings import find_flaw
from microsite.model.entries import Locale, Prose
from microsite.model.kinds import KINDS
from microsite.model.media import find_signature
from microsite.model.source import Source
from microsite.pictures.developing import Undeveloped, develop
from microsite.pictures.printing import measure, write_print
from microsite.publish.gleaning import look_at
from microsite.publish.policy import unite
from microsite.render.texts import write_markdown, write_plain
from microsite.verify.reading import read_said
from microsite.web.mirror import find_path

LOCALES = (Locale("de", "de", "de_DE", "Deutsch"), Locale("en", "en", "en_US", "English"))
LANGUAGES = frozenset(locale.key for locale in LOCALES)

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ue000-\uf8ff]")
_SVG = "{http://www.w3.org/2000/svg}"


class Broken(AssertionError):  # noqa: N818 - what breaks is a promise
    """Something that was promised does not hold."""


class Target(NamedTuple):
    """What reads bytes, and inputs from which others are made."""

    read: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def hold(promise: bool, *what: object) -> None:  # noqa: FBT001 (as `assert` takes it)
    """Raise `Broken` unless something holds."""
    if not promise:
        raise Broken(*what)


def hold_told(found: Iterable[Diagnostic], path: str) -> None:
    """All that is told has a rule that there is, a place in the file, and nothing in it that a terminal obeys."""
    for one in found:
        hold(one.rule in RULES, one)
        hold(one.span is not None and one.span.path == path and one.span.line >= 0 and one.span.column >= 0, one)
        for told in (render_text([one], lambda _: ""), render_github([one], lambda _: "")):
            hold(not _UNSEEN.search(told), one)


# ---- content --------------------------------------------------------------------------------------------------------


def read_front_matter(data: bytes) -> None:
    """Front matter, files of groups and the configuration."""
    entry = Source("content/pages/a.de.md", "", b"---\n" + data + b"\n---\nText.\n")
    for kind in KINDS.values():
        hold_told(parse_entry(entry, kind, "a", "de", LANGUAGES)[1], entry.path)
    group = Source("content/press/a.yaml", "", data)
    hold_told(parse_group(group, KINDS["press"], "a", LANGUAGES)[1], group.path)
    config = Source("content/site.yaml", "", data)
    read, told = parse_config(config)
    hold_told(told, config.path)
    if read:
        hold(parse_base_url(read.base_url) == (read.base_url, ""), read.base_url)


class _Tags(HTMLParser):
    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Hold an element to the list."""
        hold(tag in ALLOWED_TAGS, tag)
        for name, value in attributes:
            hold(name in ALLOWED_ATTRIBUTES["*"] | ALLOWED_ATTRIBUTES.get(tag, frozenset()), tag, name)
            scheme, colon, _ = "".join((value or "").split()).partition(":")
            hold(not (name in URL_ATTRIBUTES and colon and scheme.lower() in UNSAFE_SCHEMES), tag, value)


def read_markup(data: bytes) -> None:
    """Markdown, and the HTML and the texts to take along that are made of it."""
    text = _as_text(data)
    document, told = convert(Prose("content/pages/a.de.md", text, 4), "de")
    hold_told(told, "content/pages/a.de.md")
    tags = _Tags(convert_charrefs=True)
    tags.feed(document.html)
    tags.close()
    hold(len(document.html) <= 60 * len(text) + 1000, len(text), len(document.html))
    for written in (write_plain(document.html), write_markdown(document.html)):
        hold(len(written) <= 60 * len(text) + 1000, len(text), len(written))


def read_catalog(data: bytes) -> None:
    """A PO file; what it translates has the placeholders of its original."""
    path = "locales/de/LC_MESSAGES/messages.po"
    hold_told(parse_catalog(Source(path, "", data), LOCALES[0])[1], path)


def read_table(data: bytes) -> None:
    """A table of terms; no cell that is written is a formula."""
    rows, told = read_rows(Source("terms.csv", "", data))
    hold_told(told, "terms.csv")
    plan_import(Source("terms.csv", "", data), sorted(LANGUAGES), ())
    plan_import(Source("terms.csv", "", b"key,term.de,short.de,forbidden.de\n" + data), sorted(LANGUAGES), ())
    for text in (cell.text for row in rows for cell in row):
        hold(not guard(text).startswith(("=", "+", "-", "@", "\t", "\r")), text)
        hold(unguard(guard(text)) == text or "'" in text, text)


def read_figures(data: bytes) -> None:
    """Two texts whose figures are compared, as they are and as they are beside a longer one."""
    text = _as_text(data)
    first, _, second = text.partition("\n---\n")
    sides = [_make_side(locale, body) for locale, body in zip(LOCALES, (first, second or first), strict=True)]
    found = review(Case("a", sides[0], (sides[1],)))
    hold(len(str(found)) <= 3000 * len(text) + 100_000, len(text), len(str(found)))


def _make_side(locale: Locale, body: str) -> Side:
    path = f"content/pages/a.{locale.key}.md"
    source = Source(path, "", f"---\ntitle: Messe\n---\n{body}".encode())
    entry = read_bare_text(make_manuscript(source, "page", "a", locale.key, locale.key, LANGUAGES))[0].entry
    source = source if entry else Source(path, "", b"---\ntitle: Messe\n---\n")
    entry = entry or read_bare_text(make_manuscript(source, "page", "a", locale.key, locale.key, LANGUAGES))[0].entry
    if entry is None:
        raise Broken(path)
    return Side(entry, source, locale.tag, locale.babel)


# ---- pictures -------------------------------------------------------------------------------------------------------


def read_drawing(data: bytes) -> None:
    """A drawing; what another reader finds in one that is published can only be looked at."""
    if find_flaw(data):
        return
    for element in ElementTree.fromstring(data).iter():  # noqa: S314 - the reader refuses what is declared
        tag = str(element.tag)
        hold(tag != f"{_SVG}script" and not tag.endswith(("foreignObject", "}a", "}image", "}set", "}animate")), tag)
        for name, value in element.attrib.items():
            plain = name.rpartition("}")[2].lower()
            hold(not plain.startswith("on"), name)
            hold(plain != "href" or value.strip().startswith("#"), value)
    hold(not re.search(r"@import|javascript:", "".join(ElementTree.fromstring(data).itertext()), re.IGNORECASE))  # noqa: S314


def read_picture(data: bytes) -> None:
    """A picture; what is made of it is whole, not larger than its own, and has nothing but pixels and colours."""
    if (signature := find_signature(data)) in {"", "markup", "empty"}:
        return
    developed, made = develop(Undeveloped(data, signature))
    if developed.refusal:
        return
    for rendition in made:
        image = Image.open(io.BytesIO(rendition))
        image.load()
        hold(not {"exif", "xmp", "comment"} & image.info.keys(), image.info.keys())
    if signature in {"png", "jpeg"}:
        printed = measure(data)
        written = write_print(data)
        hold(printed.size == len(written), printed)
        hold(find_signature(written) == signature)
        hold(b"GPS" not in Image.open(io.BytesIO(written)).getexif().tobytes(), "places")


# ---- addresses and built files --------------------------------------------------------------------------------------


def read_address(data: bytes) -> None:
    """Addresses: no path leads out of its folder, and no base URL has more than its parts."""
    text = _as_text(data)
    path = find_path(f"https://a.example/{text}", "https://a.example/", "text/html")
    hold(not path or not {"", ".", ".."} & set(path.split("/")), path)
    hold(all(unicodedata.category(sign) != "Cc" for sign in path), path)
    base_url, complaint = parse_base_url(text)
    hold(bool(base_url) != bool(complaint), base_url, complaint)
    hold(not base_url or (base_url.isascii() and base_url.isprintable() and not set('"<> \\?#{}') & set(base_url)))
    policy = unite([look_at(text)])
    hold(policy.isascii() and policy.isprintable() and '"' not in policy and "$" not in policy, policy)


def read_built(data: bytes) -> None:
    """A file of a built site of whatever generator."""
    for name in ("a.html", "feed.xml", "a.json", "a.css", "a.ics", "robots.txt"):
        said = read_said(name, data)
        hold(all(one.place.path == name for one in said.defects), said.defects)


def _as_text(data: bytes) -> str:
    """What may come behind the decoder: text without the characters that it refuses."""
    return _UNSEEN.sub("", data.decode("utf-8", "replace").replace("\r", "\n"))


def _draw(form: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(file, form)
    return file.getvalue()


TARGETS: Mapping[str, Target] = {
    "front": Target(
        read_front_matter,
        (
            b"title: a\nslug: b\naliases: [/a/]\ndate: 2025-01-01\nfigures: {x: {value: 1, unit: km}}",
            b"title: {de: a}\nbase_url: https://a.example/\nlanguages: {de: {name: D}}\ntheme: {colors: {ink: red}}",
            b"contact: {name: a, email: a@b.example, phone: +49 30 1}\npictures: [{file: a.png, alt: b}]\nx: |\n  a\n",
        ),
    ),
    "markup": Target(
        read_markup,
        (
            b"# a\n\n*b* [c](d.md) ![e](f.png)\n\n- g\n  1. h\n\n> i\n\n| j | k |\n|---|---|\n| l | `m` |\n",
            b"<p markdown=1>{{ a }} [[b]] <b onclick=x>c</b></p>\n\n[^1]: d\n\ne[^1] <https://a.example/> &amp; \\*\n",
            b"```a\nb\n```\n\na\n: b\n\n[a]: <b> 'c'\n\n[a] www.a.example ~~d~~ - [x] {#e}\n---\n",
        ),
    ),
    "catalog": Target(
        read_catalog,
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a %(n)s"\nmsgstr "b %(n)s"\n',),
    ),
    "table": Target(read_table, (b'key,term.de,short.de\na,"b ""c""",=1+1\n', b"sep=;\nkey;term.de\na;'-1\n")),
    "figures": Target(
        read_figures,
        (
            "Am 3. Mai 2025 kamen 1.200 Gäste (5 %) für 3,5 Mio. € um 14:30 Uhr.\n---\n"
            "On 3 May 2025, 1,200 guests (5%) came for €3.5 million at 2:30 pm.".encode(),
            b"|a|b|\n|-|-|\n|5 km|3|\n\nzweiundzwanzig halb drei\n---\n|a|b|\n|-|-|\n|3 miles|3|\n\ntwenty-two",
        ),
    ),
    "drawing": Target(
        read_drawing,
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><style>a{fill:red}</style><path d="M0 0"/><use href="#a"/></svg>',
            b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"><g/></svg>',
        ),
    ),
    "picture": Target(read_picture, tuple(map(_draw, ("PNG", "GIF", "JPEG", "WEBP")))),
    "address": Target(
        read_address,
        (
            b"https://a.example:80/b/",
            b"%2e%2e/b?c#d",
            b"<meta http-equiv=refresh content='0; url=/a'><script>b</script>",
        ),
    ),
    "built": Target(
        read_built,
        (
            b'<html lang="de"><title>a</title><a href="b#c">d</a><script>e</script><style>f{}</style>',
            b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><entry/></feed>',
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a"}]}',
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            b"@import url(a.css); a { color: #123; background: url('b.png') }",
        ),
    ),
}
"""The targets by their names."""
