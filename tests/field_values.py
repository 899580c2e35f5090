"""What may be written in each field of content and of site.yaml, made of the tables that the generator reads them by.

A field takes part in what the tests do as soon as it has a row in such a table. The values are for the site `edited`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from microsite.content.fields.known import FIELDS_BY_TYPE
from microsite.model.kinds import KINDS, Field

BY_TYPE: Mapping[str, Sequence[str]] = {
    "text": ["Neu & anders", '"{{ opened }} im Hafen"'],
    "texts": ["[Formen, Weisen]", "[Kai, quay, guests, 到访]", "[Bühne, Bild]", "[gull, nobody]"],
    "flag": ["true", "false"],
    "date": ["2025-01-01", "2025-12-31"],
    "language-text": ["Kiel", "{de: Altona, en: Altona, zh: 阿尔托纳}", "{en: Only here}"],
    "paragraphs": ["Ein Absatz.", "{de: Der Bund., en: The League., zh: 联盟。}"],
    "country": ["DE", "CN"],
    "email": ["ole@hafen.example"],
    "phone": ["+49 (0)40 98765"],
    "slug": ["neu", "ankunft"],
    "aliases": ["[/de/alt/]", "[/alt.html, /de/auftakt/]"],
    "url": ["https://other.example/"],
    "base-url": ["https://hafen.example/2025/", "http://other.example/"],
    "endings": ["[dwg]", "[dwg, ifc]"],
    "file": ["pier.png", "crane.png"],
    "figure-value": ["7654321", "2.5"],
    "unit": ["percent", "day"],
    "currency": ["EUR", "CNY"],
    "decimals": ["1", "3"],
    "language": ["en", "zh"],
    "language-name": ["Deutsch (DE)"],
    "tag": ["de-DE", "de-AT"],
    "locale": ["de_AT", "de_CH"],
    "direction": ["rtl"],
    "count": ["1", "2", "20"],
    "missing": ["{press: omit}", "{press: source, glossary: source, page: source}"],
    "rules": ["{alt-missing: ignore, link-broken: warning}", "{heading-level: info}"],
    "group": ["press/opening", "press/nobody"],
    "figure-names": ["[opened]", "[guests, opened, nothing]"],
    "chart-figures": ["[guests, opened]", "[guests, nothing]"],
    "chart-form": ["bars", "shares"],
    "mentions": ["section", "page", "off"],
    "status": ["deprecated", "proposed", "approved"],
    "case": ["exact", "any"],
    "digests": ["[00000000, 3f9a1c2b]"],
    "changes": ["[00000000=3f9a1c2b]"],
    "ignored-rules": ["{fact-mismatch: meant so}"],
    "timezone": ["Europe/Berlin", "Asia/Shanghai"],
    "moment": ["2001-01-01T08:00+08:00", "2222-01-01T00:00Z", "2999-12-31T18:30-05:00"],
    "language-keys": ["[de, en]", "[zh]"],
    "percentages": ["{zh: 90}", "{en: 10, zh: 100}"],
    "colour": ['"#123456"', "navy", '{light: "#345", dark: ivory}'],
    "topics": ["[harbour]", "[visit, harbour]", "[harbor]"],
    "topic-names": ["{harbour: Hafen}", "{visit: {de: Gäste, en: Guests}, harbour: {de: Kai, en: Quay, zh: 码头}}"],
    "typeface": ["old-style", "geometric"],
    "corners": ["sharp", "round"],
    "contact-file": ["weber.jpg", "press-office.png"],
    "theme-file": ["mark.svg", "nothing.png"],
    "logo": ["mark.svg", "{light: mark.svg, dark: night.svg, alone: true}"],
    "artwork": ["hills", "rings", "tiles", "none", "mark.svg", "{light: mark.svg, dark: night.svg}"],
}
"""Values of each type of field, as an editor would write them; those of mappings are made of their own fields."""

BY_NAME: Mapping[str, Sequence[str]] = {
    "see_also": ["[gull]", "[shore-power]", "[crane, nobody]"],
    "navigation": ["[press]", "[about, imprint, home]", "[{to: about, label: {de: Wir, en: Us}}, {to: home}]"],
    "footer": ["[about]", "[{to: https://karten.example/, label: Karten}]"],
    "sort": ["aaa", "zzz"],
    "inflections": ["[Stages, Bühnen, 日程]", "[Formen]"],
    "not_in": ["[Schauinsland, Kaimauer]", "[日程表]"],
    "short": ["Etwas anderes.", f'"{"lang " * 50}"'],
}
"""Values that say more of a field than those of its type do."""

WITHIN: Mapping[str, str] = {
    "pictures": "[{}]",
    "corrections": "[{}, {{date: 2026-01-02, text: {{de: Es waren 12., en: There were 12., zh: 应为12。}}}}]",
    "charts": "[{}]",
    "forbidden": "[Kai, {}]",
    "figures": "{{guests: {}, opened: 2025-09-30}}",
    "gate": "{{press: {0}, page: {0}}}",
    "footer-notes": "[{}, ICP 2025]",
    "languages": "{{de: {}, en: {{locale: en_GB, name: English}}, zh: {{locale: zh_Hans_CN, name: 简体中文}}}}",
}
"""Where a mapping stands in a field that holds several."""

BESIDE: Mapping[str, Mapping[str, str]] = {
    "figures": {"value": "12"},
    "figures.from": {"to": "2026-02-03"},
    "figures.to": {"from": "2024-02-03"},
    "languages": {"name": "Deutsch", "locale": "de_DE"},
    "translations": {"dashboard": "true"},
    "pictures": {"file": "pier.png", "alt": "{de: Ein Kai, en: A quay, zh: 码头}"},
}
"""What else a mapping has, by its type, or by its type and the field in question; else what is required."""


def values_of(field: Field) -> list[str]:
    """What may be written in a field."""
    if field.name in BY_NAME:
        return list(BY_NAME[field.name])
    if field.type in BY_TYPE:
        return list(BY_TYPE[field.type])
    assert field.type in FIELDS_BY_TYPE, (
        f"“{field.name}” is of the type {field.type}, of which the tests know no value: "
        f"add a row for {field.type} to BY_TYPE in tests/field_values.py"
    )
    return list(_mappings(field.type))


def _mappings(type_: str) -> Iterator[str]:
    """Mappings of a type in which each of its fields has each of its values."""
    fields = FIELDS_BY_TYPE[type_]
    required = {field.name: values_of(field)[0] for field in fields if field.required}
    for field in fields:
        beside = BESIDE.get(f"{type_}.{field.name}") or BESIDE.get(type_, required)
        for value in values_of(field):
            items = ", ".join(f"{name}: {text}" for name, text in {**beside, field.name: value}.items())
            yield WITHIN.get(type_, "{}").format(f"{{{items}}}")


def choices(field: Field) -> list[str]:
    """What may be written in a field, and nothing ("") where it may be left away."""
    return values_of(field) if field.required else [*values_of(field), ""]


Place = tuple[str, Field]
"""The folder of a kind, and a field that its files have."""

OF_FRONT_MATTER: Sequence[Place] = [(kind.folder, field) for kind in KINDS.values() for field in kind.front_matter]
OF_GROUP_FILES: Sequence[Place] = [(kind.folder, field) for kind in KINDS.values() for field in kind.group_file]
