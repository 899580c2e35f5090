"""What to do: which jobs to make anew and why, which outputs stand as they are, and which must go. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from microsite.jobs import Job, Key, Manifest, Record
from microsite.layout import fold
from microsite.model import Target

NEW = "new"
MISSING = "output missing"
ALTERED = "output altered"


class Plan(NamedTuple):
    """What is to be done to the output folder.

    `render` holds the jobs to make anew, in the order of the jobs, each with its reasons: the names of the parts
    that moved, then `MISSING` or `ALTERED`; or `NEW` alone where no record tells of it. `keep` is in the order of
    the jobs, `remove` holds output paths, sorted. `glances` are those that kept jobs have now, where they differ.
    """

    render: tuple[tuple[Job, tuple[str, ...]], ...]
    keep: tuple[Target, ...]
    remove: tuple[str, ...]
    glances: Mapping[str, str] = {}


def make_plan(jobs: Sequence[Job], manifest: Manifest, present: Mapping[str, str]) -> Plan:
    """What must be done so that the output folder holds what the jobs want, and nothing else of ours.

    `present` is the digest by output path of the files now in the folder that are ours. Only these are ever
    removed: a path that only the manifest knows is not there, or belongs to somebody else.
    """
    render = []
    keep = []
    glances = {}
    for job in jobs:
        record = manifest.get(job.target.path)
        reasons = _reasons(job, record, present.get(job.target.path))
        if reasons:
            render.append((job, reasons))
            continue
        keep.append(job.target)
        if record and record.glance != job.glance:
            glances[job.target.path] = job.glance
    wanted = {job.target.path for job in jobs}
    return Plan(tuple(render), tuple(keep), tuple(sorted(path for path in present if path not in wanted)), glances)


def make_manifest(plan: Plan, manifest: Manifest, digest_by_path: Mapping[str, str]) -> Manifest:
    """What was done, once the plan is: the old records of what was kept, new ones of what was made.

    `digest_by_path` is of the outputs that were made.
    """
    made = {job.target.path: Record(_key(job), digest_by_path[job.target.path], job.glance) for job, _ in plan.render}
    kept = {target.path: manifest[target.path] for target in plan.keep}
    kept |= {path: kept[path]._replace(glance=glance) for path, glance in plan.glances.items()}
    return kept | made


def find_blocking(plan: Plan, paths: Iterable[str]) -> tuple[str, ...]:
    """Which of the paths lie where the plan has to write, in order.

    A file blocks a target of its name, a folder of its name that a target needs, and a target that has the name of
    a folder above it. Names that differ in the case of letters alone are one name: on many disks they are.
    """
    targets = {fold(job.target.path) for job, _ in plan.render}
    places = targets.union(*map(folders_above, targets))
    return tuple(path for path in paths if fold(path) in places or targets.intersection(folders_above(fold(path))))


def folders_above(path: str) -> list[str]:
    """The folders above a POSIX path, outermost first."""
    return [path[:index] for index, character in enumerate(path) if character == "/"]


def _reasons(job: Job, record: Record | None, output: str | None) -> tuple[str, ...]:
    """Why a job must be made anew: none if its output stands."""
    if record is None:
        return (NEW,)
    moved = _moved(job, record)
    if output is None:
        moved.append(MISSING)
    elif output != record.output:
        moved.append(ALTERED)
    return tuple(moved)


def _key(job: Job) -> Key:
    return tuple((part.name, part.digest) for part in job.parts)


def _moved(job: Job, record: Record) -> list[str]:
    """The names of the parts that differ, those that are gone last."""
    if job.glance and job.glance == record.glance:
        return []
    new, known = dict(_key(job)), dict(record.key)
    return [name for name in new if known.get(name) != new[name]] + sorted(known.keys() - new.keys())
