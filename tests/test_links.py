"""What links mean: pages in the reader's language or marked as another, lists, files, anchors; and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from microsite.diagnostics import Diagnostic, Span
from microsite.kinds import KINDS
from microsite.link import link
from microsite.links import Hidden
from microsite.markup import convert
from microsite.model import Config, Entry, GroupData, Locale, MissingPolicy, Picture, Prose, ResolvedLink, Site, Target

LANGUAGES = (
    Locale("de", "de", "de_DE", "Deutsch"),
    Locale("en", "en", "en_US", "English"),
    Locale("zh", "zh-Hans", "zh_Hans_CN", "简体中文"),
)
ABOUT = "content/pages/about.de.md"
FILES = frozenset({"content/press/2025-11-16-talente/halle.jpg", "content/pages/about/Größe der Halle.pdf"})


def parsed(path: str) -> Entry:
    folder, name = path.removeprefix("content/").split("/")
    key, locale, _ = name.split(".")
    kind = next(kind.name for kind in KINDS.values() if kind.folder == folder)
    return Entry(kind, key, locale, path, "0", f"Titel {key}")


def linked(
    bodies: Mapping[str, str],
    *,
    base_url: str = "https://talent.example/",
    missing: Mapping[str, MissingPolicy] | None = None,
    data: Mapping[tuple[str, str], GroupData] | None = None,
    files: Collection[str] = FILES,
    hidden: Mapping[tuple[str, str], Hidden] | None = None,
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """A site of these bodies by path; others that they link to are added to it."""
    others = {
        "content/glossary/innovation-hub.de.md": "## Geschichte {#history}",
        "content/glossary/innovation-hub.en.md": "## History {#history}",
        "content/glossary/xingyu-cup.zh.md": "## 奖项",
        "content/press/2025-11-16-talente.de.md": "## Zahlen",
    }
    config = Config({"": "Talente"}, base_url, LANGUAGES, "de", missing=missing or {})
    texts = others | dict(bodies)
    entries = [parsed(path) for path in texts]
    documents = {entry.path: convert(Prose(entry.path, texts[entry.path], 4), entry.locale)[0] for entry in entries}
    press = {("press", entry.key): GroupData() for entry in entries if entry.kind == "press"}
    return link(config, entries, press | dict(data or {}), documents, files, hidden)


def resolved(body: str, path: str = ABOUT, base_url: str = "https://talent.example/") -> Mapping[str, ResolvedLink]:
    """The links of a text of which nothing is told."""
    made, problems = linked({path: body}, base_url=base_url)
    assert problems == ()
    entry = parsed(path)
    return made.links[entry.kind, entry.key, entry.locale]


def told(body: str, path: str = ABOUT) -> list[tuple[str, str, str]]:
    return [(found.rule, found.message, found.hint) for found in linked({path: body})[1]]


# ---- pages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "meaning"),
    [
        ("../glossary/innovation-hub.md", ResolvedLink("/de/glossary/innovation-hub/")),
        ("../glossary/innovation-hub.md#history", ResolvedLink("/de/glossary/innovation-hub/#history")),
        ("../glossary/innovation-hub.md?a=1&b#history", ResolvedLink("/de/glossary/innovation-hub/?a=1&b#history")),
        ("../glossary/./x/../innovation-hub.md", ResolvedLink("/de/glossary/innovation-hub/")),
        ("../glossary/innovation%2Dhub.md", ResolvedLink("/de/glossary/innovation-hub/")),
        ("..\\glossary\\innovation-hub.md", ResolvedLink("/de/glossary/innovation-hub/")),
        ("about.md", ResolvedLink("/de/about/")),
        ("../glossary/innovation-hub.de.md", ResolvedLink("/de/glossary/innovation-hub/")),
        ("../glossary/innovation-hub.en.md", ResolvedLink("/en/glossary/innovation-hub/", "en")),
        ("../glossary/xingyu-cup.md", ResolvedLink("/zh/glossary/xingyu-cup/", "zh-Hans")),
        ("../glossary/xingyu-cup.md#奖项", ResolvedLink("/zh/glossary/xingyu-cup/#%E5%A5%96%E9%A1%B9", "zh-Hans")),
        (
            "../glossary/xingyu-cup.md#%E5%A5%96%E9%A1%B9",
            ResolvedLink("/zh/glossary/xingyu-cup/#%E5%A5%96%E9%A1%B9", "zh-Hans"),
        ),
        ("/de/glossary/innovation-hub/", ResolvedLink("/de/glossary/innovation-hub/")),
        ("/de/glossary/innovation-hub#history", ResolvedLink("/de/glossary/innovation-hub/#history")),
        ("/en/glossary/innovation-hub/index.html", ResolvedLink("/en/glossary/innovation-hub/", "en")),
    ],
)
def test_a_link_leads_to_the_page_in_this_language_or_is_marked(url: str, meaning: ResolvedLink) -> None:
    assert resolved(f"[Text](<{url}>)") == {url: meaning}


def test_the_base_path_stands_before_every_address() -> None:
    body = (
        "[a](../glossary/innovation-hub.md) [b](/de/glossary/innovation-hub/) [c](../glossary/)\n\n"
        "[d](<about/Größe der Halle.pdf>)"
    )
    assert resolved(body, base_url="https://example.org/sub/") == {
        "../glossary/innovation-hub.md": ResolvedLink("/sub/de/glossary/innovation-hub/"),
        "/de/glossary/innovation-hub/": ResolvedLink("/sub/de/glossary/innovation-hub/"),
        "../glossary/": ResolvedLink("/sub/de/glossary/"),
        "about/Größe der Halle.pdf": ResolvedLink("/sub/media/pages/about/Gr%C3%B6%C3%9Fe%20der%20Halle.pdf"),
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.md",
        "HTTP://EXAMPLE.ORG",
        "mailto:presse@example.org",
        "tel:+4930123",
        "#ziel",
        "?a=1",
        "?a=1#ziel",
    ],
)
def test_what_leads_out_of_the_site_or_nowhere_else_stands_as_it_is(url: str) -> None:
    assert resolved(f"## Ziel\n\n[Text]({url})") == {}


def test_a_slug_is_the_address_of_its_page() -> None:
    entry = Entry("glossary", "cup", "de", "content/glossary/cup.de.md", "0", "Cup", slug="兴渝杯")
    config = Config({"": "Talente"}, "https://talent.example/", LANGUAGES, "de")
    site, problems = link(config, [entry], {}, {entry.path: convert(Prose(entry.path, "[a](cup.md)", 4), "de")[0]}, ())
    assert problems == ()
    assert site.links["glossary", "cup", "de"] == {"cup.md": ResolvedLink("/de/glossary/兴渝杯/")}


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        (
            "[a](../glossary/inovation-hub.md)",
            "there is no page “../glossary/inovation-hub.md”",
            "did you mean “../glossary/innovation-hub.md”?",
        ),
        ("[a](zzz.md)", "there is no page “zzz.md”", "check the file’s name; links carry no language"),
        (
            "[a](../glossary/innovation-hub.zh.md)",
            "there is no “zh” version of this page",
            "write ../glossary/innovation-hub.md, which leads to the reader’s language or one that there is",
        ),
        (
            "[a](../glossary/innovation-hub.fr.md)",
            "there is no “fr” version of this page",
            "write ../glossary/innovation-hub.md, which leads to the reader’s language or one that there is",
        ),
        (
            "[a](/de/glossary/innovation-hob/)",
            "there is no page “/de/glossary/innovation-hob/”",
            "did you mean “/de/glossary/innovation-hub/”?",
        ),
        ("[a](/xyz)", "there is no page “/xyz”", "link to pages by their file: ../press/release.md"),
        ("[a](/zh/feed.xml)", "there is no page “/zh/feed.xml”", "did you mean “/de/feed.xml”?"),
        (
            "[a]()",
            "this link or picture has no address",
            "write between the parentheses where it leads: [text](../glossary/term.md)",
        ),
        (
            "[a](//example.org/x)",
            "“//example.org/x” does not say how to get there",
            "write https://example.org/x, or /example.org/x for a page of this site",
        ),
    ],
)
def test_a_page_that_is_not_there_is_reported(body: str, message: str, hint: str) -> None:
    assert told(body) == [("link-broken", message, hint)]


@pytest.mark.parametrize("url", ["/\\example.org", "\\\\example.org\\x", "/%5Cexample.org"])
def test_a_disguised_address_of_another_host_is_reported(url: str) -> None:
    site, problems = linked({ABOUT: f'<a href="{url}">a</a>'})
    assert [found.rule for found in problems] == ["link-broken"]
    assert site.links["page", "about", "de"] == {}


def test_a_broken_link_is_reported_where_its_url_stands_and_each_time() -> None:
    [first, second] = linked({ABOUT: "Text\n\n[a](zzz.md) und [b](zzz.md)"})[1]
    assert first.span == Span(ABOUT, 6, 5, 6)
    assert second.span == Span(ABOUT, 6, 21, 6)


def test_a_link_to_a_draft_says_that_it_is_one() -> None:
    _, [found] = linked({ABOUT: "[a](../press/2026-01-01-jahr.md)"}, hidden={("press", "2026-01-01-jahr"): "draft"})
    assert found.rule == "link-broken"
    assert found.message == "“../press/2026-01-01-jahr.md” is a draft, which readers do not get to see"


def test_a_link_into_a_language_that_is_not_built_leads_to_the_root_and_is_only_a_note() -> None:
    made, [found] = linked(
        {ABOUT: "[a](../press/2026-01-01-jahr.md)"}, hidden={("press", "2026-01-01-jahr"): "language"}
    )
    assert (found.rule, found.severity.word) == ("translation-missing", "info")
    assert made.links["page", "about", "de"] == {"../press/2026-01-01-jahr.md": ResolvedLink("/de/")}


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.js", "a.svg", "a.xml"])
def test_a_file_that_would_run_as_part_of_the_site_is_unsafe(name: str) -> None:
    _, [found] = linked({ABOUT: f"[a](about/{name})"}, files={f"content/pages/about/{name}"})
    assert found.rule == "link-unsafe"
    assert linked({ABOUT: "[a](about/a.pdf)"}, files={"content/pages/about/a.pdf"})[1] == ()
    assert linked({ABOUT: "![a](about/a.svg)"}, files={"content/pages/about/a.svg"})[1] == ()


@pytest.mark.parametrize("url", ["../../README.md", "../..", "..%2f..%2fetc/passwd", "../%2e%2e/site.py"])
def test_a_link_that_leaves_the_content_is_unsafe(url: str) -> None:
    assert told(f"[a]({url})") == [
        (
            "link-unsafe",
            f"“{url}” leads out of content/",
            "link to pages as ../glossary/term.md, to files as <key>/file.pdf",
        )
    ]


@pytest.mark.parametrize("url", ["https://e.example/p.png", "HTTP://e.example/p.png", "//e.example/p.png"])
def test_a_picture_of_another_host_is_unsafe(url: str) -> None:
    hint = "pictures are kept with the site: put the file into content/pages/about/"
    message = f"the picture “{url}” lies on another host, which would learn of every reader"
    assert told(f"![Saal]({url})") == [("link-unsafe", message, hint)]
    [found] = linked({ABOUT: f"![Saal]({url})"})[1]
    assert found.span == Span(ABOUT, 4, 9, len(url))


def test_a_link_to_a_picture_of_another_host_is_fine() -> None:
    assert resolved("[Saal](https://e.example/p.png)") == {}


# ---- lists and roots ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "meaning"),
    [
        ("../glossary/", ResolvedLink("/de/glossary/")),
        ("../press", ResolvedLink("/de/press/")),
        ("../", ResolvedLink("/de/")),
        ("/zh/glossary/", ResolvedLink("/zh/glossary/", "zh-Hans")),
        ("/en/", ResolvedLink("/en/", "en")),
        ("/", ResolvedLink("/")),
        ("/index.html", ResolvedLink("/")),
        ("/de/feed.xml", ResolvedLink("/de/feed.xml")),
        ("/robots.txt", ResolvedLink("/robots.txt")),
        ("/sitemap.xml", ResolvedLink("/sitemap.xml")),
    ],
)
def test_a_folder_stands_for_its_list(url: str, meaning: ResolvedLink) -> None:
    assert resolved(f"[Text]({url})") == {url: meaning}


def test_a_feed_of_another_language_is_marked() -> None:
    body = "[Text](/de/feed.xml)"
    site, problems = linked({"content/pages/about.en.md": body})
    assert problems == ()
    assert site.links["page", "about", "en"] == {"/de/feed.xml": ResolvedLink("/de/feed.xml", "de")}


def test_what_may_be_meant_is_told_as_it_is_written_under_a_base_path() -> None:
    _, [found] = linked({ABOUT: "[a](/de/pres/)"}, base_url="https://example.org/sub/")
    assert found.hint == "did you mean “/de/press/”?"
    assert resolved("[a](/de/press/) [b](/)", base_url="https://example.org/sub/") == {
        "/de/press/": ResolvedLink("/sub/de/press/"),
        "/": ResolvedLink("/sub/"),
    }


def test_a_list_that_a_language_does_not_have_is_that_of_one_that_has_it() -> None:
    assert resolved("[Text](../press/)", "content/pages/about.zh.md") == {"../press/": ResolvedLink("/de/press/", "de")}


def test_pages_have_no_list() -> None:
    assert [rule for rule, _, _ in told("[Text](../pages/)")] == ["link-broken"]


# ---- anchors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        ("## Ziele\n\n[a](#ziel)", "there is no anchor “#ziel” on that page", "did you mean “#ziele”?"),
        ("[a](#ziel)", "there is no anchor “#ziel” on that page", "give the heading the anchor: ## Heading {#ziel}"),
        (
            "[a](../glossary/innovation-hub.md#histori)",
            "there is no anchor “#histori” on that page",
            "did you mean “#history”?",
        ),
        (
            "[a](../glossary/xingyu-cup.md#prizes)",
            "there is no anchor “#prizes” on that page",
            "give the heading the anchor: ## Heading {#prizes}",
        ),
        (
            "[a](/de/glossary/innovation-hub/#histori)",
            "there is no anchor “#histori” on that page",
            "did you mean “#history”?",
        ),
    ],
)
def test_an_anchor_that_is_not_there_is_reported(body: str, message: str, hint: str) -> None:
    assert told(body) == [("anchor-broken", message, hint)]


@pytest.mark.parametrize("url", ["../glossary/#x", "/de/#x", "../#x", "/#x", "/de/feed.xml#x"])
def test_an_anchor_of_a_list_or_a_root_is_reported(url: str) -> None:
    message = "there is no anchor “#x” on that page, which the site makes itself"
    assert told(f"[a]({url})") == [("anchor-broken", message, "leave “#x” away, or link to the entry that is meant")]


@pytest.mark.parametrize("url", ["/de/", "../"])
def test_a_root_has_the_anchors_of_the_home_page(url: str) -> None:
    bodies = {"content/pages/home.de.md": "## Ziele", ABOUT: f"[a]({url}#ziele)"}
    site, problems = linked(bodies)
    assert problems == ()
    assert site.links["page", "about", "de"] == {f"{url}#ziele": ResolvedLink("/de/#ziele")}
    [found] = linked(bodies | {ABOUT: f"[a]({url}#ziel)"})[1]
    assert (found.rule, found.hint) == ("anchor-broken", "did you mean “#ziele”?")


def test_an_anchor_may_be_written_decomposed_or_percent_encoded() -> None:
    body = "## Grüße\n\n## Größe {#gro\N{COMBINING DIAERESIS}ße}\n\n[a](#gruesse) [b](#gr%C3%B6%C3%9Fe)"
    assert resolved(body) == {}
    decomposed = "#gro\N{COMBINING DIAERESIS}ße"
    assert resolved(f"{body} [c]({decomposed})") == {decomposed: ResolvedLink("#gr%C3%B6%C3%9Fe")}


# ---- files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "meaning"),
    [
        ("about/Größe der Halle.pdf", "/media/pages/about/Gr%C3%B6%C3%9Fe%20der%20Halle.pdf"),
        (
            "about/Gr%C3%B6%C3%9Fe%20der%20Halle.pdf#page=2",
            "/media/pages/about/Gr%C3%B6%C3%9Fe%20der%20Halle.pdf#page=2",
        ),
        ("about/Gro\N{COMBINING DIAERESIS}ße der Halle.pdf", "/media/pages/about/Gr%C3%B6%C3%9Fe%20der%20Halle.pdf"),
        ("../press/2025-11-16-talente/halle.jpg", "/media/press/2025-11-16-talente/halle.jpg"),
    ],
)
def test_a_file_is_linked_to_and_taken_along(url: str, meaning: str) -> None:
    site, problems = linked({ABOUT: f"[Text](<{url}>)"})
    assert problems == ()
    [link_] = site.links["page", "about", "de"].values()
    assert link_.url == meaning
    [(path, target)] = site.media.items()
    assert path in FILES
    assert target == Target("media/" + path.removeprefix("content/"), meaning.partition("#")[0])


def test_a_picture_in_a_text_is_a_file() -> None:
    body = "![Die Halle](2025-11-16-talente/halle.jpg)"
    assert resolved(body, "content/press/2025-11-16-talente.de.md") == {
        "2025-11-16-talente/halle.jpg": ResolvedLink("/media/press/2025-11-16-talente/halle.jpg")
    }


@pytest.mark.parametrize(
    ("body", "rule", "message", "hint"),
    [
        (
            "![a](../press/2025-11-16-talente/hale.jpg)",
            "picture-missing",
            "there is no picture “content/press/2025-11-16-talente/hale.jpg”",
            "did you mean “../press/2025-11-16-talente/halle.jpg”?",
        ),
        (
            "![a](halle.jpg)",
            "picture-missing",
            "there is no picture “content/pages/halle.jpg”",
            "did you mean “../press/2025-11-16-talente/halle.jpg”?",
        ),
        (
            "![a](../glossary/innovation-hub.md)",
            "picture-missing",
            "there is no picture “content/glossary/innovation-hub.md”",
            "put the picture there, or correct the name",
        ),
        (
            "[a](plan.pdf)",
            "link-broken",
            "there is no file “content/pages/plan.pdf”",
            "put the file there, or correct the name",
        ),
        (
            "[a](www.example.org)",
            "link-broken",
            "there is no file “content/pages/www.example.org”",
            "write https://www.example.org",
        ),
        (
            "[a](presse@example.org)",
            "link-broken",
            "there is no file “content/pages/presse@example.org”",
            "write mailto:presse@example.org",
        ),
    ],
)
def test_a_file_that_is_not_there_is_reported(body: str, rule: str, message: str, hint: str) -> None:
    assert told(body) == [(rule, message, hint)]


def test_the_pictures_of_a_group_are_taken_along_and_a_missing_one_is_reported_once() -> None:
    pictures = (
        Picture("content/press/2025-11-16-talente/halle.jpg", {"": "Die Halle"}, line=3),
        Picture("content/press/a/b.jpg", {}, line=7),
    )
    group = GroupData("content/press/2025-11-16-talente.yaml", pictures=pictures)
    site, [found] = linked({}, data={("press", "2025-11-16-talente"): group}, missing={"press": "source"})
    assert list(site.media) == ["content/press/2025-11-16-talente/halle.jpg"]
    assert (found.rule, found.span) == ("picture-missing", Span("content/press/2025-11-16-talente.yaml", 7, 1))


# ---- texts that stand in for a translation --------------------------------------------------------------------


def test_links_of_a_text_in_another_language_lead_to_the_readers_language_where_they_can() -> None:
    bodies = {
        ABOUT: "[a](../glossary/innovation-hub.md) [b](../glossary/xingyu-cup.md) [c](../press/2025-11-16-talente.md)"
    }
    site, problems = linked(bodies, missing={"page": "source"})
    assert problems == ()
    assert site.links["page", "about", "en"] == {
        "../glossary/innovation-hub.md": ResolvedLink("/en/glossary/innovation-hub/"),
        "../glossary/xingyu-cup.md": ResolvedLink("/zh/glossary/xingyu-cup/", "zh-Hans"),
        "../press/2025-11-16-talente.md": ResolvedLink("/de/press/2025-11-16-talente/", "de"),
    }


def test_a_page_in_the_readers_language_is_preferred_even_if_its_text_is_in_another() -> None:
    site, _ = linked({ABOUT: "[a](../press/2025-11-16-talente.md)"}, missing={"page": "source", "press": "source"})
    assert site.links["page", "about", "zh"] == {
        "../press/2025-11-16-talente.md": ResolvedLink("/zh/press/2025-11-16-talente/")
    }


def test_what_is_wrong_in_a_text_is_reported_once_in_however_many_languages_it_is_shown() -> None:
    body = "[a](zzz.md) [b](#zzz) ![c](zzz.jpg) [d](../../zzz) {{ zzz }}"
    _, problems = linked({ABOUT: body}, missing={"page": "source"})
    assert sorted(found.rule for found in problems) == [
        "anchor-broken",
        "figure-unknown",
        "link-broken",
        "link-unsafe",
        "picture-missing",
    ]
