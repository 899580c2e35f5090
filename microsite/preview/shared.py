"""From a line of a group file to the element of a page that shows what it says, if the page has it once. Pure.

What all languages share stands in each page where its template puts it: a picture is known by its file, a chart by its
number, a correction by its day. A figure stands in the body, wherever the text of the page names it first.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterable
from urllib.parse import quote

from microsite.content.parse import find_prose, find_table
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar
from microsite.markup.figures import figure_use, find_braces
from microsite.model.source import Source
from microsite.preview.beside import Whereabouts, find_place

_FACTS = frozenset({"date", "updated", "place", "topics"})


def find_shared_place(path: str, text: str, line: int, page: tuple[str, str]) -> Whereabouts | None:
    """The place of what a line (1-based) of a group file says, in the page of a text: its path, and what it says.

    None if it cannot be told.
    """
    table = _read(path, text)
    found = _find_entry(table.entries, line) if table else None
    if found is None:
        return None
    (name, node), select = found, ""
    if name in _FACTS:
        select = ".facts"
    elif name == "contact":
        select = ".contact"
    elif name == "figures" and isinstance(node, Fields):
        figure = _find_entry(node.entries, line)
        return _find_figure(figure[0], *page) if figure else None
    elif name in ("pictures", "charts", "corrections") and isinstance(node, Items):
        select = _find_item(name, node, line, posixpath.basename(path).removesuffix(".yaml"))
    return Whereabouts(select, (), "") if select else None


@functools.lru_cache(4)  # a file has all of its findings one after the other
def _read(path: str, text: str) -> Fields | None:
    return find_table(Source(path, "", text.encode()), is_text=False)


def _find_entry(entries: Iterable[tuple[Scalar, Node]], line: int) -> tuple[str, Node] | None:
    """The last field that begins on a line or before it."""
    return next(((key.text, node) for key, node in reversed([*entries]) if key.span.line <= line), None)


def _find_item(name: str, node: Items, line: int, key: str) -> str:
    """What selects the item of a list in which a line stands; "" if nothing does."""
    begun = [number for number, item in enumerate(node.items, 1) if item.span.line <= line]
    item = node.items[begun[-1] - 1] if begun else None
    if not isinstance(item, Fields):
        return ""
    if name == "charts":
        return f'[id="_chart{begun[-1]}"]'
    values = {field.text: value.text for field, value in item.entries if isinstance(value, Scalar)}
    if name == "corrections":
        day = values.get("date", "")
        return f'.correction:has([datetime="{day}"])' if re.fullmatch("[0-9-]+", day) else ""
    stem = quote(posixpath.splitext(f"/{key}/{values['file']}")[0]) if values.get("file") else ""
    return f'.main img:is([src*="{stem}."], [src*="{stem}-"])' if stem else ""


def _find_figure(name: str, path: str, text: str) -> Whereabouts | None:
    """Where the body of a text names a figure first."""
    prose = find_prose(Source(path, "", text.encode()))
    if prose is None:
        return None
    for braces in find_braces(prose.text):
        use = figure_use(braces[0], prose.line + prose.text.count("\n", 0, braces.start()), 1)
        if use and use.name == name:
            return find_place(path, text, use.line)
    return None
