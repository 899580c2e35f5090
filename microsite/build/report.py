"""What a build tells: what it found, what it did, and what became of the cache."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from microsite.build.echo import Call, say_unchanged
from microsite.build.looks import Account, Inventory
from microsite.diagnostics.problems import PASSING, Diagnostic
from microsite.files.staging import Applied
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.build.outcome import Outcome
    from microsite.build.plan import Plan
    from microsite.diagnostics.baseline import Compared
    from microsite.model.source import Source


class Report(NamedTuple):
    """What a build found, as graded; `done` says in one line what it did, "" if an error kept it from doing it.

    `reasons` say in a line each why a file was made again or removed; `profile` says where the time went. `pages` are
    the paths of the texts that pages show, by address, if somebody looks on, and `styles` the addresses of style sheets
    by their paths; then `moved` are the paths of sources that are otherwise than in the site that was shown before, and
    `has_written` is true if files of the site are. Of broken files, `held` says if their last good state is shown, or
    nothing. `compared` is what `diagnostics` are the new ones of, if findings were accepted. What an earlier build
    `said` stands for the diagnostics, which nobody has looked for again.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: tuple["Source", ...]
    done: str = ""
    reasons: tuple[str, ...] = ()
    profile: str = ""
    pages: Mapping[str, str] = {}
    styles: Mapping[str, str] = {}
    moved: frozenset[str] = frozenset()
    has_written: bool = False
    held: Mapping[str, bool] = {}
    compared: "Compared | None" = None
    said: Account | None = None


class Manner(NamedTuple):
    """How somebody is told of findings: a name, the same for two who are told the same, and what says them so.

    The same `call` is told the same, to people or programs, and to some of them of problems alone; a build without one
    has no echo.
    """

    name: str
    say: Callable[[Report], Account]
    call: Call = ()
    is_for_people: bool = True
    is_quiet: bool = False


def replay(said: Account, files: int, started: float, output: Path) -> Report:
    """What the last build told: nothing has moved since."""
    return Report((), (), say_unchanged(files, time.perf_counter() - started, output.as_posix()), said=said)


def with_said(state: Inventory, report: Report, manner: Manner | None) -> tuple[Inventory, Report]:
    """The two with what is said of findings, for the case that nothing moves; what passes is not said again."""
    if manner is None or state.last is None or any(one.rule in PASSING for one in report.diagnostics):
        return state, report
    said = manner.say(report)
    return state._replace(last=state.last._replace(said=said)), report._replace(said=said)


def say_done(started: float, output: Path) -> str:
    """How long it took, and where the site is."""
    return f"in {time.perf_counter() - started:.1f} s: {output.as_posix()}/"


def report_done(
    outcome: "Outcome", plan: "Plan", applied: Applied, state: Inventory, done_in: str, missing: str
) -> Report:
    """What a build did; `missing` says why nothing was known of texts."""
    reasons = [f"{job.target.path}: {', '.join(why)}" for job, why in plan.render]
    reasons += [f"{path}: removed" for path in applied.removed]
    counts = f"{len(outcome.jobs)} files, {len(applied.written)} written, {len(applied.removed)} removed"
    done = f"{counts} {done_in}"
    has_written = bool(applied.written or applied.removed)
    done += _tell_lost(state, missing)
    if not state.claim.present:  # told once
        done += "".join(_tell_lack(name) for name in outcome.lacks)
    if outcome.missing:
        shown = " ".join(outcome.missing[:_SHOWN]) + (" …" if len(outcome.missing) > _SHOWN else "")
        done += f"; what Typst set is without {shown}, which no font of this machine has: install one, such as Noto"
    return Report(outcome.diagnostics, state.sources, done, tuple(reasons), has_written=has_written)


def show_whence(report: Report, outcome: "Outcome", moved: frozenset[str]) -> Report:
    """The same for who looks on: what pages are made from, and what has moved."""
    pages = {job.target.url: job.page.text.path for job in outcome.jobs if job.page}
    styles = {job.origin or path: job.target.url for job in outcome.jobs if (path := job.target.path).endswith(".css")}
    return report._replace(pages=pages, styles=styles, moved=moved)


def _tell_lost(state: Inventory, missing: str) -> str:
    """Why a build had to begin from nothing, if that is anything to tell."""
    if doubt := state.claim.place.cache.trust.doubt:
        return f"; the cache was not used: {doubt}"
    return next((_LOST[why] for why in (missing, state.missing) if why in _LOST), "")


def _tell_lack(name: str) -> str:
    """What a site does without, for want of a package, and how to get that."""
    from microsite.engine import pagefind, typesetter  # few builds lack anything

    lacks = {"search": ("a search", "needs", pagefind), "cards": ("share cards and PDFs", "need", typesetter)}
    what, needs, of = lacks[name]
    return f"; without {what}, which {needs} {of.PACKAGE}: {of.INSTALL}"


_SHOWN = 8
"""So many characters are named that no font has."""

_LOST = {
    "damaged": "; the cache was damaged, so everything was built again",
    "foreign": "; the cache is from another version or another user, so everything was built again",
}
