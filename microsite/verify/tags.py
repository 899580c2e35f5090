"""HTML → its tags, in one pass that takes time in proportion to the text, whatever the text is.

It reads tags as browsers do (HTML Living Standard, 13.2.5), but builds no tree. The pattern matches wherever it begins,
and takes nothing back: so no text makes it look twice.
"""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections.abc import Iterator, Mapping

from microsite.values.named import NamedTuple

_INSIDE = r"""((?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+)"""
"""What stands in a tag behind its name. A quotation mark counts only behind “=”."""

_IDLE = r"(?:[^<]++|<(?!/?+(?:{})[\s/>])/?+[a-z][a-z\d]*+(?:\s++(?!(?:id|style)\b)[a-z-]++=\"[^\"]*+\")*+>)*+"
"""Text, and tags of other names without `id` and `style`: they are most of a page.

A tag with a capital letter is not passed over here, for to compare without regard to them takes three times as long.
"""

_SPECIAL = "script|style|title|textarea"
"""What only the tag that closes them can end."""

_TELLING = (
    rf"(?:<(?:(?=[sStT])((?i:{_SPECIAL}))(?=[\s/>]){_INSIDE}>"
    r"((?:[^<]++|<(?!/(?i:\1)[\s/>]))*+)(?:</(?i:\1)[^>]*+>?+|\Z)"
    rf"|(?:([aA])(?=[\s/>])|(/?+[a-zA-Z][^\s/>]*+)){_INSIDE}(?:>|\Z)(?(4)([^<]*+</[aA]\s*+>)?+)"
    r"|!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"
    r"|[!?/][^>]*+>?+|)|\Z)"
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_NAMED = re.compile(r"\s(?:id|style)\s*=", re.IGNORECASE)
_HIDDEN = re.compile(r"<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>?+")


class Tag(NamedTuple):
    """A tag with its place, 0-based, and what it holds if that is text alone. `name` of an end tag begins with “/”.

    `is_plain` is true of an `a` that holds text alone and is closed: its end is no tag of its own then.
    """

    name: str
    attributes: Mapping[str, str]
    offset: int
    end: int
    text: str = ""
    is_plain: bool = False


def read_tags(text: str, names: frozenset[str]) -> Iterator[Tag]:
    """The tags of these names, and all others that have an `id` or a `style`, in order.

    Their names and those of their attributes are in small letters, references in attributes are resolved, and of
    attributes that stand twice the first counts. The text of `script`, `style`, `title` and `textarea` is as written.
    """
    for found in _make_pattern(names).finditer(text):
        anchor, name, inside, rest = found.group(4, 5, 6, 7)
        if anchor:
            if "a" in names or _tells(inside):
                end = found.end() if rest is None else found.end(6) + 1
                yield Tag("a", read_attributes(inside), found.start(4) - 1, end, "", rest is not None)
            continue
        if name is None:
            special = found[1]
            if special:
                start = found.start(1) - 1
                yield Tag(special.lower(), read_attributes(found[2]), start, found.start(3), found[3])
            continue
        if not name.islower():
            name = name.lower()
        if name in names or (inside and name[0] != "/" and _tells(inside)):
            yield Tag(name, read_attributes(inside) if inside else {}, found.start(5) - 1, found.end())


@functools.cache
def _make_pattern(names: frozenset[str]) -> re.Pattern[str]:
    """What finds the tags of some names; it passes over nearly all others without a stop."""
    wanted = sorted({*_SPECIAL.split("|"), *(name.removeprefix("/") for name in names)})
    by_letter = itertools.groupby(wanted, key=lambda name: name[0])
    branches = (f"{letter}(?:{'|'.join(name[1:] for name in some)})" for letter, some in by_letter)
    return re.compile(_IDLE.format("|".join(branches)) + _TELLING)


@functools.lru_cache(maxsize=8192)
def _tells(inside: str) -> bool:
    return bool(_NAMED.search(inside))


@functools.lru_cache(maxsize=8192)
def read_attributes(inside: str) -> Mapping[str, str]:
    """The attributes of a tag by what stands behind its name, which is the same on many pages."""
    attributes: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(inside):
        value = double or single or bare
        attributes.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return attributes


def read_words(text: str) -> str:
    """The words in a piece of HTML, without its tags, with a space for white space of any kind."""
    if "<" in text or not text.isprintable():
        text = " ".join(_HIDDEN.sub("", text).split())
    return (html.unescape(text) if "&" in text else text).strip()
