"""A built site on the disk, of whatever generator: which files it has, and what they hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.files.disk import is_dropping, is_unicode, printable, telling
from microsite.files.opening import read_file
from microsite.values.named import NamedTuple

BOUND = 50_000_000
"""So many bytes a file may have that is read: search engines take no sitemap that is larger."""


class BuiltFiles(NamedTuple):
    """The sizes of the files by path, in the order of the paths, and what is wrong with others."""

    sizes: dict[str, int]
    problems: tuple[Diagnostic, ...]


def list_files(folder: Path) -> BuiltFiles:
    """All files below a folder but hidden ones, which hosts do not serve; `.well-known` they do.

    Reports `file-unsafe` of links, which are not followed, and `file-unreadable`. Raises `UsageError` if the folder
    itself cannot be read.
    """
    with telling(folder, folder):
        os.listdir(folder)  # noqa: PTH208 - only if it can be read
    found = sorted(_walk(str(folder), ""), key=lambda one: one[0])
    problems = tuple(told for _, told in found if isinstance(told, Diagnostic))
    return BuiltFiles({path: size for path, size in found if isinstance(size, int)}, problems)


def read_built(folder: str, path: str) -> bytes | Diagnostic:
    """What a file of the site holds, or what keeps it from being read."""
    try:
        return read_file(f"{folder}/{path}", BOUND)
    except OSError as error:
        return _unreadable(path, error)


def _walk(base: str, first: str) -> Iterator[tuple[str, int | Diagnostic]]:
    waiting = [first]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(f"{base}/{inside}") as entries:
                for entry in entries:
                    path = f"{inside}{entry.name}"
                    if _is_hidden(entry.name):
                        continue
                    if not is_unicode(path):
                        message = "the name of a file is not UTF-8, so no address leads to it"
                        yield printable(path), problem("file-encoding", message, Span(printable(path)))
                    elif entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{path}/")
                    elif entry.is_file(follow_symlinks=False):
                        yield path, entry.stat(follow_symlinks=False).st_size
                    else:
                        message = f"“{path}” is a link, a pipe or a device, and many hosts do not take it along"
                        hint = "put the file itself there"
                        yield path, problem("file-unsafe", message, Span(path), hint=hint)
        except OSError as error:
            yield inside, _unreadable(inside.rstrip("/"), error)


def _is_hidden(name: str) -> bool:
    return (name.startswith(".") and name != ".well-known") or is_dropping(name)


def _unreadable(path: str, error: OSError) -> Diagnostic:
    message = f"“{path}” cannot be read: {error.strerror}"
    return problem("file-unreadable", message, Span(path), hint="let yourself read it, and look again")
