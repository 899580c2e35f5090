"""Measure the checks of translations: `python -m evaluation DIR`."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evaluation.corpus import Case, Label, read_cases
from evaluation.mutations import mutate
from evaluation.others import tell_of_others
from evaluation.vocabulary import KINDS_OF_WORDS
from microsite.checks.findings import Finding

_OWN = Path(__file__).parent / "texts"
_FIGURES = ("number", "date", "weekday", "version", "figure")
_PAGES = 20
"""So many pages are an evening's work of an editor, for whom findings are counted."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print recall and false alarms for the part to develop on and the part to measure on."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, help="a folder with corpora; without it, the texts of this site"
    )
    parser.add_argument("--source", default="en", help="the language that the others were translated from")
    parser.add_argument("--each", type=int, default=3, help="slips of each kind in a text")
    parser.add_argument("--show", choices=("misses", "alarms"), help="tell of single texts of the part to develop on")
    options = parser.parse_args(arguments)
    cases = list(read_cases(options.folder or _OWN, options.source))
    for name, is_wanted in (("develop", True), ("measure", False)):
        part = [case for case in cases if case.is_for_development == is_wanted]
        show = options.show if is_wanted else None
        print(f"## {name}: {len(part)} translations\n")
        print("\n".join(_told_of_alarms(part, show)) + "\n")
        print("\n".join(_told_of_labels(part, show)) + "\n")
        print("\n".join(_told_of_mutations(part, options.each, show)) + "\n")
        print("\n".join(tell_of_others(part, options.each)) + "\n")


def _told_of_alarms(cases: Iterable[Case], show: str | None) -> Iterator[str]:
    """What is found in translations in which people found nothing wrong, by direction: so much, and in how many."""
    correct = [case for case in cases if case.is_correct]
    counts: Counter[tuple[str, str]] = Counter()
    pages: Counter[tuple[str, str]] = Counter()
    totals = Counter(direction for case in correct for direction in (case.direction, "all"))
    for case in correct:
        findings = case.findings()
        for direction in (case.direction, "all"):
            counts.update((direction, finding.severity) for finding in findings)
            pages.update({(direction, finding.severity) for finding in findings})
        if show == "alarms":
            for finding in findings:
                print(f"{case.page} {case.direction} {finding.line}: {finding.severity}: {finding.message}")
    yield f"{len(correct)} translations without a known error\n"
    yield "| direction | translations | severity | findings | per 20 pages | translations with one | of all |"
    yield "| --- | --: | --- | --: | --: | --: | --: |"
    for direction in _in_order(totals):
        for severity in ("error", "warning", "info"):
            total, found, where = totals[direction], counts[direction, severity], pages[direction, severity]
            share = f"{_PAGES * found / max(1, total):.2f} | {where} | {100 * where / max(1, total):.1f} %"
            yield f"| {direction} | {total} | {severity} | {found} | {share} |"


def _in_order(directions: Iterable[str]) -> list[str]:
    """Directions by name, with the sum of them at the end."""
    return sorted(directions, key=lambda direction: (direction == "all", direction))


def _told_of_labels(cases: Iterable[Case], show: str | None) -> Iterator[str]:
    """Which of the errors that people found are found, and which differences that are none are taken for errors."""
    total, found, at_error = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        findings = case.findings() if case.labels else []
        for label in case.labels:
            if label.verdict == "error" and not any(word in label.kind for word in _FIGURES):
                continue
            kind = f"{label.verdict}: {label.kind}"
            hits = [finding for finding in findings if _is_about(finding, label, case)]
            total[kind] += 1
            found[kind] += any(hit.severity != "info" for hit in hits)
            at_error[kind] += any(hit.severity == "error" for hit in hits)
            if show == "misses" and label.verdict == "error" and not hits:
                print(f"missed: {label}")
    yield "| what people found | of these | told of | as error |"
    yield "| --- | --: | --: | --: |"
    for kind in sorted(total):
        yield f"| {kind} | {total[kind]} | {found[kind]} | {at_error[kind]} |"


def _is_about(finding: Finding, label: Label, case: Case) -> bool:
    """True if a finding stands in a line that a label quotes, of the translation or the source."""
    lines = _lines(label.text, case.translation.body)
    source_lines = _lines(label.source_text, case.source.body)
    return finding.line in lines or (finding.source_line > 0 and finding.source_line in source_lines)


def _lines(quoted: str, text: str) -> range:
    start = text.find(quoted)
    if start < 0:
        return range(1)  # of the front matter
    first = text.count("\n", 0, start) + 1
    return range(first, first + quoted.count("\n") + 1)


def _told_of_mutations(cases: Iterable[Case], each: int, show: str | None) -> Iterator[str]:
    """Which slips are found in translations that are right, and what else is told of then; by kind and direction."""
    tallies: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    fresh = 0
    for case in cases:
        before = {(finding.severity, finding.line, finding.message) for finding in case.findings()}
        if not case.is_correct or any(severity != "info" for severity, _, _ in before):
            continue
        fresh += 1
        for slip in mutate(case.translation.body, case.translation.lang, case.page, each):
            new = [one for one in case.findings(slip.text) if (one.severity, one.line, one.message) not in before]
            near = [one for one in new if abs(one.line - slip.line) <= 1]
            seen = Counter(
                made=1,
                found=any(one.severity != "info" for one in near),
                certain=any(one.severity == "error" for one in near),
                beside=sum(one.severity == "error" for one in new if one not in near),
            )
            for kind in (slip.kind, "all words" if slip.kind in KINDS_OF_WORDS else "all figures", "all"):
                for direction in (case.direction, "all"):
                    tallies[kind, direction].update(seen)
            if show == "misses" and not (seen["found"] if slip.kind in KINDS_OF_WORDS else seen["certain"]):
                where = f"{case.page} {case.direction} {slip.line}"
                print(f"{'a warning' if seen['found'] else 'not found'}: {slip.kind}: {where}: {slip.was} → {slip.now}")
    yield f"slips in {fresh} translations without a known or found error\n"
    directions = _in_order({direction for _, direction in tallies} | {"all"})
    names = " | ".join(f"found {direction}" for direction in directions[:-1])
    yield f"| slip | made | found | as error | errors elsewhere | {names} |"
    yield f"| --- | --: | --: | --: | --: |{' --: |' * (len(directions) - 1)}"
    for kind in sorted({kind for kind, _ in tallies} | {"all"}, key=lambda kind: (kind.startswith("all"), kind)):
        told = tallies[kind, "all"]
        shares = [_share(tallies[kind, direction], "found") for direction in directions[:-1]]
        sums = f"{told['made']} | {_share(told, 'found')} | {_share(told, 'certain')} | {told['beside']}"
        yield f"| {' | '.join((kind, sums, *shares))} |"


def _share(tally: Counter[str], name: str) -> str:
    """The share of the slips that were made; nothing where none was."""
    return f"{100 * tally[name] / tally['made']:.1f} %" if tally["made"] else ""


if __name__ == "__main__":
    main()
