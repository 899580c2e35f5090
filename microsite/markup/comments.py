"""Comments of authors for authors: where they begin and end, beside code that only shows them."""

from __future__ import annotations

import functools
import re

from microsite.markup.tree import Comment, TextNode

_OPENING = re.compile(r"\\(?:<!--|.)|<!--|`+")
_PARAGRAPH_END = re.compile(r"\n(?:[ \t]*\n|[ >]{0,3}<!--)")
"""A blank line, or a comment at the beginning of a line, which is a block (CommonMark 0.31, HTML blocks of type 2)."""


class Comments:
    """Looks for comments in the lines of a text; `found` are those that it has found so far, in their order."""

    def __init__(self, text: str, found: list[Comment]) -> None:
        """Begin with a text in which none has been found."""
        self._text, self._found = text, found
        self._leaf: TextNode | None = None
        self._read = 0  # how many lines of the leaf have been looked at
        self._ticks = ""  # what has opened code that goes on behind them
        self._counts: dict[tuple[str, int], tuple[int, int]] = {}  # of marks up to the end of a line: from where

    def skip(self, line: str, base: int, leaf: TextNode | None, after: int) -> tuple[str, int]:
        """A line with nothing in its comments, and where the next line begins: one that goes on takes lines with it.

        HTML hides all that follows one that is not closed, and so do blocks of CommonMark (0.31, HTML blocks of type
        2); here it does within a line, too, since what somebody meant for authors is never to be read by others. The
        line stands at `base`, and belongs to a leaf; in a row of a table, code ends with it.
        """
        text = self._text
        is_row = leaf is not None and leaf.kind == "table"
        at = 0 if leaf is None or is_row else self._end_of_open(leaf, line)
        read: list[str] = []  # what stands before `done`
        done, beginning = 0, base
        while match := _OPENING.search(line, at):
            at = match.end()
            if match[0][0] == "`":
                if end := _closing(match[0]).search(line, at):
                    at = end.end()
                elif not is_row and self._closes_later(match[0], base + len(line)):
                    break
            elif match[0].endswith("<!--"):
                comment = self._find(base + match.end() - 4, is_escaped=match[0][0] == "\\")
                if comment is None:
                    continue
                end_of_line = base + len(line)
                if comment.end > end_of_line:
                    end_of_line = self._end_of_line(comment.end)
                    after = end_of_line + 1
                marks = self._marks_around(comment, beginning, base + done, end_of_line)
                read.append(line[done : comment.start - marks - base])
                if not comment.is_closed:
                    return "".join(read), after
                read.append(_empty(text[comment.start - marks : comment.end + marks]))
                at = done = comment.end + marks - base
                if end_of_line > base + len(line):
                    base, line = base + done, text[base + done : end_of_line]
                    at = done = 0
        return "".join((*read, line[done:])), after

    def _end_of_open(self, leaf: TextNode, line: str) -> int:
        """Where in its next line the code ends that has begun in a paragraph; 0 if none has."""
        if leaf is not self._leaf:
            self._leaf, self._read, self._ticks = leaf, 0, ""
        for number in range(self._read, len(leaf.parts)):
            self._ticks = self._open_behind(leaf.parts[number], leaf.starts[number])
        self._read = len(leaf.parts)
        end = _closing(self._ticks).search(line) if self._ticks else None
        return end.end() if end else len(line) if self._ticks else 0

    def _open_behind(self, line: str, start: int) -> str:
        """The ticks of code that goes on behind a line, at whose beginning that of `_ticks` does."""
        end = _closing(self._ticks).search(line) if self._ticks else None
        if self._ticks and end is None:
            return self._ticks
        at = end.end() if end else 0
        while match := _OPENING.search(line, at):
            at = match.end()
            if match[0][0] == "`":
                if end := _closing(match[0]).search(line, at):
                    at = end.end()
                elif self._closes_later(match[0], start + len(line)):
                    return match[0]
        return ""

    def _closes_later(self, ticks: str, place: int) -> bool:
        """True if code that has begun before a place ends in the same paragraph."""
        end = _closing(ticks).search(self._text, place)
        return end is not None and not _PARAGRAPH_END.search(self._text, place, end.start())

    def _find(self, start: int, *, is_escaped: bool) -> Comment | None:
        """The comment that begins at a place; none if it shall be read, as one that is not closed might not."""
        close = self._text.find("-->", start + 2)
        if close >= 0 and is_escaped:
            return None
        comment = Comment(start, close + 3 if close >= 0 else len(self._text), close >= 0)
        if not self._found or start >= self._found[-1].end:
            self._found.append(comment)
        return comment

    def _end_of_line(self, place: int) -> int:
        end = self._text.find("\n", place)
        return end if end >= 0 else len(self._text)

    def _marks_around(self, comment: Comment, line: int, done: int, stop: int) -> int:
        """How many marks of emphasis stand on each side of a comment if it is all they hold; 0 if they hold more.

        Emphasis of nothing has no element, so readers would see its marks. They open it if they stand behind white
        space, or behind what nobody sees, such as U+200B. The places are where the line begins, up to where it has been
        done, and where it ends.
        """
        text, (start, end) = self._text, (comment.start, comment.end)
        mark = text[end : min(end + 1, stop)]
        if not mark or mark not in "*_":
            return 0
        marks = run = 0
        while start - marks > done and text[start - marks - 1] == mark:
            marks += 1
        last = text[start - marks - 1] if start - marks > line else " "
        if not marks or not (last.isspace() or not last.isprintable()):
            return 0
        while end + run < stop and text[end + run] == mark:
            run += 1
        if run > marks > 1 and not self._count(mark * run, end + run, stop):  # what follows has the other marks
            return marks
        return marks if run == marks and not self._count(mark * marks, end + run, stop) % 2 else 0

    def _count(self, marks: str, start: int, stop: int) -> int:
        """How often marks stand between a place, behind all that were asked for before, and the end of its line."""
        place, count = self._counts.get((marks, stop), (0, -1))
        count = self._text.count(marks, start, stop) if count < 0 else count - self._text.count(marks, place, start)
        self._counts[marks, stop] = start, count
        return count


def _empty(comment: str) -> str:
    """A comment of the same length with nothing in it, if it can be as short."""
    return f"<!--{' ' * (len(comment) - 7)}-->" if len(comment) >= 7 else comment


@functools.lru_cache(maxsize=64)
def _closing(ticks: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!`){ticks}(?!`)")
