"""The jobs of the files that a site has once, which machines read, such as the sitemap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from microsite.model.cards import iso, text_for
from microsite.model.digests import digest_of_words
from microsite.model.entries import Locale
from microsite.model.kinds import HOME
from microsite.model.parts import Given, Part, make_part
from microsite.model.records import Versions
from microsite.model.site import Page
from microsite.pages import views
from microsite.pages.heads import default_version
from microsite.pages.jobs import Job, Json, Told, View, tell
from microsite.pages.lists import list_versions
from microsite.pages.plot import Plot, make_job, plain_part, shared_parts
from microsite.pages.views import absolute
from microsite.site.targets import NEWS_SITEMAP, ROBOTS, SITEMAP, page_target


def sitemap_job(plot: Plot) -> Job:
    """Every page that search engines may show, with its versions (sitemaps.org; Google's xhtml:link)."""
    facts = plot.facts.values()
    glance = digest_of_words(plot.setting, *[one.glance for one in facts])
    target, held = plot.extras[SITEMAP], partial(_sitemap_parts, plot)
    return Job(target, held, "sitemap.xml", glance=glance)


def _sitemap_parts(plot: Plot) -> tuple[Part, ...]:
    facts = [one for key, one in plot.facts.items() if key != HOME]
    given = (
        Given(tell(plot.config)),
        plot.homes,
        Given(tuple(_all_list_versions(plot))),
        [one.versions for one in facts],
        Given([one.updated for one in facts]),
    )
    return (*shared_parts(plot, None, "sitemap.xml"), make_part("urls", *given, make=_sitemap_urls))


def _all_list_versions(plot: Plot) -> Iterator[Versions]:
    """The lists, their years and their topics, each in the languages that have it."""
    listed = (extra for extra in plot.extras if extra.role in ("list", "year", "topic"))
    for extra in dict.fromkeys(extra._replace(locale="") for extra in listed):
        yield list_versions(plot, extra)


def _sitemap_urls(
    config: Told,
    homes: Versions,
    lists: Sequence[Versions],
    groups: Sequence[Versions],
    days: Sequence[Mapping[str, str]],
) -> list[Json]:
    home = views.translated_urls(homes)
    found = list(_sitemap_versions(config, home, config.base_path, {}))
    if len(config.languages) > 1:
        alternates = views.alternates_view(config, home, config.base_path)
        found.insert(0, {"url": absolute(config, config.base_path), "updated": "", "alternates": alternates})
    for versions in lists:
        shown = views.translated_urls(versions)
        found.extend(_sitemap_versions(config, shown, default_version(config, shown), {}))
    for versions, updated in zip(groups, days, strict=True):
        shown = views.translated_urls(versions)
        default = default_version(config, shown, versions.source)
        found.extend(_sitemap_versions(config, shown, default, updated))
    return found


def _sitemap_versions(
    config: Told, url_by_locale: Mapping[str, str], default: str, updated: Mapping[str, str]
) -> Iterator[Json]:
    alternates = views.alternates_view(config, url_by_locale, default)
    for key, url in url_by_locale.items():
        yield {"url": absolute(config, url), "updated": updated.get(key, ""), "alternates": alternates}


def news_jobs(plot: Plot) -> Iterator[Job]:
    """The sitemap of what is news, if anything is (Google, “Create a news sitemap”)."""
    if plot.news:
        news = [_news_item(plot, page) for page in plot.news[:MOST_NEWS]]
        target = page_target(plot.config, NEWS_SITEMAP)
        yield make_job(plot, target, NEWS_SITEMAP, None, None, (plain_part("news", news),))


MOST_NEWS = 1000
"""How many pages a sitemap of news may name."""


def _news_item(plot: Plot, page: Page) -> View:
    config, locale = plot.config, plot.config.locale(page.locale)
    return {
        "url": absolute(config, page.target.url),
        "publication": text_for(config.title, page.locale),
        "language": _news_language(locale),
        "published": iso(page.entry.date),
        "title": page.entry.title,
    }


def _news_language(locale: Locale) -> str:
    """A language by ISO 639, or what the sitemap of news has instead."""
    from microsite.i18n.tags import in_full  # few builds have news

    full = in_full(locale.babel)
    return _NEWS_LANGUAGES.get((full.language, full.script), full.language)


_NEWS_LANGUAGES = {("zh", "Hans"): "zh-cn", ("zh", "Hant"): "zh-tw"}


def robots_job(plot: Plot) -> Job:
    """What tells robots where the sitemaps are (RFC 9309)."""
    news = absolute(plot.config, page_target(plot.config, NEWS_SITEMAP).url) if plot.news else ""
    parts = plain_part("sitemap", absolute(plot.config, plot.extras[SITEMAP].url)), plain_part("news_sitemap", news)
    return make_job(plot, plot.extras[ROBOTS], "robots.txt", None, None, parts)


SITE_JOBS: tuple[Callable[[Plot], Job], ...] = (sitemap_job, robots_job)
"""The files that a site has once, in the order of writing. Each has its address in `targets`."""
