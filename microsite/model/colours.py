"""Colours: as people write them, how well they stand out from each other, and the nearest one that does.

A colour is "#rrggbb" in small letters. Contrast is that of WCAG 2.2, and what is near is near in OKLab (Björn Ottosson,
2020), where equal steps look equal.
"""

from __future__ import annotations

import functools
import math
import re

from microsite.values.named import NamedTuple

READABLE = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3)."""

_HEX = re.compile("#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEPS = 10  # of halving: finer than screens show

NAMES = dict(
    pair.split("=")
    for pair in """
    aqua=00ffff black=000000 blue=0000ff brown=a52a2a chocolate=d2691e coral=ff7f50 crimson=dc143c cyan=00ffff
    darkblue=00008b darkcyan=008b8b darkgoldenrod=b8860b darkgray=a9a9a9 darkgreen=006400 darkgrey=a9a9a9
    darkmagenta=8b008b darkolivegreen=556b2f darkorange=ff8c00 darkorchid=9932cc darkred=8b0000
    darkslateblue=483d8b darkslategray=2f4f4f darkslategrey=2f4f4f darkturquoise=00ced1 darkviolet=9400d3
    deeppink=ff1493 deepskyblue=00bfff dimgray=696969 dimgrey=696969 dodgerblue=1e90ff firebrick=b22222
    floralwhite=fffaf0 forestgreen=228b22 fuchsia=ff00ff ghostwhite=f8f8ff gold=ffd700 goldenrod=daa520
    gray=808080 green=008000 grey=808080 honeydew=f0fff0 hotpink=ff69b4 indianred=cd5c5c indigo=4b0082
    ivory=fffff0 lavender=e6e6fa lightblue=add8e6 lightgray=d3d3d3 lightgreen=90ee90 lightgrey=d3d3d3
    lime=00ff00 limegreen=32cd32 linen=faf0e6 magenta=ff00ff maroon=800000 mediumblue=0000cd
    mediumorchid=ba55d3 mediumpurple=9370db mediumseagreen=3cb371 mediumvioletred=c71585 midnightblue=191970
    mintcream=f5fffa navy=000080 oldlace=fdf5e6 olive=808000 olivedrab=6b8e23 orange=ffa500 orangered=ff4500
    orchid=da70d6 peru=cd853f pink=ffc0cb plum=dda0dd purple=800080 rebeccapurple=663399 red=ff0000
    royalblue=4169e1 saddlebrown=8b4513 salmon=fa8072 seagreen=2e8b57 seashell=fff5ee sienna=a0522d
    silver=c0c0c0 skyblue=87ceeb slateblue=6a5acd slategray=708090 slategrey=708090 snow=fffafa
    springgreen=00ff7f steelblue=4682b4 tan=d2b48c teal=008080 tomato=ff6347 turquoise=40e0d0 violet=ee82ee
    white=ffffff whitesmoke=f5f5f5 yellow=ffff00 yellowgreen=9acd32
    """.split()  # noqa: SIM905 - words are easier to read than a hundred strings
)
"""Names of colours that people know (CSS Color 4, 6.1), and their digits."""


class _Look(NamedTuple):
    """A colour as it looks (OKLCH): lightness 0 to 1, chroma from 0, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def parse_colour(text: str) -> str:
    """The colour of a name, or of three or six hexadecimal digits with or without #; "" for anything else."""
    name = text.strip().lower()
    match = _HEX.fullmatch(name)
    if not match:
        return f"#{NAMES[name]}" if name in NAMES else ""
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return f"#{digits}"


def find_contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def show_contrast(ratio: float) -> str:
    """A ratio as messages write it, cut and not rounded: 4.499 is not 4.5."""
    return f"{math.floor(ratio * 100) / 100:g}:1"


@functools.lru_cache(maxsize=1024)
def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value) for value in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@functools.lru_cache(maxsize=1024)
def find_readable(colour: str, ground: str, ratio: float = READABLE) -> str:
    """The nearest colour of that hue with this contrast to the ground, as light or dark as it must be.

    White or black, whichever stands out more, if nothing has that contrast. The same colour if it has it already.
    """
    if find_contrast(colour, ground) >= ratio:
        return colour
    ends = [end for end in (0.0, 1.0) if find_contrast(with_lightness(colour, end), ground) >= ratio]
    if not ends:
        return max(("#ffffff", "#000000"), key=lambda one: find_contrast(one, ground))
    begin = lightness_of(colour)
    found = [_halve(colour, ground, ratio, begin, end) for end in ends]
    return min(found, key=lambda shade: abs(lightness_of(shade) - begin))


def _halve(colour: str, ground: str, ratio: float, near: float, far: float) -> str:
    """The shade between two lightnesses that has the contrast and is nearest to the first; the second one has it."""
    shade = with_lightness(colour, far)
    for _ in range(_STEPS):
        half = (near + far) / 2
        other = with_lightness(colour, half)
        if find_contrast(other, ground) >= ratio:
            far, shade = half, other
        else:
            near = half
    return shade


def with_lightness(colour: str, lightness: float, most: float = 1.0) -> str:
    """The colour of that hue and lightness (OKLCH, 0 to 1), as strong as it was, or as `most` and screens allow."""
    look = _look(colour)
    return _to_screen(_Look(lightness, min(look.chroma, most), look.hue))


def lightness_of(colour: str) -> float:
    """How light a colour looks: 0 for black, 1 for white (OKLCH)."""
    return _look(colour).lightness


def mix(one: str, other: str, share: float) -> str:
    """A colour between two, with so much of the second (0 to 1), as they look (OKLab)."""
    pairs = zip(_to_lab(_look(one)), _to_lab(_look(other)), strict=True)
    lightness, a, b = (first + (second - first) * share for first, second in pairs)
    return _to_screen(_Look(lightness, math.hypot(a, b), math.atan2(b, a)))


# ---- to OKLab and back --------------------------------------------------------------------------------------------


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _curved(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


@functools.lru_cache(maxsize=1024)
def _look(colour: str) -> _Look:
    red, green, blue = (_linear(value) for value in _channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return _Look(lightness, math.hypot(a, b), math.atan2(b, a))


def _to_lab(look: _Look) -> tuple[float, float, float]:
    return look.lightness, look.chroma * math.cos(look.hue), look.chroma * math.sin(look.hue)


def _to_linear(look: _Look) -> tuple[float, float, float]:
    """Red, green and blue; below 0 or above 1 where no screen shows it."""
    lightness, a, b = _to_lab(look)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _to_screen(look: _Look) -> str:
    """The nearest colour of that lightness and hue that screens show: a weaker one where it is too strong."""
    low, high = 0.0, look.chroma
    if not _is_shown(look):
        for _ in range(12):
            half = (low + high) / 2
            low, high = (half, high) if _is_shown(look._replace(chroma=half)) else (low, half)
        look = look._replace(chroma=low)
    values = (round(255 * _curved(min(max(value, 0.0), 1.0))) for value in _to_linear(look))
    return "#" + "".join(f"{value:02x}" for value in values)


def _is_shown(look: _Look) -> bool:
    return all(-0.0005 <= value <= 1.0005 for value in _to_linear(look))
