"""A bar on the terminal while work takes long: files done, how fast, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO, TypeVar

from microsite.pipeline import Executor

if TYPE_CHECKING:
    from rich.progress import Progress

In = TypeVar("In")
Out = TypeVar("Out")

PATIENCE = 0.5
"""How many seconds of work pass before a bar is worth showing."""


@dataclass(frozen=True, slots=True)
class Watched:
    """An executor that shows on a terminal how far another one is. The bar is gone when the work is done.

    An item counts as many files as it is long: the stages send lists of them.
    """

    executor: Executor
    terminal: TextIO
    patience: float = PATIENCE

    def map(self, function: Callable[[In], Out], items: Iterable[In], /) -> Iterable[Out]:
        """The results in the order of the items."""
        kept = list(items)
        sizes = [len(item) if isinstance(item, Sized) else 1 for item in kept]
        return _watch(self.executor.map(function, kept), sizes, self.terminal, self.patience)


def _watch(results: Iterable[Out], sizes: Sequence[int], terminal: TextIO, patience: float) -> Iterator[Out]:
    started = time.monotonic()
    total, done = sum(sizes), 0
    bar: Progress | None = None
    with ExitStack() as stack:
        for size, result in zip(sizes, results, strict=True):
            done += size
            seconds = time.monotonic() - started
            if bar is None and seconds >= patience:
                bar = stack.enter_context(_make_bar(terminal))
                bar.add_task("", total=total, rate=0.0, left=0.0)
            if bar is not None:
                rate = done / max(seconds, 0.001)
                bar.update(bar.task_ids[0], completed=done, rate=rate, left=(total - done) / rate, refresh=True)
            yield result


def _make_bar(terminal: TextIO) -> Progress:
    from rich.console import Console  # what is over sooner needs no bar, and not the time to import one
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    words = TextColumn("files, {task.fields[rate]:.0f} a second, {task.fields[left]:.0f} s left")
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        words,
        console=Console(file=terminal, force_terminal=True),
        auto_refresh=False,  # which would start a thread, and forking is safe only without
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
