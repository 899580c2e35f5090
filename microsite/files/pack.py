"""Many byte strings in one file: thousands of small files take ten times as long to write, and longer to look up."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from microsite.files.disk import CACHE, remove_all, telling

Slice = tuple[int, int, int]
"""Where a byte string lies: offset, length, and CRC-32 of it. A plain tuple, as the cache keeps them."""

BODIES = "bodies"

_MAGIC = b"microsite bodies\n"
_HEAD = len(_MAGIC) + 8
_BUFFER = 1 << 20


class Pack:
    """Byte strings in an append-only file below the root's cache, found by the slices that `add` gives.

    Of what a killed build added nobody knows, and the next rewriting drops it. A slice is never taken for another
    one's bytes: the offsets of a rewritten pack go on where the old one's ended, and a pack begun anew begins
    anywhere. Only one process may add. Raises `UsageError` if the disk does not let us.
    """

    _descriptor: int
    _base: int  # the offset of the first byte, and that after the last one
    _end: int

    def __init__(self, root: Path) -> None:
        """Open the pack, or begin one where there is none or no pack."""
        self._root = root
        self._path = f"{root}/{CACHE}/{BODIES}"
        self._waiting: list[bytes] = []
        self._buffered = 0
        with telling(root):
            self._open()

    def __enter__(self) -> Self:
        """Give the pack itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; what was added and not flushed is lost."""
        os.close(self._descriptor)

    def add(self, data: bytes) -> Slice:
        """Where the bytes lie from now on; on the disk only after `flush`."""
        found = self._end + self._buffered, len(data), zlib.crc32(data)
        self._waiting.append(data)
        self._buffered += len(data)
        if self._buffered >= _BUFFER:
            self.flush()
        return found

    def read(self, wanted: Slice) -> bytes | None:
        """The bytes, or None where they are not whole, or no longer there."""
        offset, length, crc = wanted
        if offset + length > self._end:
            self.flush()
        if not self._base <= offset <= self._end - length:
            return None
        with telling(self._root):
            data = _read_at(self._descriptor, length, offset - self._base + _HEAD)
        return data if len(data) == length and zlib.crc32(data) == crc else None

    def flush(self) -> None:
        """Write what was added: before an index that names it is."""
        if self._waiting:
            data = b"".join(self._waiting)
            with telling(self._root):
                os.lseek(self._descriptor, 0, os.SEEK_END)
                _write(self._descriptor, data)
            self._end += len(data)
            self._waiting, self._buffered = [], 0

    def keep(self, slices: Iterable[Slice]) -> dict[Slice, Slice]:
        """Where each of the slices lies from now on.

        If they are less than half of the pack, it is rewritten with them alone, but for those that cannot be read.
        """
        self.flush()
        wanted = dict.fromkeys(slices)
        if 2 * sum(length for _, length, _ in wanted) >= self._end - self._base:
            return {one: one for one in wanted}
        kept: dict[Slice, Slice] = {}
        new = f"{self._path}.new"
        with telling(self._root):
            remove_all(new)
            old, base = self._descriptor, self._end
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
        self._descriptor, self._base, self._end = descriptor, base, end
        return kept

    def _open(self) -> None:
        try:
            self._descriptor = os.open(self._path, os.O_RDWR | _PLAIN)
            head = _read_at(self._descriptor, _HEAD, 0)
            if len(head) == _HEAD and head.startswith(_MAGIC):
                self._base = int.from_bytes(head[len(_MAGIC) :])
                self._end = self._base + os.fstat(self._descriptor).st_size - _HEAD
                return
            os.close(self._descriptor)
        except OSError:  # there is none; or a folder, or a link
            pass
        remove_all(self._path)
        self._base = self._end = int.from_bytes(os.urandom(7))
        self._descriptor = _begin(self._path, self._base)


_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def _begin(path: str, base: int) -> int:
    """The descriptor of a new pack whose first offset is `base`."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _PLAIN, 0o666)
    _write(descriptor, _MAGIC + base.to_bytes(8))
    return descriptor


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _read_at(descriptor: int, length: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(descriptor, length, offset)
    os.lseek(descriptor, offset, os.SEEK_SET)  # Windows, where nobody forks either
    return os.read(descriptor, length)
