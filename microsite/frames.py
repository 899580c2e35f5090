"""What the pages of a language share, and how a job is put together from named parts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from microsite import views
from microsite.catalog import translate
from microsite.kinds import KINDS
from microsite.link import page_target, text_for
from microsite.listing import Lists, list_url
from microsite.model import Catalog, Config, Job, Json, Locale, Part, Site, Source, Target
from microsite.views import View, absolute

ASSETS = "templates/assets/"


@dataclass(frozen=True, slots=True)
class Design:
    """What the templates bring: the digest of each template with all that it includes, and the assets."""

    digest_by_template: Mapping[str, str]
    assets: tuple[Source, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of a language share."""

    locale: Locale
    catalog: Catalog
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """All that the jobs of a site are made from."""

    site: Site
    lists: Lists
    catalogs: Mapping[str, Catalog]
    design: Design
    frames: Mapping[str, Frame]

    @property
    def config(self) -> Config:
        """The site's configuration."""
        return self.site.config


def make_part(name: str, value: Json) -> Part:
    """A part whose digest is that of its value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Part(name, hashlib.sha256(text.encode()).hexdigest(), value)


def asset_path(asset: Source) -> str:
    """Where an asset goes: its digest in its name, so that hosts may let it be kept for ever."""
    stem, dot, ending = asset.path.removeprefix(ASSETS).rpartition(".")
    return f"assets/{stem}.{asset.digest[:8]}{dot}{ending}" if dot else f"assets/{ending}.{asset.digest[:8]}"


def asset_part(config: Config, design: Design) -> Part:
    """The URLs of the assets by name."""
    urls: Json = {asset.path.removeprefix(ASSETS): config.base_path + asset_path(asset) for asset in design.assets}
    return make_part("assets", urls)


def catalog_part(name: str, catalogs: Iterable[Catalog]) -> Part:
    """The words of languages: {locale: {plural_rule, messages: [[context, msgid, [forms]]]}}."""
    value: Json = {
        catalog.locale: {
            "plural_rule": catalog.plural_rule,
            "messages": [
                [context, message, list(forms)] for (context, message), forms in sorted(catalog.messages.items())
            ],
        }
        for catalog in catalogs
    }
    return make_part(name, value)


def make_frame(site: Site, lists: Lists, catalog: Catalog, design: Design, locale: Locale) -> Frame:
    """What all pages of a language share."""
    parts = (
        make_part("lang", views.lang_view(locale)),
        make_part("site", views.site_view(site, lists, locale)),
        asset_part(site.config, design),
        catalog_part("catalog", [catalog]),
    )
    return Frame(locale, catalog, parts)


def make_job(
    plot: Plot, target: Target, template: str, parts: Sequence[Part], values: View, *, origin: str = ""
) -> Job:
    """A job of what renders it, of shared parts, and of one part for each of its own values."""
    own = [make_part(name, value) for name, value in values.items()]
    engine = Part("engine", plot.design.engine, None)
    closure = Part("template", plot.design.digest_by_template.get(template, ""), None)
    return Job(target, template, (engine, closure, *parts, *own), origin=origin)


def page_view(site: Site, locale: Locale, target: Target, kind: str, title: str, versions: Mapping[str, str]) -> View:
    """What the head of a page says of it; `versions` are its URLs by locale, itself among them, for hreflang."""
    config = site.config
    return {
        "kind": kind,
        "title": title,
        "description": text_for(config.motto, locale.key),
        "url": target.url,
        "canonical": absolute(site, target.url),
        "noindex": False,
        "alternates": views.alternates_view(site, versions, default_version(site, versions)),
        "published": "",
        "updated": "",
        "og_type": "website",
        "og_locale": og_locale(locale),
        "og_locale_alternates": [
            og_locale(other) for other in config.languages if other != locale and other.key in versions
        ],
        "image": None,
    }


def default_version(site: Site, versions: Mapping[str, str], source: str = "") -> str:
    """The URL of x-default: the version in the language that the others are translations of."""
    return versions.get(source or site.config.source_language) or next(iter(versions.values()), "")


def head_values(
    plot: Plot,
    frame: Frame,
    page: View,
    shown: Mapping[str, str],
    crumbs: Sequence[tuple[str, str]] = (),
) -> View:
    """The parts of a page in a language that its layout reads.

    `page` is its `page_view`; `shown` are the URLs of the same page by locale, for the switcher; `crumbs` (name,
    url) lead from the root page to this one.
    """
    site, config, catalog, locale = plot.site, plot.config, frame.catalog, frame.locale
    url = str(page["url"])
    return {
        "page": page,
        "menu": views.menu_view(site, plot.lists, catalog, config.navigation, locale, url),
        "footer": views.menu_view(site, plot.lists, catalog, config.footer, locale, url),
        "switcher": views.switcher_view(site, shown, locale),
        "breadcrumbs": [{"title": name, "url": url} for name, url in crumbs[:-1]],
        "notice": None,
    }


def og_locale(locale: Locale) -> str:
    """Language and territory, as Open Graph wants them: zh_Hans_CN is zh_CN."""
    language, *rest = locale.babel.split("_")
    territory = next((part for part in rest if len(part) == 2 or part.isdigit()), "")
    return f"{language}_{territory}" if territory else language


def crumbs_to(plot: Plot, frame: Frame, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the language's root page as (name, url)."""
    root = page_target(plot.config, f"{frame.locale.key}/").url
    return [(text_for(plot.config.title, frame.locale.key), root), *more]


def list_crumb(plot: Plot, frame: Frame, kind: str) -> tuple[str, str]:
    """The list of a kind as a step on that way."""
    return translate(frame.catalog, KINDS[kind].heading), list_url(plot.site, plot.lists, kind, frame.locale.key)
