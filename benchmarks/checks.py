"""What it costs to compare all translations with their sources: `python -m benchmarks.checks [--rounds N]`.

Builds a site of 1,000 releases and 100 terms in three languages for the first time, then checks it for the first time
and once more, each by a new process, in turn. What the first check takes longer than the second is the comparing alone.
"""
# ruff: noqa: T201 - it prints: that is what it is for

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks import corpus, measure, peers

RELEASES = 1000


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="medians are taken over them (default: 3)")
    options = parser.parse_args(arguments)
    tool = peers.make_ours()
    works = {"first build": (), "first check": ("check",), "check again": ("check",)}
    seconds: dict[str, list[float]] = defaultdict(list)
    cpu: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "site")
        corpus.write_corpus(root, RELEASES, 1)
        config = root / "content" / "site.yaml"
        config.write_text(config.read_text(encoding="utf-8").replace(corpus.UNLINKED, ""), encoding="utf-8")
        for number in range(options.rounds):
            for name, words in works.items():
                run = measure.run((*tool.command, *words, "-q"), root, peers.environment(), root / "log")
                seconds[name].append(run.seconds)
                cpu[name].append(run.cpu)
            for name in tool.made:  # put aside: deleting takes the disk's time later on
                (root / name).rename(Path(folder, f"{name} {number}"))
    _tell(seconds, cpu)
    return 0


def _tell(seconds: dict[str, list[float]], cpu: dict[str, list[float]]) -> None:
    print("| work | time | processor time | of a first build |\n| --- | ---: | ---: | ---: |")
    for measured in (seconds, cpu):
        pairs = zip(measured["first check"], measured["check again"], strict=True)
        measured["comparing alone"] = [first - again for first, again in pairs]
    for name, taken in seconds.items():
        pairs = zip(taken, seconds["first build"], strict=True)
        ratio = statistics.median(one / build for one, build in pairs)
        print(f"| {name} | {statistics.median(taken):.2f} s | {statistics.median(cpu[name]):.2f} s | {ratio:.2f} × |")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
