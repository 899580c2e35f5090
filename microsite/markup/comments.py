"""Comments of authors for authors: where they begin and end, beside code that only shows them."""

from __future__ import annotations

import re

from microsite.markup.tree import Comment

_OPENING = re.compile(r"\\(?:<!--|.)|<!--|`+")
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n|\Z)|\Z")


def skip_comment(
    text: str, line: str, base: int, before: str, found: list[Comment], after: int, *, is_row: bool = False
) -> tuple[str, int]:
    """A line with nothing in its comments, and where the next line begins: one that goes on takes lines with it.

    HTML hides all that follows one that is not closed, and so do blocks of CommonMark (0.31, HTML blocks of type 2);
    here it does within a line, too, since what somebody meant for authors is never to be read by others. `before` is
    what stands before the line in its paragraph, and `base` where the line stands; in a row, code ends with it.
    """
    at = _open_span(before, line, text, base)
    while match := _OPENING.search(line, at):
        at = match.end()
        if match[0][0] == "`":
            end = _span_end(match[0], line, at, "" if is_row else text, base)
            if end < 0:
                break
            at = end
        elif match[0].endswith("<!--"):
            begin = match.end() - 4
            start = base + begin
            close = text.find("-->", start + 2)
            if close >= 0 and match[0][0] == "\\":  # it shall be read; what is not closed might not
                continue
            end = close + 3 if close >= 0 else len(text)
            if not found or start >= found[-1].end:
                found.append(Comment(start, end, close >= 0))
            if end > base + len(line):
                stop = text.find("\n", end)
                stop = len(text) if stop < 0 else stop
                line, after = line[:begin] + text[start:stop], stop + 1
            length = end - start
            empty = f"<!--{' ' * (length - 7)}-->" if length >= 7 else text[start:end]
            line = line[:begin] + (empty if close >= 0 else "") + line[begin + length :]
            at = begin + (length if close >= 0 else 0)
    return line, after


def _open_span(before: str, line: str, text: str, base: int) -> int:
    """Where the code ends that began before the line; 0 if none did."""
    if "`" not in before:
        return 0
    at = 0
    while match := _OPENING.search(before, at):
        at = match.end()
        if match[0][0] == "`":
            close = re.compile(rf"(?<!`){match[0]}(?!`)").search(before, at)
            if close:
                at = close.end()
            else:
                end = _span_end(match[0], line, 0, text, base)
                if end != -2:
                    return end if end >= 0 else len(line)
    return 0


def _span_end(ticks: str, line: str, at: int, text: str, base: int) -> int:
    """Where a code span ends in the line; -1 if it ends in a later one of the paragraph, `at` if nowhere."""
    close = re.compile(rf"(?<!`){ticks}(?!`)")
    match = close.search(line, at)
    if match:
        return match.end()
    if not text:
        return at
    end = _PARAGRAPH_END.search(text, base + len(line))
    later = close.search(text, base + len(line), end.start() if end else len(text))
    return -1 if later else (-2 if at == 0 else at)
