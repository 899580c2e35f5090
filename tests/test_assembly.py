"""Figures in texts and pages, and links as they stand on one page."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.diagnostics.problems import Span
from microsite.markup.figures import FIGURE, figure_use, fill_text, find_braces, no_figure, text_figures, unknown_figure
from microsite.model.entries import FigureText, FigureUse
from microsite.model.site import ResolvedLink
from microsite.render.assemble import assemble

SPAN = Span("content/press/2025-11-16-talent-conference.de.md", 2, 1)


def mark(number: int) -> str:
    return f"\ue000{number}\ue001"


# ---- braces ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ graduates }} Absolventen", ["{{ graduates }}"]),
        ("{{a}}{{b|compact}}", ["{{a}}", "{{b|compact}}"]),
        ("吸引{{ graduates }}名", ["{{ graduates }}"]),
        ("{{ graduates und", ["{{"]),
        ("{{ graduates }", ["{{"]),
        ("{{ a\n}}", ["{{"]),
        ("{{}}", ["{{}}"]),
        ("\\{{ a }} und \\\\{{ b }}", ["{{ b }}"]),
        ("{ a } und } }}", []),
    ],
)
def test_braces_are_found_but_escaped_ones_are_not(text: str, found: list[str]) -> None:
    assert [match[0] for match in find_braces(text)] == found


@pytest.mark.parametrize(
    ("braces", "name", "style"),
    [
        ("{{ graduates }}", "graduates", ""),
        ("{{graduates|compact}}", "graduates", "compact"),
        ("{{ graduates | long }}", "graduates", ""),
        ("{{ Graduates_2 }}", "Graduates_2", ""),
    ],
)
def test_braces_with_a_name_are_the_use_of_a_figure(braces: str, name: str, style: str) -> None:
    assert figure_use(braces, 7, 3) == FigureUse(name, style, 7, 3, len(braces))


@pytest.mark.parametrize(
    ("braces", "message"),
    [
        ("{{", "“{{” begins a figure, but no “}}” ends it on this line"),
        ("{{}}", "“{{}}” is not the name of a figure"),
        ("{{ 2025 }}", "“{{ 2025 }}” is not the name of a figure"),
        ("{{ a b }}", "“{{ a b }}” is not the name of a figure"),
        ("{{ graduates | short }}", "“short” is not a way to write a figure"),
    ],
)
def test_braces_without_a_name_are_no_figure(braces: str, message: str) -> None:
    assert figure_use(braces, 1, 1) is None
    found = no_figure(braces, SPAN)
    assert (found.rule, found.message, found.span) == ("figure-unknown", message, SPAN)


def test_a_wrong_style_is_answered_with_the_right_ones() -> None:
    hint = "write {{ graduates }} or {{ graduates | compact }}"
    assert no_figure("{{ graduates | short }}", SPAN).hint == hint


@pytest.mark.parametrize("braces", ['{{< figure src="a.png" >}}', "{{% note %}}"])
def test_a_shortcode_of_hugo_is_answered_with_what_to_do(braces: str) -> None:
    hint = "shortcodes of Hugo do nothing here: write what it stands for; \\{{ for braces as text"
    assert no_figure(braces, SPAN).hint == hint


def test_an_unknown_figure_is_answered_with_one_that_is_close() -> None:
    found = unknown_figure("gradutes", {"graduates": 1, "share": 2}, SPAN)
    assert (found.message, found.hint) == ("there is no figure “gradutes”", "did you mean “graduates”?")
    assert (
        unknown_figure("visitors", [], SPAN).hint == "add it to the group file under figures:, such as visitors: 3944"
    )


# ---- plain texts ----------------------------------------------------------------------------------------------


def test_the_figures_of_a_title_are_told_in_order_with_its_place() -> None:
    uses, problems = text_figures("{{ graduates }} Absolventen, {{ share | compact }}, {{ 1 }}", SPAN)
    assert uses == (FigureUse("graduates", "", 2, 1, 15), FigureUse("share", "compact", 2, 1, 21))
    assert [found.message for found in problems] == ["“{{ 1 }}” is not the name of a figure"]


def test_a_title_without_figures_has_none() -> None:
    assert text_figures("Talente für Chongqing", SPAN) == ((), ())


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ graduates }} Absolventen", "3.944 Absolventen"),
        ("{{graduates|compact}}", "3,9 Tsd."),
        ("{{ graduates | long }}", "3.944"),
        ("{{ visitors }} bleibt", "{{ visitors }} bleibt"),
        ("\\{{ graduates }}", "{{ graduates }}"),
        ("C:\\{ und \\n {{ graduates }}", "C:\\{ und \\n 3.944"),
        ("ohne \\{", "ohne \\{"),
    ],
)
def test_a_title_is_filled(text: str, filled: str) -> None:
    assert fill_text(text, {("graduates", ""): "3.944", ("graduates", "compact"): "3,9 Tsd."}) == filled


WORDS = st.text(st.characters(exclude_characters="{}\\\ue000\ue001", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=6), st.text(max_size=8))
def test_outside_its_figures_a_text_is_what_it_was(words: list[str], value: str) -> None:
    assert fill_text("{{ a }}".join(words), {("a", ""): value}) == value.join(words)


# ---- pages ----------------------------------------------------------------------------------------------------

FIGURES = (FigureText("3.944", "3944"), FigureText("16. November 2025", "2025-11-16", is_date=True))


def test_figures_in_text_say_their_value_to_machines() -> None:
    assert assemble(f"<p>{mark(0)} am {mark(1)}</p>", {}, FIGURES) == (
        '<p><data class="figure" value="3944">3.944</data> am <time datetime="2025-11-16">16. November 2025</time></p>'
    )


def test_figures_in_attributes_are_plain_and_escaped() -> None:
    figures = (FigureText('5" & <6>', "5"),)
    assert assemble(f'<img alt="{mark(0)} hoch" src="a.jpg">', {}, figures) == (
        '<img alt="5&quot; &amp; &lt;6&gt; hoch" src="a.jpg">'
    )
    links = {"a.jpg": ResolvedLink("/media/a.jpg")}
    assert assemble(f'<img alt="{mark(0)} hoch" src="a.jpg">', links, figures) == (
        '<img alt="5&quot; &amp; &lt;6&gt; hoch" src="/media/a.jpg">'
    )


def test_figures_in_text_are_escaped() -> None:
    assert assemble(mark(0), {}, (FigureText("<b>", '"'),)) == '<data class="figure" value="&quot;">&lt;b&gt;</data>'


def test_links_are_resolved_and_their_other_attributes_kept() -> None:
    text = '<a href="../glossary/innovation-hub.md#a" title="Ein &quot;Hub&quot;">Hub</a> <a href="x.md">x</a>'
    links = {"../glossary/innovation-hub.md#a": ResolvedLink("/de/glossary/innovation-hub/?a&b#a")}
    assert assemble(text, links, ()) == (
        '<a href="/de/glossary/innovation-hub/?a&amp;b#a" title="Ein &quot;Hub&quot;">Hub</a> <a href="x.md">x</a>'
    )


def test_a_link_with_an_ampersand_is_known_by_the_url_as_written() -> None:
    assert assemble('<a href="a.md?x&amp;y">a</a>', {"a.md?x&y": ResolvedLink("/a/")}, ()) == '<a href="/a/">a</a>'


def test_a_link_into_another_language_says_so() -> None:
    links = {"x.md": ResolvedLink("/zh/glossary/x/", "zh-Hans")}
    assert assemble('<a href="x.md">x</a>', links, ()) == (
        '<a href="/zh/glossary/x/" hreflang="zh-Hans" class="other-language">x</a>'
    )
    assert assemble('<a class="wide" href="x.md" hreflang="en">x</a>', links, ()) == (
        '<a class="wide other-language" href="/zh/glossary/x/" hreflang="zh-Hans">x</a>'
    )


def test_a_picture_is_resolved_by_its_source_and_a_quotation_is_left_alone() -> None:
    links = {"a.jpg": ResolvedLink("/media/press/a.jpg")}
    assert assemble('<img alt="" src="a.jpg">', links, ()) == '<img alt="" src="/media/press/a.jpg">'
    assert assemble('<q cite="a.jpg">a.jpg</q>', links, ()) == '<q cite="a.jpg">a.jpg</q>'


TEXTS = st.text(max_size=8).map(lambda text: html.escape(text.replace("\ue000", "").replace("\ue001", "")))
PIECES = st.one_of(
    TEXTS,
    st.integers(0, 3).map(mark),
    st.builds('<a href="{}" title="{}">'.format, st.sampled_from(["a.md", "b.md", "https://x/"]), TEXTS),
    st.builds('<img alt="{}" src="a.jpg">'.format, st.one_of(TEXTS, st.integers(0, 3).map(mark))),
    st.sampled_from(["</a>", "<em>", "</em>", "<br>"]),
)
LINKS = {"a.md": ResolvedLink("/de/a/"), "b.md": ResolvedLink("/en/b/", "en"), "a.jpg": ResolvedLink("/media/a.jpg")}


@given(
    st.lists(PIECES).map("".join), st.lists(st.builds(FigureText, TEXTS, TEXTS, st.booleans()), min_size=4, max_size=4)
)
def test_assembling_a_second_time_changes_nothing(text: str, figures: list[FigureText]) -> None:
    once = assemble(text, LINKS, figures)
    assert assemble(once, LINKS, figures) == once
    assert not FIGURE.search(once)


@given(st.lists(st.one_of(TEXTS, st.integers(0, 3).map(mark))).map("".join))
def test_text_outside_figures_is_what_it_was(text: str) -> None:
    figures = [FigureText(f"«{number}»", str(number), number == 3) for number in range(4)]
    shown = re.sub(r"</?(?:data|time)[^>]*>", "", assemble(f"<p>{text}</p>", LINKS, figures))
    expected = FIGURE.sub(r"«\1»", text)
    assert shown == f"<p>{expected}</p>"


@given(st.lists(PIECES).map("".join))
def test_without_links_and_figures_nothing_changes(text: str) -> None:
    plain = FIGURE.sub("", text)
    assert assemble(plain, {}, ()) == plain
