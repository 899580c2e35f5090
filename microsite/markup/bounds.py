"""What is too tangled to be converted: Python-Markdown would search it again and again, or nest without end.

Each bound is far beyond what people write, and keeps the time of a conversion in proportion to the text's length.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from microsite.markup.blanks import blank_fences, find_fences
from microsite.markup.places import Finder

NESTING = 32
"""How deep elements may nest, and how many brackets, tags, fences and the like may be open at a time."""

REPETITIONS = 500
"""How many headings or rules may follow each other without a blank line, and how often one footnote may be cited."""

CELLS = 10_000
"""How many cells a table may have that nobody wrote: beyond, two thirds of them must be there."""

WORK = 500_000_000
"""The product of a paragraph's length and the number of its marks: with each mark, the paragraph is copied."""

_LONG = 20_000
MARK = re.compile(r"[\\`*_\[<&]|(?<=\S) {2,}\n")
"""What may be a mark within a paragraph; spaces at the end of a line break it."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LINE_ENDS = re.compile(r"\n\s+")
_SIGN = re.compile(r"\\.|\n[ \t]*\n|\]\(|<(?=[A-Za-z/!?])|[\[\]()>]")
_MARKERS = re.compile(rf"^[ \t]*(?:(?:>|[*+-][ \t]|[0-9]+\.[ \t])[ \t]*){{{NESTING}}}.*", re.MULTILINE)
_RULE = re.compile(r"[ \t]*([*_-])(?:\1|[ \t])*")
_NEW_START = re.compile(
    r"^[ \t>]*(?:#.*|[=-]+ *|(?:(?:\* *+){3,}+|(?:- *+){3,}+|(?:_ *+){3,}+))$|^[ \t>]*:[ ]{1,3}", re.MULTILINE
)
_DELIMITERS = re.compile(r"^[ \t>|:*+.0-9-]*-\|[ >|:-]*$", re.MULTILINE)
_BRACE = re.compile(r"(?<!\{)\{(?!\{)")
_FENCE = re.compile(r"^(?:`{3,}|~{3,})", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^([^\[\]\n]*)\]")


def find_tangle(body: Finder) -> tuple[int, str] | None:
    """Where a text is too tangled (0-based), and what it is; None of a text that can be converted."""
    finders = (_markers, _brackets, _braces, _notes)
    in_prose = (tangle for find in finders for tangle in find(body.without_code))
    tangles = itertools.chain(in_prose, _paragraphs(body))
    return next(tangles, None) or next(_fences(blank_fences(body.visible)), None)


def is_tangled(paragraph: str) -> bool:
    """True of the text of one paragraph, blank lines in it or not, with brackets or backticks as no one can follow."""
    text = _LINE_ENDS.sub("\n", paragraph)
    return next(_brackets(text), None) is not None or _has_many_ticks(text)


def _markers(text: str) -> Iterator[tuple[int, str]]:
    for match in _MARKERS.finditer(text):
        if not _RULE.fullmatch(match[0]):
            yield match.start(), f"{NESTING} lists or quotations begin in one line"


def _fences(text: str) -> Iterator[tuple[int, str]]:
    starts = [match.start() for match in _FENCE.finditer(text)]
    if len(starts) > NESTING:
        yield starts[0], f"more than {NESTING} blocks of code begin with ``` or ~~~, and none of them ends"


def _braces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.count("{") > REPETITIONS and len(_BRACE.findall(line)) > REPETITIONS:
            yield start, f"one line has more than {REPETITIONS} braces “{{”"
        start += len(line) + 1


def _notes(text: str) -> Iterator[tuple[int, str]]:
    for note, times in Counter(_FOOTNOTE.findall(text)).items():
        if times > REPETITIONS:
            yield text.find(f"[^{note}]"), f"the footnote “{note}” is cited more than {REPETITIONS} times"


def _paragraphs(body: Finder) -> Iterator[tuple[int, str]]:
    text, with_spans = body.without_code, body.without_blocks
    start = 0
    for end, following in _paragraph_ends(body.visible):
        paragraph = text[start:end]
        if paragraph.count("\n") > REPETITIONS and len(_NEW_START.findall(paragraph)) > REPETITIONS:
            what = "headings, rules or definitions"
            yield start, f"more than {REPETITIONS} {what} follow each other without a blank line"
        if _has_many_ticks(paragraph):
            yield start, f"one paragraph has groups of backticks in more than {NESTING} lengths"
        marks = len(MARK.findall(with_spans, start, end)) if len(paragraph) > _LONG else 0
        if len(paragraph) * marks > WORK:
            yield start, f"one paragraph has {len(paragraph):,} characters, and more marks than anyone could follow"
        yield from _tables(paragraph, start)
        start = following


def _has_many_ticks(text: str) -> bool:
    return "`" in text and len(set(re.findall("`+", text))) > NESTING


def _paragraph_ends(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph ends and the next begins: at blank lines, but not at those of a fence and not at code spans.

    What stands right before and behind a fence is one paragraph to Python-Markdown.
    """
    fences = find_fences(text)
    begin = end = 0
    for match in _BLANK_LINE.finditer(text + "\n\n"):
        while end <= match.start() and (fence := next(fences, None)):
            begin, end = fence
        if not begin <= match.start() < end:
            yield match.span()


def _tables(paragraph: str, start: int) -> Iterator[tuple[int, str]]:
    """A table becomes as many cells as its first row has, times its rows: whatever these have."""
    pipes = paragraph.count("|")
    if pipes > CELLS or (pipes and pipes * paragraph.count("\n") > CELLS):
        columns = max((match[0].count("|") for match in _DELIMITERS.finditer(paragraph)), default=0)
        if columns * paragraph.count("\n") > max(CELLS, 3 * pipes):
            yield start, f"a table has {columns:,} columns, which hardly any of its rows fills"


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    square = round_ = angle = 0
    for match in _SIGN.finditer(text):
        sign = match[0]
        if sign[0] == "\n":
            square = round_ = 0
        elif sign == ">":
            angle = 0
        elif sign == "<":
            angle += 1
        elif sign == "[":
            square += 1
        elif sign == "(" and round_:
            round_ += 1
        elif sign == ")":
            round_ = max(0, round_ - 1)
        elif sign[0] == "]":
            square = max(0, square - 1)
            round_ += len(sign) - 1
        if max(square, round_, angle) > NESTING:
            what = "<" if angle > NESTING else "[" if square > NESTING else "("
            yield match.start(), f"more than {NESTING} brackets “{what}” are open here"
            return
