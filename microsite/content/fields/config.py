"""The fields of content/site.yaml and their readers."""

from __future__ import annotations

import re
from typing import Any, get_args

from microsite.content.fields.callings import choice
from microsite.content.fields.figures import check_figure_name
from microsite.content.fields.languages import (
    read_direction,
    read_language,
    read_language_settings,
    read_languages,
    read_locale,
    read_tag,
)
from microsite.content.fields.table import FieldType, Reading, is_empty, read_record, read_text, read_texts, read_word
from microsite.content.yaml.complaints import as_untied
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, shown
from microsite.diagnostics.problems import RULES, Severity
from microsite.model.config import Event, Organization
from microsite.model.kinds import KIND_BY_FOLDER, KINDS, Field
from microsite.model.policies import GlossaryUse, KeyFigures, MentionPolicy, MissingPolicy

SEVERITIES = (*(severity.word for severity in Severity), "ignore")
POLICIES: tuple[str, ...] = get_args(MissingPolicy)
MENTIONS: tuple[str, ...] = get_args(MentionPolicy)

CONFIG_FIELDS = (
    Field("title", "language-text", "Name of the site.", required=True),
    Field("motto", "language-text", "One line below the name."),
    Field("base_url", "base-url", "Where the site will stand; may have a path. A slash is added.", required=True),
    Field("languages", "languages", "The languages by key, in the switcher's order; see Languages.", required=True),
    Field("source_language", "language", "The language that texts are translated from; the first if absent."),
    Field("timezone", "timezone", "Time zone of moments that name none, such as `Europe/Berlin` (IANA)."),
    Field("navigation", "menu", "Menu: `press`, `glossary`, keys of pages, or addresses; see Menus."),
    Field("footer", "menu", "Menu at the foot of every page, as `navigation`."),
    Field("footer_notes", "footer-notes", "What stands below that menu, such as a sponsor; see Menus."),
    Field("theme", "theme", "What the site looks like: colours, typefaces, logo, artwork; see Theme."),
    Field("topics", "topic-names", "What releases are about, by key, each named by language; see Topics."),
    Field("page_size", "count", "Releases on the press list, the newest; 20 if absent. Years have pages of their own."),
    Field("feed_size", "count", "Releases in a feed; 20 if absent."),
    Field("missing", "missing", "What stands in for a translation, by kind: nothing (`omit`) or the `source`."),
    Field(
        "rules", "rules", "Severity by rule, or by rule and language: `error`, `warning`, `info`, `ignore`; see Rules."
    ),
    Field("organization", "organization", "Who publishes the site: `name`, `url`, `email`, `address`."),
    Field("event", "event", "The event: `name`, `start`, `end`, `place`, `venue`, `address`."),
    Field(
        "contact", "contact", "Contact for the press, unless a release has its own: `name`, `email`, `phone`, `photo`."
    ),
    Field("boilerplate", "paragraphs", "About the organization, below each release; blank lines separate paragraphs."),
    Field("key_figures", "key-figures", "What the home page shows: `from` a group, the names to `show`."),
    Field(
        "translations",
        "translations",
        "How fresh translations must be, and if a page tells: `min_fresh`, `dashboard`.",
    ),
    Field("gate", "gate", "What an entry needs to go public, by kind: `languages`, `fresh`, `checks`."),
    Field("downloads", "endings", "More endings of files that texts may link to; see Downloads."),
    Field("glossary", "glossary-use", "Which mentions of terms become links by themselves: `mentions`, `headings`."),
    Field("cms", "flag", "`true`: the site has an editor in the browser at `admin/`, which `cms` has written."),
    Field("search", "flag", "`true`: each language has a page that searches all of its texts; see Search."),
    Field("cards", "flag", "`true`: each page has a picture with its title for shared links; see Share cards."),
    Field("icons", "flag", "`true`: the icon of the theme comes in all forms that browsers ask for; see Icons."),
    Field("pdf", "flag", "`true`: each release is a PDF as well, for printing; see PDF."),
    Field("press_kit", "flag", "`true`: what the press may take along of each release, and vCards; see Press kit."),
)
ORGANIZATION_FIELDS = (
    Field("name", "language-text", "Its name.", required=True),
    Field("url", "url", "Its website."),
    Field("email", "email", "Its address."),
    Field("address", "postal-address", "Where letters go, for search engines."),
)
EVENT_FIELDS = (
    Field("name", "language-text", "Its name.", required=True),
    Field("start", "date", "First day.", required=True),
    Field("end", "date", "Last day, inclusive; the first if absent."),
    Field("place", "language-text", "The city.", required=True),
    Field("venue", "language-text", "The building."),
    Field("address", "postal-address", "Where that is, for search engines; its `city` is the `place` if absent."),
)
KEY_FIGURES_FIELDS = (
    Field("from", "group", "The group that has the figures, as `press/<key>`.", required=True),
    Field("show", "figure-names", "Their names, in order.", required=True),
)
GLOSSARY_FIELDS = (
    Field(
        "mentions", "mentions", "The first mention of a term in each `section` (if absent), on each `page`, or `off`."
    ),
    Field("headings", "flag", "`true`: mentions in headings are linked, too."),
)

_COUNT = re.compile("[1-9][0-9]{0,5}")
_GROUP = re.compile(r"(?P<folder>[^/]+)/(?P<key>[^/.]+)")


def read_count(node: Node, name: str, reading: Reading) -> int | None:
    """Read a whole number from 1. Reports `config-invalid`."""
    if isinstance(node, Scalar) and _COUNT.fullmatch(node.text):
        return int(node.text)
    if isinstance(node, Scalar) and re.fullmatch("-?[0-9]+", node.text):
        reading.tell("config-invalid", f"“{name}” must be 1 to 999999: {shown(node.text)}", node.span)
    else:
        reading.tell_type("count", node, name)
    return None


def read_missing(node: Node, name: str, reading: Reading) -> dict[str, str] | None:
    """Read the policy by kind. Reports `config-invalid`."""
    return _read_words(node, name, reading, "missing", keys=KINDS, words=POLICIES)


def read_rules(node: Node, name: str, reading: Reading) -> dict[str, str] | None:
    """Read the severity by rule, or by rule and language. Reports `config-invalid`, also of a rule that is fixed."""
    severities = _read_severities(node, name, reading)
    for key, _ in node.entries if isinstance(node, Fields) else ():
        if key.text in RULES and RULES[key.text].fixed:
            message = f"“{key.text}” is always an error: what it tells of is unsafe, or cannot be built"
            reading.tell("config-invalid", message, key.span, "delete the line")
    return {rule: word for rule, word in (severities or {}).items() if not RULES[rule.partition(" ")[0]].fixed}


def _read_severities(node: Node, name: str, reading: Reading) -> dict[str, str] | None:
    """Words by rule; of a rule that has one for each language, by the rule, a space and the language."""
    if not isinstance(node, Fields):
        return _read_words(node, name, reading, "rules", keys=RULES, words=SEVERITIES)
    plain = node._replace(entries=tuple(pair for pair in node.entries if not isinstance(pair[1], Fields)))
    severities = _read_words(plain, name, reading, "rules", keys=RULES, words=SEVERITIES) or {}
    for key, item in node.entries:
        if isinstance(item, Fields):
            languages = dict.fromkeys(sorted(reading.languages))
            found = _read_words(item, f"{name}.{key.text}", reading, "rules", keys=languages, words=SEVERITIES) or {}
            if key.text not in RULES:
                message = f"unknown key {shown(key.text)} in “{name}”"
                reading.tell("config-invalid", message, key.span, choice(key.text, RULES))
            else:
                severities |= {f"{key.text} {language}": word for language, word in found.items()}
    return severities


def _read_words(
    node: Node, name: str, reading: Reading, type_name: str, *, keys: dict[str, Any], words: tuple[str, ...]
) -> dict[str, str] | None:
    if not isinstance(node, Fields):
        reading.tell_type(type_name, node, name)
        return None
    values: dict[str, str] = {}
    for key, item in node.entries:
        if key.text not in keys:
            message = f"unknown key {shown(key.text)} in “{name}”"
            tight = as_untied(key.text, keys) if is_empty(item) else None
            reading.tell("config-invalid", message, key.span, tight.hint if tight else choice(key.text, keys))
        else:
            word = read_word(item, f"{name}.{key.text}", reading, words)
            if word is not None:
                values[key.text] = word
    return values


def read_organization(node: Node, name: str, reading: Reading) -> Organization | None:
    """Read the organization that publishes the site."""
    values = read_record(node, name, reading, "organization", ORGANIZATION_FIELDS)
    return Organization(**values) if values else None


def read_event(node: Node, name: str, reading: Reading) -> Event | None:
    """Read the event. Reports `config-invalid` if it ends before it begins."""
    values = read_record(node, name, reading, "event", EVENT_FIELDS)
    if not values:
        return None
    values.setdefault("end", values["start"])
    if values["end"] < values["start"]:
        reading.tell("config-invalid", f"“{name}” ends before it begins", node.span, f"write end: {values['start']}")
        return None
    return Event(**values)


def read_group(node: Node, name: str, reading: Reading) -> tuple[str, str] | None:
    """Read (kind, key) of a group written "press/<key>". Reports `config-invalid`."""
    text = read_text(node, name, reading)
    match = _GROUP.fullmatch(text or "")
    if match and match["folder"] in KIND_BY_FOLDER:
        return KIND_BY_FOLDER[match["folder"]].name, match["key"]
    if text is not None:
        message = f"“{name}” is not a folder of content/ and a key: {shown(text)}"
        key = text.rpartition("/")[2] or "2025-11-16-opening"
        hint = f"begin with the folder of content/ that it lies in: press/{key}"
        reading.tell("config-invalid", message, node.span, hint)
    return None


def read_figure_names(node: Node, name: str, reading: Reading) -> tuple[str, ...] | None:
    """Read names of figures, in order. Reports `figure-invalid`."""
    for item in node.items if isinstance(node, Items) else ():
        if isinstance(item, Scalar):
            check_figure_name(item, reading)
    return read_texts(node, name, reading)


def read_key_figures(node: Node, name: str, reading: Reading) -> KeyFigures | None:
    """Read which figures the home page shows."""
    values = read_record(node, name, reading, "key-figures", KEY_FIGURES_FIELDS)
    if values is None:
        return None
    kind, key = values["from"]
    return KeyFigures(kind, key, values["show"])


def read_glossary_use(node: Node, name: str, reading: Reading) -> GlossaryUse | None:
    """Read the rules by which texts are linked to the glossary."""
    values = read_record(node, name, reading, "glossary-use", GLOSSARY_FIELDS)
    return None if values is None else GlossaryUse(**values)


def read_mentions(node: Node, name: str, reading: Reading) -> str | None:
    """Read which mentions of a term are linked. Reports `config-invalid`."""
    return read_word(node, name, reading, MENTIONS)


TYPES: dict[str, FieldType] = {
    "languages": FieldType("a mapping of keys to languages", "{de: {name: Deutsch}}", read_languages),
    "language-settings": FieldType(
        "a mapping with the language's name",
        "{tag: zh-Hans, locale: zh_Hans_CN, name: 简体中文}",
        read_language_settings,
    ),
    "language-name": FieldType("the language's own name", "Deutsch", read_text),
    "language": FieldType("the key of a language", "de", read_language),
    "tag": FieldType("a language tag (BCP 47)", "zh-Hans", read_tag),
    "locale": FieldType("a locale of CLDR", "zh_Hans_CN", read_locale),
    "direction": FieldType("ltr or rtl", "rtl", read_direction),
    "count": FieldType("a whole number from 1", "20", read_count),
    "missing": FieldType("a mapping of kinds to policies", "{press: source, glossary: omit}", read_missing),
    "rules": FieldType("a mapping of rules to severities", "{alt-missing: error}", read_rules),
    "organization": FieldType(
        "an organization with its name", "{name: Harbour Days, url: https://harbour.example/}", read_organization
    ),
    "event": FieldType(
        "an event with name, start and place",
        "{name: Harbour Days, start: 2025-11-15, end: 2025-11-16, place: Rotterdam}",
        read_event,
    ),
    "group": FieldType("a folder of content/ and a key", "press/2025-11-16-opening", read_group),
    "figure-names": FieldType("a list of names of figures", "[visitors, share]", read_figure_names),
    "key-figures": FieldType(
        "a group and the names of its figures", "{from: press/2025-11-16-opening, show: [visitors]}", read_key_figures
    ),
    "glossary-use": FieldType("a mapping of what is linked", "{mentions: page, headings: true}", read_glossary_use),
    "mentions": FieldType("section, page or off", "page", read_mentions),
}
