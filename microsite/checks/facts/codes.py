"""Versions and codes: 3.10.2, SHA-256, 5G."""

from __future__ import annotations

import re

from microsite.checks.facts.fields import Raw
from microsite.checks.facts.notation import Notation
from microsite.checks.facts.surroundings import sign_before

Found = tuple[list[Raw], int]
"""Facts, and where the text goes on."""

_CODE = re.compile(r"[0-9]+(?:[A-Za-z]+[0-9]+)*[A-Za-z]*(?:[._-][0-9]+(?:[A-Za-z]+[0-9]+)*[A-Za-z]*)*(?:\.x)*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,6}(?![0-9]|,[0-9])")
"""A number with the separators of another language: with those of its own it is none."""

_IN_NAME = re.compile(",([0-9])(?![0-9,])(?<=[A-Z]{2}[0-9],[0-9])")
"""A decimal of a name, PM2,5; A1,2 is a list."""


def read_code(text: str, start: int, notation: Notation) -> Found:
    """A version or code as it stands, without letters before it: SHA-256 and SHA256 are one."""
    match = _GROUPED.match(text, start) or _CODE.match(text, start)
    if match is None:
        return [], start + 1
    raw, end = match[0].lower(), match.end()
    years = raw.removesuffix("s")
    if raw != years and years.isdigit() and text.endswith(notation.years.people_before, 0, start - 1):
        return [Raw("measure", f"{12 * int(years)} month", 2, start, end, amount=years)], end  # under-18s
    if notation.decimal == "," and raw.isdigit() and (decimals := _IN_NAME.match(text, end)):
        raw, end = f"{raw}.{decimals[1]}", decimals.end()
    for ending in notation.endings:
        if raw.endswith(ending) and raw[-len(ending) - 1].isdigit():
            raw = raw.removesuffix(ending)
    minus = sign_before(text, start, notation)
    value = f"-{raw}" if minus else raw
    is_score = text[max(0, start - 2) : start - 1].isdecimal()  # 2-0
    is_name = (len(raw) == 1 and not is_score) or (raw.isalnum() and not raw.isdigit())  # IPv4, k8s: one can do without
    return [Raw("token", value, 1 if is_name else 2, start - minus, end, raw if minus else "")], end
