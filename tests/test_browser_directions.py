"""Texts that are read from the right, in a real browser."""

from __future__ import annotations

from browsing import ORIGIN, Opener
from whole_sites import build, edit, read_example, read_site

CODE = """---
title: شيفرة
---

```
point {
```

النص `f();` هنا
"""

_LEFT = """(element) => {
  const range = document.createRange();
  const left = (index) => {
    range.setStart(element.firstChild, index);
    range.setEnd(element.firstChild, index + 1);
    return range.getBoundingClientRect().left;
  };
  return [...element.firstChild.data.trimEnd()].map((_, index) => left(index));
}"""
"""Where each character of an element begins."""


def test_code_is_read_from_the_left_in_a_text_that_is_read_from_the_right(visit: Opener) -> None:
    files = read_site("right-to-left") | {"content/pages/code.ar.md": CODE.encode()}
    page = visit("ar/code/", build(files, base_url=ORIGIN))
    block, word = page.locator(".prose pre code"), page.locator(".prose p code")
    for code in (block, word):
        places = code.evaluate(_LEFT)
        assert places == sorted(places)
    around = page.locator(".prose pre").bounding_box()
    assert around
    assert block.evaluate(_LEFT)[0] < around["x"] + around["width"] / 2


_ENDS = """(small) => {
  const range = document.createRange();
  return [...small.textContent.matchAll(/ZIP|\\d+|[\\u0621-\\u064a]+/g)].map(({ 0: word, index }) => {
    const walker = document.createTreeWalker(small, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    for (let at = index; at >= node.length; node = walker.nextNode()) at -= node.length;
    const start = node.data.indexOf(word);
    range.setStart(node, start);
    range.setEnd(node, start + word.length);
    return range.getBoundingClientRect().right;
  });
}"""
"""Where the words and numbers of a file's facts end at the right."""


def test_the_size_of_a_file_does_not_run_into_its_format_in_a_text_that_is_read_from_the_right(visit: Opener) -> None:
    files = edit(read_example("fair"), "content/site.yaml", "base_url:", "press_kit: true\nbase_url:")
    site = build(files, base_url=f"{ORIGIN}/")
    path = next(path for path in sorted(site.files) if path.startswith("ar/press/") and path.endswith(".zip"))
    page = visit(f"{path.rpartition('/')[0]}/", site)
    format_, number, unit = page.locator(".kit small").first.evaluate(_ENDS)
    assert format_ > number > unit
    assert "ZIP، " in page.locator(".kit small").first.inner_text()
