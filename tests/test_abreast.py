"""Two languages side by side: which paragraphs belong together, what is marked in them, what is found there."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from microsite.checks.abreast import Abreast, set_abreast
from microsite.checks.entry import review
from microsite.checks.sides import Case, Side
from microsite.content.sections import Section
from microsite.content.texts import make_manuscript, read_bare_text
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.source import Source
from microsite.translation.moves import Move

GERMAN = """\
Die Messe zählt 1.234 Gäste.

## Halle {#hall}

In der Halle stehen 12 Bühnen.

- Eins
- Zwei

| Ort | Plätze |
|-----|-------:|
| Ost | 40 |
"""
ENGLISH = """\
The fair counts 1,234 guests.

## Hall {#hall}

There are 13 stages in the hall.

- One
- Two

| Place | Seats |
|-------|------:|
| East | 40 |
"""


def make_side(locale: str, body: str, title: str = "Messe", summary: str = "") -> Side:
    head = f"---\ntitle: {title}\n" + (f"summary: {summary}\n" if summary else "") + "---\n"
    source = Source(f"content/pages/fair.{locale}.md", locale, (head + body).encode())
    text, _ = read_bare_text(make_manuscript(source, "page", "fair", locale, locale, frozenset({"de", "en"})))
    assert text.entry
    return Side(text.entry, source, locale, locale)


def compare(
    german: str,
    english: str,
    found: Sequence[Diagnostic] = (),
    moves: Sequence[Move] = (),
    sections: Sequence[Section] = (),
    summary: str = "",
) -> Abreast:
    case = Case("pages/fair", make_side("de", german, summary=summary), (make_side("en", english, "Fair"),))

    def find_terms(text: str) -> list[tuple[int, int, str]]:
        return [(text.index(word), text.index(word) + len(word), "hall") for word in ("Halle", "Hall") if word in text][
            :1
        ]

    abreast = set_abreast(case, (find_terms, find_terms), (*review(case), *found), moves, sections)
    assert abreast
    return abreast


def texts(abreast: Abreast) -> list[tuple[list[str], list[str]]]:
    return [([one.text for one in row.sources], [one.text for one in row.others]) for row in abreast.rows]


def test_paragraphs_stand_beside_those_that_they_were_translated_to() -> None:
    assert texts(compare(GERMAN, ENGLISH)) == [
        (["Messe"], ["Fair"]),
        (["Die Messe zählt 1.234 Gäste."], ["The fair counts 1,234 guests."]),
        (["## Halle {#hall}"], ["## Hall {#hall}"]),
        (["In der Halle stehen 12 Bühnen."], ["There are 13 stages in the hall."]),
        (["- Eins"], ["- One"]),
        (["- Zwei"], ["- Two"]),
        (["| Ort | Plätze |"], ["| Place | Seats |"]),
        (["| Ost | 40 |"], ["| East | 40 |"]),
    ]


def test_figures_and_terms_are_marked_where_they_are() -> None:
    rows = compare(GERMAN, ENGLISH).rows
    [guests] = rows[1].sources[0].marks
    assert (rows[1].sources[0].text[guests.start : guests.end], guests.kind) == ("1.234", "figure")
    assert guests.says == "number 1234"
    paragraph = rows[3].sources[0]
    assert [(paragraph.text[one.start : one.end], one.kind) for one in paragraph.marks] == [
        ("Halle", "term"),
        ("12", "figure"),
    ]
    [cell] = rows[7].others[0].marks
    assert rows[7].others[0].text[cell.start : cell.end] == "40"


def test_a_figure_of_the_group_file_is_marked_by_its_name() -> None:
    rows = compare("Es kamen {{ guests | compact }} Leute.", "{{ guests | compact }} people came.").rows
    [mark] = rows[1].sources[0].marks
    assert (rows[1].sources[0].text[mark.start : mark.end], mark.says) == ("{{ guests | compact }}", "guests")


def test_what_is_found_stands_in_its_row() -> None:
    abreast = compare(GERMAN, ENGLISH, [problem("alt-missing", "no alt", Span("content/pages/fair.de.md", 10, 1))])
    assert [(number, one.rule) for number, row in enumerate(abreast.rows) for one in row.found] == [
        (3, "fact-mismatch"),
        (4, "alt-missing"),
    ]
    assert abreast.found == ()


def test_what_is_found_elsewhere_is_left_out_and_of_the_whole_is_told_above() -> None:
    whole = problem("translation-stale", "has changed", Span("content/pages/fair.en.md"))
    other = problem("alt-missing", "no alt", Span("content/pages/other.en.md", 1, 1))
    abreast = compare("Text.", "Text.", [whole, other])
    assert abreast.found == (whole,)
    assert all(other not in row.found for row in abreast.rows)


def test_a_paragraph_that_is_missing_stands_beside_nothing() -> None:
    german = "Erstens 11.\n\nZweitens kommen 22 Gäste aus aller Welt in die Stadt.\n\nDrittens 33.\n"
    rows = texts(compare(german, "First 11.\n\nThird 33.\n"))
    assert (["Zweitens kommen 22 Gäste aus aller Welt in die Stadt."], []) in rows


def test_paragraphs_of_sections_that_have_changed_are_known() -> None:
    sections = [Section("a", 2, ""), Section("b", 4, ""), Section("c", 6, "Halle")]
    rows = compare(GERMAN, ENGLISH, moves=[Move(2, 2)], sections=sections).rows
    assert [row.is_moved for row in rows] == [False, False, True, True, True, True, True, True]
    rows = compare(GERMAN, ENGLISH, moves=[Move(0, 0), Move(-1, 1)], sections=sections).rows
    assert [row.is_moved for row in rows] == [True, False, False, False, False, False, False, False]
    rows = compare(GERMAN, ENGLISH, moves=[Move(1, 2, is_same=True)], sections=sections).rows
    assert not any(row.is_moved for row in rows)


def test_a_summary_is_a_paragraph_of_its_own() -> None:
    assert texts(compare("Text.", "Text.", summary="Kurz gesagt"))[:3] == [
        (["Messe"], ["Fair"]),
        (["Kurz gesagt"], []),
        (["Text."], ["Text."]),
    ]


PIECES = st.sampled_from(
    [
        *("Ein Satz mit 12 Gästen.", "## Halle", "- Punkt", "> Zitat 5 %", "| a | 7 |\n|--|--|\n| b | 8 |"),
        *("```\ncode\n```", "<!-- ach -->", "Zeile\nZeile 3\nZeile", "![x](y.png)", "{{ guests }}"),
        *("    eingerückt", "<div>\nHTML 9\n</div>"),
    ]
)
BODIES = st.lists(PIECES, max_size=7).map("\n\n".join)


@given(BODIES, BODIES)
def test_every_paragraph_stands_in_one_row_and_each_mark_in_its_text(german: str, english: str) -> None:
    abreast = compare(german, english)
    for side, body in (("sources", german), ("others", english)):
        paragraphs = [one for row in abreast.rows for one in getattr(row, side)]
        assert [one.line for one in paragraphs] == sorted(one.line for one in paragraphs)
        lines = body.split("\n")
        for one in paragraphs[1:]:
            assert one.text.split("\n")[0] == lines[one.line - 4]
        for one in paragraphs:
            ends = [0, *(mark.end for mark in one.marks)]
            assert all(end <= mark.start < mark.end for end, mark in zip(ends, one.marks, strict=False))
            assert ends[-1] <= len(one.text)
