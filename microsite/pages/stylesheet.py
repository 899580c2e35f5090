"""Style sheets: that of a theme, with its colours, typefaces and corners; and any without what browsers pass over."""

from __future__ import annotations

import re
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


_COMMENT = r"/\*(?!!)(?:[^*]|\*(?!/))*+(?:\*/|\Z)"
_GAP = rf"(?:[ \t\r\n\f]++|{_COMMENT})++"
_KEPT = (
    r"/\*!(?:[^*]|\*(?!/))*+(?:\*/|\Z)"  # says whose the text is
    r'|"(?:[^"\\\r\n\f]|\\[\s\S])*+(?:["\r\n\f]|\Z)'  # a string that is not closed ends with its line
    r"|'(?:[^'\\\r\n\f]|\\[\s\S])*+(?:['\r\n\f]|\Z)"
    # An address without quotes, and one with a mistake in it, goes to its bracket (4.3.6 and 4.3.14).
    r"""|(?<![\w\u0080-\U0010ffff-])\\?(?i:url)\((?![ \t\r\n\f]*["'])(?:[^)\\]|\\[\s\S])*+\)?|\\[\s\S]"""
)
_NAME = rf"(?:(?P<name>[-\w]++:){_GAP}(?=(?:{_COMMENT}|[^{{}};])*+[;}}]))?"
"""What a declaration sets, and the gap behind it. Before a “{” it would be a selector, where blanks mean something."""
_TOKEN = re.compile(
    rf"(?P<kept>{_KEPT})|(?:{_GAP})?(?:(?P<mark>[{{}};])(?:{_GAP})?{_NAME}|(?P<comma>,)(?:{_GAP})?)|{_GAP}"
)
"""What a style sheet consists of (CSS Syntax Level 3, section 4), as far as its gaps are concerned."""


def slim(css: str) -> str:
    """A style sheet that says the same without comments and most blanks, with one for several elsewhere.

    None stays beside brackets and behind what a declaration sets. Comments that begin with `/*!` stay. Beside other
    signs a blank may mean something: `a :hover`, `calc(1px + 2px)`.
    """
    return _TOKEN.sub(_shorten, css).lstrip()


def _shorten(match: re.Match[str]) -> str:
    if match["kept"]:
        return match[0]
    if match["mark"] or match["comma"]:
        return (match["mark"] or ",") + (match["name"] or "")
    blanks = re.sub(_COMMENT, "", match[0])
    if not blanks:
        return "/**/"  # keeps two words apart, and is no blank
    return "\n" if "\n" in blanks else " "
