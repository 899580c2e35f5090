"""Doing to the output folder what a plan says: all of it, or nothing."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from microsite.files.changes import Change, find_blocking
from microsite.files.disk import UsageError, changed, open_file, remove_empty, remove_file, remove_folders, telling
from microsite.files.folder import PATIENCE, Claim, Folders, adopt, is_current, survey
from microsite.files.interrupts import uninterrupted
from microsite.files.obstacles import refuse_blocked, refuse_strangers, refuse_unwritable
from microsite.files.ownership import OWNERSHIP, STAGING, is_inside, write_list
from microsite.files.settled import look_again
from microsite.files.stamps import Seen, Stamp, stamp_of
from microsite.files.theme import locate
from microsite.files.turns import hold_folder
from microsite.files.writing import create
from microsite.model.layout import folders_above
from microsite.values.named import NamedTuple

_BESIDE = STAGING  # no target has this name
"""The folder in which files wait whose own folder is there already."""

_SHORT = 48
"""Names of fewer characters every disk can hold; whether it holds others is told when they wait under their own."""


class Applied(NamedTuple):
    """What was done: the digest by path of all that was made, of which `written` is what was not there before.

    `seen` is the output folder as it is now, for the next look, and `list_digest` that of the list in it.
    """

    digests: Mapping[str, str]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    seen: Seen
    list_digest: str


def sweep(place: Folders) -> None:
    """Remove what a killed build left waiting, but not what a build of another root lets wait there now."""
    if os.path.lexists(f"{place.output}/{STAGING}"):
        with suppress(UsageError), hold_folder(place.root, place.output, 0):
            pass  # it is swept when it is entered, and goes when it is left


@contextmanager
def stage(claim: Claim, site: str = "", *, patience: float = PATIENCE) -> Iterator["Staging"]:
    """Where new files of a site wait, inside the output folder and unseen by its visitors, until `settle`, or vanish.

    No build of another root writes into the folder meanwhile. Where one has done so since the claim was made, the
    staging has another `claim`. Raises `UsageError` if such a build has not ended after `patience` seconds, or if the
    folder is another site's, as `adopt`.
    """
    ours = adopt(claim, site)
    with hold_folder(claim.root, claim.output, patience):
        if not is_current(claim):
            again = survey(claim.place, claim.seen, claim.whose)
            ours = adopt(again._replace(former=claim.former), site)
        yield Staging(ours)


class Staging:
    """New files: those of new folders in folders like these, which take their places with all that is in them.

    All others wait side by side: to make a folder for each takes longer than to write what is in it.

    Each of its methods raises `UsageError` if the disk does not let it. Each build has a room of its own: processes of
    one that was killed may go on for a moment, and what they write must not get among the files of this one.
    """

    def __init__(self, claim: Claim) -> None:
        """Hold nothing yet."""
        self.claim = claim
        self._room = f"{claim.output}/{STAGING}/{os.urandom(8).hex()}"
        self._folders: set[str] = set()
        self._digests: dict[str, str] = {}
        self._waiting: dict[str, Stamp] = {}

    def put(self, path: str, data: bytes, digest: str) -> Stamp | None:
        """Let bytes wait for their place; None if they are there already. `note` what is given.

        A process that was forked of this one may do it, too.
        """
        if self._is_there(path, digest):
            return None
        with telling(self.claim.root, self.claim.output / path):
            descriptor = self._open(path)
            try:
                rest = data
                while rest := rest[os.write(descriptor, rest) :]:  # a large file may need more than one call
                    pass
                return stamp_of(os.fstat(descriptor))
            finally:
                os.close(descriptor)

    def note(self, path: str, digest: str, put: Stamp | None) -> None:
        """Know what waits for its place, or is there: what `put` gave."""
        self._digests[path] = digest
        if put:
            self._waiting[path] = put
        else:
            self._drop(path)

    def copy(self, path: str, origin: str, known: str) -> None:
        """Let a copy of a source wait; if that has not its `known` digest any more, nobody knows what it is."""
        if self._is_there(path, known):
            self.note(path, known, None)
        else:
            source = locate(self.claim.root, origin)
            with telling(self.claim.root, source), open_file(source) as file:
                digest, stamp = self._write(path, iter(lambda: file.read(1 << 20), b""))
            if digest != known:
                raise changed(origin)
            self.note(path, digest, stamp)

    def pour(self, path: str, chunks: Iterable[bytes]) -> None:
        """Let bytes wait that come one chunk after the other, so that they never lie in memory together."""
        self.note(path, *self._write(path, chunks))
        if self._is_there(path, self._digests[path]):
            self._drop(path)

    def _write(self, path: str, chunks: Iterable[bytes]) -> tuple[str, Stamp]:
        digest = hashlib.sha256()
        with telling(self.claim.root, self.claim.output / path), open(self._open(path), "wb") as file:  # noqa: PTH123
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            return digest.hexdigest(), stamp_of(os.fstat(file.fileno()))

    def settle(self, change: Change) -> Applied:
        """Make the change to the output folder, and say what was done. All that is made must wait here.

        A folder that is new comes whole, with the first of its files. What is removed goes when all the rest is there.
        A file that is there with the same bytes is not touched.

        Raises `UsageError` if a stray is in the way, or something that nobody lets us change; up to then nothing has
        changed. A build that is killed, or fails while files take their places, leaves whole files, old and new; the
        list of what is ours holds both, and the next build puts it right.
        """
        found = self.claim
        refuse_strangers(found, change)
        refuse_blocked(found, change)
        made = {path: self._digests[path] for path in change.made}
        digests = {path: found.present[path] for path in change.kept} | made
        written = tuple(path for path in made if path in self._waiting)
        seen = found.seen
        if written or change.removed or digests != found.listed:
            with uninterrupted(), telling(found.root):
                refuse_unwritable(found, written, change.removed, digests)
                came = self._settle(change, written, digests)
                new = {path: self._waiting[path] for path in written}
                seen = look_again(found, change, new, digests, came, self._moment())
        seen = seen.doubting("")  # the room in it is still to go
        return Applied(made, written, change.removed, seen, seen.files[OWNERSHIP][1])

    def _is_there(self, path: str, digest: str) -> bool:
        """True if a file with that digest is there."""
        return self.claim.present.get(path) == digest

    def _open(self, path: str) -> int:
        if not is_inside(path):
            message = f"“{path}” cannot be written: the path is not one inside the output folder"
            raise UsageError(message, status=1)
        self._make_folder(_BESIDE if self._is_beside(path) else path.rpartition("/")[0])
        place = self._place(path)
        try:
            return create(place)
        except FileExistsError:  # it waits already, with other bytes
            os.unlink(place)  # noqa: PTH108
            return create(place)

    def _is_beside(self, path: str) -> bool:
        """True of a file whose folder the site had when it was looked at."""
        folder, _, name = path.rpartition("/")
        return len(name) < _SHORT and folder in self.claim.seen.folders

    def _place(self, path: str) -> str:
        """Where a file waits."""
        if self._is_beside(path):
            name = hashlib.blake2b(path.encode(), digest_size=16).hexdigest()  # it may be longer than a name can be
            return f"{self._room}/{_BESIDE}/{name}"
        return f"{self._room}/{path}"

    def _make_folder(self, folder: str) -> None:
        """Make a folder of the room and those above it, unless that has been done. Another process may be sooner."""
        if folder in self._folders:
            return
        if folder:
            self._make_folder(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(f"{self._room}/{folder}")  # noqa: PTH102
        else:
            os.makedirs(self._room, exist_ok=True)  # noqa: PTH103
        self._folders.add(folder)

    def _drop(self, path: str) -> None:
        """Let a file wait no more."""
        if self._waiting.pop(path, None):
            with telling(self.claim.root):
                if self._is_beside(path):
                    os.unlink(self._place(path))  # noqa: PTH108
                else:
                    remove_file(self._room, path)
                    self._folders.clear()

    def _settle(self, change: Change, written: tuple[str, ...], digests: Mapping[str, str]) -> frozenset[str]:
        """Let the waiting files take their places, and what must go, go. Gives the folders that came whole."""
        found, output = self.claim, str(self.claim.output)
        for path in self._waiting.keys() - set(written):  # it must not come along with its folder
            self._drop(path)
        before = dict.fromkeys(found.owned, "") | dict(found.present) | dict(digests)
        if before != found.listed:
            self._list(before)
        in_the_way = set(find_blocking(change.made, change.removed))
        for path in sorted(in_the_way):
            remove_file(output, path)
        came = self._move(written)
        for path in change.removed:
            if path not in in_the_way:
                remove_file(output, path)
        for path in found.owned - digests.keys():
            remove_empty(output, path)
        if before != digests:
            self._list(digests)
        return came

    def _list(self, digests: Mapping[str, str]) -> None:
        """Say in the output folder what is ours."""
        with telling(self.claim.root, self.claim.output / OWNERSHIP):
            write_list(str(self.claim.output), digests, self.claim.site)

    def _move(self, written: Iterable[str]) -> frozenset[str]:
        """Let files take their places in order, those of new folders with the folder; which folders these are."""
        output, is_there = str(self.claim.output), {"": True}
        for path in written:
            if self._is_beside(path) or self._enter(path.rpartition("/")[0], is_there):
                place, target = self._place(path), f"{output}/{path}"
                try:
                    _replace(place, target)
                except OSError:
                    if os.path.isdir(target):  # noqa: PTH112
                        remove_folders(target)  # its files were ours, and are gone
                    elif self._is_beside(path):
                        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 (it went with its files)
                    else:
                        raise
                    _replace(place, target)
        return frozenset(folder for folder, was_there in is_there.items() if not was_there)

    def _enter(self, folder: str, is_there: dict[str, bool]) -> bool:
        """False if the folder is new and has taken its place, with all that waited in it."""
        if folder in is_there:
            return is_there[folder]
        for one in (*folders_above(folder), folder):
            if one not in is_there:
                try:
                    os.rename(f"{self._room}/{one}", f"{self.claim.output}/{one}")  # noqa: PTH104
                    is_there[one] = False
                except OSError:
                    if not os.path.isdir(f"{self.claim.output}/{one}"):  # noqa: PTH112
                        raise
                    is_there[one] = True
            if not is_there[one]:
                is_there[folder] = False
                return False
        return True

    def _moment(self) -> int:
        """The time on the disk's clock, in nanoseconds."""
        self._make_folder("")
        probe = create(f"{self._room}/{OWNERSHIP}")  # no target has this name
        try:
            os.write(probe, b"\n")
            return os.fstat(probe).st_mtime_ns
        finally:
            os.close(probe)


def _replace(place: str, target: str) -> None:
    try:
        os.replace(place, target)  # noqa: PTH105
    except OSError as error:
        error.filename = target  # where it waited says nothing to anybody
        raise
