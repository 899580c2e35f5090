"""Where the time of a build goes: by stage, by page, and as a trace that Chrome’s and Perfetto’s viewers open."""

from __future__ import annotations

import functools
import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from microsite.engine.crew import Done, In, Out, Ran, Timing, Work
from microsite.values.named import NamedTuple

SLOWEST = 10
"""How many pages are named."""

REST = "the rest"
"""What the time is called that passes between the stages."""

_EPOCH = time.time_ns() - time.perf_counter_ns()
"""When the clock of this process began, which runs evenly but from nowhere; forked processes share it."""


def now() -> int:
    """The time in ns since the epoch, by a clock that never goes back within a process."""
    return _EPOCH + time.perf_counter_ns()


@functools.cache
def _machine() -> str:
    import platform

    return platform.node()


def _process() -> str:
    return f"{os.getpid()} on {_machine()}"


_OF_AN_ITEM = "page"


class Stretch(NamedTuple):
    """A stretch of time: what was done, where, and from when to when, in ns since the epoch. `kind` says what it is of.

    `thread` is what the system calls it; `kind` is “stage”, “chunk” or “page”.
    """

    kind: str
    name: str
    process: str
    thread: int
    began: int
    ended: int


@dataclass(slots=True)
class Profile:
    """What is measured of a build while it runs: it begins when it is made."""

    began: int = field(default_factory=now)
    stretches: list[Stretch] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure what happens within. Stages may lie in each other; one that comes again is added up."""
        began = now()
        try:
            yield
        finally:
            self.stretches.append(Stretch("stage", name, _process(), threading.get_native_id(), began, now()))

    def follow(self, chunks: Iterator[Done[Out]], work: Work, /) -> Iterator[Done[Out]]:
        """The same chunks, after noting how long they and the items in them took."""
        for done in chunks:
            if done.ran.timing:
                self.stretches += _stretches(done.places, done.ran.timing, work)
            yield done


def run_timed(function: Callable[[tuple[In, ...]], Iterable[Out]], items: tuple[In, ...], /) -> Ran[Out]:
    """Do a chunk and note when; when each item was done, too, if the function gives one result after the other."""
    began = now()
    made = function(items)
    if isinstance(made, Sequence):
        return Ran(made, Timing(_process(), threading.get_native_id(), began, (now(),)))
    results, ended = [], []
    for result in made:
        results.append(result)
        ended.append(now())
    return Ran(results, Timing(_process(), threading.get_native_id(), began, tuple(ended) or (now(),)))


def _stretches(places: range, timing: Timing, work: Work) -> Iterator[Stretch]:
    where = timing.process, timing.thread
    yield Stretch("chunk", work.name, *where, timing.began, timing.ended[-1])
    if len(timing.ended) == len(places):
        for place, began, ended in zip(places, (timing.began, *timing.ended[:-1]), timing.ended, strict=True):
            yield Stretch(_OF_AN_ITEM, f"{work.name} {work.label(place)}", *where, began, ended)


# ---- what is told of it ---------------------------------------------------------------------------------------


def sum_stages(profile: Profile, ended: int) -> dict[str, int]:
    """The ns of each stage in the order of their beginnings, and of the rest: together the whole.

    What happens in a stage within a stage counts for the inner one alone.
    """
    stages = sorted(
        (stretch for stretch in profile.stretches if stretch.kind == "stage"),
        key=lambda stretch: (stretch.began, -stretch.ended),
    )
    sums = {stretch.name: 0 for stretch in stages}
    sums[REST] = ended - profile.began
    around: list[Stretch] = []
    for stretch in stages:
        while around and around[-1].ended <= stretch.began:
            around.pop()
        length = stretch.ended - stretch.began
        sums[stretch.name] += length
        sums[around[-1].name if around else REST] -= length
        around.append(stretch)
    return sums


def render_summary(profile: Profile, ended: int) -> str:
    """The stages with what each took, what workers did meanwhile, and the slowest pages; lines without an end."""
    whole = ended - profile.began
    lines = ["where the time went:"]
    for name, length in (*sum_stages(profile, ended).items(), ("all", whole)):
        lines.append(f"{length / 1e9:9.3f} s {length / max(whole, 1):7.1%}  {name}")
    chunks = [stretch for stretch in profile.stretches if stretch.kind == "chunk" and stretch.process != _process()]
    if chunks:
        busy = sum(stretch.ended - stretch.began for stretch in chunks)
        lines.append(f"{busy / 1e9:9.3f} s           in {len({chunk.process for chunk in chunks})} other processes")
    pages = [stretch for stretch in profile.stretches if stretch.kind == _OF_AN_ITEM]
    pages.sort(key=lambda page: (page.began - page.ended, page.name))
    if pages:
        lines.append("the slowest pages:")
    lines += [f"{(page.ended - page.began) // 1000:9,} µs         {page.name}" for page in pages[:SLOWEST]]
    return "\n".join(lines)


def is_trace(data: bytes) -> bool:
    """True of what `render_trace` has written."""
    return data.startswith(b'{\n"traceEvents": [')


def render_trace(profile: Profile) -> bytes:
    """The trace as JSON (Trace Event Format, complete events): a track for each process, times in µs from the start."""
    own = _process()
    processes = dict.fromkeys([own, *(stretch.process for stretch in profile.stretches)])
    number = {process: place for place, process in enumerate(processes, 1)}
    events: list[dict[str, object]] = []
    for process, pid in number.items():
        name = f"microsite, process {process}" if process == own else f"worker, process {process}"
        events.append({"ph": "M", "name": "process_name", "pid": pid, "tid": 0, "args": {"name": name}})
        events.append({"ph": "M", "name": "process_sort_index", "pid": pid, "tid": 0, "args": {"sort_index": pid}})
    for stretch in sorted(profile.stretches, key=lambda stretch: (stretch.began, -stretch.ended)):
        began, ended = ((moment - profile.began) // 1000 for moment in (stretch.began, stretch.ended))
        track = {"pid": number[stretch.process], "tid": stretch.thread}
        # Both ends are rounded alike, so that what lies within stays within.
        events.append({"ph": "X", "name": stretch.name, "cat": stretch.kind, "ts": began, "dur": ended - began} | track)
    return json.dumps({"traceEvents": events, "displayTimeUnit": "ms"}, ensure_ascii=False, indent=0).encode()
