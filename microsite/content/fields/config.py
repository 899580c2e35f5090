"""The fields of content/site.yaml and their readers."""

from __future__ import annotations

import re
from typing import Any, get_args

from microsite.content.fields.figures import check_figure_name
from microsite.content.fields.table import FieldType, Reading, choice, read_record, read_text, read_texts
from microsite.content.yaml.nodes import Items, Node, Scalar, Table, shown
from microsite.diagnostics.problems import RULES, Severity
from microsite.model.entries import Direction, Event, Locale, Organization
from microsite.model.kinds import KIND_BY_FOLDER, KINDS, Field
from microsite.model.names import is_device
from microsite.model.policies import GlossaryUse, KeyFigures, MentionPolicy, MissingPolicy

SEVERITIES = (*(severity.word for severity in Severity), "ignore")
POLICIES: tuple[str, ...] = get_args(MissingPolicy)
DIRECTIONS: tuple[str, ...] = get_args(Direction)
MENTIONS: tuple[str, ...] = get_args(MentionPolicy)

CONFIG_FIELDS = (
    Field("title", "language-text", "Name of the site.", required=True),
    Field("motto", "language-text", "One line below the name."),
    Field("base_url", "base-url", "Where the site will stand; may have a path. A slash is added.", required=True),
    Field("languages", "languages", "The languages by key, in the switcher's order; see Languages.", required=True),
    Field("source_language", "language", "The language that texts are translated from; the first if absent."),
    Field("navigation", "texts", "Menu: `press`, `glossary`, or keys of pages."),
    Field("footer", "texts", "Menu at the foot of every page, as `navigation`."),
    Field("page_size", "count", "Releases on one page of the press list; 20 if absent."),
    Field("feed_size", "count", "Releases in a feed; 20 if absent."),
    Field("missing", "missing", "What stands in for a translation, by kind: nothing (`omit`) or the `source`."),
    Field(
        "rules", "rules", "Severity by rule, or by rule and language: `error`, `warning`, `info`, `ignore`; see Rules."
    ),
    Field("organization", "organization", "Who publishes the site: `name`, `url`, `email`."),
    Field("event", "event", "What it is about: `name`, `start`, `end`, `place`, `venue`."),
    Field("contact", "contact", "Whom the press may ask, where a release names nobody: `name`, `email`, `phone`."),
    Field("boilerplate", "paragraphs", "About the organization, below each release; a blank line parts paragraphs."),
    Field("key_figures", "key-figures", "What the home page shows: `from` a group, the names to `show`."),
    Field("translations", "translations", "How up to date they must be, and who is told: `min_fresh`, `dashboard`."),
    Field("gate", "gate", "What an entry needs to go public, by kind: `languages`, `fresh`, `checks`."),
    Field("downloads", "endings", "Endings of files that texts may lead to, beside the usual ones; see Downloads."),
    Field("glossary", "glossary-use", "How texts are linked to the glossary by themselves: `mentions`, `headings`."),
)
LANGUAGE_FIELDS = (
    Field("tag", "tag", "Tag on the web (BCP 47); the key if absent."),
    Field("locale", "locale", "Identifier in CLDR, for dates, numbers and sorting; the tag's if absent."),
    Field("name", "language-name", "The language's name in itself.", required=True),
    Field("direction", "direction", "`ltr` or `rtl`; the language's own if absent."),
)
ORGANIZATION_FIELDS = (
    Field("name", "language-text", "Its name.", required=True),
    Field("url", "url", "Its own site."),
    Field("email", "email", "Its address."),
)
EVENT_FIELDS = (
    Field("name", "language-text", "Its name.", required=True),
    Field("start", "date", "First day.", required=True),
    Field("end", "date", "Last day, inclusive; the first if absent."),
    Field("place", "language-text", "The city.", required=True),
    Field("venue", "language-text", "The building."),
)
KEY_FIGURES_FIELDS = (
    Field("from", "group", "The group that has them, as `press/<key>`.", required=True),
    Field("show", "figure-names", "Their names, in order.", required=True),
)
GLOSSARY_FIELDS = (
    Field(
        "mentions", "mentions", "The first mention of a term in each `section` (if absent), on each `page`, or `off`."
    ),
    Field("headings", "flag", "`true`: mentions in headings are linked, too."),
)

_KEY = re.compile("[a-z]{2,3}(?:-[a-z0-9]+)*")
_TAG = (  # RFC 5646 §2.1, without the grandfathered tags and those of private use alone
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)
_COUNT = re.compile("[1-9][0-9]{0,5}")
_GROUP = re.compile(r"(?P<folder>[^/]+)/(?P<key>[^/.]+)")


def read_languages(node: Node, name: str, reading: Reading) -> tuple[Locale, ...] | None:
    """Read the languages, in order; None if one cannot be used. Reports `config-invalid`: keys, tags, two alike."""
    if not isinstance(node, Table):
        reading.tell_type("languages", node, name)
        return None
    locales: list[Locale] = []
    first: dict[str, Scalar] = {}
    told = len(reading.found)
    for key, item in node.entries:
        if not _KEY.fullmatch(key.text):
            message = f"{shown(key.text)} cannot be a language's key: small letters and hyphens, as in de or zh-hant"
            hint = f"write {key.text.lower()}" if _KEY.fullmatch(key.text.lower()) else ""
            reading.tell("config-invalid", message, key.span, hint)
        elif is_device(key.text):
            message = f"{shown(key.text)} cannot be a language's key: Windows has a device of that name, and no folder"
            reading.tell("config-invalid", message, key.span, f"write {key.text}-1, and tag: {key.text}")
        locale = _read_language(key, item, f"{name}.{key.text}", reading)
        if locale:
            locales.append(locale)
            twin = first.setdefault(locale.tag.lower(), key)
            if twin is not key:
                message = f"{shown(twin.text)} and {shown(key.text)} have the same tag “{locale.tag}”"
                reading.tell("config-invalid", message, key.span, "give each language its own tag", (twin.span,))
    is_usable = len(locales) == len(node.entries) and all(d.rule == "field-unknown" for d in reading.found[told:])
    return tuple(locales) if is_usable else None


def _read_language(key: Scalar, node: Node, name: str, reading: Reading) -> Locale | None:
    from microsite.i18n.formats import direction, is_locale

    if isinstance(node, Scalar) and node.is_empty:
        node = Table((), key.span)
    told = len(reading.found)
    values = read_language_settings(node, name, reading)
    if values is None:
        return None
    tag = values.get("tag", key.text)
    babel = values.get("locale", tag.replace("-", "_"))
    if "locale" not in values and len(reading.found) == told and not is_locale(babel):
        message = f"“{name}”: CLDR has no locale “{babel}” for the tag “{tag}”"
        reading.tell("config-invalid", message, key.span, "name one, such as locale: zh_Hans_CN")
        return None
    return Locale(key.text, tag, babel, values["name"], values.get("direction") or direction(babel))


def read_language_settings(node: Node, name: str, reading: Reading) -> dict[str, Any] | None:
    """Read what is written of one language; None if its name is missing."""
    return read_record(node, name, reading, "language-settings", LANGUAGE_FIELDS)


def read_tag(node: Node, name: str, reading: Reading) -> str | None:
    """Read a well-formed language tag (BCP 47). Reports `config-invalid`."""
    tag = read_text(node, name, reading)
    if tag is None or _is_tag(tag):
        return tag
    hint = f"write {tag.replace('_', '-')}" if _is_tag(tag.replace("_", "-")) else "write one such as zh-Hans"
    reading.tell("config-invalid", f"“{name}” is no language tag (BCP 47): {shown(tag)}", node.span, hint)
    return None


def _is_tag(text: str) -> bool:
    return bool(re.fullmatch(_TAG, text, re.IGNORECASE))


def read_locale(node: Node, name: str, reading: Reading) -> str | None:
    """Read an identifier that Babel has data for. Reports `config-invalid`."""
    from microsite.i18n.formats import is_locale

    locale = read_text(node, name, reading)
    if locale is None or is_locale(locale):
        return locale
    underscored = locale.replace("-", "_")
    hint = f"write {underscored}" if is_locale(underscored) else "write one such as zh_Hans_CN"
    reading.tell("config-invalid", f"“{name}”: CLDR has no locale {shown(locale)}", node.span, hint)
    return None


def read_language(node: Node, name: str, reading: Reading) -> str | None:
    """Read the key of one of the site's languages. Reports `language-unknown`."""
    key = read_text(node, name, reading)
    if key is None or key in reading.languages:
        return key
    message = f"“{name}”: the site has no language {shown(key)}"
    reading.tell("language-unknown", message, node.span, choice(key, reading.languages))
    return None


def read_direction(node: Node, name: str, reading: Reading) -> str | None:
    """Read which way a language is written. Reports `config-invalid`."""
    return _read_word(node, name, reading, DIRECTIONS)


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
    for key, _ in node.entries if isinstance(node, Table) else ():
        if key.text in RULES and RULES[key.text].fixed:
            message = f"“{key.text}” is always an error: without it no page can be trusted"
            reading.tell("config-invalid", message, key.span, "delete the line")
    return {rule: word for rule, word in (severities or {}).items() if not RULES[rule.partition(" ")[0]].fixed}


def _read_severities(node: Node, name: str, reading: Reading) -> dict[str, str] | None:
    """Words by rule; of a rule that has one for each language, by the rule, a space and the language."""
    if not isinstance(node, Table):
        return _read_words(node, name, reading, "rules", keys=RULES, words=SEVERITIES)
    plain = node._replace(entries=tuple(pair for pair in node.entries if not isinstance(pair[1], Table)))
    severities = _read_words(plain, name, reading, "rules", keys=RULES, words=SEVERITIES) or {}
    for key, item in node.entries:
        if isinstance(item, Table):
            languages = dict.fromkeys(sorted(reading.languages))
            found = _read_words(item, f"{name}.{key.text}", reading, "rules", keys=languages, words=SEVERITIES) or {}
            if key.text not in RULES:
                message = f"“{name}” has nothing called {shown(key.text)}"
                reading.tell("config-invalid", message, key.span, choice(key.text, RULES))
            else:
                severities |= {f"{key.text} {language}": word for language, word in found.items()}
    return severities


def _read_words(
    node: Node, name: str, reading: Reading, type_name: str, *, keys: dict[str, Any], words: tuple[str, ...]
) -> dict[str, str] | None:
    if not isinstance(node, Table):
        reading.tell_type(type_name, node, name)
        return None
    values: dict[str, str] = {}
    for key, item in node.entries:
        if key.text not in keys:
            message = f"“{name}” has nothing called {shown(key.text)}"
            reading.tell("config-invalid", message, key.span, choice(key.text, keys))
        else:
            word = _read_word(item, f"{name}.{key.text}", reading, words)
            if word is not None:
                values[key.text] = word
    return values


def _read_word(node: Node, name: str, reading: Reading, words: tuple[str, ...]) -> str | None:
    word = read_text(node, name, reading)
    if word is None or word in words:
        return word
    reading.tell("config-invalid", f"“{name}” cannot be {shown(word)}", node.span, choice(word, words))
    return None


def read_organization(node: Node, name: str, reading: Reading) -> Organization | None:
    """Read who publishes the site."""
    values = read_record(node, name, reading, "organization", ORGANIZATION_FIELDS)
    return Organization(**values) if values else None


def read_event(node: Node, name: str, reading: Reading) -> Event | None:
    """Read what the site is about. Reports `config-invalid` if it ends before it begins."""
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
        message = f"“{name}” is no folder of content/ and a key: {shown(text)}"
        reading.tell("config-invalid", message, node.span, "write press/ and the key: press/2025-11-16-opening")
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
    """Read how texts are linked to the glossary."""
    values = read_record(node, name, reading, "glossary-use", GLOSSARY_FIELDS)
    return None if values is None else GlossaryUse(**values)


def read_mentions(node: Node, name: str, reading: Reading) -> str | None:
    """Read which mentions of a term are linked. Reports `config-invalid`."""
    return _read_word(node, name, reading, MENTIONS)


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
        "an organization with its name", "{name: Talent, url: https://talent.example/}", read_organization
    ),
    "event": FieldType(
        "an event with name, start and place",
        "{name: Talent, start: 2025-11-15, end: 2025-11-16, place: Chongqing}",
        read_event,
    ),
    "group": FieldType("a folder of content/ and a key", "press/2025-11-16-opening", read_group),
    "figure-names": FieldType("a list of names of figures", "[graduates, share]", read_figure_names),
    "key-figures": FieldType(
        "a group and the names of its figures", "{from: press/2025-11-16-opening, show: [graduates]}", read_key_figures
    ),
    "glossary-use": FieldType("a mapping of what is linked", "{mentions: page, headings: true}", read_glossary_use),
    "mentions": FieldType("section, page or off", "page", read_mentions),
}
