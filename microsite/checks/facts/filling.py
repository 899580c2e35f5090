"""Figures of a group file as a text shows them: what one language writes by hand can then be compared with them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from microsite.checks.facts.notation import Notation
from microsite.model.entries import Figure

_FIGURE = re.compile(r"\{\{\s*([A-Za-z_]\w*)[^{}\n]*\}\}")


def fill(text: str, figures: Mapping[str, Figure], notation: Notation) -> str:
    """A text with figures in the place of their names, where there is room, so the rest does not move.

    A figure that one language writes by hand is then compared with the others.
    """

    def write(match: re.Match[str]) -> str:
        figure = figures.get(match[1])
        if figure is None or figure.kind not in ("number", "percent", "date"):
            return match[0]
        written = f" {_write(figure, notation)} "
        return written.ljust(len(match[0])) if len(written) <= len(match[0]) else match[0]

    return _FIGURE.sub(write, text)


def _write(figure: Figure, notation: Notation) -> str:
    """A figure in few characters, as the notation has them."""
    if figure.kind == "date":
        return figure.value
    whole, point, rest = figure.value.removeprefix("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", notation.group) if figure.grouping else whole
    sign = "-" if figure.value.startswith("-") else ""
    return f"{sign}{grouped}{point and notation.decimal}{rest}{'%' if figure.kind == 'percent' else ''}"
