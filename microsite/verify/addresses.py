"""Which file of a built site an address leads to, as a static host finds it; and where the site itself lies."""

from __future__ import annotations

import functools
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from urllib.parse import quote, unquote

from microsite.values.named import NamedTuple
from microsite.verify.said import Said

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z\d+.-]*:")
_DEEP = 20
"""So many folders a site may lie in, below its host."""

_INDEXES = ("index.html", "index.htm", "index.xhtml")
_REDIRECT = re.compile(r"^[ \t]*+(/\S*)[ \t]++(\S+)", re.MULTILINE)


class Whither(Enum):
    """Where an address leads."""

    OWN = "to a file of the site"
    MISSING = "to no file of the site"
    OUTSIDE = "to the same host, but not below the site"
    FOREIGN = "to another host"
    OTHER = "to no page: a mail, a telephone, a script"


class Reached(NamedTuple):
    """Where an address leads: to a file by its `path`, "" if there is none, and to an anchor in it.

    `path` of what is missing is where it would be. `host` is that of another site.
    """

    whither: Whither
    path: str = ""
    fragment: str = ""
    host: str = ""


class Book:
    """The addresses of a site: which files there are, and where on the web it lies."""

    def __init__(self, paths: Iterable[str], base_url: str, redirects: str = "") -> None:
        """Know the paths of the files, the site's address with a slash at its end, "" if nobody knows it.

        `redirects` is the text of the file `_redirects` that some hosts go by: what it names is answered.
        """
        self.paths = frozenset(paths)
        self.base_url = base_url
        scheme, _, rest = base_url.partition("://")
        self.scheme, host, path = scheme, rest.partition("/")[0].lower(), rest.partition("/")[2]
        self.host = host
        self.base_path = f"/{unquote(path)}"
        names = [found[1] for found in _REDIRECT.finditer(redirects)]
        self._led = frozenset(name.rstrip("/") for name in names if not name.endswith("*"))
        self._led_below = tuple(name[:-1] for name in names if name.endswith("*") and name != "/*")
        self._known: dict[str, Reached] = {}

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The paths as links name them: folders instead of their index."""
        return frozenset(path.removesuffix("index.html") or path for path in self.paths)

    def url(self, path: str) -> str:
        """The address of a file, an index by that of its folder."""
        folder, _, name = path.rpartition("/")
        return self.base_url + quote(f"{folder}/" if folder and name in _INDEXES else "" if name in _INDEXES else path)

    def find(self, url: str, page: str, base: str = "") -> Reached:
        """Where an address leads that stands in the file `page`; `base` is what that says addresses are relative to."""
        if url[:8] == "https://" or (not base and url[:1] == "/"):  # the same from everywhere
            known = self._known.get(url)
            if known is None:
                known = self._known[url] = self._find(url, page, "")
            return known
        return self._find(url, page, base)

    def _find(self, url: str, page: str, base: str) -> Reached:
        scheme = _SCHEME.match(url)
        if scheme or url.startswith("//"):
            return self._find_whole(url, scheme[0].lower() if scheme else "")
        if base and base != url:
            target = self.find(base, page)
            if target.whither in {Whither.FOREIGN, Whither.OTHER}:
                return target
            page = f"{unquote(base).rpartition('/')[0].removeprefix(self.base_path.rstrip('/')).lstrip('/')}/x"
        rest, _, fragment = url.partition("#")
        path = unquote(rest.partition("?")[0])
        if not path:
            return Reached(Whither.OWN, page, unquote(fragment))
        if not path.startswith("/"):
            path = f"{self.base_path}{page.rpartition('/')[0]}/{path}".replace("//", "/")
        return self._find_path(path, unquote(fragment))

    def _find_whole(self, url: str, scheme: str) -> Reached:
        if scheme not in {"http:", "https:", ""}:
            return Reached(Whither.OTHER)
        rest, _, fragment = url[len(scheme) + 2 :].partition("#")
        host, slash, path = rest.partition("?")[0].partition("/")
        host = host.lower().removesuffix(":443" if scheme == "https:" else ":80")
        if host != self.host or not host:
            return Reached(Whither.FOREIGN, host=host)
        found = self._find_path(unquote(f"/{path}" if slash else "/"), unquote(fragment))
        return Reached(Whither.OTHER) if found.whither is Whither.OUTSIDE else found  # another site of that host

    def _find_path(self, path: str, fragment: str) -> Reached:
        if "/." in path:
            path = posixpath.normpath(path) + ("/" if path.endswith(("/", "/.", "/..")) else "")
            path = "/" + path.lstrip("/")
        if f"{path}/" == self.base_path:
            path = self.base_path
        if not path.startswith(self.base_path):
            return Reached(Whither.OUTSIDE, path, fragment)
        own = path[len(self.base_path) :]
        for candidate in self._candidates(own):
            if candidate in self.paths:
                return Reached(Whither.OWN, candidate, fragment)
        if path.rstrip("/") in self._led or path.startswith(self._led_below):
            return Reached(Whither.OTHER)
        return Reached(Whither.MISSING, own, fragment)

    def _candidates(self, own: str) -> Iterator[str]:
        if own and not own.endswith("/"):
            yield own
            yield f"{own}.html"
            own += "/"
        yield from (own + name for name in _INDEXES)


def find_base_url(said: Iterable[Said]) -> str:
    """Where the site lies, by what most pages say of their own addresses, else by its sitemap; "" if none does."""
    votes = Counter[str]()
    entries = list[str]()
    paths = set[str]()
    for one in said:
        paths.add(one.path)
        if one.form == "sitemap":
            entries += [entry.url for entry in one.entries]
        named = [link.url for link in one.canonical] + [text for name, text, _ in one.properties if name == "og:url"]
        for url in named[:1]:
            votes.update(_find_bases(url, one.path))
    if not votes:
        for url in entries:
            path = unquote(url.partition("://")[2].partition("/")[2])
            parts = path.split("/")
            for count in range(min(len(parts), _DEEP)):
                rest = "/".join(parts[count:])
                if any(f"{rest}{name}" in paths for name in ("", "index.html", ".html", "/index.html")) and rest:
                    votes[url[: len(url) - len(quote(rest))]] += 1
                    break
    best = max(votes.values(), default=0)
    return min((base for base, count in votes.items() if count == best), key=lambda base: (len(base), base), default="")


def _find_bases(url: str, path: str) -> Iterator[str]:
    """Where the site would lie if this is the whole address of a page."""
    if not re.match(r"https?://[^/]", url):
        return
    url = url.partition("#")[0].partition("?")[0]
    folder, _, name = path.rpartition("/")
    own = [path, path.removesuffix(".html")]
    if name in _INDEXES:
        own = [f"{folder}/" if folder else "", folder, path]
    for suffix in own:
        for written in dict.fromkeys((suffix, quote(suffix))):
            base = url.removesuffix(written) if written else url
            if base.endswith("/") and (base != url or not written):
                yield base
                return


def by_path(said: Iterable[Said]) -> Mapping[str, Said]:
    """What files say, by path."""
    return {one.path: one for one in said}
