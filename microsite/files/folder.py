"""Whose the output folder is: what in it is ours, what is not, and that no other build writes to it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import IO

from microsite.diagnostics import Diagnostic, Span, problem
from microsite.files.disk import (
    CACHE,
    FOLDERS,
    PACKAGE,
    VERSION,
    UsageError,
    is_dropping,
    is_text_by_text,
    is_unicode,
    open_file,
    printable,
    shown,
    telling,
)
from microsite.plan import folders_above

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OWNERSHIP = ".microsite.json"
"""Lists what the site wrote, inside the output folder: the digest of each file by its path."""

STAGING = ".microsite-new"
"""Where new files wait inside the output folder, on the same disk, until the last of them is written."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An output folder that is ours alone for a while. Its paths are POSIX and relative to it.

    `owned` are the files that we wrote, there or not; `present` is the digest by path of those that are there;
    `strays` are the files of others, sorted.
    """

    root: Path
    output: Path
    owned: frozenset[str]
    present: Mapping[str, str]
    strays: tuple[str, ...]


@contextmanager
def claim(root: Path, output: Path, *, patience: float = 10.0) -> Iterator[Claim]:
    """The output folder, ours alone until the block ends: no other build of this root runs meanwhile.

    The folder need not exist. Raises `UsageError` where it is not ours to write to, or where another build has
    not ended after `patience` seconds. Writes nothing into the folder.
    """
    # Not `resolve`, which would follow the very link that an output folder must not be.
    root, output = (Path(os.path.abspath(path)) for path in (root, output))  # noqa: PTH100
    with telling(root):
        _refuse_place(root, output)
    with _lock(root, patience):
        with telling(root):
            found = _survey(root, output)
        yield found


def check_strays(found: Claim) -> tuple[Diagnostic, ...]:
    """Reports `output-stray` for each file in the output folder that is not ours; a foreign folder is told once."""
    ours = {folder for path in found.owned for folder in folders_above(path)}
    strays = [path for path in found.strays if not is_dropping(path)]
    told = {next((f"{folder}/" for folder in folders_above(path) if folder not in ours), path) for path in strays}
    hint = "it is published with the site: keep it if you put it there, else delete it"
    return tuple(
        problem("output-stray", f"“{path}” was not written by the site and is left alone", Span(path), hint=hint)
        for path in sorted(shown(found.root, found.output) + "/" + printable(stray) for stray in told)
    )


def is_inside(path: str) -> bool:
    """True for a plain path below the output folder, on any system, that is not one of our two own."""
    parts = path.split("/")
    return (
        is_unicode(path)
        and not any(part in {"", ".", ".."} for part in parts)
        and not any(character in path for character in "\\\0")
        and not PureWindowsPath(path).drive
        and parts[0] not in {OWNERSHIP, STAGING}
    )


# ---- what is in the folder ------------------------------------------------------------------------------------


def _refuse_place(root: Path, output: Path) -> None:
    """Raises `UsageError` where no output folder may be, whatever is in it."""
    if not root.is_dir():
        message = f"“{root}” is not a folder"
        raise UsageError(message, "name the folder that holds “content” with --root")
    name = shown(root, output)
    hint = "choose another folder, such as --output-dir output"
    real = Path(os.path.realpath(output))  # `resolve` raises where a link leads to itself
    sources = [root / folder for folder in (*FOLDERS, CACHE, ".git", PACKAGE)]
    if any(_is_same(real, place) for place in (root, *Path(os.path.realpath(root)).parents)):
        message = f"“{name}” cannot be the output folder: the site’s sources are in it"
        raise UsageError(message, hint)
    for source in sources:
        if (
            any(_is_same(place, source) for place in (real, *real.parents))
            or real in Path(os.path.realpath(source)).parents
        ):
            message = f"“{name}” cannot be the output folder: “{shown(root, source)}” is not for output"
            raise UsageError(message, hint)
    if output.is_symlink():
        message = f"“{name}” cannot be the output folder: it is a symbolic link"
        raise UsageError(message, f"name the folder that it leads to: --output-dir {real}")
    if output.exists() and not output.is_dir():
        message = f"“{name}” cannot be the output folder: it is a file"
        raise UsageError(message, hint)


def _is_same(path: Path, other: Path) -> bool:
    """True for two names of one folder; there may be none yet."""
    return path == other or (path.exists() and other.exists() and path.samefile(other))


def _survey(root: Path, output: Path) -> Claim:
    """What is in the output folder. Raises `UsageError` if it holds files and no list of what is ours."""
    owned = _read_owned(root, output)
    files = dict(_walk(output))
    ours = {path for path, is_regular in files.items() if is_regular and path in (owned or ())}
    strays = tuple(sorted(files.keys() - ours))
    foreign = [path for path in strays if not is_dropping(path)]
    if owned is None and foreign:
        name = shown(root, output)
        message = f"“{name}” holds files that the site did not write, such as “{printable(foreign[0])}”"
        raise UsageError(message, f"choose another folder with --output-dir, or empty “{name}” yourself")
    present = {}
    for path in sorted(ours):
        with open_file(output / path) as file:
            present[path] = hashlib.file_digest(file, "sha256").hexdigest()
    return Claim(root, output, owned or frozenset(), present, strays)


def _walk(output: Path) -> Iterator[tuple[str, bool]]:
    """Each path below a folder that is no folder, and whether it is an ordinary file; without what `apply` needs."""
    waiting = [""] if output.is_dir() else []
    while waiting:
        folder = waiting.pop()
        with os.scandir(output / folder) as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if path in {OWNERSHIP, STAGING}:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path + "/")
                else:
                    yield path, entry.is_file(follow_symlinks=False)


def _read_owned(root: Path, output: Path) -> frozenset[str] | None:
    """The paths that we wrote, or None where nothing tells. Raises `UsageError` if the list is damaged."""
    try:
        with open_file(output / OWNERSHIP) as file:
            listed = json.load(file)
        if isinstance(listed, dict) and listed.get("version") == VERSION and is_text_by_text(listed.get("files")):
            paths = frozenset(listed["files"])
            if all(map(is_inside, paths)):
                return paths
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError):
        pass
    name = shown(root, output)
    message = f"“{name}/{OWNERSHIP}” is damaged, and nothing else tells which files in “{name}” the site wrote"
    raise UsageError(message, f"delete the folder “{name}” yourself and build again")


def write_owned(output: Path, digest_by_path: Mapping[str, str]) -> None:
    """Write the list of what is ours, unless it is there already."""
    listed = {"version": VERSION, "files": dict(digest_by_path)}
    data = (json.dumps(listed, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
    path = output / OWNERSHIP
    if path.is_file() and path.read_bytes() == data:
        return
    new = output / STAGING / "list"
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(data)
    new.replace(path)


# ---- one build at a time --------------------------------------------------------------------------------------


@contextmanager
def _lock(root: Path, patience: float) -> Iterator[None]:
    """Keep other builds of this root out until the block ends, or the process does."""
    with telling(root):
        path = root / CACHE / "lock"
        path.parent.mkdir(exist_ok=True)
        file = path.open("a+b")
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
