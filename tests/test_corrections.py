"""What a release says of its corrections, in every language, and what follows from them; and short titles."""

from __future__ import annotations

import json

from built_pages import Page, website_of
from whole_sites import Files, build, built, edit, read_site

GROUP = "content/press/2025-09-30-eröffnung.yaml"
CORRECTIONS = """corrections:
  - date: 2025-10-05
    text: {de: Es sind zwei Kräne., en: There are two cranes., zh: 起重机应为两台。}
  - date: 2025-10-07
    text: {de: "Es kamen {{ visitors | compact }} Gäste.", en: "{{ visitors | compact }} guests came."}
updated: 2025-10-02
"""
PATHS = {
    "de": "de/press/eröffnung/index.html",
    "en": "en/press/opening/index.html",
    "zh": "zh/press/开幕/index.html",
}


def corrected() -> Files:
    """The site of three languages with two corrections, of which one is not in Chinese."""
    return edit(read_site("trilingual"), GROUP, "updated: 2025-10-02\n", CORRECTIONS)


def notes(page: Page) -> list[tuple[str, str, str, str]]:
    """The corrections on a page: the head of each, its day, and its text with the language of that."""
    found = []
    for note in page.all("aside", class_="correction"):
        head, text = note.all("p")
        [day] = head.all("time")
        found.append((head.text, day.attributes["datetime"], text.text, text.language))
    return found


def test_a_release_shows_its_corrections_in_every_language_the_newest_first() -> None:
    site = website_of(build(corrected()))
    assert {key: notes(site.pages[path]) for key, path in PATHS.items()} == {
        "de": [
            ("Berichtigung · 7. Oktober 2025", "2025-10-07", "Es kamen 1,2\u00a0Mio. Gäste.", "de"),
            ("Berichtigung · 5. Oktober 2025", "2025-10-05", "Es sind zwei Kräne.", "de"),
        ],
        "en": [
            ("Correction · 7 October 2025", "2025-10-07", "1.2M guests came.", "en"),
            ("Correction · 5 October 2025", "2025-10-05", "There are two cranes.", "en"),
        ],
        "zh": [
            ("更正 · 2025年10月7日", "2025-10-07", "Es kamen 1,2\u00a0Mio. Gäste.", "de"),
            ("更正 · 2025年10月5日", "2025-10-05", "起重机应为两台。", "zh-Hans"),
        ],
    }
    assert [notes(page) for page in site.articles() if page.path not in PATHS.values() and notes(page)] == []


def test_a_correction_that_a_language_lacks_is_told_and_builds() -> None:
    found = [(one.rule, one.span and one.span.line) for one in build(corrected()).diagnostics]
    assert ("correction-missing", 5) in found
    assert [line for rule, line in found if rule == "correction-missing"] == [5]


def test_the_day_of_the_last_change_and_what_machines_read_follow_a_correction() -> None:
    site = website_of(build(corrected()))
    for key, path in PATHS.items():
        page = site.pages[path]
        [article] = [item for item in page.data() if item["@type"] == "NewsArticle"]
        assert (article["datePublished"], article["dateModified"]) == ("2025-09-30", "2025-10-07")
        assert [one["datePublished"] for one in article["correction"]] == ["2025-10-07", "2025-10-05"]
        assert all(one["@type"] == "CorrectionComment" and one["text"] for one in article["correction"])
        assert page.meta("article:modified_time") == "2025-10-07"
        item = json.loads(site.built.files[f"{key}/feed.json"])["items"][0]
        assert item["date_modified"] == "2025-10-07T00:00:00Z"
        for _, _, text, language in notes(page):
            assert f'<span lang="{language}" dir="auto">{text}</span>' in item["content_html"]
        assert "<updated>2025-10-07T00:00:00Z</updated>" in site.built.text(f"{key}/feed.xml")
    assert "<lastmod>2025-10-07</lastmod>" in site.built.text("sitemap.xml")


def test_a_later_change_stays_the_last_one() -> None:
    site = website_of(build(edit(corrected(), GROUP, "updated: 2025-10-02", "updated: 2025-11-01")))
    [article] = [item for item in site.pages[PATHS["de"]].data() if item["@type"] == "NewsArticle"]
    assert article["dateModified"] == "2025-11-01"


# ---- short titles -----------------------------------------------------------------------------------------------


def test_a_short_title_is_in_lists_menus_and_the_way_to_a_page_and_the_title_on_the_page_itself() -> None:
    path, slug = "content/press/2025-09-30-eröffnung.en.md", "slug: opening"
    files = edit(read_site("trilingual"), path, slug, f'{slug}\nshort_title: "{{{{ visitors | compact }}}} came"')
    files = edit(files, "content/pages/über-uns.en.md", "slug: about", "slug: about\nshort_title: About")
    site = website_of(build(files))
    page, about = site.pages[PATHS["en"]], site.pages["en/about/index.html"]
    title, short = "Harbour Climate Days open: 1.2M visitors & many ideas", "1.2M came"
    assert page.all("h1")[0].text == title
    assert page.meta("og:title") == title
    trail = [item for item in page.data() if item["@type"] == "BreadcrumbList"]
    assert trail[0]["itemListElement"][-1]["name"] == short
    for where in ("en/index.html", "en/press/index.html"):
        links = [a.text for a in site.pages[where].all("a") if a.attributes.get("href") == "/en/press/opening/"]
        assert short in links
        assert title not in links
    assert "About" in [a.text for a in page.all("a") if a.attributes.get("href") == "/en/about/"]
    assert about.all("h1")[0].text == "About us"
    assert json.loads(site.built.files["en/feed.json"])["items"][0]["title"] == title
    assert site.built.text("de/press/index.html") == built("trilingual").text("de/press/index.html")
