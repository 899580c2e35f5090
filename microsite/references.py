"""What a URL in a text refers to, by its words alone: a group, a list, a file, or a place at the root or elsewhere."""

from __future__ import annotations

import functools
import posixpath
import re
import unicodedata
import urllib.parse
from collections.abc import Iterable
from typing import NamedTuple

from microsite.kinds import KIND_BY_FOLDER
from microsite.layout import CONTENT

RUNNABLE = frozenset((".htm", ".html", ".js", ".mjs", ".shtml", ".svg", ".svgz", ".xhtml", ".xht", ".xml", ".xsl"))
"""Endings of files that a browser runs as part of the site when a link leads there. Pictures may be SVG: as such
their scripts do not run."""

_FRAGMENT = "/?:@!$&'()*+,;=~"  # may stand in one as they are (RFC 3986, section 3.5)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Address(NamedTuple):
    """A URL in its parts, percent-decoded but for the query; paths and anchors are NFC, as those of the site are."""

    path: str
    query: str
    anchor: str

    @property
    def rest(self) -> str:
        """What follows the path, percent-encoded."""
        query = f"?{self.query}" if self.query else ""
        return query + (f"#{urllib.parse.quote(self.anchor, safe=_FRAGMENT)}" if self.anchor else "")


class Named(NamedTuple):
    """What a path names: a group, in a language if the author says so; without a key, a list or a language's root."""

    kind: str
    key: str
    locale: str = ""


def find_names(path: str, links: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What the links of the text at `path` name, each once and sorted; `links` are (URL, element).

    A name is "kind:key" for a group, "kind:key.locale" for its text in one language, "kind:" for a list, ":" for a
    language's root, a path under `content/` for a file, and what follows the host for an address that begins at the
    root of the site. What a page makes of its links depends on these and on its language alone.
    """
    folder = posixpath.dirname(path)
    return tuple(sorted({name for url, element in links if (name := _name(folder, url, element))}))


@functools.lru_cache(maxsize=1024)  # the texts of a folder link to the same terms
def _name(folder: str, url: str, element: str) -> str:
    """What a link in a text of a folder names; "" if that is nothing of the site, or nothing that it may name."""
    if SCHEME.match(url) or url.startswith(("//", "#")):
        return ""
    below = parse_address(url).path
    if not below or below.startswith("/"):
        return below
    full = posixpath.normpath(posixpath.join(folder, below))
    named = find_named(full) if element == "a" and f"{full}/".startswith(CONTENT) else None
    if named:
        return f"{named.kind}:{named.key}" + (f".{named.locale}" if named.locale else "")
    return full if element == "img" or posixpath.splitext(full)[1].lower() not in RUNNABLE else ""


def parse_address(url: str) -> Address:
    """The parts of a URL as an author wrote it."""
    before, _, anchor = url.strip().partition("#")
    path, _, query = before.partition("?")
    path, anchor = (unicodedata.normalize("NFC", urllib.parse.unquote(part)) for part in (path, anchor))
    return Address(path.replace("\\", "/"), query, anchor)


def find_named(path: str) -> Named | None:
    """The group, list or root that a path names; None if it is a file's."""
    below = f"{path}/".removeprefix(CONTENT).removesuffix("/")
    if below == "" or (below in KIND_BY_FOLDER and KIND_BY_FOLDER[below].heading):
        return Named(below and KIND_BY_FOLDER[below].name, "")
    folder, _, name = below.rpartition("/")
    if folder not in KIND_BY_FOLDER or not name.endswith(".md"):
        return None
    key, _, locale = name.removesuffix(".md").partition(".")
    return Named(KIND_BY_FOLDER[folder].name, key, locale)


def from_name(name: str) -> Named:
    """The group that a name of `find_names` stands for."""
    kind, _, key = name.partition(":")
    key, _, locale = key.partition(".")
    return Named(kind, key, locale)
