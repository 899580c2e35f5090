"""Blocks that are read at once are those that come of reading line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.markup import reader
from microsite.markup.blocks import parse
from microsite.markup.reader import Reader
from microsite.markup.starters import STARTERS
from microsite.markup.tree import TextNode, TextTree

BLOCKS = st.sampled_from(
    [
        *(
            "Word",
            "中文",
            "“Quoted”",
            "12 of them",
            "12) of them",
            "2.5 %",
            "(in brackets)",
            "**Bold** word",
            "*Em* word",
        ),
        *(
            "[link](a.md) word",
            "[a]: /u",
            "[a]",
            "[a] b\n[b]: /v",
            "[^1]: note",
            "[^1] cited",
            "word\nmore",
            "word\n- x",
        ),
        *("word\n    more", "word\n> quoted", "word\n===", "a | b\n--|--\nc | d", "|a|b|\n|-|-|\n|c|d|", "|a|\n|b|"),
        *(
            "- a\n- b",
            "* **a**\n* b",
            "- a\n\n  more",
            "- a\nlazy",
            "1. a\n2. b",
            "10. a",
            "-",
            "---",
            "***",
            "+ a\n  - b",
        ),
        *(
            "- a\n  b\n- `c` d\n     *e*\n- 1.8 f",
            "* [a](b) c\n   [d]: /e\n* [x] f\n* [ ] g",
            "- a\n   \n  b",
            "- a\n  ",
            "- ```\n- b",
            "- a\n  ```\n  b",
            "- 1. a\n- b",
            "- a\n  2) b",
            "* a\n  * * *",
            "* a\n b",
            "- a\n\tb",
            "- -",
        ),
        *(
            "# H",
            "## H {#i}",
            "## H {#i} x",
            "## H {.c}",
            "### H ###",
            "#word",
            "#",
            "> q",
            "> q\n>\n> – r",
            "> a\nlazy",
            ">a",
            ">",
            "> a\n>\n> - b",
            "> a\n>",
            "> a\n> b",
            "    code",
            "   word",
            "\tcode",
            "\xa0word",
        ),
        *("```\ncode\n\n```", "~~~", "<div>", "<b>word</b>", "<!-- c -->", "word <!-- c\n\nd -->", ": described", "^"),
        *(
            "{: .c}",
            "{#i}",
            "{{ x }}",
            "_em_ word",
            "__b__ word",
            "=",
            "\\# word",
            "&amp; word",
            "!",
            "_",
            "___",
            "`c` word",
            "1.8 word",
            "word\n*em*",
            "word\n* x",
            "word\n`c`",
            "word\n1.8",
            "word\n2.",
        ),
    ]
)
TEXTS = st.lists(st.tuples(BLOCKS, st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n", " \n\n"])), max_size=9).map(
    lambda pieces: "".join(block + gap for block, gap in pieces)
)


def described(block: TextNode) -> tuple[object, ...]:
    """All that a block says, and where: a leaf's lines by the places of its characters."""
    places = [block.place_of(index) for index in range(len(block.text))]
    kept = (block.kind, block.start, block.place, block.text, block.info, block.marker, block.attributes, block.level)
    return (*kept, block.is_tight, block.sides, block.fences, places, [described(child) for child in block.children])


def tree_of(tree: TextTree) -> tuple[object, ...]:
    references = [(name, *map(one.__getattribute__, one.__slots__)) for name, one in tree.references.items()]
    return described(tree.root)[12], [described(note) for note in tree.notes], references, tree.comments


@settings(max_examples=up_to(2000))
@given(TEXTS)
def test_what_is_read_at_once_is_what_its_lines_make(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read_whole", lambda _text, at, _blocks, **_: (at, at + 1))
        by_lines = Reader(text, STARTERS).read()
    assert tree_of(parse(text)) == tree_of(by_lines)


@pytest.mark.parametrize(
    "text",
    [
        "“Quoted” words.\n\n12 of them.\n\n**Bold** words.\n\n[A link](a.md) and more.\n\n## Heading\n\nWords.\n",
        "- a\n- b\n\nWords\nand more.\n\n|a|\n|-|\n|b|\n",
        "* `a` [b](c)\n  and *more*\n* 1.8\n\n`Code` and\n*more*,\n1.8 and `code`.\n",
    ],
)
def test_ordinary_blocks_are_read_at_once(text: str) -> None:
    def refuse(_reader: Reader, line: str, _base: int) -> None:
        raise AssertionError(line)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "_line", refuse)
        patch.setattr(Reader, "_start", lambda self, line, base, _column: refuse(self, line, base))
        assert [block.kind for block in parse(text).root.children]
