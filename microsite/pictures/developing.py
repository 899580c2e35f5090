"""A picture → its renditions: in the sizes that screens want, without anything but pixels and their colours."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence

from PIL import Image, ImageCms

from microsite.model.images import Developed, Rendition
from microsite.model.media import ENDINGS, Refusal, Signature
from microsite.pictures.reading import Still, lies_on_its_side, read_picture, turn
from microsite.values.named import NamedTuple

WIDTHS = (480, 800, 1280)
"""For the theme's column of 640 pixels: telephones of one and of two pixels a point, and desktops of two."""

WIDE = (800, 1600, 2560)
"""For what is as wide as the window: telephones of two pixels a point, and desktops of one and of two."""

_APART = 1.25
"""A rendition is at least so many times as wide as the next: readers would not see the difference."""

_PROFILE = 16_000
"""A colour profile of more bytes is a table, and each picture would carry it: then the colours are converted."""

_SPACES = {"L": "GRAY", "LA": "GRAY", "CMYK": "CMYK"}
_BASES = {"LA": "L", "RGBA": "RGB"}


class Undeveloped(NamedTuple):
    """The bytes of a picture, None if they are too many, what the first of them make of it, and the widths to make."""

    data: bytes | None
    signature: Signature
    widths: tuple[int, ...] = WIDTHS


Print = tuple[Developed, tuple[bytes, ...]]
"""What a picture comes to, and the bytes of its renditions, in their order."""


def develop_all(pictures: Sequence[Undeveloped]) -> Iterator[Print]:
    """Develop pictures, one after the other: what a worker process is sent."""
    return map(develop, pictures)


def develop(picture: Undeveloped) -> Print:
    """The renditions of a picture, or why there are none (`picture-invalid`). Never raises.

    Each width is one of those that are wanted, or the picture's own. A picture that moves is left as it is.
    """
    data, signature, widths = picture
    if data is None:
        hint = "make it smaller: 4,000 pixels on its longer side are plenty"
        return Developed(refusal=("picture-invalid", "has more than 64 MB", hint)), ()
    frame = read_picture(data, signature, widths[-1])
    if isinstance(frame, Refusal):
        return Developed(refusal=(*frame,)), ()
    if frame.moves:
        found = Rendition(ENDINGS[signature], *frame.pixels.size, hashlib.sha256(data).hexdigest(), len(data))
        return Developed((found,)), (data,)
    renditions, written = [], []
    pixels, profile = _make_widest(frame, widths[-1])
    for width in _choose_widths(pixels.width, widths):
        size = (width, max(1, round(pixels.height * width / pixels.width)))
        smaller = pixels if size == pixels.size else pixels.resize(size, Image.Resampling.LANCZOS)
        for ending in ("webp", *_OWN.get(signature, ())):
            written.append(_encode(smaller, ending, profile, is_drawn=frame.is_drawn))
            digest = hashlib.sha256(written[-1]).hexdigest()
            renditions.append(Rendition(ending, *size, digest, len(written[-1])))
    return Developed(tuple(renditions)), tuple(written)


_OWN = {"jpeg": ("jpg",), "png": ("png",), "gif": ("png",)}
"""What a picture is made in beside WebP, for programs that cannot read that."""


def _choose_widths(widest: int, widths: tuple[int, ...]) -> tuple[int, ...]:
    return (*(width for width in widths if width * _APART <= widest), widest)


def _make_widest(frame: Still, most: int) -> tuple[Image.Image, bytes]:
    """The pixels of the widest rendition, never more than there are; and their profile, if they need one."""
    pixels = frame.pixels
    width, height = reversed(pixels.size) if lies_on_its_side(frame.turned) else pixels.size
    if width > most:
        width, height = most, max(1, round(height * most / width))
        size = (height, width) if lies_on_its_side(frame.turned) else (width, height)
        pixels = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    pixels, profile = _in_screen_colors(turn(pixels, frame.turned), frame.profile)
    pixels.info = {}
    return pixels, profile


def _in_screen_colors(pixels: Image.Image, profile: bytes) -> tuple[Image.Image, bytes]:
    """The pixels in L, RGB or RGBA, and the profile that they have beside sRGB, which needs none.

    What is in the colours of a screen keeps them, and so a wide gamut; ink and grey are converted.
    """
    mode = pixels.mode
    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else None
        space = found.profile.xcolor_space.strip() if found else ""
        if found and space == _SPACES.get(mode, "RGB"):
            if space == "RGB" and len(profile) <= _PROFILE:
                return pixels, b"" if ImageCms.getProfileDescription(found).startswith("sRGB") else profile
            return _convert(pixels, found), b""
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        pass  # a profile that nobody can read says nothing
    return pixels.convert({"LA": "RGBA", "CMYK": "RGB"}.get(mode, mode)), b""


def _convert(pixels: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    base = pixels.convert(_BASES[pixels.mode]) if pixels.mode in _BASES else pixels
    screen = ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(base, profile, screen, outputMode="RGB")
    if converted is None:
        raise ValueError(pixels.mode)
    if pixels.mode in _BASES:
        converted.putalpha(pixels.getchannel("A"))
    return converted


def _encode(pixels: Image.Image, ending: str, profile: bytes, *, is_drawn: bool) -> bytes:
    """The bytes of a rendition. What is drawn loses nothing; what is photographed, nothing that readers see."""
    out = io.BytesIO()
    if ending == "jpg":
        pixels.save(out, "JPEG", quality=80, progressive=True, optimize=True, icc_profile=profile)
    elif ending == "png":
        pixels.save(out, "PNG", icc_profile=profile)
    else:
        pixels.save(out, "WEBP", quality=80, method=4, lossless=is_drawn, icc_profile=profile)
    return out.getvalue()
