"""The glossary for other programs: JSON, CSV, and TBX held to the rules of ISO 30042 and of TBX-Basic."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import build, built, edit, new_memory, read_site

from microsite.engine.crew import ALONE
from microsite.glossary.exchange import (
    Concept,
    Forbidden,
    TermSheet,
    Value,
    read_cell,
    write_cell,
    write_csv,
    write_json,
    write_tbx,
)

HUB = TermSheet(
    "de",
    "de",
    "https://talent.example/de/glossary/hub/",
    "Innovationszentrum",
    "Ort für <Ideen> & Gründungen.",
    ("Innovationszentren", "A|B"),
    forbidden=(Forbidden("Innovations-Hub", "Anglizismus: unnötig"), Forbidden("Hub")),
    see_also=("cup", "unknown"),
)
CUP = TermSheet("zh", "zh-Hans", "", "兴渝杯", status="deprecated", forms=("“兴渝杯”",))
CONCEPTS = (Concept("hub", (HUB, CUP)), Concept("cup", (CUP._replace(status="proposed"),)))

# ---- TBX --------------------------------------------------------------------------------------------------------

NS = "{urn:iso:std:iso:30042:ed-2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CHILDREN = {
    "tbx": ["tbxHeader", "text"],
    "tbxHeader": ["fileDesc"],
    "fileDesc": ["titleStmt", "sourceDesc"],
    "titleStmt": ["title"],
    "sourceDesc": ["p"],
    "text": ["body"],
    "body": ["conceptEntry"],
    "conceptEntry": ["ref", "langSec"],
    "langSec": ["descrip", "xref", "termSec"],
    "termSec": ["term", "termNote", "note"],
}
"""What an element of the core structure may hold of what is written here, in this order."""
NEEDED = {"conceptEntry": "langSec", "langSec": "termSec", "termSec": "term"}
TYPES = {
    ("descrip", "langSec"): {"definition"},
    ("xref", "langSec"): {"externalCrossReference"},
    ("ref", "conceptEntry"): {"crossReference"},
    ("termNote", "termSec"): {"administrativeStatus"},
}
"""The data categories of TBX-Basic that are written here, at the levels where the dialect has them."""
STATUS = {f"{word}Term-admn-sts" for word in ("preferred", "admitted", "deprecated", "superseded")}


def check_tbx(text: str) -> ET.Element:
    """Hold a document to the structure of ISO 30042:2019 and to the data categories of TBX-Basic in style DCA."""
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert root.attrib == {"type": "TBX-Basic", "style": "dca", LANG: root.attrib[LANG]}
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for parent in root.iter():
        name = parent.tag.removeprefix(NS)
        assert parent.tag == NS + name
        children = [child.tag.removeprefix(NS) for child in parent]
        places = [CHILDREN.get(name, []).index(child) for child in children]
        assert places == sorted(places), name
        assert NEEDED.get(name) in (None, *children)
        if name in ("conceptEntry", "langSec"):
            assert set(parent.attrib) == ({"id"} if name == "conceptEntry" else {LANG})
        for child in parent:
            kind = child.attrib.get("type")
            if kind is not None and child is not root:
                assert kind in TYPES[child.tag.removeprefix(NS), name]
            if kind == "administrativeStatus":
                assert child.text in STATUS
            if "target" in child.attrib:
                assert child.attrib["target"].startswith("https://") or child.attrib["target"] in ids
    for concept in root.iter(f"{NS}conceptEntry"):
        tags = [section.attrib[LANG] for section in concept.iter(f"{NS}langSec")]
        assert len(tags) == len(set(tags))
    return root


def statuses(root: ET.Element) -> list[tuple[str | None, str | None]]:
    return [(term[0].text, term[1].text) for term in root.iter(f"{NS}termSec")]


def test_terms_become_tbx_that_keeps_to_the_rules() -> None:
    root = check_tbx(write_tbx(CONCEPTS, "Talent & mehr", "de", "https://talent.example/"))
    assert statuses(root) == [
        ("Innovationszentrum", "preferredTerm-admn-sts"),
        ("Innovationszentren", "admittedTerm-admn-sts"),
        ("A|B", "admittedTerm-admn-sts"),
        ("Innovations-Hub", "deprecatedTerm-admn-sts"),
        ("Hub", "deprecatedTerm-admn-sts"),
        ("兴渝杯", "deprecatedTerm-admn-sts"),
        ("“兴渝杯”", "deprecatedTerm-admn-sts"),
        ("兴渝杯", "admittedTerm-admn-sts"),
        ("“兴渝杯”", "admittedTerm-admn-sts"),
    ]
    assert [note.text for note in root.iter(f"{NS}note")] == ["Anglizismus: unnötig"]
    assert [ref.attrib["target"] for ref in root.iter(f"{NS}ref")] == ["term-cup"]


@pytest.mark.parametrize("name", ["trilingual", "right-to-left", "conference"])
def test_the_terms_of_a_site_keep_to_the_rules_of_tbx(name: str) -> None:
    root = check_tbx(built(name).text("glossary.tbx"))
    assert len(statuses(root)) >= len(json.loads(built(name).text("glossary.json"))["terms"])


def test_a_key_of_letters_that_xml_has_in_no_name_is_a_name_still() -> None:
    text = write_tbx([Concept(key, (CUP,)) for key in ("bµ", "bº", "2025-兴渝")], "T", "de", "https://a.example/")
    ids = [concept.attrib["id"] for concept in check_tbx(text).iter(f"{NS}conceptEntry")]
    assert ids == ["term-b.b5", "term-b.ba", "term-2025-兴渝"]


# ---- JSON and CSV -----------------------------------------------------------------------------------------------


def test_json_has_all_languages_of_a_key() -> None:
    [hub, cup] = json.loads(write_json(CONCEPTS))["terms"]
    assert hub["key"] == "hub"
    assert list(hub["languages"]) == ["de", "zh"]
    assert hub["languages"]["de"] == {
        "tag": "de",
        "term": "Innovationszentrum",
        "short": "Ort für <Ideen> & Gründungen.",
        "forms": ["Innovationszentren", "A|B"],
        "forbidden": [
            {"wording": "Innovations-Hub", "reason": "Anglizismus: unnötig"},
            {"wording": "Hub", "reason": ""},
        ],
        "see_also": ["cup", "unknown"],
        "status": "approved",
        "url": "https://talent.example/de/glossary/hub/",
    }
    assert cup["languages"]["zh"]["status"] == "proposed"


def test_csv_has_a_row_for_a_key_and_columns_for_a_language() -> None:
    lines = write_csv(CONCEPTS, ["de", "zh"]).split("\r\n")
    assert lines[0].startswith("\ufeffkey,term.de,short.de,forms.de,")
    assert lines[1].startswith(r"hub,Innovationszentrum,Ort für <Ideen> & Gründungen.,Innovationszentren | A\|B,")
    assert lines[2].startswith("cup,,,")
    assert lines[3:] == [""]


WORDS = st.text(st.sampled_from("ab |\\:：重=' "), min_size=1).map(str.strip).filter(bool)


@given(st.lists(WORDS, unique=True).map(tuple))
def test_a_list_comes_back_from_its_cell(texts: tuple[str, ...]) -> None:
    assert read_cell("forms", write_cell(texts)) == texts


@given(st.lists(st.builds(Forbidden, WORDS, st.one_of(st.just(""), WORDS)), unique=True).map(tuple))
def test_wordings_and_reasons_come_back_from_their_cell(wordings: tuple[Forbidden, ...]) -> None:
    assert read_cell("forbidden", write_cell(wordings)) == wordings


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("forms", "a|b |  | a", ("a", "b")),
        ("forms", "a: b", ("a: b",)),
        ("forbidden", "枢纽：外来语 | Hub", (Forbidden("枢纽", "外来语"), Forbidden("Hub"))),
        ("status", "", "approved"),
        ("short", " x | y ", "x | y"),
    ],
)
def test_a_cell_is_read_as_people_write_it(name: str, text: str, value: Value) -> None:
    assert read_cell(name, text) == value


# ---- in a site --------------------------------------------------------------------------------------------------

EXPORTS = ["glossary.csv", "glossary.json", "glossary.tbx"]
TERM = "content/glossary/landstrom.de.md"


def test_a_site_without_terms_has_no_tables_of_them() -> None:
    assert not set(EXPORTS) & set(built("minimal").files)


def test_what_stands_in_for_a_translation_is_no_term_of_the_language() -> None:
    [bonus] = [t for t in json.loads(built("trilingual").text("glossary.json"))["terms"] if t["key"] == "ökobonus"]
    assert list(bonus["languages"]) == ["de", "en"]


def test_the_table_for_translators_holds_figures_as_they_are_written() -> None:
    files = edit(read_site("trilingual"), TERM, "Strom, den", '"{{ power }} Strom, den')
    files = edit(files, TERM, "Land bezieht.", 'Land bezieht."')
    site = build(files | {"content/glossary/landstrom.yaml": b"figures: {power: {value: 5, unit: kilometer}}\n"})
    assert site.rules() == []
    assert "{{ power }} Strom" in site.text("glossary.csv")
    assert "5 Kilometer Strom" in site.text("glossary.json")
    assert "5 Kilometer Strom" in site.text("glossary.tbx")


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("Landstromanschluss", "Landstromkabel", EXPORTS),
        ("Strom, den", "Elektrischer Strom, den", EXPORTS),
    ],
)
def test_a_table_is_made_again_when_a_term_moves(old: str, new: str, moved: list[str]) -> None:
    assert made_again(old, new) == moved


def test_a_table_is_not_made_again_when_the_text_of_a_term_moves() -> None:
    body = read_site("trilingual")[TERM].decode().partition("\n---\n")[2]
    assert made_again(body, body + "\nMehr.\n") == []


def made_again(old: str, new: str) -> list[str]:
    """The tables that an edit of a term makes again."""
    files, memory = read_site("trilingual"), new_memory()
    keys = [
        {job.target.path: {part.name: part.digest for part in job.parts} for job in site.jobs}
        for site in (build(files, memory=memory, crew=ALONE), build(edit(files, TERM, old, new), memory=memory))
    ]
    return [path for path in EXPORTS if keys[0][path] != keys[1][path]]
