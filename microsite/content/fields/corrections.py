"""The reader of a group file's corrections."""

from __future__ import annotations

from microsite.content.fields.table import FieldType, Reading, read_record
from microsite.content.yaml.nodes import Items, Node
from microsite.model.entries import Correction
from microsite.model.kinds import Field

CORRECTION_FIELDS = (
    Field("date", "date", "The day on which it was put right.", required=True),
    Field("text", "language-text", "What was wrong, and what is right.", required=True),
)


def read_corrections(node: Node, name: str, reading: Reading) -> tuple[Correction, ...] | None:
    """Read a list of corrections, in the order written."""
    if not isinstance(node, Items):
        reading.tell_type("corrections", node, name)
        return None
    found = [read_correction(item, f"{name}[{number}]", reading) for number, item in enumerate(node.items, start=1)]
    return tuple(one for one in found if one)


def read_correction(node: Node, name: str, reading: Reading) -> Correction | None:
    """Read one correction of a list."""
    values = read_record(node, name, reading, "correction", CORRECTION_FIELDS)
    return None if values is None else Correction(**values, line=node.span.line)


TYPES: dict[str, FieldType] = {
    "corrections": FieldType(
        "a list of corrections", "[{date: 2025-11-17, text: There are 12 berths.}]", read_corrections
    ),
    "correction": FieldType("a day and a text", "{date: 2025-11-17, text: There are 12 berths.}", read_correction),
}
