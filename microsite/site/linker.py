"""The links of page after page: what each of them means there, and what is wrong with it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping

from microsite.content.references import is_top
from microsite.diagnostics.hints import Suggest
from microsite.diagnostics.problems import Diagnostic, Span
from microsite.engine.bodies import Uses
from microsite.model.entries import Entry, GroupData, Link, Text
from microsite.model.layout import CONFIG
from microsite.model.site import Group, Page, ResolvedLink
from microsite.site import faults
from microsite.site.addresses import Addresses
from microsite.site.meanings import Meaning, Spot, find_meaning

_KEPT = 64
"""How many texts' anchors are held."""


class Linker:
    """Finds what links mean, each once for all pages of a folder and language that have it.

    `find_uses` says what the body of a text names, and its ids, which are looked up where a link names one and is
    checked.
    """

    def __init__(self, addresses: Addresses, find_uses: Callable[[Text], Uses]) -> None:
        """Know all addresses, and resolve nothing yet."""
        self.addresses, self.find_uses = addresses, find_uses
        self._meanings: dict[tuple[str, str, Spot], Meaning] = {}
        self._anchors: dict[str, frozenset[str]] = {}

    def resolve(self, page: Page, links: Iterable[Link]) -> Mapping[str, ResolvedLink]:
        """What each URL in a page's body means there; those that stand as they are (external ones) are absent."""
        spot = _spot_of(page)
        found = ((link.url, self._find(link, spot).link) for link in links)
        return {url: resolved for url, resolved in found if resolved}

    def check(self, page: Page, links: Iterable[Link], suggest: Suggest) -> tuple[Diagnostic, ...]:
        """What is wrong with the links of a page's body, with the hints that `suggest` gives.

        Nothing is told of a source text on the page of another language: what is wrong there alone, is told here.
        """
        return () if page.is_fallback else tuple(self._check(page, links, suggest))

    def _check(self, page: Page, links: Iterable[Link], suggest: Suggest) -> Iterator[Diagnostic]:
        spot = _spot_of(page)
        for link in links:
            _, anchor, text, tell = self._find(link, spot)
            if (tell or anchor) and not _is_told(page, link):
                span = Span(page.entry.path, link.line, link.column, len(link.url))
                if tell:
                    yield tell(span, suggest)
                elif not self._has(anchor, text or page.text):
                    yield faults.no_anchor(anchor, self._find_anchors(text or page.text), span, suggest)
                elif text:
                    yield from self._check_elsewhere(page, link, anchor, text, span)

    def _check_elsewhere(self, page: Page, link: Link, anchor: str, own: Text, span: Span) -> Iterator[Diagnostic]:
        """An anchor that is right here, where this text stands in for another language: links lead to its pages there.

        Each text that lacks the anchor is told once.
        """
        told: set[str] = set()
        for locale in self.addresses.tags:
            shown = self.addresses.pages.get((page.group.kind, page.group.key, locale))
            if shown and shown.is_fallback and shown.text is page.text:
                text = self._find(link, _spot_of(shown)).text
                if text and text is not own and text.path not in told and not self._has(anchor, text):
                    told.add(text.path)
                    yield faults.no_anchor_there(anchor, locale, text.path, span)

    def _has(self, anchor: str, text: Text) -> bool:
        return f"#{anchor}" in self._find_anchors(text) or is_top(anchor)

    def _find(self, link: Link, spot: Spot) -> Meaning:
        place = link.url, link.element, spot
        found = self._meanings.get(place)
        if found is None:
            found = self._meanings[place] = find_meaning(*place, self.addresses)
        return found

    def check_pictures(self, group: Group, suggest: Suggest) -> Iterator[Diagnostic]:
        """Reports `picture-missing` and `picture-invalid` for the pictures of a group's file."""
        folder = posixpath.dirname(group.data.path)
        for picture in group.data.pictures:
            written = posixpath.relpath(picture.path, f"{folder}/{group.key}")
            own = f"{folder}/{group.key}"  # which the group file's names begin in
            tell = self.addresses.shelf.find_fault(picture.path, written, own, "picture")
            if tell:
                yield tell(Span(group.data.path, picture.line, 1 if picture.line else 0), suggest)

    def check_photos(self, groups: Iterable[Group], suggest: Suggest) -> Iterator[Diagnostic]:
        """The same for the photos of contacts, each at the first place that names it."""
        config = self.addresses.config
        named = {config.contact.photo: config.places.get("contact.photo", Span(CONFIG))} if config.contact else {}
        for group in groups:
            naming: tuple[GroupData | Entry, ...] = (group.data, *group.entries.values())
            for one in naming:
                if one.contact:
                    named.setdefault(one.contact.photo, Span(one.path, *one.contact.photo_place))
        for photo, span in named.items():
            folder, _, written = photo.rpartition("/")
            tell = self.addresses.shelf.find_fault(photo, written, folder, "picture") if photo else None
            if tell:
                yield tell(span, suggest)

    def check_own(self, url: str, place: str, suggest: Suggest) -> Iterator[Diagnostic]:
        """What is wrong with an address at that place of site.yaml, as if a text of the source language had it."""
        if not url:
            return
        locale = self.addresses.config.source_language
        spot = Spot(locale, locale, posixpath.dirname(CONFIG))
        _, anchor, text, tell = find_meaning(url, "a", spot, self.addresses)
        span = self.addresses.config.places.get(place, Span(CONFIG))
        if tell:
            yield tell(span, suggest)
        elif anchor and text and not self._has(anchor, text):
            yield faults.no_anchor(anchor, self._find_anchors(text), span, suggest)

    def _find_anchors(self, text: Text) -> frozenset[str]:
        """The ids of a text, with “#”; of the last few that links led to, since those of all would be much."""
        if text.digest not in self._anchors:
            if len(self._anchors) == _KEPT:
                self._anchors.clear()
            self._anchors[text.digest] = frozenset(f"#{id_}" for id_ in self.find_uses(text).ids)
        return self._anchors[text.digest]


def _is_told(page: Page, link: Link) -> bool:
    """True of an address with braces in it that are told already: nobody knows where it would lead without them."""
    if "{{" not in link.url:
        return False
    told = (one.span for one in page.text.body_problems if one.rule == "figure-unknown")
    columns = range(link.column, link.column + len(link.url))
    return any(span and span.line == link.line and span.column in columns for span in told)


def _spot_of(page: Page) -> Spot:
    return Spot(page.locale, page.entry.locale, posixpath.dirname(page.entry.path))
