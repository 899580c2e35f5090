"""A picture → the same for print: all of its pixels and their colours, and nothing that tells of its maker or a place.

JPEG and PNG keep the bytes of their pixels; one that is not made as its standard says, though browsers show it, is
written anew. What few programs for print can read becomes JPEG, on white.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence

from PIL import Image

from microsite.model.images import Printed
from microsite.model.media import Refusal, Signature, find_signature
from microsite.pictures.reading import SIDE, find_orientation, lies_on_its_side, read_picture, turn

_QUALITY = 95

_PNG = 8
_KEPT_OF_PNG = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sRGB", b"sBIT", b"cICP", b"pHYs")
)
"""What says how pixels look (PNG, third edition, 11)."""

_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_END, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
_SHORTEST = 2  # bytes of a segment: its length alone
_KEPT_OF_JPEG = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
"""The application segments without which colours would be others (JFIF 1.02; ICC.1, annex B; Adobe TN 5116)."""


def measure_all(pictures: Sequence[bytes]) -> Iterator[Printed]:
    """What pictures come to for print, one after the other: what a worker process is sent."""
    return (measure(data) for data in pictures)


def measure(data: bytes) -> Printed:
    """What a picture comes to for print."""
    written = write_print(data)
    (width, height), turned = _look_at(written)
    if lies_on_its_side(turned):
        width, height = height, width
    return Printed(width, height, len(written))


def _look_at(data: bytes) -> tuple[tuple[int, int], int]:
    """The size of a picture in pixels as they are stored, and how a camera held it (Exif)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd in a file, and does no harm
        image = Image.open(io.BytesIO(data), formats=["JPEG", "PNG"])
        return image.size, find_orientation(image)


def write_print(data: bytes) -> bytes:
    """The bytes of a picture for print, of one that can be shown."""
    signature = find_signature(data)
    if signature == "jpeg":
        return _clean_jpeg(data) or _convert(data, signature)
    return (_clean_png(data) if signature == "png" else b"") or _convert(data, signature)


def _clean_jpeg(data: bytes) -> bytes:
    """The segments that pixels need, up to the end of the picture, and how a camera held it.

    b"" where something else stands between segments than the pixels of a scan (ITU-T T.81, B.1.1): what of it is a
    segment, and what is not, programs see in their own ways.
    """
    _, turned = _look_at(data)
    kept, at, is_scan = [data[:2]], 2, False
    if turned > 1:
        kept.append(_write_orientation(turned))
    while match := _MARKER.search(data, at):
        kind, start = data[match.start() + 1], match.start()
        if not is_scan and data[at:start].strip(b"\xff"):
            return b""
        kept.append(data[at:start])  # the pixels since the last scan began
        if kind == _END:
            break
        length = int.from_bytes(data[start + 2 : start + 4])
        at = start + 2 + length
        if length < _SHORTEST or at > len(data):
            return b""
        is_scan = kind == _SCAN
        segment = data[start:at]
        if not _tells_more(kind, segment[4:]):
            kept.append(segment)
    return b"".join([*kept, b"\xff\xd9"])


def _tells_more(kind: int, content: bytes) -> bool:
    """True of a segment that pixels do not need: a comment, and what applications say, but for their colours."""
    is_of_application = 0xE0 <= kind <= 0xEF
    is_kept = any(kind == other and content.startswith(name) for other, name in _KEPT_OF_JPEG)
    return kind == _COMMENT or (is_of_application and not is_kept)


def _write_orientation(turned: int) -> bytes:
    """The segment of Exif that says how a camera held a picture, and nothing else (Exif 2.32, 4.6.4)."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2) + b"\0\0"
    content = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0"
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2) + content


def _clean_png(data: bytes) -> bytes:
    """The chunks that pixels need; b"" where the last one is not there, or not whole."""
    kept, at, name = [data[:_PNG]], _PNG, b""
    while at < len(data) and name != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if name in _KEPT_OF_PNG:
            kept.append(data[at:end])
        at = end
    return b"".join(kept) if name == b"IEND" and at <= len(data) else b""


def _convert(data: bytes, signature: Signature) -> bytes:
    """The whole picture in JPEG, a PNG in PNG, turned as readers see it; of one that moves, its first frame."""
    frame = read_picture(data, signature, SIDE)
    if isinstance(frame, Refusal):
        raise ValueError(frame.message)  # noqa: TRY004 - of its type is what was read of the file
    pixels, out = turn(frame.pixels, frame.turned), io.BytesIO()
    if signature == "png":
        pixels.save(out, "PNG", icc_profile=frame.profile)
        return out.getvalue()
    if pixels.mode in ("LA", "RGBA"):
        flat = Image.new("RGB", pixels.size, "white")
        flat.paste(pixels.convert("RGBA"), mask=pixels.getchannel("A"))
        pixels = flat
    pixels.save(out, "JPEG", quality=_QUALITY, subsampling=0, icc_profile=frame.profile)
    return out.getvalue()
