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
from markdown.blockprocessors import CodeBlockProcessor
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import HTMLExtractorExtra
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from microsite.markup import clean
from microsite.markup.blanks import blank_spans
from microsite.markup.bounds import MARK, NESTING, WORK, is_tangled

EXTENSIONS = ("attr_list", "def_list", "fenced_code", "md_in_html", "sane_lists", "tables")
"""Of Python-Markdown's own, beside footnotes: what press texts need. No typography: authors write the right characters.
"""

_READ = 5_000_000
"""How many characters may be looked through for the ends of tags that have none."""

_STASHED = 25
"""How long about is what stands for an element that is kept apart."""

_TOO_DEEP = f"lists, quotations, emphasis or HTML nest deeper than {NESTING} levels"
_PIPE = re.compile(r"\\[\\|]|\|")


class _TangleError(Exception):
    """The text cannot be converted in a time that is in proportion to its length, and why."""


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


class _CodeBlock(CodeBlockProcessor):
    """Takes all blocks of one piece of code, and the blank lines between them, together."""

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        super().run(parent, blocks)
        code = parent[-1][0]
        pieces = [code.text or ""]
        while blocks and (blocks[0][:1] in ("", "\n") or self.test(parent, blocks[0])):
            block = blocks.pop(0)
            if self.test(parent, block):
                block, rest = self.detab(block)
                pieces.append(f"\n{code_escape(block.rstrip())}\n")
            else:  # as EmptyBlockProcessor does
                rest = block[1:]
                pieces.append("\n" if block else "\n\n")
            if rest:
                blocks.insert(0, rest)
        code.text = AtomicString("".join(pieces))


class _Html(HTMLExtractorExtra):
    """Gives up where tags do not end, since each is read to the end of the text, and where elements nest too deep."""

    _read = 0

    def check_for_whole_start_tag(self, i: int) -> int:
        """The index where a tag ends; -1 if it does not."""
        end = super().check_for_whole_start_tag(i)
        if end < 0:
            self._leave_open(i)
        return end

    def parse_endtag(self, i: int) -> int:
        """The index up to which a closing tag is read; no further than its first two characters if it does not end."""
        end = super().parse_endtag(i)
        if end <= i + 2:
            self._leave_open(i)
        return end

    def _leave_open(self, i: int) -> None:
        self._read += len(self.rawdata) - i
        if self._read > _READ:
            raise _TangleError("too many tags begin, and do not end, for a text of this length")

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if len(self.mdstack) > NESTING:  # type: ignore[attr-defined] # the stubs leave it out
            raise _TangleError(_TOO_DEEP)

    def get_element(self) -> etree.Element:
        """The element with `markdown` that ends; each one in it, and each mark of a paragraph, makes a copy of it."""
        element = super().get_element()
        for part in element.iter():
            texts = [part.text or "", *(child.tail or "" for child in part)]
            length = sum(map(len, texts)) + _STASHED * len(part)
            is_paragraph = part.get("markdown") == "span"
            marks = sum(len(MARK.findall(text)) for text in texts) if is_paragraph else 0
            if length * (len(part) + marks) > WORK or (is_paragraph and is_tangled("".join(texts))):
                raise _TangleError(f"one element “{part.tag}” with “markdown” holds more than anyone could follow")
        return element


class _HtmlPreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        extractor = _Html(self.md)
        extractor.feed("\n".join(lines))
        extractor.close()
        return "".join(extractor.cleandoc).split("\n")


class _Table(TableProcessor):
    def _split(self, row: str) -> list[str]:
        ends = [match.start() for match in _PIPE.finditer(blank_spans(row)) if match[0] == "|"]
        return [row[start + 1 : end] for start, end in itertools.pairwise([-1, *ends, len(row)])]


class _BlocksExtension(Extension):
    """Takes the place of the code that Python-Markdown has, and of the HTML and the tables of extensions before it."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        config = {"use_align_attribute": False}
        md.preprocessors.register(_HtmlPreprocessor(md), "html_block", 20)
        md.parser.blockprocessors.register(_CodeBlock(md.parser), "code", 80)
        md.parser.blockprocessors.register(_Table(md.parser, config), "table", 75)


@functools.cache
def _converter() -> markdown.Markdown:
    """One converter a process: making one costs as much as converting a short text."""
    return markdown.Markdown(
        extensions=[
            _ParserExtension(),
            *EXTENSIONS,
            _Footnotes(BACKLINK_TITLE="{}", SEPARATOR="-", USE_DEFINITION_ORDER=False),
            _BlocksExtension(),
            _TidyExtension(),
        ],
        output_format="html",
    )


def to_html(text: str) -> tuple[str, str]:
    """(HTML, ""), or ("", why Python-Markdown cannot convert a text)."""
    converter = _converter()
    converter.reset()
    try:
        raw = converter.convert(text)
    except _TangleError as tangle:
        return "", str(tangle)
    except Exception as error:  # noqa: BLE001 (its extensions raise whatever they stumble over)
        _converter.cache_clear()  # its parser still believes itself to be in the middle of that text
        deep = isinstance(error, RecursionError)
        return "", _TOO_DEEP if deep else 'something here, most likely HTML with markdown="1", cannot be converted'
    return ("", _TOO_DEEP) if clean.depth(raw) > NESTING else (raw, "")
