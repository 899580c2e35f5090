"""Files of accepted findings: read, written, and held against what is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from microsite.build.report import Report
from microsite.commands.printing import with_program
from microsite.diagnostics.baseline import Identity, compare, read_baseline, write_baseline
from microsite.diagnostics.problems import Diagnostic, Severity
from microsite.diagnostics.terminal import FULL, make_visible
from microsite.files.disk import UsageError, hold_own, printable, read_argument
from microsite.files.writing import write_file

_BOUND = 256_000_000
_HINT = "make it anew: check --write-baseline FILE"


def read(path: Path) -> Mapping[Identity, int]:
    """How often each finding is accepted. Raises `UsageError` if the file cannot be read, or is no such file."""
    accepted = read_baseline(read_argument(path, _BOUND, _HINT))
    if accepted is None:
        raise UsageError(f"“{printable(str(path))}” is not a baseline", _HINT)
    return accepted


def write(path: Path, found: Sequence[Diagnostic]) -> str:
    """Write a file of all errors and warnings, and say so. Raises `UsageError` if the disk does not let us.

    So it does if another file lies there.
    """
    weighty = [one for one in found if one.severity <= Severity.WARNING]
    name = printable(str(path))
    hold_own(path, lambda data: read_baseline(data) is not None, "name a new file: --write-baseline known.json")
    try:
        write_file(path, write_baseline(weighty))
    except OSError as error:
        raise UsageError(f"“{name}” cannot be written: {error.strerror}", "--write-baseline FILE") from error
    findings = "1 finding" if len(weighty) == 1 else f"{len(weighty):,} findings"
    return f"{findings} written to {name}"


def hold_against(
    accepted: Mapping[Identity, int], report: Report, *, is_whole: bool, is_verbose: bool
) -> tuple[Report, str]:
    """The report of what is new, and how many are known, and have gone if the whole site was looked at.

    What has gone is told line by line, of much the first lines unless `is_verbose`.
    """
    compared = compare(with_program(report.diagnostics), accepted)
    gone = compared.gone if is_whole else {}
    counted = f"{len(compared.known):,} known"
    lines = [_name(identity, times) for identity, times in sorted(gone.items())]
    if len(lines) > FULL and not is_verbose:
        lines = [*lines[:FULL], f"gone: {len(lines) - FULL:,} more; -v names them all"]
    counted += f", {sum(gone.values()):,} gone" if is_whole else ""
    report = report._replace(
        diagnostics=compared.new,
        done=report.done and f"{report.done}; {counted}",
        reasons=(*report.reasons, *lines),
        compared=compared._replace(gone=gone),
    )
    return report, counted


def _name(identity: Identity, times: int) -> str:
    place = f"{identity.path}: " if identity.path else ""
    often = f" ({times} times)" if times > 1 else ""
    return make_visible(f"gone: {place}{identity.rule}: {identity.message}{often}")
