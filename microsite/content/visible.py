"""Marks of Markdown that readers see, since they mark nothing where they stand: misspelt, unclosed, or full-width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import NamedTuple

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.places import Finder
from microsite.model.entries import Document, Prose


class _Mark(NamedTuple):
    """A mark as readers see it: `signs`, of which one is in each text that `pattern` finds it in, and what to write."""

    signs: tuple[str, ...]
    pattern: str
    hint: str


_MARKS = (
    _Mark(
        ("**",),
        r"(?<![A-Za-z0-9_)*/])\*\*(?![\s*/])|(?<![\s*/])\*\*(?![A-Za-z0-9_(*/])",
        "bold is **word**, without spaces inside the stars and closed in its paragraph; a star that is meant is \\*",
    ),
    _Mark(("~~",), r"(?<!~)~~(?=[^\s~])", "struck text is ~~word~~, closed in its paragraph"),
    _Mark(("[^",), r"\[\^[^\]\s]{1,40}\]", "a footnote needs its text, in a line of its own: [^name]: text"),
    _Mark(("](",), r"\]\((?=[^)\s])", "a link is [text](address), with %20 for a space in the address"),
    _Mark(("][",), r"(?<![^\s(])\[[^\[\]\n]+\]\[[^\[\]\n]*\]", "define the link in a line of its own: [name]: address"),
    _Mark(("{#",), r"\{#[A-Za-z][\w:.-]*\}", "an anchor stands behind a heading: ## Heading {#anchor}"),
    _Mark(("{:",), r"\{:\s*(?:[.#][\w-]|[\w-]+=)[^{}\n]*\}", "it belongs behind what it is about, or in the next line"),
    _Mark((":::",), r"^:::", "there are no such boxes here; a quotation begins with >"),
    _Mark(
        ("|",),
        r"^\|.*\|$|\|[ ]*:?-{3,}|^:?-{3,}:?[ ]*\|",
        "below the first row of a table stands a line of as many cells: | --- | --- |",
    ),
    _Mark((">- ", ">* ", ">+ "), r"(?:\A|(?<=\n\n))[-*+] (?=\S)", "leave a blank line before a list"),
    _Mark(("##",), r"^#{2,6}(?=[^#\s])", "leave a space behind the marks of a heading: ## Heading"),
    _Mark(("＊＊",), r"＊＊(?=\S)", "write the stars of bold half-width: **"),
    _Mark(("＃",), r"^＃{1,6}[ \u3000]|^＃{2,6}", "write the marks of a heading half-width: ##"),
    _Mark(("（", "］"), r"\]（(?=[^（）\s]*[/.#])|［[^［］\n]+］[（(]", "write a link half-width: [text](address)"),
    _Mark(("｜",), r"^｜.*｜$", "write the lines of a table half-width: |"),
    _Mark(("－",), r"^－[ \u3000]", "write the mark of an item half-width: -"),
    _Mark(("＞",), r"^＞[ \u3000]?\S", "write the mark of a quotation half-width: >"),
    _Mark(("｀",), r"｀[^｀\n]+｀", "write the marks of code half-width: `"),
    _Mark(("～～",), r"～～[^～\s][^～\n]*～～", "write the marks of struck text half-width: ~~"),
    _Mark(("｛｛",), r"｛｛[^｛｝\n]+｝｝", "write the braces of a figure half-width: {{ name }}"),
)  # fmt: skip
_OTHER_SIGNS = (":::", ">- ", ">+ ", "##")
_RARE = "*~]{|＊＃（］｜－＞｀～｛"
"""Characters of which one is in each other sign: looking for one takes a fraction of the time that two take."""

_CODE = re.compile(r"<(pre|code|samp|kbd)\b[^>]*>.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_INLINES = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "img", "ins", "mark", "q", "s", "small"}
)
_INLINES |= {"span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
_BEGINNING = r"^[ \t>*+0-9.)-]*?"
_TRIED = 20  # marks of a kind that are looked for in the file: each takes a look at all of it
_NEAR = 20  # characters of what is seen that are looked for in the file, to find the place


def check_marks(prose: Prose, document: Document) -> Iterator[Diagnostic]:
    """`markup-visible`: each kind of mark that readers see, once, with its first place.

    What stands in code is meant, and so is what the file does not have as it is seen: an escape or a reference.
    """
    html = document.html
    if not any(character in html for character in _RARE) and not any(sign in html for sign in _OTHER_SIGNS):
        return
    marks = [mark for mark in _MARKS if any(sign in html for sign in mark.signs)]
    if not marks:
        return
    seen = _read(html)
    body: Finder | None = None
    for mark in marks:
        for match in islice(re.finditer(mark.pattern, seen, re.MULTILINE), _TRIED):
            body = body or Finder(prose)
            begins = match.start() == 0 or match.string[match.start() - 1] == "\n"
            lead = _BEGINNING if begins and mark.pattern.startswith(("^", r"(?:\A")) else ""
            span = _find(match, lead, body, prose)
            if span:
                what = " ".join(match[0].split())
                message = f"readers see “{what[:_NEAR]}{'…' if len(what) > _NEAR else ''}”, which marks nothing here"
                yield problem("markup-visible", message, span, hint=mark.hint)
                break


def _read(markup: str) -> str:
    """What readers read of HTML: each block in lines of its own, and no code."""
    text = _CODE.sub("\ufffc", markup)
    text = _TAG.sub(lambda match: "" if match[2] in _INLINES else "\n\n", text)
    return unescape(text)


def _find(match: re.Match[str], lead: str, body: Finder, prose: Prose) -> Span | None:
    """Where it stands in the file, where no backslash is before it; None if nowhere.

    What is seen around it says which one it is, if it stands in the file like that; the whole file, if nothing does.
    `lead` is a pattern of what stands before a mark that begins a line.
    """
    seen, (start, end) = match.string, match.span()
    line = seen.rfind("\n", 0, start) + 1
    for length in (_NEAR, _NEAR // 3):
        follows = seen[start : max(end, start + length)].partition("\n")[0].strip()
        for before, words in (("", follows), (seen[max(line, start - length) : start], match[0])):
            places = _places(lead, before, words, body, prose)
            if places and before + words != match[0]:
                return body.span(places[0], len(match[0].rstrip()))
    places = _places(lead, "", match[0], body, prose)
    if len(places) == 1:
        return body.span(places[0], len(match[0].rstrip()))
    return Span(prose.path) if places else None


def _places(lead: str, before: str, words: str, body: Finder, prose: Prose) -> list[int]:
    """Where these words stand in the file, in code only if nowhere else."""
    pattern = re.compile(rf"{lead}{re.escape(before)}(?<!\\)({re.escape(words)})", re.MULTILINE)
    found = ([place.start(1) for place in pattern.finditer(text)] for text in (body.text, prose.text))
    return next(filter(None, found), [])
