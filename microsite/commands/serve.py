"""The preview: the site on this machine alone, built again at every save."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Collection
from pathlib import Path

from microsite.commands import options
from microsite.commands.build import BUILD_OPTIONS, build, prepare
from microsite.commands.options import Parser
from microsite.commands.printing import OK, tell
from microsite.files.disk import FOLDERS
from microsite.preview import watch

PREVIEW = ".preview"
"""Where the preview builds, below the root."""

_ABOUT = """\
Build the site, show it on this machine alone, and rebuild it at every save.

Open pages reload once that is done. While something is wrong, the last good site
is shown. It is built into .preview/, for the address that it is shown at.
"""
_EXAMPLES = (
    ("", "at http://127.0.0.1:8000/"),
    ("--port 8001 --drafts", "at another port, with drafts"),
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
    project = prepare(arguments, is_lasting=True)

    def build_again(changed: Collection[Path] | None) -> bool:
        gc.disable()
        try:
            return tell(build(project, arguments, changed), arguments) == OK
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
