"""Markdown → Document in one pass: HTML is written at once from the tree of a text, and is clean by construction.

What an author has to be told of beside the levels of headings, and raw HTML, are left to the cleaner: `None`. The law
is tested: for any text, the result is None or what `markup.convert_fully` gives.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator, Sequence

from microsite.diagnostics.problems import Diagnostic, Span
from microsite.markup.anchors import check_levels
from microsite.markup.blanks import find_comments, is_within
from microsite.markup.blocks import parse_once
from microsite.markup.breaks import join_han_lines
from microsite.markup.destinations import make_context
from microsite.markup.figures import BRACES, figure_use, padded, unpad
from microsite.markup.leaves import is_comment
from microsite.markup.page import Writer
from microsite.markup.phrases import NotPlainError, Phrases
from microsite.markup.told import check_tree
from microsite.markup.tree import Lines, RawHtml, TangleError
from microsite.model.entries import Document, FigureUse, Link, Prose

_CONTROL = (  # compiled where it is needed, since that takes as long as converting three texts
    r"[\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)


def convert_plain(prose: Prose, tag: str) -> tuple[Document, tuple[Diagnostic, ...]] | None:
    """The Document of a prose, and what is wrong with its blocks; None if the long way has to tell more."""
    text = prose.text
    if not text or text.isspace():
        return Document(""), ()
    if not text.replace("\n", "").isprintable() and re.search(_CONTROL, text):
        return None
    try:
        marked, figures = _mark_figures(prose) if "{{" in text else (text, ())
        tree = parse_once(marked)
        if "<" in marked and any(block.kind == "html" and not is_comment(block) for block in tree.root.children):
            return None  # before all that stands above it is written
        tree.forget_uses()
        braces = [figure[0] for figure in figures]
        phrases = Phrases(make_context(tree), marked, braces)
        page = Writer(tree, tag.partition("-")[0].lower(), phrases)
        written = page.write()
    except (NotPlainError, TangleError):
        return None
    if any(not figures[number][1].name for number in phrases.used):
        return None
    if phrases.is_wrapped:
        written = join_han_lines(written, page.language)
    lines = Lines(text)
    links = (_placed(lines, prose, page.language, *link) for link in phrases.links)
    span_of = functools.partial(_span, lines, prose)
    problems = (
        *check_levels(page.levels, lambda: [span_of(*place) for place in page.places]),
        *check_tree(tree, frozenset(phrases.number_by_note), span_of, braces),
    )
    return Document(
        html=unpad(written) if figures else written,
        headings=tuple(page.headings()),
        ids=frozenset(phrases.ids),
        links=tuple(links),
        figures=tuple(_as_used(figures, phrases.used)),
    ), problems


def to_html(text: str, braces: Sequence[str]) -> RawHtml:
    """The HTML of any text, as `full.to_html` gives it. Raises `TangleError`."""
    tree = parse_once(text)
    tree.forget_uses()
    phrases = Phrases(make_context(tree), text, braces, allows_all=True)
    written = "" if text.isspace() else Writer(tree, "", phrases).write().strip()
    return RawHtml(written, [(url, place) for _, url, _, place in phrases.links], tree)


def _placed(lines: Lines, prose: Prose, language: str, element: str, url: str, alt: str, place: int) -> Link:
    line, column = lines.find(place)
    if "\n" in alt:
        alt = html.unescape(join_han_lines(html.escape(alt), language))
    return Link(url, element, prose.line + line, column, alt)


def _span(lines: Lines, prose: Prose, place: int, length: int) -> Span:
    line, column = lines.find(place)
    return Span(prose.path, prose.line + line, column, length)


def _mark_figures(prose: Prose) -> tuple[str, tuple[tuple[str, FigureUse], ...]]:
    """The text with each `{{ … }}` marked, in as many characters; and what they are: a figure has a name."""
    lines, figures = Lines(prose.text), list[tuple[str, FigureUse]]()
    comments = find_comments(prose.text)

    def mark(match: re.Match[str]) -> str:
        if match[0][0] == "\\" or is_within(match.start(), comments):
            return match[0]
        line, column = lines.find(match.start())
        use = figure_use(match[0], prose.line + line, column)
        figures.append((match[0], use or FigureUse("", "", prose.line + line, column, len(match[0]))))
        return padded(len(figures) - 1, len(match[0]))

    return BRACES.sub(mark, prose.text), tuple(figures)


def _as_used(figures: Sequence[tuple[str, FigureUse]], used: set[int]) -> Iterator[FigureUse]:
    for number, (_, use) in enumerate(figures):
        yield use if number in used else FigureUse("", "", use.line, use.column, use.length)
