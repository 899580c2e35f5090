"""Moments before which entries are not public, and the days that they are dated by.

A moment may name no time zone: then it is one of the site's (`timezone` in site.yaml). Files keep it as it is written,
so that what was read of them does not depend on the configuration.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from microsite.content.fields.translations import EXAMPLE_OFFSET, OFFSET_ASKED
from microsite.diagnostics.problems import Diagnostic, Severity, Span, problem
from microsite.files.zones import find_moments
from microsite.model.config import Config
from microsite.model.entries import Entry, GroupData
from microsite.model.kinds import KINDS
from microsite.site.groups import date_of_key
from microsite.translation.freshness import Standing
from microsite.values.named import NamedTuple

_FIELD = "embargo"


class Embargo(NamedTuple):
    """What a file says: the moment, and where it stands."""

    written: str
    file: Entry | GroupData

    @property
    def span(self) -> Span:
        """The value in its file."""
        return Span(self.file.path, *next((day[1:] for day in self.file.days if day[0] == _FIELD), ()))


def seconds(moment: str) -> int:
    """A moment with its time zone (ISO 8601) as POSIX seconds."""
    return int(datetime.datetime.fromisoformat(moment).timestamp())


def find_embargo(standing: Standing, zone: str) -> str:
    """The moment before which nothing of an entry is public: the last one that its files name; "" if none does.

    `zone` is the site's, or "". A moment that cannot be understood is told by `check_embargoes`, and taken for UTC.
    """
    named = [_in_zone(embargo.written, zone) for embargo in _find_all(standing)]
    return max(named, key=seconds) if named else ""


def _find_all(standing: Standing) -> Iterator[Embargo]:
    files: list[Entry | GroupData] = [text.entry for text in standing.texts.values() if text.entry]
    for file in (*files, standing.data):
        if file.embargo:
            yield Embargo(file.embargo, file)


def _has_offset(moment: str) -> bool:
    return datetime.datetime.fromisoformat(moment).tzinfo is not None


def _in_zone(moment: str, zone: str) -> str:
    """A moment with its offset: its own, or that of the zone."""
    if _has_offset(moment):
        return moment
    if zone:
        return find_moments(moment, zone).moments[-1]
    return datetime.datetime.fromisoformat(moment).replace(tzinfo=datetime.UTC).isoformat(timespec="minutes")


def check_embargoes(config: Config, standing: Standing) -> Iterator[Diagnostic]:
    """`date-invalid` and `date-order`: moments that are none, or none for sure; and days before them."""
    for embargo in _find_all(standing):
        yield from _check_zone(embargo, config.timezone)
        if KINDS[standing.kind].is_dated:
            yield from _check_day(embargo, standing, config.timezone)


def _check_zone(embargo: Embargo, zone: str) -> Iterator[Diagnostic]:
    if _has_offset(embargo.written):
        return
    if not zone:
        message = f"“{_FIELD}” has no time zone: “{embargo.written}”"
        hint = f"write {_FIELD}: {embargo.written}{EXAMPLE_OFFSET}; {OFFSET_ASKED}"
        hint += ", or write timezone: Europe/Berlin in site.yaml"
        yield problem("date-invalid", message, embargo.span, hint=hint)
        return
    local = find_moments(embargo.written, zone)
    if len(local.moments) > 1:
        why = "is skipped when clocks are put forward" if local.is_skipped else "comes twice when clocks are put back"
        message = f"“{_FIELD}”: {embargo.written} {why} in {zone}"
        hint = f"write {_FIELD}: {local.moments[-1]}"
        if not local.is_skipped:
            hint += f", or {_FIELD}: {local.moments[0]} for the first of the two"
        yield problem("date-invalid", message, embargo.span, hint=hint)


def _check_day(embargo: Embargo, standing: Standing, zone: str) -> Iterator[Diagnostic]:
    """What is dated by a day on which it was not public yet: readers will see it, and lists sort by it."""
    ends = datetime.datetime.fromisoformat(_in_zone(embargo.written, zone)).date()
    entries = [text.entry for text in standing.texts.values() if text.entry]
    of_group = standing.data.date or date_of_key(standing.key)
    days = sorted({day for entry in entries if (day := entry.date or of_group)})
    if days and days[0] < ends:
        message = f"the embargo ends on {ends.isoformat()}, and the date that readers see is {days[0].isoformat()}"
        hint = f"write date: {ends.isoformat()} if that is the day of publication"
        yield problem("date-order", message, embargo.span, hint=hint)._replace(severity=Severity.INFO)
