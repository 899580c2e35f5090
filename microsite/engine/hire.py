"""The processes that share the work: how many are worth it, how they start, and the message when one dies."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec

from microsite.engine.crew import ALONE, CHUNK, Crew, DiedError, Given, In, Key, Out, Ran, Spread, Task
from microsite.files.disk import UsageError
from microsite.files.interrupts import uninterrupted

if TYPE_CHECKING:
    from concurrent.futures import Future

    from microsite.engine.forks import Forks

P = ParamSpec("P")

FORK_PAYS_FROM, SPAWN_PAYS_FROM = 120, 400
"""From so many sources on, a second process pays for its start, if it is forked and if it begins anew."""

MOST = 61
"""More processes than that Windows cannot wait for."""


def choose_count(wanted: int | None, sources: int) -> int:
    """The number of processes for so many sources: what is wanted, but no more than there are chunks of work.

    If nothing is wanted, one for each core where they pay: with fewer sources, they take longer to start than to work.
    What is forked starts when there is work that pays.
    """
    if wanted is None:
        wanted = os.cpu_count() or 1 if _can_fork() or sources >= SPAWN_PAYS_FROM else 1
    return max(1, min(wanted, MOST, -(-sources // CHUNK)))


def choose_least(wanted: int | None, sources: int) -> int:
    """From how much work on they do it, in texts: what one would do alone is done here sooner than one is started."""
    return FORK_PAYS_FROM if wanted is None and sources < FORK_PAYS_FROM else CHUNK + 1


def _can_fork() -> bool:
    """Forking is quickest, and safe while this process has one thread; the preview builds in a second one."""
    return threading.active_count() == 1 and sys.platform == "linux"


@contextmanager
def hire(count: int, pays_from: int = CHUNK + 1) -> Iterator[Crew]:
    """So many processes, or this one if it is one, for work of so many texts. Raises `UsageError` if a process dies."""
    if count == 1:
        yield ALONE
        return
    with _fork(count) if _can_fork() else _spawn(count) as spread:
        yield Crew(spread, pays_from=pays_from)


@contextmanager
def _fork(count: int) -> Iterator[Spread]:
    hired: list[Forks] = []

    def spread(task: Task[Key, In, Out, Given], /) -> Iterator[Ran[Given]]:
        from microsite.engine.forks import (
            Forks,  # a build with little to do, as after an edit, need not wait for the import
        )

        if not hired:
            hired.append(Forks(count))
        return hired[0](task)

    try:
        yield spread
    except DiedError as error:
        raise _died() from error
    finally:
        for forks in hired:
            forks.end()


@contextmanager
def _spawn(count: int) -> Iterator[Spread]:
    from concurrent.futures import ProcessPoolExecutor  # see `_fork`
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    from microsite.engine.senders import Senders

    class Pool(ProcessPoolExecutor):
        """Starts its processes when there is something to do. Ctrl-C means the process that waits for them."""

        def submit(self, function: Callable[P, Out], /, *args: P.args, **kwargs: P.kwargs) -> Future[Out]:
            with uninterrupted():
                return super().submit(function, *args, **kwargs)

    try:
        with Pool(count, get_context("spawn"), _prepare_worker) as pool:
            yield Senders(pool, count)
    except BrokenProcessPool as error:
        raise _died() from error


def _prepare_worker() -> None:
    """Leave Ctrl-C to the process that began this one, and end with it, even if that is killed."""
    from multiprocessing import parent_process

    def end_with_parent() -> None:
        parent = parent_process()
        if parent:
            parent.join()
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is not held back everywhere
    threading.Thread(target=end_with_parent, daemon=True).start()


def _died() -> UsageError:
    hint = "perhaps the memory was full; try --jobs 1"
    return UsageError("a worker process was ended from outside", hint, status=1)
