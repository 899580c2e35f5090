"""Markdown → passages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.checks.prose.passages import Passage, blank_what_is_no_prose, read_passages


def outline(markdown: str) -> list[tuple[str, int, int, str]]:
    """Kind, level, line and words of each passage."""
    return [(*passage[:3], " ".join(passage.text.split())) for passage in read_passages(markdown)]


def test_each_block_is_a_passage_with_its_kind_level_and_line() -> None:
    text = (
        "# Title\n\nFirst line\nsecond line.\n\nBelow\n-----\n\n- one\n- two\n    - deep\n      on\n- three\n\n"
        "1. first\n2. second\n\n    still the second\n\n> quoted\n> on\n"
    )
    assert outline(text) == [
        ("heading", 1, 1, "Title"),
        ("paragraph", 0, 3, "First line second line."),
        ("heading", 2, 6, "Below"),
        ("item", 1, 9, "one"),
        ("item", 1, 10, "two"),
        ("item", 2, 11, "deep on"),
        ("item", 1, 13, "three"),
        ("item", 1, 15, "first"),
        ("item", 1, 16, "second"),
        ("paragraph", 0, 18, "still the second"),
        ("quote", 0, 20, "quoted on"),
    ]


def test_each_cell_of_a_table_is_a_passage_the_empty_ones_too() -> None:
    text = "| a | b |\n|---|--:|\n| 1 | |\n| 2 \\| 3 | `x|y` |\n\nc | d\n-|-\n4 | 5\n"
    assert outline(text) == [
        *(("cell", 0, 1, word) for word in "ab"),
        ("cell", 0, 3, "1"),
        ("cell", 0, 3, ""),
        ("cell", 0, 4, "2 \\| 3"),
        ("cell", 0, 4, ""),
        *(("cell", 0, 6, word) for word in "cd"),
        *(("cell", 0, 8, word) for word in "45"),
    ]


def test_a_line_with_a_stroke_is_no_table_unless_a_rule_stands_below_it() -> None:
    assert outline("yes | no\nmore\n") == [("paragraph", 0, 1, "yes | no more")]


def test_a_day_at_the_beginning_of_a_wrapped_line_is_no_list() -> None:
    assert outline("Sie dauert bis zum\n16. November.") == [("paragraph", 0, 1, "Sie dauert bis zum 16. November.")]


def test_the_marker_of_a_list_of_one_item_is_what_it_says_unless_that_is_the_first() -> None:
    assert outline("6. Januar 2026\n\n> 7. Mai\n") == [("item", 1, 1, "6. Januar 2026"), ("item", 1, 3, "7. Mai")]
    assert outline("1. Januar\n\nor\n\n3. c\n4. d\n")[::2] == [("item", 1, 1, "Januar"), ("item", 1, 5, "c")]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("see [the report](../press/2025-11-16.md) now", "see [the report now"),
        ("see [it](a_(b)_5.md) now", "see [it now"),
        ("see [it](a.md 'of 2025') now", "see [it now"),
        ("see [it][7] now\n\n[7]: a.md", "see [it now"),
        ("see [it][7] now", "see [it][7] now"),
        ("![5 people](p7.jpg)", "![5 people"),
        ("use `port 80` now", "use now"),
        ("``a ` 5`` b", "b"),
        ("a <b class='x5'>3</b> c", "a 3 c"),
        ("a <code>port 80</code> c", "a c"),
        ("a <!-- 5 --> b <!-- 6", "a b"),
        ("at https://example.org/2025, and www.example.org/7；八", "at and ；八"),
        ("mail a.b5@example.org now", "mail now"),
        ("mail <a5@example.org> now", "mail now"),
        ("[^1]: a note[^2]\n\n[^2]: b", "a note b"),
        ("[ref5]: https://example.org/7 'of 5'", ""),
        ("# Talent {#id-5}", "Talent"),
        ("a *b*{: .x5 } c", "a *b* c"),
        ("a {: .x5 } b", "a {: .x5 } b"),
        ("a\n{: .x5 }", "a"),
        ("<p title='5'>a</p>", "a"),
        ("<p title='a>5'>b &lt; c", "b c"),
        ("<pre>5\n</pre>", ""),
        ("a [b 5", "a [b 5"),
        ("a ![b](c.png){:\n.d}", "a ![b"),
        ("{{ graduates }} people", "people"),
        ("5&nbsp;km&#160;7 AT&T", "5 km 7 AT&T"),
        ("```\n5\n```\na", "a"),
        ("a\n\n    code 5\n\nb", "a b"),
        ("a < 5 and b > 3", "a < 5 and b > 3"),
        ("***\n\na", "a"),
    ],
)
def test_what_is_no_prose_is_left_out(written: str, left: str) -> None:
    assert " ".join(" ".join(passage.text.split()) for passage in read_passages(written)) == left


def test_a_row_of_more_cells_than_people_write_is_one_passage() -> None:
    row = "|5" * 1000 + "|"
    passages = read_passages(f"|a|\n|---|\n{row}\n")
    assert [passage.line for passage in passages] == [1, 3]
    assert passages[1].text == row.replace("|", " ")


BITS = st.sampled_from(
    [
        *"ab5 \n\t|-#>*=_:`[](){}<>&@!\\.。一",
        "\n\n",
        "- ",
        "1. ",
        "    ",
        "```\n",
        "](",
        "<!--",
        "-->",
        "{{ x }}",
        "|-|-|\n",
    ]
)


@given(st.lists(BITS, max_size=60).map("".join))
def test_every_character_of_a_passage_stands_where_it_says(text: str) -> None:
    lines = text.split("\n")
    before = 0
    for passage in read_passages(text):
        assert isinstance(passage, Passage)
        assert passage.line >= before
        before = passage.line
        for number, line in enumerate(passage.text.split("\n")):
            written = lines[passage.line - 1 + number]
            assert len(line) <= len(written)
            assert all(one in (" ", "\t", other) for one, other in zip(line, written, strict=False))


@given(st.lists(BITS, max_size=60).map("".join))
def test_blanking_keeps_length_and_lines(text: str) -> None:
    blanked = blank_what_is_no_prose(text)
    assert len(blanked) == len(text)
    assert [match.start() for match in re.finditer("\n", blanked)] == [m.start() for m in re.finditer("\n", text)]


@pytest.mark.parametrize(
    "piece", ["](", "](x(", "<a ", "<!--", "{{", "|a", "a@", "- ", "> ", "`", "<code>", "a|b\n-|-\n"]
)
def test_hostile_texts_take_passages_of_no_more_than_their_size(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert sum(len(passage.text) for passage in read_passages(text)) <= len(text)
