"""Rules of the whole site about its sitemaps, and what robots may look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microsite.verify.addresses import Whither
from microsite.verify.defects import Defect
from microsite.verify.said import Mapped, Said
from microsite.verify.versions import Indexed, is_continued


def check_sitemaps(said: Sequence[Said], site: Indexed) -> Iterator[Defect]:
    """`sitemap-invalid` and `sitemap-differs`: together they name the pages that are for themselves."""
    sitemaps = [one for one in said if one.form == "sitemap"]
    forbidden = [entry.url for one in said if one.form == "robots" for entry in one.entries]
    named = dict[str, set[str]]()
    for one in sitemaps:
        for entry in one.entries:
            yield from _check_entry(site, one, entry, named, forbidden)
    if sitemaps and site.book.host:
        for path in sorted(site.shown - named.keys()):
            if not is_continued(path):
                message = f"the sitemap does not name this page, {site.book.url(path)}"
                hint = "add it, or keep search engines from it with noindex"
                yield Defect("sitemap-differs", message, site.said_by_path[path].at(0), hint)


def _check_entry(
    site: Indexed, one: Said, entry: Mapped, named: dict[str, set[str]], forbidden: Sequence[str]
) -> Iterator[Defect]:
    place = one.at(entry.offset, entry.url)
    if not entry.url.startswith(("https://", "http://")):
        hint = "begin with https:// and the host"
        yield Defect("sitemap-invalid", f"“{entry.url}” is not a whole address", place, hint)
        return
    if not site.book.host:
        return
    target = site.book.find(entry.url, one.path)
    if target.whither is Whither.FOREIGN:
        message = f"“{entry.url}” is on another host, {target.host}, so search engines leave it out"
        yield Defect("sitemap-invalid", message, place, f"begin with {site.book.base_url}")
        return
    fault = _find_fault(site, target.path if target.whither is Whither.OWN else "")
    if fault:
        yield Defect("sitemap-differs", f"the sitemap names “{entry.url}”, {fault}", place, "take it out")
    elif one.path in named.get(target.path, ()):
        yield Defect("sitemap-differs", f"the sitemap names “{entry.url}” twice", place, "take it out once")
    elif target.path in site.said_by_path:
        yield from _check_versions(one, entry, site.said_by_path[target.path])
        yield from _check_forbidden(site, one, entry, target.path, forbidden)
    named.setdefault(target.path, set()).add(one.path)


def _find_fault(site: Indexed, path: str) -> str:
    there = site.said_by_path.get(path)
    if there is None:
        return "" if path and path in site.book.paths else "which is no page of the site"
    if there.form != "whole" or site.is_shown(path):
        return ""
    if there.leads_to:
        return "which only leads on to another page"
    if there.is_hidden:
        return "which keeps search engines off (noindex)"
    return "for which another page stands" if there.canonical else "which is a page for errors"


def _check_versions(one: Said, entry: Mapped, there: Said) -> Iterator[Defect]:
    """The versions in the sitemap are those in the page, where both name some."""
    if not entry.versions or not there.versions:
        return
    here = {(version.tag.lower(), version.url): version.tag for version in entry.versions}
    page = {(version.tag.lower(), version.url): version.tag for version in there.versions}
    apart = sorted(here.keys() ^ page.keys())
    if apart:
        url, tag = apart[0][1], (here | page)[apart[0]]
        where, other = ("the sitemap", "the page") if apart[0] in here else ("the page", "the sitemap")
        message = f"{where} names “{url}” as the version of “{entry.url}” in “{tag}”, and {other} does not"
        yield Defect("sitemap-differs", message, one.at(entry.offset, entry.url), "name the same in both")


def _check_forbidden(site: Indexed, one: Said, entry: Mapped, path: str, forbidden: Sequence[str]) -> Iterator[Defect]:
    address = "/" + site.book.url(path).partition("://")[2].partition("/")[2]
    if any(address.startswith(prefix) for prefix in forbidden):
        message = f"the sitemap names “{entry.url}”, which robots.txt forbids robots to look at"
        yield Defect(
            "sitemap-differs", message, one.at(entry.offset, entry.url), "allow it in robots.txt, or take it out"
        )
