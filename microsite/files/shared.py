"""What all sites of a user share: what was worked out of the theme, or of a language, by one version of the generator.

Python keeps what it compiles beside its modules; so is the theme, which a site without a cache would compile anew.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from microsite.files.cache import read_sealed, write_sealed
from microsite.files.key import locate_key
from microsite.files.trust import Trust
from microsite.files.writing import sweep

THEME = "theme"
"""Under this name lies what comes of the theme, as `engine.memory.Memory` has it."""


def find_caches() -> Path | None:
    """The folder in which this program keeps, for its user, what it can make again; None if there is no place.

    XDG Base Directory Specification.
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    folder = named if os.path.isabs(named) else os.path.expanduser("~/.cache")  # noqa: PTH111, PTH117 - see `trust`
    return Path(folder) / "microsite" if os.path.isabs(folder) else None  # noqa: PTH117


class SharedFiles:
    """What this version of the generator has worked out, each in a file: whoever needs it reads no other."""

    def __init__(self, trust: Trust, version: str) -> None:
        """Begin with what there is, unless the user is in doubt."""
        self._folder = None if trust.doubt else find_caches()
        self._key, self._version = trust.key, version
        self._waiting: dict[str, Callable[[], object]] = {}

    def read(self, name: str) -> Any:  # noqa: ANN401 (what was kept there)
        """What was kept under a plain name, if that can be read and was by the same user; else None. Never raises."""
        folder = self._folder
        return read_sealed(folder / name, self._key, name, self._version).value if folder else None

    def keep(self, name: str, give: Callable[[], object]) -> None:
        """Keep the plain value that is given, once it is to be written."""
        self._waiting[name] = give

    def write(self) -> None:
        """Write what is to be kept, if there is a place for it. Never raises."""
        folder, waiting = self._folder, self._waiting
        self._waiting = {}
        if folder and waiting:
            with suppress(OSError):  # then the next site works it out, too
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                for name, give in waiting.items():
                    write_sealed(folder / name, self._key, name, self._version, give())


def sweep_shared() -> None:
    """Remove what killed processes have left there, and beside the key of the caches. Never raises."""
    folder = find_caches()
    sweep((*([folder] if folder else []), Path(locate_key()).parent))
