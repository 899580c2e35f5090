"""Where a file that two builds of the same sources have made begins to differ."""

from __future__ import annotations

from microsite.verify.defects import At, Defect

_HINT = "let templates show what the sources say, and nothing of chance, the machine or the moment"
_PIECE = 1 << 16
_SHOWN = 24
"""So many characters are shown of what stands there in each of the two."""


def find_difference(path: str, one: bytes | None, other: bytes | None) -> Defect | None:
    """`build-differs` at the first difference of a file in two builds, if there is any; None is a file not made."""
    if one == other:
        return None
    if one is None or other is None:
        return Defect("build-differs", "only one of two builds of the same sources has made this file", At(path), _HINT)
    same = _count_same(one, other)
    texts = _decode(one), _decode(other)
    if texts[0] is None or texts[1] is None:
        return Defect(
            "build-differs", f"two builds of the same sources differ from byte {same + 1:,} on", At(path), _HINT
        )
    offset = len(one[:same].decode("utf-8", "ignore"))  # without the first bytes of a character that differs
    here, there = (_show(text[offset : offset + _SHOWN]) for text in texts if text is not None)
    message = f"two builds of the same sources differ from here on: one has {here}, the other {there}"
    return Defect("build-differs", message, At(path, min(offset, max(0, len(texts[0]) - 1))), _HINT)


def _count_same(one: bytes, other: bytes) -> int:
    """How many bytes are the same from the beginning on."""
    least, at = min(len(one), len(other)), 0
    while at < least and one[at : at + _PIECE] == other[at : at + _PIECE]:
        at += _PIECE
    end = min(at + _PIECE, least)
    return next((place for place in range(at, end) if one[place] != other[place]), least)


def _decode(data: bytes) -> str | None:
    try:
        return None if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return None


def _show(text: str) -> str:
    return f"“{' '.join(text.split())}”" if text.strip() else "nothing" if not text else "blanks"
