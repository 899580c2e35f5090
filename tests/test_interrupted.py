"""Ctrl-C at any moment: a quiet end, nobody left at work, and the site as it was or as it was to be."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from edit_scripts import build
from laws import some, up_to
from test_killed import NEW, OLD, change, forget, wholes
from whole_sites import REPOSITORY, Files, write_files

from microsite.files.ownership import STAGING

pytestmark = pytest.mark.law

TIMES = up_to(12, 1)
"""How often each command is interrupted."""

# Python tells of what it does before it does it: of imports, files, processes. At one of these moments, or after so
# much work of the processor, the process interrupts itself, as a terminal does; then once more, as impatient people do.
SCRIPT = """
import os, signal, sys
kind, moment, note, *words = sys.argv[1:]
own, count, ends = os.getpid(), 0, os._exit

def interrupt(*_):
    signal.raise_signal(signal.SIGINT)

def hook(event, arguments):
    global count
    if os.getpid() == own:
        count += 1
        if kind == "event" and count in {int(moment), int(moment) + 7}:
            interrupt()

def end(status):
    if os.getpid() == own and kind == "count":
        with open(note, "w") as file:
            file.write(str(count))
    ends(status)

os._exit = end
from microsite.commands.start import run
import microsite.commands.process
if kind == "work":
    signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, float(moment), 0.001)
else:
    sys.addaudithook(hook)
sys.argv = ["build.py", *words]
run()
"""


def run(root: Path, kind: str, moment: float, *words: str) -> tuple[int, str]:
    """Run a command that is interrupted: its exit status, and all that it and its processes have said."""
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", SCRIPT, kind, str(moment), str(root.parent / "count"), *words, "--root", str(root)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        said, _ = process.communicate(timeout=120)  # ends when the last process that could say something has
        return process.returncode, said


def check(root: Path, status: int, said: str, allowed: list[Files], moment: object) -> None:
    assert status in {0, 1, 128 + signal.SIGINT}, (moment, said)
    assert not any(word in said for word in ("Traceback", "Error", "Exception", "KeyboardInterrupt")), (moment, said)
    assert wholes(root) in allowed, moment
    assert not (root / "output" / STAGING).exists(), moment


@pytest.mark.law(every=4)
@pytest.mark.parametrize("jobs", ["1", "3"])
@pytest.mark.parametrize("is_first", ["first", ""], ids=["first build", "rebuild"])
def test_a_build_that_is_interrupted_ends_quietly_and_the_site_is_whole(
    jobs: str, is_first: str, tmp_path: Path
) -> None:
    root = write_files(tmp_path / "site", OLD)
    before: Files = {}

    def prepare(files: Files) -> None:
        """The site before an edit, built, and the sources after it."""
        change(root, OLD if files is NEW else NEW)
        assert build(root).status == 0
        before.clear()
        change(root, files)
        if is_first:
            forget(root)
        before.update(wholes(root))

    prepare(NEW)
    assert run(root, "count", 0, "--jobs", jobs)[0] == 0
    events, after = int((tmp_path / "count").read_text()), wholes(root)
    rng = random.Random(jobs + is_first)  # noqa: S311 - the same moments every time
    for number in range(TIMES):
        prepare(NEW)
        kind, moment = ("event", rng.randrange(events)) if number % 3 else ("work", rng.uniform(0.001, 0.6))
        check(root, *run(root, kind, moment, "--jobs", jobs), [before, after], (kind, moment))


@pytest.mark.law(every=6)
@pytest.mark.parametrize("words", ["check", "status", "i18n check", "ack --all", "reference --help", "serve --port 1"])
def test_other_commands_that_are_interrupted_end_quietly(words: str, tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", OLD)
    assert build(root).status == 0
    site = wholes(root)
    rng = random.Random(words)  # noqa: S311 - the same moments every time
    for _ in range(up_to(4)):
        moment = rng.randrange(2_000)
        status, said = run(root, "event", moment, *words.split())
        check(root, 0 if status == 2 else status, said.replace("Permission", ""), [site], moment)


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_build_that_is_told_to_end_leaves_nobody_at_work(jobs: str, tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", OLD)
    script = SCRIPT.replace("signal.raise_signal(signal.SIGINT)", "signal.raise_signal(signal.SIGTERM)")
    for moment in some(("0.2", "0.05", "0.3")):
        forget(root)
        with subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-c", script, "work", moment, "", "--jobs", jobs, "--root", str(root)],
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            said, _ = process.communicate(timeout=120)
            assert (process.returncode, said) in {(-signal.SIGTERM, b""), (0, said)}


# Ended from outside as the third file takes its place.
ENDED = """
import os, sys
from microsite.commands.start import run
number, *words = sys.argv[1:]
count = 0

def hook(event, arguments):
    global count
    if event == "os.rename" and "/output/" in str(arguments[1]):
        count += 1
        if count == 3:
            os.kill(os.getpid(), int(number))

sys.addaudithook(hook)
sys.argv = ["build.py", *words]
run()
"""


def run_ended(root: Path, number: int, handler: signal.Handlers = signal.SIG_DFL) -> tuple[int, bytes]:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", ENDED, str(number), "--quiet", "--root", str(root)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
        check=False,
        preexec_fn=lambda: signal.signal(number, handler),
    )
    return done.returncode, done.stdout


@pytest.mark.law(every=2)
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_whoever_ends_a_build_from_outside_gets_a_whole_site(name: str, tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", OLD)
    number = signal.Signals[name]
    for files in (OLD, NEW):  # a first build, and one after an edit
        change(root, files)
        assert run_ended(root, number) == (-number, b"")
        found = wholes(root)
        assert build(root).status == 0
        assert found == wholes(root)
        assert not (root / "output" / STAGING).exists()


def test_a_build_that_shall_outlive_its_terminal_does(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", OLD)
    assert run_ended(root, signal.SIGHUP, signal.SIG_IGN)[0] == 0
