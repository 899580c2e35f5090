"""Plain values kept between builds below the root. Whatever is wrong with one means a clean build, never an error."""

import hmac
import marshal
import sys
from pathlib import Path
from typing import Any, Literal

from microsite.files.disk import remove_all, telling
from microsite.files.key import CACHE, CACHES
from microsite.files.opening import read_file
from microsite.files.trust import Trust, find_trust
from microsite.files.writing import refuse_link, write_file
from microsite.values.named import NamedTuple

# marshal, not pickle: reading 3,300 records takes 5 ms as tuples in marshal and 83 as dataclasses in pickle. Its format
# is Python's own and may change, so Python is part of the version; it may crash on what it did not write, and templates
# are kept as code, so the signature (HMAC-SHA-256, RFC 2104) is held against the payload first.
_MARK = b"microsite "
_FORMAT = f"{sys.implementation.cache_tag} {marshal.version}"
_SIGNATURE = 32

_BOUND = 1_000_000_000  # bytes; 3,300 pages take 10 million


class Cached(NamedTuple):
    """A value that was kept; or None, and why: there is none, it is of another version or user, damaged, or doubted."""

    value: Any
    missing: Literal["", "absent", "foreign", "damaged", "doubted"] = ""


class Cache(NamedTuple):
    """The cache of a root, and whether it is to be believed."""

    root: Path
    trust: Trust

    def path(self, name: str) -> Path:
        """Where the file of that name lies."""
        return self.root / CACHE / name


def open_cache(root: Path) -> Cache:
    """The cache of an absolute root, whose folder is made.

    Raises `OSError`, and `UsageError` if a link lies there: what that leads to is not ours to write or to remove.
    """
    for name in (CACHES, CACHE):
        folder = root / name
        refuse_link(root, folder)
        folder.mkdir(exist_ok=True)
    return Cache(root, find_trust(root))


def read_cached(cache: Cache, name: str, version: str) -> Cached:
    """What was last written under that name, if it was by the same version and the same user. Never raises."""
    if cache.trust.doubt:
        return Cached(None, "doubted")
    return read_sealed(cache.path(name), cache.trust.key, name, version)


def read_sealed(path: Path, key: bytes, name: str, version: str) -> Cached:
    """The same of a file anywhere. Never raises."""
    try:
        data = read_file(str(path), _BOUND)
    except FileNotFoundError:
        return Cached(None, "absent")
    except OSError:  # a folder, a link, a pipe, more than anybody would keep, or nothing that we may read
        return Cached(None, "damaged")
    head, seal = _seal(key, name, version)
    if not data.startswith(head):
        return Cached(None, "foreign" if data.startswith(_MARK) else "damaged")
    signature, payload = data[len(head) : len(head) + _SIGNATURE], memoryview(data)[len(head) + _SIGNATURE :]
    if not hmac.compare_digest(hmac.digest(seal, payload, "sha256"), signature):
        return Cached(None, "damaged")
    return Cached(marshal.loads(payload))  # noqa: S302 - the signature says that we wrote it


def write_cached(cache: Cache, name: str, version: str, value: object) -> None:
    """Keep a value of None, bool, int, str, bytes, tuple, list and dict under a plain file name, if that is of use.

    Raises `UsageError` if the disk does not let us.
    """
    if cache.trust.doubt:
        return
    path = cache.path(name)
    with telling(cache.root, path):
        try:
            write_sealed(path, cache.trust.key, name, version, value)
        except FileExistsError:
            remove_all(str(path))  # a folder or a link: nothing in this folder is anybody else's
            write_sealed(path, cache.trust.key, name, version, value)


def write_sealed(path: Path, key: bytes, name: str, version: str, value: object) -> None:
    """The same into a file anywhere. Raises `OSError`."""
    payload = marshal.dumps(value)  # type: ignore[arg-type]
    head, seal = _seal(key, name, version)
    write_file(path, head, hmac.digest(seal, payload, "sha256"), payload)


def freeze(value: object) -> bytes:
    """A value as bytes that a cache can keep in its place: whoever does not ask for it need not read it."""
    return marshal.dumps(value)  # type: ignore[arg-type]


def thaw(frozen: bytes) -> Any:  # noqa: ANN401 (what was frozen)
    """The value that was frozen: only what a cache has kept may be."""
    return marshal.loads(frozen)  # noqa: S302 - the signature says that we wrote it


def _seal(key: bytes, name: str, version: str) -> tuple[bytes, bytes]:
    """What comes before the signature, and the key of it: another one for each name, as files may change places."""
    words = repr((name, version)).encode("ascii", "backslashreplace")
    mark = hmac.digest(key, _MARK, "sha256").hex()[:16]
    head = _MARK + f"{_FORMAT} {mark} {len(words)} ".encode() + words + b"\n"
    return head, hmac.digest(key, head, "sha256")
