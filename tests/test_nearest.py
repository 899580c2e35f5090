"""The word that somebody may have meant: the same that comparing all words finds, without comparing all."""

from __future__ import annotations

import difflib
import random

import pytest
from laws import up_to

from microsite.diagnostics.nearest import find_nearest
from microsite.diagnostics.problems import did_you_mean

WORDS = (
    "konferenz",
    "talent",
    "hub",
    "forschung",
    "start",
    "bericht",
    "messe",
    "gruppe",
    "partner",
    "stadt",
    "jahr",
    "zentrum",
    "preis",
    "大会",
    "人才",
)


def addresses(count: int) -> frozenset[str]:
    chance = random.Random(count)  # noqa: S311 (no secret)
    days = (f"20{chance.randint(10, 26)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" for _ in range(count))
    return frozenset(f"../press/{day}-{'-'.join(chance.sample(WORDS, chance.randint(1, 3)))}.md" for day in days)


def slips(word: str, chance: random.Random) -> list[str]:
    at = chance.randrange(9, len(word) - 3)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return [word[:at] + word[at + 1 :], word[:at] + "x" + word[at:], word[:at] + "y" + word[at + 1 :], swapped]


@pytest.mark.parametrize("count", [50, 1000])
def test_what_a_slip_has_made_of_a_word_is_found_as_by_comparing_all(count: int) -> None:
    words, chance = addresses(count), random.Random(7)  # noqa: S311
    for word in chance.sample(sorted(words), up_to(8, few=3)):
        for slip in slips(word, chance):
            assert [find_nearest(slip, words)] == difflib.get_close_matches(slip, sorted(words), n=1)


@pytest.mark.parametrize(
    ("word", "words", "meant"),
    [
        ("/DE/press/", ["/de/press/", "/zh/press/"], "/de/press/"),
        ("Y", ["x", "y"], "y"),
        ("KWH", ["kWh", "MWh"], "kWh"),
        ("STRASSE", ["straße", "strasse-2"], "straße"),
        ("Key", ["kex", "key"], "key"),
    ],
)
def test_a_word_in_other_letters_case_is_meant_before_all_that_are_like_it(
    word: str, words: list[str], meant: str
) -> None:
    others = [f"other-{number}" for number in range(200)]
    assert find_nearest(word, frozenset(words)) == find_nearest(word, frozenset([*words, *others])) == meant


def test_what_is_like_nothing_gets_no_hint() -> None:
    words = addresses(1000)
    assert find_nearest("§§§", words) == ""
    assert find_nearest("x" * 10_000, words) == ""
    assert did_you_mean("zzz", []) == ""


def test_words_that_differ_little_from_each_other_are_found_too() -> None:
    words = frozenset(f"../press/x{number:05}.md" for number in range(5000))
    assert find_nearest("../press/y04711.md", words) == "../press/x04711.md"
    assert did_you_mean("../press/x4711.md", words) == "did you mean “../press/x04711.md”?"
