"""Measure this generator against others on the same site: `make bench`, or `python -m benchmarks.bench --help`.

Every round runs the generators in turn, so that a machine that slows down slows them all; ratios are those of a
round, and medians are taken over rounds. Results are printed, and those of all sizes and sites are written to
benchmarks/RESULTS.md and results.svg.
"""
# ruff: noqa: T201 - it prints: that is what it is for

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import census, peers, preview, report, sites
from benchmarks.peers import Tool
from benchmarks.report import Results
from benchmarks.rounds import (
    LARGE_PEERS,
    build,
    measure_findings,
    measure_memory,
    measure_site,
    measure_size,
    write_site,
)

HERE = Path(__file__).resolve().parent

LONG = 4
"""How many times as long bodies are where memory is measured with longer bodies."""


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write results; 1 if the generators did not make the same site."""
    options = _parse(arguments)
    if not Path("/proc/self/smaps_rollup").exists():
        print("Memory is read from /proc, so this runs on Linux alone.", file=sys.stderr)
        return 1
    print("Installing the other generators …", flush=True)
    peers.install()
    tools = [tool for tool in (peers.make_ours(), *peers.make_peers()) if tool.name in options.only]
    for tool in tools:  # programs and libraries are read from the disk once, and bytecode is written
        build(tool, write_site(tool, 330))
    results = Results()
    if not options.site:
        measure_synthetic(tools, results, options)
    if not options.quick or options.site:
        for name, folder in sites.find_sites(options.sites).items():
            if options.site in ("", name):
                results.sites[name] = measure_site(tools, name, folder, options.rounds)
    peers.sweep()
    return _tell(tools, results, options)


def measure_synthetic(tools: Sequence[Tool], results: Results, options: argparse.Namespace) -> None:
    """Measure the seeded site in its sizes, with what else is measured of it."""
    ours = next(tool for tool in tools if tool.name == "ours")
    main_size = 330 if options.quick else 3300
    for size in [330] if options.quick else [330, 3300, 33000] if options.large else [330, 3300]:
        taking_part = [tool for tool in tools if size < 33000 or tool.name in LARGE_PEERS]
        rounds = options.rounds if size < 33000 else 1
        results.sizes[size] = measure_size(taking_part, size, rounds, with_edits=size == main_size)
    if not options.quick:
        results.findings = measure_findings(ours, main_size, options.rounds)
        results.long_memory = measure_memory(ours, write_site(ours, main_size, LONG))
    if options.preview:
        results.preview = preview.measure_preview(ours, write_site(ours, main_size), options.rounds)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    names = ("ours", "hugo", "eleventy", "pelican")
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=_odd, metavar="N", help="an odd number of them (default: 5)")
    parser.add_argument("--quick", action="store_true", help="330 pages alone, one round if no other number is given")
    parser.add_argument("--large", action="store_true", help="33,000 pages too, for ours and Hugo, one round")
    parser.add_argument("--preview", action="store_true", help="edits inside a running preview too")
    parser.add_argument("--only", type=lambda text: text.split(","), default=names, help=",".join(names))
    parser.add_argument("--sites", type=Path, metavar="DIR", help="whole sites too: each DIR/NAME/content")
    parser.add_argument("--site", default="", metavar="NAME", help=f"this one alone, or “{sites.CONFERENCE}”, our own")
    options = parser.parse_args(arguments)
    options.rounds = options.rounds or (1 if options.quick else 5)
    known = sites.find_sites(options.sites)
    if options.site and options.site not in known:
        parser.error(f"--site names one of {', '.join(known)}")
    if not set(options.only) <= set(names) or not {"ours", "hugo"} <= set(options.only):
        parser.error("--only names some of " + ", ".join(names) + ", ours and hugo among them")
    return options


def _odd(text: str) -> int:
    number = int(text)
    if number < 1 or number % 2 == 0:
        message = f"must be odd, not {text}: a median is then one of the rounds"
        raise argparse.ArgumentTypeError(message)
    return number


def _tell(tools: Sequence[Tool], results: Results, options: argparse.Namespace) -> int:
    text = report.render(tools, results)
    print()
    print(text)
    if not options.quick and not options.site:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
        (HERE / "results.svg").write_text(report.render_plot(tools, results.sizes), encoding="utf-8")
    wrong = [line for found in results.sizes.values() for line in census.disagreements(found.census)]
    wrong += [line for found in results.sites.values() for line in census.differences(found.census)]
    for line in wrong:
        print(f"The generators disagree on {line}", file=sys.stderr)
    if any(found.is_same_as_clean is False for found in (*results.sizes.values(), *results.sites.values())):
        print("The incremental output differs from that of a clean build", file=sys.stderr)
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
