"""The processes that share the work: how many pay, how they start, and what is told when one dies."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from microsite.files import UsageError
from microsite.sharing import ALONE, CHUNK, Crew

PAYS_FROM = 400
"""From so many sources on, a second process pays for its start."""

MOST = 61
"""More processes than that Windows cannot wait for."""


def choose_count(wanted: int | None, sources: int) -> int:
    """The number of processes for so many sources: what is wanted, but no more than there are chunks of work.

    If nothing is wanted, one for each core where they pay: below `PAYS_FROM` sources, starting them takes longer
    than the work.
    """
    if wanted is None:
        wanted = os.cpu_count() or 1 if sources >= PAYS_FROM else 1
    return max(1, min(wanted, MOST, -(-sources // CHUNK)))


@contextmanager
def hire(count: int) -> Iterator[Crew]:
    """So many processes, or this one if it is one. Raises `UsageError` if a process dies."""
    if count == 1:
        yield ALONE
        return
    from concurrent.futures import ProcessPoolExecutor  # a build that starts none need not wait for the import
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Forking is quickest, and safe while this process has one thread; the preview builds in a second one.
    context = get_context("fork" if threading.active_count() == 1 and sys.platform == "linux" else "spawn")
    try:
        with ProcessPoolExecutor(count, mp_context=context, initializer=_begin) as pool:
            # What one worker would do alone is done here sooner than a process is started.
            yield Crew(pool, count, pays_from=CHUNK + 1)
    except BrokenProcessPool as error:
        hint = "perhaps the memory was full; try --jobs 1"
        raise UsageError("a worker process was ended from outside", hint, status=1) from error


def _begin() -> None:
    """What a worker does first.

    It looks for its own garbage, since templates leave some with each page; but not among what it inherited. And it
    ends if the process that started it has been killed, instead of waiting for work for ever.
    """
    gc.freeze()
    gc.enable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)
