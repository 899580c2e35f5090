"""What is kept of each output folder between builds: one file a folder, gone when its folder is."""

from __future__ import annotations

from contextlib import suppress

from microsite.files.cache import Cache, Cached, read_cached, write_cached
from microsite.files.disk import digest_of, remove_all, shown, telling
from microsite.files.folder import Folders
from microsite.files.key import CACHE

PREFIX = "outputs-"


def read_records(place: Folders, version: str) -> Cached:
    """The value that was kept of an output folder."""
    cached = read_cached(place.cache, _name(place), version)
    return cached if cached.missing else Cached(cached.value[1])


def write_records(place: Folders, version: str, value: object) -> None:
    """Keep a value, as `write_cached`; where there was none, forget folders that are gone. So there is a bound."""
    name = _name(place)
    is_new = not place.cache.path(name).exists()
    write_cached(place.cache, name, version, (shown(place.root, place.output), value))
    if is_new:
        with telling(place.root):
            _sweep(place.cache, version)


def _name(place: Folders) -> str:
    """The file's name, the same when the root is moved with the folder in it."""
    return PREFIX + digest_of(shown(place.root, place.output).encode())[:32]


def _sweep(cache: Cache, version: str) -> None:
    for path in (cache.root / CACHE).glob(f"{PREFIX}*"):
        cached = read_cached(cache, path.name, version)
        if cached.missing or not (cache.root / cached.value[0]).is_dir():
            with suppress(PermissionError):
                remove_all(str(path))
