"""Sections of a text: where they begin, what they are called, and what their digests are of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from growth import find_excess, repeat
from hypothesis import given
from hypothesis import strategies as st

from microsite.content.sections import LENGTH, Section, digest_sections, parse_digests, read_sections


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
        ("```\n# an open fence is none\n", [(5, ""), (6, "an open fence is none")]),
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
    ("body", "written", "lines"),
    [
        ("a\n  # b\nc\n", "dea07df3", [1]),
        ("  # a\n\nb\n  # c\n", "4637321c", [1]),
        ("a\n # b\n  # c\n", "ca234c5529c5c9983120a165", [1, 2, 3]),
        ("# a\n  # b\n~~~\n# c\n~~~\n", "a4f43151e2fcdb16", [1, 2]),
        ("a\n#\u3000b\n\u3000# c\n# \xa0d\n", "75683a30", [1]),
        ("a\n\xa0\nb\u3000\n--\u2003\n", "ca234c5541f5ef91", [1, 3]),
    ],
)
def test_digests_that_stand_in_editors_files_stay_as_they_are(body: str, written: str, lines: list[int]) -> None:
    assert digest_sections("", "", body)[LENGTH:] == written
    assert [section.line for section in read_sections("", "", 1, body, 1)][1:] == lines


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
    return "".join(written[0]), "".join(written[1])


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


@pytest.mark.parametrize(
    "piece", ["# a\n", "```\n", "````a\n", "<!--", "-", ".", "a\n---\n", "#", "[", "**", "# {", "\n", "1", "—…"]
)
def test_hostile_texts_take_no_longer_than_their_size(piece: str) -> None:
    assert not find_excess(lambda size: repeat(piece, size), sections)


def test_sections_of_one_text_are_in_its_order() -> None:
    found: Sequence[Section] = sections("Vorab\n\n# A\n\n# B\n")
    assert [section.line for section in found[1:]] == sorted(section.line for section in found[1:])
