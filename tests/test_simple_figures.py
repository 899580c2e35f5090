"""Numbers that are alone are read sooner, and are read as all others are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.checks.facts.fields import Raw
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.quantities import read_quantity
from microsite.checks.facts.simple import read_simple

LOCALES = ("de_DE", "de_CH", "en_US", "en_GB", "zh_Hans_CN", "zh_Hant_TW", "fr_FR", "ru_RU")

_PIECES = [
    *(
        "",
        " ",
        "\n",
        ", ",
        ". ",
        "-",
        "–",
        "/",
        "(",
        ")",
        "%",
        " %",
        "\u00a0%",
        "x3",
        " x 3",
        "×3",
        " × 3",
        " × ",
        " ÷ ",
        "½",
        ": ",
    ),
    *("5", "41,3", "20.2", "0,0", "0.5", "100", "007", "2025", "1.000", "1,000", "12"),
    *(" Prozent", " Prozentpunkte", " percent", " percent points", " per cent", " Fachleute", " experts", "个项目"),
    *("minus ", "plus or minus ", "负", "零下", "€", "$ ", "EUR ", "fell by ", "sank um ", "下降", "增长", "v", "IPv"),
    *(
        " bis ",
        " to ",
        "至",
        " und ",
        " km",
        " Meter",
        "公里",
        " Euro",
        " million",
        " Mio.",
        "万",
        "多",
        "个半小时",
        "亿元",
    ),
    *(
        " Dutzend",
        " dozen",
        "th",
        " Mai",
        " May",
        "月",
        "日",
        " Uhr",
        "点",
        " M",
        " k",
        "的",
        "，",
        "。",
        " d’euros",
        " тыс.",
    ),
]


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=up_to(400))
@given(pieces=st.lists(st.sampled_from(_PIECES), min_size=2, max_size=9))
def test_what_is_read_sooner_is_what_is_read_at_length(locale: str, pieces: list[str]) -> None:
    notation, text = notation_of(locale), f" {''.join(pieces)} "
    for match in re.finditer("[0-9]+", text):
        found = read_simple(text, match.start(), notation)
        assert found in (None, read_quantity(text, match.start(), notation))


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [
        ("de_DE", "aus 790 Fachleuten in", "790"),
        ("de_DE", "um 41,30 Prozent gestiegen", "41.3%"),
        ("en_US", "with 85 experts, of whom", "85"),
        ("en_US", "by 0.5 percent in May", "0.5%"),
        ("zh_Hans_CN", "共有485个项目", "485"),
        ("zh_Hans_CN", "增长20.2%的企业", "20.2%"),
    ],
)
def test_most_figures_are_seen_to_be_alone(locale: str, text: str, value: str) -> None:
    assert [one.value for one in _read(locale, text)] == [value]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", "aus 790 Kilometern"),
        ("de_DE", "rund 12 Dutzend davon"),
        ("de_DE", "von 5 bis 7 davon"),
        ("de_DE", "um 3 Prozentpunkte höher"),
        ("de_DE", "um minus 3 Prozent anders"),
        ("en_US", "of 12 percent points more"),
        ("en_US", "at $ 12 each"),
        ("zh_Hans_CN", "花了3个半小时"),
        ("zh_Hans_CN", "约有120多名"),
        ("zh_Hans_CN", "共有12万人"),
    ],
)
def test_what_may_have_more_is_read_at_length(locale: str, text: str) -> None:
    assert _read(locale, text) == []


def _read(locale: str, text: str) -> list[Raw]:
    """The fact of the first digits of a text, if it is soon read."""
    start = next(place for place, sign in enumerate(text) if sign.isdigit())
    found = read_simple(text, start, notation_of(locale))
    return found[0] if found else []
