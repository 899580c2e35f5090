"""Time against pages as an SVG drawing, both axes logarithmic."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 760, 470
LEFT, RIGHT, TOP, BOTTOM = 70, 590, 30, 410

_COLOURS = ("#b01217", "#1f5fa8", "#2f7d4f", "#8a5a00", "#d98b8d", "#e0b4b5")

_TIMES = ((0.001, "1 ms"), (0.01, "10 ms"), (0.1, "0.1 s"), (1, "1 s"), (10, "10 s"), (100, "100 s"), (1000, "1000 s"))

Line = Sequence[tuple[float, float]]


def draw(lines: Mapping[str, Line], title: str) -> str:
    """An SVG of lines of (pages, seconds) by name."""
    points = [point for line in lines.values() for point in line]
    first, last = min(x for x, _ in points), max(x for x, _ in points)
    low = 10 ** math.floor(math.log10(min(y for _, y in points)))
    high = 10 ** math.ceil(math.log10(max(y for _, y in points)))
    span = math.log10(last / first) or 1.0

    def x_of(pages: float) -> float:
        return LEFT + (RIGHT - LEFT) * math.log10(pages / first) / span

    def y_of(seconds: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * math.log10(seconds / low) / math.log10(high / low)

    parts = [_begin(title)]
    for seconds, label in _TIMES:
        if low <= seconds <= high:
            parts.append(_grid(LEFT, y_of(seconds), RIGHT, y_of(seconds)))
            parts.append(_text(LEFT - 8, y_of(seconds) + 4, label, "end"))
    for pages in sorted({x for x, _ in points}):
        parts.append(_grid(x_of(pages), TOP, x_of(pages), BOTTOM))
        parts.append(_text(x_of(pages), BOTTOM + 18, f"{pages:,.0f}", "middle"))
    parts.append(_text((LEFT + RIGHT) / 2, BOTTOM + 40, "pages", "middle"))
    places = _spread({name: y_of(line[-1][1]) for name, line in lines.items()})
    for colour, (name, line) in zip(_COLOURS * len(lines), lines.items(), strict=False):
        drawn = [(x_of(x), y_of(y)) for x, y in line]
        parts += _line(drawn, colour)
        parts.append(_text(RIGHT + 12, places[name] + 4, name, "start", colour))
    return "\n".join([*parts, "</svg>\n"])


def _begin(title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12">\n<title>{html.escape(title)}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        f'<text x="{LEFT}" y="18" font-size="14" font-weight="bold" fill="#12211f">{html.escape(title)}</text>'
    )


def _grid(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#c9d6d3" fill="none"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#4a5d5a") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{html.escape(text)}</text>'


def _line(points: Line, colour: str) -> list[str]:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
    return [f'<path d="M{path}" stroke="{colour}" stroke-width="2" fill="none"/>', *dots]


def _spread(wished: Mapping[str, float], gap: float = 15) -> dict[str, float]:
    """Heights for labels, as near to the wished ones as they can be without touching each other."""
    placed: dict[str, float] = {}
    above = -math.inf
    for name, y in sorted(wished.items(), key=lambda item: item[1]):
        above = max(y, above + gap)
        placed[name] = above
    return placed
