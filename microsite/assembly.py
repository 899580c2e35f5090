"""Document → the HTML of one page: links resolved, figures written as the language writes them."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from microsite.cleaner import read_attributes, write_tag
from microsite.diagnostics import Diagnostic, Span, did_you_mean, problem
from microsite.jobs import TermLink, TermLinks
from microsite.model import FigureUse, ResolvedLink

FIGURE = re.compile("\ue000([0-9]+)\ue001")
"""Where the n-th figure of a Document goes. The marks are private-use characters, which no source may hold."""

_LINK = re.compile(r'<(a|img)(?: (?!href=|src=)[^\s=>]+="[^"]*")* (?:href|src)="([^"]*)"(?: [^\s=>]+="[^"]*")*>')
"""A link or a picture in clean HTML: 1 its name, 2 its address."""

_MARKED = re.compile(r'<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)+>|' + FIGURE.pattern)
"""In clean HTML, a figure (1 its number) or a tag with attributes, in which figures may stand, too."""

BRACES = re.compile(r"\\.|\{\{(?:[^{}\n]*\}\})?")
"""Braces that hold a figure, or open and do not close; and what a backslash escapes, which are none."""

_FIGURE_USE = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*(?:\|\s*(\w+)\s*)?\}\}")
_STYLES = {None: "", "long": "", "compact": "compact"}


# ---- braces ---------------------------------------------------------------------------------------------------


def find_braces(text: str) -> Iterator[re.Match[str]]:
    """The `{{ … }}` of a text, those that do not close too (`{{` alone); not those with a backslash before them."""
    if "{{" in text:
        yield from (match for match in BRACES.finditer(text) if match[0][0] == "{")


def figure_use(braces: str, line: int, column: int) -> FigureUse | None:
    """The use of a figure that a `{{ … }}` is; None if it is none. Line and column are where it stands."""
    match = _FIGURE_USE.fullmatch(braces)
    if match is None or match[2] not in _STYLES:
        return None
    return FigureUse(match[1], _STYLES[match[2]], line, column, len(braces))


def no_figure(text: str, span: Span) -> Diagnostic:
    """The diagnostic for braces that hold no figure's name."""
    match = _FIGURE_USE.fullmatch(text)
    hint = "write {{ name }} or {{ name | compact }} with a name from the group file’s figures; \\{{ for braces as text"
    if match:
        message = f"“{match[2]}” is no way to write a figure"
        hint = f"write {{{{ {match[1]} }}}} or {{{{ {match[1]} | compact }}}}"
    elif text == "{{":
        message = "“{{” begins a figure, but no “}}” ends it on this line"
    else:
        message = f"“{text}” is not the name of a figure"
    return problem("figure-unknown", message, span, hint=hint)


def unknown_figure(name: str, known: Iterable[str], span: Span) -> Diagnostic:
    """The diagnostic for a figure that the group file does not have."""
    hint = did_you_mean(name, known) or f"add it to the group file under figures:, such as {name}: 3944"
    return problem("figure-unknown", f"there is no figure “{name}”", span, hint=hint)


# ---- plain texts ----------------------------------------------------------------------------------------------


def text_figures(text: str, span: Span) -> tuple[tuple[FigureUse, ...], tuple[Diagnostic, ...]]:
    """The figures that a plain text (a title, a summary) uses, in order; `span` is where the text stands."""
    uses, problems = [], []
    for match in find_braces(text):
        use = figure_use(match[0], span.line, span.column)
        if use is None:
            problems.append(no_figure(match[0], span))
        else:
            uses.append(use)
    return tuple(uses), tuple(problems)


def fill_text(text: str, text_by_figure: Mapping[tuple[str, str], str]) -> str:
    r"""A plain text with its figures written out; keys are (name, style). Unknown ones stay; `\{{` becomes `{{`."""

    def fill(match: re.Match[str]) -> str:
        if match[0][0] == "\\":
            return match[0][1] if text.startswith("{{", match.start() + 1) else match[0]
        use = figure_use(match[0], 0, 0)
        return text_by_figure.get((use.name, use.style), match[0]) if use else match[0]

    return BRACES.sub(fill, text) if "{{" in text else text


# ---- pages ----------------------------------------------------------------------------------------------------


class FigureText(NamedTuple):
    """A figure as one language writes it: `text` for readers, `value` for machines; days have `is_date`."""

    text: str
    value: str
    is_date: bool = False


NO_TERMS = TermLinks(())


def assemble(
    document_html: str,
    link_by_url: Mapping[str, ResolvedLink],
    figures: Sequence[FigureText],
    terms: TermLinks = NO_TERMS,
) -> str:
    """HTML of a Document on one page: links resolved, mentions linked, figures written.

    A link into another language carries its `hreflang` and the class `other-language`; one to a term in the language
    of the text the class `term`, and what describes it. In an attribute (a picture's `alt`) a figure is its text alone.
    """
    term_by_url = {term.url: term for term in terms.of}

    def resolve_link(match: re.Match[str]) -> str:
        written = match[2]
        found = link_by_url.get(html.unescape(written) if "&" in written else written)
        if found is None:
            return match[0]
        term = term_by_url.get(found.url.partition("#")[0].partition("?")[0]) if term_by_url else None
        start = match.start()
        return _resolve(match[0], match[1], match.start(2) - start, match.end(2) - start, found, term)

    def resolve(text: str) -> str:
        return _LINK.sub(resolve_link, text) if link_by_url else text

    opening = {term.key: _open_link(term, terms.tag) for term in terms.of} if terms.mentions else {}
    pieces, done = [], 0
    for start, end, key in terms.mentions:
        pieces += [resolve(document_html[done:start]), opening[key], document_html[start:end], "</a>"]
        done = end
    return write_marks("".join([*pieces, resolve(document_html[done:])]), figures)


def write_marks(text: str, figures: Sequence[FigureText]) -> str:
    """HTML of a Document with its figures written out."""
    return _MARKED.sub(lambda match: _write_figures(match, figures), text) if "\ue000" in text else text


def _open_link(term: TermLink, tag: str) -> str:
    attributes = [("class", "term"), ("href", term.url)]
    if tag:
        attributes = [("class", "term other-language"), ("href", term.url), ("hreflang", tag)]
    return write_tag("a", [*attributes, *_description(term)])


def _description(term: TermLink) -> list[tuple[str, str]]:
    return [("aria-describedby", term.id)] if term.id else []


@functools.lru_cache(maxsize=1024)  # many texts link to the same pages
def _resolve(tag: str, name: str, start: int, end: int, resolved: ResolvedLink, term: TermLink | None) -> str:
    """The tag of a link as a page has it; `start` and `end` say where its address stands."""
    tag = f"{tag[:start]}{html.escape(resolved.url)}{tag[end:]}"
    if not resolved.tag and not term:
        return tag
    attributes = dict(read_attributes(tag[len(name) + 1 : -1]))
    classes = [attributes.get("class", "")]
    if term:
        classes.append("term")
    if resolved.tag:
        attributes["hreflang"] = resolved.tag
        classes.append("other-language")
    attributes["class"] = " ".join(filter(None, classes))
    return write_tag(name, [*attributes.items(), *(_description(term) if term else ())])


def _write_figures(match: re.Match[str], figures: Sequence[FigureText]) -> str:
    if match[1] is None:
        return FIGURE.sub(lambda mark: html.escape(figures[int(mark[1])].text), match[0])
    figure = figures[int(match[1])]
    shown = html.escape(figure.text, quote=False)
    if figure.is_date:
        return f'<time datetime="{html.escape(figure.value)}">{shown}</time>'
    return f'<data class="figure" value="{html.escape(figure.value)}">{shown}</data>'
