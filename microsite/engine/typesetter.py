"""Typst, which sets pictures and papers: in processes of its own, if that package is installed."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from microsite.files.disk import UsageError
from microsite.model.digests import digest_of
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    import subprocess

PACKAGE = "Typst"
INSTALL = 'pip install "microsite[cards]"'

PAYS_FROM = 12
"""From so many compositions on, a second process pays: each begins with looking through the fonts of the machine."""

_LENGTH = 8

_FONTS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
)
"""Where systems keep fonts, as Typst looks for them."""


Medium = Literal["png", "pdf"]
"""What becomes of a composition: one picture, or a paper."""


class Composition(NamedTuple):
    """What is to be set: a template of Typst, the data that it reads, as JSON, and the pictures that it names.

    `words` are those of its texts that need a glyph. `moment` (POSIX seconds) is when a PDF says that it was made.
    """

    template: str
    data: str
    files: Mapping[str, bytes]
    words: str
    form: Medium = "png"
    moment: int = 0


class Composed(NamedTuple):
    """What became of a composition: its bytes; and the characters that no font has, sorted, which were left out."""

    data: bytes
    missing: str


Typeset = Callable[[Sequence[Composition]], Iterator[Composed]]
"""What sets compositions, in their order."""


def find_typesetter() -> Typeset | None:
    """What sets compositions, as `set_all`, if Typst is installed."""
    import importlib.util

    return set_all if importlib.util.find_spec("typst") else None


def set_all(compositions: Sequence[Composition]) -> Iterator[Composed]:
    """Set compositions, in their order. Raises `UsageError` if Typst cannot set one.

    A process that was forked of one in which Typst has worked waits for threads that it does not have. So it works in
    processes that begin anew, and end with the last composition.
    """
    from tempfile import TemporaryDirectory  # late: few builds set anything

    count = max(1, min(os.cpu_count() or 1, len(compositions) // PAYS_FROM))
    with ExitStack() as stack:
        folders = [stack.enter_context(TemporaryDirectory(prefix="microsite-")) for _ in range(count)]
        processes = [stack.enter_context(_begin(folder)) for folder in folders]
        stack.callback(_end, processes)  # before they are waited for
        for place in range(len(compositions) + count):
            process = processes[place % count]
            if place >= count:
                yield _receive(process)
            if place < len(compositions):
                _send(process, compositions[place])


def _begin(folder: str) -> subprocess.Popen[bytes]:
    """A process whose pictures lie in a folder: it sees no other files."""
    import subprocess  # late: few builds set anything

    known = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-P", "-m", "microsite.engine.compositor", folder]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, env=known)  # noqa: S603 (a module of ours)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()


def _send(process: subprocess.Popen[bytes], composition: Composition) -> None:
    try:
        write_frame(process.stdin, (*composition[:2], dict(composition.files), *composition[3:]))
    except OSError as error:
        raise _failed(str(error)) from error


def _receive(process: subprocess.Popen[bytes]) -> Composed:
    found = read_frame(process.stdout)
    if found is None:
        raise _failed("it ended before it answered")
    data, missing, complaint = found
    if complaint:
        raise _failed(complaint)
    return Composed(data, missing)


def _failed(why: str) -> UsageError:
    return UsageError(f"what was asked of Typst could not be set: {why}", f"install it again: {INSTALL}", status=1)


# ---- how the two processes speak --------------------------------------------------------------------------------


def write_frame(pipe: IO[bytes] | None, value: Any) -> None:  # noqa: ANN401 (of the types that marshal knows)
    """Write a plain value behind its length."""
    if pipe is None:
        raise OSError("it cannot be spoken to")
    data = marshal.dumps(value)
    pipe.write(len(data).to_bytes(_LENGTH) + data)
    pipe.flush()


def read_frame(pipe: IO[bytes] | None) -> Any:  # noqa: ANN401 (whatever was written)
    """The next plain value; None where there is none any more."""
    head = pipe.read(_LENGTH) if pipe else b""
    data = pipe.read(int.from_bytes(head)) if pipe and len(head) == _LENGTH else b""
    return marshal.loads(data) if head and len(data) == int.from_bytes(head) else None  # noqa: S302 (of our own process)


# ---- fonts ------------------------------------------------------------------------------------------------------


def read_fonts() -> str:
    """A digest of the fonts of this machine, by their names, sizes and times: what is set with others is otherwise."""
    return digest_of([mark for folder in _FONTS for mark in _list_fonts(Path(folder).expanduser())])


def _list_fonts(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                stat = os.stat(os.path.join(parent, name))  # noqa: PTH116, PTH118 (there may be thousands)
            except OSError:  # a link to nowhere
                continue
            found.append((f"{parent}/{name}", stat.st_size, stat.st_mtime_ns))
    return sorted(found)
