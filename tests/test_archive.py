"""Releases by year and topic, and what is related: what has which page, where it leads, and what never moves again."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from built_pages import ATOM, Website, element_text, read_xml, website_of
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from whole_sites import Built, Files, build, edit, read_site

from microsite.pages.related import LEAST, OF_TERM, OF_TOPIC, SHOWN, relate

ENERGY = {"de": "Energie", "en": "Energy", "zh": "能源"}
TOPICS = "topics:\n  energy: {de: Energie, en: Energy, zh: 能源}\n  traffic: {de: Verkehr, en: Traffic, zh: 交通}\n"
LANGUAGES = ("de", "en", "zh")


def site_of(*, page_size: int = 20, missing: str = "") -> Files:
    """The trilingual site without its releases, to which other texts lead, and with topics."""
    files = {path: data for path, data in read_site("trilingual").items() if not path.startswith("content/press/")}
    config = files["content/site.yaml"].decode().partition("key_figures:")[0] + TOPICS
    config = config.replace("page_size: 1", f"page_size: {page_size}")
    config = config.replace("{press: source, page: source}", missing or "{page: source}")
    return files | {"content/site.yaml": f"{config}rules: {{link-broken: ignore}}\n".encode()}


def release(key: str, topics: Sequence[str] = (), languages: Sequence[str] = LANGUAGES, body: str = "Text.") -> Files:
    text = f"---\ntitle: Title of {key}\nsummary: Summary.\n---\n{body}\n".encode()
    files = {f"content/press/{key}.{language}.md": text for language in languages}
    return files | {f"content/press/{key}.yaml": f"topics: [{', '.join(topics)}]\n".encode()} if topics else files


def web(*releases: Files, page_size: int = 20, missing: str = "") -> Website:
    files = site_of(page_size=page_size, missing=missing)
    for one in releases:
        files |= one
    return website_of(build(files))


def lists_of(site: Website, locale: str = "de") -> list[str]:
    """The pages of a language's list below it, former ones as well."""
    root = f"{locale}/press/"
    paths = sorted(path.removeprefix(root).removesuffix("index.html") for path in site.pages if path.startswith(root))
    return [path for path in paths if path.partition("/")[0].isdigit() or path.startswith(("topic/", "page/"))]


def shown(site: Website, path: str) -> list[str]:
    """The keys of the releases of a list, by their titles."""
    return [a.text.removeprefix("Title of ") for a in site.pages[path].all("a") if a.text.startswith("Title of ")]


def divisions(site: Website, path: str) -> list[tuple[str, str]]:
    """What the page leads to among years and topics, with its numbers: (words, address)."""
    found = site.pages[path].all("nav", class_="divisions")
    return [(a.text, a.attributes["href"]) for nav in found for a in nav.all("a")]


# ---- years ------------------------------------------------------------------------------------------------------


def test_one_year_on_one_list_has_no_page_of_its_own() -> None:
    site = web(release("2025-01-02-a"), release("2025-03-04-b"), page_size=2)
    assert lists_of(site) == []
    assert shown(site, "de/press/index.html") == ["2025-03-04-b", "2025-01-02-a"]
    assert divisions(site, "de/press/index.html") == []


def test_more_than_the_list_shows_stands_on_the_page_of_its_year() -> None:
    site = web(*(release(f"2025-01-0{day}-a") for day in (1, 2, 3)), page_size=2)
    assert shown(site, "de/press/index.html") == ["2025-01-03-a", "2025-01-02-a"]
    assert divisions(site, "de/press/index.html") == [("2025 3", "/de/press/2025/")]
    assert shown(site, "de/press/2025/index.html") == ["2025-01-03-a", "2025-01-02-a", "2025-01-01-a"]
    [older] = [a for a in site.pages["de/press/index.html"].all("a") if a.text == "Ältere Mitteilungen"]
    assert older.attributes["href"] == "/de/press/2025/"


def test_a_list_leads_to_its_years_and_a_year_to_those_before() -> None:
    site = web(release("2022-05-06-a"), release("2024-05-06-b"), release("2024-06-07-c"), release("2025-01-02-d"))
    years = [("2025 1", "/de/press/2025/"), ("2024 2", "/de/press/2024/"), ("2022 1", "/de/press/2022/")]
    assert lists_of(site) == ["2022/", "2024/", "2025/"]
    assert divisions(site, "de/press/index.html") == years
    assert divisions(site, "de/press/2024/index.html") == years[1:]
    assert divisions(site, "de/press/2022/index.html") == []
    page = site.pages["de/press/2024/index.html"]
    assert [h1.text for h1 in page.all("h1")] == ["Pressemitteilungen 2024"]
    assert page.links("canonical")[0]["href"] == "https://hafentage.example/de/press/2024/"
    [trail] = [item for item in page.data() if item["@type"] == "BreadcrumbList"]
    assert [step["name"] for step in trail["itemListElement"]] == ["Hafentage Klima", "Pressemitteilungen", "2024"]


def test_a_year_is_named_only_in_languages_that_have_it() -> None:
    site = web(release("2024-01-02-a", languages=["de"]), release("2025-01-02-b"))
    assert lists_of(site, "zh") == ["2025/"]
    assert sorted(site.pages["de/press/2025/index.html"].alternates()) == ["de", "en", "x-default", "zh-Hans"]
    assert site.pages["de/press/2024/index.html"].alternates() == {}
    assert "https://hafentage.example/de/press/2024/" in site.built.text("sitemap.xml")
    assert "https://hafentage.example/zh/press/2024/" not in site.built.text("sitemap.xml")


def test_the_pages_that_lists_were_cut_into_lead_to_the_list() -> None:
    site = web(*(release(f"2025-01-0{day}-a") for day in range(1, 6)), page_size=2)
    assert lists_of(site) == ["2025/", "page/2/", "page/3/"]
    [link] = site.pages["de/press/page/3/index.html"].all("a")
    assert link.attributes["href"] == "/de/press/"


# ---- topics -----------------------------------------------------------------------------------------------------


def test_a_topic_has_a_page_where_a_language_has_a_release_on_it() -> None:
    site = web(
        release("2024-05-06-a", ["energy"]), release("2025-05-06-b", ["traffic", "energy"], ["de", "en"]), missing="{}"
    )
    assert [path for path in lists_of(site) if "topic" in path] == ["topic/energy/", "topic/traffic/"]
    assert [path for path in lists_of(site, "zh") if "topic" in path] == ["topic/energy/"]
    energy, traffic = ("Energie 2", "/de/press/topic/energy/"), ("Verkehr 1", "/de/press/topic/traffic/")
    assert divisions(site, "de/press/index.html")[-2:] == [energy, traffic]
    assert divisions(site, "de/press/topic/traffic/index.html") == [energy, traffic]
    assert shown(site, "de/press/topic/energy/index.html") == ["2025-05-06-b", "2024-05-06-a"]
    page = site.pages["de/press/topic/traffic/index.html"]
    assert sorted(page.alternates()) == ["de", "en", "x-default"]
    [collection] = [item for item in page.data() if item["@type"] == "CollectionPage"]
    assert (collection["name"], collection["inLanguage"]) == ("Verkehr", "de")
    assert [item["url"] for item in collection["mainEntity"]["itemListElement"]] == [
        "https://hafentage.example/de/press/2025-05-06-b/"
    ]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_release_names_its_topics_in_the_order_of_the_site(locale: str) -> None:
    site = web(release("2025-05-06-b", ["traffic", "energy"]))
    page = site.pages[f"{locale}/press/2025-05-06-b/index.html"]
    found = [a for a in page.all("a") if "/topic/" in a.attributes["href"]]
    assert [a.attributes["href"] for a in found] == [f"/{locale}/press/topic/{key}/" for key in ("energy", "traffic")]
    assert found[0].text == ENERGY[locale]


def test_a_name_that_a_topic_lacks_is_told_and_lent() -> None:
    files = edit(site_of() | release("2025-05-06-b", ["traffic"]), "content/site.yaml", ", zh: 交通", "")
    built = build(files)
    told = [(d.rule, d.message) for d in built.diagnostics if "topics" in d.message]
    assert told == [("translation-missing", "“topics” has no text in 简体中文")]
    assert "新闻稿：Verkehr" in built.text("zh/press/topic/traffic/index.html")


@pytest.mark.parametrize(
    ("topics", "hint"),
    [
        ("[enrgy]", "did you mean “energy”?"),
        ("[weather]", "add it to content/site.yaml, under topics, with its names"),
    ],
)
def test_a_topic_that_the_site_does_not_have_is_an_error(topics: str, hint: str) -> None:
    files = site_of() | release("2025-05-06-b", ["energy"])
    files["content/press/2025-05-06-b.yaml"] = f"place: Kiel\ntopics: {topics}\n".encode()
    [found] = [d for d in build(files).diagnostics if d.rule == "topic-unknown"]
    assert (found.severity.word, found.hint) == ("error", hint)
    assert found.span
    assert found.span[:3] == ("content/press/2025-05-06-b.yaml", 2, 10)


def test_a_topic_has_feeds_of_its_own_which_its_page_leads_to() -> None:
    site = web(
        release("2024-05-06-a", ["energy"]), release("2025-05-06-b", ["traffic", "energy"]), release("2025-05-07-c")
    )
    page, folder = site.pages["de/press/topic/energy/index.html"], "/de/press/topic/energy"
    named = {link["href"]: (link["type"], link["title"]) for link in page.links("alternate") if link.get("type")}
    assert named == {
        "/de/feed.xml": ("application/atom+xml", "Pressemitteilungen – Hafentage Klima"),
        "/de/feed.json": ("application/feed+json", "Pressemitteilungen – Hafentage Klima"),
        f"{folder}/feed.xml": ("application/atom+xml", "Energie – Hafentage Klima"),
        f"{folder}/feed.json": ("application/feed+json", "Energie – Hafentage Klima"),
    }
    [shown] = [a.text for a in page.all("a") if a.attributes["href"] == f"{folder}/feed.xml"]
    assert shown == "Dieses Thema als Feed"
    assert "topic" not in "".join(link["href"] for link in site.pages["de/press/index.html"].links("alternate"))
    atom, whole = (read_xml(site.built.files[path]) for path in ("de/press/topic/energy/feed.xml", "de/feed.xml"))
    assert element_text(atom, f"{ATOM}title") == "Energie – Hafentage Klima"
    assert element_text(atom, f"{ATOM}id") == f"https://hafentage.example{folder}/feed.xml"
    links = {link.attrib["rel"]: link.attrib["href"] for link in atom.findall(f"{ATOM}link")}
    assert links == {
        "self": f"https://hafentage.example{folder}/feed.xml",
        "alternate": f"https://hafentage.example{folder}/",
    }
    feed = json.loads(site.built.files["de/press/topic/energy/feed.json"])
    assert (feed["title"], feed["home_page_url"]) == ("Energie – Hafentage Klima", links["alternate"])
    ids = [element_text(entry, f"{ATOM}id") for entry in atom.iter(f"{ATOM}entry")]
    of_all = [element_text(entry, f"{ATOM}id") for entry in whole.iter(f"{ATOM}entry")]
    assert ids == [item["id"] for item in feed["items"]] == [of_all[1], of_all[2]]


def test_a_feed_of_a_topic_has_as_many_releases_as_site_yaml_says_in_the_languages_that_have_the_topic() -> None:
    files = site_of(missing="{}")
    files["content/site.yaml"] += b"feed_size: 1\n"
    site = build(
        files
        | release("2024-05-06-a", ["energy"])
        | release("2025-05-06-b", ["energy"])
        | release("2025-05-07-c")
        | release("2025-05-08-d", ["traffic"], ["de"])
    )
    assert "2025-05-06-b" in site.text("zh/press/topic/energy/feed.xml")
    assert "2024-05-06-a" not in site.text("zh/press/topic/energy/feed.xml")
    assert "de/press/topic/traffic/feed.json" in site.files
    assert "zh/press/topic/traffic/feed.json" not in site.files


# ---- what is related --------------------------------------------------------------------------------------------


def related(site: Website, path: str) -> list[str]:
    sections = site.pages[path].all("section", class_="related")
    return [a.text.removeprefix("Title of ") for one in sections for a in one.all("a")]


def test_a_release_names_those_that_have_most_in_common_and_then_the_newest() -> None:
    site = web(
        release("2025-01-01-both", ["energy", "traffic"]),
        release("2025-01-02-old", ["energy"]),
        release("2025-01-03-other"),
        release("2025-01-04-new", ["energy"]),
        release("2025-01-05-newest", ["traffic"]),
        release("2025-01-06-this", ["energy", "traffic"]),
    )
    path = "de/press/2025-01-06-this/index.html"
    assert related(site, path) == ["2025-01-01-both", "2025-01-05-newest", "2025-01-04-new"]
    assert related(site, "de/press/2025-01-03-other/index.html") == []


def test_terms_that_two_releases_mention_relate_them() -> None:
    body = "[a](../glossary/landstrom.de.md) [b](../glossary/ökobonus.de.md)"
    site = web(
        release("2025-01-01-a", body=body, languages=["de"]),
        release("2025-01-02-b", body=body, languages=["de"]),
        release("2025-01-03-c", body="[a](../glossary/landstrom.de.md)", languages=["de"]),
    )
    assert related(site, "de/press/2025-01-02-b/index.html") == ["2025-01-01-a"]
    assert related(site, "de/press/2025-01-03-c/index.html") == [], "one term in passing relates nothing"


def test_a_release_names_what_its_language_shows_alone() -> None:
    site = web(release("2025-01-01-a", ["energy"], ["de", "en"]), release("2025-01-02-b", ["energy"]), missing="{}")
    assert related(site, "de/press/2025-01-02-b/index.html") == ["2025-01-01-a"]
    assert related(site, "zh/press/2025-01-02-b/index.html") == []


SUBJECTS = [(OF_TOPIC, "x"), (OF_TOPIC, "y"), (OF_TERM, "a"), (OF_TERM, "b"), (OF_TERM, "c")]


@settings(max_examples=up_to(200))
@given(st.lists(st.tuples(st.integers(2020, 2024), st.sets(st.sampled_from(SUBJECTS))), max_size=12))
def test_what_is_related_is_what_comparing_all_with_all_finds(written: list[tuple[int, set[tuple[int, str]]]]) -> None:
    written.sort(key=lambda one: one[0])
    dated = [(f"k{n:02}", year, tuple(sorted(of))) for n, (year, of) in enumerate(written)]
    found = relate(dated)
    for key, year, subjects in dated:
        scored = [
            (sum(weight for weight, name in subjects if (weight, name) in of), other)
            for other, of_year, of in dated
            if other != key and of_year <= year
        ]
        wanted = [other for score, other in sorted(scored, reverse=True) if score >= LEAST][:SHOWN]
        assert list(found.get(key, ())) == wanted


# ---- what is over stays as it is --------------------------------------------------------------------------------


def of_year(built: Built, year: int) -> Files:
    """All pages of a year: those of its releases, and of the year itself."""
    return {path: data for path, data in built.files.items() if f"/press/{year}" in path}


KEYS = [f"{year}-{month:02}-0{day}-x" for year in (2023, 2024, 2025) for month in (3, 7) for day in (1, 2)]


@settings(max_examples=up_to(40, few=3), deadline=None)
@given(st.data())
def test_pages_of_years_that_are_over_stay_as_they_are_when_a_release_comes(data: st.DataObject) -> None:
    """But for the last release of all: it says what came next."""
    page_size, missing = data.draw(st.sampled_from([1, 3, 20])), data.draw(st.sampled_from(["", "{press: source}"]))
    files = site_of(page_size=page_size, missing=missing)
    some = st.lists(st.sampled_from(["energy", "traffic"]), unique=True)
    tongues = st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True)
    body = st.sampled_from(["Text.", "Landstrom, Ökobonus, shore power.", "[a](../glossary/landstrom.de.md) und 岸电"])
    keys = data.draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    for key in keys:
        files |= release(key, data.draw(some), data.draw(tongues), data.draw(body))
    before = build(files)
    new = release("2026-01-02-new", data.draw(some), data.draw(tongues), data.draw(body))
    after = build(files | new)
    assert before.files
    shown_keys = [[key for key in keys if f"{one}/press/{key}/index.html" in before.files] for one in LANGUAGES]
    last = {max(found) for found in shown_keys if found}
    for year in (2023, 2024, 2025):
        old = of_year(before, year)
        now = of_year(after, year)
        changed = {path for path in old if now[path] != old[path]}
        assert {path.split("/")[2] for path in changed} <= last
