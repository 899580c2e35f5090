"""Document → the HTML of one page: links resolved, figures written as the language writes them."""

from __future__ import annotations

import functools
import html
import itertools
import re
import urllib.parse
from collections.abc import Mapping, Sequence

from microsite.markup.clean import read_attributes, write_tag
from microsite.markup.figures import FIGURE
from microsite.markup.pictures import CLOSING, OPENING
from microsite.model.entries import FigureText
from microsite.model.images import Image
from microsite.model.records import TermLink, TermLinks
from microsite.model.site import NOWHERE, ResolvedLink
from microsite.pages.views import SAFE
from microsite.render.images import Showing, write_figure, write_picture

_TAG = r'<(a|img)(?: (?!href=|src=)[^\s=>]+="[^"]*")* (?:href|src)="([^"]*)"(?: [^\s=>]+="[^"]*")*>'

_LINK = re.compile(rf"(){_TAG}()")
"""A link or a picture in clean HTML: 2 its name, 3 its address."""

_PICTURE = re.compile(rf"({OPENING})?{_TAG}({CLOSING})?")
"""The same where there are pictures, which may have a place for their own: then there are 1 and 4."""

_CREDIT = re.compile(r' credit="[^"]*"')

_CHOICE = re.compile(r'</?picture>|<source [^>]*>| (?:srcset|sizes|loading|fetchpriority|decoding)="[^"]*"(?=[^<]*>)')

_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")

_MARKED = re.compile(r'<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)+>|' + FIGURE.pattern)
"""In clean HTML, a figure (1 its number) or a tag with attributes, in which figures may stand, too."""


NO_TERMS = TermLinks(())

_ALONE = Showing()


def assemble(
    document_html: str,
    link_by_url: Mapping[str, ResolvedLink],
    figures: Sequence[FigureText],
    terms: TermLinks = NO_TERMS,
    mentions: Sequence[tuple[int, int, str]] = (),
    showing: Showing = _ALONE,
) -> str:
    """HTML of a Document on one page: links resolved, `mentions` (start, end, key) of terms linked, figures written.

    A link into another language carries its `hreflang` and the class `other-language`; one to a term in the language
    of the text the class `term`, and what describes it. In an attribute (a picture's `alt`) a figure is its text alone.
    Pictures are shown as `showing` says.
    """
    term_by_url = {term.url: term for term in terms.of}
    pattern, pictures = (_PICTURE if "<img" in document_html else _LINK), itertools.count()

    def resolve_link(match: re.Match[str]) -> str:
        before, name, written, after = match.groups("")
        found = link_by_url.get(html.unescape(written) if "&" in written else written)
        tag = match[0][len(before) : len(match[0]) - len(after)]
        if name == "img" and found and found.image:
            return _show(before, tag, after, found.image, showing, is_first=next(pictures) == 0)
        if found is None:
            return _CREDIT.sub("", match[0]) if name == "img" else match[0]
        term = term_by_url.get(found.url.partition("#")[0].partition("?")[0]) if term_by_url else None
        start = match.start(2) - 1
        return before + _resolve(tag, name, match.start(3) - start, match.end(3) - start, found, term) + after

    def resolve(text: str) -> str:
        return pattern.sub(resolve_link, text) if link_by_url else text

    opening = {term.key: _open_link(term, terms.tag) for term in terms.of} if mentions else {}
    pieces, done = [], 0
    for start, end, key in mentions:
        pieces += [resolve(document_html[done:start]), opening[key], document_html[start:end], "</a>"]
        done = end
    return mark_links(write_marks("".join([*pieces, resolve(document_html[done:])]), figures))


_WAY_BACK = re.compile(r'<a class="footnote-backref" href="#([^"]*)" title="[^"]*">')
_WEB_LINK = re.compile(r'<a href="(https?://([^"/][^"]*))">([^<]*)(?=</a>)')

BACK = "_back"
"""The id of the words of the layout that name the way back from a footnote."""


def mark_links(body: str) -> str:
    """The HTML of a body in which the way back from a footnote has a name, and what shows its address is an `address`.

    On paper, each other link is followed by where it leads.
    """
    if "footnote-backref" in body:
        body = _WAY_BACK.sub(rf'<a class="footnote-backref" href="#\1" aria-labelledby="{BACK} \1">', body)
    return _WEB_LINK.sub(_mark_address, body) if '="http' in body else body


def _mark_address(match: re.Match[str]) -> str:
    url, below, shown = match.groups()
    own = (below, below + "/", below.removesuffix("/"))
    scheme, _, rest = shown.partition("://")
    is_address = shown in own or (scheme in ("http", "https") and rest in own)
    return f'<a class="address" href="{url}">{shown}' if is_address else match[0]


def _show(before: str, tag: str, after: str, image: Image, showing: Showing, *, is_first: bool) -> str:
    """A picture in its place: a figure in that of its paragraph, if there is something to say below it.

    An item or a cell has the figure in it.
    """
    attributes = dict(read_attributes(tag[len("<img") : -1]))
    if before and after and (attributes.get("title") or attributes.get("credit")):
        figure = write_figure(attributes, image, showing, is_first=is_first)
        return figure if before.startswith("<p") else before + figure + after
    return before + write_picture(attributes, image, showing, is_first=is_first) + after


def make_absolute(text: str, url: str) -> str:
    """HTML of a page with the addresses of its links and pictures absolute; `url` is the page's own (RFC 3986, 5.2).

    Of the sizes and formats of a picture the one is left that everybody can read.
    """

    def resolve(match: re.Match[str]) -> str:
        written = html.unescape(match[3])
        if _SCHEME.match(written):
            return match[0]
        start, end = match.start(3) - match.start(), match.end(3) - match.start()
        absolute = urllib.parse.urljoin(url, urllib.parse.quote(written, safe=SAFE))
        return f"{match[0][:start]}{html.escape(absolute)}{match[0][end:]}"

    return _LINK.sub(resolve, _CHOICE.sub("", text))


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
    """The tag of a link as a page has it; `start` and `end` say where its address stands.

    One that leads nowhere is an `a` without an address, where a link may come to stand (HTML, 4.5.1), and a picture
    what is said of it.
    """
    if resolved == NOWHERE:
        attributes = dict(read_attributes(tag[len(name) + 1 : -1]))
        return "<a>" if name == "a" else html.escape(html.unescape(attributes.get("alt", "")), quote=False)
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
