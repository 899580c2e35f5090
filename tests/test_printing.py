"""Pictures for print: the same pixels and colours, and nothing that tells of their maker or of a place."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_files import draw
from PIL import Image, ImageChops, ImageCms
from PIL.PngImagePlugin import PngInfo

from microsite.pictures.printing import measure, write_print

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(turned: int = 1) -> bytes:
    found = Image.Exif()
    found[0x0112], found[0x010F] = turned, "SecretCamera"
    found.get_ifd(0x8825)[1], found.get_ifd(0x8825)[2] = "N", (29.0, 33.0, 0.0)
    return found.tobytes()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def are_same(one: bytes, other: bytes) -> bool:
    return ImageChops.difference(opened(one), opened(other)).getbbox() is None


@given(st.integers(1, 8), st.sampled_from(["RGB", "L", "CMYK"]), st.sampled_from([{}, {"progressive": True}]))
def test_a_jpeg_keeps_its_pixels_colours_and_turn_and_nothing_else(
    turned: int, mode: str, options: dict[str, bool]
) -> None:
    profile = PROFILE if mode == "RGB" else b""
    data = draw(
        40,
        30,
        "JPEG",
        mode=mode,
        exif=exif(turned),
        comment=b"SecretNote",
        icc_profile=profile,
        **options,
    )
    written = write_print(data + b"SecretTrailer")
    assert are_same(written, data)
    assert b"Secret" not in written
    found = opened(written)
    assert dict(found.getexif()) == ({0x0112: turned} if turned > 1 else {})
    assert found.info.get("icc_profile", b"") == profile
    assert measure(data) == ((40, 30) if turned < 5 else (30, 40)) + (len(written),)


def test_a_jpeg_without_anything_to_hide_stays_as_it_is() -> None:
    data = draw(40, 30, "JPEG")
    assert write_print(data) == data


@pytest.mark.parametrize("odd", [b"\xff\xe1\0\0", b"\xff\xe1\0\1", b"\0\0Secret", b"\xff\xed\xff\xff"])
def test_a_jpeg_that_is_not_as_the_standard_says_is_written_anew(odd: bytes) -> None:
    data = draw(40, 30, "JPEG")
    place = data.index(b"\xff\xc0")
    if odd.endswith(b"\xff"):  # a segment that is longer than the file
        place = data.index(b"\xff\xd9")
    written = write_print(data[:place] + odd + data[place:])
    assert opened(written).size == (40, 30)
    assert written.count(b"\xff\xc0") == 1
    assert odd not in written


def test_a_second_picture_in_a_jpeg_and_what_a_program_says_of_the_first_are_left_out() -> None:
    data = draw(40, 30, "JPEG")
    more = b"\xff\xe2" + struct.pack(">H", 8) + b"MPF\0.." + b"\xff\xed" + struct.pack(">H", 8) + b"Secret"
    assert write_print(data[:2] + more + data[2:] + draw(20, 20, "JPEG")) == data


@pytest.mark.parametrize("cut", [2, 8, 12, 14, 16])
def test_a_png_that_ends_too_soon_behind_its_pixels_is_written_whole(cut: int) -> None:
    data = draw(40, 30, "PNG", mode="RGBA", icc_profile=PROFILE)
    written = write_print(data[:-cut])
    assert written.endswith(data[-12:])
    assert are_same(written, data)
    assert opened(written).info["icc_profile"] == PROFILE
    assert measure(data[:-cut]) == (40, 30, len(written))


def test_a_png_keeps_its_pixels_and_colours_and_nothing_else() -> None:
    info = PngInfo()
    info.add_text("Author", "Secret")
    info.add_itxt("XML:com.adobe.xmp", "Secret")
    data = draw(40, 30, "PNG", mode="RGBA", pnginfo=info, exif=exif(), icc_profile=PROFILE, dpi=(300, 300))
    written = write_print(data + b"Secret")
    assert are_same(written, data)
    assert b"Secret" not in written
    assert opened(written).info["icc_profile"] == PROFILE
    assert round(opened(written).info["dpi"][0]) == 300
    assert dict(opened(written).getexif()) == {}


@pytest.mark.parametrize("form", ["WEBP", "AVIF"])
def test_what_programs_for_print_cannot_read_becomes_a_jpeg_of_the_same_size(form: str) -> None:
    data = draw(40, 30, form, exif=exif())
    written = write_print(data)
    assert (opened(written).format, opened(written).size) == ("JPEG", (40, 30))
    assert dict(opened(written).getexif()) == {}
    difference = ImageChops.difference(opened(written), opened(data).convert("RGB"))
    assert len([share for share in difference.convert("L").histogram()[24:] if share]) == 0


def test_what_one_sees_through_is_white_in_a_jpeg() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (200, 0, 0, 0)).save(out, "WEBP", lossless=True, exact=True)
    assert opened(write_print(out.getvalue())).getpixel((4, 4)) == (255, 255, 255)
