"""Markdown text → Document: the short way (`plain`) where it is open, else through Python-Markdown and the cleaner."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup import clean as cleaner
from microsite.markup.anchors import set_anchors
from microsite.markup.bounds import find_tangle
from microsite.markup.breaks import join_han_lines
from microsite.markup.figures import BRACES, FIGURE, figure_use, no_figure
from microsite.markup.places import PLACEHOLDER, Finder
from microsite.markup.short import convert_plain
from microsite.model.decode import UNWANTED
from microsite.model.entries import Document, FigureUse, Link, Prose

_MARK_OR_REFERENCE = re.compile(rf"{FIGURE.pattern}|[\ue000\ue001]|&#(?:[0-9]+|[xX][0-9A-Fa-f]+);?")
_NUMBER_BOUND = 1000  # characters; Python reads numbers of some thousand digits, and no more

_BLANK_LINES = re.compile(r"(\n[ \t]*\n)")
_LATE_LIST = re.compile(r"\n*(?![\s>#|<:*+-]|[0-9]+\.)[^\n]*\n(?:(?![#*+-]|[0-9]+\.)[^\n]*\n)*([*+-][ ]|1\.[ ])\S")
"""A block that begins as a paragraph and has, in a later line, what would begin a list (1)."""

_READ_ATTRIBUTES = frozenset({"alt", "title"})
"""Attributes that readers read or hear, where a figure is as good as in the text."""


def convert(prose: Prose, tag: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Convert the prose of an entry; `tag` is its language (BCP 47).

    The HTML is clean whatever it holds: what is not allowed is gone and reported (`html-removed`,
    `link-unsafe`, `link-broken`). Figures that are none are `figure-unknown`; of headings and ids, see `anchors`.
    Never raises; a text that cannot be converted is `markup-invalid` and gives an empty Document.
    """
    plain = convert_plain(prose, tag)
    return (plain, ()) if plain else convert_fully(prose, tag)


def convert_fully(prose: Prose, tag: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The same through Python-Markdown, whatever the shape of the text."""
    from microsite.markup.full import to_html  # late: most builds after an edit need no Python-Markdown

    body = Finder(prose)
    language = tag.partition("-")[0].lower()
    tangle = find_tangle(body)
    if tangle:
        return Document(""), (_unconvertible(tangle[1], body.span(tangle[0], 0)),)
    marked, braces = _mark_figures(body)
    raw, complaint = to_html(marked)
    if complaint:
        return Document(""), (_unconvertible(complaint, body.start),)
    raw = _without_forgeries(raw, len(braces))
    finished, used, misused = _finish(cleaner.clean(raw), braces)
    anchored, headings, ids, anchor_problems = set_anchors(join_han_lines(finished, language), language, body)
    literal = FIGURE.sub(lambda match: html.escape(braces[int(match[1])].text), raw)  # what messages speak of
    document = Document(
        html=anchored,
        headings=headings,
        ids=ids,
        links=tuple(_links(anchored, body)),
        figures=tuple(_figures(braces, used)),
    )
    return document, (
        *_check_figures(braces, used, misused),
        *anchor_problems,
        *_check_comments(body),
        *_check_lists(body),
        *cleaner.check_removed(literal, body),
    )


def _unconvertible(message: str, span: Span) -> Diagnostic:
    return problem("markup-invalid", message, span, hint="simplify the text here; a blank line ends a paragraph")


# ---- marks ----------------------------------------------------------------------------------------------------


def _without_forgeries(raw: str, count: int) -> str:
    """The HTML with U+FFFD for references to what no text may hold, and for marks that are none of the `count` figures.

    Python-Markdown resolves some references itself, and sometimes cuts a mark that stands in a broken link.
    """

    def is_wanted(match: re.Match[str]) -> bool:
        if len(match[0]) > _NUMBER_BOUND:
            return False
        if match[1]:
            return int(match[1]) < count
        character = html.unescape(match[0])
        return character != "" and not UNWANTED.search(character)

    return _MARK_OR_REFERENCE.sub(lambda match: match[0] if is_wanted(match) else "\ufffd", raw)


# ---- figures --------------------------------------------------------------------------------------------------


class _Braces(NamedTuple):
    """A `{{ … }}` as it stands in the file, and where."""

    text: str
    span: Span

    @property
    def use(self) -> FigureUse | None:
        """What figure it is; None if it is none."""
        return figure_use(self.text, self.span.line, self.span.column)


def _mark_figures(body: Finder) -> tuple[str, list[_Braces]]:
    """The body with each `{{ … }}` replaced by a mark that Markdown leaves alone, wherever it stands."""
    braces: list[_Braces] = []

    def mark(match: re.Match[str]) -> str:
        if match[0][0] == "\\":
            return match[0]
        braces.append(_Braces(match[0], body.span(match.start(), len(match[0]))))
        return f"\ue000{len(braces) - 1}\ue001"

    text = body.visible.replace("\ue000", "\ufffd")
    return (BRACES.sub(mark, text) if "{{" in text else text), braces


def _finish(clean: str, braces: Sequence[_Braces]) -> tuple[str, frozenset[int], frozenset[int]]:
    """The HTML with code as written and placeholders marked; which braces are figures, and which are in attributes.

    Figures stay in what readers read: the text outside code, and the attributes `alt` and `title`.
    """
    used: set[int] = set()
    misused: set[int] = set()
    out: list[str] = []
    depth, end = 0, 0
    for match in cleaner.TAG.finditer(clean):
        out.append(_finish_text(clean[end : match.start()], braces, used, literal=depth > 0))
        out.append(_finish_tag(match, braces, used, misused))
        if match[2] in ("code", "pre"):
            depth += -1 if match[1] else 1
        end = match.end()
    out.append(_finish_text(clean[end:], braces, used, literal=False))
    return "".join(out), frozenset(used), frozenset(misused)


def _finish_text(text: str, braces: Sequence[_Braces], used: set[int], *, literal: bool) -> str:
    if "\ue000" in text:
        if literal:
            return FIGURE.sub(lambda match: html.escape(braces[int(match[1])].text, quote=False), text)
        used.update(int(number) for number in FIGURE.findall(text))
    if "[[" in text and not literal:
        text = PLACEHOLDER.sub(r'<mark class="placeholder">\1</mark>', text)
    return text


def _finish_tag(match: re.Match[str], braces: Sequence[_Braces], used: set[int], misused: set[int]) -> str:
    if "\ue000" not in match[3]:
        return match[0]
    attributes = dict(cleaner.read_attributes(match[3]))
    for name, value in attributes.items():
        numbers = {int(number) for number in FIGURE.findall(value)}
        if name in _READ_ATTRIBUTES:
            used |= numbers
        else:
            misused |= numbers
            attributes[name] = FIGURE.sub(lambda mark: braces[int(mark[1])].text, value)
    return cleaner.write_tag(match[2], attributes.items())


def _figures(braces: Sequence[_Braces], used: frozenset[int]) -> Iterator[FigureUse]:
    """The figures in the order of their marks; one without a name in the place of what is none."""
    for index, brace in enumerate(braces):
        use = brace.use if index in used else None
        yield use or FigureUse("", "", brace.span.line, brace.span.column, brace.span.length)


def _check_figures(braces: Sequence[_Braces], used: frozenset[int], misused: frozenset[int]) -> Iterator[Diagnostic]:
    for index, brace in enumerate(braces):
        if index in misused:
            message = f"“{brace.text}” stands in an address or an attribute, where no figure is written out"
            yield problem("figure-unknown", message, brace.span, hint="write there what is meant")
        elif index in used and brace.use is None:
            yield no_figure(brace.text, brace.span)


# ---- comments -------------------------------------------------------------------------------------------------


def _check_comments(body: Finder) -> Iterator[Diagnostic]:
    if body.comments and not body.comments[-1].is_closed:
        message = "this comment is not closed, so that readers see nothing of what follows"
        hint = "write --> where it ends; as code, `<!--` is shown"
        yield problem("comment-unclosed", message, body.span(body.comments[-1].start, 4), hint=hint)


# ---- lists ----------------------------------------------------------------------------------------------------


def _check_lists(body: Finder) -> Iterator[Diagnostic]:
    """What was meant as a list but follows a line of text, of which Markdown makes one paragraph with it."""
    start = 0
    for block in _BLANK_LINES.split(body.text):
        match = _LATE_LIST.match(block)
        if match:
            hint = "leave a blank line before the list"
            yield problem(
                "list-unseparated",
                "this list is part of the text above it",
                body.span(start + match.start(1), 2),
                hint=hint,
            )
        start += len(block)


# ---- links ----------------------------------------------------------------------------------------------------


def _links(clean: str, body: Finder) -> Iterator[Link]:
    for match in cleaner.TAG.finditer(clean):
        name = {"a": "href", "img": "src"}.get(match[2])
        if match[1] or name is None:
            continue
        attributes = dict(cleaner.read_attributes(match[3]))
        is_footnote = attributes.get("class") in ("footnote-ref", "footnote-backref")
        if name in attributes and not is_footnote:
            span = body.find_link(attributes[name])
            yield Link(attributes[name], match[2], span.line, span.column, attributes.get("alt", ""))
