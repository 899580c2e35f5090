"""A language that a site does not have yet → its lines in `site.yaml`, and how much is to be translated into it."""

from __future__ import annotations

import re

from microsite.content.fields.config import CONFIG_FIELDS
from microsite.content.gaps import Gap, find_gaps
from microsite.content.starter import Tongue
from microsite.content.yaml.adding import add_entry, find_mapping
from microsite.content.yaml.lines import write_item
from microsite.content.yaml.tree import compose
from microsite.i18n.tags import name_in_itself
from microsite.markup.blanks import blank_hidden
from microsite.model.entries import Entry, Prose

_REQUIRED = {field.name for field in CONFIG_FIELDS if field.required and field.type == "language-text"}
_WORD = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]|[^\W_]+(?:[-'’.,][^\W_]+)*")
_ADDRESS = re.compile(r"\]\([^()\s]*\)|<[^<>]*>")


def write_language(tongue: Tongue) -> str:
    """What `site.yaml` says of a language: `{tag: fr, locale: fr_FR, name: Français}`."""
    return write_item({"tag": tongue.tag, "locale": tongue.locale, "name": name_in_itself(tongue.tag)})


def add_language(text: str, tongue: Tongue, source: str) -> str | None:
    """`site.yaml` with a language behind all others; None if that cannot be written without touching more.

    The texts without which there is no site in that language, such as the title, begin as those of `source`.
    """
    changed = add_entry(text, ["languages"], tongue.key, write_language(tongue))
    for gap in find_config_gaps(changed or "", tongue.key):
        node = find_mapping(compose(_plain(changed or ""), "")[0], [gap.name])
        if changed and gap.name in _REQUIRED and node:
            said = {key.text: value for key, value in node.entries}
            begun = said.get(source) or next(iter(said.values()))
            changed = add_entry(changed, [gap.name], tongue.key, write_item(getattr(begun, "text", ""), "x: {y: {}}"))
    return changed


def find_config_gaps(text: str, language: str) -> list[Gap]:
    """What `site.yaml` says by language, and not in this one."""
    return [*find_gaps(compose(_plain(text), "")[0], CONFIG_FIELDS, language)]


def find_gaps_of_required(text: str, language: str) -> list[Gap]:
    """Those among them without which there is no site in that language."""
    return [gap for gap in find_config_gaps(text, language) if gap.name in _REQUIRED]


def count_words(entry: Entry, prose: Prose) -> int:
    """How many words somebody has to translate; of Chinese and Japanese, how many characters."""
    body = _ADDRESS.sub(" ", blank_hidden(prose.text))
    return sum(1 for text in (entry.title, entry.summary, body) for _ in _WORD.finditer(text))


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")
