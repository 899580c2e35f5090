"""Blocks that nobody meant: headings that a line below a paragraph makes, and paragraphs that are code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.tree import TextNode

_FRONT = re.compile(r"[A-Za-z_]+:(?: .*)?(?:\n[A-Za-z_]+:(?: .*)?)*")
_FIELDS = re.compile(
    r"^(?:aliases|authors?|categories|cover|date|description|draft|images?|keywords|lang|language|layout|permalink|slug"
    r"|status|summary|tags|title|weight):",
    re.MULTILINE,
)
_LONGEST = 100  # characters of a heading that is one
_DRAWN = 3  # how much longer or shorter a line may be than the text that it is drawn below
_NAME = 3  # words of a sentence; fewer are a name
_ENDS = (".", "!", "?", "。", "！", "？")
_ABBREVIATED = re.compile(
    r"(?:\b(?:\w|al|bzw|Bros|Co|Corp|etc|Inc|Jr|Ltd|No|Nr|Sr|St|usw|vs)|\bv?[0-9]+(?:\.[0-9]+)+)\.\Z"
)
_MANY = 4
_WORDS = re.compile(r"[^\W\d_]{2,}")
_WRITTEN = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_MANY_HAN = re.compile(rf"{_HAN.pattern}{{8}}")
_MARKED = re.compile(r"\[([^\[\]\n]+)\]\([^()\s]*\)|(?<![\w`])`[^`\n]+`(?![\w`])")
_OF_PROGRAMS = re.compile(r"[=;{}<>$|\\#/`]|\(\)|::|->|^[a-z][\w-]*: |\S(?:[ ]{2,}|\t)\S", re.MULTILINE)
_ANNOUNCING = re.compile(
    r"\b(?:says|prints|prompts?|outputs?|replies|messages?|errors?|warnings?|lines|verses?|poems?|quot\w+"
    r"|meldet|sagt|Ausgaben?|Meldung(?:en)?|Fehler\w*|Warnung(?:en)?|Zeilen?|Verse?|Gedichts?|Zitat\w*)\b"
    r"|输出|提示|显示|报错|返回|如下|消息|诗|引文",
    re.IGNORECASE,
)
_CODE = "what is meant as code stands between two lines of ```"


def check_unmeant(
    block: TextNode, before: TextNode | None, span_of: Callable[[int, int], Span], *, is_in_item: bool = False
) -> Iterator[Diagnostic]:
    """`block-unmeant`: a heading that the line below it makes of a paragraph, and a paragraph that is code.

    `before` is the block above, if there is one beside it. In doubt, what stands there is meant.
    """
    text, message, hint = block.text, "", ""
    place, length = block.place, len(block.info)
    if block.kind == "code":
        if _is_prose(text) and not _announces(before, is_in_item=is_in_item):
            message = "this paragraph is indented, so that readers get it as code"
            hint = f"take out the spaces or the tab before each line; {_CODE}"
            place, length = block.place_of(0), len(text.partition("\n")[0])
    elif block.info[:1] != "-" or _is_drawn(text, length):
        return
    elif _FRONT.fullmatch(text) and (_FIELDS.search(text) or _is_opened(block, before, span_of)):
        message = "front matter stands at the beginning of a file alone; these lines become a heading"
        hint = f"take out the lines from {text.partition(':')[0]}: to ---"
    elif "\n" in text or len(text) > _LONGEST or _is_sentence(text):
        message = "“---” below a paragraph makes a heading of it"
        hint = "leave an empty line before it; a heading begins with ##"
    if message:
        yield problem("block-unmeant", message, span_of(place, length), hint=hint)


def _is_drawn(text: str, length: int) -> bool:
    """True of a line about as long as what it is drawn below, as people underline a heading; of three signs, none is.

    A character of a Chinese text is as wide as two signs.
    """
    last = text.rpartition("\n")[2]
    wide = len(last) + sum(unicodedata.east_asian_width(one) in "WF" for one in last)
    return length > _DRAWN and min(abs(len(last) - length), abs(wide - length)) <= _DRAWN


def _is_opened(block: TextNode, before: TextNode | None, span_of: Callable[[int, int], Span]) -> bool:
    """True below a line that may open front matter, without an empty one between them."""
    if before is None or before.kind != "rule":
        return False
    return span_of(before.start, 0).line + 1 == span_of(block.start, 0).line


def _is_sentence(text: str) -> bool:
    """True of what ends like one and is no name that ends in a stop, such as that of a company or of a version."""
    if not text.endswith((".", "。", "…")) or _ABBREVIATED.search(text):
        return False
    return len(_WRITTEN.findall(text)) >= _NAME or _HAN.search(text) is not None


def _is_prose(code: str) -> bool:
    """True of sentences without anything that programs are written with, without columns, and not in verse.

    What Markdown makes of it would be links and code spans.
    """
    if "](" in code or "`" in code:
        code = _MARKED.sub(lambda match: match[1] or "x", code)
    if not code.rstrip().endswith(_ENDS) or _OF_PROGRAMS.search(code):
        return False
    lines = [line.strip() for line in code.splitlines() if line.strip()]
    if len(lines) > 1 and (all(line[0].isupper() for line in lines) or not any(line[-1].isalnum() for line in lines)):
        return False
    return len(_WORDS.findall(lines[0])) >= _MANY or _MANY_HAN.search(lines[0]) is not None


def _announces(before: TextNode | None, *, is_in_item: bool) -> bool:
    """True of a paragraph that goes on with what stands below it: a colon, no stop at its end, a word such as “says”.

    What an item says often ends without a stop.
    """
    if before is None or before.kind != "paragraph":
        return False
    said = before.text.rstrip()
    goes_on = said.endswith((":", "：")) or (not is_in_item and said[-1:].isalnum())
    return goes_on or _ANNOUNCING.search(said.rpartition("\n")[2]) is not None
