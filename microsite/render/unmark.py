"""The HTML of a body → the blocks of a text without markup, as a style writes them.

What is read is our own: clean, balanced, with figures written out. What has no place in a text, such as the sizes of a
picture, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser

from microsite.values.named import NamedTuple

_BLOCKS = frozenset(
    """
    blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table ul
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_EMPTY = frozenset(["br", "col", "hr", "img", "source", "wbr"])
_UNSEEN = frozenset(("footnote-backref",))
_SPACE = re.compile(r"[ \t\n\r\f]+")


class HtmlNode:
    """An element with its attributes and what is in it: elements and texts."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        """Hold nothing yet."""
        self.tag, self.attributes = tag, attributes
        self.inside: list[HtmlNode | str] = []

    @property
    def nodes(self) -> list[HtmlNode]:
        """The elements in it, without texts."""
        return [one for one in self.inside if isinstance(one, HtmlNode)]

    @property
    def classes(self) -> list[str]:
        """The classes of the element."""
        return self.attributes.get("class", "").split()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [HtmlNode("div", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = HtmlNode(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in _EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read_html(text: str) -> HtmlNode:
    """The elements of some HTML, in one that holds them all."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.open[0]


class Style(NamedTuple):
    """How a kind of text says what HTML says by elements.

    `escape` gives a text of a paragraph, `begin` a whole paragraph; `wrap` an inline element around what is in it.
    `heading`, `code` and `table` give blocks, `quote` begins each line of one, `note` begins a footnote with its
    number. `rule` is a line across, `line` ends a line.
    """

    escape: Callable[[str], str]
    begin: Callable[[str], str]
    wrap: Callable[[HtmlNode, str], str]
    heading: Callable[[int, str], str]
    quote: str
    code: Callable[[str], str]
    table: Callable[[Sequence[Sequence[str]]], str]
    rule: str
    line: str
    note: Callable[[int], str]


# ---- blocks ---------------------------------------------------------------------------------------------------


def find_blocks(node: HtmlNode, style: Style) -> Iterator[str]:
    """The blocks of an element, each without an empty line around it."""
    line: list[HtmlNode | str] = []
    for one in node.inside:
        if isinstance(one, HtmlNode) and one.tag in _BLOCKS:
            yield from _paragraph(line, style)
            line = []
            yield from _block(one, style)
        else:
            line.append(one)
    yield from _paragraph(line, style)


def _paragraph(inside: Sequence[HtmlNode | str], style: Style) -> Iterator[str]:
    text = _inline(inside, style).strip(" \n")
    if text:
        yield style.begin(text).replace("\n", style.line)


def _block(node: HtmlNode, style: Style) -> Iterator[str]:
    tag = node.tag
    if "footnote" in node.classes:
        yield from _notes(node, style)
    elif tag[0] == "h" and tag[1:].isdigit():
        yield style.heading(int(tag[1:]), _inline(node.inside, style).strip(" \n").replace("\n", " "))
    elif tag in ("ul", "ol"):
        yield _list(node, style)
    elif tag == "blockquote":
        text = "\n\n".join(find_blocks(node, style))
        yield "\n".join(f"{style.quote}{line}".rstrip() for line in text.split("\n"))
    elif tag == "pre":
        yield style.code(find_text(node).strip("\n"))
    elif tag == "hr":
        yield style.rule
    elif tag == "table":
        yield from (text for one in node.nodes if one.tag == "caption" for text in find_blocks(one, style))
        yield style.table(list(_rows(node, style)))
    elif tag == "figcaption":
        origin = [one for one in node.inside if isinstance(one, HtmlNode) and one.tag == "small"]
        said = [one for one in node.inside if one not in origin]
        yield " · ".join(text for part in (said, origin) for text in _paragraph(part, style))
    elif tag == "dd":
        yield _indent("\n\n".join(find_blocks(node, style)), "  ", "  ")
    else:
        yield from find_blocks(node, style)


def _list(node: HtmlNode, style: Style) -> str:
    first = node.attributes.get("start", "1")
    number = int(first) if re.fullmatch("-?[0-9]+", first) else 1
    items, is_loose = [], False
    for item in (one for one in node.nodes if one.tag == "li"):
        blocks = list(find_blocks(item, style))
        is_loose |= any(one.tag == "p" for one in item.nodes)
        mark = "- " if node.tag == "ul" else f"{number}. "
        items.append(_indent(("\n\n" if is_loose else "\n").join(blocks), mark, " " * len(mark)))
        number += 1
    return ("\n\n" if is_loose else "\n").join(items)


def _notes(node: HtmlNode, style: Style) -> Iterator[str]:
    items = [item for one in node.nodes if one.tag == "ol" for item in one.nodes if item.tag == "li"]
    for number, item in enumerate(items, start=1):
        mark = style.note(number)
        yield _indent("\n\n".join(find_blocks(item, style)), mark, "    ")


def _indent(text: str, first: str, rest: str) -> str:
    return "\n".join(
        f"{rest if number else first}{line}".rstrip() if line else "" for number, line in enumerate(text.split("\n"))
    )


def _rows(table: HtmlNode, style: Style) -> Iterator[list[str]]:
    for node in table.nodes:
        if node.tag == "tr":
            cells = (cell for cell in node.nodes if cell.tag in ("td", "th"))
            yield [" ".join(find_blocks(cell, style)).replace(style.line, " ").replace("\n", " ") for cell in cells]
        else:
            yield from _rows(node, style)


# ---- within a line ----------------------------------------------------------------------------------------------


def _inline(inside: Sequence[HtmlNode | str], style: Style) -> str:
    text = "".join(
        style.escape(_SPACE.sub(" ", one)) if isinstance(one, str) else _element(one, style) for one in inside
    )
    return re.sub(" *\n *", "\n", re.sub(" {2,}", " ", text))


def _element(node: HtmlNode, style: Style) -> str:
    if node.tag == "br":
        return "\n"
    if not _UNSEEN.isdisjoint(node.classes):
        return ""
    if node.tag in ("code", "img"):
        return style.wrap(node, _SPACE.sub(" ", find_text(node)))
    if node.tag == "sup" and any("footnote-ref" in one.classes for one in node.nodes):
        return style.note(int(find_text(node).strip() or "0")).removesuffix(" ").removesuffix(":")
    text = "".join(find_blocks(node, style)) if node.tag in _BLOCKS else _inline(node.inside, style)
    return style.wrap(node, text)


def find_text(node: HtmlNode) -> str:
    """All text in an element, as it is."""
    return "".join(one if isinstance(one, str) else find_text(one) for one in node.inside)
