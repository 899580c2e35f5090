"""Marks of Markdown that readers see, since they mark nothing where they stand: misspelt, unclosed, or full-width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice

from microsite.content.brackets import mend_definition, mend_link
from microsite.content.marks import (
    HEADED,
    IN_HTML,
    LISTED,
    MARKS,
    Visible,
    find_signs,
)
from microsite.content.meant import is_defined_wide, is_meant
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.places import Finder, say_seen
from microsite.model.entries import Document, Prose
from microsite.values.named import NamedTuple


class _Page(NamedTuple):
    """A text in which marks are looked for: `links` are where addresses begin, `taken` the places of marks found."""

    body: Finder
    prose: Prose
    links: frozenset[tuple[int, int]]
    taken: set[int]


_ESCAPED = "take the backslashes before the brackets out: [text](address)"
_BARE = re.compile(r"https?:|www\.|mailto:|[^\s()@]+@", re.IGNORECASE)
_CODE = re.compile(r"<(pre|code|samp|kbd)\b[^>]*>.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<(/?\w+)[^>]*>")
_ITEM = re.compile(r"<li\b[^>]*>\s*(?:<p>)?")
_INLINES = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "img", "ins", "mark", "q", "s", "small"}
)
_INLINES |= {"span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
_SEEN_AS = dict.fromkeys((*_INLINES, *(f"/{name}" for name in _INLINES)), "")
_SEEN_AS |= {"img": "\ufffb", "br": "\n \n", "td": "\n\n\t", "th": "\n\n\t"}
_SEEN_AS |= {f"/h{level}": HEADED for level in range(1, 7)}
"""How tags are read: no block of Markdown begins in a cell, nor a list behind a line break."""

_BEGINNING = r"^(?:[ \t>*+0-9.)-]|<(?:div|p|section)\b[^<>\n]*>)*?"
_ENDS_BLOCK = re.compile(r"[ \t]*(?:$|[<|])", re.MULTILINE)
_TRIED = 20  # marks of a kind that are looked for in the file: each takes a look at all of it
_NEAR = 80, 20, 6  # characters of what is seen that are looked for in the file, to find the place
_ALONE = ("](", "] (", ")[", "][", "[^", "{#", "{:", "{%", "（")
"""Signs of marks of which each is a mistake of its own."""


def check_marks(prose: Prose, document: Document) -> Iterator[Diagnostic]:
    """`markup-visible`: each mark that readers see, with its place; those of one kind in lines on end are told once.

    What stands in code is meant, and so is what the file does not have as it is seen: an escape or a reference.
    """
    signs = find_signs(document.html)
    if not signs:
        return
    marks = [mark for mark in MARKS if not signs.isdisjoint(mark.signs)]
    seen = _read(document.html)
    page = _Page(Finder(prose), prose, frozenset((link.line, link.column) for link in document.links), set())
    for mark in marks:
        told: Span | None = None
        for match in islice(re.finditer(mark.pattern, seen, re.MULTILINE), _TRIED):
            begins = match.start() == 0 or match.string[match.start() - 1] == "\n"
            lead = _BEGINNING if begins and mark.pattern.startswith(("^", r"(?:\A")) else ""
            if is_meant(match, prose.text):
                continue
            span, is_escaped = _find(match, lead, page)
            if span and not (told and _is_of(span, told, mark)):
                within = IN_HTML if span.line and mark.signs != ("&lt;",) and _is_in_html(span.line, page) else ""
                hint = _ESCAPED if is_escaped else within or _mended(match[0], span, page) or mark.hint
                yield problem("markup-visible", say_seen(match[0]), span, hint=hint)
            told = span or told


def _is_in_html(line: int, page: _Page) -> bool:
    """True of a line of a block of HTML, in which Markdown is text."""
    blocks = (block for block in page.body.tree.walk() if block.kind == "html")
    return any(page.body.span(start, 0).line == line for block in blocks for start, _ in block.lines())


def _mended(mark: str, span: Span, page: _Page) -> str:
    """The hint at a link that is none, in the words of its author; "" if the mark is another, or nobody can tell."""
    if mark.startswith("[^") and is_defined_wide(mark, page.prose.text):
        return f"write {mark}: with a colon of half width"
    if not span.line or not re.search(r"\][ \u3000]?[(（\[:：]|］[(（]", mark):
        return ""
    if mark.startswith("["):
        label = mark[1:].partition("]")[0] if mark.endswith("[]") or mark[-1] != "]" else mark[:-1].rpartition("[")[2]
        line = mend_definition(page.prose.text, label)
        return line and f"write {line}"
    line = page.prose.text.split("\n", span.line - page.prose.line + 1)[span.line - page.prose.line]
    link = mend_link(line, span.column - 1)
    return link and f"write {link}"


def _is_of(span: Span, told: Span, mark: Visible) -> bool:
    """True of a place that the message about the place before it tells of, too: an end of bold, a row of a table."""
    if mark.signs[0] in _ALONE:
        return (span.line, span.column) == (told.line, told.column)
    return span.line - told.line in (0, 1)


def _read(markup: str) -> str:
    """What readers read of HTML: each block in lines of its own, and no code."""
    text = _CODE.sub("\ufffc", markup)
    text = _ITEM.sub(LISTED, text) if "<li" in text else text
    text = _TAG.sub(lambda match: _SEEN_AS.get(match[1], "\n\n"), text.replace("<br>\n", "<br>"))
    return unescape(text)


def _find(match: re.Match[str], lead: str, page: _Page) -> tuple[Span | None, bool]:
    """Where it stands in the file, and whether a backslash is before it; None if nowhere.

    What is seen around it says which one it is, if it stands in the file like that; the whole file, if nothing does.
    `lead` is a pattern of what stands before a mark that begins a line.
    """
    seen, (start, end) = match.string, match.span()
    line = seen.rfind("\n", 0, start) + 1
    for length in _NEAR:
        follows = seen[start : max(end, start + length)].partition("\n")[0].strip()
        for before, words in (("", follows), (seen[max(line, start - length) : start].lstrip(), match[0])):
            places = _places(lead, before, words, page)
            if words == follows and len(follows) < length:  # the block ends with it
                ends = [place for place in places if _ENDS_BLOCK.match(page.prose.text, place + len(words))]
                places = ends or places
            if places and before + words != match[0]:
                return _take(places, match, page)
    if _is_escape(match[0][0], page.prose.text):
        return None, False
    places = _places(lead, "", match[0], page)
    if not places:
        return None, False
    if len(places) > 1 and len(places) != seen.count(match[0]):  # else each is seen, and looked for in its order
        if page.body.text[places[0]].isspace():  # in code alone
            return Span(page.prose.path), False
        is_one = re.compile(match.re.pattern.removeprefix("^"))
        places = _nearest([p for p in places if is_one.match(page.prose.text, p)] or places, match, page)
    return _take(places, match, page)


def _nearest(places: Sequence[int], match: re.Match[str], page: _Page) -> list[int]:
    """Those of the places beside which most of the lines stand that are seen beside a mark."""
    around = _lines_around(match.string.split("\n"), match.string.count("\n", 0, match.start()))
    lines = page.prose.text.split("\n")
    numbers = [page.body.span(place, 0).line - page.prose.line for place in places]
    found = {
        number: sum(bool(one) and one == other for one, other in zip(around, _lines_around(lines, number), strict=True))
        for number in dict.fromkeys(numbers)
    }
    most = max(found.values())
    return [place for place, number in zip(places, numbers, strict=True) if found[number] == most]


def _lines_around(lines: Sequence[str], number: int) -> tuple[str, str]:
    """The lines before and behind one, without the blanks around them."""
    before = lines[number - 1] if number else ""
    return before.strip(), "".join(lines[number + 1 : number + 2]).strip()


def _is_escape(sign: str, text: str) -> bool:
    """True of a sign that a text has as it is meant: with a backslash before it, or by its number."""
    return re.search(rf"\\{re.escape(sign)}|&#(?:0*{ord(sign)}|[xX]0*{ord(sign):x});", text, re.IGNORECASE) is not None


def _take(places: Sequence[int], match: re.Match[str], page: _Page) -> tuple[Span, bool]:
    """The first of these places that was not taken before, else the first."""
    place = next((place for place in places if place not in page.taken), places[0])
    page.taken.add(place)
    return page.body.span(place, len(match[0].rstrip())), page.prose.text[place - 1 : place] == "\\"


def _places(lead: str, before: str, words: str, page: _Page) -> list[int]:
    """Where these words stand in the file, in code only if nowhere else."""
    if not lead and words[:2] not in ("", "]("):
        found = (list(_find_words(before, words, text)) for text in (page.body.text, page.prose.text))
        return next(filter(None, found), [])
    is_link = words.startswith("](")
    start = r"\\?" if is_link else r"(?<!\\)"
    behind = r"(?!\s)" if words.endswith("#") else r"(?!\\)" if words == "\\" else ""  # else a heading, an escape
    pattern = re.compile(rf"{lead}{re.escape(before)}{start}({re.escape(words)}){behind}", re.MULTILINE)
    found = ([place.start(1) for place in pattern.finditer(text)] for text in (page.body.text, page.prose.text))
    if is_link:
        found = (_without_links(places, page) for places in found)
    return next(filter(None, found), [])


def _find_words(before: str, words: str, text: str) -> Iterator[int]:
    """The same as by the pattern of `_places`, without an expression for each: to compile it takes longer."""
    at = text.find(before + words)
    while at >= 0:
        start = at + len(before)
        following = text[start + len(words) : start + len(words) + 1]
        is_other = following.isspace() if words.endswith("#") else words == following == "\\"
        if text[start - 1 : start] == "\\" or is_other:
            at += 1
        else:
            yield start
            at = start + len(words)
        at = text.find(before + words, at)


def _without_links(places: Sequence[int], page: _Page) -> list[int]:
    """The places of “](” that make no link; those last that may, for their address may be a bare one."""
    addresses = {place: place + len("](") for place in places}
    spans = {place: page.body.span(address, 0) for place, address in addresses.items()}
    found = [
        p for p, span in spans.items() if not {(span.line, span.column), (span.line, span.column + 1)} & page.links
    ]
    escaped = [place for place in places if page.prose.text[place - 1 : place] == "\\"]
    bare = [place for place in places if place not in found and _BARE.match(page.prose.text, addresses[place])]
    return list(dict.fromkeys([*(place for place in found if place not in escaped), *escaped, *bare]))
