"""Whether the cache of a site is believed: only what this user made is, and only where nobody else can put it."""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from microsite.files.disk import CACHE, CACHES, open_descriptor
from microsite.files.writing import write_file

# The cache holds compiled templates, which run, and pages, which visitors see. A digest says that it is whole; that we
# wrote it only a key says that whoever can write to the site's folder cannot read. Git keeps no owner and no mode, so
# neither of them tells where a folder came from.

KEY = Path("microsite/cache-key")
"""The file of the key, below the folder in which programs of this user keep their state."""

_SIZE = 32


class Trust(NamedTuple):
    """The key by which what is kept is signed; or none, and the doubt that forbids to use the cache, in words."""

    key: bytes
    doubt: str = ""


def find_trust(root: Path) -> Trust:
    """Whether the cache below an absolute root may be used. The key is made where there is none. Never raises."""
    if _is_tracked(root):
        return Trust(b"", f"it is in Git, where others can change it: git rm -r --cached {CACHES}")
    with suppress(OSError):
        owner = (root / CACHE).lstat().st_uid
        if owner != _user():
            return Trust(b"", f"it belongs to another user ({owner}): delete {CACHES}")
    path = _find_state() / KEY
    if not path.is_absolute():
        return Trust(b"", "there is no home folder for its key: set XDG_STATE_HOME")
    real = Path(os.path.realpath(path))
    if real.is_relative_to(os.path.realpath(root)):
        return Trust(b"", f"its key would lie in the site itself, at “{path}”: set XDG_STATE_HOME")
    try:
        return Trust(_read_key(path) or _make_key(path))
    except OSError as error:
        return Trust(b"", f"its key “{path}” cannot be read or made: {error.strerror or error}")


def _user() -> int:
    """The user whose files ours are; as `st_uid` has it where there are none."""
    return os.geteuid() if sys.platform != "win32" else 0


def _find_state() -> Path:
    """Where programs of this user keep their state (XDG Base Directory Specification, and Windows’ own)."""
    named = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(named):  # noqa: PTH117 - others are to be ignored
        return Path(named)
    local = os.environ.get("LOCALAPPDATA", "") if sys.platform == "win32" else ""
    return Path(local or os.path.expanduser("~/.local/state"))  # noqa: PTH111 - `Path.expanduser` raises without a home


def _read_key(path: Path) -> bytes:
    """The key; b"" if there is none, or one that is not whole. Raises `OSError` if others could have written it."""
    try:
        descriptor = open_descriptor(str(path))
    except FileNotFoundError:
        return b""
    try:
        status = os.fstat(descriptor)
        is_shared = sys.platform != "win32" and (status.st_uid != _user() or bool(status.st_mode & 0o022))
        if is_shared or not stat.S_ISREG(status.st_mode):
            raise PermissionError(f"others than user {_user()} can write it")
        key = os.read(descriptor, _SIZE + 1)
    finally:
        os.close(descriptor)
    return key if len(key) == _SIZE else b""


def _make_key(path: Path) -> bytes:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_file(path, os.urandom(_SIZE), mode=0o600)
    return _read_key(path)


# ---- Git --------------------------------------------------------------------------------------------------------


def _is_tracked(root: Path) -> bool:
    """True if the repository that the root lies in has files of the cache.

    Its index (gitformat-index) has the path of each file, as bytes; up to version 3 whole, and from version 4 without
    the beginning that it shares with the one before, which may be that of another hidden file.
    """
    for folder in (root, *root.parents):
        place = folder / ".git"
        if not os.path.lexists(place):
            continue
        path = "/".join((*root.relative_to(folder).parts, CACHE, ""))
        with suppress(OSError, ValueError):
            if place.is_file():  # of a work tree, or of a submodule
                named = re.match(r"gitdir: (.*)", place.read_text("utf-8"))
                place = folder / named[1].strip() if named else place
            index = (place / "index").read_bytes()
            wanted = path if index[4:8] < b"\0\0\0\4" else CACHE[2:] + "/"
            return os.fsencode(wanted) in index
        return False
    return False
