"""The list of what the site wrote, which lies in the output folder and says whose it is."""

import errno
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeGuard

from microsite.files.disk import UsageError, digest_of, is_unicode, shown
from microsite.files.opening import read_file
from microsite.files.writing import create
from microsite.values.named import NamedTuple

OWNERSHIP = ".microsite.json"
"""Lists what the site wrote, inside the output folder: which site, and the digest of each file by its path."""

STAGING = ".microsite-new"
"""Where new files wait inside the output folder, on the same disk, until the last of them is written."""

VERSION = 1
"""A list of another version is refused: it may mean something else."""

_OWN = frozenset((OWNERSHIP, STAGING))
_BOUND = 200_000_000  # bytes; a file takes about a hundred
_SITE = re.compile(r"(?:[\w.-]+|\[[\w:.]+\])(?::[0-9]{1,5})?(?:/[\w.~!$&'()*+,;=:@%-]*)*")
"""The address of a site without its scheme. What servers are configured by names it, so it holds nothing else."""

_NOWHERE = frozenset(("", ".", ".."))


class Deed(NamedTuple):
    """What a list says: the paths that we wrote, None where nothing tells; and the digest of the list, "" of none.

    `files` are their digests, None if that is not how we write it. `site` is whose they are, "" if it does not say.
    """

    owned: frozenset[str] | None = None
    files: Mapping[str, str] | None = None
    digest: str = ""
    site: str = ""


def is_inside(path: str) -> bool:
    """True for a plain path below the output folder, on any system, that is not one of our two own."""
    parts = path.split("/")
    return (
        _NOWHERE.isdisjoint(parts)
        and parts[0] not in _OWN
        and path[1:2] != ":"  # a drive
        and "\\" not in path
        and "\0" not in path
        and is_unicode(path)
    )


def read_list(root: Path, output: Path) -> Deed:
    """What the list in an output folder says. Raises `UsageError` if it is damaged."""
    try:
        if deed := parse_list(read_file(f"{output}/{OWNERSHIP}", _BOUND)):
            return deed
    except FileNotFoundError:
        return Deed()
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EFBIG):
            raise
    name = shown(root, output)
    message = f"“{name}/{OWNERSHIP}” is damaged, and nothing else tells which files in “{name}” the site wrote"
    raise UsageError(message, f"delete the folder “{name}” yourself and build again")


def parse_list(data: bytes) -> Deed | None:
    """What a list says; None if it is damaged."""
    import json  # of a list that has not moved, nobody needs it

    with suppress(ValueError, RecursionError):
        listed = json.loads(data)
        known = listed if isinstance(listed, dict) and listed.get("version") == VERSION else {}
        files, site = known.get("files"), known.get("site", "")
        if (
            _is_text_by_text(files)
            and all(map(is_inside, files))
            and isinstance(site, str)
            and (site == "" or is_site(site))
        ):
            is_as_written = render_list(files, site) == data
            return Deed(frozenset(files), files if is_as_written else None, digest_of(data), site)
    return None


def read_digest(output: Path) -> str:
    """The digest of the list in an output folder, "" if it cannot be read."""
    with suppress(OSError):
        return digest_of(read_file(str(output / OWNERSHIP), _BOUND))
    return ""


def is_site(text: str) -> bool:
    """True of the address of a site, without its scheme."""
    return is_unicode(text) and bool(_SITE.fullmatch(text))


def _is_text_by_text(value: object) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def render_list(digest_by_path: Mapping[str, str], site: str) -> bytes:
    """The list as JSON, a line for each file, sorted; a site without a name is not named."""
    from json.encoder import encode_basestring  # json.dumps indents in Python, ten times as slowly

    lines = ",\n".join(
        f"  {encode_basestring(path)}: {encode_basestring(digest)}" for path, digest in sorted(digest_by_path.items())
    )
    files = f"{{\n{lines}\n }}" if lines else "{}"
    name = f' "site": {encode_basestring(site)},\n' if site else ""
    return f'{{\n "files": {files},\n{name} "version": {VERSION}\n}}\n'.encode()


def write_list(output: str, digest_by_path: Mapping[str, str], site: str) -> bytes:
    """Write the list of what is ours, whole or not at all, and return its bytes."""
    data = render_list(digest_by_path, site)
    os.makedirs(f"{output}/{STAGING}", exist_ok=True)  # noqa: PTH103
    new = f"{output}/{STAGING}/{os.urandom(8).hex()}{OWNERSHIP}"  # no target has this name
    with open(create(new), "wb") as file:  # noqa: PTH123
        file.write(data)
    os.replace(new, f"{output}/{OWNERSHIP}")  # noqa: PTH105
    return data
