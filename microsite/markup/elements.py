"""Elements of HTML in which Markdown stands, since their tags say `markdown="1"`: as kramdown reads them."""

from __future__ import annotations

import re

from microsite.markup.reader import Read, Reader
from microsite.markup.tree import TextNode

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MARKED = "markdown"
"""The mark of a tag behind which Markdown goes on."""

_PHRASING = frozenset(
    {"a", "b", "button", "caption", "cite", "dfn", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "del"}
    | {"label", "legend", "p", "q", "small", "span", "strong", "sub", "sup", "th"}
)
"""Elements that hold words and no blocks."""


def open_element(reader: Reader, block: TextNode, line: str, base: int, column: int, opened: re.Match[str]) -> Read:
    """Read the tag that begins a line, a block of its own, and what it holds as far as that is words alone."""
    name = opened[1]
    block.text, block.starts, block.marker = f"<{name}{opened[2]}{opened[3]}>", [base], _MARKED
    rest, closing = line[opened.end() :], f"</{name}>"
    if rest.rstrip().endswith(closing):
        inner = reader.add("paragraph", base + opened.end())
        inner.text, inner.marker = rest.rstrip().removesuffix(closing), "bare"
        reader.add("html", base).text = closing
        return True
    if rest.strip():
        return rest, base + opened.end(), column + opened.end()
    if name.lower() in _PHRASING and len(reader.open) == 1:
        _read_words(reader, closing)
    return True


def _read_words(reader: Reader, closing: str) -> None:
    """Read the lines up to the end tag as one paragraph without an element of its own, if they are one."""
    text, begin = reader.text, reader.at
    tag = re.compile(rf"</?{closing[2:-1]}\b").search(text, begin)  # the next of that name: so all are looked for once
    if tag is None or not text.startswith(closing, tag.start()):
        return
    end, line_end = tag.start(), text.find("\n", tag.end())
    line_end = len(text) if line_end < 0 else line_end
    is_alone = not text[end + len(closing) : line_end].strip()
    if not is_alone or "<!--" in text[begin:end] or _BLANK_LINE.search(text, begin - 1, end):
        return
    inner = reader.add("paragraph", begin)
    inner.marker = "bare"
    for line in text[begin:end].split("\n"):
        said = line.strip(" \t")
        if said:
            inner.add(said, begin + line.index(said))
        begin += len(line) + 1
    inner.text = "\n".join(inner.parts)
    reader.add("html", end).text = closing
    reader.at = line_end + 1


def is_inside(reader: Reader) -> bool:
    """True right behind such a tag: a tag such as `<img>` that stands alone in a line belongs to a paragraph there."""
    children = reader.open[-1].children
    return bool(children) and children[-1].marker == _MARKED and not reader.after_blank
