"""Writing: every file is new, whole, and only then in its place."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from microsite.files.disk import UsageError, shown
from microsite.files.interrupts import uninterrupted

MODE = 0o666
"""Who may do what with a file that we write, before the umask: nothing is taken over from the file that was there."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

_KEPT = 50
"""So many characters of a name are kept while its file waits: a name may have 255 bytes, and a character has four."""

_LEFT = re.compile(rf"\..{{1,{_KEPT}}}\.[0-9a-f]{{16}}\.new", re.DOTALL)
"""The name of a file that waits, or that a killed process has left waiting."""

_LONG = 3600
"""Seconds: nothing that somebody still writes has lain untouched for so long."""


def create(path: str, mode: int = MODE) -> int:
    """The descriptor of a new file. Raises `OSError`, and FileExistsError even for a link that leads to nothing."""
    return os.open(path, _NEW, mode)


def write_file(target: Path, *pieces: bytes, mode: int = MODE) -> None:
    """Write a file, whole or not at all. Raises `OSError`, also where a link, a folder, a pipe or a device lies."""
    with _blaming(target):
        if _is_odd(target):
            raise FileExistsError(errno.EEXIST, "it is not an ordinary file")
        waiting = _let_wait(target, pieces, mode)
        try:
            waiting.replace(target)
        except BaseException:
            _forget(waiting)
            raise


def write_files(root: Path, data_by_path: Mapping[str, bytes]) -> None:
    """Write files below a root, each whole or not at all, none before there is room for all.

    Raises `OSError`, and `UsageError` where what lies there, or on the way there, is not an ordinary file or folder.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, data in data_by_path.items():
            target = root / path
            with _blaming(target):
                _make_folders(root, path)
                if _is_odd(target):
                    name = shown(root, target)
                    raise UsageError(f"“{name}” is not an ordinary file, so it is not written", f"move “{name}” away")
                waiting[target] = _let_wait(target, (data,), MODE)
        with uninterrupted():
            for target, place in waiting.items():
                with _blaming(target):
                    place.replace(target)
    finally:
        for place in waiting.values():
            _forget(place)


def sweep(folders: Iterable[Path]) -> None:
    """Remove what processes that were killed have left waiting in some folders an hour ago or longer. Never raises."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".new") and _LEFT.fullmatch(entry.name):
                    _sweep(entry)


def _sweep(entry: os.DirEntry[str]) -> None:
    with suppress(OSError):  # it belongs to somebody else, or is gone
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(status.st_mode) and time.time() - status.st_mtime > _LONG:
            Path(entry).unlink()


def refuse_link(root: Path, folder: Path) -> None:
    """Raises `UsageError` if a link lies where a folder is expected: nobody knows whose files it leads to."""
    if folder.is_symlink():
        name = shown(root, folder)
        raise UsageError(f"“{name}” is a symbolic link, and links are not followed", f"remove the link “{name}”")


def _is_odd(target: Path) -> bool:
    """True if something lies there that is not an ordinary file."""
    try:
        return not stat.S_ISREG(target.lstat().st_mode)
    except FileNotFoundError:
        return False


def _make_folders(root: Path, path: str) -> None:
    """Make the folders above a path that are not there."""
    folder = root
    for name in path.split("/")[:-1]:
        folder /= name
        refuse_link(root, folder)
        folder.mkdir(exist_ok=True)


def _let_wait(target: Path, pieces: tuple[bytes, ...], mode: int) -> Path:
    """A hidden file beside the target that holds the pieces, under a name that nobody can know before."""
    path = target.with_name(f".{target.name[:_KEPT]}.{os.urandom(8).hex()}.new")
    descriptor = create(str(path), mode)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123
            file.writelines(pieces)
    except BaseException:
        _forget(path)
        raise
    return path


def _forget(waiting: Path) -> None:
    with suppress(OSError):
        waiting.unlink(missing_ok=True)


@contextmanager
def _blaming(target: Path) -> Iterator[None]:
    """Let errors name the file that is written: where it waited says nothing to anybody."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(target), None
        raise
