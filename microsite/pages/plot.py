"""What jobs are put together from: the frame that the pages of a language share, and the parts of each page.

A page's parts are given records, which are made here of what the site knows; `parts` knows their digests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from microsite.engine.bodies import Uses
from microsite.engine.memory import Memory
from microsite.glossary.terms import Terms
from microsite.model.cards import text_for
from microsite.model.config import Config
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import GroupData
from microsite.model.images import Image
from microsite.model.kinds import HOME, TERMS
from microsite.model.parts import Given, Part, make_part, same
from microsite.model.records import PaperFile, Version, Versions
from microsite.model.site import GroupKey, Page, PageKey, Site, Target
from microsite.model.words import Catalog
from microsite.pages import views
from microsite.pages.contacts import find_portraits
from microsite.pages.facts import GroupFacts, find_facts
from microsite.pages.frames import Design, Shared, make_shared
from microsite.pages.jobs import Job, Kits, Meanings, Sheet, ShownChart, View, make_front, tell
from microsite.pages.order import Lists, find_mentioning
from microsite.pages.related import find_related
from microsite.site.bodies import find_body_source, is_below_pictures
from microsite.site.linker import Linker
from microsite.site.targets import Extra, Extras, find_url
from microsite.values.named import NamedTuple


class Plot(NamedTuple):
    """Everything that the jobs of a site are made from.

    `setting` is the digest of all that any page depends on beside texts and group files, addresses and files that may
    be led to included; `settings` are of that and of links to terms, by the language of their texts. `templates` are
    the parts of templates by name. `homes` are the root pages by language. `naming` is what all links depend on beside
    addresses: the site's path, and the tags of its languages. `mentioning` are the pages that lead to a term, by (key,
    locale). `news` are the pages that are news now; `related` are the keys of what else a page names, `cards` the
    share cards of entries, and `papers` their PDFs, once these are made; `kits` know what the press may take along, if
    the site offers that.
    """

    site: Site
    linker: Linker
    lists: Lists
    design: Design
    catalogs: Mapping[str, Given[Catalog]]
    shared: Mapping[str, Shared]
    templates: Mapping[str, Part]
    facts: Mapping[GroupKey, GroupFacts]
    homes: Given[Versions]
    naming: Given[tuple[str, ...]]
    setting: str
    settings: Mapping[str, str]
    terms: Terms
    mentioning: Mapping[tuple[str, str], Sequence[Page]]
    news: tuple[Page, ...]
    related: Mapping[PageKey, tuple[str, ...]]
    cards: Mapping[PageKey, Image]
    papers: Mapping[PageKey, PaperFile]
    kits: Kits | None = None

    @property
    def config(self) -> Config:
        """The site's configuration."""
        return self.site.config

    @property
    def extras(self) -> Extras:
        """The targets beside those of entries."""
        return self.linker.addresses.extras


def make_plot(
    site: Site,
    linker: Linker,
    terms: Terms,
    lists: Lists,
    design: Design,
    memory: Memory,
    news: tuple[Page, ...] = (),
    cards: Mapping[PageKey, Image] | None = None,
) -> Plot:
    """Everything that the jobs of a site are made from."""
    told = Given(tell(site.config, find_portraits(site)))
    catalogs = {locale.key: Given(design.catalogs[locale.key]) for locale in site.config.languages}
    shared = {
        locale.key: make_shared(
            site,
            linker.addresses.extras,
            design,
            told,
            locale,
            {locale.key: catalogs[locale.key]},
            cards.get((*HOME, locale.key)) if cards else None,
        )
        for locale in site.config.languages
    }
    setting = digest_of(
        [one.frame.digest for one in shared.values()],
        sorted(design.digest_by_template.items()),
        linker.addresses.digest,
        site.config.topics,
    )
    settings = {
        locale: digest_of_words(setting, digest, *(page.glance for page in lists.of(TERMS.name, locale)))
        for locale, digest in terms.digest_by_locale.items()
    }
    templates = {name: make_part("template", Given(digest)) for name, digest in design.digest_by_template.items()}
    facts = {(group.kind, group.key): find_facts(site, group, memory) for group in site.groups}
    return Plot(
        site=site,
        linker=linker,
        lists=lists,
        design=design,
        catalogs=catalogs,
        shared=shared,
        templates=templates,
        facts=facts,
        homes=Given(_home_versions(site)),
        naming=Given((site.config.base_path, *(locale.tag for locale in site.config.languages))),
        setting=setting,
        settings=settings,
        terms=terms,
        mentioning=find_mentioning(site, lists, terms),
        news=news,
        related=find_related(lists, terms, memory),
        cards=cards or {},
        papers={},
    )


# ---- the parts of a page --------------------------------------------------------------------------------------


def plain_part(name: str, value: object) -> Part:
    """A part of a value that is at hand, small and plain."""
    return make_part(name, Given(value), make=same)


def entry_part(plot: Plot, page: Page) -> Part:
    """What a page shows of its own entry, but the body."""
    group, found = page.group, plot.site.images
    pictures = group.data.pictures
    sheet = Sheet(
        kind=group.kind,
        key=group.key,
        locale=page.locale,
        url=page.target.url,
        entry=make_front(page.entry),
        place=group.data.place,
        pictures=pictures,
        images={picture.path: found[picture.path] for picture in pictures if picture.path in found},
        card=find_card(plot, page),
        paper=plot.papers.get((group.kind, group.key, page.locale)),
        corrections=group.data.corrections,
        topics=tuple(_find_topics(plot, page)) if group.data.topics else (),
        charts=tuple(_find_charts(group.data)) if group.data.charts else (),
    )
    return make_part("entry", Given(sheet), make=same)


def _find_charts(data: GroupData) -> Iterator[ShownChart]:
    """The charts of a group, of what can be drawn: `check_charts` tells of what cannot."""
    for chart in data.charts:
        found = {one.name: data.figures[one.name] for one in chart.show if one.name in data.figures}
        drawn = tuple((name, figure) for name, figure in found.items() if figure.kind not in ("date", "interval"))
        yield ShownChart(chart.title, chart.description, chart.form, drawn)


def find_card(plot: Plot, page: Page) -> Image | None:
    """The share card of a page: that of its text, whatever language this is in."""
    return plot.cards.get((page.group.kind, page.group.key, page.entry.locale))


def _find_topics(plot: Plot, page: Page) -> Iterator[tuple[str, str]]:
    """The topics of a page, in the site's order: names and URLs in the readers' language."""
    used = {use.key for use in page.group.data.topics}
    for topic, name in plot.config.topics.items():
        if topic in used:
            extra = Extra("topic", page.locale, page.group.kind, topic=topic)
            yield text_for(name, page.locale), find_url(plot.extras, extra)


def body_part(plot: Plot, page: Page) -> Part:
    """What the body of a page means there: `make_body` says it when the page is rendered."""
    return make_part("body", Given(find_body_source(page, plot.linker)), plot.naming)


def bodies_part(plot: Plot, pages: Sequence[Page]) -> Part:
    """What the bodies of pages mean there, likewise."""
    return make_part("bodies", [Given(find_body_source(page, plot.linker)) for page in pages], plot.naming)


def make_body(job: Job, page: Page, linker: Linker, uses: Uses) -> Meanings:
    """The links and figures of a job's body: of the linker it sees what the text names, whose digest the part has."""
    links = linker.resolve(page, uses.links)
    known = page.group.data.figures
    figures = tuple((known.get(use.name), use.style) for use in uses.figures)
    return Meanings(page.entry.locale, links, figures, job.mentions, is_below_pictures(page))


def card_part(name: str, page: Page | None) -> Part:
    """A page as another one shows it; there may be none."""
    return make_part(name, page.card, make=same) if page else _NO_CARD[name]


def cards_part(name: str, pages: Sequence[Page]) -> Part:
    """Pages as a list shows them, in its order."""
    return make_part(name, [page.card for page in pages], make=same)


def thumbnails_part(plot: Plot, pages: Iterable[Page]) -> tuple[Part, ...]:
    """The first picture of each page as lists show it, by the page's URL; no part where no page has one."""
    images = plot.site.images
    first = ((page.target.url, picture.path) for page in pages for picture in page.group.data.pictures[:1])
    found = {url: images[path] for url, path in first if path in images} if images else {}
    return (plain_part("thumbnails", found),) if found else ()


_NO_CARD = {name: plain_part(name, None) for name in ("previous", "next")}


def versions_part(found: Given[Versions]) -> Part:
    """The versions of a page by language."""
    return make_part("versions", found, make=same)


def _home_versions(site: Site) -> Versions:
    """The root pages by language, which exist even without a text."""
    of = []
    for locale, url in views.roots(site.config).items():
        page = site.pages.get((*HOME, locale))
        of.append(Version(locale, url, page.is_fallback if page else False))
    sources = [group.source for group in site.groups if (group.kind, group.key) == HOME]
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
    mentions = find_mentions(plot, page) if page else ()
    frame = shared.frame if shared else None
    return Job(target, held, template, frame, view, page, origin=origin, mentions=mentions)


def find_mentions(plot: Plot, page: Page) -> tuple[tuple[int, int, str], ...]:
    """Where the body of a page mentions terms that it leads to."""
    scan = plot.terms.scans.get(page.text.digest)
    return scan.mentions if scan else ()


def shared_parts(plot: Plot, shared: Shared | None, template: str) -> tuple[Part, ...]:
    """The parts that a job has in common with others: what made it, its frame, its template."""
    before = shared.parts if shared else (make_part("engine", Given(plot.design.engine)),)
    if not template:  # the job writes bytes
        return before
    return (*before, plot.templates.get(template) or make_part("template", Given("")))
