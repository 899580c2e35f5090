"""The readers of menus, and of what stands below them at the foot of each page."""

from __future__ import annotations

from microsite.content.fields.addresses import read_url
from microsite.content.fields.table import FieldType, Reading, read_language_text, read_record, read_text, read_words
from microsite.content.yaml.nodes import Fields, Items, Node
from microsite.model.config import FooterNote, MenuEntry
from microsite.model.kinds import Field

MENU_FIELDS = (
    Field(
        "to",
        "menu-target",
        "`press`, `glossary`, the key of a page, or an address.",
        required=True,
        also=("page", "url"),
    ),
    Field(
        "label", "language-text", "What stands in the menu, one text or one by language; the title of a page if absent."
    ),
)
NOTE_FIELDS = (
    Field("text", "language-text", "One text, or one by language: it stands in these languages alone.", required=True),
    Field("url", "url", "Where it leads to."),
)


def read_menu(node: Node, name: str, reading: Reading) -> tuple[MenuEntry, ...] | None:
    """Read what a menu leads to, in order, each once."""
    if not isinstance(node, Items):
        reading.tell_type("menu", node, name)
        return None
    entries = [_read_entry(item, f"{name}[{number}]", reading) for number, item in enumerate(node.items, start=1)]
    return tuple({entry.to: entry for entry in reversed(entries) if entry}.values())[::-1]


def _read_entry(node: Node, name: str, reading: Reading) -> MenuEntry | None:
    if isinstance(node, Fields):
        values = read_record(node, name, reading, "menu-entry", MENU_FIELDS)
        return MenuEntry(**values) if values else None
    if isinstance(node, Items):
        reading.tell_type("menu-entry", node, name)
        return None
    word = read_words(node, name, reading)
    return MenuEntry(word) if word else None


def read_target(node: Node, name: str, reading: Reading) -> str | None:
    """Read the key of a page or a list, or the address of a page anywhere."""
    text = read_text(node, name, reading)
    is_address = bool(text) and ("://" in (text or "") or (text or "").startswith("www."))
    return read_url(node, name, reading) if is_address else text


def read_notes(node: Node, name: str, reading: Reading) -> tuple[FooterNote, ...] | None:
    """Read notes, in order: texts, or texts with an address."""
    if not isinstance(node, Items):
        reading.tell_type("footer-notes", node, name)
        return None
    notes = [_read_note(item, f"{name}[{number}]", reading) for number, item in enumerate(node.items, start=1)]
    return tuple(note for note in notes if note)


def _read_note(node: Node, name: str, reading: Reading) -> FooterNote | None:
    if isinstance(node, Items):
        reading.tell_type("footer-note", node, name)
        return None
    if isinstance(node, Fields) and not reading.languages.issuperset(key.text for key, _ in node.entries):
        values = read_record(node, name, reading, "footer-note", NOTE_FIELDS)
        return FooterNote(**values) if values else None
    text = read_language_text(node, name, reading)
    return FooterNote(text) if text else None


TYPES: dict[str, FieldType] = {
    "menu": FieldType(
        "a list of lists, pages and addresses",
        "[press, about, {to: https://tickets.example/, label: {de: Karten, en: Tickets, zh: 门票}}]",
        read_menu,
    ),
    "menu-entry": FieldType("the key of a page, or a mapping", "{to: about, label: {de: Wir, en: Us}}", _read_entry),
    "menu-target": FieldType("the key of a page, or an address", "https://tickets.example/", read_target),
    "footer-notes": FieldType(
        "a list of notes", "[{text: Supported by the city, url: https://city.example/}]", read_notes
    ),
    "footer-note": FieldType(
        "a text, or a mapping", "{text: {zh: 渝ICP备12345678号}, url: https://city.example/}", _read_note
    ),
}
