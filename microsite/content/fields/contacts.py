"""The readers of whom to ask, and of how one mails and calls them."""

from __future__ import annotations

from collections.abc import Callable

from microsite.content.fields.table import FieldType, Reading, read_record, written_so
from microsite.content.yaml.nodes import Node, Scalar, one_line, shown
from microsite.model.entries import Contact
from microsite.model.kinds import Field
from microsite.model.slips import find_mailbox, find_number, is_mailbox, is_number

CONTACT_FIELDS = (
    Field("name", "language-text", "A person or an office.", required=True),
    Field("email", "email", "Address for questions."),
    Field("phone", "phone", "Number with its country code."),
)


def read_email(node: Node, name: str, reading: Reading) -> str | None:
    """Read an e-mail address."""
    return _read_reach(node, name, reading, "email", is_mailbox, find_mailbox)


def read_phone(node: Node, name: str, reading: Reading) -> str | None:
    """Read a telephone number, as people write it: what is no digit must not change whom a telephone calls."""
    return _read_reach(node, name, reading, "phone", is_number, find_number)


def _read_reach(
    node: Node, name: str, reading: Reading, type_name: str, is_one: Callable[[str], bool], find: Callable[[str], str]
) -> str | None:
    """Read what one mails or calls; of what is none, the hint is the one that is meant."""
    text = one_line(node.text) if isinstance(node, Scalar) else ""
    if is_one(text):
        return text
    if isinstance(node, Scalar) and find(text):
        what = reading.types[type_name].doc
        reading.tell(
            "field-type",
            f"“{name}” must be {what}; here it is the text {shown(text)}",
            node.span,
            written_so(name, find(text)),
        )
    else:
        reading.tell_type(type_name, node, name)
    return None


def read_contact(node: Node, name: str, reading: Reading) -> Contact | None:
    """Read whom to ask."""
    values = read_record(node, name, reading, "contact", CONTACT_FIELDS)
    return Contact(**values) if values else None


TYPES: dict[str, FieldType] = {
    "email": FieldType("an e-mail address", "press@harbour.example", read_email),
    "phone": FieldType("a telephone number", "+49 30 123456", read_phone),
    "contact": FieldType(
        "a contact with name, email and phone", "{name: Press office, email: press@harbour.example}", read_contact
    ),
}
