"""Converted bodies in the pack, found by the digests of their texts."""

from __future__ import annotations

from microsite.files.pack import Pack, Slice


class StoredBodies:
    """Bodies on the disk. `slices` say where each lies, by the digest of its text; a cache keeps them."""

    def __init__(self, pack: Pack, slices: dict[str, Slice]) -> None:
        """Begin with what is known to lie in the pack."""
        self._pack = pack
        self.slices = slices

    def attach(self, pack: Pack) -> None:
        """Go on with the same pack, opened anew."""
        self._pack = pack

    def put(self, data: bytes) -> Slice:
        """Write a body, in this process or in one forked of it, and give where it lies."""
        return self._pack.add(data)

    def note(self, digest: str, place: Slice) -> None:
        """Know the body of a text: where it was put."""
        self.slices[digest] = place

    def read(self, digest: str) -> bytes | None:
        """A body; None if it is not there, or damaged."""
        found = self.slices.get(digest)
        return self._pack.read(found) if found else None

    def has(self, digest: str) -> bool:
        """True if it was kept."""
        return digest in self.slices

    def keep(self, digests: set[str]) -> None:
        """Forget all others, and write what waits, before somebody relies on it."""
        wanted = {digest: found for digest, found in self.slices.items() if digest in digests}
        kept = self._pack.keep(wanted.values())
        self.slices = {digest: kept[found] for digest, found in wanted.items() if found in kept}
