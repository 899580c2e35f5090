"""Site → [Job]: every target of the site, in the order of writing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from microsite import indexes, pages
from microsite.frames import Design, Plot, asset_path, make_frame
from microsite.kinds import HOME, KINDS
from microsite.link import page_target
from microsite.listing import make_lists
from microsite.model import Catalog, Config, Job, Message, Part, Site

MESSAGES = tuple(Message("", kind.heading, "", "microsite/kinds.py", 0) for kind in KINDS.values() if kind.heading)
"""The words that this side of the templates wants translated: what the lists are called."""


def make_jobs(
    site: Site, catalogs: Mapping[str, Catalog], design: Design, digest_by_file: Mapping[str, str]
) -> tuple[Job, ...]:
    """Every job of the site in the order of writing: files, pages, lists, feeds, what names them all.

    `digest_by_file` is of everything under `content/`.
    """
    lists = make_lists(site)
    frames = {
        locale.key: make_frame(site, lists, catalogs[locale.key], design, locale) for locale in site.config.languages
    }
    plot = Plot(site, lists, catalogs, design, frames)
    jobs = [*_assets(site.config, design), *_media(site, digest_by_file)]
    for key, page in site.pages.items():
        if (page.group.kind, page.group.key) != ("page", HOME):
            jobs.append(pages.page_job(plot, key, page))
    for frame in frames.values():
        jobs.append(pages.home_job(plot, frame))
        jobs.extend(indexes.press_jobs(plot, frame))
        jobs.extend(indexes.glossary_jobs(plot, frame))
        jobs.append(indexes.not_found_job(plot, frame))
        jobs.extend(indexes.feed_jobs(plot, frame))
    jobs.extend(indexes.redirect_jobs(plot))
    jobs.extend((indexes.root_job(plot), indexes.root_not_found_job(plot)))
    jobs.extend((indexes.sitemap_job(plot), indexes.robots_job(plot)))
    return tuple(jobs)


def _assets(config: Config, design: Design) -> Iterator[Job]:
    for asset in design.assets:
        target = page_target(config, asset_path(asset))
        yield Job(target, parts=(Part("source", asset.digest, None),), copy=asset.path, origin=asset.path)


def _media(site: Site, digest_by_file: Mapping[str, str]) -> Iterator[Job]:
    for path, target in site.media.items():
        yield Job(target, parts=(Part("source", digest_by_file[path], None),), copy=path, origin=path)
