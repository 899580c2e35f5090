"""HTML that an empty line cuts: what stands behind it is Markdown, and code if it is indented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.tree import TextNode, TextTree

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
_PRE = re.compile(r"<(/?)pre\b", re.IGNORECASE)
_HOLDERS = ("table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl")  # no code stands in them
_ENDED = 6  # kinds of HTML from this one on end with an empty line


def check_cuts(tree: TextTree, span_of: Callable[[int, int], Span]) -> Iterator[Diagnostic]:
    """`block-unmeant`: code that goes on with HTML above it, and HTML that ends within `<pre>`."""
    for container in tree.walk():
        if container.children:
            yield from _check(container.children, span_of)


def _check(blocks: Sequence[TextNode], span_of: Callable[[int, int], Span]) -> Iterator[Diagnostic]:
    opened, hint = Counter[str](), "take out the empty lines in the element, or the spaces or the tab before its lines"
    for number, block in enumerate(blocks):
        if block.kind == "html" and block.level >= _ENDED:
            _count(block.text, opened)
            if number + 1 < len(blocks):
                yield from _check_pre(block, span_of)
        elif block.kind == "code" and "<" in block.text and _goes_on(block.text, opened):
            message = "this HTML is indented behind an empty line, so that readers get it as code"
            length = len(block.text.partition("\n")[0])
            yield problem("block-unmeant", message, span_of(block.place_of(0), length), hint=hint)


def _check_pre(block: TextNode, span_of: Callable[[int, int], Span]) -> Iterator[Diagnostic]:
    found = [*_PRE.finditer(block.text)]
    if found and not found[-1][1]:
        message = "an empty line ends this HTML, so that the rest of <pre> is read as Markdown"
        hint = "take out the empty lines in it, or write code between two lines of ```"
        span = span_of(block.place_of(found[-1].start()), len(found[-1][0]))
        yield problem("block-unmeant", message, span, hint=hint)


def _goes_on(text: str, opened: Counter[str]) -> bool:
    """True of code that ends what is open, or stands where only elements may; counts its tags as they are meant."""
    is_within = _TAG.match(text.lstrip()) is not None and any(opened[name] > 0 for name in _HOLDERS)
    return _count(text, opened) or is_within


def _count(text: str, opened: Counter[str]) -> bool:
    """Count which elements are open behind a text; True if it ends one that was open before."""
    own, ends_other = Counter[str](), False
    for slash, written in _TAG.findall(text):
        name = written.lower()
        if not slash:
            own[name] += 1
        elif own[name]:
            own[name] -= 1
        elif opened[name] > 0:
            opened[name] -= 1
            ends_other = True
    opened.update(own)
    return ends_other
