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
from microsite.diagnostics.grading import FIRST
from microsite.diagnostics.problems import Diagnostic, find_stem, has_errors, is_error
from microsite.diagnostics.terminal import make_visible
from microsite.model.layout import CONFIG

_UNREAD = FIRST | {"field-missing", "field-type"}
"""The rules of what keeps a file from being read, wholly or without what a page must have."""

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
        unknown = _find_unknown(report, compared.gone)
        compared = compared._replace(gone={one: n for one, n in compared.gone.items() if one not in unknown})
        self._told = Counter(self._told) + Counter(unknown)
        tell_text(compared.new, report.sources, arguments)
        words = [word for word in (_count(compared.new, compared.gone), _summarize(report, found)) if word]
        if compared.new or compared.gone or has_errors(found):
            print(f"{at}  {'; '.join(words)}", file=sys.stderr)
        elif not arguments.quiet:
            print(f"{at}  {'; '.join(words)}", flush=True)


def _find_unknown(report: Report, gone: Mapping[Identity, int]) -> Mapping[Identity, int]:
    """What is not found any more since nobody looked: a file that it takes cannot be read."""
    unread = {one.span.path for one in report.diagnostics if one.span and is_error(one) and one.rule in _UNREAD}
    stems = set(map(find_stem, unread))
    return {one: number for one, number in gone.items() if CONFIG in unread or find_stem(one.path) in stems}


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
