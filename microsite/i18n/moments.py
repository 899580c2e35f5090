"""Moments as languages write them."""

from __future__ import annotations

import datetime

from babel.dates import format_time, get_datetime_format

from microsite.i18n.formats import formats
from microsite.i18n.locales import parse_locale


def write_moment(moment: str, tag: str) -> str:
    """A moment (ISO 8601 with its offset) in a language (BCP 47): 24. Dezember 2026, 10:00 (UTC+01:00)."""
    when, locale = datetime.datetime.fromisoformat(moment), parse_locale(tag, sep="-")
    pattern = str(get_datetime_format("long", locale))
    written = pattern.replace("{1}", formats(str(locale)).date(when.date()))
    written = written.replace("{0}", format_time(when.timetz(), "short", tzinfo=when.tzinfo, locale=locale))
    offset = when.strftime("%z")
    return f"{written} (UTC{f'{offset[:3]}:{offset[3:5]}' if when.utcoffset() else ''})"
