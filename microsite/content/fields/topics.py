"""The readers of topics: their names in site.yaml, and their keys in group files."""

from __future__ import annotations

import re

from microsite.content.fields.table import FieldType, Reading, read_language_text, read_text
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, shown
from microsite.model.entries import LanguageText, TopicUse

TOPIC = "[a-z0-9]+(-[a-z0-9]+)*"
"""The key of a topic, which is a part of addresses in all languages."""

_TOPIC = re.compile(TOPIC)


def read_topics(node: Node, name: str, reading: Reading) -> dict[str, LanguageText] | None:
    """Read topics by key, in the order written. Reports `config-invalid` for a key that no address can have."""
    if not isinstance(node, Fields):
        reading.tell_type("topic-names", node, name)
        return None
    topics: dict[str, LanguageText] = {}
    for key, item in node.entries:
        if not _TOPIC.fullmatch(key.text):
            meant = re.sub("[^a-z0-9]+", "-", key.text.lower()).strip("-")
            message = f"{shown(key.text)} cannot be the key of a topic: lower-case letters a to z, digits and “-”"
            reading.tell("config-invalid", message, key.span, f"write {meant}" if meant else "")
            continue
        text = read_language_text(item, f"{name}.{key.text}", reading)
        if text and any(text.values()):
            topics[key.text] = text
        elif text is not None:
            reading.tell_type("language-text", item, f"{name}.{key.text}")
    return topics


def read_topic_uses(node: Node, name: str, reading: Reading) -> tuple[TopicUse, ...] | None:
    """Read the keys of topics, each once, and where they stand."""
    if not isinstance(node, Items):
        reading.tell_type("topics", node, name)
        return None
    uses: dict[str, TopicUse] = {}
    for number, item in enumerate(node.items, start=1):
        key = read_text(item, f"{name}[{number}]", reading)
        if key is not None and isinstance(item, Scalar):
            span = item.span
            uses.setdefault(key, TopicUse(key, span.line, span.column, span.length))
    return tuple(uses.values())


TYPES: dict[str, FieldType] = {
    "topics": FieldType("a list of keys of topics", "[energy, traffic]", read_topic_uses),
    "topic-names": FieldType(
        "a mapping of keys to names, one text or one by language",
        "{energy: {de: Energie, en: Energy, zh: 能源}}",
        read_topics,
    ),
}
