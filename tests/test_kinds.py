"""Kinds are rows: nobody but their table tells them apart, and one row with two templates makes a new one."""

from __future__ import annotations

import ast
import dataclasses
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import edit_scripts
import pytest
from built_pages import ATOM, Page, element_text, read_page, read_xml
from trees import parse, walk
from whole_sites import REPOSITORY, Files, read_files, read_shared, write_files

from microsite.model.kinds import GLOSSARY, KINDS, PAGE, PRESS, Feed, Kind
from microsite.pages import entries, exports, structured

PACKAGE = REPOSITORY / "microsite"
NAMES = {name for kind in KINDS.values() for name in (kind.name, kind.folder)}


# ---- nobody else tells them apart -------------------------------------------------------------------------------


def find_told_apart(tree: ast.Module) -> Iterator[str]:
    """Where code compares something with the name or the folder of a kind, or looks something up by it."""
    for node in walk(tree):
        sought: list[ast.expr | None] = []
        if isinstance(node, ast.Compare):
            sought = [node.left, *node.comparators]
        elif isinstance(node, ast.Subscript) and getattr(node.value, "id", "") != "Literal":
            sought = [node.slice, *(node.value.keys if isinstance(node.value, ast.Dict) else [])]
        elif isinstance(node, ast.MatchValue):
            sought = [node.value]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"get", "startswith", "endswith"}:
            sought = [*node.args[:1]]
        found = (constant for one in sought if one for constant in ast.walk(one))
        if any(isinstance(one, ast.Constant) and one.value in NAMES for one in found):
            yield ast.unparse(node)


@pytest.mark.parametrize(
    "code",
    [
        'kind == "press"',
        'group.kind in ("press", "page")',
        '(kind, key) != ("page", HOME)',
        'KINDS["glossary"]',
        'site.pages["glossary", key, locale]',
        'site.pages.get(("page", key, locale))',
        '{"press": releases, "glossary": terms}[kind]',
        'path.startswith("pages")',
        'match kind:\n    case "press": pass',
    ],
)
def test_code_that_tells_kinds_apart_by_name_is_found(code: str) -> None:
    assert list(find_told_apart(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["kind.is_dated", 'f"{kind}-list"', 'Field("press", "flag")', 'key == "de"', 'Literal["page"]']
)
def test_code_that_asks_the_row_is_no_finding(code: str) -> None:
    assert list(find_told_apart(ast.parse(code))) == []


def test_no_module_but_that_of_kinds_tells_them_apart_by_name() -> None:
    paths = [path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "model/kinds.py"]
    found = {path.name: list(find_told_apart(parse(path))) for path in paths}
    assert {name: told for name, told in found.items() if told} == {}


# ---- the rows ---------------------------------------------------------------------------------------------------


def find_contradictions(kind: Kind) -> Iterator[str]:
    """What the cells of a row say that cannot be together, or that no table has a row for."""
    listing, fields = kind.listing, {field.name for field in (*kind.front_matter, *kind.group_file)}
    if kind.view not in entries.VIEWS or kind.schema not in structured.SCHEMAS:
        yield "its view or its schema is unknown"
    if kind.is_dated and "date" not in fields:
        yield "its entries need a date, and may have none"
    if kind.in_menus == "list" and not listing:
        yield "its list is shown in menus, and there is none"
    if not {form for form, _ in kind.tables} <= exports.FORMATS.keys():
        yield "it has a table of an unknown format"
    if listing and listing.schema and listing.schema not in structured.LISTS:
        yield "the schema of its list is unknown"
    if listing and (listing.feed or listing.order == "newest") and not kind.is_dated:
        yield "it has a feed, or a list by dates, of entries without a date"
    if listing and listing.has_years and (listing.has_letters or listing.has_filter):
        yield "its list shows the newest alone, and a filter or letters would know no others"
    if listing and listing.has_topics and "topics" not in {field.name for field in kind.group_file}:
        yield "its list has topics, and its entries cannot say which"
    if kind.view == "release" and not (listing and listing.order == "newest"):
        yield "its pages lead to the ones before and after, of which there is no list by dates"


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_the_cells_of_a_row_go_together(kind: Kind) -> None:
    assert list(find_contradictions(kind)) == []


@pytest.mark.parametrize(
    "kind",
    [
        PAGE._replace(view="article"),
        PAGE._replace(schema="Person"),
        PAGE._replace(is_dated=True),
        PAGE._replace(in_menus="list"),
        PAGE._replace(view="release"),
        GLOSSARY._replace(tables=(("XLS", "glossary.xls"),)),
        GLOSSARY._replace(listing=GLOSSARY.listing and GLOSSARY.listing._replace(feed=Feed("terms.xml"))),
        GLOSSARY._replace(listing=GLOSSARY.listing and GLOSSARY.listing._replace(has_years=True)),
        GLOSSARY._replace(listing=GLOSSARY.listing and GLOSSARY.listing._replace(schema="ItemList")),
        PRESS._replace(is_dated=False),
        PRESS._replace(group_file=()),
    ],
)
def test_cells_that_do_not_go_together_are_found(kind: Kind) -> None:
    assert len(list(find_contradictions(kind))) == 1


def test_one_kind_has_the_terms_and_one_the_root_pages() -> None:
    assert [kind.name for kind in KINDS.values() if kind.is_linked] == ["glossary"]
    assert [kind.name for kind in KINDS.values() if kind.home] == ["page"]


def test_no_two_kinds_share_a_folder_or_an_address() -> None:
    listings = [kind.listing for kind in KINDS.values() if kind.listing]
    urls = [*(kind.url for kind in KINDS.values()), *(listing.url for listing in listings)]
    urls += [listing.feed.url for listing in listings if listing.feed]
    assert len(set(urls)) == len(urls)
    assert len({kind.folder for kind in KINDS.values()}) == len(KINDS)


# ---- a new one --------------------------------------------------------------------------------------------------

ROW = """
SPEAKER = Kind(
    name="speaker",
    noun="speaker",
    folder="speakers",
    url="speakers/{slug}/",
    template="speaker.html",
    view="text",
    schema="WebPage",
    front_matter=(TITLE, SUMMARY, DATE, UPDATED, SLUG, ALIASES, DRAFT, *OF_TRANSLATIONS),
    group_file=(DATE, UPDATED, PICTURES, FIGURES, *OF_RELEASE),
    listing=Listing(
        url="speakers/",
        heading="Speakers",
        template="speakers.html",
        cards="speakers",
        order="alphabet",
        has_letters=True,
        has_filter=True,
        feed=Feed("speakers/feed.xml", "Speakers"),
    ),
    in_menus="list",
    is_dated=True,
)
"""
ALL_KINDS = re.compile(r"^KINDS: .* in \((.*)\)\}$", re.MULTILINE)

SITE = {
    "templates/speaker.html": """\
{% extends "base.html" %}
{% block content %}
<article class="text">
  <h1>{{ entry.title }}</h1>
  <p class="lead">{{ entry.summary }}</p>
  <div class="prose">{{ body }}</div>
</article>
{% endblock %}
""",
    "templates/speakers.html": """\
{% extends "base.html" %}
{% from "macros/lists.html" import definitions %}
{% block heading %}{{ _("Speakers") }}{% endblock %}
{% block content %}
<h1>{{ _("Speakers") }}</h1>
{% for letter in letters %}
<section class="letter">
  <h2 id="{{ letter.id }}">{{ letter.letter }}</h2>
{{ definitions(letter.terms) }}
</section>
{% endfor %}
{% endblock %}
""",
    "content/site.yaml": """\
title: {de: Hafentage, zh: 港口日}
base_url: https://hafen.example/
languages:
  de: {tag: de, locale: de_DE, name: Deutsch}
  zh: {tag: zh-Hans, locale: zh_Hans_CN, name: 简体中文}
navigation: [press, speaker]
""",
    "content/press/opening.de.md": """\
---
title: Eröffnung
date: 2025-09-30
---
Es sprach [Zoë](../speakers/zoe.md); [alle](../speakers/), [ihr Feed](/de/speakers/feed.xml).
""",
    "content/speakers/zoe.de.md": "---\ntitle: Zoë Weiß\nsummary: Lotsin.\ndate: 2025-09-03\n---\nSie kommt.\n",
    "content/speakers/zoe.zh.md": "---\ntitle: 卓伊\nsummary: 引航员。\ndate: 2025-09-03\n---\n她来。\n",
    "content/speakers/abel.de.md": "---\ntitle: Ärne Abel\nsummary: Wirt.\ndate: 2025-09-01\n---\nEr kommt.\n",
    "content/speakers/bo.de.md": "---\ntitle: Bo Berg\nsummary: Koch.\ndate: 2025-09-02\n---\nEr kommt auch.\n",
}
WORDS = {"de": "Rednerinnen und Redner", "zh": "演讲者"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the generator, with one row more."""
    folder = tmp_path_factory.mktemp("with speakers")
    shutil.copytree(PACKAGE, folder / "microsite", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(REPOSITORY / "build.py", folder / "build.py")
    table = folder / "microsite/model/kinds.py"
    text = table.read_text("utf-8")
    [found] = ALL_KINDS.finditer(text)
    head, tail = text[: found.start()], text[found.start() : found.end(1)]
    table.write_text(f"{head}{ROW}\n\n{tail}, SPEAKER{text[found.end(1) :]}", "utf-8")
    return folder


def new_root(folder: Path) -> Path:
    """A site with speakers, which has its words for them."""
    shared = read_shared("templates", "locales")
    for locale, heading in WORDS.items():
        path = f"locales/{'zh-hans' if locale == 'zh' else locale}/LC_MESSAGES/messages.po"
        entry = f'\nmsgid "Speakers"\nmsgstr "{heading}"\n'
        shared[path] += entry.encode()
    return write_files(folder, shared | {path: text.encode() for path, text in SITE.items()})


def call(package: Path, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Let that generator build a site."""
    command = [sys.executable, str(package / "build.py"), "--root", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)  # noqa: S603 - our own program


@dataclasses.dataclass(frozen=True)
class Output:
    """What the generator with speakers made."""

    files: Files

    def page(self, path: str) -> Page:
        """A page of it."""
        return read_page(path, "", self.files[path].decode())


@pytest.fixture(scope="module")
def made(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Output:
    """The site with speakers, built without a word of complaint."""
    root = new_root(tmp_path_factory.mktemp("site"))
    done = call(package, root)
    assert (done.returncode, done.stderr) == (0, "")
    return Output(read_files(root / "output"))


def test_a_new_kind_has_pages_in_every_language_that_name_each_other(made: Output) -> None:
    page = made.page("de/speakers/zoe/index.html")
    assert [heading.text for heading in page.all("h1")] == ["Zoë Weiß"]
    assert page.alternates() == {
        "de": "https://hafen.example/de/speakers/zoe/",
        "zh-Hans": "https://hafen.example/zh/speakers/zoe/",
        "x-default": "https://hafen.example/de/speakers/zoe/",
    }
    assert [item["@type"] for item in page.data()] == ["WebPage", "BreadcrumbList"]
    assert "zh/speakers/bo/index.html" not in made.files


def test_its_list_is_in_order_under_its_letters_and_its_filter_finds_each_entry_in_all_languages(made: Output) -> None:
    page = made.page("de/speakers/index.html")
    items = [element for element in page.all("div") if "data-search" in element.attributes]
    assert [element.text.partition(" ")[0] for element in items] == ["Ärne", "Bo", "Zoë"]
    assert [heading.text for heading in page.all("h2") if heading.attributes.get("id")] == ["A", "B", "Z"]
    assert {"zoe weiss", "卓伊", "zhuo²yi¹"} <= set(items[2].attributes["data-search"].split("\n"))
    assert page.all("title")[0].text == "Rednerinnen und Redner – Hafentage"


def test_its_feed_begins_with_the_newest_and_every_page_names_it(made: Output) -> None:
    feed = read_xml(made.files["de/speakers/feed.xml"])
    titles = [element_text(entry, f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert element_text(feed, f"{ATOM}title") == "Rednerinnen und Redner – Hafentage"
    assert titles == ["Zoë Weiß", "Bo Berg", "Ärne Abel"]
    feeds = [link["href"] for link in made.page("de/index.html").links("alternate") if "xml" in link.get("type", "")]
    assert feeds == ["/de/feed.xml", "/de/speakers/feed.xml"]


def test_menus_lead_to_its_list_and_texts_to_its_entries_its_list_and_its_feed(made: Output) -> None:
    press = made.page("de/press/opening/index.html")
    links = [(link.text, link.attributes["href"]) for link in press.all("a")]
    assert ("Rednerinnen und Redner", "/de/speakers/") in links
    assert {("Zoë", "/de/speakers/zoe/"), ("alle", "/de/speakers/"), ("ihr Feed", "/de/speakers/feed.xml")} <= {*links}
    menu = made.page("zh/speakers/zoe/index.html").all("a", aria_current="true")
    assert [(link.text, link.attributes["href"]) for link in menu] == [("演讲者", "/zh/speakers/")]


def test_the_sitemap_has_its_pages_and_its_lists(made: Output) -> None:
    found = re.findall("<loc>https://hafen.example/(../speakers/.*)</loc>", made.files["sitemap.xml"].decode())
    assert sorted(found) == [
        "de/speakers/",
        "de/speakers/abel/",
        "de/speakers/bo/",
        "de/speakers/zoe/",
        "zh/speakers/",
        "zh/speakers/zoe/",
    ]


@pytest.mark.slow
def test_a_rebuild_after_an_edit_of_it_comes_to_what_a_build_from_nothing_does(package: Path, tmp_path: Path) -> None:
    root = new_root(tmp_path / "site")
    call(package, root)
    assert " 0 written, 0 removed " in call(package, root).stdout
    edit_scripts.replace(root, "content/speakers/bo.de.md", "title: Bo Berg", "title: Zoran Berg")
    done = call(package, root)
    again = new_root(tmp_path / "again")
    edit_scripts.replace(again, "content/speakers/bo.de.md", "title: Bo Berg", "title: Zoran Berg")
    assert (done.returncode, call(package, again).returncode) == (0, 0)
    edit_scripts.compare(read_files(root / "output"), read_files(again / "output"))
    assert b"Zoran Berg" in read_files(root / "output")["de/speakers/feed.xml"]


def test_what_is_wrong_with_it_is_told_in_its_own_words(package: Path, tmp_path: Path) -> None:
    root = new_root(tmp_path / "site")
    edit_scripts.replace(root, "content/speakers/bo.de.md", "date: 2025-09-02\n", "")
    edit_scripts.replace(root, "content/press/opening.de.md", "zoe.md", "zoey.md")
    done = call(package, root, "--format", "json")
    told = [(one["rule"], one["message"]) for one in json.loads(done.stdout)["diagnostics"]]
    assert done.returncode == 1
    assert ("field-missing", "a speaker needs a date") in told
    assert any(rule == "link-broken" and "zoey" in message for rule, message in told)
