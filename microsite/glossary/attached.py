"""What languages write onto a word without a space though it is no part of it: articles, prepositions, particles."""

from __future__ import annotations

import functools
import re

from microsite.i18n.tables import find_table
from microsite.values.named import NamedTuple

_BEFORE, _BEHIND = 3, 2
"""The letters that a word has at least: with fewer, what stands beside it is more often a part of another word."""


class Attached(NamedTuple):
    """What may stand before a word and behind it, as patterns; None where a language has nothing of that kind."""

    before: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None

    def is_before(self, written: str, length: int) -> bool:
        """True if what is written before a word of so many letters is no part of it."""
        return self.before is not None and length >= _BEFORE and self.before.fullmatch(written) is not None

    def is_behind(self, written: str, length: int) -> bool:
        """True if what is written behind a word of so many letters is no part of it."""
        return self.behind is not None and length >= _BEHIND and self.behind.fullmatch(written) is not None


@functools.cache
def find_attached(tag: str) -> Attached:
    """What is written onto the words of a language (BCP 47)."""
    table = find_table(tag, "letters").get("attached", {})
    before, behind = (re.compile(table[side]) if side in table else None for side in ("before", "behind"))
    return Attached(before, behind)
