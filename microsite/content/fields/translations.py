"""The readers of fields that say whether a translation is up to date, and when an entry may go public."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from microsite.content.fields.callings import choice
from microsite.content.fields.days import find_days
from microsite.content.fields.languages import read_language
from microsite.content.fields.table import FieldType, Reading, read_record, read_text
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, shown
from microsite.diagnostics.problems import COMPARED
from microsite.model.kinds import KINDS, Field
from microsite.model.policies import Gate, Translations

GATE_FIELDS = (
    Field("languages", "language-keys", "The languages that must have the entry; all of the site's if absent."),
    Field("fresh", "flag", "`true`: its translations must be up to date; see `translated_from`."),
    Field("checks", "flag", "`true`: no check of its translations may find an error."),
)
TRANSLATIONS_FIELDS = (
    Field("min_fresh", "percentages", "Percentage of a language that must be up to date; `status` fails below it."),
    Field("dashboard", "flag", "`true`: the site has `status.json` and `status/`, a page hidden from search engines."),
)

EXAMPLE = "2025-11-16T10:00+08:00"
EXAMPLE_OFFSET = "+01:00"
OFFSET_ASKED = f"in the place of {EXAMPLE_OFFSET}, put the offset from UTC that you mean"

_DIGEST = "[0-9a-f]{8}"
_CHANGE = "([0-9a-f]{8})=([0-9a-f]{8})"
_MOMENT = r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?))?\s*(\S.*)?"
_ZONE = r"(?:[Zz]|([+-][0-9]{2}):?([0-9]{2})?)"
_UNREAD = re.compile(r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[T ]")
"""A day with something behind it."""
_PERCENT = "[0-9]{1,2}|100"


def read_digests(node: Node, name: str, reading: Reading) -> tuple[str, ...] | None:
    """Read a list of digests, in order."""
    texts = _read_matching(node, name, reading, "digests", _DIGEST)
    return None if texts is None else tuple(match[0] for match in texts)


def read_changes(node: Node, name: str, reading: Reading) -> tuple[tuple[str, str], ...] | None:
    """Read a list of pairs of digests that mean the same: (former, present)."""
    texts = _read_matching(node, name, reading, "changes", _CHANGE)
    return None if texts is None else tuple((match[1], match[2]) for match in texts)


def _read_matching(node: Node, name: str, reading: Reading, type_name: str, pattern: str) -> list[re.Match[str]] | None:
    """The values of a list of texts of one form; None if one has another form."""
    items = node.items if isinstance(node, Items) else ()
    found = [re.fullmatch(pattern, item.text) if isinstance(item, Scalar) else None for item in items]
    matches = [match for match in found if match]
    if not isinstance(node, Items) or len(matches) < len(items):
        wrong = next((item for item, match in zip(items, found, strict=True) if match is None), node)
        reading.tell_type(type_name, wrong, name)
        return None
    return matches


def read_ignored(node: Node, name: str, reading: Reading) -> tuple[tuple[str, str], ...] | None:
    """Read which rules a text ignores, and why. Reports `field-unknown` for any other rule."""
    if not isinstance(node, Fields):
        reading.tell_type("ignored-rules", node, name)
        return None
    ignored = []
    for key, item in node.entries:
        reason = read_text(item, f"{name}.{key.text}", reading)
        if key.text not in COMPARED:
            message = f"unknown rule {shown(key.text)} in “{name}”"
            reading.tell("field-unknown", message, key.span, choice(key.text, COMPARED))
        elif reason:
            ignored.append((key.text, reason))
    return tuple(ignored)


def read_moment(node: Node, name: str, reading: Reading) -> str | None:
    """Read a moment (ISO 8601), such as 2025-11-16T10:00+08:00. Reports `date-invalid`.

    Without a time zone it is one of the site's, which `translation.embargoes` knows.
    """
    text = read_text(node, name, reading)
    if text is None:
        return None
    moment, complaint = parse_moment(text, needs_zone=False)
    if complaint:
        hint = _moment_hint(text, name, reading)
        reading.tell("date-invalid", f"“{name}” {complaint}: {shown(text)}", node.span, hint)
    return moment or None


def _moment_hint(text: str, name: str, reading: Reading) -> str:
    """What to write for the moment that a text may mean; how moments are written, if nobody can tell."""
    from microsite.content.fields.clock import take_apart, write_offset  # which no good moment needs

    apart = take_apart(text, reading.languages)
    days = [] if _UNREAD.match(apart.day) else find_days(apart.day, reading)
    if not days or datetime.date.max in days:  # after which there is none
        return "the form is YYYY-MM-DDThh:mm+hh:mm: the day, the time, and the offset from UTC"
    offset = EXAMPLE_OFFSET if apart.offset is None else write_offset(apart.offset)
    meant = [f"{_at(day, apart.minutes or 0).isoformat(timespec='minutes')}{offset}" for day in days]
    hint = f"write {name}: {meant[0]}"
    if len(meant) > 1:
        hint += f", or {meant[1]} if the month stands first"
    if apart.offset is not None:
        return f"{hint}, which ends with the offset from UTC" if len(meant) == 1 else hint
    return f"{hint}; {OFFSET_ASKED}{'' if apart.zone else ', or leave it out if site.yaml has a timezone'}"


def _at(day: datetime.date, minutes: int) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minutes)


def parse_moment(text: str, *, needs_zone: bool = True) -> tuple[str, str]:
    """A moment as ISO 8601 has it, with its time zone; or "" and what is wrong, which completes a sentence.

    Without `needs_zone`, one that names no time zone has none.
    """
    match = re.fullmatch(_MOMENT, text.strip())
    if match is None:
        return "", "is not a moment"
    day, time, rest = match[1], match[2] or "00:00", match[3] or ""
    zone = re.fullmatch(_ZONE, rest)
    if zone is None and (rest or needs_zone):
        return "", "does not end with an offset from UTC" if rest else "has no time zone"
    offset = (f"{zone[1]}:{zone[2] or '00'}" if zone[1] else "+00:00") if zone else ""
    moment = f"{day}T{time}{offset}" if zone or match[2] else day
    try:
        datetime.datetime.fromisoformat(moment)
    except ValueError:
        return "", "is a moment that does not exist"
    return moment, ""


def read_language_keys(node: Node, name: str, reading: Reading) -> tuple[str, ...] | None:
    """Read a list of keys of languages. Reports `config-invalid` of others: gates would open too early."""
    if not isinstance(node, Items):
        reading.tell_type("language-keys", node, name)
        return None
    keys = [
        read_language(item, f"{name}[{number}]", reading, "config-invalid")
        for number, item in enumerate(node.items, start=1)
    ]
    return tuple(dict.fromkeys(key for key in keys if key is not None))


def read_gate(node: Node, name: str, reading: Reading) -> dict[str, Gate] | None:
    """Read what an entry needs to go public, by kind. Reports `config-invalid`."""
    if not isinstance(node, Fields):
        reading.tell_type("gate", node, name)
        return None
    gates: dict[str, Gate] = {}
    for key, item in node.entries:
        if key.text not in KINDS:
            message = f"unknown key {shown(key.text)} in “{name}”"
            reading.tell("config-invalid", message, key.span, choice(key.text, KINDS))
        else:
            values = read_record(item, f"{name}.{key.text}", reading, "gate-of-kind", GATE_FIELDS)
            if values is not None:
                gates[key.text] = Gate(**values)
    return gates


def read_gate_of_kind(node: Node, name: str, reading: Reading) -> dict[str, object] | None:
    """Read what an entry of one kind needs to go public."""
    return read_record(node, name, reading, "gate-of-kind", GATE_FIELDS)


def read_percentages(node: Node, name: str, reading: Reading) -> tuple[tuple[str, int], ...] | None:
    """Read whole percentages by language. Reports `language-unknown` and `config-invalid`."""
    if not isinstance(node, Fields):
        reading.tell_type("percentages", node, name)
        return None
    return tuple(_percentages(node, name, reading))


def _percentages(table: Fields, name: str, reading: Reading) -> Iterator[tuple[str, int]]:
    for key, item in table.entries:
        language = read_language(key, name, reading)
        if not isinstance(item, Scalar) or not re.fullmatch(_PERCENT, item.text):
            message = f"“{name}.{key.text}” must be 0 to 100"
            reading.tell("config-invalid", message, item.span, f"write {key.text}: 90")
        elif language is not None:
            yield language, int(item.text)


def read_translations(node: Node, name: str, reading: Reading) -> Translations | None:
    """Read how much of the translations must be up to date, and who is told."""
    values = read_record(node, name, reading, "translations", TRANSLATIONS_FIELDS)
    return None if values is None else Translations(**values)


TYPES: dict[str, FieldType] = {
    "digests": FieldType("a list of digests, of eight digits and letters a to f", "[3f9a1c2b, 9d0e4f5a]", read_digests),
    "changes": FieldType("a list of former and present digests", "[3f9a1c2b=9d0e4f5a]", read_changes),
    "ignored-rules": FieldType(
        "a mapping of rules to reasons", "{fact-mismatch: the German edition counts students as well}", read_ignored
    ),
    "moment": FieldType("a moment, with its offset from UTC", EXAMPLE, read_moment),
    "language-keys": FieldType("a list of keys of languages", "[de, en, zh]", read_language_keys),
    "gate": FieldType(
        "a mapping of kinds to what they need", "{press: {languages: [de, en, zh], fresh: true}}", read_gate
    ),
    "gate-of-kind": FieldType(
        "a mapping of what is needed", "{languages: [de, en, zh], fresh: true}", read_gate_of_kind
    ),
    "percentages": FieldType("a mapping of languages to percentages", "{zh: 90}", read_percentages),
    "translations": FieldType(
        "a mapping of what is wanted", "{min_fresh: {zh: 90}, dashboard: true}", read_translations
    ),
}
