"""One build of a root at a time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from microsite.files.disk import CACHE, LOCK, UsageError, telling

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


_OPENING = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def hold_lock(root: Path, patience: float) -> Iterator[None]:
    """Keep other builds of this root out until the block ends, or the process does.

    The lock is touched once it is ours: its time is when the build began. Raises `UsageError` if another build has
    not ended after `patience` seconds.
    """
    with telling(root):
        path = root / CACHE / LOCK
        file = open(os.open(path, _OPENING, 0o666), "r+b")  # noqa: PTH123, SIM115 - closed below
    with file:
        with telling(root):
            deadline = time.monotonic() + patience
            while not _try_lock(file):
                if time.monotonic() >= deadline:
                    file.seek(0)
                    holder = file.read(20).decode("ascii", "ignore") or "unknown"
                    message = f"another build of this site is running (process {holder})"
                    raise UsageError(message, "wait until it has ended, or end it", status=1)
                time.sleep(0.05)
            file.seek(0)
            file.truncate(0)
            file.write(str(os.getpid()).encode())
            file.flush()
        yield


def _try_lock(file: IO[bytes]) -> bool:
    """True if the lock is ours now, until the file is closed."""
    try:
        if sys.platform == "win32":
            file.seek(1 << 30)  # a place without bytes, so that others can read whose it is
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            # Not flock: worker processes would inherit the lock, and keep it when the build is killed.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
