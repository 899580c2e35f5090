"""All types of fields: what may be written in each, and the fields that some of them have inside."""

from __future__ import annotations

from microsite.content.fields import (
    addresses,
    charts,
    contacts,
    corrections,
    days,
    figures,
    menus,
    terms,
    theme,
    topics,
    translations,
    units,
)
from microsite.content.fields import config as settings
from microsite.content.fields import table as fields
from microsite.content.fields.languages import LANGUAGE_FIELDS
from microsite.content.fields.table import FieldType
from microsite.model.kinds import Field

_MODULES = (
    fields,
    contacts,
    days,
    addresses,
    corrections,
    figures,
    charts,
    units,
    settings,
    menus,
    theme,
    terms,
    topics,
    translations,
)
TYPES: dict[str, FieldType] = {name: type_ for module in _MODULES for name, type_ in module.TYPES.items()}

FIELD_TYPES: dict[str, str] = {name: f"{type_.doc}: `{type_.example}`" for name, type_ in TYPES.items()}
"""What may be written in a field, by the name of its type: a description and an example."""

FIELDS_BY_TYPE: dict[str, tuple[Field, ...]] = {
    "contact": contacts.CONTACT_FIELDS,
    "pictures": figures.PICTURE_FIELDS,
    "corrections": corrections.CORRECTION_FIELDS,
    "figures": figures.FIGURE_FIELDS,
    "charts": charts.CHART_FIELDS,
    "forbidden": terms.FORBIDDEN_FIELDS,
    "gate": translations.GATE_FIELDS,
    "glossary-use": settings.GLOSSARY_FIELDS,
    "languages": LANGUAGE_FIELDS,
    "menu": menus.MENU_FIELDS,
    "footer-notes": menus.NOTE_FIELDS,
    "theme": theme.THEME_FIELDS,
    "colours": theme.COLOUR_FIELDS,
    "colour": theme.SCREEN_FIELDS,
    "logo": theme.LOGO_FIELDS,
    "artwork": theme.PICTURE_FIELDS,
    "organization": settings.ORGANIZATION_FIELDS,
    "event": settings.EVENT_FIELDS,
    "postal-address": contacts.POSTAL_ADDRESS_FIELDS,
    "key-figures": settings.KEY_FIGURES_FIELDS,
    "translations": translations.TRANSLATIONS_FIELDS,
}
"""The fields inside a field of that type; of one picture, figure or language."""

LISTED, NAMED = (
    frozenset({"pictures", "corrections", "charts", "forbidden", "menu", "footer-notes"}),
    frozenset({"figures", "languages", "gate"}),
)
"""The types among them that have such fields in each item of a list, or under each of their own names."""
