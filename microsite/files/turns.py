"""Builds take turns in an output folder, of whatever roots: each holds the place where its new files wait."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from microsite.files.disk import LOCK, UsageError, remove_all, shown, telling
from microsite.files.folder import Claim, is_current, survey
from microsite.files.lock import hold_lock
from microsite.files.ownership import STAGING
from microsite.files.staging import Staging


def sweep(claim: Claim) -> None:
    """Remove what a killed build left waiting, but not what a build of another root lets wait there now."""
    if os.path.lexists(f"{claim.output}/{STAGING}"):
        with suppress(UsageError), _hold_folder(claim, 0):
            pass  # it is swept when it is entered, and goes when it is left


@contextmanager
def stage(claim: Claim, *, patience: float = 10.0) -> Iterator[Staging]:
    """Where new files wait, inside the output folder and unseen by its visitors, until `settle`; or else vanish.

    No build of another root writes into the folder meanwhile. Where one has done so since the claim was made, the
    staging has another `claim`. Raises `UsageError` if such a build has not ended after `patience` seconds.
    """
    with _hold_folder(claim, patience):
        yield Staging(claim if is_current(claim) else survey(claim.place, claim.seen))


@contextmanager
def _hold_folder(claim: Claim, patience: float) -> Iterator[None]:
    """Keep builds of other roots out of the output folder, with a lock where new files wait, and sweep that place."""
    staging, name = claim.output / STAGING, shown(claim.root, claim.output)
    made = list(takewhile(lambda folder: not folder.exists(), (claim.output, *claim.output.parents)))
    with telling(claim.root), suppress(FileNotFoundError):
        if not stat.S_ISDIR(staging.lstat().st_mode):
            staging.unlink()
    try:
        with hold_lock(claim.root, staging / LOCK, f"another build is writing to “{name}”", patience):
            with telling(claim.root):
                _sweep(staging)
            try:
                yield
            finally:
                with suppress(OSError):  # what cannot be swept now is swept by the next build
                    remove_all(str(staging))
    finally:
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
