"""The preview: the site on this machine alone, built again at every save."""

from __future__ import annotations

import argparse
import gc
import itertools
import sys
import time
from collections.abc import Collection
from pathlib import Path

from microsite.build.intake import read_config
from microsite.build.report import Report
from microsite.commands import options, parsers
from microsite.commands.build import OPTIONS, build, prepare
from microsite.commands.desk import Desk
from microsite.commands.options import Option
from microsite.commands.parsers import Parser
from microsite.commands.printing import make_reader, with_program
from microsite.commands.saves import Teller
from microsite.files.disk import FOLDERS
from microsite.model.layout import EDITOR
from microsite.preview import watch
from microsite.preview.findings import SiteShown, describe_findings
from microsite.preview.names import Listening
from microsite.preview.overlay import Built

PREVIEW = ".preview"
"""Where the preview builds, below the root."""

_ABOUT = """\
Build the site, show it on this machine alone, and rebuild it at every save.

Open pages then take what has changed and stay where you left them; one whose
scripts cannot bear that is loaded again. While a file is broken, its last good state is shown
and all others go on being built, and pages tell what is wrong and where. Drafts
and what is held back are shown, too, under a line that says why they are not
public. Pages link to two languages side by side, and to how far translations are.
"""
_EXAMPLES = (
    ("", "at http://127.0.0.1:8000/"),
    ("--port 8001 --open", "at another port, in the browser"),
    ("--host 0.0.0.0", "for telephones in the same network"),
)


def make_parser(program: str) -> Parser:
    """The parser of the preview."""
    own = (options.PORT, options.HOST, Option(("--open",), "open it in the browser"))
    return parsers.make_parser(program, _ABOUT, (*OPTIONS, *own), examples=_EXAMPLES)


def run(arguments: argparse.Namespace) -> int:
    """Serve until somebody ends it, and return the exit status."""
    root, names = Path(arguments.root), Listening(arguments.host, arguments.port)
    arguments.base_url = arguments.base_url or names.url
    # Its pages name this machine's address, so they must not lie where somebody may publish them from.
    arguments.output_dir = arguments.output_dir or str(root / PREVIEW)
    arguments.drafts = True  # what is not public yet is shown, and says so
    arguments.allow_removal = True  # nobody reads pages here that must not be lost: a build of the site asks first
    project = prepare(arguments, is_lasting=True)
    if not names.is_local:
        print(_WARNING.format(host=names.host, port=names.port), file=sys.stderr)

    shown, teller, desk = _Showing(), Teller(arguments), Desk(root.absolute().as_posix())
    numbers = itertools.count(1)  # of builds: a second may have several

    def build_again(changed: Collection[Path] | None) -> Built:
        gc.disable()  # until what follows it has been shown, and there is a pause
        report = build(project, arguments, changed)
        report = report._replace(diagnostics=with_program(report.diagnostics))
        at, number = time.strftime("%H:%M:%S"), next(numbers)
        teller.tell(report, at)
        desk.take(report, number)
        return shown.describe(report, root, at, number)

    def remember() -> None:
        try:
            project.remember()
        finally:
            # What the next build begins with is not garbage: looking through it would take longer than that build.
            gc.collect()
            gc.freeze()
            gc.enable()

    return watch.serve(
        build_again,
        [root / name for name in (*FOLDERS, EDITOR)],
        project.output,
        names=names,
        say=lambda text: print(text, flush=True),
        after=remember,
        answer=desk.answer,
        is_to_open=arguments.open,
    )


_WARNING = """\
--host {host}: whoever can reach port {port} of this machine reads drafts, what is under embargo, and where your files
are. Leave --host out to keep the preview to this machine."""


def is_to_reload(report: Report) -> bool:
    """True if pages are other ones, and not for new style sheets alone, which they take without being loaded again."""
    return report.has_written and not (report.moved and report.moved <= report.styles.keys())


class _Showing:
    """What the pages that are shown are made of, and since when."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._shown = SiteShown()

    def describe(self, report: Report, root: Path, at: str, number: int) -> Built:
        """What pages show of a build, by its time and its number, and by which build they are what they are."""
        before = self._shown
        if report.done:
            since = {path: before.stands.get(path, before.built) for path, is_good in report.held.items() if is_good}
            self._shown = SiteShown(report.pages, sorted(report.styles.values()), at, number, since)
        else:
            self._shown = before._replace(tried=number, is_whole=False)
        load = number if is_to_reload(report) else before.load
        self._shown = self._shown._replace(load=load)
        place = root.absolute().as_posix()
        is_held = any(one.rule == "held-back" for one in report.diagnostics)
        config = read_config(report.sources)[0] if is_held else None
        tags = {locale.key: locale.tag for locale in config.languages} if config else {}
        found = describe_findings(report.diagnostics, make_reader(report.sources), self._shown, place, tags)
        return Built(found, load, self._shown.pages)
