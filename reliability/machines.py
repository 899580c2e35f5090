"""Builds on machines that fail: a full disk, one that may only be read, no permission, no handles, no memory."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from reliability.bench import JOBS, PROGRAM, Bench, Done, Start, Tally
from reliability.sites import Site

_USER = 65534
_POWERLESS = Start(("setpriv", "--bounding-set=-all", "--inh-caps=-all"))
"""As root, to whom permissions apply: else all other users would have to be able to read this Python."""

_READS = "+dac_read_search"
_NOBODY = Start(
    ("setpriv", f"--reuid={_USER}", "--clear-groups", f"--inh-caps={_READS}", f"--ambient-caps={_READS}"), _USER
)
"""As another user, whose processes are counted, and who may read this Python, too."""

_SIZE, _INODES, _BLOCK = 256 << 20, 4_000, 4_096
_WRONG_LINES = 4


def fail_machines(site: Site, folder: Path, times: int, seed: int) -> Iterator[Tally]:
    """Let machines fail so many times in each way. What needs root is told if we are not."""
    chance = random.Random(f"{site.name} machines {seed}")  # noqa: S311 - the same every time
    if os.geteuid() == 0:
        with small_disk(folder / "disk") as disk:
            bench = Bench(site, disk)
            yield _fill(bench, disk, times, chance, "disk full", "a tmpfs with so many bytes free", _take_bytes)
            yield _fill(bench, disk, times, chance, "no inodes", "a tmpfs with so few inodes free", _take_inodes)
            yield _freeze(bench, disk, max(1, times // 5))
        yield _forbid(Bench(site, folder / "powerless", start=_POWERLESS), times, chance)
        yield _limit(Bench(site, folder / "nobody", start=_NOBODY), times, chance, _PROCESSES)
    else:
        yield Tally("disk full, read-only, no permission, no processes", "needs root: not tried")
    bench = Bench(site, folder / "limits")
    yield from (_limit(bench, times, chance, limit) for limit in _LIMITS)


# ---- disks ------------------------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Give a disk of its own, in memory."""
    folder.mkdir(parents=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={_SIZE},nr_inodes={_INODES},mode=755", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _run("umount", "--lazy", str(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - two programs of the system


_Take = Callable[[Path, random.Random], None]


def _take_bytes(disk: Path, chance: random.Random) -> None:
    free = chance.choice((0, chance.randrange(40), chance.randrange(400))) * _BLOCK
    found = os.statvfs(disk)
    with (disk / "taken").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, found.f_bavail * found.f_frsize - free))


def _take_inodes(disk: Path, chance: random.Random) -> None:
    (disk / "taken").mkdir()
    free = chance.choice((0, chance.randrange(10), chance.randrange(200)))
    for number in range(max(0, os.statvfs(disk).f_ffree - free)):
        (disk / "taken" / str(number)).touch()


def _fill(bench: Bench, disk: Path, times: int, chance: random.Random, kind: str, how: str, take: _Take) -> Tally:
    tally = Tally(kind, f"{how}, {bench.site.name}")
    for number in range(times):
        bench.turn()
        if number % 3 == 0:
            bench.forget()
        before = bench.output()
        take(disk, chance)
        free = os.statvfs(disk)
        done = bench.build()
        _run("rm", "-r", str(disk / "taken"))
        wrong = _check_message(done, ("No space left", "the memory is full"))
        outcome, more = bench.judge(done, before)
        tally.count(outcome, wrong + more, f"{kind}, {free.f_bavail} blocks and {free.f_ffree} inodes free")
    return tally


def _freeze(bench: Bench, disk: Path, times: int) -> Tally:
    tally = Tally("read-only disk", f"a tmpfs that is mounted anew to be read, {bench.site.name}")
    for number in range(times):
        bench.turn()
        if number % 2:
            bench.forget()
        before = bench.output()
        _run("mount", "-o", "remount,ro", str(disk))
        done = bench.build()
        _run("mount", "-o", "remount,rw", str(disk))
        outcome, more = bench.judge(done, before)
        tally.count(outcome, _check_message(done, ("Read-only",)) + more, f"read-only, number {number}")
    return tally


# ---- permissions and limits -------------------------------------------------------------------------------------


def _forbid(bench: Bench, times: int, chance: random.Random) -> Tally:
    """Forbid a file or a folder of the site to whoever builds, in turn to read, to write and to enter."""
    tally = Tally("no permission", f"a file or folder that another user may not use, {bench.site.name}")
    for number in range(times):
        bench.turn()
        before = bench.output()
        top = bench.root / ("content", "output", ".cache", "templates", "")[number % 5]
        path = chance.choice([top, *sorted(top.rglob("*"))])
        mode, wanted = path.stat().st_mode & 0o777, chance.choice((0, 0o111, 0o444, 0o555))
        if chance.random() < 0.3:
            os.chown(path, _USER, _USER)
        path.chmod(wanted)
        done = bench.build()
        path.chmod(mode)
        os.chown(path, 0, 0)
        outcome, more = bench.judge(done, before)
        where = f"no permission, {path.relative_to(bench.root)} has mode {wanted:o}"
        tally.count(
            outcome, _check_message(done, ("Permission denied", "not permitted", "cannot be changed")) + more, where
        )
    return tally


class _Limit(NamedTuple):
    """A limit of processes: what it is called by prlimit, its bounds, and what is told where it is reached."""

    kind: str
    option: str
    least: int
    most: int
    words: tuple[str, ...]


_PROCESSES = _Limit("no processes", "nproc", 1, 4, ("temporarily unavailable",))
_LIMITS = (
    _Limit("no handles", "nofile", 6, 40, ("Too many open files",)),
    _Limit("no memory", "as", 24 << 20, 240 << 20, ("memory is full", "allocate memory", "failed to map segment")),
    _Limit("no large files", "fsize", 0, 400_000, ("File too large",)),
)


def _limit(bench: Bench, times: int, chance: random.Random, limit: _Limit) -> Tally:
    tally = Tally(limit.kind, f"prlimit --{limit.option} from {limit.least:,} to {limit.most:,}, {bench.site.name}")
    for number in range(times):
        bench.turn()
        if number % 3 == 0:
            bench.forget()
        before, most = bench.output(), chance.randint(limit.least, limit.most)
        done = bench.run(["prlimit", f"--{limit.option}={most}", sys.executable, PROGRAM, "--jobs", JOBS])
        outcome, more = bench.judge(done, before)
        tally.count(outcome, _check_message(done, limit.words) + more, f"{limit.option} {most:,}")
    return tally


def _check_message(done: Done, words: tuple[str, ...]) -> list[str]:
    """What is wrong with what was told of a failure: it says which, in few lines."""
    if done.status == 0:
        return []
    errors = [line for line in done.told.splitlines() if "error: " in line]
    if not any(word in done.told for word in words):
        return [f"the failure is not named: {done.told[:300]}"]
    return [f"told {len(errors)} times: {done.told[:300]}"] if len(errors) > _WRONG_LINES else []
