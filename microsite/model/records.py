"""Records of words alone: what parts are given of pages, and what readers see of them elsewhere."""

from microsite.model.images import Image
from microsite.values.named import NamedTuple


class MenuItem(NamedTuple):
    """An item of a navigation, called `name` in site.yaml; `tag` is set where its page is in another language."""

    name: str
    title: str
    url: str
    tag: str = ""


class Card(NamedTuple):
    """A page as others show it. Dates are ISO 8601 or ""; `tag` is the language of its text (BCP 47).

    So it is that of `place`, unless that is in the readers' own. `short_title` is what the title may be called where
    there is little room, or "". `language` is what that language calls itself, where the page is a fallback.
    """

    key: str
    title: str
    url: str
    date: str
    updated: str
    place: str
    summary: str
    tag: str
    is_fallback: bool = False
    short_title: str = ""
    is_place_own: bool = True
    language: str = ""


class Naming(NamedTuple):
    """How a term is written: the `wordings` that lead to it, none if it is deprecated, and those that are `forbidden`.

    `case` is "exact" or "any", or "" where each wording decides for itself; with `compounds`, longer words that begin
    with a wording lead here, too, and those of `not_in` never do.
    """

    wordings: tuple[str, ...]
    forbidden: tuple[str, ...]
    case: str
    compounds: bool
    not_in: tuple[str, ...] = ()


class Version(NamedTuple):
    """A page of a group or a list in one language; the title is that of its entry."""

    locale: str
    url: str
    is_fallback: bool = False
    title: str = ""

    def __repr__(self) -> str:
        """Written by C, in a tenth of the time: after each edit, the sitemap digests thousands."""
        return tuple.__repr__(self)


class Versions(NamedTuple):
    """The pages of a group or list by language, in the site's order; the others are translated from `source`."""

    of: tuple[Version, ...]
    source: str = ""

    def __repr__(self) -> str:
        """As that of a version."""
        return tuple.__repr__(self)


NO_VERSIONS = Versions(())
"""Those of a page that stands alone."""


class Division(NamedTuple):
    """The entries of a list that are of one year or topic: what it is called, its URL, how many it has."""

    name: str
    url: str
    size: int


class FeedPlace(NamedTuple):
    """Where a feed is, as Atom and as JSON Feed, and the page that has the same, all by their URLs.

    `topic` is what its topic is called, "" if it is of a whole list; `id` names it for ever.
    """

    url: str
    json_url: str
    home: str
    topic: str
    id: str


class ListPage(NamedTuple):
    """A page of a kind's list, or of a division of it: its URL, how many entries the whole has, and where it leads.

    `year` is 0, and `topic` "", where it is not of one. `older` is the URL of the year with the first entry that is
    not shown, "" if all are; `tables` are those of the entries as files, (format, URL). `feeds` are the URLs of those
    of its topic, as Atom and as JSON Feed; "" if there is none. `card` is its share card, if there is one.
    """

    kind: str
    url: str
    listed: int
    year: int = 0
    topic: str = ""
    years: tuple[Division, ...] = ()
    topics: tuple[Division, ...] = ()
    older: str = ""
    tables: tuple[tuple[str, str], ...] = ()
    feeds: tuple[str, str] = ("", "")
    card: Image | None = None


class TermLink(NamedTuple):
    """A term that a body leads to; `id` names its popover there, "" if it has nothing `short` to show."""

    key: str
    id: str
    term: str
    short: str
    url: str


class TermLinks(NamedTuple):
    """The terms that a body leads to; `tag` is set where the text is in another language than the page (BCP 47)."""

    of: tuple[TermLink, ...]
    tag: str = ""


class Note:
    """What describes the links to a term on a page; `tag` is set where it is in another language (BCP 47).

    It never changes, and templates read its fields by name: a tuple they would write as a list.
    """

    __slots__ = ("id", "short", "tag", "term", "url")

    def __init__(self, id: str, term: str, short: str, url: str, tag: str) -> None:  # noqa: A002 (as HTML calls it)
        """Take all that there is."""
        self.id, self.term, self.short, self.url, self.tag = id, term, short, url, tag

    def as_table(self) -> dict[str, str]:
        """Its fields by name."""
        return {"id": self.id, "term": self.term, "short": self.short, "url": self.url, "tag": self.tag}

    def __eq__(self, other: object) -> bool:
        """True for a note that says the same."""
        return isinstance(other, Note) and self.as_table() == other.as_table()

    def __hash__(self) -> int:
        """The same for those that say the same."""
        return hash((self.id, self.short, self.url, self.tag))


class PaperFile(NamedTuple):
    """A release as a file for printing: its URL, and how many bytes it has."""

    url: str
    size: int


class TermVersion(NamedTuple):
    """What a page shows of its term in another language."""

    term: str
    short: str
    forms: tuple[str, ...]
