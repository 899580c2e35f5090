"""Titles that stand in quotation marks for a program's sake: YAML's own are straight, and readers see all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microsite.checks.findings import Finding
from microsite.checks.prose.typography import RULE
from microsite.content.wrapped import unwrap
from microsite.content.yaml.complaints import quoted

_MESSAGE = "readers see the quotation marks in which this {} stands, and its source has none around it"

ShortText = tuple[str, str, int]
"""What it is called, what it says, and its line; of both sides in the same order."""


def compare(source: Sequence[ShortText], translation: Sequence[ShortText]) -> Iterator[Finding]:
    """`typography`: what is wholly in marks in a translation alone, and so no quotation."""
    for (_, theirs, _), (name, ours, line) in zip(source, translation, strict=True):
        inside = unwrap(ours)
        if inside and theirs and not unwrap(theirs):
            yield Finding(RULE, "warning", line, 1, len(ours), _MESSAGE.format(name), f"write {quoted(inside)}")
