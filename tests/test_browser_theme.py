"""The look of a site in a real browser: what light and dark screens, scripts and directions make of it."""

from __future__ import annotations

import pytest
from browsing import Opener
from whole_sites import Built, build, read_shared, read_site

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="90" height="30"><path d="M0 0h90v30H0Z"/></svg>'
)
THEME = """\
theme:
  colors: {paper: {light: "#ffeecc", dark: "#112233"}, ink: {light: "#220000", dark: "#ffeeee"}}
  headings: slab
  text: humanist
  corners: round
  logo: {light: logo.svg, dark: night.svg}
"""


@pytest.fixture(scope="module")
def themed() -> Built:
    """The right-to-left site with a look of its own."""
    files = read_site("right-to-left") | read_shared("locales")
    files["content/site.yaml"] += THEME.encode()
    for number, name in enumerate(("logo", "night")):
        files[f"content/theme/{name}.svg"] = SVG.replace("30H0", f"{30 - number}H0").encode()
    built = build(files)
    assert built.files
    return built


def style(name: str, selector: str = "body") -> str:
    """A script that gives what the browser makes of a property."""
    return f"getComputedStyle(document.querySelector('{selector}')).{name}"


@pytest.mark.law(every=2)
@pytest.mark.parametrize(
    ("scheme", "paper", "ink", "logo"),
    [
        ("light", "rgb(255, 238, 204)", "rgb(34, 0, 0)", "logo"),
        ("dark", "rgb(17, 34, 51)", "rgb(255, 238, 238)", "night"),
    ],
)
def test_each_screen_has_its_colours_and_its_logo(
    scheme: str, paper: str, ink: str, logo: str, visit: Opener, themed: Built
) -> None:
    page = visit("en/", themed, color_scheme=scheme)
    assert page.evaluate(style("backgroundColor")) == paper
    assert page.evaluate(style("color")) == ink
    assert f"/{logo}." in page.evaluate("document.querySelector('.brand img').currentSrc")
    size = page.evaluate(
        "(({width, height}) => [width, height])(document.querySelector('.brand img').getBoundingClientRect())"
    )
    assert size == [120, 40]


def test_each_script_has_fonts_of_its_own_and_drawings_face_the_way_one_reads(visit: Opener, themed: Built) -> None:
    english, arabic = visit("en/", themed), visit("ar/", themed)
    assert english.evaluate(style("fontFamily", "h1")).startswith("Rockwell")
    assert english.evaluate(style("fontFamily")).startswith("Seravek")
    assert arabic.evaluate(style("fontFamily", "h1")).startswith('"Noto Naskh Arabic"')
    assert arabic.evaluate(style("fontFamily")).startswith('"SF Arabic"')
    transforms = [page.evaluate(style("transform", ".artwork")) for page in (english, arabic)]
    assert transforms == ["none", "matrix(-1, 0, 0, 1, 0, 0)"]
    assert english.evaluate("document.querySelector('.artwork').naturalWidth") > 0


def test_corners_are_round_and_paper_stays_white_in_print(visit: Opener, themed: Built) -> None:
    page = visit("en/glossary/", themed, color_scheme="dark")
    assert page.evaluate(style("borderTopLeftRadius", ".filter input")) == "16px"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(style("backgroundColor")) == "rgb(255, 255, 255)"
    assert page.evaluate(style("color")) == "rgb(0, 0, 0)"
