"""Days: the type `date`, days in the values of figures, and the time zone of the site."""

from __future__ import annotations

import datetime
import re
import unicodedata

from microsite.content.fields.table import FieldType, Reading, read_text
from microsite.content.yaml.nodes import Node, Scalar, shown
from microsite.diagnostics.problems import did_you_mean

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WITH_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]|[ \t]+)(?:(?:[01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)"
    r"(?::[0-5][0-9](?:[.,][0-9]+)?)?(?:[ \t]*(?:[Zz]|[A-Z]{3,4}|[+-][0-9]{1,2}(?::?[0-9]{2})?(?:[ \t]+[A-Z]{3,4})?))?"
    r"(?:[ \t]*\[[A-Za-z]+/[\w/+-]+\]|[ \t]+[A-Za-z]+/[\w/+-]+)?"
)
"""A moment as other generators write dates: in the order of ISO 8601, with YAML's liberties (timestamp), what Go writes
(`+0000 UTC`), and the name of a time zone behind it (RFC 9557)."""
_DAY_ELSEWHERE = (
    re.compile(r"(?P<y>[0-9]{4})[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})(?:日|[T ].*)?"),
    re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    re.compile(r"(?P<y>[0-9]{4})[.年] ?(?P<m>[0-9]{1,2})[.月] ?(?P<d>[0-9]{1,2})[.日]?"),
    re.compile(r"(?P<d>[0-9]{1,2})\. ?(?P<m>[0-9]{1,2})\. ?(?P<y>[0-9]{2}(?:[0-9]{2})?)"),
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_HAN_WEEKDAY = re.compile(r" ?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
_ENDING_WITH_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
"""Day and month in an order that depends on who writes, and the year."""
_IN_WORDS = re.compile(
    r"(?:[^\W\d_]+,? )?(?:"
    r"([0-9]{1,2})(?:\.|st|nd|rd|th)?[ -](?:de )?([^\W\d_]+)\.?,?[ -](?:de )?"
    r"|([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? "
    r")([0-9]{4})"
)
"""30 November 2026, 30. November 2026, 30 de novembro de 2026, Nov. 30, 2026, with or without a day of the week."""


def read_date(node: Node, name: str, reading: Reading) -> datetime.date | None:
    """Read a day as `read_day`, also with a time of day, which is left out. Reports `date-time` of that.

    The day is the one that is written, whatever the time zone: it is what an author sees.
    """
    timed = _WITH_TIME.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
    if timed is None or not isinstance(node, Scalar):
        return read_day(node, name, reading)
    day = read_day(node._replace(text=timed["day"]), name, reading)
    if day:
        message = f"“{name}” is the day alone; the time is left out: {shown(node.text)}"
        reading.tell("date-time", message, node.span, f"write {day.isoformat()}, the day alone")
    return day


def read_day(node: Node, name: str, reading: Reading) -> datetime.date | None:
    """Read a day, YYYY-MM-DD (ISO 8601), quoted or not. Reports `date-invalid`, with the day that may be meant."""
    if not isinstance(node, Scalar):
        reading.tell_type("date", node, name)
        return None
    text = node.text.strip()
    match = _DAY.fullmatch(text)
    if match:
        year, month, day = (int(part) for part in match.groups())
        date = _day(year, month, day)
        if date is None:
            reading.tell("date-invalid", f"“{name}”: there is no {text}", node.span, _day_hint(year, month, day))
        return date
    from microsite.content.fields.clock import take_apart  # which no good date needs

    days = find_days(text, reading) or find_days(take_apart(text, reading.languages).day, reading)
    meant = [day.isoformat() for day in days]
    hint = f"write {meant[0]}" if meant else "write the year, the month and the day: 2025-11-16"
    if len(meant) > 1:
        hint += f", or {meant[1]} if the month stands first"
    reading.tell("date-invalid", f"“{name}” is not a date written YYYY-MM-DD: {shown(text)}", node.span, hint)
    return None


def find_days(text: str, reading: Reading) -> list[datetime.date]:
    """The days that a text may mean; of two, the one whose day stands first."""
    text = _DASHES.sub("-", _HAN_WEEKDAY.sub("", unicodedata.normalize("NFKC", text)))
    for pattern in _DAY_ELSEWHERE:
        if (found := pattern.fullmatch(text)) and (date := _day(_year(found["y"]), int(found["m"]), int(found["d"]))):
            return [date]
    if ending := _ENDING_WITH_YEAR.fullmatch(text):
        one, two, year = map(int, ending.groups())
        return list(dict.fromkeys(filter(None, (_day(year, two, one), _day(year, one, two)))))
    if worded := _IN_WORDS.fullmatch(" ".join(text.split())):
        day, month = (worded[1], worded[2]) if worded[1] else (worded[4], worded[3])
        from microsite.i18n.months import find_month  # with CLDR, which no good date needs

        number = find_month(month, reading.languages)
        date = _day(int(worded[5]), number, int(day)) if number else None
        return [date] if date else []
    return []


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _day_hint(year: int, month: int, day: int) -> str:
    if _day(year, day, month):
        return f"did you mean “{year:04}-{day:02}-{month:02}”? The month comes before the day"
    if _day(year, month, 1) and day:
        import calendar  # with `locale`, only to tell this

        return f"did you mean “{year:04}-{month:02}-{calendar.monthrange(year, month)[1]}”? That month ends then"
    return "write the year, the month and the day: 2025-11-16"


def read_timezone(node: Node, name: str, reading: Reading) -> str | None:
    """Read the name of a time zone (IANA). Reports `config-invalid`."""
    from microsite.files.zones import zone_names  # hardly any build asks for it

    zone = read_text(node, name, reading)
    known = zone_names()
    if zone is None or zone in known:
        return zone
    if not known:
        message = f"“{name}” cannot be looked up: this system has no data of time zones"
        hint = "install the Python package tzdata, or write moments with their offsets, as 10:00+01:00"
        reading.tell("config-invalid", message, node.span, hint)
        return None
    place = zone.strip().replace(" ", "_").lower()
    alike = sorted(one for one in known if one.lower() == place or one.lower().rpartition("/")[2] == place)
    hint = f"write {name}: {alike[0]}" if alike else did_you_mean(zone, known) or f"write {name}: Europe/Berlin"
    reading.tell("config-invalid", f"“{name}”: there is no time zone {shown(zone)}", node.span, hint)
    return None


TYPES: dict[str, FieldType] = {
    "date": FieldType("a date, year first", "2025-11-16", read_date),
    "timezone": FieldType("the name of a time zone (IANA)", "Europe/Berlin", read_timezone),
}
