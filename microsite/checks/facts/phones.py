"""Telephone numbers, by their digits alone, however they are set."""

from __future__ import annotations

import re

from microsite.checks.facts.fields import Raw

_SERIAL = re.compile(r"[0-9]+(?:[-‑–][0-9]+){2,}")
_GAPS = " \u00a0\u202f\u2009‑–-"
"""What stands between the digits of a telephone number, as DIN 5008 and others have it."""
_PHONE = re.compile(
    rf"(?<=\+)[1-9][0-9()/.{_GAPS}]{{6,24}}[0-9](?![0-9])"
    rf"|0[0-9]{{2,4}}(?:[/{_GAPS}]|[)][{_GAPS}]?|[{_GAPS}]/[{_GAPS}])[0-9][0-9{_GAPS}]{{4,12}}[0-9](?![0-9]|[.:][0-9])"
)
_NATIONAL = re.compile(
    rf"(?:1[.{_GAPS}])?[(]?[2-9][0-9]{{2}}(?:[)] ?|[.{_GAPS}])[0-9]{{3}}[.{_GAPS}][0-9]{{4}}(?![0-9])"
)
"""1 (800) 555-0199, 400-820-8820."""
_TRUNK = re.compile(r"[(]0[)]|\A00")
"""What is dialled at home, or before the country: +49 (0)30, 0049 30."""
_PHONE_DIGITS = 6
_GOES_ON = re.compile(rf"[0-9]+(?:[-‑–)]|[.{_GAPS}][(0-9])")
"""How all of these begin, but for what begins with a 0 or is behind a +; most numbers do not."""


def read_phone(text: str, start: int) -> tuple[list[Raw], int] | None:
    """A telephone number, or what has as many hyphens, by its digits."""
    is_phone = text[start] == "0" or text[start - 1 : start] == "+"
    if not is_phone and _GOES_ON.match(text, start) is None:
        return None
    match = _SERIAL.match(text, start) or (_PHONE if is_phone else _NATIONAL).match(text, start)
    if match is None:
        return None
    digits = re.sub("[^0-9]", "", _TRUNK.sub("", match[0]))
    return [Raw("phone" if len(digits) > _PHONE_DIGITS else "token", digits, 2, *match.span())], match.end()
