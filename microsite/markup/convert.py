"""Markdown text → Document: the short way (`short`) where it is open, else through Python-Markdown and the cleaner."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup import clean as cleaner
from microsite.markup.anchors import set_anchors
from microsite.markup.blanks import is_within
from microsite.markup.breaks import join_han_lines
from microsite.markup.figures import BRACES, FIGURE, figure_use, no_figure, padded, unpad
from microsite.markup.places import PLACEHOLDER, Finder
from microsite.markup.short import convert_plain
from microsite.markup.short import to_html as write_html
from microsite.markup.told import TOLD_ALIKE, check_tree
from microsite.markup.tree import NESTING, TOO_DEEP, RawHtml, TangleError
from microsite.model.decode import UNWANTED
from microsite.model.entries import Document, FigureUse, Link, Prose
from microsite.values.named import NamedTuple

_MARK_OR_REFERENCE = re.compile(rf"{FIGURE.pattern}|[\ue000\ue001]|&#(?:[0-9]+|[xX][0-9A-Fa-f]+);?")
_NUMBER_BOUND = 1000  # characters; Python reads numbers of some thousand digits, and no more

_TO_REPLACE = re.compile("[\x00\x02\x03\ue000\r]")
_FORBIDDEN = {"\x00": "\ufffd", "\x02": "\ufffd", "\x03": "\ufffd", "\ue000": "\ufffd", "\r": "\n"}
"""What no source holds, and what the marks of figures and of HTML are made of."""

_CITED = re.compile(r'<a class="footnote-ref" href="#fn-([^"]*)">')
_READ_ATTRIBUTES = frozenset({"alt", "title"})
"""Attributes that readers read or hear, where a figure is as good as in the text."""


def convert(prose: Prose, tag: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Convert the prose of an entry; `tag` is its language (BCP 47).

    The HTML is clean whatever it holds: what is not allowed is gone and reported (`html-removed`,
    `link-unsafe`, `link-broken`). Figures that are none are `figure-unknown`; of headings and ids, see `anchors`.
    Never raises; a text that cannot be converted is `markup-invalid` and gives an empty Document.
    """
    return convert_shortly(prose, tag) or convert_fully(prose, tag)


def convert_shortly(prose: Prose, tag: str) -> tuple[Document, tuple[Diagnostic, ...]] | None:
    """The same without Python-Markdown; None where there is more to tell than of blocks, and of HTML that is left out.

    The HTML of an ordinary text is clean as it is written; where HTML stands in the text, the cleaner comes next.
    """
    plain = convert_plain(prose, tag)
    if plain or "<" not in prose.text:
        return plain
    cleaned = convert_fully(prose, tag, write_html)
    return cleaned if all(found.rule in TOLD_ALIKE for found in cleaned[1]) else None


def convert_fully(
    prose: Prose, tag: str, to_html: Callable[[str, Sequence[str]], RawHtml] | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The same through Python-Markdown, or what else gives the HTML of a text and its braces, and the cleaner."""
    body = Finder(prose)
    marked, braces = _mark_figures(prose, body)
    try:
        raw = (to_html or _long_way())(marked, [brace.text for brace in braces])
    except TangleError as tangle:
        return Document(""), (_unconvertible(tangle.what, body.span(tangle.place, 0)),)
    if cleaner.depth(raw.html) > NESTING:
        return Document(""), (_unconvertible(TOO_DEEP, body.start),)
    return finish(raw, braces, body, tag.partition("-")[0].lower())


def _long_way() -> Callable[[str, Sequence[str]], RawHtml]:
    from microsite.markup.full import to_html  # late: most builds need no Python-Markdown

    return to_html


def finish(
    made: RawHtml, braces: Sequence[Braces], body: Finder, language: str
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The Document of HTML that nobody has cleaned yet, and what is wrong there."""
    body.tree = made.tree  # which need not be read again to find what was wrong
    raw = _without_forgeries(made.html, len(braces))
    finished, used, misused = _finish(cleaner.clean(raw), braces)
    anchored, headings, ids, anchor_problems = set_anchors(join_han_lines(finished, language), language, body)
    literal = FIGURE.sub(lambda match: html.escape(braces[int(match[1])].text), raw)  # what messages speak of
    cited = frozenset(html.unescape(name) for name in _CITED.findall(raw))
    document = Document(
        html=anchored,
        headings=headings,
        ids=ids,
        links=tuple(_links(anchored, made.links, braces, body)),
        figures=tuple(_figures(braces, used)),
    )
    return document, (
        *_check_figures(braces, used, misused),
        *anchor_problems,
        *check_tree(made.tree, cited, body.span, [brace.text for brace in braces]),
        *cleaner.check_removed(literal, body),
    )


def _unconvertible(message: str, span: Span) -> Diagnostic:
    return problem("markup-invalid", message, span, hint="simplify the text here; a blank line ends a paragraph")


# ---- marks ----------------------------------------------------------------------------------------------------


def _without_forgeries(raw: str, count: int) -> str:
    """The HTML with U+FFFD for references to what no text may hold, and for marks that are none of the `count` figures.

    Python-Markdown resolves some references itself, and sometimes cuts a mark that stands in a broken link.
    """
    if "&#" not in raw and "\ue000" not in raw and "\ue001" not in raw:
        return raw

    def is_wanted(match: re.Match[str]) -> bool:
        if len(match[0]) > _NUMBER_BOUND:
            return False
        if match[1]:
            return int(match[1]) < count
        character = html.unescape(match[0])
        return character != "" and not UNWANTED.search(character)

    return _MARK_OR_REFERENCE.sub(lambda match: unpad(match[0]) if is_wanted(match) else "\ufffd", raw)


# ---- figures --------------------------------------------------------------------------------------------------


class Braces(NamedTuple):
    """A `{{ … }}` as it stands in the file, and where."""

    text: str
    span: Span

    @property
    def use(self) -> FigureUse | None:
        """What figure it is; None if it is none."""
        return figure_use(self.text, self.span.line, self.span.column)


def _mark_figures(prose: Prose, body: Finder) -> tuple[str, list[Braces]]:
    """The body with each `{{ … }}` replaced by a mark that Markdown leaves alone, wherever it stands."""
    braces: list[Braces] = []

    def mark(match: re.Match[str]) -> str:
        if match[0][0] == "\\" or is_within(match.start(), body.comments):
            return match[0]
        braces.append(Braces(match[0], body.span(match.start(), len(match[0]))))
        return padded(len(braces) - 1, len(match[0]))

    text = _TO_REPLACE.sub(lambda match: _FORBIDDEN[match[0]], prose.text)
    return (BRACES.sub(mark, text) if "{{" in text else text), braces


def _finish(clean: str, braces: Sequence[Braces]) -> tuple[str, frozenset[int], frozenset[int]]:
    """The HTML with code as written and placeholders marked; which braces are figures, and which are in attributes.

    Figures stay in what readers read: the text outside code, and the attributes `alt` and `title`.
    """
    if "\ue000" not in clean and "[[" not in clean:
        return clean, frozenset(), frozenset()
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


def _finish_text(text: str, braces: Sequence[Braces], used: set[int], *, literal: bool) -> str:
    if "\ue000" in text:
        if literal:
            return FIGURE.sub(lambda match: html.escape(braces[int(match[1])].text, quote=False), text)
        used.update(int(number) for number in FIGURE.findall(text))
    if "[[" in text and not literal:
        text = PLACEHOLDER.sub(r'<mark class="placeholder">\1</mark>', text)
    return text


def _finish_tag(match: re.Match[str], braces: Sequence[Braces], used: set[int], misused: set[int]) -> str:
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


def _figures(braces: Sequence[Braces], used: frozenset[int]) -> Iterator[FigureUse]:
    """The figures in the order of their marks; one without a name in the place of what is none."""
    for index, brace in enumerate(braces):
        use = brace.use if index in used else None
        yield use or FigureUse("", "", brace.span.line, brace.span.column, brace.span.length)


def _check_figures(braces: Sequence[Braces], used: frozenset[int], misused: frozenset[int]) -> Iterator[Diagnostic]:
    for index, brace in enumerate(braces):
        if index in misused:
            message = f"“{brace.text}” stands in an address or an attribute, where no figure is written out"
            yield problem("figure-unknown", message, brace.span, hint="write there what is meant")
        elif index in used and brace.use is None:
            yield no_figure(brace.text, brace.span)


# ---- links ----------------------------------------------------------------------------------------------------


def _links(clean: str, places: Iterable[tuple[str, int]], braces: Sequence[Braces], body: Finder) -> Iterator[Link]:
    """The links of clean HTML: those that Markdown made stand where it says, those of raw HTML are looked for."""
    places_by_url: dict[str, deque[int]] = {}
    for marked, place in places:
        url = FIGURE.sub(lambda match: braces[int(match[1])].text if int(match[1]) < len(braces) else "", marked)
        places_by_url.setdefault(url, deque()).append(place)
    for slash, element, written in cleaner.find_tags(clean):
        name = {"a": "href", "img": "src"}.get(element)
        if slash or name is None:
            continue
        attributes = dict(cleaner.read_attributes(written))
        is_footnote = attributes.get("class") in ("footnote-ref", "footnote-backref")
        if name in attributes and not is_footnote:
            url = attributes[name]
            waiting = places_by_url.get(url)
            span = body.span(waiting.popleft(), len(url)) if waiting else body.find_link(url)
            yield Link(url, element, span.line, span.column, attributes.get("alt", ""))
