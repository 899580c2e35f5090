"""Builds take turns in an output folder, of whatever roots: each holds the place where its new files wait."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from microsite.files.disk import LOCK, UsageError, remove_all, shown, telling
from microsite.files.interrupts import uninterrupted
from microsite.files.lock import hold_lock
from microsite.files.ownership import STAGING


@contextmanager
def hold_folder(root: Path, output: Path, patience: float) -> Iterator[None]:
    """Keep builds of other roots out of an output folder until the block ends, with a lock where new files wait.

    What a killed build left waiting there is swept away, and what waits there when the block ends, too. Raises
    `UsageError` if a build of another root has not ended after `patience` seconds.
    """
    staging, name = output / STAGING, shown(root, output)
    made = list(takewhile(lambda folder: not folder.exists(), (output, *output.parents)))
    with telling(root), suppress(FileNotFoundError):
        if not stat.S_ISDIR(staging.lstat().st_mode):
            staging.unlink()
    try:
        with hold_lock(root, staging / LOCK, f"another build is writing to “{name}”", patience):
            try:
                with telling(root), suppress(FileNotFoundError):  # somebody deletes the folder at this moment
                    _sweep(staging)
                yield
            finally:
                with uninterrupted(), suppress(OSError):  # what cannot be swept now is swept by the next build
                    remove_all(str(staging))
    finally:
        with uninterrupted():
            with suppress(OSError, UsageError):  # where another build's files wait, they stay
                if staging.exists():  # Ctrl-C came as the lock was taken, or let go of
                    with hold_lock(root, staging / LOCK, "", 0):
                        remove_all(str(staging))
            for folder in made:  # and nothing was built
                with suppress(OSError):
                    folder.rmdir()


def _sweep(staging: Path) -> None:
    for path in staging.iterdir():
        try:
            if path.name != LOCK:
                remove_all(str(path))
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:  # a process of a killed build writes while it ends; it goes later
                raise
