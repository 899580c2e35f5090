"""What Typst sets of a site: its share cards, and its releases as papers. Most sites have neither, and load nothing."""

from __future__ import annotations

from collections.abc import Callable

from microsite.build.wishes import Wishes
from microsite.content.reading import Content
from microsite.engine.memory import Memory
from microsite.model.entries import Text
from microsite.model.site import Site
from microsite.pages.frames import Design
from microsite.pages.jobs import Job
from microsite.pages.plot import Plot
from microsite.pictures.sharing import fetch_rendition
from microsite.typeset.kept import Drawn, Papers


def find_rendition(content: Content, memory: Memory, path: str, digest: str) -> bytes:
    """The bytes of a rendition of the picture at a path."""
    return fetch_rendition(digest, content.files[path], memory)


def draw_cards(site: Site, design: Design, content: Content, memory: Memory, wishes: Wishes) -> Drawn:
    """The share cards of a site, if it has some. Raises `UsageError` if one cannot be drawn."""
    if not site.config.cards or wishes.typeset is None:
        return Drawn({}, ())
    from microsite.typeset import cards

    sources = {source.path: source for source in (*content.files.values(), *content.elsewhere)}
    return cards.draw_cards(site, design, sources, memory, wishes.typeset)


def draw_icons(site: Site, design: Design, content: Content, memory: Memory, wishes: Wishes) -> tuple[Job, ...]:
    """The icon of a site in all its forms, if it has them. Raises `UsageError` if one cannot be drawn."""
    if not site.config.icons or wishes.typeset is None:
        return ()
    from microsite.typeset import icons

    sources = {source.path: source for source in (*content.files.values(), *content.elsewhere)}
    return icons.draw_icons(site, design, sources, memory, wishes.typeset)


def make_papers(
    plot: Plot, fetch_body: Callable[[Text], bytes], content: Content, memory: Memory, wishes: Wishes
) -> Papers:
    """The papers of a site, if it has some. Raises `UsageError` if one cannot be set."""
    if not plot.config.pdf or wishes.typeset is None:
        return Papers({}, {})
    from functools import partial

    from microsite.typeset import papers

    sources = {source.path: source for source in (*content.files.values(), *content.elsewhere)}
    find = partial(find_rendition, content, memory)
    return papers.make_papers(plot, fetch_body, find, sources, memory, wishes.typeset)
