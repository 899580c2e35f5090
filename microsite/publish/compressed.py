"""Files compressed beside themselves, for servers that send these to who can read them."""

from __future__ import annotations

from importlib.util import find_spec

from microsite.model.gzipped import compress_gzip

INSTALL = 'pip install "microsite[brotli]"'
"""What makes it possible to write `.br`, too."""

ENDINGS = frozenset("css csv geojson htm html ics js json map md mjs svg tbx tsv txt vcf wasm webmanifest xml".split())  # noqa: SIM905
"""How the names of files end that become smaller: pictures, films and archives are compressed already."""

LEAST = 256
"""Bytes of a file that is worth it: a smaller one goes into one packet anyway."""

_WORTH = 0.95
"""How small a compressed file must be, as a part of the other, for somebody to have to take it apart again."""

_QUALITY, _BEST = 5, 11
"""Of Brotli. On the pages of a large site, 11 takes 24 times as long as 5, and saves a ninth of the bytes."""


def list_encodings() -> tuple[str, ...]:
    """The endings of what can be made here; Brotli is an extra."""
    return (".br", ".gz") if find_spec("brotli") else (".gz",)


def may_shrink(path: str) -> bool:
    """True of a file that may become smaller by enough, as its name tells."""
    return path.rpartition(".")[2].lower() in ENDINGS


def compress(data: bytes, encoding: str, *, lasts: bool) -> bytes:
    """A file compressed, as its ending says; b"" if that is not worth it. What `lasts` is worth more time.

    Holds no moment and no name, so the same libraries make the same bytes.
    """
    if len(data) < LEAST:
        return b""
    made = compress_gzip(data) if encoding == ".gz" else _compress_well(data, _BEST if lasts else _QUALITY)
    return made if len(made) <= _WORTH * len(data) else b""


def _compress_well(data: bytes, quality: int) -> bytes:
    import brotli  # an extra

    made: bytes = brotli.compress(data, quality=quality)
    return made
