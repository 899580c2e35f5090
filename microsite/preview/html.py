"""HTML of the preview's own pages: whatever is put into an element is escaped, unless it is an element. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from microsite.preview.words import Speech

_VOID = frozenset({"input", "link", "meta"})


class Html(str):
    """What is HTML already. Only `tag` makes it."""

    __slots__ = ()


Child = str | Iterable[Html]


def tag(name: str, /, *children: Child, **attributes: str | None) -> Html:
    """An element: its children are elements, or texts, which are escaped.

    Attributes that are None are left out. An underscore stands for a hyphen, and one at the end for nothing: `class_`.
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    within = "".join(map(_escape, children))
    return Html(f"<{name}{named}>" if name in _VOID else f"<{name}{named}>{within}</{name}>")


def _escape(child: Child) -> str:
    if isinstance(child, Html):
        return child
    return escape(child, quote=False) if isinstance(child, str) else "".join(map(_escape, child))


def make_page(words: Speech, at: int, title: str, *body: Child) -> str:
    """A page of the preview itself, in the language of the words; the body has its heading.

    `at` is the number of the build that found what it shows: its script loads it again after a later one.
    """
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("link", rel="stylesheet", href="/_/desk.css"),
    )
    page = tag(
        "html", tag("head", head), tag("body", tag("main", *body)), lang=words.tag, dir=words.direction, data_at=str(at)
    )
    return f"<!doctype html>\n{page}\n"
