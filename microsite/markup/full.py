"""Markdown of any shape → HTML that nobody has cleaned yet. The only module that knows Python-Markdown."""

from __future__ import annotations

import functools
import itertools
import re
import xml.etree.ElementTree as etree  # noqa: N813 (as Python-Markdown calls it)
from collections import deque
from collections.abc import Iterable

import markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableProcessor
from markdown.treeprocessors import Treeprocessor

from microsite.markup import clean
from microsite.markup.blanks import blank_spans
from microsite.markup.bounds import NESTING

EXTENSIONS = ("attr_list", "def_list", "fenced_code", "md_in_html", "sane_lists", "tables")
"""Of Python-Markdown's own, beside footnotes: what press texts need. No typography: authors write the right characters.
"""

_PIPE = re.compile(r"\\[\\|]|\|")


class _Tidy(Treeprocessor):
    """Alignment becomes a class, since a page has no inline styles; left and right become start and end."""

    def run(self, root: etree.Element) -> None:
        for cell in (element for element in root.iter() if element.tag in ("td", "th")):
            style = cell.attrib.pop("style", "")
            side = style.removeprefix("text-align:").strip(" ;")
            if side:
                cell.set("class", f"align-{ {'left': 'start', 'right': 'end'}.get(side, side) }")
            if cell.tag == "th":
                cell.set("scope", "col")


class _TidyExtension(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(_Tidy(md), "tidy", 9)  # after inline (20), before attr_list (8)


# ---- linear ---------------------------------------------------------------------------------------------------
# Where Python-Markdown looks through a list again and again, the same with what makes one look enough.


class _Blocks(deque[str]):
    """Blocks of which the first is taken away, or another put before it, whatever their number."""

    def pop(self, index: int = -1) -> str:
        return super().pop() if index else self.popleft()


class _Parser(BlockParser):
    def parseBlocks(self, parent: etree.Element, blocks: Iterable[str]) -> None:  # noqa: N802
        super().parseBlocks(parent, _Blocks(blocks))  # type: ignore[arg-type] # all that is done with it a deque can do


class _ParserExtension(Extension):
    """Gives the parser to all that use it, so that it must be the first extension."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        processors = md.parser.blockprocessors
        md.parser = _Parser(md)
        md.parser.blockprocessors = processors
        for processor in processors:
            processor.parser = md.parser


class _Numbers(list[str]):
    """The ids of footnotes in order, each with its place."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}

    def append(self, name: str) -> None:
        self._numbers[name] = len(self)
        super().append(name)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def index(self, name: str, *_: object) -> int:
        return self._numbers[name]


class _Footnotes(FootnoteExtension):
    """Footnotes in the order of their definitions, which is that of the list in which their numbers are looked up."""

    def reset(self) -> None:
        super().reset()
        self.footnote_order = _Numbers()

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802, A002
        super().setFootnote(id, text)
        self.addFootnoteRef(id)


class _Table(TableProcessor):
    def _split(self, row: str) -> list[str]:
        ends = [match.start() for match in _PIPE.finditer(blank_spans(row)) if match[0] == "|"]
        return [row[start + 1 : end] for start, end in itertools.pairwise([-1, *ends, len(row)])]


class _TableExtension(Extension):
    """Takes the place of the tables that an extension before it has."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        config = {"use_align_attribute": False}
        md.parser.blockprocessors.register(_Table(md.parser, config), "table", 75)


@functools.cache
def _converter() -> markdown.Markdown:
    """One converter a process: making one costs as much as converting a short text."""
    return markdown.Markdown(
        extensions=[
            _ParserExtension(),
            *EXTENSIONS,
            _Footnotes(BACKLINK_TITLE="{}", SEPARATOR="-", USE_DEFINITION_ORDER=False),
            _TableExtension(),
            _TidyExtension(),
        ],
        output_format="html",
    )


def to_html(text: str) -> tuple[str, str]:
    """(HTML, ""), or ("", why Python-Markdown cannot convert a text)."""
    too_deep = f"lists, quotations, emphasis or HTML nest deeper than {NESTING} levels"
    converter = _converter()
    converter.reset()
    try:
        raw = converter.convert(text)
    except Exception as error:  # noqa: BLE001 (its extensions raise whatever they stumble over)
        _converter.cache_clear()  # its parser still believes itself to be in the middle of that text
        deep = isinstance(error, RecursionError)
        return "", too_deep if deep else 'something here, most likely HTML with markdown="1", cannot be converted'
    return ("", too_deep) if clean.depth(raw) > NESTING else (raw, "")
