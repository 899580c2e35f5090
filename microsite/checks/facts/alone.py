"""Numbers with which nothing more belongs together, as most of them are: 790 experts, 485个项目, 41.3 percent.

What may stand beside a number has many forms, and to look for each of them is what takes the time. By these expressions
it is seen at once that there is none. Whatever may be more is left to `quantities`, which reads these numbers just so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from microsite.checks.facts.characters import Han
from microsite.checks.facts.expressions import NOTHING, SPACE, Pattern, either
from microsite.checks.facts.measures import Units
from microsite.values.named import NamedTuple

_DIGITS = "([1-9][0-9]{0,2})"
"""Four of them may be a year."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_TIMES = "xX"
_BEFORE, _BEHIND = " \n(", " .,;:!?)\n"
_HAN = r"\u4e00-\u9fff"
_BEFORE_HAN, _BEHIND_HAN = rf"{_BEFORE}\u2e80-\uffff", f" \n，。；：！？）、{_HAN}"


class Alone(NamedTuple):
    """How numbers look that may be alone; make it with `make_alone`."""

    number: Pattern
    """The digits, and behind them a comma, a whole word, or two characters."""
    names: frozenset[str]
    """What names begin with that may stand behind a number: words, or two characters."""
    firsts: frozenset[str]
    """The same of what is one character."""
    percent: Pattern
    """Digits, decimals, and a sign or word for percent that is no part of another name."""


def make_alone(units: Units, decimal: str, groups: Iterable[str], half: str, han: Han | None) -> Alone:
    """The numbers of a language that has these measures, `groups` such as dozens, and a `half` behind numbers."""
    behind = (wrap.name for _, wraps in units.wraps.behind.values() for wrap in wraps)
    names = {*units.names, *units.scales, *groups, *behind}
    percent = _percent(units, [*names], decimal, is_han=bool(han))
    if han:
        firsts = {name[0] for name in names if name[1:2] in ("", " ")}
        number = re.compile(f"(?<=[{_BEFORE_HAN}]){_DIGITS}(?!{half})([{_HAN}].)", re.DOTALL)
        return Alone(
            number, frozenset(name[:2] for name in names), frozenset({*firsts, *han.units, *han.more}), percent
        )
    words = {word[0] for name in names if (word := _FIRST_WORD.match(name))}
    number = re.compile(  # × and ÷ stand among the letters
        f"(?<=[{_BEFORE}]){_DIGITS}(?!{half})(?: (?![\u00d7\u00f7])([A-Za-z\u00c0-\u024f]+)(?=[{_BEHIND}])|(?=, ))"
    )
    return Alone(number, frozenset({*words, *_TIMES}), frozenset(), percent)


def _percent(units: Units, names: Sequence[str], decimal: str, *, is_han: bool) -> Pattern:
    own = [name for name, meaning in units.names.items() if meaning.kind == "percent" and name not in units.maybe]
    own = [name for name in own if len(name) == 1 or (name.isascii() and name.isalpha())]
    parts = (longer.partition(" ") for longer in names)
    more = {rest for first, space, rest in parts if space and first in own}  # none of which has a space
    decimals = f"(?:{re.escape(decimal)}([0-9]{{1,2}}))?" if decimal in (".", ",") else f"({NOTHING})?"
    before, behind = (_BEFORE_HAN, _BEHIND_HAN) if is_han else (_BEFORE, _BEHIND)
    return re.compile(
        f"(?<=[{before}])([1-9][0-9]{{0,2}}|0(?!%)){decimals}[ \u00a0]?(?:{either(own)})(?=[{behind}])"
        f"(?!{SPACE}{{1,4}}(?:{either(more)}))"
    )
