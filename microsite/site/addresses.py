"""Every address of a site, and every file of content: what is where, before any link is resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import chain

from microsite.content.material import Hidden
from microsite.content.references import (
    MEDIA,
    Address,
    Named,
    Nearby,
    Web,
    find_nearby,
    from_name,
    parse_web,
)
from microsite.model.config import Config
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import NONE
from microsite.model.images import Developed
from microsite.model.layout import CONTENT
from microsite.model.media import Signature
from microsite.model.site import Group, GroupKey, Page, PageKey, Target
from microsite.site.shelf import Shelf
from microsite.site.targets import Extras
from microsite.values.named import NamedTuple


class Listed(NamedTuple):
    """An address that no entry has: of a list, or of what machines read; `locale` is "" if it is in no language."""

    target: Target
    locale: str


class Addresses:
    """What a site has, by address and by name. Nothing of it changes.

    `lists` are where each language lists a kind, by (kind, locale), and roots under ("", locale).
    """

    def __init__(
        self,
        config: Config,
        groups: Sequence[Group],
        pages: Mapping[PageKey, Page],
        extras: Extras,
        files: Mapping[str, Signature],
        hidden: Mapping[GroupKey, Hidden],
        developed: Mapping[str, Developed] = NONE,
    ) -> None:
        """Take all other targets as `extras`; `hidden` are groups not shown, and why.

        `files` are those of content that are no texts, by path, with what their first bytes make of them; `developed`
        is what pictures come to that pages show.
        """
        self.config, self.pages, self.extras, self.hidden = config, pages, extras, hidden
        self.groups = {(group.kind, group.key): group for group in groups}
        self.lists = {
            (extra.kind, extra.locale): target for extra, target in extras.items() if extra.role in ("home", "list")
        }
        self.tags = {locale.key: locale.tag for locale in config.languages}
        self._files = files
        self.shelf = Shelf(config, files, hidden, self.find_nearby, developed)
        self._sites = [site for url in (config.base_url, config.also_at) if (site := parse_web(url))]
        self._hosts = tuple(f"//{site.host}/" for site in self._sites)
        self._described: dict[str, dict[str, str]] = {locale: {} for locale in self.tags}

    @cached_property
    def page_by_url(self) -> Mapping[str, Page]:
        """The pages of entries by their URLs."""
        return {page.target.url: page for page in self.pages.values()}

    @cached_property
    def listed_by_url(self) -> Mapping[str, Listed]:
        """Whatever else has an address."""
        others = ((extra, target) for extra, target in self.extras.items() if extra.role != "lost")
        return {target.url: Listed(target, extra.locale) for extra, target in others}

    @cached_property
    def _page_by_alias(self) -> Mapping[str, Page]:
        pages = (page for page in self.pages.values() if page.entry.aliases and not page.is_fallback)
        return {self.config.base_path + alias.strip("/"): page for page in pages for alias in page.entry.aliases}

    def find_known(self) -> frozenset[str]:
        """The addresses from the root that an author may mean."""
        return self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        base = self.config.base_path
        return frozenset(f"/{url.removeprefix(base)}" for url in (*self.page_by_url, *self.listed_by_url))

    @cached_property
    def digest(self) -> str:
        """The digest of all addresses and anchors: of all that bodies may depend on beside themselves."""
        pages = [f"{page.target.url} {page.text.anchors}" for page in self.pages.values()]
        aliases = [(alias, page.target.url) for alias, page in self._page_by_alias.items()]
        lists = [(key, target.url) for key, target in self.lists.items()]
        files, hidden = sorted(self._files.items()), sorted(self.hidden.items())
        images = sorted(self.shelf.images.items())
        config = self.config
        settings = repr(config.languages), config.base_url, config.also_at, config.downloads
        others = digest_of(*settings, lists, sorted(self.listed_by_url), aliases, files, hidden, images)
        return digest_of_words(others, *chain.from_iterable(self.pages), *pages)

    # ---- what is at an address ----------------------------------------------------------------------------------

    def at(self, path: str) -> Page | Listed | None:
        """What is at an address from the root of the site, which may be written in three ways."""
        if not path:
            return None
        url = self.config.base_path + path[1:]
        for candidate in (url, url.removesuffix("index.html"), f"{url}/"):
            found = self.page_by_url.get(candidate) or self.listed_by_url.get(candidate)
            if found:
                return found
        return self._page_by_alias.get(url.rstrip("/"))

    def find_own(self, web: Web | None) -> str:
        """The path from the root of this site that an address of the web means; "" if it leads elsewhere."""
        return next((path for site in self._sites if web and (path := web.below(site))), "")

    # ---- what is meant by a name --------------------------------------------------------------------------------

    def find_page(self, named: Named, locale: str) -> Page | None:
        """The named page in the language asked for, else in the reader's, else in its source, else in any."""
        group = self.groups.get((named.kind, named.key))
        if group is None:
            return None
        wanted = (named.locale,) if named.locale else (locale, group.source, *group.entries)
        return next((found for key in wanted if (found := self.pages.get((group.kind, group.key, key)))), None)

    @cached_property
    def find_nearby(self) -> Callable[[str], Nearby]:
        """What texts of a folder may link to."""
        return cache(partial(find_nearby, groups=self.groups, files=self._files))

    def is_elsewhere(self, name: str) -> bool:
        """True of a name of `find_names` that leads out of the site, as those of most addresses of the web do."""
        return name[:2] == "//" and not name.startswith(self._hosts)

    def find_media(self, names: Iterable[str]) -> dict[str, Target]:
        """Of the files that names of `find_names` stand for those that may be published, by path, and where they go."""
        paths = sorted({self._find_file(name) for name in names if not self.is_elsewhere(name)})
        return {path: target for path in paths if (target := self.shelf.find_target(path))}

    def describe(self, name: str, locale: str) -> str:
        """As one word all that what a name of `find_names` stands for can add to the links of a page, or ""."""
        known = self._described[locale]
        found = known.get(name)
        if found is None:
            found = known[name] = self._describe(name, locale)
        return found

    def _describe(self, name: str, locale: str) -> str:
        if self.is_elsewhere(name):
            return ""
        file = self._find_file(name)
        if file:
            if self.shelf.is_hidden(file):
                return "hidden"
            image = self.shelf.images.get(file)
            shown = f" {image.url}" if image else ""  # which has a digest of its bytes in it
            return f"file {self._files[file]}{shown}" if self.shelf.find_target(file) else ""
        if name.startswith("/"):
            return _word_of(self.at(self._from_root(name)))
        kind, _, key = name.partition(":")
        if key:
            page = self.pages.get((kind, key, locale)) or self.find_page(from_name(name), locale)
            return _word_of(page) or self.hidden.get((kind, key.partition(".")[0]), "")
        return " ".join(self.lists[kind, other].url for other in self.tags if (kind, other) in self.lists)

    def _find_file(self, name: str) -> str:
        """The file under `content/` that a name of `find_names` stands for; "" if it is none."""
        if name.startswith("/"):
            path = self._from_root(name)
            name = CONTENT + path.removeprefix(f"/{MEDIA}") if path.startswith(f"/{MEDIA}") else ""
        return name if name in self._files else ""

    def _from_root(self, name: str) -> str:
        """The path from the root of the site that a name of `find_names` with a slash before it stands for, or ""."""
        if not name.startswith("//"):
            return name
        host, _, path = name[2:].partition("/")
        return self.find_own(Web(host, Address(f"/{path}", "", "")))


def _word_of(found: Page | Listed | None) -> str:
    return f"{found.locale} {found.target.url}" if found else ""
