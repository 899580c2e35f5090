"""The jobs of a plan → what waits for its place: made into orders, shared among workers, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from microsite.build.plan import Plan, make_key
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.bodies import read_uses
from microsite.engine.common import Common
from microsite.engine.crew import Crew, share
from microsite.engine.packing import Plain
from microsite.model.entries import Text
from microsite.model.kinds import KINDS
from microsite.model.site import Page
from microsite.pages.jobs import Job, Key, Order, Rendered, Story, Templates
from microsite.pages.plot import make_body
from microsite.site.linker import Linker

Fetch = Callable[[Text], bytes]
"""What gives the converted body of a text."""


class Waiting(Protocol):
    """Where new files wait until all of them are made."""

    def put(self, path: str, data: bytes, digest: str) -> Plain:
        """Let bytes wait for their place, in this process or in one forked of it; `digest` is their SHA-256, hex."""

    def note(self, path: str, digest: str, put: Plain) -> None:
        """Know what waits: what `put` gave."""

    def copy(self, path: str, source: str, digest: str) -> None:
        """Let a copy of a source with that digest wait for its place."""

    def pour(self, path: str, chunks: Iterable[bytes]) -> None:
        """Let bytes wait that come one chunk after the other."""


Made = tuple[Key, str, Plain, tuple[Diagnostic, ...]]
"""Of a job: its key, the digest of what was made, what `Staging.put` gave, and what is wrong."""


def begin_rendering(
    plan: Plan,
    templates: Callable[[], Templates],
    linker: Linker,
    fetch: Fetch,
    crew: Crew,
    staging: Waiting,
    common: Common,
) -> Iterator[Made]:
    """What a plan asks for and is not at hand, in its order; what is right waits. For nothing, no template is read."""
    jobs = [job for job, _ in plan.render if not job.is_at_hand]
    if not jobs:
        return iter(())
    from microsite.render import render  # what keeps all pages needs no Jinja

    _prepare_days(jobs, common)
    keys: dict[str, Key] = {}

    def make(job: Job) -> Order:
        order, keys[job.target.path] = make_order(job, linker, fetch)
        return order

    def put(rendered: Rendered) -> Made:
        path, data, digest = rendered.target.path, rendered.data, rendered.digest
        return keys.pop(path), digest, data is not None and staging.put(path, data, digest), rendered.diagnostics

    return share(crew, render.render_all, jobs, make=make, deliver=put, common=templates(), label=_path)


def _prepare_days(jobs: Iterable[Job], common: Common) -> None:
    """Let those who render know how days are written in the languages of entries that show some."""
    from microsite.render.days import find_days  # see above

    dated = [job.frame for job in jobs if job.frame and job.page and KINDS[job.page.group.kind].is_dated]
    for babel in sorted({frame.locale.babel for frame in dated}):
        find_days.prepare(babel, common)


def finish_rendering(
    plan: Plan, rendering: Iterator[Made], staging: Waiting, fetch_rendition: Callable[[str, str], bytes]
) -> tuple[dict[str, Key], list[Diagnostic]]:
    """The keys of the rendered jobs by path, and every problem."""
    made_keys: dict[str, Key] = {}
    problems: list[Diagnostic] = []
    for job, _ in plan.render:
        path = job.target.path
        if job.rendition:
            data = fetch_rendition(job.copy, job.rendition)
            staging.note(path, job.rendition, staging.put(path, data, job.rendition))
        elif job.copy:
            digest = next(str(part.value) for part in job.parts if part.name == "source")
            staging.copy(path, job.copy, digest)
        elif job.ready:
            staging.pour(path, job.ready())
    rendered = (job for job, _ in plan.render if not job.is_at_hand)
    for job, (key, digest, waits, found) in zip(rendered, rendering, strict=True):
        path = job.target.path
        made_keys[path] = key
        problems += found
        if not found:
            staging.note(path, digest, waits)
    return made_keys, problems


def make_order(job: Job, linker: Linker, fetch: Fetch) -> tuple[Order, Key]:
    """A job with the values of its parts, and with its body; and its key."""
    parts = job.parts
    values = {part.name: part.value for part in parts if part.make}
    written = None
    if job.page:
        written = fetch(job.page.text)
        values["body"] = make_body(job, job.page, linker, read_uses(written))
    stories = tuple([_make_story(job, page, linker, fetch(page.text)) for page in job.stories])
    origin = job.origin if job.write else ""
    order = Order(job.target, job.template, job.frame, job.view, values, written, job.write, origin, stories)
    return order, make_key(parts)


def _make_story(job: Job, page: Page, linker: Linker, written: bytes) -> Story:
    return Story(make_body(job, page, linker, read_uses(written)), written, page.target.url)


def _path(job: Job) -> str:
    return job.target.path
