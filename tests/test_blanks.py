"""Comments and code: which of them goes before, and that what is meant for authors alone is never shown."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.checks.prose.passages import read_passages
from microsite.checks.shape.pointers import read_pointers
from microsite.content.sections import digest_sections
from microsite.markup.blanks import blank_hidden, find_comments
from microsite.markup.convert import convert
from microsite.markup.spans import read_spans
from microsite.model.entries import Prose


def prose(text: str) -> Prose:
    return Prose("content/pages/a.de.md", text, 5)


def comments(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in find_comments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <!-- b --> c <!-- d --> e", ["<!-- b -->", "<!-- d -->"]),
        ("<!--> a <!---> b <!----> c", ["<!-->", "<!--->", "<!---->"]),
        ("<!-- a <!-- b --> c", ["<!-- a <!-- b -->"]),
        ("a <!-- b\n\nc --> d", ["<!-- b\n\nc -->"]),
        ("<!-- ` --> ` <!-- a -->", ["<!-- ` -->", "<!-- a -->"]),
        ("<!--\n```\n-->\n```\n", ["<!--\n```\n-->"]),
        ("|a|b|\n|-|-|\n|` <!-- a|\n|` -->|", ["<!-- a|\n|` -->"]),
        ("- `a\n- <!-- b` -->", ["<!-- b` -->"]),
        ("`a\n\n<!-- b` -->", ["<!-- b` -->"]),
        ("`a\n<!-- b` -->", ["<!-- b` -->"]),
        ("\\`<!-- a` -->", ["<!-- a` -->"]),
        ("- a\n\n    <!-- b -->", ["<!-- b -->"]),
        ("```\n<!-- a -->", []),
    ],
)
def test_a_comment_goes_from_where_it_begins_to_where_it_ends(text: str, expected: list[str]) -> None:
    assert comments(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("`<!--` a", "``<!-- ` ``", "a `b <!-- c\nd` e", "\\``<!-- a`", "    <!-- a", "\t<!-- a"),
        *("```\n<!-- a\n```\n", "~~~ html\n<!-- a\n~~~", "- a\n\n        <!-- b", "- a\n    - b\n\n            <!-- c"),
        *("> a\n>\n>     <!-- b", ">     <!-- a", "a\n:   b\n\n        <!-- c", "[^1]: a\n\n        <!-- b"),
        *("| `<!--` | b |", "<! -- a", "<!- a", "&lt;!-- a"),
    ],
)
def test_what_is_code_or_only_looks_so_is_no_comment(text: str) -> None:
    assert comments(text) == []


HIDDEN = "Geheim"


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("", (5, 1)),
        ("Text\n\n", (7, 1)),
        ("Text ", (5, 6)),
        ("Text\n", (6, 1)),
        ("- a ", (5, 5)),
        ("- a\n\n    ", (7, 5)),
        ("1. ", (5, 4)),
        ("> a ", (5, 5)),
        ("## a ", (5, 6)),
        ("|a|b|\n|-|-|\n|c|", (7, 4)),
        ("|a <!-- b --> ", (5, 15)),
        ("a\n:   b ", (6, 7)),
        ("a[^1]\n\n[^1]: b ", (7, 9)),
        ("<div>\n", (6, 1)),
        ('<div markdown="1">\n\na ', (7, 3)),
        ("<b>a</b> ", (5, 10)),
        ("<p>a</p>\n", (6, 1)),
        ("**a ", (5, 5)),
        ("[a ", (5, 4)),
        ("`a` ", (5, 5)),
        ("`a ", (5, 4)),
        ("```\na\n```\n", (8, 1)),
        ("\\", (5, 2)),
        ("<!-->", (5, 6)),
        ("{{ a }} ", (5, 9)),
    ],
)
@pytest.mark.parametrize(
    "after", [f"{HIDDEN}", f"\n\n{HIDDEN}", f"**{HIDDEN}** --\n- {HIDDEN}\n\n## {HIDDEN}\n", "[a]: b"]
)
def test_a_comment_that_is_not_closed_is_told_and_hides_all_that_follows(
    before: str, place: tuple[int, int], after: str
) -> None:
    text = f"{before}<!-- {after}\n\n|{HIDDEN}|\n|-|\n\n[{HIDDEN}](geheim.md)"
    document, problems = convert(prose(text), "de")
    (told,) = (one for one in problems if one.rule == "comment-unclosed")
    assert told.span
    assert (told.span.line, told.span.column, told.span.length) == (*place, 4)
    assert told.hint == "write --> where it ends; as code, `<!--` is shown"
    assert HIDDEN not in document.html
    assert "--" not in document.html
    assert document.links == ()
    passages = read_passages(text)
    assert not any(HIDDEN in passage.text for passage in passages)
    assert read_pointers(text, passages, read_spans(text)).names == ()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <!-- b\n\nc --> d", "<p>a  d</p>"),
        ("a <!-- b <!-- c --> d", "<p>a  d</p>"),
        ("a <!-- ` --> b ` c", "<p>a  b ` c</p>"),
        ("<!--> a", "<p>a</p>"),
        ("**<!-- a -->****b:** c", "<p><strong>b:</strong> c</p>"),
        ("- **<!-- a -->** **b** c", "<ul>\n<li> <strong>b</strong> c</li>\n</ul>"),
        ("b *<!-- a\nc -->* d", "<p>b  d</p>"),
        ("\u200b**<!-- a -->****b：\u200b**\u200bc", "<p>\u200b<strong>b：\u200b</strong>\u200bc</p>"),
        ("**<!-- a -->**b **c** d", "<p>b <strong>c</strong> d</p>"),
        ("**<!-- a -->***b:* c", "<p><em>b:</em> c</p>"),
        ("*<!-- a -->**b**", "<p>*<strong>b</strong></p>"),
        ("*<!-- a -->*b* c", "<p>*<em>b</em> c</p>"),
        ("__<!-- a -->__init__", "<p>__<strong>init</strong></p>"),
        ("**b**<!-- a -->**c**", "<p><strong>b</strong><strong>c</strong></p>"),
        ("**<!-- a -->b** **c<!-- a -->**", "<p><strong>b</strong> <strong>c</strong></p>"),
        ("a\n\n<!--->\n\nb", "<p>a</p>\n<p>b</p>"),
        ("a <!-- [b](c --> d) e", "<p>a  d) e</p>"),
        ("`<!--` a", "<p><code>&lt;!--</code> a</p>"),
        ("- a\n\n        <!-- b", "<ul>\n<li>\n<p>a</p>\n<pre><code>  &lt;!-- b\n</code></pre>\n</li>\n</ul>"),
        (">     <!-- a", "<blockquote>\n<pre><code>&lt;!-- a\n</code></pre>\n</blockquote>"),
    ],
)
def test_a_comment_that_is_closed_is_gone_and_one_in_code_is_shown(text: str, html: str) -> None:
    document, problems = convert(prose(text), "de")
    assert document.html == html
    assert problems == ()


def test_a_pipe_in_a_comment_ends_no_cell() -> None:
    document, _ = convert(prose("|a|b|\n|-|-|\n|c <!-- x | y -->|d|"), "de")
    assert document.html.count("<td>") == 2
    assert "x" not in document.html


def test_a_figure_in_a_comment_is_none_and_what_follows_stands_where_it_stood() -> None:
    document, problems = convert(prose("<!--\n{{ 1 }}\n--> {{ b }} [c](d.md)"), "de")
    assert problems == ()
    assert [(use.name, use.line, use.column) for use in document.figures] == [("b", 7, 5)]
    assert [(link.line, link.column) for link in document.links] == [(7, 17)]


PIECES = st.sampled_from(
    ["<!--", "-->", "`", "``", "```\n", "~~~\n", "\n", "\n\n", "    ", "- ", "> ", "|", "a", "HIDE", "\\", "[a](b.md)"]
)


@settings(max_examples=up_to(500))
@given(st.lists(PIECES, max_size=20).map("".join))
@example("`<!--```\n<!--`")
def test_what_follows_a_comment_that_is_not_closed_is_in_neither_page_passage_nor_digest(text: str) -> None:
    found = find_comments(text)
    if found and not found[-1].is_closed:
        changed = text[: found[-1].start + 4] + " other\n\n## things"
        assert convert(prose(text), "de")[0].html == convert(prose(changed), "de")[0].html
        before, after = (
            [one._replace(text=one.text.rstrip()) for one in read_passages(both)] for both in (text, changed)
        )
        assert before == after
        assert digest_sections("a", "b", text) == digest_sections("a", "b", changed)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_blanking_comments_and_code_keeps_the_length_and_every_line_break(text: str) -> None:
    blank = blank_hidden(text)
    assert [len(line) for line in blank.split("\n")] == [len(line) for line in text.split("\n")]
    assert all(new in (old, " ") for old, new in zip(text, blank, strict=True))


def test_code_within_items_is_code() -> None:
    assert blank_hidden("- a\n\n        b\n\n    c") == "- a\n\n         \n\n    c"
    assert blank_hidden("- a\n  - b\n\n    c") == "- a\n  - b\n\n    c"
    assert blank_hidden("> a\n>\n>     b\n> c") == "> a\n>\n>      \n> c"
