"""What comes of the generator alone, whatever a site says: made once for a user, and not once a process.

As Python compiles modules, and `files.patterns` regular expressions.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import partial
from typing import Generic, Protocol, TypeVar

from microsite.engine.packing import Plain

Value = TypeVar("Value")


class Common(Protocol):
    """Where it lies, as plain values under plain names."""

    def read(self, name: str) -> Plain:
        """What a process of the same version of the generator has kept under that name; None if there is nothing."""

    def keep(self, name: str, give: Callable[[], Plain]) -> None:
        """Keep what is given, when there is time for it."""

    def write(self) -> None:
        """Write what is to be kept. Never raises."""


class Nowhere:
    """No such place: each process makes its own."""

    def read(self, _name: str) -> Plain:
        """Give nothing."""

    def keep(self, _name: str, _give: Callable[[], Plain]) -> None:
        """Keep nothing."""

    def write(self) -> None:
        """Write nothing."""


class OfLanguages(Generic[Value]):
    """A function of the name of a language, which is called once for each, or never if others have called it.

    What it makes takes ten times as long to make as to read.
    """

    def __init__(self, make: Callable[[str], Value]) -> None:
        """Know nothing yet. The function is pure."""
        self._make = make
        self.known: dict[str, Value] = {}

    def __call__(self, language: str) -> Value:
        """What is made of a language."""
        if language not in self.known:
            self.known[language] = self._make(language)
        return self.known[language]

    def prepare(self, language: str, common: Common) -> None:
        """Know it here, and in processes that are forked of this one: as others have made it, or made for others."""
        if language in self.known:
            return
        name = f"{self._make.__name__}-{language}"
        data = common.read(name)
        if data is None:
            common.keep(name, partial(pickle.dumps, self(language), pickle.HIGHEST_PROTOCOL))
        else:
            self.known[language] = pickle.loads(data)  # noqa: S301 - it is signed, as all that we trust (`files.trust`)
