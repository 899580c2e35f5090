"""HTML that has no end where it stands. Browsers would take the rest of the page for a part of it, so it is text."""

from __future__ import annotations

import re

_OPENINGS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_SWALLOWING = "iframe|noembed|noframes|noscript|plaintext|script|style|template|textarea|title|xmp"
SWALLOWING = frozenset(_SWALLOWING.split("|"))
"""Elements whose content is no HTML, or is not shown: all that follows, if nothing ends them (HTML, section 13.2.5)."""

_ELEMENT = re.compile(rf"<({_SWALLOWING})(?=[\s/>])", re.IGNORECASE)
_BEGINNING = re.compile(r"<(?=/?[A-Za-z]|[!?/])")
_SPACE = r"\t\n\f\r "
_VALUE = rf"(?:\"[^\"]*\"|'[^']*'|(?![\"'])[^{_SPACE}>]*+)"
_ATTRIBUTE = rf"[^{_SPACE}/>][^{_SPACE}/>=]*+(?:[{_SPACE}]*+=[{_SPACE}]*+{_VALUE}|(?![{_SPACE}]*=))"
REST_OF_TAG = rf"[^{_SPACE}/>]*+(?:[{_SPACE}/]++|{_ATTRIBUTE})*+>"
"""What stands behind the name of a tag as browsers read it (HTML, sections 13.2.5.8 and 13.2.5.32 to 39): a > ends it,
but not in quotation marks behind the = of an attribute."""

_WHOLE = re.compile(rf"<(?:/?[A-Za-z]{REST_OF_TAG}|(?!/?[A-Za-z])[^>]*>)")


def has_no_end(text: str, at: int, ends: dict[str, int]) -> bool:
    """True where HTML begins that nothing in the text ends; `ends` remembers what has been sought."""
    element = _ELEMENT.match(text, at)
    if element:
        return _find_end(element[1].lower(), text, at, ends) < 0
    for opening, end in _OPENINGS:
        if text.startswith(opening, at):
            if ends.get(opening, at) >= 0:
                ends[opening] = text.find(end, at)
            return ends[opening] < 0
    return False


def swallows(tag: str) -> bool:
    """True of the tag of an element in which no Markdown can stand."""
    return _ELEMENT.match(tag) is not None


def show_endless(block: str) -> str:
    """A block of HTML with `&lt;` where something begins that does not end in it."""
    pieces, ends = list[str](), dict[str, int]()
    done = at = 0
    while match := _BEGINNING.search(block, at):
        start = match.start()
        whole = _WHOLE.match(block, start)
        if whole is None:
            return "".join([*pieces, block[done:start], _BEGINNING.sub("&lt;", block[start:])])
        at = whole.end()
        if element := _ELEMENT.match(block, start):
            end = _find_end(element[1].lower(), block, start, ends)
            if end < 0:
                pieces += (block[done:start], "&lt;")
                done = at = start + 1
            else:
                at = max(at, end)
    return "".join([*pieces, block[done:]]) if pieces else block


def _find_end(name: str, text: str, at: int, ends: dict[str, int]) -> int:
    """Where the next end tag of that name begins; -1 if there is none: behind a backslash is text."""
    known = -1 if name == "plaintext" else ends.get(name, 0)
    if 0 <= known <= at:
        match = re.compile(rf"(?<!\\)</{name}(?=[\s/>])", re.IGNORECASE).search(text, at, text.rfind(">") + 1)
        known = ends[name] = match.start() if match else -1
    return known
