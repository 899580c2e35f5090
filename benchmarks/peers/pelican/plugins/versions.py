"""What Pelican leaves out: versions of each text by language, neighbours, lists by language and year, notes of terms.

Also what is related to a release, and what mentions a term: both by the keys of terms that texts have as `Terms`.
"""
# ruff: noqa: INP001 - Pelican finds it by its path

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Protocol

from pelican import signals  # type: ignore[import-not-found]

_LINK = re.compile(r'<a href="https://forum\.example/([a-z]+/glossary/([^"/]+)/)(?:#[^"]*)?"')


SHOWN, LEAST, NEWEST = 3, 2, 12
"""How many related releases a page names, how many terms they share at least, and how many of a term are looked at."""


class _Environment(Protocol):
    filters: dict[str, object]


class _Writer(Protocol):
    def write_file(self, name: str, template: object, context: Mapping[str, object], **values: object) -> None: ...


class _Generator(Protocol):
    env: _Environment
    articles: list[Any]
    pages: list[Any]
    context: dict[str, Any]

    def get_template(self, name: str) -> object: ...


def _by_language(items: Iterable[Any]) -> dict[str, list[Any]]:
    lists: dict[str, list[Any]] = defaultdict(list)
    versions: dict[str, dict[str, Any]] = defaultdict(dict)
    for item in items:
        lists[item.lang].append(item)
        versions[item.slug][item.lang] = item
    for item in (item for found in lists.values() for item in found):
        item.versions = dict(sorted(versions[item.slug].items()))
    return lists


def _terms_of(item: Any) -> list[str]:  # noqa: ANN401 (Pelican has no types)
    return item.terms.split(", ") if hasattr(item, "terms") else []


def _by_year(items: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for item in items:
        found.setdefault(item.date.year, []).append(item)
    return found


def _relate(items: Sequence[Any]) -> None:
    """Give each article those that share terms with it; they begin with the oldest.

    What has most in common comes first, then the newest. None is of a later year.
    """
    known: dict[str, list[int]] = defaultdict(list)
    places = {id(item): place for place, item in enumerate(items)}
    for found in _by_year(items).values():
        for item in found:
            for term in _terms_of(item):
                known[term].append(places[id(item)])
        for item in found:
            shared = Counter(chain.from_iterable(known[term][-NEWEST:] for term in _terms_of(item)))
            del shared[places[id(item)]]
            near = sorted(((common, other) for other, common in shared.items() if common >= LEAST), reverse=True)
            item.related = [items[other] for _, other in near[:SHOWN]]


def _add_mentions(generator: _Generator, lists: Mapping[str, Iterable[Any]]) -> None:
    """Give all templates the first texts that mention a term, by language and its key."""
    mentions = generator.context.setdefault("mentions", defaultdict(lambda: defaultdict(list)))
    for language, items in lists.items():
        for item in items:
            for term in _terms_of(item):
                if len(mentions[language][term]) < generator.context["MENTIONING"]:
                    mentions[language][term].append(item)


def add_articles(generator: _Generator) -> None:
    """Give each article its versions, the older and the newer one, and what is related to it."""
    lists = _by_language(generator.articles)
    for items in lists.values():
        items.sort(key=lambda item: (item.date, item.slug), reverse=True)
        for at, item in enumerate(items):
            item.newer = items[at - 1] if at else None
            item.older = items[at + 1] if at + 1 < len(items) else None
        _relate(items[::-1])
    generator.context["releases"] = lists
    generator.context["years"] = {language: _by_year(items) for language, items in lists.items()}
    _add_mentions(generator, lists)


def write_lists(generator: _Generator, writer: _Writer) -> None:
    """Write a list for each year, and what leads from pages that the list of all was cut into to that list."""
    context = generator.context
    year_template, moved_template = generator.get_template("year"), generator.get_template("moved")
    for lang, items in context["releases"].items():
        for year in context["years"][lang]:
            writer.write_file(f"{lang}/press/{year}/index.html", year_template, context, lang=lang, year=year)
        for number in range(2, -(-len(items) // context["PAGE_SIZE"]) + 1):
            writer.write_file(f"{lang}/press/page/{number}/index.html", moved_template, context, lang=lang)


def add_pages(generator: _Generator) -> None:
    """Give each page its versions, and all templates the terms by language."""
    _add_mentions(generator, _by_language(generator.pages))
    terms = defaultdict(list)
    for page in sorted(generator.pages, key=lambda page: page.title.casefold()):
        if page.template == "term":
            terms[page.lang].append(page)
    generator.context["terms"] = terms
    generator.context["terms_by_url"] = {page.url: page for found in terms.values() for page in found}
    generator.context["about"] = {page.lang: page for page in generator.pages if page.slug == "about"}


def describe(item: Any, terms_by_url: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:  # noqa: ANN401 (Pelican has no types)
    """The HTML of a text with its links to terms described, and these by key in the order of their first use."""
    used: dict[str, Any] = {}

    def write(match: re.Match[str]) -> str:
        term = terms_by_url.get(match[1])
        if term is None or term is item or term.lang != item.lang:
            return match[0]
        used[match[2]] = term
        return f'{match[0]} class="term" aria-describedby="term-{match[2]}"'

    return _LINK.sub(write, item.content), used


def version_links(item: Any, kind: str, sites: Mapping[str, Any], root: str) -> dict[str, object]:  # noqa: ANN401
    """How the versions of a text belong together in JSON-LD: of the source its translations, of these their source."""
    name = "headline" if kind == "NewsArticle" else "name"
    links = {
        lang: {
            "@type": kind,
            "@id": f"{root}/{version.url}",
            "url": f"{root}/{version.url}",
            name: version.title,
            "inLanguage": sites[lang]["tag"],
        }
        for lang, version in item.versions.items()
    }
    source = links.pop("de")
    return {"workTranslation": list(links.values())} if item.lang == "de" else {"translationOfWork": source}


def add_filters(generator: _Generator) -> None:
    """Give all templates the two filters above."""
    generator.env.filters |= {"describe": describe, "version_links": version_links}


def register() -> None:
    """Connect the functions above; Pelican calls this."""
    signals.generator_init.connect(add_filters)
    signals.article_generator_finalized.connect(add_articles)
    signals.page_generator_finalized.connect(add_pages)
    signals.article_writer_finalized.connect(write_lists)
