"""Many byte strings in one file: thousands of small files take ten times as long to write, and longer to look up."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from microsite.files.disk import remove_all, telling
from microsite.files.key import CACHE
from microsite.files.opening import read_at
from microsite.files.writing import create

Slice = tuple[int, int, bytes]
"""Where a byte string lies: offset, length, and digest of it. A plain tuple, as the cache keeps and signs them."""

BODIES = "bodies"

_MAGIC = b"microsite bodies\n"
_HEAD = len(_MAGIC) + 8


class Pack:
    """Byte strings in an append-only file below the root's cache, found by the slices that `add` gives.

    Processes that are forked of this one may add, too, each by a descriptor of its own: the system appends what each
    writes whole. Where it does not (some network disks), the digest tells, and the bytes are made again; as it does of
    bytes that somebody else put there.

    Of what a killed build added nobody knows, and the next rewriting drops it. A slice is never taken for another
    one's bytes: the offsets of a rewritten pack go on where the old one's ended, and a pack begun anew begins
    anywhere. Raises `UsageError` if the disk does not let us.
    """

    _descriptor: int
    _base: int  # the offset of the first byte

    def __init__(self, root: Path) -> None:
        """Open the pack, or begin one where there is none or no pack."""
        self._root = root
        self._path = f"{root}/{CACHE}/{BODIES}"
        self._writing = (0, -1)  # the process, and its descriptor
        with telling(root, self._path):
            _sweep(root)
            self._open()

    def __enter__(self) -> Self:
        """Give the pack itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        os.close(self._descriptor)
        self._close_writing()

    def add(self, data: bytes) -> Slice:
        """Where the bytes lie from now on."""
        with telling(self._root, self._path):
            process, descriptor = self._writing
            if process != os.getpid():
                descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | _PLAIN)
                self._writing = os.getpid(), descriptor
            _write(descriptor, data)
            end = os.lseek(descriptor, 0, os.SEEK_CUR if data else os.SEEK_END)
        return end - len(data) - _HEAD + self._base, len(data), _digest(data)

    def read(self, wanted: Slice) -> bytes | None:
        """The bytes, or None where they are not whole, or no longer there."""
        offset, length, digest = wanted
        if offset < self._base:
            return None
        with telling(self._root, self._path):
            data = read_at(self._descriptor, length, offset - self._base + _HEAD)
        return data if len(data) == length and _digest(data) == digest else None

    def keep(self, slices: Iterable[Slice]) -> dict[Slice, Slice]:
        """Where each of the slices lies from now on.

        If they are less than half of the pack, it is rewritten with them alone, but for those that cannot be read.
        """
        wanted = dict.fromkeys(slices)
        size = os.fstat(self._descriptor).st_size - _HEAD
        if 2 * sum(length for _, length, _ in wanted) >= size:
            return {one: one for one in wanted}
        kept: dict[Slice, Slice] = {}
        new = f"{self._root}/{CACHE}/.{BODIES}.{os.urandom(8).hex()}.new"
        with telling(self._root, self._path):
            old, base = self._descriptor, self._base + size
            descriptor = _begin(new, base)
            end = base
            for one in wanted:
                data = self.read(one)
                if data is not None:
                    _write(descriptor, data)
                    kept[one] = (end, one[1], one[2])
                    end += one[1]
            os.replace(new, self._path)  # noqa: PTH105
        os.close(old)
        self._close_writing()
        self._descriptor, self._base = descriptor, base
        return kept

    def _open(self) -> None:
        try:
            self._descriptor = os.open(self._path, os.O_RDWR | _PLAIN)
            head = read_at(self._descriptor, _HEAD, 0)
            is_ours_alone = os.fstat(self._descriptor).st_nlink == 1  # else a copy of the site may have it, too
            if len(head) == _HEAD and head.startswith(_MAGIC) and is_ours_alone:
                self._base = int.from_bytes(head[len(_MAGIC) :])
                return
            os.close(self._descriptor)
        except OSError:  # there is none; or a folder, or a link
            pass
        remove_all(self._path)
        self._base = int.from_bytes(os.urandom(7))
        self._descriptor = _begin(self._path, self._base)

    def _close_writing(self) -> None:
        if self._writing[1] >= 0:
            os.close(self._writing[1])
        self._writing = (0, -1)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:16]


_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def _sweep(root: Path) -> None:
    """Remove what killed builds have left waiting beside the pack."""
    for path in (root / CACHE).glob(".*.new"):
        remove_all(str(path))


def _begin(path: str, base: int) -> int:
    """The descriptor of a new pack whose first offset is `base`."""
    os.close(create(path))
    descriptor = os.open(path, os.O_RDWR | _PLAIN)
    _write(descriptor, _MAGIC + base.to_bytes(8))
    return descriptor


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
