"""Doing to the output folder what a plan says: all of it, or nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import takewhile
from typing import NamedTuple

from microsite.files.disk import UsageError, open_file, printable, remove_all, shown, telling
from microsite.files.folder import Claim, is_for_site
from microsite.files.ownership import OWNERSHIP, STAGING, is_inside, write_list
from microsite.files.stamps import NEVER, Look, Mark, Seen, Stamp, is_settled, read_stamp, stamp_of
from microsite.jobs import Job
from microsite.plan import Plan, find_blocking, folders_above

TOLD = 3
"""How many of the files that are in the way a message names."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Applied(NamedTuple):
    """What was done: the digest by path of all that was made, of which `written` is what was not there before.

    `seen` is the output folder as it is now, for the next look.
    """

    digests: Mapping[str, str]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    seen: Seen


def sweep(claim: Claim) -> None:
    """Remove what a killed build left waiting. Raises `UsageError` if the disk does not let us."""
    with telling(claim.root):
        remove_all(f"{claim.output}/{STAGING}")


@contextmanager
def stage(claim: Claim) -> Iterator[Staging]:
    """Where new files wait, inside the output folder and unseen by its visitors, until `settle`; or else vanish."""
    room = f"{claim.output}/{STAGING}"
    sweep(claim)
    try:
        yield Staging(claim)
    finally:
        with suppress(OSError):  # what cannot be swept now is swept by the next build
            remove_all(room)


class Staging:
    """New files, in folders like those of the site, so that a new folder takes its place with all that is in it.

    Each of its methods raises `UsageError` if the disk does not let it.
    """

    def __init__(self, claim: Claim) -> None:
        """Hold nothing yet."""
        self._claim = claim
        self._room = f"{claim.output}/{STAGING}"
        self._folders: set[str] = set()
        self._digests: dict[str, str] = {}
        self._waiting: dict[str, Stamp] = {}

    def write(self, path: str, data: bytes, digest: str) -> None:
        """Let bytes wait for their place, unless they are there already."""
        if self._is_new(path, digest):
            with telling(self._claim.root):
                descriptor = self._open(path)
                try:
                    rest = data
                    while rest := rest[os.write(descriptor, rest) :]:  # a large file may need more than one call
                        pass
                    self._waiting[path] = stamp_of(os.fstat(descriptor))
                finally:
                    os.close(descriptor)

    def copy(self, job: Job) -> None:
        """Let a copy of the job's source wait. The digest is that of what was copied: the file may have changed."""
        path = job.target.path
        if self._is_new(path, next((part.digest for part in job.parts if part.name == "source"), "")):
            digest = hashlib.sha256()
            source = self._claim.root / job.copy
            with (
                telling(self._claim.root),
                open_file(source) as file,
                open(self._open(path), "wb") as copy,  # noqa: PTH123
            ):
                while chunk := file.read(1 << 20):
                    digest.update(chunk)
                    copy.write(chunk)
                copy.flush()
                self._waiting[path] = stamp_of(os.fstat(copy.fileno()))
            self._digests[path] = digest.hexdigest()

    def settle(self, plan: Plan) -> Applied:
        """Make the output folder hold what the plan wants, and say what was done. All that it renders must wait here.

        Copies take their places first, then pages in the order of the plan, so that a page comes after what it
        shows; a folder that is new comes whole, with the first of its files. Then what the plan removes goes. A
        file that is there with the same bytes is not touched.

        Raises `UsageError` if a stray is in the way; up to then nothing has changed. A build that is killed, or
        fails while files take their places, leaves whole files, old and new; the list of what is ours holds both,
        and the next build puts it right.
        """
        found = self._claim
        _refuse_blocked(found, plan)
        jobs = sorted((job for job, _ in plan.render), key=lambda job: not job.copy)
        made = {job.target.path: self._digests[job.target.path] for job in jobs}
        digests = {target.path: found.present[target.path] for target in plan.keep} | made
        written = tuple(path for path in made if path in self._waiting)
        seen = found.seen
        if written or plan.remove or digests != found.listed:
            with telling(found.root):
                self._settle(plan, written, digests)
                seen = self._look(plan, written, digests)
        return Applied(made, written, plan.remove, seen)

    def _is_new(self, path: str, digest: str) -> bool:
        """True if a file with that digest is not there; the digest is remembered."""
        if not is_inside(path):
            message = f"“{path}” cannot be written: the path is not one inside the output folder"
            raise UsageError(message, status=1)
        self._digests[path] = digest
        is_new = self._claim.present.get(path) != digest
        if not is_new:
            self._drop(path)
        return is_new

    def _open(self, path: str) -> int:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self._room}/{folder}", exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        return os.open(f"{self._room}/{path}", _NEW, 0o666)

    def _drop(self, path: str) -> None:
        """Let a file wait no more."""
        if self._waiting.pop(path, None):
            with telling(self._claim.root):
                _remove(self._room, path)
                self._folders.clear()

    def _settle(self, plan: Plan, written: tuple[str, ...], digests: Mapping[str, str]) -> None:
        """Let the waiting files take their places, and what must go, go."""
        found, output = self._claim, str(self._claim.output)
        for path in self._waiting.keys() - set(written):  # it must not come along with its folder
            self._drop(path)
        before = dict.fromkeys(found.owned, "") | dict(found.present) | dict(digests)
        if before != found.listed:
            write_list(output, before)
        in_the_way = set(find_blocking(plan, plan.remove))
        for path in sorted(in_the_way):
            _remove(output, path)
        self._move(written)
        for path in plan.remove:
            if path not in in_the_way:
                _remove(output, path)
        for path in found.owned - digests.keys():
            _remove_empty(output, path)
        if before != digests:
            write_list(output, digests)

    def _move(self, written: Iterable[str]) -> None:
        """Let files take their places in order, those of new folders with the folder."""
        output, is_there = str(self._claim.output), {"": True}
        for path in written:
            if self._enter(path.rpartition("/")[0], is_there):
                target = f"{output}/{path}"
                try:
                    os.replace(f"{self._room}/{path}", target)  # noqa: PTH105
                except OSError:
                    if not os.path.isdir(target):  # noqa: PTH112
                        raise
                    _remove_folders(target)  # its files were ours, and are gone
                    os.replace(f"{self._room}/{path}", target)  # noqa: PTH105

    def _enter(self, folder: str, is_there: dict[str, bool]) -> bool:
        """False if the folder is new and has taken its place, with all that waited in it."""
        for one in (*folders_above(folder), folder):
            if one not in is_there:
                try:
                    os.rename(f"{self._room}/{one}", f"{self._claim.output}/{one}")  # noqa: PTH104
                    is_there[one] = False
                except OSError:
                    if not os.path.isdir(f"{self._claim.output}/{one}"):  # noqa: PTH112
                        raise
                    is_there[one] = True
            if not is_there[one]:
                is_there[folder] = False
                return False
        return True

    def _look(self, plan: Plan, written: tuple[str, ...], digests: Mapping[str, str]) -> Seen:
        """What is in the output folder now, of which only what was touched is looked at."""
        output, before = str(self._claim.output), self._claim.seen
        with open(self._open(STAGING), "wb") as probe:  # noqa: PTH123 - no target has this name
            probe.write(b"\n")
            probe.flush()
            moment = os.fstat(probe.fileno()).st_mtime_ns
        touched = {*written, *plan.remove, *(self._claim.owned - digests.keys())}
        above = {folder for path in touched for folder in folders_above(path)}
        look = Look(output, before, moment, is_for_site)
        for folder in above:
            with suppress(FileNotFoundError, NotADirectoryError):
                look.folder(folder)
        folders = {folder: known for folder, known in before.folders.items() if folder not in above}
        old = {path: before.files.get(path, (NEVER, digest)) for path, digest in digests.items() if path not in touched}
        new = {path: self._mark(path, digests[path], moment) for path in written}
        listed = look.file(OWNERSHIP)
        return Seen(folders | dict(look.seen.folders), old | new | {OWNERSHIP: (NEVER, listed[1])})

    def _mark(self, path: str, digest: str, moment: int) -> Mark:
        """The mark of a file that has taken its place, to be read again if somebody has changed it meanwhile."""
        stamp = read_stamp(f"{self._claim.output}/{path}")
        size, time, _, inode = self._waiting[path]
        is_same = stamp[:2] == (size, time) and stamp[3] == inode
        return (stamp if is_same and is_settled(stamp, moment) else NEVER), digest


def _refuse_blocked(found: Claim, plan: Plan) -> None:
    """Raises `UsageError` if a stray lies where a target goes."""
    blocking = find_blocking(plan, found.strays) if found.strays else ()
    if blocking:
        names = ", ".join(f"“{shown(found.root, found.output)}/{printable(path)}”" for path in blocking[:TOLD])
        more = f" and {len(blocking) - TOLD} more" if len(blocking) > TOLD else ""
        message = f"not written by the site, but where the site has to write: {names}{more}"
        raise UsageError(message, "move it out of the output folder, or delete it")


def _remove(base: str, path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(f"{base}/{path}")  # noqa: PTH108
    _remove_empty(base, path)


def _remove_empty(base: str, path: str) -> None:
    """Remove the folders above a path that are empty; a link is no folder of ours."""
    above = (f"{base}/{folder}" for folder in folders_above(path))
    for folder in reversed(list(takewhile(lambda folder: not os.path.islink(folder), above))):  # noqa: PTH114
        with suppress(OSError):
            os.rmdir(folder)  # noqa: PTH106


def _remove_folders(folder: str) -> None:
    """Remove a folder and those in it. All must be empty."""
    for path, _, _ in os.walk(folder, topdown=False):
        os.rmdir(path)  # noqa: PTH106
