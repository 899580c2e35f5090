"""The languages of content/site.yaml and their readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from microsite.content.fields.callings import choice
from microsite.content.fields.table import Reading, is_empty, read_record, read_text, read_word
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, shown
from microsite.model.entries import Direction, Locale
from microsite.model.kinds import Field
from microsite.model.names import is_device
from microsite.model.tongues import suggest_language

DIRECTIONS: tuple[str, ...] = get_args(Direction)

LANGUAGE_FIELDS = (
    Field("tag", "tag", "Tag on the web (BCP 47); the key if absent."),
    Field("locale", "locale", "Identifier in CLDR, for dates, numbers and sorting; the tag's if absent."),
    Field("name", "language-name", "The language's name in itself.", required=True),
    Field("direction", "direction", "`ltr` or `rtl`; the language's own if absent."),
)

_HARMLESS = ("field-unknown", "tag-unregistered")

_KEY = re.compile("[a-z]{2,3}(?:-[a-z0-9]+)*")

_TAG = (  # RFC 5646 §2.1, without the grandfathered tags and those of private use alone
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)


def read_languages(node: Node, name: str, reading: Reading) -> tuple[Locale, ...] | None:
    """Read the languages, in order; None if one cannot be used. Reports `config-invalid`: keys, tags, two alike.

    Tells of tags that nobody has registered (`tag-unregistered`).
    """
    if not isinstance(node, Fields):
        reading.tell_type("languages", node, name, _as_mapping(node))
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
            message = f"{shown(key.text)} cannot be a language's key: Windows reserves that name for a device"
            reading.tell("config-invalid", message, key.span, f"write {key.text}-1, and tag: {key.text}")
        locale = _read_language(key, item, f"{name}.{key.text}", reading)
        if locale:
            locales.append(locale)
            twin = first.setdefault(locale.tag.lower(), key)
            if twin is not key:
                message = f"{shown(twin.text)} and {shown(key.text)} have the same tag “{locale.tag}”"
                reading.tell("config-invalid", message, key.span, "give each language its own tag", (twin.span,))
    is_usable = len(locales) == len(node.entries) and all(d.rule in _HARMLESS for d in reading.found[told:])
    return tuple(locales) if is_usable else None


def _read_language(key: Scalar, node: Node, name: str, reading: Reading) -> Locale | None:
    from microsite.i18n.locales import is_locale
    from microsite.i18n.tags import canonical_locale, canonical_tag, direction, find_unregistered, in_full

    if isinstance(node, Scalar) and node.is_empty:
        node = Fields((), key.span)
    values = read_language_settings(node, name, reading)
    if values is None or _is_misread(node, values):
        return None
    tag = canonical_tag(values.get("tag", key.text))
    babel = canonical_locale(values.get("locale", tag.replace("-", "_")))
    wrong, meant = find_unregistered(tag, values.get("locale", ""))
    place = next((value.span for one, value in _entries(node) if one.text == "tag"), None)
    way = "write" if place else "add"
    if not is_locale(babel):
        message = f"“{name}”: CLDR has no locale “{babel}” for the tag “{tag}”"
        hint = f"{way} tag: {meant}" if meant else "name the locale of a language that is written alike: locale: en_GB"
        reading.tell("config-invalid", message, place or key.span, hint)
        return None
    if wrong:
        message = f"“{name}”: “{wrong}” in the tag “{tag}” is not registered, so browsers do not know the language"
        hint = f"{way} tag: {meant}" if meant else "write the tag of the language, such as en or en-GB"
        reading.tell("tag-unregistered", message, place or key.span, hint)
    full = in_full(babel)
    og = f"{full.language}_{full.territory}" if full.territory else full.language
    return Locale(key.text, tag, babel, values["name"], values.get("direction") or direction(babel), og)


def _as_mapping(node: Node) -> str:
    """The languages that a list or a text names, as they are written; "" if it names none."""
    from microsite.i18n.locales import is_locale  # of few sites
    from microsite.i18n.tags import canonical_locale, name_in_itself

    written = [item.text for item in node.items if isinstance(item, Scalar)] if isinstance(node, Items) else []
    keys = written or (re.split(r"[,\s]+", node.text.strip()) if isinstance(node, Scalar) else [])
    named = [
        f"{key}: {{name: {name_in_itself(key)}}}"
        for key in keys
        if _KEY.fullmatch(key) and is_locale(canonical_locale(key.replace("-", "_")))
    ]
    return f"{{{', '.join(named)}}}" if named and len(named) == len(keys) else ""


def _is_misread(node: Node, values: Mapping[str, Any]) -> bool:
    """True if the tag or the locale is told to be wrong, so that nobody knows which language it is."""
    return any(
        one.text in ("tag", "locale") and one.text not in values and not is_empty(value)
        for one, value in _entries(node)
    )


def _entries(node: Node) -> tuple[tuple[Scalar, Node], ...]:
    return node.entries if isinstance(node, Fields) else ()


def read_language_settings(node: Node, name: str, reading: Reading) -> dict[str, Any] | None:
    """Read what is written of one language; None if its name is missing."""
    return read_record(node, name, reading, "language-settings", LANGUAGE_FIELDS)


def read_tag(node: Node, name: str, reading: Reading) -> str | None:
    """Read a well-formed language tag (BCP 47). Reports `config-invalid`."""
    tag = read_text(node, name, reading)
    if tag is None or _is_tag(tag):
        return tag
    from microsite.i18n.tags import canonical_tag, find_unregistered  # hardly ever needed

    meant = re.sub(r"[_\s]+", "-", tag)
    meant = canonical_tag(meant) if _is_tag(meant) else ""
    better = meant and (find_unregistered(meant)[1] or meant)
    hint = f"write {better}" if better else "write one such as en-GB"
    reading.tell("config-invalid", f"“{name}” is not a language tag (BCP 47): {shown(tag)}", node.span, hint)
    return None


def _is_tag(text: str) -> bool:
    return bool(re.fullmatch(_TAG, text, re.IGNORECASE))


def read_locale(node: Node, name: str, reading: Reading) -> str | None:
    """Read an identifier that Babel has data for. Reports `config-invalid`."""
    from microsite.i18n.locales import is_locale

    locale = read_text(node, name, reading)
    if locale is None or is_locale(locale):
        return locale
    underscored = locale.replace("-", "_")
    hint = f"write {underscored}" if is_locale(underscored) else "write one such as en_GB"
    reading.tell("config-invalid", f"“{name}”: CLDR has no locale {shown(locale)}", node.span, hint)
    return None


def read_language(node: Node, name: str, reading: Reading, rule: str = "language-unknown") -> str | None:
    """Read the key of one of the site's languages. Reports `language-unknown`, or another rule."""
    key = read_text(node, name, reading)
    if key is None or key in reading.languages:
        return key
    message = f"“{name}”: the site has no language {shown(key)}"
    reading.tell(rule, message, node.span, suggest_language(key, reading.languages) or choice(key, reading.languages))
    return None


def read_direction(node: Node, name: str, reading: Reading) -> str | None:
    """Read which way a language is written. Reports `config-invalid`."""
    return read_word(node, name, reading, DIRECTIONS)
