"""The tree of a text → HTML that is clean by construction, and its headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from microsite.markup.anchors import make_anchor, next_anchor
from microsite.markup.attributes import find_language, read_attributes
from microsite.markup.clean import clean_inline, depth
from microsite.markup.figures import unpad
from microsite.markup.leaves import is_comment, read_task, split_row, unescape_cell, without_markdown
from microsite.markup.notes import note_id, order_notes
from microsite.markup.phrases import SHALLOW, NotPlainError, Phrases, write_tag, write_value
from microsite.markup.tree import NESTING, TextNode, TextTree
from microsite.model.entries import Heading

_TAG = re.compile(r"<(?!/?(?:em|strong|code)>)")
_BLANK = " \t"


class Writer:
    """Writes the blocks of one text, and gathers its headings. Raises `NotPlainError` at what is not plain."""

    def __init__(self, tree: TextTree, language: str, phrases: Phrases) -> None:
        """Have written nothing yet."""
        self.tree, self.language, self.phrases = tree, language, phrases
        self.levels: list[int] = []
        self.places: list[tuple[int, int]] = []
        self._out: list[str] = []
        self._heads: list[tuple[int, int, str, str, str]] = []
        self._anchors: list[str] = []

    def write(self) -> str:
        """The HTML of the text."""
        self.blocks(self.tree.root.children)
        self.notes()
        self.set_anchors()
        written = "\n".join(self._out)
        if self.tree.depth > SHALLOW and not self.phrases.allows_all and depth(written) > NESTING:
            raise NotPlainError
        return written

    def blocks(self, blocks: Sequence[TextNode]) -> None:
        """Write blocks one below the other."""
        inline, out = self.phrases.inline, self._out
        for block in blocks:
            if block.kind == "paragraph" and not block.attributes and not block.marker:
                out.append(f"<p>{inline(block.text, block.place_of)}</p>")
            else:
                _WRITERS[block.kind](self, block)

    def headings(self) -> Iterator[Heading]:
        """The headings of what has been written."""
        for (_, level, _, content, _), anchor in zip(self._heads, self._anchors, strict=True):
            yield Heading(anchor, level, unpad(content))

    # ---- blocks ---------------------------------------------------------------------------------------------

    def paragraph(self, block: TextNode) -> None:
        """Write a paragraph."""
        content = self.phrases.inline(block.text, block.place_of)
        self._out.append(content if block.marker else f"<p{self.given('p', block)}>{content}</p>")

    def heading(self, block: TextNode) -> None:
        """Write a heading, whose tag comes when all ids are known."""
        content = self.phrases.inline(block.text, block.place_of)
        anchor = rest = ""
        if block.attributes:
            attributes = self.attributes("h2", block.attributes)
            anchor = attributes.pop("id", "")
            rest = write_tag("", attributes)
        self.levels.append(block.level)
        self.places.append((block.place, len(block.info)))
        self._heads.append((len(self._out), block.level, anchor, content, rest))
        self._out.append("")

    def set_anchors(self) -> None:
        """Write the tags of headings: all levels are one lower where one is that of the page's title."""
        if self.phrases.allows_all:
            for at, level, anchor, content, rest in self._heads:
                pairs = sorted([*_pairs(rest), *([f'id="{write_value(anchor)}"'] if anchor else [])])
                self._out[at] = f"<{' '.join([f'h{level}', *pairs])}>{content}</h{level}>"
            return
        shift = 1 if 1 in self.levels else 0
        counts, taken = dict[str, int](), set[str]()
        heads = []
        for at, written, given, content, rest in self._heads:
            outline = clean_inline(_without_notes(content)) if "<" in content and _TAG.search(content) else content
            anchor = given or next_anchor(make_anchor(outline, self.language), counts, self.phrases.ids, taken)
            taken.add(anchor)
            level = min(6, written + shift)
            name = f"h{level}"
            tag = " ".join([name, *sorted([*_pairs(rest), f'id="{anchor}"'])]) if rest else f'{name} id="{anchor}"'
            self._out[at] = f"<{tag}>{content}</{name}>"
            heads.append((at, level, anchor, outline, rest))
            self._anchors.append(anchor)
        self._heads = heads
        self.phrases.ids |= taken

    def quote(self, block: TextNode) -> None:
        """Write a quotation."""
        self._out.append(f"<blockquote{self.given('blockquote', block)}>")
        self.blocks(block.children)
        self._out.append("</blockquote>")

    def list(self, block: TextNode) -> None:
        """Write a list."""
        name = "ol" if block.level >= 0 else "ul"
        given = self.attributes(name, block.attributes)
        if block.level >= 0 and block.level != 1:
            given["start"] = str(block.level)
        self._out.append(write_tag(name, given) if given else f"<{name}>")
        for item in block.children:
            said = item.children[0] if block.is_tight and len(item.children) == 1 and not item.attributes else None
            if said and said.kind == "paragraph" and not said.attributes and said.text[:1] != "[":
                self._out.append(f"<li>{self.phrases.inline(said.text, said.place_of)}</li>")
            else:
                self.item(item, "li", is_tight=block.is_tight)
        self._out.append(f"</{name}>")

    def item(self, block: TextNode, name: str, *, is_tight: bool) -> None:
        """Write what stands in an item or a description: text that is alone stands in no paragraph."""
        out = self._out
        text: str | None = f"<{name}{self.given(name, block)}>"
        box, length = read_task(block)
        for child in block.children:
            if is_tight and child.kind == "paragraph" and not child.attributes:
                content = self.text_of_item(child, box, length)
                text = content if text is None else text + content
            else:
                if text is not None:
                    out.append(text)
                    text = None
                if box and not child.marker:
                    out.append(f"<p{self.given('p', child)}>{self.text_of_item(child, box, length)}</p>")
                else:
                    self.blocks([child])
            box, length = "", 0
        if text is None:
            out.append(f"</{name}>")
        else:
            out.append(f"{text}</{name}>")

    def text_of_item(self, block: TextNode, box: str, length: int) -> str:
        """The HTML of a paragraph in an item, which begins with a mark of so many characters if it has a box."""
        if not length:
            return self.phrases.inline(block.text, block.place_of)
        return box + self.phrases.inline(block.text[length:], lambda index: block.place_of(index + length))

    def code(self, block: TextNode) -> None:
        """Write a block of code."""
        language, attributes = find_language(block)
        if "\ue000" in language and not self.phrases.allows_all:
            raise NotPlainError
        text = self.phrases.literal(f"{block.text}\n" if block.parts else "")
        name = f'<code class="language-{write_value(language)}">' if language else "<code>"
        self._out.append(f"{write_tag('pre', self.phrases.checked('pre', attributes))}{name}{text}</code></pre>")

    def html(self, block: TextNode) -> None:
        """Write a block of HTML."""
        if not is_comment(block):
            self.phrases.raw(block.text, block.place_of)
            self._out.append(without_markdown(block.text))

    def rule(self, block: TextNode) -> None:
        """Write a rule."""
        self._out.append(f"<hr{self.given('hr', block)}>")

    def table(self, block: TextNode) -> None:
        """Write a table."""
        sides = [f' class="align-{side}"' if side else "" for side in block.sides]
        out = self._out
        out += (f"<table{self.given('table', block)}>", "<thead>", "<tr>")
        write = self.row if self.phrases.has_signs(block.text) else self.plain_row
        rows = block.lines()
        write(next(rows), [f'<th{side} scope="col">' for side in sides], "</th>")
        out += ("</tr>", "</thead>")
        body = [f"<td{side}>" for side in sides]
        for number, row in enumerate(rows):
            if not number:
                out.append("<tbody>")
            out.append("<tr>")
            write(row, body, "</td>")
            out.append("</tr>")
        if len(block.parts) > 1:
            out.append("</tbody>")
        out.append("</table>")

    def plain_row(self, row: tuple[int, str], opening: Sequence[str], closing: str) -> None:
        """Write a row of a table in which there is nothing but text."""
        cells = row[1].strip(" \t").removeprefix("|").split("|")
        if len(cells) > 1 and not cells[-1]:
            cells.pop()
        cells += [""] * (len(opening) - len(cells))
        said = self.phrases.said if self.phrases.has_special else str
        self._out += [f"{tag}{said(cell.strip(_BLANK))}{closing}" for tag, cell in zip(opening, cells, strict=False)]

    def row(self, row: tuple[int, str], opening: Sequence[str], closing: str) -> None:
        """Write a row of a table."""
        start, line = row
        cells = split_row(line)
        for number, tag in enumerate(opening):
            content: str | None = ""
            if number < len(cells):
                begin, end = cells[number]
                content = self.phrases.plain(line[begin:end].strip(" \t"))
                if content is None:
                    content = self.phrases.inline(*unescape_cell(line, begin, end, start))
            self._out.append(f"{tag}{content}{closing}")

    def definitions(self, block: TextNode) -> None:
        """Write a definition list."""
        self._out.append(f"<dl{self.given('dl', block)}>")
        for child in block.children:
            if child.kind == "term":
                self._out.append(f"<dt>{self.phrases.inline(child.text, child.place_of)}</dt>")
            else:
                self.item(child, "dd", is_tight=child.is_tight)
        self._out.append("</dl>")

    def notes(self) -> None:
        """Write the footnotes in the order in which the text cites them; those that it does not cite come last."""
        if not self.tree.notes:
            return
        out = self._out
        out += ('<div class="footnote">', "<hr>", "<ol>")
        for name, note in order_notes(self.tree.notes, self.phrases.number_by_note):
            self.phrases.checked("li", {"id": f"fn-{name}"})
            out.append(f'<li id="fn-{write_value(name)}">')
            self.blocks(note.children)
            self._back(name, note)
            out.append("</li>")
        out += ("</ol>", "</div>")

    def _back(self, name: str, note: TextNode) -> None:
        """Write the links back to where a note is cited, in its last paragraph or in one of their own."""
        number = self.phrases.number_by_note.get(name)
        if number is None:
            return
        links = "".join(
            f'<a class="footnote-backref" href="#{write_value(note_id(name, count))}" title="{number}">↩</a>'
            for count in range(1, self.phrases.count_by_note[name] + 1)
        )
        shown = [block for block in note.children if block.kind != "html" or not is_comment(block)]
        if shown and shown[-1].kind == "paragraph" and self._out[-1].endswith("</p>"):
            self._out[-1] = f"{self._out[-1][:-4]}&nbsp;{links}</p>"
        else:
            self._out.append(f"<p>{links}</p>")

    def given(self, name: str, block: TextNode) -> str:
        """The attributes that an attribute list gives a block, as they stand in its tag."""
        return write_tag("", self.attributes(name, block.attributes)) if block.attributes else ""

    def attributes(self, name: str, written: str) -> dict[str, str]:
        """The attributes that an attribute list gives an element of that name."""
        return self.phrases.checked(name, read_attributes(written)) if written else {}


def _without_notes(content: str) -> str:
    """The HTML of a heading without the marks of footnotes, which are no part of its name."""
    return re.sub(r'<sup id="fnref[^"]*">.*?</sup>', "", content, flags=re.DOTALL)


def _pairs(written: str) -> list[str]:
    """The attributes of a tag, each as it is written."""
    return re.findall(r'[^\s="]+="[^"]*"', written)


_WRITERS: dict[str, Callable[[Writer, TextNode], None]] = {
    "paragraph": Writer.paragraph,
    "heading": Writer.heading,
    "quote": Writer.quote,
    "list": Writer.list,
    "code": Writer.code,
    "fence": Writer.code,
    "html": Writer.html,
    "rule": Writer.rule,
    "table": Writer.table,
    "definitions": Writer.definitions,
}
