"""Files → a ZIP archive, chunk after chunk: the same bytes from the same files, on any machine and on any day.

Nothing is compressed: pictures would not get smaller, texts are a few kilobytes, and no version of zlib decides about
the bytes then (APPNOTE.TXT 6.3.10).
"""

from __future__ import annotations

import datetime
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence

BOUND = 2**32 - 1
"""So many bytes an archive may have: this one knows no larger ones."""

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_NEEDED, _UTF_8, _STORED = 10, 1 << 11, 0
_MADE_BY = 3 << 8 | 20  # Unix, for the rights to read
_RIGHTS = 0o100644 << 16


def find_size(members: Sequence[tuple[str, int]]) -> int:
    """The size of an archive of files, which are (name, size)."""
    return _END.size + sum(_LOCAL.size + _CENTRAL.size + 2 * len(name.encode()) + size for name, size in members)


def write_archive(members: Sequence[tuple[str, Callable[[], bytes]]], day: datetime.date) -> Iterator[bytes]:
    """The chunks of an archive of files, in their order; each is had when its turn comes. All are of midnight on a day.

    Their names must be different, and the whole no larger than `BOUND`.
    """
    date = max(0, day.year - 1980) << 9 | day.month << 5 | day.day if 1980 <= day.year <= 2107 else 1 << 5 | 1
    central, at = [], 0
    for name, fetch in members:
        data, written = fetch(), name.encode()
        flags = 0 if name.isascii() else _UTF_8
        told = (flags, _STORED, 0, date, zlib.crc32(data), len(data), len(data), len(written), 0)
        yield _LOCAL.pack(0x04034B50, _NEEDED, *told) + written
        yield data
        central.append(_CENTRAL.pack(0x02014B50, _MADE_BY, _NEEDED, *told, 0, 0, 0, _RIGHTS, at) + written)
        at += _LOCAL.size + len(written) + len(data)
    index = b"".join(central)
    yield index + _END.pack(0x06054B50, 0, 0, len(central), len(central), len(index), at, 0)
