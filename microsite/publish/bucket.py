"""A site in a bucket (S3): what is there, what differs, and how it is brought there, cut off or not."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from microsite.files.disk import UsageError
from microsite.files.ownership import OWNERSHIP, Deed, parse_list, render_list
from microsite.publish.headers import find_storing
from microsite.publish.release import Release
from microsite.publish.shipment import Shipment, Transfer, find_rank
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from obstore.store import ObjectStore

SCHEME = "s3://"
INSTALL = 'pip install "microsite[s3]"'

_AT_ONCE = 16
"""How many files are on their way together."""

_MOST_GONE = 1000
"""How many files S3 deletes at once."""

_BOUND = 200_000_000  # bytes of a list
_PLAIN_TAG = re.compile("[0-9a-f]{32}")
"""The tag of a file that was sent in one piece and lies there unencrypted, or by keys of the host: its MD5."""

_SECRET, _SHORT = re.compile("SECRET|TOKEN|PASSWORD|KEY"), 6

_HINT = "look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and, unless it is Amazon, AWS_ENDPOINT_URL"


class Stored(NamedTuple):
    """What is in a bucket below a path: what the list of ours says, and the digests of ours, "" where nobody knows."""

    deed: Deed
    present: Mapping[str, str]


class Bucket:
    """A place for a site. Each of its methods raises `UsageError` if that cannot be read or written."""

    def __init__(self, address: str, environment: Mapping[str, str]) -> None:
        """Take `s3://bucket/path`. Who may write there is said by the environment, as all programs for S3 have it.

        Its secrets are not told.
        """
        self.address = address
        self._secrets = [value for name, value in environment.items() if _SECRET.search(name) and len(value) >= _SHORT]
        try:
            from obstore.store import from_url
        except ImportError as error:
            raise UsageError("a bucket needs the package obstore", INSTALL) from error
        with self._telling():
            self._store: ObjectStore = from_url(address, retry_config={"max_retries": 3})

    def look(self, shipment: Shipment, read: Callable[[str], bytes], site: str) -> Stored:
        """What is there of a shipment.

        Raises `UsageError` if files of others are there and no list of ours, if that is of another site, or if a file
        of others is in the way.
        """
        tags, deed = self._list_tags(), self._read_deed()
        strangers = sorted(tags.keys() - (deed.owned or set()))
        if deed.owned is None and strangers:
            message = f"“{self.address}” holds files that the site did not write, such as “{strangers[0]}”"
            raise UsageError(message, "choose another path in the bucket, or empty it yourself")
        if deed.site not in {"", site}:
            message = f"“{self.address}” holds the site {deed.site}, and this one is {site}"
            raise UsageError(message, "choose another path in the bucket, or delete what is there yourself")
        if in_the_way := [path for path in strangers if path in shipment.parcels]:
            message = f"“{in_the_way[0]}” in “{self.address}” was not written by the site, and is in the way"
            raise UsageError(message, "delete it there, or move it away")
        present = {path: _find_digest(path, tags[path], shipment, deed, read) for path in tags.keys() - {*strangers}}
        return Stored(deed, present)

    def send(
        self, release: Release, shipment: Shipment, found: Stored, transfer: Transfer, read: Callable[[str], bytes]
    ) -> None:
        """Bring there what differs, look whether it is there, and then remove what is gone.

        Raises `UsageError` if something is not there as it was sent. The list in the bucket names old and new files
        until all is done, so the next time goes on.
        """
        digests = {path: parcel.digest for path, parcel in shipment.parcels.items()}
        made = sorted((*transfer.new, *transfer.changed), key=find_rank)
        if not made and not transfer.gone and found.deed.files == digests:
            return
        known = {path: digest for path, digest in found.present.items() if path not in made}
        self._write_list(dict.fromkeys({*found.present, *digests}, "") | known, release)
        for _, group in itertools.groupby(made, key=lambda path: find_rank(path)[:2]):
            with self._telling():
                asyncio.run(self._put_all(release, list(group), shipment, read))
        self._read_again(made, shipment, read)
        self._remove(transfer.gone)
        self._write_list(digests, release)

    async def _put_all(
        self, release: Release, paths: Iterable[str], shipment: Shipment, read: Callable[[str], bytes]
    ) -> None:
        import obstore

        gate = asyncio.Semaphore(_AT_ONCE)

        async def put(path: str) -> None:
            async with gate:
                headers = find_storing(path, lasts=path in release.lasting)
                data = _read(path, shipment, read)
                await obstore.put_async(self._store, path, data, attributes=headers, use_multipart=False)

        async with asyncio.TaskGroup() as tasks:
            for path in paths:
                tasks.create_task(put(path))

    def _read_again(self, paths: Collection[str], shipment: Shipment, read: Callable[[str], bytes]) -> None:
        tags = self._list_tags() if paths else {}
        for path in paths:
            data, tag = _read(path, shipment, read), tags.get(path, "")
            is_there = tag == _md5(data) if _PLAIN_TAG.fullmatch(tag) else self._get(path) == data
            if not is_there:
                message = f"“{path}” in “{self.address}” is not there as it was sent"
                raise UsageError(message, "publish again", status=1)

    def _list_tags(self) -> dict[str, str]:
        import obstore

        with self._telling():
            found = [one for batch in obstore.list(self._store) for one in batch]
        return {one["path"]: (one["e_tag"] or "").strip('"') for one in found if one["path"] != OWNERSHIP}

    def _read_deed(self) -> Deed:
        data = self._get(OWNERSHIP)
        if data is None:
            return Deed()
        deed = parse_list(data) if len(data) <= _BOUND else None
        if deed is None:
            message = f"the list {OWNERSHIP} in “{self.address}” is damaged: nothing else tells what the site wrote"
            raise UsageError(message, "delete it there, with all files of the site, and publish again")
        return deed

    def _get(self, path: str) -> bytes | None:
        import obstore

        with self._telling():
            try:
                return bytes(obstore.get(self._store, path).bytes())
            except FileNotFoundError:
                return None

    def _write_list(self, digests: Mapping[str, str], release: Release) -> None:
        import obstore

        data, headers = render_list(digests, release.site), find_storing(OWNERSHIP, lasts=False)
        with self._telling():
            obstore.put(self._store, OWNERSHIP, data, attributes=headers, use_multipart=False)

    def _remove(self, paths: Sequence[str]) -> None:
        import obstore

        with self._telling():
            for start in range(0, len(paths), _MOST_GONE):
                obstore.delete(self._store, list(paths[start : start + _MOST_GONE]))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Make a `UsageError` of what the host does not let us do, without any secret."""
        try:
            yield
        except UsageError:
            raise
        except ExceptionGroup as errors:
            first = errors.exceptions[0]
            raise first if isinstance(first, UsageError) else self._describe(first) from errors
        except Exception as error:  # what obstore raises has several classes, and Python's own
            raise self._describe(error) from error

    def _describe(self, error: BaseException) -> UsageError:
        text = str(error).partition("\n\nDebug source")[0]
        code = re.search(r"<Code>(\w+)</Code>", text)
        reason = re.sub(r"//[^/@\s]*@", "//", text.partition(": <?xml")[0].partition("\n")[0])
        for secret in self._secrets:
            reason = reason.replace(secret, "…")
        said = f"{reason} ({code[1]})" if code else reason
        return UsageError(f"“{self.address}” cannot be read or written: {said}", _HINT, status=1)


def _find_digest(path: str, tag: str, shipment: Shipment, deed: Deed, read: Callable[[str], bytes]) -> str:
    """The digest of a file that is there; "" if it is not as it shall be, or nobody knows."""
    if path not in shipment.parcels:
        return ""
    if _PLAIN_TAG.fullmatch(tag):
        return shipment.parcels[path].digest if _md5(_read(path, shipment, read)) == tag else ""
    return (deed.files or {}).get(path, "")


def _read(path: str, shipment: Shipment, read: Callable[[str], bytes]) -> bytes:
    data = shipment.parcels[path].data
    return read(path) if data is None else data


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
