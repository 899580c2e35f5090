"""The readers of fields that only terms have: wordings to avoid, status, the rule for upper and lower case."""

from __future__ import annotations

from microsite.content.fields.callings import choice, find_near
from microsite.content.fields.table import FieldType, Reading, read_record, read_words
from microsite.content.yaml.nodes import Items, Node, Scalar, one_line, shown
from microsite.model.kinds import Field

FORBIDDEN_FIELDS = (
    Field("wording", "text", "The wording to avoid.", required=True),
    Field("reason", "text", "Why not."),
)
STATUSES = ("proposed", "approved", "deprecated")
CASES = ("any", "exact")

Located = tuple[str, str, int, int, int]
"""Where a text of a field stands: (field, text, line, column, length)."""


def read_forbidden(node: Node, name: str, reading: Reading) -> tuple[tuple[str, str], ...] | None:
    """Read a list of (wording, reason), each written as a text or a mapping; of two alike, the first."""
    if not isinstance(node, Items):
        reading.tell_type("forbidden", node, name)
        return None
    found = [read_wording(item, f"{name}[{number}]", reading) for number, item in enumerate(node.items, start=1)]
    return tuple({one[0]: one for one in reversed(found) if one}.values())[::-1]


def read_wording(node: Node, name: str, reading: Reading) -> tuple[str, str] | None:
    """Read one wording and its reason, "" if there is none."""
    if isinstance(node, Scalar):
        text = read_words(node, name, reading)
        return None if text is None else (text, "")
    values = read_record(node, name, reading, "wording", FORBIDDEN_FIELDS)
    return (values["wording"], values.get("reason", "")) if values else None


def read_status(node: Node, name: str, reading: Reading) -> str | None:
    """Read how far a term has got."""
    return _read_word(node, name, reading, "status", STATUSES)


def read_case(node: Node, name: str, reading: Reading) -> str | None:
    """Read whether small and capital letters matter."""
    return _read_word(node, name, reading, "case", CASES)


def _read_word(node: Node, name: str, reading: Reading, type_name: str, words: tuple[str, ...]) -> str | None:
    if isinstance(node, Scalar) and node.text.strip() in words:
        return node.text.strip()
    meant = find_near(node.text.strip(), words) if isinstance(node, Scalar) else ""
    if isinstance(node, Scalar) and node.text.strip() and not meant:  # an example might be the opposite
        message = f"“{name}” must be {reading.types[type_name].doc}; here it is the text {shown(node.text)}"
        reading.tell("field-type", message, node.span, choice(node.text, words))
    else:
        reading.tell_type(type_name, node, name, meant)
    return None


def find_places(field: str, node: Node) -> tuple[Located, ...]:
    """Where the texts of a field stand; of a mapping in a list, the first of its texts."""
    if isinstance(node, Scalar):
        return ((field, one_line(node.text), node.span.line, node.span.column, node.span.length),)
    inner = node.items if isinstance(node, Items) else tuple(value for name, value in node.entries if _is_wording(name))
    return tuple(place for item in inner for place in find_places(field, item))


def _is_wording(name: Scalar) -> bool:
    return name.text == FORBIDDEN_FIELDS[0].name


TYPES: dict[str, FieldType] = {
    "forbidden": FieldType(
        "a list of wordings, with reasons or without",
        "[quay party, {wording: dock fest, reason: means another feast}]",
        read_forbidden,
    ),
    "wording": FieldType(
        "a text, or a mapping with wording and reason",
        "{wording: dock fest, reason: means something else}",
        read_wording,
    ),
    "status": FieldType("proposed, approved or deprecated", "approved", read_status),
    "case": FieldType("any or exact", "exact", read_case),
}


LONGEST = 200
"""Characters of a wording: what is longer is a sentence. It bounds how many wordings can end at one place of a text."""


def is_matchable(text: str) -> bool:
    """True if a text can have this wording: it has a letter or a digit, and is no sentence."""
    return len(text) <= LONGEST and any(map(str.isalnum, text))
