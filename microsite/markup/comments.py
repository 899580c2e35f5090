"""Comments of authors for authors: where they begin and end, beside code that only shows them."""

from __future__ import annotations

import functools
import re

from microsite.markup.tree import Comment, TextNode

_OPENING = re.compile(r"\\(?:<!--|.)|<!--|`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class Comments:
    """Looks for comments in the lines of a text; `found` are those that it has found so far, in their order."""

    def __init__(self, text: str, found: list[Comment]) -> None:
        """Begin with a text in which none has been found."""
        self._text, self._found = text, found
        self._leaf: TextNode | None = None
        self._read = 0  # how many lines of the leaf have been looked at
        self._ticks = ""  # what has opened code that goes on behind them

    def skip(self, line: str, base: int, leaf: TextNode | None, after: int) -> tuple[str, int]:
        """A line with nothing in its comments, and where the next line begins: one that goes on takes lines with it.

        HTML hides all that follows one that is not closed, and so do blocks of CommonMark (0.31, HTML blocks of type
        2); here it does within a line, too, since what somebody meant for authors is never to be read by others. The
        line stands at `base`, and belongs to a leaf; in a row of a table, code ends with it.
        """
        text = self._text
        is_row = leaf is not None and leaf.kind == "table"
        at = 0 if leaf is None or is_row else self._end_of_open(leaf, line)
        while match := _OPENING.search(line, at):
            at = match.end()
            if match[0][0] == "`":
                if end := _closing(match[0]).search(line, at):
                    at = end.end()
                elif not is_row and self._closes_later(match[0], base + len(line)):
                    break
            elif match[0].endswith("<!--"):
                begin = match.end() - 4
                start = base + begin
                close = text.find("-->", start + 2)
                if close >= 0 and match[0][0] == "\\":  # it shall be read; what is not closed might not
                    continue
                end_at = close + 3 if close >= 0 else len(text)
                if not self._found or start >= self._found[-1].end:
                    self._found.append(Comment(start, end_at, close >= 0))
                if end_at > base + len(line):
                    stop = text.find("\n", end_at)
                    stop = len(text) if stop < 0 else stop
                    line, after = line[:begin] + text[start:stop], stop + 1
                if close < 0:
                    return line[:begin], after
                at = begin + end_at - start
                marks = _marks_around(line, begin, at)
                begin, at = begin - marks, at + marks
                empty = f"<!--{' ' * (at - begin - 7)}-->" if at - begin >= 7 else line[begin:at]
                line = line[:begin] + empty + line[at:]
        return line, after

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
        return end is not None and not _BLANK_LINE.search(self._text, place, end.start())


def _marks_around(line: str, begin: int, end: int) -> int:
    """How many marks of emphasis stand on each side of a comment that is all they hold; 0 if what they hold is read.

    Emphasis of nothing has no element, so readers would see its marks. They open it if they stand behind white space,
    or behind what nobody sees, such as U+200B.
    """
    mark = line[end : end + 1]
    if not mark or mark not in "*_":
        return 0
    before = line[:begin]
    marks = begin - len(before.rstrip(mark))
    last = line[begin - marks - 1] if begin > marks else " "
    if not marks or not (last.isspace() or not last.isprintable()):
        return 0
    run = len(line) - end - len(line[end:].lstrip(mark))
    if run > marks > 1 and mark * run not in line[end + run :]:  # what follows has the other marks
        return marks
    is_own = line.count(mark * marks, end + run) % 2  # of what follows: its end stands behind
    return marks if run == marks and not is_own else 0


@functools.lru_cache(maxsize=64)
def _closing(ticks: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!`){ticks}(?!`)")
