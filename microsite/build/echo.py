"""What a build told, told again to who types the same where nothing has moved since: an echo of it.

This is read before the rest of the generator, which nobody needs then. So it imports next to nothing, and has what it
needs in one file: what was told, and the stamps of all that it depends on, as `build.basis` finds them.
"""

from __future__ import annotations

import marshal
import os
import stat
import time

try:
    from _blake2 import (
        blake2b,  # that of `hashlib`, which loads OSSL, too: that takes longer than to look at 1,000 files
    )
except ImportError:
    from hashlib import blake2b

from microsite.files.key import CACHE, CACHES, doubt_key, locate_key, read_key, user
from microsite.files.opening import read_file

ECHO = "echo"
"""The file in the cache."""

Call = tuple[object, ...]
"""How we are called, and who listens, as plain values: who calls us in the same way is told the same."""

Echo = tuple[str, tuple[int, str, str], bool, bool]
"""What is told: the findings, as they were printed; how many files there are, in which folder, and how many findings,
in words; whether that was told to people, or to a program; and whether they want to know of problems alone."""

_Marks = tuple[tuple[str, tuple[int, int, int, int]], ...]
_Kept = tuple[int, int, Echo, tuple[str, ...], _Marks]

_VERSION = 1
_BOUND = 1_000_000_000  # bytes; 3,300 pages take 2 million
_NAME, _SIGNATURE = 16, 32


def find_echo(root: str, call: Call) -> Echo | None:
    """What was told last, if a build of a root would tell the same to the same call now; None if that is not sure.

    It writes nothing and waits for nobody: all that it looks at was as it is when it began to look. Never raises.
    """
    try:
        kept = _read(root, call)
        if kept is None:
            return None
        since, until, echo, absent, marks = kept
        is_due = since <= time.time() < until  # else an embargo may have ended
        return echo if is_due and not any(map(os.path.lexists, absent)) and not _has_moved(marks) else None
    except OSError:
        return None


def _read(root: str, call: Call) -> _Kept | None:
    """What was kept for a call, if the cache is to be believed, as `files.trust` has it. Raises `OSError`."""
    for folder in (CACHES, CACHE):
        status = os.lstat(f"{root}/{folder}")
        if not stat.S_ISDIR(status.st_mode):
            return None
    path = locate_key()
    if status.st_uid != user() or doubt_key(path, root):
        return None
    key = read_key(path)
    return unseal(read_file(f"{root}/{CACHE}/{ECHO}", _BOUND), key, call) if key else None


def _has_moved(marks: _Marks) -> bool:
    """True if a file or a folder has another stamp. Raises `OSError` if it is gone."""
    lstat = os.lstat
    for path, stamp in marks:
        status = lstat(path)
        if (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino) != stamp:
            return True
    return False


def say_unchanged(files: int, seconds: float, output: str) -> str:
    """What a build did that had nothing to do."""
    return f"{files} files, 0 written, 0 removed in {seconds:.1f} s: {output}/"


# ---- as bytes ---------------------------------------------------------------------------------------------------


def seal(kept: _Kept, key: bytes, call: Call) -> bytes:
    """What is kept for a call, signed with the key of the cache (BLAKE2b with a key, RFC 7693)."""
    name, payload = _name(call), marshal.dumps(kept)
    return name + _sign(key, name, payload) + payload


def unseal(data: bytes, key: bytes, call: Call) -> _Kept | None:
    """What was kept for a call; None if that was for another one, or if we have not written it."""
    name, payload = _name(call), memoryview(data)[_NAME + _SIGNATURE :]
    if not data.startswith(name) or _sign(key, name, payload) != data[_NAME : _NAME + _SIGNATURE]:
        return None
    kept: _Kept = marshal.loads(payload)  # noqa: S302 - the signature says that we wrote it
    return kept


def _name(call: Call) -> bytes:
    words = repr((_VERSION, call)).encode("utf-8", "backslashreplace")
    return blake2b(words, digest_size=_NAME).digest()


def _sign(key: bytes, name: bytes, payload: bytes | memoryview) -> bytes:
    signature = blake2b(name, digest_size=_SIGNATURE, key=key, person=b"microsite echo")
    signature.update(payload)
    return signature.digest()
