"""What links mean: pages in the reader's language or marked as another, lists, files, anchors; and what is wrong."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.content.material import Hidden, Material
from microsite.content.texts import make_manuscript, read_text
from microsite.diagnostics.problems import Diagnostic, Span
from microsite.engine.bodies import read_uses
from microsite.model.config import Config, Organization
from microsite.model.entries import Figure, GroupData, Locale, Picture, Text
from microsite.model.kinds import KINDS
from microsite.model.media import Signature
from microsite.model.policies import MissingPolicy
from microsite.model.site import NOWHERE, GroupKey, Page, PageKey, ResolvedLink, Site, Target
from microsite.model.source import Source
from microsite.site.bodies import BodySource, find_body_source
from microsite.site.groups import check_body, link
from microsite.site.linker import Linker

LANGUAGES = (
    Locale("de", "de", "de_DE", "Deutsch"),
    Locale("en", "en", "en_US", "English"),
    Locale("zh", "zh-Hans", "zh_Hans_CN", "简体中文"),
)
ABOUT = "content/pages/about.de.md"
FILES: dict[str, Signature] = {
    "content/press/2025-11-16-talente/halle.jpg": "jpeg",
    "content/pages/about/Größe der Halle.pdf": "",
}


@functools.cache
def read(path: str, body: str, slug: str = "") -> tuple[Text, bytes]:
    """The text of a file at `path`, and its written body; without a slug that begins on line 4."""
    folder, name = path.removeprefix("content/").split("/")
    key, locale, _ = name.split(".")
    kind = next(kind for kind in KINDS.values() if kind.folder == folder)
    title = next(field.name for field in kind.front_matter if field.required)
    front = f"{title}: Titel {key}" + (f"\nslug: {slug}" if slug else "")
    data = f"---\n{front}\n---\n{body}".encode()
    tag = next(language.tag for language in LANGUAGES if language.key == locale)
    languages = frozenset(language.key for language in LANGUAGES)
    return read_text(
        make_manuscript(Source(path, hashlib.sha256(data).hexdigest(), data), kind.name, key, locale, tag, languages)
    )


def linked_to(
    config: Config,
    found: Sequence[tuple[Text, bytes]],
    *others: Any,  # noqa: ANN401 (as `Material` has them)
) -> tuple[Site, Linker, tuple[Diagnostic, ...]]:
    """What `link` makes of texts with their bodies, and of what else there is in a `Material`."""
    written = {text.digest: body for text, body in found}
    texts = [text for text, _ in found]
    return link(config, Material(texts, *others), lambda text: read_uses(written[text.digest]))


@dataclass(frozen=True)
class Linked:
    """A site, what the links of each of its pages mean there, and all that is wrong with it."""

    site: Site
    links: Mapping[PageKey, Mapping[str, ResolvedLink]]
    problems: tuple[Diagnostic, ...]


def linked(
    bodies: Mapping[str, str],
    *,
    base_url: str = "https://talent.example/",
    missing: Mapping[str, MissingPolicy] | None = None,
    data: Mapping[GroupKey, GroupData] | None = None,
    files: Mapping[str, Signature] = FILES,
    hidden: Mapping[GroupKey, Hidden] | None = None,
    also_at: str = "",
    downloads: tuple[str, ...] = (),
) -> Linked:
    """A site of these bodies by path; others that they link to are added to it."""
    others = {
        "content/glossary/innovation-hub.de.md": "## Geschichte {#history}",
        "content/glossary/innovation-hub.en.md": "## History {#history}",
        "content/glossary/xingyu-cup.zh.md": "## 奖项",
        "content/press/2025-11-16-talente.de.md": "## Zahlen",
    }
    config = Config({"": "Talente"}, base_url, LANGUAGES, "de", missing=missing or {})
    config = config._replace(also_at=also_at, downloads=downloads)
    texts = [read(path, body) for path, body in (others | dict(bodies)).items()]
    site, linker, problems = linked_to(config, texts, data or {}, {}, files, hidden or {})
    links = {key: links_of(page, linker) for key, page in site.pages.items()}
    told = [found for page in site.pages.values() for found in check_body(page, linker)]
    led_to = {one.url.partition("#")[0] for found in links.values() for one in found.values() if "/media/" in one.url}
    assert led_to <= {target.url for target in site.media.values()}, "a file is led to that is not published"
    return Linked(site, links, (*problems, *told))


def links_of(page: Page, linker: Linker) -> Mapping[str, ResolvedLink]:
    """What the links of a page mean there."""
    return linker.resolve(page, linker.find_uses(page.text).links)


def resolved(body: str, path: str = ABOUT, base_url: str = "https://talent.example/") -> Mapping[str, ResolvedLink]:
    """The links of a text of which nothing is told."""
    made = linked({path: body}, base_url=base_url)
    assert made.problems == ()
    [links] = [made.links[key] for key, page in made.site.pages.items() if page.entry.path == path]
    return links


def told(body: str, path: str = ABOUT) -> list[tuple[str, str, str]]:
    return [(found.rule, found.message, found.hint) for found in linked({path: body}).problems]


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
    config = Config({"": "Talente"}, "https://talent.example/", LANGUAGES, "de")
    cup = read("content/glossary/cup.de.md", "[a](cup.md)", "兴渝杯")
    site, linker, problems = linked_to(config, [cup])
    assert problems == ()
    [page] = site.pages.values()
    assert links_of(page, linker) == {"cup.md": ResolvedLink("/de/glossary/兴渝杯/")}
    assert check_body(page, linker) == ()


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        (
            "[a](../glossary/inovation-hub.md)",
            "there is no page “../glossary/inovation-hub.md”",
            "did you mean “../glossary/innovation-hub.md”?",
        ),
        (
            "[a](../glossary/call-for-papers.md)",
            "there is no page “../glossary/call-for-papers.md”",
            "check the file’s name; links do not name a language",  # ../glossary/ alone makes nothing alike
        ),
        ("[a](zzz.md)", "there is no page “zzz.md”", "check the file’s name; links do not name a language"),
        (
            "[a](../glossary/innovation-hub.zh.md)",
            "there is no “zh” version of this page",
            "write ../glossary/innovation-hub.md, which leads to the reader’s language, or to another that exists",
        ),
        (
            "[a](../glossary/innovation-hub.fr.md)",
            "there is no “fr” version of this page",
            "write ../glossary/innovation-hub.md, which leads to the reader’s language, or to another that exists",
        ),
        (
            "[a](/de/glossary/innovation-hob/)",
            "there is no page “/de/glossary/innovation-hob/”",
            "did you mean “/de/glossary/innovation-hub/”?",
        ),
        ("[a](/xyz)", "there is no page “/xyz”", "link to pages by their file: ../press/release.md"),
        (
            "[a](/zh/glossary/Innovation_Hub/)",
            "there is no page “/zh/glossary/Innovation_Hub/”",
            "did you mean “../glossary/innovation-hub.md”?",
        ),
        (
            "[a](../innovation-hub/index.html)",
            "there is no file “content/innovation-hub/index.html”",
            "did you mean “../glossary/innovation-hub.md”?",
        ),
        (
            "[a](innovation-hub.md)",
            "there is no page “innovation-hub.md”",
            "did you mean “../glossary/innovation-hub.md”?",
        ),
        (
            "[a](/en/terms/Innovation.Hub.html)",
            "there is no page “/en/terms/Innovation.Hub.html”",
            "did you mean “../glossary/innovation-hub.md”?",
        ),
        (
            "[a](/2025/11/16/talente.html)",
            "there is no page “/2025/11/16/talente.html”",
            "did you mean “../press/2025-11-16-talente.md”?",
        ),
        (
            "[a](../../../innovation_hub/#a)",
            "“../../../innovation_hub/#a” leads out of content/",
            "did you mean “../glossary/innovation-hub.md”?",
        ),
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
    made = linked({ABOUT: f'<a href="{url}">a</a>'})
    assert [found.rule for found in made.problems] == ["link-broken"]
    assert made.links["page", "about", "de"] == {}


def test_a_broken_link_is_reported_where_its_url_stands_and_each_time() -> None:
    [first, second] = linked({ABOUT: "Text\n\n[a](zzz.md) und [b](zzz.md)"}).problems
    assert first.span == Span(ABOUT, 6, 5, 6)
    assert second.span == Span(ABOUT, 6, 21, 6)


@pytest.mark.parametrize("body", ["[a]({{ n }}.md)", "![a](x{{ n }}.png)", "[a](<a {{ n }}.pdf>)"])
def test_an_address_with_braces_is_told_of_once(body: str) -> None:
    assert [rule for rule, _, _ in told(body)] == []
    assert [rule for rule, _, _ in told(body.replace("{{ n }}", "\\{{n}}"))] != []


def test_a_link_to_a_draft_says_that_it_is_one() -> None:
    made = linked({ABOUT: "[a](../press/2026-01-01-jahr.md)"}, hidden={("press", "2026-01-01-jahr"): "draft"})
    [found] = made.problems
    assert found.rule == "link-broken"
    assert found.message == "“../press/2026-01-01-jahr.md” leads to what is not public"
    assert found.cause == "content/press/2026-01-01-jahr"
    assert made.links["page", "about", "de"] == {"../press/2026-01-01-jahr.md": NOWHERE}


def test_a_link_into_a_language_that_is_not_built_leads_to_the_root_and_is_only_a_note() -> None:
    made = linked({ABOUT: "[a](../press/2026-01-01-jahr.md)"}, hidden={("press", "2026-01-01-jahr"): "language"})
    [found] = made.problems
    assert (found.rule, found.severity.word) == ("translation-missing", "info")
    assert made.links["page", "about", "de"] == {"../press/2026-01-01-jahr.md": ResolvedLink("/de/")}


@pytest.mark.parametrize("url", ["../../README.md", "../..", "..%2f..%2fetc/passwd", "../%2e%2e/site.py"])
def test_a_link_that_leaves_the_content_reaches_nothing(url: str) -> None:
    hint = "link to pages as ../glossary/term.md, to files as <key>/file.pdf"
    assert told(f"[a]({url})") == [("link-broken", f"“{url}” leads out of content/", hint)]
    assert told(f"![a]({url})") == [("picture-missing", f"“{url}” leads out of content/", hint)]


@pytest.mark.parametrize("url", ["https://e.example/p.png", "HTTP://e.example/p.png", "//e.example/p.png"])
def test_a_picture_of_another_host_is_told(url: str) -> None:
    hint = "pictures are kept with the site: put the file into content/pages/about/"
    message = f"the picture “{url}” lies on another host, which would learn of every reader"
    assert told(f"![Saal]({url})") == [("picture-foreign", message, hint)]
    [found] = linked({ABOUT: f"![Saal]({url})"}).problems
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
    made = linked({"content/pages/about.en.md": body})
    assert made.problems == ()
    assert made.links["page", "about", "en"] == {"/de/feed.xml": ResolvedLink("/de/feed.xml", "de")}


def test_what_may_be_meant_is_told_as_it_is_written_under_a_base_path() -> None:
    [found] = linked({ABOUT: "[a](/de/pres/)"}, base_url="https://example.org/sub/").problems
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
    assert told(f"[a]({url})") == [("anchor-broken", message, "remove “#x”, or link to the entry itself")]


@pytest.mark.parametrize("url", ["/de/", "../"])
def test_a_root_has_the_anchors_of_the_home_page(url: str) -> None:
    bodies = {"content/pages/home.de.md": "## Ziele", ABOUT: f"[a]({url}#ziele)"}
    made = linked(bodies)
    assert made.problems == ()
    assert made.links["page", "about", "de"] == {f"{url}#ziele": ResolvedLink("/de/#ziele")}
    [found] = linked(bodies | {ABOUT: f"[a]({url}#ziel)"}).problems
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
    made = linked({ABOUT: f"[Text](<{url}>)"})
    assert made.problems == ()
    [link_] = made.links["page", "about", "de"].values()
    assert link_.url == meaning
    [(path, target)] = made.site.media.items()
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
            "![a](/images/saal.jpg)",
            "picture-missing",
            "there is no picture “images/saal.jpg”",
            "put the picture into content/pages/about/, and write about/saal.jpg",
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
    made = linked({}, data={("press", "2025-11-16-talente"): group}, missing={"press": "source"})
    [found] = made.problems
    assert list(made.site.media) == ["content/press/2025-11-16-talente/halle.jpg"]
    assert (found.rule, found.span) == ("picture-missing", Span("content/press/2025-11-16-talente.yaml", 7, 1))


def test_a_picture_of_a_group_that_repeats_its_folder_is_told_by_its_name() -> None:
    own = "content/press/2025-11-16-talente"
    group = GroupData(f"{own}.yaml", pictures=(Picture(f"{own}/2025-11-16-talente/halle.jpg", {"": "a"}, line=3),))
    made = linked({}, data={("press", "2025-11-16-talente"): group}, missing={"press": "source"})
    [found] = [one for one in made.problems if one.rule == "picture-missing"]
    assert found.hint == "did you mean “halle.jpg”?"


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.js", "a.svg", "a.xml", "a.html.de", "a.html.pdf", "a", "a.bin"])
@pytest.mark.parametrize("url", ["about/{}", "/media/pages/about/{}", "https://talent.example/media/pages/about/{}"])
def test_a_link_to_a_file_that_is_not_on_the_list_is_unsafe_however_it_is_written(name: str, url: str) -> None:
    made = linked({ABOUT: f"[a]({url.format(name)})"}, files={f"content/pages/about/{name}": ""})
    assert [(found.rule, found.span) for found in made.problems] == [
        ("download-unsafe", Span(ABOUT, 4, 5, len(url.format(name))))
    ]
    assert (made.site.media, made.links["page", "about", "de"]) == ({}, {})


def test_a_link_says_what_is_wrong_with_a_file_and_what_to_do() -> None:
    [found] = linked({ABOUT: "[a](about/a.html)"}, files={"content/pages/about/a.html": "markup"}).problems
    assert found.message == (
        "“about/a.html” has the ending “.html”, which browsers open as a page or a script of this site"
    )
    assert found.hint == "offer it as a PDF or in a ZIP file, or write it as a page in Markdown"


@pytest.mark.parametrize(
    ("name", "signature"),
    [("a.svg", "markup"), ("a.png", "markup"), ("a.png", "jpeg"), ("a.bmp", ""), ("a.html", "png")],
)
def test_a_picture_that_browsers_do_not_show_as_one_is_invalid_in_a_text_and_in_a_group_file(
    name: str, signature: Signature
) -> None:
    path = f"content/pages/about/{name}"
    shown = linked({ABOUT: f"![a](about/{name})"}, files={path: signature})
    group = GroupData("content/pages/about.yaml", pictures=(Picture(path, {"": "a"}, line=3),))
    named = linked({ABOUT: ""}, files={path: signature}, data={("page", "about"): group})
    assert [(found.rule, found.span) for found in shown.problems] == [
        ("picture-invalid", Span(ABOUT, 4, 6, len(f"about/{name}")))
    ]
    assert [(found.rule, found.span) for found in named.problems] == [("picture-invalid", Span(group.path, 3, 1))]
    assert shown.problems[0].message.replace("about/", "") == named.problems[0].message
    assert (shown.site.media, named.site.media) == ({}, {})


def test_a_link_may_lead_to_a_picture_but_no_picture_is_a_download() -> None:
    files: dict[str, Signature] = {"content/pages/about/a.png": "png", "content/pages/about/b.pdf": ""}
    assert linked({ABOUT: "[a](about/a.png) ![a](about/a.png) [b](about/b.pdf)"}, files=files).problems == ()
    assert [found.rule for found in linked({ABOUT: "![b](about/b.pdf)"}, files=files).problems] == ["picture-invalid"]


@pytest.mark.parametrize(
    "url", ["/pages/about/a.png", "/content/pages/about/a.png", "/de/", "https://talent.example/a.png"]
)
def test_a_picture_at_an_address_of_the_site_at_which_none_is_is_missing(url: str) -> None:
    files: dict[str, Signature] = {"content/pages/about/a.png": "png"}
    [found] = linked({ABOUT: f"![a]({url})"}, files=files).problems
    path = url.removeprefix("https://talent.example").lstrip("/")
    assert (found.rule, found.message) == ("picture-missing", f"there is no picture “{path}”")


def test_the_operator_may_add_endings() -> None:
    files: dict[str, Signature] = {"content/pages/about/plan.dwg": ""}
    assert linked({ABOUT: "[a](about/plan.dwg)"}, files=files, downloads=("dwg",)).problems == ()
    [found] = linked({ABOUT: "[a](about/plan.dwg)"}, files=files).problems
    assert found.hint == "offer it as a PDF or in a ZIP file, or ask the operator to add dwg to downloads: in site.yaml"


HELD = ("press", "2026-01-01-jahr")


@pytest.mark.parametrize("why", ["draft", "held", "unread"])
@pytest.mark.parametrize(
    "name",
    [
        *("2026-01-01-jahr/bild.png", "2026-01-01-jahr/a/b/bild.png", "2026-01-01-jahr.png", "2026-01-01-jahr.de.png"),
        *("2026-01-01-Jahr/bild.png", "2026-01-01-jahr.v2/bild.png"),
    ],
)
def test_a_file_of_an_entry_that_readers_do_not_get_to_see_is_not_published(name: str, why: Hidden) -> None:
    files: dict[str, Signature] = {f"content/press/{name}": "png"}
    for url in (f"../press/{name}", f"/media/press/{name}", f"https://talent.example/media/press/{name}"):
        made = linked({ABOUT: f"[a]({url}) ![b]({url})"}, files=files, hidden={HELD: why})
        assert [(found.rule, found.message) for found in made.problems] == [
            ("link-broken", f"“{url}” leads to what is not public"),
            ("picture-missing", f"“{url}” leads to what is not public"),
        ]
        assert {found.cause for found in made.problems} == {"content/press/2026-01-01-jahr"}
        assert (made.site.media, made.links["page", "about", "de"]) == ({}, {url: NOWHERE})
        shown = linked({ABOUT: f"[a]({url}) ![b]({url})"}, files=files)
        assert (shown.problems, list(shown.site.media)) == ((), [f"content/press/{name}"])


def test_a_file_of_an_entry_that_only_this_build_leaves_out_is_public() -> None:
    files: dict[str, Signature] = {"content/press/2026-01-01-jahr/plan.pdf": ""}
    made = linked({ABOUT: "[a](../press/2026-01-01-jahr/plan.pdf)"}, files=files, hidden={HELD: "language"})
    assert (made.problems, list(made.site.media)) == ((), list(files))


# ---- the site’s own addresses ---------------------------------------------------------------------------------

OWN = (
    *("https://talent.example", "http://talent.example", "HTTPS://Talent.EXAMPLE:443", "//talent.example"),
    *(
        "http://talent.example:80",
        "https://presse:x@talent.example",
        "https://%74alent.example",
        "https://talent.example.",
    ),
    *("\\\\talent.example", "https://talent。example"),
)


ODD = ("https:/", "https:", "https:///", "https:////", "https：//", "https:／／", "https//", "https;//", "http//:")


@pytest.mark.parametrize("own", OWN)
def test_an_address_of_the_site_itself_is_a_link_like_any_other(own: str) -> None:
    body = (
        f'<a href="{own}/de/glossary/innovation-hub/?a=1#history">a</a> <a href="{own}/zh/glossary/">b</a> '
        f'<a href="{own}/media/press/2025-11-16-talente/halle.jpg">c</a> <a href="{own}">d</a> '
        f'<a href="{own}/x/%2e%2e/de/./press/2025-11-16-talente/index.html">e</a> '
        f'<img alt="f" src="{own}/media/press/2025-11-16-talente/halle.jpg#f">'
    )
    made = linked({ABOUT: body})
    assert made.problems == ()
    assert list(made.site.media) == ["content/press/2025-11-16-talente/halle.jpg"]
    assert list(made.links["page", "about", "de"].values()) == [
        ResolvedLink("/de/glossary/innovation-hub/?a=1#history"),
        ResolvedLink("/zh/glossary/", "zh-Hans"),
        ResolvedLink("/media/press/2025-11-16-talente/halle.jpg"),
        ResolvedLink("/"),
        ResolvedLink("/de/press/2025-11-16-talente/"),
        ResolvedLink("/media/press/2025-11-16-talente/halle.jpg#f"),
    ]


@pytest.mark.parametrize("own", OWN)
def test_an_address_of_the_site_itself_at_which_nothing_is_is_broken(own: str) -> None:
    body = f'<a href="{own}/de/xyz">a</a> <a href="{own}/media/x.pdf">b</a> <a href="{own}/de/glossary/#x">c</a>'
    rules = [found.rule for found in linked({ABOUT: body}).problems]
    assert rules == ["link-broken", "link-broken", "anchor-broken"]


def test_what_is_beside_the_site_on_its_host_is_not_of_the_site() -> None:
    body = "[a](https://example.org/sub/de/xyz) [b](https://example.org/other/) [c](https://example.org:8443/sub/x)"
    made = linked({ABOUT: body}, base_url="https://example.org/sub/")
    assert [found.message for found in made.problems] == ["there is no page “https://example.org/sub/de/xyz”"]
    assert made.links["page", "about", "de"] == {}


def test_the_address_that_site_yaml_names_is_the_site_s_own_wherever_it_is_built_for() -> None:
    body = "[a](https://talent.example/de/about/) [b](http://127.0.0.1:8000/de/about/)"
    made = linked({ABOUT: body}, base_url="http://127.0.0.1:8000/", also_at="https://talent.example/")
    assert (made.problems, set(made.links["page", "about", "de"].values())) == ((), {ResolvedLink("/de/about/")})


@pytest.mark.parametrize("url", ["https:/de/", "http:de/", "https:talent.example/de/"])
def test_an_address_that_browsers_read_as_another_than_it_says_is_broken(url: str) -> None:
    made = linked({ABOUT: f'<a href="{url}">a</a>'})
    assert [(found.rule, found.message) for found in made.problems] == [
        ("link-broken", f"“{url}” does not say how to get there")
    ]


def test_former_addresses_lead_on() -> None:
    config = Config({"": "Talente"}, "https://talent.example/", LANGUAGES, "de", page_size=1)
    [page, *_] = linked({}).site.pages.values()
    releases = [read(f"content/press/2025-11-{day}-x.de.md", "") for day in (16, 17)]
    body = "[a](/de/press/page/2/) [b](https://talent.example/de/alt) [c](/alt.html) [d](/de/press/page/3/)"
    text, written = read(ABOUT, body)
    assert text.entry
    moved = text._replace(entry=text.entry._replace(aliases=("/de/alt/", "/alt.html")))
    site, linker, _ = linked_to(config, [*releases, (moved, written)])
    page = site.pages["page", "about", "de"]
    links = {url: found.url for url, found in links_of(page, linker).items()}
    assert links == {
        "/de/press/page/2/": "/de/press/page/2/",
        "https://talent.example/de/alt": "/de/about/",
        "/alt.html": "/de/about/",
    }
    assert [found.message for found in check_body(page, linker)] == ["there is no page “/de/press/page/3/”"]


def test_the_organization_s_own_address_is_checked_if_it_is_one_of_the_site() -> None:
    def told_of(url: str) -> list[tuple[str, str]]:
        config = Config({"": "Talente"}, "https://talent.example/", LANGUAGES, "de")
        config = config._replace(organization=Organization({"": "Talente"}, url))
        _, _, problems = linked_to(config, [read(ABOUT, "")])
        return [(found.rule, found.message) for found in problems]

    assert told_of("https://talent.example/de/xyz") == [
        ("link-broken", "there is no page “https://talent.example/de/xyz”")
    ]
    assert told_of("https://talent.example/de/about/#x") == [("anchor-broken", "there is no anchor “#x” on that page")]
    for url in ("https://talent.example", "https://talent.example/de/about/", "https://example.org/de/xyz", ""):
        assert told_of(url) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((f"{odd}talent.example/de/about/", f"{odd[:5].strip(':/：;')}://talent.example/de/about/") for odd in ODD),
        *((f"{odd}example.org/a?b#c", f"{odd[:5].strip(':/：;')}://example.org/a?b#c") for odd in ODD),
        ("https:/de/about/", "/de/about/"),
        ("（about.md）", "about.md"),
        ("“about.md”", "about.md"),
        ("about．md", "about.md"),
        ("..／pages／about.md＃ziele", "../pages/about.md#ziele"),
        ("about\u200b.md", "about.md"),
        ("／de／about／", "/de/about/"),
        ("presse＠example.org", "mailto:presse@example.org"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("mailto: presse@example.org", "mailto:presse@example.org"),
        ("mailto:presse(at)example.org?subject=Frage", "mailto:presse@example.org?subject=Frage"),
        ("tel:+49 (0)30 12345", "tel:+493012345"),
        ("tel:+1-800-FLOWERS", "tel:+18003569377"),
    ],
)
def test_of_an_address_with_a_slip_the_one_that_is_meant_is_told_and_is_right(written: str, meant: str) -> None:
    body = "## Ziele\n\n[a](<{}>)"
    text, _ = read(ABOUT, body.format(written))
    [found] = (*text.body_problems, *linked({ABOUT: body.format(written)}).problems)
    assert (found.rule, found.hint) == ("link-broken", f"write {meant}")
    assert found.span == Span(ABOUT, 6, 6, len(written))
    assert linked({ABOUT: body.format(meant)}).problems == ()


@pytest.mark.parametrize(
    ("url", "message", "hint"),
    [
        ("mailto:", "names nobody to write to", "write whom it goes to: mailto:press@harbour.example"),
        ("mailto:%20", "names nobody to write to", "write whom it goes to: mailto:press@harbour.example"),
        ("mailto:presse", "is not an address of mail", "write whom it goes to: mailto:press@harbour.example"),
        (
            "tel:",
            "names no number to call",
            "write the number with its country code, without spaces: tel:+4930123456",
        ),
        (
            "tel:Zentrale",
            "is not a telephone number",
            "write the number with its country code, without spaces: tel:+4930123456",
        ),
        (
            "https://a..example",
            "names no host that there can be",
            "write https://, the host, and the path; or ../press/release.md for a page of this site",
        ),
    ],
)
def test_an_address_that_reaches_nobody_is_broken(url: str, message: str, hint: str) -> None:
    assert told(f"[a](<{url}>)") == [("link-broken", f"“{url}” {message}", hint)]


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("http://localhost:8000/de/press/", "/de/press/"),
        ("http://127.0.0.1:8000/de/about/#top", "/de/about/#top"),
        ("http://[::1]:8001/en/", "/en/"),
    ],
)
def test_the_address_of_a_page_in_the_preview_is_told_with_that_on_the_site(url: str, meant: str) -> None:
    message = f"“{url}” is a page of this site as the preview shows it, to nobody else"
    assert told(f"[a]({url})") == [("link-broken", message, f"write {meant}")]
    assert told(f"[a]({meant})") == []


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/", "http://localhost:3000/docs/", "https://localhost/de/press/"]
)
def test_what_else_runs_on_the_readers_computer_may_be_linked(url: str) -> None:
    assert told(f"[a]({url})") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"https://a.example\b\c?x#y", "https://a.example/b/c?x#y"),
        (r"https://a.example/b\c", "https://a.example/b/c"),
        (r"https:\\\\a.example\b", "https://a.example/b"),
    ],
)
def test_backslashes_in_an_address_are_told_as_slashes(written: str, meant: str) -> None:
    [(rule, _, hint)] = told(f"[a]({written})")
    assert (rule, hint) == ("link-broken", f"write {meant}")


def test_backslashes_behind_the_path_are_those_of_a_query() -> None:
    assert told(r"[a](https://a.example/?q=\alpha)") == []


@pytest.mark.parametrize("page", ["", "about.md", "../press/", "../glossary/xingyu-cup.md", "/de/", "/", "../"])
@pytest.mark.parametrize("anchor", ["#top", "#Top", "#TOP", "#"])
def test_every_page_has_its_top(page: str, anchor: str) -> None:
    made = linked({ABOUT: f"[a]({page}{anchor})", "content/pages/home.de.md": ""})
    assert made.problems == ()


# ---- texts that stand in for a translation --------------------------------------------------------------------


def test_an_anchor_that_is_missing_where_a_text_stands_in_is_told_once_with_the_text_that_lacks_it() -> None:
    bodies = {
        ABOUT: "[a](plan.md#tage)",
        "content/pages/plan.de.md": "## Tage",
        "content/pages/plan.en.md": "## Days",
    }
    [found] = linked(bodies, missing={"page": "source"}).problems
    assert (found.rule, found.span) == ("anchor-broken", Span(ABOUT, 4, 5, 12))
    assert found.message == (
        "this text is shown in “en”, too, where the link leads to content/pages/plan.en.md: there is no anchor “#tage”"
    )
    assert found.hint == "give the heading in content/pages/plan.en.md the anchor: ## Heading {#tage}"
    assert linked(bodies).problems == ()
    mended = bodies | {"content/pages/plan.en.md": "## Days {#tage}"}
    assert linked(mended, missing={"page": "source"}).problems == ()


def test_links_of_a_text_in_another_language_lead_to_the_readers_language_where_they_can() -> None:
    bodies = {
        ABOUT: "[a](../glossary/innovation-hub.md) [b](../glossary/xingyu-cup.md) [c](../press/2025-11-16-talente.md)"
    }
    made = linked(bodies, missing={"page": "source"})
    assert made.problems == ()
    assert made.links["page", "about", "en"] == {
        "../glossary/innovation-hub.md": ResolvedLink("/en/glossary/innovation-hub/"),
        "../glossary/xingyu-cup.md": ResolvedLink("/zh/glossary/xingyu-cup/", "zh-Hans"),
        "../press/2025-11-16-talente.md": ResolvedLink("/de/press/2025-11-16-talente/", "de"),
    }


def test_a_page_in_the_readers_language_is_preferred_even_if_its_text_is_in_another() -> None:
    made = linked({ABOUT: "[a](../press/2025-11-16-talente.md)"}, missing={"page": "source", "press": "source"})
    assert made.links["page", "about", "zh"] == {
        "../press/2025-11-16-talente.md": ResolvedLink("/zh/press/2025-11-16-talente/")
    }


def test_what_is_wrong_in_a_text_is_reported_once_in_however_many_languages_it_is_shown() -> None:
    body = "[a](zzz.md) [b](#zzz) ![c](zzz.jpg) [d](../../zzz) {{ zzz }}"
    problems = linked({ABOUT: body}, missing={"page": "source"}).problems
    assert sorted(found.rule for found in problems) == [
        "anchor-broken",
        "figure-unknown",
        "link-broken",
        "link-broken",
        "picture-missing",
    ]


# ---- what a body depends on -----------------------------------------------------------------------------------

URLS = (
    *("../glossary/cup.md", "../glossary/cup.en.md", "../glossary/cup.md#a", "../glossary/cup.zh.md#b", "cup.md"),
    *(
        "/de/glossary/cup/",
        "/en/glossary/pokal/#a",
        "/",
        "/zh/",
        "../",
        "../#a",
        "../press/",
        "../glossary/",
        "/de/feed.xml",
    ),
    *(
        "x.pdf",
        "./a:b.pdf",
        "x.html",
        "y.png",
        "/media/pages/x.pdf",
        "https://talent.example/media/pages/y.png",
        "#a",
        "#b",
        "/x",
        "?a=1",
        "https://example.org/",
        "../../x",
        "//example.org",
    ),
    *("https://talent.example/de/glossary/cup/", "http://talent.example/alt/", "../press/2025-11-16-jahr/z.pdf"),
    *("../press/2025-11-16-jahr.md", "../press/2025-11-16-jahr.md#a", "../pages/home.md#b", "home.de.md"),
)
FIGURE_USES = ("{{ n }}", "{{ n | compact }}", "{{ m }}")
PIECES = (*(f"[a]({url})" for url in URLS), *(f"![p]({url})" for url in ("x.pdf", "y.png")), *FIGURE_USES, "## A {#a}")
OTHERS = tuple(
    f"content/{path}.{locale}.md"
    for path in ("glossary/cup", "press/2025-11-16-jahr", "pages/home")
    for locale in ("de", "en", "zh")
)
SHOWN = st.none() | st.sampled_from(["", "## A {#a}", "## B {#b}"])
FIGURES = st.none() | st.sampled_from("34").map(lambda value: {"n": Figure("number", value)})
CUP: GroupKey = ("glossary", "cup")
HIDDEN: list[dict[GroupKey, Hidden]] = [{}, {CUP: "draft"}, {CUP: "language"}, {("press", "2025-11-16-jahr"): "held"}]
MISSING: list[dict[str, MissingPolicy]] = [{}, {"page": "source"}, {"page": "source", "glossary": "source"}]
FILE_NAMES = [
    f"content/{name}" for name in ("pages/x.pdf", "pages/a:b.pdf", "pages/y.png", "press/2025-11-16-jahr/z.pdf")
]
SIGNATURES: list[Signature] = ["", "png", "markup"]
CIRCUMSTANCES = st.fixed_dictionaries(
    dict.fromkeys(OTHERS, SHOWN)
    | {
        "slug": st.sampled_from(["cup", "pokal"]),
        "hidden": st.sampled_from(HIDDEN),
        "figures": FIGURES,
        "files": st.dictionaries(st.sampled_from(FILE_NAMES), st.sampled_from(SIGNATURES)),
        "missing": st.sampled_from(MISSING),
    }
)


def around(abouts: Sequence[tuple[Text, bytes]], where: Mapping[str, Any]) -> tuple[list[Page], Linker]:
    """The pages of some texts, and the linker of their site, in these circumstances."""
    others = [read(p, where[p], where["slug"] if "cup" in p else "") for p in OTHERS if where[p] is not None]
    shown = {(one.entry.kind, one.entry.key) for one, _ in others if one.entry}
    hidden = {key: why for key, why in where["hidden"].items() if key not in shown}
    groups = [("page", one.entry.key) for one, _ in abouts if one.entry and where["figures"]]
    data = {group: GroupData(figures=where["figures"]) for group in groups}
    digests = {group: str(where["figures"]) for group in groups}
    config = Config({"": "Talente"}, "https://talent.example/", LANGUAGES, "de", missing=where["missing"])
    site, linker, _ = linked_to(config, [*others, *abouts], data, digests, where["files"], hidden)
    return [page for page in site.pages.values() if page.group.key.startswith("about-")], linker


@given(st.lists(CIRCUMSTANCES, min_size=2, max_size=12))
@settings(max_examples=up_to(40), phases=[Phase.reuse, Phase.generate])  # to shrink it takes minutes, and tells no more
def test_bodies_that_are_made_from_the_same_mean_the_same_and_by_one_book_they_are_as_right(
    circumstances: list[Mapping[str, Any]],
) -> None:
    abouts = [read(f"content/pages/about-{number}.de.md", piece) for number, piece in enumerate(PIECES)]
    meanings: dict[BodySource, object] = {}
    verdicts: dict[tuple[str, str, str], bool] = {}
    for where in circumstances:
        pages, linker = around(abouts, where)
        for page in pages:
            meaning = links_of(page, linker), page.group.data.figures if page.text.has_figures else {}
            assert meanings.setdefault(find_body_source(page, linker), meaning) == meaning
            if page.is_fallback:  # of which nothing is told
                continue
            is_right = not check_body(page, linker)
            known = linker.addresses.digest, page.text.digest, page.group.digest
            assert verdicts.setdefault(known, is_right) == is_right
