"""Link reference definitions, and how addresses and titles are written: escapes and character references."""

from __future__ import annotations

import html.entities
import re

from microsite.markup.tree import Reference, TextNode, TextTree, as_label
from microsite.model.decode import UNWANTED

_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*\n?[ \t]*", re.DOTALL)
_DESTINATION = re.compile(r"<((?:[^<>\n\\]|\\.)*)>|((?!<)[^ \x00-\x1f]+)")
_TITLE = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*(?=\n|\Z)', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\]|\\.)*)'[ \t]*(?=\n|\Z)", re.DOTALL),
    "(": re.compile(r"\(((?:[^()\\]|\\.)*)\)[ \t]*(?=\n|\Z)", re.DOTALL),
}
_LINE_END = re.compile(r"[ \t]*(?=\n|\Z)")
_BEFORE_TITLE = re.compile(r"[ \t]*\n[ \t]*|[ \t]+")
_ADDRESS_SIGN = re.compile(r"[\x21-\x7e]*[/.:#?]|[\x21-\x7e]+\Z")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,40});)")


def take_references(block: TextNode, tree: TextTree) -> None:
    """Take the link reference definitions off the beginning of a paragraph (CommonMark 0.31, section 4.7)."""
    if not block.parts or block.parts[0][:1] != "[":
        return
    text = "\n".join(block.parts)
    at, count, unclosed = 0, 0, set[str]()
    while text.startswith("[", at):
        end = _read_reference(text, at, (block.starts, count), tree, unclosed)
        if not end:
            break
        count += text.count("\n", at, end) + 1
        at = end + 1
    if at:
        block.starts = block.starts[count:]
        block.parts = text[at:].split("\n") if block.starts else []
        if block.starts:
            block.start = block.starts[0]


def _read_reference(text: str, at: int, lines: tuple[list[int], int], tree: TextTree, unclosed: set[str]) -> int:
    """Where a definition ends, at the end of a line; 0 if none stands here.

    `lines` says where all lines stand in the source, and which of them this is.
    """
    starts, line = lines
    label = _LABEL.match(text, at)
    name = as_label(label[1]) if label else ""
    if label is None or not name or text.startswith("[^", at):
        return 0
    found = _DESTINATION.match(text, label.end())
    if found is None:
        return 0
    url = found[1] if found[2] is None else found[2]
    if found[2] is not None and not (_is_balanced(url) and _ADDRESS_SIGN.match(url)):
        return 0
    end, title = found.end(), ""
    between = _BEFORE_TITLE.match(text, end)
    sign = text[between.end() : between.end() + 1] if between else ""
    if between and sign in _TITLE and sign not in unclosed:
        written = _TITLE[sign].match(text, between.end())
        if written:
            title, end = unescape(written[1]), written.end()
        elif text.find(")" if sign == "(" else sign, between.end() + 1) < 0:
            unclosed.add(sign)
    line_end = _LINE_END.match(text, end)
    if line_end is None:
        return 0
    place = found.start() + (found[2] is None)
    number = text.count("\n", at, place)
    column = place - (text.rfind("\n", at, place) + 1 if number else at)
    reference = Reference(label[1], unescape(url), title, starts[line], starts[line + number] + column)
    if tree.references.setdefault(name, reference) is not reference:
        tree.repeated.append(reference)
    return line_end.end() or 1


def _is_balanced(url: str) -> bool:
    if "(" not in url and ")" not in url:
        return True
    depth = 0
    for sign in re.findall(r"\\.|[()]", url):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def unescape(text: str) -> str:
    """A text with its backslash escapes and character references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE.sub(lambda match: match[1] or resolve(match[2]), text)


def resolve(reference: str) -> str:
    """The characters that a reference such as `&amp;` stands for; itself if there is none of that name.

    One to what no text may hold becomes U+FFFD: so nobody forges the mark of a figure.
    """
    if reference[1] != "#" and reference[1:] not in html.entities.html5:
        return reference
    text = html.unescape(reference)
    return "\ufffd" if not text or UNWANTED.search(text) else text
