"""What happens without a command: the site is built."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from microsite.build.looks import Options
from microsite.build.project import Project
from microsite.build.report import Report
from microsite.commands import options
from microsite.commands.options import TRACE, Option
from microsite.commands.printing import make_manner, tell
from microsite.commands.project import make_project
from microsite.engine.crew import ALONE, Crew
from microsite.files.disk import UsageError, find_oddity, hold_own
from microsite.files.writing import write_file

if TYPE_CHECKING:
    import argparse

    from microsite.commands.parsers import Parser

_ABOUT = """\
Build a static conference site in several languages from Markdown.

Reads content/, templates/ and locales/, checks everything, and writes output/
if nothing is wrong. An error leaves output/ as it was.
"""
_EXAMPLES = (
    ("", "writes output/"),
    ("--strict --format github", "in CI: warnings are errors"),
    ("--base-url https://example.org/sub/", "for another address"),
)
OPTIONS = (
    *options.REPORTING,
    options.OUTPUT,
    options.BASE_URL,
    options.LANG,
    options.DRAFTS,
    Option(
        ("--allow-removal",),
        "remove all pages of a kind or language if its texts are gone; without this, that is an error",
    ),
    options.NOW,
    Option(("--explain",), "say why each file is made again"),
    options.JOBS,
    options.PROFILE,
    options.EXECUTOR,
    options.SCHEDULER,
)
"""Those of what builds, once or again and again."""


def make_parser(program: str) -> Parser:
    """The parser of what happens without a command; `program` is how it is called."""
    from microsite.commands import parsers  # few builds explain themselves

    return parsers.make_parser(program, _ABOUT, OPTIONS, examples=_EXAMPLES)


def run(arguments: argparse.Namespace) -> int:
    """Build, and return the exit status."""
    return tell(build(prepare(arguments), arguments), arguments)


def prepare(arguments: argparse.Namespace, *, is_lasting: bool = False) -> Project:
    """The site as it is to be built."""
    wanted = Options(
        arguments.base_url,
        arguments.lang,
        drafts=arguments.drafts,
        strict=arguments.strict,
        removal=arguments.allow_removal,
    )
    manner = None if is_lasting else make_manner(arguments)
    return make_project(arguments, arguments.output_dir, wanted, manner=manner, is_lasting=is_lasting)


def build(project: Project, arguments: argparse.Namespace, changed: Collection[Path] | None = None) -> Report:
    """Build once, and measure it if that is wanted."""
    if arguments.profile is None:
        return _build(project, arguments, ALONE, changed)
    from microsite.engine.profile import Profile, is_trace, now, render_summary, render_trace, run_timed

    is_usual = arguments.profile == TRACE
    path = Path(arguments.root, TRACE) if is_usual else Path(arguments.profile)
    if what := find_oddity(path):
        raise UsageError(f"the trace cannot be written to “{path}”: it is {what}", "--profile FILE")
    if not is_usual:  # nothing in the cache is anybody else's
        hold_own(path, is_trace, "name a new file: --profile trace.json")
    profile = Profile()
    watched = ALONE._replace(stage=profile.stage, run=run_timed, follow=(profile.follow,))
    report = _build(project, arguments, watched, changed)
    summary = render_summary(profile, now())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, render_trace(profile))
    except OSError as error:
        raise UsageError(f"the trace cannot be written to “{path}”: {error.strerror}", "--profile FILE") from error
    return report._replace(profile=f"{summary}\nthe trace is in {path.as_posix()}")


def _build(project: Project, arguments: argparse.Namespace, look_on: Crew, changed: Collection[Path] | None) -> Report:
    def hire(sources: int, engine: str) -> AbstractContextManager[Crew]:
        from microsite.commands.workers import hire_crew  # a build without changes hires nobody

        return hire_crew(arguments, look_on, sources, engine)

    report = project.build(hire, look_on, changed)
    return report if arguments.explain else report._replace(reasons=())
