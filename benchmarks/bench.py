"""Measure this generator against others on the same site: `make bench`, or `python -m benchmarks.bench --help`.

Every round runs the generators in turn, so that a machine that slows down slows them all; ratios are those of a
round, and medians are taken over rounds. Results are printed and written to benchmarks/RESULTS.md and results.svg.
"""
# ruff: noqa: T201 - it prints: that is what it is for

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import census, corpus, measure, peers, preview, report
from benchmarks.edits import Edit, make_edits
from benchmarks.peers import WORK, Tool
from benchmarks.report import Measured

HERE = Path(__file__).resolve().parent
SEED = 1
SIZES = {330: 100, 3300: 1000, 33000: 10000}
"""Releases in each language by the number of texts, releases and terms together, that they are called by."""

LARGE_PEERS = ("ours", "hugo")
"""Who builds the largest site: the others would take minutes, and set no bound."""

LONG = 4
"""How many times as long bodies are where memory is measured with longer bodies."""


# ---- building -------------------------------------------------------------------------------------------------


def site_of(tool: Tool, size: int) -> Path:
    """Where the site of that size for that tool lies."""
    return WORK / "sites" / f"{tool.name}-{size}"


def write_site(tool: Tool, size: int, length: int = 1) -> Path:
    """Write a tool's site anew."""
    root = site_of(tool, size)
    peers.put_aside(root)
    root.parent.mkdir(parents=True, exist_ok=True)
    # In a process of its own: the system counts the memory of whoever starts a program as the program's first.
    writer = multiprocessing.get_context("spawn").Process(target=tool.write, args=(root, SIZES[size], SEED, length))
    writer.start()
    writer.join()
    if writer.exitcode:
        message = f"the site for {tool.label} could not be written"
        raise SystemExit(message)
    return root


def write_linked(size: int) -> Path:
    """Write our site anew as one on which terms are linked by themselves."""
    tool = replace(peers.make_ours(), name="linked")
    root = write_site(tool, size)
    config = root / "content" / "site.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace(corpus.UNLINKED, ""), encoding="utf-8")
    return root


def build(tool: Tool, root: Path) -> measure.Run:
    """Build a site undisturbed."""
    return measure.run(tool.command, root, peers.environment(), WORK / f"{tool.name}.log")


def measure_memory(tool: Tool, root: Path) -> int:
    """The peak of a first build's processes together, in bytes."""
    tool.clean(root)
    return measure.run_for_memory(tool.command, root, peers.environment(), WORK / f"{tool.name}.log")


def measure_size(tools: Sequence[Tool], size: int, rounds: int, *, with_edits: bool) -> Measured:
    """Build a site of one size with every tool, in turn, and then for the memory."""
    measured = Measured()
    roots = {tool.name: write_site(tool, size) for tool in tools}
    linked = write_linked(size) if with_edits else None
    for number in range(rounds):
        for tool in tools:
            tool.clean(roots[tool.name])
            measured.add(tool.name, build(tool, roots[tool.name]))
            if tool.name == "ours" and with_edits:
                measure_edits(tool, roots[tool.name], number, measured)
            if tool.name == "ours" and linked:
                tool.clean(linked)
                measured.add(report.LINKED, build(tool, linked))
        taken = ", ".join(f"{name} {seconds[-1]:.2f} s" for name, seconds in measured.seconds.items())
        print(f"  {size} pages, round {number + 1} of {rounds}: {taken}", flush=True)
    if with_edits:
        measure_rewriting(tools, roots, rounds, measured)
    for tool in tools:
        output = roots[tool.name] / tool.output
        if tool.name == "ours" and with_edits:
            measured.is_same_as_clean = is_same_as_clean(tool, roots[tool.name])
        measured.census[tool.name] = census.count(output)
        page = min((output / "en" / "press").glob("*/index.html"), key=lambda page: _place(page, size))
        measured.features[tool.name] = census.read_features(page)
        measured.memory[tool.name] = measure_memory(tool, roots[tool.name])
    return measured


def _place(page: Path, size: int) -> int:
    """How far a release is from the one in the middle: it has neighbours on both sides."""
    number = page.parent.name.rpartition("-")[2]
    return abs(int(number) - SIZES[size] // 2) if number.isdigit() else sys.maxsize


def measure_edits(tool: Tool, root: Path, number: int, measured: Measured) -> None:
    """After a first build: nothing changed, then edits of one release, each time built by a new process."""
    measure_edit(tool, root, None, number, measured)
    for edit in make_edits(root):
        if edit.name != report.REWRITING:
            measure_edit(tool, root, edit, number, measured)


def measure_rewriting(tools: Sequence[Tool], roots: Mapping[str, Path], rounds: int, measured: Measured) -> None:
    """An edit after which all pages are written anew, beside Hugo's full build: after all else.

    It deletes thousands of files, and some disks are slow to find room for minutes after that.
    """
    ours, hugo = (next(tool for tool in tools if tool.name == name) for name in LARGE_PEERS)
    edit = next(edit for edit in make_edits(roots[ours.name]) if edit.name == report.REWRITING)
    for number in range(rounds):
        hugo.clean(roots[hugo.name])
        measured.add(report.AGAIN, build(hugo, roots[hugo.name]))
        ours.clean(roots[ours.name])
        build(ours, roots[ours.name])
        measure_edit(ours, roots[ours.name], edit, number, measured)


def measure_edit(tool: Tool, root: Path, edit: Edit | None, number: int, measured: Measured) -> None:
    """A build after an edit, or after nothing; ends everything if it has not done what it should."""
    output, name = root / tool.output, edit.name if edit else "nothing"
    before, mark = census.read_times(output), f"edit {number} {name}"
    if edit:
        edit.apply(root, mark)
    measured.add(name, build(tool, root))
    after = census.read_times(output)
    if edit and mark.encode() not in (output / edit.output).read_bytes():
        message = f"the build after editing the {name} did not write {edit.output}"
        raise SystemExit(message)
    measured.written[name] = sum(before.get(path) != time for path, time in after.items())


def is_same_as_clean(tool: Tool, root: Path) -> bool:
    """True if the edited site's output is, byte for byte, what a build from nothing makes of it."""
    incremental = census.read_digests(root / tool.output)
    tool.clean(root)
    build(tool, root)
    return incremental == census.read_digests(root / tool.output)


# ---- the whole benchmark --------------------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write results; 1 if the generators did not make the same site."""
    options = _parse(arguments)
    if not Path("/proc/self/smaps_rollup").exists():
        print("Memory is read from /proc, so this runs on Linux alone.", file=sys.stderr)
        return 1
    print("Installing the other generators …", flush=True)
    peers.install()
    tools = [tool for tool in (peers.make_ours(), *peers.make_peers()) if tool.name in options.only]
    main_size = 330 if options.quick else 3300
    rounds = 1 if options.quick else options.rounds
    for tool in tools:  # programs and libraries are read from the disk once, and bytecode is written
        build(tool, write_site(tool, 330))
    measured = {}
    for size in [330] if options.quick else [330, 3300, 33000] if options.large else [330, 3300]:
        taking_part = [tool for tool in tools if size < 33000 or tool.name in LARGE_PEERS]
        measured[size] = measure_size(taking_part, size, rounds if size < 33000 else 1, with_edits=size == main_size)
    ours = next((tool for tool in tools if tool.name == "ours"), None)
    extras: dict[str, list[float]] = {}
    long_memory = 0
    if ours and not options.quick:
        long_memory = measure_memory(ours, write_site(ours, main_size, LONG))
    if ours and options.preview:
        extras = preview.measure_preview(ours, write_site(ours, main_size), rounds)
    peers.sweep()
    return _tell(tools, measured, main_size, long_memory, extras, options)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    names = ("ours", "hugo", "eleventy", "pelican")
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=_odd, default=5, metavar="N", help="an odd number of them (default: 5)")
    parser.add_argument("--quick", action="store_true", help="330 pages, one round; writes no results")
    parser.add_argument("--large", action="store_true", help="33,000 pages too, for ours and Hugo, one round")
    parser.add_argument("--preview", action="store_true", help="edits inside a running preview too")
    parser.add_argument("--only", type=lambda text: text.split(","), default=names, help=",".join(names))
    options = parser.parse_args(arguments)
    if not set(options.only) <= set(names) or not {"ours", "hugo"} <= set(options.only):
        parser.error("--only names some of " + ", ".join(names) + ", ours and hugo among them")
    return options


def _odd(text: str) -> int:
    number = int(text)
    if number < 1 or number % 2 == 0:
        message = f"must be odd, not {text}: a median is then one of the rounds"
        raise argparse.ArgumentTypeError(message)
    return number


def _tell(
    tools: Sequence[Tool],
    measured: Mapping[int, Measured],
    main_size: int,
    long_memory: int,
    preview_seconds: Mapping[str, list[float]],
    options: argparse.Namespace,
) -> int:
    text = report.render(tools, measured, main_size, long_memory, preview_seconds)
    print()
    print(text)
    if not options.quick:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
        (HERE / "results.svg").write_text(report.render_plot(tools, measured), encoding="utf-8")
    wrong = [line for found in measured.values() for line in census.disagreements(found.census)]
    for line in wrong:
        print(f"The generators disagree on {line}", file=sys.stderr)
    if measured[main_size].is_same_as_clean is False:
        print("The incremental output differs from that of a clean build", file=sys.stderr)
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
