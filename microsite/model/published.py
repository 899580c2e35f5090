"""What the pages of an output folder show, as far as their paths tell. Pure."""

from collections.abc import Iterable, Iterator

from microsite.model.kinds import KINDS, LISTINGS
from microsite.values.named import NamedTuple

_INDEX = "/index.html"

_KIND_BY_PLACE = {kind.url.partition("{slug}")[0]: kind.name for kind in KINDS.values()}

_LISTS = frozenset(listing.url.rstrip("/") for listing in LISTINGS.values())


class Shown(NamedTuple):
    """A page of an output folder that shows an entry of a kind in a language, as its path alone tells."""

    path: str
    kind: str
    language: str


def find_shown(paths: Iterable[str]) -> Iterator[Shown]:
    """The paths in an output folder that show entries, except the home pages of languages."""
    for path in paths:
        language, _, below = path.removesuffix(_INDEX).partition("/")
        place, slash, slug = below.rpartition("/")
        kind = _KIND_BY_PLACE.get(place + slash)
        if kind and slug and path.endswith(_INDEX) and below not in _LISTS:
            yield Shown(path, kind, language)


def find_strangers(wanted: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """The pages there that show entries, sorted, if none of them is wanted; otherwise nothing.

    In languages of which nothing is wanted, nobody knows whose they are. If no such page is wanted, none is told.
    """
    own = set(find_shown(wanted))
    languages = {page.language for page in own}
    there = {page for page in find_shown(present) if page.language in languages}
    return () if own & there else tuple(sorted(page.path for page in there))
