"""What tags and locales tell by themselves is what CLDR says of them."""

from __future__ import annotations

from itertools import product
from string import ascii_lowercase

import pytest
from babel.core import Locale, get_global
from babel.localedata import locale_identifiers

from microsite.i18n.tags import direction, find_unregistered

ENGLISH = Locale.parse("en")
LETTERS = ["".join(pair) for pair in product(ascii_lowercase, repeat=2)]


def test_each_locale_is_written_in_the_direction_that_cldr_says() -> None:
    told = {identifier: Locale.parse(identifier).text_direction for identifier in locale_identifiers()}
    assert {"rtl", "ltr"} <= set(told.values())
    assert {identifier for identifier, way in told.items() if way == "rtl"} == {
        identifier for identifier in told if direction(identifier) == "rtl"
    }


@pytest.mark.parametrize("tag", ["ur-Aran", "fa-Aran", "syr-Syrj", "ar-Arab-DE", "ks-Adlm"])
def test_a_hand_of_a_script_is_written_as_the_script_is(tag: str) -> None:
    assert direction(tag) == "rtl"
    assert direction(f"{tag[:2]}-Latn") == "ltr"


def test_two_letters_are_a_language_if_cldr_names_it_or_another_one_for_it() -> None:
    known = {code for code in LETTERS if code in ENGLISH.languages or code in get_global("language_aliases")}
    assert {code for code in LETTERS if find_unregistered(code) == ("", "")} == known


def test_a_territory_and_a_script_are_registered_if_cldr_names_them() -> None:
    aliases = get_global("territory_aliases")
    places = {
        code for code in map(str.upper, LETTERS) if code in ENGLISH.territories and len(aliases.get(code, ())) != 1
    }
    assert {code for code in map(str.upper, LETTERS) if find_unregistered(f"en-{code}")[0] == ""} == places
    scripts = {str(full).split("_")[1] for full in get_global("likely_subtags").values()} | set(ENGLISH.scripts)
    assert {code for code in scripts if find_unregistered(f"en-{code}")[0] == ""} == set(ENGLISH.scripts)
    assert find_unregistered("en-Abcd")[0] == "Abcd"
