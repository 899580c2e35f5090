"""How many cases of a law are tried: a few by `make test`, all by `make laws`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from hypothesis import settings

FEW = 20
"""The examples that `make test` looks for where `make laws` looks for a hundred."""

_ALL = 100

Case = TypeVar("Case")


def are_all_tried() -> bool:
    """True if `make laws` runs."""
    return settings().max_examples >= _ALL


def up_to(most: int, few: int = 0) -> int:
    """So many if all are tried, else a few, and if not told how many, as large a part as of all other laws."""
    return most if are_all_tried() else few or max(1, most * FEW // _ALL)


def some(cases: Iterable[Case]) -> list[Case]:
    """All of these if all are tried, else as large a part of them, from the first to the last."""
    return list(cases)[:: 1 if are_all_tried() else _ALL // FEW]
