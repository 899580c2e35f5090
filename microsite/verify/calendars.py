"""Calendars: iCalendar (RFC 5545)."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from microsite.values.named import NamedTuple
from microsite.verify.defects import At, Defect

_LINE = re.compile(r"([^\r\n]*+)(\r\n|\n|\r|\Z)")
_PROPERTY = re.compile(r"""([A-Za-z\d-]++)((?:;[A-Za-z\d-]++=(?:"[^"]*+"|[^";:]*+))*+):(.*)""", re.DOTALL)
_ZONE = re.compile(r"""TZID="?([^";:]*+)""", re.IGNORECASE)
_MOMENT = re.compile(r"\d{8}(?:T\d{6}Z?)?")
_MOST = 75


class _Line(NamedTuple):
    """A property: its name in capitals, its parameters, its value, and where it stands."""

    name: str
    parameters: str
    value: str
    offset: int


def check_calendar(path: str, text: str) -> Iterator[Defect]:
    """`calendar-invalid`: what programs refuse, or read otherwise than it is meant."""
    lines = [(found[1], found[2], found.start()) for found in _LINE.finditer(text) if found[0]]
    for message, hint, at in (*_check_lines(lines), *_check_parts(_unfold(lines))):
        yield Defect("calendar-invalid", message, At(path, at), hint)


_Told = tuple[str, str, int]
"""A message, a hint, and an offset."""


def _check_lines(lines: list[tuple[str, str, int]]) -> Iterator[_Told]:
    bare = next((at for _, end, at in lines if end != "\r\n"), None)
    if bare is not None:
        yield "a line does not end as RFC 5545 asks (3.1)", "end every line with CR and LF", bare
    long = next((at for line, _, at in lines if len(line) > _MOST // 4 and len(line.encode()) > _MOST), None)
    if long is not None:
        yield f"a line has more than {_MOST} bytes", "go on in the next line, behind a space", long


def _unfold(lines: list[tuple[str, str, int]]) -> Iterator[tuple[str, int]]:
    """The lines with what goes on in the next ones (3.1)."""
    parts, begin = list[str](), 0
    for line, _, at in lines:
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield "".join(parts), begin
        parts, begin = [line], at
    if parts:
        yield "".join(parts), begin


def _check_parts(lines: Iterator[tuple[str, int]]) -> Iterator[_Told]:
    open_: list[_Part] = []
    known = _Known(set(), [], Counter())
    is_first = True
    for line, at in lines:
        found = _PROPERTY.fullmatch(line)
        if not found:
            yield f"“{line[:40]}” is not a property with a value", "write it as NAME:value", at
            continue
        read = _Line(found[1].upper(), found[2], found[3].strip(), at)
        if is_first and read[:3] != ("BEGIN", "", "VCALENDAR"):
            yield "this calendar does not begin with BEGIN:VCALENDAR", "begin with it", at
        is_first = False
        if read.name == "BEGIN":
            open_.append(_Part(read.value.upper(), at, []))
        elif read.name == "END":
            if not open_ or open_[-1].name != read.value.upper():
                yield f"END:{read.value} ends nothing that is open", "end each part where it belongs", at
                return
            yield from _check_part(open_.pop(), known)
        elif open_:
            open_[-1].lines.append(read)
    for part in open_:
        yield f"{part.name} is not ended", f"add END:{part.name}", part.offset
    unknown = next(((zone, at) for zone, at in known.named if zone not in known.zones), None)
    if unknown:
        yield f"the time zone “{unknown[0]}” is not defined", "add its VTIMEZONE, or write times in UTC", unknown[1]


class _Part(NamedTuple):
    """A calendar, an event, a zone: its name in capitals, where it begins, and its properties."""

    name: str
    offset: int
    lines: list[_Line]


class _Known(NamedTuple):
    """What parts that have ended say: time zones that they define and name, and how often each UID stands."""

    zones: set[str]
    named: list[tuple[str, int]]
    uids: Counter[str]


_NEEDED = {"VCALENDAR": ("VERSION", "PRODID"), "VEVENT": ("UID", "DTSTAMP", "DTSTART")}


def _check_part(part: _Part, known: _Known) -> Iterator[_Told]:
    for line in part.lines:
        if part.name == "VTIMEZONE" and line.name == "TZID":
            known.zones.add(line.value)
        elif zone := _ZONE.search(line.parameters):
            known.named.append((zone[1], line.offset))
    value = {line.name: line for line in part.lines}
    what = "calendar" if part.name == "VCALENDAR" else "event"
    for name in _NEEDED.get(part.name, ()):
        if name not in value:
            yield f"this {what} has no {name}", f"add {name}", part.offset
    if part.name == "VEVENT":
        yield from _check_event(value, known)


def _check_event(value: dict[str, _Line], known: _Known) -> Iterator[_Told]:
    uid = value.get("UID")
    if uid:
        known.uids[uid.value] += 1
        if known.uids[uid.value] == 2 and "RECURRENCE-ID" not in value:
            yield (
                f"two events have the UID “{uid.value}”, so programs keep one of them",
                "give each its own",
                uid.offset,
            )
    moments = {name: value[name] for name in ("DTSTAMP", "DTSTART", "DTEND") if name in value}
    for name, line in moments.items():
        if not _is_moment(line.value):
            yield f"{name} is “{line.value}”, which is not a date", "write it as 20251116T090000Z", line.offset
            return
    start, end = value.get("DTSTART"), value.get("DTEND")
    if start and end and start.parameters == end.parameters and end.value <= start.value:
        yield "this event ends before or when it begins", "DTEND is the first moment after it", end.offset
    if end and "DURATION" in value:
        yield "this event has both DTEND and DURATION", "take one of them out", value["DURATION"].offset


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text[:8])
        if "T" in text:
            datetime.time.fromisoformat(text[9:15])
    except ValueError:
        return False
    return True
