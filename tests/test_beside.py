"""From the line of a finding to the element of the page beside which it is shown: by table, and as a law."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.markup.convert import convert
from microsite.model.entries import Prose
from microsite.preview.beside import BODY, Whereabouts, find_place
from microsite.render.unmark import HtmlNode, read_html

FRONT = "---\ntitle: The bridge\nsummary: >\n  It opens\n  in {{ days }} days.\ndate: 2026-01-01\n---\n"
BLOCKS = frozenset(["p", "h", "ul", "ol", "blockquote", "pre", "hr", "table", "dl", "div"])


def name_of(node: HtmlNode) -> str:
    return re.sub("^h[1-6]$", "h", "p" if node.tag == "figure" else node.tag)


def words_of(node: HtmlNode) -> str:
    said = "".join(one if isinstance(one, str) else words_of(one) for one in node.inside)
    return "".join(filter(str.isalnum, said))


def all_of(node: HtmlNode) -> str:
    """The same, with what those hear who cannot see a picture."""
    alt = [one.attributes.get("alt", "") for one in node.nodes]
    return words_of(node) + "".join(alt) + "".join(map(all_of, node.nodes))


def rows_of(node: HtmlNode) -> list[HtmlNode]:
    return [row for part in node.nodes for row in part.nodes if row.tag == "tr"]


def go(place: Whereabouts, root: HtmlNode) -> HtmlNode | None:
    """The element at a place, as the script in pages finds it."""
    node, note = root, re.fullmatch(r'\.prose \.footnote li\[id="(.*)"\]', place.select)
    if note:
        lists = [one for one in root.nodes[-1].nodes if one.tag == "ol"]
        items = [item for one in lists for item in one.nodes if item.attributes.get("id") == note[1]]
        if len(items) != 1:
            return None
        node = items[0]
    for names, index in place.steps:
        inside = rows_of(node) if node.tag == "table" else node.nodes
        if node.tag in ("li", "dd"):
            inside = [one for one in inside if name_of(one) in BLOCKS]
        if " ".join(map(name_of, inside)) != names:
            return None
        node = inside[index]
    return node if place.says in words_of(node) else None


def show(body: str) -> HtmlNode:
    return read_html(convert(Prose("a.en.md", body, 1), "en")[0].html)


def find(body: str, line: int) -> HtmlNode | None:
    """The element that shows a line of a body."""
    place = find_place("content/pages/a.en.md", FRONT + body, line + FRONT.count("\n"))
    return go(place, show(body)) if place else None


@pytest.mark.parametrize(
    ("body", "line", "tag", "words"),
    [
        ("One.\n\nTwo.\n", 3, "p", "Two"),
        ("One\nand *more* here.\n\nTwo.\n", 2, "p", "Oneandmorehere"),
        ("# A\n\n## B\n\nTwo.\n", 3, "h3", "B"),
        ("A\n===\n\nTwo.\n", 1, "h2", "A"),
        ("One.\n\n- a\n- b [x](y)\n- c\n", 4, "li", "bx"),
        ("- a\n\n- b\n\n  more\n", 5, "p", "more"),
        ("- a\n  - deep\n- c\n", 2, "li", "deep"),
        ("- [ ] to do\n- [x] done\n", 2, "li", "done"),
        ("1. a\n2. b\n", 2, "li", "b"),
        ("> One.\n>\n> Two.\n", 3, "p", "Two"),
        ("| a | b |\n|---|---|\n| c | d |\n| e | f |\n", 4, "tr", "ef"),
        ("| a | b |\n|---|---|\n| c | d |\n", 1, "tr", "ab"),
        ("Word\n: Meaning.\n: Another.\n", 3, "dd", "Another"),
        ("One.\n\n```\nx = 1\ny = 2\n```\n\nTwo.\n", 5, "pre", "x1y2"),
        ("<!-- a\n\nnote -->\n\nOne.\n", 5, "p", "One"),
        ("[a]: /x\n\nOne [a].\n\nTwo.\n", 5, "p", "Two"),
        ("[a]: /x\nOne [a].\n", 2, "p", "Onea"),
        ("One[^n].\n\n[^n]: The note.\n\nTwo.\n", 3, "li", "Thenote"),
        ("One[^n].\n\n[^n]: The note.\n\nTwo.\n", 5, "p", "Two"),
        ('One.\n\n<div class="x">raw</div>\n\nTwo.\n', 5, "p", "Two"),
        ('One.\n\n<div class="x">raw</div>\n\nTwo.\n', 3, "div", "raw"),
        ("<details><summary>S</summary>\n\nOne.\n\n</details>\n\nTwo.\n", 3, "details", "SOne"),
        ("<details><summary>S</summary>\n\nOne.\n\n</details>\n\nTwo.\n", 7, "p", "Two"),
        ("One.\n\n![A bridge](b.png)\n\nTwo.\n", 3, "p", ""),
        ("In {{ days }} days it opens.\n", 1, "p", "Indaysitopens"),
        ("一\n\n大桥的\n两岸。\n", 4, "p", "大桥的两岸"),
    ],
)
def test_a_line_leads_to_the_element_that_says_it(body: str, line: int, tag: str, words: str) -> None:
    node = find(body, line)
    assert node is not None
    assert (node.tag, words_of(node).replace("\ue000", "").replace("0", "")) == (tag, words)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("One.\n\nTwo.\n", 2),  # nothing is there
        ("One.\n\n[a]: /x\n", 3),  # readers do not see it
        ("- one\n\n[a]: /x\n\n- two\n", 3),  # a list goes on behind it
        ("One.\n\n<!-- a note -->\n", 3),
        ("One.\n\n<div>\n\nTwo.\n", 5),  # who knows where it ends?
        ("One.\n\n</div>\n\nTwo.\n", 5),
        ("One <div>broken</div> off.\n\nTwo.\n", 3),  # it ends the paragraph in the page
        ("One.\n", 9),
    ],
)
def test_where_it_cannot_be_told_a_line_leads_nowhere(body: str, line: int) -> None:
    assert find(body, line) is None


def test_a_text_that_nobody_could_follow_leads_nowhere() -> None:
    assert find_place("a.en.md", FRONT + "> " * 100 + "deep\n", FRONT.count("\n") + 1) is None
    assert find_place("a.en.md", "---\ndate: no end\n\nOne.\n", 4) is None


@pytest.mark.parametrize(
    ("line", "place"), [(2, ("h1", "Thebridge")), (3, (".lead", "Itopens")), (5, (".lead", "Itopens"))]
)
def test_title_and_summary_are_where_pages_show_them(line: int, place: tuple[str, str]) -> None:
    found = find_place("content/pages/a.en.md", FRONT + "One.\n", line)
    assert found == Whereabouts(place[0], (), place[1])


@pytest.mark.parametrize("line", [1, 6, 7])
def test_other_fields_are_nowhere(line: int) -> None:
    assert find_place("content/pages/a.en.md", FRONT + "One.\n", line) is None


def test_a_page_of_an_older_text_has_no_such_place() -> None:
    place = find_place("content/pages/a.en.md", FRONT + "One.\n\nAnother.\n", FRONT.count("\n") + 3)
    assert place
    assert place.select == BODY
    assert go(place, show("One.\n\nTwo.\n")) is None
    assert go(place, show("Zero.\n\nOne.\n\nAnother.\n")) is None


# ---- a law ------------------------------------------------------------------------------------------------------

# Each `@` becomes another word, so that the test knows which line says what.
PIECES = (
    "@",
    "@ *@* [@](/x)",
    "@\n@ **@**",
    "## @",
    "@\n---",
    "- @\n- @",
    "- @\n\n  @\n- @",
    "- @\n  1. @\n  2. @\n- @ `@`",
    "1. @\n   @\n2. @",
    "> @\n> @\n>\n> - @",
    "> @\n@",
    "| @ | @ |\n|---|---|\n| @ | @ |\n| @ | @ |",
    "@\n: @\n\n  @\n: @",
    "```\n@\n\n@\n```",
    "    @",
    "<!-- @ -->",
    "<!-- @\n\n@ -->\n",
    "[r@]: /x",
    "[^@]: @",
    "@[^@]\n\n[^@]: @\n\n    @",
    '<div class="a">@</div>',
    "<div>\n\n@\n\n- @\n\n</div>",
    "<p>@</p>",
    "@ <b>@</b>",
    "<div>",
    "</ul>",
    "<span>",
    "***",
    "![@](a.png)",
    "- [ ] @\n- [x] @",
    "@\n{: .x}",
    "<details><summary>@</summary>@\n</details>",
    "<br>",
    "- ```\n  @\n  ```",
    "* @\n\n\n* @",
    "@ {{ f }} @",
    "@ [[@]]",
    "<table><tr><td>@</td></tr></table>",
    "<div markdown>@</div>",
    "<ul><li>@",
)


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n\n", "\n"])), max_size=8))
@settings(max_examples=up_to(1000, 100))
def test_a_line_never_leads_to_what_does_not_say_it(pieces: list[tuple[str, str]]) -> None:
    numbers = iter(range(10_000))
    body = re.sub("@", lambda _: f"w{next(numbers)}w", "".join(piece + end for piece, end in pieces))
    is_plain = all("<" not in piece for piece, _ in pieces)
    shown = all_of(show(body))
    for number, line in enumerate(body.split("\n"), 1):
        words = re.findall("w[0-9]+w", line)
        node = find(body, number)
        if node is not None and words:
            assert any(word in all_of(node) for word in words), (number, line)
        if is_plain and not line.startswith(("[", "!")) and any(word in shown for word in words):
            assert node is not None, (number, line)
