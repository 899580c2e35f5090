"""The cache of a site, and the key by which what lies in it is signed: a build without changes reads no more of it."""

from __future__ import annotations

import os
import stat
import sys

from microsite.files.opening import open_descriptor

CACHES = ".cache"
"""The folder below the root in which tools keep what makes them fast; others may have theirs there."""

CACHE = f"{CACHES}/microsite"
"""The folder that makes the next build fast, and that is ours alone; safe to delete."""

KEY = "microsite/cache-key"
"""The file of the key, below the folder in which programs of this user keep their state."""

SIZE = 32


def user() -> int:
    """The user whose files ours are; as `st_uid` has it where there are none."""
    return os.geteuid() if sys.platform != "win32" else 0


def find_state() -> str:
    """Where programs of this user keep their state (XDG Base Directory Specification, and Windows’ own)."""
    named = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(named):  # others are to be ignored
        return named
    local = os.environ.get("LOCALAPPDATA", "") if sys.platform == "win32" else ""
    return local or os.path.expanduser("~/.local/state")  # `Path.expanduser` raises without a home


def locate_key() -> str:
    """The path of the key."""
    return os.path.join(find_state(), KEY)


def doubt_key(path: str, root: str) -> str:
    """Why a key with that path does not keep others out of the cache of a root, in words; "" if it does."""
    if not os.path.isabs(path):
        return "there is no home folder for its key: set XDG_STATE_HOME"
    real, base = (os.path.join(os.path.normcase(os.path.realpath(one)), "") for one in (path, root))
    if real.startswith(base):
        return f"its key would lie in the site itself, at “{path}”: set XDG_STATE_HOME"
    return ""


def read_key(path: str) -> bytes:
    """The key; b"" if it is missing or not whole. Raises `OSError` if others could have written it."""
    try:
        descriptor = open_descriptor(path)
    except FileNotFoundError:
        return b""
    try:
        status = os.fstat(descriptor)
        is_shared = sys.platform != "win32" and (status.st_uid != user() or bool(status.st_mode & 0o022))
        if is_shared or not stat.S_ISREG(status.st_mode):
            raise PermissionError(f"others than user {user()} can write it")
        key = os.read(descriptor, SIZE + 1)
    finally:
        os.close(descriptor)
    return key if len(key) == SIZE else b""


def find_key() -> bytes:
    """The key that this user's caches are signed with; b"" if there is none yet, or one that others could have made."""
    path = locate_key()
    try:
        return read_key(path) if os.path.isabs(path) else b""
    except OSError:
        return b""
