"""What a command prints: findings, a line of summary, and the exit status that they mean."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from microsite.build.project import Report
from microsite.diagnostics import reports, terminal
from microsite.diagnostics.problems import Diagnostic, Severity, has_errors
from microsite.diagnostics.terminal import FIRST, FULL, TextByPath
from microsite.files.disk import UsageError

OK, FINDINGS = 0, 1

FOR_PEOPLE = frozenset({"text", "github"})
"""The formats that leave out what is only worth knowing, unless somebody asks for it."""


ALWAYS = frozenset({"held-back"})
"""The rules of what people always want to know: that something does not show."""


def tell(report: Report, arguments: argparse.Namespace, failed: str = "; nothing was written") -> int:
    """Print a report and return the exit status that it means; `failed` says what came of errors."""
    source_by_path = {source.path: source for source in report.sources}

    def text_of(path: str) -> str:
        try:
            return source_by_path[path].data.decode("utf-8", "replace")
        except (KeyError, UsageError):  # no text, or one that somebody has changed or deleted in the meantime
            return ""

    told, compared = report.diagnostics, report.compared
    if arguments.rule:
        told = tuple(diagnostic for diagnostic in told if diagnostic.rule in arguments.rule)
        compared = compared and compared.of_rules(arguments.rule)
    elif arguments.format in FOR_PEOPLE and not arguments.verbose:
        told = tuple(one for one in told if one.severity <= Severity.WARNING or one.rule in ALWAYS)
    if arguments.format == "text":
        sys.stderr.write(_render_text(told, text_of, arguments))
        summary = sys.stdout
    else:
        sys.stdout.write(reports.FORMATS[arguments.format](told, text_of, compared))
        summary = sys.stderr
    for reason in report.reasons:
        print(reason, file=summary)
    if report.profile:
        print(report.profile, file=summary)
    is_failed = has_errors(report.diagnostics)
    if is_failed:
        print(f"{reports.summarize(report.diagnostics)}{failed}", file=sys.stderr)
    elif not arguments.quiet and report.done:
        counted = reports.summarize(report.diagnostics)
        print(f"{report.done}; {counted}" if report.diagnostics else report.done, file=summary)
    sys.stdout.flush()
    return FINDINGS if is_failed else OK


def _render_text(told: Sequence[Diagnostic], text_of: TextByPath, arguments: argparse.Namespace) -> str:
    """Findings in full one after the other, or by rule if there are many, or if somebody limits them."""
    limit = arguments.limit
    if not (arguments.verbose or arguments.rule):
        brief = [one for one in told if one.severity > Severity.WARNING]
        full = [one for one in told if one.severity <= Severity.WARNING]
        if brief:
            return _render_text(full, text_of, arguments) + terminal.render_brief(brief, colour=has_colour())
    if limit is None and (arguments.verbose or len(told) <= FULL):
        return terminal.render_text(told, text_of, colour=has_colour())
    from microsite.diagnostics.grouped import render_grouped  # hardly ever needed

    return render_grouped(told, text_of, limit=limit or FIRST, colour=has_colour())


def has_colour(stream: TextIO | None = None) -> bool:
    """True where colours are seen and wanted (no-color.org); on stderr, if nothing else is named."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def is_terminal(stream: TextIO | None = None) -> bool:
    """True where somebody looks at it, stderr if nothing else is named, with something that can go back in a line."""
    return (stream or sys.stderr).isatty() and os.environ.get("TERM") != "dumb"
