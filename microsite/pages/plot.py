"""What jobs are put together from: the frame that the pages of a language share, and the parts of each page.

Here every value has its digest beside it: of a part, the digest covers all that `make` is given.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from microsite.engine.bodies import Uses
from microsite.engine.memory import Memory
from microsite.glossary.terms import Terms
from microsite.i18n.words import translate
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import Catalog, Config, Group, GroupKey, Locale, Page, Site, Target
from microsite.model.kinds import HOME, KINDS
from microsite.model.policies import GlossaryUse, Translations
from microsite.model.source import Source
from microsite.pages import structured, views
from microsite.pages.jobs import Body, Card, Frame, Job, MenuItem, Part, Sheet, Version, Versions, View
from microsite.pages.order import Lists, feed_url, find_mentioning, list_url
from microsite.site.groups import body_digest
from microsite.site.linker import Linker

ASSETS = "templates/assets/"


class Design(NamedTuple):
    """What the templates bring: the digest of each template with all that it includes, and the assets."""

    digest_by_template: Mapping[str, str]
    assets: tuple[Source, ...]
    engine: str


class Shared(NamedTuple):
    """What all pages of a language share: the frame, and the parts whose digests say whether it is as before."""

    frame: Frame
    parts: tuple[Part, ...]


class Plot(NamedTuple):
    """All that the jobs of a site are made from.

    `settings` are digests of all that many pages depend on, links to terms included, by the language of their texts.
    `mentioning` are the pages that lead to a term, by (key, locale).
    """

    site: Site
    linker: Linker
    lists: Lists
    design: Design
    catalogs: Mapping[str, Catalog]
    shared: Mapping[str, Shared]
    versions: Mapping[GroupKey, Part]
    updated: Mapping[GroupKey, Mapping[str, str]]
    settings: Mapping[str, str]
    terms: Terms
    mentioning: Mapping[tuple[str, str], Sequence[Page]]

    @property
    def config(self) -> Config:
        """The site's configuration."""
        return self.site.config


def make_plot(
    site: Site,
    linker: Linker,
    terms: Terms,
    lists: Lists,
    design: Design,
    catalogs: Mapping[str, Catalog],
    memory: Memory,
) -> Plot:
    """All that the jobs of a site are made from."""
    shared = {
        locale.key: make_shared(site, lists, design, locale, {locale.key: catalogs[locale.key]})
        for locale in site.config.languages
    }
    facts = [_group_facts(site, group, memory) for group in site.groups]
    versions = {("page", HOME): versions_part(_home_versions(site))}
    versions |= {key: part for key, part, _ in facts if key != ("page", HOME)}
    setting = digest_of(
        [one.frame.digest for one in shared.values()],
        sorted(design.digest_by_template.items()),
        linker.addresses.digest,
    )
    updated = {key: days for key, _, days in facts}
    settings = {
        locale: digest_of_words(setting, digest, *(page.card for page in lists.terms[locale]))
        for locale, digest in terms.digest_by_locale.items()
    }
    mentioning = find_mentioning(site, lists, terms)
    return Plot(site, linker, lists, design, catalogs, shared, versions, updated, settings, terms, mentioning)


# ---- what the pages of a language share -----------------------------------------------------------------------


def asset_path(asset: Source) -> str:
    """Where an asset goes: its digest in its name, so that hosts may let it be kept for ever."""
    stem, dot, ending = asset.path.removeprefix(ASSETS).rpartition(".")
    return f"assets/{stem}.{asset.digest[:8]}{dot}{ending}" if dot else f"assets/{ending}.{asset.digest[:8]}"


def make_shared(
    site: Site, lists: Lists, design: Design, locale: Locale, catalogs: Mapping[str, Catalog], *, has_menu: bool = True
) -> Shared:
    """The frame of a language, or of what belongs to none: then `catalogs` are those of all."""
    config = _told(site.config)
    urls = {kind.name: list_url(site, lists, kind.name, locale.key) for kind in KINDS.values() if kind.heading}
    urls["feed"] = feed_url(site, lists, locale.key)
    assets = {asset.path.removeprefix(ASSETS): config.base_path + asset_path(asset) for asset in design.assets}
    menu, footer = (
        _menu(site, urls, catalogs[locale.key], names, locale) if has_menu else ()
        for names in (site.config.navigation, site.config.footer)
    )
    parts = (
        Part("engine", design.engine),
        Part("config", digest_of(repr(config), locale.key)),
        Part("lists", digest_of(urls)),
        Part("assets", digest_of(assets)),
        Part("catalog", digest_of([(key, repr(catalog)) for key, catalog in catalogs.items()])),
        Part("menu", digest_of(repr(menu))),
        Part("footer", digest_of(repr(footer))),
    )
    digest = digest_of(*(part.digest for part in parts))
    of_all = (structured.in_each_language(config, say) for say in (structured.organization, structured.event))
    return Shared(Frame(digest, locale, config, urls, assets, catalogs, menu, footer, *of_all), parts)


def _told(config: Config) -> Config:
    """The configuration as far as pages may know it: the rest says what is built, not what is on a page."""
    kept = config._replace(
        navigation=(), footer=(), page_size=0, feed_size=0, missing={}, rules={}, downloads=(), also_at=""
    )
    return kept._replace(key_figures=None, glossary=GlossaryUse(), translations=Translations(), gate={})


def _menu(
    site: Site, urls: Mapping[str, str], catalog: Catalog, names: Sequence[str], locale: Locale
) -> tuple[MenuItem, ...]:
    """A navigation, without what the language does not have."""
    items = []
    for name in names:
        page = site.pages.get(("page", name, locale.key))
        if name in KINDS and KINDS[name].heading:
            items.append(MenuItem(name, translate(catalog, KINDS[name].heading), urls[name]))
        elif page:
            tag = site.locale(page.entry.locale).tag if page.is_fallback else ""
            items.append(MenuItem(name, page.entry.title, page.target.url, tag))
    return tuple(item for item in items if item.url)


# ---- the parts of a page --------------------------------------------------------------------------------------


def plain_part(name: str, value: object) -> Part:
    """A part of a value that is at hand, small and plain."""
    return Part(name, digest_of(repr(value)), _same, (value,))


def _same(value: object) -> object:
    return value


def entry_part(plot: Plot, page: Page) -> Part:
    """What a page shows of its own entry, but the body."""
    found = plot.site.media
    pictures = page.group.data.pictures
    media = {picture.path: found[picture.path].url for picture in pictures if picture.path in found}
    digest = digest_of(page.text.front, page.group.digest, page.group.key, page.locale, page.target.url, media)
    return Part("entry", digest, _make_sheet, (page, media))


def _make_sheet(page: Page, media: Mapping[str, str]) -> Sheet:
    group = page.group
    return Sheet(
        group.kind, group.key, page.locale, page.target.url, page.entry, group.data.place, group.data.pictures, media
    )


def body_part(plot: Plot, page: Page) -> Part:
    """What the body of a page means there: `make_body` says it when the page is rendered."""
    return Part("body", body_digest(page, plot.linker))


def make_body(page: Page, linker: Linker, uses: Uses) -> Body:
    """The links and figures of a page's body: of the linker it sees what the text names, whose digest the part has."""
    links = linker.resolve(page, uses.links)
    known = page.group.data.figures
    return Body(page.entry.locale, links, tuple((known.get(use.name), use.style) for use in uses.figures))


def card_part(plot: Plot, name: str, page: Page | None) -> Part:
    """A page as another one shows it; there may be none."""
    if page is None:
        return _NO_CARD[name]
    tag = plot.site.locale(page.entry.locale).tag
    return Part(name, page.card, make_card, (_Shown(page, tag),))


def cards_part(plot: Plot, name: str, pages: Sequence[Page]) -> Part:
    """Pages as a list shows them, in its order."""
    digest = digest_of_words(*(page.card for page in pages))
    tags = {locale.key: locale.tag for locale in plot.config.languages}
    return Part(name, digest, _make_cards, (pages, tags))


class _Shown:
    """A page of which a card is made, as a key: the digest of its card says whether it is another."""

    __slots__ = ("page", "tag")

    def __init__(self, page: Page, tag: str) -> None:
        self.page, self.tag = page, tag

    def __hash__(self) -> int:
        return hash(self.page.card)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shown) and (other.page.card, other.tag) == (self.page.card, self.tag)


@functools.lru_cache(maxsize=4096)  # a term's page shows many others, and they are the same ones again and again
def make_card(shown: _Shown) -> Card:
    """A page as others show it."""
    page, tag = shown.page, shown.tag
    entry = page.entry
    return Card(
        entry.title,
        page.target.url,
        views.iso(entry.date),
        views.last_change(entry),
        views.place_text(entry, page.group.data.place, page.locale),
        entry.summary,
        tag,
        page.is_fallback,
    )


def _make_cards(pages: Sequence[Page], tag_by_locale: Mapping[str, str]) -> tuple[Card, ...]:
    return tuple([make_card(_Shown(page, tag_by_locale[page.entry.locale])) for page in pages])


_NO_CARD = {name: plain_part(name, None) for name in ("previous", "next")}


def versions_part(found: Versions) -> Part:
    """The versions of a page by language."""
    return Part("versions", digest_of(found.source, *map(tuple, found.of)), _same, (found,))


_Facts = tuple[GroupKey, Part, Mapping[str, str]]
"""Of a group: the versions of its pages, and the days of its last changes."""


def _group_facts(site: Site, group: Group, memory: Memory) -> _Facts:
    key = group.kind, group.key
    found = tuple(page for locale in site.config.languages if (page := site.pages.get((*key, locale.key))))

    def make() -> _Facts:
        titles = [page.entry.title if group.kind == "glossary" else "" for page in found]  # where a page shows them
        of = (
            Version(page.locale, page.target.url, page.is_fallback, title)
            for page, title in zip(found, titles, strict=True)
        )
        updated = {locale: views.last_change(entry) for locale, entry in group.entries.items()}
        return key, versions_part(Versions(tuple(of), group.source)), updated

    return memory.once(("facts", key), found, make)


def _home_versions(site: Site) -> Versions:
    """The root pages by language, which are there even if nobody wrote a text for them."""
    of = []
    for locale, url in views.roots(site.config).items():
        page = site.pages.get(("page", HOME, locale))
        of.append(Version(locale, url, page.is_fallback if page else False))
    sources = [group.source for group in site.groups if (group.kind, group.key) == ("page", HOME)]
    return Versions(tuple(of), next(iter(sources), ""))


# ---- jobs -----------------------------------------------------------------------------------------------------


def make_job(
    plot: Plot,
    target: Target,
    template: str,
    shared: Shared | None,
    view: Callable[..., View] | None,
    parts: Sequence[Part],
    *,
    page: Page | None = None,
    origin: str = "",
) -> Job:
    """A job of what all pages of a language share, and of its own parts."""
    held = (*shared_parts(plot, shared, template), *parts)
    return Job(target, held, template, shared.frame if shared else None, view, page, origin=origin)


def shared_parts(plot: Plot, shared: Shared | None, template: str) -> tuple[Part, ...]:
    """The parts that a job has in common with others: what made it, its frame, its template."""
    before = shared.parts if shared else (Part("engine", plot.design.engine),)
    if not template:  # the job's view writes all of it
        return before
    return (*before, Part("template", plot.design.digest_by_template.get(template, "")))
