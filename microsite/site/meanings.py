"""What a link means: where it leads on the pages of a language, which anchor it names, what is wrong. Pure."""

from __future__ import annotations

import posixpath
import re
import unicodedata
import urllib.parse
from functools import partial

from microsite.content.references import (
    MEDIA,
    SCHEME,
    Address,
    Named,
    find_named,
    from_root,
    is_top,
    parse_address,
    parse_web,
)
from microsite.model.entries import Text
from microsite.model.layout import CONTENT
from microsite.model.media import Use
from microsite.model.site import NOWHERE, Page, ResolvedLink
from microsite.model.slips import find_meant, find_slip
from microsite.site import faults
from microsite.site.addresses import Addresses, Listed
from microsite.site.faults import Tell
from microsite.values.named import NamedTuple

_PREVIEW = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):[0-9]+(?=/)", re.IGNORECASE)


class Spot(NamedTuple):
    """Where a link stands, as far as that matters: whose page, in which languages, of which folder.

    `locale` is the language of the page, `text_locale` that of its text.
    """

    locale: str
    text_locale: str
    folder: str


class Meaning(NamedTuple):
    """What a link means. A `link` of None stands as it was written.

    `anchor` is what it names on the page of `text`, or on its own page without one. `tell` says what is wrong.
    """

    link: ResolvedLink | None = None
    anchor: str = ""
    text: Text | None = None
    tell: Tell | None = None


def find_meaning(url: str, element: str, spot: Spot, addresses: Addresses) -> Meaning:
    """What the URL of a link ("a") or of a picture ("img") means at that spot.

    Of one that means nothing there, the hint is the address that is meant, if that means something.
    """
    found = _look_up(url, element, spot, addresses)
    if found.tell is None:
        return found if found.link else _look_up_preview(url, element, spot, addresses) or found
    below = url.partition(":")[2] if find_slip(url) else url  # https:/de/press/
    for meant in dict.fromkeys((find_meant(url), below)):
        if meant != url and _look_up(meant, element, spot, addresses).tell is None:
            return found._replace(tell=partial(faults.slipped, found.tell, meant))
    return found


def _look_up(url: str, element: str, spot: Spot, addresses: Addresses) -> Meaning:
    web = parse_web(url)
    path = addresses.find_own(web)
    slip = find_slip(url)
    if slip and (path or element != "img"):
        return Meaning(tell=partial(faults.unfit_address, url, slip.message))
    if web and path:
        return _from_root(url, web.address._replace(path=path), element, spot, addresses)
    if web or SCHEME.match(url) or not url.strip():
        return _elsewhere(url, element)
    address = parse_address(url)
    if not address.path:
        is_canonical = unicodedata.is_normalized("NFC", urllib.parse.unquote(url))
        return Meaning(None if is_canonical else ResolvedLink(address.rest), address.anchor)
    if address.path.startswith("/"):
        return _from_root(url, address._replace(path=from_root(address.path)), element, spot, addresses)
    return _below(url, address, element, spot, addresses)


def _look_up_preview(url: str, element: str, spot: Spot, addresses: Addresses) -> Meaning | None:
    """What is wrong with the address of a page of the site as the preview shows it; None if it is none."""
    path = _PREVIEW.sub("", url, count=1)
    if path in ("", "/", url) or _look_up(path, element, spot, addresses).tell:
        return None
    return Meaning(tell=partial(faults.slipped, partial(faults.unfit_address, url, faults.OF_PREVIEW), path))


def _elsewhere(url: str, element: str) -> Meaning:
    """An address that is none of this site: it stays as it is."""
    if element == "img" and url.strip():
        return Meaning(tell=partial(faults.foreign_picture, url))
    return Meaning() if SCHEME.match(url) else Meaning(tell=partial(faults.no_address, url))


def _from_root(url: str, address: Address, element: str, spot: Spot, addresses: Addresses) -> Meaning:
    """An address that begins at the root of the site."""
    if address.path.startswith(f"/{MEDIA}"):
        return _to_file(CONTENT + address.path.removeprefix(f"/{MEDIA}"), url, address, element, spot, addresses)
    if element == "img":
        path = address.path.lstrip("/")
        return Meaning(tell=partial(faults.missing_file, path, spot.folder, addresses.find_nearby, "picture"))
    found = addresses.at(address.path)
    if isinstance(found, Page):
        return _to_page(found, address, spot, addresses)
    if found:
        return _to_list(found, address, spot, addresses)
    written = address.path if url.startswith("/") else url
    return Meaning(tell=partial(faults.no_page_at, written, address.path, addresses.find_known, addresses.find_nearby))


def _below(url: str, address: Address, element: str, spot: Spot, addresses: Addresses) -> Meaning:
    """A path from the folder of the text."""
    path = posixpath.normpath(posixpath.join(spot.folder, address.path))
    if not f"{path}/".startswith(CONTENT):
        use: Use = "picture" if element == "img" else "download"
        return Meaning(tell=partial(faults.leads_out, url, path, addresses.find_nearby, use))
    named = find_named(path) if element == "a" else None
    if named:
        return _to_named(named, url, address, spot, addresses)
    return _to_file(path, url, address, element, spot, addresses)


def _to_file(path: str, url: str, address: Address, element: str, spot: Spot, addresses: Addresses) -> Meaning:
    use: Use = "picture" if element == "img" else "download"
    fault = addresses.shelf.find_fault(path, url, spot.folder, use)
    target = addresses.shelf.find_target(path)
    if addresses.shelf.is_hidden(path):
        return Meaning(NOWHERE, tell=fault)
    if fault or target is None:
        return Meaning(tell=fault)
    image = addresses.shelf.images.get(path) if use == "picture" else None
    if image:
        return Meaning(ResolvedLink(image.url, "", image))
    return Meaning(ResolvedLink(target.url + address.rest))


def _to_named(named: Named, url: str, address: Address, spot: Spot, addresses: Addresses) -> Meaning:
    """A page by its file, or the list of a folder."""
    found = addresses.find_page(named, spot.locale) if named.key else None
    if found:
        return _to_page(found, address, spot, addresses)
    if not named.key:
        for locale in (spot.locale, spot.text_locale, *addresses.tags):
            if target := addresses.lists.get((named.kind, locale)):
                home = addresses.page_by_url.get(target.url)
                if home:
                    return _to_page(home, address, spot, addresses)
                return _to_list(Listed(target, locale), address, spot, addresses)
    why = addresses.hidden.get((named.kind, named.key))
    has_group = (named.kind, named.key) in addresses.groups
    tell = partial(faults.missing_page, named, url, spot.folder, why, addresses.find_nearby, has_group)
    # A build of some languages is for looking at them: what leads to the others leads to the root page instead.
    instead = ResolvedLink(addresses.lists["", spot.locale].url) if why == "language" else NOWHERE if why else None
    return Meaning(instead, tell=tell)


def _to_page(found: Page, address: Address, spot: Spot, addresses: Addresses) -> Meaning:
    tag = "" if found.locale == spot.locale else addresses.tags[found.locale]
    return Meaning(ResolvedLink(found.target.url + address.rest, tag), address.anchor, found.text)


def _to_list(found: Listed, address: Address, spot: Spot, addresses: Addresses) -> Meaning:
    tag = "" if found.locale in ("", spot.locale) else addresses.tags[found.locale]
    tell = partial(faults.no_anchors, address.anchor) if address.anchor and not is_top(address.anchor) else None
    return Meaning(ResolvedLink(found.target.url + address.rest, tag), tell=tell)
