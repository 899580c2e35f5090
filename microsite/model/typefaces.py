"""The typefaces that a theme may name: fonts that systems bring along, for each script of its own.

Nothing is loaded from elsewhere. A Han font before a Latin one makes quotation marks and apostrophes full-width: right
in Chinese, wrong elsewhere. So each language has its own fonts, wherever it stands on a page.
"""

from __future__ import annotations

import re
from typing import Literal

from microsite.values.named import NamedTuple

_Shape = Literal["serif", "sans"]


class Typeface(NamedTuple):
    """The fonts of a typeface in Latin, Greek and Cyrillic letters; its shape says what goes with it in others."""

    shape: _Shape
    fonts: str
    doc: str


TYPEFACES: dict[str, Typeface] = {
    "serif": Typeface(
        "serif",
        'Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", "Sitka Text", Cambria, Georgia, '
        '"Noto Serif", Serifs, "Times New Roman"',
        "quiet letters for long texts, such as Charter",
    ),
    "old-style": Typeface(
        "serif",
        '"Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", "URW Palladio L", P052, '
        '"EB Garamond", "Noto Serif", Serifs, Georgia',
        "letters of the Renaissance, such as Palatino",
    ),
    "slab": Typeface(
        "serif",
        'Rockwell, "Rockwell Nova", "Roboto Slab", "Sitka Small", "DejaVu Serif", "Noto Serif", Serifs, Georgia',
        "strong serifs of one width, such as Rockwell",
    ),
    "sans": Typeface(
        "sans",
        '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Letters, Arial',
        "what the system itself writes in",
    ),
    "humanist": Typeface(
        "sans",
        'Seravek, "Gill Sans Nova", "Gill Sans", Optima, Candara, Ubuntu, Calibri, "DejaVu Sans", "Noto Sans", '
        "Letters, Arial",
        "warm letters that come from writing, such as Gill Sans",
    ),
    "geometric": Typeface(
        "sans",
        '"Avenir Next", Avenir, Futura, "Century Gothic", Montserrat, Corbel, "URW Gothic", "Noto Sans", Letters, '
        "Arial",
        "letters of circles and lines, such as Avenir",
    ),
}

SCRIPTS: dict[str, dict[_Shape, str]] = {
    ":lang(zh)": {
        "serif": '"Songti SC", "Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "Microsoft YaHei"',
        "sans": '"PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei"',
    },
    # The same characters are drawn otherwise in Taiwan and in Japan, and Korean has letters of its own.
    ":is(:lang(zh-Hant), :lang(zh-TW), :lang(zh-HK), :lang(zh-MO))": {
        "serif": '"Songti TC", "Noto Serif TC", "Noto Serif CJK TC", "Source Han Serif TC", "Microsoft JhengHei"',
        "sans": '"PingFang TC", "Noto Sans TC", "Noto Sans CJK TC", "Source Han Sans TC", "Microsoft JhengHei"',
    },
    ":lang(ja)": {
        "serif": '"Hiragino Mincho ProN", "Noto Serif JP", "Noto Serif CJK JP", "Source Han Serif JP", "Yu Mincho"',
        "sans": '"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Source Han Sans JP", "Yu Gothic", Meiryo',
    },
    ":lang(ko)": {
        "serif": 'AppleMyungjo, "Noto Serif KR", "Noto Serif CJK KR", "Source Han Serif KR", Batang',
        "sans": '"Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", "Source Han Sans KR", "Malgun Gothic"',
    },
    ":is(:lang(ar), :lang(fa), :lang(ur))": {
        "serif": '"Noto Naskh Arabic", "Geeza Pro", "Sakkal Majalla", "Traditional Arabic"',
        "sans": '"SF Arabic", "Noto Sans Arabic", "Segoe UI", "Geeza Pro", Tahoma, "DejaVu Sans"',
    },
}
"""The fonts of languages that no Latin typeface has the letters of, by what selects them in a style sheet."""


def find_fonts(name: str, selector: str = "") -> str:
    """The fonts of a typeface, or of what goes with it in these languages, as a style sheet has them (CSS Fonts 4)."""
    shape, fonts, _ = TYPEFACES[name]
    last = "serif" if shape == "serif" else "sans-serif"
    return f"{SCRIPTS[selector][shape] if selector else fonts}, {last}"


ANYWHERE = "Libertinus Serif"
"""The font that Typst brings along: Latin, Greek and Cyrillic letters that are the same on every machine."""

_OWN = ("Letters", "Serifs")
"""What the style sheet of the templates calls its own fonts."""


def find_families(name: str, tag: str) -> list[str]:
    """The names of fonts for texts in a language (BCP 47) that are drawn when the site is built, the best first.

    Where the typeface has serifs, no font of the machine comes before the one that is on all of them.
    """
    shape, fonts, _ = TYPEFACES[name]
    selected = [found[shape] for selector, found in SCRIPTS.items() if _is_selected(tag, selector)]
    latin = [ANYWHERE] if shape == "serif" else [*_split(fonts), "Noto Sans", "Liberation Sans", "DejaVu Sans"]
    return list(dict.fromkeys((*latin, *_split(", ".join(reversed(selected))), ANYWHERE)))


def _split(fonts: str) -> list[str]:
    names = (name.strip().strip('"') for name in fonts.split(",") if name.strip())
    return [name for name in names if name not in _OWN and not name.startswith(("-", "Blink"))]


def _is_selected(tag: str, selector: str) -> bool:
    """True of a text in a language, if a selector names this or what it belongs to (CSS Selectors 4, 7.2)."""
    ranges = re.findall(r":lang\(([^)]*)\)", selector)
    return any(f"{tag}-".lower().startswith(f"{one}-".lower()) for one in ranges)
