"""Data of CLDR that is put together as it is asked for is what Babel puts together at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from babel import localedata
from babel.core import Locale
from babel.localedata import LocaleDataDict, load, locale_identifiers
from laws import are_all_tried

from microsite.i18n.locales import data_of, parse_locale

LOCALES = sorted(locale_identifiers())[:: 1 if are_all_tried() else 50]
FALLING_BACK = ["root", "az_Cyrl", "en_AU", "pt_AO", "sr_Latn_ME", "zh_Hans_CN", "zh_Hant_MO"]
"""What inherits from nothing, from another script's parent, from one of its own kind, and from several."""


def plain(value: object) -> object:
    """A value of CLDR's data, with what stands for another in its place."""
    if isinstance(value, Mapping):
        return {key: plain(value[key]) for key in value}
    return value if isinstance(value, str | int | None) else repr(value)


@pytest.mark.parametrize("identifier", [*FALLING_BACK, *LOCALES])
def test_a_locale_knows_what_babel_knows_of_it(identifier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Babel puts what an alias means for one locale into what all inherit: only what it loads first is as CLDR has it.
    monkeypatch.setattr(localedata, "_cache", {})
    known: Any = load(identifier)
    whole, own = LocaleDataDict(known), data_of(identifier)
    assert {key: plain(own[key]) for key in whole} == {key: plain(whole[key]) for key in whole}


def test_what_no_locale_has_is_asked_for_in_vain() -> None:
    with pytest.raises(KeyError):
        data_of("de")["months of the moon"]


def test_what_a_locale_knows_does_not_depend_on_who_was_asked_before() -> None:
    before = [plain(data_of(identifier)["eras"]) for identifier in ("fr", "az_Cyrl")]
    data_of.cache_clear()
    after = [plain(data_of(identifier)["eras"]) for identifier in ("az_Cyrl", "fr")]
    assert before == after[::-1]


@pytest.mark.parametrize("identifier", ["de_DE", "zh_TW", "no", "ca_ES_valencia", "und_AT"])
def test_a_locale_is_found_as_babel_finds_it(identifier: str) -> None:
    assert parse_locale(identifier) == Locale.parse(identifier)
