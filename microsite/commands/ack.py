"""What records that translations are up to date."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from microsite.build.report import Report
from microsite.commands import options, parsers
from microsite.commands.options import Option
from microsite.commands.parsers import Parser
from microsite.commands.printing import tell
from microsite.commands.project import find_languages, find_names, find_root
from microsite.commands.stock import choose_entries, take_stock
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Severity, Span, has_errors, problem
from microsite.diagnostics.terminal import name_files
from microsite.files.disk import UsageError
from microsite.files.tree import write_sources
from microsite.translation.acks import Edits, plan_acks, plan_trivial

_ABOUT = """\
Record in the front matter of translations that they are up to date with their
sources (translated_from). Only the lines of that field change.

With --trivial, record in the sources instead that their last edits, such as a
corrected misprint, change nothing for the translations (unchanged_since).
"""
_EXAMPLES = (
    ("press/2025-11-16-opening --lang zh", "the Chinese translation says the same"),
    ("press/2025-11-16-opening --trivial", "only a misprint was put right"),
    ("--all", "all translations of all entries"),
)
_OPTIONS = (
    options.LANG,
    Option(("--all",), "all entries"),
    Option(("--trivial",), "the source has not changed in meaning"),
    *options.REPORTING,
)


def make_parser(program: str) -> Parser:
    """The parser of what records that translations are up to date."""
    parser = parsers.make_parser(program, _ABOUT, _OPTIONS, examples=_EXAMPLES)
    parser.add_argument("keys", metavar="KEY", nargs="*", help="entries, by key or file")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Record it, and return the exit status."""
    if bool(arguments.keys) == arguments.all:
        raise UsageError("ack needs keys, or --all", "name keys or files: ack press/2025-11-16-opening --lang zh")
    report = acknowledge(
        find_root(arguments),
        find_names(arguments, arguments.keys),
        arguments.lang,
        is_all=arguments.all,
        is_trivial=arguments.trivial,
        strict=arguments.strict,
    )
    return tell(report, arguments)


def acknowledge(
    root: Path, names: Sequence[str], languages: str | None, *, is_all: bool, is_trivial: bool, strict: bool
) -> Report:
    """Record that translations are up to date, or (trivial) that their sources have changed in nothing that matters.

    `names` are of entries; `languages` is what `--lang` names, all of them if it names none. If anything is wrong,
    nothing is written. Raises `UsageError` for what the site does not have, or if the disk does not let us.
    """
    stock = take_stock(root, drafts=True)
    if isinstance(stock, Report):
        return stock
    known = [locale.key for locale in stock.config.languages]
    chosen = set(find_languages(languages or "", known)) or set(known)
    edits: Edits = {}
    problems = list(stock.problems)
    for standing, own in choose_entries(stock.standings, () if is_all else names, is_all=is_all):
        wanted = {own} if own and own != standing.source else chosen
        if standing.source not in standing.texts and not is_all:
            message = f"{standing.name} has no text in {standing.source}, its source language"
            missing = problem("translation-missing", message, Span(next(iter(standing.texts.values())).path))
            problems.append(missing._replace(severity=Severity.ERROR))
        plan = plan_trivial if is_trivial else plan_acks
        found, told = plan([standing], wanted, stock.sources, frozenset(known))
        edits |= found
        problems += (one._replace(severity=Severity.ERROR) for one in told)
    graded = grade(problems, {}, strict=strict)
    done = "" if has_errors(graded) else _write_edits(root, edits)
    return Report(graded, tuple(stock.sources.values()), done)


def _write_edits(root: Path, edits: Edits) -> str:
    changed = write_sources(root, dict(sorted(edits.items())))
    return f"recorded in {name_files(changed)}" if changed else "nothing to record"
