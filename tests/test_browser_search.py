"""The search in a real browser: what readers find, how much is loaded, and what there is without scripts."""

from __future__ import annotations

import gzip
import re

import pytest
from browsing import ORIGIN, Opener
from laws import some
from playwright.sync_api import Page
from searching import ABOUT, QUERIES, ask, searched
from whole_sites import build, edit, read_site

from microsite.build.wishes import Wishes
from microsite.engine.pagefind import find_indexer

PHONE = {"width": 320, "height": 640}
MOST = 150_000
"""Bytes that a first search may load, scripts as hosts send them: compressed. The others are compressed already."""


def told(page: Page) -> str:
    """What the page says of what it found."""
    return page.locator(".seek [role=status]").inner_text()


@pytest.mark.law(every=3)
@pytest.mark.parametrize("locale", QUERIES)
def test_what_readers_look_for_is_among_the_first_three(visit: Opener, locale: str) -> None:
    site = searched()
    urls = {job.page.group.key: job.target.url for job in site.jobs if job.page and job.page.locale == locale}
    page = visit(f"{locale}/search/", site)
    missed = {}
    for query, wanted in some(QUERIES[locale].items()):
        found = ask(page, query)[:3]
        if urls[wanted.rpartition("/")[2]] not in found:
            missed[query] = found
    assert missed == {}


@pytest.mark.law(every=3)
@pytest.mark.parametrize(("locale", "query"), [("de", "Zentrum"), ("en", "plans"), ("zh", "经济圈")])
def test_nothing_is_loaded_before_a_search_and_little_for_the_first_one(visit: Opener, locale: str, query: str) -> None:
    site = searched()
    page = visit(f"{locale}/search/", site)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.removeprefix(f"{ORIGIN}/").partition("?")[0]))
    page.wait_for_load_state("networkidle")
    assert [path for path in loaded if not path.startswith("assets/")] == []
    assert ask(page, query) != []
    paths = {path for path in loaded if not path.startswith("assets/")}
    assert all(path.startswith(f"{locale}/search/") for path in paths)
    sizes = {path: len(gzip.compress(data) if path.endswith(".js") else data) for path, data in site.files.items()}
    assert sum(sizes[path] for path in paths) <= MOST


def test_a_result_shows_where_the_words_stand_and_marks_them(visit: Opener) -> None:
    page = visit("zh/search/", searched())
    ask(page, "生命科学")
    text = page.locator(".found p").first
    assert "如新能源汽车、先进材料和生命科学。全部毕业生中" in text.inner_text()
    assert "".join(text.locator("mark").all_inner_texts()).startswith("生命科学")
    page = visit("de/search/", searched())
    ask(page, "3944")
    assert page.locator(".found mark").first.inner_text() == "3.944"


def test_the_page_says_how_many_it_found_and_what_it_searched_instead(visit: Opener) -> None:
    page = visit("de/search/", searched())
    assert told(page) == ""
    ask(page, "Laserbearbeitung")
    assert told(page) == f"Gefundene Seiten: {page.locator('.found li').count()}"
    ask(page, "Inovationszentrum")
    assert told(page) == "Gezeigt werden Seiten zu innovationszentrum"
    assert ask(page, "xyzzyx") == []
    assert told(page).startswith("Keine Seite gefunden.")
    ask(page, "")
    assert told(page) == ""


def test_other_languages_are_searched_where_a_reader_wants_it_or_this_one_has_nothing(visit: Opener) -> None:
    page = visit("de/search/", searched())
    here = ask(page, "Chongqing")
    assert {path.split("/")[1] for path in here} == {"de"}
    page.locator("#_everywhere").check()
    page.locator(".seek b", has_text=re.compile("[2-3][0-9]")).wait_for()
    page.locator(".further").click()
    page.locator('.found li[lang="en"] a[hreflang="en"]').first.wait_for()
    page.locator("#_everywhere").uncheck()
    assert [path.split("/")[1] for path in ask(page, "postdoctoral")] == ["en"]


def test_the_keyboard_alone_searches_goes_through_the_pages_and_clears(visit: Opener) -> None:
    page = visit("de/search/", searched())
    page.locator("#_query").focus()
    page.keyboard.type("Fünfjahresplan")
    page.locator(".found a").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.found') !== null")
    page.locator("#_query").focus()
    page.keyboard.press("Escape")
    page.locator(".found a").first.wait_for(state="detached")
    assert page.locator("#_query").input_value() == ""


def test_a_search_has_an_address_and_other_languages_go_on_with_it(visit: Opener) -> None:
    page = visit("de/search/?q=Zentrum", searched())
    page.locator(".found a").first.wait_for()
    page.locator(".switcher a[hreflang=en]").click()
    page.wait_for_url(f"{ORIGIN}/en/search/?q=Zentrum")
    page.locator(".found a").first.wait_for()


def test_without_scripts_the_page_leads_to_the_lists(visit: Opener) -> None:
    page = visit("de/search/", searched(), java_script_enabled=False)
    assert not page.locator(".seek").is_visible()
    links = page.locator(".lists a")
    assert [link.get_attribute("href") for link in links.all()] == ["/de/press/", "/de/glossary/"]


def test_a_search_that_cannot_be_loaded_is_told(visit: Opener) -> None:
    page = visit("de/search/", searched())
    page.route("**/pagefind.js", lambda route: route.abort())
    assert ask(page, "Zentrum") == []
    assert told(page).startswith("Die Suche konnte nicht geladen werden.")


@pytest.mark.parametrize("path", ["de/search/?q=Chengdu-Chongqing-Wirtschaftskreis", "zh/search/?q=人才"])
def test_what_is_found_fits_on_a_small_screen(visit: Opener, path: str) -> None:
    page = visit(path, searched(), viewport=PHONE)
    page.locator(".found a").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_site_below_a_path_that_is_written_from_the_right_is_searched(visit: Opener) -> None:
    files = edit(read_site("right-to-left"), "content/site.yaml", "languages:", "search: true\nlanguages:")
    site = build(files, base_url=f"{ORIGIN}/below/", wishes=Wishes(make_index=find_indexer()))
    page = visit("below/ar/search/", site)
    term = next(job for job in site.jobs if job.page and job.page.locale == "ar" and job.page.group.kind == "glossary")
    assert term.page
    assert term.target.url in ask(page, term.page.entry.title)
    link = page.locator(".found a").first.bounding_box()
    assert link
    assert link["x"] + link["width"] > 1280 / 2


def test_the_menu_leads_to_the_search(visit: Opener) -> None:
    page = visit(f"de/{ABOUT}/", searched())
    page.locator(".menu a", has_text="Suche").click()
    page.wait_for_url(f"{ORIGIN}/de/search/")
