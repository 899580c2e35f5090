"""The terms of the glossary, read from a table that people filled in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from microsite.build import intake
from microsite.build.report import Report
from microsite.commands import options, parsers
from microsite.commands.parsers import Parser
from microsite.commands.printing import tell
from microsite.commands.project import find_root
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Severity, has_errors
from microsite.files.disk import read_argument
from microsite.files.tree import read_tree, write_sources
from microsite.glossary.imports import Rewrite, plan_import
from microsite.glossary.table import to_utf8
from microsite.model.decode import TABLE_BOUND
from microsite.model.source import Source

_ABOUT = """\
import reads a table of terms (CSV) and adds or updates content/glossary/*.md.

The table is glossary.csv of the built site, edited in a spreadsheet program: a
row for each key, and for each language the columns term.de, short.de, forms.de
and so on. The texts of a list stand between “ | ”; a “|” or “\\” that is none
has a “\\” before it. A text that begins with = + - @ has an apostrophe before it,
so that nothing computes it; it is taken off again.

Only the lines of fields that differ are written anew: texts, comments and other
fields stay as they are. A row or column that is left out changes nothing, nor do
the empty cells of a language that has no file. A term is deleted by hand. If
anything is wrong with the table, all of it is told, and no file is touched.
"""
_EXAMPLES = (
    ("import glossary.csv", "reads back what a build wrote as output/glossary.csv"),
    ("import glossary.csv --dry-run", "tells what would change, and writes nothing"),
)
_NOTES = """\
saving the table:
  Excel         “CSV UTF-8”, with commas or with semicolons; “Unicode Text” is read too
  LibreOffice   “Text CSV”, character set Unicode (UTF-8)
"""


def make_parser(program: str) -> Parser:
    """The parser of what is done with the terms of the glossary."""
    given = (*options.REPORTING, options.DRY_RUN)
    parser = parsers.make_parser(program, _ABOUT, given, examples=_EXAMPLES, notes=_NOTES)
    parser.add_argument("action", type=options.one_of("action", ("import",)), help="import")
    parser.add_argument("file", metavar="FILE", help="the table, as a spreadsheet program saves it")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Import a table, and return the exit status."""
    path, is_dry = Path(arguments.file), arguments.dry_run
    return tell(import_terms(find_root(arguments), path, strict=arguments.strict, is_dry=is_dry), arguments)


def import_terms(root: Path, path: Path, *, strict: bool, is_dry: bool = False) -> Report:
    """Bring the terms of a table into the glossary; `imports` says how. A dry run only says what it would do.

    If anything is wrong, nothing is written. Raises `UsageError` if the disk does not let us.
    """
    hint = "name a table of terms: glossary.csv of the built site"
    table = to_utf8(Source(path.as_posix(), "", read_argument(path, TABLE_BOUND, hint)))
    tree = read_tree(root)
    sources = (*tree.sources, table)
    config, found = intake.read_config(tree.sources)
    if config is None:
        return Report(grade(found, {}, strict=strict), sources)
    changes, problems = plan_import(table, [locale.key for locale in config.languages], tree.sources)
    # What cannot be read, such as a link, cannot be written either.
    unread = (one for one in tree.problems if one.span and _lies_above(one.span.path, changes))
    problems += tuple(one._replace(severity=Severity.ERROR) for one in unread)
    graded = grade(problems, config.rules, strict=strict)
    if has_errors(graded):
        return Report(graded, sources)
    if not is_dry:
        write_sources(root, {change.path: change.data for change in changes})
    said = _summarize(changes)
    return Report(graded, sources, f"{said}\nnothing was written: this is a dry run" if is_dry and changes else said)


def _lies_above(path: str, changes: Sequence[Rewrite]) -> bool:
    return any(f"{change.path}/".startswith(f"{path}/") for change in changes)


def _summarize(changes: Sequence[Rewrite]) -> str:
    """What changes, on a line for each language: terms that are new, terms with other fields, fields that go."""
    by_locale: dict[str, dict[str, list[str]]] = {}
    for change in sorted(changes):
        key, _, locale = Path(change.path).stem.rpartition(".")
        kept = [name for name in change.fields if name not in change.removed]
        told = by_locale.setdefault(locale, {"added": [], "changed": [], "removed": []})
        if not change.fields:
            told["added"].append(key)
        for what, names in (("changed", kept), ("removed", change.removed)):
            if names:
                told[what].append(f"{key} ({', '.join(names)})")
    lines = [
        f"{locale}: " + "; ".join(f"{len(names)} {what}: {', '.join(names)}" for what, names in told.items() if names)
        for locale, told in sorted(by_locale.items())
    ]
    return "\n".join(lines) or "nothing to write"
