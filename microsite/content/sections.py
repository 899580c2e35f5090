"""A text → its sections, each with the digest of its content, by which translations know their source.

What says nothing does not count: white space, line breaks, comments, how quotation marks, dashes, ellipses and
full-width punctuation are written, and what `i18n.spelling` takes for one. Every letter, digit and mark of Markdown
does, and `check --fix` changes no digest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from microsite.i18n.spelling import INTERPUNCTS, is_odd, respell
from microsite.markup.blanks import read_tree
from microsite.markup.tree import Comment, Lines
from microsite.values.named import NamedTuple

LENGTH = 8
"""How many hexadecimal digits a digest has: two sections are alike by chance in one of 200,000 texts of 200."""

_ALIKE = {
    '"': "'ʼ‘’‚‛“”„‟«»‹›「」『』〝〞＂＇",
    "-": "‐‑‒–—―−－⸺",
    "...": "…",
    ",": "，、",
    ".": "。．",
    ":": "：",
    ";": "；",
    "!": "！",
    "?": "？",
    "(": "（",
    ")": "）",
    "%": "％",
    "·": INTERPUNCTS,
    # White space beside that of ASCII, which no heading begins with, nor has after its “#”.
    "\x0b": "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000",
}
_SPELLINGS = tuple((written, meant) for meant, others in _ALIKE.items() for written in others)
_RUNS = ((b"--", b"-"), (b"....", b"..."))  # “--” is an en dash, “……” the Chinese ellipsis

_BLANK = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"

# What is searched is folded text in UTF-8: in bytes all of this is found several times sooner than in letters.
_HEADING = re.compile(rb"#{1,6}(?:[ \t\n]|\Z)")
_UNDERLINE = re.compile(rb"\n {0,3}(?:=+|-+)[ \t]*(?:\n|\Z)")
_HTML = re.compile(r"\n[ \t>]*+<")

_ATTRIBUTES = r"\s*\{[ \t]*[:#.][^{}]*\}$"
_MARKS = r"\*\*|__|`|\]\([^()]*\)|[\[\]]"


class Section(NamedTuple):
    """A part of a text, from a heading to before the next; `line` is that of the file on which it begins, 1-based.

    `heading` is that without its marks; "" of title and summary, which come first, and of what stands before the first
    heading.
    """

    digest: str
    line: int
    heading: str


def read_sections(title: str, summary: str, title_line: int, body: str, line: int) -> Iterator[Section]:
    """The sections of a text: title and summary, what stands before the first heading, and one a heading.

    `line` is that on which the body begins. Of two sections that say the same, the digest of the second is another.
    """
    digests = iter(parse_digests(digest_sections(title, summary, body)))
    yield Section(next(digests), title_line, "")
    lines, (text, starts) = body.split("\n"), _read(body)
    number, headed = 0, set(starts)
    for start, end in _split(text, starts):
        if _join(text[start:end]):
            yield Section(next(digests), line + number, _read_heading(lines[number]) if start in headed else "")
        number += text.count(b"\n", start, end)


def digest_sections(title: str, summary: str, body: str) -> str:
    """The digests of the sections of a text, one after the other."""
    seen: dict[bytes, int] = {}
    text, starts = _read(body)
    digests = [_digest(normalize(f"{title}\n{summary}"), seen)]
    digests += [_digest(meaning, seen) for start, end in _split(text, starts) if (meaning := _join(text[start:end]))]
    return "".join(digests)


def parse_digests(written: str) -> tuple[str, ...]:
    """The digests that `digest_sections` wrote."""
    return tuple(written[start : start + LENGTH] for start in range(0, len(written), LENGTH))


def _read(body: str) -> tuple[bytes, Sequence[int]]:
    """The content of a body that counts, on its own lines, in UTF-8, and where headings begin in it."""
    if "<" not in body or not _may_hide(body):
        even = _encode(_fold_even(body))
        starts = _find_starts(even)
        if starts is not None and not is_odd(body):
            return even, starts
        if starts is not None:
            text = _encode(fold(body))
            return text, [*_find_lines(text, [even.count(b"\n", 0, start) for start in starts])]
    tree = read_tree(body)
    lines = Lines(body)
    headings = [lines.find(block.start)[0] for block in tree.root.children if block.kind == "heading"]
    text = _encode(fold(_without_comments(body, tree.comments)))
    return text, [*_find_lines(text, headings)]


def _may_hide(body: str) -> bool:
    """True where a comment or HTML may begin, in which no heading begins."""
    return "<!--" in body or body.lstrip(" \t>")[:1] == "<" or _HTML.search(body) is not None


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _split(text: bytes, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where the parts of a body begin and end."""
    return zip((0, *starts), (*starts, len(text)), strict=True)


def normalize(text: str) -> bytes:
    """The content of a text that counts, in UTF-8, without white space."""
    return _join(_encode(fold(text)))


def fold(text: str) -> str:
    """A text with one spelling of what is written in several, on the same lines."""
    return _fold_even(respell(text))


def _fold_even(text: str) -> str:
    """The same of a text that `is_odd` is not true of."""
    if text.isascii():
        return text.replace("'", '"')
    for written, meant in _SPELLINGS:
        if written in text:
            text = text.replace(written, meant)
    return text


def _join(text: bytes) -> bytes:
    meaning = text.translate(None, _BLANK)
    for run, once in _RUNS:
        while run in meaning:
            meaning = meaning.replace(run, once)
    return meaning


def _digest(meaning: bytes, seen: dict[bytes, int]) -> str:
    """The digest of what a section says, and of how many before it say the same."""
    count = seen[meaning] = seen.get(meaning, -1) + 1
    text = b"%b\n%d" % (meaning, count) if count else meaning
    return hashlib.blake2b(text, digest_size=LENGTH // 2).hexdigest()


def _without_comments(text: str, comments: Sequence[Comment]) -> str:
    """A text without comments, but with their line breaks."""
    pieces, done = [], 0
    for start, end, _ in comments:
        pieces += [text[done:start], "\n" * text.count("\n", start, end)]
        done = end
    return "".join([*pieces, text[done:]])


# ---- headings -------------------------------------------------------------------------------------------------


def _find_starts(text: bytes) -> list[int] | None:
    """Where headings begin; None where only the reader of Markdown can tell: there may be code, say."""
    # To look for one byte takes a tenth of the time that looking for two takes.
    if (b"`" in text and b"```" in text) or (b"~" in text and b"~~~" in text) or _UNDERLINE.search(text):
        return None
    starts = [0] if _is_heading(text, 0) else []
    at = text.find(b"#", 1)
    while at >= 0:
        if text[at - 1 : at] == b"\n":
            if _is_heading(text, at):
                starts.append(at)
        elif text[at - 1 : at] == b" " and _is_indented(text, at):
            return None
        at = text.find(b"#", at + 1)
    return starts


def _is_heading(text: bytes, at: int) -> bool:
    return _HEADING.match(text, at) is not None


def _is_indented(text: bytes, at: int) -> bool:
    """True if what stands before a place on its line is up to three spaces."""
    before = text[max(0, at - 4) : at].rstrip(b" ")
    return before[-1:] == b"\n" or (not before and at < 4)


def _find_lines(text: bytes, numbers: Sequence[int]) -> Iterator[int]:
    """Where the lines of these numbers, which are in order, begin."""
    at = number = 0
    for wanted in numbers:
        while number < wanted:
            at, number = text.index(b"\n", at) + 1, number + 1
        yield at


def _read_heading(line: str) -> str:
    heading = re.sub(_ATTRIBUTES, "", line.strip("# \t")).rstrip("# \t")
    return re.sub(_MARKS, "", heading)
