"""Builds that are killed: whole files, a folder that is still ours, and a next build as if nothing had happened."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from edit_scripts import CONFIG, SITE, build, clean, snapshot
from laws import up_to
from whole_sites import REPOSITORY, Files, call, edit, read_files, write_files

from microsite.files.disk import FOLDERS
from microsite.files.ownership import OWNERSHIP

pytestmark = pytest.mark.law

KILLS = up_to(10, 1)
"""How often each kind of build is killed at a random moment, and how often at a random operation of the disk."""


def with_releases(most: int, files: Files) -> Files:
    """A site with so many more releases in each of its three languages."""
    files = dict(files)
    for number in range(most):
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        for language, word in (("de", "Nachricht"), ("en", "Message"), ("zh", "消息")):
            text = f"---\ntitle: {word} {number}\ndate: {day}\n---\n[{word}](opening.md)\n\n## {word}\n\n{word}.\n"
            files[f"content/press/message-{number}.{language}.md"] = text.encode()
    return files


OLD = edit(with_releases(13, SITE), CONFIG, "page_size: 1\n", "page_size: 5\n")
NEW = edit(
    edit(with_releases(12, SITE), CONFIG, "page_size: 1\n", "page_size: 9\n"), CONFIG, "Hafentage,", "Hafenfest,"
) | {
    "content/press/farewell.de.md": b"---\ntitle: Abschied\ndate: 2025-12-30\n---\nLebt wohl.\n",
    "templates/assets/style.css": b"body { color: navy }\n",
}
"""Another title, which all German pages show; texts that came and went, and fewer pages of lists."""


def change(root: Path, files: Files) -> None:
    """Write the sources of a site over those of another one, and touch nothing that is the same."""
    for folder in FOLDERS:
        for path in [f"{folder}/{path}" for path in read_files(root / folder)]:
            if path not in files:
                (root / path).unlink()
    write_files(root, {path: data for path, data in files.items() if not _is_there(root / path, data)})


def _is_there(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def forget(root: Path) -> None:
    """Make the next build a first one."""
    for name in ("output", ".cache"):
        shutil.rmtree(root / name, ignore_errors=True)


def wholes(root: Path) -> Files:
    """The files of the output by path that have taken their places, but the list of them."""
    return {path: data for path, (data, _) in snapshot(root / "output").items() if path != OWNERSHIP}


def check_killed(root: Path, before: Files) -> None:
    """See that a killed build has left old and new files, each of them whole, and that the next one gets it right."""
    found, (_, _, after) = wholes(root), clean(root)
    for path, data in found.items():
        assert data in (before.get(path), after.get(path)), f"{path} is neither what it was nor what it shall be"
    assert found.keys() >= before.keys() & after.keys(), "a file is gone that both builds want"
    assert build(root).status == 0


# ---- at a random moment -----------------------------------------------------------------------------------------


def start(root: Path, *words: str) -> subprocess.Popen[bytes]:
    """Begin a build in a process, and a group of processes, of its own."""
    command = [sys.executable, str(REPOSITORY / "build.py"), "--quiet", "--root", str(root), *words]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own program


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Kill a process unless it has ended by then."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill what a process has started and not ended."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.law(every=4)
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("is_first", ["first", ""], ids=["first build", "rebuild"])
def test_a_build_killed_at_any_moment_leaves_whole_files_and_the_next_one_gets_it_right(
    jobs: str, is_first: str, tmp_path: Path
) -> None:
    root = write_files(tmp_path / "site", OLD)
    rng = random.Random(jobs)  # noqa: S311 - the moments need not be secret
    began = time.perf_counter()
    assert start(root, "--jobs", jobs).wait(timeout=120) == 0
    whole = time.perf_counter() - began
    for number in range(KILLS):
        change(root, NEW if number % 2 == 0 else OLD)
        if is_first:
            forget(root)
        before = wholes(root)
        process = start(root, "--jobs", jobs)
        try:
            kill_after(process, whole * rng.uniform(0.2, 1.0))  # nothing happens before: Python starts
            check_killed(root, before)  # whatever workers do that are left alone
            settled = snapshot(root / "output")
        finally:
            kill_group(process)
        assert snapshot(root / "output") == settled


# ---- at a random operation of the disk --------------------------------------------------------------------------

OPERATIONS = frozenset(("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link"))


def is_operation(event: str, arguments: tuple[object, ...]) -> bool:
    """True for what Python tells of before it changes something on the disk."""
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in OPERATIONS


def build_and_die(root: Path, operation: int) -> None:
    """Build in a process that is killed before one of its operations of the disk, if it comes so far."""
    child = os.fork()
    if not child:
        numbers = count()

        def kill(event: str, arguments: tuple[object, ...]) -> None:
            if is_operation(event, arguments) and next(numbers) == operation:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill)
        status = call("--jobs", "1", folder=root).status
        (root.parent / "operations").write_text(str(next(numbers)))
        os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) in {0, -signal.SIGKILL}


def kill_in_the_act(root: Path, is_first: str, kills: int) -> None:
    """Build so many times, each time killed at another operation."""
    rng = random.Random(is_first)  # noqa: S311 - the same operations every time
    build_and_die(root, -1)
    change(root, NEW)
    if is_first:
        forget(root)
    build_and_die(root, -1)
    operations = int((root.parent / "operations").read_text())
    for number in range(kills):
        change(root, (OLD, NEW)[number % 2])
        if is_first:
            forget(root)
        before = wholes(root)
        build_and_die(root, int((number + rng.random()) * operations / kills))
        check_killed(root, before)


@pytest.mark.slow
@pytest.mark.parametrize("is_first", ["first", ""], ids=["first build", "rebuild"])
def test_a_build_killed_in_the_act_leaves_whole_files_and_the_next_one_gets_it_right(
    is_first: str, tmp_path: Path
) -> None:
    root = write_files(tmp_path / "site", OLD)
    # A hook for audits stays for as long as its process: neither pytest nor its forks shall have one.
    script = (
        "import sys, pathlib, test_killed\n"
        "test_killed.kill_in_the_act(pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script, str(root), is_first, str(KILLS)],
        env=os.environ | {"PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'tests'}"},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
