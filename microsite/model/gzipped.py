"""Bytes in gzip (RFC 1952), the same whichever Python writes them."""

import gzip

_SYSTEM, _UNKNOWN = 9, b"\xff"
"""Where the header names the system, and that it is unknown: Python says so from 3.13 on, and asked zlib before."""


def compress_gzip(data: bytes) -> bytes:
    """The data compressed as well as gzip can, without a moment and a system."""
    made = gzip.compress(data, 9, mtime=0)
    return made[:_SYSTEM] + _UNKNOWN + made[_SYSTEM + 1 :]
