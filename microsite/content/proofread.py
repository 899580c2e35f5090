"""What is wrong with the texts of one file, whatever else the site holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from microsite.content.brackets import check_apart, check_near_pictures
from microsite.content.plain import find_plain
from microsite.content.tables import check_tables
from microsite.content.unlisted import check_lines
from microsite.content.unseen import check_unseen
from microsite.content.visible import check_marks
from microsite.content.wrapped import unwrap
from microsite.content.yaml.complaints import quoted
from microsite.content.yaml.nodes import shown
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.figures import find_braces
from microsite.markup.places import PLACEHOLDER, find_placeholders, unfilled
from microsite.model.entries import Document, Entry, GroupData, Prose, TermFacts
from microsite.model.media import is_file_name

_HINT_BOUND = 300

SHORT_BOUND = 200
"""The number of characters that the definition of a term may have: it is read beside a text, and on telephones."""


def check_text(entry: Entry, prose: Prose, document: Document) -> Iterator[Diagnostic]:
    """All that is wrong with one text: `document` is its prose, converted."""
    for check in CHECKS:
        yield from check(entry, prose, document)


def check_entry(entry: Entry) -> Iterator[Diagnostic]:
    """`placeholder` and `figure-unknown` in front matter, as `parse` gives it: with the figures not yet written out."""
    yield from check_texts([entry.title], Span(entry.path, entry.title_line, 1))
    yield from check_texts([entry.summary], Span(entry.path, entry.summary_line, 1))
    yield from check_texts([entry.short_title, entry.place, *entry.forms], Span(entry.path))
    contact = entry.contact.name.values() if entry.contact else ()
    term = entry.term or TermFacts()
    others = (*term.inflections, *term.not_in, *(text for pair in term.forbidden for text in pair))
    yield from check_texts([entry.sort, *others, *contact], Span(entry.path), has_figures=False)


def check_term(entry: Entry) -> Iterator[Diagnostic]:
    """`term-long` and `term-unmatchable`: what does not serve to link or to explain a term."""
    facts = entry.term
    if facts is None:
        return
    from microsite.content.fields.terms import is_matchable  # of terms alone, and few texts are

    if len(entry.summary) > SHORT_BOUND:
        message = f"the definition has {len(entry.summary)} characters; at most {SHORT_BOUND} can be shown"
        hint = "say in one sentence what the term means; the rest belongs below the front matter"
        yield problem("term-long", message, Span(entry.path, entry.summary_line, 1), hint=hint)
    forbidden = [wording for wording, _ in facts.forbidden]
    fields = {"term": [entry.title], "forms": entry.forms, "inflections": facts.inflections, "forbidden": forbidden}
    fields["not_in"] = facts.not_in
    for field, wordings in fields.items():
        for wording in wordings:
            if not is_matchable(wording):
                why = "is too long" if any(map(str.isalnum, wording)) else "has neither letter nor digit"
                message = f"{shown(wording)} {why}, so texts are not searched for it"
                hint = f"remove it from “{field}”, or put it as texts do"
                yield problem("term-unmatchable", message, term_span(entry, wording, field), hint=hint)


def term_span(entry: Entry, text: str, *fields: str) -> Span:
    """Where a text stands in one of these fields of a term; the whole file, if it is not written like that."""
    places = entry.term.places if entry.term else ()
    found = (place for field in fields for place in places if place[:2] == (field, text))
    _, _, line, column, length = next(found, ("", "", 0, 0, 0))
    return Span(entry.path, line, column, length)


def check_group(data: GroupData) -> Iterator[Diagnostic]:
    """`placeholder` and `figure-unknown` in a group file, and `typography` of names in quotation marks."""
    span = Span(data.path)
    yield from check_texts(data.place.values(), span)
    for picture in data.pictures:
        at = Span(data.path, picture.line, 1 if picture.line else 0)
        yield from check_texts([*picture.alt.values(), *picture.caption.values()], at)
        yield from check_texts([picture.credit], at, has_figures=False)
        if name := unwrap(picture.credit):
            message = f"{shown(name)} stands in quotation marks that readers see; those of YAML are straight"
            yield problem("typography", message, at, hint=f"take the marks out: credit: {quoted(name)}")
    for correction in data.corrections:
        yield from check_texts(correction.text.values(), Span(data.path, correction.line, 1))
    for figure in data.figures.values():
        yield from check_texts(figure.label.values(), span, has_figures=False)
    if data.contact:
        yield from check_texts(data.contact.name.values(), span, has_figures=False)


def check_texts(texts: Iterable[str], span: Span, *, has_figures: bool = True) -> Iterator[Diagnostic]:
    """What stands in short texts and should not: a `[[…]]` that waits for the operator (`placeholder`), and Markdown.

    They are plain: readers see its marks (`markup-visible`). Without `has_figures`, figures are not written out in
    them, and each `{{ … }}` is `figure-unknown`.
    """
    for text in texts:
        if "[[" in text:
            yield from (unfilled(match[1], span) for match in PLACEHOLDER.finditer(text))
        plain = find_plain(text)
        if plain != text:
            hint = f"write {plain}" if 0 < len(plain) <= _HINT_BOUND else "take the marks out"
            message = f"{shown(text)} is shown as it is: Markdown and HTML mark nothing here"
            yield problem("markup-visible", message, span, hint=hint)
        for braces in () if has_figures else find_braces(text):
            message = f"“{braces[0]}” stands in a text where figures are not written out"
            yield problem("figure-unknown", message, span, hint="write the value itself")


def check_pictures(document: Document, path: str) -> Iterator[Diagnostic]:
    """`alt-missing`: a picture of a body that says nothing to those who cannot see it (WCAG 2.2, 1.1.1)."""
    for link in document.links:
        if link.element == "img" and (not link.alt.strip() or is_file_name(link.alt, unquote(link.url))):
            hint = f"describe what it shows: ![…]({link.url})"
            span = Span(path, link.line, link.column, len(link.url))
            yield problem("alt-missing", say_alt(link.url, link.alt.strip()), span, hint=hint)


def say_alt(picture: str, alt: str) -> str:
    """What is wrong with the text of a picture, which is empty or the name of a file."""
    if alt:
        return f"the text of the picture “{picture}” is the name of a file: {shown(alt)}"
    return f"the picture “{picture}” has no text"


CHECKS: tuple[Callable[[Entry, Prose, Document], Iterator[Diagnostic]], ...] = (
    lambda entry, _prose, _document: check_entry(entry),
    lambda entry, _prose, _document: check_term(entry),
    lambda _entry, prose, _document: find_placeholders(prose),
    lambda entry, _prose, document: check_pictures(document, entry.path),
    lambda entry, _prose, document: check_unseen(document, entry.path),
    lambda _entry, prose, document: check_marks(prose, document),
    lambda _entry, prose, document: check_tables(prose, document),
    lambda _entry, prose, _document: check_apart(prose),
    lambda _entry, prose, _document: check_near_pictures(prose),
    lambda _entry, prose, document: check_lines(prose, document),
)
"""Every check of one text. Adding one is a function above, its place in this table and its rule in `RULES`."""
