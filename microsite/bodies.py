"""What a page shows of a Document, as the bytes that lie between a text and its pages."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from typing import Any

from microsite.model import Document, Heading


def write_body(document: Document) -> bytes:
    """What a page shows of a Document: its HTML and its headings."""
    headings = tuple((heading.id, heading.level, heading.html) for heading in document.headings)
    return marshal.dumps((document.html, headings))


def read_body(written: bytes) -> tuple[str, tuple[Heading, ...]]:
    """The HTML and the headings that `write_body` wrote."""
    text, headings = marshal.loads(written)  # noqa: S302 (what we wrote; the cache holds a checksum against it)
    return text, tuple(Heading(*heading) for heading in headings)


def write_uses(uses: Iterable[tuple[str | int, ...]]) -> bytes:
    """The fields of links, or of uses of figures; no bytes if there are none."""
    fields = tuple((*use,) for use in uses)
    return marshal.dumps(fields) if fields else b""


def read_uses(written: bytes) -> tuple[tuple[Any, ...], ...]:
    """The fields that `write_uses` wrote."""
    return marshal.loads(written) if written else ()  # noqa: S302 (see above)
