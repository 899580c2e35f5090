"""Whether the cache of a site is believed: only if this user made it, where nobody else can write."""

import itertools
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from microsite.files.key import CACHE, CACHES, SIZE, doubt_key, locate_key, read_key, user
from microsite.files.opening import read_file
from microsite.files.writing import write_file
from microsite.values.named import NamedTuple

# The cache holds compiled templates, which run, and pages, which visitors see. A digest says that it is whole; that we
# wrote it only a key says that whoever can write to the site's folder cannot read. Git keeps no owner and no mode, so
# neither of them tells where a folder came from.

_PATH_BOUND, _INDEX_BOUND = 65_536, 1_000_000_000  # bytes; of a million files, an index has a tenth of that
_HASHES = (20, 32)
"""How many bytes the digests of Git have: SHA-1 and SHA-256."""


class Trust(NamedTuple):
    """The key by which what is kept is signed; or none, and the doubt that forbids to use the cache, in words."""

    key: bytes
    doubt: str = ""


def find_trust(root: Path) -> Trust:
    """Whether the cache below an absolute root may be used. The key is made where there is none. Never raises."""
    if _is_tracked(root):
        return Trust(b"", f"it is in Git, where others can change it: git rm -r --cached {CACHES}")
    with suppress(OSError):
        owner = (root / CACHE).lstat().st_uid
        if owner != user():
            return Trust(b"", f"it belongs to another user ({owner}): delete {CACHES}")
    path = locate_key()
    if doubt := doubt_key(path, str(root)):
        return Trust(b"", doubt)
    try:
        return Trust(read_key(path) or _make_key(Path(path)))
    except OSError as error:
        return Trust(b"", f"its key “{path}” cannot be read or made: {error.strerror or error}")


def _make_key(path: Path) -> bytes:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_file(path, os.urandom(SIZE), mode=0o600)
    return read_key(str(path))


# ---- Git --------------------------------------------------------------------------------------------------------


def _is_tracked(root: Path) -> bool:
    """True if the repository that the root lies in has files of the cache, or another repository in its place."""
    for folder in (root, *root.parents):
        if os.path.lexists(folder / ".git"):
            path = "/".join((*root.relative_to(folder).parts, CACHE, ""))
            with suppress(OSError, ValueError):
                return _is_in_index(read_file(_find_index(folder), _INDEX_BOUND), path)
            return False
    return False


def find_git(root: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths that tell whether Git has the cache: where nothing may come, and files that may not move.

    Raises `OSError` and `ValueError` where nobody can read what Git has.
    """
    above = tuple(str(folder / ".git") for folder in (root, *root.parents))
    place = next(filter(os.path.lexists, above), "")
    if not place:
        return above, ()
    absent, index = above[: above.index(place)], _find_index(Path(place).parent)
    files = (place,) if os.path.isfile(place) else ()  # noqa: PTH113
    return (absent, (*files, index)) if os.path.lexists(index) else ((*absent, index), files)


def _find_index(folder: Path) -> str:
    """The index of the repository that lies in a folder. Raises `OSError` and `ValueError`."""
    place = folder / ".git"
    if place.is_file():  # of a work tree, or of a submodule
        named = re.match(r"gitdir: (.*)", read_file(str(place), _PATH_BOUND).decode())
        place = folder / named[1].strip() if named else place
    return os.path.realpath(place / "index")


def _is_in_index(index: bytes, path: str) -> bool:
    """True if an index (gitformat-index) has files below a path, or another repository at it or right above.

    It has the path of each file, as bytes; up to version 3 whole, and from version 4 without the beginning that it
    shares with the one before.
    """
    wanted = os.fsencode(path)
    others = tuple(wanted.rstrip(b"/").rsplit(b"/", level)[0] for level in (0, 1))
    if index[4:8] < b"\0\0\0\4":
        return wanted in index or any(_has_entry(index, one) for one in others)
    return any(_is_among(_read_paths(index, size), wanted, others) for size in _HASHES)


def _is_among(paths: Iterator[bytes], wanted: bytes, others: tuple[bytes, ...]) -> bool:
    """The same of the paths, in order."""
    upto = itertools.takewhile(lambda path: path <= wanted or path.startswith(wanted), paths)
    return any(path in others or path.startswith(wanted) for path in upto)


def _read_paths(index: bytes, size: int) -> Iterator[bytes]:
    """The paths of an index of version 4 whose digests have so many bytes; none where it is not one."""
    path, at = b"", 12
    for _ in range(int.from_bytes(index[8:12])):
        at += 42 + size + 2 * bool(index[at + 40 + size : at + 41 + size] >= b"\x40")  # flags, and whether more follow
        cut = -1
        while True:  # so many bytes at the end of the path before are not shared
            byte = index[at : at + 1]
            cut, at = (cut + 1) << 7 | (byte[0] & 0x7F if byte else 0), at + 1
            if byte < b"\x80":
                break
        end = index.find(b"\0", at)
        if end < 0 or cut > len(path):
            return
        path, at = path[: len(path) - cut] + index[at:end], end + 1
        yield path


def _has_entry(index: bytes, name: bytes) -> bool:
    """True if an entry of an index has exactly that name: what comes before it says how long it is."""
    at = index.find(name + b"\0")
    while at >= 0:
        if int.from_bytes(index[at - 2 : at]) & 0xFFF == len(name):
            return True
        at = index.find(name + b"\0", at + 1)
    return False
