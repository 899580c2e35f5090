"""The colours of a theme: those that it names, all that follow from them, and which of them cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from microsite.model.colours import READABLE, find_contrast, find_readable, lightness_of, mix, with_lightness
from microsite.model.theme import ROLES, SCREENS, ByScreen
from microsite.values.named import NamedTuple

_BRIGHT, _DIM = 0.76, 0.18
"""How light accents and paper are on dark screens, where nothing says so (OKLCH)."""


class Palette(NamedTuple):
    """All colours of one kind of screen, light or dark: on the paper, and on the band of a colour of its own.

    `far` and `middle` lie between paper and band.
    """

    paper: str
    ink: str
    muted: str
    line: str
    accent: str
    far: str
    middle: str
    band: str
    band_ink: str
    band_muted: str
    band_line: str
    band_accent: str


_DEFAULT = {
    "paper": ByScreen("#fafaf8", "#121317"),
    "ink": ByScreen("#1b1d22", "#e9e9ec"),
    "accent": ByScreen("#2c4fa3", "#9db7ff"),
    "band": ByScreen("#1c2540", "#1c2540"),
}


def make_palettes(colors: Mapping[str, ByScreen]) -> tuple[Palette, Palette]:
    """The colours of light screens and of dark ones. What is named stays as it is; what is not can be read on it."""
    light = {role: colors.get(role, ByScreen()).light for role in ROLES}
    dark = {role: colors.get(role, ByScreen()).dark for role in ROLES}
    paper = light["paper"] or _DEFAULT["paper"].light
    night = dark["paper"] or (with_lightness(light["paper"], _DIM, 0.03) if light["paper"] else _DEFAULT["paper"].dark)
    ink = light["ink"] or find_readable(_DEFAULT["ink"].light, paper, 7)
    faint = with_lightness(light["ink"], 0.94, 0.03) if light["ink"] else _DEFAULT["ink"].dark
    accent = light["accent"] or find_readable(_DEFAULT["accent"].light, paper)
    bright = with_lightness(accent, max(_BRIGHT, lightness_of(accent))) if light["accent"] else _DEFAULT["accent"].dark
    own = with_lightness(light["accent"], 0.28, 0.06) if light["accent"] else _DEFAULT["band"].light
    band = light["band"] or own
    return (
        _complete(paper, ink, accent, band, accent if lightness_of(band) > 0.6 else bright),
        _complete(
            night,
            dark["ink"] or find_readable(faint, night, 7),
            dark["accent"] or find_readable(bright, night),
            dark["band"] or band,
            dark["accent"] or bright,
            near=0.35,
        ),
    )


def _complete(paper: str, ink: str, accent: str, band: str, on_band: str, near: float = 0.1) -> Palette:
    """A palette from the colours that matter. `near` says how far on the way to the band `far` lies."""
    far = mix(paper, band, near)
    muted = find_readable(find_readable(mix(ink, paper, 0.28), far), paper)
    ends = (mix(band, "#ffffff", 0.93), mix(band, "#000000", 0.88))
    band_ink = find_readable(max(ends, key=lambda end: find_contrast(end, band)), band, 7)
    return Palette(
        paper=paper,
        ink=ink,
        muted=muted,
        line=mix(paper, ink, 0.17),
        accent=accent,
        far=far,
        middle=mix(paper, band, min(2.3 * near, 0.8)),
        band=band,
        band_ink=band_ink,
        band_muted=find_readable(mix(band_ink, band, 0.25), band),
        band_line=mix(band, band_ink, 0.25),
        band_accent=find_readable(on_band, band),
    )


class Faint(NamedTuple):
    """A colour that is named and cannot be read on the paper: its role and screen, both colours, and a better one."""

    role: str
    screen: str
    colour: str
    paper: str
    contrast: float
    nearest: str


def find_faint(colors: Mapping[str, ByScreen]) -> Iterator[Faint]:
    """The named colours of text that stand out too little from the paper (WCAG 2.2, 1.4.3)."""
    for screen, palette in zip(SCREENS, make_palettes(colors), strict=True):
        for role in ("ink", "accent"):
            colour = getattr(colors.get(role, ByScreen()), screen)
            if colour and (contrast := find_contrast(colour, palette.paper)) < READABLE:
                yield Faint(role, screen, colour, palette.paper, contrast, find_readable(colour, palette.paper))
