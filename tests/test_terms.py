"""What the glossary makes of a site: links where terms are mentioned, what describes them, and no page made in vain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from test_outputs import moved, values
from whole_sites import Built, Files, build, edit, new_memory, read_shared, without

from microsite.build.wishes import Wishes
from microsite.engine.crew import Crew, Done, Out, Work
from microsite.engine.memory import Memory

SITE = """title: Hafentage
base_url: https://hafentage.example/
languages:
  de: {name: Deutsch}
  en: {name: English}
  zh: {tag: zh-Hans, locale: zh_Hans_CN, name: 中文}
missing: {press: source, page: source}
"""
TERMS = {
    "hub.de": "term: Innovationszentrum\nshort: Ein Ort für Ideen.\nforms: [Innovationszentren]\nsee_also: [plan]",
    "hub.en": "term: innovation hub\nshort: A place for ideas.\nforms: [innovation hubs]\nsee_also: [plan]",
    "hub.zh": "term: 创新中心\nshort: 激发创意的地方。",
    "plan.de": "term: Fünfjahresplan\nshort: Ein Plan für fünf Jahre.\nforbidden: [Fünf-Jahres-Plan]",
    "plan.en": "term: five-year plan\nshort: A plan for five years.",
    "circle.zh": "term: 成渝地区双城经济圈\nshort: 成都和重庆。",
}
OPENING = "content/press/2025-11-16-opening"
LATER = "content/press/2025-12-01-later"
TEXTS = {
    f"{OPENING}.de.md": "title: Auftakt\n---\nEin Innovationszentrum und der Fünfjahresplan.\n\n"
    "## Mehr\n\nDas Innovationszentrum wächst.\n",
    f"{OPENING}.en.md": "title: Opening\n---\nOne innovation hub, and another innovation hub.\n",
    f"{OPENING}.zh.md": "title: 开幕\n---\n成渝地区双城经济圈有创新中心。\n",
    f"{LATER}.de.md": "title: Danach\n---\nMehr über [Zentren](../glossary/hub.md#nowhere).\n".replace("#nowhere", ""),
    "content/pages/about.de.md": "title: Über uns\n---\nNichts davon.\n",
}
DE, EN, ZH = (f"{locale}/press/2025-11-16-opening/index.html" for locale in ("de", "en", "zh"))


def site(**more: str) -> Files:
    """The site, with other texts for names such as `hub_de`."""
    files: Files = {"content/site.yaml": SITE.encode()} | read_shared("templates", "locales")
    terms = TERMS | {name.replace("_", "."): text for name, text in more.items()}
    files |= {f"content/glossary/{name}.md": f"---\n{text}\n---\nMehr dazu.\n".encode() for name, text in terms.items()}
    return files | {path: f"---\n{text}".encode() for path, text in TEXTS.items()}


def links(built: Built, path: str) -> list[tuple[str, str, str]]:
    """The links to terms on a page: text, address, what describes them."""
    found = re.findall(r'<a ([^>]*\bclass="term[^>]*)>(.*?)</a>', built.text(path))
    attributes = [(dict(re.findall(r'([\w-]+)="([^"]*)"', start)), text) for start, text in found]
    return [(text, start["href"], start.get("aria-describedby", "")) for start, text in attributes]


def described(built: Built, path: str) -> list[tuple[str, str]]:
    """What describes terms on a page: id and text, in their order."""
    return re.findall(r'<p id="(term-[^"]*)">(.*?)</p>', built.text(path))


def article(built: Built, path: str) -> dict[str, Any]:
    """What a page tells machines of its text."""
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', built.text(path))
    return next(item for item in map(json.loads, data) if item["@type"] in ("NewsArticle", "WebPage", "DefinedTerm"))


# ---- links ------------------------------------------------------------------------------------------------------


def test_the_first_mention_in_each_section_leads_to_the_entry_of_its_language() -> None:
    found = build(site())
    assert links(found, DE) == [
        ("Innovationszentrum", "/de/glossary/hub/", "term-hub"),
        ("Fünfjahresplan", "/de/glossary/plan/", "term-plan"),
        ("Innovationszentrum", "/de/glossary/hub/", "term-hub"),
    ]
    assert links(found, EN) == [("innovation hub", "/en/glossary/hub/", "term-hub")]
    assert links(found, ZH) == [
        ("成渝地区双城经济圈", "/zh/glossary/circle/", "term-circle"),
        ("创新中心", "/zh/glossary/hub/", "term-hub"),
    ]


def test_what_describes_the_terms_of_a_page_is_on_it_once_in_the_order_of_their_first_use() -> None:
    found = build(site())
    assert described(found, DE) == [("term-hub", "Ein Ort für Ideen."), ("term-plan", "Ein Plan für fünf Jahre.")]
    assert described(found, ZH) == [("term-circle", "成都和重庆。"), ("term-hub", "激发创意的地方。")]
    assert described(found, "de/about/index.html") == []


def test_a_link_that_an_author_makes_to_a_term_is_described_as_well() -> None:
    path = "de/press/2025-12-01-later/index.html"
    found = build(site())
    assert links(found, path) == [("Zentren", "/de/glossary/hub/", "term-hub")]
    assert described(found, path) == [("term-hub", "Ein Ort für Ideen.")]


def test_where_a_text_stands_in_for_another_language_its_terms_lead_to_its_own() -> None:
    files = without(site(), f"{OPENING}.en.md")
    text = build(files).text(EN)
    [first, *_] = re.findall(r"<a [^>]*>Innovationszentrum</a>", text)
    assert first == (
        '<a class="term other-language" href="/de/glossary/hub/" hreflang="de" aria-describedby="term-hub">'
        "Innovationszentrum</a>"
    )
    [note, *_] = re.findall('<div class="note" popover lang="de" dir="auto">(.*?)</div>', text, re.DOTALL)
    assert '<p id="term-hub">Ein Ort für Ideen.</p>' in note
    assert '<p class="more" lang="en" dir="ltr"><a href="/de/glossary/hub/" hreflang="de">' in note


def test_a_term_does_not_lead_to_itself() -> None:
    files = edit(site(), "content/glossary/hub.de.md", "Mehr dazu.", "Innovationszentren und der Fünfjahresplan.")
    assert links(build(files), "de/glossary/hub/index.html") == [("Fünfjahresplan", "/de/glossary/plan/", "term-plan")]


def test_a_deprecated_term_is_linked_by_authors_alone() -> None:
    found = build(site(hub_de=f"{TERMS['hub.de']}\nstatus: deprecated"))
    assert links(found, DE) == [("Fünfjahresplan", "/de/glossary/plan/", "term-plan")]
    assert links(found, "de/press/2025-12-01-later/index.html") == [("Zentren", "/de/glossary/hub/", "term-hub")]


def test_a_term_without_a_definition_is_linked_and_not_described() -> None:
    found = build(site(hub_de="term: Innovationszentrum"))
    assert links(found, DE)[0] == ("Innovationszentrum", "/de/glossary/hub/", "")
    assert described(found, DE) == [("term-plan", "Ein Plan für fünf Jahre.")]


def test_an_anchor_of_the_text_keeps_its_name() -> None:
    files = edit(site(), f"{OPENING}.de.md", "## Mehr", "## Mehr {#term-hub}")
    found = build(files)
    assert links(found, DE)[0] == ("Innovationszentrum", "/de/glossary/hub/", "term-hub_")
    assert [id_ for id_, _ in described(found, DE)] == ["term-hub_", "term-plan"]


@pytest.mark.parametrize(
    ("use", "texts"),
    [
        ("{mentions: page}", ["Innovationszentrum", "Fünfjahresplan"]),
        ("{mentions: off}", []),
        ("{headings: true}", ["Innovationszentrum", "Fünfjahresplan", "Innovationszentren", "Fünfjahresplan"]),
    ],
)
def test_the_site_says_which_mentions_are_linked(use: str, texts: list[str]) -> None:
    files = edit(site(), "content/site.yaml", "missing:", f"glossary: {use}\nmissing:")
    files = edit(files, f"{OPENING}.de.md", "## Mehr", "## Mehr Innovationszentren im Fünfjahresplan")
    assert [text for text, _, _ in links(build(files), DE)] == texts


def test_what_authors_link_is_described_where_mentions_are_not_linked() -> None:
    found = build(edit(site(), "content/site.yaml", "missing:", "glossary: {mentions: off}\nmissing:"))
    assert links(found, "de/press/2025-12-01-later/index.html") == [("Zentren", "/de/glossary/hub/", "term-hub")]


@pytest.mark.parametrize(
    ("fields", "text", "is_linked"),
    [
        ("term: KI", "Die KI hilft.", True),
        ("term: KI", "Die Ki hilft.", False),
        ("term: KI\ncase: any", "Die Ki hilft.", True),
        ("term: Hub", "Ein hub.", True),
        ("term: Hub\ncase: exact", "Ein hub.", False),
        ("term: Hub\ninflections: [Hubs]", "Zwei Hubs.", True),
        ("term: Hub", "Die Hubleiterin.", False),
        ("term: Hub\ncompounds: true", "Die Hubleiterin.", True),
        ("term: 5G", "Das 5g-Netz ist 5g.", True),
    ],
)
def test_a_term_says_how_it_may_be_written(fields: str, text: str, is_linked: bool) -> None:  # noqa: FBT001 (a table)
    files = site(hub_de=fields) | {"content/pages/about.de.md": f"---\ntitle: Über uns\n---\n{text}\n".encode()}
    assert bool(links(build(files), "de/about/index.html")) == is_linked


def test_a_link_that_an_author_wrote_beside_a_mention_keeps_its_meaning() -> None:
    files = edit(site(), f"{OPENING}.de.md", "Ein Innov", "[Danach](2025-12-01-later.md), [so](#mehr) ein Innov")
    text = build(files).text(DE)
    assert (
        '<a href="/de/press/2025-12-01-later/">Danach</a>, <a href="#mehr">so</a> ein <a class="term" href="/de/'
        in text
    )


# ---- the page of a term, and machines ---------------------------------------------------------------------------


def test_the_page_of_a_term_names_who_mentions_it_the_newest_first() -> None:
    found = build(site() | {"content/pages/about.de.md": "---\ntitle: Über uns\n---\nInnovationszentren.\n".encode()})
    cards = values(found, "de/glossary/hub/index.html")["mentioned_in"]
    assert [(card["title"], card["url"]) for card in cards] == [
        ("Danach", "/de/press/2025-12-01-later/"),
        ("Auftakt", "/de/press/2025-11-16-opening/"),
        ("Über uns", "/de/about/"),
    ]
    assert [card["title"] for card in values(found, "en/glossary/hub/index.html")["mentioned_in"]] == ["Opening"]


def test_the_page_of_a_term_shows_what_its_entry_says_and_what_others_do() -> None:
    view = values(build(site()), "de/glossary/plan/index.html")
    assert (view["forms"], view["status"]) == ([], "approved")
    assert view["forbidden"] == [{"wording": "Fünf-Jahres-Plan", "reason": ""}]
    view = values(build(site()), "de/glossary/hub/index.html")
    assert [(item["term"], item["url"], item["short"]) for item in view["see_also"]] == [
        ("Fünfjahresplan", "/de/glossary/plan/", "Ein Plan für fünf Jahre.")
    ]
    assert [
        (item["lang"], item["name"], item["term"], item["short"], list(item["forms"]), item["url"])
        for item in view["translations"]
    ] == [
        ("en", "English", "innovation hub", "A place for ideas.", ["innovation hubs"], "/en/glossary/hub/"),
        ("zh-Hans", "中文", "创新中心", "激发创意的地方。", [], "/zh/glossary/hub/"),
    ]


def test_machines_are_told_which_terms_a_text_mentions() -> None:
    found = build(site())
    base = "https://hafentage.example/de/glossary"
    assert article(found, DE)["mentions"] == [
        {"@type": "DefinedTerm", "@id": f"{base}/hub/", "name": "Innovationszentrum"},
        {"@type": "DefinedTerm", "@id": f"{base}/plan/", "name": "Fünfjahresplan"},
    ]
    assert "mentions" not in article(found, "de/about/index.html")
    assert article(found, "de/glossary/hub/index.html")["alternateName"] == ["Innovationszentren"]


# ---- what is made again -----------------------------------------------------------------------------------------


def changed(before: Files, after: Files) -> dict[str, set[str]]:
    """The parts that differ, by output path; not of what lists all terms."""
    others = ("sitemap.xml", "glossary/index.html", "glossary.")
    found = moved(build(before), build(after))
    return {path: names for path, names in found.items() if not path.endswith(others) and "glossary." not in path}


def later(*parts: str) -> dict[str, set[str]]:
    """The pages of the later release, which stands in for its translations."""
    return {f"{locale}/press/2025-12-01-later/index.html": set(parts) for locale in ("de", "en", "zh")}


def test_a_new_term_makes_again_what_mentions_it() -> None:
    found = changed(site(), site(fest_de="term: Plan\nforms: [Mehr]\nshort: Etwas."))
    assert found.pop("de/glossary/fest/index.html") == {"new"}
    terms = {f"de/glossary/{key}/index.html": {"terms"} for key in ("hub", "plan")}
    assert found == {"de/index.html": {"first_terms"}} | terms | later("terms")


def test_a_term_that_goes_makes_again_what_mentioned_it() -> None:
    found = changed(site(), without(site(), "content/glossary/plan.de.md"))
    assert found == {
        DE: {"terms"},
        "de/glossary/plan/index.html": {"gone"},
        "de/glossary/hub/index.html": {"see_also"},
        "de/index.html": {"first_terms"},
        "en/glossary/plan/index.html": {"versions", "translations"},
    }


def test_a_new_form_makes_again_what_uses_it_and_the_pages_that_show_it() -> None:
    found = changed(site(), site(plan_de=f"{TERMS['plan.de']}\nforms: [Mehr]"))
    assert found == {
        "de/glossary/plan/index.html": {"entry", "body", "translations", "mentioned_in"},
        "en/glossary/plan/index.html": {"translations"},
        "de/glossary/hub/index.html": {"terms"},
        DE: {"related"},  # both releases have the term now
    } | later("terms") | {"de/press/2025-12-01-later/index.html": {"terms", "related"}}


def test_an_inflection_makes_again_what_uses_it_and_nothing_else() -> None:
    own = {"de/glossary/plan/index.html": {"body"}}  # any change of its file
    assert changed(site(), site(plan_de=f"{TERMS['plan.de']}\ninflections: [wächst]")) == own | {DE: {"terms"}}
    assert changed(site(), site(plan_de=f"{TERMS['plan.de']}\ninflections: [Fünfjahresplans]")) == own


def test_a_new_definition_makes_again_what_shows_it() -> None:
    short = "short: Was fünf Jahre gilt."
    found = changed(site(), site(plan_de=TERMS["plan.de"].replace("short: Ein Plan für fünf Jahre.", short)))
    assert found == {
        DE: {"terms"},
        "de/glossary/plan/index.html": {"entry", "body", "translations"},
        "en/glossary/plan/index.html": {"translations"},
        "de/glossary/hub/index.html": {"see_also"},
        "de/index.html": {"first_terms"},
    }


def test_a_new_address_makes_again_what_leads_there() -> None:
    found = changed(site(), site(plan_de=f"{TERMS['plan.de']}\nslug: fuenf"))
    assert found[DE] == {"terms"}
    assert found["de/glossary/hub/index.html"] == {"see_also"}
    assert not any(path.startswith("zh/") for path in found)


def test_a_change_of_a_body_moves_its_links_only_if_others_are_linked() -> None:
    files = site()
    assert changed(files, edit(files, f"{OPENING}.de.md", "Ein Inn", "Da ist ein Inn")) == {
        DE: {"body"},
        "de/feed.json": {"bodies"},
        "de/feed.xml": {"bodies"},
    }
    assert changed(files, edit(files, f"{OPENING}.de.md", "Fünfjahresplan", "Plan")) == {
        DE: {"body", "terms"},
        "de/glossary/plan/index.html": {"mentioned_in"},
        "de/feed.json": {"bodies"},
        "de/feed.xml": {"bodies"},
    }


# ---- what is searched again -------------------------------------------------------------------------------------


@dataclass
class Watcher:
    """Looks on, and knows which texts were searched since it was asked last."""

    searched: list[str] = field(default_factory=list)

    def __call__(self, chunks: Iterator[Done[Out]], work: Work, /) -> Iterator[Done[Out]]:
        """The same chunks."""
        for done in chunks:
            if work.name == "scan_texts":
                self.searched += map(work.label, done.places)
            yield done

    def take(self) -> list[str]:
        """The texts, sorted, without their folder."""
        found, self.searched = [path.removeprefix("content/") for path in self.searched], []
        return sorted(found)


@dataclass
class Rebuilt:
    """A site that is built again and again with one memory, as it comes from the disk each time."""

    watcher: Watcher = field(default_factory=Watcher)
    memory: Memory = field(default_factory=new_memory)

    def searched(self, files: Files, wishes: Wishes | None = None) -> list[str]:
        """The texts that a build searches."""
        crew = Crew(follow=(self.watcher,))
        built = build(files, crew=crew, memory=self.memory, wishes=wishes)
        assert built.rules() == []
        self.memory = Memory(self.memory.bodies, self.memory.records)
        return self.watcher.take()


def test_nothing_is_searched_again_unless_its_text_or_its_glossary_has_moved() -> None:
    rebuilt = Rebuilt()
    assert len(rebuilt.searched(site())) == len(TERMS) + len(TEXTS)
    assert rebuilt.searched(site()) == []
    assert rebuilt.searched(edit(site(), "content/pages/about.de.md", "Nichts", "Etwas")) == ["pages/about.de.md"]
    assert rebuilt.searched(site(plan_zh="term: 五年规划")) == [
        *("glossary/circle.zh.md", "glossary/hub.zh.md", "glossary/plan.zh.md"),
        *("pages/about.de.md", "press/2025-11-16-opening.zh.md"),
    ]
    assert rebuilt.searched(site(plan_zh="term: 五年规划\nsort: wu")) == ["glossary/plan.zh.md"]


def test_what_is_known_of_languages_that_are_not_wanted_now_is_kept() -> None:
    rebuilt = Rebuilt()
    rebuilt.searched(site())
    assert rebuilt.searched(site(), Wishes(languages=frozenset({"en"}))) == []
    assert rebuilt.searched(site()) == []


def test_a_site_without_terms_searches_nothing() -> None:
    files = {path: data for path, data in site().items() if "/glossary/" not in path}
    files = edit(files, f"{LATER}.de.md", "[Zentren](../glossary/hub.md)", "Zentren")
    assert Rebuilt().searched(files) == []
