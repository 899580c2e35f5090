"""Doing to the output folder what a plan says: all of it, or nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from microsite.files.disk import UsageError, digest_of, open_file, printable, shown, telling
from microsite.files.folder import STAGING, Claim, is_inside, write_owned
from microsite.model import Job
from microsite.plan import Plan, find_blocking, folders_above

TOLD = 3
"""How many of the files that are in the way a message names."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: the digest by path of all that was made, of which `written` is what was not there before."""

    digests: Mapping[str, str]
    written: tuple[str, ...]
    removed: tuple[str, ...]


def apply(found: Claim, plan: Plan, data_by_path: Mapping[str, bytes]) -> Applied:
    """What was done to make the output folder hold what the plan wants; `data_by_path` is what was rendered.

    All new files are written beside the site first. Only when the last of them lies there do they take their
    places: copies first, then in the order of the plan, so that a page comes after what it shows; then what the
    plan removes goes. A file that is there with the same bytes is not touched.

    Raises `UsageError` if a stray is in the way or the disk does not let us; up to then nothing has changed. A
    build that is killed, or fails while files take their places, leaves whole files, old and new; the list of what
    is ours holds both, and the next build puts it right.
    """
    _refuse_targets(found, plan)
    with telling(found.root):
        try:
            _sweep(found.output)
            digests, staged = _stage(found, plan, data_by_path)
            kept = {target.path: found.present[target.path] for target in plan.keep}
            _settle(found, plan, staged, kept | digests)
        finally:
            with suppress(OSError):  # what cannot be swept now is swept by the next build
                _sweep(found.output)
    return Applied(digests, tuple(staged), plan.remove)


def _refuse_targets(found: Claim, plan: Plan) -> None:
    """Raises `UsageError` if a stray lies where a target goes, or a target outside of the folder."""
    paths = [job.target.path for job, _ in plan.render]
    for path in paths:
        if not is_inside(path):
            message = f"“{path}” cannot be written: the path is not one inside the output folder"
            raise UsageError(message, status=1)
    blocking = find_blocking(plan, found.strays)
    if blocking:
        names = ", ".join(f"“{shown(found.root, found.output)}/{printable(path)}”" for path in blocking[:TOLD])
        more = f" and {len(blocking) - TOLD} more" if len(blocking) > TOLD else ""
        message = f"not written by the site, but where the site has to write: {names}{more}"
        raise UsageError(message, "move it out of the output folder, or delete it")


def _stage(found: Claim, plan: Plan, data_by_path: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """The digest of each output by path, and where those wait that differ from what is there, in order."""
    digests = {}
    staged: dict[str, str] = {}
    room = found.output / STAGING
    if plan.render:
        room.mkdir(parents=True, exist_ok=True)
    for job in sorted((job for job, _ in plan.render), key=lambda job: not job.copy):
        path = job.target.path
        digest = _source_digest(job) if job.copy else digest_of(data_by_path[path])
        if found.present.get(path) != digest:
            staged[path] = f"{room}/{len(staged)}"
            if job.copy:
                digest = _copy(found.root / job.copy, staged[path])
            else:
                with open(staged[path], "wb") as file:  # noqa: PTH123
                    file.write(data_by_path[path])
        digests[path] = digest
    return digests, staged


def _source_digest(job: Job) -> str:
    return next((part.digest for part in job.parts if part.name == "source"), "")


def _copy(source: Path, target: str) -> str:
    """The digest of what was copied: the file may have changed since it was read."""
    digest = hashlib.sha256()
    with open_file(source) as file, Path(target).open("wb") as copy:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest()


def _settle(found: Claim, plan: Plan, staged: Mapping[str, str], digest_by_path: Mapping[str, str]) -> None:
    """Let the waiting files take their places, and what must go, go."""
    output = found.output
    write_owned(output, dict.fromkeys(found.owned, "") | dict(found.present) | dict(digest_by_path))
    in_the_way = set(find_blocking(plan, plan.remove))
    for path in sorted(in_the_way):
        _remove(output, path)
    made = set()
    for path, new in staged.items():  # strings, not Paths: of thousands of files, the names would take half the time
        target = f"{output}/{path}"
        folder = os.path.dirname(target)  # noqa: PTH120
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            made.add(folder)
        try:
            os.replace(new, target)  # noqa: PTH105
        except IsADirectoryError:  # its files were ours, and are gone
            _remove_folders(Path(target))
            os.replace(new, target)  # noqa: PTH105
    for path in plan.remove:
        if path not in in_the_way:
            _remove(output, path)
    for path in found.owned - digest_by_path.keys():
        _remove_empty(output, path)
    write_owned(output, digest_by_path)


def _sweep(output: Path) -> None:
    """Remove what waits, or what a killed build left waiting."""
    room = output / STAGING
    if room.is_dir() and not room.is_symlink():
        shutil.rmtree(room)
    else:
        room.unlink(missing_ok=True)


def _remove(output: Path, path: str) -> None:
    (output / path).unlink(missing_ok=True)
    _remove_empty(output, path)


def _remove_empty(output: Path, path: str) -> None:
    """Remove the folders above a path that are empty; a link is no folder of ours."""
    above = (output / folder for folder in folders_above(path))
    for folder in reversed(list(takewhile(lambda folder: not folder.is_symlink(), above))):
        with suppress(OSError):
            folder.rmdir()


def _remove_folders(folder: Path) -> None:
    """Remove a folder and those in it. All must be empty."""
    for path, _, _ in os.walk(folder, topdown=False):
        Path(path).rmdir()
