"""The fonts and lines that scripts of East Asia get, in a real browser."""

from __future__ import annotations

from browsing import Opener
from playwright.sync_api import Page

_STYLE = """([tag, name]) => {
  const heading = document.createElement("h2");
  heading.lang = tag;
  document.querySelector("main").append(heading);
  return getComputedStyle(heading)[name];
}"""
"""How a heading in a language looks."""


def styles(page: Page, name: str, *tags: str) -> list[str]:
    return [page.evaluate(_STYLE, [tag, name]) for tag in tags]


FONTS = {
    "zh": "Songti SC",
    "zh-Hans": "Songti SC",
    "zh-Hant": "Songti TC",
    "zh-TW": "Songti TC",
    "zh-Hant-HK": "Songti TC",
    "ja": "Hiragino Mincho ProN",
    "ja-JP": "Hiragino Mincho ProN",
    "ko": "AppleMyungjo",
    "vi": "Charter",
}


def test_characters_are_drawn_as_their_language_draws_them(visit: Opener) -> None:
    families = styles(visit("de/"), "fontFamily", *FONTS)
    assert [family.split(", ")[0].strip('"') for family in families] == list(FONTS.values())


def test_lines_break_where_the_language_breaks_them(visit: Opener) -> None:
    page = visit("de/")
    assert styles(page, "wordBreak", "de", "zh", "ja", "ko") == ["normal", "normal", "auto-phrase", "keep-all"]
    assert styles(page, "textWrapStyle", "de", "zh", "ja") == ["balance", "balance", "balance"]
