"""What stands beside facts in a text: names that they are part of, names that say facts, ends of sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from microsite.checks.facts.fields import Raw
from microsite.checks.facts.naming import NameTable, find_name, find_names
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.wraps import SIGNS

SENTENCE_END = re.compile(r"[.!?](?=[\s”\"“»)’])|[。！？]")
"""The end of a sentence, as far as one can tell."""

ANCHORS = frozenset({"year", "date", "decade", "weekday", "time"})
"""Kinds that say when: another figure belongs to the one beside it."""

NAMED = frozenset({"number", "ordinal", "token"})
"""Kinds that may be part of a name."""

COUNTED = frozenset({"percent", "points", "money", "measure", "time"})
"""Kinds that say of what they are so many."""

_CROSSED = 4
"""So many facts are two dates and two figures, which may have been exchanged."""
_REACH = 12


def may_be_crossed(found: Sequence[Raw]) -> bool:
    """True of a passage of which sentences have to be told apart, since two figures may have been exchanged."""
    if len(found) >= _CROSSED and sum(raw.kind in ANCHORS for raw in found) > 1:
        return True
    return len(found) > 1 and sum(raw.kind in COUNTED or raw.kind == "number" for raw in found) > 1


def end_of_change(text: str, start: int, notation: Notation) -> str:
    """Which end of a change a figure is, by the word before it: from 5 % to 7 %, 从5%增至7%; "" if none is said."""
    match = notation.change.search(text[max(0, start - _REACH) : start])
    return "" if match is None else "from" if match["from"] else "to"


def name_of(kind: str, start: int, end: int, text: str, notation: Notation) -> str:
    """What a fact may be part of the name of; of a name itself what it says."""
    said = notation.names.said.get(text[start:end]) if kind == "token" and notation.names else None
    return said[2] if said else find_name(text, start, end, kind, notation.words.months)


def _is_signed(text: str, start: int) -> bool:
    """True of a name that a minus stands before, which makes a number of it: -911事件."""
    return text[max(0, start - 1) : start] in SIGNS and not text[max(0, start - 2) : start - 1].strip()


def with_names(found: list[Raw], text: str, names: NameTable) -> list[Raw]:
    """The facts with those that names say, in the place of what else was read there."""
    said = [Raw(*one) for one in find_names(text, names) if not _is_signed(text, one[3])]
    if not said:
        return found
    taken = {place for one in said for place in range(one.start, one.end)}
    kept = [one for one in found if one.start not in taken and one.end - 1 not in taken]
    return sorted([*kept, *said], key=lambda one: one.start)
