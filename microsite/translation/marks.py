"""Two versions of a text → snippets that are the same, that have gone, that are new; by words, Chinese by letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from microsite.values.named import NamedTuple

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:[-.,’'][^\W_{_HAN}]+)*|\s+|.", re.DOTALL)

_COMPARED = 1_000_000
"""The product of both lengths up to which words are compared: the time for it may grow with more than that."""

_CHANCE = 1
"""So many letters between two changes are the same by chance."""

Fate = Literal["same", "removed", "added"]


class Snippet(NamedTuple):
    """A part of a text, and what has become of it."""

    fate: Fate
    text: str


def find_snippets(former: str, present: str) -> tuple[Snippet, ...]:
    """The snippets of two versions, in order: what is the same or added is the present one, to the letter.

    Lines are compared first, and words where lines differ. White space is the same, however it is written.
    """
    before, after = former.splitlines(keepends=True), present.splitlines(keepends=True)
    snippets: list[Snippet] = []
    for is_same, old, new in _match(before, after):
        if is_same:
            snippets.append(Snippet("same", "".join(new)))
        else:
            snippets += _compare_words("".join(old), "".join(new))
    return tuple(_join(snippets))


def _compare_words(former: str, present: str) -> Iterator[Snippet]:
    steps = list(_match(_TOKEN.findall(former), _TOKEN.findall(present)))
    for number, (is_same, old, new) in enumerate(steps):
        if is_same and not _is_chance(new, steps[max(number - 1, 0)], steps[min(number + 1, len(steps) - 1)]):
            yield Snippet("same", "".join(new))
        else:
            yield Snippet("removed", "".join(old))
            yield Snippet("added", "".join(new))


_Step = tuple[bool, Sequence[str], Sequence[str]]


def _match(former: Sequence[str], present: Sequence[str]) -> Iterator[_Step]:
    """What both have, and what stands for what in between; nothing is the same where it would take too long."""
    if len(former) * len(present) > _COMPARED:
        yield False, former, present
        return
    before, after = ([" " if token.isspace() else token for token in text] for text in (former, present))
    for word, old, old_end, new, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield word == "equal", former[old:old_end], present[new:new_end]


def _is_chance(same: Sequence[str], before: _Step, after: _Step) -> bool:
    """True of a letter or a space between two places where something stands for something else."""
    is_between = all(not is_same and old and new for is_same, old, new in (before, after))
    return is_between and sum(map(str.isalnum, "".join(same))) <= _CHANCE


def _join(snippets: Iterable[Snippet]) -> Iterator[Snippet]:
    """The snippets with those of a kind together, as far as nothing that is the same stands between them."""
    waiting: dict[Fate, str] = {}
    for snippet in snippets:
        if ("same" in waiting) != (snippet.fate == "same"):
            yield from _flush(waiting)
            waiting = {}
        waiting[snippet.fate] = waiting.get(snippet.fate, "") + snippet.text
    yield from _flush(waiting)


def _flush(waiting: dict[Fate, str]) -> Iterator[Snippet]:
    order: tuple[Fate, ...] = ("same", "removed", "added")
    yield from (Snippet(fate, waiting[fate]) for fate in order if waiting.get(fate))
