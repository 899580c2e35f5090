"""Site → [Job]: every target of the site, in the order of writing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.engine.memory import Memory
from microsite.model.digests import digest_of_words
from microsite.model.kinds import HOME, LISTINGS
from microsite.model.kits import FOR_PRINT, FOR_WEB, FORMS
from microsite.model.layout import EDITOR, fold, folders_above
from microsite.model.site import Site
from microsite.model.source import Source
from microsite.model.words import Message
from microsite.pages import entries, exports
from microsite.pages.dress import LookFile
from microsite.pages.feeds import feed_jobs
from microsite.pages.home import home_job
from microsite.pages.jobs import Job
from microsite.pages.kits import contact_jobs, kit_jobs
from microsite.pages.lists import list_jobs
from microsite.pages.machines import SITE_JOBS, news_jobs
from microsite.pages.plot import Plot, plain_part, shared_parts
from microsite.pages.roots import not_found_job, redirect_jobs, root_jobs
from microsite.pages.seek import search_jobs
from microsite.pages.sitemaps import sitemap_jobs
from microsite.site.targets import page_target
from microsite.translation.freshness import Standing

_TABLE = "microsite/model/kinds.py"
_HEADINGS = [heading for row in LISTINGS.values() for heading in (row.heading, row.feed.heading if row.feed else "")]
_SHOWN = 5  # addresses in a message
_KITS = "microsite/model/kits.py"

MESSAGES = (
    *(Message("", heading, "", _TABLE, 0) for heading in dict.fromkeys(_HEADINGS) if heading),
    *(Message("", title, "", _KITS, 0) for title in (*(form.title for form in FORMS), FOR_WEB, FOR_PRINT)),
)
"""The words that this side of the templates wants translated: what lists and their feeds are called, and kits hold."""


def make_jobs(
    plot: Plot, files: Mapping[str, Source], elsewhere: Sequence[Source] = (), standings: Sequence[Standing] = ()
) -> tuple[Job, ...]:
    """Every job of the site in the order of writing: files, pages, lists, feeds, what names them all.

    `files` are those of `content/` that are no texts, by path, `elsewhere` are those of other folders; `standings` say
    how far its translations are.
    """
    jobs = [*_copied_assets(plot), *_media(plot.site, files), *_drawn_assets(plot)]
    jobs += _editor(plot, elsewhere)
    for (kind, key, _), page in plot.site.pages.items():
        if (kind, key) != HOME:
            jobs.append(entries.page_job(plot, page))
    for locale in plot.shared:
        jobs.append(home_job(plot, locale))
        jobs.extend(job for kind in LISTINGS for job in list_jobs(plot, kind, locale))
        jobs.append(not_found_job(plot, locale))
        jobs.extend(search_jobs(plot, locale))
        jobs.extend(job for kind in LISTINGS for job in feed_jobs(plot, kind, locale))
    jobs.extend(contact_jobs(plot))
    jobs.extend(kit_jobs(plot, files))
    jobs.extend(redirect_jobs(plot))
    jobs.extend(root_jobs(plot))
    jobs.extend(exports.export_jobs(plot))
    if plot.config.translations.dashboard:
        from microsite.pages import dashboard  # few sites have one

        jobs.extend(dashboard.status_jobs(plot, standings))
    jobs.extend(news_jobs(plot))
    jobs.extend(sitemap_jobs(plot))
    jobs.extend(make(plot) for make in SITE_JOBS)
    return tuple(jobs)


_CHARTS = "charts.css"
"""What only the pages load that have charts."""


def _find_assets(plot: Plot) -> list[LookFile]:
    has_charts = any(group.data.charts for group in plot.site.groups)
    return [asset for name, asset in plot.design.dress.assets.items() if has_charts or name != _CHARTS]


def _copied_assets(plot: Plot) -> Iterator[Job]:
    for asset in (*_find_assets(plot), *plot.design.dress.of_theme):
        if not asset.text:
            target = page_target(plot.config, asset.path)
            part = plain_part("rendition" if asset.rendition else "source", asset.digest)
            yield Job(target, (part,), copy=asset.source, origin=asset.source, rendition=asset.rendition)


def _drawn_assets(plot: Plot) -> Iterator[Job]:
    for asset in _find_assets(plot):
        if asset.text:
            parts = *shared_parts(plot, None, ""), plain_part("text", asset.text)
            yield Job(page_target(plot.config, asset.path), parts, write=_write_text, origin=asset.source)


def _write_text(text: str) -> bytes:
    return text.encode()


def _media(site: Site, files: Mapping[str, Source]) -> Iterator[Job]:
    for path, target in site.media.items():
        yield Job(target, (plain_part("source", files[path].digest),), copy=path, origin=path)
    for (target, rendition), path in {(target, one): path for target, one, path in site.renditions}.items():
        part = plain_part("rendition", rendition.digest)
        yield Job(target, (part,), copy=path, origin=path, rendition=rendition.digest)


def _editor(plot: Plot, elsewhere: Sequence[Source]) -> Iterator[Job]:
    """The editor in the browser, if the site has one."""
    for source in elsewhere if plot.config.cms else ():
        if source.path.startswith(EDITOR):
            target = page_target(plot.config, source.path.removesuffix("index.html"))
            yield Job(target, (plain_part("source", source.digest),), copy=source.path, origin=source.path)


def check_targets(jobs: Sequence[Job], memory: Memory) -> tuple[Diagnostic, ...]:
    """The same as `find_doubles`; paths that were right are not looked at again as long as all are the same."""
    name, digest = "targets", digest_of_words(*[job.target.path for job in jobs])
    if memory.recall(name, digest, bool):
        return ()
    found = find_doubles(jobs)
    if not found:
        memory.keep(name, digest, True, True)  # noqa: FBT003 (what is remembered)
    return found


def find_doubles(jobs: Sequence[Job]) -> tuple[Diagnostic, ...]:
    """`target-duplicate`: two jobs for one path, or for paths that some file systems cannot tell apart.

    A file in the place of a folder is the same mistake: `a` and `a/index.html` cannot both be.
    """
    first_by_path: dict[str, Job] = {}
    found: list[tuple[Job, Job]] = []
    for job in jobs:
        path = fold(job.target.path)
        other = first_by_path.setdefault(path, job)
        if other is not job:
            found.append((job, other))
    folders = {path.rpartition("/")[0] for path in first_by_path}
    folders.update(above for folder in tuple(folders) for above in folders_above(folder))
    if not folders.isdisjoint(first_by_path):
        for path, job in first_by_path.items():
            found += ((job, first_by_path[above]) for above in folders_above(path) if above in first_by_path)
    pairs: dict[tuple[str, str], list[tuple[Job, Job]]] = {}
    for one, other in found:
        named, rival = (one, other) if one.origin else (other, one)
        pairs.setdefault((named.origin or named.target.path, rival.origin), []).append((named, rival))
    return tuple(_duplicate(*same[0], [named.target.url for named, _ in same[1:]]) for same in pairs.values())


def _duplicate(named: Job, rival: Job, others: Sequence[str]) -> Diagnostic:
    """What is wrong with two files, and with how many other addresses that they have in common."""
    message = f"“{named.target.url}” is also the address of {rival.origin or 'a page that the site makes itself'}"
    if others:
        message += f", and so {'are' if others[1:] else 'is'} {', '.join(f'“{url}”' for url in others[:_SHOWN])}"
        message += " …" if len(others) > _SHOWN else ""
    span = Span(named.origin) if named.origin else None
    related = (Span(rival.origin),) if rival.origin else ()
    hint = "give one of them another slug, or remove the alias"
    return problem("target-duplicate", message, span, hint=hint, related=related)
