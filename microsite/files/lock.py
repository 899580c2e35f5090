"""One build at a time: locks that last as long as the process that holds them."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from microsite.files.disk import UsageError, shown, telling

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

_MODE = 0o664
"""Less what the umask takes. Who may write there can keep builds waiting, so that is never everybody."""

_LONGEST = 20
"""How many bytes a lock has at most: the number of the process that holds it."""


@contextmanager
def hold_lock(root: Path, path: Path, busy: str, patience: float) -> Iterator[None]:
    """Hold the lock at `path`, which is made with its folder, until the block ends or the process does.

    The lock is touched once it is ours. It may be removed while it is held. Raises `UsageError` that says `busy` if
    another process has not let go of it after `patience` seconds, and where something else lies in its place.
    """
    with telling(root, path):
        file = _take(root, path, busy, patience)
    with file:
        yield


def _take(root: Path, path: Path, busy: str, patience: float) -> IO[bytes]:
    deadline = time.monotonic() + patience
    while True:
        file = _open(root, path)
        if _try_lock(file) and _is_at(file, path):
            if os.fstat(file.fileno()).st_nlink == 1:
                file.truncate(0)
                file.write(str(os.getpid()).encode())
                return file
            path.unlink()  # somebody's file, which has a name here, too: that name alone goes
            file.close()
            continue
        holder = file.read(_LONGEST + 1)
        file.close()
        if time.monotonic() >= deadline:
            number = holder.decode() if holder.isdigit() and len(holder) <= _LONGEST else "unknown"
            raise UsageError(f"{busy} (process {number})", "wait until it has ended, or end it", status=1)
        time.sleep(0.01)


def _open(root: Path, path: Path) -> IO[bytes]:
    """The file of a lock, never what a link leads to. Raises `UsageError` if there is something else."""
    while True:
        try:
            os.makedirs(path.parent, exist_ok=True)  # noqa: PTH103
            if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
                raise _not_a_lock(root, path)
            descriptor = os.open(path, _FLAGS, _MODE)
            break
        except FileNotFoundError:  # whoever held it has just removed it with its folder
            continue
        except FileExistsError:  # or so soon that the folder was there, and is no more
            if _is_no_folder(path.parent):
                raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # it came in the meantime
        os.close(descriptor)
        raise _not_a_lock(root, path)
    return os.fdopen(descriptor, "r+b", buffering=0)


def _is_no_folder(path: Path) -> bool:
    """True of what is there and is no folder, be it a link."""
    try:
        return not stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _is_at(file: IO[bytes], path: Path) -> bool:
    """True if the file still lies there: a lock that its holder has removed keeps nobody out."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.lstat())
    except FileNotFoundError:
        return False


def _not_a_lock(root: Path, path: Path) -> UsageError:
    message = f"“{shown(root, path)}” stands in the place of a build’s lock, but is not one"
    return UsageError(message, "move it away, or delete it, and build again")


def _try_lock(file: IO[bytes]) -> bool:
    """True if the lock is ours now, until the file is closed."""
    try:
        if sys.platform == "win32":
            file.seek(1 << 30)  # a place without bytes, so that others can read whose it is
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            # Not flock: worker processes would inherit the lock, and keep it when the build is killed.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
