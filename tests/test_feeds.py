"""Feeds: Atom and JSON Feed by what their formats ask for, whole texts that stand by themselves, and ids that stay."""

from __future__ import annotations

import datetime
import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from built_pages import ATOM, XML, element_text, read_xml, website
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from whole_sites import Built, Files, build, built, call, edit, output, read_site, write_files

NAMES = ("trilingual", "right-to-left", "conference")
_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
TAG_URI = re.compile(
    rf"tag:{_LABEL}(?:\.{_LABEL})*,\d{{4}}(?:-\d\d(?:-\d\d)?)?:(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-F]{{2}})*", re.ASCII
)
"""RFC 4151, 2.1."""

STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ADDRESS = re.compile(r'<(?:a|img)[^>]* (?:href|src)="([^"]*)"')


def atom_entries(site: Built, path: str) -> list[dict[str, str]]:
    """The entries of a feed as (name, text), with their `language`."""
    found = []
    for entry in read_xml(site.files[path]).iter(f"{ATOM}entry"):
        texts = {child.tag.removeprefix(ATOM): child.text or "" for child in entry}
        found.append(texts | {"language": entry.attrib[f"{XML}lang"]})
    return found


def ids(site: Built, path: str) -> list[str]:
    """The ids of a feed and of its entries."""
    return [element_text(read_xml(site.files[path]), f"{ATOM}id"), *(one["id"] for one in atom_entries(site, path))]


def json_feed(site: Built, path: str) -> dict[str, Any]:
    """A feed as a reader of JSON gets it."""
    found: dict[str, Any] = json.loads(site.files[path])
    return found


# ---- whole texts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_text_of_an_entry_is_that_of_its_page_with_absolute_addresses(name: str) -> None:
    site = website(name)
    checked = 0
    for path in site.feeds():
        for entry in read_xml(site.built.files[path]).iter(f"{ATOM}entry"):
            [content], [link] = entry.findall(f"{ATOM}content"), entry.findall(f"{ATOM}link")
            assert content.attrib == {"type": "html"}
            page, text = site.page(link.attrib["href"]), content.text or ""
            [body] = [one for one in page.all("div") if one.attributes.get("class") == "prose"]
            plain = html.unescape(re.sub("<[^>]+>", "", text))
            assert plain.split() == body.text.split()
            assert "<script" not in text
            assert "<form" not in text
            assert "aria-describedby" not in text
            for address in map(html.unescape, ADDRESS.findall(text)):
                parts = urlsplit(address)
                assert address.isascii()
                assert parts.scheme in ("mailto", "tel") or (parts.scheme in ("http", "https") and parts.netloc)
                if site.is_own(address):
                    site.path(address)
                checked += 1
    assert checked


def test_an_address_in_a_feed_is_absolute_whatever_it_was() -> None:
    body = "[a](#end) [b](../pages/about.md) [c](https://x.example/?a=1&b=2) [d](mailto:a@x.example)\n\n## End {#end}\n"
    site = build(
        read_site("minimal")
        | {
            "content/press/2025-05-05-später.en.md": f"---\ntitle: Später\n---\n{body}".encode(),
            "content/pages/about.en.md": b"---\ntitle: About\n---\nText.\n",
        },
        base_url="https://canal-day.example/sub/",
    )
    text = atom_entries(site, "en/feed.xml")[0]["content"]
    assert ADDRESS.findall(text) == [
        "https://canal-day.example/sub/en/press/2025-05-05-sp%C3%A4ter/#end",
        "https://canal-day.example/sub/en/about/",
        "https://x.example/?a=1&amp;b=2",
        "mailto:a@x.example",
    ]


def test_a_text_that_stands_in_is_in_its_own_language() -> None:
    site = built("trilingual")
    entry = atom_entries(site, "zh/feed.xml")[1]
    assert entry["language"] == "de"
    assert entry["content"].startswith('<div lang="de" dir="ltr">\n<p>Das Programm')
    item = json_feed(site, "zh/feed.json")["items"][1]
    assert (item["language"], item["content_html"]) == ("de", entry["content"])
    assert atom_entries(built("right-to-left"), "ar/feed.xml")[0]["content"].startswith('<div lang="ar" dir="rtl">')


# ---- JSON Feed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_json_feed_has_what_version_1_1_asks_for_and_says_what_the_atom_feed_says(name: str) -> None:
    site = website(name)
    for path in site.feeds():
        feed, atom = json_feed(site.built, path.replace(".xml", ".json")), read_xml(site.built.files[path])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"] == element_text(atom, f"{ATOM}title")
        assert site.path(feed["feed_url"]) == path.replace(".xml", ".json")
        assert site.path(feed["home_page_url"]) == f"{path.split('/')[0]}/index.html"
        assert feed["language"] == atom.attrib[f"{XML}lang"]
        assert all(author["name"] for author in feed["authors"])
        entries = atom_entries(site.built, path)
        assert [item["id"] for item in feed["items"]] == [entry["id"] for entry in entries]
        for item, entry in zip(feed["items"], entries, strict=True):
            assert item["content_html"] == entry["content"]
            assert (item["title"], item.get("summary", "")) == (entry["title"], entry.get("summary", ""))
            assert (item["date_published"], item["date_modified"]) == (entry["published"], entry["updated"])
            assert STAMP.fullmatch(item["date_published"])
            assert site.key(site.page(item["url"])) == path.split("/")[0]


def test_every_page_names_the_json_feed_of_its_language() -> None:
    site = website("trilingual")
    for page in site.articles():
        [feed] = [link for link in page.links("alternate") if link.get("type") == "application/feed+json"]
        assert (feed["href"], bool(feed["title"])) == (f"/{site.key(page)}/feed.json", True)


# ---- ids --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_id_of_an_entry_is_a_tag_of_the_site_and_no_two_are_alike(name: str) -> None:
    site = website(name)
    found = [id_ for path in site.feeds() for id_ in ids(site.built, path)[1:]]
    assert [id_ for id_ in found if not TAG_URI.fullmatch(id_)] == []
    assert len(found) == len(set(found))


def test_an_id_says_which_site_and_entry_it_is_of_and_in_which_language() -> None:
    assert ids(built("trilingual"), "zh/feed.xml") == [
        "https://hafentage.example/zh/feed.xml",
        "tag:hafentage.example,2025-09-30:/press/2025-09-30-er%C3%B6ffnung/zh",
        "tag:hafentage.example,2025-06-02:/press/2025-06-02-programm/zh",
    ]


def release(key: str, fields: str) -> Files:
    """A site with one release more."""
    text = f"---\ntitle: Locks\n{fields}---\nText.\n"
    return read_site("minimal") | {f"content/press/{key}.en.md": text.encode()}


DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2026, 12, 31))


@settings(max_examples=up_to(40, few=4), deadline=None)
@given(slug=st.from_regex("[a-z]{1,8}", fullmatch=True), day=DAYS, title=st.sampled_from(("Locks", "Tugs")))
def test_ids_stay_whatever_slug_date_and_title_a_release_gets_later(slug: str, day: datetime.date, title: str) -> None:
    key = "2025-05-06-locks"
    before, after = release(key, ""), release(key, f"slug: {slug}\ndate: {day}\n")
    path = f"content/press/{key}.en.md"
    after = edit(after, path, "title: Locks", f"title: {title}")
    assert sorted(ids(build(before), "en/feed.xml")) == sorted(ids(build(after), "en/feed.xml"))


def test_ids_are_those_of_the_site_wherever_it_is_built_for(tmp_path: Path) -> None:
    root = write_files(
        tmp_path / "site", edit(read_site("minimal"), "content/site.yaml", ".example/", ".example/2025/")
    )
    assert call(folder=root).status == 0
    public = output(root)["en/feed.xml"].decode()
    assert call("--base-url", "http://localhost:8000/preview/", folder=root).status == 0
    preview = output(root)["en/feed.xml"].decode()
    wanted = [
        "https://canal-day.example/2025/en/feed.xml",
        "tag:canal-day.example,2025-05-04:/2025/press/2025-05-04-canal-day/en",
    ]
    assert re.findall("<id>(.*)</id>", public) == re.findall("<id>(.*)</id>", preview) == wanted
    assert 'href="http://localhost:8000/preview/en/press/2025-05-04-canal-day/"' in preview


def test_the_day_of_a_tag_is_that_of_the_key_or_else_of_the_source_in_all_languages() -> None:
    files = read_site("right-to-left")
    files |= {
        "content/press/fleet.en.md": b"---\ntitle: Fleet\ndate: 2025-04-02\n---\nText.\n",
        "content/press/fleet.ar.md": "---\ntitle: الأسطول\ndate: 2025-04-03\n---\nنص.\n".encode(),
    }
    site = build(files)
    found = {path: [one for one in ids(site, path) if "/fleet/" in one] for path in ("ar/feed.xml", "en/feed.xml")}
    days = {re.sub(r"tag:[^,]+,([^:]+):.*", r"\1", one) for found_ids in found.values() for one in found_ids}
    assert all(found.values())
    assert len(days) == 1


@pytest.mark.parametrize(
    ("host", "authority"),
    [("xn--hfen-loa.example", "xn--hfen-loa.example"), ("host.example:8443", "host.example"), ("[::1]", "1")],
)
def test_a_tag_names_the_host_alone(host: str, authority: str) -> None:
    site = build(edit(read_site("minimal"), "content/site.yaml", "canal-day.example", host))
    assert ids(site, "en/feed.xml")[1] == f"tag:{authority},2025-05-04:/press/2025-05-04-canal-day/en"
    assert TAG_URI.fullmatch(ids(site, "en/feed.xml")[1])
