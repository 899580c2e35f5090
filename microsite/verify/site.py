"""What all files of a built site say → everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from microsite.values.named import NamedTuple
from microsite.verify.addresses import Book, find_base_url
from microsite.verify.defects import Defect
from microsite.verify.links import check_aliases, check_links
from microsite.verify.repeated import check_previews, check_repeated
from microsite.verify.said import Said
from microsite.verify.sitemaps import check_sitemaps
from microsite.verify.styles import check_contrast
from microsite.verify.versions import check_canonical, check_versions, find_shown
from microsite.verify.weights import BUDGETS, check_weights


class Audit(NamedTuple):
    """A built site: what its files say, the sizes of all by path, and what else is known of it.

    `base_url` is where the site lies, with a slash at its end; "" lets its pages tell. `redirects` is the text of
    `_redirects`. `budgets` are bytes by type of page.
    """

    said: Sequence[Said]
    sizes: Mapping[str, int]
    base_url: str = ""
    redirects: str = ""
    budgets: Mapping[str, int] = BUDGETS

    def book(self) -> Book:
        """The addresses of the site."""
        return Book(self.sizes, self.base_url or find_base_url(self.said), self.redirects)


def find_defects(audit: Audit) -> Iterator[Defect]:
    """All that is wrong, file by file and then with the whole; the time grows with the site and no faster."""
    for one in audit.said:
        yield from one.defects
    book = audit.book()
    site = find_shown(audit.said, book)
    yield from check_links(audit.said, book)
    yield from check_aliases(audit.said, book)
    yield from check_canonical(site)
    yield from check_versions(site)
    yield from check_sitemaps(audit.said, site)
    yield from check_repeated(site)
    yield from check_previews(site)
    yield from check_contrast(audit.said)
    yield from check_weights(audit.said, book, audit.sizes, audit.budgets)
