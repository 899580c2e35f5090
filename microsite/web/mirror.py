"""A published site as its files: what its sitemap names and its pages lead to, as far as it goes."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, unquote, urljoin, urlsplit

from microsite.model.layout import folders_above
from microsite.values.named import NamedTuple
from microsite.verify.reading import PAGES, TEXTS, read_said
from microsite.verify.said import Said
from microsite.web.asking import Reply, ask, ask_once

MOST = 10_000
"""So many addresses are asked for, no more."""

BOUND = 50_000_000
ROOM = 2_000_000_000
"""So many bytes of a file and of all files are taken, no more."""

_LONGEST = 3_000  # bytes of a path: systems take 4,096 with all that stands before it
_AT_ONCE = 4
_FIRST = ("", "sitemap.xml", "robots.txt", "404.html")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
_STARTS = ("https://", "http://")


class Mirrored(NamedTuple):
    """A site as it is published: where it lies, where it says it does, its files, and its redirects.

    `sizes` are by path. `redirects` are lines as in the file `_redirects`. `is_whole` is false if there was more than
    is asked for.
    """

    base_url: str
    named_url: str
    sizes: dict[str, int]
    redirects: str
    is_whole: bool


class _Crawl:
    """A site while it is taken: what is known of it, and what has been asked for."""

    def __init__(self, base: str, write: Callable[[str, bytes], None]) -> None:
        self.base, self.named, self.write = base, "", write
        self.sizes: dict[str, int] = {}
        self.room = ROOM
        self._folders: set[str] = set()
        self.redirects: list[str] = []

    def take(self, url: str, answer: Reply) -> list[str]:
        """The addresses below the base that an answer leads to; the answer is put where it belongs."""
        if 300 <= answer.status < 400:
            if not _UNSEEN.search(source := unquote(urlsplit(url).path)):
                self.redirects.append(f"{source} {answer.url}")
            return [answer.url] if answer.url.startswith(self.base) else []
        path = find_path(url, self.base, answer.type) if answer.status == 200 else ""
        if not path or path in self.sizes or not self._has_place(path):
            return []
        self._folders.update(folders_above(path))
        self.room -= len(answer.data)
        self.sizes[path] = len(answer.data) or max(answer.size, 0)
        if not path.lower().endswith(TEXTS):
            return []
        self.write(path, answer.data)
        said = read_said(path, answer.data)
        if not self.named:
            self.named = _find_name(said, self.base)
        return list(self.find_addresses(said, url))

    def _has_place(self, path: str) -> bool:
        """True unless a file would stand where a folder does: on the web, an address may be both."""
        return path not in self._folders and self.sizes.keys().isdisjoint(folders_above(path))

    def find_addresses(self, said: Said, url: str) -> Iterator[str]:
        """What a file leads to, where it lies on the host that is asked."""
        start = urljoin(url, said.base) if said.base else url
        for one in _find_written(said):
            try:
                whole = urljoin(start, one).partition("#")[0].partition("?")[0]
            except ValueError:
                continue
            if self.named and whole.startswith(self.named):
                whole = self.base + whole.removeprefix(self.named)
            whole = quote(unquote(whole), "!$%&'()*+,/:;=@[]~")
            if whole.startswith(self.base):
                yield whole


def mirror(url: str, write: Callable[[str, bytes], None], most: int = MOST) -> Mirrored | Reply:
    """Take a site from the web, file by file; `write` puts each text at its path. Of others only the size is asked.

    What lies on another host, or not below the folder of `url`, is left alone. Returns the answer if there is no page.
    """
    first = ask(url if "/" in url.partition("://")[2] else f"{url}/", bound=BOUND)
    if first.status != 200:
        return first
    base = first.url.partition("#")[0].partition("?")[0].rpartition("/")[0] + "/"
    waiting = deque(dict.fromkeys((first.url, *(base + name for name in _FIRST))))
    seen = set(waiting)
    crawl = _Crawl(base, write)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while waiting and len(seen) <= most and crawl.room > 0:
            taken = [waiting.popleft() for _ in range(min(len(waiting), _AT_ONCE * 4))]
            for asked, answer in zip(taken, pool.map(_take, taken), strict=True):
                new = [one for one in dict.fromkeys(crawl.take(asked, answer)) if one not in seen]
                seen.update(new)
                waiting.extend(new)
    return Mirrored(base, crawl.named or base, crawl.sizes, "\n".join(crawl.redirects), not waiting)


def _find_name(said: Said, base: str) -> str:
    """Where a site says it lies if that is another host than the one that is asked, as while it is tried out."""
    urls = [*(link.url for link in said.canonical), *(entry.url for entry in said.entries)]
    whole = [url for url in urls if url.startswith(_STARTS)]
    if not whole:
        return ""
    origin = "/".join(whole[0].split("/")[:3])
    named = origin + urlsplit(base).path
    return "" if named == base or not whole[0].startswith(named) else named


def _take(url: str) -> Reply:
    path = urlsplit(url).path.lower()
    name = path.rpartition("/")[2]
    is_media = "." in name and not name.endswith(TEXTS)
    return ask_once(url, "HEAD") if is_media else ask_once(url, bound=BOUND)


def find_path(url: str, base: str, type_: str) -> str:
    """The path of the file that an address stands for, as a folder would have it; "" of one that no folder can have."""
    path = unquote(url.removeprefix(base).partition("#")[0].partition("?")[0])
    if _UNSEEN.search(path) or "\\" in path or any(part in {"..", "."} for part in path.split("/")):
        return ""
    if path == "" or path.endswith("/"):
        path += "index.html"
    elif type_ in {"text/html", "application/xhtml+xml"} and not path.lower().endswith(PAGES):
        path += ".html"
    parts = path.split("/")
    is_fit = all(parts) and all(len(part.encode()) <= 250 for part in parts) and len(path.encode()) <= _LONGEST
    return path if is_fit else ""


def _find_written(said: Said) -> Iterator[str]:
    """All addresses in a file, as they are written."""
    yield from (link.url for link in said.links)
    yield from (link.url for link in said.canonical)
    yield from (version.url for version in said.versions)
    yield from (entry.url for entry in said.entries if entry.url.startswith(_STARTS))
    if said.leads_to:
        yield said.leads_to.url
