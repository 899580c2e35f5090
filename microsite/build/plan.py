"""What to do: which jobs to make anew and why, which outputs stand as they are, and which must go. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from microsite.files.changes import Change
from microsite.model.entries import NONE
from microsite.model.parts import Part
from microsite.model.site import Target
from microsite.pages.jobs import Job, Key, Manifest, Record
from microsite.values.named import NamedTuple

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

    @property
    def change(self) -> Change:
        """What is to be done as paths: copies first, then pages, so that a page comes after what it shows."""
        made = sorted((job for job, _ in self.render), key=lambda job: not job.copy)
        paths = tuple(job.target.path for job in made)
        return Change(paths, tuple(target.path for target in self.keep), self.remove)


def make_plan(jobs: Sequence[Job], manifest: Manifest, present: Mapping[str, str]) -> Plan:
    """What must be done so that the output folder holds what the jobs want, and nothing else of ours.

    `present` is the digest by output path of the files now in the folder that are ours. Only these are ever
    removed: a path that only the manifest knows is not there, or belongs to somebody else.
    """
    render = []
    keep = []
    glances = {}
    for job in jobs:
        path = job.target.path
        record, output = manifest.get(path), present.get(path)
        if record and record.output == output and record.glance == job.glance != "":  # as of nearly all
            keep.append(job.target)
            continue
        if record:
            job = job._replace(held=job.parts)  # noqa: PLW2901 (worked out once, and wanted again by who renders it)
        reasons = _reasons(job, record, output)
        if reasons:
            render.append((job, reasons))
            continue
        keep.append(job.target)
        if record and record.glance != job.glance:
            glances[path] = job.glance
    wanted = {job.target.path for job in jobs}
    return Plan(tuple(render), tuple(keep), tuple(sorted(path for path in present if path not in wanted)), glances)


def make_manifest(
    plan: Plan, manifest: Manifest, digest_by_path: Mapping[str, str], key_by_path: Mapping[str, Key] = NONE
) -> Manifest:
    """What was done, once the plan is: the old records of what was kept, new ones of what was made.

    The digests are of the outputs that were made, the keys of those jobs of which somebody has worked them out.
    """
    made = {}
    for job, _ in plan.render:
        path = job.target.path
        made[path] = Record(key_by_path.get(path) or make_key(job.parts), digest_by_path[path], job.glance)
    kept = {target.path: manifest[target.path] for target in plan.keep}
    kept |= {path: kept[path]._replace(glance=glance) for path, glance in plan.glances.items()}
    return kept | made


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


def make_key(parts: Iterable[Part]) -> Key:
    """What a record says of a job's parts."""
    return "\n".join(f"{part.name} {part.digest}" for part in parts)


def _moved(job: Job, record: Record) -> list[str]:
    """The names of the parts that differ, those that are gone last."""
    if job.glance and job.glance == record.glance:
        return []
    new = {part.name: part.digest for part in job.parts}
    known = dict(line.split(" ", 1) for line in record.key.splitlines())
    return [name for name in new if known.get(name) != new[name]] + sorted(known.keys() - new.keys())
