"""What would keep a plan from being done to the output folder, found before anything in it has changed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator

from microsite.files.changes import Change, find_blocking
from microsite.files.disk import UsageError, printable, shown
from microsite.files.folder import Claim, hint_at_other
from microsite.model.layout import folders_above

TOLD = 3
"""How many of the files that are in the way a message names."""

_AS_OURSELVES = os.access in os.supports_effective_ids
"""Whether the system can be asked what we may do, and not who has started us."""


def refuse_strangers(found: Claim, change: Change) -> None:
    """Raises `UsageError` if the folder seems to hold another site of the same address, or of none.

    Where this root has written before, it may remove all that it wrote. Without a site, there is no other one.
    """
    from microsite.model.published import find_strangers  # a build without changes asks for no kinds

    is_asked = found.site and found.present and not found.former
    strangers = find_strangers((*change.made, *change.kept), found.present) if is_asked else ()
    if strangers:
        name = shown(found.root, found.output)
        message = f"“{name}” seems to hold another site: it has “{printable(strangers[0])}”, and no page of this one"
        raise UsageError(message, hint_at_other(name))


def refuse_blocked(found: Claim, change: Change) -> None:
    """Raises `UsageError` if a stray lies where a target goes."""
    blocking = find_blocking(change.made, found.strays)
    if blocking:
        names = ", ".join(f"“{shown(found.root, found.output)}/{printable(path)}”" for path in blocking[:TOLD])
        more = f" and {len(blocking) - TOLD} more" if len(blocking) > TOLD else ""
        message = f"the site must write here, but did not write what is there: {names}{more}"
        raise UsageError(message, "move it out of the output folder, or delete it")


def refuse_unwritable(found: Claim, written: Collection[str], removed: Collection[str], stays: Collection[str]) -> None:
    """Raises `UsageError` if something there could not be replaced or removed: the rest would be, and half is wrong.

    `stays` is all that will be there. What nobody can foresee, such as a disk that fails, the next build puts right.
    """
    blocked = sorted(set(_find_unwritable(found, _find_changing(written, removed, stays))))
    if blocked:
        name = shown(found.root, found.output)
        names = ", ".join(f"“{name}/{printable(path)}”" if path else f"“{name}”" for path in blocked[:TOLD])
        more = f" and {len(blocked) - TOLD} more" if len(blocked) > TOLD else ""
        message = f"“{name}” is left as it is, since these cannot be changed: {names}{more}"
        raise UsageError(message, "check who may write there, and on which disk it is, and build again", status=1)


def _find_changing(written: Collection[str], removed: Collection[str], stays: Collection[str]) -> Iterator[str]:
    """The paths that come, change or go; folders that will be empty go, too."""
    yield from written
    yield from removed
    if removed:
        staying = {folder for path in stays for folder in folders_above(path)}
        yield from {folder for path in removed for folder in folders_above(path)} - staying


def _find_unwritable(found: Claim, paths: Iterable[str]) -> Iterator[str]:
    """What keeps these paths from changing: the folders that they are in, or they themselves."""
    base, nearest = str(found.output), {"": ""}
    disk = os.stat(base).st_dev  # noqa: PTH116
    statuses: dict[str, os.stat_result | None] = {}
    for path in paths:
        folder = _find_folder(base, path.rpartition("/")[0], nearest)
        if folder not in statuses:
            statuses[folder] = _open_status(f"{base}/{folder}", disk)
        status = statuses[folder]
        if status is None:
            yield folder
        elif path in found.present and not _may_go(f"{base}/{path}", status):
            yield path


def _find_folder(base: str, folder: str, nearest: dict[str, str]) -> str:
    """The folder, or the innermost above it that is there; `nearest` holds what is known of that."""
    if folder not in nearest:
        is_there = os.path.isdir(f"{base}/{folder}")  # noqa: PTH112
        nearest[folder] = folder if is_there else _find_folder(base, folder.rpartition("/")[0], nearest)
    return nearest[folder]


def _open_status(folder: str, disk: int) -> os.stat_result | None:
    """The status of a folder in which we may write, and into which files can be moved; None of others."""
    status = os.stat(folder)  # noqa: PTH116
    is_open = os.access(folder, os.W_OK | os.X_OK, effective_ids=_AS_OURSELVES)
    return status if is_open and status.st_dev == disk else None


def _may_go(path: str, folder: os.stat_result) -> bool:
    """True unless a file in a folder where we may write is kept there even so.

    Its folder may let its owner alone do that. Or its owner may not write to it although its mode says so: it has an
    attribute (`chattr +i`), or is on a disk that is read only.
    """
    may_write = os.access(path, os.W_OK, effective_ids=_AS_OURSELVES)
    if may_write and not folder.st_mode & stat.S_ISVTX:  # as nearly all
        return True
    if sys.platform == "win32":
        return may_write  # what is read-only cannot be replaced there
    file, user = os.lstat(path), os.geteuid()
    is_kept = user == file.st_uid and file.st_mode & stat.S_IWUSR and not may_write
    return not is_kept and is_let_go(user, folder, file)


def is_let_go(user: int, folder: os.stat_result, file: os.stat_result) -> bool:
    """True unless a folder is sticky and neither it nor the file is the user's."""
    return not folder.st_mode & stat.S_ISVTX or user in {0, folder.st_uid, file.st_uid}
