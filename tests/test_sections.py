"""Sections of a text: where they begin, what they are called, and what their digests are of."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence

import pytest
from growth import find_excess, repeat
from hypothesis import assume, given
from hypothesis import strategies as st

from microsite.content import sections as reading
from microsite.content.sections import LENGTH, Section, digest_sections, normalize, parse_digests, read_sections
from microsite.markup.blanks import read_tree


def sections(body: str, title: str = "Talente", summary: str = "Kurz gesagt.") -> tuple[Section, ...]:
    return tuple(read_sections(title, summary, 2, body, 5))


def digests(body: str) -> list[str]:
    return [section.digest for section in sections(body)]


def headings(body: str) -> list[tuple[int, str]]:
    return [(section.line, section.heading) for section in sections(body)[1:]]


# ---- where they begin -------------------------------------------------------------------------------------------


def test_a_section_begins_at_each_heading_and_the_first_is_title_and_summary() -> None:
    body = "Einleitung.\n\n## „Wer“ {#who}\n\nText.\n\n### **Noch** [mehr](a.md) ###\nText.\n\n## Ende\n"
    assert sections(body)[0][1:] == (2, "")
    assert headings(body) == [(5, ""), (7, "„Wer“"), (11, "Noch mehr"), (14, "Ende")]


def test_what_stands_before_the_first_heading_is_a_section_if_there_is_anything() -> None:
    assert headings("\n\n## Wer\n") == [(7, "Wer")]
    assert headings("Ein Satz.\n") == [(5, "")]
    assert headings("\n \n") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("```\n# no\n```\n\n## Yes\n", [(5, ""), (9, "Yes")]),
        ("~~~ sh\n# no\n```\n# no\n~~~\n# Yes\n", [(5, ""), (10, "Yes")]),
        ("```\n# an open fence goes to the end\n", [(5, "")]),
        ("One\n===\n\nText.\n\nTwo\n---\n\n# Three\n", [(5, "One"), (10, "Two"), (13, "Three")]),
        ("Text\n\n---\n\nText\n", [(5, "")]),
        ("- a\n- b\n\n## Yes\n- c\n", [(5, ""), (8, "Yes")]),
        ("#\n\n####### deep\n\n## #tag\n", [(5, ""), (9, "tag")]),
        ("<!-- \n# no\n-->\n# Yes\n", [(8, "Yes")]),
        ("# Yes\n<!-- open\n# Yes\n", [(5, "Yes")]),
    ],
)
def test_what_only_looks_like_a_heading_begins_no_section(body: str, expected: list[tuple[int, str]]) -> None:
    assert headings(body) == expected


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("a\n  # b\nc\n", [1, 2]),
        ("   # a\n\n    # b\n", [1]),
        ("a\n#b\n", [1]),
        ("a\n#\u3000b\n# \xa0d\n", [1, 3]),
        ("a\n\n--\u2003\n", [1]),
        ("a\nb\n-\n\nc\n\n-\n", [1]),
        ("<div>\n# a\n</div>\n\n# b\n", [1, 5]),
        ("- a\n\n  # b\n\n> # c\n\n# d\n", [1, 7]),
        ("1. a\n\n   ```\n # b\n   ```\n\n# c\n", [1, 4]),
        ("\u200b# a\n", [1]),
    ],
)
def test_a_section_begins_where_the_reader_of_markdown_finds_a_heading_in_nothing_else(
    body: str, lines: list[int]
) -> None:
    assert [section.line for section in read_sections("", "", 1, body, 1)][1:] == lines


def test_digests_that_stand_in_editors_files_stay_as_they_are() -> None:
    body = "Ein Satz.\n\n# Ä {#a}\n\n~~~\n# c\n~~~\n\nB\n--\n\n- „x“\n"
    assert digest_sections("Titel", "", body) == "8ff94c620ecf95b8a0d7e7552c951549"


PIECES = st.text(st.sampled_from("#ab \n`=-~>1.<!\t\u200b\xa0{}:[]|"), max_size=60)
LINES = st.lists(
    st.sampled_from(
        [
            *(
                "# a",
                "#a",
                "##",
                "  # a",
                "\t# a",
                "    # a",
                "a",
                "",
                "",
                "===",
                "---",
                "-",
                " --",
                "```",
                "~~~~",
                "    b",
            ),
            *("- a", "- # a", "> # a", ">", "1. a", "<div>", "</div>", "<!--", "-->", "a <!-- b", "|a|", "|-|", "{#a}"),
            *(
                "[a]: /u",
                ": a",
                "[^1]: a",
                "\u200b# a",
                "#\xa0a",
                "—",
                "{{ a }}",
                "=",
                "# ",
                "a  ",
                "<b>",
                "- <div>",
                "> <p>",
                "a <b",
                "> ",
                "क़\u200d",
                "＃ a",
                "－－－",
            ),
        ]
    ),
    max_size=12,
).map("\n".join)


@given(st.one_of(PIECES, LINES))
def test_each_heading_of_the_tree_begins_a_section_and_nothing_else_does(body: str) -> None:
    headings = [block for block in read_tree(body).root.children if block.kind == "heading"]
    numbers = [body.count("\n", 0, block.start) + 1 for block in headings]
    found = [section.line for section in read_sections("", "", 1, body, 1)][1:]
    assert found in (numbers, [1, *numbers])


@given(st.one_of(PIECES, LINES))
def test_the_short_way_to_headings_finds_what_the_tree_has(body: str) -> None:
    found = sections(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_find_starts", lambda _text: None)
        assert sections(body) == found


BLOCKS = st.sampled_from(
    [
        *("# Eins", "## Zwei {#zwei}", "### „Drei“ ###", "###### *Sechs*", "Vier\n====", "Fünf\n-----", "---", "***"),
        *("Ein Satz,\nder weitergeht.", "Im Jahr 2025 #tag\nund — noch etwas", "重庆，3.944 人。", "a\n- b\n- c"),
        *("- a\n- b\n    - c", "1. a\n2. b", "> zitiert\n> weiter", "|a|b|\n|---|--:|\n|1|2|", "[a]: /u", "[^1]: Note"),
        *(
            "```\n# Kommentar\n```",
            "~~~ sh\n# nein\n\n## nein\n~~~",
            "    # eingerückt",
            "<!-- # Notiz -->",
            "**Fett**",
        ),
        *(
            "<!--\n# Notiz\n-->\nText",
            "<div>Text</div>",
            "Begriff\n:   Erklärung",
            "{: .klein}",
            "![Bild](a.png){: .b}",
        ),
    ]
)


@given(st.lists(BLOCKS, max_size=12))
def test_the_digests_of_ordinary_texts_stay_as_they_stand_in_editors_files(blocks: list[str]) -> None:
    body = "\n\n".join(blocks)
    starts = [*former_starts(without_comments(body))]
    lines = without_comments(body).split("\n")
    edges = [0, *starts, len(lines)]
    parts = ["\n".join(lines[start:end]) for start, end in itertools.pairwise(edges)]
    seen: dict[bytes, int] = {}
    assert digests(body)[1:] == [former_digest(meaning, seen) for part in parts if (meaning := normalize(part))]


def without_comments(body: str) -> str:
    return re.sub("<!--.*?-->", lambda match: "\n" * match[0].count("\n"), body, flags=re.DOTALL)


def former_starts(body: str) -> Iterator[int]:
    """The lines with which headings began before the reader of Markdown said so."""
    lines = body.split("\n")
    fence, previous = "", ("", "")
    for number, line in enumerate(lines):
        opening = None if fence else re.match("(`{3,}|~{3,})[^`\n]*", line)
        if fence:
            fence = "" if line.strip() == fence else fence
        elif opening:
            fence = opening[1]
        elif re.match(r" {0,3}#{1,6}(?:[ \t]+\S|[^#\s])", line):
            yield number
        elif previous[1].strip() and not previous[0].strip() and re.fullmatch(r" {0,3}(?:=+|--+)\s*", line):
            yield number - 1
        previous = previous[1], line


def former_digest(meaning: bytes, seen: dict[bytes, int]) -> str:
    count = seen[meaning] = seen.get(meaning, -1) + 1
    return hashlib.blake2b(b"%b\n%d" % (meaning, count) if count else meaning, digest_size=4).hexdigest()


def test_two_sections_that_say_the_same_have_two_digests() -> None:
    found = digests("## A\nText.\n\n## A\nText.\n\n## A\nText.\n")
    assert len(set(found)) == len(found) == 4


# ---- what they are of -------------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(["Talente", "3.944", "71,8", "重庆", "2025", "{{ n }}", "*", "größer", "x", "[a](b.md)"]),
    max_size=6,
)
GAPS = st.sampled_from([" ", "  ", "\u00a0", "\u202f", "\t", "\u3000", "\n", "\n  ", "\u200b ", " \u00ad"])
MARKS = [
    ("„", "“", "«", "»", '"', "'", "’", "「", "‘"),
    ("–", "—", "-", "−"),
    ("…", "...", "……", "......"),
    ("，", ",", "、"),
    ("。", "."),
    ("（", "("),
    ("％", "%"),
]


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A body in two spellings that mean the same."""
    written: tuple[list[str], list[str]] = ([], [])
    for number, words in enumerate(draw(st.lists(WORDS, min_size=1, max_size=4))):
        for one in written:
            one.append(f"\n\n## Teil {number}\n\n" if number else "")
        for word in words:
            mark = draw(st.sampled_from(MARKS))
            for one in written:
                one.append(word + draw(GAPS) + draw(st.sampled_from(mark)) + draw(GAPS) + "a")
    pair = "".join(written[0]), "".join(written[1])
    assume(not any(line.strip(" \t") == "-" for one in pair for line in one.split("\n")))  # which underlines a heading
    return pair


@given(spellings())
def test_white_space_and_typography_make_no_difference(pair: tuple[str, str]) -> None:
    assert digests(pair[0]) == digests(pair[1])


BODY = "Im Jahr 2025 kamen 3.944 Gäste.\n\n## Wer {#who}\n\n71,8 % aus 重庆, {{ share }}.\n\n## Wohin\n\n- nach Köln\n"


@given(st.integers(0, len(BODY) - 1), st.sampled_from("aZ9ü重"))
def test_every_letter_and_digit_makes_a_difference_to_its_own_section_alone(at: int, other: str) -> None:
    if not BODY[at].isalnum() or BODY[at] == other:
        return
    before, after = digests(BODY), digests(BODY[:at] + other + BODY[at + 1 :])
    number = 1 + BODY.count("\n## ", 0, at)
    assert [n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [number]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3.944", "3,944"),
        ("3.944", "39.44"),
        ("Gäste", "Gaste"),
        ("share", "shares"),
        ("- nach", "1. nach"),
        ("#who", "#wer"),
    ],
)
def test_what_looks_like_little_may_be_much(old: str, new: str) -> None:
    assert digests(BODY) != digests(BODY.replace(old, new))


def test_a_dash_of_several_characters_is_one() -> None:
    one = digests("Ein Satz – mit Strich.")
    assert (
        digests("Ein Satz -- mit Strich.")
        == digests("Ein Satz---mit Strich.")
        == digests("Ein Satz——mit Strich.")
        == one
    )


def test_a_sign_is_no_dash() -> None:
    assert digests("Es waren −3 Grad.") == digests("Es waren -3 Grad.") != digests("Es waren 3 Grad.")


def test_comments_do_not_count() -> None:
    assert digests("Ein <!-- check: ignore -->Satz.") == digests("Ein Satz.")


def test_title_and_summary_count_for_the_first_section_alone() -> None:
    one, other = sections("Text.", "Talente"), sections("Text.", "Talent")
    assert one[0].digest != other[0].digest
    assert one[1:] == other[1:]


# ---- as they are kept -------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("#ab \n`=-“{}1<!>")))
def test_a_text_keeps_the_digests_of_its_sections(body: str) -> None:
    found = digests(body)
    assert list(parse_digests(digest_sections("Talente", "Kurz gesagt.", body))) == found
    assert all(len(digest) == LENGTH for digest in found)


@pytest.mark.law(every=4)
@pytest.mark.parametrize(
    "piece", ["# a\n", "```\n", "````a\n", "<!--", "-", ".", "a\n---\n", "#", "[", "**", "# {", "\n", "1", "—…"]
)
def test_hostile_texts_take_no_longer_than_their_size(piece: str) -> None:
    assert not find_excess(lambda size: repeat(piece, size), sections)


def test_sections_of_one_text_are_in_its_order() -> None:
    found: Sequence[Section] = sections("Vorab\n\n# A\n\n# B\n")
    assert [section.line for section in found[1:]] == sorted(section.line for section in found[1:])
