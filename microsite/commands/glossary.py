"""The terms of the glossary, read from a table that people filled in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from microsite.build import pipeline
from microsite.build.project import Report
from microsite.commands import options
from microsite.commands.options import Parser
from microsite.commands.printing import tell
from microsite.commands.project import find_root
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Severity, has_errors
from microsite.files.disk import read_argument
from microsite.files.tree import read_tree, write_sources
from microsite.glossary.imports import Rewrite, plan_import
from microsite.model.decode import size_bound
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
_EXAMPLES = (("import glossary.csv", "reads back what a build wrote as output/glossary.csv"),)
_NOTES = """\
saving the table:
  Excel         “CSV UTF-8”, with commas or with semicolons; “Unicode Text” is read too
  LibreOffice   “Text CSV”, character set Unicode (UTF-8)
"""


def make_parser(program: str) -> Parser:
    """The parser of what is done with the terms of the glossary."""
    parser = options.make_parser(program, _ABOUT, options.REPORTING, examples=_EXAMPLES, notes=_NOTES)
    parser.add_argument("action", type=options.one_of("action", ("import",)), help="import")
    parser.add_argument("file", metavar="FILE", help="the table, as a spreadsheet program saves it")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Import a table, and return the exit status."""
    return tell(import_terms(find_root(arguments), Path(arguments.file), strict=arguments.strict), arguments)


def import_terms(root: Path, path: Path, *, strict: bool) -> Report:
    """Bring the terms of a table into the glossary; `importing` says how.

    If anything is wrong, nothing is written. Raises `UsageError` if the disk does not let us.
    """
    hint = "name a table of terms: glossary.csv of the built site"
    table = Source(path.as_posix(), "", read_argument(path, size_bound(path.as_posix()), hint))
    tree = read_tree(root)
    sources = (*tree.sources, table)
    config, found = pipeline.read_config(tree.sources)
    if config is None:
        return Report(grade(found, {}, strict=strict), sources)
    changes, problems = plan_import(table, [locale.key for locale in config.languages], tree.sources)
    # What cannot be read, such as a link, cannot be written either.
    unread = (one for one in tree.problems if one.span and _lies_above(one.span.path, changes))
    problems += tuple(one._replace(severity=Severity.ERROR) for one in unread)
    graded = grade(problems, config.rules, strict=strict)
    return Report(graded, sources, "" if has_errors(graded) else _write_terms(root, changes))


def _lies_above(path: str, changes: Sequence[Rewrite]) -> bool:
    return any(f"{change.path}/".startswith(f"{path}/") for change in changes)


def _write_terms(root: Path, changes: Sequence[Rewrite]) -> str:
    """Write what an import comes to, and say so."""
    write_sources(root, {change.path: change.data for change in changes})
    added = [Path(change.path).stem for change in changes if not change.fields]
    updated = [Path(change.path).stem for change in changes if change.fields]
    told = [f"{word} {', '.join(names)}" for word, names in (("added", added), ("updated", updated)) if names]
    return "; ".join(told) or "nothing to write"
