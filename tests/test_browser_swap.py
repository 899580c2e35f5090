"""What a save leaves of an open page in a real browser: all that has not changed, or nothing where that is not sure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page
from previews import Preview, started

SCRIPT = """
"use strict";
const count = () => { document.querySelector("output").value = document.querySelectorAll("main p").length; };
document.querySelector("output").dataset.runs = 1 + Number(sessionStorage.runs || 0);
sessionStorage.runs = document.querySelector("output").dataset.runs;
addEventListener("resize", count);
count();
"""
STAYS = '<script src="/count.js" defer data-stays></script>'
HEAD = '<meta name="description" content="As it was"><title>Before</title>'
REST = (
    "<header><details><summary>Menu</summary><p>Open</p></details><label>Name <input></label><output></output></header>"
)


def page_of(*told: str, head: str = HEAD, script: str = STAYS, more: str = "") -> str:
    text = "\n".join(f"<p>{one}</p>" for one in told)
    room = '<div style="height: 3000px"></div>'
    begin = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}{script}</head><body>'
    end = "<details><summary>More</summary><p>x</p></details></main>"
    return f"{begin}{REST}{room}<main>{more}{text}{end}{room}</body></html>"


@contextmanager
def looking(browser: Browser, folder: Path, text: str) -> Iterator[tuple[Preview, Page]]:
    """Give a preview, and a page of it in which somebody has gone about."""
    (folder / "content").mkdir()
    (folder / "content/count.js").write_text(SCRIPT, encoding="utf-8")
    with started(folder, index=text) as running, browser.new_context() as context:
        page = context.new_page()
        told: list[str] = []
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(f"http://127.0.0.1:{running.port}/")
        page.wait_for_function(TAKES)
        page.evaluate("window.kept = true")
        page.get_by_text("Menu").click()
        page.locator("main summary").click()
        page.get_by_role("textbox").fill("Somebody")
        page.evaluate("window.scrollTo(0, 2000)")
        yield running, page
        assert told == []


TAKES = "() => window.LiveReload && LiveReload.hasPlugin('microsite') && LiveReload.connector.protocol > 0"
"""True once a page takes what a build tells of."""

STATE = """() => [
  window.kept === true,
  window.scrollY > 1900,
  [...document.querySelectorAll("details")].map((one) => one.open),
  document.querySelector("input").value,
  document.activeElement.localName,
]"""
AS_IT_WAS = [True, True, [True, True], "Somebody", "input"]


def save(running: Preview, text: str) -> None:
    running.save("content/index.html", text)
    running.order("write")


def test_what_has_not_changed_stays_as_readers_left_it(browser: Browser, tmp_path: Path) -> None:
    with looking(browser, tmp_path, page_of("one", "two", "three")) as (running, page):
        many = (("one", "deux", "three"), ("one", "deux", "new", "three"), ("three",), ("four", "<b>five</b>", "six"))
        for number, told in enumerate(many):
            save(running, page_of(*told, head=HEAD.replace("Before", f"Title {number}").replace("As it was", told[0])))
            page.wait_for_function("(title) => document.title === title", arg=f"Title {number}")
            shown = page.locator("main > p").evaluate_all("(all) => all.map((one) => one.innerHTML)")
            described = page.locator("meta[name=description]").evaluate_all("(all) => all.map((one) => one.content)")
            assert (shown, described) == (list(told), [told[0]])
            counted = page.locator("output").evaluate("(one) => [one.value, one.dataset.runs]")
            assert counted == [str(len(told) + 1), "1"]
            assert page.evaluate(STATE) == AS_IT_WAS


def test_attributes_that_a_script_or_a_reader_has_set_stay(browser: Browser, tmp_path: Path) -> None:
    table = '<section class="{}" title="{}"><i>{}</i></section>'
    with looking(browser, tmp_path, page_of("one", more=table.format("a", "x", "1"))) as (running, page):
        page.evaluate("document.querySelector('section').tabIndex = 0")
        save(running, page_of("one", more=table.format("b", "x", "2").replace(' title="x"', "")))
        page.locator("section.b").get_by_text("2").wait_for()
        assert page.locator("section.b").evaluate("(one) => [one.tabIndex, one.title]") == [0, ""]
        assert page.evaluate(STATE) == AS_IT_WAS


FIRM = {
    "a script that is gone": page_of("new", script=""),
    "another script": page_of("new", script=STAYS + '<script src="/other.js" defer data-stays></script>'),
    "a script that does not say that it stays": page_of("new", script=STAYS.replace(" data-stays", "")),
    "rules": page_of("new", head=f"<style>p {{ color: red }}</style>{HEAD}"),
    "where links begin": page_of("new", head=f'<base href="/">{HEAD}'),
    "another language": page_of("new").replace('lang="en"', 'lang="de"'),
}


def test_a_page_with_other_scripts_or_another_frame_is_loaded(browser: Browser, tmp_path: Path) -> None:
    with looking(browser, tmp_path, page_of("old")) as (running, page):
        for name, text in FIRM.items():
            for told, saved in ((f"now {name}", text), ("now as before", page_of("new"))):
                page.wait_for_function(TAKES)
                page.evaluate("window.kept = true")
                save(running, saved.replace("new", told))
                page.get_by_text(told).wait_for()
                assert page.evaluate("window.kept") is None, name
        page.wait_for_function("() => document.querySelector('output').value === '2'")


def test_a_page_in_which_something_else_stands_by_now_is_loaded(browser: Browser, tmp_path: Path) -> None:
    with looking(browser, tmp_path, page_of("old")) as (running, page):
        page.evaluate("document.querySelector('main').append('of an extension')")
        save(running, page_of("new"))
        page.get_by_text("new").wait_for()
        assert page.evaluate("window.kept") is None
        assert page.get_by_text("of an extension").count() == 0


def test_a_page_that_is_gone_is_loaded(browser: Browser, tmp_path: Path) -> None:
    with looking(browser, tmp_path, page_of("old")) as (running, page):
        (tmp_path / "output/index.html").unlink()
        running.save("content/other.html", "x")
        (tmp_path / "content/index.html").unlink()
        running.order("write")
        page.get_by_text("The site has no such page").wait_for()


def test_a_page_of_which_nothing_has_changed_is_not_touched(browser: Browser, tmp_path: Path) -> None:
    with looking(browser, tmp_path, page_of("old", script=STAYS.replace(" data-stays", ""))) as (running, page):
        for number in range(3):
            with page.expect_response("**/_/findings.json*"):
                running.save("content/other.html", str(number))
                running.order("write")
        assert page.evaluate(STATE) == AS_IT_WAS


def test_what_others_have_put_into_an_element_that_has_not_changed_stays(browser: Browser, tmp_path: Path) -> None:
    with looking(browser, tmp_path, page_of("old")) as (running, page):
        page.evaluate("document.querySelector('main').append('of an extension')")
        save(running, page_of("old", head=HEAD.replace("Before", "After")))
        page.wait_for_function("() => document.title === 'After'")
        assert page.evaluate(STATE) == AS_IT_WAS


def test_many_saves_end_with_the_last(browser: Browser, tmp_path: Path) -> None:
    with looking(browser, tmp_path, page_of("old")) as (running, page):
        for number in range(20):
            save(running, page_of(f"number {number}"))
        page.get_by_text("number 19").wait_for()
        assert page.evaluate(STATE) == AS_IT_WAS
