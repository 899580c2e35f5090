"""What one sees first in a real browser: the newest release, the menu, and nothing that moves when scripts come."""

from __future__ import annotations

import pytest
from browsing import ORIGIN, Opener, answer
from playwright.sync_api import Page, Route
from whole_sites import Built, build, built, edit, read_example, read_site

from microsite.build.wishes import Wishes
from microsite.engine.typesetter import find_typesetter

PHONE = {"width": 390, "height": 844}

_SHIFT = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().reduce((sum, { value }) => sum + value, 0)))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(0), 100)));
})"""
"""How much has moved on a page (cumulative layout shift)."""


_PAINTED = """() => new Promise((done) => {
  const look = () => performance.getEntriesByType("paint").length ? done() : requestAnimationFrame(look);
  look();
})"""


def open_late(page: Page, site: Built, path: str) -> float:
    """Open a page whose scripts come after it has been painted; return how much moves then."""
    held: list[Route] = []
    page.route("**/*.js", lambda route, _: held.append(route))
    page.goto(f"{ORIGIN}/{path}", wait_until="commit")
    page.evaluate(_PAINTED)
    assert held
    for route in held:
        answer(route, site)
    page.wait_for_load_state()
    return float(page.evaluate(_SHIFT))


def example(name: str) -> Built:
    return build(read_example(name), base_url=f"{ORIGIN}/")


@pytest.mark.law(every=3)
@pytest.mark.parametrize("name", ["conference", "symposium", "fair", "workshop"])
def test_the_newest_release_stands_on_the_first_screen_of_a_phone(name: str, visit: Opener) -> None:
    site = built(name, f"{ORIGIN}/") if name == "conference" else example(name)
    page = visit("", site, viewport=PHONE)
    assert site.config
    for locale in site.config.languages:
        page.goto(f"{ORIGIN}/{locale.key}/")
        title = page.locator(".newest h2").bounding_box()
        assert title
        assert title["y"] + title["height"] <= PHONE["height"], locale.key
        newest = page.locator(".newest time").get_attribute("datetime")
        assert [
            newest,
            *page.locator(".latest time").evaluate_all("(all) => all.map((one) => one.dateTime)"),
        ] == sorted(page.locator(".card time").evaluate_all("(all) => all.map((one) => one.dateTime)"), reverse=True)


def test_the_menu_folds_on_a_phone_and_opens_by_keyboard_without_a_script(visit: Opener) -> None:
    page = visit("de/", viewport=PHONE, java_script_enabled=False)
    links = page.locator(".menu a")
    assert [link.is_visible() for link in links.all()] == [False] * 3
    summary = page.locator(".menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    links.first.wait_for()
    page.keyboard.press("Tab")
    assert page.locator(".menu a:focus").inner_text() == "Pressemitteilungen"
    summary.click()
    links.first.wait_for(state="hidden")


def test_the_menu_is_open_on_wide_screens_and_says_nothing_of_folding(visit: Opener) -> None:
    page = visit("de/")
    assert page.locator(".menu summary").is_hidden()
    assert [link.is_visible() for link in page.locator(".menu a").all()] == [True] * 3
    page.locator(".brand").focus()
    for _ in range(4):  # past the languages
        page.keyboard.press("Tab")
    assert page.locator(".menu a:focus").inner_text() == "Pressemitteilungen"


def test_nothing_moves_when_the_filter_of_the_glossary_comes(visit: Opener) -> None:
    site = built("conference", f"{ORIGIN}/")
    for viewport in (PHONE, {"width": 1280, "height": 800}):
        page = visit("de/about/", site, viewport=viewport)
        assert open_late(page, site, "de/glossary/") == 0
        assert page.locator(".filter").is_visible()


def test_nothing_that_one_has_seen_moves_when_the_language_of_the_browser_comes_first(visit: Opener) -> None:
    site = built("conference", f"{ORIGIN}/")
    for viewport in (PHONE, {"width": 1280, "height": 800}):
        page = visit("de/about/", site, viewport=viewport, locale="zh-CN")
        assert open_late(page, site, "") == 0
        assert page.locator(".choices a").first.get_attribute("lang") == "zh-Hans"
        assert page.locator(".suggested:visible").all_inner_texts() == ["为您推荐"]


def test_languages_are_there_without_scripts_and_if_they_do_not_come(visit: Opener) -> None:
    plain = visit("", java_script_enabled=False)
    assert plain.locator(".choices a").first.is_visible()
    page = visit("de/about/")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{ORIGIN}/")
    page.locator(".choices a").first.wait_for()


def test_what_a_wrong_address_shows_in_all_languages_is_there_at_once(visit: Opener) -> None:
    page = visit("404.html")
    assert page.locator(".choices section").count() == 3
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("source", ["zh", "de"])
def test_headings_of_pages_without_a_language_are_set_alike_whatever_the_source_is(source: str, visit: Opener) -> None:
    files = edit(read_site("conference"), "content/site.yaml", "source_language: de", f"source_language: {source}")
    page = visit("", build(files, base_url=f"{ORIGIN}/"))
    leading = "(one) => parseFloat(getComputedStyle(one).lineHeight) / parseFloat(getComputedStyle(one).fontSize)"
    assert page.locator("h1").evaluate(leading) == pytest.approx(1.6)
    page.goto(f"{ORIGIN}/404.html")
    assert page.locator("h1").evaluate(leading) == pytest.approx(1)


def test_four_languages_stand_in_two_rows_and_none_alone(visit: Opener) -> None:
    page = visit("", build(read_example("fair"), base_url=f"{ORIGIN}/"), viewport={"width": 1280, "height": 800})
    tops = [one.evaluate("(one) => one.offsetTop") for one in page.locator(".choices > li").all()]
    assert [tops.count(top) for top in tops] == [2, 2, 2, 2]


def test_what_begins_beside_each_other_on_the_home_page_begins_on_one_line(visit: Opener) -> None:
    page = visit("de/", viewport={"width": 1280, "height": 800})
    left = "(one) => one.getBoundingClientRect().left"
    text, figure = page.locator(".opening .prose").evaluate(left), page.locator(".figures > div").nth(2).evaluate(left)
    assert text == pytest.approx(figure, abs=0.5)


def test_paper_does_not_offer_files(visit: Opener) -> None:
    files = edit(read_site("conference"), "content/site.yaml", "base_url:", "press_kit: true\npdf: true\nbase_url:")
    site = build(files, base_url=f"{ORIGIN}/", wishes=Wishes(typeset=find_typesetter()))
    page = visit("de/press/2025-11-16-talent-conference/", site)
    offered = page.locator("[type='text/vcard'], .facts [type]")
    assert [one.is_visible() for one in offered.all()] == [True, True]
    page.emulate_media(media="print")
    assert [one.is_visible() for one in offered.all()] == [False, False]
    page.goto(f"{ORIGIN}/de/")
    assert page.locator(".contact [type='text/vcard']").is_hidden()


def test_a_printed_page_names_its_address_once_and_no_address_of_a_link_twice(visit: Opener) -> None:
    page = visit("de/press/")
    assert page.locator(".printed").is_hidden()
    page.emulate_media(media="print")
    assert page.locator(".printed").inner_text() == f"{ORIGIN}/de/press/"


_BROKEN = r"""(all) => all.flatMap(({ firstChild }) =>
  [...firstChild.data.matchAll(/[^\s\p{Script=Han}]+/gu)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(firstChild, index);
    range.setEnd(firstChild, index + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
  }).map(([word]) => word))"""
"""The words and numbers that do not stand on one line."""


def with_long_units() -> Built:
    files = read_site("conference")
    path = "content/press/2025-11-16-talent-conference.yaml"
    for old, new in (
        ("value: 3944", "value: 39444.5\n    unit: square-kilometer"),
        ("value: 284", "value: 1284.5\n    unit: kilowatt-hour"),
        ("value: 260", "value: 260000000\n    currency: CNY"),
        ("value: 12\n", "value: 1234567.89\n    currency: EUR\n"),
        ("value: 22\n", "value: 22\n    unit: millimeter-ofhg\n"),
        ("value: 2161", "value: 21610000000"),
    ):
        files = edit(files, path, old, new)
    return build(files, base_url=f"{ORIGIN}/")


def test_no_word_or_number_of_a_key_figure_is_broken_however_long_its_unit(visit: Opener) -> None:
    site = with_long_units()
    page = visit("", site)
    for key in ("de", "en", "zh"):
        page.goto(f"{ORIGIN}/{key}/")
        for width in (320, 360, 390, 600, 768, 992, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.locator(".figures data").evaluate_all(_BROKEN) == [], (key, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (key, width)


def test_no_number_of_a_key_figure_is_broken_on_paper(visit: Opener) -> None:
    files = edit(
        read_site("conference"), "content/press/2025-11-16-talent-conference.yaml", "value: 284", "value: 1284000"
    )
    page = visit("", build(files, base_url=f"{ORIGIN}/"))
    for key in ("de", "en", "zh"):
        page.goto(f"{ORIGIN}/{key}/")
        page.emulate_media(media="print")
        for width in (590, 643, 718):  # A4 with margins of 27, 20 and 10 mm
            page.set_viewport_size({"width": width, "height": 970})
            assert page.locator(".figures data").evaluate_all(_BROKEN) == [], (key, width)


def test_key_figures_of_a_few_letters_stand_side_by_side_on_a_phone(visit: Opener) -> None:
    page = visit("de/", viewport=PHONE)
    first, second = (box for one in page.locator(".figures > div").all()[:2] if (box := one.bounding_box()))
    assert first["y"] == second["y"]
