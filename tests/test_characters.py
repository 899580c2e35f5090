"""Characters that nobody sees or that look like others, and those that are meant so."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.content.parse import parse_config, parse_entry, parse_group
from microsite.diagnostics.problems import Span
from microsite.model.characters import check_characters
from microsite.model.kinds import KINDS
from microsite.model.source import Source


@pytest.mark.parametrize("character", ["⼈", "⽅", "\uf914", "\ufa30", "\U0002f801", "⻳", "ﬁ", "ﬄ"])
def test_what_looks_like_another_character_is_told_with_that(character: str) -> None:
    [found] = check_characters(f"erste Zeile\nein {character} und {character}", "a.md")
    meant = unicodedata.normalize("NFKC", character)
    assert (found.rule, found.hint, found.span) == ("character-lookalike", f"write {meant}", Span("a.md", 2, 5, 1))
    assert f"which looks like “{meant}”" in found.message
    assert found.message.endswith("is in the text (2 times)")
    assert check_characters(f"erste Zeile\nein {meant}", "a.md") == ()


def test_a_radical_that_stands_for_no_character_is_told() -> None:
    [found] = check_characters("⺠", "a.md")
    assert (found.rule, found.hint) == ("character-lookalike", "type the character anew")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        *((f"Gründer{character}zentrum", "delete it") for character in "\u200b\u200c\u200e\u2060\u180e\ufeff"),
        ("重\u200b庆", "delete it"),
        ("1\u200b000", "delete it"),
        ("a \ufeffb", "delete it"),
        ("a\u2028b", "press Enter instead"),
        ("a\u2029b", "press Enter instead"),
        ("M\ufffdnchen", "write the character that belongs there"),
        ("a \ufffc b", "delete it, or put in what is missing"),
    ],
)
def test_what_nobody_sees_is_told_where_it_does_harm(text: str, hint: str) -> None:
    [found] = check_characters(text, "a.md")
    assert (found.rule, found.hint) == ("character-unseen", hint)


@pytest.mark.parametrize(
    "text",
    [
        *("Gründer\u00adzentrum", "a \u200b b", "https://\u200bexample", "می\u200cخواهم", "ภาษา\u200bไทย"),
        *("👩\u200d🔬", "क्\u200dष", "\u200fשלום\u200f!", "Das ist: \u200eABC", "人工智能", "﨎﨏", "ﷲ", "ａ", "½"),
    ],
)
def test_what_is_meant_so_is_not_told(text: str) -> None:
    assert check_characters(text, "a.md") == ()


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("⼈\u200bﬁa人\uf914"), max_size=12))
def test_of_what_is_told_as_a_lookalike_the_hint_ends_the_finding(text: str) -> None:
    for found in check_characters(text, "a.md"):
        if found.rule == "character-lookalike" and found.hint.startswith("write "):
            assert check_characters(found.hint.removeprefix("write "), "a.md") == ()


def test_texts_group_files_and_the_configuration_are_looked_at() -> None:
    def source(text: str) -> Source:
        return Source("content/pages/a.yaml", "", text.encode())

    languages = frozenset({"de"})
    _, entry = parse_entry(source("---\ntitle: ⼈\n---\n"), KINDS["page"], "a", "de", languages)
    _, group = parse_group(source("contact: {name: ⼈}\n"), KINDS["page"], "a", languages)
    _, config = parse_config(source("title: ⼈\nbase_url: https://a.example/\nlanguages: {de: {name: Deutsch}}\n"))
    assert [[found.rule for found in one] for one in (entry, group, config)] == [["character-lookalike"]] * 3
