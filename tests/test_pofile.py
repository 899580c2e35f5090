"""PO files, read strictly."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.diagnostics.problems import Diagnostic, Span
from microsite.i18n.pofile import PoEntry, PoFile, read_pofile, shown
from microsite.model.source import Source

PATH = "locales/de/LC_MESSAGES/messages.po"
HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'

PIECES = [
    'msgid "a"',
    'msgid ""',
    'msgid "b',
    'msgid_plural "as"',
    'msgctxt "c"',
    'msgstr "x"',
    'msgstr[0] "x"',
    'msgstr[1] "y"',
    'msgstr[9] "z"',
    '"more"',
    '"Plural-Forms: nplurals=999999999; plural=1/0;\\n"',
    "#, fuzzy",
    "# note",
    '#~ msgid "gone"',
    '#~ msgstr "weg"',
    '#~| msgid "old"',
    "#~",
    "",
    "nonsense",
    "msgstr",
    "\ufeff",
    "\x00",
    "\\",
]


def source(data: str | bytes) -> Source:
    data = data.encode() if isinstance(data, str) else data
    return Source(PATH, hashlib.sha256(data).hexdigest(), data)


def read(text: str) -> tuple[tuple[PoEntry, ...], tuple[Diagnostic, ...]]:
    file, problems = read_pofile(source(text))
    return file.entries, problems


def told(text: str) -> list[tuple[str, int, str]]:
    return [(problem.rule, (problem.span or Span("")).line, problem.message) for problem in read(text)[1]]


def test_an_entry_is_read_with_its_context_plural_comments_and_flags() -> None:
    text = """# A note.
#. translators: for editors
#: templates/base.html:3
#, fuzzy, python-format
msgctxt "list"
msgid "one"
msgid_plural "many"
msgstr[0] "eins"
msgstr[1] "viele"
"""
    entry = PoEntry(6, "list", ("one", "many"), ("eins", "viele"), is_fuzzy=True, comments=("A note.",))
    assert read(text) == ((entry,), ())


def test_texts_may_run_over_lines_and_hold_escapes() -> None:
    text = 'msgid ""\n"Say: \\"Hello\\"\\n"\n  "\\\\ and\\ttab"\nmsgstr "x"\n'
    assert read(text)[0] == (PoEntry(1, "", ('Say: "Hello"\n\\ and\ttab',), ("x",)),)


def test_the_entry_of_nothing_is_the_header() -> None:
    file, problems = read_pofile(source("# Credits\n" + HEADER + 'msgid "a"\nmsgstr "b"\n'))
    assert file.header == PoEntry(
        2, "", ("",), ("Plural-Forms: nplurals=2; plural=(n != 1);\n",), comments=("Credits",)
    )
    assert (file.entries, problems) == ((PoEntry(5, "", ("a",), ("b",)),), ())


def test_obsolete_entries_are_read_as_such_and_previous_words_are_not() -> None:
    text = '#, fuzzy\n#| msgid "A"\nmsgid "a"\nmsgstr "b"\n\n#~| msgid "old"\n#~ msgid "gone"\n#~ msgstr "weg"\n'
    entries, problems = read(text)
    assert entries == (
        PoEntry(3, "", ("a",), ("b",), is_fuzzy=True),
        PoEntry(7, "", ("gone",), ("weg",), is_obsolete=True),
    )
    assert problems == ()


def test_entries_need_no_blank_line_between_them() -> None:
    assert [entry.ids for entry in read('msgid "a"\nmsgstr "x"\nmsgid "b"\nmsgstr "y"')[0]] == [("a",), ("b",)]


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    plain = HEADER + 'msgid "a"\nmsgstr "ä"\n'
    dressed = source(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode())
    assert read_pofile(dressed) == read_pofile(source(plain))


def test_a_file_that_is_not_utf_8_is_reported_with_its_line() -> None:
    file, problems = read_pofile(source('msgid "a"\nmsgstr "ä"\n'.encode("latin-1")))
    assert file == PoFile()
    assert [(problem.rule, problem.span) for problem in problems] == [("file-encoding", Span(PATH, 2, 9))]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "a\nmsgstr "b"\n', 1, "this is not a line of a PO file"),
        ('msgid a\nmsgstr "b"\n', 1, "this is not a line of a PO file"),
        ('msgid "a"\nmsgstr "say "b""\n', 2, "this is not a line of a PO file"),
        ('msgid "a"\nmsgstr "b\\q"\n', 2, "this is not a line of a PO file"),
        ('msgid "a"\nmsgstr "b"\nmsgfoo "c"\n', 3, "this is not a line of a PO file"),
        ('msgstr "b"\n', 1, "msgstr stands here where msgctxt or msgid is due"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3, "msgstr stands here where the next entry is due"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 3, "msgstr stands here where msgstr[0] is due"),
        (
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"\n',
            4,
            "msgstr[2] stands here where msgstr[1] is due",
        ),
        ('msgid "a"\nmsgstr[0] "b"\n', 2, "msgstr[0] stands here where msgid_plural or msgstr is due"),
        ('"a"\n', 1, "a text stands here without msgid or msgstr"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 1, "“a” has no msgstr"),
        ('msgctxt "c"\n', 1, "“” has no msgstr"),
    ],
)
def test_a_line_that_makes_no_sense_is_reported(text: str, line: int, message: str) -> None:
    assert told(text) == [("catalog-invalid", line, message)]


def test_all_broken_entries_are_reported_and_the_others_are_read() -> None:
    text = 'msgid "a\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n\nmsgid "e"\nmsgstr f\n'
    assert [line for _, line, _ in told(text)] == [1, 8]
    assert [entry.ids for entry in read(text)[0]] == [("c",)]


def test_words_translated_twice_are_reported_with_both_lines() -> None:
    entries, problems = read('msgid "a"\nmsgstr "x"\n\nmsgid "a"\nmsgstr "y"\n')
    assert entries == (PoEntry(1, "", ("a",), ("x",)),)
    assert [(problem.message, problem.span, problem.related) for problem in problems] == [
        ("“a” is translated twice", Span(PATH, 4), (Span(PATH, 1),))
    ]


def test_the_same_words_of_another_context_or_obsolete_are_no_second_translation() -> None:
    text = 'msgid "a"\nmsgstr "x"\n\nmsgctxt "c"\nmsgid "a"\nmsgstr "y"\n\n#~ msgid "a"\n#~ msgstr "z"\n'
    assert told(text) == []


def test_words_are_shown_on_one_line_and_not_too_long() -> None:
    assert shown("one\n  two") == "“one two”"
    assert shown("x" * 61) == "“" + "x" * 59 + "…”"


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=20))
def test_any_lines_can_be_read(lines: list[str]) -> None:
    file, problems = read_pofile(source("\n".join(lines).encode("utf-8", "surrogatepass")))
    assert all(entry.ids and entry.forms and entry.line for entry in file.entries)
    assert {problem.rule for problem in problems} <= {"catalog-invalid", "file-encoding"}


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes) -> None:
    _, problems = read_pofile(source(data))
    assert {problem.rule for problem in problems} <= {"catalog-invalid", "file-encoding"}
