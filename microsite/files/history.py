"""What files said before, as far as git knows: nothing where there is no git, or no repository.

A repository that somebody sent may ask for programs of its own. Of git only commands are used that show neither pages
nor differences of lines, and all that they could start is turned off: hooks, watchers, pagers, filters, the network.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from microsite.model.source import TEXT_BOUND

_COMMITS = 5_000
_FILES = 1_000
_VERSIONS = 200
_BYTES = 50_000_000
_PATIENCE = 10.0
"""So many commits, files, versions of a file, bytes of these, and seconds for each question are enough."""

_SETTINGS = {
    "core.fsmonitor": "",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
}
_GIT = ("git", "--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # what a partial clone lacks is not asked for
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_ORDINARY = (b"100644", b"100755")


def find_versions(root: Path, paths: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The names that git has for the former versions of files, by their paths from the root, newest first."""
    wanted = [os.fsencode(path) for path in paths[:_FILES]]
    commits = _ask(root, "rev-list", f"--max-count={_COMMITS}", "HEAD", "--", *wanted) if wanted else b""
    if not commits:
        return {}
    how = ("--stdin", "--root", "-m", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-commit-id")
    changes = _ask(root, "diff-tree", *how, "--no-ext-diff", "--relative", "--", *wanted, said=commits).split(b"\0")
    names: dict[bytes, dict[str, None]] = {}
    for change, path in zip(changes[::2], changes[1::2], strict=False):  # “:modes, names before and after, status”
        _, mode, _, name, *_ = change.split(b" ")
        if mode in _ORDINARY:
            names.setdefault(path, {})[name.decode()] = None
    return {os.fsdecode(path): tuple(found)[:_VERSIONS] for path, found in names.items()}


def read_versions(root: Path, names: Sequence[str]) -> Iterator[bytes]:
    """What these versions say, in order; without those that are too large for a text, and up to a bound of all."""
    listed = _ask(root, "cat-file", "--batch-check=%(objectname) %(objectsize)", said=_lines(names)).splitlines()
    chosen, sizes = list[str](), list[int]()
    for name, said in (line.split() for line in listed):
        size = int(said) if said.isdigit() else TEXT_BOUND + 1  # “missing”
        if size <= min(TEXT_BOUND, _BYTES - sum(sizes)):
            chosen.append(name.decode())
            sizes.append(size)
    data, at = _ask(root, "cat-file", "--batch", said=_lines(chosen)), 0
    for size in sizes if data else ():
        start = data.index(b"\n", at) + 1
        yield data[start : start + size]
        at = start + size + 1


def _lines(names: Sequence[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()


def _ask(root: Path, *words: str | bytes, said: bytes = b"") -> bytes:
    """What git answers; nothing if it is not there, cannot answer, or needs too long."""
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _ENVIRONMENT
    try:
        done = subprocess.run(  # noqa: S603 (names of versions and of files that we read, and no shell)
            [*_GIT, *settings, *words],
            cwd=root,
            env=environment,
            input=said,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout
