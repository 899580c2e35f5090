"""What records that translations are up to date."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from microsite.build.report import Report
from microsite.checks.entry import review
from microsite.checks.sides import Case, Side
from microsite.commands import options, parsers
from microsite.commands.options import Option
from microsite.commands.parsers import Parser
from microsite.commands.printing import tell
from microsite.commands.project import find_languages, find_names, find_root
from microsite.commands.stock import Stock, choose_entries, take_stock
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, Severity, Span, has_errors, is_error, problem
from microsite.diagnostics.terminal import name_files
from microsite.files.disk import UsageError
from microsite.files.tree import write_sources
from microsite.translation.acks import Edits, plan_acks, plan_trivial
from microsite.translation.freshness import Standing

_SENTENCE = 12
"""The least number of characters of a line that is looked at: sentences of Chinese are that short."""

_ABOUT = """\
Record in the front matter of translations that they are up to date with their
sources (translated_from). Only the lines of that field change. Drafts, texts
with [[gaps]] and passages that nobody has translated are not up to date: such
a text is refused, and with --all left out.

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
        refused = {} if is_trivial else dict(_find_unfinished(stock, standing, wanted))
        problems += (_refuse(standing, locale, why, is_all=is_all) for locale, why in refused.items())
        found, told = plan([standing], wanted - refused.keys(), stock.sources, frozenset(known))
        edits |= found
        problems += (one._replace(severity=Severity.ERROR) for one in told)
    graded = grade(problems, {}, strict=strict)
    done = "" if has_errors(graded) else _write_edits(root, edits)
    return Report(graded, tuple(stock.sources.values()), done)


# ---- what is not finished ----------------------------------------------------------------------------------------


def _find_unfinished(stock: Stock, standing: Standing, locales: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The translations of which nobody can say that they are up to date, each with the reason."""
    for locale in locales:
        if locale in standing.texts and locale != standing.source:
            entry = standing.entry(locale)
            if entry.draft:
                yield locale, "it is a draft"
            elif entry.unwritten:
                yield locale, f"{' and '.join(entry.unwritten)} not yet written"
            elif standing.has_new_gaps(locale):
                yield locale, "it still has [[gaps]] where the source has none"
            elif lines := _find_untranslated(stock, standing, locale):
                yield locale, f"line {lines[0]} is not translated" + f", and {len(lines) - 1} more" * (len(lines) > 1)


def _find_untranslated(stock: Stock, standing: Standing, locale: str) -> list[int]:
    """The lines of passages that are those of the source, as far as that is certain."""
    source = standing.texts.get(standing.source)
    if source is None or not _share_lines(
        *(stock.prose_by_path[one.path].text for one in (source, standing.texts[locale]))
    ):
        return []
    sides = []
    for key in (standing.source, locale):
        one = stock.config.locale(key)
        manuscript = stock.manuscripts[standing.texts[key].path].with_data()
        sides.append(Side(standing.entry(key), manuscript.source, one.tag, one.babel))
    case = Case(standing.name, sides[0], (sides[1],), standing.data.figures, stock.config.names, is_source_known=True)
    found = grade(review(case), stock.config.rules, strict=False)
    return [one.span.line for one in found if one.rule == "untranslated" and is_error(one) and one.span]


def _share_lines(text: str, other: str) -> bool:
    """True if texts have a line in common that may be a sentence; most have none, and need not be compared."""
    return any(len(line) >= _SENTENCE for line in {*text.splitlines()} & {*other.splitlines()})


def _refuse(standing: Standing, locale: str, why: str, *, is_all: bool) -> Diagnostic:
    """That a translation is not recorded: an error of one that is named; who means all does not mean it."""
    verb = "is left out" if is_all else "cannot be up to date"
    hint = f"finish it, then run python build.py ack {standing.name} --lang {locale}"
    span = Span(standing.texts[locale].path)
    told = problem("translation-unconfirmed", f"this translation {verb}: {why}", span, hint=hint)
    return told._replace(severity=Severity.WARNING if is_all else Severity.ERROR, is_doubted=is_all)


def _write_edits(root: Path, edits: Edits) -> str:
    changed = write_sources(root, dict(sorted(edits.items())))
    return f"recorded in {name_files(changed)}" if changed else "nothing to record"
