"""Rules of the whole site about how much a page takes with it: its own bytes, and what it cannot be shown without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from microsite.verify.addresses import Book, Whither
from microsite.verify.defects import Defect
from microsite.verify.said import WEIGHTY, Said

DEFAULT = "*"
BUDGETS: Mapping[str, int] = {DEFAULT: 2_000_000}
"""So many bytes a page may have with what it loads at once, by its type; “*” is every other one.

The type is what a page says of itself: `og:type`, else the type of its structured data.
"""


def check_weights(
    said: Sequence[Said], book: Book, sizes: Mapping[str, int], budgets: Mapping[str, int]
) -> Iterator[Defect]:
    """`page-heavy`: pages, style sheets, scripts, and pictures that do not wait until they come into sight."""
    said_by_path = {one.path: one for one in said}
    for one in said:
        budget = budgets.get(one.type, budgets.get(DEFAULT, 0))
        if one.form != "whole" or not budget:
            continue
        loaded = {link: sizes[path] for link, path in _find_loaded(one, book, said_by_path)}
        total = one.size + sum(loaded.values())
        if total > budget:
            parts = {"the page itself": one.size, **loaded}
            name, most = max(parts.items(), key=lambda part: part[1])
            message = f"this page loads {_kilobytes(total)} at once, of which {name} has {_kilobytes(most)}"
            kind = f" of “{one.type}”" if one.type in budgets else ""
            yield Defect(
                "page-heavy",
                message,
                one.at(0),
                f"the budget{kind} is {_kilobytes(budget)}: make it smaller, or load it later",
            )


def _find_loaded(one: Said, book: Book, said_by_path: Mapping[str, Said]) -> Iterator[tuple[str, str]]:
    """The files of the site that a page loads at once, each once."""
    seen, waiting = set[str](), [one]
    while waiting:
        here = waiting.pop()
        for link in here.links:
            if link.what not in WEIGHTY:
                continue
            target = book.find(link.url, here.path, here.base)
            if target.whither is Whither.OWN and target.path not in seen and target.path in book.paths:
                seen.add(target.path)
                yield target.path, target.path
                if link.what == "sheet" and target.path in said_by_path:
                    waiting.append(said_by_path[target.path])


def _kilobytes(count: int) -> str:
    return f"{count / 1000:,.0f} kB"
