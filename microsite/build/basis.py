"""What a build stands on: all that it was made from and has left, as it lies on the disk, for its echo."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from microsite.build.echo import ECHO, Call, Echo, seal
from microsite.build.looks import Inventory, Last
from microsite.files.cache import Cache
from microsite.files.disk import LOOKS, remove_all
from microsite.files.engine import look_at_engine
from microsite.files.folder import look_at_output
from microsite.files.ownership import OWNERSHIP
from microsite.files.stamps import COARSEST, Look, Seen, Stamp, is_settled, moment_at, read_stamp, renew_moment
from microsite.files.theme import find_theme, look_at_theme
from microsite.files.tree import TOPS, look_at_site
from microsite.files.trust import find_git
from microsite.files.writing import write_file
from microsite.values.named import NamedTuple


class Basis(NamedTuple):
    """Paths at which nothing may come, and the stamps of all that may not move. The paths are absolute."""

    absent: tuple[str, ...]
    marks: tuple[tuple[str, Stamp], ...]


def keep_echo(state: Inventory, last: Last, call: Call, echo: Echo) -> None:
    """Keep what is to be told of the last build to who calls us in the same way, if it is sure how long it holds.

    If there is no room for it, the site is built all the same, and the next build looks at everything.
    """
    with suppress(OSError, MemoryError):
        _keep_echo(state.claim.place.cache, last, call, echo, find_basis(state))


def _keep_echo(cache: Cache, last: Last, call: Call, echo: Echo, basis: Basis | None) -> None:
    if basis and not cache.trust.doubt:
        path, data = cache.path(ECHO), seal((last.since, last.until, echo, *basis), cache.trust.key, call)
        try:
            write_file(path, data)
        except FileExistsError:
            remove_all(str(path))  # a folder or a link: nothing in this folder is anybody else's
            write_file(path, data)


def find_basis(state: Inventory) -> Basis | None:
    """What a build stands on that comes to this; None if that cannot be told from stamps.

    So it is where something has a problem, which is looked at each time, has moved meanwhile, or is so new that it can
    move once more without another stamp (`files.stamps`).
    """
    claim, root = state.claim, str(state.claim.root)
    if state.tree.problems or state.theme.problems or OWNERSHIP not in claim.seen.files:
        return None
    try:
        absent, files = find_git(claim.root)
        gone, libraries = _find_libraries()
        marks = [(path, _read_old(path, root)) for path in (*files, *libraries)]
        tops = [*_find_missing(root, TOPS, state.tree.seen), *_find_missing(str(find_theme()), LOOKS, state.theme.seen)]
        renew_moment(root)
        looks = (
            look_at_site(root, state.tree.seen),
            look_at_output(claim.place, claim.seen),
            look_at_theme(root, state.theme.seen),
            look_at_engine(state.code, moment_at(root)),
        )
        seen = [mark for look in looks for mark in _find_marks(look)]
    except (OSError, ValueError):
        return None
    return Basis((*absent, *gone, *tops), (*seen, *marks))


def _find_libraries() -> tuple[list[str], list[str]]:
    """The places that tell which libraries there are, as `files.engine` reads them: those not there, and all others."""
    places = [Path(folder).absolute() for folder in sys.path]
    there = [place for place in places if place.exists()]
    # What a link leads to is looked at, and not the link.
    marked = [f"{place}{os.sep}." if place.is_dir() else str(place) for place in there]
    return [str(place) for place in places if place not in there], marked


def _find_missing(base: str, tops: Sequence[str], seen: Seen) -> Iterator[str]:
    """The paths of those tops that nobody has seen, as there are none. Raises `ValueError` if one has come."""
    if seen.folders:  # else the theme is that of the site
        for name in tops:
            if name not in seen.folders and name not in seen.files:
                if os.path.lexists(f"{base}/{name}"):
                    raise ValueError(name)
                yield f"{base}/{name}"


def _read_old(path: str, root: str) -> Stamp:
    """The stamp of what has not moved since a build of a root began. Raises `OSError`, and `ValueError` if it has."""
    stamp = read_stamp(path)
    if not is_settled(stamp, moment_at(root, path) or moment_at(root) - COARSEST):
        raise ValueError(path)
    return stamp


def _find_marks(look: Look) -> Iterator[tuple[str, Stamp]]:
    """What was seen before, with its stamps. Raises `OSError`, and `ValueError` where they cannot be believed yet."""
    seen = look.settle()
    for path, (stamp, _) in (*seen.folders.items(), *seen.files.items()):
        yield f"{look.base}/{path}" if path else look.base, stamp
