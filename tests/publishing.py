"""Folders on a real disk, written and published as a build does, but with pages that are their own text."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from microsite.build.plan import make_manifest, make_plan
from microsite.diagnostics.problems import RULES, Diagnostic
from microsite.files.folder import Folders, hold, survey
from microsite.files.ownership import OWNERSHIP
from microsite.files.records import read_records, write_records
from microsite.files.staging import Applied, Staging, stage
from microsite.files.stamps import Seen
from microsite.model.parts import Given, make_part, same
from microsite.model.site import Target
from microsite.pages.jobs import Job, Manifest, Record

REPOSITORY = Path(__file__).parent.parent


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def write(root: Path, text_by_path: Mapping[str, str]) -> None:
    for path, text in text_by_path.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def site(folder: Path) -> dict[str, str]:
    return {path: data.decode() for path, data in tree(folder).items() if path != OWNERSHIP}


def page(path: str, text: str) -> Job:
    return Job(Target(path, "/" + path), (make_part("body", Given(text)),), "page.html")


def copy(path: str, source: str, data: bytes) -> Job:
    return Job(Target(path, "/" + path), held=(make_part("source", Given(digest(data)), make=same),), copy=source)


def stage_page(staging: Staging, path: str, data: bytes) -> None:
    staging.note(path, digest(data), staging.put(path, data, digest(data)))


def publish(root: Path, text_by_path: Mapping[str, str], copies: Sequence[Job] = (), output: str = "output") -> Applied:
    """Do what a build does, with pages that are their own text."""
    root.mkdir(exist_ok=True)
    jobs = [page(path, text) for path, text in text_by_path.items()] + list(copies)
    data_by_path = {path: text.encode() for path, text in text_by_path.items()}
    with hold(root, root / output) as place:
        records, seen = read_records(place, "1").value or ({}, ())
        found = survey(place, Seen(*seen))
        manifest = {path: Record(*record) for path, record in records.items()}
        plan = make_plan(jobs, manifest, found.present)
        with stage(found) as staging:
            for path, data in data_by_path.items():
                stage_page(staging, path, data)
            for job in copies:
                staging.copy(job.target.path, job.copy, str(job.parts[0].value))
            applied = staging.settle(plan.change)
        made = make_manifest(plan, manifest, applied.digests)
        records = {path: tuple(record) for path, record in made.items()}
        write_records(place, "1", (records, applied.seen.as_plain()))
    return applied


def read_manifest(place: Folders) -> Manifest:
    records, _ = read_records(place, "1").value or ({}, ())
    return {path: Record(*record) for path, record in records.items()}


def rules(diagnostics: Sequence[Diagnostic]) -> list[tuple[str, str]]:
    assert all(diagnostic.rule in RULES for diagnostic in diagnostics)
    return [(diagnostic.rule, diagnostic.span.path if diagnostic.span else "") for diagnostic in diagnostics]


@contextmanager
def unprivileged() -> Iterator[None]:
    """Let permissions hold even where the tests run as root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def python(script: str, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'tests'}"}
    return subprocess.Popen(  # noqa: S603 - our own scripts, run by the Python that runs the tests
        [sys.executable, "-c", script, *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
