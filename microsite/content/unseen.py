"""What a text says of links and pictures, and readers do not get to see."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from microsite.content.yaml.nodes import shown
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.clean import read_attributes
from microsite.markup.pictures import stands_alone
from microsite.model.entries import Document, Link

_ATTRIBUTES = r'(?: [^\s=>]+="[^"]*")*'
_TAG = re.compile(rf"<(a|img)({_ATTRIBUTES})>")
_WITHIN = re.compile(r"(?:[\s\u200b\u2060\ufeff\u00ad]|&nbsp;|<(?!/?a\b|img\b)[^>]*>)*+</a>")
"""What a link has that has nothing to see or to hear."""

_WANTED = re.compile(rf"<a{_ATTRIBUTES}>{_WITHIN.pattern}|<img{_ATTRIBUTES} title=\"")


def check_unseen(document: Document, path: str) -> Iterator[Diagnostic]:
    """`link-empty`: a link without anything to follow; `caption-unseen`: a caption that only a mouse brings to light.

    A caption stands below a picture that has its place for its own (`stands_alone`); within a line it cannot.
    """
    if not _WANTED.search(document.html):
        return
    for match, link in find_links(document):
        span = Span(path, link.line, link.column, len(link.url))
        if match[1] == "a" and _WITHIN.match(document.html, match.end()):
            message = f"the link to {shown(link.url)} has no text, so readers do not see it"
            yield problem("link-empty", message, span, hint=f"say where it leads: [the text of the link]({link.url})")
        caption = dict(read_attributes(match[2])).get("title", "") if match[1] == "img" else ""
        if caption and not stands_alone(document.html, match.start(), match.end()) and not _has_caption(match):
            where, hint = _IN_LINK if _is_linked(match) else _IN_SENTENCE
            message = (
                f"readers do not see the caption {shown(html.unescape(caption))}: the picture stands within {where}"
            )
            yield problem("caption-unseen", message, span, hint=hint)


_IN_LINK = "a link", "take the caption out, or say it below the picture"
_IN_SENTENCE = "a sentence", "put the picture into a paragraph of its own, or say it in the sentence"


def _is_linked(picture: re.Match[str]) -> bool:
    """True of a picture with which a link begins."""
    markup, start = picture.string, picture.start()
    return markup.startswith("<a ", markup.rfind("<", 0, start))


def _has_caption(picture: re.Match[str]) -> bool:
    """True of a picture in a figure that has a caption."""
    markup, start = picture.string, picture.start()
    begin = markup.rfind("<figure", 0, start)
    caption = markup.find("<figcaption", begin, markup.find("</figure>", start)) if begin >= 0 else -1
    return caption >= 0 and markup.rfind("</figure>", 0, start) < begin


def find_links(document: Document) -> Iterator[tuple[re.Match[str], Link]]:
    """The tags of all links and pictures, as `Document.links` has them in the same order."""
    links = iter(document.links)
    for match in _TAG.finditer(document.html):
        attributes = dict(read_attributes(match[2]))
        is_footnote = attributes.get("class") in ("footnote-ref", "footnote-backref")
        if ("href" if match[1] == "a" else "src") in attributes and not is_footnote:
            yield match, next(links)
