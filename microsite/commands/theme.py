"""The files of the theme: which there are, and a copy of one to change."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from microsite.commands import options, parsers
from microsite.commands.parsers import Parser
from microsite.commands.printing import OK
from microsite.commands.project import find_root
from microsite.diagnostics.problems import did_you_mean
from microsite.files.disk import LOOKS, UsageError
from microsite.files.theme import find_theme, read_theme
from microsite.files.tree import write_sources
from microsite.model.source import Source

_ABOUT = """\
List the files of the theme, or copy one into the site, to be changed there.

A site uses the theme that microsite brings. A file in the site's templates/ or
locales/ takes the place of the theme's file of the same name.
"""
_EXAMPLES = (
    ("list", "all files of the theme; those that the site has itself are marked"),
    ("copy home.html", "write templates/home.html, which then counts"),
    ("copy assets", "a whole folder"),
)
_ACTIONS = ("list", "copy")


def make_parser(program: str) -> Parser:
    """The parser of what is done with the theme."""
    parser = parsers.make_parser(program, _ABOUT, (options.DRY_RUN, options.ROOT), examples=_EXAMPLES)
    parser.add_argument("action", type=options.one_of("action", _ACTIONS), help="list or copy")
    parser.add_argument("name", metavar="NAME", nargs="?", help="a file or a folder of the theme")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Do it, and return the exit status."""
    root = find_root(arguments)
    if (arguments.action == "copy") != bool(arguments.name):
        raise UsageError("copy needs a name, and list takes none", "theme copy home.html")
    theme = {source.path: source for source in read_theme(root).sources}
    if not theme:
        raise UsageError("this folder is the theme itself", "change the files of templates/ and locales/")
    if arguments.action == "list":
        for path in theme:
            print(f"{path}  (the site has its own)" if (root / path).exists() else path)
        return OK
    chosen = dict(_choose(theme, arguments.name.strip("/")))
    present = next((path for path in chosen if (root / path).exists()), "")
    if present:
        raise UsageError(f"“{present}” is there already, and nothing is overwritten", f"rename {present} first")
    if not arguments.dry_run:
        write_sources(root, {path: (find_theme() / path).read_bytes() for path in chosen})
    print("\n".join(f"{'would write' if arguments.dry_run else 'wrote'} {path}" for path in chosen))
    return OK


def _choose(theme: Mapping[str, Source], name: str) -> Iterator[tuple[str, Source]]:
    """The files of that name, or in a folder of that name. Raises `UsageError` if there are none."""
    names = (name, *(f"{folder}/{name}" for folder in reversed(LOOKS)))
    folders = tuple(f"{one}/" for one in names)
    found = [(path, source) for path, source in theme.items() if path in names or path.startswith(folders)]
    if not found:
        known = [path.partition("/")[2] for path in theme]
        raise UsageError(f"the theme has no file “{name}”", did_you_mean(name, known) or "theme list shows all files")
    yield from found
