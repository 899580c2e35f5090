"""A new entry as a draft in every language, a translation to begin with, or a new language."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Mapping

from microsite.build.report import Report
from microsite.commands import options, parsers
from microsite.commands.joining import join
from microsite.commands.parsers import Parser
from microsite.commands.printing import OK, tell
from microsite.commands.project import find_languages, find_root, make_clock
from microsite.commands.stock import Stock, choose_entries, take_stock
from microsite.content.drafting import draft_entry, draft_translation, is_untouched, make_key
from microsite.diagnostics.problems import did_you_mean
from microsite.files.disk import UsageError
from microsite.files.tree import write_sources
from microsite.model.kinds import KIND_BY_FOLDER, KINDS
from microsite.model.layout import CONTENT

_ABOUT = """\
Write the files of a new entry: its group file, and a draft in each language.
Of an entry that there is, write a draft of its translation: the source's text,
to be written over. No existing file is overwritten.

new language adds a language to site.yaml, and says what it lacks.
"""
_EXAMPLES = (
    ('press "The fair is open"', "a release of today, in all languages"),
    ("term Shore --lang en", "a term, first in English"),
    ("press/2025-11-16-opening --lang fr", "the French translation of a release"),
    ("language fr", "French for the whole site"),
)
_OPTIONS = (
    options.LANG._replace(help="the language of the title, or of the translation"),
    options.NOW._replace(help="the day of a release, if it is not today's"),
    options.DRY_RUN._replace(help="tell what would be written, and write nothing"),
    *options.REPORTING,
)
_NAMES = {kind.name: kind for kind in KINDS.values()} | KIND_BY_FOLDER | {kind.noun: kind for kind in KINDS.values()}
"""The kinds by what people may call them: press; term, glossary; page, pages."""
_LANGUAGE = "language"


def make_parser(program: str) -> Parser:
    """The parser of what writes new entries."""
    parser = parsers.make_parser(program, _ABOUT, _OPTIONS, examples=_EXAMPLES)
    parser.add_argument(
        "what", metavar="KIND", help="press, term, page or language; or an entry to translate: press/KEY"
    )
    parser.add_argument("title", metavar="TITLE", nargs="?", help="the title of a new entry, or the tag of a language")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Write them, and return the exit status."""
    root = find_root(arguments)
    if arguments.what == _LANGUAGE:
        if arguments.title is None or arguments.lang is not None:
            raise UsageError("a new language needs its tag, and nothing else", "new language fr")
        return join(root, arguments.title, arguments)
    stock = take_stock(root, drafts=True)
    if isinstance(stock, Report):
        return tell(stock, arguments)
    found = _find_files(stock, arguments)
    tags = {path: manuscript.tag for path, manuscript in stock.manuscripts.items()}
    untouched = {path for path, tag in tags.items() if path in found and is_untouched((root / path).read_bytes(), tag)}
    present = next((path for path in found if (root / path).exists() and path not in untouched), "")
    if present:
        hint = "choose another title" if arguments.title is not None else "go on with that file, or delete it"
        raise UsageError(f"“{present}” is there already, and nothing is overwritten", hint)
    if not arguments.dry_run:
        write_sources(root, found)
    print("\n".join(f"{'would write' if arguments.dry_run else 'wrote'} {path}" for path in found))
    return OK


def _find_files(stock: Stock, arguments: argparse.Namespace) -> Mapping[str, bytes]:
    """The files to write by path. Raises `UsageError`."""
    config = stock.config
    known = [locale.key for locale in config.languages]
    languages = find_languages(arguments.lang or "", known)
    if arguments.title is not None:
        kind = _NAMES.get(arguments.what)
        if kind is None:
            hint = did_you_mean(arguments.what, [*_NAMES, _LANGUAGE]) or "the kinds are press, term and page"
            raise UsageError(f"there is no kind “{arguments.what}”", hint)
        title = " ".join(arguments.title.split())
        if not title or len(languages) > 1:
            raise UsageError("a new entry needs a title, in one language", 'new press "The fair is open" --lang en')
        source = languages[0] if languages else config.source_language
        today = datetime.date.fromtimestamp(make_clock(arguments)())  # noqa: DTZ012 - the day where they are
        key = make_key(title, config.locale(source), kind, today)
        return draft_entry(kind, key, title, source, config.languages)
    if arguments.what in _NAMES:
        raise UsageError("a new entry needs a title", f'new {arguments.what} "The fair is open"')
    if not languages:
        raise UsageError("a translation needs a language", f"new {arguments.what} --lang {known[-1]}")
    files: dict[str, bytes] = {}
    for standing, _ in choose_entries(stock.standings, [arguments.what], is_all=False):
        path = standing.texts[standing.source].path if standing.source in standing.texts else ""
        for language in languages:
            tag = config.locale(language).tag
            text = draft_translation(stock.manuscripts[path].with_data(), tag) if path else None
            if text is None:
                raise UsageError(f"“{standing.name}” has no text in its source language", "write that first")
            files[f"{CONTENT}{standing.name}.{language}.md"] = text
    return files
