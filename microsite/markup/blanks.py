"""What of a Markdown text readers do not get as prose, code and comments, and the text with spaces in its place.

It is what the tree of the text says: for the checks, code is what conversion shows as code.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

from microsite.markup.blocks import parse_once
from microsite.markup.destinations import make_context
from microsite.markup.figures import BRACES, padded
from microsite.markup.inlines import read_inlines
from microsite.markup.leaves import split_row, unescape_cell
from microsite.markup.tree import Comment, InlineMark, Lines, PlaceOf, TangleError, TextNode, TextTree

_SPOKEN = frozenset({"paragraph", "heading", "term"})


def read_tree(text: str) -> TextTree:
    """The tree of a text as it is converted; one without blocks of a text that nobody can follow."""
    if "{{" in text:
        text = BRACES.sub(lambda match: match[0] if match[0][0] == "\\" else _marked(len(match[0])), text)
    try:
        return parse_once(text)
    except TangleError:
        return TextTree(TextNode("document", 0))


def _marked(length: int) -> str:
    """A mark that is as long as the braces in its place, be they two that do not close."""
    return padded(0, length) if length > 2 else "\ue000\ue001"


def find_comments(text: str) -> Sequence[Comment]:
    """The comments of a text in order, wherever they stand but in code."""
    return read_tree(text).comments if "<!--" in text else ()


def is_within(place: int, comments: Sequence[Comment]) -> bool:
    """True of a place in one of some comments, which are in order."""
    number = bisect.bisect_right(comments, place, key=lambda comment: comment.start)
    return number > 0 and place < comments[number - 1].end


def blank_hidden(text: str, tree: TextTree | None = None) -> str:
    """The text, on the same lines, with spaces for its comments and for every character of code."""
    if "`" not in text and "<!--" not in text and "~~~" not in text and "   " not in text and "\t" not in text:
        return text
    tree = tree or read_tree(text)
    return blank(text, [*((start, end) for start, end, _ in tree.comments), *find_code(tree)])


def blank(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The text, on the same lines, with spaces from each place to another."""
    pieces, done = [], 0
    for start, end in sorted(ranges):
        if end > done:
            begin = max(start, done)
            pieces += [text[done:begin], re.sub(r"[^\n]", " ", text[begin:end])]
            done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def find_code(tree: TextTree) -> Iterator[tuple[int, int]]:
    """Where code begins and ends: each line of a block of its own, and spans in lines."""
    for block in tree.walk():
        if block.kind in ("code", "fence"):
            yield from block.fences
            for start, line in zip(block.starts, block.parts, strict=True):
                yield start, start + len(line)
    for mark, place_of in find_marks(tree, "`"):
        if mark.kind == "code":
            yield place_of(mark.place), place_of(mark.end - 1) + 1


def find_marks(tree: TextTree, sign: str) -> Iterator[tuple[InlineMark, PlaceOf]]:
    """The marks in the leaves that hold a sign, each with where the characters of its leaf stand."""
    context = make_context(tree)
    for text, place_of in find_spoken(tree):
        if sign in text:
            try:
                pieces = read_inlines(text, context)
            except TangleError:
                continue
            yield from ((piece, place_of) for piece in pieces if isinstance(piece, InlineMark))


def find_spoken(tree: TextTree) -> Iterator[tuple[str, PlaceOf]]:
    """What is read for its inlines: the texts of leaves, and of the cells of tables."""
    for block in tree.walk():
        if block.kind in _SPOKEN:
            yield block.text, place_in(block, block.text)
        elif block.kind == "table":
            for start, line in block.lines():
                for cell in split_row(line):
                    yield unescape_cell(line, *cell, start)


def find_html(tree: TextTree) -> Iterator[tuple[str, PlaceOf]]:
    """The blocks of HTML as they are written, be they shown as text."""
    for block in tree.walk():
        if block.kind == "html":
            written = "\n".join(block.parts) or block.text
            yield written, place_in(block, written)


def place_in(block: TextNode, text: str) -> PlaceOf:
    """Where the characters of a leaf’s text stand in the source, soon for many of them."""
    starts = block.starts
    if len(starts) < 2:
        return block.place_of
    lines = Lines(text)

    def place_of(index: int) -> int:
        number, column = lines.find(index)
        return starts[number] + column - 1

    return place_of
