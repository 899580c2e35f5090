"""The page with two languages of an entry side by side. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from microsite.checks.abreast import Abreast, Aligned, Paragraph
from microsite.diagnostics.problems import Diagnostic, Span
from microsite.diagnostics.terminal import make_visible, name_place
from microsite.model.entries import Locale
from microsite.preview.html import Html, make_page, tag
from microsite.preview.words import Speech
from microsite.values.named import NamedTuple

EditorLink = Callable[[Span], str]
"""The address that opens a place in an editor."""


class Choice(NamedTuple):
    """What is compared: an entry by its key with its folder, and two of its languages."""

    name: str
    locales: Sequence[Locale]
    first: Locale
    second: Locale
    paths: tuple[str, str]
    urls: tuple[str, str]
    """Of the two texts, and of their pages; "" for what is not there."""


def render_compare(choice: Choice, abreast: Abreast | None, words: Speech, edit: EditorLink, at: int) -> str:
    """The page; without an `Abreast`, one of the languages is missing."""
    said = words.said
    page = [_render_form(choice, words), _render_head(choice, words)]
    if abreast is None:
        page.append(tag("p", said["missing"], class_="none"))
    else:
        whole = [_render_found(one, words, edit) for one in abreast.found]
        page += [tag("h2", said["whole"]), tag("ul", whole, class_="found")] if whole else []
        page.append(tag("ol", list(_render_rows(abreast.rows, choice, words, edit)), class_="rows"))
        if not whole and not any(row.found for row in abreast.rows):
            page.append(tag("p", said["clean"], class_="none"))
    name = (said["compare"] + said["colon"], tag("bdi", choice.name))
    return make_page(words, at, f"{name[0]}{choice.name}", tag("h1", *name), page)


def _render_form(choice: Choice, words: Speech) -> Html:
    """What chooses the languages, and where else to go."""
    said = words.said
    chosen = (("first", choice.first), ("second", choice.second))
    return tag(
        "form",
        tag("input", type="hidden", name="lang", value=words.tag),
        [tag("label", said[name], " ", _render_choice(name, one, choice.locales)) for name, one in chosen],
        tag("button", said["show"]),
        tag("a", said["status"], href=f"/_/status?lang={words.tag}"),
        method="get",
    )


def _render_choice(name: str, chosen: Locale, locales: Sequence[Locale]) -> Html:
    options = [
        tag("option", one.name, value=one.key, lang=one.tag, selected="" if one.key == chosen.key else None)
        for one in locales
    ]
    return tag("select", options, name=name)


def _render_head(choice: Choice, words: Speech) -> Html:
    """The names of both languages, with links to the pages, and what the marks mean."""
    sides = zip((choice.first, choice.second), choice.urls, strict=True)
    named = [
        tag("p", tag("a", one.name, href=url) if url else one.name, lang=one.tag, dir=one.direction)
        for one, url in sides
    ]
    marks = [tag("mark", words.said[kind], class_=kind) for kind in ("figure", "term")]
    return tag("header", tag("div", named, class_="sides"), tag("p", marks, class_="legend"))


def _render_rows(rows: Sequence[Aligned], choice: Choice, words: Speech, edit: EditorLink) -> Iterator[Html]:
    """The rows. That the source has changed is said once, where it begins."""
    for before, row in itertools.pairwise((None, *rows)):
        if row:
            is_told = before is not None and before.is_moved
            yield _render_row(row, choice, words, edit, is_told=is_told)


def _render_row(row: Aligned, choice: Choice, words: Speech, edit: EditorLink, *, is_told: bool) -> Html:
    sides = zip((choice.first, choice.second), choice.paths, (row.sources, row.others), strict=True)
    cells = tag("div", [_render_side(*side, words, edit) for side in sides], class_="sides")
    moved = [tag("p", words.said["moved"], class_="moved")] if row.is_moved and not is_told else []
    found = [tag("ul", [_render_found(one, words, edit) for one in row.found], class_="found")] if row.found else []
    return tag("li", moved, cells, found, class_="moved" if row.is_moved else None)


def _render_side(locale: Locale, path: str, paragraphs: Sequence[Paragraph], words: Speech, edit: EditorLink) -> Html:
    name = tag("p", locale.name, class_="name", lang=locale.tag, dir=locale.direction)
    if not paragraphs:
        return tag("div", name, tag("p", words.said["gone"], class_="none"))
    return tag("div", name, [_render_paragraph(one, locale, path, words, edit) for one in paragraphs])


def _render_paragraph(one: Paragraph, locale: Locale, path: str, words: Speech, edit: EditorLink) -> Html:
    name = f"h{min(one.level + 1, 6)}" if one.kind == "heading" else "p"
    text = tag(name, list(_mark(one, words)), lang=locale.tag, dir=locale.direction, class_=one.kind)
    span = Span(path, one.line)
    line = tag("a", str(one.line), href=edit(span), aria_label=make_visible(name_place(span)), class_="line")
    return tag("div", line, text, class_="block")


def _mark(one: Paragraph, words: Speech) -> Iterator[Html]:
    """The text with its figures and terms, each with what it is."""
    end = 0
    for start, stop, kind, says in one.marks:
        yield from _plain(one.text[end:start])
        yield tag("mark", one.text[start:stop], class_=kind, title=f"{words.said[kind]}{words.said['colon']}{says}")
        end = stop
    yield from _plain(one.text[end:])


_CODE = re.compile(r"(`[^`]+`|\{[ \t]*[#.:][^{}]*\}|(?<=\]\()[^()\s]+|<?https?://[^\s<>]+>?)")
"""Code, attributes and addresses: they run from left to right in every language."""


def _plain(text: str) -> Iterator[Html]:
    """A text; what is code in it keeps its order where it runs from right to left."""
    for number, piece in enumerate(_CODE.split(text)):
        if piece:
            yield tag("bdi", piece, dir="ltr") if number % 2 else tag("span", piece)


def _render_found(one: Diagnostic, words: Speech, edit: EditorLink) -> Html:
    """A finding, in English as all are, with links to its places."""
    places = [span for span in (one.span, *one.related) if span]
    links = [tag("a", make_visible(name_place(span)), href=edit(span), dir="ltr") for span in places]
    said = "\n".join(map(make_visible, one.message.splitlines()))
    parts = [tag("p", tag("b", said), lang="en", dir="ltr")]
    if one.hint:
        hint = "\n".join(map(make_visible, one.hint.splitlines()))
        parts.append(tag("p", words.said["hint"] + words.said["colon"], tag("span", hint, lang="en", dir="ltr")))
    return tag("li", tag("p", links, class_="places"), parts, class_=one.severity.word)
