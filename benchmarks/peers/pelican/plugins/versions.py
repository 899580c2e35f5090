"""What Pelican leaves out: versions of each text by language, neighbours, lists by language, and notes of terms."""
# ruff: noqa: INP001 - Pelican finds it by its path

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from pelican import signals  # type: ignore[import-not-found]

_LINK = re.compile(r'<a href="https://forum\.example/([a-z]+/glossary/([^"/]+)/)(?:#[^"]*)?"')


class _Environment(Protocol):
    filters: dict[str, object]


class _Generator(Protocol):
    env: _Environment
    articles: list[Any]
    pages: list[Any]
    context: dict[str, object]


def _by_language(items: Iterable[Any]) -> dict[str, list[Any]]:
    lists: dict[str, list[Any]] = defaultdict(list)
    versions: dict[str, dict[str, Any]] = defaultdict(dict)
    for item in items:
        lists[item.lang].append(item)
        versions[item.slug][item.lang] = item
    for item in (item for found in lists.values() for item in found):
        item.versions = dict(sorted(versions[item.slug].items()))
    return lists


def add_articles(generator: _Generator) -> None:
    """Give each article its versions, and the older and the newer one."""
    lists = _by_language(generator.articles)
    for items in lists.values():
        items.sort(key=lambda item: (item.date, item.slug), reverse=True)
        for at, item in enumerate(items):
            item.newer = items[at - 1] if at else None
            item.older = items[at + 1] if at + 1 < len(items) else None
    generator.context["releases"] = lists


def add_pages(generator: _Generator) -> None:
    """Give each page its versions, and all templates the terms by language."""
    _by_language(generator.pages)
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


def add_filter(generator: _Generator) -> None:
    """Give all templates the filter above."""
    generator.env.filters["describe"] = describe


def register() -> None:
    """Connect the functions above; Pelican calls this."""
    signals.generator_init.connect(add_filter)
    signals.article_generator_finalized.connect(add_articles)
    signals.page_generator_finalized.connect(add_pages)
