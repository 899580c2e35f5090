"""What is deliberately otherwise here than in other converters, so that it is no difference: one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from fidelity.structure import Piece

_ELEMENT = r"⟨[^⟩]*⟩"
_WIDE = (  # and the quotation marks and dashes that Chinese has in common with other scripts
    "\u2e80-\u2fdf\u2ff0-\u303f\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6\U00020000-\U0003ffff“”‘’—…·"
)
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])((?:{_ELEMENT})*)\n((?:{_ELEMENT})*)(?=[{_WIDE}])")
_ANY_WIDE = re.compile("[\u2e80-\uffef\U00020000-\U0003ffff]")
_EMPHASIS = re.compile(r"⟨/?(?:em|strong)⟩|[*_]")
_STARS = re.compile(r"[*_]")
_DIGITS = re.compile(r"[0-9]+")
_ELEMENT_OR_SPACE = re.compile(r"⟨[^⟩]*⟩|\s")
_OWN_ADDRESS = re.compile(r"⟨a (?:mailto:|https?://)?([^⟩]*)⟩((?:https?://)?([^⟨⟩]*))⟨/a⟩")
_ESCAPED = re.compile(r"⟨a ([^⟩]*)⟩\1⟨/a⟩")
_ADDRESS = re.compile(r"⟨(a|img) ([^⟩]*)⟩")
_DOTLESS = re.compile(r"⟨a (https?://[^./?#⟩]+(?:[/?#][^⟩]*)?)⟩\1⟨/a⟩")
_COLON = re.compile(r"(?:\A|(?<=\s)): ?")
_NO_ADDRESS = re.compile(r"⟨a ⟩(.*?)⟨/a⟩", re.DOTALL)
_EMPTY = re.compile(r"⟨(\w+)[^⟩]*⟩\s*⟨/\1⟩")
_NUMBER = re.compile(r"[0-9]+(?=\. )")
_NUMBERED = re.compile(r"(?:\A|(?<=\s)|(?<=⟩))[0-9]+\) ")
_LINE = re.compile(r"[-=:|+]*[-=]{2}[-=:|+]*")

_Page = Sequence[Piece]


class Deliberate(NamedTuple):
    """A row of the table. `change` makes both sides alike; without it, it happens where the text or HTML is read.

    `excuses` says of a piece here and the piece there whether the difference is this one. `of` is the one oracle that
    a row is about, if it is not about all. `examples` are those of the specification that are otherwise because of it.
    """

    name: str
    reason: str
    change: Callable[[_Page], _Page] | None = None
    excuses: Callable[[_Page, _Page], bool] | None = None
    of: str = ""
    examples: frozenset[str] = frozenset()


def _texts(change: Callable[[str], str]) -> Callable[[_Page], _Page]:
    """A change of the text of each piece that is no code."""
    return lambda page: [one if "```" in one.shape else Piece(one.shape, change(one.text)) for one in page]


def _lower_headings(page: _Page) -> _Page:
    """All headings one level lower, if one is of the first."""
    if not any(re.fullmatch(r"[^#]*#", one.shape) for one in page):
        return page
    return [Piece(re.sub(r"(#+)$", _lower, one.shape), one.text) for one in page]


def _lower(match: re.Match[str]) -> str:
    return (match[1] + "#")[:6]


def _without_empty(page: _Page) -> _Page:
    """The pieces without elements that hold nothing, and without paragraphs of nothing else."""
    seen = [one if "```" in one.shape else Piece(one.shape, _emptied(one.text)) for one in page]
    return [one for one in seen if one.text or one.shape.strip()]


def _emptied(text: str) -> str:
    while (shorter := _EMPTY.sub("", text)) != text:
        text = shorter
    return text.strip()


def _is_han_emphasis(ours: _Page, theirs: _Page) -> bool:
    """True if the texts differ in emphasis alone, hold wide characters, and ours shows fewer marks."""
    here, there = ("\n".join(one.text for one in page) for page in (ours, theirs))
    if _shapes(ours) != _shapes(theirs) or not _ANY_WIDE.search(here):
        return False
    fewer = len(_STARS.findall(here)) < len(_STARS.findall(there))
    return fewer and _EMPHASIS.sub("", here) == _EMPHASIS.sub("", there)


def _is_end_of_address(ours: _Page, theirs: _Page) -> bool:
    """True if only bare addresses end elsewhere, beside wide characters, and ours has as many links or more."""
    here, there = ("\n".join(one.text for one in page) for page in (ours, theirs))
    if _shapes(ours) != _shapes(theirs) or not _ANY_WIDE.search(here) or here.count("⟨a ") < there.count("⟨a "):
        return False
    return _without_own_addresses(here) == _without_own_addresses(there)


def _without_own_addresses(text: str) -> str:
    """The text without links whose text is their address, in any spelling."""
    return _OWN_ADDRESS.sub(lambda match: match[2] if match[1] in (match[3], unquote(match[3])) else match[0], text)


def _unescaped(text: str) -> str:
    """The text with bare addresses as they are without backslashes."""
    return _ESCAPED.sub(lambda match: re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", match[0]), text)


def _is_number_in_paragraph(ours: _Page, theirs: _Page) -> bool:
    """True if there are more lists there, but the same text without its numbers."""
    here, there = (
        _DIGITS.sub("", "".join(_ELEMENT_OR_SPACE.sub("", one.text) for one in page)) for page in (ours, theirs)
    )
    lists, others = (sum("+." in one.shape for one in page) for page in (ours, theirs))
    return lists < others and here.replace(".", "") == there.replace(".", "")


def _is_number_with_bracket(ours: _Page, theirs: _Page) -> bool:
    """True if there are more items here, and the same text there, with numbers and brackets."""
    here, there = (_solid("".join(one.text for one in page)) for page in (ours, theirs))
    items, others = (sum("." in one.shape for one in page) for page in (ours, theirs))
    return items > others and here == _solid("".join(_NUMBERED.sub("", one.text) for one in theirs)) != there


def _without_lines_between_rows(page: _Page) -> _Page:
    """The pieces without cells and paragraphs of hyphens and what parts them, nor what is left of such a row."""
    kept: list[Piece] = []
    is_line = False
    for piece in page:
        is_line = _LINE.fullmatch(piece.text) is not None or (is_line and not piece.text and "||" not in piece.shape)
        if not is_line:
            kept.append(piece)
    return kept


def _is_another_list(ours: _Page, theirs: _Page) -> bool:
    """True if only more lists begin here, with the same items."""
    here, there = ([(one.shape.replace("+ ", "- "), one.text) for one in page] for page in (ours, theirs))
    lists, others = (sum("+ " in one.shape for one in page) for page in (ours, theirs))
    return here == there and lists > others


def _is_definition_list(ours: _Page, theirs: _Page) -> bool:
    """True if there are terms here, and the same text there, with the colons of their definitions."""
    here, there = (_solid(_COLON.sub("", "\n".join(one.text for one in page))) for page in (ours, theirs))
    terms, others = (sum(one.shape.endswith("=") for one in page) for page in (ours, theirs))
    return here == there and terms > others


def _is_row_of_pipes(ours: _Page, theirs: _Page) -> bool:
    """True if there are more cells there, and the same text here, with its pipes."""
    here, there = (_solid("".join(one.text for one in page)).replace("|", "") for page in (ours, theirs))
    cells, others = (sum("|" in one.shape for one in page) for page in (ours, theirs))
    return here == there and cells < others


def _solid(text: str) -> str:
    return _ELEMENT_OR_SPACE.sub("", text)


def _shapes(page: _Page) -> list[str]:
    return [one.shape for one in page]


def _decoded(text: str) -> str:
    return _ADDRESS.sub(lambda match: f"⟨{match[1]} {unquote(match[2])}⟩", text)


def _strong_first(text: str) -> str:
    return text.replace("⟨em⟩⟨strong⟩", "⟨strong⟩⟨em⟩").replace("⟨/strong⟩⟨/em⟩", "⟨/em⟩⟨/strong⟩")


def _struck(text: str) -> str:
    return text.replace("⟨s⟩", "⟨del⟩").replace("⟨/s⟩", "⟨/del⟩")


def _one_space(text: str) -> str:
    return re.sub(r" ?⟨br⟩ ?", "⟨br⟩", re.sub(r"[ \n]+", " ", text))


DELIBERATE = (
    Deliberate("front matter", "it is read before the Markdown, and holds the title"),
    Deliberate("figures", "`{{ name }}` is a figure of the site; compared as written"),
    Deliberate("attribute lists", "`{: … }` and `{#id}` name and dress a block; they are taken from the text for"
               " oracles that would show them"),
    Deliberate("HTML", "elements outside of the allow-list are left out, and so are addresses that run scripts or lead"
               " into the reader’s browser or disk; what is left open ends with its block; a tag that has no end there"
               " is text",
               _texts(lambda text: _NO_ADDRESS.sub(r"\1", text)),
               examples=frozenset({"CommonMark 156", "CommonMark 157", "CommonMark 158", "CommonMark 173"})),
    Deliberate("comments", "they are notes, and go before the Markdown is read; what stands beside one is text",
               examples=frozenset({"CommonMark 177"})),
    Deliberate("empty elements", "a link or emphasis without a text is not seen", _without_empty),
    Deliberate("single tildes", "`~` alone means “about” in many languages; two strike out",
               examples=frozenset({"GFM 491"})),
    Deliberate("entities", "each character has one spelling in HTML"),
    Deliberate("footnotes", "numbers, ids and ways back are written in another way; text and order count"),
    Deliberate("task lists", "☐ and ☑ stand for boxes that nobody could tick"),
    Deliberate("placeholders", "`[[ … ]]` marks what is still to be written"),
    Deliberate("heading levels", "the title is the only h1; if a text has one, all its headings go one level lower",
               _lower_headings),
    Deliberate("wide line breaks", "a line break between two wide characters is no space",
               _texts(lambda text: _WIDE_BREAK.sub(r"\1\2", text))),
    Deliberate("white space", "a line break in the text is a space to readers", _texts(_one_space)),
    Deliberate("struck text", "`<s>` and `<del>` look the same", _texts(_struck)),
    Deliberate("emphasis in emphasis", "which of `<em>` and `<strong>` is the outer one makes no difference",
               _texts(_strong_first)),
    Deliberate("spelling of addresses", "`%20` and the like may be written or not", _texts(_decoded)),
    Deliberate("emphasis beside Han", "`**人才。**交流` is emphasis: Han needs no spaces around words",
               excuses=_is_han_emphasis),
    Deliberate("ends of bare addresses", "an address ends before wide characters: `。` is no part of it",
               excuses=_is_end_of_address),
    Deliberate("backslashes in bare addresses", "`https://a.example/b\\_c` leads where its author meant, without the"
               " backslash", _texts(_unescaped)),
    Deliberate("addresses without a dot", "`http://localhost:8000/` is the reader’s own machine; a bare address is a"
               " link if its host has a dot, as GitHub’s specification says",
               _texts(lambda text: _DOTLESS.sub(r"\1", text))),
    Deliberate("definition lists", "GitHub has none; they are as in kramdown and Hugo", excuses=_is_definition_list,
               of="cmark-gfm"),
    Deliberate("tables", "a table has a line below its head, as on GitHub; kramdown makes one of any pipe",
               excuses=_is_row_of_pipes, of="kramdown"),
    Deliberate("numbers in a paragraph", "a line that begins with a year or a date goes on with its paragraph; only a 1"
               " begins a list there", excuses=_is_number_in_paragraph, of="kramdown"),
    Deliberate("bare addresses", "they are links, as on GitHub; kramdown leaves them",
               _texts(_without_own_addresses), of="kramdown"),
    Deliberate("numbers of lists", "a list begins with the number that is written; kramdown's with 1",
               lambda page: [Piece(_NUMBER.sub("", one.shape), one.text) for one in page], of="kramdown"),
    Deliberate("brackets of numbers", "`1)` begins an item as `1.` does; to kramdown it is text",
               excuses=_is_number_with_bracket, of="kramdown"),
    Deliberate("lines between rows", "a line of hyphens between rows is a row, as on GitHub, and told; kramdown leaves"
               " it out", _without_lines_between_rows, of="kramdown"),
    Deliberate("backslashes", "one before any sign of ASCII is left out, as in CommonMark; kramdown shows some",
               _texts(lambda text: re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)), of="kramdown"),
    Deliberate("marks of lists", "a list begins where the mark changes, as on GitHub; kramdown's goes on",
               excuses=_is_another_list, of="kramdown"),
)  # fmt: skip
"""In the order in which they are applied."""


def alike(page: _Page, oracle: str) -> list[Piece]:
    """The pieces as they are compared with those of an oracle."""
    for row in DELIBERATE:
        if row.change and row.of in ("", oracle):
            page = row.change(page)
    return list(page)


def is_excused(ours: _Page, theirs: _Page, oracle: str) -> bool:
    """True if a row explains why these pieces of ours stand in the place of theirs."""
    rows = (row for row in DELIBERATE if row.of in ("", oracle))
    return any(row.excuses is not None and row.excuses(ours, theirs) for row in rows)
