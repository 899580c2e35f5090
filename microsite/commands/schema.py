"""Schemas by which editors complete and check YAML: printed, or written into the site."""

from __future__ import annotations

import argparse
import json

from microsite.commands import options, parsers
from microsite.commands.parsers import Parser
from microsite.commands.printing import OK
from microsite.commands.project import find_root
from microsite.content.schemas import make_schemas, write_schemas
from microsite.diagnostics.problems import did_you_mean
from microsite.files.disk import UsageError
from microsite.files.tree import write_sources

_ABOUT = """\
Write JSON Schemas for site.yaml and group files into .vscode/schemas/, by which
editors complete and check YAML while it is written. A new site has them; write
them anew after microsite was updated. With a name, print one of them.
"""
_EXAMPLES = (
    ("", "write all that editors read"),
    ("site", "print that of site.yaml"),
    ("press", "print that of the group files of releases; press.md is their front matter"),
)


def make_parser(program: str) -> Parser:
    """The parser of what writes schemas."""
    parser = parsers.make_parser(program, _ABOUT, (options.DRY_RUN, options.ROOT), examples=_EXAMPLES)
    parser.add_argument("name", metavar="NAME", nargs="?", help="site; a folder of content/, or that with .md")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Do it, and return the exit status."""
    root = find_root(arguments)
    schemas = make_schemas()
    if arguments.name is not None:
        if arguments.name not in schemas:
            hint = did_you_mean(arguments.name, schemas) or f"the schemas are {', '.join(schemas)}"
            raise UsageError(f"there is no schema “{arguments.name}”", hint)
        print(json.dumps(schemas[arguments.name], indent=2, ensure_ascii=False))
        return OK
    files = write_schemas()
    changed = tuple(files) if arguments.dry_run else write_sources(root, files)
    did = "would write" if arguments.dry_run else "wrote"
    print("\n".join(f"{did} {path}" for path in changed) or "nothing to write")
    return OK
