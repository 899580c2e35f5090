"""What has become of the sections of a source since a translation recorded their digests. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from microsite.content.sections import parse_digests
from microsite.model.entries import Entry, Text
from microsite.values.named import NamedTuple

_ALIGNED = 500
"""More sections nobody writes; they are compared one by one, for the time to align them may grow with their square."""


class Move(NamedTuple):
    """A section that has moved: its number in the source, and that in what the translation records; -1 of neither.

    `is_same` is true of one that says the same in another place.
    """

    present: int
    recorded: int
    is_same: bool = False

    @property
    def word(self) -> str:
        """What has become of it."""
        if self.is_same:
            return "moved"
        return "removed" if self.present < 0 else "added" if self.recorded < 0 else "changed"


_NOWHERE = Move(-1, -1)


def follow(translation: Entry, source: Text, present: Sequence[str]) -> tuple[str, ...]:
    """What a translation records, with present digests for those that `unchanged_since` says mean the same."""
    changes = source.entry.unchanged_since if source.entry else ()
    if not changes:
        return translation.translated_from
    ends = find_ends(changes, frozenset(present))
    return tuple(ends.get(digest, digest) for digest in translation.translated_from)


def find_ends(changes: Iterable[tuple[str, str]], present: frozenset[str]) -> dict[str, str]:
    """The present digests that former ones lead to, by edits that changed nothing; without those that lead to none."""
    steps = dict(changes)
    ends: dict[str, str] = {}
    for start in steps:
        passed: dict[str, None] = {}
        now = start
        while now in steps and now not in present and now not in ends and now not in passed:
            passed[now] = None
            now = steps[now]
        end = now if now in present else ends.get(now, "")
        ends.update(dict.fromkeys(passed, end))
    return {former: end for former, end in ends.items() if end}


def find_moves(translation: Entry, source: Text) -> tuple[Move, ...]:
    """What has become of the source's sections since a translation recorded them, in the order of the source."""
    from difflib import SequenceMatcher  # few translations are stale

    present = parse_digests(source.sections)
    recorded = follow(translation, source, present)
    if max(len(recorded), len(present)) > _ALIGNED:
        places = itertools.zip_longest(range(len(present)), range(len(recorded)), fillvalue=-1)
        return tuple(Move(*place) for place in places if _differ(place, present, recorded))
    moves = []
    for word, old, old_end, new, new_end in SequenceMatcher(None, recorded, present, autojunk=False).get_opcodes():
        if word != "equal":
            for number in range(max(old_end - old, new_end - new)):
                here, there = new + number, old + number
                moves.append(Move(here if here < new_end else -1, there if there < old_end else -1))
    return tuple(_join_moved(moves, present, recorded))


def _join_moved(moves: Sequence[Move], present: Sequence[str], recorded: Sequence[str]) -> Iterator[Move]:
    """The moves with one, not two, for each section that says the same in another place."""
    place = {recorded[move.recorded]: move.recorded for move in moves if move.recorded >= 0}
    moved = {present[move.present] for move in moves if move.present >= 0} & place.keys()
    for move in moves:
        here, there = move.present, move.recorded
        is_moved, has_moved = here >= 0 and present[here] in moved, there >= 0 and recorded[there] in moved
        if is_moved:
            yield Move(here, place[present[here]], is_same=True)
        rest = Move(-1 if is_moved else here, -1 if has_moved else there)
        if rest != _NOWHERE:
            yield rest


def _differ(place: tuple[int, int], present: Sequence[str], recorded: Sequence[str]) -> bool:
    here, there = place
    return here < 0 or there < 0 or present[here] != recorded[there]
