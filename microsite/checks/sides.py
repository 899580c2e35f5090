"""A text as it is compared: read once, and kept beside its body as bytes, so that it need not be read again."""

from __future__ import annotations

import datetime
import marshal
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from microsite.checks.facts.consistency import check_consistency
from microsite.checks.facts.filling import fill
from microsite.checks.facts.notation import Notation, notation_of
from microsite.checks.facts.reader import Block, Fact, Facts, read_facts
from microsite.checks.findings import Finding
from microsite.checks.named import find_days
from microsite.checks.prose import typography
from microsite.checks.prose.languages import Language, find_language
from microsite.checks.prose.passages import Passage, blank_phrase, find_passages, read_passages
from microsite.checks.prose.suppressions import Suppression, read_suppressions
from microsite.checks.shape.pointers import Pointer, Pointers, read_pointers
from microsite.checks.shape.shape import Shape, read_shape
from microsite.content.parse import find_prose
from microsite.i18n.tables import has_table
from microsite.markup.spans import read_spans
from microsite.model.decode import decode_to_read
from microsite.model.entries import NONE, Entry, Figure, Prose
from microsite.model.source import Source
from microsite.values.named import NamedTuple


class Side(NamedTuple):
    """An entry in one language: as it was parsed, its file, and its language as the web and Babel call it.

    `kept` is what `write_side` made of it before, if it was read with the same names and figures.
    """

    entry: Entry
    source: Source
    tag: str
    babel: str
    kept: bytes = b""


class Case(NamedTuple):
    """An entry to be looked through: its source, if there is one, its translations, and the figures of its group.

    `names` are those of the site, which no language translates. Where `is_source_known`, nobody asks what is found in
    the source by itself, and only these translations are looked at.
    """

    name: str
    source: Side | None
    translations: tuple[Side, ...]
    figures: Mapping[str, Figure] = NONE
    names: tuple[str, ...] = ()
    date: datetime.date | None = None
    """The day of publication, for days of the week beside dates without a year."""
    is_source_known: bool = False


@dataclass(frozen=True)
class ReadSide:
    """The parts of a side that are compared. Lines are the file's; title and summary are the first passages.

    `words` are the passages with spaces for the names of the site: a name is in no language. `mistakes` are found in
    its figures, `slips` in how it is set, both without its source. `days` are those of figures by name.
    """

    side: Side
    passages: Sequence[Passage]
    words: Sequence[Passage]
    facts: Facts
    days: Sequence[Fact]
    shape: Shape
    pointers: Pointers
    suppressions: Sequence[Suppression]
    mistakes: Sequence[Finding]
    slips: Sequence[Finding]

    @property
    def entry(self) -> Entry:
        """The entry."""
        return self.side.entry

    @property
    def language(self) -> Language | None:
        """What is known of the prose of its language."""
        return find_language(self.side.tag)

    @property
    def notation(self) -> Notation:
        """How its language writes figures: made for who reads or writes any, which takes longer than to compare."""
        return notation_of(self.side.babel)

    @property
    def has_table(self) -> bool:
        """False if only CLDR is known of how its language writes figures."""
        return has_table(self.side.babel, "figures")

    @cached_property
    def markdown(self) -> str:
        """The body, on the lines of its file."""
        prose = find_prose(self.side.source)
        return _on_its_lines(prose) if prose else ""

    @cached_property
    def front_starts(self) -> dict[int, int]:
        """Where the texts above the body begin on their lines, from 0; -1 if YAML reads one otherwise."""
        lines = (decode_to_read(self.side.source)[0] or "").split("\n")
        return {line: lines[line - 1].find(text) for line, text in front_lines(self.entry).items() if line}


def front_lines(entry: Entry) -> dict[int, str]:
    """The texts above the body by their lines."""
    return {entry.summary_line: entry.summary, entry.title_line: entry.title}


def read_side(side: Side, case: Case) -> ReadSide | None:
    """The parts of a side that are compared; None if its file cannot be read any more."""
    if side.kept:
        return _unwrite(side)
    prose = find_prose(side.source)
    if prose is None:
        return None
    entry, figures = side.entry, case.figures
    markdown = _on_its_lines(prose)
    spans = read_spans(markdown)
    notation, body, front = notation_of(side.babel), find_passages(markdown, spans), (entry.title, entry.summary)
    passages = filled = [*_above(entry, front), *body]
    written = ""
    if figures and any("{{" in text for text in (*front, markdown)):
        *texts, written = (fill(text, figures, notation) for text in (*front, markdown))
        filled = [*_above(entry, texts), *read_passages(written)]
    facts, language = read_facts(filled, notation), find_language(side.tag)
    return ReadSide(
        side,
        passages,
        _without(case.names, passages),
        facts,
        find_days(facts, written, figures, notation),
        read_shape(markdown, body, spans),
        read_pointers(markdown, body, spans),
        read_suppressions(markdown, body),
        check_consistency(facts, notation, entry.date or case.date),
        typography.check(passages, language) if language else [],
    )


def _on_its_lines(prose: Prose) -> str:
    return "\n" * (prose.line - 1) + prose.text


def _above(entry: Entry, texts: Sequence[str]) -> list[Passage]:
    """Title and summary as passages."""
    places = (("heading", 1, entry.title_line), ("paragraph", 0, entry.summary_line))
    pairs = zip(places, texts, strict=True)
    return [Passage(*place, blank_phrase(text)) for place, text in pairs if text]


def _without(names: Sequence[str], passages: list[Passage]) -> list[Passage]:
    """The passages with spaces for the names."""
    said = "\n".join([passage.text for passage in passages])
    if not any(name in said for name in names):
        return passages
    blank = re.compile("|".join(map(re.escape, names)))
    return [one._replace(text=blank.sub(lambda name: " " * len(name[0]), one.text)) for one in passages]


# ---- as bytes -------------------------------------------------------------------------------------------------------


def write_side(read: ReadSide) -> bytes:
    """The parts of a side as bytes, which are read again far sooner than the text."""
    plain: Any = (
        _rows(read.passages),
        None if read.words is read.passages else _rows(read.words),
        (_rows(read.facts.blocks), _rows(read.facts.facts), *read.facts[2:]),
        _rows(read.days),
        (*read.shape,),
        (read.pointers.names, _rows(read.pointers.places)),
        _rows(read.suppressions),
        _rows(read.mistakes),
        _rows(read.slips),
    )
    return marshal.dumps(plain)


def _unwrite(side: Side) -> ReadSide:
    """The parts that `write_side` wrote of a side."""
    plain = marshal.loads(side.kept)  # noqa: S302 (what we wrote; a checksum is held against it)
    passages, words, (blocks, facts, *others), days, shape, (names, places), suppressions, mistakes, slips = plain
    read = list(map(Passage._make, passages))
    return ReadSide(
        side,
        read,
        read if words is None else list(map(Passage._make, words)),
        Facts(tuple(map(Block._make, blocks)), tuple(map(Fact._make, facts)), *others),
        list(map(Fact._make, days)),
        Shape._make(shape),
        Pointers(names, tuple(map(Pointer._make, places))),
        list(map(Suppression._make, suppressions)),
        list(map(Finding._make, mistakes)),
        list(map(Finding._make, slips)),
    )


def _rows(values: Sequence[tuple[object, ...]]) -> tuple[tuple[object, ...], ...]:
    """Named tuples as those that `marshal` knows."""
    return tuple([(*value,) for value in values])
