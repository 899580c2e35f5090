"""The citation of a release, and the buttons that copy and share it, in a real browser."""

from __future__ import annotations

from typing import Any

from browsing import ORIGIN, Opener
from playwright.sync_api import Page, expect
from whole_sites import build, built, edit, read_site

RELEASE = "de/press/2025-11-16-talent-conference/"
COPYING = {"permissions": ["clipboard-read", "clipboard-write"]}
CITED = (
    "Chongqing International Talent Exchange Conference: Talentkonferenz in Chongqing: 3.944 Absolventinnen und "
    f"Absolventen gewonnen, 260 Projekte vereinbart (16. November 2025). {ORIGIN}/{RELEASE}"
)
SHARES = """
navigator.share = async (data) => {
  window.shared = data;
  if (window.refusal) throw new DOMException("no", window.refusal);
};
"""


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def status(page: Page) -> Any:  # noqa: ANN401 (Playwright's own)
    return expect(page.locator(".cite").get_by_role("status"))


def sharing(visit: Opener) -> Page:
    return visit(RELEASE, begin=SHARES)


def test_a_release_says_how_it_is_cited(visit: Opener) -> None:
    page = visit(RELEASE)
    assert page.locator(".cite p").first.inner_text() == CITED


def test_a_stand_in_is_cited_by_the_page_of_its_text(visit: Opener) -> None:
    page = visit("zh/press/2025-06-02-programm/", built("trilingual", ORIGIN))
    url, title = page.locator(".cite .url"), page.locator(".cite span")
    assert url.inner_text() == f"{ORIGIN}/de/press/2025-06-02-programm/"
    assert title.get_attribute("lang") == "de"


def test_the_keyboard_copies_link_and_text_and_a_screen_reader_is_told(visit: Opener) -> None:
    page = visit(RELEASE, **COPYING)
    link = page.get_by_role("button", name="Link kopieren")
    link.focus()
    page.keyboard.press("Enter")
    status(page).to_have_text("Der Link wurde kopiert.")
    assert copied(page) == f"{ORIGIN}/{RELEASE}"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    status(page).to_have_text("Der Text wurde kopiert.")
    title, lead, *body = copied(page).split("\n\n")
    assert title.startswith("Talentkonferenz in Chongqing: 3.944 Absolventinnen")
    assert lead == page.locator(".lead").inner_text()
    assert body[-1] == CITED
    assert page.locator(".prose h2").first.inner_text() in body


def test_what_the_browser_cannot_do_has_no_button(visit: Opener) -> None:
    page = visit(RELEASE)
    assert page.get_by_role("button", name="Teilen").count() == 0
    page = visit(RELEASE, begin="Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });")
    assert page.locator(".cite").get_by_role("button").count() == 0


def test_without_scripts_there_is_the_citation_and_no_button(visit: Opener) -> None:
    page = visit(RELEASE, java_script_enabled=False)
    assert page.locator(".cite p").first.is_visible()
    assert page.locator(".cite").get_by_role("button").count() == 0


def test_a_browser_that_lets_nobody_copy_is_told_of(visit: Opener) -> None:
    page = visit(RELEASE)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no')); }")
    page.get_by_role("button", name="Text kopieren").click()
    status(page).to_have_text("Der Browser lässt das Kopieren nicht zu.")


def test_the_sheet_of_the_system_gets_title_and_address(visit: Opener) -> None:
    page = sharing(visit)
    page.get_by_role("button", name="Teilen").click()
    page.wait_for_function("window.shared")
    assert page.evaluate("window.shared") == {
        "title": page.locator("h1").inner_text().replace("\u00a0", " "),
        "url": f"{ORIGIN}/{RELEASE}",
    }
    status(page).to_have_text("")


def test_who_closes_that_sheet_is_told_nothing(visit: Opener) -> None:
    page = sharing(visit)
    page.evaluate("window.refusal = 'AbortError'")
    page.get_by_role("button", name="Teilen").click()
    page.wait_for_function("window.shared")
    status(page).to_have_text("")


def test_nothing_moves_when_the_buttons_come(visit: Opener) -> None:
    page = visit(RELEASE)
    page.route("**/copy.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    without = page.locator(".cite").bounding_box()
    page.unroute("**/copy.*.js")
    page.reload()
    assert page.locator(".cite").bounding_box() == without


def test_paper_has_the_citation_and_the_address_once(visit: Opener) -> None:
    page = visit(RELEASE)
    page.emulate_media(media="print")
    assert page.locator(".cite p").first.is_visible()
    assert not page.locator(".copying").is_visible()
    assert page.locator("body").inner_text().count(f"{ORIGIN}/{RELEASE}") == 1
    page = visit("de/imprint/")
    page.emulate_media(media="print")
    assert page.locator("body").inner_text().count(f"{ORIGIN}/de/imprint/") == 1


def test_a_site_without_an_organization_is_cited_by_its_title(visit: Opener) -> None:
    files = read_site("trilingual")
    config = files["content/site.yaml"].decode()
    start, end = config.index("organization:"), config.index("event:")
    files = edit(files, "content/site.yaml", config[start:end], "")
    page = visit("en/press/opening/", build(files, base_url=ORIGIN))
    assert page.locator(".cite p").first.inner_text().startswith("Harbour Climate Days: ")
