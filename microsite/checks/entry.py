"""Translations beside their sources: what all checks of an entry's texts find, as diagnostics.

The checks themselves know bodies alone; here titles and summaries come to them, lines become those of files, and what
an editor does not want to hear of again is left out.
"""

from __future__ import annotations

import datetime
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from microsite.checks.facts import comparison, consistency
from microsite.checks.facts.filling import fill
from microsite.checks.facts.notation import Notation, notation_of
from microsite.checks.facts.reader import Facts, read_facts
from microsite.checks.findings import Finding
from microsite.checks.prose import typography, untranslated
from microsite.checks.prose.languages import Language, find_language
from microsite.checks.prose.passages import Passage, blank_phrase, find_passages, read_passages
from microsite.checks.prose.suppressions import COMMENT, Suppression, read_suppressions, suppress
from microsite.checks.shape import links, structure
from microsite.checks.shape.pointers import Pointers, read_pointers
from microsite.checks.shape.shape import Shape, read_shape
from microsite.content.parse import find_prose
from microsite.diagnostics.problems import Diagnostic, Severity, Span, problem
from microsite.engine.packing import Plain, pack
from microsite.markup.spans import read_spans
from microsite.model.decode import decode_to_read
from microsite.model.entries import NONE, Entry, Figure, Locale
from microsite.model.source import Source


class Side(NamedTuple):
    """An entry in one language: as it was parsed, its file, and its language as the web and Babel call it."""

    entry: Entry
    source: Source
    tag: str
    babel: str


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

    `markdown` is the body, on the lines of its file. `words` are the passages with spaces for the names of the site: a
    name is in no language.
    """

    entry: Entry
    source: Source
    markdown: str
    language: Language | None
    notation: Notation
    passages: list[Passage]
    words: list[Passage]
    facts: Facts
    shape: Shape
    pointers: Pointers
    suppressions: list[Suppression]

    @cached_property
    def front_starts(self) -> dict[int, int]:
        """Where the texts above the body begin on their lines, from 0; -1 if YAML reads one otherwise."""
        lines = (decode_to_read(self.source)[0] or "").split("\n")
        return {line: lines[line - 1].find(text) for line, text in _front_lines(self.entry).items() if line}


def prepare(locales: Iterable[Locale]) -> None:
    """Make what these languages write known here, and so to all processes that are forked of this one."""
    for locale in locales:
        notation_of(locale.babel)
        find_language(locale.tag)


def review_all(cases: Sequence[Case]) -> Iterator[tuple[Plain, ...]]:
    """What `review_sides` finds in each case, one after the other, packed: what a worker process is sent."""
    for case in cases:
        yield tuple(pack(tuple(told)) for told in review_sides(case))


def review(case: Case) -> list[Diagnostic]:
    """The diagnostics of an entry's texts, each by itself and the translations beside their source."""
    return [one for told in review_sides(case) for one in told]


def review_sides(case: Case) -> Iterator[list[Diagnostic]]:
    """The same, text by text: the source, if there is one that is not known, then the translations in their order.

    So what is found in a translation depends on no other one.
    """
    source = read_side(case.source, case) if case.source else None
    if case.source and not case.is_source_known:
        yield list(_tell(source, None, _check_alone(source, None, case.date))) if source else []
    for side in case.translations:
        translation = read_side(side, case)
        if translation is None:
            yield []
            continue
        findings = list(_check_alone(translation, source, case.date))
        if source and not side.entry.draft:  # as which a translation begins with what the source says
            findings += _compare(source, translation, findings)
        yield list(_tell(translation, source, findings))


def read_side(side: Side, case: Case) -> ReadSide | None:
    """The parts of a side that are compared; None if its file cannot be read any more."""
    prose = find_prose(side.source)
    if prose is None:
        return None
    entry, figures = side.entry, case.figures
    markdown = "\n" * (prose.line - 1) + prose.text
    spans = read_spans(markdown)
    notation, body, front = notation_of(side.babel), find_passages(markdown, spans), (entry.title, entry.summary)
    passages = filled = [*_above(entry, front), *body]
    if figures and any("{{" in text for text in (*front, markdown)):
        *texts, written = (fill(text, figures, notation) for text in (*front, markdown))
        filled = [*_above(entry, texts), *read_passages(written)]
    return ReadSide(
        entry,
        side.source,
        markdown,
        find_language(side.tag),
        notation,
        passages,
        _without(case.names, passages),
        read_facts(filled, notation),
        read_shape(markdown, body, spans),
        read_pointers(markdown, body, spans),
        read_suppressions(markdown, body),
    )


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


def _check_alone(reading: ReadSide, source: ReadSide | None, date: datetime.date | None) -> Iterator[Finding]:
    """The findings in a text by itself; of a translation, in what of it is in its language."""
    day = reading.entry.date or date
    yield from _as_far_as_known(consistency.check_consistency(reading.facts, reading.notation, day), reading)
    language, passages = reading.language, reading.passages
    found = typography.check(passages, language) if language else []
    if language and found and source:
        own = set(untranslated.leave_out(source.words, reading.words, source.language, language))
        kept = [passage for passage, words in zip(passages, reading.words, strict=True) if words in own]
        found = found if len(kept) == len(passages) else typography.check(kept, language)
    yield from found


def _compare(source: ReadSide, translation: ReadSide, alone: Iterable[Finding]) -> Iterator[Finding]:
    """The differences of a translation. What two findings tell is told once."""
    others = [
        *structure.compare(source.shape, translation.shape),
        *links.compare(source.pointers, translation.pointers),
        *untranslated.check(source.words, translation.words, source.language, translation.language),
    ]
    facts = comparison.compare(source.facts, translation.facts, translation.notation)
    facts = [*_as_far_as_known(facts, source, translation)]
    told = [*(one for one in alone if one.rule == consistency.RULE), *others] if facts else []
    places = {(one.line, column) for one in told for column in range(one.column, one.column + one.length)}
    yield from (one for one in facts if places.isdisjoint(((one.line, one.column), (one.line, _last(one)))))
    yield from others


def _as_far_as_known(findings: Iterable[Finding], *readings: ReadSide) -> Iterator[Finding]:
    """The findings; if only CLDR is known of a language, not its numbers in words, say, as guesses, or as likely."""
    is_known = all(reading.notation.has_table for reading in readings)
    for one in findings:
        is_likely = one.is_plain and one.severity == "error"
        yield one if is_known else one._replace(severity="warning" if is_likely else "info", is_doubted=True)


def _last(finding: Finding) -> int:
    """The column that it ends with."""
    return finding.column + max(0, finding.length - 1)


# ---- telling --------------------------------------------------------------------------------------------------


def _tell(reading: ReadSide, source: ReadSide | None, findings: Iterable[Finding]) -> Iterator[Diagnostic]:
    """Findings in a text as diagnostics, without the suppressed ones; and suppressions that suppress nothing."""
    entry = reading.entry
    kept, idle = suppress(findings, reading.suppressions)
    ignored = {rule for rule, _ in entry.check_ignore}
    for finding, *repeats in _gather((finding for finding in kept if finding.rule not in ignored), reading):
        told = _diagnose(finding, reading, source)
        if repeats:
            hint = (
                f"run python build.py check --fix {shlex.quote(entry.path)}" if finding.replacement is not None else ""
            )
            spans = tuple(_span(reading, *repeated[2:5]) for repeated in repeats)
            told = told._replace(hint=hint, repeats=spans)
        yield told
    for suppression in idle:
        span = Span(entry.path, suppression.line, suppression.column, suppression.length)
        yield problem("ignore-unused", "this comment suppresses nothing", span, hint="remove it")
    for rule in sorted(ignored - {finding.rule for finding in kept}):
        message = f"“check_ignore” names {rule}, which finds nothing in this text"
        yield problem("ignore-unused", message, Span(entry.path), hint="remove it from “check_ignore”")


def _gather(findings: Iterable[Finding], reading: ReadSide) -> Iterable[list[Finding]]:
    """Findings one by one; but what is set otherwise in one way throughout a body, which `--fix` mends, is one.

    Titles and summaries are mended by hand, each by itself.
    """
    front = _front_lines(reading.entry)
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        is_one_of_many = finding.rule == typography.RULE and finding.line not in front
        key = (finding.severity, finding.message, finding.replacement is None) if is_one_of_many else number
        groups.setdefault(key, []).append(finding)
    return groups.values()


def _diagnose(finding: Finding, reading: ReadSide, source: ReadSide | None) -> Diagnostic:
    related: tuple[Span, ...] = ()
    if source and finding.source_line:
        related = (_span(source, finding.source_line, finding.source_column, 0),)
    span, hint = _span(reading, finding.line, finding.column, finding.length), finding.hint
    if finding.line in _front_lines(reading.entry):  # where no comment can stand
        hint = hint.replace(f"{COMMENT} in this paragraph", f"check_ignore: {{{finding.rule}: the reason}}")
    severity = Severity[finding.severity.upper()]
    return Diagnostic(finding.rule, severity, finding.message, span, hint, related, is_doubted=finding.is_doubted)


def _front_lines(entry: Entry) -> dict[int, str]:
    """The texts above the body by their lines."""
    return {entry.summary_line: entry.summary, entry.title_line: entry.title}


def _span(reading: ReadSide, line: int, column: int, length: int) -> Span:
    """A place in a file. In a field it is known only if YAML reads the field as it is written."""
    path = reading.entry.path
    if not line or line not in _front_lines(reading.entry):
        return Span(path, line, column if line else 0, length if line else 0)
    start = reading.front_starts[line]
    return Span(path, line, 1) if start < 0 else Span(path, line, start + column, length)
