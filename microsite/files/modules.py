"""The byte code of modules in one file: Python looks for 350 files in a build after one edit, and opens each.

It lies beside the byte code that Python keeps of this module, and is believed as that is: as long as the source of a
module has the size and the time that its byte code was made for. Nor may a folder where Python looks for modules have
another name in it, for there might be another module now.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType

from microsite.files.opening import open_descriptor, read_at, read_file

_FEW = 8
"""So many new ones are not worth the writing."""

_HEAD = 8
"""Bytes at the beginning that say how long the places are, which come next."""

_PREFIX = 16
"""Bytes of a file of Python's before its code: magic, flags, and the time and the size of the source (PEP 552)."""

_WORD = 0xFFFFFFFF
"""Of time and size, Python keeps the last 32 bits."""

_BOUND = 16_000_000
"""Bytes of a module's code; the largest of ours have a hundredth of it."""

_Place = tuple[str, bool, int, int, int, int]
"""The path of a source, and if it is a package's; its time and its size; where the code lies, and how long it is."""

_Version = tuple[str, list[str]]


class _Loader(SourceFileLoader):
    """Python's own, except that it has the byte code at hand."""

    def __init__(self, name: str, path: str, code: bytes) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType | None:
        """The code, which is wanted once."""
        code, self._code = self._code, b""
        with suppress(ValueError, EOFError, TypeError):
            found = marshal.loads(code) if code else None  # noqa: S302 - as Python does with what lies beside it
            if isinstance(found, CodeType):
                return found
        return super().get_code(fullname)


class _Finder:
    """Finds the modules whose byte code was kept."""

    def __init__(self, path: str, version: _Version) -> None:
        """Read where each lies."""
        self.path, self.version = path, version
        self.places: dict[str, _Place] = {}
        self._descriptor, self._begin = -1, 0
        with suppress(OSError, ValueError, EOFError, TypeError):
            self._descriptor = open_descriptor(path)
            length = int.from_bytes(read_at(self._descriptor, _HEAD, 0), "little")
            known, places = marshal.loads(read_at(self._descriptor, length, _HEAD))  # noqa: S302 - see `_Loader`
            self.places, self._begin = places if known == version else {}, _HEAD + length

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """How to load a module; None leaves it to Python."""
        place = self.places.get(name)
        if place is None:
            return None
        if not _is_current(place):
            del self.places[name]
            return None
        source, is_package = place[:2]
        spec = ModuleSpec(name, _Loader(name, source, self.read(place)), origin=source, is_package=is_package)
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(source))  # noqa: PTH120 - as Python writes it
        return spec

    def read(self, place: _Place) -> bytes:
        """The byte code that lies at a place."""
        return read_at(self._descriptor, place[5], self._begin + place[4])

    def close(self) -> None:
        """Leave all to Python from now on."""
        self.places = {}
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def share_modules() -> Callable[[], None]:
    """From now on, take the byte code of modules from one file as far as it has them.

    Returns what keeps that of all that were imported, to be called when the process ends; it never raises.
    """
    beside = __spec__.cached
    if not beside or PathFinder not in sys.meta_path:
        return lambda: None
    finder = _Finder(f"{beside.removesuffix('.pyc')}.all", (sys.version, list(_find_names())))
    sys.meta_path.insert(sys.meta_path.index(PathFinder), finder)
    return lambda: _keep(finder)


def _find_names() -> Iterator[str]:
    """Where Python looks for modules, and all names there that may be one."""
    for folder in sys.path:
        yield folder
        with suppress(OSError):  # an archive, or no longer there
            names = os.listdir(folder or ".")  # noqa: PTH208
            yield from sorted(name for name in names if "." not in name or name.endswith((".py", ".so", ".pyd")))


def _is_current(place: _Place) -> bool:
    """True if a source is the one that the byte code was made of."""
    try:
        status = os.stat(place[0])  # noqa: PTH116
    except OSError:
        return False
    return (int(status.st_mtime) & _WORD, status.st_size & _WORD) == place[2:4]


def _keep(finder: _Finder) -> None:
    """Keep the byte code of what was imported, if there is enough that was not kept yet."""
    known = {name: (place, finder.read(place)) for name, place in finder.places.items()}
    fresh = [spec for spec in _find_specs() if spec.name not in known]
    finder.close()
    if len(fresh) > _FEW and not sys.dont_write_bytecode:
        with suppress(OSError, MemoryError):  # then Python looks for them again
            _write(finder, known | dict(_read_code(fresh)))


def _find_specs() -> Iterator[ModuleSpec]:
    """How the modules were found that Python itself has loaded of files."""
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec and type(spec.loader) is SourceFileLoader and spec.cached:
            yield spec


def _read_code(specs: Sequence[ModuleSpec]) -> Iterator[tuple[str, tuple[_Place, bytes]]]:
    """The places and the byte code of modules, as far as Python keeps it by the time of their source."""
    for spec in specs:
        with suppress(OSError):
            data = read_file(spec.cached or "", _BOUND)
            flags, time, size = (int.from_bytes(data[start : start + 4], "little") for start in range(4, _PREFIX, 4))
            code = data[_PREFIX:]
            if spec.origin and code and not flags:
                is_package = spec.submodule_search_locations is not None
                yield spec.name, ((spec.origin, is_package, time, size, 0, len(code)), code)


def _write(finder: _Finder, code_by_name: Mapping[str, tuple[_Place, bytes]]) -> None:
    """Write all of it. Raises `OSError`."""
    from pathlib import Path  # late: only who has something new needs it

    from microsite.files.writing import write_file

    places, offset = {}, 0
    for name, (place, code) in code_by_name.items():
        places[name] = (*place[:4], offset, len(code))
        offset += len(code)
    head = marshal.dumps((finder.version, places))
    write_file(
        Path(finder.path), len(head).to_bytes(_HEAD, "little"), head, *[code for _, code in code_by_name.values()]
    )
