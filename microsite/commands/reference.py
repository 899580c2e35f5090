"""The reference for editors, printed from the tables that the code itself goes by."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from microsite.commands import parsers
from microsite.commands.parsers import Parser
from microsite.commands.printing import OK
from microsite.content.fields.config import CONFIG_FIELDS
from microsite.content.fields.known import FIELD_TYPES, FIELDS_BY_TYPE
from microsite.diagnostics.problems import RULES
from microsite.model.kinds import KINDS, Field

_ABOUT = "Print the tables of front matter, group files, site.yaml and rules."
_EXAMPLES = (("", "needs no site"),)


def make_parser(program: str) -> Parser:
    """The parser of a command that has no options."""
    return parsers.make_parser(program, _ABOUT, (), examples=_EXAMPLES)


def run(_arguments: argparse.Namespace) -> int:
    """Print it, and return the exit status."""
    print(render_reference(), end="")
    return OK


def render_reference() -> str:
    """Markdown: the fields of each kind's texts and group files, of site.yaml, their types, and the rules."""
    blocks = []
    for kind in KINDS.values():
        blocks += [f"### `content/{kind.folder}/<key>.<language>.md`", _fields(kind.front_matter)]
        blocks += [f"### `content/{kind.folder}/<key>.yaml`", _fields(kind.group_file)]
    blocks += ["### `content/site.yaml`", _fields(CONFIG_FIELDS)]
    for name, fields in FIELDS_BY_TYPE.items():
        blocks += [f"### In a field of type `{name}`", _fields(fields)]
    types = [(f"`{name}`", doc) for name, doc in sorted(FIELD_TYPES.items())]
    blocks += ["### Types", _table(("type", "what to write"), types)]
    blocks += ["### Rules", _rules()]
    return "\n\n".join(blocks) + "\n"


def _fields(fields: Sequence[Field]) -> str:
    rows = [(_name(field), "required" if field.required else "", f"`{field.type}`", field.doc) for field in fields]
    return _table(("field", "", "type", "meaning"), rows)


def _name(field: Field) -> str:
    return f"`{field.name}`" + "".join(f" (or `{other}`)" for other in field.also)


def _rules() -> str:
    rows = [
        (f"`{name}`", rule.severity.word + (", always" if rule.fixed else ""), rule.doc)
        for name, rule in sorted(RULES.items())
    ]
    return _table(("rule", "severity", "meaning"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
