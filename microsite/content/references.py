"""What a URL in a text refers to, by its words alone: a group, a list, a file, or a place at the root or elsewhere."""

from __future__ import annotations

import functools
import posixpath
import re
import unicodedata
import urllib.parse
from collections.abc import Iterable, Mapping

from microsite.model.kinds import KIND_BY_FOLDER, KINDS
from microsite.model.layout import CONTENT
from microsite.values.named import NamedTuple

MEDIA = "media/"
"""Where the files of content are published, below the root of the site."""

_FRAGMENT = "/?:@!$&'()*+,;=~"  # may stand in one as they are (RFC 3986, section 3.5)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNSEEN = re.compile(r"[\t\n\r]|\A[\x00-\x20]+|[\x00-\x20]+\Z")  # what browsers take away first (WHATWG URL, 4.4)
_WEB = re.compile(r"(?:https?:)?[/\\]{2,}(?P<host>[^/\\?#]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_NOT_IN_HOST = re.compile(r"[\x00-\x20/?#%@\\]|\A\Z")
_ENDING = re.compile(r"\.(?:mdx?|markdown|html?)\Z")
_NO_KEY = re.compile(r"(?:[_.+~ ]|%20)+")
_DATE = re.compile(r"\A[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}-(?=.)")
_PORT = re.compile(r":([0-9]*)\Z")


class Address(NamedTuple):
    """A URL in its parts, percent-decoded except the query; paths and anchors are NFC, as in the site."""

    path: str
    query: str
    anchor: str

    @property
    def rest(self) -> str:
        """What follows the path, percent-encoded."""
        query = f"?{self.query}" if self.query else ""
        return query + (f"#{urllib.parse.quote(self.anchor, safe=_FRAGMENT)}" if self.anchor else "")


class Web(NamedTuple):
    """An address that says its host, as browsers read it: that in lower case, with its port unless it is the usual one.

    Whether it begins with http: or https: makes no difference: a site is the same by either.
    """

    host: str
    address: Address

    def below(self, site: Web) -> str:
        """The path from the root of a site, as an author would write it there; "" if this is none of its addresses."""
        base, path = site.address.path, self.address.path
        is_own = self.host == site.host and f"{path}/".startswith(base)
        return f"/{path[len(base) :]}" if is_own else ""


class Named(NamedTuple):
    """What a path names: a group, in a language if the author says so; without a key, a list or a language's root."""

    kind: str
    key: str
    locale: str = ""


def find_names(path: str, links: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What the links of the text at `path` name, each once and sorted; `links` are (URL, element).

    A name is "kind:key" for a group, "kind:key.locale" for its text in one language, "kind:" for a list, ":" for a
    language's root, a path under `content/` for a file, what follows the host for an address that begins at the root of
    the site, and two slashes, host and path for an address of the web, which may be one of this site. What a page makes
    of its links depends on these and on its language alone.
    """
    folder = posixpath.dirname(path)
    return tuple(sorted({name for url, element in links if (name := _name(folder, url, element))}))


@functools.lru_cache(maxsize=1024)  # the texts of a folder link to the same terms
def _name(folder: str, url: str, element: str) -> str:
    """What a link in a text of a folder names; "" if that is nothing of the site, or nothing that it may name."""
    web = parse_web(url)
    if web:
        return f"//{web.host}{web.address.path}"
    if SCHEME.match(url) or url.startswith("#"):
        return ""
    below = parse_address(url).path
    if not below or below.startswith("/"):
        return from_root(below)
    full = posixpath.normpath(posixpath.join(folder, below))
    named = find_named(full) if element == "a" and f"{full}/".startswith(CONTENT) else None
    if named:
        return f"{named.kind}:{named.key}" + (f".{named.locale}" if named.locale else "")
    return full


def from_root(path: str) -> str:
    """A path from the root without parts of dots, and without slashes that stand together."""
    if "//" not in path and "/." not in path:
        return path
    plain = posixpath.normpath(f"/{path.strip('/')}")
    return plain if plain == "/" or not path.endswith(("/", "/.", "/..")) else f"{plain}/"


@functools.lru_cache(maxsize=1024)
def parse_web(url: str) -> Web | None:
    """An address of the web in its parts; None if it is a path, or of another kind."""
    match = _WEB.fullmatch(_UNSEEN.sub("", url))
    host = urllib.parse.unquote(match["host"]).rpartition("@")[2] if match else ""
    if match is None or _NOT_IN_HOST.search(host):
        return None
    port = _PORT.search(host)
    number = port[1].lstrip("0") if port else ""
    name = _plain_host((host[: port.start()] if port else host).removesuffix("."))
    address = parse_address(match["rest"])
    usual = number in ("", "80", "443")
    return Web(name if usual else f"{name}:{number}", address._replace(path=from_root(address.path) or "/"))


def _plain_host(name: str) -> str:
    try:
        return name.lower() if name.isascii() else name.encode("idna").decode().lower()
    except UnicodeError:  # it has no such address
        return name


def parse_address(url: str) -> Address:
    """The parts of a URL as an author wrote it."""
    before, _, anchor = url.strip().partition("#")
    path, _, query = before.partition("?")
    path, anchor = (unicodedata.normalize("NFC", urllib.parse.unquote(part)) for part in (path, anchor))
    return Address(path.replace("\\", "/"), query, anchor)


def is_top(anchor: str) -> bool:
    """True of the anchor that every page has: its beginning (HTML, “scroll to the fragment”)."""
    return anchor.lower() == "top"


def find_named(path: str) -> Named | None:
    """The group, list or root that a path names; None if it is a file's."""
    below = f"{path}/".removeprefix(CONTENT).removesuffix("/")
    if below == "" or (below in KIND_BY_FOLDER and KIND_BY_FOLDER[below].listing):
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


class Nearby(NamedTuple):
    """What the texts of one folder may link to, as they would write it; of what has the same name, the first.

    `page_by_name` has pages by `plain_name`, those of the folder itself first.
    """

    pages: frozenset[str]
    files: frozenset[str]
    file_by_name: Mapping[str, str]
    page_by_name: Mapping[str, str]


def find_nearby(folder: str, groups: Iterable[tuple[str, str]], files: Iterable[str]) -> Nearby:
    """All that texts of a folder may link to, of the groups and files of a site."""
    find_way = functools.cache(functools.partial(posixpath.relpath, start=folder))  # which asks the system each time

    def write(place: str, name: str) -> str:
        way = find_way(place)
        return name if way == "." else f"{way}/{name}"

    pages = sorted(write(f"{CONTENT}{KINDS[kind].folder}", f"{key}.md") for kind, key in groups)
    written = sorted(write(*posixpath.split(file)) for file in files)
    by_nearness = sorted(written, key=lambda file: "/" in file)
    by_name = {posixpath.basename(file): file for file in reversed(by_nearness)}
    nearest = sorted(pages, key=lambda page: "/" in page)
    return Nearby(frozenset(pages), frozenset(written), by_name, {plain_name(page): page for page in reversed(nearest)})


def plain_name(path: str) -> str:
    """The last part of a path as it is written elsewhere, too: without ending and leading date, with hyphens alone.

    Elsewhere it may have what no key has, as of a release: `version-0.18.1`.
    """
    name = _ENDING.sub("", posixpath.basename(path.rstrip("/").removesuffix("/index.html")).casefold())
    return _DATE.sub("", _NO_KEY.sub("-", name))
