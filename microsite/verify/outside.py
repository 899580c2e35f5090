"""Links to other sites: which there are, and what is told of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from microsite.verify.addresses import Book, Whither
from microsite.verify.defects import At, Defect
from microsite.verify.said import Said


def find_outside(said: Sequence[Said], book: Book) -> Mapping[str, tuple[At, ...]]:
    """The whole addresses of other sites that pages lead readers to, each with its places."""
    found: dict[str, list[At]] = {}
    for one in said:
        for link in one.links:
            is_for_readers = link.what == "link" and one.form == "whole"
            if is_for_readers and book.find(link.url, one.path, one.base).whither is Whither.FOREIGN:
                whole = f"{book.scheme or 'https'}:{link.url}" if link.url.startswith("//") else link.url
                found.setdefault(whole, []).append(one.at(link.offset, link.url))
    return {url: tuple(places) for url, places in found.items()}


def tell_broken(url: str, reason: str, places: Sequence[At]) -> Defect:
    """`external-broken` of an address, by why it does not lead to a page."""
    first, *others = places
    return Defect("external-broken", f"“{url}” {reason}", first, "find out where it is now", tuple(others))


def tell_moved(url: str, there: str, places: Sequence[At]) -> Defect:
    """`external-moved` of an address that leads elsewhere for good."""
    first, *others = places
    return Defect("external-moved", f"“{url}” has moved for good, to “{there}”", first, f"write {there}", tuple(others))


def group(outside: Mapping[str, tuple[At, ...]]) -> Iterator[tuple[str, tuple[At, ...]]]:
    """The addresses without their anchors, each with all its places."""
    together: dict[str, tuple[At, ...]] = {}
    for url, places in outside.items():
        plain = url.partition("#")[0]
        together[plain] = together.get(plain, ()) + places
    yield from together.items()
