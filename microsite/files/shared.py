"""What all sites of a user share: what was worked out of the theme alone, once for each version of the generator.

Python keeps what it compiles beside its modules; so is the theme, which a site without a cache would compile anew.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from microsite.files.cache import read_sealed, write_sealed
from microsite.files.trust import KEY, Trust, find_state
from microsite.files.writing import sweep

_NAME = "theme"

Records = Mapping[str, tuple[str, bytes]]
"""By name, the digest of what each was made from, and what it is as bytes."""


def find_caches() -> Path | None:
    """The folder in which this program keeps, for its user, what it can make again; None if there is no place.

    XDG Base Directory Specification.
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    folder = named if os.path.isabs(named) else os.path.expanduser("~/.cache")  # noqa: PTH111, PTH117 - see `trust`
    return Path(folder) / "microsite" if os.path.isabs(folder) else None  # noqa: PTH117


def read_shared(trust: Trust, version: str) -> Records:
    """What was kept by the same version and the same user; nothing if that cannot be read. Never raises."""
    folder = find_caches()
    if folder is None or trust.doubt:
        return {}
    records: Records = read_sealed(folder / _NAME, trust.key, _NAME, version).value or {}
    return records


def write_shared(trust: Trust, version: str, records: Records) -> None:
    """Keep what was worked out of the theme, if there is a place for it. Never raises."""
    folder = find_caches()
    if folder is not None and records and not trust.doubt:
        with suppress(OSError):  # then the next site works it out, too
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_sealed(folder / _NAME, trust.key, _NAME, version, dict(records))


def sweep_shared() -> None:
    """Remove what killed processes have left there, and beside the key of the caches. Never raises."""
    folder = find_caches()
    sweep((*([folder] if folder else []), (find_state() / KEY).parent))
