"""Sentences as reporters write them, each with translations that are right and with some that are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from comparing import tell

LINES = Path(__file__).with_name("news.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("|")) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("level", "lang", "other_lang", "text", "other"), ROWS)
def test_what_is_wrong_in_the_news_is_told_and_nothing_else(
    level: str, lang: str, other_lang: str, text: str, other: str
) -> None:
    told = {one.partition(":")[0] for one in tell(lang, text, other_lang, other)}
    assert bool(told) == (level != "s")
    assert level != "e" or "error" in told


def test_all_languages_are_translated_into_all_others() -> None:
    directions = {(lang, other_lang) for _, lang, other_lang, _, _ in ROWS}
    assert directions == {(one, two) for one in ("de", "en", "zh") for two in ("de", "en", "zh") if one != two}
