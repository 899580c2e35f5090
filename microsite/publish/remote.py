"""A site on a server that is reached by SSH: compared and brought there by rsync, which compares by what files hold."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Collection, Iterable
from pathlib import Path

from microsite.files.disk import UsageError
from microsite.files.ownership import OWNERSHIP, Deed, parse_list, render_list
from microsite.files.writing import write_file
from microsite.model.layout import folders_above
from microsite.publish.release import Release
from microsite.publish.shipment import Transfer, find_rank, sort_safely
from microsite.values.named import NamedTuple

REMOTE = re.compile(r"(?:[\w.][\w.-]*@)?[\w.][\w.-]+:/.*")
"""How a folder of another machine is written, as rsync and scp read it: `user@host:/var/www/site`."""

_MISSING, _VANISHED = 23, 24
"""Exit statuses of rsync: where a file cannot be read, and where it is not there to be sent any more."""

_MADE, _GONE = "<f", "*deleting"
"""How a line begins that tells of a file that would be sent, and of one that would go."""


class Remote(NamedTuple):
    """A folder of another machine. `tree` is a folder of this one that holds all that shall be there.

    Each method raises `UsageError` if rsync cannot do it.
    """

    address: str
    tree: Path

    def look(self, digests: Collection[str], site: str) -> tuple[Deed, Transfer]:
        """What the list of ours says there, and what differs from these paths.

        Raises `UsageError` if files of others are there and no list of ours, if that is of another site, or if a file
        of others is in the way.
        """
        deed = self._read_deed()
        new, changed, others = self._compare()
        owned = deed.owned or frozenset()
        if deed.owned is None and (changed or others):
            message = f"“{self.address}” holds files that the site did not write, such as “{(*changed, *others)[0]}”"
            raise UsageError(message, "choose another folder, or empty it yourself")
        if deed.site not in {"", site}:
            message = f"“{self.address}” holds the site {deed.site}, and this one is {site}"
            raise UsageError(message, "choose another folder, or delete what is there yourself")
        if in_the_way := [path for path in changed if path not in owned]:
            message = f"“{in_the_way[0]}” in “{self.address}” was not written by the site, and is in the way"
            raise UsageError(message, "delete it there, or move it away")
        kept = {*digests} - {*new, *changed}
        gone = tuple(sorted(path for path in others if path in owned))
        return deed, Transfer(tuple(sort_safely(new)), tuple(sort_safely(changed)), gone, tuple(sort_safely(kept)))

    def send(self, release: Release, digests: dict[str, str], deed: Deed, transfer: Transfer) -> None:
        """Bring there what differs, look whether it is there, and then remove what is gone.

        The list there names old and new files until all is done, so the next time goes on. Raises `UsageError` if
        something is not there as it was sent.
        """
        made = sorted((*transfer.new, *transfer.changed), key=find_rank)
        if not made and not transfer.gone and deed.files == digests:
            return
        self._write_list(dict.fromkeys((deed.owned or frozenset()) | digests.keys(), ""), release.site)
        for _, group in itertools.groupby(made, key=lambda path: find_rank(path)[0]):  # each at one moment, at its end
            self._rsync(["--checksum", *_LISTED], group)
        new, changed, _ = self._compare()
        if lost := (*new, *changed):
            raise UsageError(f"“{lost[0]}” in “{self.address}” is not there as it was sent", "publish again", status=1)
        self._remove(transfer.gone, digests)
        self._write_list(digests, release.site)

    def _remove(self, gone: Collection[str], digests: Collection[str]) -> None:
        """Remove files, and then folders in which nothing is left, the deepest first."""
        still = {folder for path in digests for folder in folders_above(path)}
        empty = {folder for path in gone for folder in folders_above(path)} - still
        deepest = max((folder.count("/") for folder in empty), default=-1)
        levels = ([one for one in empty if one.count("/") == depth] for depth in range(deepest, -1, -1))
        for paths in filter(None, (gone, *levels)):
            self._rsync(["--dirs", "--delete-missing-args", *_LISTED], paths)

    def _compare(self) -> tuple[list[str], list[str], list[str]]:
        """The files that are new, that are others, and that the tree does not have."""
        told = self._rsync(["--recursive", "--checksum", "--dry-run", "--delete", "--out-format=%i %n"], None)
        new, changed, others = list[str](), list[str](), list[str]()
        for line in told.splitlines():
            mark, _, path = line.partition(" ")
            path = path.strip()
            if mark.startswith(_GONE) and not path.endswith("/"):
                others.append(path)
            elif mark.startswith(_MADE):
                (new if mark.startswith(f"{_MADE}+") else changed).append(path)
        return new, changed, [path for path in others if path != OWNERSHIP]

    def _read_deed(self) -> Deed:
        place = self.tree.with_name("list")
        command = [*_RSYNC, "--", f"{self.address.rstrip('/')}/{OWNERSHIP}", str(place)]
        status, _, complaint = _run(command, b"")
        if status == _MISSING and "(2)" in complaint:  # ENOENT, in whatever language the rest is
            return Deed()
        if status:
            raise self._describe(complaint)
        deed = parse_list(place.read_bytes())
        if deed is None:
            message = f"the list {OWNERSHIP} in “{self.address}” is damaged: nothing else tells what the site wrote"
            raise UsageError(message, "delete it there, with all files of the site, and publish again")
        return deed

    def _write_list(self, digests: dict[str, str], site: str) -> None:
        place = self.tree.with_name(OWNERSHIP)
        write_file(place, render_list(digests, site))
        status, _, complaint = _run([*_RSYNC, "--mkpath", "--", str(place), f"{self.address.rstrip('/')}/"], b"")
        if status:
            raise self._describe(complaint)

    def _rsync(self, words: Iterable[str], paths: Iterable[str] | None) -> str:
        listed = b"" if paths is None else b"\0".join(path.encode() for path in paths)
        status, told, complaint = _run([*_RSYNC, *words, "--", f"{self.tree}/", f"{self.address.rstrip('/')}/"], listed)
        if status not in {0, _VANISHED}:
            raise self._describe(complaint)
        return told

    def _describe(self, complaint: str) -> UsageError:
        host = self.address.partition(":")[0]
        reason = next((line for line in complaint.splitlines() if line.strip()), "rsync does not say why")
        hint = f"see if this works: ssh {host} true; rsync must be installed here and there"
        return UsageError(f"“{self.address}” cannot be read or written: {reason}", hint, status=1)


_RSYNC = ("rsync", "--8-bit-output", "--protect-args", "--chmod=D755,F644", "--delay-updates")
_LISTED = ("--from0", "--files-from=-")


def _run(command: list[str], given: bytes) -> tuple[int, str, str]:
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 (rsync, by its name)
    except FileNotFoundError as error:
        raise UsageError("rsync is not installed", "on Debian and Ubuntu: apt install rsync", status=1) from error
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
