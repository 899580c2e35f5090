"""Pictures → renditions: sizes, formats, turns and colours; and files that nobody gets to see."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from picture_files import draw, with_size
from PIL import Image, ImageCms, ImageOps

from microsite.model.images import Developed
from microsite.model.media import ENDINGS, Signature, find_signature
from microsite.pictures.developing import WIDTHS, Undeveloped, develop
from microsite.pictures.reading import PIXELS

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
WIDE = SRGB.replace("sRGB built-in".encode("utf-16-be"), "wide built-in".encode("utf-16-be"))
"""A profile that does not say that it is sRGB."""


def developed(data: bytes) -> tuple[Developed, dict[tuple[str, int], bytes]]:
    """What a file comes to, and its renditions by ending and width."""
    found, written = develop(Undeveloped(data, find_signature(data)))
    return found, {(one.ending, one.width): data for one, data in zip(found.of, written, strict=True)}


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def refusal(data: bytes) -> str:
    """Why nobody gets to see a file."""
    found, written = developed(data)
    assert written == {}
    assert found.refusal
    assert found.refusal[0] == "picture-invalid"
    assert found.refusal[2]
    return found.refusal[1]


# ---- sizes and formats ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        *((1, [1]), (479, [479]), (480, [480]), (599, [599]), (600, [480, 600]), (1279, [480, 800, 1279])),
        *((1280, [480, 800, 1280]), (1281, [480, 800, 1280]), (2000, [480, 800, 1280])),
    ],
)
def test_a_picture_comes_in_widths_that_differ_and_is_never_made_larger(width: int, widths: list[int]) -> None:
    _, made = developed(draw(width, 10, "JPEG"))
    assert [found for _, found in made] == [found for found in widths for _ in ("webp", "jpg")]


@pytest.mark.parametrize(
    ("form", "mode", "endings"),
    [
        *(("JPEG", "RGB", {"webp", "jpg"}), ("PNG", "RGB", {"webp", "png"}), ("GIF", "P", {"webp", "png"})),
        *(("WEBP", "RGB", {"webp"}), ("AVIF", "RGB", {"webp"})),
    ],
)
def test_a_picture_comes_as_webp_and_in_its_own_format_where_not_everything_reads_webp(
    form: str, mode: str, endings: set[str]
) -> None:
    _, made = developed(draw(form=form, mode=mode))
    assert {ending for ending, _ in made} == endings
    assert all(ENDINGS[find_signature(data)] == ending for (ending, _), data in made.items())


MODES = {
    "JPEG": ("L", "RGB", "CMYK"),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "WEBP": ("RGB", "RGBA"),
    "GIF": ("P",),
}
PICTURES = st.sampled_from([(form, mode) for form, modes in MODES.items() for mode in modes])
SIDES = st.integers(1, 40) | st.sampled_from([500, 700, 1400])


@given(PICTURES, SIDES, st.integers(1, 40), st.integers(0, 9), st.sampled_from([b"", WIDE]))
@settings(max_examples=up_to(150), deadline=None)
def test_of_any_picture_readers_see_the_pixels_and_nothing_else(
    kind: tuple[str, str], width: int, height: int, turned: int, profile: bytes
) -> None:
    form, mode = kind
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = turned, "Secret camera", {1: "N", 2: (50.0, 30.0, 0.0)}
    options = {} if form == "GIF" else {"exif": exif} | ({"icc_profile": profile} if profile else {})
    if form in ("JPEG", "GIF"):
        options["comment"] = b"Secret comment"
    data = draw(width, height, form, mode=mode, **options)
    found, made = developed(data)
    assert found.refusal is None
    shown = ImageOps.exif_transpose(opened(data))
    widest = found.of[-1]
    assert (widest.width, widest.height) == shown.size or widest.width == WIDTHS[-1] < shown.width
    for rendition in found.of:
        written = made[rendition.ending, rendition.width]
        image = opened(written)
        assert image.size == (rendition.width, rendition.height)
        assert image.mode in {"L", "RGB", "RGBA"}
        assert not image.getexif()
        assert b"Secret" not in written
        assert b"Exif" not in written
        assert image.info.keys() <= {"icc_profile", "jfif", "jfif_version", "jfif_unit", "jfif_density", *FLAGS}
    if width > 8 and height > 8 and mode not in ("1", "I;16"):
        corner = (2, 2)
        expected, seen = (_color(image, corner) for image in (shown.resize(image.size), image))
        assert max(abs(a - b) for a, b in zip(expected, seen, strict=True)) <= 40


FLAGS = ("progressive", "progression", "loop", "background", "timestamp", "duration")


def _color(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    return image.convert("RGB").getpixel(place)  # type: ignore[return-value]  # three channels


def test_the_same_bytes_come_to_the_same_bytes() -> None:
    data = draw(900, 700, "JPEG", quality=95)
    assert develop(Undeveloped(data, "jpeg")) == develop(Undeveloped(data, "jpeg"))


def test_a_drawing_loses_nothing_and_keeps_what_is_transparent() -> None:
    drawing = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    drawing.paste((200, 10, 10, 255), (10, 10, 40, 40))
    out = io.BytesIO()
    drawing.save(out, "PNG")
    for data in developed(out.getvalue())[1].values():
        image = opened(data).convert("RGBA")
        assert (image.getpixel((25, 25)), image.getpixel((2, 2))[3]) == ((200, 10, 10, 255), 0)  # type: ignore[index]


def test_grey_of_sixteen_bits_stays_as_bright_as_it_is() -> None:
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 40_000).save(out, "PNG")
    for data in developed(out.getvalue())[1].values():
        assert _color(opened(data), (10, 10)) == (156, 156, 156)


# ---- colours ----------------------------------------------------------------------------------------------------


def test_the_profile_of_a_screen_stays_and_that_of_every_screen_goes() -> None:
    for profile, kept in ((WIDE, WIDE), (SRGB, None), (b"nonsense", None)):
        for form in ("JPEG", "PNG"):
            for data in developed(draw(form=form, icc_profile=profile))[1].values():
                assert opened(data).info.get("icc_profile") == kept


def test_a_large_profile_is_applied_rather_than_sent_to_every_reader() -> None:
    large = WIDE + b"\0" * 20_000
    large = struct.pack(">I", len(large)) + large[4:]
    for data in developed(draw(form="PNG", icc_profile=large))[1].values():
        assert "icc_profile" not in opened(data).info


def test_ink_becomes_light() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(out, "JPEG")
    for data in developed(out.getvalue())[1].values():
        red, green, blue = _color(opened(data), (10, 10))
        assert (red > 200, green < 60, blue < 60) == (True, True, True)


# ---- what moves -------------------------------------------------------------------------------------------------


def moving(form: str, frames: int = 3, side: int = 20) -> bytes:
    images = [Image.new("RGB", (side, side), (number * 40, 0, 0)) for number in range(frames)]
    out = io.BytesIO()
    images[0].save(out, form, save_all=True, append_images=images[1:], duration=100, loop=0)
    return out.getvalue()


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_a_picture_that_moves_goes_on_moving(form: str) -> None:
    data = moving(form)
    found, made = developed(data)
    assert [(one.width, one.height) for one in found.of] == [(20, 20)]
    assert list(made.values()) == [data]


def test_a_film_is_no_picture() -> None:
    assert "frames" in refusal(moving("AVIF"))


# ---- what nobody gets to see ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
@pytest.mark.parametrize("tenth", range(10))
def test_a_file_that_ends_too_soon_is_told(form: str, tenth: int) -> None:
    data = draw(300, 200, form, mode="P" if form == "GIF" else "RGB")
    cut = data[: len(data) * tenth // 10]
    found, _ = develop(Undeveloped(cut, _SIGNATURES[form]))
    assert found.refusal
    assert found.refusal[1] == "is damaged, or not all of it is there"


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_png_with_another_bit_is_told(tenth: int) -> None:
    """Its pieces have checksums, and so have its pixels (PNG, third edition, 5.5 and 10.1)."""
    data = bytearray(draw(300, 200, "PNG"))
    assert not developed(bytes(data))[0].refusal
    data[len(data) * tenth // 10] ^= 1
    assert refusal(bytes(data)) == "is damaged, or not all of it is there"


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_a_film_that_ends_too_soon_is_told(form: str) -> None:
    data = moving(form, side=100)
    assert refusal(data[: len(data) * 2 // 3]) == "is damaged, or not all of it is there"


_SIGNATURES: dict[str, Signature] = {"JPEG": "jpeg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((60_000, 60_000), "has 3,600 megapixels"),
        ((10_000, 9_000), "has 90 megapixels"),
        ((8_000, 5_001), "has 40 megapixels"),
        ((20_000, 10), "has 20,000 × 10 pixels"),
        ((1, 30_000_000), "has 1 × 30,000,000 pixels"),
    ],
)
def test_a_picture_with_too_many_pixels_is_told_before_it_is_unpacked(size: tuple[int, int], said: str) -> None:
    limits = "a picture may have 40 megapixels, and 16,383 pixels on a side"
    assert refusal(with_size(*size)) == f"{said}; {limits}"


def test_a_gif_whose_frames_are_larger_than_it_says_is_told() -> None:
    data = bytearray(draw(form="GIF", mode="P"))
    at = data.index(b",\0\0\0\0\4\0")
    data[at + 5 : at + 9] = struct.pack("<HH", 60_000, 60_000)
    assert refusal(bytes(data))


def test_as_many_pixels_as_there_may_be_are_no_mistake() -> None:
    out = io.BytesIO()
    Image.new("1", (8_000, PIXELS // 8_000)).save(out, "PNG")
    found, _ = developed(out.getvalue())
    assert [one.width for one in found.of] == [480, 480, 800, 800, 1280, 1280]


def test_a_file_that_is_too_large_to_be_read_is_told() -> None:
    found, written = develop(Undeveloped(None, "jpeg"))
    assert (found.refusal and found.refusal[1], written) == ("has more than 64 MB", ())


@given(st.sampled_from(sorted(_SIGNATURES)), st.integers(0, 2000), st.binary(min_size=1, max_size=40))
@settings(max_examples=up_to(300), deadline=None)
def test_whatever_stands_in_a_file_nothing_is_raised(form: str, place: int, noise: bytes) -> None:
    data = bytearray(_DRAWN[form])
    place %= len(data)
    data[place : place + len(noise)] = noise
    found, written = develop(Undeveloped(bytes(data), _SIGNATURES[form]))
    assert bool(found.refusal) != bool(found.of)
    assert len(found.of) == len(written)


_DRAWN = {form: draw(60, 40, form, mode="P" if form == "GIF" else "RGB") for form in _SIGNATURES}
