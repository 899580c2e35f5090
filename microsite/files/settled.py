"""What is in an output folder once a change to it is made, of which only what was touched is looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress

from microsite.files.changes import Change
from microsite.files.folder import Claim, is_for_site
from microsite.files.ownership import OWNERSHIP
from microsite.files.stamps import NEVER, Look, Mark, Seen, Stamp, is_settled, read_stamp
from microsite.model.layout import folders_above


def look_again(
    claim: Claim,
    change: Change,
    new: Mapping[str, Stamp],
    digests: Mapping[str, str],
    came: Collection[str],
    moment: int,
) -> Seen:
    """What is in the output folder of a claim now, for the next look.

    `new` are the files that took their places, by path, with the stamps they had while they waited; `digests` are of
    all that is there. Of folders that `came` whole it is known what is in them. All was done before the `moment`
    (nanoseconds, by the clock of the disk).
    """
    before = claim.seen
    touched = {*new, *change.removed, *(claim.owned - digests.keys())}
    above = {"", *(folder for path in touched for folder in folders_above(path))}
    look = Look(str(claim.output), before, moment, is_for_site)
    files_by_folder: dict[str, list[str]] = {}
    for path in new:
        files_by_folder.setdefault(path.rpartition("/")[0], []).append(path)
    innermost = frozenset(came).intersection(files_by_folder).difference(folder.rpartition("/")[0] for folder in above)
    for folder in above:
        with suppress(FileNotFoundError, NotADirectoryError):
            files = files_by_folder[folder] if folder in innermost else ()
            look.folder(folder, files, max((new[path][1] for path in files), default=0))
    folders = {folder: known for folder, known in before.folders.items() if folder not in above}
    old = {path: before.files.get(path, (NEVER, digest)) for path, digest in digests.items() if path not in touched}
    marks = {
        path: (_find_stamp(f"{claim.output}/{path}", new[path], moment, has_moved=folder not in came), digests[path])
        for folder, paths in files_by_folder.items()
        for path in paths
    }
    listed: Mark = look.file(OWNERSHIP)
    return Seen(folders | dict(look.seen.folders), old | marks | {OWNERSHIP: (NEVER, listed[1])})


def _find_stamp(path: str, waiting: Stamp, moment: int, *, has_moved: bool) -> Stamp:
    """The stamp of a file that has taken its place; `NEVER`, to be read again, if somebody has changed it meanwhile.

    To move a file by itself changes its stamp; to move its folder does not.
    """
    size, time, _, inode = waiting
    stamp = read_stamp(path) if has_moved else waiting
    is_same = stamp[:2] == (size, time) and stamp[3] == inode
    return stamp if is_same and is_settled(stamp, moment) else NEVER
