"""How much a figure has changed since before, as a language writes it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_minus_sign_symbol, get_plus_sign_symbol

from microsite.i18n.formats import Formats
from microsite.model.entries import Figure
from microsite.values.named import NamedTuple

_WHOLE_FROM = 10
"""Percents from here on are whole, below they have a decimal."""


class Growth(NamedTuple):
    """A change for the eye (+12 %) and, without its sign, for the ear (12 Prozent); `is_rise` says which sign."""

    text: str
    spoken: str
    is_rise: bool


def write_change(figure: Figure, formats: Formats) -> Growth | None:
    """How a figure differs from what it was before, in percent; None where that says nothing.

    A percentage of percentages would be taken for points, and nothing is so much more than nothing, or than a loss. A
    change that would be written as 0 % is none.
    """
    before, now = Decimal(figure.previous or 0), Decimal(figure.value if figure.previous else 0)
    if before <= 0 or now < 0 or figure.kind == "percent":
        return None
    change = _rounded(abs(now - before) * 100 / before)
    if not change:
        return None
    find_sign = get_plus_sign_symbol if now > before else get_minus_sign_symbol
    sign = find_sign(formats.locale, numbering_system="default")
    return Growth(sign + formats.percent(change), formats.unit(change, "percent"), now > before)


def _rounded(percent: Decimal) -> Decimal:
    tenths = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if tenths >= _WHOLE_FROM:
        return percent.quantize(Decimal(1), ROUND_HALF_UP)
    return tenths.quantize(Decimal(1)) if tenths == tenths.to_integral_value() else tenths
