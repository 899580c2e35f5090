"""One seam for many workers: work in chunks, done here, in forks or far away, and its results in order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Generic, ParamSpec, Protocol, TypeVar, overload

from microsite.values.named import NamedTuple

P = ParamSpec("P")
Key = TypeVar("Key")
In = TypeVar("In")
Out = TypeVar("Out")
Given = TypeVar("Given")

CHUNK = 24
"""How many texts or pages a worker takes at once: enough to hide the taking, few enough to share evenly."""

AHEAD = 2
"""How many chunks for each worker are under way, beside two for the caller: that nobody is idle while it is busy."""


# ---- work -----------------------------------------------------------------------------------------------------


class Timing(NamedTuple):
    """When a process did a chunk, in ns of its clock since the epoch; `ended` once for each item, or for all of them.

    `process` names process and machine, `thread` is what the system calls it.
    """

    process: str
    thread: int
    began: int
    ended: tuple[int, ...]


class Ran(NamedTuple, Generic[Out]):
    """What becomes of a chunk: a result for each item."""

    results: Sequence[Out]
    timing: Timing | None = None


class Run(Protocol):
    """How a chunk is done: a top-level function, as it is sent."""

    def __call__(self, function: Callable[[tuple[In, ...]], Iterable[Out]], items: tuple[In, ...], /) -> Ran[Out]:
        """The results in the order of the items."""


def run(function: Callable[[tuple[In, ...]], Iterable[Out]], items: tuple[In, ...], /) -> Ran[Out]:
    """Do a chunk, and nothing else."""
    return Ran(list(function(items)))


class Task(NamedTuple, Generic[Key, In, Out, Given]):
    """What is shared: the results of a pure top-level `function` over the items that `make` makes of the keys.

    `function` gets a tuple of items, and `common` if that is not None. It may be sent anywhere, with items, `common`
    and results. `make` and `deliver`, which puts a result where it belongs, stay on this machine: they are called by
    this process, or by one forked of it, of which nothing comes back but what `deliver` gives.
    """

    run: Run
    function: Callable[..., Iterable[Out]]
    keys: Sequence[Key]
    make: Callable[[Key], In]
    deliver: Callable[[Out], Given]
    common: object = None
    chunk: int = CHUNK

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return -(-len(self.keys) // self.chunk)

    def places(self, number: int) -> range:
        """Which items a chunk has, 0-based."""
        return range(len(self.keys))[number * self.chunk : (number + 1) * self.chunk]

    def take(self, number: int) -> tuple[In, ...]:
        """The items of a chunk, made."""
        return tuple(map(self.make, self.keys[number * self.chunk : (number + 1) * self.chunk]))

    def do(self, number: int) -> Ran[Given]:
        """Do a chunk here."""
        return self.run(self._delivered, self.take(number))

    def _delivered(self, items: tuple[In, ...]) -> Iterable[Given]:
        made = self.function(items) if self.common is None else self.function(items, self.common)
        if isinstance(made, Sequence):
            return [self.deliver(one) for one in made]
        return map(self.deliver, made)  # one after the other, so that each can be timed


class DiedError(Exception):
    """A process that did chunks was ended from outside."""


class Spread(Protocol):
    """Who does a task. The work begins at once; closing what is returned gives up what has not begun."""

    def __call__(self, task: Task[Key, In, Out, Given], /) -> Iterator[Ran[Given]]:
        """What becomes of each chunk, in order."""


def alone(task: Task[Key, In, Out, Given], /) -> Iterator[Ran[Given]]:
    """Do everything here, when it is wanted: the fastest way for a site of a few dozen pages."""
    return map(task.do, range(task.chunks))


# ---- who works, and who looks on ------------------------------------------------------------------------------


class Work(NamedTuple):
    """What is shared, for those who look on: a name, how many items, and what the item at a place is called."""

    name: str
    total: int
    label: Callable[[int], str]


class Done(NamedTuple, Generic[Out]):
    """A chunk that is done, and the places of its items."""

    places: range
    ran: Ran[Out]


class Follow(Protocol):
    """How somebody looks on: passes the chunks through as they come."""

    def __call__(self, chunks: Iterator[Done[Out]], work: Work, /) -> Iterator[Done[Out]]:
        """The same chunks."""


class Crew(NamedTuple):
    """Who does the work, and those who look on.

    Less work than so many texts as `pays_from` says is done here. `stage` names what happens in it:
    `with crew.stage("link"): …`.
    """

    spread: Spread = alone
    stage: Callable[[str], AbstractContextManager[object]] = nullcontext
    run: Run = run
    follow: tuple[Follow, ...] = ()
    pays_from: int = 1


ALONE = Crew()
"""This process does everything, and nobody looks on."""


# ---- sharing --------------------------------------------------------------------------------------------------


def same(value: Any) -> Any:  # noqa: ANN401 (of any type, and of the same)
    """What was given."""
    return value


@overload
def share(
    crew: Crew,
    function: Callable[..., Iterable[Out]],
    keys: Sequence[Key],
    *,
    make: Callable[[Key], Any] = same,
    common: object = None,
    label: Callable[[Key], str] = str,
    weight: int = 1,
) -> Iterator[Out]: ...


@overload
def share(
    crew: Crew,
    function: Callable[..., Iterable[Out]],
    keys: Sequence[Key],
    *,
    make: Callable[[Key], Any] = same,
    deliver: Callable[[Out], Given],
    common: object = None,
    label: Callable[[Key], str] = str,
    weight: int = 1,
) -> Iterator[Given]: ...


def share(
    crew: Crew,
    function: Callable[..., Iterable[Out]],
    keys: Sequence[Key],
    *,
    make: Callable[[Key], Any] = same,
    deliver: Callable[[Out], Given] = same,
    common: object = None,
    label: Callable[[Key], str] = str,
    weight: int = 1,
) -> Iterator[Given]:
    """What a `Task` gives for each of the keys, in their order. The work begins at once.

    Without `make` the keys are the items themselves, without `deliver` what `function` gives is given. An item is as
    much work as so many texts as `weight` says.
    """
    task: Task[Key, Any, Out, Given] = Task(crew.run, function, keys, make, deliver, common, max(1, CHUNK // weight))
    total = len(keys)
    work = Work(getattr(function, "__name__", "work").strip("_"), total, lambda place: label(keys[place]))
    spread = crew.spread if total * weight >= crew.pays_from else alone
    chunks: Iterator[Done[Given]] = map(Done, map(task.places, range(task.chunks)), spread(task))
    for follow in crew.follow:
        chunks = follow(chunks, work)
    return (result for done in chunks for result in done.ran.results)
