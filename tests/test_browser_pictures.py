"""Pictures in a real browser: which of their sizes it takes, when it asks for them, and that nothing moves."""

from __future__ import annotations

import pytest
from browsing import ORIGIN, Opener
from picture_files import draw
from playwright.sync_api import Page
from whole_sites import Built, build, read_site

TEXT = "\n\n".join(
    [
        "![One](about/one.jpg)",
        *["A paragraph of a text that goes on and on."] * 200,
        '![Two](about/two.jpg "Caption"){credit="Wei"}',
    ]
)


@pytest.fixture(scope="module")
def site() -> Built:
    files = read_site("minimal") | {
        "content/pages/about.en.md": f"---\ntitle: About\n---\n{TEXT}\n".encode(),
        "content/pages/about/one.jpg": draw(2400, 1600, "JPEG"),
        "content/pages/about/two.jpg": draw(1600, 2400, "JPEG", exif=TURNED),
    }
    return build(files, base_url=ORIGIN)


TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
"""An Exif block that says that the camera was held upright."""


def taken(page: Page, alt: str) -> str:
    """Which file the browser has taken for a picture, without the digest in its name."""
    found: str = page.get_by_alt_text(alt).evaluate("(image) => image.currentSrc")
    name, _, rest = found.rpartition("/")[2].partition(".")
    return f"{name}.{rest.rpartition('.')[2]}" if found else ""


@pytest.mark.law(every=3)
@pytest.mark.parametrize(
    ("width", "scale", "expected"),
    [(390, 1, "one-480.webp"), (390, 2, "one-800.webp"), (1280, 1, "one-800.webp"), (1280, 2, "one-1280.webp")],
)
def test_a_browser_takes_the_size_that_its_screen_needs(
    visit: Opener, site: Built, width: int, scale: int, expected: str
) -> None:
    page = visit("en/about/", site, viewport={"width": width, "height": 800}, device_scale_factor=scale)
    assert taken(page, "One") == expected


def test_the_second_picture_comes_when_readers_do_and_nothing_moves(visit: Opener, site: Built) -> None:
    page = visit("en/about/", site, viewport={"width": 390, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert taken(page, "Two") == ""
    height = page.evaluate("document.documentElement.scrollHeight")
    second = page.get_by_alt_text("Two")
    with page.expect_response(lambda response: "/two-" in response.url):
        second.scroll_into_view_if_needed()
    page.wait_for_function("(image) => image.naturalWidth > 0", arg=second.element_handle())
    assert page.evaluate("document.documentElement.scrollHeight") == height
    assert [url for url in asked if "/one-" in url] == []
    size = second.evaluate("(image) => image.clientWidth / image.clientHeight")
    assert size == pytest.approx(1.5, abs=0.02), "it is turned as it was taken"
    assert page.locator("figure.picture figcaption").inner_text().split("\n") == ["Caption", "Picture: Wei"]


@pytest.mark.law(every=3)
@pytest.mark.parametrize(
    ("width", "scale", "expected"), [(320, 3, "hall-480.webp"), (1280, 1, "hall-480.webp"), (1280, 2, "hall-480.webp")]
)
def test_a_list_takes_the_smallest_size_and_keeps_its_place(
    visit: Opener, width: int, scale: int, expected: str
) -> None:
    files = read_site("minimal") | {
        "content/press/2025-06-01-tug.en.md": b"---\ntitle: A tug for the harbour\nsummary: Text.\n---\nText.\n",
        "content/press/2025-06-01-tug.yaml": b"pictures: [{file: hall.jpg, alt: A hall}]\n",
        "content/press/2025-06-01-tug/hall.jpg": draw(1600, 2400, "JPEG"),
    }
    site = build(files, base_url=ORIGIN)
    page = visit("en/press/", site, viewport={"width": width, "height": 800}, device_scale_factor=scale)
    picture = page.locator(".thumbnail img")
    page.wait_for_function("(image) => image.currentSrc", arg=picture.element_handle())
    name = picture.evaluate("(image) => image.currentSrc").rpartition("/")[2]
    assert f"{name.partition('.')[0]}.{name.rpartition('.')[2]}" == expected
    assert picture.evaluate("(image) => image.clientWidth / image.clientHeight") == pytest.approx(1.5, abs=0.05)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heading, place = page.locator(".pictured h2").bounding_box(), picture.bounding_box()
    assert heading
    assert place
    assert place["x"] >= heading["x"] + heading["width"], "it stands beside the title"
