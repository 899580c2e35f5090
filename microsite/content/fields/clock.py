"""A text that names a day, a time of day and a time zone, as people write them → its three parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from microsite.i18n.tables import find_table
from microsite.values.named import NamedTuple

DAY = 24 * 60

_LONGEST = 120
_INTERNATIONAL = "en"
"""The language whose names of time zones are used everywhere."""
_ZONES = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET", "WEZ"), 0),
    **dict.fromkeys(("CET", "MEZ", "BST", "WEST"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET", "OEZ"), 120),
    **dict.fromkeys(("EEST", "MSK"), 180),
    **dict.fromkeys(("HKT", "SGT"), 480),
    **dict.fromkeys(("JST", "KST"), 540),
    **dict.fromkeys(("AEST",), 600),
    **dict.fromkeys(("AEDT",), 660),
    **dict.fromkeys(("EST", "CDT"), -300),
    **dict.fromkeys(("EDT",), -240),
    **dict.fromkeys(("MST", "PDT"), -420),
    **dict.fromkeys(("MDT",), -360),
    **dict.fromkeys(("PST",), -480),
}
"""By how many minutes zones are ahead of UTC; none whose letters several use (CST, IST, ET)."""

_MORNING = ("am", "上午", "早上", "早晨", "清晨", "凌晨", "morgens", "vormittags", "früh")
_NOON = ("中午", "正午", "mittags", "noon", "midday")
_AFTERNOON = ("pm", "下午", "傍晚", "nachmittags")
_EVENING = ("晚上", "晚间", "abends")
_PARTS = {
    **dict.fromkeys(_MORNING, range(12)),
    **dict.fromkeys(_NOON, range(10, 15)),
    **dict.fromkeys(_AFTERNOON, range(12, 24)),
    **dict.fromkeys(_EVENING, range(17, 25)),
}
"""The hours that a part of the day has; 24 is the end of the day."""

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_OFFSET = re.compile(
    r" ?\(?(?:(?:UTC|GMT) ?(?P<named>[+-])|(?P<sign>\+|(?<=:[0-5][0-9])-|(?<=:[0-5][0-9] )-))"
    r"(?P<hours>0?[0-9]|1[0-4])(?::?(?P<minutes>[0-5][0-9]))?\)?$",
    re.IGNORECASE,
)
_HAN_DIGITS = "一二两三四五六七八九十"
_HAN_HOUR = f"[0-9]{{1,2}}|[{_HAN_DIGITS}]{{1,3}}"
_OF_DAY = r"(?<![A-Za-z])[ap]\.?m\b\.?|" + "|".join(
    part for part in _PARTS if part.isalpha() and part not in ("am", "pm")
)
_TIME = re.compile(
    rf"(?P<before>{_OF_DAY})? ?(?:"
    r"(?<![0-9.:/-])(?:"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?(?:(?: ?Uhr| ?h)\b)?"
    r"|(?P<hour_h>[0-9]{1,2})(?:h|\.(?=[0-9]{2} ?(?:Uhr|h|[ap]\.?m)\b))(?P<minute_h>[0-5][0-9])(?:(?: ?Uhr| ?h)\b)?"
    r"|(?P<hour_u>[0-9]{1,2})(?:(?: ?Uhr| ?h| ?o[’']clock)\b|(?= ?[ap]\.?m\b))"
    r"|\b(?:um|at) (?P<hour_um>[0-9]{1,2})(?![0-9.:/])(?:(?: ?Uhr| ?h| ?o[’']clock)\b)?"
    rf"|(?P<hour_han>{_HAN_HOUR})[点點时時](?:(?P<minute_han>[0-9]{{1,2}})分?|(?P<part_han>半|一刻|三刻)|整|钟)?"
    r"))"
    rf"(?: ?(?P<behind>{_OF_DAY}))?"
    r"|(?P<alone>(?:\b12 )?\b(?:noon|midday)\b|中午|正午)",
    re.IGNORECASE,
)
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
_AROUND = re.compile(r"^(?:[\s,;]|\b(?:on|am|den)\b)+|(?:[\s,;]|\(\)|\b(?:um|at|ab)\b)+$", re.IGNORECASE)


class Apart(NamedTuple):
    """A text in its parts: what names the day, and the minutes from its beginning, None without a time of day.

    The day is "" if the time means none, or several.
    `offset` is the time zone, by how many minutes it is ahead of UTC, None if no zone is known for sure; `zone` is true
    if one is named, known or not.
    """

    day: str
    minutes: int | None
    offset: int | None
    zone: bool


def take_apart(text: str, languages: Collection[str]) -> Apart:
    """The parts of a text, its zone named by its letters, or by words of the languages (keys, or BCP 47).

    A text that is longer than any moment has none.
    """
    if len(text) > _LONGEST:
        return Apart("", None, None, zone=False)
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    text = " ".join(re.sub(r"(?<=[0-9])T(?=[0-9])", " ", text).split())
    text, offset, has_zone = _take_zone(text, languages)
    match = _TIME.search(text)
    minutes = _read_time(match) if match else None
    if match is None or minutes is None:
        return Apart("" if match else _trim(text), None, offset, has_zone)
    before, behind = _trim(text[: match.start()]), _trim(text[match.end() :])
    if before and behind[:1].isupper() and not has_zone and not any(character.isdigit() for character in behind):
        behind, has_zone = "", True  # a place, most likely
    return Apart(f"{before} {behind}".strip(), minutes, offset, has_zone)


def write_offset(minutes: int) -> str:
    """An offset from UTC as ISO 8601 has it: +08:00."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _trim(text: str) -> str:
    return _AROUND.sub("", text).strip()


def _take_zone(text: str, languages: Collection[str]) -> tuple[str, int | None, bool]:
    """A text without its time zone; by how many minutes that is ahead of UTC, None if unknown; and if there is one."""
    if found := _OFFSET.search(text):
        minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
        return text[: found.start()], -minutes if "-" in (found["named"], found["sign"]) else minutes, True
    zones = _zones_in(languages)
    names = "|".join(re.escape(name) for name in sorted(zones, key=len, reverse=True))
    if found := re.search(rf"\(?(?<![A-Za-z])(?P<name>{names})(?![A-Za-z])\)?", text, re.IGNORECASE):
        offsets = next(offsets for name, offsets in zones.items() if name.casefold() == found["name"].casefold())
        offset = next(iter(offsets)) if len(offsets) == 1 else None
        return text[: found.start()] + text[found.end() :], offset, True
    found = re.search(r"\(?(?<![A-Za-z])(?!AM\b|PM\b)(?:[A-Z]{2,5}|[A-Z]\w+/[A-Z]\w+)\)?$", text)
    return (text[: found.start()], None, True) if found else (text, None, False)


def _zones_in(languages: Collection[str]) -> Mapping[str, frozenset[int]]:
    """By how many minutes each zone may be ahead of UTC, by its names in the languages and everywhere."""
    zones = {name: frozenset((offset,)) for name, offset in _ZONES.items()}
    for language in sorted({_INTERNATIONAL, *languages}):
        rows = find_table(language, "figures").get("times", {}).get("zones", {})
        for offset, names in rows.items():
            for name in filter(None, names.split(", ")):
                known = zones.get(name, frozenset())
                zones[name] = known | ({int(offset)} if offset != "?" else {-DAY, DAY})
    return zones


def _read_time(match: re.Match[str]) -> int | None:
    """The minutes from the beginning of the day; None if a time means none, or several."""
    if match["alone"]:
        return 12 * 60
    hour = _number(match["hour"] or match["hour_h"] or match["hour_u"] or match["hour_um"] or match["hour_han"])
    minute = int(match["minute"] or match["minute_h"] or match["minute_han"] or _MINUTES.get(match["part_han"], 0))
    part = (match["before"] or match["behind"] or "").replace(".", "").lower()
    if part in ("am", "凌晨") and hour == 12:
        hour = 0
    elif part and hour <= 12 and hour not in _PARTS[part]:
        hour += 12
    is_there = hour in (_PARTS[part] if part else range(25)) and minute < 60 and hour * 60 + minute <= DAY
    return hour * 60 + minute if is_there else None


def _number(digits: str) -> int:
    """A number up to 99, in digits or in Chinese ones."""
    if digits.isascii():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    value = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)} | {"两": 2, "": 0}
    return (value.get(tens, 1) if tens else 1) * 10 + value.get(ones, 99) if ten else value.get(ones, 99)
