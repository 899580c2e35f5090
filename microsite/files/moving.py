"""Files and folders of content under other names."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from microsite.files.disk import UsageError, telling
from microsite.files.interrupts import uninterrupted
from microsite.files.spelling import find_on_disk
from microsite.files.writing import refuse_link, sweep, write_files


def move_sources(root: Path, moves: Mapping[str, str], written: Mapping[str, bytes]) -> None:
    """Give files below a root new names, and write some files anew, by their names after that.

    What is written is whole before anything moves; nothing is overwritten but files that are written in their place.
    A folder that all its known files leave goes, too, unless something else is in it. Raises `UsageError`.
    """
    with telling(root):
        for path in moves.values():
            if (root / path).exists() or (root / path).is_symlink():
                raise UsageError(f"“{path}” is there already, and nothing is overwritten", "choose another name")
        write_files(root, {find_on_disk(str(root), path): data for path, data in written.items()})
        with uninterrupted():
            for old, new in moves.items():
                source, target = root / find_on_disk(str(root), old), root / new
                if new in written:
                    source.unlink()
                    continue
                refuse_link(root, target.parent)
                target.parent.mkdir(parents=True, exist_ok=True)
                source.rename(target)
            for folder in sorted({(root / path).parent for path in moves}, reverse=True):
                with suppress(OSError):  # something else is in it
                    folder.rmdir()
        sweep({(root / path).parent for path in written})
