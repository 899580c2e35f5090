"""From a line of a text to the element of its page that shows it, if that can be told for sure. Pure.

A page holds its body as the text has its blocks: each becomes an element, in their order. So a place is told as a way
from the body down, with the names of all elements on each level. The page goes it only if it has the very same ones,
and if what stands at its end says what the text says there: an older page, or HTML that a browser has put right, leads
nowhere rather than to another paragraph.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from microsite.content.parse import find_prose
from microsite.markup.blanks import read_tree
from microsite.markup.clean import TAG, clean
from microsite.markup.destinations import Context, make_context
from microsite.markup.figures import FIGURE
from microsite.markup.inlines import read_inlines
from microsite.markup.leaves import is_comment, split_row, unescape_cell
from microsite.markup.tree import TextNode, TextTree
from microsite.model.source import Source
from microsite.render.unmark import read_html
from microsite.values.named import NamedTuple

BODY = ".prose"
"""The element that holds the body in the pages of the theme."""

_SAID = 60
_NAMES = {
    "paragraph": "p",
    "heading": "h",
    "quote": "blockquote",
    "code": "pre",
    "fence": "pre",
    "rule": "hr",
    "table": "table",
    "definitions": "dl",
    "item": "li",
    "term": "dt",
    "description": "dd",
}
_LIKE = {**{f"h{level}": "h" for level in range(1, 7)}, "figure": "p"}
"""Elements that pages have in the place of others: headings of other levels, figures of paragraphs with pictures."""

_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_TAGS = re.compile(r"<[^<>]*>|&|[<>]")
_BREAK = re.compile(r"[\[\]\x00]")
_FIELD = re.compile(r"([A-Za-z_]+):(.*)")
_ELEMENTS = {"title": "h1", "term": "h1", "summary": ".lead", "short": ".definition"}
"""Where pages show the fields of front matter that readers read."""


class Whereabouts(NamedTuple):
    """Where an element is in a page.

    `select` is the CSS selector of the only element in which to begin. Each step has the names of all elements that are
    blocks in the one before, and the number of the one that is meant. `says` are letters and digits that stand in the
    last one; "" where there are none to go by, as in a picture.
    """

    select: str
    steps: tuple[tuple[str, int], ...]
    says: str


def find_place(path: str, text: str, line: int) -> Whereabouts | None:
    """The place of what a line (1-based) of a text file says; None if it cannot be told."""
    front, body = _read(path, text)
    if line < body.line:
        return _find_field(front, line)
    return body.find(line - body.line)


class _Body(NamedTuple):
    tree: TextTree
    context: Context
    line: int
    text: str

    def find(self, line: int) -> Whereabouts | None:
        """The place of a line (0-based) of the body."""
        starts = self._starts()
        if not 0 <= line < len(starts) - 1:
            return None
        at = _Line(starts[line], starts[line + 1])
        leaf = next((one for one in self.tree.walk() if not one.children and at.is_in(one)), None)
        if leaf is None:  # readers see nothing of it
            return None
        says = self._find_words(leaf, at)
        if leaf.kind == "html" and not says:  # a comment, or tags
            return None
        for number, note in enumerate(self.tree.notes):
            is_first = all(one.info != note.info for one in self.tree.notes[:number])
            if is_first and at.is_in(note):
                name = f"fn-{note.info}".replace("\\", "\\\\").replace('"', '\\"')
                return Whereabouts(f'{BODY} .footnote li[id="{name}"]', (), says)
        steps = _find_steps(_stretch(self.tree.root.children), at, ("div",) if self.tree.notes else ())
        return Whereabouts(BODY, steps, says) if steps else None

    def _starts(self) -> Sequence[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text)), len(self.text) + 1]

    def _find_words(self, leaf: TextNode, at: _Line) -> str:
        """The longest run of letters and digits that a leaf says, or one of its lines if they are not one text."""
        if leaf.kind not in ("table", "html", "code", "fence"):
            return self._longest_of(leaf.text)
        rows = [(start, row) for start, row in leaf.lines() if at.start <= start < at.end]
        if leaf.kind != "table":
            return _longest(part for _, row in rows for part in (_TAGS.split(row) if leaf.kind == "html" else [row]))
        cells = [unescape_cell(row, *cell, start)[0] for start, row in rows for cell in split_row(row)]
        return max(map(self._longest_of, cells), key=len, default="")

    def _longest_of(self, text: str) -> str:
        return _longest(piece for piece in read_inlines(text, self.context) if isinstance(piece, str))


class _Line(NamedTuple):
    """A line of a text: where it starts, and where the next one does."""

    start: int
    end: int

    def is_in(self, block: TextNode) -> bool:
        """True if a block has something in it."""
        return block.start < self.end and _end_of(block) >= self.start


@functools.lru_cache(maxsize=256)
def _read(path: str, text: str) -> tuple[Sequence[str], _Body]:
    """The lines of the front matter, and the body; an empty one of a file that cannot be read."""
    lines = text.split("\n")
    prose = find_prose(Source(path, "", text.encode()))
    if prose is None:
        return lines, _Body(TextTree(TextNode("document", 0)), Context({}, frozenset()), len(lines) + 1, "")
    tree = read_tree(prose.text)
    return lines[: prose.line - 1], _Body(tree, make_context(tree), prose.line, prose.text)


def _longest(pieces: Iterable[str]) -> str:
    said = [part for piece in pieces for part in _BREAK.split(FIGURE.sub("\x00", piece))]
    return max(("".join(filter(str.isalnum, part))[:_SAID] for part in said), key=len, default="")


# ---- the body -------------------------------------------------------------------------------------------------


class _Stretch(NamedTuple):
    """Blocks that become elements of these names together; the last of them holds what they say."""

    names: tuple[str, ...]
    blocks: Sequence[TextNode]
    is_tight: bool = False


class _UnsureError(Exception):
    """HTML that goes beyond its blocks: what becomes of those around it nobody knows."""


def _find_steps(stretches: Iterable[_Stretch], at: _Line, more: tuple[str, ...] = ()) -> tuple[tuple[str, int], ...]:
    """The way to what a line says; () if nowhere. `more` elements stand behind those of the stretches."""
    names = list[str]()
    found: tuple[int, _Stretch] | None = None
    try:
        for stretch in stretches:
            names += stretch.names
            if any(map(at.is_in, stretch.blocks)) and found is None:
                found = len(names) - 1, stretch
    except _UnsureError:
        return ()
    if found is None or not found[1].names:
        return ()
    index, stretch = found
    step = (" ".join((*names, *more)), index)
    return (step, *(_find_within(stretch, at) if len(stretch.blocks) == 1 else ()))


def _find_within(stretch: _Stretch, at: _Line) -> tuple[tuple[str, int], ...]:
    """The way from the element of a block further down."""
    block = stretch.blocks[0]
    if block.kind == "table":
        starts = [start for start, _ in block.lines()]
        row = [number for number, start in enumerate(starts) if at.start <= start < at.end]
        return ((" ".join(["tr"] * len(starts)), row[0]),) if row else ()
    if block.kind == "quote":
        return _find_steps(_stretch(block.children), at)
    if block.kind in ("item", "description"):
        return _find_steps(_stretch(block.children, is_tight=stretch.is_tight), at)
    if block.kind in ("list", "definitions"):
        return _find_steps([_parted(child, block) for child in block.children], at)
    return ()


def _parted(child: TextNode, block: TextNode) -> _Stretch:
    """An item of a list, or a part of a list of definitions: of a list, all items are tight or none."""
    return _Stretch((_NAMES[child.kind],), [child], is_tight=(block if block.kind == "list" else child).is_tight)


def _stretch(blocks: Sequence[TextNode], *, is_tight: bool = False) -> Iterator[_Stretch]:
    """Blocks with the names of their elements. HTML that another block closes is one with it, and all between."""
    together, depth = list[TextNode](), 0
    for block in blocks:
        if block.kind == "html" and not is_comment(block):
            depth += sum(_deepens(match) for match in TAG.finditer(block.text))
            if depth < 0:
                raise _UnsureError
        if depth or together:
            together.append(block)
            if not depth:
                yield _Stretch(_names_of(together[0], is_tight=is_tight), together)
                together = []
        else:
            yield _Stretch(_names_of(block, is_tight=is_tight), [block])
    if depth:
        raise _UnsureError


def _deepens(tag: re.Match[str]) -> int:
    if tag[2].lower() in _VOID or tag[3].endswith("/"):
        return 0
    return -1 if tag[1] else 1


def _names_of(block: TextNode, *, is_tight: bool) -> tuple[str, ...]:
    if block.kind == "html":
        if is_comment(block):
            return ()
        return tuple(_LIKE.get(node.tag, node.tag) for node in read_html(clean(block.text)).nodes)
    if block.kind == "paragraph" and (block.marker or (is_tight and not block.attributes)):
        return ()
    if block.kind == "list":
        return ("ol" if block.level >= 0 else "ul",)
    return (_NAMES[block.kind],)


def _end_of(block: TextNode) -> int:
    """Where the last that is known of a block stands."""
    places = [block.start, *block.starts[-1:], *(end for _, end in block.fences[-1:])]
    if block.text:
        places.append(block.place_of(len(block.text)))
    places += map(_end_of, block.children[-1:])
    return max(places)


# ---- front matter -----------------------------------------------------------------------------------------------


def _find_field(lines: Sequence[str], line: int) -> Whereabouts | None:
    """The place of a field that pages show, by a line (1-based) of front matter in which it stands."""
    fields = [(number, match) for number, one in enumerate(lines, 1) if (match := _FIELD.match(one))]
    for (number, match), after in zip(fields, (*(start for start, _ in fields[1:]), len(lines)), strict=True):
        if number <= line < after and match[1] in _ELEMENTS:
            value = [match[2], *lines[number : after - 1]]
            said = _longest(part for one in value for part in _split_value(one))
            return Whereabouts(_ELEMENTS[match[1]], (), said) if said else None
    return None


def _split_value(line: str) -> Sequence[str]:
    """What a line of a field says between figures and escapes, without a comment."""
    return re.split(r"\{\{[^{}]*\}\}|\\.", re.sub(r"(?:^|\s)#.*", "", line))
