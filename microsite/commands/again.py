"""Telling again what was told last: what becomes of a command where nothing has moved since the same one was typed.

This is read before the rest of the generator, which nobody needs then; so it imports next to nothing.
"""

from __future__ import annotations

import os
import sys
import time

from microsite.build.echo import Call, Echo, find_echo, say_unchanged

_HEARD = ("NO_COLOR", "TERM", "SOURCE_DATE_EPOCH")
"""What of the environment a build goes by; another key of the cache tells for itself."""


def find_call() -> Call:
    """How this process was called, by which Python, and who listens; nothing if its folder is gone."""
    try:
        folder = os.getcwd()
    except OSError:
        return ()
    listener = (sys.stderr.isatty(), *map(os.environ.get, _HEARD))
    return sys.version, tuple(sys.path), tuple(sys.orig_argv), tuple(sys.argv), folder, listener


def tell_again() -> None:
    """If it is sure that a build would tell what the last one told, tell it, and end the process.

    Raises `OSError` if it cannot be told.
    """
    started = time.perf_counter()
    if sys.stdout is None or sys.stderr is None:  # somebody has closed it
        return
    call = find_call()
    if call and (echo := find_echo(_find_root(sys.argv[1:]), call)):
        _tell(echo, started)
        os._exit(0)


def _find_root(words: list[str]) -> str:
    """The folder that a command line names. If it means another one, the echo there is that of another call."""
    for place, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--root":
            return value or "".join(words[place + 1 : place + 2])
    return "."


def _tell(echo: Echo, started: float) -> None:
    findings, (files, output, counted), is_for_people, is_quiet = echo
    first, second = (sys.stderr, sys.stdout) if is_for_people else (sys.stdout, sys.stderr)
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # as `cli` has it
    first.write(findings)
    if not is_quiet:
        done = say_unchanged(files, time.perf_counter() - started, output)
        second.write("; ".join(filter(None, (done, counted))) + "\n")
    for stream in (first, second):
        stream.flush()
