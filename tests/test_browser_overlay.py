"""What pages of the preview show of a build: in a real browser, from a save with a mistake to the one that mends it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from picture_files import PNG
from playwright.sync_api import Browser, Page, Route
from previews import serving
from whole_sites import read_site, write_files

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.preview.findings import MOST, SiteShown, describe_findings
from microsite.preview.overlay import Board, Built
from microsite.preview.shared import find_shared_place

RELEASE = "content/press/2025-11-16-talent-conference"
ADDRESS = "press/2025-11-16-talent-conference/"


@pytest.fixture(scope="module")
def shown(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Page, str, list[str]]]:
    """A site, a page of a browser, its address, and what the browser complains of."""
    root = write_files(tmp_path_factory.mktemp("overlay"), read_site("conference"))
    told: list[str] = []
    with serving(root) as (address, _), browser.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda message: told.append(message.text))
        yield root, page, address, told


SCROLLED = """(to) => new Promise((resolve) => {
  let frames = 0;
  const look = () => {
    if (window.scrollY === to || ++frames > 300) resolve(window.scrollY === to);
    else requestAnimationFrame(look);
  };
  look();
})"""
"""True once a page is scrolled there; pages forbid what Playwright would do to wait for it."""


def change(root: Path, path: str, old: str, new: str) -> str:
    """Save a text with something replaced in it, and give what it was."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text


def test_a_mistake_is_shown_where_it_is_until_it_is_mended(shown: tuple[Path, Page, str, list[str]]) -> None:
    root, page, address, told = shown
    page.goto(f"{address}de/{ADDRESS}")
    page.get_by_role("heading", level=1).wait_for()
    path = f"{RELEASE}.de.md"
    before = change(root, path, "../glossary/innovation-hub.md", "../glossary/inovation-hub.md")
    panel = page.get_by_role("region", name="1 Fehler")
    panel.wait_for()
    assert "there is no page “../glossary/inovation-hub.md”" in panel.inner_text()
    assert "Abhilfe: did you mean “../glossary/innovation-hub.md”?" in panel.inner_text()
    assert panel.locator("mark").first.inner_text() == "../glossary/inovation-hub.md"
    assert re.fullmatch("Diese Seite ist von ..:.., seitdem: 1 Fehler.", page.get_by_role("note").first.inner_text())
    link = panel.get_by_role("link").first
    assert (link.get_attribute("href") or "").startswith(f"vscode://file{root}/{path}:")
    panel.get_by_role("button", name="Schließen").click()
    bar = page.get_by_role("button", name="1 Fehler")
    bar.click()
    panel.wait_for()
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    (root / path).write_text(before, encoding="utf-8")
    bar.wait_for(state="hidden")
    assert told == []


BELOW = """(mark, words) => {
  const said = [...document.querySelectorAll(".prose > *")].find((one) => one.textContent.includes(words));
  return mark.getBoundingClientRect().top - said.getBoundingClientRect().top;
}"""
"""How many pixels a mark is below the beginning of the paragraph that says something."""

SHIFTS = """() => {
  window.shifted = 0;
  const add = (list) => list.getEntries().filter((one) => one.sources.some(({ node }) => node)).forEach((one) => {
    window.shifted += one.value;
  });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
}"""
"""From now on, `shifted` is how much of the page has moved; what moves in the overlay has no node there."""


def test_a_warning_is_marked_beside_its_paragraph_until_it_is_mended(
    shown: tuple[Path, Page, str, list[str]],
) -> None:
    root, page, address, told = shown
    path = f"{RELEASE}.en.md"
    before = (root / path).read_text(encoding="utf-8")
    page.goto(f"{address}en/{ADDRESS}")
    (root / path).write_text(before.rstrip() + "\n\nWhat nobody <blink>has written</blink> before.\n", encoding="utf-8")
    page.get_by_text("What nobody has written").wait_for()
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")  # to be there at once
    page.evaluate(SHIFTS)
    bar = page.get_by_role("button", name="1 warning")
    bar.wait_for()
    bar.click()
    page.get_by_role("button", name="Show in the text").click()
    mark, card = page.locator("button.beside"), page.locator("section.card")
    card.wait_for()
    assert abs(mark.evaluate(BELOW, "What nobody")) < 1
    assert mark.evaluate("(one) => one === one.getRootNode().activeElement")
    assert "vscode://file" in (card.get_by_role("link").get_attribute("href") or "")
    assert page.evaluate("window.shifted") == 0
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    page.keyboard.press("Enter")
    card.get_by_role("button", name="Back to the list").click()
    page.locator("section.mild").wait_for()
    scrolled = page.evaluate("window.scrollY")
    assert scrolled > 0
    (root / path).write_text(before.rstrip() + "\n\nWhat nobody has written before.\n", encoding="utf-8")
    mark.wait_for(state="detached")
    assert page.evaluate(SCROLLED, scrolled)
    (root / path).write_text(before, encoding="utf-8")
    page.get_by_text("What nobody has written").wait_for(state="detached")
    assert told == []


SHARED = """\
place: Chongqing
contact: {name: A. B., email: ab@talent.example}
pictures: [{file: hall.png, alt: hall.png}]
charts: [{title: A, form: bars, show: [scientists, projects]}, {title: B, form: bars, show: [projects, scientists]}]
corrections: [{date: 2025-11-18, text: It was 5.}, {date: 2025-11-20, text: It was 6.}]
"""


def test_what_all_languages_share_is_marked_where_each_page_shows_it(
    shown: tuple[Path, Page, str, list[str]],
) -> None:
    root, page, address, told = shown
    path, text = f"{RELEASE}.yaml", (root / f"{RELEASE}.en.md").read_text(encoding="utf-8")
    write_files(root, {f"{RELEASE}/hall.png": PNG})
    before = (root / path).read_text(encoding="utf-8")
    group = SHARED + "figures:" + before.partition("figures:")[2]
    (root / path).write_text(group, encoding="utf-8")
    page.goto(f"{address}en/{ADDRESS}")
    page.get_by_text("It was 6").wait_for()
    for line in range(1, SHARED.count("\n") + 1):
        place = find_shared_place(path, group, line, (f"{RELEASE}.en.md", text))
        assert place
        assert page.locator(place.select).count() == 1
    mark = page.locator("button.beside")
    mark.wait_for()
    assert "“hall.png” is the name of a file" in (mark.get_attribute("title") or "")
    picture, top = page.locator(".main img").bounding_box(), mark.bounding_box()
    assert picture
    assert top
    assert abs(picture["y"] - top["y"]) < 1
    (root / path).write_text(group.replace("alt: hall.png", "alt: A hall") + "updated: never\n", encoding="utf-8")
    page.get_by_role("region", name="1 error").wait_for()
    page.get_by_role("button", name="Close").click()
    head = page.locator("button.beside.error")
    assert abs(page.locator("h1").bounding_box()["y"] - head.bounding_box()["y"]) < 1  # type: ignore[index]
    (root / path).write_text(before, encoding="utf-8")
    head.wait_for(state="detached")
    assert told == []


def test_beside_a_broken_file_others_go_on_being_built(shown: tuple[Path, Page, str, list[str]]) -> None:
    root, page, address, told = shown
    about = page.context.new_page()
    about.goto(f"{address}en/about/")
    page.goto(f"{address}en/{ADDRESS}")
    broken = change(root, "content/pages/about.en.md", "title:", "titel:")
    stale = about.get_by_role("note")
    stale.wait_for()
    assert re.fullmatch("This page is from ..:..; since then: 1 error.", stale.inner_text())
    page.get_by_role("region", name="1 error").get_by_role("button", name="Close").click()
    before = change(root, f"{RELEASE}.en.md", "title:", "title: New")
    page.get_by_role("heading", name=re.compile("^New"), level=1).wait_for()
    page.get_by_role("button", name="1 error").wait_for()  # what has been closed stays so
    assert page.get_by_role("note").count() == 0
    assert about.get_by_role("note").count() == 1
    (root / "content/pages/about.en.md").write_text(broken, encoding="utf-8")
    about.get_by_role("note").wait_for(state="hidden")
    (root / f"{RELEASE}.en.md").write_text(before, encoding="utf-8")
    page.get_by_role("heading", name=re.compile("^New"), level=1).wait_for(state="hidden")
    about.close()
    assert told == []


def test_a_style_sheet_is_taken_without_the_page_being_loaded_again(shown: tuple[Path, Page, str, list[str]]) -> None:
    root, page, address, told = shown
    page.goto(f"{address}en/glossary/")
    field, styles = page.get_by_role("searchbox"), page.locator("head link[rel=stylesheet]")
    field.fill("hub")
    loaded = styles.count()
    page.evaluate("window.kept = true; window.scrollTo(0, 40)")
    before = change(root, "templates/assets/style.css", "", "h1 { visibility: hidden; }\n")
    heading = page.get_by_role("heading", level=1, include_hidden=True)
    heading.wait_for(state="hidden")
    assert page.evaluate("[window.kept, window.scrollY]") == [True, 40]
    assert field.input_value() == "hub"
    assert styles.count() == loaded
    (root / "templates/assets/style.css").write_text(before, encoding="utf-8")
    heading.wait_for()
    assert told == []


def test_a_colour_of_the_theme_shows_at_once(shown: tuple[Path, Page, str, list[str]]) -> None:
    root, page, address, told = shown
    page.goto(f"{address}en/")
    before = change(root, "content/site.yaml", "#b01217", "#10127f")
    is_new = "(accent) => getComputedStyle(document.documentElement).getPropertyValue('--accent').includes(accent)"
    page.wait_for_function(is_new, arg="#10127f")
    (root / "content/site.yaml").write_text(before, encoding="utf-8")
    page.wait_for_function(is_new, arg="#b01217")
    assert told == []


def test_a_page_that_is_loaded_again_stays_where_it_was(shown: tuple[Path, Page, str, list[str]]) -> None:
    root, page, address, _ = shown
    page.goto(f"{address}en/{ADDRESS}")
    page.evaluate("window.scrollTo(0, 400)")
    before = change(root, f"{RELEASE}.en.md", "title:", "title: New")
    page.get_by_role("heading", name=re.compile("^New"), level=1).wait_for()
    assert page.evaluate(SCROLLED, 400)
    (root / f"{RELEASE}.en.md").write_text(before, encoding="utf-8")
    page.get_by_role("heading", name=re.compile("^New"), level=1).wait_for(state="hidden")


def test_three_pages_show_it_each_in_its_language(shown: tuple[Path, Page, str, list[str]]) -> None:
    root, page, address, _ = shown
    pages = [page, page.context.new_page(), page.context.new_page()]
    names = {"de": "1 Fehler", "en": "1 error", "zh": "1个错误"}
    for one, language in zip(pages, names, strict=True):
        one.goto(f"{address}{language}/")
    before = change(root, "content/pages/about.de.md", "title:", "titel:")
    for one, name in zip(pages, names.values(), strict=True):
        one.get_by_role("region", name=name).wait_for()
    (root / "content/pages/about.de.md").write_text(before, encoding="utf-8")
    for one, name in zip(pages, names.values(), strict=True):
        one.get_by_role("region", name=name).wait_for(state="hidden")
    for one in pages[1:]:
        one.close()


def test_a_saved_text_is_shown_in_three_pages_that_are_not_loaded_again(
    shown: tuple[Path, Page, str, list[str]],
) -> None:
    root, page, address, told = shown
    pages = [page, page.context.new_page(), page.context.new_page()]
    for one in pages:
        one.goto(f"{address}en/{ADDRESS}")
        one.wait_for_function("() => window.LiveReload && LiveReload.hasPlugin('microsite')")
        one.evaluate("window.kept = true; window.scrollTo(0, 400)")
    path = f"{RELEASE}.en.md"
    before = (root / path).read_text(encoding="utf-8")
    more = "\n\nAnd once more, the [hub](../glossary/innovation-hub.md).\n\n[Broken](nowhere.md)\n"
    (root / path).write_text(before.rstrip() + more, encoding="utf-8")
    for one in pages:
        one.get_by_role("region", name="1 error").wait_for()
        assert one.get_by_text("And once more").count() == 0
    (root / path).write_text(before.rstrip() + more.replace("[Broken](nowhere.md)\n", ""), encoding="utf-8")
    for one in pages:
        one.get_by_text("And once more").wait_for()
        one.get_by_role("region", name="1 error").wait_for(state="hidden")
        assert one.evaluate("[window.kept, window.scrollY]") == [True, 400]
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    page.get_by_role("link", name="hub", exact=True).focus()  # a script shows what it means
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator(".note:popover-open").count() == 1
    (root / path).write_text(before, encoding="utf-8")
    for one in pages:
        one.get_by_text("And once more").wait_for(state="detached")
        assert one.evaluate("window.kept") is True
    for one in pages[1:]:
        one.close()
    assert told == []


def test_what_is_not_public_is_shown_and_says_so(shown: tuple[Path, Page, str, list[str]]) -> None:
    root, page, address, _ = shown
    page.goto(f"{address}en/{ADDRESS}")
    assert page.get_by_role("note").count() == 0
    before = change(root, f"{RELEASE}.en.md", "---\n", "---\ndraft: true\n")
    note = page.get_by_role("note")
    note.wait_for()
    assert note.inner_text() == "not public: draft (English)"
    page.goto(f"{address}de/{ADDRESS}")
    note.wait_for()
    assert (note.inner_text(), note.get_attribute("lang")) == ("nicht öffentlich: Entwurf (Englisch)", None)
    page.goto(f"{address}en/{ADDRESS}")
    (root / f"{RELEASE}.en.md").write_text(before, encoding="utf-8")
    note.wait_for(state="hidden")


def test_nothing_in_a_text_runs_in_the_page_that_shows_it(shown: tuple[Path, Page, str, list[str]]) -> None:
    root, page, address, _ = shown
    page.goto(f"{address}de/")
    before = change(root, "content/pages/about.de.md", "title:", "<img src=x onerror=window.ran=1>:")
    page.get_by_role("region", name="1 Fehler").wait_for()
    assert page.evaluate("window.ran") is None
    (root / "content/pages/about.de.md").write_text(before, encoding="utf-8")
    page.get_by_role("region", name="1 Fehler").wait_for(state="hidden")


BUILT = """async (load) => {
  const end = performance.now() + 30000;
  while (performance.now() < end) {
    const told = await (await fetch("/_/findings.json")).json();
    if (told.load > load) return told.load;
  }
  throw new Error("nothing has been built");
}"""
"""The number of the first build after that one for which pages are to be loaded again, once it is done."""


def test_a_page_that_was_on_its_way_while_the_site_was_built_is_loaded_once_more(
    shown: tuple[Path, Page, str, list[str]],
) -> None:
    root, page, address, _ = shown
    held: list[Route] = []
    page.route("**/livereload.js*", lambda route: route.abort())  # it hears of nothing but by the overlay
    page.route("**/_/words.json*", lambda route: held.append(route))  # noqa: PLW0108 (it takes no method)
    with page.expect_request("**/_/words.json*"):
        page.goto(f"{address}de/about/")
    loaded = page.evaluate(BUILT, 0)
    before = change(root, "content/pages/about.de.md", "jedes Jahr", "alle zwei Jahre")
    page.evaluate(BUILT, loaded)
    assert page.get_by_text("alle zwei Jahre").count() == 0
    page.unroute("**/_/words.json*")
    for route in held:
        route.continue_()
    page.get_by_text("alle zwei Jahre").wait_for()
    page.unroute_all()
    (root / "content/pages/about.de.md").write_text(before, encoding="utf-8")


# ---- what pages ask for -------------------------------------------------------------------------------------------


def render(*found: Diagnostic, text: str = "", times: tuple[str, int] = ("", 0)) -> dict[str, Any]:
    shown = SiteShown({"/de/": "content/pages/home.de.md"}, built=times[0], tried=times[1])
    told: dict[str, Any] = json.loads(json.dumps(describe_findings(found, lambda _: text, shown, "/site")))
    return told


def test_errors_come_before_warnings_and_notes_are_left_out() -> None:
    told = render(
        problem("alt-missing", "no alt", Span("a.md", 1, 1)),
        problem("link-broken", "no page", Span("b.md", 1, 3, 2), hint="one\ntwo\u202e"),
        problem("held-back", "not public: a draft (de)", Span("c.md")),
        text="abcdefg",
        times=("10:00:00", 2),
    )
    assert (told["built"], told["tried"], told["errors"], told["warnings"]) == ("10:00:00", 2, 1, 1)
    assert [one["path"] for one in told["findings"]] == ["b.md", "a.md"]
    assert told["held"] == {"c.md": 0}
    assert told["reasons"][0]["de"] == "nicht öffentlich: a draft (de)"
    [first, _] = told["findings"]
    assert first["excerpt"] == ["ab", "cd", "efg"]
    assert first["hint"] == "one\ntwo�"
    assert first["editor"] == "vscode://file/site/b.md:1:3"


def test_a_page_is_told_which_text_is_its_own() -> None:
    board = Board()
    assert board.describe("/de/") == "{}"
    assert board.show(Built({"load": 1}, 1, {"/de/süd/": "content/pages/süd.de.md"}))
    assert json.loads(board.describe("/de/s%C3%BCd/")) == {"load": 1, "own": "content/pages/süd.de.md"}
    assert json.loads(board.describe("/%ff")) == {"load": 1, "own": None}
    assert not board.show(Built({"load": 1}, 1))


def test_of_thousands_some_are_shown_and_all_are_counted() -> None:
    found = [problem("link-broken", "no page", Span("a.md", number)) for number in range(1, 2001)]
    told = render(*found, text="x\n" * 2000)
    assert told["errors"] == 2000
    assert len(told["findings"]) == MOST


def test_of_a_long_line_the_neighbourhood_is_shown() -> None:
    told = render(problem("link-broken", "no page", Span("a.md", 1, 1001, 4)), text="x" * 1000 + "here" + "y" * 1000)
    before, marked, after = told["findings"][0]["excerpt"]
    assert marked == "here"
    assert before == "…" + "x" * 60
    assert after.endswith("y…")
    assert len(after) < 200
