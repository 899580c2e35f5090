"""What gives an entry another key, and leads its former addresses to the new ones."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from microsite.build.report import Report
from microsite.commands import options, parsers
from microsite.commands.parsers import Parser
from microsite.commands.printing import OK, tell
from microsite.commands.project import find_names, find_root
from microsite.commands.stock import Stock, choose_entries, take_stock
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, has_errors
from microsite.files.disk import UsageError
from microsite.files.moving import move_sources
from microsite.model.kinds import HOME, KIND_BY_FOLDER, KINDS
from microsite.model.layout import CONTENT, find_name, find_owner, find_place, fold
from microsite.model.site import GroupKey
from microsite.site.groups import date_of_key
from microsite.site.renaming import Library, Renaming, find_addresses, find_taken, make_group, plan_renaming
from microsite.translation.freshness import Standing

_ABOUT = """\
Give an entry another key: its texts in all languages, its group file and its
folder get the new name, and whatever names it follows: links, menus, related
terms, key figures. Its former addresses lead to the new ones (aliases).
Nothing is overwritten.
"""
_EXAMPLES = (
    ("press/2025-11-16-opening press/2025-11-16-first-day", "a release, in all languages"),
    ("glossary/quay pier --dry-run", "tells what would be done with a term"),
)
_OPTIONS = (
    options.DRY_RUN._replace(help="tell what would be moved and written, and do nothing"),
    *options.REPORTING,
)


def make_parser(program: str) -> Parser:
    """The parser of what gives an entry another key."""
    parser = parsers.make_parser(program, _ABOUT, _OPTIONS, examples=_EXAMPLES)
    parser.add_argument("key", metavar="KEY", help="the entry, by key or file")
    parser.add_argument("new", metavar="NEWKEY", help="its new key, with its folder or without")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Rename it, and return the exit status."""
    root = find_root(arguments)
    stock = take_stock(root, drafts=True)
    if isinstance(stock, Report):
        return tell(stock, arguments)
    unread = grade([one for one in stock.problems if _is_of_unread(one, stock)], {}, strict=False)
    if has_errors(unread):  # it may name the entry
        return tell(Report(unread, tuple(stock.sources.values())), arguments)
    standing = _find(stock, find_names(arguments, [arguments.key]))
    new = _read_key(standing, arguments.new, stock)
    library = _make_library(stock)
    group = (standing.kind, standing.key)
    _refuse_taken(library, group, new)
    plan = plan_renaming(library, group, new)
    if isinstance(plan, str):
        raise UsageError(f"the aliases of “{plan}” cannot be written without changing other lines", "add them there")
    if not arguments.dry_run:
        move_sources(root, plan.moves, plan.written)
    _say(standing, new, plan, arguments)
    return OK


def _is_of_unread(found: Diagnostic, stock: Stock) -> bool:
    """True of what keeps a file from being read at all."""
    path = found.span.path if found.span else ""
    return path not in stock.sources or (path in stock.manuscripts and path not in stock.prose_by_path)


def _find(stock: Stock, names: Sequence[str]) -> Standing:
    """The one entry of a name. Raises `UsageError` if there is none, or if there are several."""
    found = [standing for standing, _ in choose_entries(stock.standings, names, is_all=False)]
    if len(found) > 1:
        hint = f"name it with its folder: {found[0].name}"
        raise UsageError(f"“{names[0]}” names {len(found)} entries, and one is renamed at a time", hint)
    if (found[0].kind, found[0].key) == HOME:
        hint = "title: is what readers see of it; the key of any other entry can be changed"
        raise UsageError(f"“{found[0].name}” is the page at the root of each language, by that name", hint)
    return found[0]


def _read_key(standing: Standing, written: str, stock: Stock) -> str:
    """The new key of an entry, as people write it. Raises `UsageError` for what cannot be one."""
    folder, _, key = find_name(written).rpartition("/") if not written.endswith("/") else ("", "", "")
    kind = KINDS[standing.kind]
    if folder not in ("", kind.folder):
        said = "holds entries of another kind" if folder in KIND_BY_FOLDER else "is not a folder of entries"
        hint = f"rename {standing.name} {kind.folder}/{key if key != standing.key else f'{key}-2'}"
        raise UsageError(f"“{standing.name}” stays in its folder: {folder}/ {said}", hint)
    languages = [locale.key for locale in stock.config.languages]
    place, problems = find_place(f"{CONTENT}{kind.folder}/{key}.{languages[0]}.md", languages)
    if place is None or not key:
        hint = next((one.hint for one in problems), "").removeprefix("call it ").partition(".")[0]
        message = f"“{key}” cannot be a key, which is made of letters, digits, hyphens and underscores"
        raise UsageError(message, f"rename {standing.name} {kind.folder}/{hint}" if hint else "")
    if key == standing.key:
        raise UsageError(f"“{standing.name}” has that key already", "name another one")
    if fold(key) == fold(standing.key):
        hint = "give it another name first, and then this one"
        raise UsageError(f"“{key}” differs in capital letters alone, and some disks take both names for one", hint)
    rival = next((path for path in stock.sources if _is_of(path, standing.kind, key)), "")
    if rival:
        raise UsageError(f"“{rival}” is there already, and nothing is overwritten", "choose another key")
    _refuse_dateless(standing, key)
    return key


def _is_of(path: str, kind: str, key: str) -> bool:
    owner = find_owner(path)
    return owner is not None and owner[0] == kind and fold(owner[1]) == fold(key)


def _refuse_dateless(standing: Standing, key: str) -> None:
    """Raises `UsageError` if the day of an entry is nowhere but in its key, and would be lost."""
    day = date_of_key(standing.key)
    is_told = standing.data.date or all(text.entry and text.entry.date for text in standing.texts.values())
    if KINDS[standing.kind].is_dated and day and not is_told and date_of_key(key) is None:
        hint = f"keep the day: {day.isoformat()}-{key}, or write date: {day.isoformat()} into its group file first"
        raise UsageError(f"the day of “{standing.name}” is in its key alone", hint)


def _make_library(stock: Stock) -> Library:
    made = {
        (one.kind, one.key): group
        for one in stock.standings
        if (group := make_group(stock.config, (one.kind, one.key), one.data, one.texts))
    }
    return Library(stock.config, stock.sources, made, stock.manuscripts, stock.prose_by_path)


def _refuse_taken(library: Library, group: GroupKey, new: str) -> None:
    """Raises `UsageError` if something else has one of the new addresses."""
    taken = find_taken(library, group)
    for pairs in find_addresses(library.config, library.groups[group], new).values():
        for address in pairs.values():
            if address in taken:
                owner = f"“{taken[address]}” has it" if taken[address] else "it is that of a list"
                raise UsageError(f"the new address “{address}” is not free: {owner}", "choose another key")


def _say(standing: Standing, new: str, plan: Renaming, arguments: argparse.Namespace) -> None:
    """Tell in a line what was done, of a dry run each file; and what is left to do."""
    folder = KINDS[standing.kind].folder
    if arguments.dry_run:
        print("\n".join(f"would move {old} to {path}" for old, path in plan.moves.items()))
        print("\n".join(f"would change {path}" for path in plan.written))
    elif not arguments.quiet:
        files = f"{len(plan.moves)} file{'s' if len(plan.moves) > 1 else ''} moved"
        others = f", {len(plan.changed)} more changed" if plan.changed else ""
        print(f"renamed {standing.name} to {folder}/{new}: {files}{others}")
    for path, line, column, *_ in plan.left:
        print(f"{path}:{line}:{column}: this link names {standing.name}, and is yours to change", file=sys.stderr)
