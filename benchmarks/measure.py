"""Running a program and saying what it took: time by the clock, processor time, memory of all its processes."""
# ruff: noqa: S603 - the programs are those that are measured

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.01
"""Seconds between two looks at the memory of a run."""


class RunError(Exception):
    """A program ended with another exit status than it should; the message has the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds by the clock and of all processors, and the bytes of its largest process."""

    seconds: float
    cpu: float
    largest: int


def run(command: Sequence[str], cwd: Path, environment: Mapping[str, str], log: Path) -> Run:
    """Run a program undisturbed. Raises `RunError`."""
    with log.open("wb") as out:
        started = time.perf_counter()
        process = _start(command, cwd, environment, out.fileno())
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    _finish(process, status, command, log)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def run_for_memory(
    command: Sequence[str], cwd: Path, environment: Mapping[str, str], log: Path, fine: Collection[int] = (0,)
) -> int:
    """Run a program and give the most bytes that its processes had together, in a run of its own: looking takes time.

    It is the sum of their proportional set sizes, where a page that n processes share counts as 1/n in each, looked
    up every `PAUSE` seconds. `fine` are the exit statuses of a program that did its work. Raises `RunError`.
    """
    peak = 0
    with log.open("wb") as out:
        process = _start(command, cwd, environment, out.fileno())
        while True:
            pid, status, _ = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, sum(_proportional_set_size(found) for found in _processes(process.pid)))
            time.sleep(PAUSE)
    _finish(process, status, command, log, fine)
    return peak


def _start(command: Sequence[str], cwd: Path, environment: Mapping[str, str], out: int) -> subprocess.Popen[bytes]:
    # A session of its own: by its number all processes of the run are found.
    return subprocess.Popen(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
    )


def _finish(
    process: subprocess.Popen[bytes], status: int, command: Sequence[str], log: Path, fine: Collection[int] = (0,)
) -> None:
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        end = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
        message = f"{Path(command[0]).name} ended with {process.returncode}:\n{end}"
        raise RunError(message)


def _processes(session: int) -> Iterator[int]:
    """The processes of a session (proc(5): the fourth field after the name)."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                fields = Path(entry.path, "stat").read_bytes().rpartition(b")")[2].split()
            except OSError:  # it has ended
                continue
            if int(fields[3]) == session:
                yield int(entry.name)


def _proportional_set_size(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_bytes()
    except OSError:  # it has ended
        return 0
    line = next((line for line in text.splitlines() if line.startswith(b"Pss:")), b"Pss: 0 kB")
    return int(line.split()[1]) * 1024
