"""The sitemap of news: which pages are in it at a moment of the build, and when a build has to be done again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from built_pages import SITEMAP, element_text, read_xml
from whole_sites import Built, Files, build, call, edit, output, read_site, write_files

from microsite.build.outcome import Wishes
from microsite.translation.embargoes import seconds

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
PATH = "news-sitemap.xml"


def at(moment: str, files: Files) -> Built:
    """A site as it is built at a moment."""
    return build(files, wishes=Wishes(now=seconds(moment)))


def listed(site: Built) -> list[str]:
    """The addresses in the sitemap of news, in order; none if there is no such file."""
    if PATH not in site.files:
        return []
    return [element_text(url, f"{SITEMAP}loc") for url in read_xml(site.files[PATH]).findall(f"{SITEMAP}url")]


def test_an_item_has_what_google_news_asks_for() -> None:
    site = at("2025-09-30T10:00+00:00", read_site("trilingual"))
    root = read_xml(site.files[PATH])
    assert root.tag == f"{SITEMAP}urlset"
    found = {}
    for url in root.findall(f"{SITEMAP}url"):
        [news] = url.findall(f"{NEWS}news")
        [publication] = news.findall(f"{NEWS}publication")
        found[element_text(url, f"{SITEMAP}loc")] = (
            element_text(publication, f"{NEWS}name"),
            element_text(publication, f"{NEWS}language"),
            element_text(news, f"{NEWS}publication_date"),
            element_text(news, f"{NEWS}title"),
        )
    assert found == {
        "https://hafentage.example/de/press/er%C3%B6ffnung/": (
            "Hafentage Klima",
            "de",
            "2025-09-30",
            "Hafentage Klima eröffnet: 1,2\u00a0Mio. Gäste & viele Ideen",
        ),
        "https://hafentage.example/en/press/opening/": (
            "Harbour Climate Days",
            "en",
            "2025-09-30",
            "Harbour Climate Days open: 1.2M visitors & many ideas",
        ),
        "https://hafentage.example/zh/press/%E5%BC%80%E5%B9%95/": (
            "港口气候大会",
            "zh-cn",
            "2025-09-30",
            "港口气候大会开幕：123万人次到访",
        ),
    }


def test_chinese_in_traditional_characters_is_that_of_taiwan_to_search_engines_of_news() -> None:
    files = edit(read_site("minimal"), "content/site.yaml", "en: {name: English}", "zh: {tag: zh-Hant, name: 繁體中文}")
    text = files.pop("content/press/2025-05-04-canal-day.en.md")
    site = at("2025-05-04T10:00+00:00", files | {"content/press/2025-05-04-canal-day.zh.md": text})
    assert "<news:language>zh-tw</news:language>" in site.text(PATH)


OWN = "https://canal-day.example/en/press/2025-05-04-canal-day/"


@pytest.mark.parametrize(
    ("moment", "zone", "is_news"),
    [
        ("2025-05-03T23:59:59+00:00", "", False),
        ("2025-05-04T00:00:00+00:00", "", True),
        ("2025-05-05T23:59:59+00:00", "", True),
        ("2025-05-06T00:00:00+00:00", "", False),
        ("2025-05-03T15:59:59+00:00", "Asia/Shanghai", False),
        ("2025-05-03T16:00:00+00:00", "Asia/Shanghai", True),
        ("2025-05-05T15:59:59+00:00", "Asia/Shanghai", True),
        ("2025-05-05T16:00:00+00:00", "Asia/Shanghai", False),
    ],
)
def test_news_is_of_today_and_of_yesterday_where_the_site_is(moment: str, zone: str, *, is_news: bool) -> None:
    timezone = f"timezone: {zone}\n" if zone else ""
    files = edit(read_site("minimal"), "content/site.yaml", "title:", f"{timezone}title:")
    site = at(moment, files)
    assert listed(site) == ([OWN] if is_news else [])
    named = re.findall("^Sitemap: (.*)$", site.text("robots.txt"), re.MULTILINE)
    news = [f"https://canal-day.example/{PATH}"] if is_news else []
    assert named == ["https://canal-day.example/sitemap.xml", *news]


def test_a_text_that_stands_in_is_no_news_and_the_newest_comes_first() -> None:
    files = read_site("trilingual")
    text = "---\ntitle: Nachtrag\n---\nText.\n"
    files |= {"content/press/2025-10-01-nachtrag.de.md": text.encode()}
    found = listed(at("2025-10-01T10:00+00:00", files))
    assert [url.rpartition("example/")[2] for url in found] == [
        "de/press/2025-10-01-nachtrag/",
        "de/press/er%C3%B6ffnung/",
        "en/press/opening/",
        "zh/press/%E5%BC%80%E5%B9%95/",
    ]


def test_a_build_without_changes_knows_when_something_is_no_longer_news(tmp_path: Path) -> None:
    files = read_site("minimal") | {"content/press/2025-05-05-locks.en.md": b"---\ntitle: Locks\n---\nText.\n"}
    write_files(tmp_path, files)
    for moment, count in (
        ("2025-05-03T12:00+00:00", 0),
        ("2025-05-04T12:00+00:00", 1),
        ("2025-05-05T12:00+00:00", 2),
        ("2025-05-05T13:00+00:00", 2),
        ("2025-05-06T12:00+00:00", 1),
        ("2025-05-09T12:00+00:00", 0),
        ("2025-05-05T12:00+00:00", 2),
    ):
        assert call("--now", moment, folder=tmp_path).status == 0
        fresh = at(moment, files)
        assert len(listed(fresh)) == count
        assert output(tmp_path) == fresh.files
    done = call("--now", "2025-05-05T23:59+00:00", "--explain", folder=tmp_path)
    assert " 0 written, 0 removed" in done.out


@pytest.mark.parametrize("day", ["0001-01-01", "1970-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_do_no_harm(day: str) -> None:
    path = "content/press/2025-05-04-canal-day.en.md"
    files = edit(read_site("minimal"), path, "title:", f"date: {day}\ntitle:")
    assert listed(at("2025-05-04T10:00+00:00", files)) == []
