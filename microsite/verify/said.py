"""What the pages of a built site say, as values: links, anchors, titles, versions; and other files that say as much."""

from __future__ import annotations

from microsite.values.named import NamedTuple
from microsite.verify.defects import At, Defect

REQUESTS = frozenset(
    {"connection", "font", "frame", "icon", "lazy", "manifest", "media", "picture", "script", "sheet", "style"}
)
"""What of `Asked.what` browsers ask for by themselves.

“lazy” is a picture that is asked for when it comes into sight, “sheet” a style sheet, “style” what one names.
"""

WEIGHTY = frozenset({"picture", "script", "sheet"})
"""What of it a page is not there without."""

PICTURES = frozenset({"lazy", "picture", "preview"})
"""What of it readers see, or those who are shown a preview of a link."""


class Asked(NamedTuple):
    """An address as it is written, without white space around it, at an offset.

    `what` says what it is for: one of `REQUESTS`, or “link”, “feed”, “data” and “preview”, which nobody asks for by
    itself.
    """

    url: str
    offset: int
    what: str = "link"


class Alternate(NamedTuple):
    """The address of a page in another language, by its tag, or x-default."""

    tag: str
    url: str
    offset: int


class Mapped(NamedTuple):
    """An address in a sitemap, with its versions."""

    url: str
    offset: int
    versions: tuple[Alternate, ...] = ()


class Painted(NamedTuple):
    """A rule of a style sheet that sets colours or variables, by property, and the conditions around it."""

    selector: str
    condition: str
    offset: int
    values: dict[str, str]


class Said(NamedTuple):
    """What a file says. Only pages say all of it.

    `form` is what a file is: a “whole” page, a “part” of one, a “sitemap”, or another.
    `language` is that of the whole page, "" if it names none. `titles` and `descriptions` are words with an offset.
    `is_hidden` means that search engines are asked not to show it. `leads_to` is where a page only leads on to.
    `properties` are those of Open Graph. `type` is what a page says it is, for its budget. `defects` are what is wrong
    with the file, whatever others there are.
    """

    path: str
    form: str
    size: int
    base: str = ""
    language: str = ""
    titles: tuple[tuple[str, int], ...] = ()
    descriptions: tuple[tuple[str, int], ...] = ()
    is_hidden: bool = False
    canonical: tuple[Asked, ...] = ()
    leads_to: Asked | None = None
    versions: tuple[Alternate, ...] = ()
    properties: tuple[tuple[str, str, int], ...] = ()
    links: tuple[Asked, ...] = ()
    ids: frozenset[str] = frozenset()
    type: str = ""
    entries: tuple[Mapped, ...] = ()
    colours: tuple[Painted, ...] = ()
    defects: tuple[Defect, ...] = ()

    def at(self, offset: int, mark: str = "") -> At:
        """A place in this file."""
        return At(self.path, offset, mark)


Columns = tuple[Said, tuple[tuple[str, ...], tuple[int, ...], tuple[str, ...]]]
"""What a file says, as it is sent from one process to another: of its addresses, each field on its own."""


def fold(said: Said) -> Columns:
    """The same to be sent: a class for each of some hundred thousand addresses would take most of the sending."""
    links = said.links
    columns = tuple(one.url for one in links), tuple(one.offset for one in links), tuple(one.what for one in links)
    return said._replace(links=()), columns


def unfold(folded: Columns) -> Said:
    """What was folded."""
    said, columns = folded
    return said._replace(links=tuple(map(Asked, *columns)))
