"""What was seen below a folder, so that the next look reads only what has moved since."""

import errno
import hashlib
import operator
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

from microsite.files.disk import LOCK
from microsite.files.key import CACHE
from microsite.files.opening import check_ordinary, open_descriptor
from microsite.model.source import MEDIA_BOUND, PICTURE_BOUND
from microsite.values.named import NamedTuple

Stamp = tuple[int, int, int, int]
"""What changes when a file does: its size, the times of its content and of its status in nanoseconds, its inode."""

Mark = tuple[Stamp, str]
"""A file's stamp and the digest of what it held."""

InFolder = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The paths in a folder: of folders, of ordinary files, and of all else."""

PlainSeen = tuple[dict[str, tuple[Stamp, InFolder]], dict[str, Mark]]

NEVER: Stamp = (-1, 0, 0, 0)
"""The stamp of what the next look must read."""

CHUNK = 1 << 20

COARSEST = 2_000_000_000
"""The tick of the coarsest clock that a disk has (FAT), in nanoseconds: nobody knows on which disk we lie."""


# A file that is written twice within one tick of the disk's clock keeps its stamp if its size stays. So a stamp is
# believed only if both its times lie before the moment of the look, told by the same clock, which is the time of a
# file that we wrote there before we looked: whatever changes after the look has a later time than the stamp. The few
# files that changed within the tick of a build are read once more by the next one. Git calls such files racy.
#
# A folder's time moves with the names in it, so of a folder that has not moved nothing is listed.


class Seen(NamedTuple):
    """The folders with what was in them and the files with their digests, by path below where the look was taken.

    Only what can be believed has its stamp, all else has `NEVER`.
    """

    folders: Mapping[str, tuple[Stamp, InFolder]] = {}
    files: Mapping[str, Mark] = {}

    def as_plain(self) -> PlainSeen:
        """The same as a value that a cache can keep: `Seen(*plain)` is the way back."""
        return dict(self.folders), dict(self.files)

    def without(self, path: str) -> "Seen":
        """The same except for one file."""
        return Seen(self.folders, {other: mark for other, mark in self.files.items() if other != path})

    def doubting(self, folder: str) -> "Seen":
        """The same, but a folder is to be listed once more."""
        known = self.folders.get(folder)
        return Seen({**self.folders, folder: (NEVER, known[1])}, self.files) if known else self


NOTHING = Seen()


class Look:
    """A look at what lies below `base`, for which `seen` saves the reading of what has not moved.

    `moment` is when it began, as `moment_at` tells it; `is_wanted` says by path and entry which count. Links
    are not followed. What it finds is in `seen`, ready for the next look; of the files that it had to read, `heads` has
    the first bytes by path, `head` of them.
    """

    def __init__(
        self, base: str, seen: Seen, moment: int, is_wanted: Callable[[str, os.DirEntry[str]], bool], *, head: int = 0
    ) -> None:
        """Look at nothing yet."""
        self.base = base
        self.heads: dict[str, bytes] = {}
        self._head = head
        self._before = seen
        self._moment = moment
        self._is_wanted = is_wanted
        self._folders: dict[str, tuple[Stamp, InFolder]] = {}
        self._files: dict[str, Mark] = {}

    @property
    def seen(self) -> Seen:
        """All that was looked at."""
        return Seen(self._folders, self._files)

    def folder(self, path: str, files: Sequence[str] = (), until: int = 0) -> InFolder:
        """What is in a folder; "" is the base. Raises `OSError`.

        It held these `files` and nothing else at the time `until`, in nanoseconds, and need not be read if no name in
        it has moved since.
        """
        stamp = read_stamp(f"{self.base}/{path}" if path else self.base)
        known = (stamp, ((), tuple(files), ())) if files and stamp[1] <= until else self._before.folders.get(path)
        if known is None or known[0] != stamp:
            known = stamp, self._list(path)
        self._folders[path] = known if is_settled(stamp, self._moment) else (NEVER, known[1])
        return known[1]

    def settle(self) -> Seen:
        """What was seen before, with stamps that can be believed by now; only what had none is looked at.

        Raises `OSError`, and `ValueError` if it has moved, or is still too new.
        """
        doubted = [path for path, (stamp, _) in self._before.folders.items() if stamp == NEVER]
        if any(not _is_same(self.folder(path), self._before.folders[path][1]) for path in doubted):
            raise ValueError("a folder has moved")
        doubted = [path for path, (stamp, _) in self._before.files.items() if stamp == NEVER]
        if any(self.file(path, PICTURE_BOUND)[1] != self._before.files[path][1] for path in doubted):
            raise ValueError("a file has moved, or takes too long to be read once more")
        if any(stamp == NEVER for stamp, _ in (*self._folders.values(), *self._files.values())):
            raise ValueError("something is too new")
        return Seen({**self._before.folders, **self._folders}, {**self._before.files, **self._files})

    def file(self, path: str, bound: int = MEDIA_BOUND) -> Mark:
        """The size and digest of an ordinary file, in its mark. Raises `OSError`.

        One with more bytes than `bound` is not read, and has no digest.
        """
        name = f"{self.base}/{path}"
        mark = self._before.files.get(path)
        if mark is None or mark[0] != read_stamp(name):
            mark, head = _read_mark(name, bound, self._head)
            if self._head:
                self.heads[path] = head
            self._files[path] = mark if is_settled(mark[0], self._moment) else (NEVER, mark[1])
        else:
            self._files[path] = mark
        return mark

    def walk(self) -> Iterator[InFolder]:
        """What is in the base and in each folder below it."""
        waiting = [""]
        while waiting:
            listing = self.folder(waiting.pop())
            waiting += listing[0]
            yield listing

    def _list(self, path: str) -> InFolder:
        before = f"{path}/" if path else ""
        folders, files, others = [], [], []
        with os.scandir(f"{self.base}/{path}" if path else self.base) as entries:
            for entry in entries:
                inner = before + entry.name
                if not self._is_wanted(inner, entry):
                    continue
                if entry.is_file(follow_symlinks=False):
                    files.append(inner)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(inner)
                else:
                    others.append(inner)
        return tuple(folders), tuple(files), tuple(others)


def _is_same(listing: InFolder, other: InFolder) -> bool:
    """True of the same names: a folder need not tell them in the order in which they came."""
    return all(map(operator.eq, map(sorted, listing), map(sorted, other)))


def moment_at(root: str, *places: str) -> int:
    """When the build of a root began, by the clock of the disk that all the places lie on; 0 if nothing tells."""
    try:
        lock = os.stat(f"{root}/{CACHE}/{LOCK}")  # noqa: PTH116
        is_one_disk = all(os.stat(place).st_dev == lock.st_dev for place in places)  # noqa: PTH116
    except OSError:
        return 0
    return lock.st_mtime_ns if is_one_disk else 0


def renew_moment(root: str) -> None:
    """Let the moment of a build be now: then what it has written can be believed, if it is looked at again."""
    with suppress(OSError):
        os.utime(f"{root}/{CACHE}/{LOCK}")


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp that a status holds."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def read_stamp(path: str) -> Stamp:
    """The stamp of what lies there, of a link its own. Raises `OSError`."""
    status = os.lstat(path)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def is_settled(stamp: Stamp, moment: int) -> bool:
    """True if no change after that moment can leave the stamp as it is."""
    return stamp[1] < moment and stamp[2] < moment


def read_head(path: str, size: int) -> tuple[bytes, Stamp]:
    """The first bytes of a file, and its stamp once they were read. Raises `OSError`."""
    descriptor = open_descriptor(path)
    try:
        head = b""
        while len(head) < size and (data := os.read(descriptor, size - len(head))):
            head += data
        return head, stamp_of(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _read_mark(path: str, bound: int, size: int) -> tuple[Mark, bytes]:
    """The stamp and the digest of an ordinary file, read in pieces, and its first bytes, `size` of them.

    "" instead of the digest of a file beyond `bound`.
    """
    descriptor = open_descriptor(path)
    try:
        status = os.fstat(descriptor)
        check_ordinary(status, path)  # it was, when it was listed
        if status.st_size > bound:
            return (stamp_of(status), ""), b""
        digest, head, rest = hashlib.sha256(), b"", bound
        # One byte more than it has: the second reading then finds the end, and no third is needed.
        while data := os.read(descriptor, min(status.st_size + 1, CHUNK)):
            digest.update(data)
            if len(head) < size:
                head += data[: size - len(head)]
            rest -= len(data)
            if rest < 0:  # it grows while it is read
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
    finally:
        os.close(descriptor)
    return (stamp_of(status), digest.hexdigest()), head
