"""Names as the site has them, in composed letters (Unicode NFC), and as a disk may have them: Macs take them apart."""

import os
import unicodedata


def composed(path: str) -> str:
    """A path as the site has it."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def find_on_disk(base: str, path: str) -> str:
    """A path below `base` as the disk has it; the same if nothing lies there by either name."""
    if path.isascii() or os.path.lexists(f"{base}/{path}"):
        return path
    found = ""
    for part in path.split("/"):
        found += f"/{_find_in(f'{base}{found}', part)}"
    return found[1:]


def _find_in(folder: str, name: str) -> str:
    """A name in a folder as the disk has it."""
    if name.isascii() or os.path.lexists(f"{folder}/{name}"):
        return name
    try:
        with os.scandir(folder) as entries:
            return next((entry.name for entry in entries if composed(entry.name) == name), name)
    except OSError:
        return name
