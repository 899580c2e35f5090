"""Measures in units of other countries: silent if somebody converted and rounded them, told if that is far off."""

from __future__ import annotations

from fractions import Fraction

import pytest
from comparing import tell
from hypothesis import given
from hypothesis import strategies as st

_UNITS = [
    ("feet", "Meter", Fraction("0.3048")),
    ("yards", "Meter", Fraction("0.9144")),
    ("miles", "Kilometer", Fraction("1.609344")),
    ("acres", "Hektar", Fraction("0.40468564224")),
    ("square feet", "Quadratmeter", Fraction("0.09290304")),
    ("lbs", "kg", Fraction("0.45359237")),
]


_GERMAN = {"feet": "Fuß", "yards": "yd", "miles": "Meilen", "acres": "Acres", "square feet": "sq ft", "lbs": "lb"}
_ENGLISH = {"Meter": "m", "Kilometer": "km", "Hektar": "hectares", "Quadratmeter": "m²", "kg": "kg"}


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("en", "She threw it 40 yards.", "de", "Sie warf ihn 37 Meter weit."),
        ("en", "The wall is 10 feet high.", "de", "Die Mauer ist drei Meter hoch."),
        ("en", "A 9-foot statue.", "de", "Eine 2,7 Meter hohe Statue."),
        ("en", "Highs of 90 °F.", "de", "Bis zu 32 Grad."),
        ("en", "It was 10 °F warmer.", "de", "Es war 5,6 °C wärmer."),
        ("en", "They drove 300 miles.", "de", "Sie fuhren 480 Kilometer."),
        ("en", "The farm has 1,200 acres.", "zh", "农场占地490公顷。"),
        ("zh", "占地600亩。", "de", "Das Gelände hat 40 Hektar."),
        ("zh", "这条路长30里。", "en", "The road is 15 km long."),
        ("de", "Der Saal hat 900 Quadratmeter.", "en", "The hall has 9,700 square feet."),
        ("en", "It weighs 22 lbs.", "de", "Es wiegt 10 kg."),
        ("de", "Böen von 100 km/h.", "en", "Gusts of 62 mph."),
    ],
)
def test_what_somebody_converted_is_no_finding(lang: str, text: str, other_lang: str, other: str) -> None:
    assert tell(lang, text, other_lang, other) == []


@pytest.mark.parametrize(
    ("text", "german", "told"),
    [
        ("She threw it 40 yards.", "Sie warf ihn 73 Meter weit.", "40 Yards (en: 40 yards), found 73 Meter"),
        ("The wall is 10 feet high.", "Die Mauer ist 13 Meter hoch.", "10 Fuß (en: 10 feet), found 13 Meter"),
        ("They drove 10 miles.", "Sie fuhren 17 Kilometer.", "10 Meilen (en: 10 miles), found 17 Kilometer"),
    ],
)
def test_what_is_converted_wrongly_is_a_warning(text: str, german: str, told: str) -> None:
    assert tell("en", text, "de", german) == [f"warning: expected {told}"]


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("The path is 10 km long.", "Der Weg ist 10,1 km lang."),
        ("The path is 250 m long.", "Der Weg ist 0,26 km lang."),
        ("It weighs 40 kg.", "Es wiegt 41 kg."),
    ],
)
def test_in_one_system_nothing_is_rounded(text: str, german: str) -> None:
    [told] = tell("en", text, "de", german)
    assert told.startswith("error: ")


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("It is 300 miles away.", "Es liegt 300 Meilen (480 km) entfernt."),
        ("It is 300 miles (480 km) away.", "Es liegt 480 km entfernt."),
        ("It costs $5 million.", "Es kostet 5 Mio. Dollar (4,6 Mio. Euro)."),
    ],
)
def test_a_conversion_that_is_added_or_left_out_is_no_finding(text: str, german: str) -> None:
    assert tell("en", text, "de", german) == []


@given(st.sampled_from(_UNITS), st.integers(min_value=2, max_value=9999))
def test_what_is_rounded_to_two_digits_or_more_is_silent(unit: tuple[str, str, Fraction], number: int) -> None:
    name, german, size = unit
    exact = number * size
    digits = len(str(int(exact))) if exact >= 1 else 0
    rounded = round(exact, 2 - digits)
    written = f"{int(rounded)}" if rounded == int(rounded) else f"{float(rounded):.4f}".rstrip("0").replace(".", ",")
    assert tell("en", f"There are {number} {name} of it.", "de", f"Davon gibt es {written} {german}.") == []


@given(st.sampled_from(_UNITS), st.integers(min_value=20, max_value=9999), st.sampled_from([2, 3, 5]))
def test_what_is_far_off_is_told(unit: tuple[str, str, Fraction], number: int, factor: int) -> None:
    name, german, size = unit
    written = int(number * size * factor) + 1
    assert tell("en", f"There are {number} {name} of it.", "de", f"Davon gibt es {written} {german}.") != []


@given(st.sampled_from(_UNITS), st.integers(min_value=11, max_value=9999))
def test_a_conversion_in_brackets_is_silent_wherever_it_stands(unit: tuple[str, str, Fraction], number: int) -> None:
    name, german, size = unit
    converted = round(number * size, 1)
    written = f"{float(converted):.1f}".replace(".", ",")
    english = f"There are {number} {name} ({float(converted):.1f} {_ENGLISH[german]}) of it."
    both = f"Davon gibt es {number} {_GERMAN[name]} ({written} {german})."
    assert tell("en", f"There are {number} {name} of it.", "de", both) == []
    assert tell("en", english, "de", f"Davon gibt es {written} {german}.") == []
    assert tell("en", english, "de", both) == []


_SIZES = st.tuples(
    st.sampled_from([0, 1, 8, 512, 1024]), st.sampled_from(["kB", "MB", "GB", "m", "km", "ft", "°C", "°F"])
)


@given(st.lists(_SIZES, min_size=1, max_size=3), st.lists(_SIZES, min_size=1, max_size=3))
def test_nothing_is_a_measure_like_any_other(sizes: list[tuple[int, str]], others: list[tuple[int, str]]) -> None:
    english, german = (", then ".join(f"{size} {unit}" for size, unit in one) for one in (sizes, others))
    told = tell("en", f"It has {english}.", "de", f"Es hat {german.replace(', then', ', dann')}.")
    assert told == [] or sorted(sizes) != sorted(others)
