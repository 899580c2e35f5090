"""Texts that are read from the right, in a real browser."""

from __future__ import annotations

from browsing import ORIGIN, Opener
from whole_sites import build, read_site

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
