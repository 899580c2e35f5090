"""Work for processes that are forked of the tests' own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Self


class Meeting:
    """Gives each item's double and the process that made it. In its first chunk each waits until it is not alone.

    So this process and another both do some, however fast they are. Only where there are more chunks than processes,
    and two processes or more.
    """

    def __init__(self) -> None:
        """Nobody has come yet."""
        self._own, self._has_met = os.getpid(), False
        self._others, self._this = os.pipe(), os.pipe()  # who of them has come

    def __enter__(self) -> Self:
        """Return the work."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the pipes by which those who come are told of."""
        for descriptor in (*self._others, *self._this):
            os.close(descriptor)

    def __call__(self, items: tuple[int, ...]) -> Iterator[tuple[int, int]]:
        """Do a chunk."""
        if not self._has_met:
            is_this = os.getpid() == self._own
            told, awaited = (self._this, self._others) if is_this else (self._others, self._this)
            os.write(told[1], b"x" * 99)
            os.read(awaited[0], 1)
            self._has_met = True
        return ((2 * item, os.getpid()) for item in items)
