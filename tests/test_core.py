"""What other programs make of a text without quotation marks, held against one of them."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from microsite.content.yaml.core import is_flag, is_number, is_rewritten
from microsite.content.yaml.lines import write_item

NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,9})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)


@given(NUMBERS)
@example("1.20")
@example("-0")
@example("1234e567")
@example("9007199254740993")
def test_a_number_that_is_not_rewritten_comes_back_from_a_program_that_counts_with_doubles(text: str) -> None:
    assert is_number(text)
    number = float(text)
    if not is_rewritten(text):
        assert json.dumps(int(number) if number.is_integer() else number) == text


def test_what_is_a_number_or_a_flag_elsewhere() -> None:
    assert [
        text for text in ("7", "007", "0o7", "0x1f", "+1.", ".5", "1e9", "-.inf", ".nan") if not is_number(text)
    ] == []
    assert [
        text for text in ("", "-", "1_000", "1,5", "12:30", "2025-01-01", "e5", "no", "0b1") if is_number(text)
    ] == []
    assert [text for text in ("true", "False", "yes", "on", "tRue", "") if is_flag(text)] == ["true", "False"]


def test_a_text_that_other_programs_would_rewrite_is_written_in_quotation_marks() -> None:
    assert [write_item(text) for text in ("3f9a1c2b", "12345678", "01234567", "1234e567", "1.20")] == [
        "3f9a1c2b",
        "12345678",
        '"01234567"',
        '"1234e567"',
        '"1.20"',
    ]
