"""What the links of a page mean: another page, a list, a file, an anchor, or a place outside the site."""

from __future__ import annotations

import posixpath
import re
import unicodedata
import urllib.parse
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from microsite.assembly import unknown_figure
from microsite.diagnostics import Diagnostic, Span, did_you_mean, problem
from microsite.kinds import KIND_BY_FOLDER, KINDS
from microsite.layout import CONTENT
from microsite.model import Config, Document, Group, Link, Page, PageKey, ResolvedLink, Target

RUNNABLE = frozenset((".htm", ".html", ".js", ".mjs", ".shtml", ".svg", ".svgz", ".xhtml", ".xht", ".xml", ".xsl"))
"""Endings of files that a browser runs as part of the site when a link leads there. Pictures may be SVG: as such
their scripts do not run."""

Hidden = Literal["draft", "language"]
"""Why the site does not show a group: it has drafts alone, or no text in the languages of this build."""

_FRAGMENT = "/?:@!$&'()*+,;=~"  # may stand in one as they are (RFC 3986, section 3.5)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class _Address:
    """A URL in its parts, percent-decoded but for the query; paths and anchors are NFC, as those of the site are."""

    path: str
    query: str
    anchor: str

    @property
    def rest(self) -> str:
        """What follows the path, percent-encoded."""
        query = f"?{self.query}" if self.query else ""
        return query + (f"#{urllib.parse.quote(self.anchor, safe=_FRAGMENT)}" if self.anchor else "")


@dataclass(frozen=True, slots=True)
class _Named:
    """What a path names: a group, in a language if the author says so; without a key, a list or a language's root."""

    kind: str
    key: str
    locale: str = ""


class Linker:
    """Resolves the links of page after page; gathers the `problems`, and the `media` that are used, by path."""

    def __init__(
        self,
        config: Config,
        groups: Sequence[Group],
        pages: Mapping[PageKey, Page],
        lists: Mapping[tuple[str, str], Target],
        documents: Mapping[str, Document],
        files: Collection[str],
        hidden: Mapping[tuple[str, str], Hidden] | None = None,
    ) -> None:
        """Take `lists` by (kind, locale), roots under ("", locale); `hidden` are groups not shown, and why."""
        self.problems: list[Diagnostic] = []
        self.media: dict[str, Target] = {}
        self._config, self._pages, self._lists = config, pages, lists
        self._documents, self._files, self._hidden = documents, files, hidden or {}
        self._groups = {(group.kind, group.key): group for group in groups}
        self._tags = {locale.key: locale.tag for locale in config.languages}
        self._page_by_url = {page.target.url: page for page in pages.values()}
        self._list_by_url = {target.url: (target, locale) for (_, locale), target in lists.items()}
        self._list_by_url |= {target.url: (target, locale) for target, locale in _others(config, lists)}

    def resolve_page(self, page: Page) -> dict[str, ResolvedLink]:
        """What each URL in a page's body means there; URLs that stand as they are (external) are absent."""
        document = self._documents[page.entry.path]
        self._check_figures(page, document)
        resolved = ((use.url, self._resolve(use, page, document)) for use in document.links)
        return {url: meaning for url, meaning in resolved if meaning}

    def resolve_pictures(self, group: Group) -> None:
        """Take a group's pictures into the media."""
        for picture in group.data.pictures:
            span = Span(group.data.path, picture.line, 1 if picture.line else 0)
            if not self._file(picture.path):
                self.problems.append(self._missing_file(picture.path, group.data.path, span, is_picture=True))

    def _check_figures(self, page: Page, document: Document) -> None:
        known = page.group.data.figures
        for use in document.figures:
            if use.name and use.name not in known:
                span = Span(page.entry.path, use.line, use.column, use.length)
                self._report(page, unknown_figure(use.name, known, span))

    # ---- one link -------------------------------------------------------------------------------------------

    def _resolve(self, use: Link, page: Page, document: Document) -> ResolvedLink | None:
        span = Span(page.entry.path, use.line, use.column, len(use.url))
        if use.element == "img" and (_SCHEME.match(use.url) or use.url.startswith("//")):
            self._report(page, _foreign_picture(use.url, page, span))
            return None
        if _SCHEME.match(use.url):
            return None
        if not use.url.strip() or use.url.startswith("//"):
            self._report(page, _no_address(use.url, span))
            return None
        address = _address(use.url)
        if not address.path:
            self._check_anchor(address.anchor, page, document, span)
            is_canonical = unicodedata.is_normalized("NFC", urllib.parse.unquote(use.url))
            return None if is_canonical else ResolvedLink(address.rest)
        if address.path.startswith("/"):
            return self._resolve_from_root(address, page, span)
        return self._resolve_path(use, address, page, span)

    def _resolve_path(self, use: Link, address: _Address, page: Page, span: Span) -> ResolvedLink | None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.entry.path), address.path))
        if not f"{path}/".startswith(CONTENT):
            hint = "link to pages as ../glossary/term.md, to files as <key>/file.pdf"
            self._report(page, problem("link-unsafe", f"“{use.url}” leads out of {CONTENT}", span, hint=hint))
            return None
        named = _named(path) if use.element == "a" else None
        if named:
            return self._resolve_named(named, use.url, address, page, span)
        if use.element == "a" and posixpath.splitext(path)[1].lower() in RUNNABLE:
            message = f"“{use.url}” would be a page or a script of its own on this site, which nobody has checked"
            hint = "offer it as a PDF or in a ZIP file, or write it as a page in Markdown"
            self._report(page, problem("link-unsafe", message, span, hint=hint))
            return None
        target = self._file(path)
        if target is None:
            self._report(page, self._missing_file(path, page.entry.path, span, is_picture=use.element == "img"))
            return None
        return ResolvedLink(target.url + address.rest)

    def _resolve_from_root(self, address: _Address, page: Page, span: Span) -> ResolvedLink | None:
        url = self._config.base_path + address.path[1:]
        for candidate in (url, url.removesuffix("index.html"), f"{url}/"):
            if candidate in self._page_by_url:
                return self._to_page(self._page_by_url[candidate], address, page, span)
            if candidate in self._list_by_url:
                return self._to_list(*self._list_by_url[candidate], address, page, span)
        known = (f"/{url.removeprefix(self._config.base_path)}" for url in (*self._page_by_url, *self._list_by_url))
        hint = did_you_mean(address.path, known)
        hint = hint or "link to pages by their file: ../press/release.md"
        self._report(page, problem("link-broken", f"there is no page “{address.path}”", span, hint=hint))
        return None

    def _resolve_named(self, named: _Named, url: str, address: _Address, page: Page, span: Span) -> ResolvedLink | None:
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
        self._report(page, self._missing_page(named, url, page, span))
        # A build of some languages is for looking at them: what leads to the others leads to the root page instead.
        is_elsewhere = self._hidden.get((named.kind, named.key)) == "language"
        return ResolvedLink(self._lists["", page.locale].url) if is_elsewhere else None

    def _find_page(self, named: _Named, locale: str) -> Page | None:
        """The named page in the language asked for, else in the reader's, else in its source, else in any."""
        group = self._groups.get((named.kind, named.key))
        if group is None:
            return None
        wanted = (named.locale,) if named.locale else (locale, group.source, *group.entries)
        return next((found for key in wanted if (found := self._pages.get((group.kind, group.key, key)))), None)

    def _to_page(self, found: Page, address: _Address, page: Page, span: Span) -> ResolvedLink:
        self._check_anchor(address.anchor, page, self._documents[found.entry.path], span)
        tag = "" if found.locale == page.locale else self._tags[found.locale]
        return ResolvedLink(found.target.url + address.rest, tag)

    def _to_list(self, target: Target, locale: str, address: _Address, page: Page, span: Span) -> ResolvedLink:
        if address.anchor:
            message = f"there is no anchor “#{address.anchor}” on that page, which the site makes itself"
            hint = f"leave “#{address.anchor}” away, or link to the entry that is meant"
            self._report(page, problem("anchor-broken", message, span, hint=hint))
        return ResolvedLink(target.url + address.rest, "" if locale in ("", page.locale) else self._tags[locale])

    def _check_anchor(self, anchor: str, page: Page, document: Document, span: Span) -> None:
        if anchor and anchor not in document.ids:
            hint = (
                did_you_mean(f"#{anchor}", [f"#{id_}" for id_ in document.ids])
                or f"give the heading the anchor: ## Heading {{#{anchor}}}"
            )
            message = f"there is no anchor “#{anchor}” on that page"
            self._report(page, problem("anchor-broken", message, span, hint=hint))

    def _file(self, path: str) -> Target | None:
        if path in self._files:
            below = path.removeprefix(CONTENT)
            self.media[path] = Target(f"media/{below}", self._config.base_path + "media/" + urllib.parse.quote(below))
        return self.media.get(path)

    # ---- what is wrong --------------------------------------------------------------------------------------

    def _missing_page(self, named: _Named, url: str, page: Page, span: Span) -> Diagnostic:
        base = page.entry.path
        reason = self._hidden.get((named.kind, named.key))
        if reason == "language":
            message = f"“{url}” exists only in languages that this build leaves out"
            return problem("translation-missing", message, span, hint="build without --lang to follow the link")
        if reason == "draft":
            hint = "build with --drafts to see both, or take the link away for now"
            return problem("link-broken", f"“{url}” is a draft, which readers do not get to see", span, hint=hint)
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

    def _report(self, page: Page, diagnostic: Diagnostic) -> None:
        """Report once: a source text shown in other languages has the same problems there."""
        if not page.is_fallback:
            self.problems.append(diagnostic)


def _others(config: Config, lists: Collection[tuple[str, str]]) -> Iterator[tuple[Target, str]]:
    """What the site has beside pages and lists, each with its language: the page of all languages, what machines read.

    A language has a feed if it lists releases.
    """
    base = config.base_path
    yield Target("index.html", base), ""
    yield from ((Target(name, base + name), "") for name in ("robots.txt", "sitemap.xml"))
    feeds = ((f"{locale}/feed.xml", locale) for kind, locale in lists if kind == "press")
    yield from ((Target(path, base + path), locale) for path, locale in feeds)


def _address(url: str) -> _Address:
    before, _, anchor = url.strip().partition("#")
    path, _, query = before.partition("?")
    path, anchor = (unicodedata.normalize("NFC", urllib.parse.unquote(part)) for part in (path, anchor))
    return _Address(path.replace("\\", "/"), query, anchor)


def _named(path: str) -> _Named | None:
    """The group, list or root that a path names; None if it is a file's."""
    below = f"{path}/".removeprefix(CONTENT).removesuffix("/")
    if below == "" or (below in KIND_BY_FOLDER and KIND_BY_FOLDER[below].heading):
        return _Named(below and KIND_BY_FOLDER[below].name, "")
    folder, _, name = below.rpartition("/")
    if folder not in KIND_BY_FOLDER or not name.endswith(".md"):
        return None
    key, _, locale = name.removesuffix(".md").partition(".")
    return _Named(KIND_BY_FOLDER[folder].name, key, locale)


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
