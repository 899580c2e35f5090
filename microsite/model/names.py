"""What every system can call a file: names that Windows keeps for itself, and characters that no name may hold."""

from __future__ import annotations

import re

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that nobody sees and that direct others (Bidi_Control). Texts may have some of them, names none."""

_PORTS = [f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"]
_DEVICES = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS))
LONGEST_DEVICE = max(map(len, _DEVICES))
_IN_NO_NAME = f'[<>:"|?*\\\\\x00-\x1f\x7f-\x9f{"".join(sorted(BIDI_CONTROLS))}]'  # compiled when a name is looked at


def is_device(name: str) -> bool:
    """True of a name that is a device on Windows, whatever its case and whatever follows its first dot."""
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def find_unfit(name: str) -> str:
    """What keeps some system from having a file of that name, after “the name …”; "" if nothing does."""
    unfit = re.search(_IN_NO_NAME, name)
    if unfit and unfit[0].isprintable():
        return f"holds “{unfit[0]}”, which no name may hold on Windows"
    if unfit:
        return f"holds the character U+{ord(unfit[0]):04X}, which nobody sees"
    if is_device(name):
        return "is reserved by Windows for a device"
    return "ends in a dot or a blank, which Windows removes" if name.endswith((".", " ")) else ""


def make_fit(name: str) -> str:
    """The name that may be meant; the same if every system can have it."""
    plain = re.sub(_IN_NO_NAME, "-", name).rstrip(". ") or "file"
    stem, dot, rest = plain.partition(".")
    return f"{stem.rstrip(' ')}-1{dot}{rest}" if is_device(plain) else plain
