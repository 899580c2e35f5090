"""Let things fail while a site is built or shown, and see that nothing is lost: `python -m reliability`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from reliability.bench import Bench, Tally
from reliability.damages import damage_caches
from reliability.ends import end_builds
from reliability.machines import fail_machines
from reliability.movings import build_at_once, jump_clocks, move_files
from reliability.places import try_environments, try_places
from reliability.previews import load_preview
from reliability.sites import Site, read_conference, read_forum

_SHOWN = 40  # of what is wrong

_Try = Callable[[Path, int, int], Iterator[Tally]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what came of each fault as a table; the exit status is 1 if anything was lost, left or unclear."""
    parser = argparse.ArgumentParser(prog="python -m reliability", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"what fails: {', '.join(_KINDS)} (default: all)")
    parser.add_argument("--times", type=int, default=500, help="how often builds are ended, and caches damaged")
    parser.add_argument("--saves", type=int, default=10_000, help="how often a text is saved in the preview")
    parser.add_argument("--seed", type=int, default=7, help="another one for other moments and places")
    options = parser.parse_args(arguments)
    if unknown := set(options.kinds) - _KINDS.keys():
        parser.error(f"there is no kind {', '.join(sorted(unknown))}: {', '.join(_KINDS)}")
    wrong: list[str] = []
    print("| kind | how | times | what came out | wrong |\n| --- | --- | --: | --- | --: |", flush=True)
    for kind in options.kinds or _KINDS:
        with tempfile.TemporaryDirectory(prefix="microsite-faults-", ignore_cleanup_errors=True) as folder:
            Path(folder).chmod(0o755)  # another user builds in it, too
            times = options.saves if kind == "preview" else options.times
            for tally in _KINDS[kind](Path(folder), times, options.seed):
                print(tell(tally), flush=True)
                wrong += tally.wrong
    for one in wrong[:_SHOWN]:
        print(f"\nwrong: {one}")
    return 1 if wrong else 0


def tell(tally: Tally) -> str:
    """A row of the table."""
    outcomes = "; ".join(f"{outcome}: {count}" for outcome, count in Counter(tally.outcomes).most_common())
    return f"| {tally.kind} | {tally.how} | {tally.times:,} | {outcomes} | {len(tally.wrong)} |"


def _end_builds(folder: Path, times: int, seed: int) -> Iterator[Tally]:
    """Of each three, two on the site of a conference; less on a larger one, and on one with much that others set."""
    shares: tuple[tuple[Site, int], ...] = (
        (read_conference(), times),
        (read_forum(), times // 5),
        (read_conference(is_set=True), times // 10),
    )
    for number, (site, count) in enumerate(shares):
        bench = Bench(site, folder / str(number))
        for is_first in (True, False):
            yield from end_builds(bench, count // 2, is_first=is_first, seed=seed)


def _with_bench(what: Callable[[Bench, int, int], Iterator[Tally]], part: int) -> _Try:
    return lambda folder, times, seed: what(Bench(read_conference(), folder / "bench"), max(1, times // part), seed)


_KINDS: Mapping[str, _Try] = {
    "ends": _end_builds,
    "damages": _with_bench(damage_caches, 1),
    "machines": lambda folder, times, seed: fail_machines(read_conference(), folder, max(1, times // 20), seed),
    "movings": _with_bench(move_files, 20),
    "clocks": _with_bench(jump_clocks, 25),
    "twins": _with_bench(build_at_once, 25),
    "places": lambda folder, _, __: try_places(read_conference(), folder),
    "environments": _with_bench(lambda bench, _, __: try_environments(bench), 1),
    "preview": lambda folder, saves, _: load_preview(Bench(read_conference(), folder / "bench"), saves),
}
"""What fails, by the names that are typed."""


if __name__ == "__main__":
    sys.exit(main())
