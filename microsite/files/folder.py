"""Whose the output folder is: what in it is ours, what is not, and that no other build writes to it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from microsite.diagnostics import Diagnostic, Span, problem
from microsite.files.cache import Cache, open_cache
from microsite.files.disk import (
    CACHE,
    CACHES,
    FOLDERS,
    LOCK,
    PACKAGE,
    UsageError,
    is_dropping,
    printable,
    shown,
    telling,
)
from microsite.files.lock import hold_lock
from microsite.files.ownership import OWNERSHIP, STAGING, Listed, read_digest, read_list
from microsite.files.stamps import NOTHING, Look, Seen, moment_at
from microsite.layout import folders_above


class Place(NamedTuple):
    """A root and its output folder, both absolute, of which no other build makes anything meanwhile; and its cache."""

    root: Path
    output: Path
    cache: Cache


class Claim(NamedTuple):
    """What is in an output folder while no other build of its root runs. Its paths are POSIX and relative to it.

    `owned` are the files that we wrote, there or not; `present` is the digest by path of those that are there;
    `strays` are the files of others, sorted. `listed` is what the list of ours says, None if it has to be written
    anew, and `digest` is that of the list; `seen` is for the next time.
    """

    place: Place
    owned: frozenset[str]
    present: Mapping[str, str]
    strays: tuple[str, ...]
    listed: Mapping[str, str] | None
    seen: Seen
    digest: str = ""

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self.place.root

    @property
    def output(self) -> Path:
        """The output folder."""
        return self.place.output


def is_current(found: Claim) -> bool:
    """True if the list of what is ours is still the one that was there: whoever writes into the folder changes it."""
    return read_digest(found.output) == found.digest


@contextmanager
def hold(root: Path, output: Path, *, patience: float = 10.0) -> Iterator[Place]:
    """The place of an output folder, ours alone until the block ends: no other build of this root runs meanwhile.

    The folder need not exist. Raises `UsageError` where it may not be ours, or where another build has not ended
    after `patience` seconds. Writes nothing into the folder.
    """
    # Not `resolve`, which would follow the very link that an output folder must not be.
    root, output = (Path(os.path.abspath(path)) for path in (root, output))  # noqa: PTH100
    with telling(root):
        _refuse_place(root, output)
        cache = open_cache(root)
    with hold_lock(root, root / CACHE / LOCK, "another build of this site is running", patience):
        yield Place(root, output, cache)


def survey(place: Place, seen: Seen = NOTHING) -> Claim:
    """What is in the output folder. Files that have not moved since `seen` are not read.

    Raises `UsageError` if the folder holds files and no list of what is ours, or a damaged one.
    """
    with telling(place.root):
        base = str(place.output)
        look = Look(base, seen, moment_at(str(place.root), base), is_for_site)
        owned, listed, digest = _read_owned(place, seen, look)
        present = {}
        strays: list[str] = []
        for _, files, others in look.walk() if place.output.is_dir() else ():
            strays += others
            for path in files:
                if owned and path in owned:
                    present[path] = look.file(path)[1]
                else:
                    strays.append(path)
    foreign = sorted(path for path in strays if not is_dropping(path))
    if owned is None and foreign:
        name = shown(place.root, place.output)
        message = f"“{name}” holds files that the site did not write, such as “{printable(foreign[0])}”"
        raise UsageError(message, f"choose another folder with --output-dir, or empty “{name}” yourself")
    if listed != present:
        seen = look.seen.without(OWNERSHIP)
    else:
        look.file(OWNERSHIP)
        seen = look.seen
    return Claim(place, owned or frozenset(), present, tuple(sorted(strays)), listed, seen, digest)


def _read_owned(place: Place, seen: Seen, look: Look) -> Listed:
    """The same as `read_list`, which need not parse a list that says what was seen."""
    known = seen.files.get(OWNERSHIP)
    with suppress(OSError):
        if known and look.file(OWNERSHIP)[1] == known[1]:
            listed = {path: digest for path, (_, digest) in seen.files.items() if path != OWNERSHIP}
            return Listed(frozenset(listed), listed, known[1])
    return read_list(place.root, place.output)


@contextmanager
def claim(root: Path, output: Path, seen: Seen = NOTHING, *, patience: float = 10.0) -> Iterator[Claim]:
    """Hold an output folder, and survey it."""
    with hold(root, output, patience=patience) as place:
        yield survey(place, seen)


def check_strays(found: Claim) -> tuple[Diagnostic, ...]:
    """Reports `output-stray` for each file in the output folder that is not ours; a foreign folder is told once."""
    if not found.strays:
        return ()
    ours = {folder for path in found.owned for folder in folders_above(path)}
    strays = [path for path in found.strays if not is_dropping(path)]
    told = {next((f"{folder}/" for folder in folders_above(path) if folder not in ours), path) for path in strays}
    hint = "it is published with the site: keep it if you put it there, else delete it"
    return tuple(
        problem("output-stray", f"“{path}” was not written by the site and is left alone", Span(path), hint=hint)
        for path in sorted(shown(found.root, found.output) + "/" + printable(stray) for stray in told)
    )


def is_for_site(path: str, _: os.DirEntry[str]) -> bool:
    """True for a path in the output folder that is not one of our two own."""
    return path not in {OWNERSHIP, STAGING}


# ---- where an output folder may be ----------------------------------------------------------------------------


def _refuse_place(root: Path, output: Path) -> None:
    """Raises `UsageError` where no output folder may be, whatever is in it."""
    if not root.is_dir():
        message = f"“{root}” is not a folder"
        raise UsageError(message, "name the folder that holds “content” with --root")
    name = shown(root, output)
    hint = "choose another folder, such as --output-dir output"
    real = Path(os.path.realpath(output))  # `resolve` raises where a link leads to itself
    sources = [root / folder for folder in (*FOLDERS, CACHES, ".git", PACKAGE)]
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
