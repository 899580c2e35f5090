"""What files said before, as far as git knows: nothing where there is no git, or no repository.

What was published are the states of the main branch. A branch that somebody works on leaves it at some commit, and
what it did since then was never public.

A repository that somebody sent may ask for programs of its own. Of git only commands are used that show neither pages
nor differences of lines, and all that they could start is turned off: hooks, watchers, pagers, filters, the network.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from microsite.model.source import TEXT_BOUND
from microsite.values.named import NamedTuple

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
_MAIN = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)


class Snapshot(NamedTuple):
    """What git calls some files, by their paths from the root, from a commit on: `since` and `until` (POSIX seconds).

    `until` is None where nothing has followed.
    """

    commit: str
    since: int
    until: int | None
    names: Mapping[str, str]


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


def find_states(root: Path, paths: Sequence[str], is_wanted: Callable[[str], bool]) -> tuple[Snapshot, ...]:
    """What was published of the files that are wanted, newest first. `paths` are files, and folders of such."""
    history = _ask(
        root, "rev-list", "--first-parent", "--parents", "--timestamp", f"--max-count={_COMMITS}", _tip(root)
    )
    moments, asked = dict[str, int](), list[str]()
    for line in history.decode().splitlines():
        moment, commit, *parents = line.split()
        moments[commit] = int(moment)
        asked.append(" ".join((commit, *parents[:1])))
    how = ("--stdin", "--root", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-ext-diff", "--relative")
    changes = _ask(root, "diff-tree", *how, "--", *map(os.fsencode, paths), said=_lines(asked)).split(b"\0")
    news: dict[str, list[tuple[str, str]]] = {}
    commit = ""
    tokens = iter(changes)
    for token in tokens:  # a commit, or “:modes, names before and after, status” and a path
        if not token.startswith(b":"):
            commit = token.decode()
        elif is_wanted(path := os.fsdecode(next(tokens))):
            _, mode, _, name, *_ = token.split(b" ")
            news.setdefault(commit, []).append((path, name.decode() if mode in _ORDINARY else ""))
    return _replay(news, moments)


def _replay(news: dict[str, list[tuple[str, str]]], moments: Mapping[str, int]) -> tuple[Snapshot, ...]:
    """The states that changes by commit, newest first, come to; the name of a file that goes is empty."""
    states = list[Snapshot]()
    names: dict[str, str] = {}
    for commit in reversed(news):
        names = {path: name for path, name in (names | dict(news[commit])).items() if name}
        if states:
            states[-1] = states[-1]._replace(until=moments[commit])
        states.append(Snapshot(commit, moments[commit], None, names))
    return tuple(reversed(states[-_VERSIONS:]))


def is_cut_off(root: Path) -> bool:
    """True if there is a repository, and a part of its history alone: a shallow clone, as CI makes them."""
    return _ask(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _tip(root: Path) -> str:
    """The commit at which this work has left the main branch; the present one if there is no such branch."""
    known = _ask(root, "for-each-ref", "--format=%(refname)", *_MAIN).decode().split()
    for branch in sorted(known, key=_MAIN.index):
        found = _ask(root, "merge-base", "HEAD", branch).decode().strip()
        if found:
            return found
    return "HEAD"


def read_versions(root: Path, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each of these names and what the version says, in order.

    Those are left out that are too large for a text, or beyond a bound of all.
    """
    listed = _ask(root, "cat-file", "--batch-check=%(objectname) %(objectsize)", said=_lines(names)).splitlines()
    chosen, sizes = list[str](), list[int]()
    for found, said in (line.split() for line in listed):
        size = int(said) if said.isdigit() else TEXT_BOUND + 1  # “missing”
        if size <= min(TEXT_BOUND, _BYTES - sum(sizes)):
            chosen.append(found.decode())
            sizes.append(size)
    data, at = _ask(root, "cat-file", "--batch", said=_lines(chosen)), 0
    for name, size in zip(chosen, sizes, strict=True) if data else ():
        start = data.index(b"\n", at) + 1
        yield name, data[start : start + size]
        at = start + size + 1


def _lines(names: Sequence[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()


def _ask(root: Path, *words: str | bytes, said: bytes = b"") -> bytes:
    """What git answers; nothing if it is not there, cannot answer, or needs too long."""
    import subprocess  # late: most builds ask nothing

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
