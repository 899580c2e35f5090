"""One seam for many workers: work is cut into chunks, a bounded number of them is under way, results come in order."""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from operator import length_hint
from typing import Generic, NamedTuple, ParamSpec, Protocol, TypeVar, cast, overload

P = ParamSpec("P")
In = TypeVar("In")
Out = TypeVar("Out")
Out_co = TypeVar("Out_co", covariant=True)
Common = TypeVar("Common")

CHUNK = 24
"""How many texts or pages are sent to a worker at once: enough to hide the sending, few enough to share evenly."""

AHEAD = 2
"""How many chunks for each worker are under way, beside two for the caller: that nobody is idle while it is busy."""


class Future(Protocol[Out_co]):
    """What a worker has been asked for."""

    def result(self) -> Out_co:
        """Wait for it; raises what the work raised."""

    def cancel(self) -> object:
        """Give it up, if it has not begun."""


class Executor(Protocol):
    """What runs functions somewhere: `Inline`, or any of `concurrent.futures`."""

    def submit(self, function: Callable[P, Out], /, *args: P.args, **kwargs: P.kwargs) -> Future[Out]:
        """Ask for a call."""


class _Deferred(NamedTuple, Generic[Out]):
    call: Callable[[], Out]

    def result(self) -> Out:
        return self.call()

    def cancel(self) -> None:
        pass


class Inline:
    """Runs everything here, when its result is asked for: the fastest way for a site of a few dozen pages."""

    def submit(self, function: Callable[P, Out], /, *args: P.args, **kwargs: P.kwargs) -> Future[Out]:
        """Ask for a call; nothing of it happens before its `result` is wanted."""
        return _Deferred(functools.partial(function, *args, **kwargs))


# ---- who works, and who looks on ------------------------------------------------------------------------------


class Timing(NamedTuple):
    """When a process did a chunk, in ns of its clock since the epoch; `ended` once for each item, or for all of them.

    `process` names process and machine, `thread` is what the system calls it.
    """

    process: str
    thread: int
    began: int
    ended: tuple[int, ...]


class Ran(NamedTuple, Generic[Out]):
    """What a worker makes of a chunk: a result for each item."""

    results: Sequence[Out]
    timing: Timing | None = None


class Work(NamedTuple, Generic[In]):
    """What is shared, for those who look on: a name, how many items (0 if nobody knows yet), what an item is called."""

    name: str
    total: int
    label: Callable[[In], str]


class Done(NamedTuple, Generic[In, Out]):
    """A chunk that is back."""

    items: tuple[In, ...]
    ran: Ran[Out]


class Run(Protocol):
    """How a worker does a chunk: a top-level function, as it is sent."""

    def __call__(self, function: Callable[[tuple[In, ...]], Iterable[Out]], items: tuple[In, ...], /) -> Ran[Out]:
        """The results in the order of the items."""


class Follow(Protocol):
    """How somebody looks on: passes the chunks through as they come."""

    def __call__(self, chunks: Iterator[Done[In, Out]], work: Work[In], /) -> Iterator[Done[In, Out]]:
        """The same chunks."""


def run(function: Callable[[tuple[In, ...]], Iterable[Out]], items: tuple[In, ...], /) -> Ran[Out]:
    """Do a chunk, and nothing else."""
    return Ran(list(function(items)))


class Crew(NamedTuple):
    """Who does the work: an executor of so many workers, and those who look on.

    Fewer items than `pays_from` are done here. `stage` names what happens within it: `with crew.stage("link"): …`.
    """

    executor: Executor
    workers: int
    stage: Callable[[str], AbstractContextManager[object]] = nullcontext
    run: Run = run
    follow: tuple[Follow, ...] = ()
    pays_from: int = 1


ALONE = Crew(Inline(), 1)
"""This process does everything, and nobody looks on."""


# ---- sharing --------------------------------------------------------------------------------------------------


@overload
def share(
    crew: Crew,
    function: Callable[[tuple[In, ...]], Iterable[Out]],
    items: Iterable[In],
    *,
    total: int | None = ...,
    label: Callable[[In], str] = ...,
) -> Iterator[Out]: ...
@overload
def share(
    crew: Crew,
    function: Callable[[tuple[In, ...], Common], Iterable[Out]],
    items: Iterable[In],
    *,
    common: Common,
    total: int | None = ...,
    label: Callable[[In], str] = ...,
) -> Iterator[Out]: ...
def share(
    crew: Crew,
    function: Callable[..., Iterable[Out]],
    items: Iterable[In],
    *,
    common: object = None,
    total: int | None = None,
    label: Callable[[In], str] = str,
) -> Iterator[Out]:
    """The results of a pure top-level function over the items, in their order, from chunks that several workers do.

    `function` gets a tuple of items, and `common` if there is one; it gives a result for each item, one by one if
    each shall be timed. `common` is sent to a process once, not with each chunk. The work begins at once, unless it
    is too little for the crew: that is done here, when its results are wanted. Items are taken as workers become free;
    closing what is returned gives up what has not begun.
    """
    work = Work(getattr(function, "__name__", "work").strip("_"), length_hint(items) if total is None else total, label)
    if 0 < work.total < crew.pays_from:
        crew = crew._replace(executor=Inline(), workers=1)
    calls = _make_calls(crew, function, common)
    window = _share_chunks(crew, calls, items)
    next(window)  # a generator does nothing before its first step
    chunks = cast("Iterator[Done[In, Out]]", window)
    for follow in crew.follow:
        chunks = follow(chunks, work)
    return (result for done in chunks for result in done.ran.results)


_Call = Callable[[tuple[In, ...]], Ran[Out] | None]


def _share_chunks(
    crew: Crew, calls: tuple[_Call[In, Out], _Call[In, Out]], items: Iterable[In]
) -> Generator[Done[In, Out] | None, None, None]:
    """None as soon as the work has begun, then each chunk."""
    telling, knowing = calls
    submit, rest, ahead = crew.executor.submit, iter(items), AHEAD * crew.workers + 2
    under_way: deque[tuple[tuple[In, ...], Future[Ran[Out] | None]]] = deque()

    def fill(call: _Call[In, Out]) -> None:
        while len(under_way) < ahead and (chunk := tuple(islice(rest, CHUNK))):
            under_way.append((chunk, submit(call, chunk)))

    try:
        fill(telling)
        yield None
        while under_way:
            chunk, future = under_way.popleft()
            ran = future.result() or submit(telling, chunk).result()
            fill(knowing)  # before the caller has its turn, so that nobody is idle meanwhile
            yield Done(chunk, cast("Ran[Out]", ran))
    finally:
        for _, future in under_way:
            future.cancel()


# ---- what all chunks need -------------------------------------------------------------------------------------
# Sending it once: with the chunks that begin the work, while later ones only name it. A process that has not seen it,
# since it is new or had nothing to do before, gives None, and the chunk is sent again with it. That needs nothing of
# an executor but `submit`. Of half a megabyte of small values, sending all with each chunk takes 9.7 ms, its pickle
# 0.4 ms, its name 0.01 ms, where the work on a chunk takes about 10.


class _Parcel(NamedTuple):
    """A value that all chunks need: the digest of its pickle, and the pickle unless the receiver should have it."""

    digest: str
    data: bytes | None


def _make_calls(
    crew: Crew, function: Callable[..., Iterable[Out]], common: object
) -> tuple[_Call[In, Out], _Call[In, Out]]:
    """What is done with a chunk, as the first workers are told, and those that should know what all chunks need."""
    if common is None or isinstance(crew.executor, Inline):
        call = functools.partial(crew.run, function if common is None else lambda items: function(items, common))
        return call, call
    data = pickle.dumps(common, pickle.HIGHEST_PROTOCOL)
    digest = hashlib.sha256(data).hexdigest()
    telling, knowing = (
        functools.partial(_run_with, crew.run, function, _Parcel(digest, sent)) for sent in (data, None)
    )
    return telling, knowing


def _run_with(
    run: Run, function: Callable[..., Iterable[Out]], parcel: _Parcel, items: tuple[In, ...]
) -> Ran[Out] | None:
    shelf = _shelf(parcel.digest)
    if not shelf:
        if parcel.data is None:
            return None
        shelf.append(pickle.loads(parcel.data))  # noqa: S301 (from the process that gives this one its work)
    return run(lambda chunk: function(chunk, shelf[0]), items)


@functools.lru_cache(maxsize=4)
def _shelf(_digest: str, /) -> list[object]:
    """Where this process keeps a value that all chunks need: empty until it has been sent."""
    return []
