"""Times of day, and hours with minutes and seconds, as they are written → as they are compared."""

from __future__ import annotations

import re
from fractions import Fraction

from microsite.checks.facts.clock import Hour, find_period, is_period_near, place, start_of_period
from microsite.checks.facts.fields import SAID, Moment, Raw, read_number, spaced
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.numerals import canonical
from microsite.checks.facts.zones import find_zone, universal

_HALF = 12


def read_times(match: re.Match[str], parts: list[Moment], notation: Notation) -> list[Raw]:
    """A time of day, or the two of a range."""
    clock, text = notation.clock, match.string
    if word := parts[0].text("{moment}"):
        return [Raw("time", clock.moments[spaced(word)], 1, match.start(), match.end())]
    period = parts[0].text("a") or find_period(text, match.start(), clock)
    hours = []
    for number, part in enumerate(parts):
        hour = _hour(part, period if number == 0 else part.text("a"), notation)
        if hour is None:
            return []
        hours.append(hour)
    if not any(hour.period for hour in hours) and _is_decimal(match, notation):
        return []
    is_placed = any(hour.period for hour in hours)
    if any(hour.hour > _HALF for hour in hours):
        hours = [hour._replace(is_open=False) for hour in hours]
    elif not is_placed and is_period_near(text, match.start(), match.end(), clock):
        hours = [hour._replace(is_open=True) for hour in hours]
    strengths = [
        SAID if is_placed else _strength(part, hour, match, notation) for part, hour in zip(parts, hours, strict=True)
    ]
    told = zip(place(hours, clock), strengths, parts, strict=True)
    end = max(place.end for place in parts[-1].fields.values())  # the match may have a zone in it: 0200GMT
    zone = find_zone(text, match.start(), (match.end(), end), notation.zones)
    found = [
        Raw("time", value, strength, part.start, part.end, universal(value, zone)) for value, strength, part in told
    ]
    if notation.han and period and "a" not in parts[0].fields:  # 晚上8点
        found[0] = found[0]._replace(start=start_of_period(text, match.start(), clock))
    return found


def _is_decimal(match: re.Match[str], notation: Notation) -> bool:
    """True of the first half of 一点五倍, one and a half times."""
    han, after = notation.han, match.string[match.end() : match.end() + 1]
    return han is not None and match[0].endswith(han.point) and after in han.digits


def _hour(part: Moment, period: str | None, notation: Notation) -> Hour | None:
    if together := part.text("{clock}"):
        return Hour(int(together[:2]), int(together[2:]), 0, None, is_open=False)
    written = part.text("H", "h", "{hour}")
    hour = read_number(written, notation)
    if hour is None or written is None:
        return None
    minute = read_number(part.text("m"), notation)
    if minute is None:
        minute = notation.clock.minutes[spaced(part.text("{minutes}") or "")] if "{minutes}" in part.fields else 0
    second = read_number(part.text("s"), notation) or 0
    is_open = not part.fields.keys() & {"H", "s"} and written[0] != "0"
    return Hour(hour, minute, second, period, is_open=is_open)


def _strength(part: Moment, hour: Hour, match: re.Match[str], notation: Notation) -> int:
    """How much an hour says that may be no time at all."""
    clock = notation.clock
    is_in_words = not (part.text("H", "h", "{hour}") or "0")[0].isascii()
    rough = clock.rough + (clock.rough_in_words if is_in_words else ())
    if match[0].rstrip().endswith(rough) and "{minutes}" not in part.fields:
        before = match.string[max(0, match.start() - 3) : match.start()].rstrip()
        return 1 if before.endswith(clock.sure) else 0
    return 1 if "{hour}" in part.fields and hour.is_open else 2


def read_spans(match: re.Match[str], parts: list[Moment], notation: Notation) -> list[Raw]:
    """Hours, minutes and seconds together."""
    [part] = parts
    values = [read_number(part.text(name), notation) for name in ("H", "m", "s")]
    seconds = sum((value or 0) * factor for value, factor in zip(values, (3600, 60, 1), strict=True))
    hundredths = Fraction(int(part.text("yy") or 0), 100)
    return [Raw("measure", f"{canonical(seconds + hundredths)} s", 2, match.start(), match.end())]
