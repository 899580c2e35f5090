"""Regular expressions as Python has compiled them: once for a user, and not by each process again.

Python keeps the byte code of modules, but compiles their regular expressions whenever it imports them: 300 in a build
after one edit, in half of the time that imports take; the figures of a language are as many again. What the compiler
of `re` makes are plain numbers, which are kept here and given to the machine that runs them.
"""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from types import SimpleNamespace
from typing import Any

from microsite.files.cache import freeze, read_sealed, thaw, write_sealed
from microsite.files.key import find_key
from microsite.files.opening import open_descriptor, read_at, read_file
from microsite.files.shared import find_caches
from microsite.files.writing import write_file

_PLACES, _CODES = "patterns.places", "patterns.code"
"""The file that says where the code of each expression lies in the other one: no process needs a tenth of it all."""

_BOUND = 16_000_000
"""Bytes of code. To build and check whole sites in 31 languages takes 4 million; beyond the bound, all begins anew."""

_FEW = 4
"""So many new ones are not worth the writing: now and then a library makes one of its own in each process, of a set's
order, and one is made of an editor's words."""

_SIZE = 4
"""Bytes of a number of code."""

_DEBUG, _ASCII, _UNICODE = int(re.DEBUG), int(re.ASCII), int(re.UNICODE)
"""Flags. That of Unicode goes without saying in a text, but an expression that comes out of a pickle says it."""

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the machine is given besides each: flags, code, how many groups, their numbers by name, names by number.

The code is bytes here, of four a number, which are read at once.
"""

_Places = dict[bytes, tuple[int, int, bytes]]
"""Where the code of an expression lies, by the digest of what is asked for: length, offset, and its own digest."""


class _Kept:
    """The code that this user's processes have compiled; none where it cannot be read, or where there is no key yet."""

    def __init__(self, version: str) -> None:
        """Read where each lies."""
        self._folder, self._key, self._version = find_caches(), find_key(), version
        places: _Places | None = None
        if self._folder and self._key:
            places = read_sealed(self._folder / _PLACES, self._key, _PLACES, version).value
        self._places, self._descriptor = places or {}, -1
        with suppress(OSError):
            self._descriptor = open_descriptor(str(self._folder / _CODES)) if self._folder and places else -1

    def find(self, asked: bytes) -> _Code | None:
        """The code that was kept for this, if nobody has changed it."""
        length, offset, digest = self._places.get(asked, (0, 0, b""))
        if not length or self._descriptor < 0:
            return None
        try:
            data = read_at(self._descriptor, length, offset)
        except OSError:
            return None
        code: _Code | None = thaw(data) if hashlib.sha256(data).digest() == digest else None
        return code

    def add(self, fresh: Mapping[bytes, _Code]) -> None:
        """Keep these, too. Raises `OSError`."""
        if not self._folder or not self._key:
            return
        places, data = self._places, b""
        with suppress(OSError):
            data = read_file(str(self._folder / _CODES), _BOUND) if places else b""
        if not data:
            places = {}
        pieces = [data]
        size = len(data)
        for asked, code in fresh.items():
            pieces.append(freeze(code))
            places[asked] = len(pieces[-1]), size, hashlib.sha256(pieces[-1]).digest()
            size += len(pieces[-1])
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(self._folder / _CODES, *pieces)
        write_sealed(self._folder / _PLACES, self._key, _PLACES, self._version, places)


def share_patterns() -> Callable[[], None]:
    """From now on, compile no regular expression that this user's processes have compiled before.

    Returns what keeps those that were compiled, to be called when the process ends; it never raises. Where the
    inside of `re` is another one than that of the Pythons that this is known to work with, all stays as it is.
    """
    compiler, machine = _find_compiler()
    if compiler is None:
        return lambda: None
    compile_anew, run, version = compiler.compile, machine.compile, f"{machine.MAGIC}"
    made: dict[object, tuple[Any, ...]] = {}
    fresh: dict[bytes, _Code] = {}
    kept = cache(lambda: _Kept(version))

    def note(pattern: object, *given: object) -> object:
        found = run(pattern, *given)
        made[found] = given
        return found

    def find(pattern: Any, flags: int = 0) -> object:  # noqa: ANN401 (texts, bytes, and what is taken apart already)
        if type(pattern) not in (str, bytes) or flags & _DEBUG:
            return compile_anew(pattern, flags)
        if type(pattern) is str and not flags & _ASCII:
            flags &= ~_UNICODE
        asked = _digest(pattern, int(flags))
        if known := kept().find(asked):
            final, code, *rest = known
            return run(pattern, final, memoryview(code).cast("I").tolist(), *rest)
        found = compile_anew(pattern, flags)
        if given := made.pop(found, None):
            fresh[asked] = _pack(*given)
        return found

    compiler._sre = SimpleNamespace(**{**vars(machine), "compile": note})  # noqa: SLF001 (no other way leads there)
    compiler.compile = find
    return lambda: _keep(version, fresh)


def _find_compiler() -> tuple[Any, Any]:
    """The compiler of `re` and the machine that runs what it makes; None twice where they are made otherwise."""
    try:
        compiler, machine = importlib.import_module("re._compiler"), importlib.import_module("_sre")
        is_known = vars(compiler)["_sre"] is machine and machine.CODESIZE == _SIZE and bool(machine.MAGIC)
    except (ImportError, AttributeError, KeyError):
        return None, None
    return (compiler, machine) if is_known else (None, None)


def _pack(flags: int, code: list[int], groups: int, numbers: dict[str, int], names: tuple[str | None, ...]) -> _Code:
    from array import array  # where nothing is new, nobody needs it

    return int(flags), array("I", code).tobytes(), groups, dict(numbers), names


def _digest(pattern: str | bytes, flags: int) -> bytes:
    """What is asked for, in short."""
    is_text = isinstance(pattern, str)
    written = pattern.encode("utf-8", "surrogatepass") if isinstance(pattern, str) else pattern
    return hashlib.sha256(b"%d %d %s" % (is_text, flags, written)).digest()


def _keep(version: str, fresh: Mapping[bytes, _Code]) -> None:
    if len(fresh) > _FEW:
        with suppress(OSError, MemoryError):  # then the next process compiles them, too
            _Kept(version).add(fresh)  # others may have kept theirs meanwhile, and only now there may be a key
