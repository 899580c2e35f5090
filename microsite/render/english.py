"""Words of templates that a language lacks: English, and told as such in elements (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from microsite.model.entries import Locale
from microsite.model.words import BEGIN, BEGIN_OWN, END, END_OWN

_BEGINNING_BY_END = {END: BEGIN, END_OWN: BEGIN_OWN}
_MARKS = f"{BEGIN}{END}{BEGIN_OWN}{END_OWN}"
_EACH = frozenset(_MARKS)

_WITHOUT_ELEMENTS = "(?i:script|style|title|textarea|option)"
"""Elements that have text alone; there, and in a tag, nothing can say in which language it is."""

_ATTRIBUTES = "(?:[^>\"']|\"[^\"]*\"|'[^']*')*+(?:>|(?:[\"'].*)?\\Z)"
"""The rest of a tag, as browsers read it: what nothing ends goes to the end of the page, and nobody looks again."""

_UNMARKED = f"(?:[^>\"'{_MARKS}]++|\"[^\"{_MARKS}]*\"|'[^'{_MARKS}]*')*+>"
_PIECE = re.compile(
    rf"(?P<plain>(?:[^<{_MARKS}]++|</?(?!{_WITHOUT_ELEMENTS}\b)[A-Za-z]{_UNMARKED})++)"
    rf"|<!--.*?(?:-->|\Z)|<({_WITHOUT_ELEMENTS})\b{_ATTRIBUTES}.*?(?:</(?i:\2)\s*>|\Z)"
    rf"|</?[A-Za-z]{_ATTRIBUTES}|[{_MARKS}]",
    re.DOTALL,
)
"""Each mark where an element may stand, by itself, and whatever else there is."""

# Nearly all pages are even: each `<` begins a tag that the next `>` ends, and double quotes alone hold its attributes.
# Then whether a mark stands in a tag is said by which of the two comes last before it: in less than half of the time.

_BUT_STRUCTURE = bytes(set(range(256)) - set(b"<>\"'"))
_EVEN = re.compile(rb"[\"']*+(?:<(?:\"'*+\")*+>[\"']*+)*+")
_ALONE = re.compile(
    rf"<(?:(?P<odd>(?!/?[A-Za-z]|!--|!(?i:doctype) html>))|!--.*?(?:-->|\Z)"
    rf"|(?=[sStToO])({_WITHOUT_ELEMENTS})\b[^<]*+(?:<(?!/(?i:\2)\s*>)[^<]*+)*+)",
    re.DOTALL,
)
"""On an even page, a comment, or an element that has text alone, up to its end; on others also what begins no tag."""


def tell_english(text: str, locale: Locale) -> str:
    """A page with elements around the words that are marked as English, as `translate` does.

    What is put into them is in the language of the page again. If a template has cut one of them, so that its end is
    not there, none of them is told.
    """
    tags = {
        BEGIN: '<span lang="en" dir="ltr">',
        END: "</span>",
        BEGIN_OWN: f'<span lang="{locale.tag}" dir="{locale.direction}">',
        END_OWN: "</span>",
    }
    marks = find_marks(text)
    bare = find_bare_evenly(text, marks)
    bare = find_bare(text) if bare is None else bare
    pieces, done, begun = [], 0, []
    for at in marks:
        pieces.append(text[done:at])
        mark, done = text[at], at + 1
        if at in bare:
            pieces.append(tags[mark])
            if mark not in _BEGINNING_BY_END:
                begun.append(mark)
            elif not begun or begun.pop() != _BEGINNING_BY_END[mark]:
                return without_marks(text)
    return without_marks(text) if begun else "".join([*pieces, text[done:]])


def find_bare(text: str) -> set[int]:
    """Where marks stand that are neither in a tag nor in what has text alone."""
    return {match.start() for match in _PIECE.finditer(text) if match[0] in _EACH}


def find_bare_evenly(text: str, marks: Sequence[int]) -> set[int] | None:
    """The same of these marks, which are all; None if the page is not even."""
    structure = text.encode("utf-8", "surrogatepass").translate(None, _BUT_STRUCTURE)
    if not _EVEN.fullmatch(structure):
        return None
    alone = list(_ALONE.finditer(text))
    if any(match["odd"] is not None for match in alone):
        return None
    found, done, is_in_tag, ends = set[int](), 0, False, [match.span() for match in reversed(alone)]
    for at in marks:
        last, end = text.rfind("<", done, at), text.rfind(">", done, at)
        is_in_tag = last > end if last != end else is_in_tag  # neither: as before
        done = at
        while ends and ends[-1][1] <= at:
            ends.pop()
        if not is_in_tag and not (ends and ends[-1][0] < at):
            found.add(at)
    return found


def find_marks(text: str) -> list[int]:
    """Where all marks stand, in order."""
    found = []
    for mark in _MARKS:
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    return sorted(found)


def without_marks(text: str) -> str:
    """The same without marks: of a feed, say."""
    for mark in _MARKS:
        text = text.replace(mark, "")
    return text
