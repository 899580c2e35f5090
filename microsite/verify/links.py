"""Rules of the whole site about what pages lead to: links, anchors, files that they ask for, and other hosts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from microsite.diagnostics.problems import did_you_mean
from microsite.verify.addresses import Book, Reached, Whither
from microsite.verify.defects import At, Defect
from microsite.verify.said import PICTURES, REQUESTS, Asked, Said

_MOST = 10
"""So often what is missing is compared with all that there is: each time takes as long as the site is large."""

_Gathered = dict[tuple[str, str, str], tuple[str, list[At]]]
"""What is told once for all pages: by rule, message and what it is about, with a hint and its places."""


def check_links(said: Sequence[Said], book: Book) -> Iterator[Defect]:
    """`link-broken`, `anchor-broken`, `asset-missing`, `picture-missing`, `request-foreign`, `link-detour`.

    What many pages have is told at the first of them, and the others are named there.
    """
    said_by_path = {one.path: one for one in said}
    asked = 0
    for (rule, message, _), (hint, places) in _gather(said, book, said_by_path).items():
        first, *others = places
        near = hint
        if hint == _NEAREST:
            asked += 1
            one = said_by_path[first.path]
            near = _find_hint(book.find(first.mark, one.path, one.base), book, said_by_path) if asked <= _MOST else ""
        yield Defect(rule, message, first, near, tuple(others))


def _gather(said: Sequence[Said], book: Book, said_by_path: Mapping[str, Said]) -> _Gathered:
    """What is wrong with links, each at all its places. What is fine on one page is so on all others."""
    told: _Gathered = {}
    fine = set[tuple[str, str]]()
    for one in said:
        is_page = one.form == "whole" and not one.base
        for link in one.links:
            if is_page and (link.url, link.what) in fine:
                continue
            target = book.find(link.url, one.path, one.base)
            found = _check_link(one, link, target, book, said_by_path)
            if found:
                rule, message, hint = found
                same = link.url if link.url[:1] == "/" or ":" in link.url else f"{one.path} {link.url}"
                told.setdefault((rule, message, same), (hint, []))[1].append(one.at(link.offset, link.url))
            elif is_page and link.url[:1] == "/" and target.path != one.path:
                fine.add((link.url, link.what))
    return told


def _check_link(
    one: Said, link: Asked, target: Reached, book: Book, said_by_path: Mapping[str, Said], /
) -> Telling | None:
    if target.whither is Whither.OWN:
        return _check_own(one, link, target, said_by_path)
    if target.whither is Whither.FOREIGN:
        return _check_foreign(link, target)
    return None if target.whither is Whither.OTHER else _check_missing(link, target, book)


def _find_hint(target: Reached, book: Book, said_by_path: Mapping[str, Said]) -> str:
    """A hint that names what is nearest to a page or an anchor that does not exist, "" if nothing is near."""
    if target.whither is Whither.OWN:
        return did_you_mean(target.fragment, said_by_path[target.path].ids)
    return find_near(target.path, book)


_NEAREST = "nearest"

Telling = tuple[str, str, str]
"""A rule, a message and a hint."""


def find_near(path: str, book: Book) -> str:
    """A hint that names the path that is nearest to one that does not exist, "" if none is near."""
    return did_you_mean(path, book.names)


def _check_missing(link: Asked, target: Reached, book: Book) -> Telling:
    if target.whither is Whither.OUTSIDE:
        message = f"“{link.url}” leads out of the site, which lies below {book.base_path}"
        return _rule_of(link), message, f"write {book.base_path.rstrip('/')}{target.path}"
    what = {"link-broken": "page or file", "picture-missing": "picture"}.get(_rule_of(link), "file")
    return _rule_of(link), f"“{link.url}” leads to no {what} of the site", _NEAREST


def _rule_of(link: Asked) -> str:
    if link.what in PICTURES:
        return "picture-missing"
    return "asset-missing" if link.what in REQUESTS else "link-broken"


def _check_own(one: Said, link: Asked, target: Reached, said_by_path: Mapping[str, Said]) -> Telling | None:
    there = one if target.path == one.path else said_by_path.get(target.path)
    if there is None or link.what != "link":
        return None
    if there.leads_to and there is not one and one.form == "whole":
        message = f"“{link.url}” leads to a page that only leads on, to “{there.leads_to.url}”"
        return "link-detour", message, f"write {there.leads_to.url}"
    fragment = target.fragment
    is_page = there.form in {"whole", "part"}
    if not fragment or not is_page or fragment in there.ids or fragment.lower() == "top" or ":~:" in fragment:
        return None
    message = f"“{link.url}” names an anchor that its page does not have"
    return "anchor-broken", message, _NEAREST


def _check_foreign(link: Asked, target: Reached) -> Telling | None:
    if link.what not in REQUESTS:
        return None
    message = f"browsers ask {target.host} for “{link.url}”, which tells it who reads the page"
    return "request-foreign", message, "put the file on the site"


def check_aliases(said: Sequence[Said], book: Book) -> Iterator[Defect]:
    """`alias-broken`: a page that only leads on leads nowhere, or in a circle."""
    leading = {one.path: book.find(one.leads_to.url, one.path, one.base) for one in said if one.leads_to}
    circular = _find_circular({path: target.path for path, target in leading.items() if target.whither is Whither.OWN})
    missing = 0
    for one in said:
        if one.leads_to is None:
            continue
        target, url = leading[one.path], one.leads_to.url
        if target.whither in {Whither.MISSING, Whither.OUTSIDE}:
            message = f"this page leads on to “{url}”, which leads to no page of the site"
            missing += 1
            near = find_near(target.path, book) if missing <= _MOST else ""
            yield Defect("alias-broken", message, one.at(one.leads_to.offset, url), near)
        elif one.path in circular and not (target.path == one.path and target.fragment):
            message = f"this page leads on to “{url}”, and in the end round in a circle"
            hint = "let it lead to a page with words"
            yield Defect("alias-broken", message, one.at(one.leads_to.offset, url), hint)


def _find_circular(target_by_path: Mapping[str, str]) -> frozenset[str]:
    """The pages from which the way never ends; each is looked at once."""
    ends: dict[str, bool] = {}
    for path in target_by_path:
        way = dict[str, None]()
        here = path
        while here in target_by_path and here not in ends and here not in way:
            way[here] = None
            here = target_by_path[here]
        ends.update(dict.fromkeys(way, ends.get(here, here not in way)))
    return frozenset(path for path, does_end in ends.items() if not does_end)
