"""Machines that fail: no handles, no memory, no room, no folder, other clocks. A sentence, and the site as it was."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from laws import some
from publishing import unprivileged
from test_killed import wholes
from whole_sites import REPOSITORY, Done, call, read_site, write_files

CLOCKS = (-(1 << 33), -1, 0, 1 << 33, 1 << 34, 1 << 40)
"""Seconds: before 1902 and after 2242, 2514 and the year 36,812, as far as the disk has them."""


def run(root: Path, *words: str, prepare: Callable[[], object] = lambda: None, **environment: str) -> Done:
    """Run build.py in a process that is prepared first. It never ends in a traceback, nor by a fault of ours."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(REPOSITORY / "build.py"), *words],
        cwd=root,
        env=os.environ | environment,
        preexec_fn=prepare,
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert "Traceback" not in done.stderr + done.stdout
    assert done.returncode in {0, 1, 2}, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a small site, build it, and change it."""
    root = write_files(tmp_path / "site", read_site("minimal"))
    assert call("--root", str(root), folder=tmp_path).status == 0
    write_files(root, {"content/pages/new.en.md": b"---\ntitle: New\n---\nA **new** text.\n"})
    return root


def limit(what: int, most: int) -> Callable[[], object]:
    return lambda: resource.setrlimit(what, (most, most))


@pytest.mark.law(every=2)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_without_handles_it_says_so_and_the_site_is_as_it_was(site: Path, jobs: str) -> None:
    before, told = wholes(site), set()
    for handles in range(6, 24):  # with less, Python itself does not start
        done = run(site, "--jobs", jobs, prepare=limit(resource.RLIMIT_NOFILE, handles))
        if done.status == 0:
            break
        assert wholes(site) == before
        assert done.err.startswith("error: ")
        told.add("Too many open files" in done.err)
    assert done.status == 0
    assert True in told


def test_without_memory_it_says_so_and_the_site_is_as_it_was(site: Path) -> None:
    before, told = wholes(site), []
    for megabytes in range(24, 80, 8):
        done = run(site, prepare=limit(resource.RLIMIT_AS, megabytes << 20))
        if done.status == 0:
            break
        told.append(done.err)
        assert done.err.startswith("error: ")
        assert done.err.count("\n") <= 2
        assert wholes(site) == before
    assert "error: the memory is full: end other programs, or try --jobs 1\n" in told


def test_without_room_it_names_the_file(site: Path) -> None:
    before = wholes(site)
    (site / "templates/assets/film.mp4").write_bytes(bytes(1 << 16))
    done = run(site, prepare=limit(resource.RLIMIT_FSIZE, 1 << 15))
    assert done.status == 1
    assert "error: “" in done.err
    assert "a file" not in done.err
    assert "make room" in done.err
    assert wholes(site) == before


def test_a_full_disk_names_the_page_that_found_no_room(site: Path) -> None:
    before = wholes(site)
    (site / "templates/assets/film.mp4").write_bytes(bytes(1 << 22))
    done = run(site, prepare=limit(resource.RLIMIT_FSIZE, 1 << 21))
    assert done.status == 1
    assert "error: “output/assets/film." in done.err
    assert wholes(site) == before


@pytest.mark.law(every=4)
@pytest.mark.parametrize("words", [(), ("status",), ("check",), ("reference",), ("--help",), ("--format", "json")])
def test_what_cannot_be_told_is_no_traceback(site: Path, words: tuple[str, ...]) -> None:
    for both in (False, True):
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(  # noqa: S603 - our own program
                [sys.executable, str(REPOSITORY / "build.py"), *words],
                cwd=site,
                env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
                stdout=full,
                stderr=full if both else subprocess.PIPE,
                check=False,
            )
        assert b"Traceback" not in (done.stderr or b"")
        assert done.returncode in {0, 1}


@pytest.mark.law
def test_a_working_folder_that_was_deleted_is_told(site: Path, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()

    def leave() -> None:
        os.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()

    for words in some(((), ("serve",), ("check",), ("status",), ("i18n", "check"), ("glossary", "import", "x.csv"))):
        (tmp_path / "gone").mkdir(exist_ok=True)
        done = run(site, *words, prepare=leave)
        assert (done.status, done.out) in {(1, ""), (2, "")}, words
        assert done.err.startswith("error: "), words
    (tmp_path / "gone").mkdir(exist_ok=True)
    assert run(site, "--root", str(site), prepare=leave).status == 0


def test_names_that_no_disk_can_have_are_told(site: Path) -> None:
    for option in ("--output-dir", "--root", "--profile"):
        for name in ("x" * 300, "x/" * 3_000 + "x"):
            done = call(option, name, folder=site)
            assert done.status in {1, 2}
            assert done.err.startswith("error: ")


def test_a_root_that_cannot_be_written_is_told(open_folder: Path) -> None:
    root = write_files(open_folder / "site", read_site("minimal"))
    with unprivileged():
        done = call("--root", str(root), folder=open_folder)
    assert done.status == 1
    assert "“.cache” cannot be read or written: Permission denied" in done.err


def test_a_folder_for_temporary_files_is_not_needed(site: Path) -> None:
    assert run(site, "--jobs", "2", TMPDIR="/nowhere").status == 0


# ---- clocks -------------------------------------------------------------------------------------------------------


@pytest.mark.law
def test_files_may_have_any_time(site: Path) -> None:
    for seconds in some(CLOCKS):
        for path in (
            "content/site.yaml",
            "templates/base.html",
            "output/index.html",
            ".cache/microsite/texts",
            "content",
        ):
            os.utime(site / path, (seconds, seconds))
        for _ in range(2):
            assert call(folder=site).status == 0, seconds


@pytest.mark.law(every=5)
@pytest.mark.parametrize("epoch", ["0", "1", "253402300799", "253402300800", "999999999999", "9223372036854775808"])
def test_a_build_may_take_place_at_any_time(site: Path, epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    write_files(site, {"content/pages/new.yaml": b"embargo: 9999-12-31T23:59+00:00\n"})
    for words in ((), ("check",), ("status",)):
        done = call(*words, folder=site)
        assert done.status in ({2} if len(epoch) > 12 else {0, 1})


@pytest.mark.law(every=3)
@pytest.mark.parametrize("now", ["9999-12-31T23:59+00:00", "9999-12-31T23:59-14:00", "0001-01-01T00:00+14:00"])
def test_any_moment_can_be_taken_for_now(site: Path, now: str) -> None:
    for words in ((), ("check",), ("status",)):
        assert call(*words, "--now", now, folder=site).status in {0, 2}
