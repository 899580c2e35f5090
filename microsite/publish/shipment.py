"""What is sent to a host: the files of a built site, those that the host reads, and those that are compressed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping

from microsite.publish.compressed import compress, list_encodings, may_shrink
from microsite.publish.hosts import Host
from microsite.publish.release import WAYS, Release
from microsite.values.named import NamedTuple


class Parcel(NamedTuple):
    """A file that is sent: its SHA-256 (hex), and its bytes unless it is a file of the built site."""

    digest: str
    data: bytes | None = None


Packed = Mapping[str, Mapping[str, bytes]]
"""What files were compressed to, by their digests and then by endings; b"" of what is not worth it."""


class Shipment(NamedTuple):
    """All files that are sent, by path, and what was found out about those that are compressed, for the next time."""

    parcels: Mapping[str, Parcel]
    known: Packed


def make_shipment(release: Release, host: Host | None, read: Callable[[str], bytes], known: Packed) -> Shipment:
    """All files that a host gets of a built site; those of the site alone if there is no host.

    `read` gives their bytes. What is known is not compressed again. A file of the site is never replaced by one for the
    host.
    """
    parcels = {path: Parcel(digest) for path, digest in release.digests.items()}
    if host is None:
        return Shipment(parcels, known)
    told = release if host.most is None else release._replace(redirects=release.redirects[: host.most // WAYS])
    for moved in told.redirects if host.pages_first else ():
        del parcels[moved.path]
    for path, data in host.write(told).items():
        parcels.setdefault(path, _make_parcel(data))
    return _add_compressed(release, parcels, read, known) if host.compressed else Shipment(parcels, known)


def _add_compressed(
    release: Release, parcels: Mapping[str, Parcel], read: Callable[[str], bytes], known: Packed
) -> Shipment:
    found: dict[str, Mapping[str, bytes]] = {}
    more: dict[str, Parcel] = {}
    encodings = list_encodings()
    for path, parcel in parcels.items():
        if not may_shrink(path):
            continue
        made = found.get(parcel.digest) or known.get(parcel.digest)
        if made is None or set(made) != set(encodings):
            data = read(path) if parcel.data is None else parcel.data
            lasts = path in release.lasting
            made = {ending: compress(data, ending, lasts=lasts) for ending in encodings}
        found[parcel.digest] = made
        more |= {path + ending: _make_parcel(data) for ending, data in made.items() if data}
    return Shipment({**more, **parcels}, found)


def _make_parcel(data: bytes) -> Parcel:
    return Parcel(hashlib.sha256(data).hexdigest(), data)


class Transfer(NamedTuple):
    """What sending a shipment changes, in a safe order: what is `gone` goes when all the rest is there."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]


def compare(parcels: Mapping[str, Parcel], present: Mapping[str, str]) -> Transfer:
    """What is to be done where files with these digests, by path, are published now."""
    paths = sort_safely(parcels)
    return Transfer(
        new=tuple(path for path in paths if path not in present),
        changed=tuple(path for path in paths if path in present and present[path] != parcels[path].digest),
        gone=tuple(sorted(present.keys() - parcels.keys())),
        kept=tuple(path for path in paths if present.get(path) == parcels[path].digest),
    )


def sort_safely(paths: Iterable[str]) -> list[str]:
    """Files in an order in which each comes behind what it leads to, as far as their places tell.

    What pages show comes first, then pages, the deepest first, then what names pages to machines. What is compressed
    stands right before its file, so that there is hardly a moment in which one is older than the other.
    """
    return sorted(paths, key=find_rank)


def find_rank(path: str) -> tuple[int, int, str, int]:
    """Where a file stands in that order; what has the first two in common may be sent at once."""
    plain = path.removesuffix(".br").removesuffix(".gz")
    rank = 1 if plain.endswith(".html") else 2 if _NAMING.search(plain) or plain.startswith("_") else 0
    return rank, -plain.count("/"), plain, -len(path)


_NAMING = re.compile(r"(?:feed\.(?:xml|json)|sitemap(?:-[0-9]+)?\.xml|robots\.txt)$")
