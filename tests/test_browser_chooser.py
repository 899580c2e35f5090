"""The page that offers the languages of a site, in browsers that prefer one."""

from __future__ import annotations

import pytest
from browsing import ORIGIN, Opener
from whole_sites import build, edit, read_shared, read_site


def key_of(tag: str) -> str:
    return tag.lower()


@pytest.mark.law(every=4)
@pytest.mark.parametrize(
    ("tags", "preferred", "expected"),
    [
        (["de", "de-CH", "de-AT"], "de-AT", "de-AT"),
        (["de", "de-CH", "de-AT"], "de-LI", "de"),
        (["en-US", "en-GB"], "en-GB", "en-GB"),
        (["pt-BR", "pt-PT"], "pt-PT", "pt-PT"),
        (["zh-CN", "zh-TW", "zh-HK"], "zh-HK", "zh-HK"),
        (["zh-TW", "zh-CN"], "zh-Hans-CN", "zh-CN"),
        (["zh-Hans", "zh-Hant"], "zh-HK", "zh-Hant"),
        (["de", "no"], "nb-NO", "no"),
        (["de", "nb"], "no", "nb"),
        (["sr-Latn", "sr-Cyrl"], "sr", "sr-Cyrl"),
        (["de", "fr"], "it", ""),
    ],
)
def test_the_language_that_a_browser_prefers_comes_first(
    tags: list[str], preferred: str, expected: str, visit: Opener
) -> None:
    files = read_site("minimal") | read_shared("locales")
    languages = "".join(f"  {key_of(tag)}: {{name: {tag}}}\n" for tag in tags)
    files = edit(files, "content/site.yaml", "  en: {name: English}\n", languages)
    path = next(path for path in files if path.startswith("content/press/") and path.endswith(".en.md"))
    text = files.pop(path)
    files |= {path.replace(".en.md", f".{key_of(tag)}.md"): text for tag in tags}
    page = visit("", build(files, base_url=ORIGIN), locale=preferred)
    marked = page.locator(".preferred a[data-language]").all()
    assert [one.get_attribute("lang") for one in marked] == ([expected] if expected else [])
