"""What editors write in YAML is read as they mean it, or they are told: nothing is lost in silence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.content.fields.callings import choice
from microsite.content.fields.config import CONFIG_FIELDS
from microsite.content.fields.known import TYPES
from microsite.content.fields.table import Reading, read_fields
from microsite.content.yaml.nodes import Fields
from microsite.content.yaml.tree import compose
from microsite.diagnostics.problems import Diagnostic
from microsite.model.kinds import KINDS

LANGUAGES = frozenset({"de", "en", "zh", "no"})
FIELDS = {
    field.name: field
    for fields in (CONFIG_FIELDS, *((*kind.group_file, *kind.front_matter) for kind in KINDS.values()))
    for field in fields
}


def read(text: str, *names: str) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The fields of these names, and all that is told of them."""
    node, found = compose(text, "a.md", first_line=2)
    reading = Reading(TYPES, LANGUAGES, "content/press/messe", list(found))
    fields = [field._replace(required=False) for field in FIELDS.values() if field.name in names]
    values = read_fields(node, fields, reading) if isinstance(node, Fields) else {}
    return values, reading.found


# ---- spaces that are no plain ones ------------------------------------------------------------------------------

NO_BREAK = "\N{NO-BREAK SPACE}"
OF_WIDE = {NO_BREAK: "a no-break space", "\N{IDEOGRAPHIC SPACE}": "a wide space", "\N{EN SPACE}": "a special space"}


@pytest.mark.parametrize("sign", OF_WIDE)
@pytest.mark.parametrize(
    ("text", "lines", "message", "hint"),
    [
        ("title: x\nsummary:⍽Ce que", [3], "behind the colon", "write summary: Ce que; with a plain space behind"),
        ("title:⍽x\nsummary: y", [2], "behind the colon", "write title: x; with a plain space behind"),
        ("title: x\nsummary⍽: y", [3], "before the colon", "take that space out"),
        ("title: x\n⍽summary: y", [3], "is indented with", "indent with plain spaces"),
        ("figures:\n  a: 1\n⍽⍽b: 2\n  c: 3", [4], "is indented with", "indent with plain spaces"),
        ("figures:\n  a: 1\n⍽ b: 2", [4], "is indented with", "indent with plain spaces"),
        ("title: x\n⍽# a comment", [3], "is indented with", "indent with plain spaces"),
        ("figures:\n⍽⍽a: 1\n⍽⍽b: 2", [3, 4], "is indented with", "indent with plain spaces"),
        ("forms:\n  - a\n  -⍽b", [4], "behind the hyphen", "write - b; with a plain space behind"),
        ("forms:\n  -⍽a\n  - b", [3], "behind the hyphen", "write - a; with a plain space behind"),
        ("pictures:\n-⍽file: a.jpg", [3], "behind the hyphen", "write - file: a.jpg; with a plain space behind"),
    ],
)
def test_a_space_that_yaml_takes_for_a_letter_is_told_where_it_stands(
    sign: str, text: str, lines: list[int], message: str, hint: str
) -> None:
    _, found = read(f"{text}\n".replace("⍽", sign), "title", "summary", "figures", "forms", "pictures")
    assert [(one.rule, one.span and one.span.line) for one in found] == [("yaml-invalid", line) for line in lines]
    assert message in found[0].message
    assert OF_WIDE[sign] in found[0].message
    assert found[0].hint.startswith(hint)


@pytest.mark.parametrize(
    "text",
    [
        "title: Prix 20⍽€",
        "title: |\n  ⍽x\n  -⍽y",
        'title: "⍽x"',
        "title: x\n  ⍽y",
        "forms: [a⍽b]",
        "title: -⍽5",
    ],
)
def test_such_a_space_in_a_text_is_left_alone(text: str) -> None:
    assert read(f"{text}\n".replace("⍽", NO_BREAK), "title", "forms")[1] == []


# ---- number signs ---------------------------------------------------------------------------------------------

TEXTS = sorted(field.name for field in FIELDS.values() if field.type == "text")


def test_there_are_texts_to_try() -> None:
    assert {"title", "summary", "term", "short"} <= set(TEXTS)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title: Platz #1 in Leipzig", 'write title: "Platz #1 in Leipzig"'),
        ("title: #1 in Leipzig", 'write title: "#1 in Leipzig"'),
        ("title: Platz # 1 in Leipzig", 'write title: "Platz # 1 in Leipzig"'),
        ("title: Blau ist #0af", 'write title: "Blau ist #0af"'),
        ("title: 人才大会 #重庆", 'write title: "人才大会 #重庆"'),
        ('title: "Hafen" #hafen', "write title: '\"Hafen\" #hafen'"),
        ("title: Das\n  ist Platz #1", 'write title: "Das ist Platz #1"'),
        ("title: Das ist\n  #hafen", 'write title: "Das ist #hafen"'),
        ("place:\n  de: Platz #1", 'write de: "Platz #1"'),
        ("place: #1", 'write place: "#1"'),
        ("forms:\n  - Platz #1", 'write - "Platz #1"'),
        ("forms:\n  - #1", 'write - "#1"'),
        ("forbidden:\n  - Platz #1", 'write - "Platz #1"'),
        ("forbidden:\n  - wording: Platz #1", 'write wording: "Platz #1"'),
        ("boilerplate: Wir sind #1", 'write boilerplate: "Wir sind #1"'),
    ],
)
def test_a_text_that_a_number_sign_ends_is_told_whole(text: str, hint: str) -> None:
    _, (found,) = read(f"{text}\n", text.partition(":")[0])
    assert (found.rule, found.hint) == ("comment-unmeant", hint)


def test_the_comment_behind_a_colour_that_is_one_is_not_taken_along() -> None:
    _, (found,) = read("theme:\n  colors:\n    accent: #006c66  # links; the others follow\n", "theme")
    assert (found.rule, found.hint) == ("comment-unmeant", 'write accent: "#006c66"')
    assert "links" not in found.message


@pytest.mark.parametrize(
    ("word", "hint"),
    [("thema", "did you mean “theme”?"), ("themen", "did you mean “topics”?"), ("footor", "did you mean “footer”?")],
)
def test_a_word_with_one_wrong_letter_is_nearer_than_one_of_the_same_meaning(word: str, hint: str) -> None:
    assert choice(word, [field.name for field in CONFIG_FIELDS]) == hint


@pytest.mark.parametrize(
    ("text", "name", "hint"),
    [
        ("place: {de:Marseille, en: x}", "place", "did you mean “de: Marseille”?"),
        ("place: {de Das Haus, en: x}", "place", "did you mean “de: Das Haus”?"),
        ("place: {de=Kai, en: x}", "place", "did you mean “de: Kai”?"),
        ("contact: {name:Anna Maria Blanc, email: a@b.example}", "contact", "did you mean “name: Anna Maria Blanc”?"),
        ("missing: {press:omit}", "missing", "did you mean “press: omit”?"),
    ],
)
def test_a_name_that_its_value_runs_into_is_told_apart_from_it(text: str, name: str, hint: str) -> None:
    _, found = read(f"{text}\n", name)
    assert found[0].hint == hint
    assert found[0].span
    meant = hint.partition("“")[2].partition("”")[0]
    at = found[0].span.column - 1
    mended = text[:at] + meant + text[at + found[0].span.length :]
    assert read(f"{mended}\n", name)[1] == []


@pytest.mark.parametrize("text", ["place: {fr: Kai, en: x}", "place: {französisch, en: x}", "place: {de, en: x}"])
def test_a_name_alone_is_no_name_with_a_value(text: str) -> None:
    assert not any("colon" in one.message for one in read(f"{text}\n", "place")[1])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("forms: [Platz #1, Hub]", 'forms: ["Platz #1", Hub]'),
        ("forms: [Hub, Platz #1]", 'forms: [Hub, "Platz #1"]'),
        ("place: {de: Platz #1, zh: x}", 'place: {de: "Platz #1", zh: x}'),
        ("title: Das ist #1\n  in Leipzig\ndate: 2026-03-01", 'title: "Das ist #1 in Leipzig"'),
        ("title: Das ist\n  #hafen und\n  Kai\ndate: 2026-03-01", 'title: "Das ist #hafen und Kai"'),
    ],
)
def test_where_a_number_sign_makes_yaml_of_no_meaning_it_is_what_is_told(text: str, hint: str) -> None:
    _, (found,) = read(f"{text}\n", "forms", "place", "title", "date")
    assert (found.rule, found.hint) == ("yaml-invalid", f"put the text in quotation marks: {hint}")
    assert read(f"{hint}\n", "forms", "place", "title")[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "phone: +49 341 1234   # there is none yet",
        "title: Hafen # noch nicht sicher",
        "title: Hafen  ## noch nicht sicher",
        "title: Hafen #!",
        "title: # there is none yet",
        "title: C# lernen",
        "title: Platz#1",
        "title: 'Platz #1'",
        "title: >\n  Platz #1\n  in Leipzig",
        "title: Hafen\n  #summary: Kai",
        "title: Hafen\n#summary Kai",
        "date: 2026-03-01 #todo",
        "draft: true #noch",
        "navigation: [press] #start",
        "figures:\n  guests: 12 #oder 13",
    ],
)
def test_a_comment_that_editors_mean_is_not_told_of(text: str) -> None:
    _, found = read(f"{text}\n", "title", "contact", "date", "draft", "navigation", "figures")
    assert [one for one in found if one.rule != "field-unknown"] == []


@given(
    st.sampled_from(TEXTS),
    st.text(alphabet=" abÄ1重.,!?", max_size=12),
    st.text(alphabet=" #abÄ1重.,:'\"!?{}[]", max_size=12),
)
def test_no_text_is_cut_at_a_number_sign_without_a_word_and_the_hint_has_it_whole(
    name: str, before: str, after: str
) -> None:
    text = f"{before.strip()} #x{after}".strip()
    values, found = read(f"{name}: {text}\n", name)
    if values.get(name) != " ".join(text.split(" ")):
        assert found, values
        hints = [one.hint.removeprefix("write ") for one in found if one.rule == "comment-unmeant"]
        for hint in hints:
            assert read(f"{hint}\n", name) == ({name: text}, [])
