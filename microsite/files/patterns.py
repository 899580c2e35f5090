"""Regular expressions as Python has compiled them: once for a user, and not by each process again.

Python keeps the byte code of modules, but compiles their regular expressions whenever it imports them: 300 in a build
after one edit, in half of the time that imports take; the figures of a language are as many again. What the compiler
of `re` makes are plain numbers, which are kept here and given to the machine that runs them.
"""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from types import SimpleNamespace
from typing import Any

from microsite.files.cache import read_sealed, write_sealed
from microsite.files.shared import find_caches
from microsite.files.trust import find_key

_NAME = "patterns"

_BOUND = 16_000_000
"""Bytes of code. To build and check whole sites in 31 languages takes 4 million; beyond the bound, all begins anew."""

_FEW = 12
"""So many are compiled in the time that it takes to read those that are kept, or to write them anew.

A build without changes needs fewer. Now and then a library makes one of its own in each process, of a set's order.
"""

_SIZE = 4
"""Bytes of a number of code."""

_DEBUG, _ASCII, _UNICODE = int(re.DEBUG), int(re.ASCII), int(re.UNICODE)
"""Flags. That of Unicode goes without saying in a text, but an expression that comes out of a pickle says it."""

_Asked = tuple[str | bytes, int]
"""An expression and its flags, as `re.compile` is asked for them."""

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the machine is given besides each: flags, code, how many groups, their numbers by name, names by number.

The code is bytes here, of four a number: a list of numbers would take ten times as long to read.
"""

_Kept = dict[_Asked, _Code]


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
    fresh: _Kept = {}
    known = cache(lambda: _read(version))
    asked = itertools.count(1)

    def note(pattern: object, *given: object) -> object:
        found = run(pattern, *given)
        made[found] = given
        return found

    def find(pattern: Any, flags: int = 0) -> object:  # noqa: ANN401 (texts, bytes, and what is taken apart already)
        if next(asked) <= _FEW or type(pattern) not in (str, bytes) or flags & _DEBUG:
            return compile_anew(pattern, flags)
        if type(pattern) is str and not flags & _ASCII:
            flags &= ~_UNICODE
        kept = known().get((pattern, flags))
        if kept:
            final, code, *rest = kept
            return run(pattern, final, memoryview(code).cast("I").tolist(), *rest)
        found = compile_anew(pattern, flags)
        if given := made.pop(found, None):
            fresh[pattern, int(flags)] = _pack(*given)
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


def _read(version: str) -> _Kept:
    """What is kept; nothing where it cannot be read, or where this user has no key yet."""
    folder, key = find_caches(), find_key()
    found: _Kept = (folder and key and read_sealed(folder / _NAME, key, _NAME, version).value) or {}
    return found


def _keep(version: str, fresh: _Kept) -> None:
    folder, key = find_caches(), find_key()
    if len(fresh) <= _FEW or not folder or not key:
        return
    kept = _read(version) | fresh  # others may have kept theirs meanwhile
    if sum(len(code) for _, code, *_ in kept.values()) > _BOUND:
        kept = fresh
    with suppress(OSError):  # then the next process compiles them, too
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_sealed(folder / _NAME, key, _NAME, version, kept)
