"""Long and wide texts in a real browser: code and tables that scroll sideways, and the contents of a page."""

from __future__ import annotations

import functools

from browsing import ORIGIN, Opener
from whole_sites import Built, build, read_site

PHONE = {"width": 390, "height": 800}
WIDE = f"""---
title: Breites
---
```
{"sehr " * 40}breit
```

```
schmal
```

```
{"breit " * 9}
```

| Spalte |{" eine weitere breite Spalte |" * 12}
| --- |{" --- |" * 12}
| 1 |{" 2 |" * 12}
"""
PARTS = 6
LONG = "---\ntitle: Langes\n---\n" + "".join(
    f"## Teil {part}\n\n" + "".join(f"### Punkt {part}.{point}\n\n{'Text. ' * 80}\n\n" for point in range(4))
    for part in range(PARTS)
)


_COMES = """(element, name) => new Promise((done) => {
  let left = 300;
  const look = () => (element[name] > 0 || !left-- ? done(element[name]) : requestAnimationFrame(look));
  look();
})"""
"""What a property of an element is once it is more than nothing, within some seconds."""


@functools.cache
def site() -> Built:
    """The conference with a page that is wide and one that is long."""
    texts = {"content/pages/breites.de.md": WIDE.encode(), "content/pages/langes.de.md": LONG.encode()}
    return build(read_site("conference") | texts, base_url=f"{ORIGIN}/")


def test_code_and_tables_that_are_wider_than_the_page_can_be_scrolled_by_the_keyboard(visit: Opener) -> None:
    page = visit("de/breites/", site(), viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    wide, narrow, _ = page.locator("pre").all()
    assert narrow.get_attribute("tabindex") is None
    for box in (wide, page.locator(".prose table")):
        assert box.get_attribute("tabindex") == "0"
        box.focus()
        page.keyboard.press("ArrowRight")
        assert box.evaluate(_COMES, "scrollLeft") > 0


def test_what_scrolls_sideways_shows_so_at_the_end_where_more_is(visit: Opener) -> None:
    page = visit("de/breites/", site(), viewport=PHONE)
    box = page.locator(".prose table")
    assert box.evaluate("(box) => getComputedStyle(box).backgroundAttachment") == "local, local, scroll, scroll"
    edge = box.evaluate("""(box) => {
      const { right, top } = box.getBoundingClientRect();
      return { x: right - 3, y: top + scrollY + 2, width: 3, height: 20 };
    }""")
    before = page.screenshot(clip=edge, full_page=True)
    box.evaluate("(box) => (box.scrollLeft = box.scrollWidth)")
    assert page.screenshot(clip=edge, full_page=True) != before


def test_words_are_parted_by_a_hyphen_that_fonts_have_also_where_a_term_stands_above_its_meaning(
    visit: Opener,
) -> None:
    page = visit("de/glossary/")
    assert page.evaluate("getComputedStyle(document.querySelector('.terms dt')).hyphens") == "auto"
    assert page.evaluate("getComputedStyle(document.querySelector('.terms dt')).hyphenateCharacter") == '"-"'


def test_code_that_fits_once_the_window_is_wider_is_no_stop_of_the_keyboard_any_more(visit: Opener) -> None:
    page = visit("de/breites/", site(), viewport=PHONE)
    assert page.locator("pre[tabindex]").count() == 2
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator("pre[tabindex] >> nth=1").wait_for(state="detached")
    assert page.locator("pre[tabindex]").count() == 1


def test_a_page_without_code_and_tables_loads_nothing_for_them(visit: Opener) -> None:
    assert visit("de/langes/", site()).locator("script[src*=wide]").count() == 0
    assert visit("de/breites/", site()).locator("script[src*=wide]").count() == 1


def test_the_contents_of_a_long_text_are_its_parts_and_stay_in_sight(visit: Opener) -> None:
    page = visit("de/langes/", site())
    assert page.locator(".contents a").all_inner_texts() == [f"Teil {part}" for part in range(PARTS)]
    page.get_by_role("link", name="Teil 4").click()
    assert page.locator("html").evaluate(_COMES, "scrollTop") > 0
    assert page.locator(".contents").evaluate("(nav) => nav.getBoundingClientRect().top") >= 0
    assert page.locator(".contents").evaluate("(nav) => nav.getBoundingClientRect().bottom <= innerHeight")


def test_what_a_thumb_looks_for_is_large_enough_and_the_name_of_the_site_ends_where_it_ends(visit: Opener) -> None:
    path = "content/pages/about.de.md"
    files = read_site("conference")
    files |= {path: files[path] + "\n\nEin Satz.[^1]\n\n[^1]: Eine Fußnote.\n".encode()}
    page = visit("de/about/", build(files, base_url=f"{ORIGIN}/"), viewport={"width": 1280, "height": 800})
    for one in page.locator(".footnote-ref, .footnote-backref").all():
        box = one.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    ends = "(one) => one.getBoundingClientRect().right"
    assert page.locator(".brand").evaluate(ends) - page.locator(".brand span").evaluate(ends) < 1
