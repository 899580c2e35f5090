"""What a page costs, whoever does the work: `python -m benchmarks.scale`, or `--help`.

Builds a site with an executor that sends everything as to another machine, and takes the time and counts the bytes on
both sides; then a larger one, so that what grows with the site is seen. docs/scale.md works with what it prints.
"""
# ruff: noqa: T201 - it prints: that is what it is for

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

from benchmarks import corpus, measure, peers
from benchmarks.edits import make_edits
from microsite.build.looks import Options
from microsite.build.project import Project
from microsite.build.wishes import Wishes
from microsite.engine.crew import ALONE, Crew
from microsite.engine.senders import Senders
from microsite.model.config import Config

P = ParamSpec("P")
Out = TypeVar("Out")

PAGES = 1_000_000
CORES = (1, 8, 64, 256)
LINE = 125_000_000
"""Bytes a second of a line of 1 Gbit/s."""


class Shares(NamedTuple):
    """Processor seconds of a first build, by who spends them, and bytes; `texts` are those that the site has."""

    texts: int
    parent: float
    workers: dict[str, float]
    sent: int
    received: int
    cache: int
    output: int


class Away:
    """An executor that does everything here, and sends it as if that were far away."""

    def __init__(self) -> None:
        """Count from nothing."""
        self.seconds: dict[str, float] = defaultdict(float)
        self.sent = self.received = 0

    def submit(self, function: Callable[P, Out], /, *args: P.args, **kwargs: P.kwargs) -> Future[Out]:
        """The result, sent back."""
        data = pickle.dumps((function, args, kwargs), pickle.HIGHEST_PROTOCOL)
        self.sent += len(data)
        started = time.process_time()
        task, arguments, named = pickle.loads(data)  # noqa: S301 - written above
        answer = pickle.dumps(task(*arguments, **named), pickle.HIGHEST_PROTOCOL)
        self.seconds[_name(task)] += time.process_time() - started
        self.received += len(answer)
        done: Future[Out] = Future()
        done.set_result(pickle.loads(answer))  # noqa: S301 - written above
        return done


def _name(task: Any) -> str:  # noqa: ANN401 - a partial of a partial
    """What a chunk's function is called: it is one of the arguments."""
    functions = [word for word in task.args if callable(word) and word.__module__ != "microsite.engine.crew"]
    return str(functions[0].__name__) if functions else "other"


def measure_shares(root: Path) -> Shares:
    """Build a site for the first time, and see who does what."""
    away = Away()

    @contextmanager
    def hire(_sources: int, _engine: str) -> Iterator[Crew]:
        yield Crew(Senders(away, 2))

    def wish(config: Config, _options: Options) -> tuple[Config, Wishes]:
        return config, Wishes()

    started = time.process_time()
    report = Project(root, root / "output", Options(), wish).build(hire, ALONE)
    taken = time.process_time() - started
    if not report.done:
        raise SystemExit("\n".join(found.message for found in report.diagnostics[:5]))
    texts = len(list((root / "content").rglob("*.md")))
    parent = taken - sum(away.seconds.values())
    sizes = (_size(root / name) for name in (".cache", "output"))
    return Shares(texts, parent, dict(away.seconds), away.sent, away.received, *sizes)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure_builds(root: Path) -> dict[str, measure.Run]:
    """A first build, one without changes and one after an edit of a body, each by a new process."""
    tool = peers.make_ours()
    log = root / "log"
    runs = {"first build": measure.run(tool.command, root, peers.environment(), log)}
    runs["nothing changed"] = measure.run(tool.command, root, peers.environment(), log)
    edit = next(edit for edit in make_edits(root) if edit.name == "body")
    edit.apply(root, "scale")
    runs["body edited"] = measure.run(tool.command, root, peers.environment(), log)
    return runs


# ---- telling --------------------------------------------------------------------------------------------------


def render_shares(shares: Shares) -> Iterator[str]:
    """What a text costs, and what a site of a million would."""
    texts = shares.texts
    yield f"| of {texts:,} texts | a text | of {PAGES:,} |"
    yield "| --- | ---: | ---: |"
    for name, seconds in sorted(shares.workers.items()):
        yield _row(f"workers, `{name}`", seconds, texts, "s")
    yield _row("this process, alone", shares.parent, texts, "s")
    for name, count in (("sent", shares.sent), ("received", shares.received)):
        yield _row(name, count, texts, "B")
    yield _row("cache", shares.cache, texts, "B")
    yield _row("output", shares.output, texts, "B")


def _row(name: str, value: float, texts: int, unit: str) -> str:
    one = value / texts
    if unit == "s":
        return f"| {name} | {one * 1e6:,.0f} µs | {one * PAGES:,.0f} s |"
    return f"| {name} | {one / 1e3:,.1f} kB | {one * PAGES / 1e9:,.1f} GB |"


def render_outlook(shares: Shares) -> Iterator[str]:
    """The time that a million texts would take, worked out: the longest of what has to be done one after the other."""
    parent = shares.parent / shares.texts * PAGES
    workers = sum(shares.workers.values()) / shares.texts * PAGES
    line = max(shares.sent, shares.received) / shares.texts * PAGES / LINE
    yield "| cores of workers | their time | this process | line of 1 Gbit/s | the whole |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    for cores in CORES:
        whole = parent + workers if cores == 1 else max(parent, workers / cores, line)
        yield f"| {cores} | {workers / cores:,.0f} s | {parent:,.0f} s | {line:,.0f} s | {whole:,.0f} s |"


def render_builds(runs_by_texts: dict[int, dict[str, measure.Run]]) -> Iterator[str]:
    """Time and memory of whole processes by size of site, and what a further text adds."""
    small, large = runs_by_texts
    yield f"| work | {small:,} texts | {large:,} texts | each further text |"
    yield "| --- | ---: | ---: | ---: |"
    for name in runs_by_texts[small]:
        one, two = runs_by_texts[small][name], runs_by_texts[large][name]
        more = (two.cpu - one.cpu) / (large - small)
        yield f"| {name}, processor time | {one.cpu:.2f} s | {two.cpu:.2f} s | {more * 1e6:,.0f} µs |"
    one, two = runs_by_texts[small]["first build"], runs_by_texts[large]["first build"]
    more = (two.largest - one.largest) / (large - small)
    yield f"| largest process | {one.largest / 1e6:,.0f} MB | {two.largest / 1e6:,.0f} MB | {more / 1e3:,.1f} kB |"


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, default=1000, metavar="N", help="in each language (default: 1000)")
    parser.add_argument("--times", type=int, default=10, metavar="N", help="how much larger the other site is")
    options = parser.parse_args(arguments)
    runs = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, releases in enumerate((options.releases, options.releases * options.times)):
            root = Path(folder, str(releases))
            texts = corpus.write_corpus(root, releases, 1)
            if number == 0:
                shares = measure_shares(root)
                for name in (".cache", "output"):
                    (root / name).rename(Path(folder, f"{name} of before"))  # deleting takes the disk's time later on
            runs[texts] = measure_builds(root)
            print(f"{texts:,} texts measured", file=sys.stderr)
    print("\n".join([*render_shares(shares), "", *render_outlook(shares), "", *render_builds(runs)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
