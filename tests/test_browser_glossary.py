"""The glossary in a real browser: notes beside terms by mouse, keyboard and touch, and the filter of the index."""

from __future__ import annotations

import pytest
from browsing import ORIGIN, Opener
from playwright.sync_api import Locator, Page
from whole_sites import build, built, read_site

RELEASE = "press/2025-11-16-talent-conference/"
PHONE = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}  # a window of 1280 × 1024 at 400 % (WCAG 1.4.10)


def first_term(page: Page) -> Locator:
    return page.locator(".prose a.term").first


def note(page: Page) -> Locator:
    """The note that is open."""
    return page.locator(".note:popover-open")


def box(element: Locator) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an element."""
    found = element.bounding_box()
    assert found
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


_PLACES = """() => {
  const note = document.querySelector(".note:popover-open");
  const link = document.querySelector(`a.term[aria-describedby="${note.querySelector("[id]").id}"]`);
  const [{ left, right, top, bottom }, at] = [note.getBoundingClientRect(), link.getBoundingClientRect()];
  const { clientWidth, scrollWidth } = document.documentElement;
  return {
    isWithin: left >= 0 && right <= clientWidth && scrollWidth <= innerWidth,
    isBeside: top >= at.bottom || bottom <= at.top,
  };
}"""
# Both in one look: the window may be scrolling to what has the focus.


def assert_beside(page: Page) -> None:
    """The open note stands within the window from side to side, and not on its term."""
    assert page.evaluate(_PLACES) == {"isWithin": True, "isBeside": True}


# ---- notes ------------------------------------------------------------------------------------------------------


def test_a_mouse_on_a_term_shows_its_note_and_may_go_into_it(visit: Opener) -> None:
    page = visit(f"de/{RELEASE}")
    first_term(page).hover()
    note(page).wait_for()
    assert_beside(page)
    note(page).hover()
    page.wait_for_timeout(500)  # longer than the note would stay without the mouse
    assert note(page).count() == 1
    page.mouse.move(1, 1)
    note(page).wait_for(state="detached")


def test_a_click_of_the_mouse_follows_a_term_at_once(visit: Opener) -> None:
    page = visit(f"de/{RELEASE}")
    first_term(page).click()
    page.wait_for_url(f"{ORIGIN}/de/glossary/*/")


def test_focus_shows_a_note_and_escape_closes_it_and_leaves_the_focus(visit: Opener) -> None:
    page = visit(f"en/{RELEASE}")
    page.locator("h1").click()
    while not page.evaluate("document.activeElement.matches('a.term')"):
        page.keyboard.press("Tab")
    note(page).wait_for()
    assert_beside(page)
    page.keyboard.press("Escape")
    note(page).wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('a.term')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ORIGIN}/en/glossary/*/")


def test_escape_closes_what_the_mouse_has_opened(visit: Opener) -> None:
    page = visit(f"en/{RELEASE}")
    first_term(page).hover()
    note(page).wait_for()
    page.keyboard.press("Escape")
    note(page).wait_for(state="detached")


def test_the_first_tap_shows_a_note_and_the_second_follows(visit: Opener) -> None:
    page = visit(f"zh/{RELEASE}", viewport=PHONE, has_touch=True, is_mobile=True)
    first_term(page).tap()
    note(page).wait_for()
    assert_beside(page)
    assert page.url == f"{ORIGIN}/zh/{RELEASE}"
    first_term(page).tap()
    page.wait_for_url(f"{ORIGIN}/zh/glossary/*/")


def test_a_tap_elsewhere_closes_a_note_and_its_link_leads_to_the_entry(visit: Opener) -> None:
    page = visit(f"zh/{RELEASE}", viewport=PHONE, has_touch=True, is_mobile=True)
    first_term(page).tap()
    note(page).wait_for()
    page.touchscreen.tap(2, 2)
    note(page).wait_for(state="detached")
    first_term(page).tap()
    note(page).get_by_role("link").tap()
    page.wait_for_url(f"{ORIGIN}/zh/glossary/*/")


def test_a_term_is_described_by_its_definition(visit: Opener) -> None:
    page = visit(f"de/{RELEASE}")
    for link in page.locator("a.term").all():
        ids = page.locator(f"#{link.get_attribute('aria-describedby')}")
        assert ids.count() == 1
        assert ids.text_content()


def test_without_scripts_a_term_is_a_link_and_no_note_or_filter_is_seen(visit: Opener) -> None:
    page = visit(f"de/{RELEASE}", java_script_enabled=False)
    assert page.locator(".note:visible").count() == 0
    first_term(page).click()
    page.wait_for_url(f"{ORIGIN}/de/glossary/*/")
    page.goto(f"{ORIGIN}/de/glossary/")
    assert not page.locator(".filter").is_visible()
    assert page.locator(".letter").first.is_visible()


@pytest.mark.parametrize("viewport", [PHONE, ZOOMED])
@pytest.mark.parametrize("language", ["de", "en", "zh"])
def test_a_note_has_room_beside_its_term_in_a_narrow_window(
    visit: Opener, viewport: dict[str, int], language: str
) -> None:
    page = visit(f"{language}/{RELEASE}", viewport=viewport)
    first_term(page).hover()
    note(page).wait_for()
    assert_beside(page)


_HAS_SCROLLED = """() => new Promise((settle) => {
  let [before, still] = [-1, 0];
  const look = () => {
    still = scrollY === before ? still + 1 : 0;
    before = scrollY;
    if (still === 10) settle(true);
    else requestAnimationFrame(look);
  };
  look();
})"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_note_of_a_term_that_the_window_scrolls_to_begins_within_the_window(visit: Opener, motion: str) -> None:
    page = visit(f"en/{RELEASE}", viewport=ZOOMED, reduced_motion=motion)
    page.locator("h1").click()
    for _ in range(page.locator("article a").count()):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.matches('.prose a.term')"):
            continue
        page.evaluate(_HAS_SCROLLED)
        _, top, _, _ = box(note(page))
        assert 0 <= top < ZOOMED["height"]
        assert_beside(page)


def test_a_note_begins_at_the_right_of_a_term_that_is_read_from_there(visit: Opener) -> None:
    site = build(read_site("right-to-left"), base_url=ORIGIN)
    page = visit("ar/press/2025-03-08-opening/", site)
    first_term(page).hover()
    note(page).wait_for()
    assert_beside(page)
    left, _, right, _ = box(note(page))
    _, _, link_right, _ = box(first_term(page))
    assert right == pytest.approx(link_right, abs=1) or left == pytest.approx(8, abs=1)


def test_a_note_moves_only_for_those_who_want_that(visit: Opener) -> None:
    duration = "getComputedStyle(document.querySelector('.note')).transitionDuration"
    assert visit(f"en/{RELEASE}", reduced_motion="reduce").evaluate(duration) == "0s"
    assert visit(f"en/{RELEASE}", reduced_motion="no-preference").evaluate(duration) == "0.15s"


def test_print_leaves_notes_out(visit: Opener) -> None:
    page = visit(f"en/{RELEASE}")
    first_term(page).hover()
    note(page).wait_for()
    page.emulate_media(media="print")
    assert not note(page).is_visible()


def test_a_page_without_terms_asks_for_no_script() -> None:
    for path, data in built("conference").files.items():
        if path.endswith(".html"):
            assert (b"/assets/terms." in data) == (b'class="note"' in data), path


# ---- the filter of the index ------------------------------------------------------------------------------------


def shown(page: Page) -> list[str]:
    return [text.replace("\u00a0", " ") for text in page.locator("[data-search]:visible dt").all_text_contents()]


FOUND = {
    "de": {
        "innovationszentren": "Innovationszentrum",
        "FÜNFJAHRESPLAN": "15. Fünfjahresplan",
        "funfjahres": "15. Fünfjahresplan",
        "创新中心": "Innovationszentrum",
        "hub": "Innovationszentrum",
    },
    "en": {"wirtschaftskreis": "Chengdu-Chongqing economic circle", "chuangxinzhong": "innovation hub"},
    "zh": {
        "chuàngxīn zhōngxīn": "创新中心",
        "chuang4xin1zhong1": "创新中心",
        "chuang'xin'zhong": "创新中心",
        "hub innovation": "创新中心",
        "双城": "成渝地区双城经济圈",
        "十五五": "“十五五”规划",
    },
}


@pytest.mark.parametrize("language", FOUND)
def test_the_filter_finds_a_term_in_any_language_and_by_pinyin(visit: Opener, language: str) -> None:
    page = visit(f"{language}/glossary/")
    for query, expected in FOUND[language].items():
        page.get_by_role("searchbox").fill(query)
        assert shown(page) == [expected], query
        assert page.locator(".letters li:visible").count() == 1
        assert page.get_by_role("status").locator("b").text_content() == "1"


def test_escape_brings_all_terms_back(visit: Opener) -> None:
    page = visit("de/glossary/")
    everything = shown(page)
    page.get_by_role("searchbox").fill("hub")
    assert len(shown(page)) < len(everything)
    page.get_by_role("searchbox").press("Escape")
    assert shown(page) == everything
    assert page.get_by_role("searchbox").input_value() == ""
    assert page.get_by_role("status").inner_text() == ""


def test_the_filter_says_that_nothing_is_found(visit: Opener) -> None:
    page = visit("en/glossary/", viewport=PHONE)
    page.get_by_role("searchbox").fill("zeppelin")
    assert shown(page) == []
    assert not page.get_by_role("navigation", name="Letters").is_visible()
    assert page.get_by_role("status").inner_text() == "No term matches. Try fewer letters or another word."
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
