"""Marks of Markdown that are meant as they stand, or are told at another place: what a pattern alone cannot say."""

from __future__ import annotations

import re
from html.entities import html5

_BOX = re.compile(
    r"(?:!!!|\?\?\?\+?) (?:abstract|attention|bug|caution|danger|error|example|failure|faq|hint|important|info|note|"
    r"question|quote|seealso|success|summary|tip|todo|warning)\b"
)
_NAMED = re.compile(r"^:::+[ ]*[\w{]", re.MULTILINE)
_LATER = re.compile(r"\{%-? *(?:end|el|when\b)")
_DRIVE = re.compile(r"(?<![A-Za-z])[A-Za-z]:\Z")
_ALONE = frozenset(("**", "`", "``", "```", "~~", "](", "##"))
_QUOTED = frozenset(f"{one}{other}" for one in "'\"“”„‘’‚«»‹›「『（(" for other in "'\"“”‘’«»‹›」』）)")
_BARE = re.compile(r"^:{3,}[ ]*$", re.MULTILINE)
"""What opens a box without a name, or ends it."""


def is_meant(match: re.Match[str], text: str) -> bool:
    """True of a mark that is right as it stands in `text`, the file, or that belongs to one that is told before it.

    The match is in what readers see of the text.
    """
    mark, seen = match[0], match.string
    if mark == "\\":
        before = seen[seen.rfind("\n", 0, match.start()) + 1 : match.start()]
        return "\\" in before or _DRIVE.search(before) is not None  # the path of a folder
    if mark[0] == "&":
        return mark[1:].lower() not in html5 or f"&amp;{mark[1:]}" in text
    if mark[0] in "!?":
        return not _BOX.match(mark) and not _has_indented(mark, text)
    if mark.startswith("[^"):
        return not is_definition(match) and is_defined_wide(mark, text)
    return _ends_box(match) or _is_later(match) or _is_quoted(match)


def _ends_box(match: re.Match[str]) -> bool:
    """True of the colons that end a box, of which the first are told."""
    if match[0] != ":::":
        return False
    seen = match.string
    end = seen.find("\n", match.end())
    is_bare = not seen[match.end() : end if end >= 0 else None].strip(" :")
    return is_bare and (_has_before(_NAMED, match) or len(_BARE.findall(seen[: match.start()])) % 2 == 1)


def _is_later(match: re.Match[str]) -> bool:
    """True of a tag of Liquid that belongs to one before it."""
    return _LATER.match(match[0]) is not None and "{%" in match.string[: match.start()]


def _is_quoted(match: re.Match[str]) -> bool:
    """True of a mark that a text is about: nothing else stands between quotation marks or brackets."""
    seen, (start, end) = match.string, match.span()
    return match[0] in _ALONE and seen[max(start - 1, 0) : start] + seen[end : end + 1] in _QUOTED


def is_definition(match: re.Match[str]) -> bool:
    """True of the mark of a note at the beginning of a line, with a colon of full width behind it."""
    seen, (start, end) = match.string, match.span()
    return seen.startswith("：", end) and seen[start - 1 : start] in ("", "\n")


def is_defined_wide(mark: str, text: str) -> bool:
    """True of the mark of a note of which the definition is told, for its colon is of full width."""
    return re.search(rf"^[ \t>*+0-9.)-]*{re.escape(mark)}：", text, re.MULTILINE) is not None


def _has_before(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    return pattern.search(match.string, 0, match.start()) is not None


def _has_indented(line: str, text: str) -> bool:
    """True if a block that is indented follows such a line, as the text of a box does."""
    return re.search(rf"^{re.escape(line)}[ \t]*\n(?:[ \t]*\n)?(?: {{4}}|\t)[ \t]*\S", text, re.MULTILINE) is not None
