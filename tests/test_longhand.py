"""What of Python-Markdown is replaced, for the time that it takes: it comes to the same."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.markup import full

PIECES = st.sampled_from(
    [
        *(
            "a",
            " ",
            "|",
            "|",
            "\\|",
            "\\",
            "`",
            "``",
            "\\`",
            "\n",
            "\n\n",
            "\n\n\n",
            "    ",
            "\n\n    a",
            "- ",
            "1. ",
            "> ",
            "## ",
            ":   ",
            "*",
        ),
        *(
            "|-|-|\n",
            "a|b\n-|-\n",
            "[^1]",
            "[^2]",
            "[^1]: ",
            "[^2]: ",
            "\n\n[^3]: x[^1]",
            "<div markdown='1'>\n",
            "</div>",
        ),
    ]
)


def as_it_comes(text: str) -> str:
    """The HTML of Python-Markdown as it is; what the package has beside it does not change blocks, cells or notes."""
    return markdown.markdown(
        text,
        extensions=["attr_list", "def_list", "fenced_code", "md_in_html", "sane_lists", "tables", "footnotes"],
        extension_configs={"footnotes": {"BACKLINK_TITLE": "{}", "SEPARATOR": "-"}},
        output_format="html",
    )


@settings(max_examples=up_to(600))
@given(st.lists(PIECES, max_size=24).map("".join))
def test_what_is_replaced_comes_to_the_same(text: str) -> None:
    raw, complaint = full.to_html(text)
    if not complaint:
        assert raw.replace(' scope="col"', "") == as_it_comes(text)


@settings(max_examples=up_to(400))
@given(st.text(st.sampled_from("a `|\\"), max_size=30))
def test_cells_end_where_they_did(row: str) -> None:
    text = f"|a|b|c|\n|-|-|-|\n|{row}|\n"
    assert full.to_html(text)[0].replace(' scope="col"', "") == as_it_comes(text)


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_footnotes_are_numbered_as_they_are_defined(order: tuple[int, ...]) -> None:
    text = "".join(f"a[^{n}]\n\n" for n in order) + "".join(f"[^{n}]: x{n}\n\n" for n in (2, 3, 1))
    raw, _ = full.to_html(text)
    assert raw == as_it_comes(text)


def many(piece: str, size: int) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (many("<a b='>'\n\n", 40_000), "too many tags begin, and do not end, for a text of this length"),
        (many('    <a b="\n', 40_000), "too many tags begin, and do not end, for a text of this length"),
        (many("    </a\n", 100_000), "too many tags begin, and do not end, for a text of this length"),
        (many('<div markdown="1">\n\n', 1000), "lists, quotations, emphasis or HTML nest deeper than 32 levels"),
        (
            '<div markdown="1">\n\n' + many("<p></p>\n\n", 150_000) + "</div>",
            "one element “div” with “markdown” holds more than anyone could follow",
        ),
        (
            '<p markdown="1">\n\n' + many("*a* b\n\n", 150_000) + "</p>",
            "one element “p” with “markdown” holds more than anyone could follow",
        ),
        (
            '<p markdown="1">\n\n' + "[a\n\n" * 33 + "</p>",
            "one element “p” with “markdown” holds more than anyone could follow",
        ),
    ],
)
def test_html_that_would_be_searched_again_and_again_is_refused(text: str, why: str) -> None:
    assert full.to_html(text) == ("", why)


@pytest.mark.parametrize(
    "text",
    [
        many("    for (i = 0; i <n; i++)\n", 3000),
        '<div markdown="1">\n\n' + many("A *long* text.\n\n", 100_000) + "</div>",
        '<div markdown="1">\n\n' + many("<p>a</p>\n\n", 20_000) + "</div>",
        many('<p markdown="1">*a*</p>\n\n', 50_000),
    ],
)
def test_html_that_people_write_is_not(text: str) -> None:
    raw, complaint = full.to_html(text)
    assert (raw != "", complaint) == (True, "")
