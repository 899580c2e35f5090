"""The structure of a translation: what is dropped, added or turned into something else, and what may be otherwise."""

from __future__ import annotations

import pytest
from growth import find_excess, repeat
from hypothesis import given
from hypothesis import strategies as st

from microsite.checks.findings import Finding
from microsite.checks.prose.passages import read_passages
from microsite.checks.shape.shape import Shape, read_shape
from microsite.checks.shape.structure import compare
from microsite.markup.spans import read_spans

LONG = "Ein Absatz, der genug sagt, um zu fehlen, wenn er fehlt, und der noch ein wenig weitergeht."
OTHER = "Ein zweiter, der 2025 von 3944 Gästen erzählt und davon, was sie in der Stadt gesehen haben."
THIRD = "Ein dritter über die Ausstellung, die Gespräche und das Wetter, das besser war als erwartet."
SOURCE = f"""{LONG}

## Anlass {{#context}}

{LONG}

{OTHER}

## Zahlen

- eins mit 17
- zwei mit 18
- drei mit 19

| a | b |
|---|---|
| 1 | 2 |
| 3 | 4 |

![Bild](bild.png)

## Schluss

{THIRD}
"""


def shape(markdown: str) -> Shape:
    return read_shape(markdown, read_passages(markdown), read_spans(markdown))


def compared(source: str, translation: str) -> list[Finding]:
    return compare(shape(source), shape(translation))


def told(source: str, translation: str) -> list[tuple[str, str]]:
    return [(finding.severity, finding.message) for finding in compared(source, translation)]


def test_the_shape_of_a_text_is_its_blocks() -> None:
    found = shape(SOURCE)
    assert found.kinds == ("p", "h2", "p", "p", "h2", "i1", "i1", "i1", "t3x2", "h2", "p")
    assert found.lines == (1, 3, 5, 7, 9, 11, 12, 13, 15, 22, 24)
    assert found.titles == ("Anlass", "Zahlen", "Schluss")
    assert (found.ids, found.pictures, found.codes) == ((("context", 3),), (("bild.png", 20),), 0)


def test_sections_are_known_by_the_ids_that_their_headings_have() -> None:
    text = "## One {#one}\n\nText one.\n\n## Two {#two}\n\nText two."
    assert ("error", "the section “Two” of the source is missing") in told(text, "## 一 {#one}\n\n正文。")
    assert ("error", "the section “One” of the source is missing") in told(text, "## 二 {#two}\n\n正文。")


@pytest.mark.parametrize("picture", ["![](a.png)", '![Ein Saal](a.png "Titel"){.wide}', "![a][b]"])
def test_a_picture_that_is_missing_is_no_missing_paragraph_too(picture: str) -> None:
    text = f"{THIRD}\n\n{{}}{OTHER}\n\n[b]: c.png\n"
    assert told(text.format(f"{picture}\n\n"), text.format("")) == [("warning", "a picture of the source is missing")]
    assert told(text.format(f"{picture} {THIRD}\n\n"), text.format("")) == [
        ("warning", "a picture of the source is missing"),
        ("warning", "a paragraph of the source is missing below here"),
    ]


@pytest.mark.parametrize(
    ("dropped", "written", "expected"),
    [
        (f"\n## Schluss\n\n{THIRD}\n", "", ("error", "the section “Schluss” of the source is missing")),
        ("## Schluss\n\n", "", ("warning", "the heading “Schluss” of the source is missing")),
        (f"\n{OTHER}\n", "", ("warning", "a paragraph of the source is missing below here")),
        ("- zwei mit 18\n", "", ("warning", "a list item of the source is missing below here")),
        (
            "- zwei mit 18\n- drei mit 19\n",
            "",
            ("warning", "2 list items of the source are missing below here"),
        ),
        (
            "| 3 | 4 |\n",
            "",
            ("warning", "this table has 2 rows and 2 columns; in the source it has 3 rows and 2 columns"),
        ),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n",
            "",
            ("error", "a table of the source is missing below here"),
        ),
        ("![Bild](bild.png)", "Kein Bild", ("warning", "a picture of the source is missing")),
        (" {#context}", "", ("warning", "the id “context” of the source is missing")),
        ("## Schluss", "### Schluss", ("warning", "“Schluss” is a heading of level 3; in the source it has level 2")),
        (
            f"\n## Schluss\n\n{THIRD}",
            f"\n## Schluss\n\n{THIRD}\n\n{LONG}",
            ("info", "the source does not have this paragraph"),
        ),
        (
            f"{LONG}\n\n## Anlass",
            f"## Was\n\n{LONG}\n\n## Anlass",
            ("info", "the source does not have this heading"),
        ),
        (
            f"\n{LONG}\n\n{OTHER}\n",
            f"\n- {LONG}\n\n{OTHER}\n",
            ("info", "this list item is a paragraph in the source"),
        ),
    ],
)
def test_what_a_translation_has_otherwise_is_told(dropped: str, written: str, expected: tuple[str, str]) -> None:
    assert dropped in SOURCE
    assert expected in told(SOURCE, SOURCE.replace(dropped, written))


def test_another_picture_is_a_hint_and_one_for_the_language_is_none() -> None:
    assert told(SOURCE, SOURCE.replace("bild.png", "bild.en.png")) == []
    assert told(SOURCE, SOURCE.replace("bild.png", "foto.png")) == [
        ("info", "this picture is “foto.png”; in the source it is “bild.png”")
    ]


def test_a_text_of_the_same_structure_differs_in_nothing() -> None:
    translation = SOURCE.replace("Ein", "An").replace("Anlass", "Context")
    assert told(SOURCE, translation) == []


def test_paragraphs_that_are_divided_otherwise_are_no_difference() -> None:
    assert told(f"{LONG}\n\n{OTHER}\n\n{THIRD}", f"{LONG} {OTHER}\n\n{THIRD}") == []
    assert told(f"{LONG} {OTHER}\n\n{THIRD}", f"{LONG}\n\n{OTHER}\n\n{THIRD}") == []


PARAGRAPHS = {
    "de": [
        "Der Hafen hat im vergangenen Sommer so viele Schiffe abgefertigt wie nie zuvor.",
        "Die Direktorin führt das auf die neuen Kräne zurück, die seit dem Frühjahr in Betrieb sind.",
        "Auch die Bahn trug dazu bei, denn Güterzüge warten nicht mehr vor der Brücke.",
        "Im Winter wird das Becken vertieft, damit größere Schiffe anlegen können.",
        "Anwohner klagen über den Lärm, vor allem in den Nächten.",
        "Die Stadt prüft deshalb, ob ein Wall zwischen den Häusern und den Gleisen hilft.",
        "Eine Entscheidung darüber fällt erst nach den Wahlen.",
        "Bis dahin gilt nachts eine niedrigere Geschwindigkeit auf dem Gelände.",
    ],
    "en": [
        "The port handled more ships last summer than ever before.",
        "Its director says this is due to the new cranes that have been working since spring.",
        "The railway helped as well, since freight trains no longer wait at the bridge.",
        "In winter the basin will be dredged so that larger ships can moor.",
        "Residents complain about the noise, above all at night.",
        "The city is therefore looking at a bank between the houses and the tracks.",
        "It will not decide on this before the elections.",
        "Until then, a lower speed limit applies to the site at night.",
    ],
    "zh": [
        "去年夏天，港口接待的船舶数量创下历史新高。",
        "港口负责人表示，这得益于今年春天投入使用的新起重机。",
        "铁路也功不可没，货运列车不必再在桥前等候。",
        "冬季将对港池进行疏浚，以便更大的船舶停靠。",
        "附近居民抱怨噪声太大，夜间尤其如此。",
        "市政府正在研究，在住宅与铁轨之间修筑土堤是否有效。",
        "选举之前不会就此作出决定。",
        "在此之前，厂区内夜间实行更低的限速。",
    ],
}
DIRECTIONS = [(one, other) for one in PARAGRAPHS for other in PARAGRAPHS if one != other]


@pytest.mark.parametrize(("lang", "other"), DIRECTIONS)
def test_most_paragraphs_that_are_gone_are_told_of_in_languages_of_any_length(lang: str, other: str) -> None:
    source, paragraphs = "\n\n".join(PARAGRAPHS[lang]), PARAGRAPHS[other]
    dropped = ["\n\n".join(paragraphs[:number] + paragraphs[number + 1 :]) for number in range(len(paragraphs))]
    found = [told(source, translation) for translation in dropped]
    assert found.count([("warning", "a paragraph of the source is missing below here")]) >= 6


@pytest.mark.parametrize(("lang", "other"), DIRECTIONS)
def test_two_paragraphs_that_become_one_are_no_loss(lang: str, other: str) -> None:
    source, paragraphs = "\n\n".join(PARAGRAPHS[lang]), PARAGRAPHS[other]
    for number in range(len(paragraphs) - 1):
        joined = f"{paragraphs[number]} {paragraphs[number + 1]}"
        translation = "\n\n".join([*paragraphs[:number], joined, *paragraphs[number + 2 :]])
        assert [one for one in told(source, translation) if one[0] != "info"] == []


def test_a_short_paragraph_that_leads_somewhere_is_worth_a_warning() -> None:
    missing = ("warning", "a paragraph of the source is missing below here")
    for short, is_told in (("Siehe [Plan](plan.md).", True), ("Das ist alles.", False)):
        assert (missing in told(f"{LONG}\n\n{short}\n\n{THIRD}", f"{LONG}\n\n{THIRD}")) == is_told


def test_sections_in_another_order_are_not_missing() -> None:
    one, two = f"## Eins\n\n{OTHER}\n", f"## Zwei\n\n{LONG} Am 17. und 18. Mai.\n"
    assert [severity for severity, _ in told(f"# A\n\n{one}\n{two}", f"# A\n\n{two}\n## Neu\n\n{THIRD}\n\n{one}")] in (
        [],
        ["info"],
        ["info", "info"],
        ["info", "info", "info"],
        ["info", "info", "info", "info"],
    )


def test_a_translation_of_a_small_part_is_told_once() -> None:
    sections = [f"## Teil {number}\n\n{LONG} {number}{number}\n" for number in range(8)]
    found = told("\n".join(sections), "\n".join(sections[:2]))
    errors = [message for severity, message in found if severity == "error"]
    assert errors == ["6 of 8 sections of the source are missing"]


def test_a_paragraph_of_a_third_of_the_length_is_a_hint() -> None:
    assert told(f"{LONG} {THIRD} {THIRD}", "Ein Absatz.") == [
        ("info", "this paragraph is much shorter than in the source")
    ]


def test_missing_blocks_of_code_are_told() -> None:
    code = f"{LONG}\n\n```\na = 1\n```\n\n{THIRD}"
    assert told(code, f"{LONG}\n\n{THIRD}") == [("warning", "a code block of the source is missing")]


def test_findings_point_at_lines_of_both_texts() -> None:
    translation = SOURCE.replace(f"\n{OTHER}\n", "").replace(LONG, f"{LONG}\n\n{LONG}", 1)
    places = [(finding.line, finding.source_line) for finding in compared(SOURCE, translation)]
    assert (7, 7) in places


def test_many_blocks_are_counted_where_they_cannot_be_aligned() -> None:
    items = "".join(f"- Punkt {number} von allen\n" for number in range(300))
    fewer = "".join(f"- Nummer {number + 7} von vielen\n" for number in range(290))
    assert told(f"# A\n\n{items}", f"# A\n\n{fewer}\n\nEnde") == [
        ("warning", "10 list items of the source are missing in this section"),
        ("info", "the source has a paragraph fewer here"),
    ]


_BLOCK = st.sampled_from(
    ["# A", "## B", "### C {#c}", LONG, OTHER, "kurz", "- a\n- b", "1. a", "  - c", "> q", "| a |\n|---|\n| 1 |", "---"]
)
_BLOCKS = st.lists(
    _BLOCK | st.sampled_from(["![x](y.png)", "```\ncode\n```", "<b id='x'>y</b>", "**fett**"]), max_size=14
).map("\n\n".join)


@given(_BLOCKS)
def test_a_text_has_the_structure_of_itself(text: str) -> None:
    assert compared(text, text) == []


@given(_BLOCKS, _BLOCKS)
def test_any_two_structures_can_be_compared(source: str, translation: str) -> None:
    for finding in compared(source, translation):
        assert 0 <= finding.line <= len(translation.split("\n"))
        assert 0 <= finding.source_line <= len(source.split("\n"))
        assert finding.line or finding.source_line or "code" in finding.message


def test_a_source_of_code_alone_can_be_compared_with_any_number_of_blocks() -> None:
    blocks = "".join(f"Absatz {number}.\n\n" for number in range(10_000))
    assert told("    code\n", blocks) == [("info", "the source has 10000 paragraphs fewer here")]


@pytest.mark.law(every=6)
@pytest.mark.parametrize(
    "piece", ["- ", "# a\n", "a\n\n", "> ", "|a\n", "{#", "![", "- a\n", "  - a\n", "<img ", "```\n"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def work(text: str) -> None:
        found = read_shape(text, read_passages(text), read_spans(text))
        compare(found, shape(SOURCE))
        compare(shape(SOURCE), found)

    assert not find_excess(lambda size: repeat(piece, size), work, 48_000)
