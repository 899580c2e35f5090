"""What finds work that grows faster than its input is itself right: it finds squares, and no steps."""

from __future__ import annotations

import pytest
from growth import find_excess


def spin(turns: int) -> None:
    for _ in range(turns):
        pass


@pytest.mark.slow
def test_squares_are_found() -> None:
    def find() -> str:
        return find_excess(lambda size: size, lambda size: spin(size * size // 100), 2_000, 64_000, times=2)

    assert any(find() for _ in range(3))  # a busy machine may slow the short ones alone


def test_proportion_is_none() -> None:
    assert not find_excess(lambda size: size, lambda size: spin(size * 20), 2_000, 64_000)


def test_a_step_is_none() -> None:
    """As where a text leaves the caches of a processor: each character takes four times as long from there on."""
    assert not find_excess(lambda size: size, lambda size: spin(size * (20 if size < 50_000 else 80)), 2_000, 200_000)
