"""What the preview prints: first everything, and after a save what is new and what is mended, with the time."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from microsite.build.report import Report
from microsite.commands.printing import FOR_PEOPLE, select, tell, tell_text, with_program
from microsite.diagnostics import reports
from microsite.diagnostics.baseline import Identity, compare, identity_of
from microsite.diagnostics.problems import Diagnostic, has_errors
from microsite.diagnostics.terminal import make_visible

_NAMED = 3
"""So many mended findings a line names."""


class Teller:
    """What has been told of a site, so that nothing is told again."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        """Have told nothing yet."""
        self._arguments = arguments
        self._told: Mapping[Identity, int] | None = None

    def tell(self, report: Report, at: str) -> None:
        """Print what a build found; `at` is the time, HH:MM:SS."""
        arguments, told = self._arguments, self._told
        found = select(with_program(report.diagnostics), arguments)
        self._told = Counter(identity_of(one) for one in found for _ in (one, *one.repeats))
        if told is None or arguments.format not in FOR_PEOPLE:
            tell(report, arguments)
            return
        compared = compare(found, told)
        tell_text(compared.new, report.sources, arguments)
        words = [word for word in (_count(compared.new, compared.gone), _summarize(report, found)) if word]
        if compared.new or compared.gone or has_errors(found):
            print(f"{at}  {'; '.join(words)}", file=sys.stderr)
        elif not arguments.quiet:
            print(f"{at}  {'; '.join(words)}", flush=True)


def _count(new: Sequence[Diagnostic], gone: Mapping[Identity, int]) -> str:
    """How many findings are new and how many are mended, and which ones these are."""
    counts = [f"{len(new)} new"] if new else []
    if not gone:
        return "".join(counts)
    named = [f"{one.rule} in {make_visible(one.path)}" if one.path else one.rule for one in gone][:_NAMED]
    more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
    return ", ".join([*counts, f"{len(gone)} mended: {', '.join(named)}{more}"])


def _summarize(report: Report, found: Sequence[Diagnostic]) -> str:
    """What is left, and what was built."""
    done = report.done or ("nothing was written" if has_errors(found) else "")
    return "; ".join(filter(None, (f"now {reports.summarize(found)}" if found else "", done)))
