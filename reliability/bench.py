"""A site on the disk to which something is done, and what must be right afterwards."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reliability.sites import REPOSITORY, Files, Site, change_sources, put_away, read_files, read_sources

PROGRAM = str(REPOSITORY / "build.py")
JOBS = "2"
_LIST, _WAITING = ".microsite.json", ".microsite-new"
_MARK = "MICROSITE_TRIAL"
_NOW = "1800000000"  # 2027: no page is news, so a build of today is that of tomorrow
_PATIENCE, _GRACE = 180, 5.0  # seconds: for a command, and for its processes to be gone after it
_STATUSES = frozenset((0, 1, 2, 128 + signal.SIGINT))
_SHOWN = 300
_TRACES = re.compile(r"Traceback|Exception|fault in microsite|^\w+Error\b", re.MULTILINE)


@dataclass
class Tally:
    """A kind of fault: how it is made, how often it was, what came of it, and what should not have."""

    kind: str
    how: str
    times: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, outcome: str, wrong: Sequence[str], where: object) -> None:
        """Count a trial."""
        self.times += 1
        self.outcomes[outcome] += 1
        self.wrong += [f"{where}: {one}" for one in wrong]


class Done(NamedTuple):
    """How a command has ended: its status, below 0 by a signal; what it said; and how many processes it has left."""

    status: int
    told: str
    left: int = 0


class Start(NamedTuple):
    """As whom commands are run: the words before them, and the user whose files the site is."""

    words: tuple[str, ...] = ()
    user: int = 0


ROOT = Start()
"""As who runs this."""


class Bench:
    """A site in a folder of its own, with what a build from nothing makes of it before and after the edit."""

    def __init__(self, site: Site, folder: Path, root: Path | None = None, start: Start = ROOT) -> None:
        """Write and build the site as it is before the edit, in a `root` if one is named."""
        self.site, self.folder, self.root, self.start = site, folder, root or folder / "site", start
        self.temporary = folder / "temporary"
        for one in (self.root, self.temporary, folder / "state", folder / "cache"):
            one.mkdir(parents=True)
        self.files = site.old
        self.new, self.kept = self._build_clean(site.new), read_files(self.root / ".cache/microsite").keys()
        self.forget()
        self.old = self._build_clean(site.old)

    def _build_clean(self, files: Files) -> Files:
        self.change(files)
        done = self.build()
        if done.status:
            raise RuntimeError(done.told)
        return self.output()

    # ---- doing --------------------------------------------------------------------------------------------------

    @property
    def environment(self) -> Mapping[str, str]:
        """What every command of this bench sees."""
        own = {"TMPDIR": str(self.temporary), _MARK: str(self.folder)}
        own |= {f"XDG_{one}_HOME": str(self.folder / one.lower()) for one in ("STATE", "CACHE")}
        return {**os.environ, "SOURCE_DATE_EPOCH": _NOW, "PYTHONPATH": str(REPOSITORY), **own}

    def build(self, *words: str, **more: str) -> Done:
        """Build as people do, and wait for the end."""
        return self.run([sys.executable, PROGRAM, "--jobs", JOBS, *words], more)

    def run(
        self,
        command: Sequence[str],
        more: Mapping[str, str] | None = None,
        *,
        prepare: Callable[[], object] | None = None,
        act: Callable[[subprocess.Popen[bytes]], object] = lambda _: None,
    ) -> Done:
        """Run a command in the root, in a session of its own; `act` on it while it runs."""
        with subprocess.Popen(  # noqa: S603 - our own program
            [*self.start.words, *command],
            cwd=self.root,
            env={**self.environment, **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=prepare,  # noqa: PLW1509 - this process has one thread
            start_new_session=True,
        ) as process:
            act(process)
            told, _ = process.communicate(timeout=_PATIENCE)
        return Done(process.returncode, told.decode("utf-8", "replace"), self.wait_for_others())

    def wait_for_others(self) -> int:
        """How many processes that this bench has begun have not ended after a while."""
        until = time.monotonic() + _GRACE
        while (others := self._find_processes()) and time.monotonic() < until:
            time.sleep(0.02)
        for other in others:
            with suppress(ProcessLookupError):
                os.kill(other, signal.SIGKILL)
        return len(others)

    def _find_processes(self) -> list[int]:
        mark, found = f"{_MARK}={self.folder}".encode(), []
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (path / "environ").read_bytes().split(b"\0"):
                    found.append(int(path.name))
        return found

    def change(self, files: Files) -> None:
        """Let the site have the sources of `old` or `new`."""
        self.files = files
        change_sources(self.root, files)
        if self.start.user:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self.start.user, self.start.user, follow_symlinks=False)

    def turn(self) -> None:
        """Make the edit, or take it back."""
        self.change(self.site.new if self.files is self.site.old else self.site.old)

    def forget(self) -> None:
        """Make the next build a first one."""
        for name in ("output", ".cache"):
            put_away(self.root / name)

    # ---- judging ------------------------------------------------------------------------------------------------

    def output(self) -> Files:
        """What lies in the output folder."""
        return read_files(self.root / "output")

    @property
    def wanted(self) -> Files:
        """What a build from nothing makes of the sources as they are."""
        return self.new if self.files is self.site.new else self.old

    def judge(self, done: Done, before: Files, *, may_mix: bool = False) -> tuple[str, list[str]]:
        """What came of a build, and what is wrong with that; then the next one, which must be right.

        Only of what nobody can prevent there `may_mix` whole files of both sites.
        """
        outcome, wrong = self._judge_output(before)
        wrong += check_told(done)
        if outcome == "a mixture" and not may_mix:
            wrong.append("old and new files beside each other")
        if read_sources(self.root) != dict(self.files):
            wrong.append("the sources have changed")
        return f"{tell_status(done)}; {outcome}", wrong + self.judge_next()

    def judge_next(self) -> list[str]:
        """What is wrong after the next build."""
        done, wrong = self.build(), []
        if done.status:
            wrong.append(f"the next build ends with {done.status}: {done.told[:_SHOWN]}")
        if differing := find_differing(self.output(), self.wanted):
            wrong.append(f"the next build differs from a clean one: {differing[:5]}")
        wrong += [f"left behind: {path}" for path in self._find_left()]
        return wrong

    def _judge_output(self, before: Files) -> tuple[str, list[str]]:
        found = {path: data for path, data in self.output().items() if not path.startswith((_LIST, _WAITING))}
        old, new = ({path: data for path, data in one.items() if path != _LIST} for one in (before, self.wanted))
        if found == new:
            return "the new site", []
        if found == {path: data for path, data in old.items() if not path.startswith(_WAITING)}:
            return "the site as it was", []
        torn = [path for path, data in found.items() if data not in (old.get(path), new.get(path))]
        lost = [path for path in old.keys() & new.keys() if path not in found]
        wrong = [f"neither old nor new: {path}" for path in torn] + [f"lost: {path}" for path in lost]
        return "a mixture", wrong

    def _find_left(self) -> list[str]:
        """What a build has left behind that no later one has cleaned away."""
        left = [f"TMPDIR/{path.name}" for path in self.temporary.iterdir()]
        waiting = self.root / "output" / _WAITING
        left += [str(waiting)] if waiting.exists() else []
        cached = read_files(self.root / ".cache/microsite").keys()
        left += sorted(f".cache/microsite/{path}" for path in cached - self.kept)
        for path in self.temporary.iterdir():
            put_away(path)
        return left


def check_told(done: Done) -> list[str]:
    """What is wrong with how a command has ended and with what it said."""
    wrong = [f"{done.left} processes are left"] if done.left else []
    if done.status >= 0 and done.status not in _STATUSES:
        wrong.append(f"ended with status {done.status}")
    if _TRACES.search(done.told):
        wrong.append(f"told: {done.told[:_SHOWN]}")
    if done.status in {1, 2} and "error: " not in done.told and "error[" not in done.told:
        wrong.append(f"no message: {done.told[:_SHOWN]!r}")
    return wrong


def tell_status(done: Done) -> str:
    """How a command has ended, in words."""
    if done.status < 0:
        return signal.Signals(-done.status).name
    return {0: "built", 128 + signal.SIGINT: "interrupted"}.get(done.status, "an error")


def find_differing(found: Files, wanted: Files) -> list[str]:
    """The paths at which two folders differ."""
    return sorted(path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path))
