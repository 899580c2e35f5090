"""Translations beside their sources: what all checks of an entry's texts find, as diagnostics.

The checks themselves know bodies alone; here titles and summaries come to them, lines become those of files, and what
an editor does not want to hear of again is left out.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from microsite.checks.facts import comparison, consistency
from microsite.checks.facts.notation import notation_of
from microsite.checks.findings import Finding
from microsite.checks.named import is_of_figure, with_days
from microsite.checks.prose import typography, untranslated, wrapped
from microsite.checks.prose.languages import find_language
from microsite.checks.prose.passages import Passage
from microsite.checks.prose.suppressions import COMMENT, suppress
from microsite.checks.shape import links, structure
from microsite.checks.sides import Case, ReadSide, front_lines, read_side, write_side
from microsite.diagnostics.problems import Diagnostic, Severity, Span, problem
from microsite.engine.common import Common
from microsite.engine.packing import Plain, pack
from microsite.i18n.tags import are_one_language
from microsite.model.entries import Entry, Locale

Reviewed = tuple[tuple[Plain, bytes], ...]
"""Of each text of a case what is found, packed, and what is to be kept of it; that is empty if it was kept before."""


def prepare(locales: Iterable[Locale], common: Common) -> None:
    """Make how these languages write known here, and so to all processes that are forked of this one."""
    for locale in locales:
        notation_of.prepare(locale.babel, common)
        find_language.prepare(locale.tag, common)


def review_all(cases: Sequence[Case]) -> Iterator[Reviewed]:
    """What `review_sides` finds in each case, one after the other: what a worker process is sent."""
    for case in cases:
        yield tuple((pack(tuple(told)), _kept(read)) for read, told in review_sides(case))


def _kept(read: ReadSide | None) -> bytes:
    return b"" if read is None or read.side.kept else write_side(read)


def review(case: Case) -> list[Diagnostic]:
    """The diagnostics of an entry's texts, each by itself and the translations beside their source."""
    return [one for _, told in review_sides(case) for one in told]


def review_sides(case: Case) -> Iterator[tuple[ReadSide | None, list[Diagnostic]]]:
    """The same with the texts as they were read: the source, if there is one, then the translations in their order.

    So what is found in a translation depends on no other one. Of a source that is known nothing is told.
    """
    source = read_side(case.source, case) if case.source else None
    if case.source:
        is_asked = source and not case.is_source_known
        yield source, [*_tell(source, None, _check_alone(source, ()))] if source and is_asked else []
    for side in case.translations:
        translation = read_side(side, case)
        if translation is None:
            yield None, []
            continue
        left = _find_left(source, translation) if source else []
        findings = [*_check_alone(translation, left)]
        if source and not side.entry.draft:  # as which a translation begins with what the source says
            findings += _compare(source, translation, findings, left)
        yield translation, [*_tell(translation, source, findings)]


Left = Sequence[tuple[Passage, int]]
"""Passages of a translation that are in the language of its source, as `untranslated.find_left` gives them."""


def _find_left(source: ReadSide, translation: ReadSide) -> Left:
    is_other = not are_one_language(source.side.tag, translation.side.tag)
    said = (source.words, translation.words, source.language, translation.language)
    return untranslated.find_left(*said, is_other=is_other)


def _check_alone(reading: ReadSide, left: Left) -> Iterator[Finding]:
    """The findings in a text by itself, in what of it is in its language."""
    yield from _as_far_as_known(reading.mistakes, reading)
    if left and reading.slips and reading.language:
        others = {words for words, _ in left}
        kept = [one for one, words in zip(reading.passages, reading.words, strict=True) if words not in others]
        yield from typography.check(kept, reading.language)
    else:
        yield from reading.slips


def _compare(source: ReadSide, translation: ReadSide, alone: Iterable[Finding], left: Left) -> Iterator[Finding]:
    """The differences of a translation. What two findings tell is told once."""
    others = [
        *structure.compare(source.shape, translation.shape),
        *links.compare(source.pointers, translation.pointers),
        *untranslated.tell(left, translation.words, source.language, translation.language),
        *wrapped.compare(_short_texts(source.entry), _short_texts(translation.entry)),
    ]
    both = source.has_table and translation.has_table
    said_there, said_here = (with_days(one.facts, one.days, both=both) for one in (source, translation))
    facts = comparison.compare(said_there, said_here, partial(notation_of, translation.side.babel))
    facts = [*_as_far_as_known(facts, source, translation)]
    told = [*(one for one in alone if one.rule == consistency.RULE), *others] if facts else []
    places = {(one.line, column) for one in told for column in range(one.column, one.column + one.length)}
    yield from (one for one in facts if places.isdisjoint(((one.line, one.column), (one.line, _last(one)))))
    yield from others


def _short_texts(entry: Entry) -> list[wrapped.ShortText]:
    return [("title", entry.title, entry.title_line), ("summary", entry.summary, entry.summary_line)]


def _as_far_as_known(findings: Iterable[Finding], *readings: ReadSide) -> Iterator[Finding]:
    """The findings; if only CLDR is known of a language, not its numbers in words, say, as guesses, or as likely.

    What is typed by hand beside a figure of the group file is compared with a value that nobody had to read.
    """
    is_known = all(reading.has_table for reading in readings)
    for one in findings:
        is_likely = one.severity == "error" and one.is_plain
        if not is_known and not is_likely and one.severity != "info":
            is_likely = is_of_figure(one, (reading.markdown for reading in readings))
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
    front = front_lines(reading.entry)
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
    if finding.line in front_lines(reading.entry):  # where no comment can stand
        hint = hint.replace(f"{COMMENT} in this paragraph", f"check_ignore: {{{finding.rule}: the reason}}")
    severity = Severity[finding.severity.upper()]
    return Diagnostic(finding.rule, severity, finding.message, span, hint, related, is_doubted=finding.is_doubted)


def _span(reading: ReadSide, line: int, column: int, length: int) -> Span:
    """A place in a file. In a field it is known only if YAML reads the field as it is written."""
    path = reading.entry.path
    if not line or line not in front_lines(reading.entry):
        return Span(path, line, column if line else 0, length if line else 0)
    start = reading.front_starts[line]
    return Span(path, line, 1) if start < 0 else Span(path, line, start + column, length)
