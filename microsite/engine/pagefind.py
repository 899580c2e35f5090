"""Pagefind, the search that runs in readers' browsers: its program makes the indexes, if that is installed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from microsite.files.disk import UsageError

if TYPE_CHECKING:
    import subprocess

PACKAGE = "Pagefind"
INSTALL = 'pip install "microsite[search]"'

_WANTED = ("pagefind.js", "pagefind-entry.json", "pagefind.", "wasm.", "fragment/", "index/")
"""How the files begin that our page of the search loads: Pagefind brings pages of its own, too."""

_STEMMED = frozenset("ar da de el en es fi fr hu it nl no pt ro ru sv ta tr".split())  # noqa: SIM905
"""The languages of which Pagefind knows the endings of words."""


def find_indexer() -> Callable[[Iterable[Mapping[str, Any]], str], dict[str, bytes]] | None:
    """What makes the files of an index, as `make_files`, if the program is installed."""
    with suppress(ImportError, FileNotFoundError):
        from pagefind_bin import get_executable

        return functools.partial(make_files, str(get_executable()))
    return None


def make_files(program: str, records: Iterable[Mapping[str, Any]], tag: str) -> dict[str, bytes]:
    """The files of an index by path, in order: of what is written down of the pages in a language (BCP 47).

    A record has a `url`, a `content` and `meta`, texts by name; the words of both are found. Raises `UsageError` if the
    program does not do it.
    """
    import base64  # these three late: few builds need them
    import subprocess

    language = tag.partition("-")[0].lower()
    language = language if language in _STEMMED else "unknown"
    asked = [{"type": "AddRecord", "index_id": 0, "language": language, **record} for record in records]
    try:
        with subprocess.Popen([program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 (the package of that name brings it)
            ask = functools.partial(_ask, process)
            ask({"type": "NewIndex", "config": {"force_language": language}})
            for one in asked:
                ask(one)
            found = ask({"type": "GetFiles", "index_id": 0})["files"]
    except (OSError, EOFError, ValueError, KeyError) as error:
        message = f"the index of the search was not made by Pagefind: {error}"
        raise UsageError(message, f"install it again: {INSTALL}", status=1) from error
    files = {str(file["path"]): base64.b64decode(file["content"]) for file in found}
    return {path: files[path] for path in sorted(files) if _is_wanted(path, language)}


def _is_wanted(path: str, language: str) -> bool:
    return path.startswith(_WANTED) and (not path.startswith("wasm.") or path.startswith(f"wasm.{language}."))


def _ask(process: subprocess.Popen[bytes], payload: Mapping[str, Any]) -> dict[str, Any]:
    """What the program answers: a message is JSON in base64, and ends in a comma. Raises `ValueError` if it fails."""
    import base64
    import json

    writing, reading = process.stdin, process.stdout
    if writing is None or reading is None:
        raise EOFError("it cannot be spoken to")
    message = json.dumps({"message_id": 1, "payload": payload}).encode()
    writing.write(base64.b64encode(message) + b",")
    writing.flush()
    answer: dict[str, Any] = json.loads(base64.b64decode(_read_answer(reading)))["payload"]
    if answer["type"] == "Error":
        raise ValueError(answer.get("message", "it does not say why"))
    return answer


def _read_answer(reading: IO[bytes]) -> bytes:
    found = bytearray()
    while not found.endswith(b","):
        piece = reading.read1(1 << 20)  # type: ignore[attr-defined]  # a pipe is buffered
        if not piece:
            raise EOFError("it ended before it answered")
        found += piece
    return bytes(found[:-1])
