"""The text of a page → what it says, and what is wrong with it alone: title, language, headings, anchors, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.verify.defects import At, Defect
from microsite.verify.elements import HANDLERS, SOURCES, WANTED, Gathered, note_id, note_sources
from microsite.verify.said import Said
from microsite.verify.tags import read_tags
from microsite.verify.tongues import check_language

_DOCUMENT = re.compile(r"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def read_page(path: str, text: str, size: int) -> Said:
    """What a page says. A file without the beginning of a document is a part of one: of it only the links count."""
    page = Gathered(path, text)
    for tag in read_tags(text, WANTED):
        name = tag.name
        if tag.attributes:
            note_id(page, tag)
        if name in SOURCES:
            note_sources(page, tag)
        handler = HANDLERS.get(name)
        if handler:
            handler(page, tag)
    is_whole = bool(_DOCUMENT.match(text, 0, 4_000)) or page.root >= 0
    if is_whole and page.leads_to is None:
        page.defects += _check_whole(page)
    return Said(
        path,
        "whole" if is_whole else "part",
        size,
        page.base,
        page.language,
        tuple(page.titles),
        tuple(page.description),
        page.is_hidden,
        tuple(page.canonical),
        page.leads_to,
        tuple(page.versions),
        tuple(page.properties),
        tuple(page.links.values()),
        frozenset(page.ids),
        page.type,
        defects=tuple(page.defects),
    )


# ---- the whole page ---------------------------------------------------------------------------------------------


def _check_whole(page: Gathered) -> Iterator[Defect]:
    yield from _check_titles(page)
    yield from check_language(page.language, At(page.path, page.root, page.language))
    yield from _check_headings(page)
    if not page.is_hidden and not any(words for words, _ in page.description):
        offset = page.description[0][1] if page.description else page.root
        message = "this page has no description" if not page.description else "the description of this page is empty"
        hint = 'add <meta name="description" content="…">'
        yield Defect("description-missing", message, At(page.path, max(0, offset)), hint)


def _check_titles(page: Gathered) -> Iterator[Defect]:
    if not page.titles:
        yield Defect(
            "title-missing", "this page has no title", At(page.path, max(0, page.root)), "add <title>…</title>"
        )
    for number, (words, offset) in enumerate(page.titles):
        if number:
            yield Defect("title-missing", "this page has a second title", At(page.path, offset), "take it out")
        elif not words:
            yield Defect("title-missing", "the title of this page is empty", At(page.path, offset), "give it words")


def _check_headings(page: Gathered) -> Iterator[Defect]:
    before = 0
    for level, offset in page.headings:
        if before and level > before + 1:
            message = f"a heading of level {level} follows one of level {before}, so a level is left out"
            yield Defect("heading-level", message, At(page.path, offset, f"h{level}"), f"make it an h{before + 1}")
        before = level
    if not any(level == 1 for level, _ in page.headings):
        message = "this page has no heading of the first level (h1)"
        yield Defect("heading-missing", message, At(page.path, max(0, page.root)), "make the name of the page an h1")
