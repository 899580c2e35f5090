"""What a command prints: findings, a line of summary, and the exit status that they mean."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, TextIO

from microsite.build.looks import Account
from microsite.build.report import Manner, Report
from microsite.commands.again import find_call
from microsite.diagnostics import terminal
from microsite.diagnostics.problems import Diagnostic, Severity, has_errors
from microsite.diagnostics.terminal import FIRST, FULL, TextByPath
from microsite.files.disk import UsageError
from microsite.model.source import Source

if TYPE_CHECKING:
    import argparse

OK, FINDINGS = 0, 1

_PROGRAM = "python build.py"
"""What hints call this program, until it is known how it was called."""

FOR_PEOPLE = frozenset({"text", "github", "gitlab"})
"""The formats that leave out what is only worth knowing, unless somebody asks for it."""


ALWAYS = frozenset({"held-back", "withdrawn"})
"""The rules of what people always want to know: that something does not show, or that it did is not known."""


def tell(report: Report, arguments: argparse.Namespace, failed: str = "; nothing was written") -> int:
    """Print a report and return the exit status that it means; `failed` says what came of errors."""
    said = report.said or say(report, arguments)
    is_text = arguments.format == "text"
    (sys.stderr if is_text else sys.stdout).write(said.findings)
    summary = sys.stdout if is_text else sys.stderr
    for reason in report.reasons:
        print(reason, file=summary)
    if report.profile:
        print(report.profile, file=summary)
    is_failed = has_errors(report.diagnostics)
    if is_failed:
        is_shown = report.held and report.done  # with the last good state of what is broken
        print(f"{said.counted}; {report.done}" if is_shown else f"{said.counted}{failed}", file=sys.stderr)
    elif not arguments.quiet and report.done:
        print("; ".join(filter(None, (report.done, said.counted))), file=summary)
    sys.stdout.flush()
    return FINDINGS if is_failed else OK


def make_manner(arguments: argparse.Namespace) -> Manner:
    """How who gave these arguments is told of findings."""
    call = () if arguments.profile else find_call()  # a profile is another one each time
    name, say_so = _name_manner(arguments), partial(say, arguments=arguments)
    return Manner(name, say_so, call, is_for_people=arguments.format == "text", is_quiet=arguments.quiet)


def _name_manner(arguments: argparse.Namespace) -> str:
    wanted = arguments.format, sorted(arguments.rule or ()), arguments.limit, arguments.verbose
    return repr((*wanted, has_colour(), name_program(sys.orig_argv[0], sys.argv[0])))


def say(report: Report, arguments: argparse.Namespace) -> Account:
    """What is told of the findings of a report."""
    from microsite.diagnostics import reports  # what nothing has moved of was said before

    found = with_program(report.diagnostics)
    told, text_of = select(found, arguments), make_reader(report.sources)
    if arguments.format == "text":
        text = _render_text(told, text_of, arguments)
    else:
        compared = report.compared
        compared = compared.of_rules(arguments.rule) if compared and arguments.rule else compared
        text = reports.FORMATS[arguments.format](told, text_of, compared)
    notes = sum(one.severity is Severity.INFO and one.rule not in ALWAYS for one in found)
    counted = reports.summarize(found)
    if notes and _is_short(arguments):
        counted += f": -v shows {'it' if notes == 1 else 'them'}"  # those that a short report leaves out
    return Account(_name_manner(arguments), text, counted)


def _is_short(arguments: argparse.Namespace) -> bool:
    return arguments.format in FOR_PEOPLE and not arguments.verbose and not arguments.rule


def select(found: Sequence[Diagnostic], arguments: argparse.Namespace) -> tuple[Diagnostic, ...]:
    """Those that somebody wants to be told of."""
    if arguments.rule:
        return tuple(one for one in found if one.rule in arguments.rule)
    if _is_short(arguments):
        return tuple(one for one in found if one.severity <= Severity.WARNING or one.rule in ALWAYS)
    return tuple(found)


def tell_text(told: Sequence[Diagnostic], sources: Iterable[Source], arguments: argparse.Namespace) -> None:
    """Print findings for people, in full or by rule."""
    sys.stderr.write(_render_text(told, make_reader(sources), arguments))


def make_reader(sources: Iterable[Source]) -> TextByPath:
    """What gives the text of a source by its path."""
    source_by_path = {source.path: source for source in sources}

    def text_of(path: str) -> str:
        try:
            return source_by_path[path].data.decode("utf-8", "replace")
        except (KeyError, UsageError):  # no text, or one that somebody has changed or deleted in the meantime
            return ""

    return text_of


def with_program(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics with hints that call this program as it was called."""
    program = name_program(sys.orig_argv[0], sys.argv[0])
    return tuple(
        one._replace(hint=one.hint.replace(_PROGRAM, program)) if _PROGRAM in one.hint else one for one in found
    )


def name_program(python: str, script: str) -> str:
    """What calls this program again: `python` is how Python was called, `script` what it runs."""
    python = "python" if Path(python).is_absolute() else python
    if Path(script).name == "build.py":
        return f"{quote(python)} {quote(script)}"
    is_module = Path(script).parts[-2:] == ("microsite", "__main__.py")
    return f"{quote(python)} -m microsite" if is_module else "microsite"


def _render_text(told: Sequence[Diagnostic], text_of: TextByPath, arguments: argparse.Namespace) -> str:
    """Findings in full one after the other, or by rule if there are many, or if somebody limits them."""
    limit = arguments.limit
    if not (arguments.verbose or arguments.rule):
        brief = [one for one in told if one.severity > Severity.WARNING]
        full = [one for one in told if one.severity <= Severity.WARNING]
        if brief:
            return _render_text(full, text_of, arguments) + terminal.render_brief(brief, colour=has_colour())
    if limit is None and (arguments.verbose or len(told) <= FULL):
        return terminal.render_text(told, text_of, colour=has_colour(), is_whole=arguments.verbose)
    from microsite.diagnostics.grouped import render_grouped  # hardly ever needed

    return render_grouped(told, text_of, limit=limit or FIRST, colour=has_colour())


def has_colour(stream: TextIO | None = None) -> bool:
    """True where colours are seen and wanted (no-color.org); on stderr, if nothing else is named."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def is_terminal(stream: TextIO | None = None) -> bool:
    """True where somebody looks at it, stderr if nothing else is named, with something that can go back in a line."""
    return (stream or sys.stderr).isatty() and os.environ.get("TERM") != "dumb"
