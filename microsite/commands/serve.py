"""The preview: the site on this machine alone, built again at every save."""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Collection
from pathlib import Path

from microsite.build.report import Report
from microsite.commands import options
from microsite.commands.build import BUILD_OPTIONS, build, prepare
from microsite.commands.options import Parser
from microsite.commands.printing import OK, make_reader, tell, with_program
from microsite.files.disk import FOLDERS
from microsite.preview import watch
from microsite.preview.findings import render_findings

PREVIEW = ".preview"
"""Where the preview builds, below the root."""

_ABOUT = """\
Build the site, show it on this machine alone, and rebuild it at every save.

Open pages reload once that is done. While something is wrong, the last good site
is shown, and its pages tell what is wrong and where. Drafts and what is held back
are shown, too, under a line that says why they are not public.
"""
_EXAMPLES = (
    ("", "at http://127.0.0.1:8000/"),
    ("--port 8001", "at another port"),
)


def make_parser(program: str) -> Parser:
    """The parser of the preview."""
    return options.make_parser(program, _ABOUT, (*BUILD_OPTIONS, options.PORT), examples=_EXAMPLES)


def run(arguments: argparse.Namespace) -> int:
    """Serve until somebody ends it, and return the exit status."""
    root = Path(arguments.root)
    arguments.base_url = arguments.base_url or f"http://127.0.0.1:{arguments.port}/"
    # Its pages name this machine's address, so they must not lie where somebody may publish them from.
    arguments.output_dir = arguments.output_dir or str(root / PREVIEW)
    arguments.drafts = True  # what is not public yet is shown, and says so
    project = prepare(arguments, is_lasting=True)

    shown = _Shown()

    def build_again(changed: Collection[Path] | None) -> watch.Built:
        gc.disable()
        try:
            report = build(project, arguments, changed)
            is_written = tell(report, arguments) == OK
            return watch.Built(is_written, shown.describe(report, root, is_written=is_written))
        finally:
            gc.enable()

    def remember() -> None:
        project.remember()
        # What the next build begins with is not garbage: looking through it would take longer than that build.
        gc.collect()
        gc.freeze()

    return watch.serve(
        build_again,
        [root / name for name in FOLDERS],
        project.output,
        port=arguments.port,
        say=lambda text: print(text, flush=True),
        after=remember,
    )


class _Shown:
    """What the pages that are shown are made of, and since when."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._built, self._pages = "", dict[str, str]()

    def describe(self, report: Report, root: Path, *, is_written: bool) -> str:
        """What pages show of a build: JSON."""
        tried = time.strftime("%H:%M:%S")
        if is_written:
            self._built, self._pages = tried, dict(report.pages) or self._pages
        found, times = with_program(report.diagnostics), (self._built, tried)
        return render_findings(found, make_reader(report.sources), self._pages, root.absolute().as_posix(), times)
