"""Anchors: made of headings, unique, and none of the page's own; and the levels of headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.diagnostics.problems import Diagnostic, Span
from microsite.markup.anchors import make_anchor, set_anchors
from microsite.markup.clean import TAG, read_attributes
from microsite.markup.places import Finder
from microsite.model.entries import Heading, Prose

PATH = "content/press/2025-11-16-talent-conference.de.md"


def anchored(
    clean: str, source: str = "", language: str = "de"
) -> tuple[str, tuple[Heading, ...], frozenset[str], tuple[Diagnostic, ...]]:
    return set_anchors(clean, language, Finder(Prose(PATH, source or clean, 5)))


# ---- ids of headings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "language", "anchor"),
    [
        ("Wettbewerbe und Nebenveranstaltungen", "de", "wettbewerbe-und-nebenveranstaltungen"),
        ("Größe, Maß &amp; Übermut!", "de", "groesse-mass-uebermut"),
        ("Größe", "sv", "größe"),
        ("Gro\N{LATIN SMALL LETTER SHARP S}e U\N{COMBINING DIAERESIS}bung", "de", "grosse-uebung"),
        ("“十五五”规划：要点", "zh", "十五五-规划-要点"),
        ("مؤتمر المواهب", "ar", "مؤتمر-المواهب"),
        ("कार्यक्रम", "hi", "कार्यक्रम"),
        ("<em>Die</em> <code>Zahl</code> <a href='x'>42</a>", "de", "die-zahl-42"),
        ("\ue0000\ue001 Absolventen", "de", "absolventen"),
        ("15. Fünfjahresplan", "de", "15-fuenfjahresplan"),
        ('Preise<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>', "de", "preise"),
        ("__Main__", "en", "main"),
        ("???", "de", "section"),
        ("", "de", "section"),
        ("Wort " * 40, "de", ("wort-" * 16)[:-1]),
    ],
)
def test_an_anchor_is_made_of_the_heading(content: str, language: str, anchor: str) -> None:
    assert make_anchor(content, language) == anchor


def test_headings_get_anchors_and_are_told_in_order() -> None:
    html, headings, ids, problems = anchored("<h2>Zahlen</h2>\n<p>Text</p>\n<h3><em>Förderung</em></h3>")
    assert html == '<h2 id="zahlen">Zahlen</h2>\n<p>Text</p>\n<h3 id="foerderung"><em>Förderung</em></h3>'
    assert headings == (Heading("zahlen", 2, "Zahlen"), Heading("foerderung", 3, "<em>Förderung</em>"))
    assert ids == {"zahlen", "foerderung"}
    assert problems == ()


def test_the_reading_of_characters_is_no_part_of_an_anchor_or_of_a_list_of_headings() -> None:
    ruby = '<ruby>重庆<rp>(</rp><rt lang="zh-Latn">Chóngqìng</rt><rp>)</rp></ruby>人才'
    html, headings, _, _ = anchored(f"<h2>{ruby}</h2>", language="zh")
    assert html == f'<h2 id="重庆人才">{ruby}</h2>'
    assert headings == (Heading("重庆人才", 2, "重庆人才"),)


def test_an_explicit_anchor_is_kept() -> None:
    html, headings, ids, problems = anchored('<h2 class="wide" id="competitions">Wettbewerbe</h2><p id="a">b</p>')
    assert html == '<h2 class="wide" id="competitions">Wettbewerbe</h2><p id="a">b</p>'
    assert headings == (Heading("competitions", 2, "Wettbewerbe"),)
    assert ids == {"competitions", "a"}
    assert problems == ()


def test_headings_with_one_text_get_numbers() -> None:
    html, _, ids, problems = anchored("<h2>Preise</h2><h2>Preise</h2><h2>Preise 2</h2><h2>Preise</h2>")
    assert html == (
        '<h2 id="preise">Preise</h2><h2 id="preise-2">Preise</h2>'
        '<h2 id="preise-2-2">Preise 2</h2><h2 id="preise-3">Preise</h2>'
    )
    assert len(ids) == 4
    assert problems == ()


def test_an_anchor_that_an_author_gives_later_is_not_taken_by_a_heading_before() -> None:
    html, _, _, problems = anchored('<h2>Preise</h2><h3 id="preise">Alle</h3>')
    assert html == '<h2 id="preise-2">Preise</h2><h3 id="preise">Alle</h3>'
    assert problems == ()


def test_a_footnote_and_a_link_in_a_heading_are_not_in_its_outline() -> None:
    clean = '<h2><a href="x.md">Preise</a><sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup></h2>'
    assert anchored(clean)[1] == (Heading("preise", 2, "Preise"),)


# ---- anchors that cannot stay ---------------------------------------------------------------------------------


def test_a_duplicate_anchor_is_reported_with_both_places() -> None:
    source = "## Preise {#preise}\n\nText {: #preise }\n\n[Preise](#preise)\n\n<p id='preise'>Text</p>"
    html, _, ids, problems = anchored(
        '<h2 id="preise">Preise</h2><p id="preise">Text</p><p id="preise">Text</p>', source
    )
    assert html == '<h2 id="preise">Preise</h2><p>Text</p><p>Text</p>'
    assert ids == {"preise"}
    assert [(found.rule, found.span, found.related) for found in problems] == [
        ("anchor-duplicate", Span(PATH, 7, 10, 6), (Span(PATH, 5, 13, 6),)),
        ("anchor-duplicate", Span(PATH, 11, 8, 6), (Span(PATH, 5, 13, 6),)),
    ]
    assert problems[0].message == "the anchor “preise” stands in this text already; it was left out here"
    assert problems[0].hint == "write preise-2, or another one"


def test_a_heading_with_a_duplicate_anchor_gets_one_of_its_own() -> None:
    html, headings, _, problems = anchored('<h2 id="a">Preise</h2><h2 id="a">Wettbewerbe</h2>')
    assert html == '<h2 id="a">Preise</h2><h2 id="wettbewerbe">Wettbewerbe</h2>'
    assert [heading.id for heading in headings] == ["a", "wettbewerbe"]
    assert [found.rule for found in problems] == ["anchor-duplicate"]


@pytest.mark.parametrize(
    ("anchor", "hint"), [("_main", "main"), ("zwei worte", "zwei-worte"), ("", "overview"), ("_", "overview")]
)
def test_an_anchor_that_the_page_needs_or_nobody_can_link_to_is_reported(anchor: str, hint: str) -> None:
    clean = f'<h2 id="{anchor}">Preise</h2><p id="{anchor}">Text</p>'
    html, _, ids, problems = anchored(clean)
    assert html == '<h2 id="preise">Preise</h2><p>Text</p>'
    assert ids == {"preise"}
    assert [(found.rule, found.hint) for found in problems] == [("html-removed", f"write {hint}")] * 2
    assert problems[0].span == Span(PATH, 5, 9, len(anchor))


# ---- levels ---------------------------------------------------------------------------------------------------


def test_a_heading_of_the_first_level_is_lowered_and_reported() -> None:
    html, headings, _, problems = anchored("<h1>Talente</h1><h2>Zahlen</h2>", "Talente\n=======\n\n## Zahlen")
    assert html == '<h2 id="talente">Talente</h2><h3 id="zahlen">Zahlen</h3>'
    assert [heading.level for heading in headings] == [2, 3]
    assert [(found.rule, found.span) for found in problems] == [("heading-level", Span(PATH, 6, 1, 7))]
    assert (
        problems[0].message == "this heading has the level of the page’s title, so that all headings move down by one"
    )
    assert problems[0].hint.startswith("begin it with ## if it is a heading; the title")
    _, _, _, problems = anchored("<h2>Zahlen</h2><h1>Talente</h1>", "## Zahlen\n\n# Talente")
    assert [found.hint[:23] for found in problems] == ["write ## if it is a hea"]


def test_a_level_that_is_skipped_is_reported_where_it_stands() -> None:
    source = "## Zahlen\n\n```\n#### kein Titel\n```\n\n#### Förderung\n\n### Preise\n\n##### Geld"
    _, _, _, problems = anchored("<h2>Zahlen</h2><h4>Förderung</h4><h3>Preise</h3><h5>Geld</h5>", source)
    assert [(found.message, found.span, found.hint) for found in problems] == [
        ("a heading of level 4 follows one of level 2: a level is skipped", Span(PATH, 11, 1, 4), "write ###"),
        ("a heading of level 5 follows one of level 3: a level is skipped", Span(PATH, 15, 1, 5), "write ####"),
    ]


def test_a_text_that_begins_below_the_second_level_skips_one_too() -> None:
    assert [found.span for found in anchored("<h3>Zahlen</h3>", "### Zahlen")[3]] == [Span(PATH, 5, 1, 3)]


def test_levels_that_go_down_one_by_one_and_up_at_will_are_fine() -> None:
    assert anchored("<h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2><h3>e</h3>")[3] == ()


def test_a_heading_that_stands_nowhere_in_the_source_is_placed_where_the_last_one_was() -> None:
    _, _, _, problems = anchored("<h2>a</h2><h4>b</h4>", "\n## a\n\nkein Titel")
    assert [found.span for found in problems] == [Span(PATH, 6, 1, 2)]


# ---- laws -----------------------------------------------------------------------------------------------------

ELEMENTS = st.builds(
    "<{0}{1}>{2}</{0}>".format,
    st.sampled_from(["h1", "h2", "h3", "h6", "p"]),
    st.sampled_from(["", "", ' id="preise"', ' id="_x"', ' id="preise-2"', ' id=""', ' class="id=x"', ' title="id="']),
    st.sampled_from(["Preise", "Preise 2", "规划", "", "<b>Preise</b>"]),
)


@given(st.lists(ELEMENTS).map("".join), st.sampled_from(["de", "zh"]))
def test_ids_are_unique_and_not_the_pages_and_every_heading_has_one(clean: str, language: str) -> None:
    html, headings, ids, _ = anchored(clean, language=language)
    tags = [(match[2], dict(read_attributes(match[3]))) for match in TAG.finditer(html) if not match[1]]
    found = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(found) == len(set(found))
    assert set(found) == ids
    assert not any(id_.startswith("_") or not id_ for id_ in found)
    assert [heading.id for heading in headings] == [attributes["id"] for tag, attributes in tags if tag[0] == "h"]
    assert "h1" not in {tag for tag, _ in tags}


@given(st.lists(ELEMENTS).map("".join))
def test_setting_anchors_again_changes_nothing(clean: str) -> None:
    html, headings, ids, _ = anchored(clean)
    assert anchored(html)[:3] == (html, headings, ids)


@given(st.text(), st.sampled_from(["de", "zh", "ar"]))
def test_an_anchor_is_never_empty_and_never_begins_as_the_pages_do(content: str, language: str) -> None:
    anchor = make_anchor(content, language)
    assert anchor
    assert anchor[0] not in "_-"
    assert not any(character.isspace() for character in anchor)
