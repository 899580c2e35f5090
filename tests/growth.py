"""How the processor time of something grows with the size of what it is given: a law, and no bound in seconds."""

from __future__ import annotations

import gc
import itertools
import time
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")

_MEASURABLE = 0.008
"""Seconds, beside which the clock, and what is made at the first call, do not matter."""

_LONG = 0.025
"""Seconds: what takes as long is doubled twice only if to double it once leaves a doubt."""

_FASTER = {2: 1.5, 4: 1.8}
"""What is in proportion comes to 1, with a logarithm to 1.2, with the caches of a processor to 1.4; squares to 2 and 4.
"""

_TRIALS = 8


def find_excess(
    make: Callable[[int], Given],
    work: Callable[[Given], object],
    smallest: int = 4_000,
    largest: int = 1_000_000,
    times: int = 0,
) -> str:
    """Nothing if the time of `work(make(size))` grows with the size and not faster, else what it took, in words.

    The sizes are `smallest` or more, so that the time can be measured, and `times` as much (without it, twice or four
    times), but not more than `largest`. The time is that of the processor, without `make` and without the collector of
    garbage; of several trials the shortest counts, since all else that a machine does makes them longer alone. Where a
    busy machine slows the long ones alone, one pair of trials that is in proportion will do. What takes too long must
    take too long once more where it is as much larger again. A step is none of ours (where a text leaves the caches of
    the processor, a character takes three times as long on some machines), and squares go on.
    """
    size = smallest
    given = make(size)
    small = _time(work, given)
    while small < _MEASURABLE and size * 8 <= largest:
        size *= 2
        given = make(size)
        small = _time(work, given)
    for factor in (times,) if times else (2, 4) if small > _LONG else (4,):
        excess, large = _compare(make, work, size, factor, small)
        if excess:
            excess, _ = _compare(make, work, size * factor, factor, large)
        if excess:
            return excess
    return ""


def _compare(
    make: Callable[[int], Given], work: Callable[[Given], object], size: int, factor: int, small: float
) -> tuple[str, float]:
    """What `find_excess` says of a size that took so long and the one that is `factor` times as large, and its time."""
    given, more = make(size), make(size * factor)
    large = _time(work, more)
    for _ in range(_TRIALS):
        if large <= max(small, _MEASURABLE / factor) * factor * _FASTER[factor]:
            return "", large
        pair = _time(work, given), _time(work, more)
        if factor == 4 and pair[1] <= pair[0] * factor * _FASTER[factor]:
            return "", large
        small, large = min(small, pair[0]), min(large, pair[1])
    return f"{size:,}: {small * 1000:.1f} ms, {size * factor:,}: {large * 1000:.1f} ms", large


def repeat(piece: str, size: int) -> str:
    """A text of about so many characters that says a piece again and again, with another number for each “№”."""
    if "№" not in piece:
        return piece * (size // len(piece) + 1)
    said: list[str] = []
    length = 0
    for number in itertools.count(1):
        if length >= size:
            break
        said.append(piece.replace("№", str(number)))
        length += len(said[-1])
    return "".join(said)


def _time(work: Callable[[Given], object], given: Given) -> float:
    gc.disable()
    try:
        start = time.process_time()
        work(given)
        return time.process_time() - start
    finally:
        gc.enable()
