"""Markdown text → tree: the one answer to what is a heading, an item, code or prose, for all that read a text.

Blocks are those of CommonMark 0.31, with the tables of GFM, and footnotes, definition lists and attribute lists as
Python-Markdown and kramdown write them. Each line is read once, against the containers that are open; what a leaf holds
is known with the place of each of its lines in the text, so that whoever finds something there can tell where it is.
"""

from __future__ import annotations

import functools

from microsite.markup.reader import Reader
from microsite.markup.starters import STARTERS
from microsite.markup.tree import TextTree


def parse(text: str) -> TextTree:
    """The tree of a text. Raises `TangleError` where containers nest deeper than `NESTING`."""
    return Reader(text, STARTERS).read()


@functools.lru_cache(maxsize=1)
def parse_once(text: str) -> TextTree:
    """The same, once for those who look into one text one after the other: who converts it, and all who check it."""
    return parse(text)
