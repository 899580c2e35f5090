"""Builds that are ended by a signal at a random moment: the one that builds, a worker, or all of them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from reliability.bench import JOBS, Bench, Done, Tally

# Python tells of files before it opens, renames or removes them. The process that such a moment belongs to, or its
# group, gets the signal then. A worker counts its own operations.
_SCRIPT = """
import os, signal, sys
whose, number, moment, note, *words = sys.argv[1:]
own = seen = os.getpid()
count, ends = 0, os._exit

def hook(event, arguments):
    global seen, count
    if event == "open":
        flags = arguments[2]
        if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
    elif event not in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.fork"):
        return
    if os.getpid() != seen:
        seen, count = os.getpid(), 0
    count += 1
    if count == int(moment) and (seen != own) == (whose == "worker"):
        os.killpg(0, int(number)) if whose == "group" else os.kill(seen, int(number))

def end(status):
    if os.getpid() == own and note:
        with open(note, "w") as file:
            file.write(str(count))
    ends(status)

os._exit = end
from microsite.commands.start import run
sys.addaudithook(hook)
sys.argv = ["build.py", *words]
run()
"""
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
WHOSE = ("builder", "worker", "group")


def end_builds(bench: Bench, times: int, *, is_first: bool, seed: int) -> Iterator[Tally]:
    """End so many builds, by each signal: half of them after some time, half at an operation of the disk."""
    chance = random.Random(f"{bench.site.name} {is_first} {seed}")  # noqa: S311 - the same every time
    what = "first build" if is_first else "after an edit"
    tallies = {one: Tally(f"{one.name}, {what}", "") for one in SIGNALS}
    for one, tally in tallies.items():
        tally.how = f"{one.name} to the builder, a worker or all, {bench.site.name}"
    count, seconds = _measure(bench, is_first=is_first)
    for number in range(times):
        which, whose = SIGNALS[number % len(SIGNALS)], chance.choice(WHOSE)
        _prepare(bench, is_first=is_first)
        before = bench.output()
        if number // len(SIGNALS) % 2:
            moment = chance.randrange(1, count if whose != "worker" else count // 2)
            done, where = _end_at(bench, whose, which, moment), f"operation {moment}"
        else:
            after = chance.uniform(0.1, 1.1) * seconds
            command = [sys.executable, "build.py", "--jobs", JOBS]
            command[1] = str(Path(__file__).parent.parent / "build.py")
            done, where = bench.run(command, act=_end_after(after, whose, which)), f"{after:.3f} s"
        may_mix = which == signal.SIGKILL and whose != "worker"
        outcome, wrong = bench.judge(done, before, may_mix=may_mix)
        tallies[which].count(outcome, wrong, f"{bench.site.name}, {what}, {which.name} to {whose} at {where}")
    yield from tallies.values()


def _prepare(bench: Bench, *, is_first: bool) -> None:
    bench.turn()
    if is_first:
        bench.forget()


def _measure(bench: Bench, *, is_first: bool) -> tuple[int, float]:
    """How many operations a build has, and how many seconds it takes."""
    _prepare(bench, is_first=is_first)
    note, began = bench.folder / "count", time.perf_counter()
    command = [sys.executable, "-c", _SCRIPT, "builder", "0", "-1", str(note), "--jobs", JOBS]
    done = bench.run(command)
    if done.status:
        raise RuntimeError(done.told)
    return int(note.read_text(encoding="utf-8")), time.perf_counter() - began


def _end_at(bench: Bench, whose: str, which: signal.Signals, moment: int) -> Done:
    command = [sys.executable, "-c", _SCRIPT, whose, str(int(which)), str(moment), "", "--jobs", JOBS]
    return bench.run(command)


def _end_after(seconds: float, whose: str, which: signal.Signals) -> Callable[[subprocess.Popen[bytes]], None]:
    def act(process: subprocess.Popen[bytes]) -> None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        with suppress(ProcessLookupError):
            if whose == "group":
                os.killpg(process.pid, which)
            elif whose == "builder":
                process.send_signal(which)
            else:
                for child in _find_children(process.pid)[:1]:
                    os.kill(child, which)

    return act


def _find_children(process: int) -> list[int]:
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    return []
