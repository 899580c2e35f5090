"""YAML nodes → typed values: each type of field, what it accepts, and what it says of what it does not."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.content.fields.addresses import parse_base_url
from microsite.content.fields.callings import choice
from microsite.content.fields.known import TYPES
from microsite.content.fields.table import Elsewhere, Reading, read_fields
from microsite.content.yaml.complaints import quoted
from microsite.content.yaml.nodes import Fields
from microsite.content.yaml.tree import compose
from microsite.diagnostics.problems import Diagnostic, Severity
from microsite.i18n.formats import formats, unit_names
from microsite.i18n.months import find_month
from microsite.i18n.units import find_units
from microsite.model.config import PostalAddress
from microsite.model.entries import Contact, Figure, Picture
from microsite.model.kinds import KINDS, Field

LANGUAGES = frozenset({"de", "en", "zh"})


def read(type_name: str, text: str) -> tuple[Any, list[Diagnostic]]:
    """What a field of a type reads from `field: …`, and what it tells."""
    node, found = compose(f"field: {text}\n", "a.yaml")
    assert found == ()
    assert isinstance(node, Fields)
    reading = Reading(TYPES, LANGUAGES, "content/press/messe", [])
    return TYPES[type_name].read(node.entries[0][1], "field", reading), reading.found


def good(type_name: str, text: str) -> Any:  # noqa: ANN401 - of every type there is
    value, found = read(type_name, text)
    assert found == []
    return value


def bad(type_name: str, text: str) -> Diagnostic:
    value, (found,) = read(type_name, text)
    assert value is None or value == ()
    return found


# ---- tables ---------------------------------------------------------------------------------------------------

TABLE = (Field("title", "text", "", required=True, also=("name",)), Field("draft", "flag", ""))


def read_table(text: str, **options: Any) -> tuple[dict[str, Any], list[Diagnostic]]:  # noqa: ANN401 - see read_fields
    node, _ = compose(text, "a.yaml")
    assert isinstance(node, Fields)
    reading = Reading(TYPES, LANGUAGES, "", [])
    return read_fields(node, TABLE, reading, **options), reading.found


def test_fields_are_read_by_either_spelling_and_called_by_their_own_name() -> None:
    assert read_table("title: Messe\ndraft: true\n") == ({"title": "Messe", "draft": True}, [])
    assert read_table("name: Messe\n") == ({"title": "Messe"}, [])


def test_two_spellings_of_one_field_are_reported_with_both_places() -> None:
    values, (found,) = read_table("name: Messe\ntitle: Hub\n")
    assert values == {"title": "Messe"}
    assert (found.rule, found.span and found.span.line, [span.line for span in found.related]) == (
        "yaml-invalid",
        2,
        [1],
    )
    assert found.message == "“name” and “title” are two spellings of one field"


def told(text: str, kind: str, fields: str) -> list[tuple[str, str]]:
    """What reading the fields of a kind tells: rules and hints."""
    node, _ = compose(text, "a.yaml")
    assert isinstance(node, Fields)
    reading = Reading(TYPES, LANGUAGES, "", [])
    read_fields(node, getattr(KINDS[kind], fields), reading)
    return [(found.rule, found.hint) for found in reading.found]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("figures:\nvisitors: 5\n", "put two spaces before it, and before what follows, if it belongs to “figures”"),
        (
            "contact:\nemail: a@b.example\n",
            "put two spaces before it, and before what follows, if it belongs to “contact”",
        ),
        ("bilder: [{file: a.jpg, alt: a}]\n", "did you mean “pictures”?"),
        ("images: [{file: a.jpg, alt: a}]\n", "did you mean “pictures”?"),
        ("pictures: [{file: a.jpg, alt: a, fotograf: Anna}]\n", "did you mean “credit”?"),
        ("contact: {name: a, telefon: '1'}\n", "did you mean “phone”?"),
        ("figures:\nbilder: []\n", "did you mean “pictures”?"),
    ],
)
def test_a_name_that_is_no_field_of_a_group_file_is_answered_with_what_is_meant(text: str, hint: str) -> None:
    assert told(text, "press", "group_file") == [("field-unknown", hint)]


@pytest.mark.parametrize(
    ("text", "kind", "rule", "hint"),
    [
        ("Titel: a", "press", "field-missing", "write title"),
        ("标题: 大会", "press", "field-missing", "write title"),
        ("Begriff: a\nshort: b", "glossary", "field-missing", "write term"),
        ("title: a\ndraft: ja", "press", "field-type", "write draft: true"),
        ("title: a\ndraft: nein", "press", "field-type", "write draft: false"),
        ("title: a\ndraft: 是", "press", "field-type", "write draft: true"),
        ("term: a\nstatus: veraltet", "glossary", "field-type", "write status: deprecated"),
        ("term: a\nstatus: aproved", "glossary", "field-type", "write status: approved"),
        ("term: a\nstatus: xyz", "glossary", "field-type", "choose from: approved, deprecated, proposed"),
    ],
)
def test_what_people_say_in_their_language_is_answered_with_what_is_written(
    text: str, kind: str, rule: str, hint: str
) -> None:
    assert told(text, kind, "front_matter") == [(rule, hint)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "figures:\n  - visitors: 5\n  - {halls: {value: 6, unit: day}}",
            "{visitors: 5, halls: {value: 6, unit: day}}",
        ),
        ("contact:\n  - name: A\n  - email: a@b.example", "{name: A, email: a@b.example}"),
        ("pictures:\n  file: a.jpg\n  alt: The hall", "[{file: a.jpg, alt: The hall}]"),
        ("figures:\n  - a: 5\n  - a: 6", "{visitors: 3944}"),
        ("figures: [5, 6]", "{visitors: 3944}"),
    ],
)
def test_a_list_in_the_place_of_a_mapping_is_told_as_one_and_the_other_way_round(text: str, hint: str) -> None:
    assert told(text, "press", "group_file") == [("field-type", f"write {text.partition(':')[0]}: {hint}")]


def test_a_text_under_the_name_of_a_language_is_not_told_to_be_missing() -> None:
    value, [found] = read("language-text", "{deutsch: Halle, en: Hall}")
    assert (value, found.hint) == ({"de": "Halle", "en": "Hall"}, "did you mean “de”?")
    value, [found] = read("language-text", "{de: Halle, ger: Saal}")
    assert value == {"de": "Halle"}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("figures:\n  visitors:5", "write a colon and a space after the name: visitors: 5"),
        ("contact:\n  name：Anna", "write a colon and a space after the name: name: Anna"),
        ("figures: visitors=5", "write a colon and a space after the name: visitors: 5"),
        ("contact: https://a.example", "write contact: {name: Press office, email: press@harbour.example}"),
    ],
)
def test_a_field_inside_of_one_that_lacks_its_colon_is_told_with_it(text: str, hint: str) -> None:
    assert told(text, "press", "group_file") == [("field-type", hint)]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("description", "it is called summary here"),
        (
            "permalink",
            "addresses come from the name of the file; aliases: [/former/address/] leads here",
        ),
        ("last_modified_at", "it is called updated here"),
        ("publishDate", "it is called embargo here, with a time zone"),
        ("Zusammenfassung", "did you mean “summary”?"),
        ("摘要", "did you mean “summary”?"),
        ("Ort", "did you mean “place”?"),
        ("location", "did you mean “place”?"),
        ("Summary", "did you mean “summary”?"),
        ("sumary", "did you mean “summary”?"),
    ],
)
def test_a_field_of_another_generator_is_answered_with_what_there_is_for_it(name: str, hint: str) -> None:
    node, _ = compose(f"title: Messe\n{name}: x\n", "a.yaml")
    assert isinstance(node, Fields)
    reading = Reading(TYPES, LANGUAGES, "", [])
    read_fields(node, KINDS["press"].front_matter, reading)
    assert [(found.rule, found.hint) for found in reading.found] == [("field-unknown", hint)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("titel: x", "did you mean “title”?"),
        ("xyz: x", "choose from: draft, name, title"),
        ("pictures: x", "move it"),
        ("published: false", "write draft: true into what is not to be published"),
        ("description: x", "choose from: draft, name, title"),  # this table has no summary
    ],
)
def test_an_unknown_field_is_a_warning_with_a_hint(text: str, hint: str) -> None:
    values, (found,) = read_table(
        f"title: Messe\n{text}\n", elsewhere=Elsewhere((Field("pictures", "texts", ""),), "move it")
    )
    assert (values, found.rule, found.hint) == ({"title": "Messe"}, "field-unknown", hint)


@pytest.mark.parametrize(
    ("text", "message"),
    [("draft: true", "“title” is missing"), ("title:", "“title” is empty"), ("title: ''", "“title” is empty")],
)
def test_a_required_field_that_is_absent_or_empty_is_reported_with_a_line_to_paste(text: str, message: str) -> None:
    _, (found,) = read_table(text)
    assert (found.rule, found.message, found.hint) == (
        "field-missing",
        message,
        "write title: A day at the harbour",
    )


def test_a_required_field_that_is_wrong_is_not_called_missing_as_well() -> None:
    _, (found,) = read_table("title: [a]\n")
    assert found.rule == "field-type"


def test_an_empty_field_that_is_not_required_is_absent() -> None:
    assert read_table("title: Messe\ndraft:\n") == ({"title": "Messe"}, [])


def test_a_hint_offers_the_close_word_or_the_few_there_are_or_nothing() -> None:
    assert choice("glosary", ["press", "glossary"]) == "did you mean “glossary”?"
    assert choice("xx", ["b", "a"]) == "choose from: a, b"
    assert choice("xx", []) == ""
    assert choice("xx", [f"name{n}" for n in range(50)]) == ""


# ---- texts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Talente", "Talente"),
        ("2025", "2025"),
        ("no", "no"),
        ("+49 30 1234", "+49 30 1234"),
        ("'  x '", "x"),
        ("|\n  eins\n  zwei", "eins zwei"),
        ("|\n  重庆\n  大会", "重庆大会"),
        ("'null'", "null"),
    ],
)
def test_a_text_is_taken_as_written_on_one_line(text: str, value: str) -> None:
    assert good("text", text) == value


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[[Anschrift]]", "“field” must be a text; here it is a list", 'write field: "[[Anschrift]]"'),
        ("{a: b}", "“field” must be a text; here it is a mapping", 'write field: "{a: b}"'),
        ("\n - a", "“field” must be a text; here it is a list", "write field: a"),
        (
            "~",
            "“field” must be a text; here it is “~”, which says nothing to YAML",
            "write field: A day at the harbour",
        ),
    ],
)
def test_what_is_no_text_is_reported(text: str, message: str, hint: str) -> None:
    found = bad("text", text)
    assert (found.rule, found.message, found.hint) == ("field-type", message, hint)


def test_texts_are_a_list_without_repetitions() -> None:
    assert good("texts", "[Hub, 2025, Hub]") == ("Hub", "2025")
    found = bad("texts", "Hub, Hubs")
    assert (found.rule, found.hint) == ("field-type", "write field: [Hub, Hubs]")


def test_an_item_that_is_no_text_is_named_by_its_number() -> None:
    value, (found,) = read("texts", "[Hub, [x]]")
    assert value == ("Hub",)
    assert (found.rule, found.message) == ("field-type", "“field[2]” must be a text; here it is a list")
    assert found.hint == 'write - "[x]"'


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("False", False), ("yes", True), ("off", False)])
def test_a_flag_is_read_in_the_words_of_yaml(text: str, flag: bool) -> None:  # noqa: FBT001 - the value expected
    assert good("flag", text) is flag


@pytest.mark.parametrize("text", ["ja", "1", "[true]", "{}"])
def test_what_is_no_flag_is_reported(text: str) -> None:
    assert (bad("flag", text).rule, bad("flag", text).hint) == ("field-type", "write field: true")


def test_a_language_text_is_one_text_or_one_by_language() -> None:
    assert good("language-text", "Chongqing") == {"": "Chongqing"}
    assert good("language-text", "{de: Chongqing, zh: 重庆, en: }") == {"de": "Chongqing", "zh": "重庆"}
    assert good("language-text", "{de: , en: }") is None


@pytest.mark.parametrize(("key", "hint"), [("dee", "did you mean “de”?"), ("fr", "choose from: de, en, zh")])
def test_a_text_in_a_language_that_the_site_has_not_is_reported_at_its_key(key: str, hint: str) -> None:
    value, (found,) = read("language-text", f"{{zh: 重庆, {key}: x}}")
    assert value == {"zh": "重庆"}
    assert (found.rule, found.span and found.span.column, found.hint) == ("language-unknown", 17, hint)


def test_a_language_text_of_another_type_is_reported() -> None:
    assert bad("language-text", "[a]").rule == "field-type"
    value, (found,) = read("language-text", "{de: [a], zh: 重庆}")
    assert (value, found.message) == ({"zh": "重庆"}, "“field.de” must be a text; here it is a list")


@pytest.mark.parametrize(
    "text",
    [
        "|\n  Eins\n  zwei.\n\n  Drei.",
        ">\n  Eins\n  zwei.\n\n  Drei.",
        "'Eins\n  zwei.\n\n  Drei.'",
        "Eins\n  zwei.\n\n\n  Drei.",
    ],
)
def test_paragraphs_are_parted_by_a_blank_line_however_they_are_written(text: str) -> None:
    assert good("paragraphs", text) == {"": "Eins zwei.\n\nDrei."}


def test_paragraphs_may_be_given_by_language() -> None:
    assert good("paragraphs", "\n  de: |\n    Eins.\n\n    Zwei.\n  zh: 一。\n") == {
        "de": "Eins.\n\nZwei.",
        "zh": "一。",
    }
    assert bad("paragraphs", "[a]").rule == "field-type"


@pytest.mark.parametrize("text", ["presse@talent.example", "a+b@talent.example"])
def test_an_email_address_is_read(text: str) -> None:
    assert good("email", text) == text


@pytest.mark.parametrize("text", ["presse", "a b@c", "mailto:a@b", "'<a@b>'", "'a@b\nc'", "[a@b]", "'[[E-Mail]]'"])
def test_what_is_no_email_address_is_reported(text: str) -> None:
    assert bad("email", text).rule == "field-type"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("presse(at)talent.example", "presse@talent.example"),
        ("presse＠talent.example", "presse@talent.example"),
        ("mailto:presse@talent.example", "presse@talent.example"),
        ("'Presse <presse@talent.example>'", "presse@talent.example"),
        ("presse@talent..example", "presse@talent.example"),
        ("presse @ talent.example", "presse@talent.example"),
        ("presse@talent,example", "presse@talent.example"),
    ],
)
def test_of_an_email_address_with_a_slip_the_right_one_is_told(text: str, meant: str) -> None:
    assert bad("email", text).hint == f"write field: {meant}"
    assert good("email", meant) == meant


@pytest.mark.parametrize("text", ["+49 (0)40 123456", "0049 30", "110", "+86 23-1234.5678", "(030) 1234/56"])
def test_a_telephone_number_is_read(text: str) -> None:
    assert good("phone", text) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("+1-800-FLOWERS", "+18003569377"),
        ("＋４９ ３０ １２３", "+4930123"),
        ("tel:+4930123", "+4930123"),
        ("'Tel.: 030 123'", "030123"),
    ],
)
def test_of_a_telephone_number_with_letters_or_wide_digits_the_plain_one_is_told(text: str, meant: str) -> None:
    assert bad("phone", text).hint == f"write field: {meant}"
    assert good("phone", meant) == meant


@pytest.mark.parametrize("text", ["Zentrale", "'+'", "[1]", "+49 30 12345678 / 87654321", "'[[Telefon]]'"])
def test_what_is_no_telephone_number_is_reported(text: str) -> None:
    assert bad("phone", text).rule == "field-type"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("talent.example", "https://talent.example"),
        ("www.talent.example/a", "https://www.talent.example/a"),
        ("https:/talent.example", "https://talent.example"),
        ("http:///talent.example", "http://talent.example"),
        ("https：//talent.example", "https://talent.example"),
        ("“https://talent.example”", "https://talent.example"),
    ],
)
def test_of_an_address_with_a_slip_the_right_one_is_told(text: str, meant: str) -> None:
    assert bad("url", text).hint == f"write field: {meant}"
    assert good("url", meant) == meant


def test_of_a_base_url_with_a_slip_the_right_one_is_told() -> None:
    assert bad("base-url", "https:/talent.example/sub").hint == "write field: https://talent.example/sub/"


def test_of_a_whole_address_as_an_alias_its_path_is_told() -> None:
    assert bad("aliases", "[https://talent.example/de/alt/]").hint == "write /de/alt/"


def test_a_contact_has_a_name_and_perhaps_more() -> None:
    assert good("contact", "{name: {de: Presse, zh: 媒体}, email: a@b.example, phone: 0049 30}") == Contact(
        {"de": "Presse", "zh": "媒体"}, "a@b.example", "0049 30"
    )


def test_a_contact_without_a_name_or_with_unknown_fields_is_reported() -> None:
    assert bad("contact", "{email: a@b.example}").message == "“field.name” is missing"
    assert bad("contact", "Presse").rule == "field-type"
    value, (found,) = read("contact", "{name: Presse, mail: a@b.example}")
    assert (value, found.rule, found.hint) == (Contact({"": "Presse"}), "field-unknown", "did you mean “email”?")


# ---- dates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2025-11-16", "'2025-11-16'", '"2025-11-16"'])
def test_a_date_is_read_quoted_or_not(text: str) -> None:
    assert good("date", text) == datetime.date(2025, 11, 16)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2025-02-30", "did you mean “2025-02-28”? That month ends then"),
        ("2024-02-30", "did you mean “2024-02-29”? That month ends then"),
        ("2025-16-11", "did you mean “2025-11-16”? The month comes before the day"),
        ("2025-13-32", "write the year, the month and the day: 2025-11-16"),
        ("2025-11-00", "write the year, the month and the day: 2025-11-16"),
        ("0000-01-01", "write the year, the month and the day: 2025-11-16"),
        ("2025-02-30T10:00", "did you mean “2025-02-28”? That month ends then"),
        ("2025-11-16T24:30", "write 2025-11-16"),
        ("2025-11-16 10", "write 2025-11-16"),
        ("2025-11-16 10:00 abends", "write 2025-11-16"),
        ("2025-1-6", "write 2025-01-06"),
        ("16.11.2025", "write 2025-11-16"),
        ("2025年11月16日", "write 2025-11-16"),
        ("20251109", "write 2025-11-09"),
        ("20251316", "write the year, the month and the day: 2025-11-16"),
        ("2025-W46-7", "write the year, the month and the day: 2025-11-16"),
        ("٢٠٢٥-١١-١٦", "write the year, the month and the day: 2025-11-16"),
        ("gestern", "write the year, the month and the day: 2025-11-16"),
        ("30-11-2026", "write 2026-11-30"),
        ("2026–11–30", "write 2026-11-30"),
        ("２０２６-１１-３０", "write 2026-11-30"),
        ("2026. 11. 30.", "write 2026-11-30"),
        ("30.11.26", "write 2026-11-30"),
        ("30-Nov-2026", "write 2026-11-30"),
        ("11/30/2026", "write 2026-11-30"),
        ("05/06/2026", "write 2026-06-05, or 2026-05-06 if the month stands first"),
        ("6/6/2026", "write 2026-06-06"),
        ("2. Januar 2025, 10 Uhr", "write 2025-01-02"),
        ("16.11.2025, 10 Uhr", "write 2025-11-16"),
        ("2026年6月5日（星期五）下午3点", "write 2026-06-05"),
        ("05/06/2026 10:00 UTC", "write 2026-06-05, or 2026-05-06 if the month stands first"),
        ("31/31/2026", "write the year, the month and the day: 2025-11-16"),
        ("30. November 2026", "write 2026-11-30"),
        ("Montag, 30. Nov. 2026", "write 2026-11-30"),
        ("Monday, November 30th, 2026", "write 2026-11-30"),
        ("31 November 2026", "write the year, the month and the day: 2025-11-16"),
        ("1 Ma 2026", "write the year, the month and the day: 2025-11-16"),
        ("1 Mayhem 2026", "write the year, the month and the day: 2025-11-16"),
    ],
)
def test_a_date_that_does_not_exist_or_is_written_otherwise_is_reported(text: str, hint: str) -> None:
    found = bad("date", text)
    assert (found.rule, found.hint) == ("date-invalid", hint)


@pytest.mark.parametrize(
    ("written", "languages", "month"),
    [
        ("november", ["nl"], 11),
        ("Março", ["pt-br"], 3),
        ("ноября", ["ru"], 11),
        ("listopada", ["pl"], 11),
        ("listopada", ["pl", "hr"], 0),  # October in Croatian
        ("listopada", ["de"], 0),
        ("jui", ["fr"], 0),  # June, or July
        ("مارس", ["ar"], 3),
        ("x", ["xx", "de"], 0),
    ],
)
def test_a_month_is_known_by_its_name_in_the_languages_of_the_site(
    written: str, languages: list[str], month: int
) -> None:
    assert find_month(written, languages) == month


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-16T10:00",
        "2025-11-16T23:30:00-08:00",
        "2025-11-16 00:10:42 +0000",
        "2025-11-16 19:52:42.5 -5",
        "2025-11-16t19:52:42Z",
        "2025-11-16 9:52 UTC",
        "2025-11-16t19:52z",
        "2025-11-16 19:52:42 +0000 UTC",
        "2025-11-16T10:00+01:00[Europe/Berlin]",
        "2025-11-16 24:00:00 America/Argentina/Buenos_Aires",
        "'2025-11-16 10:00'",
    ],
)
def test_a_date_with_a_time_is_the_day_that_is_written_and_that_is_told(text: str) -> None:
    value, (found,) = read("date", text)
    assert value == datetime.date(2025, 11, 16)
    assert (found.rule, found.severity.word) == ("date-time", "info")
    assert found.hint == "write 2025-11-16, the day alone"


def test_a_date_that_is_no_text_is_of_the_wrong_type() -> None:
    assert bad("date", "[2025-11-16]").rule == "field-type"


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: datetime.date) -> None:
    assert good("date", day.isoformat()) == day


# ---- addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["innovation-hub", "Talent_2025", "创新中心", "überblick", "हिन्दी", "42"])
def test_a_slug_may_hold_letters_digits_hyphens_and_underscores(text: str) -> None:
    assert good("slug", text) == text


def test_a_slug_is_composed() -> None:
    assert good("slug", "u\u0308berblick") == "überblick"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a/b.c", "write field: a-b-c"),
        ("..", "write field: old-harbour"),
        ("Neue Wege!", "write field: neue-wege"),
        ("a%2Fb", "write field: a-2fb"),
        ("a\\b", "write field: a-b"),
        ("'\u0308x'", "write field: \u0308x"),
        ("'a\u200bb'", "write field: a-b"),
        ("'a\u200fb'", "write field: a-b"),
        ("aux", "write field: aux-1"),
        ("Com1", "write field: Com1-1"),
        ("con!", "write field: con-1"),
        ("x" * 101, "use the two or three words that matter"),
        ("中" * 90, "use the two or three words that matter"),
    ],
)
def test_a_slug_with_anything_else_is_reported_with_one_that_may_be_meant(text: str, hint: str) -> None:
    found = bad("slug", text)
    assert (found.rule, found.hint) == ("slug-invalid", hint)


def test_a_slug_of_another_type_is_reported() -> None:
    assert bad("slug", "[a]").rule == "field-type"


def test_aliases_are_paths_from_the_root_each_once() -> None:
    assert good("aliases", "[/de/alt/, /de/alt.html, /de/创新/, /de/alt/]") == ("/de/alt/", "/de/alt.html", "/de/创新/")


@pytest.mark.parametrize(
    ("alias", "message"),
    [
        ("de/alt/", "does not begin with “/”"),
        ("#alt", "does not begin with “/”"),
        ("/", "leads to the root"),
        ("/de//alt/", "two slashes"),
        ("//evil.example/", "is a whole address"),
        ("https://talent.example/de/", "is a whole address"),
        ("/de/../alt/", "begins with a dot"),
        ("/de/./alt/", "begins with a dot"),
        ("/..", "begins with a dot"),
        ("/.htaccess", "begins with a dot"),
        ("/de/%2e%2e/alt", "is percent-encoded"),
        ("/de/%252e/", "is percent-encoded"),
        ("/de\\alt", "holds “\\”"),
        ("/de/?a=b", "holds “?”"),
        ("/de/#a", "holds “#”"),
        ("/de/a b", "holds a space"),
        ("/de/a\tb", "holds a space"),
        ("/de/C:x", "holds “:”"),
        ("/de/a\n/b https://evil.example/", "holds a space"),
        ("/web/https://evil.example/", "holds “:”"),
        ("/a://", "holds “:”"),
        ("//" * 240, "is a whole address"),
        ("/_headers", "begins with a name that hosts keep for themselves, _headers"),
        ("/_Redirects/", "begins with a name that hosts keep for themselves, _Redirects"),
        ("/_worker.js/a", "begins with a name that hosts keep for themselves, _worker.js"),
        ("/CNAME", "begins with a name that hosts keep for themselves, CNAME"),
        ("/aux/", "has a part that is reserved by Windows for a device"),
        ("/de/Com¹.html", "has a part that is reserved by Windows for a device"),
        ("/de/alt./", "has a part that ends in a dot"),
        ("/de/a\u200fb/", "has a part that holds the character U+200F, which nobody sees"),
        ("/de/" + "中" * 81, "more than 240 bytes"),
        ("/de/" + "a/" * 300, "longer than 500"),
        ("/" + "%25" * 5000, "longer than 500"),
    ],
)
def test_an_alias_that_is_no_path_inside_the_site_is_reported(alias: str, message: str) -> None:
    found = bad("aliases", f"[{quoted(alias)}]")
    assert found.rule == "alias-invalid"
    assert message in found.message


@pytest.mark.parametrize(
    ("alias", "meant"),
    [
        ("/alt er/", "/alt-er/"),
        ("/alt/#ort", "/alt/"),
        ("/../alt/", "/alt/"),
        ("/alt?x=1", "/alt/"),
        ("/a//b", "/a/b/"),
    ],
)
def test_an_alias_that_holds_what_it_may_not_is_told_without_that(alias: str, meant: str) -> None:
    assert bad("aliases", f"[{quoted(alias)}]").hint == f"write {meant}"


def test_an_alias_that_is_wrong_comes_with_the_one_that_may_be_meant() -> None:
    assert bad("aliases", "[de/alt/]").hint == "write /de/alt/"
    assert bad("aliases", '["de/alt#x"]').hint == "write /de/alt/"
    assert bad("aliases", '["https://talent.example/alt#x"]').hint == "write /alt/"
    assert bad("aliases", '["#alt"]').hint == "write a path of this site: /de/old-name/"
    assert bad("aliases", "[/de/%E5%88%9B/]").hint == "write /de/创/"
    assert bad("aliases", "[/de/%252e/]").hint == "write a path of this site: /de/old-name/"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("/de/alt/", "[/de/alt/]"),
        ("/alt#x", "[/alt/]"),
        ("/alt?x=1, /de/alt er/", "[/alt/, /de/alt-er/]"),
        ("de/alt/", "[/de/alt/]"),
        ("https://talent.example/alt#x", "[/alt/]"),
        ("/de/%E5%88%9B#x", "[/de/创/]"),
        ("/", "[/de/old-name/]"),
        ("/alt, /", "[/alt]"),
    ],
)
def test_aliases_are_a_list_of_those_that_are_meant(text: str, meant: str) -> None:
    found = bad("aliases", text)
    assert (found.rule, found.hint) == ("field-type", f"write field: {meant}")
    assert good("aliases", meant)


@given(st.text(alphabet=st.sampled_from("/.%2eEfF\\?#:ab中 "), min_size=1, max_size=20))
def test_no_alias_or_slug_leaves_its_place(text: str) -> None:
    aliases, _ = read("aliases", f"[{quoted(text)}]")
    for alias in aliases or ():
        assert alias.startswith("/")
        assert not {"", ".", ".."} & set(alias.strip("/").split("/"))
        assert not set("\\?#%") & set(alias)
    slug, _ = read("slug", quoted(text))
    assert slug is None or not set("/.\\?#%") & set(slug)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://talent.example/", "https://talent.example/"),
        ("https://talent.example", "https://talent.example/"),
        ("HTTPS://Talent.Example/Sub", "https://talent.example/Sub/"),
        ("http://127.0.0.1:8000/a/b/", "http://127.0.0.1:8000/a/b/"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
        ("https://xn--bcher-kva.example/%C3%BC/", "https://xn--bcher-kva.example/%C3%BC/"),
    ],
)
def test_a_base_url_ends_in_a_slash(text: str, url: str) -> None:
    assert parse_base_url(text) == (url, "")
    assert good("base-url", quoted(text)) == url


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("talent.example", "must begin with https://"),
        ("ftp://talent.example/", "must begin with https://"),
        ("//talent.example/", "must begin with https://"),
        ("https://", "is not the address of a site"),
        ("https:///a/", "is not the address of a site"),
        ("https://a..b/", "is not the address of a site"),
        ("https://talent.example:99999/", "is not the address of a site"),
        ("https://user@talent.example/", "is not the address of a site"),
        ("https://[::1/", "is not the address of a site"),
        ("https://talent.example/a b/", "is not the address of a site"),
        ("https://talent.example/%2/", "is not the address of a site"),
        ("https://talent.example/?a", "must end with its path"),
        ("https://talent.example/#a", "must end with its path"),
        ("https://bücher.example/", "must be ASCII"),
        ("https://talent.example/a//b/", "has an empty part"),
        ("https://talent.example//", "has an empty part"),
        ("https://talent.example/a/../b/", "a part of dots"),
        ("https://talent.example/%2e%2e/", "a part of dots"),
        ("https://talent.example/a%5cb/", "a part of dots"),
    ],
)
def test_what_is_no_base_url_is_reported(text: str, complaint: str) -> None:
    url, message = parse_base_url(text)
    assert url == ""
    assert complaint in message
    assert bad("base-url", quoted(text)).rule == "config-invalid"


def test_a_base_url_without_its_scheme_is_shown_with_it() -> None:
    assert bad("base-url", "Talent.example/sub").hint == "write field: https://talent.example/sub/"


@given(st.text() | st.text(alphabet=st.sampled_from("htps:/.[]@?#%2eaA0 "), max_size=20).map("https://".__add__))
def test_a_base_url_that_is_read_is_read_again_as_it_is(text: str) -> None:
    url, complaint = parse_base_url(text)
    assert bool(url) != bool(complaint)
    assert not url or parse_base_url(url) == (url, "")


@pytest.mark.parametrize("text", ["https://talent.example", "http://a.example/b?c=d#e"])
def test_an_address_is_read(text: str) -> None:
    assert good("url", text) == text


@pytest.mark.parametrize("text", ["talent.example", "javascript:alert(1)", "https://", "'https://a b'", "[x]"])
def test_what_is_no_address_is_reported(text: str) -> None:
    assert bad("url", text).rule == "field-type"


# ---- endings of files -----------------------------------------------------------------------------------------


def test_endings_are_read_in_lower_case_and_each_once() -> None:
    assert good("endings", "[dwg, IFC, dwg, mp3]") == ("dwg", "ifc", "mp3")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "html",
            "“field[1]” cannot be “html”, which browsers open as a page or a script of this site",
            "such files are offered in a ZIP file",
        ),
        (
            "SVG",
            "“field[1]” cannot be “SVG”, which browsers open as a page or a script of this site",
            "such files are offered in a ZIP file, drawings as PNG or WebP",
        ),
        ("php", "“field[1]” cannot be “php”, which many servers run", "such files are offered in a ZIP file"),
        (
            ".tar.gz",
            "“field[1]” cannot be “.tar.gz”, which browsers unpack, to open what is in it as part of this site",
            "such files are offered in a ZIP file",
        ),
        (".dwg", "“field[1]” is not the ending of a file: “.dwg”", "write dwg"),
        ("'*'", "“field[1]” is not the ending of a file: “*”", "write one such as dwg"),
    ],
)
def test_an_ending_that_nobody_may_offer_is_reported(text: str, message: str, hint: str) -> None:
    found = bad("endings", f"[{text}]")
    assert (found.rule, found.message, found.hint) == ("config-invalid", message, hint)


@pytest.mark.parametrize(
    "ending",
    """
    html htm xhtml xht svg svgz xml rss atom xsl xslt xsd rng mml js mjs css wasm shtml swf php phtml jsp asp cgi pl gz
    """.split(),  # noqa: SIM905 - as in the module
)
def test_no_ending_that_browsers_or_servers_run_can_be_added(ending: str) -> None:
    assert bad("endings", f"[{ending}]").rule == "config-invalid"


# ---- pictures -------------------------------------------------------------------------------------------------


def test_pictures_are_read_with_their_paths_from_the_root_and_their_lines() -> None:
    text = "\n- file: hall.jpg\n  alt: {de: Der Saal, zh: 大厅}\n- {file: a/b.png, caption: Oben, credit: Li}\n"
    assert good("pictures", text) == (
        Picture("content/press/messe/hall.jpg", {"de": "Der Saal", "zh": "大厅"}, line=2),
        Picture("content/press/messe/a/b.png", {}, {"": "Oben"}, "Li", line=4),
    )


def test_the_name_of_a_picture_is_composed_as_those_of_files_are() -> None:
    (picture,) = good("pictures", "[{file: Gru\u0308n.jpg}]")
    assert picture.path == unicodedata.normalize("NFC", "content/press/messe/Gru\u0308n.jpg")


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("../hall.jpg", "hall.jpg"),
        ("a/../../hall.jpg", "hall.jpg"),
        ("/etc/passwd", "passwd"),
        ("./hall.jpg", "hall.jpg"),
        ("a//hall.jpg", "hall.jpg"),
        ("..", "hall.jpg"),
        ("bilder/", "hall.jpg"),
        ("C:\\Bilder\\hall.jpg", "hall.jpg"),
        ("https://evil.example/hall.jpg", "hall.jpg"),
    ],
)
def test_a_picture_that_lies_elsewhere_is_reported(file: str, hint: str) -> None:
    found = bad("pictures", f"[{{file: {quoted(file)}}}]")
    assert (found.rule, found.hint) == ("file-unsafe", f"put the file there, and write its name: {hint}")


def test_a_picture_without_a_file_and_one_that_is_a_name_alone_are_reported() -> None:
    assert bad("pictures", "[{alt: Saal}]").message == "“field[1].file” is missing"
    found = bad("pictures", "[Saal.jpg]")
    assert (found.rule, found.hint) == ("field-type", "write - {file: Saal.jpg}")


def test_a_picture_that_is_named_twice_is_reported_at_the_second_place() -> None:
    pictures, (found,) = read("pictures", "\n- file: a.jpg\n- file: b.jpg\n- {file: a.jpg, alt: x}\n")
    assert len(pictures) == 3
    assert (found.rule, found.hint) == ("picture-repeated", "delete one of the two")
    assert (found.span and found.span.line, [span.line for span in found.related]) == (4, [2])


@pytest.mark.parametrize("text", ["[/de/a/, ~]", "[null, /de/a/]", "\n- /de/a/\n-\n"])
def test_an_item_that_says_nothing_is_to_be_deleted(text: str) -> None:
    aliases, (found,) = read("aliases", text)
    assert (aliases, found.rule) == (("/de/a/",), "field-type")
    assert found.hint == "delete this item of the list, or write what belongs there"
    assert bad("pictures", "{file: hall.jpg}").rule == "field-type"


# ---- figures --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("3944", Figure("number", "3944")),
        ("'3944'", Figure("number", "3944")),
        ("71.80", Figure("number", "71.80")),
        ("+5", Figure("number", "5")),
        ("-5.0", Figure("number", "-5.0")),
        ("-0.00", Figure("number", "0.00")),
        ("0", Figure("number", "0")),
        ("2025-11-16", Figure("date", "2025-11-16")),
        ("{value: 3944}", Figure("number", "3944")),
        ("{value: 71.8, unit: percent}", Figure("percent", "71.8")),
        ("{value: 2, unit: day}", Figure("unit", "2", unit="day")),
        ("{value: 1.5, unit: kilometer}", Figure("unit", "1.5", unit="kilometer")),
        ("{value: 2500000, currency: CNY}", Figure("money", "2500000", unit="CNY")),
        ("{from: 2025-11-15, to: 2025-11-16}", Figure("interval", "2025-11-15", until="2025-11-16")),
        ("{from: 2025-11-15, to: 2025-11-15}", Figure("interval", "2025-11-15", until="2025-11-15")),
        ("{value: 12, label: {de: Konferenzen}}", Figure("number", "12", label={"de": "Konferenzen"})),
        *(
            (f"{{value: 2, unit: {written}}}", Figure("unit", "2", unit=unit))
            for written, unit in {
                "kWh": "kilowatt-hour",
                "km²": "square-kilometer",
                "km2": "square-kilometer",
                "km/h": "kilometer-per-hour",
                "MW": "megawatt",
                "mW": "milliwatt",
                "m": "meter",
                "h": "hour",
                "℃": "celsius",
                "Tage": "day",
                "tag": "day",
                "days": "day",
                "天": "day",
                "平方公里": "square-kilometer",
            }.items()
        ),
        ("{value: 71.8, unit: '%'}", Figure("percent", "71.8")),
        ("{value: 71.8, unit: Prozent}", Figure("percent", "71.8")),
        ("{value: 2027, grouping: false}", Figure("number", "2027", grouping=False)),
        ("{value: 2027, grouping: true}", Figure("number", "2027")),
        ("{value: 2027, unit: day}", Figure("unit", "2027", unit="day")),
        ("{value: 3.944, decimals: 3}", Figure("number", "3.944")),
        ("{value: 3.9, decimals: 3}", Figure("number", "3.900")),
        ("{value: 4, decimals: 1, unit: percent}", Figure("percent", "4.0")),
        ("3.9440", Figure("number", "3.9440")),
        ("0.125", Figure("number", "0.125")),
        ("1234.567", Figure("number", "1234.567")),
        ("3.94", Figure("number", "3.94")),
        ("{value: 2, unit: day, label: Tage}", Figure("unit", "2", unit="day", label={"": "Tage"})),
        (
            "{to: 2025-11-16, from: 2025-11-15, label: Messe}",
            Figure("interval", "2025-11-15", until="2025-11-16", label={"": "Messe"}),
        ),
    ],
)
def test_a_figure_is_read(text: str, figure: Figure) -> None:
    assert good("figures", f"{{graduates: {text}}}") == {"graduates": figure}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("yes", "is not a number or a date", "write one of"),
        ("true", "is not a number or a date", "write one of"),
        (".inf", "is not a number or a date", "write one of"),
        ("-.Inf", "is not a number or a date", "write one of"),
        (".nan", "is not a number or a date", "write one of"),
        ("NaN", "is not a number or a date", "write one of"),
        ("1e5", "is not a number or a date", "write 100000"),
        ("1e999999999", "is not a number or a date", "write one of"),
        ("0x1F", "is not a number or a date", "write 31"),
        ("'３９４４'", "is not a number or a date", "write 3944"),
        ("'3,944'", "is not a number or a date", "write 3944"),
        ("3_944", "is not a number or a date", "write 3944"),
        ("3'944", "is not a number or a date", "write 3944"),
        ("2 500 000", "is not a number or a date", "write 2500000"),
        ("2\u00a0500\u202f000", "is not a number or a date", "write 2500000"),
        ("１，２００", "is not a number or a date", "write 1200"),
        ("12 Mio.", "is not a number or a date", "write 12000000; texts shorten it: {{ graduates | compact }}"),
        ("1,5万", "is not a number or a date", "write 15000; texts shorten it"),
        ("ca. 1.200", "is not a number or a date", "write 1200; the texts say ca. {{ graduates }}"),
        ("1200 Gäste", "is not a number or a date", "write 1200; the texts say {{ graduates }} Gäste"),
        (
            "5 m",
            "is not a number or a date",
            "texts shorten it: {{ graduates | compact }}, or {value: 5, unit: meter} if “m” is no number",
        ),
        ("{value: 5 K}", "is not a number or a date", "compact }}, or 5; beside it, unit: kelvin if “K” is no number"),
        ("€5m", "is not a number or a date", "write {value: 5000000, currency: EUR}"),
        ("20 M€", "is not a number or a date", "write {value: 20000000, currency: EUR}"),
        ("20 Millionen €", "is not a number or a date", "write {value: 20000000, currency: EUR}"),
        ("1.5 Mio. Euro", "is not a number or a date", "write {value: 1500000, currency: EUR}"),
        ("{value: 1.5 Mio. Euro}", "is not a number or a date", "write 1500000; beside it, currency: EUR"),
        ("3亿欧元", "is not a number or a date", "write {value: 300000000, currency: EUR}"),
        ("2 Mio. Tonnen", "is not a number or a date", "write {value: 2000000, unit: tonne}"),
        ("2万亿", "is not a number or a date", "write 2000000000000; texts shorten it"),
        ("2 Mio. Gäste", "is not a number or a date", "write 2000000; the texts say {{ graduates | compact }} Gäste"),
        ("ca. 2 Mio.", "is not a number or a date", "write 2000000; the texts say ca. {{ graduates | compact }}"),
        ("120万人", "is not a number or a date", "write 1200000; the texts say {{ graduates | compact }}人"),
        ("2 Mio. €/Tag", "is not a number or a date", "the texts say {{ graduates | compact }} €/Tag"),
        ("5 千瓦", "is not a number or a date", "write {value: 5, unit: kilowatt}"),
        ("3 m hoch", "is not a number or a date", "}} hoch, or {value: 3, unit: meter} if “m” is no number"),
        ("1.250 Mio.", "is not a number or a date", "write 1250000000 or 1250000; texts shorten it"),
        ("5 billion", "is not a number or a date", "write 5000000000; texts shorten it"),
        ("3 trillion", "is not a number or a date", "write 3000000000000; texts shorten it"),
        ("3 Billionen", "is not a number or a date", "write 3000000000000; texts shorten it"),
        ("1 Billion", "is not a number or a date", "write 1000000000 or 1000000000000; texts shorten it"),
        ("1234567890123 Mrd.", "is not a number or a date", "write one of"),
        ("€ 12", "is not a number or a date", "write {value: 12, currency: EUR}"),
        ("12 Tage", "is not a number or a date", "write {value: 12, unit: day}"),
        ("{value: 12 Tage}", "is not a number or a date", "write 12; beside it, unit: day"),
        ("zwölf", "is not a number or a date", "write one of"),
        ("2\u202f500\u202f000", "is not a number or a date", "write 2500000"),
        ("1.234.567", "is not a number or a date", "write 1234567"),
        ("'71,8'", "is not a number or a date", "write 71.8"),
        ("'0,125'", "is not a number or a date", "write 0.125"),
        ("1.234,5", "is not a number or a date", "write 1234.5"),
        ("'1,234.5'", "is not a number or a date", "write 1234.5"),
        ("1.5e3", "is not a number or a date", "write 1500"),
        (".5", "is not a number or a date", "write 0.5"),
        ("'3.'", "is not a number or a date", "write 3"),
        ("1_000", "is not a number or a date", "write 1000"),
        ("012", "begins with a zero", "write 12;"),
        ("'1:30'", "is not a number or a date", "write one of"),
        ("−5", "is not a number or a date", "write -5"),
        ("١٢", "is not a number or a date", "write 12"),
        ("१२००", "is not a number or a date", "write 1200"),
        ("71.8 %", "is not a number or a date", "write {value: 71.8, unit: percent}"),
        ("007", "begins with a zero", "write 7;"),
        ("1234567890123456789", "more than 18 digits", "round it"),
        ("", "is empty", "write one of"),
        ("{label: Messe}", "a label is not enough", "write one of"),
        ("{from: 2025-11-15}", "“from” is not enough", "write one of"),
        ("{unit: day}", "“unit” is not enough", "write one of"),
        ("{value: 1, unit: day, currency: CNY}", "do not go together", "write one of"),
        ("{value: 1, from: 2025-11-15, to: 2025-11-16}", "do not go together", "write one of"),
        ("{value: 2025-11-16, unit: day}", "a date has no unit", "write a number"),
        (
            "{from: 2025-11-16, to: 2025-11-15}",
            "ends before it begins",
            "exchange the two days: from: 2025-11-15, to: 2025-11-16",
        ),
        ("{value: 1, unit: dy}", "there is no unit “dy”", "did you mean “day”?"),
        ("{value: 1, unit: kwh}", "there is no unit “kwh”", "did you mean “kWh”?"),
        ("{value: 1, unit: Personen}", "there is no unit “Personen”", "write {{ graduates }} Personen in the texts"),
        ("{value: 1, unit: zzzzz}", "there is no unit", "write {{ graduates }} zzzzz in the texts"),
        ("{value: 1, currency: cny}", "there is no currency “cny”", "write currency: CNY"),
        ("{value: 1, currency: Yuan}", "there is no currency", "CNY"),
        ("{value: 1, currency: €}", "there is no currency “€”", "write currency: EUR"),
        ("{value: 1, currency: euros}", "there is no currency “euros”", "write currency: EUR"),
        ("{value: 1, currency: ¥}", "there is no currency “¥”", "write currency: CNY or currency: JPY"),
        ("{value: 1, unit: 人}", "there is no unit “人”", "write {{ graduates }} 人 in the texts"),
        ("{value: 1, unit: J}", "“J” means more than one unit", "write unit: joule or unit: year"),
        ("{value: 1, unit: c}", "“c” means more than one unit", "write unit: century or unit: cup"),
    ],
)
def test_what_is_no_figure_is_reported(text: str, message: str, hint: str) -> None:
    value, (found,) = read("figures", f"\n  graduates: {text}\n")
    assert (value, found.rule) == ({}, "figure-invalid")
    assert message in found.message
    assert hint in found.hint


def test_every_unit_is_found_by_its_symbol_and_its_words_or_is_told_with_all_that_they_mean() -> None:
    for language in sorted(LANGUAGES):
        for unit in unit_names():
            for number in (1, 7) if "1" not in unit else (7,):
                written = formats(language).unit(number, unit).replace(str(number), "").strip()
                assert unit in find_units(written, LANGUAGES), (language, written)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[1]", "field-type"),
        ("2025-02-30", "date-invalid"),
        ("2025-11-16T10:00", "date-invalid"),
        ("{from: 2025-02-30, to: 2025-03-01}", "date-invalid"),
        ("{value: [1], unit: day}", "field-type"),
    ],
)
def test_a_figure_of_a_wrong_type_or_date_is_reported_once(text: str, rule: str) -> None:
    value, (found,) = read("figures", f"\n  graduates: {text}\n")
    assert (value, found.rule) == ({}, rule)


@pytest.mark.parametrize(
    ("figure", "hint"),
    [
        ("{value: 1, lable: x}", "did you mean “label”?"),
        ("{value: 71.8, unti: percent}", "did you mean “unit”?"),
        ("{value: 72,8, unit: percent}", "write a: {value: 72.8, unit: percent}; decimals follow a point"),
        ("{value: 1,200, unit: day}", "write a: {value: 1200, unit: day}; digits alone"),
    ],
)
def test_a_figure_with_an_unknown_part_is_none_since_it_may_mean_another_number(figure: str, hint: str) -> None:
    value, (found,) = read("figures", f"{{a: {figure}}}")
    assert (value, found.rule, found.hint) == ({}, "figure-invalid", hint)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Graduates", "write graduates"),
        ("key-fields", "write key_fields"),
        ("2nd", ""),
        ("größe", "write groesse"),
        ("Straße der Gäste", "write strasse_der_gaeste"),
        ("café", "write cafe"),
        ("面积", "write mianji"),
        ("数", "write shu"),
        ("число", ""),
    ],
)
def test_a_name_that_no_text_could_call_is_reported(name: str, hint: str) -> None:
    _, (found,) = read("figures", f"{{{name}: 1}}")
    assert (found.rule, found.hint) == ("figure-invalid", hint)


def test_figures_are_a_mapping() -> None:
    assert bad("figures", "[3944]").rule == "field-type"
    assert good("figures", "{a: 1, b_2: 2}") == {"a": Figure("number", "1"), "b_2": Figure("number", "2")}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("3.944", "write graduates: 3944, or graduates: {value: 3.944, decimals: 3} if three decimals are meant"),
        ("'1.200'", "write graduates: 1200, or graduates: {value: 1.200, decimals: 3} if three decimals are meant"),
        ("-12.500", "write graduates: -12500, or graduates: {value: -12.500, decimals: 3} if three decimals are meant"),
        (
            "{value: 2.500, currency: EUR}",
            (
                "write graduates: {value: 2500, currency: EUR}, "
                "or graduates: {value: 2.500, decimals: 3, currency: EUR} if three decimals are meant"
            ),
        ),
    ],
)
def test_a_point_before_three_digits_is_no_number_until_its_decimals_are_named(text: str, hint: str) -> None:
    value, (found,) = read("figures", f"{{graduates: {text}}}")
    assert (value, found.rule, found.hint) == ({}, "figure-invalid", hint)
    assert "which many languages read as" in found.message


@given(st.from_regex(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", fullmatch=True), st.sampled_from(["", "day", "percent"]))
def test_both_ways_out_of_a_number_that_is_read_in_two_ways_are_silent(number: str, unit: str) -> None:
    text = f"{{value: {number}, unit: {unit}}}" if unit else number
    _, (found,) = read("figures", f"{{a: {text}}}")
    first, second = found.hint.removeprefix("write ").removesuffix(" if three decimals are meant").split(", or ")
    ways = (read("figures", f"{{{way.replace('a: +', 'a: ')}}}") for way in (first, second))
    (whole, told), (parted, others) = ((value["a"], [one.rule for one in some]) for value, some in ways)
    assert (others, told) in (([], []), ([], ["figure-year"]))  # 2.000 may be 2000, and that a year
    assert float(whole.value) == round(1000 * float(parted.value)) == round(1000 * float(number))


@pytest.mark.parametrize(
    ("written", "line", "hint"),
    [
        ("a:\n  label: A\n  value: 2.500\n", 3, "write value: 2500, or add decimals: 3 if three decimals are meant"),
        ("a:\n  decimals: 1\n  value: 2.50\n", 2, "write decimals: 2"),
        ("a:\n  unit: day\n  value: 2 %\n", 3, "write 2; beside it, unit: percent"),
        ("a:\n  grouping: true\n  value: 07\n", 3, "write 7; no number begins with a zero"),
    ],
)
def test_a_part_with_a_line_of_its_own_is_told_there(written: str, line: int, hint: str) -> None:
    _, (found,) = read("figures", f"\n{written}".replace("\n", "\n  "))
    assert found.span
    assert (found.span.line - 1, found.hint) == (line, hint)


@pytest.mark.parametrize(
    ("type_name", "text", "hint"),
    [
        ("texts", "'[Hub, Hubs'", "write field: [Hub, Hubs]"),
        ("texts", "港口、码头", "write field: [港口, 码头]"),
        ("pictures", "hall.jpg", "write field: [{file: hall.jpg}]"),
        ("footer-notes", "'Supported by: us'", 'write field: [{text: "Supported by: us"}]'),
        ("menu", "imprint", "write field: [imprint]"),
        ("corrections", "There are 12.", "write field: [{date: 2025-11-17, text: There are 12 berths.}]"),
    ],
)
def test_a_text_in_the_place_of_a_list_is_told_as_the_list_that_it_stands_for(
    type_name: str, text: str, hint: str
) -> None:
    assert bad(type_name, text).hint == hint


@pytest.mark.parametrize("text", ["2027", "1900", "2099", "'2027'", "{value: 2027, label: Jahr}"])
def test_a_number_that_may_be_a_year_is_told_with_both_ways_to_say_what_it_is(text: str) -> None:
    value, (found,) = read("figures", f"{{year: {text}}}")
    assert (value["year"].kind, found.rule, found.severity) == ("number", "figure-year", Severity.INFO)
    year, count = re.findall("{.*?}", found.hint)
    assert "grouping: false" in year
    assert "grouping: true" in count
    for way in (year, count):
        good("figures", f"{{year: {way}}}")


@pytest.mark.parametrize("text", ["1899", "2100", "20271", "2027.0", "-2027", "{value: 2027, currency: EUR}"])
def test_a_number_that_is_no_year_is_not_told_of(text: str) -> None:
    good("figures", f"{{year: {text}}}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{value: 3.94, decimals: 1}", "has 2 decimals, and “decimals” is 1"),
        ("{value: 2026-03-01, grouping: false}", "a date has no grouping"),
        ("{from: 2025-11-15, to: 2025-11-16, decimals: 2}", "do not go together"),
    ],
)
def test_how_a_number_is_written_goes_with_numbers_alone(text: str, message: str) -> None:
    value, (found,) = read("figures", f"{{a: {text}}}")
    assert (value, found.rule) == ({}, "figure-invalid")
    assert message in found.message


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_keeps_its_value_and_its_decimals(number: object) -> None:
    figures = good("figures", f"{{a: {number:f}}}")
    assert figures["a"].value == f"{number:f}".replace("-0.0000", "0.0000")


# ---- addresses of people ------------------------------------------------------------------------------------------


def test_a_postal_address_is_read_part_by_part() -> None:
    written = "{street: {de: Kai 1}, postal_code: 20359, city: Hamburg, region: Hamburg, country: DE}"
    assert good("postal-address", written) == PostalAddress(
        {"de": "Kai 1"}, {"": "Hamburg"}, {"": "Hamburg"}, "20359", "DE"
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("de", "write field: DE"),
        ("UK", "write field: GB"),
        ("DEU", "write field: DE"),
        ("China", "write field: CN"),
        ("XQ", "write field: NL"),
        ("Atlantis", "write field: NL"),
        ("150", "write field: NL"),
        ("[DE]", "write field: DE"),
    ],
)
def test_a_country_is_written_by_its_code(text: str, hint: str) -> None:
    found = bad("country", text)
    assert (found.rule, found.hint) == ("field-type", hint)
    assert good("country", "NO") == "NO"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2.1.2025 10 Uhr", "2025-01-02T10:00"),
        ("2. Januar 2025, 10.30 Uhr", "2025-01-02T10:30"),
        ("January 2, 2025 10:00 PM", "2025-01-02T22:00"),
        ("2025年1月2日10:00", "2025-01-02T10:00"),
        ("2025-01-02 9:00", "2025-01-02T09:00"),
        ("2.1.2025", "2025-01-02T00:00"),
        ("2. Januar 2025 um 8 Uhr abends", "2025-01-02T20:00"),
        ("um 10 Uhr am 2. Januar 2025", "2025-01-02T10:00"),
        ("2 January 2025, noon", "2025-01-02T12:00"),
        ("2025年1月2日上午10点", "2025-01-02T10:00"),
        ("2025年1月2日（星期四）下午3点半", "2025-01-02T15:30"),
        ("2025年1月2日 晚上八点一刻", "2025-01-02T20:15"),
        ("2025年1月2日中午12点", "2025-01-02T12:00"),
        ("2025年1月2日中午", "2025-01-02T12:00"),
        ("2025年1月2日晚上12点", "2025-01-03T00:00"),
        ("2. Januar 2025, 24 Uhr", "2025-01-03T00:00"),
    ],
)
def test_a_moment_that_is_written_otherwise_is_told_as_it_is_written_here(text: str, moment: str) -> None:
    _, [found] = read("moment", text)
    asked = (
        "; in the place of +01:00, put the offset from UTC that you mean, or leave it out if site.yaml has a timezone"
    )
    assert (found.rule, found.hint) == ("date-invalid", f"write field: {moment}+01:00{asked}")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-01-02 09:00 CET", "2025-01-02T09:00+01:00"),
        ("2026-06-05 10:00 UTC", "2026-06-05T10:00+00:00"),
        ("2026-06-05 9:30 CEST", "2026-06-05T09:30+02:00"),
        ("5. Juni 2026 um 10 Uhr MESZ", "2026-06-05T10:00+02:00"),
        ("5 June 2026, 12:00 a.m. EST", "2026-06-05T00:00-05:00"),
        ("5 June 2026, 12:30 p.m. (EDT)", "2026-06-05T12:30-04:00"),
        ("9 am PST on 5 June 2026", "2026-06-05T09:00-08:00"),
        ("2026年6月5日下午3点（北京时间）", "2026-06-05T15:00+08:00"),
        ("北京时间2026年6月5日下午3:00", "2026-06-05T15:00+08:00"),
        ("5 June 2026 10:00 UTC+8", "2026-06-05T10:00+08:00"),
        ("5 June 2026, 10:00 GMT-3:30", "2026-06-05T10:00-03:30"),
        ("2026-06-05T10:00+1:00", "2026-06-05T10:00+01:00"),
        ("5. Juni 2026, 10 Uhr +0200", "2026-06-05T10:00+02:00"),
        ("5 June 2026, 10:00 Beijing time", "2026-06-05T10:00+08:00"),
    ],
)
def test_a_moment_with_a_zone_that_is_known_is_told_with_its_offset(text: str, moment: str) -> None:
    _, [found] = read("moment", text)
    assert found.hint == f"write field: {moment}, which ends with the offset from UTC"
    assert good("moment", moment) == moment


@pytest.mark.parametrize("zone", ["CST", "Beijing", "(IST)", "Europe/Berlin", "Berlin time", "Ortszeit"])
def test_a_zone_that_is_not_known_for_sure_is_asked_for(zone: str) -> None:
    _, [found] = read("moment", f"5 June 2026, 10:00 {zone}")
    hint = "write field: 2026-06-05T10:00+01:00; in the place of +01:00, put the offset from UTC that you mean"
    assert found.hint == hint


def test_a_moment_whose_day_may_be_two_is_told_with_both() -> None:
    _, [found] = read("moment", "05/06/2026 10:00 UTC")
    assert found.hint == "write field: 2026-06-05T10:00+00:00, or 2026-05-06T10:00+00:00 if the month stands first"
    _, [found] = read("moment", "05/06/2026 10:00")
    assert found.hint.startswith(
        "write field: 2026-06-05T10:00+01:00, or 2026-05-06T10:00+01:00 if the month stands first; in the place"
    )


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "2026-06-05 at tea time",
        "5 June 2026, 13:00 am",
        "2026-06-05 25:00",
        "2026年6月5日晚上3点",
        "5 June 2026, 10:75",
        "2026-02-30T10:00Z",
        "2026-06-05 12:00 midnight",
        "9999-12-31 24:00",
    ],
)
def test_a_moment_that_nobody_can_tell_is_answered_with_the_form_alone(text: str) -> None:
    _, [found] = read("moment", text)
    assert found.hint == "the form is YYYY-MM-DDThh:mm+hh:mm: the day, the time, and the offset from UTC"


_DAYS = ("2026-06-05", "5. Juni 2026", "June 5, 2026", "05/06/2026", "2026年6月5日", "31.12.9999", "", "2026")
_TIMES = (
    "10:00",
    "12 a.m.",
    "0 pm",
    "24 Uhr",
    "24:01",
    "下午3点",
    "晚上12点半",
    "noon",
    "99:99",
    "十点",
    "十十点",
    "Uhr",
)
_ZONES = ("UTC", "MESZ", "EST", "CST", "+25:00", "-3:30", "(UTC+8)", "北京时间", "London time", "Ort", "Z", "()")


@given(st.permutations([_DAYS, _TIMES, _ZONES]).flatmap(lambda some: st.tuples(*map(st.sampled_from, some))))
def test_the_moment_that_a_hint_tells_to_write_is_one(parts: tuple[str, ...]) -> None:
    _, found = read("moment", quoted(" ".join(parts)))
    for one in found:
        meant = re.findall(r"(?:write field: |, or )([0-9]\S*?)(?=[,; ]|$)", one.hint)
        assert [good("moment", moment) for moment in meant] == meant
        assert meant or not one.hint.startswith("write field")
