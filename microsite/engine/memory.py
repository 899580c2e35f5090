"""Results of former builds: values by name, each with the digest of its inputs."""

from __future__ import annotations

import marshal
import operator
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from microsite.engine.common import Common, Nowhere
from microsite.engine.packing import Plain

Key = TypeVar("Key")
Value = TypeVar("Value")


class Once(Protocol):
    """What gives a value for a name: made anew, or the same as before if its inputs are."""

    def __call__(self, name: object, inputs: tuple[object, ...], make: Callable[[], Value], /) -> Value:
        """The value."""


def each_time(_name: object, _inputs: tuple[object, ...], make: Callable[[], Value], /) -> Value:
    """The value, made anew."""
    return make()


class Bodies(Protocol):
    """Where converted bodies lie, by the digest of their text: on the disk, for there they cost no memory."""

    def put(self, data: bytes) -> Plain:
        """Put a body where it stays, in this process or in one forked of it; what is given says where."""

    def note(self, digest: str, place: Plain) -> None:
        """Know the body of a text: where it was put."""

    def read(self, digest: str) -> bytes | None:
        """A body; None if it is not there, or damaged."""

    def has(self, digest: str) -> bool:
        """True if it was kept."""


class HeldBodies:
    """Bodies in memory."""

    def __init__(self) -> None:
        """Hold none."""
        self._data_by_digest: dict[str, bytes] = {}

    def put(self, data: bytes) -> Plain:
        """Give the body itself."""
        return data

    def note(self, digest: str, place: Plain) -> None:
        """Keep a body."""
        self._data_by_digest[digest] = place

    def read(self, digest: str) -> bytes | None:
        """A body; None if it is not there."""
        return self._data_by_digest.get(digest)

    def has(self, digest: str) -> bool:
        """True if it was kept."""
        return digest in self._data_by_digest


class Memory:
    """Results of earlier builds and of this one; names that this one does not ask for are forgotten.

    `records` are as those of the last build gave them. What is not asked for, or is as it was, goes from cache to cache
    as the bytes that it is.
    """

    def __init__(
        self,
        bodies: Bodies,
        records: Mapping[str, tuple[str, bytes]] | None = None,
        *,
        common: Common | None = None,
        is_lasting: bool = False,
    ) -> None:
        """Begin with what is remembered. A memory that `is_lasting` serves the next build of this process, too."""
        self.bodies = bodies
        self.common = common or Nowhere()
        self.is_lasting = is_lasting
        self._made_before: Mapping[object, tuple[tuple[object, ...], object]] = {}
        self._made: dict[object, tuple[tuple[object, ...], object]] = {}
        self._each_before: Mapping[str, Mapping[Any, tuple[tuple[Any, ...], Any]]] = {}
        self._each: dict[str, Mapping[Any, tuple[tuple[Any, ...], Any]]] = {}
        self._before: Mapping[str, tuple[str, bytes]] = records or {}
        self._now: dict[str, tuple[str, bytes]] = {}
        self._live: dict[str, tuple[str, object]] = {}

    @property
    def records(self) -> Mapping[str, tuple[str, bytes]]:
        """What is worth keeping for the next build: the digest of each, and what it is as bytes."""
        return self._now

    def recall(self, name: str, digest: str, unpack: Callable[[Plain], Value]) -> Value | None:
        """The value of that name, if its inputs are the same; None if not."""
        record = self._now.get(name) or self._before.get(name)
        if record is None or record[0] != digest:
            return None
        self._now[name] = record
        live = self._live.get(name)
        if live is None or live[0] != digest:
            live = self._live[name] = digest, unpack(marshal.loads(record[1]))  # noqa: S302 (what we wrote)
        value: Value = live[1]  # type: ignore[assignment]  # what was put there under this name
        return value

    def has(self, name: str) -> bool:
        """True if a value was kept under that name, whatever its inputs."""
        return name in self._now or name in self._before

    def has_any(self, beginning: str) -> bool:
        """True if a value was kept under a name that begins so."""
        return any(map(operator.methodcaller("startswith", beginning), self._before))

    def keep(self, name: str, digest: str, value: object, plain: Plain) -> None:
        """Remember a value, and how a cache keeps it: as bytes, which are written again as they are."""
        self._now[name] = digest, marshal.dumps(plain)
        self._live[name] = digest, value

    def retain(self, name: str) -> None:
        """Do not forget a name, though this build has no use for it."""
        if name in self._before:
            self._now.setdefault(name, self._before[name])

    def once(self, name: object, inputs: tuple[object, ...], make: Callable[[], Value], /) -> Value:
        """What `make` gives, as long as its inputs are equal: made once a process, where the memory lasts so long.

        The inputs are digests, or values that are the same objects as long as nothing moves.
        """
        if not self.is_lasting:
            return make()
        found = self._made.get(name) or self._made_before.get(name)
        if found is None or found[0] != inputs:
            found = inputs, make()
        self._made[name] = found
        value: Value = found[1]  # type: ignore[assignment]  # what was put there under this name
        return value

    def each(self, name: str, inputs: Mapping[Key, tuple[Any, ...]], make: Callable[..., Value]) -> dict[Key, Value]:
        """What `make` gives of the inputs of each key: `once` for thousands, of which most are as before."""
        if not self.is_lasting:
            return {key: make(*given) for key, given in inputs.items()}
        before, now = self._each_before.get(name, {}), {}
        for key, given in inputs.items():
            found = before.get(key)
            now[key] = found if found is not None and found[0] == given else (given, make(*given))
        self._each[name] = now
        return {key: found[1] for key, found in now.items()}

    def next(self) -> Memory:
        """The memory that the next build of the same process begins with."""
        following = Memory(self.bodies, self._now, common=self.common, is_lasting=self.is_lasting)
        following._live = {name: live for name, live in self._live.items() if name in self._now}
        following._made_before = self._made
        following._each_before = self._each
        return following
