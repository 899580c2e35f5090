"""A name → drawings of its own: the artwork of the home page and an icon. The same name gives the same drawings."""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Iterator, Sequence
from html import escape

_WIDTH, _HEIGHT, _STEP = 1600, 480, 80
_LAYERS = (("far", 150, 60), ("middle", 240, 45), ("near", 320, 30))
"""Each hill's part in the style sheet, how far below the top it lies, and how high it rises."""


def draw_artwork(name: str) -> str:
    """Another `templates/parts/artwork.svg`: hills before each other, and lines. The colours are the style sheet’s."""
    seed = hashlib.sha256(name.encode()).digest()
    hills = [(part, _draw_wave(seed[4 * number :], top, rise)) for number, (part, top, rise) in enumerate(_LAYERS)]
    heights = [list(_heights(seed[12:], y, 5)) for y in range(380, 440, 12)]
    lines = "".join(f"M0 {points[0][1]}{_smooth(points)}" for points in heights)
    gradients = "".join(
        f'<linearGradient id="artwork-{part}" x2="0" y2="1"><stop class="{part}" offset=".15"/>'
        '<stop class="mist" offset=".6"/></linearGradient>'
        for part, _ in hills[:2]
    )
    return (
        f'<svg class="artwork" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="xMidYMax slice"'
        f' aria-hidden="true" focusable="false">\n{gradients}\n'
        + "".join(f'<path fill="url(#artwork-{part})" d="{path}"/>\n' for part, path in hills[:2])
        + f'<path class="near" d="{hills[2][1]}"/>\n'
        + f'<path class="one" vector-effect="non-scaling-stroke" d="{lines}"/>\n</svg>\n'
    )


def _heights(seed: bytes, top: float, rise: float) -> Iterator[tuple[int, int]]:
    """Points of a line that goes up and down, by three waves of the seed."""
    for x in range(0, _WIDTH + _STEP, _STEP):
        waves = (math.sin(x * (number + 1 + seed[number] / 255) / 300 + seed[number + 1]) for number in range(3))
        yield x, round(top - rise * sum(wave / (number + 1) for number, wave in enumerate(waves)))


def _draw_wave(seed: bytes, top: float, rise: float) -> str:
    points = list(_heights(seed, top, rise))
    return f"M0 {points[0][1]}{_smooth(points)}V{_HEIGHT}H0Z"


def _smooth(points: Sequence[tuple[int, int]]) -> str:
    """A curve by points, without a corner: from the middle between two to the middle between the next."""
    pairs = itertools.pairwise(points)
    curves = (f"Q{x} {y} {(x + other) / 2:g} {(y + at) / 2:g}" for (x, y), (other, at) in pairs)
    return "".join(curves) + f"L{_WIDTH} {points[-1][1]}"


def draw_icon(name: str) -> str:
    """A square with the first letter of a name, or its first two words' letters."""
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    letters = "".join(word[0] for word in words if word)[:2].upper() or "●"
    hue = hashlib.sha256(name.encode()).digest()[0] * 360 // 256
    size = 22 if len(letters) == 1 else 17
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">\n'
        f'  <rect width="40" height="40" rx="8" fill="hsl({hue} 55% 28%)"/>\n'
        f'  <text x="20" y="20" font-family="Georgia, serif" font-size="{size}" fill="#fff" text-anchor="middle"'
        f' dominant-baseline="central">{escape(letters)}</text>\n</svg>\n'
    )
