"""A built site as its host has to know it: which addresses have moved, what lasts, what pages may load and run."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from urllib.parse import quote, unquote

from microsite.files.ownership import is_site
from microsite.model.layout import folders_above
from microsite.publish.gleaning import Gleaned, look_at
from microsite.publish.policy import LOOSE, is_loose, unite
from microsite.values.named import NamedTuple


class Redirect(NamedTuple):
    """An address that leads to another one. `path` is the file of the page that does so where no host does it better.

    `source` is a path from the root of the site, without a slash before it, as people read it; `target` is a URL, as
    programs write it. `status` is that of HTTP.
    """

    path: str
    source: str
    target: str
    status: int


class Release(NamedTuple):
    """A built site. `digests` are those of its files by path, SHA-256 in hex.

    `address` is where it stands, without http: or https:, and ends in a slash. `site` is what it is called in lists of
    files, the same wherever it was built for. `lost` are the folders below which
    wrong addresses have a page of their own, "" for all others. `lasting` are the files whose names tell their bytes.
    `policy` is one that holds for all pages (Content-Security-Policy), but for those in the `loose` folders, each with
    its slash.
    """

    address: str
    site: str
    digests: Mapping[str, str]
    redirects: tuple[Redirect, ...]
    lost: tuple[str, ...]
    lasting: frozenset[str]
    policy: str
    loose: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """The name of the host, with a port if it has one."""
        return self.address.partition("/")[0]

    @property
    def base_path(self) -> str:
        """The path that the site begins at: begins and ends in a slash."""
        return f"/{self.address.partition('/')[2]}"


WRONG = "404.html"
"""What a page of wrong addresses is called, in the folder that it is for."""

ROBOTS = "robots.txt"

_SITEMAP = re.compile(
    r"^sitemap:[ \t]*https?:/{2}([^/\s]+/)((?:[^/\s]+/)*)sitemap\.xml\s*$", re.IGNORECASE | re.MULTILINE
)

_PAGES = (".html", ".htm", ".svg")
"""What a browser shows by itself, with what stands in it: a drawing, too."""

_MOVED, _FOUND = 301, 302
_ODD = re.compile(r"[\"\\\x00-\x1f\x7f]")
"""What a name of a file never has that the site has written, and would end a name where servers are told of it."""

_PLAIN = re.compile(r"[\w./~-]+")


def make_release(site: str, digests: Mapping[str, str], read: Callable[[str], bytes]) -> Release:
    """What is to be known of a built site. `read` gives the bytes of a file.

    It stands where it was built for (`--base-url`), which `robots.txt` tells; else where `site` says.
    """
    told = [path for path in sorted(digests) if not _ODD.search(path)]
    pages = (path for path in told if path.endswith(_PAGES))
    gleaned = {path: look_at(read(path).decode("utf-8", "replace")) for path in pages}
    loose = tuple(dict.fromkeys(_folder_of(path) for path, page in gleaned.items() if is_loose(page)))
    return Release(
        address=find_address(read(ROBOTS)) or site if ROBOTS in digests else site,
        site=site,
        digests=digests,
        redirects=tuple(_find_redirects(gleaned)),
        lost=tuple(path.removesuffix(WRONG) for path in told if f"/{path}".endswith(f"/{WRONG}")),
        lasting=frozenset(path for path, digest in digests.items() if is_lasting(path, digest)),
        policy=LOOSE if "" in loose else unite(gleaned.values()),
        loose=() if "" in loose else loose,
    )


def find_address(robots: bytes) -> str:
    """The address of a site by the place of its sitemap (RFC 9309, 2.2.4), as `Release` has it; "" if there is none."""
    found = _SITEMAP.search(robots.decode("utf-8", "replace"))
    address = found[1] + unquote(found[2]) if found else ""
    return address if is_site(address) else ""


def is_lasting(path: str, digest: str) -> bool:
    """True if the name of a file begins its digest, so that other bytes would have another name."""
    return f".{digest[:8]}." in path.rpartition("/")[2]


LASTING = re.compile(r"\.[0-9a-f]{8}\.[^./]+$")
"""How a path ends of which that may be true."""


def find_misleading(release: Release) -> list[str]:
    """What has a name as if it lasted, and does not."""
    found = (
        path for path in release.digests.keys() - release.lasting if LASTING.search(path) and not _ODD.search(path)
    )
    return sorted(found)


def find_lasting_folders(release: Release) -> tuple[str, ...]:
    """The outermost folders in which nothing lies but what lasts, each with its slash."""
    found = _cover(release.lasting, release.digests.keys() - release.lasting)
    return tuple(one for one in found if one.endswith("/"))


def find_strict(release: Release) -> tuple[str, ...]:
    """Where the policy holds: folders, each with its slash, and single files; one "" if it holds everywhere."""
    if not release.loose:
        return ("",)
    loose = {path for path in release.digests if path.startswith(release.loose)}
    return _cover(release.digests.keys() - loose, loose)


def _cover(paths: Collection[str], others: Collection[str]) -> tuple[str, ...]:
    """The outermost folders with nothing but these paths, each with its slash, and the paths that lie in none."""
    mixed = {folder for path in others for folder in folders_above(path)}
    pure = ((path, next((one for one in folders_above(path) if one not in mixed), "")) for path in sorted(paths))
    return tuple(dict.fromkeys(f"{folder}/" if folder else path for path, folder in pure))


def _folder_of(path: str) -> str:
    folder, slash, _ = path.rpartition("/")
    return folder + slash


WAYS = 2
"""How many ways there are to write an address, at most."""


def list_ways(release: Release) -> Iterator[Redirect]:
    """The redirects, those of folders also without the slash at their end."""
    for one in release.redirects:
        yield one
        if one.source.endswith("/"):
            yield one._replace(source=one.source.removesuffix("/"))


def _find_redirects(gleaned: Mapping[str, Gleaned]) -> Iterator[Redirect]:
    """The pages that lead elsewhere. What the root leads to may change some day: it has no language of its own.

    What has an odd name, which the site never writes, is left to its page.
    """
    for path, page in gleaned.items():
        if page.target and _PLAIN.fullmatch(path):
            source = path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
            yield Redirect(path, source, quote(page.target, safe="/%:?#[]@!&'()*+,;=~"), _MOVED if source else _FOUND)
