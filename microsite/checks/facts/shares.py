"""How a language tells how many of how many: one in five, jeder fünfte, 每五人中有一人, 9 of 14."""

from __future__ import annotations

import re
from collections.abc import Sequence

from microsite.checks.facts.expressions import NO_LETTER, SPACE, Pattern, either, split_names
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple


class Shares(NamedTuple):
    """How a language tells shares; make it with `make_shares`."""

    one: Pattern
    """One, and what stands between it and the whole, at the end of what stands before that: one person in."""
    between: Pattern
    """What stands between a part and its whole; or, in Han, between a whole and its part."""
    every: Pattern
    """What makes a share of an ordinal, at the end of what stands before it: every fifth."""
    counted: Pattern
    """What stands between two numbers of which one is counted among the other: 9 of 14."""
    is_whole_first: bool


def make_shares(table: Table, ones: Sequence[str], *, is_han: bool) -> Shares | None:
    """The shares of a language’s table; None if it has none."""
    own = table.get("shares", {})
    if not own:
        return None
    among, of, has = (split_names(own.get(name, "")) for name in ("in", "of", "has"))
    every = either(split_names(own.get("every", "")))
    if is_han:
        noun = "[^0-9，。；！？、\\n]"
        among_han = f"{noun}{{0,8}}?(?:{either(among)})(?:{either(has)})"
        return Shares(
            re.compile("(?!)"),
            re.compile(among_han),
            re.compile("(?!)"),
            re.compile(f"{noun}{{1,8}}?(?:{either(of)})"),
            is_whole_first=True,
        )
    noun = f"(?:{SPACE}[^\\W\\d_]+){{0,2}}{SPACE}"
    return Shares(
        re.compile(rf"(?<![^\W\d_])(?:{either(ones)}){noun}(?:{either(among)}){SPACE}\Z", re.IGNORECASE),
        re.compile(f"{noun}(?:{either(among)}){SPACE}"),
        re.compile(rf"(?<![^\W\d_])(?:{every}){SPACE}\Z", re.IGNORECASE),
        re.compile(f"{SPACE}(?:{either(of)}){NO_LETTER}{SPACE}"),
        is_whole_first=False,
    )
