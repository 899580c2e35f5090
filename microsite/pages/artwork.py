"""A name → drawings of its own: the artwork of the home page and an icon. The same name gives the same drawings.

They are files of their own (SVG), with the colours of light screens and of dark ones.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from microsite.model.palette import Palette
from microsite.model.theme import CORNERS, MOTIFS

Palettes = tuple[Palette, Palette]
"""The colours of light screens, and those of dark ones."""

_WIDTH, _HEIGHT, _STEP = 1600, 480, 80
_LAYERS = ((150, 60), (240, 45), (320, 30))
"""How far below the top a hill lies, and how high it rises."""

_STYLES = (
    ".far{{fill:{far}}}.middle{{fill:{middle}}}.band{{fill:{band}}}.accent{{fill:{accent}}}"
    ".line{{fill:none;stroke:{band_muted};stroke-width:1.25;vector-effect:non-scaling-stroke}}"
    ".ring{{fill:none;stroke:{accent};stroke-width:1.5;vector-effect:non-scaling-stroke}}"
    ".from-far{{stop-color:{far}}}.from-middle{{stop-color:{middle}}}.to-paper{{stop-color:{paper}}}"
)


def draw_artwork(name: str, motif: str, palettes: Palettes) -> str:
    """The artwork of a name, wide and with the band’s colour at its foot; a motif of `MOTIFS`, or "" for any."""
    seed = hashlib.sha256(name.encode()).digest()
    draw = _MOTIFS[motif or MOTIFS[seed[-1] % len(MOTIFS)]]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
        f' preserveAspectRatio="xMidYMax slice">\n{_style(_STYLES, palettes)}'
        + "".join(f"{line}\n" for line in draw(seed))
        + "</svg>\n"
    )


def _style(template: str, palettes: Palettes) -> str:
    light, dark = (template.format_map(palette._asdict()) for palette in palettes)
    return f"<style>{light}@media (prefers-color-scheme: dark){{{dark}}}</style>\n"


# ---- hills ------------------------------------------------------------------------------------------------------


def _draw_hills(seed: bytes) -> Iterator[str]:
    """Hills before each other, and lines on the nearest."""
    far, middle, near = (_draw_wave(seed[4 * number :], top, rise) for number, (top, rise) in enumerate(_LAYERS))
    for part, below in (("far", 0.15), ("middle", 0.15)):
        stops = f'<stop class="from-{part}" offset="{below}"/><stop class="to-paper" offset=".6"/>'
        yield f'<linearGradient id="{part}" x2="0" y2="1">{stops}</linearGradient>'
    yield f'<path fill="url(#far)" d="{far}"/>'
    yield f'<path fill="url(#middle)" d="{middle}"/>'
    yield f'<path class="band" d="{near}"/>'
    heights = [list(_heights(seed[12:], y, 5)) for y in range(380, 440, 12)]
    yield f'<path class="line" d="{"".join(f"M0 {points[0][1]}{_smooth(points)}" for points in heights)}"/>'


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


# ---- rings ------------------------------------------------------------------------------------------------------


def _draw_rings(seed: bytes) -> Iterator[str]:
    """Half circles within each other, on a ground; a few of them wear a ring."""
    places = list(_places(seed))
    for size, part in ((1.0, "far"), (0.72, "middle"), (0.44, "band")):
        circles = "".join(_half_circle(x, radius * size) for x, radius in places)
        yield f'<path class="{part}" d="{circles}"/>'
    rings = "".join(
        _half_circle(x, radius * (0.86 if number % 2 else 0.58)) for number, (x, radius) in enumerate(places)
    )
    yield f'<path class="ring" d="{rings}"/>'
    x, radius = places[seed[20] % len(places)]
    yield f'<circle class="accent" cx="{x}" cy="{_HEIGHT - 60 - radius * 1.14:g}" r="14"/>'
    yield f'<path class="band" d="M0 {_HEIGHT - 60}H{_WIDTH}V{_HEIGHT}H0Z"/>'


def _places(seed: bytes) -> Iterator[tuple[int, int]]:
    """Where circles stand on the ground, from the left to the right, and how large they are."""
    x = -40
    for byte in seed[:12]:
        radius = 70 + byte * 180 // 255
        x += radius
        yield x, radius
        x += radius * 3 // 5
        if x > _WIDTH:
            return


def _half_circle(x: float, radius: float) -> str:
    return f"M{x - radius:g} {_HEIGHT - 60}A{radius:g} {radius:g} 0 0 1 {x + radius:g} {_HEIGHT - 60}"


# ---- tiles ------------------------------------------------------------------------------------------------------


def _draw_tiles(seed: bytes) -> Iterator[str]:
    """Squares, triangles and quarters of circles in rows, the denser the lower; the last row is whole."""
    shapes: dict[str, list[str]] = {part: [] for part in ("far", "middle", "band", "accent")}
    digits = itertools.cycle(hashlib.sha512(seed).digest() + hashlib.sha512(seed[::-1]).digest())
    for y, x in itertools.product(range(_STEP, _HEIGHT - _STEP, _STEP), range(0, _WIDTH, _STEP)):
        chance, form, hue = next(digits), next(digits) % 6, next(digits) % 16
        if chance < 40 + 40 * y // _STEP:
            shapes["accent" if hue == 0 else "band" if hue < 5 else "middle" if hue < 10 else "far"].append(
                _TILES[form].format(x=x, y=y, half=_STEP // 2, whole=_STEP)
            )
    yield from (f'<path class="{part}" d="{"".join(found)}"/>' for part, found in shapes.items() if found)
    yield f'<path class="band" d="M0 {_HEIGHT - _STEP}H{_WIDTH}V{_HEIGHT}H0Z"/>'


_TILES = (
    "M{x} {y}h{whole}v{whole}h-{whole}Z",
    "M{x} {y}v{whole}h{whole}Z",
    "M{x} {y}h{whole}v{whole}Z",
    "M{x} {y}v{whole}h{whole}a{whole} {whole} 0 0 0 -{whole} -{whole}Z",
    "M{x} {y}h{whole}v{whole}a{whole} {whole} 0 0 1 -{whole} -{whole}Z",
    "M{x} {y}m0 {half}a{half} {half} 0 0 0 {whole} 0a{half} {half} 0 0 0 -{whole} 0Z",
)

_MOTIFS: Mapping[str, Callable[[bytes], Iterator[str]]] = dict(
    zip(MOTIFS, (_draw_hills, _draw_rings, _draw_tiles), strict=True)
)

# ---- icons ------------------------------------------------------------------------------------------------------

_ROUND = dict(zip(CORNERS, ("0", "8", "20"), strict=True))


def draw_icon(name: str, corners: str, palettes: Palettes) -> str:
    """A square or circle with the first letter of a name, or its first two words' letters."""
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    letters = "".join(word[0] for word in words if word)[:2].upper() or "●"
    size = 22 if len(letters) == 1 else 17
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">\n'
        f"{_style('rect{{fill:{accent}}}text{{fill:{paper}}}', palettes)}"
        f'<rect width="40" height="40" rx="{_ROUND[corners]}"/>\n'
        f'<text x="20" y="20" font-family="Georgia, serif" font-size="{size}" text-anchor="middle"'
        f' dominant-baseline="central">{escape(letters)}</text>\n</svg>\n'
    )
