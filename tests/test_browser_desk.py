"""Both languages of an entry, and the status, in a real browser: from a page to them and back, and after a save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from previews import serving
from test_browser_overlay import ADDRESS, RELEASE, change
from whole_sites import read_site, write_files

PHONE = {"width": 390, "height": 844}
KEY = "press/2025-11-16-talent-conference"


@pytest.fixture(scope="module")
def shown(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Browser, str]]:
    """A site, a browser, and the address of the preview."""
    root = write_files(tmp_path_factory.mktemp("desk"), read_site("conference"))
    with serving(root) as (address, _):
        yield root, browser, address


def open_page(browser: Browser, told: list[str], **options: object) -> Page:
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]  # Playwright's own
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text))
    return page


def test_a_page_leads_to_both_languages_and_these_to_the_status(shown: tuple[Path, Browser, str]) -> None:
    _, browser, address = shown
    told: list[str] = []
    page = open_page(browser, told)
    page.goto(f"{address}en/{ADDRESS}")
    page.get_by_role("link", name="Side by side").click()
    page.get_by_role("heading", level=1, name=f"Side by side: {KEY}").wait_for()
    assert [page.get_by_label(name).input_value() for name in ("First language", "Second language")] == ["de", "en"]
    page.get_by_label("Second language").select_option("zh")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("大会共安排").wait_for()
    page.locator("main").get_by_role("link", name="State of the translations").click()
    row = page.get_by_role("row").filter(has_text=KEY)
    assert row.get_by_role("cell").all_inner_texts() == ["original", "up to date", "up to date"]
    row.get_by_role("link", name="up to date").first.click()
    page.get_by_text("The program comprised").wait_for()
    page.locator("main > header").get_by_role("link", name="English").click()
    page.get_by_role("link", name="Side by side").wait_for()
    assert told == []
    page.context.close()


def test_a_finding_stands_below_its_paragraph_until_it_is_mended(shown: tuple[Path, Browser, str]) -> None:
    root, browser, address = shown
    told: list[str] = []
    page = open_page(browser, told)
    page.goto(f"{address}_/compare/{KEY}?second=en&lang=de")
    row = page.get_by_role("listitem").filter(has_text="Of the graduates")
    before = change(root, f"{RELEASE}.en.md", "Of the graduates, {{ share }}", "Of the graduates, 45.5%")
    row.get_by_text("expected 71.8% (de: 71,8%), found 45.5%").wait_for()
    link = row.get_by_role("link", name=f"{KEY}.en.md:10:19")
    assert (link.get_attribute("href") or "").endswith(".en.md:10:19")
    assert page.get_by_role("region").count() == 0  # the page tells by itself
    (root / f"{RELEASE}.en.md").write_text(before, encoding="utf-8")
    link.wait_for(state="hidden")
    assert told == []
    page.context.close()


def test_nothing_that_a_text_says_runs(shown: tuple[Path, Browser, str]) -> None:
    root, browser, address = shown
    page = open_page(browser, [])
    before = change(root, f"{RELEASE}.en.md", "Of the graduates", "Of <img src=x onerror=window.ran=1> the graduates")
    page.goto(f"{address}_/compare/{KEY}?second=en&lang=%22%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.ran%3D1%3E")
    rows = page.get_by_role("listitem")
    rows.filter(has_text="Of <img src=x onerror=window.ran=1> the graduates").wait_for()
    assert page.evaluate("window.ran") is None
    (root / f"{RELEASE}.en.md").write_text(before, encoding="utf-8")
    rows.filter(has_text="Of the graduates").wait_for()
    page.context.close()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_on_a_telephone_nothing_stands_out_to_the_side(shown: tuple[Path, Browser, str], language: str) -> None:
    _, browser, address = shown
    page = open_page(browser, [], viewport=PHONE)
    for path in (f"_/compare/{KEY}?second=en&lang={language}", f"_/status?lang={language}", f"en/{ADDRESS}"):
        page.goto(address + path)
        page.locator("microsite-overlay nav").wait_for()
        page.wait_for_function(f"document.documentElement.scrollWidth === {PHONE['width']}")  # a late build reloads
    page.context.close()


def test_the_overlay_speaks_the_language_of_the_page_in_its_direction(
    shown: tuple[Path, Browser, str], tmp_path: Path
) -> None:
    root = write_files(tmp_path, read_site("right-to-left"))
    path = root / "content/press/2025-03-08-opening.ar.md"
    with serving(root) as (address, _):
        page = open_page(shown[1], [], viewport=PHONE)
        page.goto(f"{address}ar/")
        path.write_text(path.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
        panel = page.get_by_role("region", name="خطأ واحد")
        panel.wait_for()
        assert panel.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
        message = panel.get_by_text("“title” is missing").first
        assert message.evaluate("(one) => [getComputedStyle(one).direction, one.closest('[lang]').lang]") == [
            "ltr",
            "en",
        ]
        assert panel.get_by_role("button", name="إغلاق").is_visible()
        page.context.close()
