"""How a Markdown text is read: line by line, against the containers that are open, from the outside in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from microsite.markup import leaves, references
from microsite.markup.comments import Comments
from microsite.markup.tree import NESTING, TangleError, TextNode, TextTree
from microsite.markup.whole import check_cells, read_whole

Read = tuple[str, int, int] | Literal[True] | None
"""What a starter makes of a line: what follows in it, as (rest, place, column); True if nothing does; None if it starts
nothing."""


class Reader:
    """Where one text is being read: the containers that are open, from the outside in, and the leaf in the last one."""

    def __init__(self, text: str, starters: Mapping[str, Starter]) -> None:
        """Begin to read a text."""
        self.text, self._starters = text, starters
        self.at = 0  # where the next line begins
        self.tried = 0  # up to where nothing can be read at once
        self.root = TextNode("document", 0)
        self.open = [self.root]
        self.matched = 1  # in how many of them the line goes on
        self.leaf: TextNode | None = None
        self.after_blank = False
        self.pending = ""  # an attribute list that waits for its block
        self.ended: TextNode | None = None  # a block that no line goes on with
        self.tree = TextTree(self.root)
        self.has_comments = "<!--" in text
        self.comments = Comments(text, self.tree.comments)

    def read(self) -> TextTree:
        """The tree of the text."""
        text, end = self.text, len(self.text)
        while self.at < end:
            if self.leaf is None and self._leave() and self._read_whole():
                continue
            start = self.at
            stop = text.find("\n", start)
            stop = end if stop < 0 else stop
            self.at = stop + 1
            if len(self.open) == 1 and self.leaf is None:
                self.matched = 1
                self._start(text[start:stop], start, 0)
            else:
                self._line(text[start:stop], start)
        self.close_leaf()
        return self.tree

    def _leave(self) -> bool:
        """Close the containers in which a line cannot stand that begins with a letter; True if none is open."""
        if len(self.open) > 1 and self.text[self.at].isalpha():
            del self.open[1:]
        return len(self.open) == 1

    def _read_whole(self) -> bool:
        """Read blocks at once; False if the lines that stand here have to be read one by one."""
        at = self.at
        if at < self.tried or self.pending:
            return False
        blocks = self.root.children or []
        self.at, self.tried = read_whole(self.text, at, blocks, has_comments=self.has_comments)
        self.root.children = blocks
        if self.at == at:
            return False
        self.tree.depth = max(self.tree.depth, 2)  # a list may be among them
        self.after_blank = self.text.endswith("\n\n", 0, self.at)
        return True

    # ---- lines ----------------------------------------------------------------------------------------------

    def _line(self, line: str, base: int) -> None:
        """Read one line: `base` is where it stands in the text."""
        rest, column = line, 0
        matched = 1
        for container in self.open[1:]:
            step = self._continue(container, rest, column)
            if step is None:
                break
            rest, moved, column = step
            base += moved
            matched += 1
        leaf = self.leaf
        if leaf is not None and leaf.kind in leaves.RAW and matched == len(self.open):
            rest = self.without_comments(rest, base) if leaf.kind == "html" else rest
            read = leaves.add_raw(leaf, rest, base, column)
            if read:
                self.after_blank = leaf.kind == "code" and not rest.strip(" \t")
                if read == "last":
                    leaf.fences = (*leaf.fences, (base, base + len(rest)))
                    self.close_leaf()
                return
            self.close_leaf()
        self.matched = matched
        self._start(rest, base, column)

    def _continue(self, container: TextNode, rest: str, column: int) -> tuple[str, int, int] | None:
        """What follows of a line that goes on in a container: (the rest, how far it moved, its column)."""
        if container.kind == "item" and rest and rest[0] not in " \t":
            return None
        stripped = rest.lstrip(" \t")
        if not stripped:
            if container.kind == "quote" or not (container.children or container.info):
                return None
            return leaves.consume(rest, column, min(container.level, leaves.width(rest, column)))
        indent = leaves.width(rest[: len(rest) - len(stripped)], column)
        if container.kind == "quote":
            if indent > 3 or stripped[0] != ">":
                return None
            moved = len(rest) - len(stripped) + 1
            rest, more, column = quoted(stripped, column + indent)
            return rest, moved + more, column
        return leaves.consume(rest, column, container.level) if indent >= container.level else None

    def _start(self, rest: str, base: int, column: int) -> None:
        """Read what a line begins, or goes on with, in the containers in which it goes on."""
        while True:
            stripped = rest.lstrip(" \t")
            if not stripped:
                self._blank()
                return
            indent = leaves.width(rest[: len(rest) - len(stripped)], column)
            if indent >= 4:
                if self.leaf is None or self.leaf.kind != "paragraph":
                    self.close()
                    block = self.leaf = self.add("code", base)
                    rest, moved, _ = leaves.consume(rest, column, 4)
                    block.add(rest, base + moved)
                    return
                break
            starter = self._starters.get(stripped[0])
            if starter is None:
                break
            read = starter(self, stripped, base + len(rest) - len(stripped), column + indent, indent)
            if read is None:
                break
            if read is True:
                return
            rest, base, column = read
        self._text(stripped, base + len(rest) - len(stripped))

    def _blank(self) -> None:
        self.close()
        self.after_blank = self.open[-1].kind != "quote"

    def _text(self, line: str, base: int) -> None:
        """Read a line of text: of the paragraph or the table that is open, be it lazy, or of a new paragraph."""
        leaf = self.leaf
        goes_on = leaf is not None and (
            leaf.kind == "paragraph" or (leaf.kind == "table" and self.matched == len(self.open))
        )
        line = self.without_comments(line, base, leaf if goes_on else None)
        if leaf is None or not goes_on:
            self.close()
            leaf = self.leaf = self.add("paragraph", base)
        leaf.add(line, base)

    def without_comments(self, line: str, base: int, leaf: TextNode | None = None) -> str:
        """The line with its comments emptied; one that goes on in later lines takes them with it."""
        if not self.has_comments or "<!--" not in line:
            return line
        line, self.at = self.comments.skip(line, base, leaf, self.at)
        return line

    @property
    def paragraph(self) -> TextNode | None:
        """The paragraph in which a line goes on that is not lazy."""
        leaf = self.leaf
        return leaf if leaf is not None and leaf.kind == "paragraph" and self.matched == len(self.open) else None

    # ---- the tree -------------------------------------------------------------------------------------------

    def append(self, block: TextNode) -> None:
        """Add a block to the container that is open, which is loose if a blank line stands before it."""
        container = self.open[-1]
        if self.after_blank:
            if container.children:
                loose = self.open[-2].children[-1] if container.kind == "item" else container  # an item's is its list
                loose.is_tight = False
            self.after_blank = False
        if self.pending:
            block.attributes, self.pending = self.pending, ""
        container.append(block)

    def add(self, kind: str, start: int) -> TextNode:
        """A new block in the container that is open."""
        block = TextNode(kind, start)
        self.append(block)
        return block

    def push(self, block: TextNode) -> None:
        """Open a container."""
        self.open.append(block)
        self.matched = len(self.open)
        self.tree.depth = max(self.tree.depth, self.matched)
        if self.matched > NESTING + 1:
            raise TangleError(block.start)

    def close(self) -> None:
        """Close the leaf, and the containers in which the line does not go on."""
        self.close_leaf()
        del self.open[self.matched :]

    def end_list(self) -> None:
        """Let no item go on with the list that stands last: what defines something, and is not shown, stands behind."""
        children = self.open[-1].children
        self.ended = children[-1] if children else None

    def drop_leaf(self) -> None:
        """Take away the paragraph that is open."""
        self.open[-1].children.pop()
        self.leaf = None

    def close_leaf(self) -> None:
        """Close the leaf, and set what it says."""
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        if leaf.kind in leaves.RAW:
            leaves.close_raw(leaf)
            return
        if leaf.kind == "table":
            check_cells(leaf)
        if leaf.kind == "paragraph" and leaf.parts[0][:1] == "[":
            references.take_references(leaf, self.tree)
            if not leaf.parts:
                self.open[-1].children.pop()
                self.end_list()
        leaf.text = "\n".join(leaf.parts).rstrip(" \t")


def quoted(line: str, column: int) -> tuple[str, int, int]:
    """What a quotation's line says behind its mark: (the rest, how far it moved behind the mark, its column)."""
    rest, column = line[1:], column + 1
    return leaves.consume(rest, column, 1) if rest[:1] in (" ", "\t") else (rest, 0, column)


Starter = Callable[[Reader, str, int, int, int], Read]
"""What reads a line that a character begins: (reader, line, its place, its column, its indentation)."""
