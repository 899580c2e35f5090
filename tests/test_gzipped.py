"""Bytes in gzip: what stands in their header is the same on any machine, and what was compressed comes back."""

from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from microsite.model.gzipped import compress_gzip


@given(st.binary(max_size=2_000))
def test_a_header_says_nothing_of_the_machine(data: bytes) -> None:
    """RFC 1952, 2.3: no name, no moment (0), the most compression (2), an unknown system (255)."""
    written = compress_gzip(data)
    assert written[:10] == b"\x1f\x8b\x08\x00\0\0\0\0\x02\xff"
    assert gzip.decompress(written) == data
