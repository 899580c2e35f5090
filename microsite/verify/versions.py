"""Rules of the whole site about what search engines show: canonical addresses, versions in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from microsite.diagnostics.problems import Severity
from microsite.values.named import NamedTuple
from microsite.verify.addresses import Book, Reached, Whither
from microsite.verify.defects import Defect
from microsite.verify.said import Alternate, Asked, Said
from microsite.verify.tongues import find_fault, is_same

DEFAULT = "x-default"

_ERRORS = re.compile(r"[45]\d\d\.html?")
_CONTINUED = re.compile(r"(?:^|/)page[-/]?\d{1,5}(?:/index)?\.html?$")


class Indexed(NamedTuple):
    """Which pages search engines show, by path, and what all files say."""

    book: Book
    said_by_path: dict[str, Said]
    shown: frozenset[str]

    def is_shown(self, path: str) -> bool:
        """True of a page that is for itself: no stand-in, no redirect, not hidden."""
        return path in self.shown


def find_shown(said: Sequence[Said], book: Book) -> Indexed:
    """The pages that search engines may show under their own address."""
    said_by_path = {one.path: one for one in said}
    pages = frozenset(one.path for one in said if one.form == "whole")
    shown = frozenset(path for path in pages if _is_for_itself(said_by_path[path], book, pages))
    return Indexed(book, said_by_path, shown)


def _is_for_itself(one: Said, book: Book, pages: frozenset[str]) -> bool:
    """True unless a page leads on, is hidden, or another one stands for it: one that exists."""
    if one.leads_to or one.is_hidden or is_for_errors(one.path):
        return False
    if not one.canonical:
        return True
    target = book.find(one.canonical[0].url, one.path, one.base)
    if target.whither is Whither.OWN:
        return target.path == one.path or target.path not in pages
    return target.whither is not Whither.FOREIGN


def is_for_errors(path: str) -> bool:
    """True of a page that hosts show in the place of others: 404.html, 500.html."""
    return bool(_ERRORS.fullmatch(path.rpartition("/")[2]))


def is_continued(path: str) -> bool:
    """True of a list that goes on, /page/2/: it may have the title of its first page, and search engines find it."""
    return bool(_CONTINUED.search(path))


# ---- canonical addresses ----------------------------------------------------------------------------------------


def check_canonical(site: Indexed) -> Iterator[Defect]:
    """`canonical-invalid`: what a page gives as its address leads to no page that is for itself."""
    for one in site.said_by_path.values():
        if one.form != "whole" or not one.canonical:
            continue
        link = one.canonical[0]
        place = one.at(link.offset, link.url)
        if len(one.canonical) > 1:
            message = "this page has a second canonical address, and search engines go by neither"
            yield Defect("canonical-invalid", message, one.at(one.canonical[1].offset), "take one of them out")
        fault = _find_fault_of(site, one, link)
        if fault:
            yield Defect("canonical-invalid", f"the canonical address “{link.url}” {fault[0]}", place, fault[1])


Amiss = tuple[str, str]
"""What is wrong with an address, in words that follow it, and a hint."""


def _find_fault_of(site: Indexed, one: Said, link: Asked) -> Amiss | None:
    own = f"write {site.book.url(one.path)}" if site.book.base_url else ""
    if not link.url.startswith(("https://", "http://")):
        return "is not a whole one", own or "begin with https:// and the host"
    target = site.book.find(link.url, one.path, one.base)
    if target.whither is Whither.FOREIGN:
        return (f"is on another host than the site, {target.host}", own) if own else None
    there = site.said_by_path.get(target.path) if target.whither is Whither.OWN else None
    if there is None or there.form != "whole":
        return "leads to no page", own
    if "#" in link.url:
        return "names an anchor, which search engines leave out", f"write {link.url.partition('#')[0]}"
    return _find_fault_in(site, there, own) if there is not one else _find_slip(site.book, link)


def _find_fault_in(site: Indexed, there: Said, own: str) -> Amiss | None:
    if there.leads_to:
        return "leads to a page that only leads on", f"write {there.leads_to.url}"
    return None if site.is_shown(there.path) else ("leads to a page that is not for itself either", own)


def _find_slip(book: Book, link: Asked) -> Amiss | None:
    if book.base_url and not link.url.startswith(f"{book.scheme}://"):
        return f"does not begin as those of other pages, with {book.scheme}://", f"begin with {book.base_url}"
    return None


# ---- languages --------------------------------------------------------------------------------------------------


def check_versions(site: Indexed) -> Iterator[Defect]:
    """`hreflang-invalid` and `hreflang-oneway`: versions that name each other, all of them and nothing else."""
    pages = [one for one in site.said_by_path.values() if one.form == "whole" and one.versions]
    has_default = any(version.tag.lower() == DEFAULT for one in pages for version in one.versions)
    named = {one.path: _find_named(site, one) for one in pages}
    in_a_language = {
        path for one in pages for path, tags in named[one.path].items() if path != one.path and tags != {DEFAULT}
    }
    for one in pages:
        if is_for_errors(one.path):
            continue
        if not site.is_shown(one.path):
            is_off = one.is_hidden or not one.canonical
            what = "search engines do not show it" if is_off else "another page stands for it"
            message = f"this page names versions in other languages, but {what}"
            place, hint = one.at(one.versions[0].offset), "take the hreflang out"
            yield Defect("hreflang-invalid", message, place, hint, severity=Severity.WARNING)
            continue
        yield from _check_tags(one)
        for version in one.versions:
            yield from _check_version(site, one, version, named)
        own = named[one.path].get(one.path, set())
        if not own or (own == {DEFAULT} and one.path in in_a_language):
            message = "this page names versions in other languages, but not itself in its own"
            yield Defect("hreflang-oneway", message, one.at(one.versions[0].offset), f'add hreflang="{one.language}"')
        if has_default and not any(version.tag.lower() == DEFAULT for version in one.versions):
            message = "this page names no version for readers of other languages (x-default), as other pages do"
            yield Defect("hreflang-invalid", message, one.at(one.versions[0].offset), 'add hreflang="x-default"')


def _find_named(site: Indexed, one: Said) -> dict[str, set[str]]:
    """The paths of the versions that a page names, each with its tags."""
    named: dict[str, set[str]] = {}
    for version in one.versions:
        target = site.book.find(version.url, one.path, one.base)
        if target.whither is Whither.OWN:
            named.setdefault(target.path, set()).add(version.tag.lower())
    return named


def _check_tags(one: Said) -> Iterator[Defect]:
    seen: dict[str, str] = {}
    for version in one.versions:
        tag = version.tag.lower()
        if seen.setdefault(tag, version.url) != version.url:
            message = f"two versions are for “{version.tag}”, and search engines go by neither"
            yield Defect("hreflang-invalid", message, one.at(version.offset, version.url), "take one of them out")
        if tag != DEFAULT and (fault := find_fault(version.tag))[0]:
            message = f"hreflang “{version.tag}” {fault[0]}"
            yield Defect("hreflang-invalid", message, one.at(version.offset, version.tag), fault[1])


def _check_version(
    site: Indexed, one: Said, version: Alternate, named: dict[str, dict[str, set[str]]]
) -> Iterator[Defect]:
    place = one.at(version.offset, version.url)
    target = site.book.find(version.url, one.path, one.base)
    fault = _find_fault_there(site, version, target)
    if fault:
        yield Defect(
            "hreflang-invalid", f"the version in “{version.tag}”, “{version.url}”, {fault[0]}", place, fault[1]
        )
        return
    there = site.said_by_path.get(target.path)
    if there is None or there is one or target.whither is not Whither.OWN:
        return
    back = named.get(there.path, {}).get(one.path, set())
    is_for_all = named[one.path].get(one.path) == {DEFAULT}  # a page of no language, where readers choose one
    if version.tag.lower() != DEFAULT and not (back if is_for_all else back - {DEFAULT}):
        message = f"“{version.url}” does not name this page as its version"
        yield Defect("hreflang-oneway", message, place, f'add hreflang="{one.language}" there', related=(there.at(0),))


def _find_fault_there(site: Indexed, version: Alternate, target: Reached) -> Amiss | None:
    if not version.url.startswith(("https://", "http://")):
        return "is not a whole address", "begin with https:// and the host"
    if target.whither is Whither.FOREIGN:
        return None
    there = site.said_by_path.get(target.path) if target.whither is Whither.OWN else None
    if there is None or there.form != "whole":
        return "is no page of the site", "take it out, or name the page"
    return _find_fault_of_version(site, version, there)


def _find_fault_of_version(site: Indexed, version: Alternate, there: Said) -> Amiss | None:
    if there.leads_to:
        return "only leads on to another page", f"write {there.leads_to.url}"
    if not site.is_shown(there.path):
        return "is not shown by search engines under that address", "name a page that is for itself"
    if version.tag.lower() != DEFAULT and not is_same(version.tag, there.language):
        return f"is a page in “{there.language}”", f'write hreflang="{there.language}"'
    return None
