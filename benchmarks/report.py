"""The results as Markdown and as a plot."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import plot
from benchmarks.census import COMPARED, Census
from benchmarks.measure import Run
from benchmarks.peers import Tool

MEGABYTE = 1_000_000
LARGEST = 33000
WORKS = {
    "nothing": ("nothing changed, a new process", 0.05),
    "body": ("one release’s body edited, a new process", 0.10),
    "title": ("one release’s title edited, a new process", 0.12),
    "template": ("the base template edited, a new process", 0.40),
}
"""Works of ours after a first build, and the most that each may take of Hugo's full build."""

REWRITING = "template"
"""The work after which all pages are written anew; it is compared with Hugo's builds `AGAIN`, beside it."""

AGAIN = "hugo again"

LINKED = "linked"
"""The name of our first build of a site on which terms are linked by themselves."""

PREVIEW_BOUNDS = {"body": 0.060, "title": 0.120}
"""Seconds from a save to finished output in the running preview."""


@dataclass
class Measured:
    """What was measured of one size of site: seconds by tool or work, in the order of rounds, and more of each."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    largest: dict[str, int] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    census: dict[str, Census] = field(default_factory=dict)
    features: dict[str, dict[str, int]] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)
    is_same_as_clean: bool | None = None

    def add(self, name: str, run: Run) -> None:
        """Remember a run under the name of a tool or of a work."""
        self.seconds.setdefault(name, []).append(run.seconds)
        self.cpu.setdefault(name, []).append(run.cpu)
        self.largest[name] = max(self.largest.get(name, 0), run.largest)


def render(
    tools: Sequence[Tool],
    measured: Mapping[int, Measured],
    main_size: int,
    long_memory: int,
    preview: Mapping[str, Sequence[float]],
) -> str:
    """All results as Markdown."""
    main = measured[main_size]
    rows = [*_bounds(main), *_cost_rows(measured), *_memory_rows(main, long_memory), *_preview_rows(preview)]
    rounds = len(main.seconds["hugo"])
    parts = [
        "# Results",
        f"{datetime.datetime.now(datetime.UTC).date()}, {_machine()}. Written by `make bench`; see README.md.",
        f"## Bounds at {main_size:,} pages",
        f"Medians of {rounds} round{'s' if rounds > 1 else ''}; ratios are to Hugo’s full build in the same round.",
        _table(("work", "time or memory", "processor time", "of Hugo’s", "bound", ""), rows),
    ]
    for size, found in measured.items():
        parts += [f"## Full builds of {size:,} pages", _table(*_full_builds(tools, found, size))]
    parts += ["## The same site", _same_site_text(main), _table(*_counts(tools, main)), _table(*_features(tools, main))]
    parts += ["## Time against pages", "![Seconds of a full build against pages](results.svg)"]
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _machine() -> str:
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{model}, {os.cpu_count()} processors, {memory:.0f} GB, {system}"


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def _ratio(measured: Measured, name: str, other: str = "hugo") -> float:
    """The median over rounds of one's seconds in those of the other."""
    pairs = zip(measured.seconds[name], measured.seconds[other], strict=True)
    return statistics.median(one / two for one, two in pairs)


def _times(measured: Measured, name: str) -> tuple[str, str]:
    """The median seconds by the clock, and those of all processors, which a busy machine changes less."""
    return _seconds(statistics.median(measured.seconds[name])), _seconds(statistics.median(measured.cpu[name]))


def _verdict(value: float, bound: float) -> str:
    return "ok" if value <= bound else "**not**"


def _bounds(measured: Measured) -> Iterator[tuple[str, ...]]:
    ratio = _ratio(measured, "ours")
    taken = _times(measured, "ours")
    yield "first build, empty cache", *taken, f"{ratio:.2f} ×", "≤ 0.60 ×, aim 0.40 ×", _verdict(ratio, 0.6)
    memory = measured.memory["ours"] / measured.memory["hugo"]
    peak = f"{measured.memory['ours'] / MEGABYTE:,.0f} MB"
    yield "its peak memory, all processes together", peak, "", f"{memory:.2f} ×", "≤ 0.40 ×", _verdict(memory, 0.4)
    if LINKED in measured.seconds:
        work = "first build with terms linked by themselves, which no other does"
        yield work, *_times(measured, LINKED), f"{_ratio(measured, LINKED):.2f} ×", "", ""
    for name, (work, bound) in WORKS.items():
        if name in measured.seconds:
            ratio = _ratio(measured, name, AGAIN if name == REWRITING else "hugo")
            files = f"; {measured.written[name]:,} written"
            yield work + files, *_times(measured, name), f"{ratio:.3f} ×", f"≤ {bound:.2f} ×", _verdict(ratio, bound)


def _cost(measured: Measured, size: int) -> float:
    return statistics.median(measured.seconds["ours"]) / size


def _cost_rows(measured: Mapping[int, Measured]) -> Iterator[tuple[str, ...]]:
    sizes = sorted(measured)
    for small in sizes[:-1]:
        large = sizes[-1]
        ratio = _cost(measured[large], large) / _cost(measured[small], small)
        work = f"cost of a page at {large:,} against {small:,}"
        cost = f"{_cost(measured[large], large) * 1000:.2f} ms, {ratio:.2f} × the smaller site’s"
        yield work, cost, "", "", "≤ 1.15 × the smaller site’s", _verdict(ratio, 1.15)


def _memory_rows(main: Measured, long_memory: int) -> Iterator[tuple[str, ...]]:
    if long_memory:
        ratio = long_memory / main.memory["ours"]
        taken = f"{long_memory / MEGABYTE:,.0f} MB, {ratio:.2f} × that of the site above"
        yield "peak memory with bodies four times as long", taken, "", "", "≤ 1.15 × that", _verdict(ratio, 1.15)


def _preview_rows(preview: Mapping[str, Sequence[float]]) -> Iterator[tuple[str, ...]]:
    for name, bound in PREVIEW_BOUNDS.items():
        if name in preview:
            taken = statistics.median(preview[name])
            work = f"running preview: a {name} saved to finished output"
            yield work, f"{taken * 1000:.0f} ms", "", "", f"≤ {bound * 1000:.0f} ms", _verdict(taken, bound)


def _full_builds(tools: Sequence[Tool], found: Measured, size: int) -> tuple[list[str], list[list[str]]]:
    head = ["generator", "time", "fastest – slowest", "of Hugo’s", "a page", "processor time", "peak memory", "largest"]
    rows = []
    for tool in (tool for tool in tools if tool.name in found.seconds):
        seconds = found.seconds[tool.name]
        middle = statistics.median(seconds)
        rows.append(
            [
                f"{tool.label} {tool.version}",
                _seconds(middle),
                f"{_seconds(min(seconds))} – {_seconds(max(seconds))}",
                f"{_ratio(found, tool.name):.2f} ×",
                f"{middle / size * 1000:.2f} ms",
                _seconds(statistics.median(found.cpu[tool.name])),
                f"{found.memory[tool.name] / MEGABYTE:,.0f} MB",
                f"{found.largest[tool.name] / MEGABYTE:,.0f} MB",
            ]
        )
    return head, rows


def _same_site_text(main: Measured) -> str:
    same = {True: "is byte for byte", False: "is **not**", None: "was not compared with"}[main.is_same_as_clean]
    return (
        "How many files of each kind every generator made; all but the other pages must agree, and so must the terms "
        "that each page links to and has notes of. After all edits, our "
        f"incremental output {same} that of a clean build."
    )


def _counts(tools: Sequence[Tool], main: Measured) -> tuple[list[str], list[list[str]]]:
    found = {tool.name: main.census[tool.name] for tool in tools}
    rows = [[kind, *(f"{census.counts[kind]:,}" for census in found.values())] for kind in (*COMPARED, "other pages")]
    rows.append(["notes of terms on all pages", *(f"{census.notes:,}" for census in found.values())])
    rows.append(["addresses in sitemaps", *(f"{census.sitemap:,}" for census in found.values())])
    rows.append(["all bytes", *(f"{census.size / MEGABYTE:,.1f} MB" for census in found.values())])
    return ["files", *(tool.label for tool in tools)], rows


def _features(tools: Sequence[Tool], main: Measured) -> tuple[list[str], list[list[str]]]:
    names = main.features["ours"]
    rows = [[name, *(f"{main.features[tool.name][name]:,}" for tool in tools)] for name in names]
    return ["on the same release’s page", *(tool.label for tool in tools)], rows


def render_plot(tools: Sequence[Tool], measured: Mapping[int, Measured]) -> str:
    """Full builds of every generator against pages."""
    lines = {}
    for tool in tools:
        points = [
            (size, statistics.median(found.seconds[tool.name]))
            for size, found in sorted(measured.items())
            if tool.name in found.seconds
        ]
        lines[f"{tool.label} {tool.version}"] = points
    return plot.draw(lines, "Seconds of a full build against pages")
