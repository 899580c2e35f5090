"""Footnotes: in which order they stand below a text, and the ids of where it cites them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from microsite.markup.tree import TextNode


def note_id(name: str, count: int) -> str:
    """The id of the place where a note is cited, for the n-th time."""
    return f"fnref-{name}" if count == 1 else f"fnref{count}-{name}"


def order_notes(notes: Sequence[TextNode], cited: dict[str, int]) -> Iterator[tuple[str, TextNode]]:
    """Notes by their names, in the order in which they are cited, be it in notes before; then those that are not."""
    by_name: dict[str, TextNode] = {}
    for note in notes:
        by_name.setdefault(note.info, note)
    done = 0
    while done < len(cited):
        more = [*itertools.islice(reversed(cited), len(cited) - done)]
        for name in reversed(more):
            done += 1
            yield name, by_name[name]
    yield from ((name, note) for name, note in by_name.items() if name not in cited)
