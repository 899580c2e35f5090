"""Findings that are accepted as they stand, as a file that people can read and compare.

A finding is recognised by its file, its rule and its message, and by how often these come together: lines move with
every edit above them, and severities are the site's to choose.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic
from microsite.values.named import NamedTuple

_VERSION = 1


class Identity(NamedTuple):
    """What a finding is recognised by; in the order in which files have them."""

    path: str
    rule: str
    message: str


class Compared(NamedTuple):
    """What is new and what is known, in order; and what has gone, with how many times."""

    new: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...]
    gone: Mapping[Identity, int]

    def of_rules(self, rules: Collection[str]) -> Compared:
        """The same of some rules."""
        new, known = (tuple(one for one in some if one.rule in rules) for some in (self.new, self.known))
        return Compared(new, known, {one: times for one, times in self.gone.items() if one.rule in rules})


def identity_of(found: Diagnostic) -> Identity:
    """What a finding is recognised by."""
    return Identity(found.span.path if found.span else "", found.rule, found.message)


def write_baseline(diagnostics: Iterable[Diagnostic]) -> bytes:
    """A file of these findings: JSON with one on each line, sorted, so that versions of it can be compared."""
    count = Counter[Identity]()
    for found in diagnostics:
        count[identity_of(found)] += 1 + len(found.repeats)
    rows = (
        json.dumps(identity._asdict() | ({"times": count[identity]} if count[identity] > 1 else {}), ensure_ascii=False)
        for identity in sorted(count)
    )
    lines = ",\n".join(rows)
    text = f'{{"version": {_VERSION}, "findings": [\n{lines}\n]}}\n'
    return text.encode("utf-8", "backslashreplace")


def read_baseline(data: bytes) -> Mapping[Identity, int] | None:
    """How often each finding is accepted; None if this is no such file."""
    try:
        read = json.loads(data)
        if read["version"] != _VERSION:
            return None
        count = Counter[Identity]()
        for row in read["findings"]:
            identity, times = Identity(row["path"], row["rule"], row["message"]), row.get("times", 1)
            if not all(isinstance(word, str) for word in identity) or type(times) is not int or times < 1:
                return None
            count[identity] += times
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return count


def compare(diagnostics: Sequence[Diagnostic], accepted: Mapping[Identity, int]) -> Compared:
    """What is new and what has gone.

    Of findings that are recognised by the same, those that weigh most are the accepted ones, and of these the first:
    what is only worth knowing is in no file, and does not use up what was accepted for an error. A finding with more
    places than were accepted is two: one of the first places, which is known, and one of the others.
    """
    left, taken = Counter(accepted), Counter[int]()
    for number in sorted(range(len(diagnostics)), key=lambda number: diagnostics[number].severity):
        identity = identity_of(diagnostics[number])
        taken[number] = min(left[identity], 1 + len(diagnostics[number].repeats))
        left[identity] -= taken[number]
    new, known = [], []
    for number, found in enumerate(diagnostics):
        places, count = (found.span, *found.repeats), taken[number]
        known += [found._replace(repeats=found.repeats[: count - 1])] if count else []
        new += [found._replace(span=places[count], repeats=found.repeats[count:])] if count < len(places) else []
    return Compared(tuple(new), tuple(known), +left)
