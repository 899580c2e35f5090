"""Days as a language writes them in full, of a table that is made of CLDR once: most pages need no more of it."""

from __future__ import annotations

import datetime
import re

from microsite.values.named import NamedTuple

_DIGITS = "0123456789"
_FIELD = re.compile(r"%\((\w+)\)s")


class Days(NamedTuple):
    """How a locale writes days: a pattern for `%`, its names of months in that, and its digits from 0 to 9."""

    pattern: str
    months: tuple[str, ...]
    digits: str

    def write(self, day: datetime.date) -> str:
        """A day, as `Formats.date` writes it: 16. November 2025 · November 16, 2025 · 2025年11月16日."""
        text = self.pattern % _fields_of(day, self.months[day.month - 1])
        return text if self.digits == _DIGITS else text.translate(str.maketrans(_DIGITS, self.digits))


def _fields_of(day: datetime.date, month: str) -> dict[str, int | str]:
    """What may stand in a pattern, by the names that CLDR has for it."""
    return {"y": day.year, "M": day.month, "MMM": month, "MMMM": month, "d": day.day, "dd": f"{day.day:02}"}


def make_days(babel: str) -> Days | None:
    """How a locale writes days; None of one that tells more than the day, the month and the year, as the era."""
    from microsite.i18n.formats import formats  # with Babel, once for a user

    writer = formats(babel)
    pattern = writer.locale.date_formats["long"].format
    fields = set(_FIELD.findall(pattern))
    if not fields <= _fields_of(datetime.date.min, "").keys():
        return None
    names = writer.locale.months["format"]["abbreviated" if "MMM" in fields else "wide"]
    digits = "".join(writer.digits.get(ord(digit), digit) for digit in _DIGITS)
    return Days(pattern, tuple(names[number] for number in range(1, 13)), digits)
