"""Everything linked: groups, their pages, and where they are."""

from collections.abc import Mapping

from microsite.model.config import Config
from microsite.model.entries import NONE, Entry, GroupData, Locale, Text
from microsite.model.images import Image, Rendition
from microsite.model.parts import Given
from microsite.model.records import Card
from microsite.values.named import NamedTuple


class Target(NamedTuple):
    """Where an output lies: `path` relative to `output/`, `url` from the host's root with the base path in it."""

    path: str
    url: str


class Group(NamedTuple):
    """A key's texts and entries by locale; `source` is the locale that the others are translations of.

    The entries are complete: with what the group file says, and with their figures written out. `digest` is the
    group file's, "" if there is none.
    """

    kind: str
    key: str
    data: GroupData
    entries: Mapping[str, Entry]
    source: str
    texts: Mapping[str, Text]
    digest: str = ""


class Page(NamedTuple):
    """A group as one locale shows it: `text` as it was read, `entry` complete.

    It is a fallback where the reader gets the source text instead of a translation, which `entry.locale` tells, too.
    `card` is what other pages show of it. `glance` are digests of more than all that they show comes from, but for the
    site's configuration and addresses: not of its body, which they do not show.
    """

    group: Group
    locale: str
    entry: Entry
    target: Target
    text: Text
    card: Given[Card]
    is_fallback: bool
    glance: str


class ResolvedLink(NamedTuple):
    """What a URL in a body means on one page. `tag` is set where it leads into another language (BCP 47).

    Of a picture that is shown, `image` says how.
    """

    url: str
    tag: str = ""
    image: Image | None = None


NOWHERE = ResolvedLink("")
"""What leads to something that is not public: readers get the text of the link, or of the picture, alone."""


GroupKey = tuple[str, str]
"""(kind, key)."""

PageKey = tuple[str, str, str]
"""(kind, key, locale)."""


def list_key(kind: str, locale: str, topic: str = "") -> PageKey:
    """What a list, or that of a topic, is found by among pages: a key that no entry has."""
    return kind, f"/{topic}", locale


class Site(NamedTuple):
    """Everything linked.

    `pages` are in the order of their kind in `kinds.KINDS`, then key, then locale. `media` are the files that pages
    lead to, by path relative to the root; `images` are the pictures that they show, and `renditions` what these are
    made of: where it goes, what it is, and the path of its picture.
    """

    config: Config
    groups: tuple[Group, ...]
    pages: Mapping[PageKey, Page]
    media: Mapping[str, Target]
    images: Mapping[str, Image] = NONE
    renditions: tuple[tuple[Target, Rendition, str], ...] = ()

    def locale(self, key: str) -> Locale:
        """The configured language of that key."""
        return self.config.locale(key)
