"""How far the translations are, and what has changed since."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from microsite.build.report import Report
from microsite.checks.entries import Reviews, find_failing, gated_kinds, review_entries
from microsite.commands import options, parsers
from microsite.commands.options import Option
from microsite.commands.parsers import Parser
from microsite.commands.printing import FINDINGS, OK, has_colour, tell, with_program
from microsite.commands.project import find_languages, find_names, find_root, make_clock
from microsite.commands.stock import Stock, choose_entries, take_stock
from microsite.content.texts import read_bare_text
from microsite.diagnostics import reports
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import has_errors
from microsite.engine.crew import ALONE
from microsite.engine.memory import HeldBodies, Memory
from microsite.files.history import find_versions, read_versions
from microsite.model.site import GroupKey
from microsite.model.source import Source
from microsite.translation import status
from microsite.translation.differences import (
    Former,
    differences_view,
    find_differences,
    find_former,
    find_recorded,
    render_differences,
)
from microsite.translation.freshness import Standing
from microsite.translation.gate import find_held

_ABOUT = """\
Tell how far the translations are: fresh, stale (the source has changed since, in
so many sections), unconfirmed (nobody has recorded what it was made from),
missing, a draft, unreadable, or extra (there is no source). What is not public
yet has a star.

With --diff, each section of the source that has changed since, with what it said
then if git knows, and that of the translation below it. Ends with 1 if a language
misses its min_fresh.
"""
_EXAMPLES = (
    ("", "all entries"),
    ("press/2025-11-16-opening --diff", "what has changed in one since"),
    ("--lang zh --format json", "for a program"),
)
_OPTIONS = (
    Option(("--diff",), "what has changed since, section by section"),
    options.LANG,
    options.DRAFTS,
    options.NOW,
    *options.REPORTING,
)


def make_parser(program: str) -> Parser:
    """The parser of how far translations are."""
    parser = parsers.make_parser(program, _ABOUT, _OPTIONS, examples=_EXAMPLES)
    parser.add_argument("paths", metavar="KEY", nargs="*", help="entries, by key, file or folder (default: all)")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Tell it, and return the exit status."""
    report, text, view = tell_status(
        find_root(arguments),
        find_names(arguments, arguments.paths),
        arguments.lang,
        make_clock(arguments)(),
        diff=arguments.diff,
        drafts=arguments.drafts,
        strict=arguments.strict,
    )
    if arguments.format == "json":
        print(reports.dump({**reports.json_view(with_program(report.diagnostics)), **view}), end="")
        return FINDINGS if has_errors(report.diagnostics) else OK
    if arguments.format == "text":
        print(text, end="")
        sys.stdout.flush()
    return tell(report, arguments, failed="")


def tell_status(
    root: Path, names: Sequence[str], languages: str | None, now: float, *, diff: bool, drafts: bool, strict: bool
) -> tuple[Report, str, dict[str, object]]:
    """What is wrong, and how far translations are, as text and as plain values; with `diff`, what has moved in them.

    Budgets are of whole languages, so that they are held only to all entries. Raises `UsageError` for what the site
    does not have.
    """
    stock = take_stock(root, drafts=drafts)
    if isinstance(stock, Report):
        return stock, "", {}
    known = [locale.key for locale in stock.config.languages]
    locales = find_languages(languages or "", known) or known
    named = choose_entries(stock.standings, names, is_all=not names)
    chosen = list({standing.name: standing for standing, _ in named}.values())
    fails = find_failing(stock.config, _review(stock, chosen))
    held = find_held(stock.config, chosen, now, fails)
    messages = {group: tuple(reason.message for reason in why) for group, why in held.reasons.items()}
    reasons = _with_past(root, chosen, messages, now)
    table = status.make_table(stock.config, chosen, reasons, locales)
    problems = [*stock.problems, *(() if names or diff else status.check_budgets(table, stock.config))]
    graded = grade(problems, stock.config.rules, strict=strict)
    report, view = Report(graded, tuple(stock.sources.values())), status.table_view(table)
    if not diff:
        return report, status.render_text(table), view
    stale = [standing for standing in chosen if any(standing.states[locale] == "stale" for locale in locales)]
    names_by_path = find_versions(root, [standing.texts[standing.source].path for standing in stale])
    moved = []
    for standing in chosen:
        prose = {locale: stock.prose_by_path[text.path] for locale, text in standing.texts.items()}
        former = _find_former(root, stock, standing, names_by_path, locales)
        moved.append((standing, tuple(find_differences(standing, prose, locales, former))))
    view["differences"] = differences_view(moved)
    colour = has_colour(sys.stdout)
    return report, "".join(render_differences(*one, colour=colour) for one in moved), view


def _with_past(
    root: Path, standings: Sequence[Standing], reasons: Mapping[GroupKey, tuple[str, ...]], now: float
) -> Mapping[GroupKey, tuple[str, ...]]:
    """Why entries are held back, and of those that were public by the history of git, when; unless that is meant."""
    meant = {(standing.kind, standing.key) for standing in standings if standing.data.released is False}
    asked = reasons.keys() - meant
    if not asked:
        return reasons
    from microsite.build.former import find_past  # with all that a build needs

    past = find_past(root, asked, now).public
    return {
        group: (*why, f"it was public in commit {past[group]}") if group in past else why
        for group, why in reasons.items()
    }


def _find_former(
    root: Path, stock: Stock, standing: Standing, names: Mapping[str, Sequence[str]], locales: Sequence[str]
) -> Mapping[str, Former]:
    """What the source of stale translations said when they were made, as far as it was committed."""
    source = standing.texts.get(standing.source)
    if source is None or not (recorded := find_recorded(standing, locales)):
        return {}
    manuscript = stock.manuscripts[source.path]
    versions = (
        read_bare_text(manuscript._replace(source=Source(source.path, "", data)))
        for _, data in read_versions(root, names.get(source.path, ()))
    )
    return find_former(recorded, versions)


def _review(stock: Stock, standings: Sequence[Standing]) -> Reviews:
    """What the checks find in these entries, as far as a gate asks."""
    kinds = gated_kinds(stock.config)
    return review_entries(stock.config, standings, stock.manuscripts, kinds, ALONE, Memory(HeldBodies()))
