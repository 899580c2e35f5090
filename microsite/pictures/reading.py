"""The bytes of a picture → its pixels as readers shall see them; or why they will not."""

from __future__ import annotations

import io
import re
import warnings
from contextlib import suppress

from PIL import Image

from microsite.model.media import Refusal, Signature
from microsite.values.named import NamedTuple

PIXELS = 40_000_000
"""A picture may have so many pixels: decoded, they take up to 160 MB."""

SIDE = 16_383
"""A picture may have so many pixels on a side: no WebP has more."""

_FEW = {"RGB": 4096, "L": 64, "LA": 64}
"""Who draws needs no more colours, who takes photographs does; of greys there are 256 at most."""

MOVING = 400_000_000
"""So many pixels all frames of a moving picture may have."""

_FORMATS = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}
_PLAIN = ("L", "LA", "RGB", "RGBA", "CMYK")
_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4

# Pillow raises beyond twice as many, wherever a size turns up: in the header, and in the frames of a GIF.
Image.MAX_IMAGE_PIXELS = PIXELS // 2

_AGAIN = "copy the file once more, or save the picture again in a picture editor"
_SMALLER = "make it smaller: 4,000 pixels on its longer side are plenty"


class Still(NamedTuple):
    """A picture that was read: its pixels, how they are `turned` (Exif), and their colour profile (ICC).

    It is in L, LA, RGB, RGBA or CMYK. `is_drawn` where it has few colours. Where it `moves`, it is the first frame.
    """

    pixels: Image.Image
    turned: int = 1
    profile: bytes = b""
    is_drawn: bool = False
    moves: bool = False


def read_picture(data: bytes, signature: Signature, width: int) -> Still | Refusal:
    """The picture, whole, with at least that width, or its own; for JPEG can be read at a half or less of its size.

    Reports `picture-invalid`: too many pixels, or damaged. Never raises.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in a file, and does no harm
            return _read(data, signature, width)
    except Image.DecompressionBombError as error:
        found = re.search(r"\((\d+) pixels", str(error))
        return _too_large(f"{int(found[1]) / 1e6:,.0f} megapixels" if found else "too many pixels")
    except Exception:  # noqa: BLE001 (decoders raise whatever they stumble over)
        return Refusal("picture-invalid", "is damaged, or not all of it is there", _AGAIN)


def _read(data: bytes, signature: Signature, width: int) -> Still | Refusal:
    image: Image.Image = Image.open(io.BytesIO(data), formats=[_FORMATS[signature]])
    if image.width * image.height > PIXELS or max(image.size) > SIDE:
        return _too_large(f"{image.width:,} × {image.height:,} pixels")
    if signature != "jpeg" and getattr(image, "is_animated", False):
        return _read_moving(image, signature)
    if signature == "jpeg":
        scale = width / (image.height if lies_on_its_side(find_orientation(image)) else image.width)
        image.draft("", (round(image.width * scale), round(image.height * scale)))
    image.load()
    turned = find_orientation(image)  # not before: Pillow loads a PNG for that, and tells of damage only once
    profile = image.info.get("icc_profile") or b""
    pixels = _in_plain_mode(image)
    pixels.info = {}
    is_drawn = signature in ("png", "gif") and pixels.getcolors(_FEW.get(pixels.mode, _FEW["RGB"])) is not None
    return Still(pixels, turned, profile, is_drawn)


def _read_moving(image: Image.Image, signature: Signature) -> Still | Refusal:
    """The first frame, once all of them have been looked into."""
    frames = int(getattr(image, "n_frames", 1))
    if signature == "avif" or frames * image.width * image.height > MOVING:
        message = f"moves, with {frames:,} frames of {image.width:,} × {image.height:,} pixels"
        return Refusal("picture-invalid", message, "offer it as a film, MP4 or WebM, and link to that")
    for number in range(frames):
        image.seek(number)
        image.load()
    image.seek(0)
    return Still(image.copy(), moves=True)


def lies_on_its_side(turned: int) -> bool:
    """True of an orientation by which width and height change places."""
    return turned in (5, 6, 7, 8)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def turn(pixels: Image.Image, turned: int) -> Image.Image:
    """The pixels as readers shall see them."""
    return pixels.transpose(_TURNS[turned]) if turned in _TURNS else pixels


def find_orientation(image: Image.Image) -> int:
    """How a camera held a picture, from 1 to 8; 1 where nothing that can be read says so."""
    with suppress(Exception):  # what else is in there concerns nobody
        turned = int(image.getexif().get(_ORIENTATION, 1))
        return turned if 1 <= turned <= 8 else 1
    return 1


def _in_plain_mode(image: Image.Image) -> Image.Image:
    """The same with eight bits a channel, in a mode that can be made smaller."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info or image.mode in ("PA", "La", "RGBa"):
        return image.convert("RGBA")
    if image.mode in _PLAIN:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _too_large(size: str) -> Refusal:
    message = f"has {size}; a picture may have {PIXELS / 1e6:.0f} megapixels, and {SIDE:,} pixels on a side"
    return Refusal("picture-invalid", message, _SMALLER)
