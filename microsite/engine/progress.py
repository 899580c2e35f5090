"""A bar on the terminal while work takes long: files done, how fast, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, TextIO

from microsite.engine.crew import Done, Out, Work
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 0.5
"""How many seconds of work pass before a bar is worth showing."""


class Bar(NamedTuple):
    """What shows on a terminal how far work is. It is gone when the work is done.

    Called with the chunks of a work as they come, it passes them through.
    """

    terminal: TextIO
    patience: float = PATIENCE

    def __call__(self, chunks: Iterator[Done[Out]], work: Work, /) -> Iterator[Done[Out]]:
        """The same chunks."""
        started, counted = time.monotonic(), 0
        bar: Progress | None = None
        with ExitStack() as stack:
            for done in chunks:
                counted += len(done.places)
                seconds = time.monotonic() - started
                if bar is None and seconds >= self.patience:
                    bar = stack.enter_context(_make_bar(self.terminal))
                    bar.add_task("", total=work.total, rate=0.0, left=0.0)
                if bar is not None:
                    _show(bar, counted, work.total, seconds)
                yield done


def _show(bar: Progress, counted: int, total: int, seconds: float) -> None:
    rate = counted / max(seconds, 0.001)
    left = (total - counted) / rate
    bar.update(bar.task_ids[0], completed=counted, rate=rate, left=left, refresh=True)


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
