"""Whose the output folder is: what in it is ours, what is not, and that no other build writes to it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.files.cache import Cache, open_cache
from microsite.files.disk import (
    FOLDERS,
    LOCK,
    PACKAGE,
    UsageError,
    is_dropping,
    printable,
    shown,
    telling,
)
from microsite.files.key import CACHE, CACHES
from microsite.files.lock import hold_lock
from microsite.files.ownership import OWNERSHIP, STAGING, Deed, read_digest, read_list
from microsite.files.stamps import NOTHING, Look, Seen, moment_at
from microsite.files.turns import hold_folder
from microsite.model.layout import folders_above
from microsite.values.named import NamedTuple

PATIENCE = 10.0
"""For how many seconds a build waits for another one."""

_TRIES = 20
"""How often a folder is looked at that somebody deletes meanwhile."""


class Folders(NamedTuple):
    """A root and its output folder, both absolute, of which no other build makes anything meanwhile; and its cache."""

    root: Path
    output: Path
    cache: Cache

    @property
    def way_back(self) -> str:
        """The way from the output folder to the root: it is another one for another root."""
        try:
            return os.path.relpath(self.root, self.output)
        except ValueError:  # on another drive
            return str(self.root)


NOBODY = "", ""
"""Of whom nothing is known: no site, and no root."""


class Claim(NamedTuple):
    """What is in an output folder while no other build of its root runs. Its paths are POSIX and relative to it.

    `owned` are the files that we wrote, there or not; `present` is the digest by path of those that are there;
    `strays` are the files of others, sorted. `listed` is what the list of ours says, None if it has to be written
    anew, `digest` is that of the list, and `site` whose files they are, "" if it does not say; `former` is the
    site that this root wrote there last, "" if nothing tells. `seen` is for the next time.
    """

    place: Folders
    owned: frozenset[str]
    present: Mapping[str, str]
    strays: tuple[str, ...]
    listed: Mapping[str, str] | None
    seen: Seen
    digest: str = ""
    site: str = ""
    former: str = ""

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self.place.root

    @property
    def output(self) -> Path:
        """The output folder."""
        return self.place.output

    @property
    def whose(self) -> tuple[str, str]:
        """The site, and the way to the root: for a root that was copied with its cache, it is another one."""
        return self.site, self.place.way_back

    def after(self, present: Mapping[str, str], seen: Seen, digest: str) -> "Claim":
        """The claim once we have written what is present, and a list with that digest."""
        owned = frozenset(present)
        return self._replace(owned=owned, present=present, listed=present, seen=seen, digest=digest, former=self.site)


def is_current(found: Claim) -> bool:
    """True if the list of what is ours is still the one that was there: whoever writes into the folder changes it."""
    return read_digest(found.output) == found.digest


@contextmanager
def hold(root: Path, output: Path, *, patience: float = PATIENCE) -> Iterator[Folders]:
    """The place of an output folder, ours alone until the block ends: no other build of this root runs meanwhile.

    The folder need not exist. Raises `UsageError` where it may not be ours, or where another build has not ended
    after `patience` seconds. Writes nothing into the folder.
    """
    # Not `resolve`, which would follow the very link that an output folder must not be.
    root, output = (Path(os.path.abspath(path)) for path in (root, output))  # noqa: PTH100
    with telling(root):
        _refuse_place(root, output)
        cache = open_cache(root)
    with hold_lock(root, root / CACHE / LOCK, "another build of this site is running", patience):
        yield Folders(root, output, cache)


def survey(place: Folders, seen: Seen = NOTHING, whose: tuple[str, str] = NOBODY) -> Claim:
    """What is in the output folder. Files that have not moved since `seen` are not read, when it was that of `whose`.

    Raises `UsageError` if the folder holds files and no list of what is ours, or a damaged one.
    """
    found = None
    with telling(place.root):
        with suppress(FileNotFoundError, NotADirectoryError):
            found = _survey(place, seen, whose)
        if found is None or (_foreign(found) and not is_current(found)):  # a build of another root writes there now
            found = _survey_alone(place, seen, whose)
    foreign = _foreign(found)
    if foreign:
        name = shown(place.root, place.output)
        message = f"“{name}” holds files that the site did not write, such as “{printable(foreign[0])}”"
        raise UsageError(message, f"choose another folder with --output-dir, or empty “{name}” yourself")
    return found


def look_at_output(place: Folders, seen: Seen) -> Look:
    """A look at what is in the output folder of a build."""
    base = str(place.output)
    return Look(base, seen, moment_at(str(place.root), base), is_for_site)


def _survey_alone(place: Folders, seen: Seen, whose: tuple[str, str]) -> Claim:
    """The same, while no build writes there. Raises `OSError` only if the folder is deleted again and again."""
    for _ in range(_TRIES):
        with suppress(FileNotFoundError, NotADirectoryError), hold_folder(place.root, place.output, PATIENCE):
            return _survey(place, seen, whose)
    with hold_folder(place.root, place.output, PATIENCE):
        return _survey(place, seen, whose)


def _survey(place: Folders, seen: Seen, whose: tuple[str, str]) -> Claim:
    """The same, if nobody else writes there meanwhile, whoever owns the files. Raises `OSError`."""
    look = look_at_output(place, seen)
    owned, listed, digest, site = _read_owned(place, seen, whose[0], look)
    present = {}
    strays: list[str] = []
    for _, files, others in look.walk() if place.output.is_dir() else ():
        strays += others
        for path in files:
            if owned and path in owned:
                present[path] = look.file(path)[1]
            else:
                strays.append(path)
    if listed == present:
        look.file(OWNERSHIP)
    seen = look.seen if listed == present else look.seen.without(OWNERSHIP)
    former = whose[0] if whose[1] == place.way_back else ""
    return Claim(place, owned or frozenset(), present, tuple(sorted(strays)), listed, seen, digest, site, former)


def _foreign(found: Claim) -> list[str]:
    """What keeps a folder without a list from being ours."""
    return [] if found.digest else [path for path in found.strays if not is_dropping(path)]


def _read_owned(place: Folders, seen: Seen, site: str, look: Look) -> Deed:
    """The same as `read_list`, which need not parse a list that says what was seen."""
    known = seen.files.get(OWNERSHIP)
    with suppress(OSError):
        if known and look.file(OWNERSHIP)[1] == known[1]:
            listed = {path: digest for path, (_, digest) in seen.files.items() if path != OWNERSHIP}
            return Deed(frozenset(listed), listed, known[1], site)
    return read_list(place.root, place.output)


def adopt(found: Claim, site: str) -> Claim:
    """The claim as that of a site, which its list will name.

    Raises `UsageError` if the files are those of another site. A list that does not say whose they are may be ours.
    """
    if found.site not in {"", site, found.former}:
        name = shown(found.root, found.output)
        message = f"“{name}” holds the site {found.site}, and this one is {site}"
        raise UsageError(message, hint_at_other(name))
    return found._replace(site=site, listed=found.listed if found.site == site else None)


def hint_at_other(name: str) -> str:
    """What to do about a folder of another site."""
    return f"choose another folder with --output-dir, or delete “{name}” yourself if it is no longer needed"


@contextmanager
def claim(root: Path, output: Path, seen: Seen = NOTHING, *, patience: float = PATIENCE) -> Iterator[Claim]:
    """Hold an output folder, and survey it."""
    with hold(root, output, patience=patience) as place:
        yield survey(place, seen)


def check_strays(found: Claim) -> tuple[Diagnostic, ...]:
    """Reports `output-stray` for each file in the output folder that is not ours; a foreign folder is told once."""
    if not found.strays:
        return ()
    ours = {folder for path in found.owned for folder in folders_above(path)}
    strays = [path for path in found.strays if not is_dropping(path)]
    told = {next((f"{folder}/" for folder in folders_above(path) if folder not in ours), path) for path in strays}
    hint = "it is published with the site: keep it if you put it there, else delete it"
    return tuple(
        problem("output-stray", f"“{path}” was not written by the site and is left alone", Span(path), hint=hint)
        for path in sorted(shown(found.root, found.output) + "/" + printable(stray) for stray in told)
    )


def is_for_site(path: str, _: os.DirEntry[str]) -> bool:
    """True for a path in the output folder that is not one of our two own."""
    return path not in {OWNERSHIP, STAGING}


# ---- where an output folder may be ----------------------------------------------------------------------------


def _refuse_place(root: Path, output: Path) -> None:
    """Raises `UsageError` where no output folder may be, whatever is in it."""
    if not root.is_dir():
        message = f"“{root}” is not a folder"
        raise UsageError(message, "name the folder that holds “content” with --root")
    name = shown(root, output)
    hint = "choose another folder, such as --output-dir output"
    real = Path(os.path.realpath(output))  # `resolve` raises where a link leads to itself
    sources = [root / folder for folder in (*FOLDERS, CACHES, ".git", PACKAGE)]
    if any(_is_same(real, place) for place in (root, *Path(os.path.realpath(root)).parents)):
        message = f"“{name}” cannot be the output folder: the site’s sources are in it"
        raise UsageError(message, hint)
    for source in sources:
        if (
            any(_is_same(place, source) for place in (real, *real.parents))
            or real in Path(os.path.realpath(source)).parents
        ):
            message = f"“{name}” cannot be the output folder: “{shown(root, source)}” is not for output"
            raise UsageError(message, hint)
    if output.is_symlink():
        message = f"“{name}” cannot be the output folder: it is a symbolic link"
        raise UsageError(message, f"name the folder that it leads to: --output-dir {real}")
    if output.exists() and not output.is_dir():
        message = f"“{name}” cannot be the output folder: it is a file"
        raise UsageError(message, hint)


def _is_same(path: Path, other: Path) -> bool:
    """True for two names of one folder; there may be none yet."""
    with suppress(FileNotFoundError):  # it went just now
        return path == other or (path.exists() and other.exists() and path.samefile(other))
    return False
