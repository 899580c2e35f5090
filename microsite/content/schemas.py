"""The tables of fields → JSON Schemas, by which editors complete and check YAML while it is written.

They are of draft 7: it is the newest that the YAML extension of VS Code, its language server in other editors, and the
editors of JetBrains all read in full. A schema refuses what is of a wrong type. What only the whole site can tell, such
as whether a picture exists, is for `check`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from microsite.content.fields.charts import CHART_FORMS
from microsite.content.fields.config import CONFIG_FIELDS, MENTIONS, POLICIES, SEVERITIES
from microsite.content.fields.known import FIELDS_BY_TYPE, LISTED, NAMED, TYPES
from microsite.content.fields.languages import DIRECTIONS
from microsite.content.fields.terms import CASES, STATUSES
from microsite.content.fields.topics import TOPIC
from microsite.diagnostics.problems import COMPARED, RULES
from microsite.model.kinds import KIND_BY_FOLDER, KINDS, Field
from microsite.model.theme import CORNERS, MOTIFS, NO_ARTWORK
from microsite.model.typefaces import TYPEFACES

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
FOLDER = ".vscode/schemas/"
"""Where a site has them."""

FRONT_MATTER = ".md"
"""What the name of the schema of a kind's front matter ends in; that of its group files has the folder's name alone."""

_COMMENT = "Written by microsite from its tables of fields; python build.py schema writes it anew."
_SCALAR = ["string", "number", "boolean"]
_RULES = "rules"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FIGURE = "^[a-z][a-z0-9_]*$"
_LANGUAGE = "^[a-z]{2,3}(-[a-z0-9]+)*$"


def make_schemas() -> dict[str, Schema]:
    """All schemas by name: `site`, and of each kind that of its group files and of its front matter."""
    schemas = {"site": _file("content/site.yaml", CONFIG_FIELDS)}
    for folder, kind in KIND_BY_FOLDER.items():
        schemas[folder] = _file(f"content/{folder}/<key>.yaml", kind.group_file)
        schemas[folder + FRONT_MATTER] = _file(f"content/{folder}/<key>.<language>.md", kind.front_matter)
    return schemas


def write_schemas() -> dict[str, bytes]:
    """The schemas of YAML files, which editors read, by their paths in a site."""
    return {
        f"{FOLDER}{name}.json": f"{json.dumps(schema, indent=1, ensure_ascii=False)}\n".encode()
        for name, schema in make_schemas().items()
        if not name.endswith(FRONT_MATTER)
    }


def _file(path: str, fields: Sequence[Field]) -> Schema:
    """The schema of a file; an empty one lacks nothing but what is required."""
    schema = _record(fields)
    if "required" not in schema and "allOf" not in schema:
        schema["type"] = ["object", "null"]
    definitions = {"definitions": _DEFINITIONS} if any(field.type == _RULES for field in fields) else {}
    return {"$schema": DRAFT, "$comment": _COMMENT, "title": path} | schema | definitions


def _record(fields: Sequence[Field]) -> Schema:
    """A mapping of these fields and no others. What nothing is written in is as good as absent."""
    required = [field for field in fields if field.required]
    schema: Schema = {
        "type": "object",
        "properties": {name: _field(field) for field in fields for name in (field.name, *field.also)},
        "additionalProperties": False,
    }
    single = [field.name for field in required if not field.also]
    if single:
        schema["required"] = single
    several = [[field.name, *field.also] for field in required if field.also]
    if several:
        schema["allOf"] = [{"oneOf": [{"required": [name]} for name in names]} for names in several]
    return schema


def _field(field: Field) -> Schema:
    schema = make_type(field.type)
    return {"description": field.doc} | (schema if field.required else _or_empty(schema))


def _or_empty(schema: Schema) -> Schema:
    """What may also be left empty."""
    if "anyOf" in schema:
        return schema | {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "enum" in schema:
        schema = schema | {"enum": [*schema["enum"], None]}
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return schema | {"type": [*types, "null"]}


def make_type(name: str) -> Schema:
    """The schema of a type of field."""
    if name in _SCHEMAS:
        wanted = TYPES[name]
        told = {"patternErrorMessage": f"write {wanted.doc}, such as {wanted.example}"}  # of YAML's language server
        return _SCHEMAS[name] | (told if "pattern" in _SCHEMAS[name] else {})
    record = _record(FIELDS_BY_TYPE[name])
    if name == "figures":
        return _mapping(_any_of(make_type("figure-value"), record), pattern=_FIGURE)
    if name == "gate":
        return _mapping(record, KINDS)
    if name in LISTED:
        return _list(_any_of(_OR_PLAIN[name], record) if name in _OR_PLAIN else record)
    if name in _OR_PLAIN:
        return _any_of(_OR_PLAIN[name], record)
    return _mapping(record) if name in NAMED else record


def _matching(pattern: str, *types: str) -> Schema:
    return {"type": list(types) or "string", "pattern": pattern}


def _one_of(words: Collection[str]) -> Schema:
    return {"type": "string", "enum": list(words)}


def _any_of(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _mapping(value: Schema, names: Iterable[str] = (), pattern: str = _LANGUAGE) -> Schema:
    """A mapping of values under these names, or under those of a pattern."""
    known = list(names)
    if known:
        return {"type": "object", "properties": dict.fromkeys(known, value), "additionalProperties": False}
    return {"type": "object", "propertyNames": {"pattern": pattern}, "additionalProperties": value}


def _letters(word: str) -> str:
    """A pattern of a word in small or capital letters."""
    return "".join(f"[{letter.upper()}{letter}]" for letter in word)


_TEXT = _matching(r"\S", *_SCALAR)
_LANGUAGE_TEXT = _any_of({"type": _SCALAR}, _mapping({"type": [*_SCALAR, "null"]}))
_BLANK = _any_of({"type": "null"}, _matching(r"^\s*$"))
_NAME = _any_of(_TEXT, _mapping({"type": [*_SCALAR, "null"]}) | {"not": {"additionalProperties": _BLANK}})
"""A text by language that says something in one of them."""
_COUNT = _any_of({"type": "integer", "minimum": 1, "maximum": 999_999}, _matching("^[1-9][0-9]{0,5}$"))
_FLAG = _any_of(
    {"type": "boolean"},
    _matching(f"^({'|'.join(map(_letters, ('true', 'false', 'yes', 'no', 'on', 'off')))})$"),
)
_SEVERITIES = "severities"
_DEFINITIONS = {_SEVERITIES: _any_of(_one_of(SEVERITIES), _mapping(_one_of(SEVERITIES)))}
_DIGEST = "[0-9a-f]{8}"
_FILE = _matching(r"^[^/\\<>\"|*:?]", "string", "number")

_SCHEMAS: Mapping[str, Schema] = {
    "text": _TEXT,
    "texts": _list(_TEXT),
    "flag": _FLAG,
    "language-text": _LANGUAGE_TEXT,
    "paragraphs": _LANGUAGE_TEXT,
    "language-name": _TEXT,
    "email": _matching("@"),
    "phone": _matching("[0-9]", "string", "number"),
    "date": _matching(rf"^\s*{_DAY}"),
    "moment": _matching(rf"^\s*{_DAY}"),
    "timezone": _matching(r"\S"),
    "slug": _matching(r"^[^\s/\\?#%<>\"|*:.]{1,100}$", "string", "number"),
    "aliases": _list(_matching("^/")),
    "file": _FILE,
    "theme-file": _FILE,
    "contact-file": _FILE,
    "menu-target": _TEXT,
    "one-colour": _matching("^ *(#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})|[A-Za-z]+) *$", "string", "number"),
    "typeface": _one_of(TYPEFACES),
    "corners": _one_of(CORNERS),
    "endings": _list(_matching("^[A-Za-z0-9]{1,16}$", *_SCALAR)),
    "url": _matching(rf"^{_letters('http')}[sS]?://[^\s]+$"),
    "base-url": _matching(rf"^{_letters('http')}[sS]?://[^\s?#]+$"),
    "figure-value": _any_of({"type": "number"}, _matching(r"[0-9]")),
    "unit": _TEXT,
    "currency": _matching(r"\S"),
    "country": _matching("^[A-Z]{2}$"),
    "decimals": _any_of({"type": "integer", "minimum": 0, "maximum": 9}, _matching("^[0-9]$")),
    "language": _matching(_LANGUAGE),
    "language-keys": _list(_matching(_LANGUAGE)),
    "tag": _matching("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"),
    "locale": _matching("^[A-Za-z]{2,8}(_[A-Za-z0-9]{1,8})*$"),
    "direction": _one_of(DIRECTIONS),
    "count": _COUNT,
    "missing": _mapping(_one_of(POLICIES), KINDS),
    _RULES: _mapping({}, RULES)
    | {
        "properties": {
            name: {"description": rule.doc, "allOf": [{"$ref": f"#/definitions/{_SEVERITIES}"}]}
            for name, rule in sorted(RULES.items())
            if not rule.fixed
        }
    },
    "group": _matching(rf"^({'|'.join(KIND_BY_FOLDER)})/[^/.]+$"),
    "figure-names": _list(_matching(_FIGURE)),
    "chart-figures": _list(_matching(_FIGURE)),
    "chart-form": _one_of(CHART_FORMS),
    "mentions": _one_of(MENTIONS),
    "topics": _list(_TEXT),
    "topic-names": _mapping(_NAME, pattern=f"^{TOPIC}$"),
    "status": _one_of(STATUSES),
    "case": _one_of(CASES),
    "digests": _list(_matching(f"^{_DIGEST}$", "string", "number")),
    "changes": _list(_matching(f"^{_DIGEST}={_DIGEST}$")),
    "ignored-rules": _mapping(_TEXT, sorted(COMPARED)),
    "percentages": _mapping(_any_of({"type": "integer", "minimum": 0, "maximum": 100}, _matching("^[0-9]{1,3}$"))),
}
"""The schemas of types that have no fields inside, and of those with names of their own in the place of fields."""

_OR_PLAIN: Mapping[str, Schema] = {
    "forbidden": _TEXT,
    "menu": _TEXT,
    "footer-notes": _LANGUAGE_TEXT,
    "colour": _SCHEMAS["one-colour"],
    "logo": _FILE,
    "artwork": _any_of(_one_of((*MOTIFS, NO_ARTWORK)), _matching(r"^[^/\\<>\"|*:?]+\.[A-Za-z0-9]+$")),
}
"""What may stand in the place of the fields of a type, or of an item of it."""
