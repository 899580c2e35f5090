"""Sources → entries, group data and configuration: what is read, and everything that one run reports."""

from __future__ import annotations

import datetime
import itertools
import json
import re
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.content.fields.config import CONFIG_FIELDS
from microsite.content.fields.known import FIELD_TYPES, FIELDS_BY_TYPE
from microsite.content.parse import parse_config, parse_entry, parse_group
from microsite.diagnostics.problems import Diagnostic, Severity, Span, is_error
from microsite.i18n.locales import is_locale
from microsite.model.characters import check_characters
from microsite.model.config import Config, Event, MenuEntry, Organization
from microsite.model.decode import UNWANTED, YAML_BOUND, decode, find_unwanted, has_only_wanted, size_bound
from microsite.model.entries import (
    Chart,
    Contact,
    Correction,
    Entry,
    Figure,
    FigureName,
    GroupData,
    Locale,
    Picture,
    Prose,
    TopicUse,
)
from microsite.model.kinds import GLOSSARY, KINDS, PAGE, PRESS, Field, Kind
from microsite.model.layout import is_plain
from microsite.model.names import is_device
from microsite.model.policies import KeyFigures
from microsite.model.source import TEXT_BOUND, Source

LANGUAGES = frozenset({"de", "en", "zh"})
PATH = "content/press/messe.de.md"

Found = tuple[Diagnostic, ...]


def source(path: str, text: str | bytes) -> Source:
    return Source(path, "d1", text if isinstance(text, bytes) else text.encode())


def entry(text: str | bytes, kind: Kind = PRESS, locale: str = "de") -> tuple[Entry | None, Found]:
    parsed, found = parse_entry(source(PATH, text), kind, "messe", locale, LANGUAGES)
    return parsed and parsed[0], found


def prose(text: str | bytes, kind: Kind = PRESS) -> Prose | None:
    parsed, _ = parse_entry(source(PATH, text), kind, "messe", "de", LANGUAGES)
    return parsed and parsed[1]


def group(text: str | bytes, kind: Kind = PRESS) -> tuple[GroupData | None, Found]:
    return parse_group(source("content/press/messe.yaml", text), kind, "messe", LANGUAGES)


def config(text: str | bytes) -> tuple[Config | None, Found]:
    return parse_config(source("content/site.yaml", text))


def told(found: Sequence[Diagnostic]) -> list[tuple[str, int]]:
    """Rules and lines."""
    return [(diagnostic.rule, diagnostic.span.line if diagnostic.span else -1) for diagnostic in found]


# ---- bytes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", ["ä\n重\n".encode(), b"\xef\xbb\xbf\xc3\xa4\n\xe9\x87\x8d\n", "ä\r\n重\r\n".encode(), "ä\r重\r".encode()]
)
def test_a_byte_order_mark_and_line_ends_of_any_kind_make_no_difference(data: bytes) -> None:
    assert decode(source(PATH, data)) == ("ä\n重\n", ())


@pytest.mark.parametrize(
    "character", ["\t", "\u2028", "\u2029", "\u00ad", "\u200b", "\ufeff", "\ue002", "😀", "\U000f0000"]
)
def test_unusual_characters_are_kept(character: str) -> None:
    text = f"a{character}b"
    assert decode(source(PATH, text)) == (text, ())


@pytest.mark.parametrize(
    "character",
    ["\0", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x96", "\ue000", "\ue001", "\ufffe", "\U0001ffff"],
)
def test_a_character_that_no_text_has_a_use_for_is_reported_where_it_is(character: str) -> None:
    text, (found,) = decode(source(PATH, f"eins\r\n重庆{character}x{character}\n"))
    assert (text, found.rule, found.span) == (None, "file-encoding", Span(PATH, 2, 3, 1))
    assert f"U+{ord(character):04X}" in found.message
    assert "(2 times)" in found.message


def test_each_unwanted_character_is_reported_once_for_all_its_places() -> None:
    _, found = decode(source(PATH, "\0\0\n\x07\0"))
    assert told(found) == [("file-encoding", 1), ("file-encoding", 2)]


@pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e")
@pytest.mark.parametrize("path", [PATH, "a.yaml", "messages.po", "page.html", "terms.csv"])
def test_what_embeds_or_overrides_a_direction_is_reported_even_if_it_ends(path: str, character: str) -> None:
    text, found = decode(source(path, f"eins\nab{character}c\u202c\n"))
    assert text is None
    assert (found[0].rule, found[0].span) == ("bidi-control", Span(path, 2, 3, 1))
    assert f"U+{ord(character):04X}" in found[0].message
    assert "U+2068 and U+2069" in found[0].hint


def test_what_is_unwanted_does_not_keep_the_rest_of_a_text_from_being_told() -> None:
    wrong = source(PATH, "---\ntitle: A\u202e\nsumary: x\n---\nA\x07 [[place]]\n")
    read, found = parse_entry(wrong, KINDS["press"], "key", "de", frozenset({"de"}))
    assert [one.rule for one in found] == ["bidi-control", "file-encoding", "field-unknown"]
    assert read
    assert (read[0].title, read[1].text) == ("A□", "A□ [[place]]\n")
    assert decode(wrong)[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "عن \u2066Talent 2025\u2069 في",
        "a\u2067b\u2068c\u2069d\u2069e\nf\u2068g\u2069",
        "\u200fعن\u200e (a)\u061c b",
        "\u2066\u2069" * 200,
    ],
)
def test_isolates_that_close_on_their_line_and_marks_are_kept(text: str) -> None:
    assert decode(source(PATH, text)) == (text, ())


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("ab\u2067c", 3, "U+2067, which begins an isolate that does not end on its line"),
        ("ab\u2066c\nd\u2069", 3, "U+2066, which begins an isolate that does not end on its line"),
        ("ab\u2068c\u2029d\u2069", 3, "U+2068, which begins an isolate that does not end on its line"),
        ("a\u2069b\u2066", 2, "U+2069, which ends no isolate of its line"),
        ("a\u2066b\u2069\u2069", 5, "U+2069, which ends no isolate of its line"),
        ("a\u2066b\u2067c\u2069", 2, "U+2066, which begins an isolate that does not end on its line"),
    ],
)
def test_an_isolate_that_its_line_does_not_close_is_reported(text: str, column: int, message: str) -> None:
    read, found = decode(source(PATH, f"x\n{text}\n"))
    assert read is None
    assert (found[0].rule, found[0].span) == ("bidi-control", Span(PATH, 2, column, 1))
    assert message in found[0].message


@given(st.text(st.sampled_from("a\n\u2029\u2066\u2067\u2068\u2069"), max_size=12))
def test_isolates_are_as_a_count_of_each_line_would_have_them(text: str) -> None:
    def is_closed(line: str) -> bool:
        depth = 0
        for character in line:
            depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
            if depth < 0:
                return False
        return depth == 0

    assert has_only_wanted(text) == all(map(is_closed, text.replace("\u2029", "\n").split("\n")))
    assert has_only_wanted(text) == (not any(find_unwanted(text)))


@pytest.mark.parametrize(
    ("data", "span", "message", "hint"),
    [
        (b"gr\xfcn", Span(PATH, 1, 3), "0xFC", "in Windows-1252 this byte is “ü”"),
        ("\ufeff重庆\r\n人才".encode() + b"\xff", Span(PATH, 2, 3), "0xFF", "save the file as UTF-8"),
        ("重".encode()[:2], Span(PATH, 1, 1), "0xE9", "save the file as UTF-8"),
        (b"a\r\xc0\x80", Span(PATH, 2, 1), "0xC0", "save the file as UTF-8"),
        (b"\xed\xa0\x80", Span(PATH, 1, 1), "0xED", "save the file as UTF-8"),
        ("重庆".encode("utf-16"), Span(PATH, 1, 1), "0xFF", "UTF-16"),
    ],
)
def test_a_byte_that_is_not_utf_8_is_reported_with_line_and_column(
    data: bytes, span: Span, message: str, hint: str
) -> None:
    text, (found,) = decode(source(PATH, data))
    assert (text, found.rule, found.span) == (None, "file-encoding", span)
    assert message in found.message
    assert hint in found.hint


@pytest.mark.parametrize(("path", "bound"), [(PATH, TEXT_BOUND), ("a.yaml", YAML_BOUND), ("messages.po", TEXT_BOUND)])
def test_a_file_has_a_bound_and_is_read_up_to_it(path: str, bound: int) -> None:
    assert size_bound(path) == bound
    assert decode(source(path, b"x" * bound)) == ("x" * bound, ())
    text, (found,) = decode(source(path, b"\xff" * (bound + 1)))
    assert (text, found.rule, found.span) == (None, "file-too-large", Span(path))


@given(st.binary(max_size=200))
def test_decoding_never_raises_and_gives_text_that_can_be_trusted(data: bytes) -> None:
    text, found = decode(source(PATH, data))
    assert (text is None) == bool(found)
    assert text is None or not UNWANTED.search(text)
    assert text is None or "\r" not in text


# ---- front matter ---------------------------------------------------------------------------------------------


def test_a_release_is_read_with_all_its_fields() -> None:
    text = (
        "---\n"
        "title: Talente finden neue Wege\n"
        'summary: "{{ graduates }} Absolventen"\n'
        "date: 2025-11-16\n"
        "updated: 2025-11-17\n"
        "place: {de: Chongqing, zh: 重庆}\n"
        "contact: {name: Presse, email: presse@talent.example}\n"
        "slug: neue-wege\n"
        "aliases: [/de/alt/]\n"
        "draft: true\n"
        "---\n"
        "\n"
        "## Text\n"
    )
    assert entry(text) == (
        Entry(
            kind="press",
            key="messe",
            locale="de",
            path=PATH,
            digest="d1",
            title="Talente finden neue Wege",
            title_line=2,
            summary="{{ graduates }} Absolventen",
            summary_line=3,
            slug="neue-wege",
            aliases=("/de/alt/",),
            draft=True,
            date=datetime.date(2025, 11, 16),
            updated=datetime.date(2025, 11, 17),
            place="Chongqing",
            contact=Contact({"": "Presse"}, "presse@talent.example"),
            days=(("date", 4, 7, 10), ("updated", 5, 10, 10)),
        ),
        (),
    )
    assert prose(text) == Prose(PATH, "\n## Text\n", 12)


def test_a_term_and_its_definition_are_title_and_summary() -> None:
    text = "---\n# Glossar\nshort: Ein Ort.\nterm: 创新中心\nforms: [创新枢纽]\nsort: chuangxin\n---\nText"
    value, found = entry(text, GLOSSARY, "zh")
    assert value
    assert (value.title, value.title_line, value.summary, value.summary_line) == ("创新中心", 4, "Ein Ort.", 3)
    assert (value.forms, value.sort, found) == (("创新枢纽",), "chuangxin", ())
    assert prose(text, GLOSSARY) == Prose(PATH, "Text", 8)


def test_title_and_summary_are_other_spellings_of_term_and_short() -> None:
    value, found = entry("---\ntitle: Hub\nsummary: Ein Ort.\n---\n", GLOSSARY)
    assert value
    assert (value.title, value.summary, found) == ("Hub", "Ein Ort.", ())


def test_term_and_title_together_are_a_problem() -> None:
    value, found = entry("---\nterm: Hub\ntitle: Zentrum\n---\n", GLOSSARY)
    assert value
    assert (value.title, told(found)) == ("Hub", [("yaml-invalid", 3)])


@pytest.mark.parametrize(("locale", "place"), [("de", "Chongqing"), ("zh", "重庆"), ("en", "")])
def test_a_place_by_language_is_that_of_the_entry(locale: str, place: str) -> None:
    value, found = entry("---\ntitle: x\nplace: {de: Chongqing, zh: 重庆}\n---\n", locale=locale)
    assert value
    assert (value.place, found) == (place, ())


@pytest.mark.parametrize("end", ["---", "...", "---  "])
@pytest.mark.parametrize("body", ["", "\n", "Text", "Text\n---\nmehr\n", "\n\u2028\n"])
def test_the_prose_is_all_that_follows_the_front_matter(end: str, body: str) -> None:
    assert prose(f"---\ntitle: x\n{end}\n{body}") == Prose(PATH, body, 4)


def test_front_matter_may_end_the_file_without_a_line_end() -> None:
    text = "--- \r\ntitle: x\r\n---"
    value, found = entry(text)
    assert value
    assert (value.title, found) == ("x", ())
    assert prose(text) == Prose(PATH, "", 4)


def test_front_matter_without_an_end_is_reported_where_it_begins() -> None:
    value, (found,) = entry("---\ntitle: x\n\nText\n")
    assert (value, found.rule, found.span) == (None, "yaml-invalid", Span(PATH, 1, 1, 3))


def test_front_matter_has_a_bound() -> None:
    value, (found,) = entry("---\ntitle: x\n" + "# y\n" * 40_000 + "---\n")
    assert (value, found.rule, found.span) == (None, "yaml-invalid", Span(PATH, 1, 1, 3))
    assert "at most 64,000" in found.message


@pytest.mark.parametrize(
    ("text", "span", "hint"),
    [
        ("", Span(PATH), 'title: "…"'),
        ("\n", Span(PATH, 1, 1, 0), 'title: "…"'),
        ("# Talente finden\n\nText\n", Span(PATH, 1, 1, 16), "title: Talente finden"),
        ("Talente: neu\n", Span(PATH, 1, 1, 12), 'title: "Talente: neu"'),
    ],
)
def test_a_text_without_front_matter_is_shown_how_to_begin(text: str, span: Span, hint: str) -> None:
    value, (found,) = entry(text)
    assert (value, found.rule, found.span) == (None, "field-missing", span)
    assert found.hint == f"begin the file with\n---\n{hint}\n---"


@pytest.mark.parametrize("text", ["title: x\n---\nText\n", "----\ntitle: x\n----\n", "—\ntitle: x\n—\n"])
def test_fields_without_the_line_above_them_are_told_what_is_missing(text: str) -> None:
    value, (found,) = entry(text)
    assert (value, found.rule) == (None, "field-missing")
    assert found.hint.startswith("begin the file with a line that is only ---")


@pytest.mark.parametrize(
    ("before", "what"), [("\n", "the empty lines"), (" \n\n", "the empty lines"), ("<!-- a\nb -->\n", "the comment")]
)
def test_what_stands_before_front_matter_is_told(before: str, what: str) -> None:
    value, (found,) = entry(f"{before}---\ntitle: x\n---\nText\n")
    assert (value, found.rule, found.hint) == (None, "field-missing", f"delete {what} before the line ---")


@pytest.mark.parametrize(
    ("before", "what"),
    [
        ("Vorwort\n", "“Vorwort”"),
        ("# Messe: neu\n\n", "“# Messe: neu”"),
        ("Eins\n\nZwei\n", "the lines before the line ---"),
        ("Eins\n---\nZwei\n", "the lines before the line ---"),
        ("<!-- a -->\nEins\n", "the lines before the line ---"),
    ],
)
def test_text_before_front_matter_is_told_to_go_below_it(before: str, what: str) -> None:
    front = "---\ndate: 2025-01-02\ntitle: x\n---\n"
    value, (found,) = entry(f"{before}{front}Text\n")
    hint = f"put {what} below the front matter, so that the file begins with the line ---"
    assert (value, found.rule, found.hint) == (None, "field-missing", hint)
    value, problems = entry(f"{front}{before}Text\n")
    assert (value and value.title, problems) == ("x", ())


def test_rules_between_paragraphs_are_no_front_matter() -> None:
    _, (found,) = entry("Eins\n\n---\nTitel: ja\n\n---\nZwei\n")
    assert found.hint == "begin the file with\n---\ntitle: Eins\n---"


def test_lines_that_are_never_closed_are_looked_through_once() -> None:
    _, (found,) = entry("\n---\n" + "a\n" * 2000)
    assert found.hint.startswith("begin the file with")


def test_front_matter_in_toml_is_answered_with_how_to_write_it() -> None:
    value, (found,) = entry('+++\ntitle = "Messe"\n+++\nText\n')
    assert (value, found.rule, found.message) == (
        None,
        "field-missing",
        "front matter is YAML here, and this is TOML",
    )
    assert found.hint == "write --- instead of +++, and name: value instead of name = value"


def test_the_beginning_that_is_shown_can_be_pasted() -> None:
    _, (found,) = entry('# Was "Talente": neu?\n')
    beginning = found.hint.partition("\n")[2]
    value, problems = entry(f"{beginning}\nText\n")
    assert value
    assert (value.title, problems) == ('Was "Talente": neu?', ())


def test_a_bare_glossary_text_lacks_its_term() -> None:
    _, (found,) = entry("Hub\n", GLOSSARY)
    assert "\nterm: Hub\n" in found.hint


@pytest.mark.parametrize("front", ["", "# nur ein Kommentar\n", "\n\n", "~\n"])
def test_empty_front_matter_lacks_a_title(front: str) -> None:
    value, (found,) = entry(f"---\n{front}---\n")
    assert (value, found.rule, found.span) == (None, "field-missing", Span(PATH, 1, 1, 3))


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("- title\n", "write a field on each line: “name: value”"),
        ("title：人才\n", "write a colon and a space after the name: title: 人才"),
        ("title:Talente\n", "write a colon and a space after the name: title: Talente"),
    ],
)
def test_front_matter_that_holds_no_fields_is_reported(front: str, hint: str) -> None:
    value, (found,) = entry(f"---\n{front}---\n")
    assert (value, told([found]), found.hint) == (None, [("yaml-invalid", 2)], hint)


def test_lines_of_problems_are_those_of_the_file() -> None:
    text = "---\ntitle: Talente: neu\n---\n"
    _, (found,) = entry(text)
    assert (found.rule, found.span) == ("yaml-invalid", Span(PATH, 2, 15, 1))
    assert found.hint == 'put the text in quotation marks: title: "Talente: neu"'


def test_a_duplicate_key_is_reported_with_both_lines() -> None:
    value, (found,) = entry("---\ntitle: a\ndraft: no\ntitle: b\n---\n")
    assert value
    assert value.title == "a"
    assert (found.rule, found.span, found.related) == ("yaml-invalid", Span(PATH, 4, 1, 5), (Span(PATH, 2, 1, 5),))


def test_every_problem_is_found_in_one_run_and_the_entry_is_still_returned() -> None:
    text = (
        "---\n"
        "title: Messe\n"
        "sumary: x\n"
        "pictures: []\n"
        "draft: ja\n"
        "date: 2025-02-30\n"
        "slug: a/b\n"
        "aliases: [de/alt]\n"
        "place: {fr: x}\n"
        "contact: {email: a@b.example}\n"
        "---\n"
    )
    value, found = entry(text)
    assert value == Entry(
        kind="press",
        key="messe",
        locale="de",
        path=PATH,
        digest="d1",
        title="Messe",
        title_line=2,
        days=(("date", 6, 7, 10),),
    )
    assert told(found) == [
        ("field-unknown", 3),
        ("field-unknown", 4),
        ("field-type", 5),
        ("date-invalid", 6),
        ("slug-invalid", 7),
        ("alias-invalid", 8),
        ("language-unknown", 9),
        ("field-missing", 10),
    ]
    assert found[0].hint == "did you mean “summary”?"
    assert found[1].hint == "move it to messe.yaml, which holds for all languages"


def test_an_entry_without_a_title_is_none_and_its_other_problems_are_told() -> None:
    value, found = entry("---\ndate: gestern\n---\n")
    assert (value, told(found)) == (None, [("date-invalid", 2), ("field-missing", 1)])


def test_a_file_that_cannot_be_decoded_is_reported_and_none() -> None:
    assert entry(b"---\ntitle: \xe4\n---\n")[0] is None
    assert told(entry(b"---\ntitle: a\0\n---\n")[1]) == [("file-encoding", 2)]
    assert told(entry(b"x" * 20_000_000)[1]) == [("file-too-large", 0)]


def test_the_marks_of_the_markup_cannot_be_written_by_an_escape_either() -> None:
    value, found = entry('---\ntitle: "a\\uE0000\\uE001b"\n---\n')
    assert value
    assert (value.title, told(found)) == ("a0b", [("file-encoding", 2)])


# ---- group files ----------------------------------------------------------------------------------------------


def test_a_group_file_is_read_with_all_its_fields() -> None:
    text = (
        "date: 2025-11-16\n"
        "updated: 2025-11-17\n"
        "place: {de: Chongqing, en: Chongqing, zh: 重庆}\n"
        "contact: {name: Presse}\n"
        "topics: [ai, people, ai]\n"
        "pictures:\n"
        "  - {file: hall.jpg, alt: {de: Saal}}\n"
        "corrections:\n"
        "  - {date: 2025-11-17, text: {de: Es sind 12.}}\n"
        "figures:\n"
        "  graduates: 3944\n"
        "  held: {from: 2025-11-15, to: 2025-11-16}\n"
        "charts:\n"
        "  - {title: Guests, show: [graduates, others], form: shares}\n"
    )
    assert group(text) == (
        GroupData(
            path="content/press/messe.yaml",
            date=datetime.date(2025, 11, 16),
            updated=datetime.date(2025, 11, 17),
            place={"de": "Chongqing", "en": "Chongqing", "zh": "重庆"},
            contact=Contact({"": "Presse"}),
            topics=(TopicUse("ai", 5, 10, 2), TopicUse("people", 5, 14, 6)),
            pictures=(Picture("content/press/messe/hall.jpg", {"de": "Saal"}, line=7),),
            corrections=(Correction(datetime.date(2025, 11, 17), {"de": "Es sind 12."}, line=9),),
            figures={
                "graduates": Figure("number", "3944"),
                "held": Figure("interval", "2025-11-15", until="2025-11-16"),
            },
            charts=(
                Chart(
                    {"": "Guests"},
                    (FigureName("graduates", 14, 28, 9), FigureName("others", 14, 39, 6)),
                    "shares",
                    line=14,
                    column=5,
                ),
            ),
            days=(("date", 1, 7, 10), ("updated", 2, 10, 10)),
        ),
        (),
    )


@pytest.mark.parametrize("text", ["", "\ufeff\r\n", "# noch nichts\n", "---\n"])
def test_an_empty_group_file_holds_nothing(text: str) -> None:
    assert group(text) == (GroupData("content/press/messe.yaml"), ())


@pytest.mark.parametrize("text", ["- a\n", "Messe\n", "a: [\n", "a: b\n---\nc: d\n", b"\xff"])
def test_a_group_file_that_cannot_be_read_is_none(text: str | bytes) -> None:
    value, (found,) = group(text)
    assert (value, found.rule in {"yaml-invalid", "file-encoding"}) == (None, True)


def test_a_group_file_that_is_too_large_is_not_read() -> None:
    value, (found,) = group("#" * (YAML_BOUND + 1))
    assert (value, found.rule) == (None, "file-too-large")


def test_a_group_file_keeps_what_is_right() -> None:
    value, found = group("date: 2025-11-31\nupdated: 2025-11-17\ntitle: x\ndraft: true\nfigures: {a: 1, b: x}\n")
    assert value == GroupData(
        "content/press/messe.yaml",
        updated=datetime.date(2025, 11, 17),
        figures={"a": Figure("number", "1")},
        days=(("date", 1, 7, 10), ("updated", 2, 10, 10)),
    )
    assert told(found) == [("date-invalid", 1), ("field-unknown", 3), ("field-unknown", 4), ("figure-invalid", 5)]
    assert found[1].hint == "move it to the front matter of messe.<language>.md"


def test_pictures_lie_in_the_folder_of_the_kind() -> None:
    value, _ = group("pictures: [{file: a.jpg}]", PAGE)
    assert value
    assert [picture.path for picture in value.pictures] == ["content/pages/messe/a.jpg"]


# ---- languages ------------------------------------------------------------------------------------------------


def languages_of(*lines: str) -> tuple[list[Locale], Found]:
    found = "".join(f"  {line}\n" for line in lines)
    value, told = config(f"title: Messe\nbase_url: https://talent.example/\nlanguages:\n{found}")
    return list(value.languages) if value else [], told


@pytest.mark.parametrize(
    ("line", "place", "hint"),
    [
        ("jp: {name: x, locale: ja_JP}", (4, 3, 2), "add tag: ja"),
        ("cn: {name: x, locale: zh_Hans_CN}", (4, 3, 2), "add tag: zh"),
        ("dk: {name: x, locale: da}", (4, 3, 2), "add tag: da"),
        ("en: {name: x, tag: en-UK}", (4, 22, 5), "write tag: en-GB"),
        ("de: {name: x, tag: de-DEU, locale: de_DE}", (4, 22, 6), "write tag: de-DE"),
        ("zh: {name: x, tag: zh-CHN, locale: zh}", (4, 22, 6), "write tag: zh-CN"),
        ("zh: {name: x, tag: zh-Hanz, locale: zh}", (4, 22, 7), "write tag: zh"),
        ("de: {name: x, tag: deu, locale: de}", (4, 22, 3), "write tag: de"),
        ("xx: {name: x, locale: fr_CH}", (4, 3, 2), "add tag: fr-CH"),
    ],
)
def test_a_tag_that_nobody_has_registered_is_told_with_the_one_that_is_meant(
    line: str, place: tuple[int, int, int], hint: str
) -> None:
    [locale], [found] = languages_of(line)
    assert (found.rule, found.severity, found.hint) == ("tag-unregistered", Severity.WARNING, hint)
    assert found.span == Span("content/site.yaml", *place)
    name, tag = locale.key, hint.partition(": ")[2]
    assert languages_of(f"{name}: {{name: x, tag: {tag}, locale: {locale.babel}}}")[1] == ()


@pytest.mark.parametrize("key", ["jp", "cn", "dk", "cz", "gb"])
def test_a_country_for_a_language_is_told_with_the_language_that_cldr_knows(key: str) -> None:
    locales, [found] = languages_of(f"{key}: {{name: x}}")
    assert (locales, found.rule) == ([], "config-invalid")
    assert languages_of(f"{key}: {{name: x, {found.hint.removeprefix('add ')}}}")[1] == ()


@pytest.mark.parametrize(
    "tag",
    ["no", "nb", "zh-Hant-HK", "zh-yue", "es-419", "de-CH-1996", "sr-Latn", "en-001", "gsw", "yue", "con", "de-x-a"],
)
def test_a_registered_tag_is_not_told_of(tag: str) -> None:
    assert languages_of(f"aa: {{name: x, tag: {tag}, locale: en}}")[1] == ()


@pytest.mark.parametrize(
    ("line", "tag", "babel"),
    [
        ("zh-tw: {name: x}", "zh-TW", "zh_TW"),
        ("zh-hant: {name: x}", "zh-Hant", "zh_Hant"),
        ("pt-br: {name: x}", "pt-BR", "pt_BR"),
        ("zh: {name: x, tag: ZH-hant-tw}", "zh-Hant-TW", "zh_Hant_TW"),
        ("zh: {name: x, locale: zh_hant}", "zh", "zh_Hant"),
        ("en: {name: x, locale: en_UK}", "en", "en_GB"),
    ],
)
def test_tags_and_locales_have_one_spelling(line: str, tag: str, babel: str) -> None:
    [locale], found = languages_of(line)
    assert (locale.tag, locale.babel, found) == (tag, babel, ())


# ---- configuration --------------------------------------------------------------------------------------------

BASIS = "title: Messe\nbase_url: https://talent.example/\nlanguages:\n  de: {name: Deutsch}\n  en: {name: English}\n"


def config_with(text: str) -> tuple[Config, Found]:
    value, found = config(BASIS + text)
    assert value
    return value, found


def test_a_configuration_is_read_with_all_its_fields() -> None:
    text = """
title: {de: Messe, zh: 大会, ar: معرض, en-gb: Fair}
motto: Neue Wege
base_url: https://talent.example/messe
languages:
  zh: {tag: zh-Hans, locale: zh_Hans_CN, name: 简体中文}
  de: {name: Deutsch}
  ar: {name: العربية, direction: rtl}
  en-gb: {name: English}
source_language: de
navigation: [press, glossary, about]
footer: [imprint]
topics: {ai: {de: KI, zh: 人工智能, ar: ذكاء, en-gb: AI}, people: Talente}
page_size: 10
feed_size: 5
missing: {press: source, page: omit}
rules: {alt-missing: error, field-unknown: ignore}
organization: {name: 重庆, url: https://a.example/, email: a@b.example}
event: {name: Messe, start: 2025-11-15, end: 2025-11-16, place: 重庆, venue: Expo}
contact: {name: Presse, phone: "123"}
boilerplate: |
  Eins
  zwei.

  Drei.
key_figures: {from: press/2025-11-16-messe, show: [graduates, share]}
"""
    assert config(text) == (
        Config(
            title={"de": "Messe", "zh": "大会", "ar": "معرض", "en-gb": "Fair"},
            motto={"": "Neue Wege"},
            base_url="https://talent.example/messe/",
            languages=(
                Locale("zh", "zh-Hans", "zh_Hans_CN", "简体中文", og="zh_CN"),
                Locale("de", "de", "de", "Deutsch", og="de_DE"),
                Locale("ar", "ar", "ar", "العربية", "rtl", "ar_EG"),
                Locale("en-gb", "en-GB", "en_GB", "English", og="en_GB"),
            ),
            source_language="de",
            navigation=(MenuEntry("press"), MenuEntry("glossary"), MenuEntry("about")),
            footer=(MenuEntry("imprint"),),
            topics={
                "ai": {"": "KI", "de": "KI", "zh": "人工智能", "ar": "ذكاء", "en-gb": "AI"},
                "people": {"": "Talente"},
            },
            page_size=10,
            feed_size=5,
            missing={"press": "source", "page": "omit"},
            rules={"alt-missing": "error", "field-unknown": "ignore"},
            organization=Organization({"": "重庆"}, "https://a.example/", "a@b.example"),
            places={
                "navigation press": Span("content/site.yaml", 11, 14, 5),
                "navigation glossary": Span("content/site.yaml", 11, 21, 8),
                "navigation about": Span("content/site.yaml", 11, 31, 5),
                "footer imprint": Span("content/site.yaml", 12, 10, 7),
                "languages zh": Span("content/site.yaml", 6, 3, 2),
                "languages de": Span("content/site.yaml", 7, 3, 2),
                "languages ar": Span("content/site.yaml", 8, 3, 2),
                "languages en-gb": Span("content/site.yaml", 9, 3, 5),
                "organization.name": Span("content/site.yaml", 18, 22, 2),
                "organization.url": Span("content/site.yaml", 18, 31, 18),
                "organization.email": Span("content/site.yaml", 18, 58, 11),
                "contact.name": Span("content/site.yaml", 20, 17, 6),
                "contact.phone": Span("content/site.yaml", 20, 32, 5),
                "key_figures press/2025-11-16-messe": Span("content/site.yaml", 26, 21, 22),
                "key_figures graduates": Span("content/site.yaml", 26, 52, 9),
                "key_figures share": Span("content/site.yaml", 26, 63, 5),
            },
            event=Event(
                {"": "Messe"},
                datetime.date(2025, 11, 15),
                datetime.date(2025, 11, 16),
                {"": "重庆"},
                {"": "Expo"},
            ),
            contact=Contact({"": "Presse"}, phone="123"),
            boilerplate={"": "Eins zwei.\n\nDrei."},
            key_figures=KeyFigures("press", "2025-11-16-messe", ("graduates", "share")),
        ),
        (),
    )


def test_a_title_that_a_language_lacks_is_an_error_and_another_text_is_told() -> None:
    texts = "title: {de: Messe}\nmotto: {de: Neue Wege}\ncontact: {name: {en: Press}}\n"
    value, found = config(texts + BASIS.partition("\n")[2])
    assert value
    assert [(d.rule, d.message, d.span and d.span.line) for d in found] == [
        ("field-missing", "“title” has no text in English", 1),
        ("translation-missing", "“motto” has no text in English", 2),
        ("translation-missing", "“contact” has no text in Deutsch", 3),
    ]


def test_whoever_is_named_in_one_language_is_named_in_all() -> None:
    value, _ = config_with(
        "organization: {name: {en: Fair}}\nevent: {name: Messe, start: 2025-11-15, place: {de: Köln}}\n"
    )
    assert value.organization == Organization({"": "Fair", "en": "Fair"})
    assert value.event
    assert value.event.place == {"": "Köln", "de": "Köln"}


def test_a_language_is_written_in_its_own_direction_unless_told_otherwise() -> None:
    base = "title: Messe\nbase_url: https://talent.example/\nlanguages:\n  ar: {name: العربية}\n"
    assert [locale.direction for locale in config(base)[0].languages] == ["rtl"]  # type: ignore[union-attr]
    other = base.replace("العربية", "العربية, direction: ltr")
    assert [locale.direction for locale in config(other)[0].languages] == ["ltr"]  # type: ignore[union-attr]


def test_no_configuration_is_reported_with_one_that_can_be_pasted() -> None:
    value, (found,) = parse_config(None)
    assert (value, found.rule, found.span) == (None, "config-invalid", Span("content/site.yaml"))
    pasted, problems = config(found.hint.partition("\n")[2])
    assert pasted
    assert (pasted.languages, problems) == ((Locale("en", "en", "en", "English", og="en_US"),), ())


def test_the_source_language_is_the_first_if_none_is_named() -> None:
    assert config_with("")[0].source_language == "de"
    assert config_with("source_language: en\n")[0].source_language == "en"


def test_a_source_language_that_is_none_of_the_languages_is_reported() -> None:
    value, (found,) = config_with("source_language: fr\n")
    assert (value.source_language, found.rule, found.hint) == ("de", "language-unknown", "choose from: de, en")


@pytest.mark.parametrize("text", ["", "- a\n", "Messe\n", "title: [\n", b"\xff"])
def test_a_configuration_that_cannot_be_read_is_none(text: str | bytes) -> None:
    value, found = config(text)
    assert value is None
    assert found


@pytest.mark.parametrize("field", ["title", "base_url", "languages"])
def test_what_a_configuration_must_have_is_reported_missing(field: str) -> None:
    text = BASIS.replace(field, "motto" if field == "title" else "x" + field)
    value, found = config(text)
    assert value is None
    slip = "" if field == "title" else f": “x{field}” is not a field"
    assert [d.message for d in found if d.rule == "field-missing"] == [f"“{field}” is missing{slip}"]


@pytest.mark.parametrize(
    ("languages", "rule", "message", "hint"),
    [
        ("{DE: {name: Deutsch}}", "config-invalid", "“DE” cannot be a language's key", "write de"),
        ("{con: {name: A'ingae, locale: es}}", "config-invalid", "“con” cannot be a language's key", "write con-1"),
        ("{d: {name: Deutsch, tag: de}}", "config-invalid", "“d” cannot be a language's key", ""),
        ("{de: {name: Deutsch, tag: de_DE}}", "config-invalid", "is not a language tag", "write de-DE"),
        ("{de: {name: Deutsch, tag: d}}", "config-invalid", "is not a language tag", "en-GB"),
        ("{cn: {name: 中文, tag: zh_CN}}", "config-invalid", "is not a language tag", "write zh-CN"),
        ("{gr: {name: Ελληνικά, tag: gr_GR}}", "config-invalid", "is not a language tag", "write el-GR"),
        ("{cz: {name: Čeština, tag: cz_CZ}}", "config-invalid", "is not a language tag", "write cs-CZ"),
        ('{cn: {name: 中文, tag: "zh Hans"}}', "config-invalid", "is not a language tag", "write zh-Hans"),
        ("{cn: {name: 中文, locale: zh-CN}}", "config-invalid", "CLDR has no locale “zh-CN”", "write zh_CN"),
        ("con", "field-type", "here it is the text “con”", "write languages: {de: {name: Deutsch}}"),
        ("{de: {name: Deutsch, locale: de-DE}}", "config-invalid", "CLDR has no locale “de-DE”", "write de_DE"),
        ("{de: {name: Deutsch, locale: xx_YY}}", "config-invalid", "CLDR has no locale “xx_YY”", "en_GB"),
        ("{tlh: {name: tlhIngan Hol}}", "config-invalid", "CLDR has no locale “tlh”", "locale:"),
        ("{de: {name: Deutsch, direction: left}}", "config-invalid", "cannot be “left”", "choose from: ltr, rtl"),
        ("{de: {tag: de}}", "field-missing", "“languages.de.name” is missing", "write name: Deutsch"),
        ("{de: }", "field-missing", "“languages.de.name” is missing", "write name: Deutsch"),
        ("{de: Deutsch}", "field-type", "here it is the text “Deutsch”", "write de: {tag:"),
        ("[de, en]", "field-type", "here it is a list", "write languages: {de: {name: Deutsch}, en: {name: English}}"),
        ("{de: {name: A}, en: {name: B, tag: DE, locale: en}}", "config-invalid", "have the same tag", "its own tag"),
    ],
)
def test_a_language_that_cannot_be_used_is_reported(languages: str, rule: str, message: str, hint: str) -> None:
    value, (found,) = config(f"title: Messe\nbase_url: https://talent.example/\nlanguages: {languages}\n")
    assert (value, found.rule) == (None, rule)
    assert message in found.message
    assert hint in found.hint


def test_a_language_with_a_field_too_many_is_still_looked_up() -> None:
    _, found = config(f"{BASIS}  cn: {{name: 中文, foo: x}}\n")
    assert [(one.rule, one.hint) for one in found][1:] == [("config-invalid", "add tag: zh")]


@pytest.mark.parametrize("languages", ["[de, en]", "de, en", "de en"])
def test_languages_that_are_no_mapping_are_told_once_whatever_names_one(languages: str) -> None:
    text = "title: {de: Messe}\nbase_url: https://talent.example/\nsource_language: de\nmotto: {de: a}\nlanguages: "
    value, (found,) = config(f"{text}{languages}\n")
    assert (value, found.hint) == (None, "write languages: {de: {name: Deutsch}, en: {name: English}}")


def test_a_text_that_lacks_several_languages_is_told_once() -> None:
    languages = "languages:\n  de: {name: Deutsch}\n  en: {name: English}\n  fr: {name: Français}\n"
    _, (found,) = config(f"title: {{de: Messe}}\nbase_url: https://talent.example/\n{languages}")
    assert found.message == "“title” has no text in English, Français"
    assert found.hint == "add en: …, fr: …"


def test_two_languages_of_one_tag_are_both_named() -> None:
    _, (found,) = config(BASIS + "  en-gb: {tag: EN, name: British}\n")
    assert (found.span, found.related) == (
        Span("content/site.yaml", 6, 3, 5),
        (Span("content/site.yaml", 5, 3, 2),),
    )


@pytest.mark.parametrize(
    "tag", ["de", "zh-Hans", "zh-Hans-CN", "sr-Latn-RS", "de-1996", "sl-rozaj", "es-419", "en-x-a"]
)
def test_a_tag_is_well_formed_by_bcp_47(tag: str) -> None:
    value, found = config(
        f"title: x\nbase_url: https://a.example\nlanguages: {{de: {{tag: {tag}, locale: de, name: x}}}}\n"
    )
    assert value
    assert (value.languages[0].tag, found) == (tag, ())


def test_norwegian_is_a_language_and_not_the_word_no() -> None:
    value, found = config("title: {no: Messe}\nbase_url: https://a.example\nlanguages: {no: {name: Norsk}}\n")
    assert value
    assert (value.title, value.languages[0].key, found) == ({"no": "Messe"}, "no", ())


def test_an_unknown_field_of_a_language_is_a_warning_and_the_language_is_used() -> None:
    value, found = config(BASIS.replace("{name: Deutsch}", "{name: Deutsch, dir: ltr}"))
    assert value
    assert (len(value.languages), told(found)) == (2, [("field-unknown", 4)])


@pytest.mark.parametrize(
    ("text", "rule", "message", "hint"),
    [
        ("base-url: x", "field-unknown", "“base-url” is not a field", "did you mean “base_url”?"),
        ("motto: {fr: x}", "language-unknown", "no language “fr”", "choose from: de, en"),
        ("page_size: 0", "config-invalid", "“page_size” must be 1 to", ""),
        ("feed_size: -5", "config-invalid", "“feed_size” must be 1 to", ""),
        ("page_size: 1234567", "config-invalid", "“page_size” must be 1 to", ""),
        ("page_size: viele", "field-type", "a whole number from 1", "write page_size: 20"),
        ("page_size: 2.5", "field-type", "a whole number from 1", "write page_size: 20"),
        ("page_size: [1]", "field-type", "a whole number from 1", "write page_size: 1"),
        ("navigation: press", "field-type", "a list of lists, pages and addresses", ""),
        ("missing: {glosary: omit}", "config-invalid", "unknown key “glosary”", "did you mean “glossary”?"),
        ("missing: {press: skip}", "config-invalid", "cannot be “skip”", "choose from: omit, source"),
        ("missing: source", "field-type", "kinds to policies", "{press: source"),
        ("rules: {alt-mising: error}", "config-invalid", "unknown key “alt-mising”", "did you mean “alt-missing”?"),
        ("rules: {alt-missing: fatal}", "config-invalid", "cannot be “fatal”", "choose from: error, ignore"),
        ("rules: {date-invalid: ignore}", "config-invalid", "“date-invalid” is always an error", "delete the line"),
        ("rules: [alt-missing]", "field-type", "rules to severities", ""),
        ("organization: {url: https://a.example}", "field-missing", "“organization.name” is missing", ""),
        ("organization: {name: x, url: a.example}", "field-type", "“organization.url” must be", "https://"),
        (
            "event: {name: x, start: 2025-11-16, end: 2025-11-15, place: y}",
            "config-invalid",
            "ends before it",
            "2025-11-16",
        ),
        ("event: {name: x, start: 2025-02-30, place: y}", "date-invalid", "no 2025-02-30", "2025-02-28"),
        ("event: Messe", "field-type", "an event with name", ""),
        ("contact: {name: x, email: y}", "field-type", "an e-mail address", ""),
        ("key_figures: {from: presse/a, show: [b]}", "config-invalid", "not a folder of content/", "press/"),
        ("key_figures: {from: press, show: [b]}", "config-invalid", "not a folder of content/", "press/"),
        ("key_figures: {from: press/../a, show: [b]}", "config-invalid", "not a folder of content/", "press/"),
        ("key_figures: {from: press/a, show: [Größe]}", "figure-invalid", "cannot name a figure", ""),
        ("key_figures: {from: press/a}", "field-missing", "“key_figures.show” is missing", "[visitors"),
        ("key_figures: {from: press/a, show: b}", "field-type", "a list", ""),
    ],
)
def test_a_setting_that_is_wrong_is_reported_and_the_others_hold(text: str, rule: str, message: str, hint: str) -> None:
    value, (found,) = config_with(f"{text}\n")
    assert value.title == {"": "Messe"}
    assert told([found]) == [(rule, 6)]
    assert message in found.message
    assert hint in found.hint


def test_an_event_of_one_day_needs_no_end() -> None:
    value, found = config_with("event: {name: x, start: 2025-11-15, place: y}\n")
    assert value.event
    assert (value.event.end, found) == (datetime.date(2025, 11, 15), ())


def test_key_figures_may_come_from_any_kind() -> None:
    value, found = config_with("key_figures: {from: pages/about, show: [a]}\n")
    assert (value.key_figures, found) == (KeyFigures("page", "about", ("a",)), ())


# ---- the tables -----------------------------------------------------------------------------------------------


def fields_of_all_tables() -> list[Field]:
    tables = [table for kind in KINDS.values() for table in (kind.front_matter, kind.group_file)]
    return [field for table in (*tables, CONFIG_FIELDS, *FIELDS_BY_TYPE.values()) for field in table]


def test_every_field_has_a_type_that_is_described_and_no_type_is_without_use() -> None:
    used = {field.type for field in fields_of_all_tables()}
    inner = {
        "chart",
        "correction",
        "gate-of-kind",
        "language-settings",
        "picture",
        "wording",
        "menu-entry",
        "footer-note",
    }  # of an item
    inner |= {"one-colour"}  # for one kind of screen
    assert used | inner == set(FIELD_TYPES)
    assert set(FIELDS_BY_TYPE) <= used


def test_no_table_has_two_fields_of_one_name() -> None:
    for table in [CONFIG_FIELDS, *FIELDS_BY_TYPE.values(), *(kind.front_matter for kind in KINDS.values())]:
        names = [name for field in table for name in (field.name, *field.also)]
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("field", [field for field in CONFIG_FIELDS if field.name not in {"languages", "title"}])
def test_the_example_of_a_setting_is_one(field: Field) -> None:
    example = FIELD_TYPES[field.type].partition(": `")[2].removesuffix("`")
    basis = BASIS.replace("base_url: https://talent.example/\n", "") if field.name == "base_url" else BASIS
    value, found = config(f"{basis}  zh: {{name: 中文}}\n{field.name}: {example}\n")
    assert (value is not None, found) == (True, ())


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind in KINDS.values() for field in kind.front_matter if not field.required]
)
def test_the_example_of_a_field_is_one(kind: Kind, field: Field) -> None:
    example = FIELD_TYPES[field.type].partition(": `")[2].removesuffix("`")
    for name in (field.name, *field.also):
        value, found = entry(f"---\ntitle: x\n{name}: {example}\n---\n", kind)
        assert (value is not None, found) == (True, ())


# ---- laws -----------------------------------------------------------------------------------------------------

NAMES = ["title", "term", "date", "slug", "aliases", "place", "contact", "pictures", "figures", "languages", "base_url"]
WORDS = [
    "de",
    "file",
    "value",
    "unit",
    "from",
    "to",
    "label",
    "rules",
    "event",
    "2025-11-16",
    "71.8",
    "{{a}}",
    "重庆",
    "\u2028",
]
PIECES = st.sampled_from([*NAMES, *WORDS, *"\n:-{}[]#'\"|>&*!%@\t,.~/\\", ": ", "\n  ", "---\n", "- "])
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text()
BYTES = TEXTS.map(str.encode) | TEXTS.map(lambda text: f"---\n{text}\n---\n{text}".encode()) | st.binary()
PARSERS: list[tuple[str, Callable[[bytes], tuple[object, Found]]]] = [
    *((PATH, lambda data, kind=kind: entry(data, kind)) for kind in KINDS.values()),
    *(("content/press/messe.yaml", lambda data, kind=kind: group(data, kind)) for kind in KINDS.values()),
    ("content/site.yaml", config),
]


@given(BYTES)
def test_parsing_never_raises_and_points_inside_the_file(data: bytes) -> None:
    lines = data.decode(errors="replace").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for path, parser in PARSERS:
        value, found = parser(data)
        assert value is not None or found
        for span in (span for diagnostic in found for span in (diagnostic.span, *diagnostic.related) if span):
            assert span.path == path
            if span.line:
                assert 0 <= span.column - 1 <= len(lines[span.line - 1]) - span.length


WHOLE = """\
title: {de: Messe, en: Fair}
base_url: https://talent.example/
languages: {de: {tag: <de-DE>, locale: <de_DE>, name: <Deutsch>, direction: <ltr>}, <fr>: <{name: Français}>}
source_language: <de>
timezone: <Europe/Berlin>
navigation: [<press>, {to: <press>, label: <Neues>}]
theme: {colors: {accent: <teal>, ink: {light: <black>}}, headings: <serif>, logo: <a.svg>, artwork: <hills>}
page_size: <3>
missing: {press: <omit>}
rules: {alt-missing: <info>, <link-broken>: {de: <warning>}}
gate: {press: {languages: <[de]>, fresh: <true>}}
downloads: <[dwg]>
organization: {name: <Bund>, url: <https://bund.example/>, address: {city: Kiel, country: <DE>}}
event: {name: x, start: <2025-11-15>, end: <2025-11-16>, place: <Kiel>}
contact: {name: x, email: <a@b.example>, phone: <+49 40 1>, photo: <a.jpg>}
key_figures: {from: <press/a>, show: <[b]>}
glossary: {mentions: <page>, headings: <true>}
"""
AWKWARD = """\
de en zh_CN nan con no xx-! 'zh&Hans' i-klingon zh- de_DE.UTF-8 en-a-bb 1 -1 1e999 ٣ 2025-02-30 Europe/ ../x //
https://[ 'https://a:b/' '#12' '#006c66' “x” '{{&a&}}' ~ '' '&' [] [de] {} {de:x} {de:&x} {de:&{name:&x}} [[a]] [{}]
"""  # “&” is a space within a value
CHANGES = st.dictionaries(st.integers(0, WHOLE.count("<") - 1), st.sampled_from(AWKWARD.split()), max_size=4)


@given(CHANGES)
def test_a_configuration_is_one_to_work_with_or_none_whatever_its_values_are(changes: dict[int, str]) -> None:
    number = itertools.count()
    text = re.sub("<(.*?)>", lambda match: changes.get(next(number), match[1]).replace("&", " "), WHOLE)
    value, found = config(text)
    assert value or any(map(is_error, found))
    assert all(is_locale(locale.babel) for locale in (value.languages if value else ()))


LINE = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1
)
PHONES = st.from_regex(r"\A\+[1-9][0-9]{1,2} [0-9]{3,9}\Z")
TITLES = LINE.map(str.strip).filter(bool).filter(lambda text: not check_characters(text, PATH))
SLUGS = (
    st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=40)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: text[0].isalnum() and len(text.encode()) <= 240)  # composing may leave a mark, or lengthen
    .filter(lambda text: all(map(is_plain, text)) and not is_device(text))
    .filter(lambda text: not check_characters(text, PATH))  # the ligature ﬀ is told, wherever it stands
)
DIGESTS = st.text(alphabet="0123456789abcdef", min_size=8, max_size=8)
ENTRIES = st.builds(
    Entry,
    kind=st.just("press"),
    key=st.just("messe"),
    locale=st.just("de"),
    path=st.just(PATH),
    digest=st.just("d1"),
    title=TITLES,
    title_line=st.just(2),
    short_title=TITLES,
    summary=TITLES,
    summary_line=st.just(3),
    slug=SLUGS,
    aliases=SLUGS.map(lambda slug: (f"/de/{slug}/",)),
    draft=st.booleans(),
    date=st.dates(),
    updated=st.dates(),
    place=TITLES,
    contact=st.builds(
        Contact,
        name=TITLES.map(lambda text: {"": text}),
        email=st.just(""),
        phone=PHONES,
        photo=st.just("content/contacts/weber.jpg"),
        photo_place=st.just(()),
    ),
    forms=st.just(()),
    sort=st.just(""),
    term=st.none(),
    translated_from=st.lists(DIGESTS, min_size=1, max_size=3).map(tuple),
    unchanged_since=st.lists(st.tuples(DIGESTS, DIGESTS), min_size=1, max_size=3).map(tuple),
    check_ignore=TITLES.map(lambda text: (("fact-mismatch", text),)),
    days=st.just(()),
    unwritten=st.just(()),
    embargo=st.sampled_from(["2025-11-16T10:00+08:00", "2025-12-31T23:59:59-03:30", "2026-01-01T00:00+00:00"]),
)


@given(ENTRIES)
def test_a_valid_entry_is_read_as_it_was_written(value: Entry) -> None:
    assert value.date
    assert value.updated
    assert value.contact
    fields = {
        "title": value.title,
        "summary": value.summary,
        "date": value.date.isoformat(),
        "updated": value.updated.isoformat(),
        "place": value.place,
        "contact": {"name": value.contact.name[""], "phone": value.contact.phone, "photo": "weber.jpg"},
        "check_ignore": dict(value.check_ignore),
        "short_title": value.short_title,
        "slug": value.slug,
        "aliases": value.aliases,
        "translated_from": value.translated_from,
        "unchanged_since": [f"{former}={present}" for former, present in value.unchanged_since],
        "embargo": value.embargo,
    }
    front = [f"{name}: {json.dumps(field, ensure_ascii=False)}\n" for name, field in fields.items()]
    front[2:2] = [f"draft: {str(value.draft).lower()}\n"]
    text = f"---\n{''.join(front)[:-1]}\n---\nText"
    parsed, found = entry(text)
    assert found == ()
    assert parsed
    assert [day[0] for day in parsed.days] == ["date", "updated", "embargo"]
    assert parsed.contact
    line, column, length = parsed.contact.photo_place
    assert text.split("\n")[line - 1][column - 1 :][:length] == '"weber.jpg"'
    assert parsed._replace(days=(), contact=parsed.contact._replace(photo_place=())) == value
