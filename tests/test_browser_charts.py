"""Charts in a real browser: on any screen, in both directions, and told apart from their ground in light and dark."""

from __future__ import annotations

import functools

import pytest
from browsing import ORIGIN, Opener
from playwright.sync_api import Page
from test_charts import FIGURES, chart, files_of
from whole_sites import Built, build

PATH = "press/2025-06-01-tug/"
LONG = "Begegnungsveranstaltungen der Nachwuchswissenschaftlerinnen und Nachwuchswissenschaftler"


@functools.cache
def site() -> Built:
    figures = FIGURES.replace("en: Europe", f"en: {LONG}")
    both = chart("asia, europe, rest", ", form: shares") + chart("asia, europe, rest").removeprefix("charts:\n")
    files = files_of(both, figures)
    files["content/site.yaml"] = files["content/site.yaml"].replace(b"https://harbour.example/", f"{ORIGIN}/".encode())
    return build(files)


def edges(page: Page, selector: str) -> list[tuple[float, float]]:
    """Where each of these begins and ends from left to right, in pixels."""
    found: list[list[float]] = page.locator(selector).evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect()).map(({ left, right }) => [left, right])"
    )
    return [(left, right) for left, right in found]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_chart_fits_on_every_screen_with_the_longest_words(visit: Opener, locale: str, width: int) -> None:
    page = visit(f"{locale}/{PATH}", site(), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    [(left, right)] = set(edges(page, ".chart table"))
    assert [
        one for one in edges(page, ".chart td, .chart svg, .chart th") if one[0] < left - 1 or one[1] > right + 1
    ] == []
    assert page.locator(".chart table").evaluate_all("(all) => all.every((one) => one.scrollWidth <= one.clientWidth)")


@pytest.mark.parametrize(("locale", "begins"), [("en", 0), ("ar", 1)])
def test_bars_and_shares_begin_where_lines_do(visit: Opener, locale: str, begins: int) -> None:
    page = visit(f"{locale}/{PATH}", site())
    ends = [edges(page, place)[0][begins] for place in (".chart .bar rect", ".chart .whole > rect", ".chart table")]
    assert max(ends) - min(ends) <= 1.5
    first, second, _ = edges(page, ".chart.bars .bar rect")
    assert (second[1] - second[0]) / (first[1] - first[0]) == pytest.approx(1 / 3, abs=0.01)


_CONTRAST = """(all) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const luminance = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const paper = luminance(getComputedStyle(document.body).backgroundColor);
  return all.map((one) => getComputedStyle(one)).map(({ fill, stroke }) => (fill === "none" ? stroke : fill))
    .map(luminance).map((one) => (Math.max(one, paper) + 0.05) / (Math.min(one, paper) + 0.05));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_stands_out_from_its_ground(visit: Opener, scheme: str) -> None:
    page = visit(f"en/{PATH}", site(), color_scheme=scheme)
    drawn = page.locator(".chart .bar rect, .chart .share-1 rect, .chart pattern path, .chart pattern circle")
    found = drawn.evaluate_all(_CONTRAST)
    assert len(found) == 3 + 3
    assert min(found) >= 3, "WCAG 1.4.11"


def test_a_screen_reader_hears_a_title_and_each_figure_once(visit: Opener) -> None:
    page = visit(f"en/{PATH}", site())
    assert page.get_by_role("figure", name="Where guests come from").count() == 2
    assert page.get_by_role("table", name="Where guests come from").count() == 2
    drawing = page.get_by_role("img", name="Where guests come from Asia 75%")
    assert drawing.count() == 1
    assert page.get_by_role("rowheader", name="Asia").count() == 2
    assert page.get_by_role("img").filter(has=page.locator("rect[height='14']")).count() == 0
