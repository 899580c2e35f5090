"""Words of templates that a language lacks: English, and told as such in elements (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import re

from microsite.model.entries import Locale
from microsite.model.words import BEGIN, BEGIN_OWN, END, END_OWN

_BEGINNING_BY_END = {END: BEGIN, END_OWN: BEGIN_OWN}
_MARKS = f"{BEGIN}{END}{BEGIN_OWN}{END_OWN}"
_MARK = re.compile(f"[{_MARKS}]")

_WITHOUT_ELEMENTS = "script|style|title|textarea|option"
"""Elements that have text alone; there, and in a tag, nothing can say in which language it is."""

_ATTRIBUTES = "(?:[^>\"']|\"[^\"]*\"|'[^']*')*+(?:>|(?:[\"'].*)?\\Z)"
"""The rest of a tag, as browsers read it: what nothing ends goes to the end of the page, and nobody looks again."""

_UNMARKED = f"(?:[^>\"'{_MARKS}]++|\"[^\"{_MARKS}]*\"|'[^'{_MARKS}]*')*+>"
_PIECE = re.compile(
    rf"(?P<plain>(?:[^<{_MARKS}]++|</?(?!(?i:{_WITHOUT_ELEMENTS})\b)[A-Za-z]{_UNMARKED})++)"
    rf"|<!--.*?(?:-->|\Z)|<((?i:{_WITHOUT_ELEMENTS}))\b{_ATTRIBUTES}.*?(?:</(?i:\2)\s*>|\Z)"
    rf"|</?[A-Za-z]{_ATTRIBUTES}|{_MARK.pattern}",
    re.DOTALL,
)


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
    is_whole, begun = True, []

    def write(match: re.Match[str]) -> str:
        nonlocal is_whole
        mark = match[0]
        if match["plain"]:  # most of a page, at once
            return mark
        if mark not in tags:
            return without_marks(mark)
        if mark not in _BEGINNING_BY_END:
            begun.append(mark)
        elif not begun or begun.pop() != _BEGINNING_BY_END[mark]:
            is_whole = False
        return tags[mark]

    told = _PIECE.sub(write, text)
    return told if is_whole and not begun else without_marks(text)


def without_marks(text: str) -> str:
    """The same without marks: of a feed, say."""
    return _MARK.sub("", text)
