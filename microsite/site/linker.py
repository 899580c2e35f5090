"""What the links of a page mean: another page, a list, a file, an anchor, or a place outside the site."""

from __future__ import annotations

import posixpath
import unicodedata
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial

from microsite.content.material import Hidden
from microsite.content.references import (
    MEDIA,
    SCHEME,
    Address,
    Named,
    Web,
    find_named,
    find_nearby,
    from_name,
    from_root,
    parse_address,
    parse_web,
)
from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.engine.bodies import Uses
from microsite.engine.digests import digest_of, digest_of_words
from microsite.model.entries import Config, Group, GroupKey, Link, Page, PageKey, ResolvedLink, Target, Text
from microsite.model.layout import CONFIG, CONTENT
from microsite.model.media import Signature, Use
from microsite.site import faults
from microsite.site.extras import find_extras
from microsite.site.shelf import Shelf

_KEPT = 64
"""How many texts' anchors are held."""


class Linker:
    """Knows every address of a site, and resolves the links of page after page."""

    def __init__(
        self,
        config: Config,
        groups: Sequence[Group],
        pages: Mapping[PageKey, Page],
        lists: Mapping[tuple[str, str], Target],
        files: Mapping[str, Signature],
        find_uses: Callable[[Text], Uses],
        hidden: Mapping[GroupKey, Hidden] | None = None,
    ) -> None:
        """Take `lists` by (kind, locale), roots under ("", locale); `hidden` are groups not shown, and why.

        `files` are those of content that are no texts, by path, with what their first bytes make of them.
        `find_uses` says what the body of a text names, and its ids, which are looked up where a link names one and is
        checked.
        """
        self._config, self._pages, self._lists = config, pages, lists
        self._hidden = hidden or {}
        self._groups = {(group.kind, group.key): group for group in groups}
        self._find_nearby = cache(partial(find_nearby, groups=self._groups, files=files))
        self._shelf = Shelf(config, files, self._hidden, self._find_nearby)
        self._base_path = config.base_path
        self._sites = [site for url in (config.base_url, config.also_at) if (site := parse_web(url))]
        self._hosts = tuple(f"//{site.host}/" for site in self._sites)
        self._tags = {locale.key: locale.tag for locale in config.languages}
        self.find_uses = find_uses
        self._is_checking = False
        self._problems: list[Diagnostic] = []
        self._resolved: dict[tuple[str, str, str, str, str], ResolvedLink | None] = {}
        self._anchors: dict[str, frozenset[str]] = {}
        self._addresses: dict[str, dict[str, str]] = {locale: {} for locale in self._tags}

    @cached_property
    def _page_by_url(self) -> Mapping[str, Page]:
        return {page.target.url: page for page in self._pages.values()}

    @cached_property
    def _list_by_url(self) -> Mapping[str, tuple[Target, str]]:
        found = {target.url: (target, locale) for (_, locale), target in self._lists.items()}
        others = find_extras(self._config, self._lists, self._pages)
        return found | {target.url: (target, locale) for target, locale in others}

    @cached_property
    def _page_by_alias(self) -> Mapping[str, Page]:
        pages = (page for page in self._pages.values() if page.entry.aliases and not page.is_fallback)
        return {self._base_path + alias.strip("/"): page for page in pages for alias in page.entry.aliases}

    # ---- what a name means, as one word -------------------------------------------------------------------------

    def address(self, name: str, locale: str) -> str:
        """All that what a name of `find_names` stands for can add to the links of a page in a language, or ""."""
        known = self._addresses[locale]
        found = known.get(name)
        if found is None:
            found = known[name] = self._describe(name, locale)
        return found

    def is_elsewhere(self, name: str) -> bool:
        """True of a name of `find_names` that leads out of the site, as those of most addresses of the web do."""
        return name[:2] == "//" and not name.startswith(self._hosts)

    def _describe(self, name: str, locale: str) -> str:
        if self.is_elsewhere(name):
            return ""
        file = self._find_file(name)
        if file:
            return f"file {self._shelf.signatures[file]}" if self._shelf.find_target(file) else ""
        if name.startswith("/"):
            page, listed = self._at(self._from_root(name))
            return f"{page.locale} {page.target.url}" if page else f"{listed[1]} {listed[0].url}" if listed else ""
        kind, _, key = name.partition(":")
        if key:
            page = self._pages.get((kind, key, locale)) or self._find_page(from_name(name), locale)
            hidden = self._hidden.get((kind, key.partition(".")[0]), "")
            return f"{page.locale} {page.target.url}" if page else hidden
        return " ".join(self._lists[kind, other].url for other in self._tags if (kind, other) in self._lists)

    @cached_property
    def book(self) -> str:
        """The digest of all addresses and anchors: of all that bodies may depend on beside themselves."""
        pages = (word for key, page in self._pages.items() for word in (*key, page.target.url, page.text.anchors))
        aliases = [(alias, page.target.url) for alias, page in self._page_by_alias.items()]
        lists = [(key, target.url) for key, target in self._lists.items()]
        files, hidden = sorted(self._shelf.signatures.items()), sorted(self._hidden.items())
        settings = repr(self._config.languages), self._config.base_url, self._config.also_at, self._config.downloads
        others = digest_of(*settings, lists, sorted(self._list_by_url), aliases, files, hidden)
        return digest_of_words(others, *pages)

    def _at(self, path: str) -> tuple[Page | None, tuple[Target, str] | None]:
        """The page, or the list, at an address from the root of the site, which may be written in three ways."""
        if not path:
            return None, None
        url = self._base_path + path[1:]
        for candidate in (url, url.removesuffix("index.html"), f"{url}/"):
            if candidate in self._page_by_url:
                return self._page_by_url[candidate], None
            if candidate in self._list_by_url:
                return None, self._list_by_url[candidate]
        return self._page_by_alias.get(url.rstrip("/")), None

    def _from_root(self, name: str) -> str:
        """The path from the root of the site that a name of `find_names` with a slash before it stands for, or ""."""
        if not name.startswith("//"):
            return name
        host, _, path = name[2:].partition("/")
        return self._find_own(Web(host, Address(f"/{path}", "", "")))

    def _find_own(self, web: Web | None) -> str:
        """The path from the root of this site that an address of the web means; "" if it leads elsewhere."""
        return next((path for site in self._sites if web and (path := web.below(site))), "")

    # ---- pages --------------------------------------------------------------------------------------------------

    def check(self, page: Page, links: Iterable[Link]) -> tuple[Diagnostic, ...]:
        """What is wrong with the links of a page's body.

        Nothing is told of a source text on the page of another language: it has the same problems there.
        """
        if page.is_fallback:
            return ()
        self._problems, self._is_checking = [], True
        self.resolve(page, links)
        self._is_checking = False
        return tuple(self._problems)

    def resolve(self, page: Page, uses: Iterable[Link]) -> Mapping[str, ResolvedLink]:
        """What each URL in a page's body means there; those that stand as they are (external ones) are absent."""
        folder = posixpath.dirname(page.entry.path)
        links: dict[str, ResolvedLink] = {}
        for use in uses:
            url, element = use.url, use.element
            place = (page.locale, page.entry.locale, folder, element, url)
            if place in self._resolved:
                found = self._resolved[place]
            else:
                count = len(self._problems)
                found = self._resolve(use, page)
                # What holds for one page holds for all of its folder and languages, but for anchors: those of its own,
                # and those that nobody has looked up.
                if len(self._problems) == count and "#" not in (url if not self._is_checking else url[:1]):
                    self._resolved[place] = found
            if found:
                links[url] = found
        return links

    # ---- files --------------------------------------------------------------------------------------------------

    def find_media(self, names: Iterable[str]) -> dict[str, Target]:
        """Of the files that names of `find_names` stand for those that may be published, by path, and where they go."""
        paths = sorted({self._find_file(name) for name in names if not self.is_elsewhere(name)})
        return {path: target for path in paths if (target := self._shelf.find_target(path))}

    def _find_file(self, name: str) -> str:
        """The file under `content/` that a name of `find_names` stands for; "" if it is none."""
        if name.startswith("/"):
            path = self._from_root(name)
            name = CONTENT + path.removeprefix(f"/{MEDIA}") if path.startswith(f"/{MEDIA}") else ""
        return name if name in self._shelf.signatures else ""

    def check_pictures(self, group: Group) -> Iterator[Diagnostic]:
        """Reports `picture-missing` and `picture-invalid` for the pictures of a group's file."""
        for picture in group.data.pictures:
            span = Span(group.data.path, picture.line, 1 if picture.line else 0)
            written = posixpath.relpath(picture.path, f"{posixpath.dirname(group.data.path)}/{group.key}")
            found = self._shelf.check(picture.path, written, group.data.path, span, "picture")
            if found:
                yield found

    def check_own(self, url: str) -> Iterator[Diagnostic]:
        """Reports `link-broken` for an address in site.yaml that is one of this site, and leads nowhere."""
        path = self._find_own(parse_web(url))
        if path and not any(self._at(path)):
            yield faults.no_page_at(url, path, self._known, Span(CONFIG))

    # ---- one link -------------------------------------------------------------------------------------------

    def _resolve(self, use: Link, page: Page) -> ResolvedLink | None:
        span = Span(page.entry.path, use.line, use.column, len(use.url))
        web = parse_web(use.url)
        path = self._find_own(web)
        if web and path:
            return self._resolve_from_root(use, web.address._replace(path=path), page, span)
        if web or SCHEME.match(use.url) or not use.url.strip():
            self._check_elsewhere(use, page, span, is_web=web is not None)
            return None
        address = parse_address(use.url)
        if not address.path:
            self._check_anchor(address.anchor, page.text, span)
            is_canonical = unicodedata.is_normalized("NFC", urllib.parse.unquote(use.url))
            return None if is_canonical else ResolvedLink(address.rest)
        if address.path.startswith("/"):
            return self._resolve_from_root(use, address._replace(path=from_root(address.path)), page, span)
        return self._resolve_path(use, address, page, span)

    def _check_elsewhere(self, use: Link, page: Page, span: Span, *, is_web: bool) -> None:
        """Report what is wrong with an address that is none of this site."""
        scheme = SCHEME.match(use.url)
        if use.element == "img" and use.url.strip():
            self._problems.append(faults.foreign_picture(use.url, page, span))
        elif not scheme or (scheme[0].lower() in ("http:", "https:") and not is_web):
            self._problems.append(faults.no_address(use.url, span))

    def _resolve_path(self, use: Link, address: Address, page: Page, span: Span) -> ResolvedLink | None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.entry.path), address.path))
        if not f"{path}/".startswith(CONTENT):
            self._problems.append(faults.leads_out(use.url, span))
            return None
        named = find_named(path) if use.element == "a" else None
        if named:
            return self._resolve_named(named, use.url, address, page, span)
        return self._resolve_file(path, use, address, page, span)

    def _resolve_file(self, path: str, use: Link, address: Address, page: Page, span: Span) -> ResolvedLink | None:
        meant: Use = "picture" if use.element == "img" else "download"
        found = self._shelf.check(path, use.url, page.entry.path, span, meant)
        target = self._shelf.find_target(path)
        if found or target is None:
            self._problems += [found] if found else []
            return None
        return ResolvedLink(target.url + address.rest)

    def _resolve_from_root(self, use: Link, address: Address, page: Page, span: Span) -> ResolvedLink | None:
        if address.path.startswith(f"/{MEDIA}"):
            return self._resolve_file(CONTENT + address.path.removeprefix(f"/{MEDIA}"), use, address, page, span)
        if use.element == "img":
            base, path = page.entry.path, address.path.lstrip("/")
            nearby = self._find_nearby(posixpath.dirname(base))
            self._problems.append(faults.missing_file(path, base, span, nearby, "picture"))
            return None
        found, listed = self._at(address.path)
        if found:
            return self._to_page(found, address, page, span)
        if listed:
            return self._to_list(*listed, address, page, span)
        written = address.path if use.url.startswith("/") else use.url
        self._problems.append(faults.no_page_at(written, address.path, self._known, span))
        return None

    @cached_property
    def _known(self) -> frozenset[str]:
        """The addresses from the root that an author may mean."""
        return frozenset(f"/{url.removeprefix(self._base_path)}" for url in (*self._page_by_url, *self._list_by_url))

    def _resolve_named(self, named: Named, url: str, address: Address, page: Page, span: Span) -> ResolvedLink | None:
        found = self._find_page(named, page.locale) if named.key else None
        if found:
            return self._to_page(found, address, page, span)
        if not named.key:
            for locale in (page.locale, page.entry.locale, *self._tags):
                if target := self._lists.get((named.kind, locale)):
                    home = self._page_by_url.get(target.url)
                    if home:
                        return self._to_page(home, address, page, span)
                    return self._to_list(target, locale, address, page, span)
        why = self._hidden.get((named.kind, named.key))
        nearby = self._find_nearby(posixpath.dirname(page.entry.path))
        has_group = (named.kind, named.key) in self._groups
        base = page.entry.path
        self._problems.append(faults.missing_page(named, url, base, span, why, nearby, has_group=has_group))
        # A build of some languages is for looking at them: what leads to the others leads to the root page instead.
        return ResolvedLink(self._lists["", page.locale].url) if why == "language" else None

    def _find_page(self, named: Named, locale: str) -> Page | None:
        """The named page in the language asked for, else in the reader's, else in its source, else in any."""
        group = self._groups.get((named.kind, named.key))
        if group is None:
            return None
        wanted = (named.locale,) if named.locale else (locale, group.source, *group.entries)
        return next((found for key in wanted if (found := self._pages.get((group.kind, group.key, key)))), None)

    def _to_page(self, found: Page, address: Address, page: Page, span: Span) -> ResolvedLink:
        self._check_anchor(address.anchor, found.text, span)
        tag = "" if found.locale == page.locale else self._tags[found.locale]
        return ResolvedLink(found.target.url + address.rest, tag)

    def _to_list(self, target: Target, locale: str, address: Address, page: Page, span: Span) -> ResolvedLink:
        if address.anchor:
            message = f"there is no anchor “#{address.anchor}” on that page, which the site makes itself"
            hint = f"leave “#{address.anchor}” away, or link to the entry that is meant"
            self._problems.append(problem("anchor-broken", message, span, hint=hint))
        return ResolvedLink(target.url + address.rest, "" if locale in ("", page.locale) else self._tags[locale])

    def _check_anchor(self, anchor: str, text: Text, span: Span) -> None:
        if not anchor or not self._is_checking:
            return
        anchors = self._find_anchors(text)
        if f"#{anchor}" not in anchors:
            hint = did_you_mean(f"#{anchor}", anchors) or f"give the heading the anchor: ## Heading {{#{anchor}}}"
            message = f"there is no anchor “#{anchor}” on that page"
            self._problems.append(problem("anchor-broken", message, span, hint=hint))

    def _find_anchors(self, text: Text) -> frozenset[str]:
        """The ids of a text, with “#”; of the last few that links led to, since those of all would be much."""
        if text.digest not in self._anchors:
            if len(self._anchors) == _KEPT:
                self._anchors.clear()
            self._anchors[text.digest] = frozenset(f"#{id_}" for id_ in self.find_uses(text).ids)
        return self._anchors[text.digest]
