"""What each host wants to be told of a site, and in which files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from microsite.publish.headers import ALWAYS, FOREVER, POLICY, STRICT_TRANSPORT
from microsite.publish.policy import LOOSE
from microsite.publish.release import WRONG, Release, find_lasting_folders, find_strict, list_ways
from microsite.publish.servers import write_caddyfile, write_nginx
from microsite.values.named import NamedTuple

Files = Mapping[str, bytes]
"""Data by path from the root of the site."""


class Host(NamedTuple):
    """What a host wants. `write` gives the files that it reads in the site itself.

    `configure` gives the text that the program of a server is configured by, where a site lies in a folder. With
    `compressed`, it sends files that lie beside others, compressed. `most` is how many redirects it reads, None if
    there is no limit; all others are left to pages. Where `pages_first`, it shows a page before it looks at redirects,
    so that those of which it reads one must not be there.
    """

    write: Callable[[Release], Files]
    configure: Callable[[Release, str], str] | None = None
    compressed: bool = False
    most: int | None = None
    pages_first: bool = False


def write_nothing(_: Release) -> Files:
    """A host that is told all by its own configuration."""
    return {}


def write_netlify(release: Release) -> Files:
    """What Netlify reads: `_headers` and `_redirects`. A redirect with “!” comes before the page at its address."""
    lines = [f"/{_quoted(one.source)} {one.target} {one.status}!" for one in list_ways(release)]
    lines += [f"/{_quoted(folder)}* /{_quoted(folder)}{WRONG} 404" for folder in release.lost if folder]
    return {"_headers": _write_headers(release), "_redirects": _as_file(lines)}


def write_cloudflare(release: Release) -> Files:
    """What Cloudflare Pages reads: likewise. It finds the page of wrong addresses that lies next to one by itself."""
    lines = [f"/{_quoted(one.source)} {one.target} {one.status}" for one in list_ways(release)]
    return {"_headers": _write_headers(release), "_redirects": _as_file(lines)}


def write_github(release: Release) -> Files:
    """What GitHub Pages reads: that it shall build nothing, and the site's own domain."""
    named = {} if release.host.endswith(".github.io") or release.base_path != "/" else {"CNAME": _host_of(release)}
    return {".nojekyll": b"", **named}


def write_gitlab(release: Release) -> Files:
    """What GitLab Pages reads: `_redirects`, which names paths of the host. A page at an address comes before it."""
    base = _quoted(release.base_path)
    lines = [f"{base}{_quoted(one.source)} {one.target} {one.status}" for one in list_ways(release)]
    return {"_redirects": _as_file(lines)}


HOSTS: Mapping[str, Host] = {
    "netlify": Host(write_netlify),
    "cloudflare": Host(write_cloudflare, most=2000),
    "github": Host(write_github),
    "gitlab": Host(write_gitlab, most=1000, pages_first=True),
    "nginx": Host(write_nothing, write_nginx, compressed=True),
    "caddy": Host(write_nothing, write_caddyfile, compressed=True),
    "s3": Host(write_nothing),
}
"""The hosts by their names."""


def _write_headers(release: Release) -> bytes:
    strict = ": ".join(STRICT_TRANSPORT)
    lines = [f"# Once all of the site is served by HTTPS alone, add below: {strict}", "/*"]
    lines += [f"  {name}: {value}" for name, value in ALWAYS.items()]
    places = [(place, release.policy) for place in find_strict(release)] + [(place, LOOSE) for place in release.loose]
    for place, policy in places:
        url = place.removesuffix("index.html") if f"/{place}".endswith("/index.html") else place
        is_file = not place.endswith("/") and place != ""
        lines += [f"/{_quoted(url)}{'' if is_file else '*'}"] * bool(place) + [f"  {POLICY}: {policy}"]
    for folder in find_lasting_folders(release):
        lines += [f"/{_quoted(folder)}*", f"  Cache-Control: {FOREVER}"]
    return _as_file(lines)


def _host_of(release: Release) -> bytes:
    return f"{release.host.partition(':')[0]}\n".encode()


def _quoted(path: str) -> str:
    return quote(path, safe="/~")


def _as_file(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
