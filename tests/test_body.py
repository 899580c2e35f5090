"""Where things stand in a body, and what of it is code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.diagnostics.problems import Span
from microsite.markup.blanks import blank_hidden
from microsite.markup.convert import convert
from microsite.markup.places import PLACEHOLDER, Finder, find_placeholders
from microsite.markup.tree import Lines
from microsite.model.entries import Prose

PATH = "content/press/2025-11-16-talent-conference.de.md"


def body(text: str, line: int = 5) -> Finder:
    return Finder(Prose(PATH, text, line))


def at(line: int, column: int, length: int) -> Span:
    return Span(PATH, line, column, length)


@given(st.text(alphabet="a\n", max_size=30), st.data())
def test_places_are_where_spans_are(text: str, data: st.DataObject) -> None:
    lines, spans = Lines(text), body(text)
    for index in sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5))):
        span = spans.span(index, 1)
        line, column = lines.find(index)
        assert (line + 5, column) == (span.line, span.column)


# ---- code -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("Schreiben Sie `a*b` so.", "Schreiben Sie       so."),
        ("Zwei ``a`b`` Zeichen", "Zwei         Zeichen"),
        ("```\nprint(1)\n```\nText", "   \n        \n   \nText"),
        ("```python\nx\n```", "         \n \n   "),
        ('``` {.python title="a"}\nx\n```', " " * 23 + "\n \n   "),
        ('``` python hl_lines="1 2"\nx\n```', " " * 25 + "\n \n   "),
        ("~~~\n```\n~~~\n`", "   \n   \n   \n`"),
        ("````\n```\n````", "    \n   \n    "),
        ("Absatz\n\n    Code\n    mehr\n\nText", "Absatz\n\n        \n        \n\nText"),
        ("\tCode am Anfang", "\t" + " " * 14),
        ("```\nein Zaun, den niemand schließt", "   \n" + " " * 30),
        ("    a\n\n    b", "     \n\n     "),
    ],
)
def test_code_becomes_spaces(text: str, blank: str) -> None:
    assert blank_hidden(text) == blank


@pytest.mark.parametrize(
    "text",
    [
        "kein Code, nur ein ` Zeichen",
        "ein ` hier\n\nund ein ` im nächsten Absatz",
        "\\`kein Code\\`",
        "Text\n    eingerückt, aber nicht nach einer Leerzeile",
        "- Punkt\n\n    gehört zum Punkt\n",
        "1. Punkt\n\n    gehört zum Punkt\n\n    auch das",
        "[^1]: Fußnote\n\n    zweiter Absatz",
        "Begriff\n: Erklärung\n\n    zweiter Absatz",
    ],
)
def test_what_is_no_code_stays(text: str) -> None:
    assert blank_hidden(text) == text


def test_after_a_list_has_ended_indentation_is_code_again() -> None:
    assert blank_hidden("- Punkt\n\nAbsatz\n\n    Code") == "- Punkt\n\nAbsatz\n\n        "


def test_an_escaped_backtick_begins_no_code_but_the_one_behind_it_does() -> None:
    assert blank_hidden("\\``a` b") == "\\`    b"


@given(st.text(st.sampled_from("a字`~\\ \n\t-1.<!>[]{}"), max_size=60))
def test_blanking_keeps_the_length_and_every_line_break(text: str) -> None:
    blank = blank_hidden(text)
    assert [len(line) for line in blank.split("\n")] == [len(line) for line in text.split("\n")]
    assert all(new in (old, " ") for old, new in zip(text, blank, strict=True))


def test_comments_are_no_text_and_nothing_stands_behind_one_that_is_not_closed() -> None:
    assert body("a<!-- b\nc -->d <!-- e").text == "a      \n     d       "


# ---- links ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "url", "column"),
    [
        ("[Hub](../glossary/innovation-hub.md)", "../glossary/innovation-hub.md", 7),
        ("[Hub](<../glossary/innovation hub.md>)", "../glossary/innovation hub.md", 8),
        ('[Hub]( hub.md "Titel")', "hub.md", 8),
        ("![Halle](halle.jpg)", "halle.jpg", 10),
        ("<https://example.org/>", "https://example.org/", 2),
        ("<presse@example.org>", "mailto:presse@example.org", 2),
        ("<a href='hub.md'>Hub</a>", "hub.md", 10),
        ('<a HREF = "hub.md">Hub</a>', "hub.md", 12),
        ("<img src=halle.jpg>", "halle.jpg", 10),
        ("[hub.md](hub.md)", "hub.md", 10),
        ("siehe hub.md und [Hub](hub.md)", "hub.md", 24),
        ("`[Hub](hub.md)` [Hub](hub.md)", "hub.md", 23),
        ("<!-- [Hub](hub.md) --> [Hub](hub.md)", "hub.md", 30),
        ("[a](hub.md.txt) [b](hub.md)", "hub.md", 21),
        ("<b>fett</b> [b](b)", "b", 17),
        ("[f](?a=1&amp;b=2)", "?a=1&b=2", 5),
        ("[u](a\\_b.md)", "a_b.md", 5),
        ("大会见[创新中心](../glossary/创新中心.md)", "../glossary/创新中心.md", 11),
        ("[𝔘𝔫𝔦](hub.md)", "hub.md", 7),
        ("[leer]()", "", 7),
    ],
)
def test_a_link_is_found_where_its_url_stands(text: str, url: str, column: int) -> None:
    found = body(text).find_link(url)
    assert (found.line, found.column) == (5, column)


def test_links_with_one_url_are_found_one_after_the_other() -> None:
    text = body("[a](hub.md)\n\n[b](hub.md) und [c](hub.md)", line=8)
    assert [text.find_link("hub.md") for _ in range(3)] == [at(8, 5, 6), at(10, 5, 6), at(10, 21, 6)]


def test_a_reference_that_is_used_twice_is_found_at_its_definition_twice() -> None:
    text = body("[a][1] und [b][1]\n\n[1]: hub.md")
    assert [text.find_link("hub.md") for _ in range(2)] == [at(7, 6, 6)] * 2


def test_a_url_that_is_written_in_other_letters_is_placed_at_the_beginning() -> None:
    assert body("[a](&#104;ub.md)", line=7).find_link("hub.md") == at(7, 1, 0)
    assert body("[a](x)", line=7).find_link("y" * 100_000) == at(7, 1, 0)


def test_a_pattern_is_found_in_either_case_and_after_its_last_match() -> None:
    text = body("<B>\n<b> <b>")
    assert [text.find("<b>") for _ in range(4)] == [at(5, 1, 3), at(6, 1, 3), at(6, 5, 3), at(5, 1, 0)]


# ---- headings -------------------------------------------------------------------------------------------------


def test_headings_are_told_with_their_levels_and_places() -> None:
    text = "# Eins\n\nZwei\n----\n\n> ### Drei\n\n- #### Vier\n\n<h5>Fünf</h5>\n\n```\n## Code\n```\n\nEins\n===="
    assert list(body(text).headings()) == [
        (1, at(5, 1, 1)),
        (2, at(8, 1, 4)),
        (3, at(10, 3, 3)),
        (4, at(12, 3, 4)),
        (5, at(14, 1, 3)),
        (1, at(21, 1, 4)),
    ]


def test_hashes_in_a_text_are_no_heading() -> None:
    assert list(body("#Text\n\nText # mit Zeichen").headings()) == []


@pytest.mark.parametrize("text", ["[[Anschrift des Betreibers]]", "[[Anschrift\ndes Betreibers]]"])
def test_a_placeholder_may_be_wrapped(text: str) -> None:
    assert PLACEHOLDER.fullmatch(text)


def test_links_in_brackets_are_no_placeholder() -> None:
    assert not PLACEHOLDER.search("[[a](b.md)] und [[]]")


# ---- placeholders ---------------------------------------------------------------------------------------------


def test_what_the_operator_has_to_fill_in_is_reported_with_its_place() -> None:
    found = list(find_placeholders(Prose(PATH, "Herausgeber: [[Name]],\n[[Anschrift\ndes Betreibers]]", 5)))
    assert [(diagnostic.rule, diagnostic.message, diagnostic.span) for diagnostic in found] == [
        ("placeholder", "“Name” still has to be filled in", at(5, 14, 8)),
        ("placeholder", "“Anschrift des Betreibers” still has to be filled in", at(6, 1, 28)),
    ]
    assert {diagnostic.hint for diagnostic in found} == {"put the real text here, without the brackets"}


@pytest.mark.parametrize("text", ["`[[Name]]`", "[[a](b.md)]", "<!-- [[Notiz]] -->", "[[]]", "    [[Code]]"])
def test_other_brackets_and_code_are_no_placeholders(text: str) -> None:
    assert list(find_placeholders(Prose(PATH, text, 5))) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[x]]\n\n[x]: a.md", '<p>[<a href="a.md">x</a>]</p>'),
        ("[[x]][1]\n\n[1]: a.md", '<p><a href="a.md">[x]</a></p>'),
        ("[[x]](a.md)", '<p><a href="a.md">[x]</a></p>'),
        ("[[x](a.md)]", '<p>[<a href="a.md">x</a>]</p>'),
        ("![[x]](a.png)", '<p><img alt="[x]" src="a.png"></p>'),
    ],
)
def test_a_link_in_brackets_is_a_link_and_no_placeholder(text: str, html: str) -> None:
    prose = Prose(PATH, text, 5)
    assert convert(prose, "de")[0].html == html
    assert list(find_placeholders(prose)) == []


BRACKETS = st.lists(
    st.sampled_from(
        ["[[", "]]", "[", "]", "x", "[x]", "[[x]]", "](a.md)", "\n\n[x]: a.md\n\n", "][x]", "\n", "!", " ", "`"]
    ),
    max_size=12,
).map("".join)


@given(BRACKETS)
def test_each_placeholder_that_readers_see_is_told_and_no_other(text: str) -> None:
    prose = Prose(PATH, text, 5)
    html = convert(prose, "de")[0].html
    assert len(list(find_placeholders(prose))) == html.count('<mark class="placeholder">')
