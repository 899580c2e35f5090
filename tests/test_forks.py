"""Processes that are forked of this one: real ones, really killed, with pipes that are really full."""

from __future__ import annotations

import errno
import fcntl
import gc
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from forked import Meeting
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from publishing import digest
from whole_sites import REPOSITORY

from microsite.engine.crew import CHUNK, DiedError, Task, run, same
from microsite.engine.forks import WINDOW, Forks
from microsite.engine.profile import run_timed
from microsite.files.disk import UsageError
from microsite.files.folder import claim
from microsite.files.staging import stage


def task(function: Callable[[tuple[int, ...]], Any], chunks: int) -> Task[int, int, Any, Any]:
    return Task(run, function, range(chunks * CHUNK), same, same)


def open_descriptors() -> set[str]:
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208 (of numbers)


def children() -> set[int]:
    """The processes that this one began, those too that nobody has waited for; other tests leave some."""
    found = set()
    for process in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 (of numbers)
        with suppress(OSError):  # it has ended meanwhile
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()  # a name may hold blanks
            found |= {int(process)} if int(fields[1]) == os.getpid() else set()
    return found


@contextmanager
def forking(count: int) -> Iterator[Forks]:
    """Give forks; see that no process and no descriptor of theirs is left."""
    gc.disable()  # what other tests have dropped with a descriptor of its own must not go meanwhile
    before = open_descriptors(), children()
    forks = Forks(count)
    try:
        yield forks
    finally:
        forks.end()
        gc.enable()
    assert open_descriptors() <= before[0]
    assert children() <= before[1]


def double(items: tuple[int, ...]) -> list[int]:
    return [2 * item for item in items]


def collect(spread: Forks, wanted: Task[int, int, Any, Any]) -> list[Any]:
    return [result for ran in spread(wanted) for result in ran.results]


# ---- results ----------------------------------------------------------------------------------------------------


@given(st.integers(0, 5 * CHUNK), st.integers(1, 5))
@settings(max_examples=up_to(40), deadline=None)
def test_the_results_come_in_the_order_of_the_keys_however_many_work(count: int, workers: int) -> None:
    keys = [str(number) for number in range(count)]
    with forking(workers) as spread:
        ran = list(spread(Task(run, double, keys, int, str)))
    assert [result for one in ran for result in one.results] == [str(2 * number) for number in range(count)]


def test_more_chunks_than_may_be_ahead_are_done() -> None:
    with forking(3) as spread:
        assert collect(spread, task(double, 3 * WINDOW + 1)) == double(tuple(range((3 * WINDOW + 1) * CHUNK)))


def test_this_process_and_others_both_work_and_it_can_be_seen_who_did() -> None:
    with Meeting() as meeting, forking(2) as spread:
        ran = list(spread(Task(run_timed, meeting, range(8 * CHUNK), same, same)))
    assert len({process for one in ran for _, process in one.results}) == 2
    for one in ran:
        assert one.timing
        assert one.timing.process.startswith(f"{one.results[0][1]} ")


def test_what_this_process_knows_when_a_task_begins_need_not_be_sent() -> None:
    known: dict[int, object] = {}
    with Meeting() as meeting, forking(2) as spread:
        known |= {number: number for number in range(9 * CHUNK)}
        ran = list(spread(Task(run, meeting, range(8 * CHUNK), lambda key: known[key + 1], lambda made: made[0])))
    assert [result for one in ran for result in one.results] == [2 * number + 2 for number in range(8 * CHUNK)]


def test_results_larger_than_a_pipe_holds_arrive_whole() -> None:
    with Meeting() as meeting, forking(3) as spread:
        wanted = Task(run, meeting, range(6 * CHUNK), same, lambda made: bytes([made[0] % 251]) * 200_000)
        lengths = [(len(one), one[0]) for one in collect(spread, wanted)]
    assert lengths == [(200_000, 2 * number % 251) for number in range(6 * CHUNK)]


def test_two_tasks_may_be_under_way_at_once() -> None:
    with forking(3) as spread:
        first = spread(task(double, 40))
        next(first)
        assert collect(spread, task(double, 30)) == double(tuple(range(30 * CHUNK)))
        assert sum(len(one.results) for one in first) == 39 * CHUNK


def test_where_there_can_be_no_more_threads_forks_do_without() -> None:
    before = threading.stack_size(1 << 46)  # more than there is room for
    try:
        with Meeting() as meeting, forking(2) as spread:
            made = {process for _, process in collect(spread, task(meeting, 8))}
    finally:
        threading.stack_size(before)
    assert len(made) == 2


def test_small_pipes_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """As somebody gets them who has many already: of a page, and not to be widened."""
    pipe, control = os.pipe, fcntl.fcntl

    def make_small() -> tuple[int, int]:
        made = pipe()
        control(made[1], fcntl.F_SETPIPE_SZ, 4096)
        return made

    def refuse(_descriptor: int, command: int, *_: object) -> int:
        assert command == fcntl.F_SETPIPE_SZ
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "pipe", make_small)
    monkeypatch.setattr(fcntl, "fcntl", refuse)
    with forking(3) as spread:
        count = 2 * WINDOW + 100
        assert collect(spread, task(double, count)) == double(tuple(range(count * CHUNK)))


def test_where_no_process_can_be_forked_this_one_does_all_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, "fork", refuse)
    with forking(3) as spread:
        assert collect(spread, task(double, 9)) == double(tuple(range(9 * CHUNK)))


# ---- what goes wrong --------------------------------------------------------------------------------------------


class Unreadable:
    """What can be pickled, but not read again."""

    def __reduce__(self) -> tuple[type, tuple[str]]:
        """Say how to read it: as a number that is none."""
        return int, ("nought",)


def fail_elsewhere(error: Callable[[], BaseException]) -> list[Any]:
    """The results of chunks that all fail but those that this process does, which waits for another to begin."""
    own = os.getpid()
    with Meeting() as meeting, forking(2) as spread:

        def fail(items: tuple[int, ...]) -> Sequence[object]:
            results = list(meeting(items))
            if os.getpid() != own:
                raise error()
            return results

        return collect(spread, task(fail, 9))


def test_an_error_of_the_work_is_raised_here_and_says_where_it_was() -> None:
    with pytest.raises(ZeroDivisionError, match="by nought") as caught:
        fail_elsewhere(lambda: ZeroDivisionError("by nought"))
    (note,) = caught.value.__notes__
    assert "in fail" in note


@pytest.mark.parametrize(
    "make",
    [lambda: ValueError("of no use", lambda: 0), lambda: ValueError("of no use", Unreadable())],
    ids=["out", "in"],
)
def test_an_error_that_cannot_be_sent_is_told_in_words(make: Callable[[], Exception]) -> None:
    with pytest.raises(RuntimeError, match="of no"):
        fail_elsewhere(make)


def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    unsendable = (AttributeError, RuntimeError, TypeError, pickle.PicklingError)  # the last one from Python 3.14 on
    with Meeting() as meeting, forking(2) as spread, pytest.raises(unsendable):
        list(spread(Task(run, meeting, range(9 * CHUNK), same, lambda _: lambda: 0)))


def test_a_usage_error_arrives_with_hint_and_status() -> None:
    with pytest.raises(UsageError) as caught:
        fail_elsewhere(lambda: UsageError("no room", "make some", status=1))
    assert (str(caught.value), caught.value.hint, caught.value.status) == ("no room", "make some", 1)


def test_a_full_disk_is_told_whoever_writes(tmp_path: Path) -> None:
    own = os.getpid()
    with claim(tmp_path, tmp_path / "output") as found, stage(found) as staging:

        def write(made: tuple[int, int]) -> None:
            if os.getpid() != own:
                resource.setrlimit(resource.RLIMIT_FSIZE, (1000, -1))
                staging.put(f"{made[0]}.html", b"x" * 2000, digest(b""))

        told = pytest.raises(UsageError, match=os.strerror(errno.EFBIG))
        with Meeting() as meeting, forking(2) as spread, told as caught:
            list(spread(Task(run, meeting, range(9 * CHUNK), same, write)))
    assert (caught.value.status, caught.value.hint[:9]) == (1, "make room")


def test_a_process_that_is_killed_is_told() -> None:
    def kill() -> BaseException:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    with pytest.raises(DiedError):
        fail_elsewhere(kill)


# ---- the end ----------------------------------------------------------------------------------------------------


def test_whoever_wants_no_more_leaves_nothing_behind() -> None:
    with Meeting() as meeting, forking(4) as spread:
        before = open_descriptors(), children()
        results = spread(Task(run, meeting, range(99 * CHUNK), same, same))
        next(results)
        assert open_descriptors() > before[0]
        assert children() > before[1]
        del results
        assert (open_descriptors(), children()) == before


def test_what_is_given_up_after_the_end_does_no_harm() -> None:
    before = open_descriptors()
    spread = Forks(3)
    results = spread(task(double, 99))
    next(results)
    spread.end()
    del results
    assert open_descriptors() == before


def script(body: str, *words: str) -> subprocess.Popen[str]:
    """Run a program of its own, in a group of its own, that prints what it has to tell."""
    setting = """
import os, signal, sys, time
from forked import Meeting
from microsite.engine.forks import Forks
from microsite.engine.crew import DiedError, CHUNK, Task, run, same
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background ignores it
forks = Forks(3)
"""
    path = os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "tests")))
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", setting + body, *words],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,  # which ends when the last of the processes has
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_what_was_printed_and_not_written_yet_is_not_written_twice() -> None:
    process = script("""
sys.stdout.write("once\\n")  # waits: this is no terminal
with Meeting() as meeting:
    made = [result for ran in forks(Task(run, meeting, range(9 * CHUNK), same, same)) for result in ran.results]
    forks.end()
assert len({process for _, process in made}) > 1
""")
    assert process.communicate(timeout=60) == ("once\n", "")
    assert process.returncode == 0


BUSY = """
def work(items):
    if items[0] == 0:
        os.write(1, b"ready\\n")
    while True:
        sum(range(1000))
"""


def test_the_others_end_when_this_process_is_killed_whatever_they_do() -> None:
    process = script(BUSY + "list(forks(Task(run, work, range(9 * CHUNK), same, same)))")
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.kill()
    assert process.communicate(timeout=60) == ("", "")


def test_ctrl_c_ends_all_of_them_and_is_told_once() -> None:
    process = script(
        BUSY
        + """
try:
    list(forks(Task(run, work, range(9 * CHUNK), same, same)))
except KeyboardInterrupt:
    forks.end()
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        os.write(1, b"all gone\\n")
"""
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    assert process.communicate(timeout=60) == ("all gone\n", "")
    assert process.returncode == 0


def test_where_nobody_waits_for_processes_their_end_is_no_error() -> None:
    process = script("""
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
list(forks(Task(run, list, range(9 * CHUNK), same, same)))
forks.end()
""")
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0
