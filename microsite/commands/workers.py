"""Who does the work of a command, and what shows on a terminal how far it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from microsite.commands.printing import is_terminal
from microsite.engine import hire
from microsite.engine.crew import Crew
from microsite.files.disk import UsageError

if TYPE_CHECKING:
    import argparse


@contextmanager
def hire_crew(arguments: argparse.Namespace, look_on: Crew, sources: int, engine: str) -> Iterator[Crew]:
    """Those who share the work on so many sources, watched by who `look_on` and, on a terminal, by a bar.

    Raises `UsageError` for what does not go together.
    """
    follow = look_on.follow
    if is_terminal() and not arguments.quiet:
        from microsite.engine.progress import Bar  # where nobody looks on, there is none

        follow = (*follow, Bar(sys.stderr))
    with _hire(arguments, sources, engine) as crew:
        yield crew._replace(stage=look_on.stage, run=look_on.run, follow=follow)


def _hire(arguments: argparse.Namespace, sources: int, engine: str) -> AbstractContextManager[Crew]:
    if arguments.executor == "dask":
        if not arguments.scheduler:
            raise UsageError("--executor dask needs a scheduler", "name it as --scheduler tcp://host:8786")
        from microsite.engine import cluster

        return cluster.join(arguments.scheduler, engine)
    if arguments.scheduler:
        raise UsageError("--scheduler is for --executor dask", "--executor dask --scheduler tcp://host:8786")
    return hire.hire(hire.choose_count(arguments.jobs, sources), hire.choose_least(arguments.jobs, sources))
