"""Headings and long words in a real browser, at six widths: where lines break, and how wide pages are."""

from __future__ import annotations

import pytest
from browsing import ORIGIN, Opener
from whole_sites import Built, build, edit, read_example, read_site

WIDTHS = (320, 360, 390, 768, 1024, 1280)
HEADINGS = "h1, h2, h3, h4, h5, h6, dt, .brand span, .motto, .name, .choices b, .siblings b, .mentions a"

_LINES = r"""(selector) => [...document.querySelectorAll(selector)]
  .filter((heading) => heading.checkVisibility() && !heading.closest(".visually-hidden"))
  .map((heading) => {
    const lines = [];
    const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = [...range.getClientRects()].at(-1);
        if (!box || /\s/.test(node.data[at])) continue;
        const middle = box.top + box.height / 2;
        const last = lines.at(-1);
        if (last && Math.abs(last.middle - middle) < box.height / 2) last.text += node.data[at];
        else lines.push({ middle, text: node.data[at] });
      }
    }
    return lines.map((line) => line.text);
  })
  .filter((lines) => lines.length > 1)"""
"""The lines of each heading that has more than one, as the browser has set them."""

_FAULTS = r"""(lines) => [
  lines.some((line, at) => at && /\d$/.test(lines[at - 1]) && /^[\p{sc=Han}\d]/u.test(line)) && "parted",
  /\p{sc=Han}/u.test(lines.join("")) && lines.at(-1).replace(/[^\p{L}\p{N}]/gu, "").length < 2 && "orphan",
].filter(Boolean)"""

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwe"
"""A word of 48 letters, without a place at which a browser without a dictionary would part it."""

WORDY = f"""---
title: {LONG}
short: Eine {LONG}.
forms: [{LONG}en]
---
Mehr über die {LONG}.

{LONG}
: Noch eine.
"""
RELEASE = f"---\ntitle: Die {LONG} spricht\nsummary: {LONG}\n---\n## {LONG}\n\nDie {LONG} sprach.\n"


def pages_of(site: Built, locale: str) -> list[str]:
    """The addresses of a language's pages."""
    return [
        path.removesuffix("index.html")
        for path in sorted(site.files)
        if path.startswith(f"{locale}/") and path.endswith("index.html")
    ]


_UNBALANCED = """() => {
  const [sheet] = [...document.styleSheets].filter((one) => one.href.includes("/style."));
  sheet.insertRule("* { text-wrap-style: auto !important; }", sheet.cssRules.length);
}"""
"""What makes a browser fill each line, as those do that cannot balance them."""


def faults(visit: Opener, site: Built, locale: str, *, is_balanced: bool = True) -> list[str]:
    """What is wrong with the lines of headings: a number parted from what it counts, a single Han character."""
    page, found = visit("", site), []
    for path in ["", *pages_of(site, locale)]:
        page.goto(f"{ORIGIN}/{path}")
        if not is_balanced:
            page.evaluate(_UNBALANCED)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for lines in page.evaluate(_LINES, HEADINGS):
                found += [f"{path} at {width}: {what}: {' / '.join(lines)}" for what in page.evaluate(_FAULTS, lines)]
    return found


@pytest.mark.law(every=4)
@pytest.mark.parametrize("breaking", ["balanced", "filled"])
@pytest.mark.parametrize("name", ["conference", "fair"])
def test_no_chinese_heading_ends_in_one_character_or_parts_a_number_from_what_it_counts(
    name: str, breaking: str, visit: Opener
) -> None:
    files = read_site(name) if name == "conference" else read_example(name)
    assert faults(visit, build(files, base_url=f"{ORIGIN}/"), "zh", is_balanced=breaking == "balanced") == []


@pytest.mark.law(every=4)
@pytest.mark.parametrize("end", ["国际人才交流大会", "优秀毕业生（名）", "优秀方案B", "大会开幕了！", "项目、技术、人"])
def test_a_heading_of_any_length_ends_in_no_single_character(end: str, visit: Opener) -> None:
    headings = "".join(f"## {'重庆国际人才交流大会' * 3}{'优' * count}{end}\n\n文字。\n\n" for count in range(14))
    path = "content/press/2025-11-16-talent-conference.zh.md"
    files = read_site("conference")
    files |= {path: files[path] + b"\n" + headings.encode()}
    page = visit("zh/press/2025-11-16-talent-conference/", build(files, base_url=f"{ORIGIN}/"))
    page.evaluate(_UNBALANCED)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate(_LINES, ".prose h2")
        assert found
        assert [lines for lines in found if page.evaluate(_FAULTS, lines)] == []


def test_a_clause_that_fits_into_a_line_has_one_of_its_own_and_links_stay_underlined(visit: Opener) -> None:
    path = "content/press/2025-11-16-talent-conference.zh.md"
    files = read_site("conference")
    title = next(line for line in files[path].decode().splitlines() if line.startswith("title:"))
    site = build(edit(files, path, title, "title: 重庆国际：12家伙伴共建氢能创新中心"), base_url=f"{ORIGIN}/")
    page = visit("zh/press/2025-11-16-talent-conference/", site)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate(_LINES, "h1") == [["重庆国际：", "12家伙伴共建氢能创新中心"]]
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(_LINES, "h1") == []
    page.goto(f"{ORIGIN}/zh/glossary/innovation-hub/")
    clauses = page.locator(".mentions .clause")
    assert clauses.count() == 2
    assert clauses.first.evaluate("(one) => getComputedStyle(one).textDecorationLine") == "underline"


def test_a_heading_of_a_text_keeps_its_numbers_together(visit: Opener) -> None:
    numbers = "".join(
        f"## 大会引进优秀{'人' * count}才3,944名，签约{{{{ projects }}}}份\n\n文字。\n\n" for count in range(8)
    )
    path = "content/press/2025-11-16-talent-conference.zh.md"
    files = read_site("conference")
    files |= {path: files[path] + b"\n" + numbers.encode()}
    page = visit("", build(files, base_url=f"{ORIGIN}/"))
    page.goto(f"{ORIGIN}/zh/press/2025-11-16-talent-conference/")
    page.set_viewport_size({"width": 320, "height": 800})
    headings = page.evaluate(_LINES, ".prose h2")
    assert len(headings) >= 8
    assert [lines for lines in headings if page.evaluate(_FAULTS, lines)] == []


@pytest.fixture(scope="module")
def wordy() -> Built:
    """The conference with a long word wherever an editor may write one."""
    files = read_site("conference")
    old = "content/press/2025-11-16-talent-conference"
    files |= {"content/glossary/witwe.de.md": WORDY.encode(), "content/press/2025-11-17-witwe.de.md": RELEASE.encode()}
    files |= {"content/glossary/witwe.en.md": b"---\ntitle: Widow\nshort: A widow.\n---\nText.\n"}
    files |= {"content/press/2025-11-17-witwe.yaml": b"date: 2025-11-17\nplace: {de: " + LONG.encode() + b"}\n"}
    assert f"{old}.de.md" in files
    files = edit(files, "content/site.yaml", "\n  place: {de: Chongqing,", f"\n  place: {{de: {LONG},")
    files = edit(files, "content/site.yaml", "de: Pressestelle der Konferenz", f"de: {LONG}")
    site = build(files, base_url=f"{ORIGIN}/")
    assert site.files
    return site


@pytest.mark.law(every=2)
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_no_long_word_makes_a_page_wider_than_a_small_phone(size: str, visit: Opener, wordy: Built) -> None:
    page, wide = visit("", wordy, viewport={"width": 320, "height": 640}), []
    paths = ["", "404.html", "de/404.html", *pages_of(wordy, "de"), "en/glossary/witwe/", "zh/", "zh/glossary/"]
    for path in paths:
        page.goto(f"{ORIGIN}/{path}")
        page.evaluate("(size) => (document.documentElement.style.fontSize = size)", size)
        found = page.evaluate("document.documentElement.scrollWidth")
        wide += [(path, found)] if found > 320 else []
    assert wide == []
    assert len(paths) > 15


# ---- lists ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 768, 992, 1024, 1280])
def test_the_date_of_a_release_in_a_list_is_clear_of_its_title(width: int, visit: Opener, wordy: Built) -> None:
    page = visit("de/press/", wordy, viewport={"width": width, "height": 800})
    for card in page.locator(".card").all():
        when, title, summary = (card.locator(part).bounding_box() for part in (".when", "h2", "p:not(.when)"))
        assert when
        assert title
        assert summary
        is_beside = when["x"] + when["width"] + 16 <= title["x"]
        assert is_beside or when["y"] + when["height"] <= title["y"]
        assert summary["y"] - title["y"] - title["height"] < 16


def test_the_summary_of_a_release_in_a_list_can_be_selected_and_its_title_is_a_link(visit: Opener) -> None:
    page = visit("de/press/")
    summary = page.locator(".card p:not(.when)").first
    box = summary.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()").strip()
    assert page.url == f"{ORIGIN}/de/press/"
    page.locator(".card").first.click(position={"x": 2, "y": 3})
    page.wait_for_url(f"{ORIGIN}/de/press/*/")


def test_the_heads_of_chinese_columns_stay_in_one_piece_and_the_table_is_scrolled_instead(visit: Opener) -> None:
    heads, cells = " | ".join(["主要活动", "参赛人才团队"] * 4), " | ".join(["十二项", "两千多支"] * 4)
    path = "content/press/2025-11-16-talent-conference.zh.md"
    files = read_site("conference")
    files |= {path: files[path] + f"\n\n| {heads} |\n{'| --- ' * 8}|\n| {cells} |\n".encode()}
    page = visit("zh/press/2025-11-16-talent-conference/", build(files, base_url=f"{ORIGIN}/"))
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(_LINES, "thead th") == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
