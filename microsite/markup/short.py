"""Markdown of the plain shape → Document, in one pass; None for a text of any other shape.

Press texts are headings, paragraphs, flat lists, quotations and tables, with emphasis, links and pictures. What these
become can be written down at once, several times sooner than through Python-Markdown and the cleaner; so can figures,
which Markdown takes for letters. Whatever might mean anything else (HTML, code, references, footnotes, attribute lists,
nesting, indentation, escapes) or would have to be told to the author is left to them: `markup` stays the rule, and this
is only ever the same, sooner. The law is tested: for any text, the result is None or what `markup.convert_fully` gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from microsite.markup.anchors import make_anchor
from microsite.markup.breaks import join_han_lines
from microsite.markup.figures import BRACES, figure_use
from microsite.markup.places import Cursor
from microsite.model.entries import Document, FigureUse, Heading, Link, Prose

_CONTROL = (  # compiled where it is needed, since that takes as long as converting three texts
    r"[\t\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufeff]"
)
_ENTITY = re.compile(r"&[#\w]")  # or what may be one
_BLANK = re.compile(r"\n{2,}")
_HEADING = re.compile(r"(#{1,6})(?!#)([^\n]*[^#\n])")
_HEADING_ID = re.compile(r"(.*\S) +\{#([A-Za-z](?:[\w-]*\w)?)\}", re.ASCII)
_BULLET = re.compile(r"[-*+] +(\S[^\n]*)")
_NUMBER = re.compile(r"([0-9]{1,9})\. +(\S[^\n]*)")
_RULE_CELL = re.compile(r"(:?)-+(:?)")
_STARTS = re.compile(r"[#>|=*+\-_:!]|[0-9]+[.)]")
_LATER_LINE = re.compile(r"\n(?:[#>=_:|{]|[-*+] |1\. |[-*] *[-*_=\n]|[-*=]+\Z)")
_TOKEN = re.compile(  # all begin with the same class of characters: the search for it is what takes the time
    r"[*_\[\]{}](?:"
    r"(?<=\[)([^\[\]]*)\]\(([^()\s<>\"'\[\]*_]*)\)"  # a link or picture: 1 text, 2 address
    r"|(?<=\*)\*)?"  # emphasis; or a character that is none of these
)
_ADDRESS = re.compile(
    r"(?:(?:https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:[/?#][\w./?#=%~+,;@!$-]*)?)"
    r"|(?:mailto:[\w.+-]+@[\w.-]+)|[\w./#%-]+)",
    re.ASCII,
)
_ESCAPES = str.maketrans({"&": "&amp;", ">": "&gt;", "\xa0": "&nbsp;"})
_OUTLINE = re.compile(r"<a [^>]*>|</a>|<img [^>]*>")


class _NotPlainError(Exception):
    """The text may mean something else."""


def convert_plain(prose: Prose, tag: str) -> Document | None:
    """The Document of a prose that gives no cause for a diagnostic; None if it is not of the plain shape."""
    text = prose.text.strip("\n")
    if not text:
        return Document("")
    if not _may_be_plain(text):
        return None
    page = _Page(tag.partition("-")[0].lower())
    try:
        marked, figures = _mark_figures(prose) if "{{" in text else (text, ())
        written = page.blocks(marked)
        page.check_headings()
    except _NotPlainError:
        return None
    return Document(
        html=join_han_lines(written, page.language) if page.is_wrapped else written,
        headings=tuple(page.headings),
        ids=frozenset(heading.id for heading in page.headings),
        links=tuple(_placed(page.links, prose)),
        figures=figures,
    )


def _may_be_plain(text: str) -> bool:
    """False at HTML, escapes, code, entities, controls and the like, and white space at either end of a line."""
    if "<" in text or "\\" in text or "`" in text or "~~~" in text:
        return False
    lines = text.split("\n")
    if [*map(str.strip, lines)] != lines:
        return False
    if not all(map(str.isprintable, lines)) and re.search(_CONTROL, text):
        return False
    return "&" not in text or not _ENTITY.search(text)


def _mark_figures(prose: Prose) -> tuple[str, tuple[FigureUse, ...]]:
    """The text with figures marked as `markup` does, and the figures. Raises `_NotPlainError` at other braces."""
    places, figures = Cursor(prose), list[FigureUse]()

    def mark(match: re.Match[str]) -> str:
        use = figure_use(match[0], *places.find(match.start()))
        if use is None:
            raise _NotPlainError
        figures.append(use)
        return f"\ue000{len(figures) - 1}\ue001"

    return BRACES.sub(mark, prose.text).strip("\n"), tuple(figures)


def _placed(links: list[tuple[str, str, str]], prose: Prose) -> Iterator[Link]:
    """The links with their places: in a plain text, the n-th of them is the n-th “](”."""
    places, start = Cursor(prose), 0
    for element, url, alt in links:
        start = prose.text.index("](", start) + 2
        yield Link(url, element, *places.find(start), alt)


@dataclass(slots=True)
class _Page:
    """Writes one text, and gathers what stands in it. Raises `_NotPlainError` at anything else."""

    language: str
    headings: list[Heading] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    is_wrapped: bool = False
    _anchors: set[str] = field(default_factory=set)

    def blocks(self, text: str) -> str:
        out: list[str] = []
        before = ""
        for block in _BLANK.split(text) if "\n\n\n" in text else text.split("\n\n"):
            if block[0].isalpha():
                kind, written = "paragraph", self.paragraph(block)
            else:
                kind, written = self.block(block)
            # A list or a quotation after one of its kind goes on with it.
            if kind == before and kind in ("list", "quote"):
                raise _NotPlainError
            out.append(written)
            before = kind
        return "\n".join(out)

    def block(self, block: str) -> tuple[str, str]:
        first = block[0]
        if first == "#":
            return "heading", self.heading(block)
        if first == ">":
            return "quote", self.quote(block)
        if first == "|":
            return "table", self.table(block)
        if first in "-*+" and block[1:2] == " ":
            return "list", self.bullets(block)
        if first.isdigit() and _NUMBER.match(block):
            return "list", self.numbers(block)
        if _STARTS.match(block) and not block.startswith(("![", "*")):
            raise _NotPlainError
        if first == "*" and not re.match(r"\*\*?[^\s*]", block):
            raise _NotPlainError
        return "paragraph", self.paragraph(block)

    def paragraph(self, block: str) -> str:
        """A paragraph, which may be wrapped."""
        if "\n" in block:
            if "|" in block or _LATER_LINE.search(block):
                raise _NotPlainError
            self.is_wrapped = True
        return f"<p>{self.inline(block)}</p>"

    def heading(self, block: str) -> str:
        match = _HEADING.fullmatch(block)
        if match is None or not match[2].strip():
            raise _NotPlainError
        level, text, anchor = len(match[1]), match[2].strip(), ""
        if "{" in text:
            named = _HEADING_ID.fullmatch(text)
            if named is None:
                raise _NotPlainError
            text, anchor = named[1], named[2]
        if text[0] == "#" or text[-1] == "#":
            raise _NotPlainError
        content = self.inline(text)
        anchor = anchor or make_anchor(content, self.language)
        if anchor in self._anchors:
            raise _NotPlainError
        self._anchors.add(anchor)
        outline = _OUTLINE.sub("", content) if "<" in content else content
        self.headings.append(Heading(anchor, level, outline))
        return f'<h{level} id="{anchor}">{content}</h{level}>'

    def check_headings(self) -> None:
        """An author is told of levels that are skipped, or that are the title's; not by this module."""
        before = 1
        for heading in self.headings:
            if heading.level == 1 or heading.level > before + 1:
                raise _NotPlainError
            before = heading.level

    def quote(self, block: str) -> str:
        rows = block.split("\n")
        if any(row[:2] not in ("> ", ">") or row[2:3].isspace() for row in rows):
            raise _NotPlainError
        inner = "\n".join(row[2:] for row in rows).lstrip("\n")
        if not inner or inner[0] in ">#" or "\n>" in inner or "\n#" in inner or inner[-1] == "\n":
            raise _NotPlainError
        return f"<blockquote>\n{self.blocks(inner)}\n</blockquote>"

    def bullets(self, block: str) -> str:
        rows = [_BULLET.fullmatch(row) for row in block.split("\n")]
        items = [row[1] for row in rows if row and row[0][0] == block[0]]
        if len(items) < len(rows):
            raise _NotPlainError
        return "<ul>\n" + "\n".join(map(self.item, items)) + "\n</ul>"

    def numbers(self, block: str) -> str:
        rows = [_NUMBER.fullmatch(row) for row in block.split("\n")]
        items = [row[2] for row in rows if row]
        if len(items) < len(rows) or not block.startswith("1."):
            raise _NotPlainError
        return "<ol>\n" + "\n".join(map(self.item, items)) + "\n</ol>"

    def item(self, text: str) -> str:
        if _STARTS.match(text) and not re.match(r"\*\*[^\s*]", text):
            raise _NotPlainError
        return f"<li>{self.inline(text)}</li>"

    def table(self, block: str) -> str:
        rows = block.split("\n")
        if len(rows) < 3 or any(len(row) < 2 or row[0] != "|" or row[-1] != "|" for row in rows):
            raise _NotPlainError
        cells = [row[1:-1].split("|") for row in rows]
        sides = [self.side(cell.strip(" ")) for cell in cells[1]]
        if any(len(row) != len(sides) for row in cells):
            raise _NotPlainError
        head = "".join(f'<th{side} scope="col">%s</th>\n' for side in sides)
        line = "".join(f"<td{side}>%s</td>\n" for side in sides)
        body = "".join(f"<tr>\n{self.row(row, line)}</tr>\n" for row in cells[2:])
        return f"<table>\n<thead>\n<tr>\n{self.row(cells[0], head)}</tr>\n</thead>\n<tbody>\n{body}</tbody>\n</table>"

    def side(self, cell: str) -> str:
        rule = _RULE_CELL.fullmatch(cell)
        if rule is None:
            raise _NotPlainError
        side = "center" if rule[1] and rule[2] else "start" if rule[1] else "end" if rule[2] else ""
        return f' class="align-{side}"' if side else ""

    def row(self, cells: list[str], pattern: str) -> str:
        return pattern % tuple([self.inline(cell.strip(" ")) for cell in cells])

    def inline(self, text: str) -> str:
        escape = _escape if "&" in text or ">" in text or "\xa0" in text else str
        if "*" not in text and "[" not in text:  # a sixth of the time that the search takes
            if "_" in text or "]" in text or "{" in text or "}" in text:
                raise _NotPlainError
            return escape(text)
        out: list[str] = []
        opened = ""
        end = opened_at = 0
        for match in _TOKEN.finditer(text):
            token, start = match[0], match.start()
            if token[0] == "*":
                out += escape(text[end:start]), _emphasis(match, opened, opened_at)
                opened, opened_at = ("" if opened else token), match.end()
            elif match[2] is None:
                raise _NotPlainError
            else:
                is_picture = start > end and text[start - 1] == "!"
                out.append(escape(text[end : start - is_picture]))
                out.append(self.picture(match[1], match[2]) if is_picture else self.link(match[1], match[2]))
            end = match.end()
        if opened:
            raise _NotPlainError
        out.append(escape(text[end:]))
        return "".join(out)

    def link(self, text: str, url: str) -> str:
        if not _ADDRESS.fullmatch(url) or not text or text[0] == "^" or _TOKEN.search(text):
            raise _NotPlainError
        self.links.append(("a", url, ""))
        return f'<a href="{url}">{_escape(text)}</a>'

    def picture(self, alt: str, url: str) -> str:
        if not _ADDRESS.fullmatch(url) or not alt or alt[0] == "^" or _TOKEN.search(alt) or "\n" in alt or '"' in alt:
            raise _NotPlainError
        self.links.append(("img", url, alt))
        return f'<img alt="{_escape(alt)}" src="{url}">'


def _emphasis(match: re.Match[str], opened: str, opened_at: int) -> str:
    """The tag of asterisks that open emphasis before a letter, or close what was opened with as many after one.

    Raises `_NotPlainError` of any others.
    """
    text, start, end, token = match.string, match.start(), match.end(), match[0]
    if text[end : end + 1] == "*":
        raise _NotPlainError
    name = "em" if len(token) == 1 else "strong"
    if not opened and end < len(text) and not text[end].isspace():
        return f"<{name}>"
    if opened == token and start > opened_at and not text[start - 1].isspace():
        return f"</{name}>"
    raise _NotPlainError


def _escape(text: str) -> str:
    return text.translate(_ESCAPES) if "&" in text or ">" in text or "\xa0" in text else text
