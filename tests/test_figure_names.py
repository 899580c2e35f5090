"""Figures inside of names."""

from __future__ import annotations

import pytest
from comparing import facts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the COVID-19 pandemic", "COVID-"),
        ("the A380 is here", "A"),
        ("with Windows 11 on it", "Windows "),
        ("on 125th Street here", " Street"),
        ("Only 300 came.", ""),  # a sentence begins with a capital, too
        ("It came. Only 300 saw it.", ""),
        ("on July 300 of it", ""),
        ("there were 300 of it", ""),
    ],
)
def test_a_figure_knows_the_name_that_it_is_part_of(text: str, name: str) -> None:
    assert [fact.name for fact in facts(text, "en").facts if fact.strength > 1 or fact.name] == [name]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "Since 9/11 it is so.", "?-09-11"),
        ("de", "Seit 9/11 ist es so.", "?-09-11"),
        ("zh", "911事件之后", "?-09-11"),
        ("zh", "“9·11”之后", "?-09-11"),
        ("zh", "新冠疫情", "19"),
        ("de", "im Achtelfinale", "16"),
    ],
)
def test_what_names_say_is_read(lang: str, text: str, value: str) -> None:
    assert [fact.value for fact in facts(text, lang).facts] == [value]


@pytest.mark.parametrize(("lang", "text"), [("en", "on 9/11/2025"), ("en", "page 19/11"), ("de", "am 9/11/2025")])
def test_a_name_within_another_figure_is_none(lang: str, text: str) -> None:
    assert "?-09-11" not in [fact.value for fact in facts(text, lang).facts]
