"""Diagnostics by the thousand → text for people: by rule, each explained once, the first places; a table at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from microsite.diagnostics.problems import RULES, Diagnostic, Severity
from microsite.diagnostics.terminal import TextByPath, make_painter, name_place, render_text
from microsite.values.named import NamedTuple

_WIDTH = 100


class _Finding(NamedTuple):
    """What is told once of one finding: the first of the same in several languages of an entry, and the others."""

    first: Diagnostic
    others: tuple[Diagnostic, ...]


def render_grouped(
    diagnostics: Sequence[Diagnostic], text_by_path: TextByPath, *, limit: int, colour: bool = False
) -> str:
    """Render for a terminal: errors first, then by rule, of each the first `limit`; the last lines count them all."""
    paint = make_painter(colour=colour)
    pieces: list[str] = []
    groups = _group(diagnostics)
    for (severity, rule), found in groups.items():
        merged = _merge(found)
        word = severity.word
        pieces.append(f"{paint(word, f'{word}[{rule}]')}: {_count(found)}\n    {RULES[rule].doc}\n\n")
        for first, others in merged[:limit]:
            pieces.append(render_text([first], text_by_path, colour=colour))
            if others:
                pieces.append(f"    the same in {_name_others(first, others)}\n")
        told = sum(1 + len(one.others) for one in merged[:limit])
        if told < len(found):
            pieces.append(f"    … and {len(found) - told:,} more: -v --rule {rule}\n")
        pieces.append("\n")
    return "".join((*pieces, *_table(groups)))


def _group(diagnostics: Iterable[Diagnostic]) -> Mapping[tuple[Severity, str], list[Diagnostic]]:
    """What is found of each rule, as it was found; errors first, then the rules with most."""
    groups: dict[tuple[Severity, str], list[Diagnostic]] = {}
    for one in diagnostics:
        groups.setdefault((one.severity, one.rule), []).append(one)
    return dict(sorted(groups.items(), key=lambda group: (group[0][0], -len(group[1]), group[0][1])))


def _merge(found: Iterable[Diagnostic]) -> list[_Finding]:
    """What is found, the same in the texts of an entry only once."""
    same: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in found:
        same.setdefault((_entry_of(one), one.message), []).append(one)
    return [_Finding(first, tuple(others)) for first, *others in same.values()]


def _entry_of(found: Diagnostic) -> str:
    """The path without its language, which is a part of the name of a text."""
    path = found.span.path if found.span else ""
    return path.removesuffix(".md").rpartition(".")[0] if path.endswith(".md") else path


def _name_others(first: Diagnostic, others: Sequence[Diagnostic]) -> str:
    """Where the same is found, in short: lines of the same file, and languages with their lines."""
    own = first.span.path if first.span else ""
    places = []
    for other in others:
        line = str(other.span.line) if other.span and other.span.line else ""
        path = other.span.path if other.span else ""
        if path == own:
            places.append(f"line {line}" if line else name_place(other.span))
        else:
            language = path.removesuffix(".md").rpartition(".")[2]
            places.append(f"{language}:{line}" if line else language)
    shown = ", ".join(places)
    if len(shown) <= _WIDTH:
        return shown
    kept = shown[:_WIDTH].rpartition(", ")[0]
    left = len(places) - kept.count(", ") - 1
    return f"{kept} and {left:,} other {'place' if left == 1 else 'places'}"


def _count(found: Sequence[Diagnostic]) -> str:
    files = len({one.span.path for one in found if one.span})
    return f"{len(found):,} in {_files(files)}" if files else f"{len(found):,}"


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


def _table(groups: Mapping[tuple[Severity, str], Sequence[Diagnostic]]) -> Iterator[str]:
    """A line for each rule: how many, in how many files."""
    rows = [
        (severity.word, rule, f"{len(found):,}", _files(len({one.span.path for one in found if one.span})))
        for (severity, rule), found in groups.items()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)] if rows else []
    for severity, rule, number, files in rows:
        yield f"{number:>{widths[2]}}  {severity:{widths[0]}}  {rule:{widths[1]}}  {files}\n"
