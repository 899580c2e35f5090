"""Files of pictures, drawn for the tests."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image


def draw(width: int = 4, height: int = 3, form: str = "PNG", *, mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401
    """A picture with a gradient in each direction, so that no two of its corners are alike."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    colors = Image.merge("RGB", (across, down, Image.new("L", (width, height), 40)))
    out = io.BytesIO()
    (colors.quantize(64) if mode == "P" else colors.convert(mode)).save(out, form, **options)
    return out.getvalue()


def with_size(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it has that size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


GIF = draw(form="GIF", mode="P")
OTHER_GIF = draw(5, form="GIF", mode="P")
PNG, JPEG = draw(), draw(form="JPEG")
