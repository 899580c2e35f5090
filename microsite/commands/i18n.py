"""The words of the templates: extract them, bring them into the PO files, check these."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path

from microsite.build import intake
from microsite.build.report import Report
from microsite.commands import options, parsers
from microsite.commands.parsers import Parser
from microsite.commands.printing import tell
from microsite.commands.project import find_root
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, has_errors
from microsite.diagnostics.terminal import name_files
from microsite.engine.crew import ALONE
from microsite.engine.memory import HeldBodies, Memory
from microsite.files.theme import overlay, read_theme
from microsite.files.tree import read_tree, write_sources
from microsite.i18n import updates
from microsite.i18n.pofile import read_pofile
from microsite.i18n.words import catalog_path, find_catalog
from microsite.model.entries import Locale
from microsite.model.source import Source
from microsite.model.words import Message
from microsite.render import design

_ABOUT = """\
Keep the words of the templates, which translators write into PO files.

extract writes locales/messages.pot: all words of the templates.
update also brings them into each locales/<language>/LC_MESSAGES/messages.po.
check tells which words a language misses; with --strict it fails.
"""
_EXAMPLES = (
    ("update", "new words into locales/"),
    ("check --strict", "in CI: no word may be missing"),
)
_ACTIONS = ("extract", "update", "check")


def make_parser(program: str) -> Parser:
    """The parser of what is done with the words of the templates."""
    parser = parsers.make_parser(program, _ABOUT, options.REPORTING, examples=_EXAMPLES)
    parser.add_argument("action", type=options.one_of("action", _ACTIONS), help="extract, update or check")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Do it, and return the exit status."""
    return tell(tend_words(find_root(arguments), arguments.action, strict=arguments.strict), arguments)


def tend_words(root: Path, action: str, *, strict: bool) -> Report:
    """Extract the words of the templates, update the PO files by them, or check these: what `action` says.

    If anything is wrong, nothing is written. Raises `UsageError` if the disk does not let us.
    """
    tree = read_tree(root)
    sources, problems = overlay(tree, read_theme(root)), tree.problems
    config, found = intake.read_config(sources)
    memory = Memory(HeldBodies())
    _, messages, wrong = design.check_templates(sources, memory, design.begin_design(sources, ALONE, memory))
    problems += found + wrong
    if config is None or has_errors(problems):
        return Report(grade(problems, {}, strict=strict), sources)
    if action == "check":
        _, words = design.read_catalogs(config, sources, messages, memory)
        done = f"{len({(one.context, one.id) for one in messages})} words in {len(config.languages)} languages"
    else:
        languages = config.languages if action == "update" else ()
        own = frozenset(source.path for source in tree.sources)
        words, changed = _write_words(root, sources, own, languages, messages)
        done = f"wrote {name_files(changed)}" if changed else "nothing to write"
    return Report(grade((*problems, *words), config.rules, strict=strict), sources, done)


def _write_words(
    root: Path,
    sources: Sequence[Source],
    own: Collection[str],
    languages: Sequence[Locale],
    messages: Sequence[Message],
) -> tuple[list[Diagnostic], tuple[str, ...]]:
    """Write messages.pot and the PO files of the languages, none if one cannot be read; and the paths that changed.

    A language without a file among the site’s `own` gets one, with what others, such as the theme, say for it.
    """
    source_by_path = {source.path: source for source in sources}
    written = {updates.TEMPLATE_PATH: updates.render_template_catalog(messages)}
    problems: list[Diagnostic] = []
    for locale in languages:
        found = find_catalog(locale, source_by_path)
        path, source = found if found in own else catalog_path(locale), source_by_path.get(found)
        problems += read_pofile(source)[1] if source else ()
        written[path] = updates.update_catalog(source, locale, messages)
    return problems, () if has_errors(problems) else write_sources(root, written)
