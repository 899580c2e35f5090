"""A Dask cluster on this machine: a real scheduler, real workers, and some of them really killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from whole_sites import REPOSITORY, Files, call, output, read_files, read_site, write_files

from microsite.engine import cluster
from microsite.engine.crew import CHUNK
from microsite.files.disk import UsageError
from microsite.files.engine import read_engine

ENDING = """
import os, signal
from distributed.diagnostics.plugin import SchedulerPlugin, WorkerPlugin

def end():
    os.kill(os.getpid(), signal.SIGKILL)

class EndingWorker(WorkerPlugin):
    begun = 0
    def transition(self, key, start, finish, **more):
        self.begun += finish == "executing"
        if self.begun == 2:
            end()

class EndingScheduler(SchedulerPlugin):
    def transition(self, key, start, finish, *more, **others):
        if finish == "memory":
            end()

async def dask_setup(server):
    if hasattr(server, "plugin_add"):
        await server.plugin_add(EndingWorker(), name="ending")
    else:
        server.add_plugin(EndingScheduler())
"""
"""What a server loads that shall end in the middle of its work: a worker at its second task, a scheduler after one."""


class Cluster:
    """A scheduler and workers of this test, killed at its end by their own ids."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        """Keep a folder for what they write."""
        self.folder, self.stack, self.address = folder, stack, ""
        self.processes: list[subprocess.Popen[str]] = []
        self.ending = write_files(folder, {"ending.py": ENDING.encode()}) / "ending.py"

    def start_scheduler(self, *, ends: bool = False) -> str:
        """The address."""
        words = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        self.address = self._start("scheduler", r"Scheduler at: +(tcp://\S+)", *words, ends=ends)
        return self.address

    def start_worker(self, *, ends: bool = False, package: Path = REPOSITORY) -> None:
        """Start one and wait until the scheduler knows it."""
        words = (self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
        limits = ("--memory-limit", "0", "--local-directory", str(self.folder))
        self._start("worker", r"(Registered to): ", *words, *limits, ends=ends, package=package)

    def _start(self, what: str, ready: str, *words: str, ends: bool, package: Path = REPOSITORY) -> str:
        preload = ("--preload", str(self.ending)) if ends else ()
        process = self.stack.enter_context(
            subprocess.Popen(  # noqa: S603 (our own programs)
                [sys.executable, "-m", f"distributed.cli.dask_{what}", *words, *preload],
                env=os.environ | {"PYTHONPATH": str(package)},
                cwd=self.folder,
                stderr=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                text=True,
            )
        )
        self.stack.callback(process.kill)
        self.processes.append(process)
        assert process.stderr
        told = []
        for line in process.stderr:
            told.append(line)
            if match := re.search(ready, line):
                return match[1]
        raise AssertionError("".join(told))


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    """Return a cluster with nobody in it yet."""
    folder = tmp_path / "dask"
    folder.mkdir()
    with ExitStack() as stack:
        yield Cluster(folder, stack)


@pytest.fixture(scope="module")
def files() -> Files:
    """Return a site of several chunks."""
    texts = {
        f"content/pages/about-{number}.en.md": f"---\ntitle: About {number}\n---\nText *{number}*.\n".encode()
        for number in range(CHUNK * 8)
    }
    return read_site("minimal") | texts


@pytest.fixture
def build(tmp_path: Path, files: Files) -> Callable[..., tuple[int, str, Files]]:
    """Return what builds the site: the exit status, what was told of errors, and the output."""
    site = write_files(tmp_path / "site", files)

    def build(*words: str) -> tuple[int, str, Files]:
        done = call("--quiet", *words, folder=site)
        return done.status, done.err, output(site) if (site / "output").exists() else {}

    return build


@pytest.mark.slow
def test_a_cluster_makes_the_same_bytes_and_loses_nothing_if_a_worker_is_killed(
    dask: Cluster, build: Callable[..., tuple[int, str, Files]], tmp_path: Path
) -> None:
    address = dask.start_scheduler()
    dask.start_worker(ends=True)
    dask.start_worker()
    status, told, made = build("--executor", "dask", "--scheduler", address)
    assert (status, told) == (0, "")
    assert [process.poll() for process in dask.processes] == [None, -signal.SIGKILL, None]
    shutil.rmtree(tmp_path / "site" / "output")
    shutil.rmtree(tmp_path / "site" / ".cache", ignore_errors=True)
    assert build("--jobs", "1") == (0, "", made)
    assert len(made) > CHUNK * 8


@pytest.mark.slow
def test_a_scheduler_that_is_killed_is_told_and_the_output_stays_as_it_was(
    dask: Cluster, build: Callable[..., tuple[int, str, Files]], tmp_path: Path
) -> None:
    _, _, before = build()
    write_files(tmp_path / "site", {"content/pages/about-0.en.md": b"---\ntitle: New\n---\nAnother text.\n"})
    shutil.rmtree(tmp_path / "site" / ".cache", ignore_errors=True)
    address = dask.start_scheduler(ends=True)
    dask.start_worker()
    status, told, after = build("--executor", "dask", "--scheduler", address)
    assert status == 1
    assert told.startswith(f"error: the scheduler at “{address}” has gone away\nhint: ")
    assert told.count("\n") == 2
    assert after == before


def test_a_scheduler_without_workers_and_workers_of_another_engine_are_told(dask: Cluster, tmp_path: Path) -> None:
    address = dask.start_scheduler()
    for patience in (0.1, 1, 10):  # a machine with much to do may need longer to answer at all
        with pytest.raises(UsageError) as caught, cluster.join(address, read_engine()[0], patience):
            pass
        if not str(caught.value).startswith("no scheduler answers"):
            break
    assert str(caught.value) == f"the scheduler at “{address}” has no workers"
    package = write_files(tmp_path / "other" / "microsite", read_files(REPOSITORY / "microsite"))
    write_files(package, {"__init__.py": b'"""Another."""\n__version__ = "0"\n'})
    dask.start_worker(package=tmp_path / "other")
    with pytest.raises(UsageError, match=r"another microsite.*: tcp://"), cluster.join(address, read_engine()[0]):
        pass


def test_a_worker_without_microsite_is_told(dask: Cluster, tmp_path: Path) -> None:
    address = dask.start_scheduler()
    dask.start_worker(package=tmp_path)
    with pytest.raises(UsageError, match=r"or none: tcp://") as caught, cluster.join(address, read_engine()[0]):
        pass
    assert caught.value.hint.startswith("install the same")


def test_where_no_scheduler_answers_the_wait_is_bounded() -> None:
    for address in ("tcp://127.0.0.1:1", "nonsense://", ""):
        with pytest.raises(UsageError, match=f"^no scheduler answers at “{address}”$") as caught:
            cluster.join(address, "engine", patience=0.2).__enter__()
        assert caught.value.status == 1


def test_without_dask_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="needs Dask, which is not installed") as caught:
        cluster.join("tcp://127.0.0.1:1", "engine").__enter__()
    assert caught.value.hint == 'pip install "microsite[cluster]"'
    assert caught.value.status == 2


def test_options_that_do_not_go_together_are_wrong_usage(build: Callable[..., tuple[int, str, Files]]) -> None:
    status, told, _ = build("--executor", "dask")
    assert status == 2
    assert told == "error: --executor dask needs a scheduler\nhint: name it as --scheduler tcp://host:8786\n"
    status, told, _ = build("--scheduler", "tcp://127.0.0.1:1")
    assert status == 2
    assert told.startswith("error: --scheduler is for --executor dask\n")
