"""What an author is told of the blocks of a text: what defines nothing, what nobody meant, comments that are open."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.cut import check_cuts
from microsite.markup.figures import as_written
from microsite.markup.leaves import split_row
from microsite.markup.tree import TextNode, TextTree
from microsite.markup.unmeant import check_unmeant

SpanOf = Callable[[int, int], Span]
"""The span of so many characters from a place on."""


TOLD_ALIKE = frozenset(
    (
        *("block-unmeant", "cell-surplus", "fence-unclosed", "heading-empty", "heading-level", "html-removed"),
        *("list-unmeant", "reference-repeated", "reference-unused"),
    )
)
"""The rules of what is told whichever way a text is converted: of its blocks, and of HTML that is left out."""


def check_tree(
    tree: TextTree, cited: frozenset[str], span_of: SpanOf, braces: Sequence[str] = ()
) -> tuple[Diagnostic, ...]:
    """What is wrong with the blocks of a text that has been converted.

    `cited` are the footnotes that it cites, `braces` what the marks of its figures stand for.
    """
    return (
        *_check_comments(tree, span_of),
        *_check_references(tree, span_of, braces),
        *_check_notes(tree, cited, span_of),
        *_check_blocks(tree, span_of),
        *(check_cuts(tree, span_of) if tree.has_html else ()),
    )


def _check_comments(tree: TextTree, span_of: SpanOf) -> Iterator[Diagnostic]:
    if tree.comments and not tree.comments[-1].is_closed:
        message = "this comment is not closed, so that readers see nothing of what follows"
        hint = "write --> where it ends; as code, `<!--` is shown"
        yield problem("comment-unclosed", message, span_of(tree.comments[-1].start, 4), hint=hint)


def _check_references(tree: TextTree, span_of: SpanOf, braces: Sequence[str]) -> Iterator[Diagnostic]:
    """`reference-unused`: what defines a link that no text has; `reference-repeated`: what is defined already."""
    for reference in tree.references.values():
        if not reference.is_used:
            label = as_written(reference.label, braces)
            message = f"this line defines the link “{label}”, which nothing refers to: readers do not see it"
            hint = f"take the line out, or link with [{label}]; to show it as text, begin with \\["
            yield problem("reference-unused", message, _span(reference.start, reference.label, span_of), hint=hint)
    for reference in tree.repeated:
        label = as_written(reference.label, braces)
        message = f"the link “{label}” is defined above already, and this definition is ignored"
        span = _span(reference.start, reference.label, span_of)
        yield problem("reference-repeated", message, span, hint="take the line out, or give it another name")


def _check_notes(tree: TextTree, cited: frozenset[str], span_of: SpanOf) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for note in tree.notes:
        span = span_of(note.start, len(note.info) + 3)
        if note.info in seen:
            message = f"the footnote “{note.info}” is defined above already, and this one is ignored"
            yield problem("reference-repeated", message, span, hint="take it out, or give it another name")
        elif note.info not in cited:
            message = f"no text cites the footnote “{note.info}”; it stands below the others"
            yield problem("reference-unused", message, span, hint=f"cite it where it belongs: [^{note.info}]")
        seen.add(note.info)


def _span(start: int, label: str, span_of: SpanOf) -> Span:
    return span_of(start, len(label.split("\n", maxsplit=1)[0]) + 2)


def _check_blocks(tree: TextTree, span_of: SpanOf) -> Iterator[Diagnostic]:
    waiting = [tree.root, *tree.notes]
    while waiting:
        container = waiting.pop()
        following = 0
        before: TextNode | None = None
        for block in container.children:
            if block.children:
                waiting.append(block)
            if block.kind == "list" and before is not None and before.kind == "list":
                yield from _check_depth(before, block, span_of)
            above, before = before, block
            if block.kind == "list" and block.level >= 0:
                yield from _check_numbers(block, following, span_of)
                following = int(block.children[0].marker) + len(block.children)
            elif block.kind == "heading" and not _says_something(block.text):
                hint = "take it out, or add what it says"
                hint += "" if block.text else f"; to show it, write \\{block.info}"
                message = f"“{block.info}” makes a heading that says nothing"
                yield problem("heading-empty", message, span_of(block.place, len(block.info)), hint=hint)
            elif block.kind in ("heading", "code"):
                yield from check_unmeant(block, above, span_of, is_in_item=container.kind == "item")
            elif check := _OF_LEAVES.get(block.kind):
                yield from check(block, span_of)


def _check_html(block: TextNode, span_of: SpanOf) -> Iterator[Diagnostic]:
    """`heading-empty`: the first heading of a block of HTML that says nothing."""
    if empty := _EMPTY.search(block.text):
        message = f"“{empty[0][:3]}>” makes a heading that says nothing"
        span = span_of(block.place_of(empty.start()), len(empty[0].partition("\n")[0]))
        yield problem("heading-empty", message, span, hint="take it out, or add what it says")


_EMPTY = re.compile(r"<(h[1-6])\b[^<>]*>(?:\s|&nbsp;)*</\1>", re.IGNORECASE)


def _says_something(text: str) -> bool:
    """False of what leaves a heading without a name: nothing, a picture or a link without text, what nobody sees."""
    if text[:1].isalnum():  # nearly every heading: what is hidden begins with a mark
        return True
    if not text or any(map(str.isalnum, html.unescape(_HIDDEN.sub("", text)))):
        return bool(text)
    seen = _HIDDEN.sub(lambda match: match["alt"] or "", text)
    return any(not (sign.isspace() or sign in _UNHEARD) for sign in html.unescape(seen))


_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<img\b[^<>]*?\balt=[\"'](?P<alt>[^\"']*)[^<>]*>|</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>"
    r"|!?\[\s*\](?:\([^()]*\)|\[[^\[\]]*\])|(?<=\])(?:\([^()]*\)|\[[^\[\]]*\])",
    re.DOTALL,
)
_UNHEARD = frozenset("*_~`![]\\\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f")


def _check_numbers(block: TextNode, following: int, span_of: SpanOf) -> Iterator[Diagnostic]:
    """`list-unmeant`: numbers that begin a line and are no item’s, such as those of dates."""
    numbers = [int(item.marker) for item in block.children]
    is_first = numbers[0] > 1 and numbers[0] != following
    is_counted = all(after == before + 1 for before, after in itertools.pairwise(numbers))
    skips = (number for number, shown in enumerate(numbers) if shown > numbers[0] + number)
    at = 0 if is_first and (len(numbers) == 1 or not is_counted) else next(skips, -1)
    if at >= 0:
        item = block.children[at]
        becomes = f"is number {numbers[0] + at} of a list" if at else "has become a list"
        message = f"the line that begins with “{item.marker}{block.marker}” {becomes}"
        hint = f"write {item.marker}\\{block.marker} if it is a date or the like"
        yield problem("list-unmeant", message, span_of(item.start, len(item.marker) + 1), hint=hint)


def _check_depth(before: TextNode, block: TextNode, span_of: SpanOf) -> Iterator[Diagnostic]:
    """`list-unmeant`: a list that stands further in than the one before it, and not far enough to be in its item."""
    item, last = block.children[0], before.children[-1]
    column = span_of(item.start, 0).column
    if last.children and column > span_of(last.start, 0).column:
        lacking = span_of(last.children[0].place_of(0), 0).column - column
        message = "this list stands below the item before it, and not in it"
        spaces = f"{lacking} more space{'s' * (lacking > 1)}"
        hint = f"put {spaces} before its lines: what is in an item begins where the text of the item does"
        if lacking > 0:
            yield problem("list-unmeant", message, span_of(item.start, len(item.marker) + 1), hint=hint)


def _check_fence(block: TextNode, span_of: SpanOf) -> Iterator[Diagnostic]:
    """`fence-unclosed`: the line that opens code which nothing ends, so that readers get more as code."""
    if len(block.fences) == 1:
        message = "nothing ends this code, so that what follows is code, too"
        hint = f"write {block.marker} in a line of its own where it ends"
        yield problem("fence-unclosed", message, span_of(block.fences[0][0], len(block.marker)), hint=hint)


def _check_cells(table: TextNode, span_of: SpanOf) -> Iterator[Diagnostic]:
    """`cell-surplus`: the first cell of a table that stands beside all its columns, of which readers see nothing."""
    count = len(table.sides)
    for start, line in table.lines():
        pipes = line.count("|")
        if pipes < count or (pipes == count + 1 and line[0] == "|" == line[-1]):
            continue
        for begin, end in split_row(line)[count:]:
            said = line[begin:end].strip(" \t")
            if said and not said.startswith("<!--"):
                message = f"the table has {count} column{'s' * (count > 1)}, and readers do not see what is beyond"
                hint = "give the first row and the one below it as many cells; a | that is meant is \\|"
                place = start + line.index(said, begin)
                yield problem("cell-surplus", message, span_of(place, len(said)), hint=hint)
                return


_OF_LEAVES: Mapping[str, Callable[[TextNode, SpanOf], Iterator[Diagnostic]]] = {
    "html": _check_html,
    "fence": _check_fence,
    "table": _check_cells,
}
