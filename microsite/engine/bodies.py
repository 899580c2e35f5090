"""What a page shows of a Document, and what that names, as the bytes that lie between a text and its pages.

They lie on the disk, so that memory grows with titles and not with bodies, and are read where a page is checked or
made.
"""

import marshal

from microsite.model.entries import Document, FigureUse, Heading, Link
from microsite.values.named import NamedTuple


class Uses(NamedTuple):
    """What a body names: its links and figures in order; and its `ids`, which others may name, sorted."""

    links: tuple[Link, ...] = ()
    figures: tuple[FigureUse, ...] = ()
    ids: tuple[str, ...] = ()


_LENGTH = 4


def write_body(document: Document) -> bytes:
    """What a page shows of a Document, its HTML and its headings; and before that, what it names."""
    links = tuple([(*link,) for link in document.links])
    figures = tuple([(*use,) for use in document.figures])
    headings = tuple([(*heading,) for heading in document.headings])
    uses = marshal.dumps((links, figures, tuple(sorted(document.ids))))
    return len(uses).to_bytes(_LENGTH) + uses + marshal.dumps((document.html, headings))


def read_body(written: bytes) -> tuple[str, tuple[Heading, ...]]:
    """The HTML and the headings that `write_body` wrote."""
    start = _LENGTH + int.from_bytes(written[:_LENGTH])
    text, headings = marshal.loads(memoryview(written)[start:])  # noqa: S302 (what we wrote; a checksum is held against it)
    return text, tuple([Heading(*heading) for heading in headings])


def read_uses(written: bytes) -> Uses:
    """What a body names, of what `write_body` wrote; nothing of the body of a text that cannot be read."""
    if not written:
        return Uses()
    links, figures, ids = marshal.loads(memoryview(written)[_LENGTH:])  # noqa: S302 (see above)
    return Uses(tuple([Link(*link) for link in links]), tuple([FigureUse(*use) for use in figures]), ids)
