"""A YAML file by its fields → the texts that it has by language, and lacks in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microsite.content.fields.known import FIELDS_BY_TYPE, LISTED, NAMED
from microsite.content.yaml.nodes import Fields, Items, Node
from microsite.model.kinds import Field
from microsite.values.named import NamedTuple

_BY_LANGUAGE = ("language-text", "paragraphs")


class Gap(NamedTuple):
    """A field without a text in a language: its name, such as `event.place`, and the line where it begins."""

    name: str
    line: int


def find_gaps(node: Node | None, fields: Sequence[Field], language: str, within: str = "") -> Iterator[Gap]:
    """The fields of a mapping, and of what is in it, that have a text by language and none in this one."""
    by_name = {spelling: field for field in fields for spelling in (field.name, *field.also)}
    for key, value in node.entries if isinstance(node, Fields) else ():
        field, name = by_name.get(key.text), f"{within}{key.text}"
        if field is None:
            continue
        if field.type in _BY_LANGUAGE:
            if isinstance(value, Fields) and all(one.text != language for one, _ in value.entries):
                yield Gap(name, key.span.line)
        elif field.type in FIELDS_BY_TYPE:
            for inner, record in _find_records(value, field.type):
                yield from find_gaps(record, FIELDS_BY_TYPE[field.type], language, f"{name}{inner}.")


def _find_records(node: Node, type_name: str) -> Iterator[tuple[str, Node]]:
    """The mappings of fields in a value, each with what tells it from the others."""
    if type_name in LISTED:
        items = node.items if isinstance(node, Items) else ()
        yield from ((f"[{number}]", item) for number, item in enumerate(items, start=1))
    elif type_name in NAMED:
        yield from ((f".{key.text}", item) for key, item in (node.entries if isinstance(node, Fields) else ()))
    else:
        yield "", node
