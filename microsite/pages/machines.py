"""The jobs of the files that a site has once, which machines read, beside the sitemap."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from microsite.model.cards import iso, text_for
from microsite.model.entries import Locale
from microsite.model.site import Page
from microsite.pages.jobs import Job, View
from microsite.pages.plot import Plot, make_job, plain_part
from microsite.pages.views import absolute
from microsite.site.targets import NEWS_SITEMAP, ROBOTS, SITEMAP, page_target


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


SITE_JOBS: tuple[Callable[[Plot], Job], ...] = (robots_job,)
"""The files that a site has once, in the order of writing. Each has its address in `targets`."""
