"""Builds while something moves: files that vanish or change in mid-build, clocks that jump, other builds."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from reliability.bench import JOBS, PROGRAM, Bench, Done, Tally, check_told, tell_status
from reliability.sites import SOURCES, Files, change_sources, put_away, read_sources

# Python tells of files before it opens or lists them. At one of these moments something happens to another file.
_SCRIPT = """
import os, shutil, sys, time
moment, how, path, *words = sys.argv[1:]
own, count, now = os.getpid(), 0, time.time

def act():
    if how == "delete":
        shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
    elif how == "edit":
        with open(path, "ab") as file:
            file.write(b"\\nOne more.\\n")
    elif how == "empty":
        os.truncate(path, 0)
    elif how == "replace":
        with open(path + ".other", "wb") as file:
            file.write(open(path, "rb").read() + b"\\nAnother one.\\n")
        os.replace(path + ".other", path)
    elif how == "make a folder":
        os.unlink(path)
        os.mkdir(path)
    elif how == "make a link":
        os.unlink(path)
        os.symlink("/etc/hostname", path)
    elif how == "date":
        os.utime(path, (int(path != ""), 1 << 33))
    else:
        time.time = lambda: now() + float(how)
        time.time_ns = lambda: int(time.time() * 1e9)

def hook(event, arguments):
    global count
    if os.getpid() == own and event in ("open", "os.scandir", "os.rename", "os.mkdir"):
        count += 1
        if count == int(moment):
            try:
                act()
            except OSError:
                pass

from microsite.commands.start import run
sys.addaudithook(hook)
sys.argv = ["build.py", *words]
run()
"""
_HOWS = ("delete", "edit", "empty", "replace", "make a folder", "make a link", "date")
_MOMENTS = 300  # more than that most builds do not have
_YEAR = 365.25 * 86_400


def move_files(bench: Bench, times: int, seed: int) -> Iterator[Tally]:
    """Let a source, a built file or one of the cache vanish or change while a build runs."""
    chance = random.Random(f"{bench.site.name} moving {seed}")  # noqa: S311 - the same every time
    for place, what in (
        ("content", "source"),
        ("templates", "template"),
        ("output", "built file"),
        (".cache", "cache"),
    ):
        tally = Tally(f"a {what} moves in mid-build", f"{', '.join(_HOWS)}, {bench.site.name}")
        for number in range(times):
            bench.turn()
            if number % 4 == 0:
                bench.forget()
            before, top = bench.output(), bench.root / place
            planned = [top / one for one in sorted(bench.wanted)] if place == "output" else [top]
            path = chance.choice([one for one in sorted(top.rglob("*")) if _holds_files(one)] or planned)
            how, moment = chance.choice(_HOWS), chance.randrange(1, _MOMENTS)
            done = _build_while(bench, moment, how, str(path))
            where = f"{how} {path.relative_to(bench.root)} at {moment}"
            is_source = place in {"content", "templates"}
            outcome, wrong = _judge_moved(bench, done, before) if is_source else _judge_made(bench, done)
            tally.count(outcome, wrong, where)
        yield tally


def _holds_files(path: Path) -> bool:
    """True of a file, and of a folder with some: an empty one is no part of a site, and nothing brings it back."""
    return not path.is_dir() or any(one.is_file() for one in path.rglob("*"))


def _build_while(bench: Bench, moment: int, how: str, path: str) -> Done:
    return bench.run([sys.executable, "-c", _SCRIPT, str(moment), how, path, "--jobs", JOBS])


def _judge_moved(bench: Bench, done: Done, before: Files) -> tuple[str, list[str]]:
    """What came of a build in which a source moved: the site before it did, after, or as it was; never another."""
    moved, found, wrong = read_sources(bench.root), bench.output(), check_told(done)
    status, after = _build_elsewhere(bench)
    outcomes = {"the site as it was": before, "the new site": bench.wanted, "the new site with the change": after}
    outcome = next((name for name, files in outcomes.items() if found == files), "another site")
    wrong += ["a site that was never meant"] if outcome == "another site" else []
    again = bench.build()
    wrong += check_told(again)
    is_refused = "output-emptied" in again.told  # all pages of a kind: nobody means that by a single folder
    if not is_refused and (bool(again.status) != bool(status) or (status == 0 and bench.output() != after)):
        wrong.append(f"the next build is not that of the sources as they are: {again.status}, {status}")
    for path in (bench.root / one for one in moved if one not in bench.files):
        path.unlink()
    _restore(bench)
    return f"{tell_status(done)}; {outcome}", wrong + bench.judge_next()


def _restore(bench: Bench) -> None:
    for path in sorted(bench.root.glob("*/**/*"), reverse=True):
        if path.is_symlink() or (path.is_dir() and path.relative_to(bench.root).as_posix() in bench.files):
            path.unlink() if path.is_symlink() else path.rmdir()
    change_sources(bench.root, bench.files)


def _build_elsewhere(bench: Bench) -> tuple[int, Files]:
    """What a build from nothing makes of the sources as they are: its exit status, and the output."""
    there, root = bench.folder / "elsewhere", bench.root
    put_away(there)
    for name in filter(lambda name: (root / name).is_dir(), SOURCES):
        shutil.copytree(root / name, there / name, symlinks=True)
    bench.root = there
    done, made = bench.build(), bench.output()
    bench.root = root
    return done.status, made


def _judge_made(bench: Bench, done: Done) -> tuple[str, list[str]]:
    """What came of a build in which something moved that it makes: the next one must be right."""
    wrong = check_told(done)
    outcome = "the new site" if bench.output() == bench.wanted else "what somebody has changed"
    for path in (one for one in bench.root.glob("[!.]*/**/*.other") if one.is_file()):
        path.unlink()
    again = bench.build()  # which may find a folder or a link in its way, and says so
    wrong += check_told(again)
    if again.status:
        bench.forget()
    return f"{tell_status(done)}; {outcome}", wrong + bench.judge_next()


# ---- clocks -----------------------------------------------------------------------------------------------------


def jump_clocks(bench: Bench, times: int, seed: int) -> Iterator[Tally]:
    """Let the clock of the process jump, and let files have times of the past and of the future."""
    chance = random.Random(f"{bench.site.name} clocks {seed}")  # noqa: S311 - the same every time
    jumps = Tally("the clock jumps in mid-build", f"by up to ten years, either way, {bench.site.name}")
    dates = Tally("files of other times", f"from 1901 to 2242, all that there are, {bench.site.name}")
    for number in range(times):
        bench.turn()
        before = bench.output()
        done = _build_while(bench, chance.randrange(1, _MOMENTS), f"{chance.uniform(-10, 10) * _YEAR}", "")
        jumps.count(*bench.judge(done, before), f"clock, number {number}")
        bench.turn()
        for path in (*bench.root.rglob("*"), bench.root):
            moment = chance.choice((-(1 << 31), 0, time.time() + chance.uniform(-10, 10) * _YEAR, 1 << 33))
            os.utime(path, (moment, moment), follow_symlinks=False)
        before = bench.output()
        dates.count(*bench.judge(bench.build(), before), f"dates, number {number}")
    yield from (jumps, dates)


# ---- others -----------------------------------------------------------------------------------------------------


def build_at_once(bench: Bench, times: int, seed: int) -> Iterator[Tally]:
    """Begin two to four commands in one root within a moment, and two builds of two roots in one output folder."""
    chance = random.Random(f"{bench.site.name} twins {seed}")  # noqa: S311 - the same every time
    same = Tally("builders at once, one root", f"two to four within 0.3 s, {bench.site.name}")
    other = Tally("builders at once, two roots, one output", f"within 0.3 s, {bench.site.name}")
    twin = bench.folder / "twin"
    for number in range(times):
        bench.turn()
        if number % 3 == 0:
            bench.forget()
        before, roots = bench.output(), [bench.root] * chance.randint(2, 4)
        ended = _begin(bench, roots, chance)
        outcome, wrong = bench.judge(ended[-1], before)
        same.count(outcome, [one for done in ended[:-1] for one in check_told(done)] + wrong, f"one root, {number}")
        bench.turn()
        change_sources(twin, bench.files)
        before = bench.output()
        ended = _begin(bench, [bench.root, twin], chance)
        outcome, wrong = bench.judge(ended[-1], before)
        other.count(outcome, [one for done in ended[:-1] for one in check_told(done)] + wrong, f"two roots, {number}")
    yield from (same, other)


def _begin(bench: Bench, roots: list[Path], chance: random.Random) -> list[Done]:
    """Begin builds, one a moment after the other, in one output folder: how they have ended."""
    begun = []
    for root in roots:
        command = [sys.executable, PROGRAM, "--jobs", JOBS, "--root", str(root)]
        command += ["--output-dir", str(bench.root / "output")] if root != bench.root else []
        begun.append(
            subprocess.Popen(  # noqa: S603 - our own program
                command, cwd=root, env=bench.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        )
        time.sleep(chance.uniform(0, 0.3 / len(roots)))
    told = [process.communicate()[0].decode("utf-8", "replace") for process in begun]
    left = bench.wait_for_others()
    return [Done(process.returncode, one, left) for process, one in zip(begun, told, strict=True)]
