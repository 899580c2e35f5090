"""The processes of a Dask cluster that share the work: which may, and the message when they or the scheduler end."""

from __future__ import annotations

import functools
import logging
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar, cast

from microsite.engine.crew import Crew
from microsite.engine.senders import Senders
from microsite.files.disk import UsageError
from microsite.files.engine import read_engine
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    import distributed

P = ParamSpec("P")
Out = TypeVar("Out")

PATIENCE = 10
"""How many seconds a scheduler has to answer, and its first worker to be there."""

_INSTALL = 'pip install "microsite[cluster]"'


@contextmanager
def join(address: str, engine: str, patience: float = PATIENCE) -> Iterator[Crew]:
    """The workers of the scheduler at an address, which need no disk in common with this machine.

    `engine` is what `read_engine` gives here: workers with another would make other pages. Raises `UsageError` if
    there is no scheduler, no worker, or one of another engine; or if the scheduler goes away, or too many workers
    do, of whom the scheduler replaces a few without our notice.
    """
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise UsageError("--executor dask needs Dask, which is not installed", _INSTALL) from error
    with _connect(address, patience) as client:
        try:
            client.wait_for_workers(1, timeout=patience)
            count = _check_workers(client, engine)
        except TimeoutError as error:
            hint = f"start some: dask worker {address} --nthreads 1"
            raise UsageError(f"the scheduler at “{address}” has no workers", hint, status=1) from error
        try:
            yield Crew(Senders(_Cluster(client, engine), count))
        except distributed.client.FutureCancelledError as error:
            hint = "read what the scheduler wrote last, and build again: nothing is lost"
            raise UsageError(f"the scheduler at “{address}” has gone away", hint, status=1) from error
        except distributed.scheduler.KilledWorker as error:
            hint = "perhaps their memory was full; read what they wrote last"
            raise UsageError("worker processes of the cluster were ended from outside", hint, status=1) from error


@contextmanager
def _connect(address: str, patience: float) -> Iterator[distributed.Client]:
    import distributed

    logging.disable(logging.ERROR)  # of what goes wrong it would write pages, and we tell of it ourselves
    try:
        try:
            client = distributed.Client(address, timeout=patience, set_as_default=False)
        except (OSError, ValueError) as error:
            hint = "start one: dask scheduler; then name it: --scheduler tcp://host:8786"
            raise UsageError(f"no scheduler answers at “{address}”", hint, status=1) from error
        try:
            yield client
        finally:
            client.close(timeout=patience)
    finally:
        logging.disable(logging.NOTSET)


# ---- what workers do ------------------------------------------------------------------------------------------


class _Result(NamedTuple, Generic[Out]):
    """What will come back: a pickle, as is sent."""

    future: distributed.Future[bytes]

    def result(self) -> Out:
        return cast("Out", pickle.loads(self.future.result()))  # noqa: S301 (from a worker whom we gave the work)

    def cancel(self) -> None:
        if self.future.client.status == "running":  # whoever has left has given up everything already
            self.future.cancel()


class _Cluster(NamedTuple):
    """An executor by Dask. Calls are sent as pickles, since Dask looks for its own kinds of values in all others."""

    client: distributed.Client
    engine: str

    def submit(self, function: Callable[P, Out], /, *args: P.args, **kwargs: P.kwargs) -> _Result[Out]:
        call = pickle.dumps(functools.partial(function, *args, **kwargs), pickle.HIGHEST_PROTOCOL)
        return _Result(self.client.submit(_call, self.engine, call, pure=False))


_turn = threading.Lock()
"""A worker may have several threads, but Python-Markdown’s converter, of which each process has one, may not."""


def _call(engine: str, call: bytes) -> bytes:
    """Do a call where a worker is. Raises `UsageError` if it has another engine: workers come at any time."""
    with _turn:
        if _own_engine() != engine:
            raise UsageError(*_COMPLAINT, status=1)
        return pickle.dumps(pickle.loads(call)(), pickle.HIGHEST_PROTOCOL)  # noqa: S301 (from whom we work for)


_own_engine = functools.cache(lambda: read_engine()[0])

_COMPLAINT = (
    "workers of the cluster have another microsite, Python or library than this machine, or none",
    "install the same on all of them, as requirements/site.txt pins it",
)


def _check_workers(client: distributed.Client, engine: str) -> int:
    """How many processes there are. Raises `UsageError` if some would make other pages."""

    # Within, since what is at the top of a module is sent by its name, which a worker without microsite cannot find.
    def look() -> str:
        try:
            from microsite.files.engine import read_engine
        except ImportError:
            return ""
        return read_engine()[0]

    engines: dict[str, str] = client.run(look)
    others = sorted(worker for worker, found in engines.items() if found != engine)
    if others:
        message, hint = _COMPLAINT
        raise UsageError(f"{message}: {', '.join(others)}", hint, status=1)
    return len(engines)
