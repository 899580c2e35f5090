"""Titles and other short texts are plain: marks of Markdown and HTML in them are told, with what is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.content.plain import find_plain
from microsite.content.proofread import check_entry, check_group
from microsite.diagnostics.problems import Span
from microsite.model.entries import Entry, GroupData

PATH = "content/press/2025-11-16-talente.de.md"
ENTRY = Entry("press", "2025-11-16-talente", "de", PATH, "0", "Titel", title_line=2, summary_line=3)

MARKED = [
    ("**Neu:** Talente", "Neu: Talente"),
    ("Die *neue* Messe", "Die neue Messe"),
    ("Die _neue_ Messe", "Die neue Messe"),
    ("__Neu__", "Neu"),
    ("***Neu***", "Neu"),
    ("新**城市**区", "新城市区"),
    ("Das Feld `title`", "Das Feld title"),
    ("Im [Saal](saal.md)", "Im Saal"),
    ('Im [Saal](saal.md "Titel")', "Im Saal"),
    ("Im [Saal][1]", "Im Saal"),
    ("![Saal](saal.png) Eröffnung", "Saal Eröffnung"),
    ("~~Alt~~ Neu", "Alt Neu"),
    ("# Titel", "Titel"),
    ("Titel {#anker}", "Titel"),
    ("Ein <b>Wort</b>", "Ein Wort"),
    ("Eins<br>zwei", "Eins zwei"),
    ("Forschung &amp; Entwicklung", "Forschung & Entwicklung"),
    ("a&nbsp;b", "a b"),
    ("Ein Stern \\* hier", "Ein Stern * hier"),
]


@pytest.mark.parametrize(("written", "meant"), MARKED)
def test_a_mark_in_a_title_or_a_summary_is_told_with_the_text_that_is_meant(written: str, meant: str) -> None:
    [found] = check_entry(ENTRY._replace(title=written))
    assert (found.rule, found.hint, found.span) == ("markup-visible", f"write {meant}", Span(PATH, 2, 1))
    [found] = check_entry(ENTRY._replace(summary=written))
    assert (found.rule, found.hint, found.span) == ("markup-visible", f"write {meant}", Span(PATH, 3, 1))
    [found] = check_entry(ENTRY._replace(short_title=written))
    assert (found.rule, found.hint, found.span) == ("markup-visible", f"write {meant}", Span(PATH))
    [found] = check_group(GroupData("a.yaml", place={"": written}))
    assert (found.rule, found.hint) == ("markup-visible", f"write {meant}")
    assert list(check_entry(ENTRY._replace(title=meant))) == []


@pytest.mark.parametrize(
    "text",
    [
        *("Forschung & Entwicklung", "AT&T; mehr", "5 * 3 = 15", "Kolleg*innen und Freund*innen", "snake_case_name"),
        *(
            "C# und F#",
            "#Talente",
            "Preis* und Ort*",
            "a < b > c",
            "{{ n }} Gäste",
            "\\{{ n",
            "1 [sic] 2",
            "`",
            "~5 km",
        ),
        *("Talente (Chongqing)", "R&D", "x_1 und x_2", "***", "« Neu »"),
    ],
)
def test_what_marks_nothing_is_a_text(text: str) -> None:
    assert find_plain(text) == text


@given(st.text(st.sampled_from("a *_`~[]()<b>/\\&;#{}amp1中"), max_size=16))
def test_a_text_that_is_meant_has_fewer_signs_and_no_other_words(text: str) -> None:
    plain = find_plain(text)
    assert plain == text or len(plain) < len(text)
