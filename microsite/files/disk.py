"""What the rooms of `files` share: the one exception, paths as messages show them, and what is removed."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from itertools import takewhile
from pathlib import Path

from microsite.files.opening import open_descriptor, read_file
from microsite.model.layout import folders_above

LOCK = "lock"
"""The file in the cache that a build holds while it runs, and touches when it begins."""

FOLDERS = ("content", "locales", "templates")
"""The folders that are read, below the root."""

LOOKS = FOLDERS[1:]
"""Those of them that the generator brings, too."""

DROPPINGS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""Files that desktops put into every folder that somebody looks at."""

PACKAGE = Path(__file__).parent.parent
"""The folder of the generator itself."""

_OWN = 256_000_000  # bytes of a file that a command is told to write


class UsageError(Exception):
    """What somebody must change before the site can be written. The hint says how.

    `status` is the exit status: 2 for wrong usage, 1 where the machine fails (a full disk, another build).
    """

    def __init__(self, message: str, hint: str = "", *, status: int = 2) -> None:
        """Keep the message, as `str` of the exception, and the hint, which may be empty."""
        super().__init__(message)
        self.hint = hint
        self.status = status


@contextmanager
def telling(root: Path | str, path: Path | str = "") -> Iterator[None]:
    """Make a `UsageError` of what the operating system does not let us do, to that `path`, or to the one it names."""
    try:
        yield
    except OSError as error:
        raise describe(error, root, path) from error


def describe(error: OSError, root: Path | str, path: Path | str = "") -> UsageError:
    """What the operating system does not let us do, in a sentence, and what helps."""
    found = path or error.filename or ""
    name = f"“{shown(Path(root), Path(os.fsdecode(found)))}”" if found else "a file"
    hint = _HINTS.get(error.errno or 0, "make room on the disk, or check who may write there, and build again")
    return UsageError(f"{name} cannot be read or written: {error.strerror or error}", hint, status=1)


_HINTS = {
    errno.ENOSPC: "make room on the disk, and build again",
    errno.EINVAL: "put the file itself there, and build again",
    errno.EFBIG: "make room on the disk, or let a process write larger files (ulimit -f), and build again",
    errno.EMFILE: "let a process open more files (ulimit -n 1024), and build again",
    errno.ENFILE: "end programs that hold many files open, and build again",
    errno.ENAMETOOLONG: "choose a shorter name, or a folder that is less deep, and build again",
    errno.EROFS: "build where you may write: copy the site there, or name such a folder with --root",
}
"""What helps, by what the system says."""


def changed(path: str) -> UsageError:
    """What to say of a file that is no longer what it was when the build looked at it."""
    return UsageError(f"“{path}” was changed while the site was built", "build again", status=1)


def open_file(path: Path) -> BufferedReader:
    """An ordinary file, for reading, opened as carefully."""
    return open(path, "rb", opener=lambda name, _: open_descriptor(name))


def read_argument(path: Path, bound: int, hint: str) -> bytes:
    """What the file holds that a command is given, which a link may lead to.

    Raises `UsageError` with the hint if it is no ordinary file, has more bytes than `bound`, or cannot be read.
    """
    name = f"“{printable(str(path))}”"
    if what := find_oddity(path):
        raise UsageError(f"{name} cannot be read: it is {what}", hint)
    try:
        size = path.stat().st_size
        if size > bound:
            raise UsageError(f"{name} has {size / 1e6:,.1f} MB; at most {bound / 1e6:,.0f} MB are read", hint)
        return read_file(os.path.realpath(path), bound)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}", hint) from error


def hold_own(path: Path, is_ours: Callable[[bytes], bool], hint: str) -> None:
    """See that a command writes over nothing of others in the place of a file that it is given.

    Raises `UsageError` with the hint if a file lies there that is not ours, as `is_ours` tells by what it holds.
    """
    try:
        data = read_file(os.path.realpath(path), _OWN)
    except OSError as error:
        if error.errno != errno.EFBIG:  # if it cannot be written either, who writes it says so
            return
        data = b"more than we write"
    if data and not is_ours(data):
        raise UsageError(f"“{printable(str(path))}” is another file, and is not written over", hint)


def find_oddity(path: Path) -> str:
    """What there is in the place of a file; "" if one is there, or nothing, or nothing that can be looked at."""
    try:
        if path.is_dir():
            return "a folder"
        return "a pipe, a socket or a device" if path.exists() and not path.is_file() else ""
    except OSError:
        return ""


def digest_of(data: bytes) -> str:
    """The SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def shown(root: Path, path: Path) -> str:
    """A path as a message names it: from the root if it lies below."""
    return printable(path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path))


def printable(path: str) -> str:
    """A path that any terminal and any JSON can hold, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_unicode(text: str) -> bool:
    """True unless it holds lone surrogates, as names do that are not UTF-8 and JSON that somebody damaged."""
    return text.isascii() or text.encode("utf-8", "ignore").decode() == text


def is_dropping(path: str) -> bool:
    """True for the path of a file that a desktop left there."""
    return path.rpartition("/")[2] in DROPPINGS


def remove_all(path: str) -> None:
    """Remove a file, a link, or a folder with all that is in it. Raises `OSError`; nothing there is fine."""
    try:
        os.unlink(path)  # noqa: PTH108
    except FileNotFoundError:
        return
    except (IsADirectoryError, PermissionError):  # the latter on a Mac and on Windows
        if not os.path.isdir(path) or os.path.islink(path):  # noqa: PTH112, PTH114
            raise
        for folder, folders, names in os.walk(path, topdown=False):
            for name in names:
                os.unlink(f"{folder}/{name}")  # noqa: PTH108
            for name in folders:
                if os.path.islink(f"{folder}/{name}"):  # noqa: PTH114
                    os.unlink(f"{folder}/{name}")  # noqa: PTH108
            os.rmdir(folder)  # noqa: PTH106


def remove_folders(folder: str) -> None:
    """Remove a folder and those in it. All must be empty."""
    for path, _, _ in os.walk(folder, topdown=False):
        os.rmdir(path)  # noqa: PTH106


def remove_file(base: str, path: str) -> None:
    """Remove the file at a path below a folder, if it is there, and the folders above it that are empty then."""
    with suppress(FileNotFoundError):
        os.unlink(f"{base}/{path}")  # noqa: PTH108
    remove_empty(base, path)


def remove_empty(base: str, path: str) -> None:
    """Remove the folders above a path that are empty; a link is no folder of ours."""
    above = (f"{base}/{folder}" for folder in folders_above(path))
    for folder in reversed(list(takewhile(lambda folder: not os.path.islink(folder), above))):  # noqa: PTH114
        with suppress(OSError):
            os.rmdir(folder)  # noqa: PTH106
