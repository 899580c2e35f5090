"""A theme → the style sheet with its colours, typefaces and corners, which that of the templates names."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.model.palette import Palette, make_palettes
from microsite.model.theme import CORNERS, Theme
from microsite.model.typefaces import SCRIPTS, find_fonts


def write_stylesheet(theme: Theme) -> str:
    """The style sheet (CSS): custom properties, for light and dark screens and for each script."""
    return "\n".join(_rules(theme)) + "\n"


def _rules(theme: Theme) -> Iterator[str]:
    light, dark = make_palettes(theme.colors)
    yield f":root {{ {_colours(light)} --corner: {CORNERS[theme.corners]}; }}"
    yield f"@media (prefers-color-scheme: dark) {{ :root {{ {_colours(dark)} }} }}"
    for selector in ("", *SCRIPTS):
        headings, text = find_fonts(theme.headings, selector), find_fonts(theme.text, selector)
        yield f"{selector or '[lang]'} {{ --headings: {headings}; --text: {text}; }}"


def _colours(palette: Palette) -> str:
    return " ".join(f"--{name.replace('_', '-')}: {colour};" for name, colour in palette._asdict().items())
