"""The values that edits write into fields: each type of field has some, and its reader takes them."""

from __future__ import annotations

import pytest
from edit_scripts import OF_CONFIG_FIELDS, OF_FIELDS, OF_GROUP_FIELDS, SITE, FieldEdits, with_field
from field_values import values_of

from microsite.content.parse import parse_config, parse_entry, parse_group
from microsite.diagnostics.problems import Diagnostic
from microsite.model.kinds import Field
from microsite.model.layout import CONFIG, find_place
from microsite.model.source import Source

LANGUAGES = frozenset({"de", "en", "zh"})


def test_a_type_of_which_no_value_is_known_is_told_of_with_what_to_add() -> None:
    with pytest.raises(AssertionError, match=r"“stars” is of the type rating.* add a row for rating to BY_TYPE"):
        values_of(Field("stars", "rating", "How good it was."))


@pytest.mark.parametrize("row", [*OF_FIELDS, *OF_GROUP_FIELDS, *OF_CONFIG_FIELDS], ids=lambda row: row[1])
def test_each_value_may_be_written_in_its_field(row: FieldEdits) -> None:
    paths, name, values = row
    for path in paths:
        for value in values:
            text = with_field(SITE.get(path, b"").decode(), name, value)
            read, found = parse(Source(path, "", text.encode()))
            told = [one for one in found if "has no text in" not in one.message]
            assert read, f"{path}: {value}"
            assert told == [], f"{path}: {value}"


def parse(source: Source) -> tuple[object, tuple[Diagnostic, ...]]:
    """What a file says, and what is wrong with it."""
    if source.path == CONFIG:
        return parse_config(source)
    place, _ = find_place(source.path, tuple(LANGUAGES))
    assert place
    assert place.kind
    if place.role == "entry":
        return parse_entry(source, place.kind, place.key, place.locale, LANGUAGES)
    return parse_group(source, place.kind, place.key, LANGUAGES)
