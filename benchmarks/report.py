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
from benchmarks.census import COMPARED, Census, differences
from benchmarks.measure import Run
from benchmarks.peers import Tool
from benchmarks.sites import CONFERENCE

MEGABYTE = 1_000_000
LARGEST = 33000
SMALL = 330
FIRST = {SMALL: 1.3}
"""The most that a first build may take of Hugo's by the number of pages, where it is not `FIRST_BOUND`."""

FIRST_BOUND = 0.8
NOTHING, BODY = "nothing", "body"
WORKS = {
    NOTHING: ("nothing changed, a new process", 0.05),
    BODY: ("one release’s body edited, a new process", 0.10),
    "title": ("one release’s title edited, a new process", 0.12),
    "template": ("the base template edited, a new process", 0.40),
}
"""Works of ours after a first build, and the most that each may take of Hugo's full build."""

REWRITING = "template"
"""The work after which all pages are written anew; it is compared with Hugo's builds `AGAIN`, beside it."""

AGAIN = "hugo again"

LINKED = "linked"
"""The name of our first build of a site on which terms are linked by themselves."""

BROKEN, WHOLE = "with findings", "without findings"
"""The names of our first builds of a site whose links lead nowhere, and of the same where they lead somewhere."""

FINDINGS_BOUND = 1.2
MEMORY_BOUND = 0.4
SHORT_BOUND = 0.95

SITE_FIRST, OWN_FIRST = 1.0, 1.3
"""The most that a first build of a whole site may take of Hugo's: of another's, and of the repository's own."""

FEW, FEW_BODY = 1000, 0.15
"""The number of texts below which an edit of a body may take more of Hugo's full build than `WORKS` says; how much."""

CHECK = "check"
"""The name of `check` without a cache."""

PREVIEW_BOUNDS = {
    "body": ("a body saved to finished output", 0.060),
    "title": ("a title saved to finished output", 0.120),
    "pages": ("a body saved to three open pages that show it", 0.150),
}
"""What is measured in the running preview, and the most seconds that it may take."""


@dataclass
class Measured:
    """What was measured of one site: seconds by tool or work, in the order of rounds, and more of each.

    Of whole sites `texts` are those that both got, `short` those of them that take the short way of Markdown, and
    `left_out` those that nobody got.
    """

    texts: int = 0
    languages: int = 0
    short: int = 0
    left_out: int = 0
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


@dataclass
class Results:
    """All that was measured: the seeded site by its size, with what else is measured of it, and whole sites by name."""

    sizes: dict[int, Measured] = field(default_factory=dict)
    sites: dict[str, Measured] = field(default_factory=dict)
    findings: Measured | None = None
    long_memory: int = 0
    preview: Mapping[str, Sequence[float]] = field(default_factory=dict)


def render(tools: Sequence[Tool], results: Results) -> str:
    """All results as Markdown."""
    today = datetime.datetime.now(datetime.UTC).date()
    parts = ["# Results", f"{today}, {_machine()}. Written by `make bench`; see README.md."]
    if results.sizes:
        parts += _render_synthetic(tools, results)
    for name, found in results.sites.items():
        parts += _render_site(name, found)
    if results.sizes:
        parts += ["## Time against pages", "![Seconds of a full build against pages](results.svg)"]
    return "\n\n".join(parts) + "\n"


HEAD = ("work", "time or memory", "processor time", "of Hugo’s", "bound", "")


def _render_synthetic(tools: Sequence[Tool], results: Results) -> Iterator[str]:
    main_size = next(size for size, found in results.sizes.items() if NOTHING in found.seconds)
    main = results.sizes[main_size]
    rows = [*_bounds(results.sizes, main_size), *_cost_rows(results.sizes), *_memory_rows(main, results.long_memory)]
    rows += [*_finding_rows(results.findings), *_preview_rows(results.preview)]
    yield f"## Bounds at {main_size:,} pages"
    yield _rounds_text(main)
    yield _table(HEAD, rows)
    for size, found in results.sizes.items():
        yield f"## Full builds of {size:,} pages"
        yield _table(*_full_builds(tools, found, size))
    yield "## The same site"
    yield _same_site_text(main)
    yield _table(*_counts(tools, main))
    yield _table(*_features(tools, main))


def _rounds_text(measured: Measured) -> str:
    rounds = len(measured.seconds["hugo"])
    many = "s" if rounds > 1 else ""
    return f"Medians of {rounds} round{many}; ratios are to Hugo’s full build in the same round."


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


def _bounds(sizes: Mapping[int, Measured], main_size: int) -> Iterator[tuple[str, ...]]:
    measured = sizes[main_size]
    yield _time_row("first build, empty cache", measured, "ours", FIRST.get(main_size, FIRST_BOUND))
    if main_size != SMALL and SMALL in sizes:
        yield _time_row(f"first build of {SMALL} pages", sizes[SMALL], "ours", FIRST[SMALL])
    yield _peak_row(measured, MEMORY_BOUND)
    if LINKED in measured.seconds:
        yield _time_row("first build with terms linked by themselves, which no other does", measured, LINKED)
    for name, (work, bound) in WORKS.items():
        if name in measured.seconds:
            other = AGAIN if name == REWRITING else "hugo"
            yield _time_row(f"{work}; {measured.written[name]:,} written", measured, name, bound, other)


def _time_row(work: str, measured: Measured, name: str, bound: float = 0, other: str = "hugo") -> tuple[str, ...]:
    """A row of what a work takes of another one's time. Without a bound there is no verdict."""
    ratio = _ratio(measured, name, other)
    last = (f"≤ {bound:.2f} ×", _verdict(ratio, bound)) if bound else ("", "")
    return work, *_times(measured, name), f"{ratio:.{2 if ratio > 0.3 else 3}f} ×", *last


def _peak_row(measured: Measured, bound: float = 0) -> tuple[str, ...]:
    ratio = measured.memory["ours"] / measured.memory["hugo"]
    last = (f"≤ {bound:.2f} ×", _verdict(ratio, bound)) if bound else ("", "")
    peak = f"{measured.memory['ours'] / MEGABYTE:,.0f} MB"
    return "its peak memory, all processes together", peak, "", f"{ratio:.2f} ×", *last


def _render_site(name: str, found: Measured) -> Iterator[str]:
    """What was measured of a whole site. Our own is so small that its first build alone has a bound."""
    is_own = name == CONFERENCE
    yield "## The conference of the tests" if is_own else f"## The site “{name}”"
    left_out = f" Left out, since this generator refuses them: {found.left_out:,}." if found.left_out else ""
    yield f"{found.texts:,} texts in {found.languages} languages.{left_out} {_rounds_text(found)}"
    body = FEW_BODY if found.texts < FEW else WORKS[BODY][1]
    first, memory, nothing = SITE_FIRST, MEMORY_BOUND, WORKS[NOTHING][1]
    if is_own:
        first, memory, nothing, body = OWN_FIRST, 0.0, 0.0, 0.0
    share = found.short / found.texts
    shares = ("", "") if is_own else (f"≥ {SHORT_BOUND:.0%}", "ok" if share >= SHORT_BOUND else "**not**")
    checked = f"{found.memory[CHECK] / MEGABYTE:,.0f} MB"
    rows = [
        _time_row("first build, empty cache", found, "ours", first),
        _peak_row(found, memory),
        _time_row(f"{WORKS[NOTHING][0]}; {found.written[NOTHING]:,} written", found, NOTHING, nothing),
        _time_row(f"one text’s body edited, a new process; {found.written[BODY]:,} written", found, BODY, body),
        _time_row("first build with terms linked by themselves, which Hugo does not", found, LINKED),
        ("peak memory of `check` without a cache", checked, "", "", "", ""),
        (f"texts that take the short way of Markdown: {found.short:,}", f"{share:.1%}", "", "", *shares),
    ]
    yield _table(HEAD, rows)
    yield _site_counts_text(found)


def _site_counts_text(found: Measured) -> str:
    ours, hugo = found.census["ours"], found.census["hugo"]
    same = ", ".join(f"{kind} {ours.counts[kind]:,}" for kind in COMPARED if ours.counts[kind])
    differing = differences(found.census)
    told = f"Both made the same: {same}." if not differing else f"They differ in {'; '.join(differing)}."
    clean = "is" if found.is_same_as_clean else "is **not**"
    sizes = f"{ours.size / MEGABYTE:,.1f} MB, Hugo {hugo.size / MEGABYTE:,.1f} MB"
    return f"{told} This generator wrote {sizes}. Its incremental output {clean} that of a clean build, byte for byte."


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


def _finding_rows(findings: Measured | None) -> Iterator[tuple[str, ...]]:
    if findings:
        ratio = _ratio(findings, BROKEN, WHOLE)
        taken, processor = _times(findings, BROKEN)
        work = "first build with 10,000 links more that lead nowhere, against the same with links that lead somewhere"
        bound = f"≤ {FINDINGS_BOUND:.2f} × the other"
        yield work, f"{taken}, {ratio:.2f} × the other", processor, "", bound, _verdict(ratio, FINDINGS_BOUND)


def _preview_rows(preview: Mapping[str, Sequence[float]]) -> Iterator[tuple[str, ...]]:
    for name, (work, bound) in PREVIEW_BOUNDS.items():
        if name in preview:
            taken = statistics.median(preview[name])
            told, most = f"{taken * 1000:.0f} ms", f"≤ {bound * 1000:.0f} ms"
            yield f"running preview: {work}", told, "", "", most, _verdict(taken, bound)


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
    rows.append(["related releases on all pages", *(f"{census.related:,}" for census in found.values())])
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
