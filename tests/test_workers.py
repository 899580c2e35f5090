"""The processes that share the work: real ones, and really killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from edit_scripts import SITE
from hypothesis import given
from hypothesis import strategies as st
from test_killed import with_releases
from whole_sites import REPOSITORY, output, read_files, write_files

from microsite.engine.crew import ALONE, CHUNK, Crew, Ran, Task, alone, share
from microsite.engine.hire import FORK_PAYS_FROM, MOST, SPAWN_PAYS_FROM, choose_count, choose_least, hire
from microsite.files.disk import UsageError


def end_others(items: tuple[int, ...]) -> list[int]:
    """End the process that does it, unless it is the first, which waits until another one has done so."""
    if os.getpid() != items[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
    return list(items)


def invert(items: tuple[int, ...]) -> list[int]:
    return [1 // item for item in items]


def name_process(items: tuple[int, ...]) -> list[int]:
    return [os.getpid()] * len(items)


@given(st.none() | st.integers(1, 10**9), st.integers(0, 10**6))
def test_there_are_never_more_processes_than_wanted_than_work_or_than_windows_can_wait_for(
    wanted: int | None, sources: int
) -> None:
    count = choose_count(wanted, sources)
    assert 1 <= count <= min(MOST, wanted or MOST)
    assert (count - 1) * CHUNK < max(sources, 1)


def test_a_small_site_is_built_by_one_process_but_for_heavy_work_unless_more_are_wanted() -> None:
    assert choose_least(None, FORK_PAYS_FROM - 1) == FORK_PAYS_FROM
    assert choose_least(None, FORK_PAYS_FROM) == choose_least(2, 1) == CHUNK + 1
    tasks = []

    def spread(task: Task[Any, Any, Any, Any]) -> Iterator[Ran[Any]]:
        tasks.append(task)
        return alone(task)

    crew = Crew(spread, pays_from=FORK_PAYS_FROM)
    assert list(share(crew, list, range(FORK_PAYS_FROM - 1))) == list(range(FORK_PAYS_FROM - 1))
    assert tasks == []
    assert list(share(crew, list, range(10), weight=12)) == list(range(10))
    assert [task.chunk for task in tasks] == [CHUNK // 12]


def test_one_process_is_this_one() -> None:
    with hire(1) as crew:
        assert crew is ALONE


def test_several_processes_are_forked_of_one_that_has_one_thread_and_not_before_there_is_work() -> None:
    """In a program of its own: the tests' may have threads by now."""
    program = """
import sys
from microsite.engine.crew import CHUNK, share
from microsite.engine.hire import hire
with hire(3) as crew:
    assert list(share(crew, list, range(CHUNK))) == list(range(CHUNK))
    assert "microsite.engine.forks" not in sys.modules
    assert list(share(crew, list, range(4 * CHUNK))) == list(range(4 * CHUNK))
assert "microsite.engine.forks" in sys.modules
assert "multiprocessing" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=True, timeout=60)  # noqa: S603 (our own program)


def test_beside_a_second_thread_they_are_started_anew_and_do_all_the_work() -> None:
    ending = threading.Event()
    thread = threading.Thread(target=ending.wait)
    thread.start()
    try:
        assert choose_count(None, SPAWN_PAYS_FROM - 1) == 1  # which takes longer
        with hire(2) as crew:
            processes = set(share(crew, name_process, range(8 * CHUNK)))
    finally:
        ending.set()
        thread.join()
    assert os.getpid() not in processes


def test_what_one_process_would_do_alone_is_done_by_this_one() -> None:
    with hire(2) as crew:
        assert set(share(crew, name_process, range(CHUNK))) == {os.getpid()}


def test_a_process_that_dies_is_told_with_what_to_try() -> None:
    with pytest.raises(UsageError, match=r"^a worker process was ended from outside$") as caught, hire(2) as crew:
        list(share(crew, end_others, [os.getpid()] * (8 * CHUNK)))
    assert caught.value.status == 1
    assert caught.value.hint.endswith("try --jobs 1")


def test_what_goes_wrong_in_the_work_itself_is_not_taken_for_that() -> None:
    with pytest.raises(ZeroDivisionError), hire(2) as crew:
        list(share(crew, invert, [0] * (CHUNK + 1)))


def test_workers_end_with_the_process_that_started_them_even_if_it_is_killed() -> None:
    program = """
import os, signal
from test_workers import name_process
from microsite.engine.crew import CHUNK, share
from microsite.engine.hire import hire
with hire(2) as crew:
    list(share(crew, name_process, range(4 * CHUNK)))
    os.kill(os.getpid(), signal.SIGKILL)
"""
    path = os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "tests")))
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,  # which ends when the last of them has
        check=False,
        timeout=60,
    )
    assert done.returncode == -9


@pytest.mark.slow
def test_two_processes_make_the_same_bytes_messages_and_cache_as_one(tmp_path: Path) -> None:
    files = with_releases(SPAWN_PAYS_FROM // 3, SITE)
    made: list[object] = []
    for jobs in ("1", "2"):
        root = write_files(tmp_path / jobs, files)
        first = build(root, jobs)
        again = build(root, jobs)
        if jobs == "2":
            check_kept(root)
        assert re.findall(r"\d+ written", first.stdout + again.stdout) == [f"{len(output(root))} written", "0 written"]
        write_files(root, {"content/press/message-7.de.md": b"---\ntitle: Neu\ndate: 2025-08-08\n---\nEtwas.\n"})
        edited = build(root, "1")
        told = [(one.returncode, one.stderr, re.sub(r"in [\d.]+ s", "", one.stdout)) for one in (first, again, edited)]
        made.append((told, read_files(root / "output")))
    assert made[0] == made[1]


def check_kept(root: Path) -> None:
    """What several processes kept, one goes on with.

    Without its output all pages are rendered anew, but no text is read again, so that the pack does not grow.
    """
    before, size = read_files(root / "output"), (root / ".cache/microsite/bodies").stat().st_size
    shutil.rmtree(root / "output")
    build(root, "1")
    assert (read_files(root / "output"), (root / ".cache/microsite/bodies").stat().st_size) == (before, size)


def build(root: Path, jobs: str) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own, which has one thread and so can fork; names of files are those below its root."""
    command = [sys.executable, str(REPOSITORY / "build.py"), "--jobs", jobs]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 (our own program)
