"""What a page shows of a Document, as the bytes that lie between a text and its pages."""

from __future__ import annotations

import marshal

from microsite.model import Document, Heading


def write_body(document: Document) -> bytes:
    """What a page shows of a Document: its HTML and its headings."""
    headings = tuple((heading.id, heading.level, heading.html) for heading in document.headings)
    return marshal.dumps((document.html, headings))


def read_body(written: bytes) -> tuple[str, tuple[Heading, ...]]:
    """The HTML and the headings that `write_body` wrote."""
    text, headings = marshal.loads(written)  # noqa: S302 (what we wrote; the cache holds a checksum against it)
    return text, tuple(Heading(*heading) for heading in headings)
