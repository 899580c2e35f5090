"""Measure the checks of translations: `python -m evaluation DIR`."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evaluation.corpus import Case, Label, read_cases
from evaluation.mutations import mutate
from evaluation.others import tell_of_others
from microsite.checks.findings import Finding

_OWN = Path(__file__).parent / "texts"
_FIGURES = ("number", "date", "weekday", "version", "figure")


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
    """What is found in translations in which people found nothing wrong."""
    correct = [case for case in cases if case.is_correct]
    counts: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for case in correct:
        findings = case.findings()
        counts.update(finding.severity for finding in findings)
        pages.update({finding.severity for finding in findings})
        if show == "alarms":
            for finding in findings:
                print(f"{case.page} {case.translation.lang} {finding.line}: {finding.severity}: {finding.message}")
    yield f"{len(correct)} translations without a known error\n"
    yield "| severity | findings | translations with one | of all |"
    yield "| --- | --: | --: | --: |"
    for severity in ("error", "warning", "info"):
        share = 100 * pages[severity] / max(1, len(correct))
        yield f"| {severity} | {counts[severity]} | {pages[severity]} | {share:.1f} % |"


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
    """Which slips are found in translations that are right, and what else is told of then."""
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    at_error: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    fresh = 0
    for case in cases:
        before = {(finding.severity, finding.line, finding.message) for finding in case.findings()}
        if not case.is_correct or any(severity != "info" for severity, _, _ in before):
            continue
        fresh += 1
        for slip in mutate(case.translation.body, case.translation.lang, case.page, each):
            new = [one for one in case.findings(slip.text) if (one.severity, one.line, one.message) not in before]
            total[slip.kind] += 1
            near = [one for one in new if abs(one.line - slip.line) <= 1]
            found[slip.kind] += any(one.severity != "info" for one in near)
            at_error[slip.kind] += any(one.severity == "error" for one in near)
            beside[slip.kind] += sum(one.severity == "error" for one in new if one not in near)
            if show == "misses" and not any(one.severity == "error" for one in near):
                where = f"{case.page} {case.translation.lang} {slip.line}"
                print(f"no error for {slip.kind}: {where}: {slip.was} → {slip.now}")
    yield f"slips in {fresh} translations without a known or found error\n"
    yield "| slip | made | found | as error | errors elsewhere |"
    yield "| --- | --: | --: | --: | --: |"
    for kind in [*sorted(total), "all"]:
        counters = (total, found, at_error, beside)
        made, seen, certain, aside = (sum(c.values()) if kind == "all" else c[kind] for c in counters)
        shares = f"{100 * seen / max(1, made):.1f} % | {100 * certain / max(1, made):.1f} %"
        yield f"| {kind} | {made} | {shares} | {aside} |"


if __name__ == "__main__":
    main()
