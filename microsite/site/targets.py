"""What a site makes beside pages and lists: what machines read, and the page of all languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Protocol

from microsite.model.entries import Config, PageKey, Target


def find_extras(
    config: Config, lists: Collection[tuple[str, str]], pages: Collection[PageKey]
) -> Iterator[tuple[Target, str]]:
    """What the site has beside pages and lists, each with its language: the page of all languages, what machines read.

    A language has a feed if it lists releases, and its list may go on.
    """
    base = config.base_path
    names = ["robots.txt", "sitemap.xml"]
    names += ["glossary.csv", "glossary.json", "glossary.tbx"] if any(kind == "glossary" for kind, _ in lists) else []
    names += ["status/", "status.json"] if config.translations.dashboard else []
    yield Target("index.html", base), ""
    yield from ((Target(name, base + name), "") for name in names)
    for locale, count in Counter(locale for kind, _, locale in pages if kind == "press").items():
        rest = [f"press/page/{number}/" for number in range(2, -(-count // config.page_size) + 1)]
        paths = [f"{locale}/{name}" for name in ("feed.xml", *rest)]
        yield from ((Target(path, base + path), locale) for path in paths)


class Based(Protocol):
    """What says where the site will stand: its configuration, or what pages know of that."""

    @property
    def base_url(self) -> str:
        """The address of its root, which ends in a slash."""

    @property
    def base_path(self) -> str:
        """The path of that: begins and ends in a slash."""


def page_target(config: Based, path: str) -> Target:
    """The target of a page at `path` below the root of the site; "" and a final slash stand for index.html."""
    file = path + "index.html" if path == "" or path.endswith("/") else path
    return Target(file, config.base_path + path)
