"""What the links of a page mean: another page, a list, a file, an anchor, or a place outside the site."""

from __future__ import annotations

import posixpath
import unicodedata
import urllib.parse
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from microsite.bodies import Uses
from microsite.diagnostics import Diagnostic, Span, did_you_mean, problem
from microsite.digests import digest_of, digest_of_words
from microsite.kinds import KINDS
from microsite.layout import CONTENT
from microsite.model import Config, Group, GroupKey, Link, Page, PageKey, ResolvedLink, Target, Text
from microsite.references import RUNNABLE, SCHEME, Address, Named, find_named, from_name, parse_address

Hidden = Literal["draft", "held", "language"]
"""Why the site does not show a group: drafts alone, held back, or no text in the languages of this build."""


class Linker:
    """Knows every address of a site, and resolves the links of page after page."""

    def __init__(
        self,
        config: Config,
        groups: Sequence[Group],
        pages: Mapping[PageKey, Page],
        lists: Mapping[tuple[str, str], Target],
        files: Collection[str],
        find_uses: Callable[[Text], Uses],
        hidden: Mapping[GroupKey, Hidden] | None = None,
    ) -> None:
        """Take `lists` by (kind, locale), roots under ("", locale); `hidden` are groups not shown, and why.

        `find_uses` says what the body of a text names, and its ids, which are looked up where a link names one and is
        checked.
        """
        self._config, self._pages, self._lists = config, pages, lists
        self._files, self._hidden = files, hidden or {}
        self._base_path = config.base_path
        self._groups = {(group.kind, group.key): group for group in groups}
        self._tags = {locale.key: locale.tag for locale in config.languages}
        self.find_uses = find_uses
        self._is_checking = False
        self._problems: list[Diagnostic] = []
        self._resolved: dict[tuple[str, str, str, str, str], ResolvedLink | None] = {}
        self._addresses: dict[str, dict[str, str]] = {locale: {} for locale in self._tags}

    @cached_property
    def _page_by_url(self) -> Mapping[str, Page]:
        return {page.target.url: page for page in self._pages.values()}

    @cached_property
    def _list_by_url(self) -> Mapping[str, tuple[Target, str]]:
        found = {target.url: (target, locale) for (_, locale), target in self._lists.items()}
        return found | {target.url: (target, locale) for target, locale in _others(self._config, self._lists)}

    # ---- what a name means, as one word -------------------------------------------------------------------------

    def address(self, name: str, locale: str) -> str:
        """All that what a name of `find_names` stands for can add to the links of a page in a language, or ""."""
        known = self._addresses[locale]
        found = known.get(name)
        if found is None:
            found = known[name] = self._describe(name, locale)
        return found

    def _describe(self, name: str, locale: str) -> str:
        if name.startswith("/"):
            page, listed = self._at(name)
            return f"{page.locale} {page.target.url}" if page else f"{listed[1]} {listed[0].url}" if listed else ""
        if name.startswith(CONTENT):
            return "file" if name in self._files else ""
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
        lists = [(key, target.url) for key, target in self._lists.items()]
        files, hidden = sorted(self._files), sorted(self._hidden.items())
        others = digest_of(repr(self._config.languages), self._base_path, lists, files, hidden)
        return digest_of_words(others, *pages)

    def _at(self, path: str) -> tuple[Page | None, tuple[Target, str] | None]:
        """The page, or the list, at an address from the root of the site, which may be written in three ways."""
        url = self._base_path + path[1:]
        for candidate in (url, url.removesuffix("index.html"), f"{url}/"):
            if candidate in self._page_by_url:
                return self._page_by_url[candidate], None
            if candidate in self._list_by_url:
                return None, self._list_by_url[candidate]
        return None, None

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

    def find_target(self, path: str) -> Target | None:
        """Where a file under `content/` goes; None if it is not there."""
        if path not in self._files:
            return None
        below = path.removeprefix(CONTENT)
        return Target(f"media/{below}", self._base_path + "media/" + urllib.parse.quote(below))

    def check_pictures(self, group: Group) -> Iterator[Diagnostic]:
        """Reports `picture-missing` for the pictures of a group's file."""
        for picture in group.data.pictures:
            if picture.path not in self._files:
                span = Span(group.data.path, picture.line, 1 if picture.line else 0)
                yield self._missing_file(picture.path, group.data.path, span, is_picture=True)

    # ---- one link -------------------------------------------------------------------------------------------

    def _resolve(self, use: Link, page: Page) -> ResolvedLink | None:
        span = Span(page.entry.path, use.line, use.column, len(use.url))
        if use.element == "img" and (SCHEME.match(use.url) or use.url.startswith("//")):
            self._problems.append(_foreign_picture(use.url, page, span))
            return None
        if SCHEME.match(use.url):
            return None
        if not use.url.strip() or use.url.startswith("//"):
            self._problems.append(_no_address(use.url, span))
            return None
        address = parse_address(use.url)
        if not address.path:
            self._check_anchor(address.anchor, page.text, span)
            is_canonical = unicodedata.is_normalized("NFC", urllib.parse.unquote(use.url))
            return None if is_canonical else ResolvedLink(address.rest)
        if address.path.startswith("/"):
            return self._resolve_from_root(address, page, span)
        return self._resolve_path(use, address, page, span)

    def _resolve_path(self, use: Link, address: Address, page: Page, span: Span) -> ResolvedLink | None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.entry.path), address.path))
        if not f"{path}/".startswith(CONTENT):
            hint = "link to pages as ../glossary/term.md, to files as <key>/file.pdf"
            self._problems.append(problem("link-unsafe", f"“{use.url}” leads out of {CONTENT}", span, hint=hint))
            return None
        named = find_named(path) if use.element == "a" else None
        if named:
            return self._resolve_named(named, use.url, address, page, span)
        if use.element == "a" and posixpath.splitext(path)[1].lower() in RUNNABLE:
            message = f"“{use.url}” would be a page or a script of its own on this site, which nobody has checked"
            hint = "offer it as a PDF or in a ZIP file, or write it as a page in Markdown"
            self._problems.append(problem("link-unsafe", message, span, hint=hint))
            return None
        target = self.find_target(path)
        if target is None:
            self._problems.append(self._missing_file(path, page.entry.path, span, is_picture=use.element == "img"))
            return None
        return ResolvedLink(target.url + address.rest)

    def _resolve_from_root(self, address: Address, page: Page, span: Span) -> ResolvedLink | None:
        found, listed = self._at(address.path)
        if found:
            return self._to_page(found, address, page, span)
        if listed:
            return self._to_list(*listed, address, page, span)
        known = (f"/{url.removeprefix(self._base_path)}" for url in (*self._page_by_url, *self._list_by_url))
        hint = did_you_mean(address.path, known)
        hint = hint or "link to pages by their file: ../press/release.md"
        self._problems.append(problem("link-broken", f"there is no page “{address.path}”", span, hint=hint))
        return None

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
        self._problems.append(self._missing_page(named, url, page, span))
        # A build of some languages is for looking at them: what leads to the others leads to the root page instead.
        is_elsewhere = self._hidden.get((named.kind, named.key)) == "language"
        return ResolvedLink(self._lists["", page.locale].url) if is_elsewhere else None

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
        ids = self.find_uses(text).ids  # read each time: those of all pages together would be much
        if anchor not in ids:
            hint = (
                did_you_mean(f"#{anchor}", [f"#{id_}" for id_ in ids])
                or f"give the heading the anchor: ## Heading {{#{anchor}}}"
            )
            message = f"there is no anchor “#{anchor}” on that page"
            self._problems.append(problem("anchor-broken", message, span, hint=hint))

    # ---- what is wrong --------------------------------------------------------------------------------------

    def _missing_page(self, named: Named, url: str, page: Page, span: Span) -> Diagnostic:
        base = page.entry.path
        reason = self._hidden.get((named.kind, named.key))
        if reason == "language":
            message = f"“{url}” exists only in languages that this build leaves out"
            return problem("translation-missing", message, span, hint="build without --lang to follow the link")
        if reason == "draft":
            hint = "build with --drafts to see both, or take the link away for now"
            return problem("link-broken", f"“{url}” is a draft, which readers do not get to see", span, hint=hint)
        if reason == "held":
            hint = "hold this text back, too, or take the link away for now; see what is told as held-back"
            return problem(
                "link-broken", f"“{url}” is held back, so that readers do not get to see it", span, hint=hint
            )
        if named.locale and self._groups.get((named.kind, named.key)):
            plain = _relative(f"{CONTENT}{KINDS[named.kind].folder}/{named.key}.md", base)
            hint = f"write {plain}, which leads to the reader’s language or one that there is"
            return problem("link-broken", f"there is no “{named.locale}” version of this page", span, hint=hint)
        known = {_relative(f"{CONTENT}{KINDS[kind].folder}/{key}.md", base) for kind, key in self._groups}
        hint = did_you_mean(url.partition("#")[0], known) or "check the file’s name; links carry no language"
        return problem("link-broken", f"there is no page “{url}”", span, hint=hint)

    def _missing_file(self, path: str, base: str, span: Span, *, is_picture: bool) -> Diagnostic:
        what, rule = ("picture", "picture-missing") if is_picture else ("file", "link-broken")
        name = posixpath.basename(path)
        known = {_relative(file, base) for file in self._files}
        hint = did_you_mean(_relative(path, base), known)
        hint = hint or next((f"did you mean “{near}”?" for near in sorted(known) if near.endswith(f"/{name}")), "")
        if "@" in name and not is_picture:
            hint = f"write mailto:{name}"
        elif name.startswith("www."):
            hint = f"write https://{name}"
        return problem(
            rule, f"there is no {what} “{path}”", span, hint=hint or f"put the {what} there, or correct the name"
        )


def _others(config: Config, lists: Collection[tuple[str, str]]) -> Iterator[tuple[Target, str]]:
    """What the site has beside pages and lists, each with its language: the page of all languages, what machines read.

    A language has a feed if it lists releases.
    """
    base = config.base_path
    yield Target("index.html", base), ""
    yield from ((Target(name, base + name), "") for name in ("robots.txt", "sitemap.xml"))
    feeds = ((f"{locale}/feed.xml", locale) for kind, locale in lists if kind == "press")
    yield from ((Target(path, base + path), locale) for path, locale in feeds)


def _foreign_picture(url: str, page: Page, span: Span) -> Diagnostic:
    folder = f"{CONTENT}{KINDS[page.group.kind].folder}/{page.group.key}/"
    message = f"the picture “{url}” lies on another host, which would learn of every reader"
    hint = f"pictures are kept with the site: put the file into {folder}"
    return problem("link-unsafe", message, span, hint=hint)


def _no_address(url: str, span: Span) -> Diagnostic:
    if url.strip():
        hint = f"write https:{url}, or /{url.lstrip('/')} for a page of this site"
        return problem("link-broken", f"“{url}” does not say how to get there", span, hint=hint)
    hint = "write between the parentheses where it leads: [text](../glossary/term.md)"
    return problem("link-broken", "this link or picture has no address", span, hint=hint)


def _relative(path: str, base: str) -> str:
    """A path as one would write it in the file `base`."""
    return posixpath.relpath(path, posixpath.dirname(base))
