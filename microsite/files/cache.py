"""Plain values kept between builds below the root. Whatever is wrong with one means a clean build, never an error."""

from __future__ import annotations

import hashlib
import marshal
import sys
from pathlib import Path
from typing import Any, Literal, NamedTuple

from microsite.files.disk import CACHE, open_file, remove_all, telling
from microsite.files.writing import write_file

# marshal, not pickle: reading 3,300 records takes 5 ms as tuples in marshal and 83 as dataclasses in pickle. Its format
# is Python's own and may change, so Python is part of the version; it may crash on what it did not write, so the
# digest is held against the payload first.
_MAGIC = f"microsite {sys.implementation.cache_tag} {marshal.version}"


class Cached(NamedTuple):
    """A value that was kept; or None, and why: there is none, it is of another version, or it is damaged."""

    value: Any
    missing: Literal["", "absent", "foreign", "damaged"] = ""


def read_cached(root: Path, name: str, version: str) -> Cached:
    """What was last written under that name, if it was by the same version. Never raises."""
    try:
        with open_file(root / CACHE / name) as file:
            data = file.read()
    except FileNotFoundError:
        return Cached(None, "absent")
    except OSError:  # a folder, a link, or nothing that we may read
        return Cached(None, "damaged")
    head = _head(name, version)
    if not data.startswith(head):
        is_ours = data.startswith(b"microsite ")
        return Cached(None, "foreign" if is_ours else "damaged")
    digest, payload = data[len(head) : len(head) + 32], memoryview(data)[len(head) + 32 :]
    if hashlib.sha256(payload).digest() != digest:
        return Cached(None, "damaged")
    return Cached(marshal.loads(payload))  # noqa: S302 - the digest says that we wrote it


def write_cached(root: Path, name: str, version: str, value: object) -> None:
    """Keep a value of None, bool, int, str, bytes, tuple, list and dict under a plain file name.

    Raises `UsageError` if the disk does not let us.
    """
    payload = marshal.dumps(value)  # type: ignore[arg-type]
    with telling(root):
        path, pieces = root / CACHE / name, (_head(name, version) + hashlib.sha256(payload).digest(), payload)
        try:
            write_file(path, *pieces)
        except FileExistsError:
            remove_all(str(path))  # a folder or a link: nothing below the cache is anybody's
            write_file(path, *pieces)


def _head(name: str, version: str) -> bytes:
    """What comes before the digest. The name is in it, because files that change places are not damaged."""
    words = repr((name, version)).encode("ascii", "backslashreplace")
    return f"{_MAGIC} {len(words)} ".encode() + words + b"\n"
