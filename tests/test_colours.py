"""Colours: as people write them, what stands out from what, and the nearest that does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.model.colours import (
    NAMES,
    READABLE,
    find_contrast,
    find_readable,
    lightness_of,
    mix,
    parse_colour,
    show_contrast,
    with_lightness,
)
from microsite.model.palette import find_faint, make_palettes
from microsite.model.theme import ROLES, ByScreen

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
few = settings(max_examples=up_to(200, 40))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("#B01217", "#b01217"),
        ("b01217", "#b01217"),
        ("#abc", "#aabbcc"),
        (" Navy ", "#000080"),
        ("rebeccapurple", "#663399"),
        ("#abcd", ""),
        ("#12345g", ""),
        ("rgb(1, 2, 3)", ""),
        ("nvay", ""),
        ("", ""),
    ],
)
def test_a_colour_is_a_name_or_three_or_six_digits(written: str, expected: str) -> None:
    assert parse_colour(written) == expected


def test_every_name_has_six_digits() -> None:
    assert all(parse_colour(f"#{digits}") == f"#{digits}" for digits in NAMES.values())


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", "21:1"),
        ("#ffffff", "#ffffff", "1:1"),
        ("#777777", "#ffffff", "4.47:1"),  # famous for being nearly enough
        ("#767676", "#ffffff", "4.54:1"),
        ("#ff0000", "#ffffff", "3.99:1"),
    ],
)
def test_contrast_is_that_of_wcag_and_never_rounded_up(one: str, other: str, ratio: str) -> None:
    assert show_contrast(find_contrast(one, other)) == ratio
    assert find_contrast(one, other) == find_contrast(other, one)


@few
@given(colours, colours)
def test_whatever_the_ground_is_a_readable_colour_is_found(colour: str, ground: str) -> None:
    found = find_readable(colour, ground)
    assert find_contrast(found, ground) >= READABLE
    assert (found == colour) == (find_contrast(colour, ground) >= READABLE)


@few
@given(colours, colours)
def test_no_shade_that_is_clearly_nearer_could_be_read(colour: str, ground: str) -> None:
    step = abs(lightness_of(find_readable(colour, ground)) - lightness_of(colour)) - 0.02
    for sign in (-1, 1) if step > 0 else ():
        shade = with_lightness(colour, min(max(lightness_of(colour) + sign * step, 0), 1))
        assert find_contrast(shade, ground) < READABLE + 0.1


@few
@given(colours, colours)
def test_a_mixture_begins_with_the_one_and_ends_with_the_other(one: str, other: str) -> None:
    for share, expected in ((0, one), (1, other)):
        made = mix(one, other, share)
        assert all(abs(int(made[at : at + 2], 16) - int(expected[at : at + 2], 16)) <= 2 for at in (1, 3, 5))


pairs = st.builds(ByScreen, st.one_of(st.just(""), colours), st.one_of(st.just(""), colours))


@few
@given(st.dictionaries(st.sampled_from(ROLES), pairs))
def test_what_is_named_stays_and_what_is_not_can_be_read(colors: dict[str, ByScreen]) -> None:
    faint = {(one.role, one.screen) for one in find_faint(colors)}
    for screen, palette in zip(("light", "dark"), make_palettes(colors), strict=True):
        for role in ROLES:
            named = getattr(colors.get(role, ByScreen()), screen)
            assert not named or getattr(palette, role) == named
        for role in ("ink", "accent"):
            is_readable = find_contrast(getattr(palette, role), palette.paper) >= READABLE
            assert is_readable == ((role, screen) not in faint)
        assert find_contrast(palette.muted, palette.paper) >= READABLE
        for colour in (palette.band_ink, palette.band_muted, palette.band_accent):
            assert find_contrast(colour, palette.band) >= READABLE


@few
@given(st.dictionaries(st.sampled_from(ROLES), pairs))
def test_a_colour_that_cannot_be_read_is_told_with_one_that_can(colors: dict[str, ByScreen]) -> None:
    for one in find_faint(colors):
        assert find_contrast(one.colour, one.paper) == one.contrast < READABLE
        assert find_contrast(one.nearest, one.paper) >= READABLE
        mended = colors[one.role]._replace(**{one.screen: one.nearest})
        assert (one.role, one.screen) not in {
            (left.role, left.screen) for left in find_faint({**colors, one.role: mended})
        }


def test_without_a_word_both_screens_have_colours_that_stand_out() -> None:
    for palette in make_palettes({}):
        assert find_contrast(palette.ink, palette.paper) >= 12
        assert find_contrast(palette.muted, palette.far) >= READABLE
