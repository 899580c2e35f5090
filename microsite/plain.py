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

from microsite.anchors import make_anchor
from microsite.assembly import BRACES, figure_use
from microsite.body import Body
from microsite.breaks import join_han_lines
from microsite.model import Document, FigureUse, Heading, Link, Prose

_NOT_PLAIN = re.compile(
    r"[<\\`\t\r\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ue000-\uf8ff\ufeff]"  # HTML, escapes, code, controls, marks
    r"|\*\*\*|\[\[|\[\^|\]\[|\]:"  # emphasis in emphasis, placeholders, footnotes, references
    r"|^[^\S\n]|[^\S\n]$|^:|~~~"  # indentation and its like
    r"|&(?=[#\w])",  # an entity, or what may be one
    re.MULTILINE,
)
_BLANK = re.compile(r"\n{2,}")
_HEADING = re.compile(r"(#{1,6})(?!#)([^\n]*[^#\n])")
_HEADING_ID = re.compile(r"(.*\S) +\{#([A-Za-z](?:[\w-]*\w)?)\}", re.ASCII)
_BULLET = re.compile(r"[-*+] +(\S[^\n]*)")
_NUMBER = re.compile(r"([0-9]{1,9})\. +(\S[^\n]*)")
_ROW = re.compile(r"\|(?:[^|\n]*\|)+")
_RULE_CELL = re.compile(r"(:?)-+(:?)")
_STARTS = re.compile(r"[#>|=*+\-_:!]|[0-9]+[.)]")
_LATER_LINE = re.compile(r"\n(?:[#>=_:|{]|[-*+] |1\. |[-*] *[-*_=\n]|[-*=]+\Z)")
_TOKEN = re.compile(
    r"(!?)\[([^\[\]]*)\]\(([^()\s<>\"'\[\]*_]*)\)"  # 1 picture, 2 text, 3 address
    r"|(\*\*?)"  # 4 emphasis
    r"|([\[\]_{}])"  # 5 what is none of these
)
_ADDRESS = re.compile(
    r"(?:(?:https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:[/?#][\w./?#=%~+,;@!$-]*)?)"
    r"|(?:mailto:[\w.+-]+@[\w.-]+)|[\w./#%-]+)",
    re.ASCII,
)
_AFTER_TEXT = re.compile(r"\]\(")
_SPECIAL = re.compile("[&>\xa0]")
_ESCAPES = str.maketrans({"&": "&amp;", ">": "&gt;", "\xa0": "&nbsp;"})
_OUTLINE = re.compile(r"<a [^>]*>|</a>|<img [^>]*>")


class _NotPlainError(Exception):
    """The text may mean something else."""


def convert_plain(prose: Prose, tag: str) -> Document | None:
    """The Document of a prose that gives no cause for a diagnostic; None if it is not of the plain shape."""
    text = prose.text.strip("\n")
    if not text:
        return Document("")
    if _NOT_PLAIN.search(text):
        return None
    body = Body(prose)
    page = _Page(tag.partition("-")[0].lower())
    try:
        marked, figures = _mark_figures(body)
        written = page.blocks(marked.strip("\n"))
        page.check_headings()
    except _NotPlainError:
        return None
    return Document(
        html=join_han_lines(written, page.language) if page.is_wrapped else written,
        headings=tuple(page.headings),
        ids=frozenset(heading.id for heading in page.headings),
        links=tuple(_placed(page.links, body)),
        figures=figures,
    )


def _mark_figures(body: Body) -> tuple[str, tuple[FigureUse, ...]]:
    """The text with figures marked as `markup` does, and the figures. Raises `_NotPlainError` at other braces."""
    text, figures = body.prose.text, list[FigureUse]()

    def mark(match: re.Match[str]) -> str:
        span = body.span(match.start(), len(match[0]))
        use = figure_use(match[0], span.line, span.column)
        if use is None:
            raise _NotPlainError
        figures.append(use)
        return f"\ue000{len(figures) - 1}\ue001"

    return (BRACES.sub(mark, text) if "{{" in text else text), tuple(figures)


def _placed(links: list[tuple[str, str, str]], body: Body) -> Iterator[Link]:
    """The links with their places: in a plain text, the n-th of them is the n-th “](”."""
    if not links:
        return
    for (element, url, alt), match in zip(links, _AFTER_TEXT.finditer(body.prose.text), strict=True):
        span = body.span(match.end(), len(url))
        yield Link(url, element, span.line, span.column, alt)


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
        for block in _BLANK.split(text):
            kind, written = self.block(block)
            # A list or a quotation after one of its kind goes on with it.
            if before in ("list", "quote") and kind == before:
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
        return "paragraph", f"<p>{self.lines(block)}</p>"

    def lines(self, block: str) -> str:
        """The inline content of a paragraph, which may be wrapped."""
        if block[0] == "*" and not re.match(r"\*\*?[^\s*]", block):
            raise _NotPlainError
        if "\n" in block:
            if "|" in block or _LATER_LINE.search(block):
                raise _NotPlainError
            self.is_wrapped = True
        return self.inline(block)

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
        self.headings.append(Heading(anchor, level, _OUTLINE.sub("", content)))
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
        if len(rows) < 3 or not all(map(_ROW.fullmatch, rows)):
            raise _NotPlainError
        cells = [[cell.strip(" ") for cell in row[1:-1].split("|")] for row in rows]
        sides = [self.side(cell) for cell in cells[1]]
        if any(len(row) != len(sides) for row in cells):
            raise _NotPlainError
        head = self.row(cells[0], sides, "th", ' scope="col"')
        body = "\n".join(self.row(row, sides, "td", "") for row in cells[2:])
        return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def side(self, cell: str) -> str:
        rule = _RULE_CELL.fullmatch(cell)
        if rule is None:
            raise _NotPlainError
        side = "center" if rule[1] and rule[2] else "start" if rule[1] else "end" if rule[2] else ""
        return f' class="align-{side}"' if side else ""

    def row(self, cells: list[str], sides: list[str], name: str, scope: str) -> str:
        written = (
            f"<{name}{side}{scope}>{self.inline(cell)}</{name}>\n" for cell, side in zip(cells, sides, strict=True)
        )
        return f"<tr>\n{''.join(written)}</tr>"

    def inline(self, text: str, *, in_link: bool = False) -> str:
        out: list[str] = []
        opened = ""
        end = opened_at = 0
        for match in _TOKEN.finditer(text):
            out.append(_escape(text[end : match.start()]))
            end = match.end()
            if match[4]:
                closes = bool(opened)
                if not _is_emphasis(match, opened, opened_at):
                    raise _NotPlainError
                name = "strong" if len(match[4]) == 2 else "em"
                out.append(f"</{name}>" if closes else f"<{name}>")
                opened, opened_at = ("" if closes else match[4]), end
            elif match[5] or in_link:
                raise _NotPlainError
            else:
                out.append(self.link(match))
        if opened:
            raise _NotPlainError
        out.append(_escape(text[end:]))
        return "".join(out)

    def link(self, match: re.Match[str]) -> str:
        url = match[3]
        if not _ADDRESS.fullmatch(url) or not match[2]:
            raise _NotPlainError
        if not match[1]:
            self.links.append(("a", url, ""))
            return f'<a href="{url}">{self.inline(match[2], in_link=True)}</a>'
        if _TOKEN.search(match[2]) or "\n" in match[2] or '"' in match[2]:
            raise _NotPlainError
        self.links.append(("img", url, match[2]))
        return f'<img alt="{_escape(match[2])}" src="{url}">'


def _is_emphasis(match: re.Match[str], opened: str, opened_at: int) -> bool:
    """True if asterisks open emphasis before a letter, or close what was opened with as many, after one."""
    text, start, end = match.string, match.start(), match.end()
    if opened:
        return match[4] == opened and start > opened_at and not text[start - 1].isspace()
    return end < len(text) and not text[end].isspace() and text[end] != "*"


def _escape(text: str) -> str:
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text
