"""Whole sites in memory: those below tests/sites and the repository's own, read, edited and built for the tests."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from microsite.build import intake, pipeline
from microsite.build.outcome import Before
from microsite.build.pipeline import Prepared
from microsite.build.wishes import Wishes
from microsite.commands.cli import main
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.crew import ALONE, Crew
from microsite.engine.memory import HeldBodies, Memory
from microsite.files.disk import FOLDERS
from microsite.model.config import Config
from microsite.model.source import Source
from microsite.pages.jobs import Job
from microsite.render.design import name_records

REPOSITORY = Path(__file__).parent.parent
SITES = Path(__file__).parent / "sites"
WORDS = ("de", "en", "zh-hans")
"""The languages whose words the sites of the tests bring along; the theme has others, too."""

Files = dict[str, bytes]
"""Data by POSIX path, relative to a site's root or to its output folder."""


@dataclass(frozen=True)
class Built:
    """What became of a site: its output files, none if an error was found, and all that was found, graded."""

    config: Config | None
    files: Files = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    jobs: tuple[Job, ...] = ()

    def text(self, path: str) -> str:
        """An output file as text."""
        return self.files[path].decode()

    def rules(self) -> list[str]:
        """The rules of what was found, but those only worth knowing (info)."""
        return [diagnostic.rule for diagnostic in self.diagnostics if diagnostic.severity.word != "info"]


def read_files(root: Path) -> Files:
    """All files below a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def write_files(root: Path, files: Mapping[str, bytes]) -> Path:
    """Write files below a folder, and return it."""
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@functools.cache
def _read(root: Path) -> Mapping[str, bytes]:
    return read_files(root)


def read_shared(*folders: str) -> Files:
    """The files of `templates` or `locales` that sites have in common: those of the theme."""
    files = {f"{folder}/{path}": data for folder in folders for path, data in _read(REPOSITORY / folder).items()}
    return {
        path: data for path, data in files.items() if not path.startswith("locales/") or path.split("/")[1] in WORDS
    }


def read_site(name: str) -> Files:
    """A site below tests/sites with the templates and words that sites have in common."""
    folders = ("templates",) if name in ("minimal", "out-of-order") else ("templates", "locales")
    return read_shared(*folders) | dict(_read(SITES / name))


def read_example(name: str) -> Files:
    """A site below examples/ with the templates and the words of all languages."""
    content = {f"content/{path}": data for path, data in _read(REPOSITORY / "examples" / name / "content").items()}
    words = {f"locales/{path}": data for path, data in _read(REPOSITORY / "locales").items()}
    return read_shared("templates") | words | content


def with_plain_looks(files: Files) -> Files:
    """The site with its stylesheets, scripts and drawings emptied: what a change of looks shall not move."""
    looks = (".css", ".js", ".svg")
    files = files | {f"templates/assets/{name}": b"" for name in ("theme.css", "icon.svg", "artwork.svg")}  # else drawn
    return {p: b"" if p.startswith("templates/") and p.endswith(looks) else data for p, data in files.items()}


def edit(files: Files, path: str, old: str, new: str) -> Files:
    """The files with a text replaced in one of them, where it must stand once."""
    text = files[path].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    return files | {path: text.replace(old, new).encode()}


def without(files: Files, *paths: str) -> Files:
    """The files without some, which must be there."""
    assert files.keys() >= set(paths)
    return {path: data for path, data in files.items() if path not in paths}


def as_sources(files: Files) -> tuple[Source, ...]:
    """What `files.read_tree` gives for these files, media with their data."""
    return tuple(
        Source(path, hashlib.sha256(data).hexdigest(), data)
        for path, data in sorted(files.items())
        if path.split("/")[0] in FOLDERS
    )


@dataclass(frozen=True)
class Waiting:
    """New files in memory, as `files.Staging` has them on the disk; copies are of `files`."""

    files: Files
    made: Files = field(default_factory=dict)

    def put(self, path: str, data: bytes, digest: str) -> bytes:
        """Give the bytes themselves."""
        assert hashlib.sha256(data).hexdigest() == digest, path
        return data

    def note(self, path: str, digest: str, put: bytes) -> None:
        """Let bytes wait for their place."""
        assert hashlib.sha256(put).hexdigest() == digest
        self.made[path] = put

    def copy(self, path: str, source: str, digest: str) -> None:
        """Let a copy wait for its place."""
        assert hashlib.sha256(self.files[source]).hexdigest() == digest
        self.made[path] = self.files[source]

    def pour(self, path: str, chunks: Iterable[bytes]) -> None:
        """Let bytes wait for their place, all together."""
        self.made[path] = b"".join(chunks)


def build(
    files: Files,
    *,
    base_url: str = "",
    wishes: Wishes | None = None,
    crew: Crew = ALONE,
    sources: tuple[Source, ...] = (),
    memory: Memory | None = None,
) -> Built:
    """Build a site as `cli` does, but in memory, from nothing unless there is a `memory`.

    `sources` are the files in another order. Who works alone finds the theme compiled, as a user's second site does.
    """
    wishes = wishes or Wishes()
    sources = sources or as_sources(files)
    config, found = intake.read_config(sources)
    if config is None:
        return Built(None, {}, grade(found, {}, strict=wishes.strict))
    if base_url:
        config = config._replace(base_url=base_url)
    waiting = Waiting(files)
    memory = memory or (new_memory() if crew is ALONE else Memory(HeldBodies()))
    begun = intake.begin(config, sources, wishes, crew, memory)
    outcome = pipeline.build(config, begun, wishes, "an engine", Before(found), crew, memory, waiting)
    made = waiting.made if outcome.plan else {}
    return Built(config, made, outcome.diagnostics, outcome.jobs)


def prepare(files: Files, memory: Memory, wishes: Wishes | None = None, engine: str = "an engine") -> Prepared | None:
    """A site up to its jobs; None if its configuration cannot be read."""
    sources = as_sources(files)
    config, _ = intake.read_config(sources)
    if config is None:
        return None
    wishes = wishes or Wishes()
    begun = intake.begin(config, sources, wishes, ALONE, memory)
    return pipeline.prepare(config, begun, wishes, engine, ALONE, memory)


def new_memory(*, is_lasting: bool = False) -> Memory:
    """A memory as a user has it for a new site: nothing is in it but the theme, compiled."""
    return Memory(HeldBodies(), _read_theme(), is_lasting=is_lasting)


@functools.cache
def _read_theme() -> Mapping[str, tuple[str, bytes]]:
    """What is remembered of each template and style sheet of the theme: to compile them is most of a build."""
    files, memory = read_site("minimal"), Memory(HeldBodies())
    build(files, memory=memory)
    names = set(name_records(as_sources(files)))
    return {name: record for name, record in memory.records.items() if name in names}


@functools.cache
def built(name: str, base_url: str = "") -> Built:
    """A site of `read_site` as it is, built once for all tests of a process. It must not be changed."""
    return build(read_site(name), base_url=base_url)


# ---- on disk ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Done:
    """What became of a command."""

    status: int
    out: str
    err: str


def call(*words: str, folder: Path) -> Done:
    """Run the same without a process of its own: ten times as fast, for what does not depend on it."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(words)
        except SystemExit as end:  # argparse's, of help
            status = int(end.code or 0)
    return Done(status, out.getvalue(), err.getvalue())


def output(root: Path, name: str = "output") -> Files:
    """What a build has written into its output folder, but the list of it."""
    return without(read_files(root / name), ".microsite.json")
