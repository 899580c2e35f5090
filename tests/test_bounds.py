"""What is too tangled to be converted, and what only looks so."""

from __future__ import annotations

import pytest

from microsite.markup.bounds import NESTING, REPETITIONS, find_tangle
from microsite.markup.places import Finder
from microsite.model.entries import Prose

MANY = NESTING + 1


def tangle(text: str) -> tuple[int, str] | None:
    return find_tangle(Finder(Prose("content/press/a.de.md", text, 5)))


@pytest.mark.parametrize(
    ("text", "start", "message"),
    [
        ("Text\n\n" + "> " * MANY + "a", 6, "32 lists or quotations begin in one line"),
        (">" * 100, 0, "32 lists or quotations begin in one line"),
        ("- " * MANY + "a", 0, "32 lists or quotations begin in one line"),
        ("1. " * MANY + "a", 0, "32 lists or quotations begin in one line"),
        ("a " + "[" * MANY, 34, "more than 32 brackets “[” are open here"),
        ("![a" * MANY, 97, "more than 32 brackets “[” are open here"),
        ("[a](" * MANY, 130, "more than 32 brackets “(” are open here"),
        ("[a](b" + "(" * MANY, 36, "more than 32 brackets “(” are open here"),
        ("<a " * MANY, 96, "more than 32 brackets “<” are open here"),
        ("<a\n\n" * MANY, 128, "more than 32 brackets “<” are open here"),
        ("```a\n" * MANY, 0, "more than 32 blocks of code begin with ``` or ~~~, and none of them ends"),
        ("x\n\n" + "[^1] " * 501, 3, "the footnote “1” is cited more than 500 times"),
        ("x {a" * 501, 0, "one line has more than 500 braces “{”"),
        (
            "a\n\n" + "-\n" * 502,
            3,
            "more than 500 headings, rules or definitions follow each other without a blank line",
        ),
        ("## a\n" * 502, 0, "more than 500 headings, rules or definitions follow each other without a blank line"),
        ("a\n\n" + "a*" * 20_000, 3, "one paragraph has 40,000 characters, and more marks than anyone could follow"),
        (
            "## a\n" + ":   a\n" * 501,
            0,
            "more than 500 headings, rules or definitions follow each other without a blank line",
        ),
        ("a\n\n" + "`a` " * 8000, 3, "one paragraph has 32,000 characters, and more marks than anyone could follow"),
        (
            "|a" * 400 + "\n" + "-|" * 400 + "\n" + "|\n" * 400,
            0,
            "a table has 400 columns, which hardly any of its rows fills",
        ),
        (
            "> - " + "|a" * 400 + "\n> - " + "-|" * 400 + "\n" + "|\n" * 400,
            0,
            "a table has 400 columns, which hardly any of its rows fills",
        ),
        ("a\n\n" + "`a`\n" * 8000, 3, "one paragraph has 31,999 characters, and more marks than anyone could follow"),
        (
            "`a`\n```\n\n```\n" * 5000,
            0,
            "one paragraph has 64,999 characters, and more marks than anyone could follow",
        ),
        ("> - \n" * 1002, 0, "more than 500 headings, rules or definitions follow each other without a blank line"),
        (" ".join("`" * n for n in range(1, 40)), 0, "one paragraph has groups of backticks in more than 32 lengths"),
    ],
)
def test_a_tangle_is_told_with_its_place(text: str, start: int, message: str) -> None:
    assert tangle(text) == (start, message)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Die Konferenz [1] hat (fast) alles <b>fett</b> gedruckt > 100.",
        "[a [b [c](d)](e)](f) \\[ \\( \\<",
        "* " * 100,
        "- - " * 50 + "-",
        "[a\n\n" * 1000,
        "\\[" * 1000,
        "[a](b(c)) " * 1000,
        "(" * 1000,
        "p < 0,05 " * 1000,
        "<br> " * 1000,
        "{{ graduates }} " * 1000,
        "| Jahr | Absolventen |\n|---|---|\n" + "| 2025 | 3944 |\n" * 5000,
        "- [Innovationszentrum](../glossary/innovation-hub.md)\n" * 2000,
        "## Überschrift\n\n" * 1000,
        "Begriff\n:   Erklärung\n\n" * 1000,
        "|a" * 300 + "\n" + "-|" * 300 + "\n" + ("|1" * 300 + "\n") * 300,
        "`a` " * 4000,
        "    a * b\n" * 8000,
        "```\na * b\n\na * b\n```\n" * 4000,
        "重庆国际人才交流大会。" * 5000,
        "".join(f"[^{n}]" for n in range(1000)),
        "```\n\n" * 1000,
        "``` python\n[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n```\n\n" * 50,
        "`[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[`",
    ],
)
def test_what_people_write_is_no_tangle(text: str) -> None:
    assert tangle(text) is None


def test_the_bounds_themselves_are_allowed() -> None:
    assert tangle("[" * NESTING) is None
    assert tangle("[^1]" * REPETITIONS) is None
    assert tangle("# a\n" * REPETITIONS) is None
