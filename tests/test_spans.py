"""What of a text is no prose, as the reader of Markdown says; and that mending leaves it alone."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from growth import find_excess, repeat
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.checks.prose.languages import find_language
from microsite.checks.prose.typography import mend
from microsite.markup.spans import find_hidden, read_spans
from microsite.markup.tree import InlineMark


def hidden(text: str) -> list[str]:
    return [text[start:end] for start, end in sorted(read_spans(text).hidden)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", ["`b`"]),
        ("a ` c", []),
        ("[a](b.md 'c') d", ["](b.md 'c')"]),
        ("[a](b.md){: .c } d", ["](b.md){: .c }"]),
        ("[a][b] [a][c]\n\n[b]: d.md", ["][b]"]),
        ("**a**{: .b } c {: .d }", ["{: .b }"]),
        ("<a@b.example> <https://c.example>", ["<a@b.example>", "<https://c.example>"]),
        ("a https://b.example/c_(d), e", ["https://b.example/c_(d),"]),
        ("a b.c@d.example, e", ["b.c@d.example,"]),
        ("a[^b][^c]\n\n[^b]: d", ["[^b]"]),
        ("a <b title='c'>d</b>", ["<b title='c'>", "</b>"]),
        ("a <kbd>b &amp; c</kbd> &amp; d &e", ["<kbd>", "<kbd>b &amp; c</kbd>", "&amp;", "</kbd>", "&amp;"]),
        ("a {{ b }} c", ["{{ b }}"]),
        ("|a|`b|c`|\n|-|-|\n|d \\| `e`|f|", ["`b|c`", "`e`"]),
        ("> [a](b\n> 'c') d", ["](b\n> 'c')"]),
        ("<p>a\n<img alt='b' src=c.png>\n</p>", ["<p>", "<img alt='b' src=c.png>", "</p>"]),
        ("<p title='a > b", ["<p title='a >"]),
    ],
)
def test_what_is_no_prose_stands_where_it_is_said(text: str, expected: list[str]) -> None:
    assert hidden(text) == expected


def test_the_text_of_a_link_that_is_its_name_is_told_apart() -> None:
    text = "[a] [b][] [c][a] [d](e) [f]{: .g } ![h] [i]\n\n[a]: x\n[b]: x\n[f]: x\n[h]: x\n"
    assert [text[start:end] for start, end in read_spans(text).labels] == ["a", "b", "f", "h"]


def test_a_title_has_no_blocks() -> None:
    text = "- {{ a }} und `b`"
    assert sorted(text[start:end] for start, end in find_hidden(text)) == ["`b`", "{{ a }}"]


PIECES = st.sampled_from(
    [
        *(
            '"a"',
            "--",
            "...",
            "'",
            " ,",
            "( b )",
            "a",
            "Wort",
            "中文",
            ",",
            " ",
            "\n",
            "\n\n",
            "1.000",
            "16.11.",
            "§ 5",
            "?!",
        ),
        *(
            "`",
            "``",
            "`a--b`",
            "```\na -- b\n```\n",
            "    a...\n",
            "[",
            "](",
            ")",
            "](a--b.md)",
            '](c "d -- e")',
            "][r]",
        ),
        *(
            "[r]: x--y.md\n",
            "<b>",
            '<b title="a -- b">',
            "</b>",
            "<div>\n",
            "<!-- a -- b -->",
            "<code>",
            "</code>",
            "<!--",
        ),
        *(
            "https://a.example/b--c",
            "www.a.example/...",
            "a.b@c.example",
            "<https://a.example/--",
            ">",
            "&amp;",
            "&quot;",
        ),
        *(
            "{: .a--b }",
            '{: title="a" }',
            "{#a}",
            "**",
            "*",
            "_",
            "~~",
            "\\",
            "![",
            "{{ a }}",
            "{{",
            "}}",
            "# ",
            "- ",
            "> ",
        ),
        *("|", "\n|-|-|\n", "[^a]", "[^a]: ", '["r"]', '["r"]: a.md\n', "=", "-"),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


class _Tags(HTMLParser):
    """An independent reading of HTML: its tags as they are written."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(self.get_starttag_text() or "")


def kept(text: str) -> dict[str, list[object]]:
    """All that mending leaves alone, as the reader finds it."""
    spans = read_spans(text)
    marks: list[InlineMark] = [mark for mark, _ in spans.marks]
    blocks = [*spans.tree.walk()]
    code: list[object] = [mark.text for mark in marks if mark.kind == "code"]
    return {
        "code": code + [block.text for block in blocks if block.kind in ("code", "fence")],
        "attributes": [pair for mark in marks for pair in mark.attributes if pair[0] != "alt"]
        + [block.attributes for block in blocks if block.attributes],
        "html": [tag for mark in marks if mark.kind == "raw" for tag in _Tags(mark.text).found],
        "notes": [mark.text for mark in marks if mark.kind == "note"],
        "references": [(label, one.url, one.title) for label, one in spans.tree.references.items()],
    }


@settings(max_examples=up_to(1000))
@given(TEXTS, st.sampled_from(["de", "en", "zh-Hans", "fr"]))
def test_mending_leaves_code_addresses_attributes_and_html_alone(text: str, tag: str) -> None:
    language = find_language(tag)
    if language:
        assert kept(mend(text, language)) == kept(text)


@settings(max_examples=up_to(500))
@given(TEXTS)
def test_what_is_no_prose_stands_in_the_text(text: str) -> None:
    spans = read_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in (*spans.hidden, *spans.labels))


@pytest.mark.law(every=4)
@pytest.mark.parametrize(
    "piece", ["<a ", '<a "', "<div ", "<div>\n", "<code>", "[a][]", "](", "*{: .a}", "a@b.c ", "&a;", "`"]
)
def test_the_time_is_in_proportion_to_the_size(piece: str) -> None:
    assert not find_excess(lambda size: repeat(piece, size), read_spans)
