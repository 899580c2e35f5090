"""The tree that editors and designers write: reading all of it, and writing catalogs back."""

import itertools
import os
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from operator import attrgetter
from pathlib import Path, PurePosixPath

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.files.disk import FOLDERS, changed, digest_of, is_dropping, is_unicode, printable, telling
from microsite.files.opening import read_file
from microsite.files.spelling import composed, find_on_disk
from microsite.files.stamps import NOTHING, Look, Seen, Stamp, moment_at, read_head
from microsite.files.writing import sweep, write_files
from microsite.model.layout import EDITOR, EDITOR_FILES, not_a_folder
from microsite.model.source import HEAD, MEDIA_BOUND, PICTURE_BOUND, TEXT_BOUND, Source
from microsite.values.named import NamedTuple

TEXT_SUFFIXES = frozenset((".css", ".html", ".js", ".md", ".po", ".pot", ".svg", ".txt", ".xml", ".yaml", ".yml"))
"""Files that are read. All others are media: pictures, films and downloads, of which the first bytes are known."""

TOPS = (*FOLDERS, *EDITOR_FILES)
"""The folders and files from which all that is read is found."""


class Tree(NamedTuple):
    """The sources, sorted by path, what is wrong with other files, sorted too, and what was seen for the next time."""

    sources: tuple[Source, ...]
    problems: tuple[Diagnostic, ...]
    seen: Seen


def read_tree(root: Path, seen: Seen = NOTHING) -> Tree:
    """All files of the three folders, and those of an editor in the browser.

    Texts are read again when they are wanted; of media the first bytes are known.

    Reports `file-unsafe` (links, hidden ones too; pipes), `file-unreadable`, `file-too-large`, `file-encoding` (a name
    that is not UTF-8), `name-unportable` (two names that are one in composed letters) and `folder-expected`; none of
    these is among the sources. Paths are in composed letters, however the disk has them. Hidden files and those that
    editors leave about are passed over. Files that have not moved since `seen` are not read.
    """
    base = os.path.abspath(root)  # noqa: PTH100 - worker processes may have another working directory
    return read_below(look_at_site(base, seen), _find_tops(base))


def look_at_site(base: str, seen: Seen) -> Look:
    """A look at the tree of a site."""
    return look_at(base, seen, moment_at(base, *(f"{base}/{name}" for name in _find_tops(base))))


def _find_tops(base: str) -> list[str]:
    """Those of `TOPS` that are there, by path below the base."""
    tops = [name for name in FOLDERS if os.path.lexists(f"{base}/{name}")]
    return tops + [path for path in EDITOR_FILES if _is_file(f"{base}/{path}")]


def look_at(base: str, seen: Seen, moment: int) -> Look:
    """A look at the files of a tree that are not passed over."""
    return Look(base, seen, moment, _is_wanted, head=HEAD)


def read_below(look: Look, tops: Sequence[str]) -> Tree:
    """All files below some folders of a tree."""
    sources, problems = [], []
    for found in _find(look, tops):
        made = _read(look, found) if isinstance(found, str) else found
        if isinstance(made, Source):
            sources.append(made)
        else:
            problems.append(made)
    for path in _find_doubles(sources):
        sources = [source for source in sources if source.path != path]
        problems.append(_tell_double(path))
    return Tree(
        tuple(sorted(sources, key=attrgetter("path"))),
        tuple(sorted(problems, key=lambda diagnostic: diagnostic.span or Span(""))),
        look.seen,
    )


def _find_doubles(sources: Sequence[Source]) -> list[str]:
    """The paths that more than one file has, which the disk tells by the form of their letters."""
    if all(source.path.isascii() for source in sources):
        return []
    return [path for path, count in Counter(source.path for source in sources).items() if count > 1]


def _tell_double(path: str) -> Diagnostic:
    name = PurePosixPath(path).name
    message = f"two files are called “{name}”: one in composed letters (ä), one in decomposed ones (a and ¨)"
    return problem("name-unportable", message, Span(path), hint="delete one of them, or give it another name")


def list_folders(root: Path) -> frozenset[str]:
    """The names of the folders in `content/`, also of those that nothing is in."""
    with telling(root), os.scandir(root / FOLDERS[0]) as entries:
        return frozenset(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))


def read_again(root: Path, tree: Tree, paths: Collection[str]) -> Tree | None:
    """The tree after changes of these files alone, by path; None if it is not sure that nothing else has moved.

    Known files with other bytes are all that it knows of: what came, went, or was wrong takes another look at all.
    """
    base = os.path.abspath(root)  # noqa: PTH100 - as above
    told = {found.span.path for found in tree.problems if found.span}
    are_known = all(path in tree.seen.files and _is_file(f"{base}/{path}") for path in paths)
    if not are_known or not told.isdisjoint(map(composed, paths)):
        return None
    look = look_at(base, tree.seen, moment_at(base, *(f"{base}/{path}" for path in paths)))
    found = [_read(look, path) for path in paths]
    made = {source.path: source for source in found if isinstance(source, Source)}
    if len(made) < len(found):
        return None
    sources = tuple(made.get(source.path, source) for source in tree.sources)
    return Tree(sources, tree.problems, Seen(tree.seen.folders, {**tree.seen.files, **look.seen.files}))


def _is_file(path: str) -> bool:
    """True for an ordinary file, which a link to one is not."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def is_ignored(name: str) -> bool:
    """True for the name of a hidden file, or of one that an editor or a desktop leaves about."""
    return (
        name.startswith((".", "~$"))
        or name.endswith(("~", ".swp", ".swo", ".swx", "___jb_tmp___", "___jb_old___"))
        or (name.startswith("#") and name.endswith("#"))
        or is_dropping(name)
    )


def _is_wanted(_: str, entry: os.DirEntry[str]) -> bool:
    """True unless a file is passed over. A link is not, by whatever name: what it leads to is not the site's."""
    return not is_ignored(entry.name) or (entry.is_symlink() and not _is_lock(entry))


def _is_lock(link: os.DirEntry[str]) -> bool:
    """True for what Emacs puts beside a file that is being edited: a link to no file, but to who edits it."""
    return link.name.startswith(".#") and bool(_WHO.fullmatch(os.readlink(link.path))) and not link.is_file()  # noqa: PTH115


_WHO = re.compile(r"[^/]+@[^/@]+\.\d+(:\d+)?")
"""User, host, process, and when the system started (Emacs manual, “Interlocking”)."""


def _find(look: Look, tops: Sequence[str]) -> Iterator[str | Diagnostic]:
    """The path of each file that may be read, and what keeps others from it."""
    waiting: list[str] = []
    odd = tops
    while waiting or odd:  # a loop, because a tree may be deeper than Python's stack
        for path in odd:
            found = _examine(look.base, path)
            if isinstance(found, str | Diagnostic):
                yield found
            else:
                waiting.append(found[0])
        odd = ()
        if waiting:
            folder = waiting.pop()
            try:
                folders, files, others = look.folder(folder)
            except OSError as error:
                yield _unreadable(folder, error)
                continue
            waiting += filter(is_unicode, folders)
            yield from filter(is_unicode, files)
            odd = (*others, *itertools.filterfalse(is_unicode, folders + files))


def _read(look: Look, found: str) -> Source | Diagnostic:
    """A file as the disk has it, or what is wrong with it."""
    path = composed(found)
    is_text = path[path.rfind(".") :].lower() in TEXT_SUFFIXES and not path.startswith(EDITOR)
    bound = TEXT_BOUND if is_text else MEDIA_BOUND
    try:
        stamp, digest = look.file(found, bound)
    except OSError as error:
        return _unreadable(path, error)
    head = look.heads.pop(found, None) if look.heads else None  # no more of them lie in memory than media have
    if stamp[0] > bound:
        what = "a text" if is_text else "a picture, film or download"
        message = f"“{path}” has {stamp[0] / 1e6:,.1f} MB; {what} may have {bound / 1e6:,.0f} MB"
        hint = "split it, or offer it as a download (PDF)" if is_text else "make it smaller, or link to where it lies"
        return problem("file-too-large", message, Span(path), hint=hint)
    if not is_text:
        held = partial(_fetch_head, look.base, found, stamp) if head is None else head
        whole = partial(_fetch, look.base, found, digest, PICTURE_BOUND) if stamp[0] <= PICTURE_BOUND else _fetch_none
        return Source(path, digest, held, fetch=whole)
    return Source(path, digest, partial(_fetch, look.base, found, digest))


def _fetch_none() -> None:
    """Nothing, of a file that is too large."""


def _fetch(base: str, path: str, digest: str, bound: int = TEXT_BOUND) -> bytes:
    """The bytes of a file. Raises `UsageError` if they are no longer what the digest tells: pages would mix both."""
    with telling(base, f"{base}/{path}"):
        data = read_file(f"{base}/{path}", bound)
    if digest_of(data) != digest:
        raise changed(path)
    return data


def _fetch_head(base: str, path: str, stamp: Stamp) -> bytes:
    """The first bytes of a file that had not moved when it was looked at. Raises `UsageError` if it has since."""
    with telling(base):
        head, now = read_head(f"{base}/{path}", HEAD)
    if now != stamp:
        raise changed(path)
    return head


def _examine(base: str, path: str) -> str | tuple[str] | Diagnostic:
    """The path of a file, alone in a tuple if of a folder; or what is wrong."""
    try:
        return _check_path(Path(base), path)
    except OSError as error:
        return _unreadable(path, error)


def _check_path(root: Path, path: str) -> str | tuple[str] | Diagnostic:
    if not is_unicode(path):
        shown = printable(path)
        return problem("file-encoding", f"the name “{shown}” is not UTF-8", Span(shown), hint="rename the file")
    status = (root / path).lstat()
    if stat.S_ISDIR(status.st_mode):
        return (path,)
    if stat.S_ISREG(status.st_mode):
        return not_a_folder(path) if path in FOLDERS else path
    name = composed(path)
    if stat.S_ISLNK(status.st_mode):
        message = f"“{name}” is a symbolic link, and links are not followed"
        return problem("file-unsafe", message, Span(name), hint="put the file itself in its place")
    message = f"“{name}” is not a file but a pipe, a socket or a device"
    return problem("file-unsafe", message, Span(name), hint="remove it")


def _unreadable(path: str, error: OSError) -> Diagnostic:
    message = f"“{path}” cannot be read: {error.strerror}"
    return problem("file-unreadable", message, Span(path), hint="check who may read it, and on which disk it is")


def write_sources(root: Path, data_by_path: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files of the tree, each whole or not at all, none before there is room for all; the paths that changed.

    Raises `UsageError` if the disk does not let us, or if a link lies there or on the way.
    """
    with telling(root):
        data_by_path = {find_on_disk(str(root), path): data for path, data in data_by_path.items()}
        others = {path: data for path, data in data_by_path.items() if not _has(root / path, data)}
        write_files(root, others)
        sweep({(root / path).parent for path in others})
    return tuple(map(composed, others))


def _has(path: Path, data: bytes) -> bool:
    """True for an ordinary file that holds these bytes."""
    with suppress(OSError):  # it is larger
        return _is_file(str(path)) and read_file(str(path), len(data)) == data
    return False
