"""The tree that editors and designers write: reading all of it, and writing catalogs back."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import platform
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from microsite.decode import TEXT_BOUND
from microsite.diagnostics import Diagnostic, Span, problem
from microsite.files.disk import FOLDERS, PACKAGE, digest_of, is_dropping, is_unicode, open_file, printable, telling
from microsite.model import Source

TEXT_SUFFIXES = frozenset((".css", ".html", ".js", ".md", ".po", ".pot", ".svg", ".txt", ".xml", ".yaml", ".yml"))
"""Files that are read. All others are media: pictures, films and downloads, of which only the digest is known."""


def read_tree(root: Path) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    """All files of the three folders, sorted by path; media without their data.

    Reports `file-unsafe` (links, pipes), `file-unreadable`, `file-too-large`, `file-encoding` (a name that is
    not UTF-8) and `file-unexpected` (a name in decomposed letters); none of these is among the sources. Hidden
    files and those that editors leave about are passed over.
    """
    sources = []
    diagnostics = []
    waiting = [name for name in FOLDERS if os.path.lexists(root / name)]
    while waiting:  # a loop, because a tree may be deeper than Python's stack
        found = _read(root, waiting.pop())
        if isinstance(found, Source):
            sources.append(found)
        elif isinstance(found, Diagnostic):
            diagnostics.append(found)
        else:
            waiting.extend(found)
    return (
        tuple(sorted(sources, key=lambda source: source.path)),
        tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.span or Span(""))),
    )


def is_ignored(name: str) -> bool:
    """True for the name of a hidden file, or of one that an editor or a desktop leaves about."""
    return (
        name.startswith((".", "~$"))
        or name.endswith(("~", ".swp", ".swo", ".swx", "___jb_tmp___", "___jb_old___"))
        or (name.startswith("#") and name.endswith("#"))
        or is_dropping(name)
    )


def _read(root: Path, path: str) -> Source | Diagnostic | list[str]:
    """A file, what is wrong with it, or the paths in a folder."""
    try:
        path, wrong = _check_path(root, path)
        if wrong:
            return wrong
        if (root / path).is_dir():
            return [f"{path}/{item.name}" for item in (root / path).iterdir() if not is_ignored(item.name)]
        with open_file(root / path) as file:
            if PurePosixPath(path).suffix.lower() not in TEXT_SUFFIXES:
                return Source(path, hashlib.file_digest(file, "sha256").hexdigest(), b"")
            data = file.read(TEXT_BOUND + 1)
            size = max(len(data), os.fstat(file.fileno()).st_size)
    except OSError as error:
        message = f"“{path}” cannot be read: {error.strerror}"
        return problem("file-unreadable", message, Span(path), hint="see who may read it, and on which disk it lies")
    if len(data) > TEXT_BOUND:
        message = f"“{path}” has {size / 1e6:.1f} MB; a text may have {TEXT_BOUND / 1e6:.0f} MB"
        return problem("file-too-large", message, Span(path), hint="split it, or offer it as a download (PDF)")
    return Source(path, digest_of(data), data)


def _check_path(root: Path, path: str) -> tuple[str, Diagnostic | None]:
    """The path in composed letters (Unicode NFC), and what keeps it from being read."""
    if not is_unicode(path):
        shown = printable(path)
        return path, problem("file-encoding", f"the name “{shown}” is not UTF-8", Span(shown), hint="rename the file")
    status = (root / path).lstat()
    composed = unicodedata.normalize("NFC", path)
    # A Mac finds a file under either spelling. Elsewhere they are two names that look the same: whoever writes a
    # link to the file types the other one, and does not find it.
    if composed != path and not (
        os.path.lexists(root / composed) and os.path.samestat((root / composed).lstat(), status)
    ):
        message = f"“{composed}” is not read: its name is written in decomposed letters (a and ¨ for ä)"
        hint = f"rename it, typing the letters anew: {PurePosixPath(composed).name}"
        return path, problem("file-unexpected", message, Span(composed), hint=hint)
    if stat.S_ISLNK(status.st_mode):
        message = f"“{composed}” is a symbolic link, and links are not followed"
        return composed, problem("file-unsafe", message, Span(composed), hint="put the file itself in its place")
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        message = f"“{composed}” is no file but a pipe, a socket or a device"
        return composed, problem("file-unsafe", message, Span(composed), hint="remove it")
    return composed, None


def read_engine() -> str:
    """A digest of all that makes pages of sources: this package, Python, and the libraries whose output reaches a page.

    Of Python, the version of Unicode too: it may come from the system, and decides on letters and their order.
    """
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    digest.update(f"python {platform.python_version()} unicode {unicodedata.unidata_version}".encode())
    for name in ("babel", "jinja2", "markdown", "markupsafe", "nh3", "pypinyin"):
        digest.update(f"{name} {importlib.metadata.version(name)}".encode())
    return digest.hexdigest()


def write_sources(root: Path, data_by_path: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files of the tree, each whole or not at all; the paths of those that changed."""
    changed = []
    with telling(root):
        for path, data in data_by_path.items():
            target = root / path
            if target.is_file() and target.read_bytes() == data:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            new = target.with_name(f".{target.name}.new")
            new.write_bytes(data)
            new.replace(target)
            changed.append(path)
    return tuple(changed)
