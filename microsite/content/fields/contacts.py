"""The readers of whom to ask, of how one mails and calls them, and of where letters go."""

from __future__ import annotations

from collections.abc import Callable

from microsite.content.fields.addresses import read_file
from microsite.content.fields.table import FieldType, Reading, read_record, written_so
from microsite.content.yaml.nodes import Fields, Node, Scalar, one_line, shown
from microsite.model.config import PostalAddress
from microsite.model.entries import Contact
from microsite.model.kinds import Field
from microsite.model.slips import find_mailbox, find_number, is_mailbox, is_number

CONTACT_FIELDS = (
    Field("name", "language-text", "A person or an office.", required=True),
    Field("email", "email", "Address for questions."),
    Field("phone", "phone", "Number with its country code."),
    Field("photo", "contact-file", "File of a picture in `content/contacts/`."),
)
PHOTOS = "content/contacts"
"""Where the photos of contacts lie: the same person is named by many releases."""

POSTAL_ADDRESS_FIELDS = (
    Field("street", "language-text", "Street and number."),
    Field("postal_code", "text", "The postal code."),
    Field("city", "language-text", "The city."),
    Field("region", "language-text", "A province or a state."),
    Field("country", "country", "The country, by its code (ISO 3166-1)."),
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


def read_photo(node: Node, name: str, reading: Reading) -> str | None:
    """Read the name of a picture in the folder of all contacts, as a path from the root. Reports `file-unsafe`."""
    return read_file(node, name, reading._replace(folder=PHOTOS))


def read_contact(node: Node, name: str, reading: Reading) -> Contact | None:
    """Read whom to ask."""
    values = read_record(node, name, reading, "contact", CONTACT_FIELDS)
    return Contact(**values, photo_place=_find_photo(node) if values.get("photo") else ()) if values else None


def _find_photo(node: Node) -> tuple[int, ...]:
    """Where a contact names its photo."""
    entries = node.entries if isinstance(node, Fields) else ()
    return next((value.span[1:] for key, value in entries if key.text == "photo"), ())


def read_postal_address(node: Node, name: str, reading: Reading) -> PostalAddress | None:
    """Read where letters go; None if nothing of it is written."""
    values = read_record(node, name, reading, "postal-address", POSTAL_ADDRESS_FIELDS)
    return PostalAddress(**values) if values else None


def read_country(node: Node, name: str, reading: Reading) -> str | None:
    """Read the code of a country; of its English name or another code, the hint is the one that is meant."""
    from microsite.i18n.tags import find_country  # with all of CLDR, which few sites need for this

    text = one_line(node.text) if isinstance(node, Scalar) else ""
    found = find_country(text)
    if found == text != "":
        return text
    if found:
        message = f"“{name}” must be the code of a country; here it is the text {shown(text)}"
        reading.tell("field-type", message, node.span, written_so(name, found))
    else:
        reading.tell_type("country", node, name)
    return None


TYPES: dict[str, FieldType] = {
    "email": FieldType("an e-mail address", "press@harbour.example", read_email),
    "phone": FieldType("a telephone number", "+49 30 123456", read_phone),
    "contact": FieldType(
        "a contact with name, email and phone", "{name: Press office, email: press@harbour.example}", read_contact
    ),
    "contact-file": FieldType(f"the name of a file in {PHOTOS}/", "weber.jpg", read_photo),
    "postal-address": FieldType(
        "a postal address", "{street: Quay 1, postal_code: 3011 AB, city: Rotterdam, country: NL}", read_postal_address
    ),
    "country": FieldType("the code of a country (ISO 3166-1)", "NL", read_country),
}
