"""Figures by their names in a text: what is typed by hand in another language is held against them."""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from microsite.checks.facts.notation import Notation
from microsite.checks.facts.reader import Fact, Facts
from microsite.checks.findings import Finding
from microsite.i18n.formats import formats
from microsite.markup.blanks import blank_hidden
from microsite.model.entries import Figure

_BY_NAME = re.compile(r"\{\{\s*(?P<name>\w*)[^{}\n]*\}\}")


def is_of_figure(finding: Finding, markdown: Iterable[str]) -> bool:
    """True if one of the two places that differ has a figure by its name.

    `markdown` are the bodies of the source and of the translation, on the lines of their files.
    """
    places = ((finding.source_line, finding.source_column), (finding.line, finding.column))
    if not all(line for line, _ in places):
        return False
    for text, (line, column) in zip(markdown, places, strict=False):
        written = text.split("\n")[line - 1]
        if any(match.start() < column <= match.end() for match in _BY_NAME.finditer(written)):
            return True
    return False


def find_days(facts: Facts, markdown: str, figures: Mapping[str, Figure], notation: Notation) -> list[Fact]:
    """The days that figures stand for in a text, where `fill` had no room to write them; of an interval both.

    `markdown` is its filled body, on the lines of its file.
    """
    if not _BY_NAME.search(markdown) or not facts.blocks:
        return []
    starts = [block.line for block in facts.blocks]
    found: list[Fact] = []
    for line, text in enumerate(blank_hidden(markdown).split("\n"), start=1):
        for match in _BY_NAME.finditer(text):
            block = bisect.bisect_right(starts, line) - 1
            if block >= 0:
                found += _read_days(match, figures.get(match["name"]), notation, block, line)
    return found


def with_days(facts: Facts, days: Sequence[Fact], *, both: bool) -> Facts:
    """The facts of a text with the days that figures stand for.

    Of an interval it is the last day and, if `both` are wanted, the first one: where nobody knows the words between
    them, that is only a number (dal 4 al 7 maggio).
    """
    if not days:
        return facts
    added = list(days) if both else [*{(fact.line, fact.column): fact for fact in days}.values()]
    every = sorted((*facts.facts, *added), key=lambda fact: (fact.block, fact.line, fact.column))
    signs = [facts.signature, *(f"{fact.block}+ {fact.value}" for fact in added)]
    return facts._replace(facts=tuple(every), signature="\n".join(signs))


def _read_days(
    match: re.Match[str], figure: Figure | None, notation: Notation, block: int, line: int
) -> Iterator[Fact]:
    if figure is None or figure.kind not in ("date", "interval"):
        return
    for day in filter(None, (figure.value, figure.until)):
        text = formats(notation.locale).date(datetime.date.fromisoformat(day))
        yield Fact("date", day, 2, block, line, match.start() + 1, len(match[0]), text)
