"""What the body of a page is made from, as digests and words: as long as they stand, it does."""

from __future__ import annotations

from microsite.model.kinds import HOME
from microsite.model.site import Page
from microsite.site.linker import Linker
from microsite.values.named import NamedTuple


class BodySource(NamedTuple):
    """What the body of a page is made from: its text, its figures' file, and what its links mean there.

    `text` and `figures` are digests; `addresses` are of what the text names, in order. It may stand `below` pictures.
    """

    text: str
    locale: str
    figures: str
    addresses: tuple[str, ...]
    below: bool


def find_body_source(page: Page, linker: Linker) -> BodySource:
    """What the body of a page is made from."""
    text = page.text
    figures = page.group.digest if text.has_figures else ""
    addresses = tuple([linker.addresses.describe(name, page.locale) for name in text.names])
    return BodySource(text.digest, page.locale, figures, addresses, is_below_pictures(page))


def is_below_pictures(page: Page) -> bool:
    """True if a page shows a picture of its group file above its body; a root page shows none."""
    return bool(page.group.data.pictures) and (page.group.kind, page.group.key) != HOME
