"""What a text says of links and pictures, and readers do not see: captions within a line, and links without text."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.content.unseen import check_unseen, find_links
from microsite.diagnostics.problems import Diagnostic
from microsite.markup.clean import read_attributes
from microsite.markup.convert import convert
from microsite.model.entries import Document, Prose

PATH = "content/pages/a.en.md"


def document(body: str) -> Document:
    return convert(Prose(PATH, body, 5), "en")[0]


def told(body: str) -> list[tuple[str, int, int, int]]:
    """The rules of what is found, with line, column and length."""

    def place(found: Diagnostic) -> tuple[str, int, int, int]:
        assert found.span
        return found.rule, found.span.line, found.span.column, found.span.length

    return [place(found) for found in check_unseen(document(body), PATH)]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('In ![a](p.png "At the pier") here.', (5, 9, 5)),
        ('![a](p.png "At the pier") ![b](q.png)', (5, 6, 5)),
        ('a\n\n- ![a](p.png "At the pier"): x', (7, 8, 5)),
        ('| A | B |\n| --- | --- |\n| ![a](p.png "x") y | b |', (7, 8, 5)),
        ('[![a](p.png "At the pier")](https://a.example/)', (5, 7, 5)),
        ('## ![a](p.png "At the pier")', (5, 9, 5)),
        ('<p><img src="p.png" alt="a" title="b">c</p>', (5, 14, 5)),
    ],
)
def test_a_caption_within_a_line_is_told(body: str, place: tuple[int, int, int]) -> None:
    assert told(body) == [("caption-unseen", *place)]


def test_where_a_caption_stands_that_nobody_sees_is_said() -> None:
    bodies = '[![a](p.png "b")](https://a.example/)', 'In ![a](p.png "b") here.'
    messages = [next(check_unseen(document(body), PATH)).message for body in bodies]
    assert [message.partition(" stands ")[2] for message in messages] == ["within a link", "within a sentence"]


@pytest.mark.parametrize(
    "body",
    [
        *('![a](p.png "At the pier")', '- ![a](p.png "At the pier")', '> ![a](p.png "x")', "In ![a](p.png) here."),
        *('1. a\n\n    ![a](p.png "x")', '| A |\n| --- |\n| ![a](p.png "x") |', 'A\n: ![a](p.png "x")'),
        '<figure><img src="p.png" alt="a" title="b"><figcaption>b</figcaption></figure>',
        *('In ![a](p.png){credit="Wei"} here.', '<div title="a">b</div>', '`![a](p.png "b")` c', '[a](b.md "c") d'),
    ],
)
def test_a_caption_that_readers_see_is_not_told(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("See [](https://a.example/).", (5, 8, 18)),
        ("[ ](b.md)", (5, 5, 4)),
        ("[**\u200b**](b.md)", (5, 9, 4)),
        ('<a href="b.md"></a>', (5, 10, 4)),
        ('[a](b.md) <a href="b.md"><em>&nbsp;</em></a>', (5, 20, 4)),
        ("Note.[^1] [](b.md)\n\n[^1]: Said.", (5, 14, 4)),
    ],
)
def test_a_link_without_text_is_told(body: str, place: tuple[int, int, int]) -> None:
    assert told(body) == [("link-empty", *place)]


@pytest.mark.parametrize(
    "body",
    [
        *(
            "[a](b.md)",
            "[![a](p.png)](b.md)",
            "[![](p.png)](b.md)",
            "<https://a.example>",
            "[{{ n }}](b.md)",
            "[·](b.md)",
        ),
        *('<a id="x"></a>a', "\\[](b.md)", "`[](b.md)`", "[1]: b.md", "Note.[^1]\n\n[^1]: Said."),
    ],
)
def test_a_link_with_something_to_see_is_not_told(body: str) -> None:
    assert told(body) == []


PIECES = [
    *("[a](b.md)", "[](c.md)", '![a](p.png "t")', "![](q.png)", "<https://a.example/>", '<a href="d.md"></a>', "[^1]"),
    *(
        '<img src="r.png" title="t">',
        '<a id="x">y</a>',
        "\n\n",
        "\n- ",
        "\n| A |\n| --- |\n| ",
        " |",
        "*",
        "`",
        "{{ n }}",
        "word ",
    ),
    *(
        "[![a](s.png)](e.md)",
        "\n\n[^1]: Said [](f.md).\n\n",
        "<p>",
        "</p>",
        "[{{ n }}](g.md)",
        "> ",
        "<b>",
        '<a href="',
        "&",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=up_to(500))
def test_the_links_of_the_html_are_those_of_the_text_in_their_order(body: str) -> None:
    found = document(body)
    pairs = list(find_links(found))
    assert [link for _, link in pairs] == list(found.links)
    for match, link in pairs:
        attributes = dict(read_attributes(match[2]))
        url = attributes["href" if match[1] == "a" else "src"]
        assert (match[1], html.unescape(url)) == (link.element, html.unescape(link.url))
