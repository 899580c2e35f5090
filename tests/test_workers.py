"""The processes that share the work: real ones, and really killed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import REPOSITORY

from microsite.files import UsageError
from microsite.sharing import ALONE, CHUNK, share
from microsite.workers import MOST, PAYS_FROM, choose_count, hire


def end(items: tuple[int, ...]) -> list[int]:
    os._exit(items[0])


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


def test_a_small_site_is_built_by_one_process_unless_more_are_wanted() -> None:
    assert choose_count(None, PAYS_FROM - 1) == 1
    assert choose_count(2, PAYS_FROM - 1) == 2


def test_one_process_is_this_one() -> None:
    with hire(1) as crew:
        assert crew is ALONE


def test_several_processes_are_others() -> None:
    with hire(2) as crew:
        assert crew.workers == 2
        processes = list(share(crew, name_process, range(4 * CHUNK)))
    assert len(processes) == 4 * CHUNK
    assert os.getpid() not in processes


def test_what_one_process_would_do_alone_is_done_by_this_one() -> None:
    with hire(2) as crew:
        assert set(share(crew, name_process, range(CHUNK))) == {os.getpid()}


def test_a_process_that_dies_is_told_with_what_to_try() -> None:
    with pytest.raises(UsageError, match=r"^a worker process was ended from outside$") as caught, hire(2) as crew:
        list(share(crew, end, [9] * (CHUNK + 1)))
    assert caught.value.status == 1
    assert caught.value.hint.endswith("try --jobs 1")


def test_what_goes_wrong_in_the_work_itself_is_not_taken_for_that() -> None:
    with pytest.raises(ZeroDivisionError), hire(2) as crew:
        list(share(crew, invert, [0] * (CHUNK + 1)))


def test_workers_end_with_the_process_that_started_them_even_if_it_is_killed() -> None:
    program = """
import os, signal
from test_workers import name_process
from microsite.sharing import CHUNK, share
from microsite.workers import hire
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
