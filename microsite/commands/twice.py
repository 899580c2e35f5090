"""A site built twice from nothing, by two machines that differ in all that must make no difference."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from microsite.build.report import Report
from microsite.commands.project import find_root
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic
from microsite.files.built import list_files, read_built
from microsite.files.disk import FOLDERS, UsageError, printable, telling
from microsite.files.writing import write_file
from microsite.model.source import Source
from microsite.values.named import NamedTuple
from microsite.verify.defects import Defect, place_defects
from microsite.verify.differing import find_difference

_PREFIX = "output/"
_DAY = 86_400
_SHOWN = 2_000
"""So many characters are shown of what a build says that fails."""


class _Machine(NamedTuple):
    """Where a build takes place: its folder, how it is called, who may read what it writes, and what it sees."""

    folder: str
    jobs: int
    umask: int
    is_reversed: bool
    environment: Mapping[str, str]


_MACHINES = (
    _Machine("site", 1, 0o022, is_reversed=False, environment={"PYTHONHASHSEED": "1", "TZ": "Etc/GMT+12"}),
    _Machine(
        "an other/große 会议",
        2,
        0o077,
        is_reversed=True,
        environment={"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ),
)


def compare_builds(arguments: argparse.Namespace) -> Report:
    """What differs between two builds of the site from nothing, as `build-differs`.

    Raises `UsageError` if the site cannot be built, or if another one is named.
    """
    if arguments.place is not None:
        raise UsageError(
            "--reproducible builds this site itself, so it looks into no other", "leave DIR out, or name --root DIR"
        )
    begun, root = time.perf_counter(), find_root(arguments)
    with tempfile.TemporaryDirectory(prefix="microsite-", ignore_cleanup_errors=True) as name:
        folders = _build_all(root, Path(name))
        paths = sorted({path for folder in folders for path in list_files(folder).sizes})
        told = grade(tuple(_compare(folders, paths)), {}, strict=arguments.strict)
        shown = {one.span.path for one in told if one.span}
        sources = tuple(
            Source(path, "", _read(folders[0], path.removeprefix(_PREFIX)) or b"") for path in sorted(shown)
        )
    files = "1 file" if len(paths) == 1 else f"{len(paths):,} files"
    same = "the same bytes" if not told else f"{len(told):,} otherwise"
    return Report(told, sources, f"{files} built twice, {same}, in {time.perf_counter() - begun:.1f} s")


def _compare(folders: tuple[Path, ...], paths: list[str]) -> Iterator[Diagnostic]:
    found = (find_difference(path, *(_read(folder, path) for folder in folders)) for path in paths)
    defects = [one for one in found if isinstance(one, Defect)]
    return place_defects(defects, partial(_read_text, folders[0]), _PREFIX)


def _read(folder: Path, path: str) -> bytes | None:
    data = read_built(str(folder), path)
    return data if isinstance(data, bytes) else None


def _read_text(folder: Path, path: str) -> str:
    return (_read(folder, path) or b"").decode("utf-8", "replace")


# ---- building ---------------------------------------------------------------------------------------------------


def _build_all(root: Path, folder: Path) -> tuple[Path, ...]:
    """The output folders of builds on all machines, at once. Raises `UsageError` if one fails."""
    moment = os.environ.get("SOURCE_DATE_EPOCH", "") or str(int(time.time()))
    with ExitStack() as stack:
        begun = []
        for machine in _MACHINES:
            place = folder / machine.folder
            with telling(root):
                _copy_sources(root, place, is_reversed=machine.is_reversed)
            begun.append((place, stack.enter_context(_begin(place, machine, moment))))
        stack.callback(_end, [process for _, process in begun])  # those that an error leaves at work
        for _, process in begun:
            _, told = process.communicate()
            if process.returncode:
                said = told.decode("utf-8", "replace").strip()[-_SHOWN:]
                message = f"the site is not built from nothing, so there is nothing to compare:\n{printable(said)}"
                raise UsageError(message, "build the site first: python build.py", status=1)
    return tuple(place / "output" for place, _ in begun)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()


def _copy_sources(root: Path, place: Path, *, is_reversed: bool) -> None:
    """Copy what is read of a site; most disks list files as they came. Links stay links. Raises `OSError`."""
    files = [path for name in FOLDERS for path in (root / name).rglob("*") if path.is_symlink() or not path.is_dir()]
    for path in sorted(files, reverse=is_reversed):
        copy = place / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            copy.symlink_to(path.readlink())
        else:
            write_file(copy, path.read_bytes())
            if is_reversed:
                os.utime(copy, (_DAY, _DAY))


def _begin(place: Path, machine: _Machine, moment: str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(one for one in sys.path if one)
    own = {"PYTHONPATH": path, "SOURCE_DATE_EPOCH": moment, "XDG_CACHE_HOME": str(place / ".own")}  # from nothing
    environment = {**os.environ, **own, **machine.environment}
    command = [sys.executable, "-P", "-m", "microsite", "build", "--quiet", "--jobs", str(machine.jobs)]
    return subprocess.Popen(  # noqa: S603 (ourselves)
        command,
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        umask=machine.umask,
    )
