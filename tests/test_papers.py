"""Papers: what a PDF has of a release, that everybody can read it, that it is set once; and sites without any."""

from __future__ import annotations

import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from picture_files import draw
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject
from whole_sites import Built, Files, as_sources, build, call, edit, output, read_site, without, write_files

from microsite.build.looks import Options
from microsite.build.project import Project
from microsite.build.wishes import Wishes
from microsite.engine.crew import ALONE, Crew
from microsite.engine.typesetter import Composed, Composition, find_typesetter, set_all
from microsite.i18n.formats import formats
from microsite.markup.clean import clean
from microsite.typeset.tree import Illustration, read_tree

RELEASE = "press/2025-11-16-talent-conference"
SOURCE = "content/press/2025-11-16-talent-conference.de.md"
PAPER = "de/press/2025-11-16-talent-conference/2025-11-16-talent-conference.de.pdf"
URL = "https://forum.example/de/press/opening/"


def with_papers(files: Files) -> Files:
    """A site whose releases are PDFs as well, and wait for nothing."""
    files = edit(files, "content/site.yaml", "gate: {press: {languages: [de, en, zh], checks: true}}", "gate: {}")
    return edit(files, "content/site.yaml", "base_url:", "pdf: true\nbase_url:")


FILES = with_papers(read_site("conference"))


@cache
def made() -> Built:
    """The conference with its papers, as Typst sets them; built once for all tests of a process."""
    return build(FILES, wishes=Wishes(typeset=find_typesetter()))


def tree(written: str, **pictures: Illustration) -> Any:  # noqa: ANN401 (nodes in nodes)
    """The tree of some HTML."""
    return read_tree(
        clean(written), URL, lambda url: pictures.get(url.rpartition("/")[2].partition(".")[0]), {"en": "en"}
    )


# ---- HTML → tree ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "nodes"),
    [
        ("<p>One <em>two</em></p>", [["p", {}, ["One ", ["em", {}, ["two"]]]]]),
        ("<h2>A</h2><h4>B</h4><h3>C</h3>", [["heading", {"level": n}, [t]] for n, t in ((2, "A"), (3, "B"), (3, "C"))]),
        (
            "<ul><li>a</li><li><p>b</p><p>c</p></li></ul>",
            [["ul", {"start": 1}, [["a"], [["p", {}, ["b"]], ["p", {}, ["c"]]]]]],
        ),
        ('<ol start="3"><li>a</li></ol>', [["ol", {"start": 3}, [["a"]]]]),
        ("<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>", [["dl", {}, [[["a"], [["p", {}, ["b"]], ["p", {}, ["c"]]]]]]]),
        ("<pre><code>a\n b\n</code></pre>", [["pre", {}, ["a\n b"]]]),
        (
            '<p><a href="https://a.example">a</a> <a href="x">b</a></p>',
            [["p", {}, [["a", {"href": "https://a.example"}, ["a"]], " ", "b"]]],
        ),
        (
            '<p><span lang="en" dir="ltr">a</span><time datetime="2025">b</time></p>',
            [["p", {}, [["span", {"lang": "en", "dir": "ltr"}, ["a"]], "b"]]],
        ),
        ("<p><ruby>人<rp>(</rp><rt>rén</rt><rp>)</rp></ruby></p>", [["p", {}, ["人", "(", "rén", ")"]]]),
        ("<div>a<div><p>b</p></div></div>", [["p", {}, ["a"]], ["p", {}, ["b"]]]),
        ('<p>a<br>b<img src="/x.png" alt="c"></p>', [["p", {}, ["a", ["br", {}, []], "b", "c"]]]),
        ("<h2><b></b></h2><h3> </h3>", [["p", {}, []], ["p", {}, []]]),
        ("<p><s>a<u>b</u></s></p>", [["p", {}, [["s", {}, ["a", "b"]]]]]),
        ("<figure>a<figcaption>b</figcaption></figure>", [["group", {}, [["p", {}, ["a"]], ["p", {}, ["b"]]]]]),
        ('<ol start="99999999999999999999"><li>a</li></ol>', [["ol", {"start": 1}, [["a"]]]]),
    ],
)  # fmt: skip
def test_html_is_a_tree_of_blocks_and_lines(written: str, nodes: object) -> None:
    assert tree(written) == nodes


def test_a_note_stands_where_it_is_cited_first() -> None:
    cited = f'<sup id="ref"><a class="footnote-ref" href="{URL}#note">1</a></sup>'
    back = f'<a class="footnote-backref" href="{URL}#ref">↩</a>'
    notes = f'<div class="footnote"><ol><li id="note"><p>Said. {back}</p></li></ol></div>'
    assert tree(f"<p>a{cited}b{cited}</p>{notes}") == [
        ["p", {}, ["a", ["note", {}, ["Said. "]], "b", ["sup", {}, ["1"]]]]
    ]


def test_a_table_has_its_head_and_as_many_cells_in_each_row() -> None:
    rows = '<tr><th>a</th><th>b</th></tr><tr><td rowspan="2">c</td><td class="align-end">d</td></tr><tr></tr>'
    [[name, told, cells]] = tree(f"<table><caption>Title</caption>{rows}</table>")
    assert (name, told) == ("table", {"columns": 2, "head": 1, "caption": ["Title"]})
    assert cells == [
        [0, 0, 1, 1, True, "", ["a"]],
        [1, 0, 1, 1, True, "", ["b"]],
        [0, 1, 1, 2, False, "", ["c"]],
        [1, 1, 1, 1, False, "end", ["d"]],
        [1, 2, 1, 1, False, "", []],
    ]


def test_a_picture_is_no_larger_than_the_paper() -> None:
    shown = {
        "wide": Illustration("wide.jpg", 3000, 1500),
        "tall": Illustration("tall.jpg", 600, 3000),
        "small": Illustration("small.png", 60, 60),
    }
    widths = {
        name: tree(f'<figure><img src="/{name}.jpg" alt="x"></figure>', **shown)[0][2][0][2][0][1]["width"]
        for name in shown
    }
    assert widths == {"wide": 160, "tall": 24, "small": 10}


@given(st.lists(st.text("ab <&")), st.integers(0, 30))
@settings(max_examples=up_to(100))
def test_whatever_is_how_deep_stands_there(texts: list[str], depth: int) -> None:
    def read(node: Any) -> str:  # noqa: ANN401 (nodes in nodes)
        if isinstance(node, str):
            return node
        return "".join(map(read, node if not node or isinstance(node[0], list) else node[2]))

    inner = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    shown = "".join(map(read, tree("<div>" * depth + inner + "</div>" * depth)))
    assert "".join(shown.split()) == "".join("".join(texts).split())


# ---- a paper ----------------------------------------------------------------------------------------------------


def read_tags(paper: bytes) -> Counter[str]:
    """How often each kind of element is in a paper."""
    reader = pypdf.PdfReader(io.BytesIO(paper))
    found: Counter[str] = Counter()

    def walk(node: PdfObject | None) -> None:
        node = node.get_object() if node is not None else None
        if isinstance(node, ArrayObject):
            for one in node:
                walk(one)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found[str(node["/S"])] += 1
            walk(node.get("/K"))

    walk(reader.root_object["/StructTreeRoot"])
    return found


def read_words(paper: bytes) -> str:
    """The text of a paper, its spaces as they come."""
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    return " ".join(text.replace("\u00ad", "-").split())  # which has the same glyph


def test_a_paper_says_its_title_its_language_and_that_everybody_can_read_it() -> None:
    reader = pypdf.PdfReader(io.BytesIO(made().files[PAPER]))
    root: Any = reader.root_object
    about = reader.metadata
    assert about
    assert reader.xmp_metadata
    assert str(about.title).startswith("Talentkonferenz in Chongqing: 3.944 Absolventinnen")
    assert about.author == "Chongqing International Talent Exchange Conference"
    assert root["/Lang"] == "de-DE"
    assert dict(root["/MarkInfo"]) == {"/Marked": True, "/Suspects": False}
    assert dict(root["/ViewerPreferences"]) == {"/DisplayDocTitle": True, "/Direction": "/L2R"}
    assert "<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data().decode()


def test_words_that_a_language_lacks_are_set_as_they_are(tmp_path: Path) -> None:
    config = (
        "title: Havnedage\nbase_url: https://havn.example/\nlanguages: {da: {tag: da, locale: da_DK, name: Dansk}}\n"
        "pdf: true\ncards: true\nboilerplate: Hver september.\ncontact: {name: Presse, email: presse@havn.example}\n"
    )
    release = "---\ntitle: Havnen \u00e5bner\n---\n\nI dag.\n"
    files = {"content/site.yaml": config.encode(), "content/press/2026-05-04-havn.da.md": release.encode()}
    root = write_files(tmp_path, files)
    assert "which no font" not in call(folder=root).out
    [paper] = [data for path, data in output(root).items() if path.endswith(".pdf")]
    assert "Press contact" in read_words(paper)


def test_a_paper_has_the_text_of_its_page_with_contact_address_and_day() -> None:
    text = read_words(made().files[PAPER])
    parts = ["16. November 2025 · Chongqing", "Nachwuchs für Schlüsselfelder", "71,8 %", "Über die Konferenz"]
    parts += ["Pressekontakt", "press@talent-conference.example", f"/de/{RELEASE}/", "1 / 2"]
    for part in parts:
        assert part in text.replace("\u00a0", " "), part


def test_a_paper_has_headings_lists_tables_notes_and_pictures_as_what_they_are() -> None:
    more = (
        "\n\n## Zahlen\n\n| Land | Anteil |\n| --- | --- |\n| China | 12 |\n| Chile | 3 |\n\nMit Anmerkung[^1].\n\n"
        '[^1]: Gemeint ist das Jahr.\n\n![Ein Boot](2025-11-16-talent-conference/boat.png "Auf dem Fluss")\n\n'
        "> Zitat.\n\n`#let x`\n"
    )
    files = FILES | {
        SOURCE: FILES[SOURCE] + more.encode(),
        f"content/{RELEASE}/boat.png": draw(60, 40),
    }
    site = build(files, wishes=Wishes(typeset=find_typesetter()))
    assert site.files, site.diagnostics
    before, after = read_tags(made().files[PAPER]), read_tags(site.files[PAPER])
    assert read_words(site.files[PAPER]).count("Gemeint ist das Jahr.") == 1
    assert before["/H1"] == after["/H1"] == 1
    assert {"/H2", "/P", "/L", "/LI", "/Link"} <= set(before)
    assert after - before >= Counter(
        {"/H2": 1, "/Table": 1, "/TH": 2, "/TD": 4, "/Note": 1, "/Figure": 1, "/BlockQuote": 1, "/Code": 1}
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_paper_has_a_logo_of_pixels(form: str) -> None:
    name = f"mark.{form.lower()}"
    files = edit(FILES, "content/site.yaml", "  icon: icon.svg", f"  icon: icon.svg\n  logo: {name}")
    site = build(files | {f"content/theme/{name}": draw(600, 200, form)}, wishes=Wishes(typeset=find_typesetter()))
    assert site.files, site.diagnostics
    assert len(pypdf.PdfReader(io.BytesIO(site.files[PAPER])).pages[0].images) == 1


def test_a_paper_shows_each_picture_wherever_it_stands_with_who_took_it() -> None:
    more = (
        '\n\n![](key/a.png "Allein"){credit="Anna Wei"}\n\nIn ![einer](key/b.png) Zeile.\n\n- ![eins](key/c.png)\n\n'
        "| x | y |\n| --- | --: |\n| z | ![zwei](key/d.png) |\n"
    )
    told = "pictures:\n  - {file: e.png, alt: Ein Boot, caption: Am Fluss, credit: Ada, licence: CC BY 4.0}\n"
    group = f"content/{RELEASE}.yaml"
    pictures = {f"content/{RELEASE}/{name}.png": draw(40 + place, 30) for place, name in enumerate("abcde")}
    text = FILES[SOURCE] + more.replace("key/", "2025-11-16-talent-conference/").encode()
    site = build(
        FILES | pictures | {SOURCE: text, group: FILES[group] + told.encode()}, wishes=Wishes(typeset=find_typesetter())
    )
    pages = pypdf.PdfReader(io.BytesIO(site.files[PAPER])).pages
    shown = [image.image.size for page in pages for image in page.images if image.image]
    assert sorted(shown) == [(40 + place, 30) for place in range(5)]
    words = read_words(site.files[PAPER])
    assert "Am Fluss Bild: Ada · CC BY 4.0" in words
    assert "Allein Bild: Anna Wei" in words


def test_a_word_of_a_title_is_parted_only_where_it_is_wider_than_the_paper() -> None:
    assert "3.944 Absolventinnen und Absolventen gewonnen, 260 Projekte vereinbart" in read_words(made().files[PAPER])
    [title] = [line for line in FILES[SOURCE].decode().splitlines() if line.startswith("title: ")]
    long = edit(FILES, SOURCE, title, "title: Donaudampfschifffahrtsgesellschaftskapitänsversammlung tagt")
    words = read_words(build(long, wishes=Wishes(typeset=find_typesetter())).files[PAPER])
    assert re.search(r"Donaudampf\w+- \w+ammlung tagt", words)


CHARTS = """charts:
  - {title: Wer kam, description: Laut Konferenz., show: [graduates, scientists]}
  - {title: Vorhaben, form: shares, show: [projects, challenges]}
"""


def test_a_paper_has_the_charts_of_its_page_with_their_figures_as_tables() -> None:
    group = f"content/{RELEASE}.yaml"
    site = build(FILES | {group: FILES[group] + CHARTS.encode()}, wishes=Wishes(typeset=find_typesetter()))
    words = read_words(site.files[PAPER]).replace("\u00a0", " ")
    assert "Wer kam Laut Konferenz. Gewonnene Absolventinnen und Absolventen 3.944" in words
    assert "Vereinbarungen über Talentprojekte 260 49 % Gelöste Aufgaben aus Unternehmen 273 51 %" in words
    assert read_tags(site.files[PAPER]) - read_tags(made().files[PAPER]) >= Counter({"/Table": 2, "/TD": 10})


def test_nothing_in_a_text_is_markup_of_typst() -> None:
    evil = '\n\n#panic("no") $ #let x = 1 \\\\# \\\\[ #image("/etc/hostname")\n\n- #eval("1/0")\n'
    site = build(FILES | {SOURCE: FILES[SOURCE] + evil.encode()}, wishes=Wishes(typeset=find_typesetter()))
    text = read_words(site.files[PAPER])
    assert '#panic("no") $ #let x = 1' in text.replace("“", '"').replace("”", '"').replace("„", '"')
    assert "#eval(" in text


def test_the_same_release_gives_the_same_bytes_in_any_order_of_files() -> None:
    sources = tuple(reversed(as_sources(FILES)))
    assert build(FILES, wishes=Wishes(typeset=find_typesetter()), sources=sources).files == made().files


def test_a_character_that_no_font_has_is_left_out() -> None:
    press = Press()
    build(FILES | {SOURCE: FILES[SOURCE] + "\n\n𒀭 Mehr\n".encode()}, wishes=Wishes(typeset=press))
    [composition] = [one for one in press.asked if "𒀭" in one.data]
    [composed] = set_all([composition])
    assert composed.missing == "𒀭"
    assert "Mehr" in read_words(composed.data)


AWKWARD = [
    "<h2>𒀭</h2><h3>b</h3>",
    "<h2><code></code></h2>",
    "<table></table><ul></ul><ol></ol><dl></dl><blockquote></blockquote><pre></pre><figure></figure>",
    '<table><tr><td rowspan="4">a</td><td colspan="200">b</td></tr><tr><td colspan="2">c</td><td>d</td></tr></table>',
    '<table><thead><tr><th rowspan="5">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
    "<table><tr><td><table><tr><td><h2>a</h2></td></tr></table></td></tr></table>",
    "<table><tr><td><figure><img src='x.png' alt='a'><figcaption>b</figcaption></figure></td></tr></table>",
    "<ul><li><figure><img src='x.png' alt='a'><figcaption>b</figcaption></figure></li></ul>",
    '<img src="https://a.example/x.png" alt=""><figure><img src="https://a.example/x.png" alt=""></figure>',
    "<p>\u202ex\u202c \u2066y\u2069 \u200b हिन्दी \u00ad \ufeff \u2060 \u200d</p>",
    '<p><s>a<u>b<del>c</del></u></s> <bdi dir="rtl">d</bdi> <span lang="xx">e</span></p><p dir="rtl">f</p>',
    '<p><a href="https://a b/%zz">a</a><a href="mailto:"></a><a href="http://[::1">c</a></p>',
    f'<sup><a href="{URL}#n">1</a></sup><div class="footnote"><ol><li id="n"><h4>b</h4><table></table></ol></div>',
    '<figure><img src="https://a.example/x.png" alt="𒀭"><figcaption>b</figcaption></figure>',
    "<div>" * 40 + "<ul><li>" * 40 + "a",
    "<p>" + "Wort" * 200 + " " + "字" * 500 + "</p>",
]


def test_whatever_a_text_may_hold_can_be_set() -> None:
    press = Press()
    build(FILES, wishes=Wishes(typeset=press))
    base = press.asked[0]
    shown = {"x": Illustration("x.png", 40, 30)}
    told = [json.dumps(json.loads(base.data) | {"body": tree(one, **shown)}, ensure_ascii=False) for one in AWKWARD]
    files = {**base.files, "x.png": draw(40, 30)}
    papers = list(set_all([base._replace(data=one, words=one, files=files) for one in told]))
    assert [str(pypdf.PdfReader(io.BytesIO(one.data)).root_object["/Lang"]) for one in papers] == ["de-DE"] * len(told)


def test_a_paper_of_which_no_font_has_a_character_is_set() -> None:
    """As on a machine without a font for Chinese: Typst makes no PDF with a heading that says nothing."""
    press = Press()
    build(FILES, wishes=Wishes(typeset=press))
    base = press.asked[0]
    told = json.loads(base.data) | {"words": {"about": "𒀭𒀭", "contact": "𒀭"}, "title": "𒀭", "shown": "𒀭"}
    [paper] = set_all([base._replace(data=json.dumps(told, ensure_ascii=False), words="𒀭")])
    assert paper.missing == "𒀭"
    assert json.loads(base.data)["contact"][0][0] in read_words(paper.data)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_correction_is_set_in_any_direction(direction: str) -> None:
    press = Press()
    build(FILES, wishes=Wishes(typeset=press))
    base = press.asked[0]
    told = json.loads(base.data) | {"corrections": [["Korrektur", "3.944"]], "direction": direction}
    [paper] = set_all([base._replace(data=json.dumps(told), words="Korrektur")])
    assert "Korrektur 3.944" in read_words(paper.data)


# ---- on the page ------------------------------------------------------------------------------------------------


class Press:
    """Sets nothing, and knows what it was asked for."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.asked: list[Composition] = []

    def __call__(self, compositions: Sequence[Composition]) -> Iterator[Composed]:
        """Give as many bytes as a paper has."""
        for one in compositions:
            self.asked.append(one)
            yield Composed(one.data.encode().ljust(84_210), "")


def test_a_release_offers_its_paper_with_type_and_size_in_its_own_language_alone() -> None:
    site = build(without(FILES, SOURCE.replace(".de.", ".zh.")), wishes=Wishes(typeset=Press()))
    link = f'<a href="/{PAPER}" type="application/pdf">PDF, <bdi>84\u00a0kB</bdi></a></dd>'
    assert link in site.text(f"de/{RELEASE}/index.html")
    assert ".pdf" not in site.text(f"zh/{RELEASE}/index.html")
    assert sorted(path for path in site.files if path.endswith(".pdf")) == sorted(
        [PAPER, PAPER.replace("de/", "en/").replace(".de.", ".en.")]
    )


@pytest.mark.parametrize(
    ("locale", "count", "text"),
    [
        ("de_DE", 84_210, "84\u00a0kB"),
        ("fr_FR", 1_240_000, "1,2\u202fMo"),
        ("zh_Hans_CN", 999_499, "999\u00a0kB"),
        ("en_US", 12, "1\u00a0kB"),
        ("ar_EG", 84_210, "٨٤\u00a0كيلوبايت"),
    ],
)
def test_the_size_of_a_file_is_written_as_the_language_does(locale: str, count: int, text: str) -> None:
    assert formats(locale).size(count) == text


def test_a_paper_is_set_where_its_release_moves_and_nowhere_else(tmp_path: Path) -> None:
    @contextmanager
    def hire(_sources: int, _engine: str) -> Iterator[Crew]:
        yield ALONE

    def reset(files: Files) -> list[str]:
        """Build once more; the languages of the papers that were set."""
        press = Press()
        wishes = Wishes(typeset=press)
        project = Project(
            write_files(tmp_path, files), tmp_path / "output", Options(), lambda config, _: (config, wishes)
        )
        assert project.build(hire, ALONE).done
        return [json.loads(one.data)["language"] for one in press.asked]

    assert sorted(reset(FILES)) == ["de", "en", "zh"]
    about = edit(FILES, "content/pages/about.en.md", "Every year, the", "Each year, the")
    assert reset(about) == []
    assert reset(edit(about, "content/site.yaml", "navigation: [press, glossary", "navigation: [glossary, press")) == []
    edited = about | {SOURCE: about[SOURCE] + b"\n\nMehr.\n"}
    assert reset(edited) == ["de"]
    for path in output(tmp_path):
        (tmp_path / "output" / path).unlink()
    assert reset(edited) == []


@pytest.mark.parametrize("files", [FILES, read_site("conference")], ids=["without Typst", "not asked for"])
def test_a_site_without_papers_offers_none(files: Files) -> None:
    site = build(files, wishes=Wishes(typeset=None if files is FILES else find_typesetter()))
    assert [path for path in site.files if path.endswith(".pdf")] == []
    assert ".pdf" not in site.text(f"de/{RELEASE}/index.html")
