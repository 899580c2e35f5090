"""Years and topics of the press list in a real browser: shown without a page load, each at its address."""

from __future__ import annotations

import functools

import pytest
from browsing import ORIGIN, Opener
from playwright.sync_api import Page
from test_archive import release, site_of
from test_browser_home import open_late
from whole_sites import Built, build

LIST = "de/press/"
ENERGY = f"{ORIGIN}/de/press/topic/energy/"


@functools.cache
def archive() -> Built:
    """A site with three years and two topics."""
    files = site_of()
    for key, topics in (("2023-04-05-a", ["energy"]), ("2024-05-06-b", ["traffic"]), ("2025-05-06-c", ["energy"])):
        files |= release(key, topics)
    return build(files, base_url=f"{ORIGIN}/")


def open_list(visit: Opener, path: str = LIST, **options: object) -> Page:
    page = visit(path, archive(), **options)
    page.evaluate("window.isTheSame = true")
    return page


def is_loaded_anew(page: Page) -> bool:
    return not page.evaluate("window.isTheSame === true")


def titles(page: Page) -> list[str]:
    return [text.removeprefix("Title of ") for text in page.locator(".rows h2").all_inner_texts()]


def ways(page: Page) -> list[str]:
    """What the page leads to in its head, with its numbers."""
    return [text.replace("\n", " ") for text in page.locator(".title a").all_inner_texts()]


def current(page: Page) -> list[str]:
    return [text.replace("\n", " ") for text in page.locator(".title a[aria-current]").all_inner_texts()]


def look_at(page: Page, name: str) -> None:
    page.locator(".title a").filter(has_text=name).click()
    page.locator(".title a[aria-current]").filter(has_text=name).wait_for()


def test_a_topic_takes_the_place_of_the_list_and_gives_its_address(visit: Opener) -> None:
    page = open_list(visit)
    before = ways(page)
    look_at(page, "Energie")
    assert titles(page) == ["2025-05-06-c", "2023-04-05-a"]
    assert page.url == ENERGY
    assert page.locator("h1").inner_text() == "Pressemitteilungen: Energie"
    assert page.title() == "Pressemitteilungen: Energie – Hafentage Klima"
    assert (ways(page), current(page)) == (before, ["Energie 2"])
    assert page.evaluate("document.activeElement.pathname") == "/de/press/topic/energy/"
    look_at(page, "2024")
    assert (titles(page), page.url) == (["2024-05-06-b"], f"{ORIGIN}/de/press/2024/")
    assert (ways(page), current(page)) == (before, ["2024 1"])
    look_at(page, "Alle Pressemitteilungen")
    assert len(titles(page)) == 3
    assert not is_loaded_anew(page)


def test_screen_readers_hear_what_is_shown_and_how_much(visit: Opener) -> None:
    page = open_list(visit)
    status = page.locator("[role=status]")
    assert status.text_content() == ""
    look_at(page, "Energie")
    assert status.text_content() == "Pressemitteilungen: Energie: 2 Pressemitteilungen"


def test_head_and_languages_are_those_of_what_is_shown(visit: Opener) -> None:
    page = open_list(visit)
    look_at(page, "Energie")
    assert page.locator("link[rel=canonical]").get_attribute("href") == ENERGY
    assert page.locator("link[type='application/atom+xml']").count() == 2
    assert page.locator(".switcher a[hreflang=en]").get_attribute("href") == "/en/press/topic/energy/"
    look_at(page, "Alle Pressemitteilungen")
    assert page.locator("link[type='application/atom+xml']").count() == 1
    assert page.locator(".switcher a[hreflang=en]").get_attribute("href") == "/en/press/"


def test_back_and_forward_show_what_was_shown(visit: Opener) -> None:
    page = open_list(visit)
    look_at(page, "Energie")
    look_at(page, "2024")
    page.go_back()
    page.locator("a[aria-current]", has_text="Energie").wait_for()
    assert titles(page) == ["2025-05-06-c", "2023-04-05-a"]
    page.go_back()
    page.locator("a[aria-current]", has_text="Alle").wait_for()
    assert len(titles(page)) == 3
    page.go_forward()
    page.locator("a[aria-current]", has_text="Energie").wait_for()
    assert (titles(page), is_loaded_anew(page)) == (["2025-05-06-c", "2023-04-05-a"], False)


def test_who_begins_at_a_topic_gets_to_the_whole_list_with_all_its_links(visit: Opener) -> None:
    page = open_list(visit, "de/press/topic/energy/")
    assert [way for way in ways(page) if way[0].isdigit()] == []
    look_at(page, "Alle Pressemitteilungen")
    assert [way for way in ways(page) if way[0].isdigit()] == ["2025 1", "2024 1", "2023 1"]
    assert not is_loaded_anew(page)


def test_a_link_within_the_page_loads_nothing(visit: Opener) -> None:
    page = open_list(visit)
    look_at(page, "Energie")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if request.resource_type == "fetch" else None)
    page.locator(".skip").press("Enter")
    page.wait_for_url(f"{ENERGY}#_main")
    assert (fetched, len(titles(page))) == ([], 2)


def test_a_release_that_was_left_leads_back_to_what_was_shown(visit: Opener) -> None:
    page = open_list(visit)
    look_at(page, "Energie")
    page.locator(".rows a").first.click()
    page.wait_for_url("**/2025-05-06-c/")
    page.go_back()
    page.wait_for_url(ENERGY)
    assert titles(page) == ["2025-05-06-c", "2023-04-05-a"]


@pytest.mark.parametrize("status", [404, 200])
def test_where_the_page_cannot_be_fetched_the_link_leads_to_it(visit: Opener, status: int) -> None:
    page = open_list(visit)
    page.route(ENERGY, lambda route: route.fulfill(status=status, body="Gone.", content_type="text/html"))
    page.locator(".title a", has_text="Energie").click()
    page.wait_for_url(ENERGY)
    page.get_by_text("Gone.", exact=True).wait_for()


def test_without_a_script_the_links_lead_to_the_pages(visit: Opener) -> None:
    page = visit(LIST, archive(), java_script_enabled=False)
    page.locator(".title a", has_text="Energie").click()
    page.wait_for_url(ENERGY)
    assert titles(page) == ["2025-05-06-c", "2023-04-05-a"]


def test_nothing_moves_when_the_script_comes_or_above_the_list_when_it_changes(visit: Opener) -> None:
    page = visit(LIST, archive())
    assert open_late(page, archive(), LIST) == 0
    page = open_list(visit)
    top = "document.querySelector('.listed').getBoundingClientRect().top"
    before = page.evaluate(top)
    look_at(page, "Energie")
    assert page.evaluate(top) == before


def test_paper_leads_to_no_other_list(visit: Opener) -> None:
    page = open_list(visit)
    seen = page.locator(".title a").locator("visible=true")
    assert seen.count() > 1
    page.emulate_media(media="print")
    assert seen.count() == 0
    assert page.locator(".title h1").is_visible()


def test_a_list_that_is_not_divided_has_no_such_script(visit: Opener) -> None:
    page = visit("de/press/")
    assert page.locator("script[src*=divisions]").count() == 0
    assert page.locator(".every").count() == 0
